//! When: zones, all-day events, what is broken.

use super::*;
use bytes::Bytes;

fn single(start: &str, end: &str) -> Message {
    let mut message = request();
    set(&mut message, "PidLidAppointmentStartWhole", at(start));
    set(&mut message, "PidLidAppointmentEndWhole", at(end));
    message
}

#[test]
fn ca_05_times_are_local_in_the_zone_of_the_object() {
    let message = in_zone(request(), &berlin());
    assert_eq!(
        line(&message, "DTSTART"),
        "DTSTART;TZID=W. Europe Standard Time:20240603T090000"
    );
    assert_eq!(
        line(&message, "DTEND"),
        "DTEND;TZID=W. Europe Standard Time:20240603T103000"
    );
    let text = ics(&message);
    assert!(
        text.contains(
            "BEGIN:VTIMEZONE\nTZID:W. Europe Standard Time\n\
             BEGIN:STANDARD\nDTSTART:16011028T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n\
             RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n\
             BEGIN:DAYLIGHT\nDTSTART:16010325T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n\
             RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
        ),
        "{text}"
    );
}

#[test]
fn ca_05_without_a_zone_times_are_utc() {
    assert_eq!(line(&request(), "DTSTART"), "DTSTART:20240603T070000Z");
    assert!(!ics(&request()).contains("VTIMEZONE"));
    let utc = in_zone(request(), &definition("UTC", &[(0, TimeZoneStruct::default())]));
    assert_eq!(line(&utc, "DTSTART"), "DTSTART:20240603T070000Z");
    assert!(!ics(&utc).contains("VTIMEZONE"));
}

#[test]
fn ca_05_the_old_structure_and_its_description_stand_in() {
    let mut message = request();
    set_bytes(&mut message, "PidLidTimeZoneStruct", &berlin().rules[0].zone());
    set(
        &mut message,
        "PidLidTimeZoneDescription",
        "(UTC+01:00) Berlin, \"Bern\"",
    );
    assert_eq!(
        line(&message, "DTSTART"),
        "DTSTART;TZID=\"(UTC+01:00) Berlin, Bern\":20240603T090000"
    );
    assert_eq!(lines(&message, "TZID"), ["TZID:(UTC+01:00) Berlin\\, Bern"]);
}

#[test]
fn ca_05_start_and_end_may_be_in_two_zones() {
    let mut message = request();
    let india = definition(
        "India Standard Time",
        &[(
            0,
            TimeZoneStruct {
                bias: -330,
                ..TimeZoneStruct::default()
            },
        )],
    );
    set_bytes(
        &mut message,
        "PidLidAppointmentTimeZoneDefinitionStartDisplay",
        &india,
    );
    set_bytes(
        &mut message,
        "PidLidAppointmentTimeZoneDefinitionEndDisplay",
        &berlin(),
    );
    assert_eq!(
        line(&message, "DTSTART"),
        "DTSTART;TZID=India Standard Time:20240603T123000"
    );
    assert_eq!(
        line(&message, "DTEND"),
        "DTEND;TZID=W. Europe Standard Time:20240603T103000"
    );
    assert_eq!(
        lines(&message, "TZID"),
        ["TZID:India Standard Time", "TZID:W. Europe Standard Time"]
    );
    assert!(ics(&message).contains("TZOFFSETTO:+0530\n"));
}

#[test]
fn ca_05_the_zone_of_the_end_alone_is_that_of_both_and_written_once() {
    let mut message = request();
    set_bytes(
        &mut message,
        "PidLidAppointmentTimeZoneDefinitionEndDisplay",
        &berlin(),
    );
    assert_eq!(lines(&message, "TZID"), ["TZID:W. Europe Standard Time"]);
    assert_eq!(
        line(&message, "DTSTART"),
        "DTSTART;TZID=W. Europe Standard Time:20240603T090000"
    );
}

#[test]
fn ca_05_the_clock_changes_at_the_right_moment() {
    // North: summer time from 31 March, 1:00 UTC, to 27 October, 1:00 UTC.
    for (utc, local) in [
        ("2024-03-31 00:59", "20240331T015900"),
        ("2024-03-31 01:00", "20240331T030000"),
        ("2024-10-27 00:59", "20241027T025900"),
        ("2024-10-27 01:00", "20241027T020000"),
        ("2024-12-31 23:30", "20250101T003000"),
    ] {
        let message = in_zone(single(utc, utc), &berlin());
        assert_eq!(
            line(&message, "DTSTART"),
            format!("DTSTART;TZID=W. Europe Standard Time:{local}")
        );
        // It takes no time: an end would have to be later.
        assert_eq!(lines(&message, "DTEND"), [""; 0]);
    }
    // South: summer time until 7 April, 3:00, and from 6 October, 2:00.
    let sydney = zone(-600, change(4, 1, 0, 3), change(10, 1, 0, 2));
    let sydney = definition("AUS Eastern Standard Time", &[(0, sydney)]);
    for (utc, local) in [
        ("2024-01-15 00:00", "20240115T110000"),
        ("2024-04-06 15:59", "20240407T025900"),
        ("2024-04-06 16:00", "20240407T020000"),
        ("2024-10-05 15:59", "20241006T015900"),
        ("2024-10-05 16:00", "20241006T030000"),
        ("2024-12-31 13:30", "20250101T003000"),
    ] {
        let message = in_zone(single(utc, utc), &sydney);
        assert_eq!(
            line(&message, "DTSTART"),
            format!("DTSTART;TZID=AUS Eastern Standard Time:{local}")
        );
    }
}

