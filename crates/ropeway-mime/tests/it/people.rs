use super::support::{mime, mime_with, note, options, text};
use bytes::Bytes;
use ropeway_message::{Attachment, DirectoryEntry, DirectorySnapshot, Message, Recipient, RecipientType};
use ropeway_mime::{ConvertError, addresses, convert};
use ropeway_types::wire::Encode;
use ropeway_types::{EntryId, OneOffEntryId, ProxyAddress, tags};

fn header(text: &str, name: &str) -> Option<String> {
    let text = text.replace("\r\n ", " ");
    let head = text.split("\r\n\r\n").next().unwrap().to_owned();
    head.lines()
        .find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
}

fn ex(kind: RecipientType, name: &str, dn: &str) -> Recipient {
    let mut recipient = Recipient {
        recipient_type: kind,
        ..Recipient::default()
    };
    recipient.properties.set(tags::DISPLAY_NAME, name);
    recipient.properties.set(tags::ADDRESS_TYPE, "EX");
    recipient.properties.set(tags::EMAIL_ADDRESS, dn);
    recipient
}

fn flat_list(entries: &[EntryId]) -> Bytes {
    let mut list = Vec::new();
    for entry in entries {
        let bytes = entry.to_bytes().unwrap();
        list.extend_from_slice(&u32::try_from(bytes.len()).unwrap().to_le_bytes());
        list.extend_from_slice(&bytes);
        list.resize(list.len().next_multiple_of(4), 0);
    }
    let mut out = u32::try_from(entries.len()).unwrap().to_le_bytes().to_vec();
    out.extend_from_slice(&u32::try_from(list.len()).unwrap().to_le_bytes());
    out.extend_from_slice(&list);
    out.into()
}

#[test]
fn ad_04_to_and_cc_by_type_flags_masked() {
    let mut message = note();
    message.recipients.push(Recipient::smtp(
        RecipientType(RecipientType::SUBMITTED | 2),
        "Cc, C.",
        "c@c.test",
    ));
    message
        .recipients
        .push(Recipient::smtp(RecipientType::ORIGINATOR, "O", "o@o.test"));
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "d@d.test", "d@d.test"));
    let text = text(&message);
    assert_eq!(header(&text, "To").unwrap(), "\"Bob\" <bob@b.test>, <d@d.test>");
    assert_eq!(header(&text, "Cc").unwrap(), "\"Cc, C.\" <c@c.test>");
    assert!(!text.contains("o@o.test"));
}

#[test]
fn ad_05_bcc_is_never_written() {
    let mut message = note();
    message
        .recipients
        .push(Recipient::smtp(RecipientType::BCC, "Secret", "secret@s.test"));
    message.properties.set(tags::DISPLAY_BCC, "Secret");
    assert!(!text(&message).to_lowercase().contains("secret"));
}

#[test]
fn ad_21_all_blind_is_an_empty_group() {
    let mut message = note();
    message.recipients[0].recipient_type = RecipientType::BCC;
    assert_eq!(
        header(&text(&message), "To").unwrap(),
        "\"undisclosed-recipients\":;"
    );
}

#[test]
fn ad_01_the_directory_knows_ex_recipients() {
    let mut message = note();
    message
        .recipients
        .push(ex(RecipientType::TO, "Ü. Ser", "/o=O/cn=u"));
    let mut directory = DirectorySnapshot::new();
    let entry = DirectoryEntry {
        smtp_address: "user@o.test".into(),
        ..DirectoryEntry::default()
    };
    directory.insert(&ProxyAddress::new("EX", "/O=o/CN=U"), entry);
    let mime = mime_with(&message, &options(&directory));
    let text = String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap();
    assert!(header(&text, "To").unwrap().ends_with("<user@o.test>"));
    assert!(mime.report().is_empty());
}

#[test]
fn ad_13_an_unknown_ex_recipient_is_encapsulated() {
    let mut message = note();
    message
        .recipients
        .push(ex(RecipientType::CC, "Un Known", "/o=O/cn=u.n"));
    let mime = mime(&message);
    let text = String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap();
    assert_eq!(
        header(&text, "Cc").unwrap(),
        "\"Un Known\" <IMCEAEX-_o=O_cn=u+2En@relay.test>"
    );
    assert_eq!(mime.report().findings().len(), 1);
}

