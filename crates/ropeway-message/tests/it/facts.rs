//! What the facts of the shared corpus say of a message, compared with the model.

use crate::corpus::sha256;
use ropeway_message::rtf::decompress;
use ropeway_message::{
    AttachMethod, Attachment, Content, Message, PropertyBag, RECEIVED_BY, Recipient, RecipientType, SENDER,
    SENT_REPRESENTING,
};
use ropeway_types::{CodePage, PropertyTag, PropertyValue, tags};
use serde_json::Value;
use std::fmt;

/// STORE_UNICODE_OK of PidTagStoreSupportMask ([MS-OXMSG] 2.1.1.1): strings are Unicode.
const STORE_UNICODE_OK: i32 = 0x0004_0000;
/// More than the RTF of any file of the corpus.
const RTF_MAX: usize = 64 << 20;
/// Compression type of the header of compressed RTF that is not compressed ([MS-OXRTFCP] 2.1.3.1.1).
const UNCOMPRESSED: &[u8] = b"MELA";

/// A fact that the model does not give.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    /// The object: the path given, then `attachment 0`, `recipient 1`, `embedded` and so on.
    pub(crate) at: String,
    pub(crate) field: &'static str,
    pub(crate) expected: Value,
    pub(crate) read: Value,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            at,
            field,
            expected,
            read,
        } = self;
        write!(f, "{at} {field}: expected {expected}, read {read}")
    }
}

/// A fact that is wrong by the specification.
struct Decision {
    at: &'static str,
    field: &'static str,
    /// What is right, as JSON.
    right: &'static str,
    why: &'static str,
}

/// Where the model is right and the facts are not. Everywhere else they are the same, also in the fields
/// that the facts leave undecided.
const DECIDED: &[Decision] = &[
    Decision {
        at: "msg/msgreader__Lanch_time_every_friday_in_2023_chgs1.msg attachment 0 embedded",
        field: "internet_cpid",
        right: "null",
        why: EMBEDDED_CODE_PAGE,
    },
    Decision {
        at: "msg/msgreader__Lanch_time_every_friday_in_2023_chgs2.msg attachment 0 embedded",
        field: "internet_cpid",
        right: "null",
        why: EMBEDDED_CODE_PAGE,
    },
];

/// The facts give the embedded message the value of the outer one. PidTagInternetCodepage is a property
/// of each message ([MS-OXCMSG]), and only the outer one has it in these files.
const EMBEDDED_CODE_PAGE: &str = "the property is not in the storage of the embedded message";

/// How many facts were compared, and what differs.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    pub(crate) checked: usize,
    pub(crate) differences: Vec<Difference>,
}

impl Comparison {
    /// Compares a message with `facts`, the `properties` of an entry of the facts: whatever fields there
    /// are. `at` names the message in what differs.
    pub(crate) fn message(&mut self, at: &str, facts: &Value, message: &Message) {
        let page = message.code_page();
        let bag = &message.properties;
        self.equal(
            at,
            facts,
            "subject",
            message.subject().map_or(Value::Null, Value::from),
        );
        for (field, tag) in [
            ("message_class", tags::MESSAGE_CLASS),
            ("normalized_subject", tags::NORMALIZED_SUBJECT),
            ("subject_prefix", tags::SUBJECT_PREFIX),
            ("topic", tags::CONVERSATION_TOPIC),
            ("message_id", tags::INTERNET_MESSAGE_ID),
            ("in_reply_to", tags::IN_REPLY_TO_ID),
            ("references", tags::INTERNET_REFERENCES),
            ("display_to", tags::DISPLAY_TO),
            ("display_cc", tags::DISPLAY_CC),
            ("display_bcc", tags::DISPLAY_BCC),
            ("reply_to", tags::REPLY_RECIPIENT_NAMES),
        ] {
            self.equal(at, facts, field, text(bag, tag, page));
        }
        for (field, tag) in [
            ("submit_time", tags::CLIENT_SUBMIT_TIME),
            ("delivery_time", tags::MESSAGE_DELIVERY_TIME),
            ("creation_time", tags::CREATION_TIME),
            ("modification_time", tags::LAST_MODIFICATION_TIME),
        ] {
            self.equal(at, facts, field, time(bag, tag));
        }
        for (field, tag) in [
            ("importance", tags::IMPORTANCE),
            ("priority", tags::PRIORITY),
            ("sensitivity", tags::SENSITIVITY),
            ("flags", tags::MESSAGE_FLAGS),
            ("internet_cpid", tags::INTERNET_CODEPAGE),
            ("locale_id", tags::MESSAGE_LOCALE_ID),
            ("native_body", tags::NATIVE_BODY),
            ("internet_mail_override", tags::INTERNET_MAIL_OVERRIDE_FORMAT),
        ] {
            self.equal(at, facts, field, int(bag, tag));
        }
        for (field, tag) in [
            ("read_receipt", tags::READ_RECEIPT_REQUESTED),
            ("delivery_report", tags::ORIGINATOR_DELIVERY_REPORT_REQUESTED),
        ] {
            self.equal(at, facts, field, bool(bag, tag));
        }
        let index = bag.binary(tags::CONVERSATION_INDEX).map(|bytes| hex(bytes));
        self.equal(
            at,
            facts,
            "conversation_index",
            index.map_or(Value::Null, Value::from),
        );
        // Where the file names no code page, the model names the one that its 8-bit strings are read in.
        if facts["message_codepage"].is_i64() {
            self.equal(at, facts, "message_codepage", int(bag, tags::MESSAGE_CODEPAGE));
        }
        let mask = bag.int(tags::STORE_SUPPORT_MASK).unwrap_or_default();
        self.equal(at, facts, "unicode", Value::from(mask & STORE_UNICODE_OK != 0));
        self.people(at, facts, message, page);
        self.bodies(at, facts, message, page);
        let recipients = &message.recipients;
        for (n, (facts, recipient)) in self.rows(at, facts, "recipients", recipients).enumerate() {
            self.recipient(&format!("{at} recipient {n}"), facts, recipient, page);
        }
        let attachments = &message.attachments;
        for (n, (facts, attachment)) in self.rows(at, facts, "attachments", attachments).enumerate() {
            self.attachment(&format!("{at} attachment {n}"), facts, attachment, page);
        }
    }

