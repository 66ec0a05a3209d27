use super::support::{mime, mime_with, note, options, text};
use bytes::Bytes;
use ropeway_message::{Attachment, DirectoryEntry, DirectorySnapshot, Message, Recipient, RecipientType};
use ropeway_mime::{ConvertError, HeaderPolicy, addresses, convert};
use ropeway_types::wire::Encode;
use ropeway_types::{
    ContactEntryId, EntryId, OneOffEntryId, ProxyAddress, WrappedEntryId, WrappedType, tags,
};

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
    assert_eq!(header(&text(&message), "To").unwrap(), "undisclosed-recipients:;");
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

fn with(directory: &DirectorySnapshot, message: &Message) -> (String, Vec<String>) {
    let mime = mime_with(message, &options(directory));
    let text = String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap();
    (
        text,
        mime.report().findings().iter().map(ToString::to_string).collect(),
    )
}

fn entry(smtp: &str) -> DirectoryEntry {
    DirectoryEntry {
        smtp_address: smtp.into(),
        ..DirectoryEntry::default()
    }
}

fn by_id(kind: RecipientType, name: &str, id: &EntryId) -> Recipient {
    let mut recipient = Recipient {
        recipient_type: kind,
        ..Recipient::default()
    };
    recipient.properties.set(tags::DISPLAY_NAME, name);
    recipient.properties.set(tags::ENTRY_ID, id.to_bytes().unwrap());
    recipient
}

fn set_sender(message: &mut Message, name: &str, address: &str) {
    message.properties.set(tags::SENDER_NAME, name);
    message.properties.set(tags::SENDER_ADDRESS_TYPE, "SMTP");
    message.properties.set(tags::SENDER_EMAIL_ADDRESS, address);
}

#[test]
fn ad_01_wrapped_members_and_address_book_ids_without_address() {
    let mut message = note();
    let one_off = EntryId::OneOff(OneOffEntryId::new("Member", "SMTP", "member@o.test"));
    let wrapped = WrappedEntryId::new(WrappedType(0), one_off.to_bytes().unwrap());
    message
        .recipients
        .push(by_id(RecipientType::CC, "Member", &EntryId::Wrapped(wrapped)));
    message.recipients.push(by_id(
        RecipientType::CC,
        "Of the book",
        &EntryId::address_book("/o=O/cn=book"),
    ));
    let mut directory = DirectorySnapshot::new();
    directory.insert(&ProxyAddress::new("EX", "/o=O/cn=book"), entry("book@o.test"));
    let (text, findings) = with(&directory, &message);
    assert_eq!(
        header(&text, "Cc").unwrap(),
        "\"Member\" <member@o.test>, \"Of the book\" <book@o.test>"
    );
    assert_eq!(findings, [""; 0]);
}

#[test]
fn ad_01_an_smtp_address_under_the_type_of_a_directory_is_one() {
    let mut message = note();
    message
        .recipients
        .push(ex(RecipientType::CC, "Odd", "odd@o.test"));
    assert_eq!(header(&text(&message), "Cc").unwrap(), "\"Odd\" <odd@o.test>");
}

#[test]
fn ad_02_names_in_every_script_come_back() {
    let long = "Ж".repeat(200);
    for name in [
        "Jürgen Groß",
        "山田 太郎",
        "Ελένη",
        "أحمد",
        "🦀 Ferris 🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀",
        "O'Neil, \"Bob\" \\ (x) <y>; z: @.",
        "=?utf-8?Q?x?=",
        long.as_str(),
    ] {
        let mut message = note();
        message.recipients[0].properties.set(tags::DISPLAY_NAME, name);
        let text = text(&message);
        for line in text.lines().filter(|line| line.contains("=?")) {
            // RFC 2047 2.
            assert!(line.len() <= 76, "{line}");
        }
        let parsed = mail_parser::MessageParser::new().parse(text.as_bytes()).unwrap();
        let to = parsed.to().unwrap().first().unwrap();
        // Spelled so that it cannot be taken for an encoded word.
        assert_eq!(to.name().unwrap().replace("= ?", "=?"), name);
        assert_eq!(to.address().unwrap(), "bob@b.test");
    }
}

#[test]
fn ad_02_a_name_that_is_the_address_is_left_out() {
    let mut message = note();
    for name in ["BOB@b.test", "'bob@b.test'", "", " "] {
        message.recipients[0].properties.set(tags::DISPLAY_NAME, name);
        assert_eq!(header(&text(&message), "To").unwrap(), "<bob@b.test>");
    }
}

