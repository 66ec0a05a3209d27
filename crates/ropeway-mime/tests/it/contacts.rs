//! Contacts as vCards, read back by an independent parser: MC-01 and AT-12.

use super::support::{mime, mime_with, note, options, read, tree};
use bytes::Bytes;
use calcard::vcard::{VCard, VCardValue};
use mail_parser::MimeHeaders;
use proptest::prelude::*;
use ropeway_message::{Attachment, DirectoryEntry, DirectorySnapshot, Message};
use ropeway_types::{FileTime, PropertyValue, ProxyAddress, tags};

const JPEG: &[u8] =
    b"\xFF\xD8\xFF\xE0a picture that is longer than what a line of a vCard has room for, by far";

/// A contact with everything.
fn contact() -> Message {
    let mut contact = Message::note();
    for (tag, value) in [
        (tags::MESSAGE_CLASS, "IPM.Contact"),
        (tags::SUBJECT, "Dr. Dan J. Fennell, Jr."),
        (tags::DISPLAY_NAME, "Dr. Dan J. Fennell, Jr."),
        (tags::SURNAME, "Fennell"),
        (tags::GIVEN_NAME, "Dan"),
        (tags::MIDDLE_NAME, "José"),
        (tags::DISPLAY_NAME_PREFIX, "Dr."),
        (tags::GENERATION, "Jr."),
        (tags::NICKNAME, "Danny"),
        (tags::COMPANY_NAME, "Contoso, Ltd.; Sales"),
        (tags::DEPARTMENT_NAME, "R&D"),
        (tags::TITLE, "Engineer"),
        (tags::PROFESSION, "Chemist"),
        (tags::BUSINESS_TELEPHONE_NUMBER, "+1-206-555-0102"),
        (tags::BUSINESS2_TELEPHONE_NUMBER, "+1-206-555-0103"),
        (tags::HOME_TELEPHONE_NUMBER, "+1-206-555-0104"),
        (tags::MOBILE_TELEPHONE_NUMBER, "+1-425-555-0199"),
        (tags::OTHER_TELEPHONE_NUMBER, "1"),
        (tags::PRIMARY_TELEPHONE_NUMBER, "2"),
        (tags::BUSINESS_FAX_NUMBER, "3"),
        (tags::HOME_FAX_NUMBER, "4"),
        (tags::PRIMARY_FAX_NUMBER, "5"),
        (tags::PAGER_TELEPHONE_NUMBER, "6"),
        (tags::CAR_TELEPHONE_NUMBER, "7"),
        (tags::ISDN_NUMBER, "8"),
        (tags::ASSISTANT_TELEPHONE_NUMBER, "+1-206-555-0188"),
        (tags::CALLBACK_TELEPHONE_NUMBER, "9"),
        (tags::COMPANY_MAIN_TELEPHONE_NUMBER, "+1-206-555-0100"),
        (tags::RADIO_TELEPHONE_NUMBER, "10"),
        (tags::TELECOMMUNICATIONS_DEVICE_FOR_DEAF_TELEPHONE_NUMBER, "11"),
        (tags::HOME_ADDRESS_STREET, "345 Aspen Street\r\nBack door"),
        (tags::HOME_ADDRESS_CITY, "Boulder"),
        (tags::HOME_ADDRESS_POSTAL_CODE, "33041"),
        (tags::HOME_ADDRESS_STATE_OR_PROVINCE, "CO"),
        (tags::HOME_ADDRESS_COUNTRY, "USA"),
        (tags::OTHER_ADDRESS_POST_OFFICE_BOX, "P.O. 1"),
        (tags::BUSINESS_HOME_PAGE, "https://contoso.test/a,b;c"),
        (tags::PERSONAL_HOME_PAGE, "https://fennell.test/"),
        (tags::SPOUSE_NAME, "Eve"),
        (tags::MANAGER_NAME, "Mia"),
        (tags::ASSISTANT, "Jeff Price"),
        (tags::HOBBIES, "Chess, skiing"),
        (tags::BODY, "First line\r\n\r\nÜber; alles, was \\ wahr ist.\r\n"),
        (tags::OFFICE_LOCATION, "B 12"),
    ] {
        contact.properties.set(tag, value);
    }
    for (name, value) in [
        ("PidLidEmail1EmailAddress", "dan.fennell@contoso.test"),
        ("PidLidEmail1AddressType", "SMTP"),
        ("PidLidEmail2EmailAddress", "/o=Contoso/cn=dan"),
        ("PidLidEmail2AddressType", "EX"),
        ("PidLidEmail2OriginalDisplayName", "dfennell@fabrikam.test"),
        ("PidLidEmail3EmailAddress", "/o=Contoso/cn=nobody"),
        ("PidLidEmail3AddressType", "EX"),
        ("PidLidWorkAddressStreet", "7890 Elm Street"),
        ("PidLidWorkAddressCity", "Seattle"),
        ("PidLidInstantMessagingAddress", "dan@im.test"),
        ("PidLidFreeBusyLocation", "https://fb.test/dan.ifb"),
        ("PidLidContactUserField1", "field 1"),
        ("PidLidContactUserField4", "field 4"),
        ("PidLidYomiFirstName", "ダン"),
    ] {
        contact.set_property(name, value).unwrap();
    }
    contact.set_property("PidLidPostalAddressId", 2).unwrap();
    // 2 May 1980 at home, which is another day in UTC.
    contact
        .set_property("PidLidBirthdayLocal", FileTime::from_unix_seconds(326_073_600))
        .unwrap();
    let p = &mut contact.properties;
    p.set(tags::BIRTHDAY, FileTime::from_unix_seconds(326_000_000));
    p.set(
        tags::WEDDING_ANNIVERSARY,
        FileTime::from_unix_seconds(963_100_800),
    );
    p.set(
        tags::LAST_MODIFICATION_TIME,
        FileTime::from_unix_seconds(1_301_388_768),
    );
    p.set(tags::SENSITIVITY, 2);
    p.set(tags::SEARCH_KEY, Bytes::from_static(b"\x01\xAB"));
    p.set(
        tags::CHILDRENS_NAMES,
        PropertyValue::MultipleString(vec!["Ann".into(), "Bob".into()]),
    );
    p.set(
        tags::USER_X509_CERTIFICATE,
        PropertyValue::MultipleBinary(vec![Bytes::from_static(b"\x30\x03\x02\x01\x05"), Bytes::new()]),
    );
    let words = PropertyValue::MultipleString(vec!["Red, very".into(), "Work".into()]);
    contact.set_property("PidNameKeywords", words).unwrap();
    let mut photo = Attachment::file(0, "ContactPicture.jpg", "image/jpeg", JPEG);
    photo.properties.set(tags::ATTACHMENT_CONTACT_PHOTO, true);
    photo.properties.set(tags::ATTACHMENT_HIDDEN, true);
    contact.attachments.push(photo);
    contact
        .attachments
        .push(Attachment::file(1, "plan.txt", "text/plain", &b"x"[..]));
    contact
}

