//! Where the calendar part stands, and what each kind of object says in it.

use super::*;
use crate::support::{text, tree};
use bytes::Bytes;
use ropeway_message::Attachment;

#[test]
fn ca_01_a_plain_body_and_the_calendar_are_alternatives() {
    assert_eq!(
        tree(&request()),
        ["multipart/alternative", "  text/plain", "  text/calendar"]
    );
}

#[test]
fn ca_01_html_stands_between_them() {
    let mut message = request();
    message.set(tags::HTML, Bytes::from_static(b"<p>Bring <b>data</b></p>"));
    let expected = [
        "multipart/alternative",
        "  text/plain",
        "  text/html",
        "  text/calendar",
    ];
    assert_eq!(tree(&message), expected);
    message.properties.remove(tags::HTML.id());
    message.properties.remove(tags::BODY.id());
    let rtf = ropeway_message::rtf::compress(b"{\\rtf1\\ansi Bring {\\b data}\\par}");
    message.set(tags::RTF_COMPRESSED, rtf);
    assert_eq!(tree(&message), expected);
    assert_eq!(line(&message, "DESCRIPTION"), "DESCRIPTION:Bring data\\n");
}

#[test]
fn ca_01_images_and_files_stand_around_the_alternatives() {
    let mut message = request();
    message.set(tags::HTML, Bytes::from_static(b"<p><img src='cid:i@x'></p>"));
    let mut image = Attachment::file(0, "i.png", "image/png", &b"\x89PNG\r\n\x1A\n"[..]);
    image.properties.set(tags::ATTACH_CONTENT_ID, "i@x");
    message.attachments.push(image);
    message
        .attachments
        .push(Attachment::file(1, "a.pdf", "application/pdf", "%PDF-"));
    assert_eq!(
        tree(&message),
        [
            "multipart/mixed",
            "  multipart/related",
            "    multipart/alternative",
            "      text/plain",
            "      text/html",
            "      text/calendar",
            "    image/png",
            "  application/pdf"
        ]
    );
}

#[test]
fn ca_02_the_part_says_utf_8_and_its_method_and_is_base64() {
    let text = text(&request());
    let part = text.split("Content-Type: text/calendar").nth(1).unwrap();
    let header = part.split("\r\n\r\n").next().unwrap();
    assert_eq!(
        header,
        "; charset=\"utf-8\"; method=\"REQUEST\"\r\nContent-Transfer-Encoding: base64"
    );
    assert!(ics(&request()).contains("\nMETHOD:REQUEST\n"));
}

#[test]
fn ca_03_the_class_gives_method_and_partstat() {
    for (class, counter, method, status) in [
        ("IPM.Appointment", false, "PUBLISH", None),
        (
            "IPM.Schedule.Meeting.Request",
            false,
            "REQUEST",
            Some("NEEDS-ACTION"),
        ),
        ("IPM.Schedule.Meeting.Resp.Pos", false, "REPLY", Some("ACCEPTED")),
        (
            "IPM.Schedule.Meeting.Resp.Tent",
            false,
            "REPLY",
            Some("TENTATIVE"),
        ),
        ("IPM.Schedule.Meeting.Resp.Neg", false, "REPLY", Some("DECLINED")),
        (
            "IPM.Schedule.Meeting.Resp.Tent",
            true,
            "COUNTER",
            Some("TENTATIVE"),
        ),
        ("ipm.schedule.meeting.resp.neg", true, "COUNTER", Some("DECLINED")),
        (
            "IPM.Schedule.Meeting.Canceled",
            false,
            "CANCEL",
            Some("NEEDS-ACTION"),
        ),
        (
            "IPM.Schedule.Meeting.Notification.Forward",
            false,
            "PUBLISH",
            None,
        ),
    ] {
        let mut message = meeting(class);
        set(&mut message, "PidLidAppointmentCounterProposal", counter);
        let bytes = mime(&message).to_bytes().unwrap();
        let parsed = MessageParser::new().parse(&bytes[..]).unwrap();
        let part = parsed.parts.last().unwrap();
        let parameter = part.content_type().unwrap().attribute("method");
        assert_eq!(parameter, Some(method), "{class}");
        let text = ics(&message);
        assert!(text.contains(&format!("\nMETHOD:{method}\n")), "{class}");
        let attendees = lines(&message, "ATTENDEE");
        match status {
            Some(status) => {
                assert!(!attendees.is_empty(), "{class}");
                for line in attendees {
                    assert!(line.contains(&format!("PARTSTAT={status}")), "{class}: {line}");
                }
            }
            None => assert_eq!(attendees, [""; 0], "{class}"),
        }
        assert!(findings(&message).is_empty(), "{:?}", findings(&message));
    }
}

#[test]
fn ca_04_the_organizer_is_from_and_a_delegate_is_sender() {
    let mut message = request();
    message.set(tags::SENDER_NAME, "Dan D.");
    message.set(tags::SENDER_ADDRESS_TYPE, "SMTP");
    message.set(tags::SENDER_EMAIL_ADDRESS, "dan@a.test");
    let whole = text(&message);
    assert!(whole.contains("From: \"Ann A.\" <ann@a.test>\r\n"), "{whole}");
    assert!(whole.contains("Sender: \"Dan D.\" <dan@a.test>\r\n"), "{whole}");
    assert_eq!(
        line(&message, "ORGANIZER"),
        "ORGANIZER;CN=Ann A.;SENT-BY=\"mailto:dan@a.test\":mailto:ann@a.test"
    );
}