#[test]
fn ad_03_names_are_left_out_where_the_policy_says_so() {
    let directory = DirectorySnapshot::new();
    let bare = options(&directory).headers(HeaderPolicy::new().display_names(false));
    let text = String::from_utf8(mime_with(&note(), &bare).to_bytes().unwrap().to_vec()).unwrap();
    assert_eq!(header(&text, "From").unwrap(), "<ann@a.test>");
    assert_eq!(header(&text, "To").unwrap(), "<bob@b.test>");
}

#[test]
fn ad_05_not_even_in_attached_messages() {
    let mut inner = note();
    inner
        .recipients
        .push(Recipient::smtp(RecipientType::BCC, "Secret", "secret@s.test"));
    inner.properties.set(tags::DISPLAY_BCC, "Secret");
    let mut message = note();
    message.attachments.push(Attachment::message(0, inner));
    assert!(!text(&message).to_lowercase().contains("secret"));
}

#[test]
fn ad_06_an_attached_report_went_to_who_received_it() {
    let mut inner = note();
    inner.properties.set(tags::MESSAGE_CLASS, "REPORT.IPM.Note.NDR");
    inner.properties.set(tags::RECEIVED_BY_ADDRESS_TYPE, "SMTP");
    inner.properties.set(tags::RECEIVED_BY_EMAIL_ADDRESS, "by@r.test");
    inner.recipients[0]
        .properties
        .set(tags::EMAIL_ADDRESS, "failed@r.test");
    let carried = |inner: &Message| {
        let mut message = note();
        message.attachments.push(Attachment::message(0, inner.clone()));
        let text = text(&message);
        let start = text.find("message/rfc822").unwrap();
        header(text[start..].split_once("\r\n\r\n").unwrap().1, "To")
    };
    assert_eq!(carried(&inner).unwrap(), "<by@r.test>");
    inner
        .properties
        .set(tags::RECEIVED_REPRESENTING_ADDRESS_TYPE, "SMTP");
    inner
        .properties
        .set(tags::RECEIVED_REPRESENTING_EMAIL_ADDRESS, "boss@r.test");
    assert_eq!(carried(&inner).unwrap(), "<boss@r.test>");
}

#[test]
fn ad_08_who_sends_as_somebody_else_is_not_revealed() {
    let mut message = note();
    set_sender(&mut message, "Ann A.", "ann@a.test");
    let p = &mut message.properties;
    p.set(tags::CREATOR_NAME, "Real User");
    p.set(tags::LAST_MODIFIER_NAME, "Real User");
    p.set(
        tags::CREATOR_ENTRY_ID,
        EntryId::address_book("/o=O/cn=real-user").to_bytes().unwrap(),
    );
    let text = text(&message).to_lowercase();
    assert!(!text.contains("real") && !text.contains("sender:"), "{text}");
}

#[test]
fn ad_08_one_person_under_two_addresses_is_no_sender() {
    let mut message = note();
    message.properties.set(tags::SENDER_ADDRESS_TYPE, "EX");
    message.properties.set(tags::SENDER_EMAIL_ADDRESS, "/o=O/cn=ann");
    let mut directory = DirectorySnapshot::new();
    directory.insert(&ProxyAddress::new("EX", "/o=O/cn=ann"), entry("Ann@a.test"));
    assert_eq!(header(&with(&directory, &message).0, "Sender"), None);
}

#[test]
fn ad_09_names_count_only_where_there_is_one_for_each_entry() {
    let mut message = note();
    let list = flat_list(&[
        EntryId::address_book("/o=O/cn=v"),
        EntryId::address_book("/o=O/cn=w"),
    ]);
    message.properties.set(tags::REPLY_RECIPIENT_ENTRIES, list);
    let mut directory = DirectorySnapshot::new();
    directory.insert(&ProxyAddress::new("EX", "/o=O/cn=v"), entry("v@o.test"));
    directory.insert(&ProxyAddress::new("EX", "/o=O/cn=w"), entry("w@o.test"));
    for (names, expected) in [
        ("Vee;Double, U", "\"Vee\" <v@o.test>, \"Double, U\" <w@o.test>"),
        ("V;e;e;W", "<v@o.test>, <w@o.test>"),
    ] {
        message.properties.set(tags::REPLY_RECIPIENT_NAMES, names);
        let (text, _) = with(&directory, &message);
        assert_eq!(header(&text, "Reply-To").unwrap(), expected);
    }
}

