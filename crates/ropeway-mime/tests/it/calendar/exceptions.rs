//! Series whose rules say less than they have, broken ones, and exceptions.

use super::series::{day, moved, never, renamed, series, week};
use super::*;
use bytes::Bytes;
use ropeway_message::Attachment;
use ropeway_types::calendar::{OverrideFlags, WeekDays};

#[test]
fn ca_05_days_that_no_rule_gives_are_dates_or_a_finding() {
    let month = pattern(
        PatternType::MONTH,
        PatternSpecific::Month { day: 30 },
        1,
        "2023-12-30 00:00",
    );
    let message = recurring(request(), &series(month.clone(), 600, 660), &berlin());
    // December to April by count: February 2024 is one of them.
    assert_eq!(
        line(&message, "RDATE"),
        "RDATE;TZID=W. Europe Standard Time:20240229T100000"
    );
    let endless = recurring(request(), &series(never(month), 600, 660), &berlin());
    assert!(has_finding(
        &endless,
        "PidLidAppointmentRecur",
        FindingKind::Substituted
    ));
    assert_eq!(lines(&endless, "RDATE"), [""; 0]);
}

#[test]
fn ca_05_lunar_calendars_have_a_form_of_their_own_and_solar_ones_need_none() {
    let hijri = pattern(
        PatternType::HJ_MONTH,
        PatternSpecific::Month { day: 10 },
        12,
        "2024-03-10 00:00",
    );
    let mut blob = series(hijri, 600, 660);
    blob.recurrence_pattern
        .deleted_instance_dates
        .push(day("2025-03-10 00:00"));
    let message = recurring(request(), &blob, &berlin());
    assert_eq!(
        line(&message, "X-MICROSOFT-RRULE"),
        "X-MICROSOFT-RRULE:FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=10;COUNT=5"
    );
    assert!(line(&message, "X-MICROSOFT-EXDATE").ends_with(":20250310T100000"));
    assert!(ics(&message).contains("\nX-MICROSOFT-CALSCALE:Hijri\n"));
    assert!(!ics(&message).split("VEVENT").nth(1).unwrap().contains("\nRRULE"));
    assert!(has_finding(
        &message,
        "PidLidAppointmentRecur",
        FindingKind::Substituted
    ));

    let mut thai = pattern(
        PatternType::MONTH,
        PatternSpecific::Month { day: 10 },
        12,
        "2024-03-10 00:00",
    );
    thai.calendar_type = CalendarType::THAI;
    let message = recurring(request(), &series(thai, 600, 660), &berlin());
    assert_eq!(
        line(&message, "RRULE"),
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTHDAY=10;BYMONTH=3;COUNT=5"
    );
    assert!(findings(&message).is_empty());
}

#[test]
fn ca_05_a_broken_blob_leaves_the_first_occurrence() {
    let whole = series(
        never(pattern(
            PatternType::WEEK,
            week(WeekDays::MONDAY),
            1,
            "2024-06-03 00:00",
        )),
        540,
        630,
    );
    let bytes = whole.to_bytes().unwrap();
    for broken in [bytes.slice(..40), Bytes::from_static(b"x")] {
        let mut message = recurring(request(), &whole, &berlin());
        set(&mut message, "PidLidAppointmentRecur", broken);
        assert_eq!(
            line(&message, "DTSTART"),
            "DTSTART;TZID=W. Europe Standard Time:20240603T090000"
        );
        assert_eq!(lines(&message, "RRULE").len(), 2, "those of the zone");
        assert!(has_finding(
            &message,
            "PidLidAppointmentRecur",
            FindingKind::Dropped
        ));
    }
    // A pattern that says nothing.
    let nothing = series(
        pattern(PatternType::WEEK, week(WeekDays(0)), 1, "2024-06-03 00:00"),
        540,
        630,
    );
    let message = recurring(request(), &nothing, &berlin());
    assert!(has_finding(
        &message,
        "PidLidAppointmentRecur",
        FindingKind::Dropped
    ));
    assert_eq!(
        line(&message, "DTSTART"),
        "DTSTART;TZID=W. Europe Standard Time:20240603T090000"
    );
}

