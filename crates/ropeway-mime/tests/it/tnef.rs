//! Messages that go out as TNEF.

use super::support::{mime_with, note, options, text, tree_of};
use bytes::Bytes;
use mail_parser::{MessageParser, MimeHeaders};
use ropeway_message::tnef::read;
use ropeway_message::{
    Attachment, DirectoryEntry, DirectorySnapshot, Message, ReadOptions, Recipient, RecipientType,
};
use ropeway_mime::{ConvertOptions, Finding, FindingKind, Form, Source, convert, requested_form};
use ropeway_types::wire::Encode;
use ropeway_types::{EntryId, OneOffEntryId, PropertyName, ProxyAddress, property_set, tags};

fn vote() -> Message {
    let mut message = note();
    let name = PropertyName::id(property_set::PSETID_COMMON, 0x8520);
    message.set_named(&name, Bytes::from_static(b"buttons")).unwrap();
    message.attachments.push(Attachment::file(
        0,
        "Übersicht.bin",
        "application/x-a",
        vec![7; 1000],
    ));
    message
        .recipients
        .push(Recipient::smtp(RecipientType::BCC, "Carol", "carol@c.test"));
    message
}

fn sent(message: &Message, options: &ConvertOptions<'_>) -> Vec<u8> {
    mime_with(message, options).to_bytes().unwrap().to_vec()
}

fn winmail(bytes: &[u8]) -> Message {
    let parsed = MessageParser::new().parse(bytes).unwrap();
    let part = parsed.attachment(0).unwrap();
    assert_eq!(part.content_type().unwrap().c_subtype.as_deref(), Some("ms-tnef"));
    assert_eq!(part.attachment_name(), Some("winmail.dat"));
    let strict = ReadOptions::default();
    read(&Bytes::copy_from_slice(part.contents()), &strict).unwrap()
}

#[test]
fn sk_13_a_message_in_tnef_is_its_text_and_winmail_dat() {
    let directory = DirectorySnapshot::new();
    let bytes = sent(&vote(), &options(&directory).form(Form::Tnef));
    assert_eq!(
        tree_of(&bytes),
        ["multipart/mixed", "  text/plain", "  application/ms-tnef"]
    );
    let inside = winmail(&bytes);
    assert_eq!(inside.subject().as_deref(), Some("Subject"));
    assert_eq!(inside.attachments[0].data().unwrap(), &vec![7; 1000]);
    assert!(inside.property("PidLidVerbStream").is_some());
    // The same arguments, the same bytes.
    assert_eq!(sent(&vote(), &options(&directory).form(Form::Tnef)), bytes);
}

#[test]
fn sk_15_the_header_is_complete_and_ad_20_rows_are_not_repeated() {
    let directory = DirectorySnapshot::new();
    let bytes = sent(&vote(), &options(&directory).form(Form::Tnef));
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("To: \"Bob\" <bob@b.test>\r\n"));
    assert!(text.contains("Subject: Subject\r\n"));
    let inside = winmail(&bytes);
    assert!(inside.recipients.is_empty());
    assert!(!text.contains("carol"));
}

#[test]
fn hd_29_the_correlator_is_the_same_in_header_and_winmail_dat() {
    let directory = DirectorySnapshot::new();
    let bytes = sent(&note(), &options(&directory).form(Form::Tnef));
    assert!(String::from_utf8_lossy(&bytes).contains("X-MS-TNEF-Correlator: <1@a.test>\r\n"));
    let inside = winmail(&bytes);
    assert_eq!(
        inside.properties.binary(tags::TNEF_CORRELATION_KEY).unwrap(),
        "<1@a.test>\0"
    );
    assert!(!text(&note()).contains("X-MS-TNEF-Correlator"));
}

