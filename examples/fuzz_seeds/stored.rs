//! Seeds of stored messages: one message in each form, alone and embedded in another, and what writers of
//! other times left.

use ropeway::message::{Attachment, Message, Recipient, RecipientType, msg, rtf, stored, tnef};
use ropeway::types::{FileTime, PropertyValue, tags};
use ropeway_examples::{Doing, Result};

/// Target, name and bytes.
pub(crate) type Seed = (&'static str, &'static str, Vec<u8>);

pub(crate) fn seeds() -> Result<Vec<Seed>> {
    let note = note()?;
    let mut outer = Message::note();
    outer.attachments.push(Attachment::message(0, note.clone()));
    let mut seeds = Vec::new();
    for (name, message) in [("note", &note), ("embedded", &outer)] {
        let file = msg::write(message, &msg::WriteOptions::default()).doing("writing a .msg file")?;
        seeds.push(("msg", name, file.bytes.to_vec()));
        // An OLE object is such a file, too.
        seeds.push(("rtf", name, file.bytes.to_vec()));
        let stream = tnef::write(message, &tnef::WriteOptions::default()).doing("writing TNEF")?;
        seeds.push(("tnef", name, stream.bytes.to_vec()));
        let content = stored::write(message).doing("storing a message")?;
        seeds.push(("fasttransfer", name, content.to_vec()));
    }
    let complete = tnef::write(&note, &tnef::WriteOptions::complete()).doing("writing TNEF")?;
    seeds.push(("tnef", "complete", complete.bytes.to_vec()));
    seeds.push(("tnef", "attributes", attributes()?));
    for (name, bytes) in convert(&note, &outer)? {
        seeds.push(("convert", name, bytes));
    }
    for (name, bytes) in compressed_rtf() {
        seeds.push(("compressed_rtf", name, bytes));
    }
    Ok(seeds)
}

/// Options and messages, as the oracle of the converter reads them: bit 0 of the first byte tells stored messages
/// from those that are put together, the others are options.
fn convert(note: &Message, outer: &Message) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let mut meeting = note.clone();
    meeting
        .properties
        .set(tags::MESSAGE_CLASS, "IPM.Schedule.Meeting.Request");
    let start = FileTime::from_unix_seconds(1_301_392_800);
    let end = FileTime::from_unix_seconds(1_301_396_400);
    for (name, value) in [
        ("PidLidAppointmentStartWhole", PropertyValue::Time(start)),
        ("PidLidAppointmentEndWhole", PropertyValue::Time(end)),
        ("PidLidLocation", PropertyValue::from("Top station")),
        (
            "PidLidTimeZoneDescription",
            PropertyValue::from("W. Europe Standard Time"),
        ),
    ] {
        meeting.set_property(name, value).doing("naming a property")?;
    }
    let mut contact = note.clone();
    contact.properties.set(tags::MESSAGE_CLASS, "IPM.Contact");
    contact
        .set_property(
            "PidLidEmail1EmailAddress",
            PropertyValue::from("bob@example.test"),
        )
        .doing("naming a property")?;
    let mut report = outer.clone();
    report.properties.set(tags::MESSAGE_CLASS, "REPORT.IPM.Note.NDR");
    let mut rich = note.clone();
    rich.properties.set(
        tags::RTF_COMPRESSED,
        rtf::compress(b"{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}a{\\*\\htmltag <img src=\"cid:a@b\">}}"),
    );
    let messages = [
        ("note", 0b0000_0010, note),
        ("embedded", 0b0000_1100, outer),
        ("eight_bit", 0b0001_0000, note),
        ("binary", 0b0010_0000, outer),
        ("winmail", 0b0100_0000, outer),
        ("meeting", 0, &meeting),
        ("contact", 0, &contact),
        ("report", 0, &report),
        ("rich", 0, &rich),
    ];
    let mut seeds = Vec::new();
    for (name, options, message) in messages {
        let content = stored::write(message).doing("storing a message")?;
        seeds.push((name, [&[options, 0xF0], &content[..]].concat()));
    }
    // A class, bodies, a person, a file with an id, and an embedded message.
    let steps = b"\x06\x0c\x08\x03\x05\x3c\x05\x42\x07\x02\x03\x20\x0a\x01\x02\x02\x0c\x02\x0c\x05\x04\x12\x06\x04\x13";
    seeds.push(("steps", [&b"\x01\xf0"[..], steps].concat()));
    Ok(seeds)
}