#[test]
fn ca_05_a_series_without_a_zone_keeps_its_local_times() {
    let weekly = never(pattern(
        PatternType::WEEK,
        week(WeekDays::MONDAY),
        1,
        "2024-06-03 00:00",
    ));
    let mut message = request();
    set_bytes(&mut message, "PidLidAppointmentRecur", &series(weekly, 540, 630));
    assert_eq!(line(&message, "DTSTART"), "DTSTART;TZID=UTC+0200:20240603T090000");
    assert!(has_finding(
        &message,
        "time zone of a series",
        FindingKind::Substituted
    ));
    set(&mut message, "PidLidAppointmentStartWhole", FileTime(0));
    assert_eq!(line(&message, "DTSTART"), "DTSTART:20240603T090000");
}

#[test]
fn ca_05_the_structure_wins_over_a_definition_that_did_not_keep_up() {
    let weekly = never(pattern(
        PatternType::WEEK,
        week(WeekDays::MONDAY),
        1,
        "2024-06-03 00:00",
    ));
    let mut message = recurring(request(), &series(weekly, 540, 630), &berlin());
    let other = TimeZoneStruct {
        bias: -120,
        ..TimeZoneStruct::default()
    };
    set_bytes(&mut message, "PidLidTimeZoneStruct", &other);
    assert!(ics(&message).contains("TZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE"));
    assert_eq!(lines(&message, "TZID"), ["TZID:W. Europe Standard Time"]);
}

/// The message of an exception, as an attachment of its series.
fn embedded(replaces: &str, change: impl FnOnce(&mut Message)) -> Attachment {
    let mut message = Message::note();
    message.set(
        tags::MESSAGE_CLASS,
        "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}",
    );
    set(&mut message, "PidLidExceptionReplaceTime", at(replaces));
    change(&mut message);
    let mut attachment = Attachment::message(0, message);
    attachment.properties.set(tags::ATTACHMENT_FLAGS, 2);
    attachment.properties.set(tags::ATTACHMENT_HIDDEN, true);
    attachment
}

fn with_exceptions() -> Message {
    let mut weekly = series(
        pattern(PatternType::WEEK, week(WeekDays::MONDAY), 1, "2024-06-03 00:00"),
        540,
        630,
    );
    weekly
        .recurrence_pattern
        .deleted_instance_dates
        .push(day("2024-06-10 00:00"));
    moved(
        &mut weekly,
        "2024-06-17 09:00",
        "2024-06-18 14:00",
        "2024-06-18 15:00",
    );
    renamed(&mut weekly, "Review – elsewhere", "Haus 2");
    let info = weekly.exceptions.last_mut().unwrap();
    info.override_flags = OverrideFlags(info.override_flags.0 | 0x2CC | 0x20);
    (info.reminder_delta, info.reminder_set) = (Some(5), Some(1));
    (info.busy_status, info.attachment, info.sub_type) = (Some(3), Some(0), Some(0));
    moved(
        &mut weekly,
        "2024-06-24 09:00",
        "2024-06-24 00:00",
        "2024-06-25 00:00",
    );
    let info = weekly.exceptions.last_mut().unwrap();
    info.override_flags = OverrideFlags::SUBTYPE | OverrideFlags::REMINDER;
    (info.sub_type, info.reminder_set) = (Some(1), Some(0));
    let mut message = recurring(request(), &weekly, &berlin());
    message
        .attachments
        .push(embedded("2024-06-17 07:00", |exception| {
            exception.set(tags::BODY, "Another place");
            exception.set(tags::IMPORTANCE, 2);
            exception
                .recipients
                .push(Recipient::smtp(RecipientType::TO, "Fay", "fay@f.test"));
        }));
    message
}