#[test]
fn ca_05_a_zone_whose_rules_changed_has_those_of_the_years() {
    let old = zone(300, change(10, 5, 0, 2), change(4, 1, 0, 2));
    let new = zone(300, change(11, 1, 0, 2), change(3, 2, 0, 2));
    let eastern = definition("Eastern Standard Time", &[(2006, old), (2007, new)]);
    let before = in_zone(single("2006-03-20 12:00", "2006-03-20 13:00"), &eastern);
    assert_eq!(
        line(&before, "DTSTART"),
        "DTSTART;TZID=Eastern Standard Time:20060320T070000"
    );
    let after = in_zone(single("2007-03-20 12:00", "2007-03-20 13:00"), &eastern);
    assert_eq!(
        line(&after, "DTSTART"),
        "DTSTART;TZID=Eastern Standard Time:20070320T080000"
    );
    // One year, one rule, as simple readers want it.
    assert_eq!(lines(&before, "RRULE").len(), 2);
    assert!(ics(&before).contains("BYDAY=-1SU;BYMONTH=10\n") && !ics(&before).contains("UNTIL"));
    // Both where it lasts from one to the other.
    let over = in_zone(single("2006-12-20 12:00", "2007-01-20 12:00"), &eastern);
    assert_eq!(
        lines(&over, "RRULE"),
        [
            "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;UNTIL=20061029T060000Z",
            "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4;UNTIL=20060402T070000Z",
            "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
            "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"
        ]
    );
    assert!(ics(&over).contains("DTSTART:20071104T020000\n"));
}

#[test]
fn ca_05_a_zone_that_moved_changes_its_clock_as_the_year_begins() {
    let fixed = |bias| TimeZoneStruct {
        bias,
        ..TimeZoneStruct::default()
    };
    let moved = definition("Russian Standard Time", &[(0, fixed(-240)), (2015, fixed(-180))]);
    let message = in_zone(single("2014-12-31 12:00", "2015-01-01 12:00"), &moved);
    assert_eq!(
        line(&message, "DTSTART"),
        "DTSTART;TZID=Russian Standard Time:20141231T160000"
    );
    assert_eq!(
        line(&message, "DTEND"),
        "DTEND;TZID=Russian Standard Time:20150101T150000"
    );
    assert!(ics(&message).contains(
        "BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0400\nTZOFFSETTO:+0400\nEND:STANDARD\n\
         BEGIN:STANDARD\nDTSTART:20150101T000000\nTZOFFSETFROM:+0400\nTZOFFSETTO:+0300\nEND:STANDARD\n"
    ));
}

#[test]
fn ca_05_a_broken_zone_costs_no_time() {
    for broken in [
        Bytes::from_static(b"broken"),
        definition("Nowhere", &[]).to_bytes().unwrap(),
        definition(
            "Beyond",
            &[(
                0,
                TimeZoneStruct {
                    bias: 5000,
                    ..TimeZoneStruct::default()
                },
            )],
        )
        .to_bytes()
        .unwrap(),
        definition("When", &[(0, zone(0, change(13, 1, 0, 2), change(3, 1, 0, 2)))])
            .to_bytes()
            .unwrap(),
    ] {
        let mut message = request();
        set(
            &mut message,
            "PidLidAppointmentTimeZoneDefinitionStartDisplay",
            broken,
        );
        assert_eq!(line(&message, "DTSTART"), "DTSTART:20240603T070000Z");
        assert!(has_finding(&message, "time zone", FindingKind::Substituted));
    }
}

