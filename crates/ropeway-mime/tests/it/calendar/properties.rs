//! Property by property.

use super::*;
use ropeway_message::{DirectoryEntry, DirectorySnapshot};
use ropeway_types::{PropertyName, ProxyAddress, property_set};

#[test]
fn ca_03_attendee_roles_are_the_recipient_types() {
    let mut message = request();
    let mut organizer = Recipient::smtp(RecipientType::TO, "Ann A.", "ANN@a.test");
    organizer.properties.set(tags::RECIPIENT_FLAGS, 3);
    let mut deleted = Recipient::smtp(RecipientType::TO, "Gone", "gone@a.test");
    deleted.properties.set(tags::RECIPIENT_FLAGS, 0x21);
    let originator = Recipient::smtp(RecipientType(0), "Ann A.", "other@a.test");
    message.recipients.extend([organizer, deleted, originator]);
    assert_eq!(
        lines(&message, "ATTENDEE"),
        [
            "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Bob:mailto:bob@b.test",
            "ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Cleo ^'C^' O'Hara; Ltd\":\
             mailto:cleo@c.test",
            "ATTENDEE;CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Room 1:\
             mailto:room1@b.test",
        ]
    );
    message.set(tags::RESPONSE_REQUESTED, false);
    assert!(
        lines(&message, "ATTENDEE")
            .iter()
            .all(|line| !line.contains("RSVP"))
    );
}

#[test]
fn ca_03_attendee_addresses_are_looked_up_in_the_directory() {
    let mut message = request();
    let dn = "/o=Org/ou=A/cn=Recipients/cn=eve";
    let mut eve = Recipient::smtp(RecipientType::TO, "Eve", "x@y.test");
    eve.properties.remove(tags::SMTP_ADDRESS.id());
    eve.properties.set(tags::ADDRESS_TYPE, "EX");
    eve.properties.set(tags::EMAIL_ADDRESS, dn);
    message.recipients.push(eve);
    let mut directory = DirectorySnapshot::new();
    directory.insert(
        &ProxyAddress::new("EX", dn),
        DirectoryEntry {
            smtp_address: "eve@o.test".into(),
            ..DirectoryEntry::default()
        },
    );
    let options = crate::support::options(&directory);
    let bytes = crate::support::mime_with(&message, &options).to_bytes().unwrap();
    let parsed = MessageParser::new().parse(&bytes[..]).unwrap();
    let text = String::from_utf8_lossy(parsed.parts.last().unwrap().contents()).into_owned();
    assert!(
        text.replace("\r\n ", "").contains("CN=Eve:mailto:eve@o.test"),
        "{text}"
    );
    // Unknown there, it is said once.
    let substituted = |f: &String| f.contains("IMCEA");
    assert_eq!(findings(&message).into_iter().filter(substituted).count(), 1);
}

#[test]
fn ca_03_description_is_a_comment_in_an_answer() {
    assert_eq!(
        line(&request(), "DESCRIPTION"),
        "DESCRIPTION:Bring:\\n- data\\n- cake\\n"
    );
    let answer = meeting("IPM.Schedule.Meeting.Resp.Neg");
    assert_eq!(line(&answer, "COMMENT"), "COMMENT:Bring:\\n- data\\n- cake\\n");
    assert_eq!(lines(&answer, "DESCRIPTION"), [""; 0]);
}

#[test]
fn ca_03_summary_and_location() {
    let mut message = request();
    assert_eq!(line(&message, "SUMMARY"), "SUMMARY:Review\\, again\\; with cake");
    assert_eq!(line(&message, "LOCATION"), "LOCATION:Room 1\\, 2nd floor");
    set(
        &mut message,
        "PidNameCalendarLocationUrl",
        "https://b.test/room?1",
    );
    assert_eq!(
        line(&message, "LOCATION"),
        "LOCATION;ALTREP=\"https://b.test/room?1\":Room 1\\, 2nd floor"
    );
}

#[test]
fn ca_03_summary_and_other_texts_have_the_language_of_the_message() {
    let mut message = request();
    message.set(tags::MESSAGE_LOCALE_ID, 0x0407);
    for (property, value) in [
        ("SUMMARY", "Review\\, again\\; with cake"),
        ("DESCRIPTION", "Bring:\\n- data\\n- cake\\n"),
        ("LOCATION", "Room 1\\, 2nd floor"),
    ] {
        assert_eq!(
            line(&message, property),
            format!("{property};LANGUAGE=de-DE:{value}")
        );
    }
}