#[test]
fn ca_05_an_exception_says_what_it_has_otherwise() {
    let text = ics(&with_exceptions());
    let events: Vec<&str> = text.split("BEGIN:VEVENT\n").skip(1).collect();
    assert_eq!(events.len(), 3);
    assert!(events[0].contains("\nEXDATE;TZID=W. Europe Standard Time:20240610T090000\n"));
    for expected in [
        "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Fay:mailto:fay@f.test\n",
        "DESCRIPTION:Another place\n",
        "RECURRENCE-ID;TZID=W. Europe Standard Time:20240617T090000\n",
        "SUMMARY:Review – elsewhere\n",
        "DTSTART;TZID=W. Europe Standard Time:20240618T140000\n",
        "DTEND;TZID=W. Europe Standard Time:20240618T150000\n",
        "PRIORITY:1\n",
        "LOCATION:Haus 2\n",
        "X-MICROSOFT-CDO-BUSYSTATUS:OOF\n",
        "X-MICROSOFT-CDO-INSTTYPE:3\n",
        "TRIGGER;RELATED=START:-PT5M\n",
    ] {
        assert!(events[1].contains(expected), "{expected} in {}", events[1]);
    }
    assert!(!events[1].contains("bob@b.test") && !events[1].contains("RRULE"));
    for expected in [
        "RECURRENCE-ID;TZID=W. Europe Standard Time:20240624T090000\n",
        "SUMMARY:Review\\, again\\; with cake\n",
        "DTSTART;VALUE=DATE:20240624\nDTEND;VALUE=DATE:20240625\n",
        "mailto:bob@b.test\n",
    ] {
        assert!(events[2].contains(expected), "{expected} in {}", events[2]);
    }
    assert!(!events[2].contains("VALARM"));
    assert_eq!(findings(&with_exceptions()), [""; 0]);
}

#[test]
fn at_14_exceptions_of_a_meeting_are_no_files() {
    let mut message = with_exceptions();
    let tree = |message: &Message| crate::support::tree(message);
    let alone = ["multipart/alternative", "  text/plain", "  text/calendar"];
    assert_eq!(tree(&message), alone);
    // Not even where a writer forgot to hide them.
    message.attachments[0]
        .properties
        .remove(tags::ATTACHMENT_HIDDEN.id());
    assert_eq!(tree(&message), alone);
    message.attachments[0]
        .properties
        .remove(tags::ATTACHMENT_FLAGS.id());
    assert_eq!(tree(&message), alone);
    // One that belongs to no occurrence is said to be lost.
    message.attachments.push(embedded("2024-09-02 07:00", |_| {}));
    assert_eq!(tree(&message), alone);
    assert!(has_finding(&message, "attachment 0", FindingKind::Dropped));
}

#[test]
fn ca_05_answers_and_cancellations_speak_of_the_whole_series() {
    for class in ["IPM.Schedule.Meeting.Resp.Pos", "IPM.Schedule.Meeting.Canceled"] {
        let mut message = with_exceptions();
        message.set(tags::MESSAGE_CLASS, class);
        let text = ics(&message);
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        assert!(line(&message, "RRULE").contains("FREQ=WEEKLY"));
    }
}

#[test]
fn ca_05_an_instance_is_no_series_whatever_it_copied_from_it() {
    let mut message = with_exceptions();
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
    let event = ics(&message);
    let event = event.split("BEGIN:VEVENT").nth(1).unwrap();
    assert!(
        event.contains("\nRECURRENCE-ID;TZID=W. Europe Standard Time:20240603T090000\n"),
        "{event}"
    );
    assert!(!event.contains("RRULE"));
}

#[test]
fn ca_05_a_series_with_exceptions_to_be_looked_at() {
    insta::assert_snapshot!(ics(&with_exceptions()));
}