/// A message with a contact attached.
fn with(contact: Message) -> Message {
    let mut message = note();
    message.attachments.push(Attachment::message(0, contact));
    message
}

/// The vCard in a message, as its reader gets it.
fn card(message: &Message) -> String {
    let directory = DirectorySnapshot::new();
    let mime = mime_with(message, &options(&directory).keywords(true));
    let bytes = mime.to_bytes().unwrap();
    let parsed = mail_parser::MessageParser::new().parse(&bytes[..]).unwrap();
    let part = parsed.attachments().next().unwrap();
    String::from_utf8(part.contents().to_vec()).unwrap()
}

/// Entries as name and values, as the independent parser sees them.
fn entries(card: &str) -> Vec<(String, Vec<String>)> {
    let parsed = VCard::parse(card).unwrap();
    let text = |value: &VCardValue| match value {
        VCardValue::Component(parts) => parts.join(","),
        VCardValue::Binary(data) => format!("{:?}", data.data.len()),
        VCardValue::PartialDateTime(date) => format!(
            "{}-{}-{}",
            date.year.unwrap_or(0),
            date.month.unwrap_or(0),
            date.day.unwrap_or(0)
        ),
        other => other.as_text().unwrap_or("?").to_owned(),
    };
    parsed
        .entries
        .iter()
        .map(|entry| {
            (
                entry.name.as_str().to_owned(),
                entry.values.iter().map(text).collect(),
            )
        })
        .collect()
}

