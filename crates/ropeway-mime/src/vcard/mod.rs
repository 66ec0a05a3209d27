//! Contacts as vCards ([MS-OXVCARD] 2.1.3; RFC 2426): version 3.0, as Exchange writes it.

mod card;
mod certificate;

use crate::body::body;
use crate::class::Class;
use crate::mime::{Data, clean};
use crate::options::Context;
use bytes::Bytes;
use card::Card;
use ropeway_message::{Attachment, Message};
use ropeway_types::named::{self, NamedProperty};
use ropeway_types::{CivilTime, FileTime, PropertyTag, PropertyValue, ProxyAddress, tags};

/// TYPE of a telephone number, and where it is stored ([MS-OXVCARD] 2.1.3.3.1). Real clients understand the
/// combinations for faxes.
const TELEPHONES: &[(&str, PropertyTag)] = &[
    ("work", tags::BUSINESS_TELEPHONE_NUMBER),
    ("work", tags::BUSINESS2_TELEPHONE_NUMBER),
    ("home", tags::HOME_TELEPHONE_NUMBER),
    ("home", tags::HOME2_TELEPHONE_NUMBER),
    ("cell", tags::MOBILE_TELEPHONE_NUMBER),
    ("voice", tags::OTHER_TELEPHONE_NUMBER),
    ("pref", tags::PRIMARY_TELEPHONE_NUMBER),
    ("work,fax", tags::BUSINESS_FAX_NUMBER),
    ("home,fax", tags::HOME_FAX_NUMBER),
    ("fax", tags::PRIMARY_FAX_NUMBER),
    ("pager", tags::PAGER_TELEPHONE_NUMBER),
    ("car", tags::CAR_TELEPHONE_NUMBER),
    ("isdn", tags::ISDN_NUMBER),
];

/// The same of those that vCard has no type for ([MS-OXVCARD] 2.1.3.9.5); the last is ours.
const OTHER_TELEPHONES: &[(&str, PropertyTag)] = &[
    ("ASSISTANT", tags::ASSISTANT_TELEPHONE_NUMBER),
    ("CALLBACK", tags::CALLBACK_TELEPHONE_NUMBER),
    ("COMPANY", tags::COMPANY_MAIN_TELEPHONE_NUMBER),
    ("RADIO", tags::RADIO_TELEPHONE_NUMBER),
    (
        "TTYTDD",
        tags::TELECOMMUNICATIONS_DEVICE_FOR_DEAF_TELEPHONE_NUMBER,
    ),
    ("TELEX", tags::TELEX_NUMBER),
];

/// Address, its type, and the name that was shown when it was looked up.
const EMAILS: &[[NamedProperty; 3]] = &[
    [
        named::EMAIL1_EMAIL_ADDRESS,
        named::EMAIL1_ADDRESS_TYPE,
        named::EMAIL1_ORIGINAL_DISPLAY_NAME,
    ],
    [
        named::EMAIL2_EMAIL_ADDRESS,
        named::EMAIL2_ADDRESS_TYPE,
        named::EMAIL2_ORIGINAL_DISPLAY_NAME,
    ],
    [
        named::EMAIL3_EMAIL_ADDRESS,
        named::EMAIL3_ADDRESS_TYPE,
        named::EMAIL3_ORIGINAL_DISPLAY_NAME,
    ],
];

/// PidLidPostalAddressId ([MS-OXOCNTC] 2.2.1.3.9): which address is the one for mail.
const MAILING_HOME: i32 = 1;
const MAILING_WORK: i32 = 2;
const MAILING_OTHER: i32 = 3;