/// A message with one of each kind of thing.
fn note() -> Result<Message> {
    let mut note = Message::note();
    note.properties.set(tags::SUBJECT, "Cable car");
    note.properties.set(tags::SENDER_NAME, "Bob");
    note.properties.set(tags::SENDER_ADDRESS_TYPE, "SMTP");
    note.properties
        .set(tags::SENDER_EMAIL_ADDRESS, "bob@example.test");
    note.properties.set(tags::SEARCH_KEY, vec![7; 16]);
    note.properties.set(tags::IMPORTANCE, 1);
    let moment = FileTime::from_unix_seconds(1_301_388_768);
    note.properties.set(tags::CLIENT_SUBMIT_TIME, moment);
    let categories = PropertyValue::MultipleString(vec!["a".into(), "b".into()]);
    note.set_property("PidNameKeywords", categories)
        .doing("naming a property")?;
    note.recipients
        .push(Recipient::smtp(RecipientType::TO, "Ann", "ann@example.test"));
    note.attachments
        .push(Attachment::file(0, "plan.txt", "text/plain", &b"08:00 up"[..]));
    Ok(note)
}

/// attFrom, attSubject, attPriority, attDateSent, attAttachRendData, attAttachTitle and attAttachData of
/// [MS-OXTNEF] 2.1.3.3: a message that no property describes.
fn attributes() -> Result<Vec<u8>> {
    let from = b"\x04\0\x21\0\x04\0\x0d\0Ann\0SMTP:a@b.test\0\0\0\0\0\0\0\0\0";
    let legacy: [(u8, u32, &[u8]); 7] = [
        (1, 0x0000_8000, from),
        (1, 0x0001_8004, b"Gr\xfc\xdfe\0"),
        (1, 0x0004_800D, &[2, 0]),
        (
            1,
            0x0003_8005,
            &[0xCF, 7, 10, 0, 14, 0, 8, 0, 0x37, 0, 0x2C, 0, 4, 0],
        ),
        (
            2,
            0x0006_9002,
            &[1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0],
        ),
        (2, 0x0001_8010, b"a.txt\0"),
        (2, 0x0006_800F, b"08:00 up"),
    ];
    let mut attributes = b"\x78\x9f\x3e\x22\x01\0".to_vec();
    for (level, id, data) in legacy {
        attributes.push(level);
        attributes.extend(id.to_le_bytes());
        attributes.extend(u32::try_from(data.len()).doing("framing")?.to_le_bytes());
        attributes.extend(data);
        let sum = data
            .iter()
            .fold(0u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
        attributes.extend(sum.to_le_bytes());
    }
    Ok(attributes)
}

/// The examples of [MS-OXRTFCP] 3.1, and one of each oddity that is tolerated.
fn compressed_rtf() -> Vec<(&'static str, Vec<u8>)> {
    let simple = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125B2\x0a\xf3 hel\x09\0 bw\x05\xb0ld}\x0a\x80\x0f\xa0";
    let crossing = b"\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51\x41\0\x04 WXYZ\x0d\x6e}\x01\x0e\xb0";
    let lying = |contents: &[u8]| [b"\xff\xff\xff\xff\xff\xff\xff\xffLZFu\0\0\0\0", contents].concat();
    let html = b"{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\*\\htmltag64}\r\n".repeat(3);
    vec![
        ("spec_simple", simple.to_vec()),
        ("spec_crossing", crossing.to_vec()),
        ("uncompressed", b"\x11\0\0\0\x05\0\0\0MELA\0\0\0\0{\\a }".to_vec()),
        ("html", rtf::compress(&html).to_vec()),
        ("no_end", lying(b"\0{\\rtf1 a\0}")),
        ("unwritten", lying(b"\x01\x80\x0f")),
        ("run", lying(b"\x02=\x0c\xff\x0c\xff\x01\x0c\xff")),
        (
            "bomb",
            lying(&b"\xff\0\x0f\0\x0f\0\x0f\0\x0f\0\x0f\0\x0f\0\x0f\0\x0f".repeat(40)),
        ),
    ]
}