#[test]
fn ca_05_an_all_day_event_has_dates() {
    for (zone, start, end) in [
        (Some(berlin()), "2024-06-02 22:00", "2024-06-04 22:00"),
        (None, "2024-06-03 00:00", "2024-06-05 00:00"),
        // Nothing says where; the midnight that is nearest.
        (None, "2024-06-03 05:00", "2024-06-05 05:00"),
        (None, "2024-06-02 15:00", "2024-06-04 15:00"),
    ] {
        let mut message = single(start, end);
        set(&mut message, "PidLidAppointmentSubType", true);
        if let Some(zone) = &zone {
            message = in_zone(message, zone);
        }
        assert_eq!(
            line(&message, "DTSTART"),
            "DTSTART;VALUE=DATE:20240603",
            "{start}"
        );
        assert_eq!(line(&message, "DTEND"), "DTEND;VALUE=DATE:20240605", "{start}");
        assert!(!ics(&message).contains("VTIMEZONE"));
        assert_eq!(
            line(&message, "X-MICROSOFT-CDO-ALLDAYEVENT"),
            "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"
        );
    }
    let mut message = single("2024-06-03 00:00", "2024-06-03 00:00");
    set(&mut message, "PidLidAppointmentSubType", true);
    assert_eq!(line(&message, "DTEND"), "DTEND;VALUE=DATE:20240604");
}

#[test]
fn ca_05_an_all_day_event_to_be_looked_at() {
    let mut message = in_zone(single("2024-06-02 22:00", "2024-06-04 22:00"), &berlin());
    set(&mut message, "PidLidAppointmentSubType", true);
    insta::assert_snapshot!(ics(&message));
}

#[test]
fn ca_05_the_end_is_stored_or_follows_from_the_duration() {
    let mut message = request();
    set(&mut message, "PidLidAppointmentEndWhole", FileTime(0));
    assert_eq!(lines(&message, "DTEND"), [""; 0]);
    set(&mut message, "PidLidAppointmentDuration", 45);
    assert_eq!(line(&message, "DTEND"), "DTEND:20240603T074500Z");
    // An end before the start is none.
    set(&mut message, "PidLidAppointmentEndWhole", at("2024-06-03 06:00"));
    assert_eq!(line(&message, "DTEND"), "DTEND:20240603T074500Z");
    message.set(tags::END_DATE, at("2024-06-03 09:00"));
    set(&mut message, "PidLidAppointmentEndWhole", FileTime(0));
    assert_eq!(line(&message, "DTEND"), "DTEND:20240603T090000Z");
}

#[test]
fn ca_05_a_counter_proposes_its_times_and_tells_the_original_ones() {
    let mut message = in_zone(meeting("IPM.Schedule.Meeting.Resp.Tent"), &berlin());
    set(&mut message, "PidLidAppointmentCounterProposal", true);
    set(
        &mut message,
        "PidLidAppointmentProposedStartWhole",
        at("2024-06-04 09:00"),
    );
    set(
        &mut message,
        "PidLidAppointmentProposedEndWhole",
        at("2024-06-04 10:00"),
    );
    assert_eq!(
        line(&message, "DTSTART"),
        "DTSTART;TZID=W. Europe Standard Time:20240604T110000"
    );
    assert_eq!(
        line(&message, "DTEND"),
        "DTEND;TZID=W. Europe Standard Time:20240604T120000"
    );
    assert_eq!(
        line(&message, "X-MS-OLK-ORIGINALSTART"),
        "X-MS-OLK-ORIGINALSTART:20240603T070000Z"
    );
    assert_eq!(
        line(&message, "X-MS-OLK-ORIGINALEND"),
        "X-MS-OLK-ORIGINALEND:20240603T083000Z"
    );
}

#[test]
fn ca_05_an_instance_is_named_by_its_first_start() {
    let of = |year, month, day| GlobalObjectId {
        year,
        month,
        day,
        ..id()
    };
    let mut message = in_zone(request(), &berlin());
    set_bytes(&mut message, "PidLidGlobalObjectId", &of(2024, 6, 1));
    // The time of day as it is now.
    let expected = |time| format!("RECURRENCE-ID;TZID=W. Europe Standard Time:20240601T{time}");
    assert_eq!(line(&message, "RECURRENCE-ID"), expected("090000"));
    assert_eq!(
        line(&message, "X-MICROSOFT-CDO-INSTTYPE"),
        "X-MICROSOFT-CDO-INSTTYPE:3"
    );
    // As the series says.
    set(&mut message, "PidLidStartRecurrenceTime", 8 << 12 | 30 << 6);
    assert_eq!(line(&message, "RECURRENCE-ID"), expected("083000"));
    // As the object says.
    set(&mut message, "PidLidExceptionReplaceTime", at("2024-06-01 05:00"));
    assert_eq!(line(&message, "RECURRENCE-ID"), expected("070000"));
    set(&mut message, "PidLidAppointmentSubType", true);
    set(&mut message, "PidLidExceptionReplaceTime", at("2024-05-31 22:00"));
    assert_eq!(
        line(&message, "RECURRENCE-ID"),
        "RECURRENCE-ID;VALUE=DATE:20240601"
    );
}