/// Properties of contacts that neither [MS-OXVCARD] nor RFC 2426 has a place for.
const NO_PLACE: &[(&str, PropertyTag)] = &[
    ("PidTagAccount", tags::ACCOUNT),
    ("PidTagComputerNetworkName", tags::COMPUTER_NETWORK_NAME),
    ("PidTagCustomerId", tags::CUSTOMER_ID),
    ("PidTagFtpSite", tags::FTP_SITE),
    ("PidTagGovernmentIdNumber", tags::GOVERNMENT_ID_NUMBER),
    ("PidTagLanguage", tags::LANGUAGE),
    ("PidTagLocation", tags::LOCATION),
    ("PidTagOfficeLocation", tags::OFFICE_LOCATION),
    ("PidTagOrganizationalIdNumber", tags::ORGANIZATIONAL_ID_NUMBER),
    ("PidTagReferredByName", tags::REFERRED_BY_NAME),
];

/// A contact as a vCard, in UTF-8 with CRLF line ends.
pub(crate) fn vcard(contact: &Message, context: &mut Context<'_>) -> String {
    let contact = Contact(contact);
    let mut card = Card::new();
    card.text(
        "PRODID",
        concat!("-//ropeway-mime//", env!("CARGO_PKG_VERSION"), "//EN"),
    );
    contact.names(&mut card);
    contact.photo(&mut card, context);
    contact.organization(&mut card);
    contact.emails(&mut card, context);
    contact.telephones(&mut card);
    contact.addresses(&mut card);
    contact.internet(&mut card);
    contact.notes(&mut card, context);
    contact.person(&mut card);
    contact.identity(&mut card, context);
    contact.losses(context);
    card.finish()
}

/// The addresses of a contact that the directory may know better.
pub(crate) fn addresses(contact: &Message) -> Vec<ProxyAddress> {
    if Class::of(&contact.message_class()) != Class::Contact {
        return Vec::new();
    }
    let contact = Contact(contact);
    EMAILS.iter().filter_map(|email| contact.email(email)).collect()
}

struct Contact<'a>(&'a Message);