#[test]
fn sk_16_bd_27_plain_text_is_in_tnef_as_rtf_too() {
    let directory = DirectorySnapshot::new();
    let mut message = note();
    message
        .properties
        .set(tags::BODY, "Grüße {1}\n\u{1F389} a\\b\tc\n");
    let bytes = sent(&message, &options(&directory).form(Form::Tnef));
    let mut inside = winmail(&bytes);
    assert_eq!(inside.body().unwrap(), "Grüße {1}\n\u{1F389} a\\b\tc\n");
    // What the RTF alone says.
    inside.properties.remove(tags::BODY.id());
    for (tag, value) in [
        (tags::SENT_REPRESENTING_EMAIL_ADDRESS, "ann@a.test"),
        (tags::SENT_REPRESENTING_ADDRESS_TYPE, "SMTP"),
    ] {
        inside.properties.set(tag, value);
    }
    let again = convert(&inside, &options(&directory))
        .unwrap()
        .to_bytes()
        .unwrap();
    let parsed = MessageParser::new().parse(&again[..]).unwrap();
    assert_eq!(
        parsed.body_text(0).unwrap().trim_end(),
        "Grüße {1}\r\n\u{1F389} a\\b\tc"
    );
}

#[test]
fn sk_13_address_book_entry_ids_become_one_off_with_the_directorys_address() {
    let mut directory = DirectorySnapshot::new();
    let dn = "/o=Org/cn=ann";
    let smtp_address = "ann@org.test".to_owned();
    let entry = DirectoryEntry {
        smtp_address,
        ..DirectoryEntry::default()
    };
    directory.insert(&ProxyAddress::new("EX", dn), entry);
    let mut message = note();
    let book = EntryId::AddressBook(ropeway_types::AddressBookEntryId::new(
        ropeway_types::AddressBookType::MAIL_USER,
        dn,
    ));
    let p = &mut message.properties;
    p.set(tags::SENDER_ENTRY_ID, book.to_bytes().unwrap());
    p.set(tags::SENDER_ADDRESS_TYPE, "EX");
    p.set(tags::SENDER_EMAIL_ADDRESS, dn);
    p.set(tags::SENDER_NAME, "Ann A.");
    let bytes = sent(&message, &options(&directory).form(Form::Tnef));
    let inside = winmail(&bytes);
    let entry_id = inside.properties.binary(tags::SENDER_ENTRY_ID).unwrap();
    let Ok(EntryId::OneOff(one_off)) = EntryId::parse(entry_id) else {
        panic!("{entry_id:?}");
    };
    assert_eq!(one_off.address(message.code_page()), "ann@org.test");
}

#[test]
fn sm_03_protected_messages_never_go_out_as_tnef() {
    let directory = DirectorySnapshot::new();
    let mut message = note();
    message.properties.set(tags::MESSAGE_CLASS, "IPM.Note.SMIME");
    message.attachments.push(Attachment::file(
        0,
        "smime.p7m",
        "application/pkcs7-mime",
        vec![1, 2, 3],
    ));
    let bytes = sent(&message, &options(&directory).form(Form::Tnef));
    assert_eq!(tree_of(&bytes), ["application/pkcs7-mime"]);
}

#[test]
fn mc_10_the_report_tells_what_is_only_in_tnef() {
    let directory = DirectorySnapshot::new();
    let mime = mime_with(&vote(), &options(&directory).form(Form::Tnef));
    let moved = mime.report().findings().iter().map(|finding| {
        assert_eq!(finding.kind, FindingKind::Moved);
        finding.what.as_str()
    });
    assert_eq!(moved.collect::<Vec<_>>(), ["PidLidVerbStream", "attachment 0"]);
    let parts: Vec<_> = mime.report().parts().iter().map(|made| made.source).collect();
    assert_eq!(parts, [Source::Text, Source::Tnef]);
    // As MIME the buttons are lost, and the file is a part.
    let mime = mime_with(&vote(), &options(&directory));
    let [Finding { what, kind, .. }] = mime.report().findings() else {
        panic!("{:?}", mime.report());
    };
    assert_eq!((what.as_str(), *kind), ("PidLidVerbStream", FindingKind::Dropped));
    let parts: Vec<_> = mime.report().parts().iter().map(|made| made.source).collect();
    assert_eq!(parts, [Source::File, Source::Text]);
}