#[test]
fn ad_01_one_off_entry_ids_are_read() {
    let mut message = note();
    let mut recipient = Recipient {
        recipient_type: RecipientType::CC,
        ..Recipient::default()
    };
    let id = EntryId::OneOff(OneOffEntryId::new("One", "SMTP", "one@o.test"));
    recipient.properties.set(tags::ENTRY_ID, id.to_bytes().unwrap());
    message.recipients.push(recipient);
    assert_eq!(header(&text(&message), "Cc").unwrap(), "<one@o.test>");
}

#[test]
fn ad_25_a_recipient_without_address_does_not_sink_the_message() {
    let mut message = note();
    let mut nobody = Recipient {
        recipient_type: RecipientType::TO,
        ..Recipient::default()
    };
    nobody.properties.set(tags::DISPLAY_NAME, "Nobody");
    message.recipients.push(nobody);
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "Bad", "bad@@ x>,<y@z.test"));
    let mime = mime(&message);
    let text = String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap();
    assert!(header(&text, "To").unwrap().contains("bob@b.test"));
    assert!(!text.contains("Nobody"));
    assert!(!mime.report().is_empty());
}

#[test]
fn ad_02_names_do_not_inject() {
    let mut message = note();
    message.recipients[0]
        .properties
        .set(tags::DISPLAY_NAME, "A\r\nBcc: x@y.test, \"q\" <z@z.test>");
    let text = text(&message);
    assert_eq!(
        header(&text, "To").unwrap(),
        "\"A  Bcc: x@y.test, \\\"q\\\" <z@z.test>\" <bob@b.test>"
    );
}

#[test]
fn ad_07_from_is_who_is_represented_else_the_sender() {
    let mut message = note();
    message.properties.set(tags::SENDER_NAME, "Del");
    message.properties.set(tags::SENDER_ADDRESS_TYPE, "SMTP");
    message.properties.set(tags::SENDER_EMAIL_ADDRESS, "del@a.test");
    let both = text(&message);
    assert_eq!(header(&both, "From").unwrap(), "\"Ann A.\" <ann@a.test>");
    assert_eq!(header(&both, "Sender").unwrap(), "\"Del\" <del@a.test>");
    message
        .properties
        .remove(tags::SENT_REPRESENTING_EMAIL_ADDRESS.id());
    let one = text(&message);
    assert_eq!(header(&one, "From").unwrap(), "\"Del\" <del@a.test>");
    assert_eq!(header(&one, "Sender"), None);
}

#[test]
fn ad_08_no_sender_for_one_person() {
    let mut message = note();
    message.properties.set(tags::SENDER_ADDRESS_TYPE, "SMTP");
    message.properties.set(tags::SENDER_EMAIL_ADDRESS, "ANN@A.TEST");
    assert_eq!(header(&text(&message), "Sender"), None);
    message.properties.set(tags::SENDER_EMAIL_ADDRESS, "other@a.test");
    message
        .properties
        .set(tags::SENDER_SEARCH_KEY, Bytes::from_static(b"k"));
    message
        .properties
        .set(tags::SENT_REPRESENTING_SEARCH_KEY, Bytes::from_static(b"k"));
    assert_eq!(header(&text(&message), "Sender"), None);
}

#[test]
fn ad_07_without_any_sender_there_is_no_message() {
    let mut message = note();
    message
        .properties
        .remove(tags::SENT_REPRESENTING_EMAIL_ADDRESS.id());
    let directory = DirectorySnapshot::new();
    assert_eq!(
        convert(&message, &options(&directory)).unwrap_err(),
        ConvertError::NoSender
    );
    let export = options(&directory).default_sender("unknown@a.test");
    let text = String::from_utf8(mime_with(&message, &export).to_bytes().unwrap().to_vec()).unwrap();
    assert_eq!(header(&text, "From").unwrap(), "\"Ann A.\" <unknown@a.test>");
}