#[test]
fn ca_04_an_answer_names_its_writer_and_the_organizer_whom_it_goes_to() {
    let message = meeting("IPM.Schedule.Meeting.Resp.Pos");
    assert_eq!(line(&message, "ORGANIZER"), "ORGANIZER;CN=Bob:mailto:bob@b.test");
    assert_eq!(
        line(&message, "ATTENDEE"),
        "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Ann A.:mailto:ann@a.test"
    );
}

#[test]
fn ca_04_whoever_answers_for_an_attendee_is_named() {
    let mut message = meeting("IPM.Schedule.Meeting.Resp.Pos");
    message.set(tags::SENDER_NAME, "Dan D.");
    message.set(tags::SENDER_ADDRESS_TYPE, "SMTP");
    message.set(tags::SENDER_EMAIL_ADDRESS, "dan@a.test");
    let attendee = line(&message, "ATTENDEE");
    assert!(
        attendee.ends_with(";SENT-BY=\"mailto:dan@a.test\":mailto:ann@a.test"),
        "{attendee}"
    );
}

#[test]
fn ca_06_the_uid_is_the_id_without_its_instance() {
    let hex = "040000008200E00074C5B7101A82E00800000000006D0BE277B2DA010000000000000000";
    let expected = format!("UID:{hex}10000000{}", "AB".repeat(16));
    let mut message = request();
    let uid = line(&message, "UID");
    assert_eq!(uid.len(), expected.len());
    assert!(
        uid.starts_with("UID:040000008200E00074C5B7101A82E00800000000"),
        "{uid}"
    );
    assert!(
        uid.ends_with(&format!("000000000000000010000000{}", "AB".repeat(16))),
        "{uid}"
    );
    // An instance has the UID of its series.
    set_bytes(
        &mut message,
        "PidLidGlobalObjectId",
        &GlobalObjectId {
            year: 2024,
            month: 6,
            day: 3,
            ..id()
        },
    );
    assert_eq!(line(&message, "UID"), uid);
    // The other id stands in for a broken one.
    set_bytes(&mut message, "PidLidCleanGlobalObjectId", &id());
    set(
        &mut message,
        "PidLidGlobalObjectId",
        Bytes::from_static(b"broken"),
    );
    assert_eq!(line(&message, "UID"), uid);
}

#[test]
fn ca_06_a_uid_from_elsewhere_comes_back() {
    let mut message = request();
    set_bytes(
        &mut message,
        "PidLidGlobalObjectId",
        &GlobalObjectId::from_uid("x,1@cal.test"),
    );
    assert_eq!(line(&message, "UID"), "UID:x\\,1@cal.test");
    set_bytes(
        &mut message,
        "PidLidGlobalObjectId",
        &GlobalObjectId::from_uid("x\r\nX-Y:z"),
    );
    assert_eq!(line(&message, "UID"), "UID:x\\nX-Y:z");
}

#[test]
fn ca_06_without_an_id_the_search_key_or_a_new_uid_stands_in() {
    let mut message = request();
    set(
        &mut message,
        "PidLidGlobalObjectId",
        Bytes::from_static(b"broken"),
    );
    assert!(has_finding(
        &message,
        "PidLidGlobalObjectId",
        FindingKind::Substituted
    ));
    assert!(line(&message, "UID").ends_with("@relay.test"));
    message.set(tags::SEARCH_KEY, Bytes::from_static(&[1, 0xAB]));
    assert_eq!(line(&message, "UID"), "UID:01AB");
}

#[test]
fn at_12_an_appointment_inside_a_message_is_a_message_with_its_calendar() {
    let mut message = note();
    message
        .attachments
        .push(Attachment::message(0, meeting("IPM.Appointment")));
    assert_eq!(
        tree(&message),
        [
            "multipart/mixed",
            "  text/plain",
            "  message/rfc822",
            "    multipart/alternative",
            "      text/plain",
            "      text/calendar"
        ]
    );
}

#[test]
fn ca_01_without_a_start_the_object_is_a_note() {
    let mut message = request();
    set(&mut message, "PidLidAppointmentStartWhole", FileTime(0));
    assert_eq!(tree(&message), ["text/plain"]);
    assert!(has_finding(&message, "calendar object", FindingKind::Substituted));
    message.set(tags::START_DATE, at("2024-06-03 07:00"));
    assert_eq!(line(&message, "DTSTART"), "DTSTART:20240603T070000Z");
}

fn shown(message: &Message) -> String {
    ics(message)
}

#[test]
fn ca_03_a_request_to_be_looked_at() {
    insta::assert_snapshot!(shown(&in_zone(request(), &berlin())));
}

#[test]
fn ca_03_a_reply_to_be_looked_at() {
    let mut message = in_zone(meeting("IPM.Schedule.Meeting.Resp.Pos"), &berlin());
    set(
        &mut message,
        "PidLidAttendeeCriticalChange",
        at("2024-05-31 11:00"),
    );
    set(&mut message, "PidLidAppointmentReplyTime", at("2024-05-31 11:01"));
    insta::assert_snapshot!(shown(&message));
}

#[test]
fn ca_03_a_cancellation_to_be_looked_at() {
    insta::assert_snapshot!(shown(&in_zone(
        meeting("IPM.Schedule.Meeting.Canceled"),
        &berlin()
    )));
}

#[test]
fn ca_03_a_whole_message_to_be_looked_at() {
    insta::assert_snapshot!(text(&request()).replace("\r\n", "\n"));
}