#[test]
fn mc_10_findings_tell_where() {
    let mut outer = note();
    outer.attachments.push(Attachment::message(0, vote()));
    let directory = DirectorySnapshot::new();
    let mime = mime_with(&outer, &options(&directory));
    let places: Vec<String> = mime
        .report()
        .findings()
        .iter()
        .map(|f| f.place.to_string())
        .collect();
    assert_eq!(places, ["attachment 0/embedded"]);
    let places: Vec<String> = mime
        .report()
        .parts()
        .iter()
        .map(|f| f.place.to_string())
        .collect();
    assert_eq!(
        places,
        [
            "attachment 0/embedded/attachment 0",
            "attachment 0/embedded",
            "attachment 0",
            "message"
        ]
    );
}

#[test]
fn sk_02_recipients_and_messages_ask_for_a_form() {
    let mut message = note();
    let mut bob = message.recipients[0].clone();
    assert_eq!(requested_form(&message, Some(&bob)), None);
    let lid = PropertyName::id(property_set::PSETID_COMMON, 0x8582);
    message.set_named(&lid, true).unwrap();
    assert_eq!(requested_form(&message, Some(&bob)), Some(Form::Tnef));
    message.properties.set(tags::SEND_RICH_INFO, false);
    assert_eq!(requested_form(&message, None), Some(Form::Mime));
    bob.properties.set(tags::SEND_RICH_INFO, true);
    assert_eq!(requested_form(&message, Some(&bob)), Some(Form::Tnef));
    let mut one_off = OneOffEntryId::new("Bob", "SMTP", "bob@b.test");
    one_off.bits |= OneOffEntryId::NO_RICH_INFO;
    let entry_id = EntryId::OneOff(one_off).to_bytes().unwrap();
    bob.properties.set(tags::ENTRY_ID, entry_id);
    assert_eq!(requested_form(&message, Some(&bob)), Some(Form::Mime));
}

#[test]
fn at_18_winmail_dat_as_a_file_passes_untouched() {
    let directory = DirectorySnapshot::new();
    let bytes = sent(&vote(), &options(&directory).form(Form::Tnef));
    let parsed = MessageParser::new().parse(&bytes[..]).unwrap();
    let stream = parsed.attachment(0).unwrap().contents().to_vec();
    let mut message = note();
    message.attachments.push(Attachment::file(
        0,
        "winmail.dat",
        "application/ms-tnef",
        stream.clone(),
    ));
    let bytes = sent(&message, &options(&directory));
    let parsed = MessageParser::new().parse(&bytes[..]).unwrap();
    assert_eq!(parsed.attachment(0).unwrap().contents(), stream);
}

#[test]
fn hd_38_properties_that_have_a_header_are_in_tnef_too() {
    let directory = DirectorySnapshot::new();
    let mut message = note();
    message.properties.set(tags::IMPORTANCE, 2);
    message.properties.set(tags::CONVERSATION_TOPIC, "Topic");
    let bytes = sent(&message, &options(&directory).form(Form::Tnef));
    let header = String::from_utf8_lossy(&bytes).into_owned();
    assert!(header.contains("Importance: high\r\n") && header.contains("Thread-Topic: Topic\r\n"));
    let inside = winmail(&bytes);
    for tag in [
        tags::IMPORTANCE,
        tags::CONVERSATION_TOPIC,
        tags::SUBJECT,
        tags::SENT_REPRESENTING_EMAIL_ADDRESS,
        tags::INTERNET_MESSAGE_ID,
    ] {
        assert_eq!(inside.get(tag), message.get(tag), "{tag:?}");
    }
}

#[test]
fn sk_01_all_is_read_once_and_nothing_is_changed() {
    let directory = DirectorySnapshot::new();
    let message = vote();
    let before = message.clone();
    for form in [Form::Mime, Form::Tnef] {
        mime_with(&message, &options(&directory).form(form));
    }
    assert_eq!(message, before);
    // Absent is something else than empty: a subject that is there and empty hides the store's parts of it.
    let mut empty = note();
    empty.properties.set(tags::SUBJECT, "");
    let mut absent = note();
    absent.properties.remove(tags::SUBJECT.id());
    absent.properties.set(tags::NORMALIZED_SUBJECT, "Rest");
    assert!(text(&empty).contains("Subject: \r\n"));
    assert!(text(&absent).contains("Subject: Rest\r\n"));
}