#[test]
fn ca_03_class_is_the_sensitivity() {
    for (sensitivity, class) in [
        (0, "PUBLIC"),
        (1, "X-PERSONAL"),
        (2, "PRIVATE"),
        (3, "CONFIDENTIAL"),
        (9, "PUBLIC"),
    ] {
        let mut message = request();
        message.set(tags::SENSITIVITY, sensitivity);
        assert_eq!(line(&message, "CLASS"), format!("CLASS:{class}"));
    }
}

#[test]
fn ca_03_priority_is_the_importance() {
    for (importance, priority) in [(0, 9), (1, 5), (2, 1)] {
        let mut message = request();
        message.set(tags::IMPORTANCE, importance);
        assert_eq!(line(&message, "PRIORITY"), format!("PRIORITY:{priority}"));
        let own = line(&message, "X-MICROSOFT-CDO-IMPORTANCE");
        assert_eq!(own, format!("X-MICROSOFT-CDO-IMPORTANCE:{importance}"));
    }
    assert_eq!(line(&request(), "PRIORITY"), "PRIORITY:5");
}

#[test]
fn ca_03_dtstamp_is_when_it_was_changed_or_sent_or_the_clock_of_the_caller() {
    let mut message = request();
    assert_eq!(line(&message, "DTSTAMP"), "DTSTAMP:20240530T100000Z");
    set(
        &mut message,
        "PidLidAttendeeCriticalChange",
        at("2024-05-31 11:00"),
    );
    assert_eq!(line(&message, "DTSTAMP"), "DTSTAMP:20240530T100000Z");
    message.set(tags::MESSAGE_CLASS, "IPM.Schedule.Meeting.Resp.Pos");
    assert_eq!(line(&message, "DTSTAMP"), "DTSTAMP:20240531T110000Z");
    let mut message = request();
    set(&mut message, "PidLidOwnerCriticalChange", FileTime(0));
    assert_eq!(line(&message, "DTSTAMP"), "DTSTAMP:20110329T085248Z");
    message.properties.remove(tags::CLIENT_SUBMIT_TIME.id());
    assert_eq!(line(&message, "DTSTAMP"), "DTSTAMP:20231114T221320Z");
}

#[test]
fn ca_03_busy_status_gives_transp_and_status() {
    for (busy, word, transparency, status) in [
        (0, "FREE", "TRANSPARENT", "CONFIRMED"),
        (1, "TENTATIVE", "OPAQUE", "TENTATIVE"),
        (2, "BUSY", "OPAQUE", "CONFIRMED"),
        (3, "OOF", "OPAQUE", "CONFIRMED"),
        (4, "WORKINGELSEWHERE", "TRANSPARENT", "CONFIRMED"),
    ] {
        let mut message = meeting("IPM.Appointment");
        set(&mut message, "PidLidBusyStatus", busy);
        let own = line(&message, "X-MICROSOFT-CDO-BUSYSTATUS");
        assert_eq!(own, format!("X-MICROSOFT-CDO-BUSYSTATUS:{word}"));
        assert_eq!(line(&message, "TRANSP"), format!("TRANSP:{transparency}"));
        assert_eq!(line(&message, "STATUS"), format!("STATUS:{status}"));
    }
    let mut called_off = meeting("IPM.Appointment");
    set(&mut called_off, "PidLidAppointmentStateFlags", 5);
    assert_eq!(line(&called_off, "STATUS"), "STATUS:CANCELLED");
    // A request is tentative until it is answered; what it asks for is not.
    assert_eq!(line(&request(), "STATUS"), "STATUS:CONFIRMED");
    assert_eq!(
        line(&request(), "X-MICROSOFT-CDO-INTENDEDSTATUS"),
        "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY"
    );
    assert_eq!(
        line(&meeting("IPM.Schedule.Meeting.Canceled"), "STATUS"),
        "STATUS:CANCELLED"
    );
}