fn values(card: &str, name: &str) -> Vec<String> {
    entries(card)
        .into_iter()
        .filter(|(n, _)| n == name)
        .map(|(_, values)| values.join("|"))
        .collect()
}

#[test]
fn mc_01_every_property_of_a_contact() {
    insta::assert_snapshot!(card(&with(contact())).replace("\r\n", "\n"));
}

#[test]
fn mc_01_an_independent_parser_reads_it() {
    let card = card(&with(contact()));
    assert!(card.lines().all(|line| line.len() <= 75), "{card}");
    let values = |name: &str| values(&card, name);
    assert_eq!(values("FN"), ["Dr. Dan J. Fennell, Jr."]);
    assert_eq!(values("N"), ["Fennell|Dan|José|Dr.|Jr."]);
    assert_eq!(values("ORG"), ["Contoso, Ltd.; Sales|R&D"]);
    assert_eq!(values("NOTE"), ["First line\n\nÜber; alles, was \\ wahr ist."]);
    assert_eq!(values("CATEGORIES"), ["Red, very|Work"]);
    assert_eq!(
        values("EMAIL"),
        ["dan.fennell@contoso.test", "dfennell@fabrikam.test"]
    );
    assert_eq!(
        values("ADR"),
        [
            "||7890 Elm Street|Seattle|||",
            "||345 Aspen Street\nBack door|Boulder|CO|33041|USA",
            "P.O. 1||||||",
        ]
    );
    assert_eq!(
        values("URL"),
        ["https://contoso.test/a,b;c", "https://fennell.test/"]
    );
    assert_eq!(values("TEL").len(), 12);
    assert_eq!(values("X-MS-TEL").len(), 5);
    assert_eq!(values("BDAY"), ["1980-5-2"]);
    assert_eq!(values("UID"), ["01ab"]);
    assert_eq!(values("X-MS-CHILD"), ["Ann", "Bob"]);
    assert_eq!(values("PHOTO"), [JPEG.len().to_string()]);
    assert_eq!(values("KEY"), ["0\u{3}\u{2}\u{1}\u{5}"]);
}

#[test]
fn mc_01_what_has_no_place_is_reported() {
    let mime = mime(&with(contact()));
    let what: Vec<&str> = mime.report().findings().iter().map(|f| f.what.as_str()).collect();
    assert_eq!(
        what,
        [
            "attachment 1 of a contact",
            "address EX:/o=Contoso/cn=nobody",
            "PidNameKeywords",
            "PidTagUserX509Certificate",
            "PidTagOfficeLocation",
        ]
    );
    assert!(!String::from_utf8_lossy(&mime.to_bytes().unwrap()).contains("CATEGORIES"));
}

#[test]
fn mc_01_an_empty_contact_has_the_properties_that_must_be_there() {
    let mut empty = Message::default();
    empty.properties.set(tags::MESSAGE_CLASS, "IPM.Contact.Custom");
    let card = card(&with(empty));
    let names: Vec<String> = entries(&card).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["VERSION", "PRODID", "FN", "N", "CLASS", "UID"], "{card}");
}

#[test]
fn mc_01_the_directory_knows_addresses() {
    let mut directory = DirectorySnapshot::new();
    directory.insert(
        &ProxyAddress::new("EX", "/o=Contoso/cn=nobody"),
        DirectoryEntry {
            smtp_address: "known@contoso.test".into(),
            ..DirectoryEntry::default()
        },
    );
    let mime = mime_with(&with(contact()), &options(&directory));
    let bytes = mime.to_bytes().unwrap();
    assert!(String::from_utf8_lossy(&bytes).contains("known@contoso.test"));
    let asked = ropeway_mime::addresses(&with(contact()));
    assert!(asked.contains(&ProxyAddress::new("EX", "/o=Contoso/cn=nobody")));
}