    /// What is neither as in the facts nor as decided, and the decisions on files below `folder` that are
    /// about no difference.
    pub(crate) fn wrong(&self, folder: &str) -> Vec<String> {
        let decides = |d: &Difference, decision: &Decision| {
            (&*d.at, d.field) == (decision.at, decision.field)
                && serde_json::from_str::<Value>(decision.right).unwrap() == d.read
        };
        let wrong = self
            .differences
            .iter()
            .filter(|d| !DECIDED.iter().any(|decision| decides(d, decision)))
            .map(ToString::to_string);
        let idle = DECIDED
            .iter()
            .filter(|decision| decision.at.starts_with(folder))
            .filter(|decision| !self.differences.iter().any(|d| decides(d, decision)))
            .map(|decision| {
                format!(
                    "{} {}: needless decision ({})",
                    decision.at, decision.field, decision.why
                )
            });
        wrong.chain(idle).collect()
    }

    /// Fields that are not among the facts are passed over.
    fn equal(&mut self, at: &str, facts: &Value, field: &'static str, read: Value) {
        let Some(expected) = facts.get(field) else { return };
        self.checked += 1;
        if *expected != read {
            self.differences.push(Difference {
                at: at.to_owned(),
                field,
                expected: expected.clone(),
                read,
            });
        }
    }