#[test]
fn ad_10_delivery_reports_go_to_receipt_sender_or_represented() {
    let mut message = note();
    assert_eq!(header(&text(&message), "Return-Receipt-To"), None);
    message
        .properties
        .set(tags::ORIGINATOR_DELIVERY_REPORT_REQUESTED, true);
    let ask = |message: &Message| header(&text(message), "Return-Receipt-To").unwrap();
    assert_eq!(ask(&message), "\"Ann A.\" <ann@a.test>");
    set_sender(&mut message, "Del", "del@a.test");
    assert_eq!(ask(&message), "\"Del\" <del@a.test>");
    message
        .properties
        .set(tags::READ_RECEIPT_SMTP_ADDRESS, "receipts@a.test");
    assert_eq!(ask(&message), "<receipts@a.test>");
    let directory = DirectorySnapshot::new();
    let quiet = options(&directory).headers(HeaderPolicy::new().return_receipt_to(false));
    let text = String::from_utf8(mime_with(&message, &quiet).to_bytes().unwrap().to_vec()).unwrap();
    assert_eq!(header(&text, "Return-Receipt-To"), None);
}

#[test]
fn ad_13_who_stands_in_an_encapsulated_address_is_looked_up() {
    let mut message = note();
    message.recipients.push(Recipient::smtp(
        RecipientType::CC,
        "Cap",
        "IMCEAEX-_o=O_cn=u+2En@old.test",
    ));
    assert_eq!(
        addresses(&message)[2..],
        [
            ProxyAddress::smtp("IMCEAEX-_o=O_cn=u+2En@old.test"),
            ProxyAddress::new("EX", "/o=O/cn=u.n")
        ]
    );
    let mut directory = DirectorySnapshot::new();
    directory.insert(&ProxyAddress::new("EX", "/o=O/cn=u.n"), entry("un@o.test"));
    assert_eq!(
        header(&with(&directory, &message).0, "Cc").unwrap(),
        "\"Cap\" <un@o.test>"
    );
    assert_eq!(
        header(&text(&message), "Cc").unwrap(),
        "\"Cap\" <IMCEAEX-_o=O_cn=u+2En@old.test>"
    );
}

#[test]
fn ad_14_ad_15_x400_and_fax_recipients_are_encapsulated() {
    let mut message = note();
    for (kind, address) in [("X400", "c=US;a= ;p=Org;s=Doe"), ("FAX", "Doe@+1 555")] {
        let mut recipient = ex(RecipientType::CC, "", address);
        recipient.properties.set(tags::ADDRESS_TYPE, kind);
        message.recipients.push(recipient);
    }
    assert_eq!(
        header(&text(&message), "Cc").unwrap(),
        "<IMCEAX400-c=US+3Ba=+20+3Bp=Org+3Bs=Doe@relay.test>, <IMCEAFAX-Doe+40+2B1+20555@relay.test>"
    );
}

#[test]
fn ad_16_a_list_has_its_address_or_is_a_group() {
    let mut message = note();
    let mut list = ex(RecipientType::TO, "All staff", "/o=O/cn=all");
    list.properties.set(tags::DISPLAY_TYPE, 1);
    message.recipients.push(list);
    let private = ContactEntryId::personal_distribution_list(Bytes::from_static(b"where it is"));
    message.recipients.push(by_id(
        RecipientType::TO,
        "Friends; and family",
        &EntryId::PersonalDistributionList(private),
    ));
    let mut directory = DirectorySnapshot::new();
    directory.insert(&ProxyAddress::new("EX", "/o=O/cn=all"), entry("all@o.test"));
    assert_eq!(
        header(&with(&directory, &message).0, "To").unwrap(),
        "\"Bob\" <bob@b.test>, \"All staff\" <all@o.test>, \"Friends; and family\":;"
    );
}