#[test]
fn at_12_an_embedded_contact_is_a_vcard_file() {
    let message = with(contact());
    assert_eq!(
        tree(&message),
        ["multipart/mixed", "  text/plain", "  text/directory"]
    );
    read(&message, |parsed| {
        let part = parsed.attachment(0).unwrap();
        let content_type = part.content_type().unwrap();
        assert_eq!(content_type.attribute("profile"), Some("vCard"));
        assert_eq!(content_type.attribute("charset"), Some("utf-8"));
        assert_eq!(part.content_transfer_encoding(), Some("quoted-printable"));
        assert_eq!(part.attachment_name(), Some("Dr. Dan J. Fennell, Jr..vcf"));
        assert_eq!(part.content_disposition().unwrap().c_type, "attachment");
    });
}

#[test]
fn mc_01_a_contact_at_the_top_is_a_note_with_its_vcard_where_that_is_asked_for() {
    let mut top = contact();
    let sender = note();
    for tag in [
        tags::SENT_REPRESENTING_ADDRESS_TYPE,
        tags::SENT_REPRESENTING_EMAIL_ADDRESS,
    ] {
        let value = sender.properties.value(tag.id()).unwrap().clone();
        top.properties.set(tag, value);
    }
    assert_eq!(tree(&top), ["multipart/mixed", "  text/plain", "  text/plain"]);
    let directory = DirectorySnapshot::new();
    let mime = mime_with(&top, &options(&directory).contact_card(true));
    let bytes = mime.to_bytes().unwrap();
    let parsed = mail_parser::MessageParser::new().parse(&bytes[..]).unwrap();
    let names: Vec<_> = parsed
        .attachments()
        .map(|a| a.attachment_name().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["plan.txt", "Dr. Dan J. Fennell, Jr..vcf"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn mc_01_any_text_comes_back(
        texts in proptest::collection::vec("[ -~äß€日\\n\\\\;,:\"]{1,60}[a-z]", 7),
    ) {
        let mut contact = Message::note();
        contact.properties.set(tags::MESSAGE_CLASS, "IPM.Contact");
        let fields = [
            ("FN", tags::DISPLAY_NAME),
            ("NICKNAME", tags::NICKNAME),
            ("TITLE", tags::TITLE),
            ("ROLE", tags::PROFESSION),
            ("X-MS-SPOUSE", tags::SPOUSE_NAME),
            ("X-MS-INTERESTS", tags::HOBBIES),
            ("NOTE", tags::BODY),
        ];
        for ((_, tag), text) in fields.iter().zip(&texts) {
            contact.properties.set(*tag, text.as_str());
        }
        let card = card(&with(contact));
        for ((name, tag), text) in fields.iter().zip(&texts) {
            let mut expected = match *tag {
                tags::BODY => text.trim_end().to_owned(),
                _ => text.trim().to_owned(),
            };
            if *name == "FN" {
                expected = expected.replace('\n', " ");
            }
            prop_assert_eq!(&values(&card, name).join("|"), &expected, "{}", card);
        }
    }
}

/// Writes vCards for the programs of `.ci/independent_vcard.py`.
#[test]
fn mc_01_files_for_independent_readers() {
    let Some(folder) = std::env::var_os("ROPEWAY_WRITTEN_DIR") else {
        eprintln!("IGNORED: ROPEWAY_WRITTEN_DIR names no folder for what is written");
        return;
    };
    let folder = std::path::Path::new(&folder).join("vcard");
    std::fs::create_dir_all(&folder).unwrap();
    let mut plain = Message::note();
    plain.properties.set(tags::MESSAGE_CLASS, "IPM.Contact");
    plain.properties.set(tags::DISPLAY_NAME, "Ann A.");
    for (name, contact) in [("full", contact()), ("plain", plain)] {
        std::fs::write(folder.join(format!("{name}.vcf")), card(&with(contact))).unwrap();
    }
}