impl Contact<'_> {
    fn text(&self, tag: PropertyTag) -> Option<String> {
        self.0
            .text(tag)
            .map(|text| {
                text.trim_matches(|c: char| c == '\0' || c.is_whitespace())
                    .to_owned()
            })
            .filter(|text| !text.is_empty())
    }

    fn value(&self, property: &NamedProperty) -> Option<&PropertyValue> {
        self.0.named(&property.property_name())
    }

    fn named(&self, property: &NamedProperty) -> Option<String> {
        self.0
            .named_text(&property.property_name())
            .map(|text| {
                text.trim_matches(|c: char| c == '\0' || c.is_whitespace())
                    .to_owned()
            })
            .filter(|text| !text.is_empty())
    }

    /// One text or several: some numbers may be lists, under the same id.
    fn texts(&self, tag: PropertyTag) -> Vec<String> {
        let value = self.0.properties.value(tag.id());
        value
            .map(|value| crate::headers::texts(value, self.0.code_page()))
            .unwrap_or_default()
            .into_iter()
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect()
    }

    /// FN and N must be there (RFC 2426 3.1).
    fn names(&self, card: &mut Card) {
        let parts = [
            tags::SURNAME,
            tags::GIVEN_NAME,
            tags::MIDDLE_NAME,
            tags::DISPLAY_NAME_PREFIX,
            tags::GENERATION,
        ]
        .map(|tag| self.text(tag));
        let composed = || {
            let [last, first, middle, prefix, suffix] = &parts;
            let words: Vec<&str> = [prefix, first, middle, last, suffix]
                .into_iter()
                .filter_map(Option::as_deref)
                .collect();
            (!words.is_empty()).then(|| words.join(" "))
        };
        let shown = self
            .text(tags::DISPLAY_NAME)
            .or_else(|| self.text(tags::NORMALIZED_SUBJECT))
            .or_else(composed)
            .or_else(|| self.text(tags::SUBJECT))
            .or_else(|| self.text(tags::COMPANY_NAME))
            .or_else(|| EMAILS.iter().find_map(|[address, ..]| self.named(address)));
        card.text("FN", &clean(&shown.unwrap_or_default()));
        card.components("N", &parts);
        card.some("NICKNAME", self.text(tags::NICKNAME));
        // As widespread as X-MS-*, and read by Outlook.
        card.some("X-PHONETIC-FIRST-NAME", self.named(&named::YOMI_FIRST_NAME));
        card.some("X-PHONETIC-LAST-NAME", self.named(&named::YOMI_LAST_NAME));
    }

    fn organization(&self, card: &mut Card) {
        let company = [self.text(tags::COMPANY_NAME), self.text(tags::DEPARTMENT_NAME)];
        match &company {
            [None, None] => {}
            [company, None] => card.components("ORG", std::slice::from_ref(company)),
            both => card.components("ORG", both),
        }
        card.some("TITLE", self.text(tags::TITLE));
        card.some("ROLE", self.text(tags::PROFESSION));
    }

    fn emails(&self, card: &mut Card, context: &mut Context<'_>) {
        let mut first = true;
        for email in EMAILS {
            let Some(address) = self.email(email) else {
                continue;
            };
            let [_, _, shown] = email;
            let smtp = if address.is_smtp() {
                Some(address.address().to_owned())
            } else {
                let known = context.options.directory.smtp_address(&address);
                // Clients keep it there for people of a directory.
                known.map(str::to_owned).or_else(|| {
                    self.named(shown)
                        .filter(|shown| crate::address::addr_spec(shown).is_some())
                })
            };
            let Some(smtp) = smtp else {
                context
                    .report
                    .dropped(format!("address {address}"), "a vCard has SMTP addresses only");
                continue;
            };
            card.text(
                if first {
                    "EMAIL;TYPE=internet,pref"
                } else {
                    "EMAIL;TYPE=internet"
                },
                &smtp,
            );
            first = false;
        }
    }

    fn email(&self, [address, kind, _]: &[NamedProperty; 3]) -> Option<ProxyAddress> {
        let address = self.named(address)?;
        let kind = self.named(kind).unwrap_or_else(|| "SMTP".to_owned());
        Some(ProxyAddress::new(&kind, address))
    }

    fn telephones(&self, card: &mut Card) {
        for (name, table) in [("TEL", TELEPHONES), ("X-MS-TEL", OTHER_TELEPHONES)] {
            for (kind, tag) in table {
                for number in self.texts(*tag) {
                    card.text(&format!("{name};TYPE={kind}"), &number);
                }
            }
        }
    }

    /// Post office box, extended address, street, locality, region, code, country (RFC 2426 3.2.1).
    fn addresses(&self, card: &mut Card) {
        let mailing = self
            .value(&named::POSTAL_ADDRESS_ID)
            .and_then(|value| match value {
                PropertyValue::Integer32(id) => Some(*id),
                _ => None,
            });
        let tagged = |all: [PropertyTag; 6]| {
            let [po_box, street, city, state, code, country] = all.map(|tag| self.text(tag));
            [po_box, None, street, city, state, code, country]
        };
        let work = {
            let [po_box, street, city, state, code, country] = [
                &named::WORK_ADDRESS_POST_OFFICE_BOX,
                &named::WORK_ADDRESS_STREET,
                &named::WORK_ADDRESS_CITY,
                &named::WORK_ADDRESS_STATE,
                &named::WORK_ADDRESS_POSTAL_CODE,
                &named::WORK_ADDRESS_COUNTRY,
            ]
            .map(|property| self.named(property));
            [po_box, None, street, city, state, code, country]
        };
        // The copy of the address for mail, which is another one's unless nothing says so.
        let copy = tagged([
            tags::POST_OFFICE_BOX,
            tags::STREET_ADDRESS,
            tags::LOCALITY,
            tags::STATE_OR_PROVINCE,
            tags::POSTAL_CODE,
            tags::COUNTRY,
        ]);
        let is_copy = matches!(mailing, Some(MAILING_HOME | MAILING_OTHER));
        let work = if work.iter().any(Option::is_some) || is_copy {
            work
        } else {
            copy
        };
        let home = tagged([
            tags::HOME_ADDRESS_POST_OFFICE_BOX,
            tags::HOME_ADDRESS_STREET,
            tags::HOME_ADDRESS_CITY,
            tags::HOME_ADDRESS_STATE_OR_PROVINCE,
            tags::HOME_ADDRESS_POSTAL_CODE,
            tags::HOME_ADDRESS_COUNTRY,
        ]);
        let other = tagged([
            tags::OTHER_ADDRESS_POST_OFFICE_BOX,
            tags::OTHER_ADDRESS_STREET,
            tags::OTHER_ADDRESS_CITY,
            tags::OTHER_ADDRESS_STATE_OR_PROVINCE,
            tags::OTHER_ADDRESS_POSTAL_CODE,
            tags::OTHER_ADDRESS_COUNTRY,
        ]);
        for (kind, parts, label, id) in [
            ("work", work, &named::WORK_ADDRESS, MAILING_WORK),
            ("home", home, &named::HOME_ADDRESS, MAILING_HOME),
            ("postal", other, &named::OTHER_ADDRESS, MAILING_OTHER),
        ] {
            let pref = if mailing == Some(id) { ",pref" } else { "" };
            if parts.iter().any(Option::is_some) {
                card.components(&format!("ADR;TYPE={kind}{pref}"), &parts);
            } else {
                card.some(&format!("LABEL;TYPE={kind}{pref}"), self.named(label));
            }
        }
    }

    fn internet(&self, card: &mut Card) {
        let work = self
            .text(tags::BUSINESS_HOME_PAGE)
            .or_else(|| self.named(&named::HTML));
        for (name, url) in [
            ("URL;TYPE=work", work),
            ("URL;TYPE=home", self.text(tags::PERSONAL_HOME_PAGE)),
            ("FBURL", self.named(&named::FREE_BUSY_LOCATION)),
        ] {
            if let Some(url) = url {
                // A URI, which is not escaped (RFC 2426 3.6.8).
                card.line(name, &clean(&url));
            }
        }
        card.some("X-MS-IMADDRESS", self.named(&named::INSTANT_MESSAGING_ADDRESS));
    }

    fn notes(&self, card: &mut Card, context: &mut Context<'_>) {
        let body = body(self.0, context);
        let text = body.plain.trim_end();
        if !text.trim().is_empty() {
            card.text("NOTE", text);
        }
        if body.html.is_some() {
            context
                .report
                .substituted("notes of a contact", "a vCard has them as plain text");
        }
        let words = self
            .value(&named::KEYWORDS)
            .map(|value| crate::headers::texts(value, self.0.code_page()))
            .unwrap_or_default();
        if words.is_empty() {
        } else if context.options.headers.keywords {
            card.list("CATEGORIES", &words);
        } else {
            context.report.dropped(
                "PidNameKeywords",
                "categories stay inside unless the options let them out",
            );
        }
    }

    fn person(&self, card: &mut Card) {
        for (name, local, time) in [
            ("BDAY", &named::BIRTHDAY_LOCAL, tags::BIRTHDAY),
            (
                "X-MS-ANNIVERSARY",
                &named::WEDDING_ANNIVERSARY_LOCAL,
                tags::WEDDING_ANNIVERSARY,
            ),
        ] {
            let local = self.value(local).and_then(|value| match value {
                PropertyValue::Time(time) => Some(*time),
                _ => None,
            });
            if let Some(date) = local.or_else(|| self.0.properties.time(time)).and_then(date) {
                card.line(name, &date);
            }
        }
        for (name, tag) in [
            ("X-MS-SPOUSE;TYPE=N", tags::SPOUSE_NAME),
            ("X-MS-MANAGER;TYPE=N", tags::MANAGER_NAME),
            ("X-MS-ASSISTANT;TYPE=N", tags::ASSISTANT),
            ("X-MS-INTERESTS", tags::HOBBIES),
        ] {
            card.some(name, self.text(tag));
        }
        for child in self.texts(tags::CHILDRENS_NAMES) {
            card.text("X-MS-CHILD", &child);
        }
        for field in [
            &named::CONTACT_USER_FIELD1,
            &named::CONTACT_USER_FIELD2,
            &named::CONTACT_USER_FIELD3,
            &named::CONTACT_USER_FIELD4,
        ] {
            card.some("X-MS-TEXT", self.named(field));
        }
    }

    fn identity(&self, card: &mut Card, context: &mut Context<'_>) {
        let class = match self.0.sensitivity() {
            1 | 2 => "PRIVATE",
            3 => "CONFIDENTIAL",
            _ => "PUBLIC",
        };
        card.line("CLASS", class);
        if let Some(PropertyValue::MultipleBinary(all)) =
            self.0.properties.value(tags::USER_X509_CERTIFICATE.id())
        {
            for value in all {
                match certificate::der(value) {
                    Some(der) => card.binary("KEY;TYPE=X509", &der),
                    None => context
                        .report
                        .dropped("PidTagUserX509Certificate", "no certificate is found in it"),
                }
            }
        }
        match self.value(&named::BUSINESS_CARD_DISPLAY_DEFINITION) {
            // Clients that read vCards have it as XML.
            Some(PropertyValue::Binary(bytes)) if bytes.starts_with(b"<") => {
                card.line("X-MS-OL-DESIGN", &clean(&String::from_utf8_lossy(bytes)));
            }
            Some(_) => context.report.dropped(
                "PidLidBusinessCardDisplayDefinition",
                "the layout of a business card means nothing to others",
            ),
            None => {}
        }
        let key = self
            .0
            .properties
            .binary(tags::SEARCH_KEY)
            .filter(|key| !key.is_empty())
            .map(|key| key.iter().map(|byte| format!("{byte:02x}")).collect());
        let uid: String = key.unwrap_or_else(|| context.ids.hex());
        card.line("UID", &uid);
        let time = self.0.properties.time(tags::LAST_MODIFICATION_TIME);
        if let Some(time) = time.filter(|time| time.0 != 0) {
            card.line("REV", &CivilTime::from(time).to_string());
        }
    }

    /// PHOTO out of the attachment that is it; the other attachments have no place.
    fn photo(&self, card: &mut Card, context: &mut Context<'_>) {
        let mut shown = false;
        for attachment in &self.0.attachments {
            let photo = attachment.properties.bool(tags::ATTACHMENT_CONTACT_PHOTO) == Some(true);
            let label = format!("attachment {} of a contact", attachment.number);
            if !photo || shown {
                context
                    .report
                    .dropped(label, "a vCard has room for one photo only");
                continue;
            }
            let Some((kind, data)) = picture(attachment, context) else {
                context
                    .report
                    .dropped(label, "it is no picture that a vCard may hold");
                continue;
            };
            card.binary(&format!("PHOTO;TYPE={kind}"), &data);
            shown = true;
        }
    }

    fn losses(&self, context: &mut Context<'_>) {
        for (what, tag) in NO_PLACE {
            if self.text(*tag).is_some() {
                context.report.dropped(*what, "a vCard has no place for it");
            }
        }
    }
}

/// Type and octets of a picture.
fn picture(attachment: &Attachment, context: &mut Context<'_>) -> Option<(&'static str, Bytes)> {
    /// Octets of a photo: real ones have some ten thousand.
    const MAX_PHOTO: u64 = 4 << 20;
    let content = attachment.content()?;
    if Data::of(&content).len() > MAX_PHOTO {
        return None;
    }
    let data = match content.load(MAX_PHOTO) {
        Ok(data) => data,
        Err(error) => {
            context.cannot_read(attachment.number, &error);
            return None;
        }
    };
    let kind = match crate::attachment::sniff(&data)? {
        "image/jpeg" => "JPEG",
        "image/png" => "PNG",
        "image/gif" => "GIF",
        "image/bmp" => "BMP",
        _ => return None,
    };
    Some((kind, data))
}

/// The day, as stored: what is local has no zone, and the others were noon or midnight somewhere.
fn date(time: FileTime) -> Option<String> {
    let civil = CivilTime::from(time);
    // What clients store for no date at all is the year 4501.
    (time.0 != 0 && civil.year < 4500)
        .then(|| format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day))
}