#[test]
fn ad_09_reply_to_lists_what_can_be_read() {
    let mut message = note();
    let list = flat_list(&[
        EntryId::OneOff(OneOffEntryId::new("Re; Ply", "SMTP", "re@a.test")),
        EntryId::Other(Bytes::from_static(b"unknown provider")),
        EntryId::address_book("/o=O/cn=v"),
    ]);
    message.properties.set(tags::REPLY_RECIPIENT_ENTRIES, list);
    message
        .properties
        .set(tags::REPLY_RECIPIENT_NAMES, "Re; Ply;x;Vee");
    assert_eq!(
        header(&text(&message), "Reply-To").unwrap(),
        "\"Re; Ply\" <re@a.test>, <IMCEAEX-_o=O_cn=v@relay.test>"
    );
    let own = flat_list(&[EntryId::OneOff(OneOffEntryId::new("Ann", "SMTP", "Ann@a.test"))]);
    message.properties.set(tags::REPLY_RECIPIENT_ENTRIES, own);
    assert_eq!(header(&text(&message), "Reply-To"), None);
    message.properties.set(
        tags::REPLY_RECIPIENT_ENTRIES,
        Bytes::from_static(b"\xff\xff\xff\xff\xff\xff\xff\xff"),
    );
    assert_eq!(header(&text(&message), "Reply-To"), None);
}

#[test]
fn ad_09_replies_to_the_sender_need_no_directory() {
    let mut message = note();
    let p = &mut message.properties;
    p.set(tags::SENDER_ADDRESS_TYPE, "EX");
    p.set(tags::SENDER_EMAIL_ADDRESS, "/O=O/CN=V");
    p.set(tags::SENDER_SMTP_ADDRESS, "vee@a.test");
    let list = flat_list(&[EntryId::address_book("/o=O/cn=v")]);
    p.set(tags::REPLY_RECIPIENT_ENTRIES, list);
    p.set(tags::REPLY_RECIPIENT_NAMES, "Vee");
    assert_eq!(
        header(&text(&message), "Reply-To").unwrap(),
        "\"Vee\" <vee@a.test>"
    );
}

#[test]
fn a_name_does_not_turn_round_its_address() {
    let mut message = note();
    message
        .properties
        .set(tags::SENT_REPRESENTING_NAME, "\u{202E}nnA\u{202D} A.");
    assert_eq!(
        header(&text(&message), "From").unwrap(),
        "\"nnA A.\" <ann@a.test>"
    );
}

#[test]
fn ad_11_receipts_go_to_who_asked() {
    let mut message = note();
    assert_eq!(header(&text(&message), "Disposition-Notification-To"), None);
    message.properties.set(tags::READ_RECEIPT_REQUESTED, true);
    assert_eq!(
        header(&text(&message), "Disposition-Notification-To").unwrap(),
        "\"Ann A.\" <ann@a.test>"
    );
    message
        .properties
        .set(tags::READ_RECEIPT_SMTP_ADDRESS, "receipts@a.test");
    assert_eq!(
        header(&text(&message), "Disposition-Notification-To").unwrap(),
        "<receipts@a.test>"
    );
}

#[test]
fn ad_17_a_local_part_outside_ascii_needs_smtputf8() {
    let mut message = note();
    message
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "Jö", "jö@müller.test"));
    let mime = mime(&message);
    assert!(mime.needs_smtputf8() && mime.transfer() == ropeway_mime::Transfer::EightBit);
    assert!(String::from_utf8_lossy(&mime.to_bytes().unwrap()).contains("<jö@xn--mller-kva.test>"));
    assert!(!super::support::mime(&note()).needs_smtputf8());
}

#[test]
fn addresses_are_collected_on_all_levels_once() {
    let mut inner = Message::note();
    inner.recipients.push(ex(RecipientType::BCC, "x", "/o=O/cn=deep"));
    inner
        .recipients
        .push(Recipient::smtp(RecipientType::TO, "", "BOB@b.test"));
    let mut message = note();
    message.recipients.push(ex(RecipientType::TO, "x", "/o=O/cn=u"));
    message.attachments.push(Attachment::message(0, inner));
    let list: Vec<String> = addresses(&message).iter().map(ToString::to_string).collect();
    assert_eq!(
        list,
        [
            "SMTP:ann@a.test",
            "SMTP:bob@b.test",
            "EX:/o=O/cn=u",
            "EX:/o=O/cn=deep"
        ]
    );
}
