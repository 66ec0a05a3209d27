//! Real meetings and appointments, where they are at hand.

use super::*;
use ropeway_message::DirectorySnapshot;
use ropeway_message::ReadOptions;
use ropeway_message::msg::read_bytes;
use std::path::Path;

/// The calendar part of a real object, and what the report says of it.
fn part(message: &Message) -> (Option<String>, Vec<String>) {
    let directory = DirectorySnapshot::new();
    let options = crate::support::options(&directory).default_sender("unknown@relay.test");
    let mime = crate::support::mime_with(message, &options);
    let bytes = mime.to_bytes().unwrap();
    let parsed = MessageParser::new().parse(&bytes[..]).unwrap();
    let is = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type()
            .is_some_and(|c| c.c_type == "text" && c.subtype() == Some("calendar"))
    };
    let text = parsed.parts.iter().find(is).map(|part| {
        let text = String::from_utf8(part.contents().to_vec()).unwrap();
        ICalendar::parse(&text).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
        text.replace("\r\n ", "").replace("\r\n", "\n")
    });
    (
        text,
        mime.report().findings().iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn ca_05_real_objects_have_their_times_and_rules() {
    let Some(shared) = std::env::var_os("ROPEWAY_SHARED") else {
        eprintln!("IGNORED: ROPEWAY_SHARED is not set, no real meetings are converted");
        return;
    };
    let corpus = Path::new(&shared).join("corpus");
    let read = |name: &str| {
        let file = bytes::Bytes::from(std::fs::read(corpus.join(name)).unwrap());
        if name.starts_with("msg/") {
            read_bytes(&file, &ReadOptions::default()).unwrap()
        } else {
            ropeway_message::tnef::read(&file, &ReadOptions::default()).unwrap()
        }
    };
    for (name, expected) in [
        (
            "msg/aspose-email-for-net__Meeting_with_Recurring_Occurrences.msg",
            &[
                "METHOD:REQUEST",
                "DTSTART;TZID=Pakistan Standard Time:20170119T223000",
                "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TH;WKST=SU",
            ][..],
        ),
        (
            "msg/aspose-email-for-net__Test_Meeting.msg",
            &[
                "METHOD:PUBLISH",
                "DTSTART;TZID=Pakistan Standard Time:20170213T200000",
            ],
        ),
        (
            "msg/msgreader__7_days_everyday.msg",
            &[
                "DTSTART;VALUE=DATE:20221201",
                "RRULE:FREQ=DAILY;INTERVAL=1;UNTIL=20221207",
            ],
        ),
        (
            "msg/msgreader__A_black_friday_w_tz_.msg",
            &["DTSTART;VALUE=DATE:20221202"],
        ),
        (
            "msg/msgreader__A_black_friday_wo_tz_.msg",
            &["DTSTART;VALUE=DATE:20221202"],
        ),
        ("msg/msgreader__A_daily_1.msg", &["DTSTART;VALUE=DATE:20221212"]),
        (
            "msg/msgreader__A_monthly_1.msg",
            &["RRULE:FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=12;COUNT=1"],
        ),
        (
            "msg/msgreader__A_yearly_1.msg",
            &["RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTHDAY=12;BYMONTH=12;COUNT=1"],
        ),
        (
            "msg/msgreader__Appointment_sample_EST.msg",
            &["DTSTART;TZID=Eastern Standard Time:20221204T080000"],
        ),
        (
            "msg/msgreader__Lanch_time_every_friday_in_2023_chgs1.msg",
            &[
                "EXDATE;TZID=Tokyo Standard Time:20230106T120000",
                "RECURRENCE-ID;TZID=Tokyo Standard Time:20230113T120000",
                "DTSTART;TZID=Tokyo Standard Time:20230112T120000",
            ],
        ),
        (
            "msg/msgreader__Lanch_time_every_friday_in_2023_chgs2.msg",
            &[
                "LOCATION;LANGUAGE=ja-JP:Awesome coffee shop",
                "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
                "PRIORITY:1",
            ],
        ),
        (
            "msg/msgreader__Lanch_time_every_friday_in_2023_org.msg",
            &["RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=FR;UNTIL=20231231T030000Z;WKST=SU"],
        ),
        (
            "msg/poi__msgClassAppointment.msg",
            &["DTSTART;TZID=Eastern Standard Time:20170228T133000"],
        ),
        ("tnef/compress__winmail2.dat.tnef", &["METHOD:REQUEST"]),
        ("tnef/tnef__multi-name-property.tnef", &["METHOD:PUBLISH"]),
        ("tnef/tnef__triples.tnef", &["METHOD:PUBLISH"]),
    ] {
        let message = read(name);
        let (text, findings) = part(&message);
        let text = text.unwrap_or_else(|| panic!("{name}: {findings:?}"));
        for line in expected {
            assert!(text.lines().any(|l| l == *line), "{name}: {line} in\n{text}");
        }
    }
    // Nothing in it says when it is.
    let (text, findings) = part(&read("msg/aspose-email-python-dotnet__out.msg"));
    assert_eq!(text, None);
    assert!(
        findings
            .iter()
            .any(|finding| finding.starts_with("calendar object substituted"))
    );
}