#[test]
fn ad_17_an_alias_in_ascii_stands_for_what_needs_smtputf8() {
    let mut message = note();
    let address = "jö@müller.test";
    message
        .recipients
        .push(Recipient::smtp(RecipientType::CC, "Jö", address));
    let mut directory = DirectorySnapshot::new();
    let alias = DirectoryEntry {
        ascii_address: Some("joe@xn--mller-kva.test".into()),
        ..entry(address)
    };
    directory.insert(&ProxyAddress::smtp(address), alias);
    let mime = mime_with(&message, &options(&directory));
    assert!(!mime.needs_smtputf8());
    let text = String::from_utf8(mime.to_bytes().unwrap().to_vec()).unwrap();
    assert!(
        header(&text, "Cc").unwrap().ends_with("<joe@xn--mller-kva.test>"),
        "{text}"
    );
}

#[test]
fn ad_18_one_bad_address_does_not_sink_the_message() {
    let mut message = note();
    for address in ["a..b@x.test", "a b@x.test", "@x.test", "x@", "trailing@x.test."] {
        message
            .recipients
            .push(Recipient::smtp(RecipientType::CC, "", address));
    }
    let (text, findings) = with(&DirectorySnapshot::new(), &message);
    assert_eq!(
        header(&text, "Cc").unwrap(),
        "<\"a..b\"@x.test>, <\"a b\"@x.test>, <trailing@x.test>"
    );
    assert_eq!(findings.len(), 2, "{findings:?}");
}

#[test]
fn ad_22_names_for_display_make_no_recipients() {
    let mut message = note();
    message.properties.set(tags::DISPLAY_TO, "Somebody <else@o.test>");
    message.properties.set(tags::DISPLAY_CC, "Third");
    assert_eq!(header(&text(&message), "To").unwrap(), "\"Bob\" <bob@b.test>");
    assert_eq!(header(&text(&message), "Cc"), None);
    message.recipients.clear();
    let (text, findings) = with(&DirectorySnapshot::new(), &message);
    assert_eq!(header(&text, "To").unwrap(), "undisclosed-recipients:;");
    assert_eq!(
        findings,
        ["PidTagDisplayTo dropped: names without addresses are no recipients"]
    );
}

#[test]
fn ad_23_the_primary_address_stands_for_every_other() {
    let mut message = note();
    let mut directory = DirectorySnapshot::new();
    directory.insert(&ProxyAddress::smtp("bob@b.test"), entry("robert@b.test"));
    assert_eq!(
        header(&with(&directory, &message).0, "To").unwrap(),
        "\"Bob\" <robert@b.test>"
    );
    // A miss keeps what the client gave.
    message.recipients[0] = Recipient::smtp(RecipientType::TO, "Bob", "other@b.test");
    assert_eq!(
        header(&with(&directory, &message).0, "To").unwrap(),
        "\"Bob\" <other@b.test>"
    );
}

#[test]
fn ad_24_a_type_that_is_none_drops_its_recipient_alone() {
    let mut message = note();
    for (kind, address) in [("x-y", "odd"), ("ex", "/o=O/cn=u")] {
        let mut recipient = ex(RecipientType::CC, "", address);
        recipient.properties.set(tags::ADDRESS_TYPE, kind);
        message.recipients.push(recipient);
    }
    let (text, findings) = with(&DirectorySnapshot::new(), &message);
    assert_eq!(header(&text, "Cc").unwrap(), "<IMCEAEX-_o=O_cn=u@relay.test>");
    assert_eq!(
        findings,
        [
            "address X-Y:odd dropped: it has no form that a header field can hold",
            "address EX:/o=O/cn=u substituted: the directory knows no SMTP address for it; its IMCEA form \
             stands in"
        ]
    );
}

proptest::proptest! {
    #[test]
    fn ad_02_any_list_of_people_is_read_as_written(
        people in proptest::collection::vec(("\\PC{0,40}", "[a-z0-9.+_-]{1,30}", "[a-z]{1,20}"), 1..12)
    ) {
        let mut message = note();
        message.recipients.clear();
        for (name, local, domain) in &people {
            message.recipients.push(Recipient::smtp(RecipientType::TO, name, &format!("{local}@{domain}.test")));
        }
        let text = text(&message);
        let parsed = mail_parser::MessageParser::new().parse(text.as_bytes()).unwrap();
        let read: Vec<_> = parsed.to().unwrap().iter().map(|a| a.address().unwrap().replace('"', "")).collect();
        let written: Vec<_> = people.iter().map(|(_, local, domain)| format!("{local}@{domain}.test")).collect();
        proptest::prop_assert_eq!(read, written);
    }
}