#[test]
fn ca_03_sequence_and_other_numbers() {
    let mut message = request();
    set(&mut message, "PidLidAppointmentNotAllowPropose", true);
    let name = PropertyName::name(property_set::PS_PUBLIC_STRINGS, "DoNotForward");
    message.set_named(&name, true).unwrap();
    let name = PropertyName::name(property_set::PS_PUBLIC_STRINGS, "SkypeTeamsMeetingUrl");
    message.set_named(&name, "https://t.test/l/1;2").unwrap();
    for (property, value) in [
        ("SEQUENCE", "3"),
        ("X-MICROSOFT-CDO-APPT-SEQUENCE", "3"),
        ("X-MICROSOFT-CDO-OWNERAPPTID", "77"),
        ("X-MICROSOFT-CDO-OWNER-CRITICAL-CHANGE", "20240530T100000Z"),
        ("X-MICROSOFT-CDO-ALLDAYEVENT", "FALSE"),
        ("X-MICROSOFT-CDO-INSTTYPE", "0"),
        ("X-MICROSOFT-DISALLOW-COUNTER", "TRUE"),
        ("X-MICROSOFT-DONOTFORWARDMEETING", "TRUE"),
        ("X-MICROSOFT-SKYPETEAMSMEETINGURL", "https://t.test/l/1\\;2"),
    ] {
        assert_eq!(line(&message, property), format!("{property}:{value}"));
    }
}

#[test]
fn ca_03_valarm_is_the_reminder_of_requests_and_appointments() {
    let mut message = request();
    let alarm =
        "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Reminder\nTRIGGER;RELATED=START:-PT30M\nEND:VALARM\n";
    assert!(ics(&message).contains(alarm));
    // The usual one.
    set(&mut message, "PidLidReminderDelta", 0x5AE9_80E1);
    assert_eq!(lines(&message, "TRIGGER"), ["TRIGGER;RELATED=START:-PT15M"]);
    set(&mut message, "PidLidReminderSet", false);
    assert_eq!(lines(&message, "TRIGGER"), [""; 0]);
    for class in ["IPM.Schedule.Meeting.Resp.Pos", "IPM.Schedule.Meeting.Canceled"] {
        assert_eq!(lines(&meeting(class), "TRIGGER"), [""; 0]);
    }
}

#[test]
fn ca_03_categories_go_out_if_the_caller_lets_them() {
    let mut message = request();
    let name = PropertyName::name(property_set::PS_PUBLIC_STRINGS, "Keywords");
    let words = PropertyValue::MultipleString(["a,b".into(), "c".into()].into());
    message.set_named(&name, words).unwrap();
    assert_eq!(lines(&message, "CATEGORIES"), [""; 0]);
    assert!(has_finding(&message, "PidNameKeywords", FindingKind::Dropped));
    let directory = DirectorySnapshot::new();
    let options = crate::support::options(&directory).keywords(true);
    let bytes = crate::support::mime_with(&message, &options).to_bytes().unwrap();
    let parsed = MessageParser::new().parse(&bytes[..]).unwrap();
    let text = String::from_utf8_lossy(parsed.parts.last().unwrap().contents()).into_owned();
    assert!(text.contains("\r\nCATEGORIES:a\\,b,c\r\n"), "{text}");
}

#[test]
fn ca_03_what_has_no_form_is_named() {
    let mut message = request();
    let mut room = Recipient::smtp(RecipientType::BCC, "Room 2", "");
    room.properties.remove(tags::EMAIL_ADDRESS.id());
    room.properties.remove(tags::SMTP_ADDRESS.id());
    message.recipients.push(room);
    assert!(has_finding(&message, "recipient Room 2", FindingKind::Dropped));
    set(&mut message, "PidLidNonSendableTo", "Nobody");
    assert!(has_finding(&message, "PidLidNonSendableTo", FindingKind::Dropped));
}

#[test]
fn ca_03_no_value_can_begin_another_line() {
    let mut message = request();
    let evil = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:y\u{2028}\u{85}\u{b}X:1\r";
    message.set(tags::SUBJECT, evil);
    message.set(tags::BODY, evil);
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, evil, "z@z.test"));
    for name in [
        "PidLidLocation",
        "PidNameCalendarLocationUrl",
        "PidLidMeetingWorkspaceUrl",
    ] {
        set(&mut message, name, evil);
    }
    let mut zone = berlin();
    zone.key_name = evil.into();
    let message = in_zone(message, &zone);
    let text = ics(&message);
    assert_eq!(text.matches("\nBEGIN:VEVENT\n").count(), 1);
    assert_eq!(text.lines().filter(|line| line.starts_with("UID")).count(), 1);
    assert!(text.lines().all(|line| !line.starts_with("X:")), "{text}");
    let parsed = ICalendar::parse(&text).unwrap();
    assert_eq!(parsed.uids().count(), 1);
}