    /// The rows of a table of the facts with those of the model; their numbers are compared.
    fn rows<'a, T>(
        &mut self,
        at: &str,
        facts: &'a Value,
        field: &'static str,
        rows: &'a [T],
    ) -> impl Iterator<Item = (&'a Value, &'a T)> + use<'a, T> {
        let table = facts[field].as_array().map_or(&[][..], Vec::as_slice);
        if facts[field].is_array() {
            let counts = serde_json::json!({ field: table.len() });
            self.equal(at, &counts, field, Value::from(rows.len()));
        }
        table.iter().zip(rows)
    }

    fn people(&mut self, at: &str, facts: &Value, message: &Message, page: CodePage) {
        let bag = &message.properties;
        for (person, fields, tags) in [
            ("sender", SENDER_FIELDS, SENDER),
            ("representing", REPRESENTING_FIELDS, SENT_REPRESENTING),
            ("received_by", RECEIVED_BY_FIELDS, RECEIVED_BY),
        ] {
            let facts = &facts[person];
            for (field, name, tag) in [
                ("name", fields[0], tags.name),
                ("addrtype", fields[1], tags.address_type),
                ("email", fields[2], tags.email_address),
                ("smtp", fields[3], tags.smtp_address),
            ] {
                let Some(expected) = facts.get(field) else {
                    continue;
                };
                let named = serde_json::json!({ name: expected });
                self.equal(at, &named, name, text(bag, tag, page));
            }
        }
        let name = [tags::SENT_REPRESENTING_NAME, tags::SENDER_NAME]
            .into_iter()
            .map(|tag| text(bag, tag, page))
            .find(|name| name.as_str().is_some_and(|name| !name.is_empty()));
        self.equal(at, facts, "from_name", name.unwrap_or_default());
        let address = [SENT_REPRESENTING, SENDER]
            .iter()
            .filter_map(|person| message.person(person))
            .find(ropeway_types::ProxyAddress::is_smtp);
        let address = address.map_or(Value::Null, |a| Value::from(a.address().to_lowercase()));
        self.equal(at, facts, "from_address", address);
    }

    fn bodies(&mut self, at: &str, facts: &Value, message: &Message, page: CodePage) {
        let bag = &message.properties;
        let digest = &facts["text"];
        if digest.is_object() {
            let body = bag.text(tags::BODY, page).unwrap_or_default();
            self.equal(
                at,
                digest,
                "nows_sha256",
                Value::from(sha256(without_space(&body).as_bytes())),
            );
        }
        let html = &facts["html"];
        if html["raw_sha256"].is_string() {
            let raw = match bag.value(tags::HTML.id()) {
                Some(PropertyValue::Binary(bytes)) => Some(bytes),
                _ => None,
            };
            self.equal(
                at,
                html,
                "raw_sha256",
                raw.map_or(Value::Null, |b| Value::from(sha256(b))),
            );
            self.equal(
                at,
                html,
                "size",
                raw.map_or(Value::Null, |b| Value::from(b.len())),
            );
        }
        let rtf = &facts["rtf"];
        if let Some(compressed) = bag.binary(tags::RTF_COMPRESSED).filter(|_| rtf.is_object()) {
            self.equal(at, rtf, "compressed_size", Value::from(compressed.len()));
            let kind = if compressed.get(8..12) == Some(UNCOMPRESSED) {
                "MELA"
            } else {
                "LZFu"
            };
            self.equal(at, rtf, "compression", Value::from(kind));
            if rtf["rtf_sha256"].is_string() {
                let text = decompress(compressed, RTF_MAX).map(|r| r.rtf).unwrap_or_default();
                self.equal(at, rtf, "rtf_size", Value::from(text.len()));
                self.equal(at, rtf, "rtf_sha256", Value::from(sha256(&text)));
            }
        } else {
            self.equal(at, facts, "rtf", Value::Null);
        }
        let headers = bag.text(tags::TRANSPORT_MESSAGE_HEADERS, page);
        let facts = &facts["transport_headers"];
        if facts.is_object() {
            let digest = headers.map(|h| sha256(h.as_bytes()));
            self.equal(at, facts, "sha256", digest.map_or(Value::Null, Value::from));
        }
    }

    fn recipient(&mut self, at: &str, facts: &Value, recipient: &Recipient, page: CodePage) {
        let kind = match recipient.recipient_type.kind() {
            RecipientType::ORIGINATOR => "originator",
            RecipientType::TO => "to",
            RecipientType::CC => "cc",
            RecipientType::BCC => "bcc",
            _ => "?",
        };
        self.equal(at, facts, "kind", Value::from(kind));
        let bag = &recipient.properties;
        for (field, tag) in [
            ("name", tags::DISPLAY_NAME),
            ("addrtype", tags::ADDRESS_TYPE),
            ("email", tags::EMAIL_ADDRESS),
            ("smtp", tags::SMTP_ADDRESS),
        ] {
            self.equal(at, facts, field, text(bag, tag, page));
        }
        for (field, tag) in [
            ("display_type", tags::DISPLAY_TYPE),
            ("object_type", tags::OBJECT_TYPE),
            ("recipient_flags", tags::RECIPIENT_FLAGS),
        ] {
            self.equal(at, facts, field, int(bag, tag));
        }
        let address = recipient
            .address(page)
            .filter(ropeway_types::ProxyAddress::is_smtp);
        let address = address.map_or(Value::Null, |a| Value::from(a.address().to_lowercase()));
        self.equal(at, facts, "address", address);
    }

    fn attachment(&mut self, at: &str, facts: &Value, attachment: &Attachment, page: CodePage) {
        let bag = &attachment.properties;
        let long_or_short = |long, short| match text(bag, long, page) {
            Value::String(long) if !long.is_empty() => Value::String(long),
            _ => text(bag, short, page),
        };
        let name = long_or_short(tags::ATTACH_LONG_FILENAME, tags::ATTACH_FILENAME);
        self.equal(at, facts, "filename", name);
        for (field, tag) in [
            ("short_name", tags::ATTACH_FILENAME),
            ("display_name", tags::DISPLAY_NAME),
            ("mime", tags::ATTACH_MIME_TAG),
            ("content_id", tags::ATTACH_CONTENT_ID),
            ("content_location", tags::ATTACH_CONTENT_LOCATION),
        ] {
            self.equal(at, facts, field, text(bag, tag, page));
        }
        for (field, tag) in [
            ("method", tags::ATTACH_METHOD),
            ("flags", tags::ATTACH_FLAGS),
            ("rendering_position", tags::RENDERING_POSITION),
        ] {
            self.equal(at, facts, field, int(bag, tag));
        }
        for (field, tag) in [
            ("hidden", tags::ATTACHMENT_HIDDEN),
            ("contact_photo", tags::ATTACHMENT_CONTACT_PHOTO),
        ] {
            self.equal(at, facts, field, bool(bag, tag));
        }
        let path = long_or_short(tags::ATTACH_LONG_PATHNAME, tags::ATTACH_PATHNAME);
        self.equal(at, facts, "pathname", path);
        let bytes = attachment
            .content()
            .map(|content: Content<'_>| content.load(u64::MAX).unwrap());
        let size = bytes.as_ref().map_or(Value::Null, |b| Value::from(b.len()));
        self.equal(at, facts, "size", size);
        let digest = bytes.map_or(Value::Null, |b| Value::from(sha256(&b)));
        self.equal(at, facts, "sha256", digest);
        if let Some(inner) = facts.get("embedded").filter(|e| e.is_object()) {
            match &attachment.embedded {
                Some(message) => self.message(&format!("{at} embedded"), inner, message),
                None => self.equal(at, facts, "embedded", Value::Null),
            }
        }
        if attachment.method() == AttachMethod::STORAGE {
            self.ole(at, facts, attachment);
        }
    }

    #[cfg(not(feature = "msg"))]
    #[allow(clippy::unused_self)]
    fn ole(&mut self, _: &str, _: &Value, _: &Attachment) {}

    #[cfg(feature = "msg")]
    fn ole(&mut self, at: &str, facts: &Value, attachment: &Attachment) {
        let Some(bytes) = attachment.properties.binary(tags::ATTACH_DATA_OBJECT) else {
            return self.equal(at, facts, "ole_streams", Value::Null);
        };
        let ole = cfb::CompoundFile::open(std::io::Cursor::new(bytes.clone())).unwrap();
        let mut streams: Vec<_> = ole
            .walk()
            .filter(cfb::Entry::is_stream)
            .map(|e| e.name().to_owned())
            .collect();
        streams.sort();
        self.equal(at, facts, "ole_streams", Value::from(streams));
        let class = ole.root_entry().clsid().to_string().to_uppercase();
        self.equal(at, facts, "clsid", Value::from(class));
    }
}

const SENDER_FIELDS: [&str; 4] = ["sender.name", "sender.addrtype", "sender.email", "sender.smtp"];
const REPRESENTING_FIELDS: [&str; 4] = [
    "representing.name",
    "representing.addrtype",
    "representing.email",
    "representing.smtp",
];
const RECEIVED_BY_FIELDS: [&str; 4] = [
    "received_by.name",
    "received_by.addrtype",
    "received_by.email",
    "received_by.smtp",
];

fn text(bag: &PropertyBag, tag: PropertyTag, page: CodePage) -> Value {
    bag.text(tag, page).map_or(Value::Null, Value::from)
}

fn int(bag: &PropertyBag, tag: PropertyTag) -> Value {
    bag.int(tag).map_or(Value::Null, Value::from)
}

fn bool(bag: &PropertyBag, tag: PropertyTag) -> Value {
    bag.bool(tag).map_or(Value::Null, Value::from)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The text as it goes into `nows_sha256`.
pub(crate) fn without_space(text: &str) -> String {
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}');
    let is_dropped = |c: char| matches!(c, '\0' | '\u{200B}' | '\u{FEFF}');
    text.chars()
        .filter(|c| !is_space(*c) && !is_dropped(*c))
        .collect()
}

/// A time as the facts write it, to the second.
fn time(bag: &PropertyBag, tag: PropertyTag) -> Value {
    let time = bag.time(tag).filter(|time| time.0 != 0);
    let Some(seconds) = time.map(|t| t.unix_seconds()) else {
        return Value::Null;
    };
    // Civil date from days, after Howard Hinnant's algorithm.
    let (days, rest) = (seconds.div_euclid(86400), seconds.rem_euclid(86400));
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    Value::from(format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    ))
}
