//! Header fields as properties ([MS-OXCMAIL] 2.2.1, 2.2.3.2).

use super::Importer;
use super::entity::{Entity, Field};
use super::options::ImportError;
use super::people;
use super::report::{ImportFindingKind as Kind, note};
use super::value::{self, Mailbox};
use crate::headers::{refusal, split_subject};
use crate::language;
use mail_parser::decoders::base64::base64_decode;
use ropeway_message::{Message, PersonTags, Place, READ_RECEIPT, RecipientType, SENDER, SENT_REPRESENTING};
use ropeway_types::{PropertyName, PropertyTag, PropertyType, PropertyValue, WideString, property_set, tags};
use std::collections::{HashMap, HashSet};

/// PidTagMessageFlags ([MS-OXCMSG] 2.2.1.6): not sent yet.
const MF_UNSENT: i32 = 8;

/// Fields of which a second one adds to the first.
const REPEATABLE: &[&str] = &["to", "cc", "bcc", "reply-to", "keywords", "received"];

/// The header of one message on its way into the message object.
pub(super) struct Header<'a, 'o> {
    pub(super) importer: &'a mut Importer<'o>,
    pub(super) place: &'a Place,
    pub(super) message: &'a mut Message,
}

/// A field, unfolded.
struct Line<'f> {
    name: &'f str,
    lower: String,
    value: String,
}

/// The fields of PS_INTERNET_HEADERS in the order in which their names were met.
#[derive(Default)]
struct Named {
    fields: Vec<(String, Vec<WideString>)>,
    by_name: HashMap<String, usize>,
}

impl Header<'_, '_> {
    /// Maps all fields.
    pub(super) fn read(&mut self, entity: &Entity) -> Result<(), ImportError> {
        let mut seen = HashSet::new();
        let mut reply_to = Vec::new();
        let mut keywords = Vec::new();
        let mut named = Named::default();
        for field in &entity.fields {
            self.importer.entries(1)?;
            let line = self.line(field);
            let again = !seen.insert(line.lower.clone());
            if again && is_mapped(&line.lower) && !REPEATABLE.contains(&line.lower.as_str()) {
                self.note(Kind::DuplicateField(line.name.to_owned()));
                continue;
            }
            match line.lower.as_str() {
                "reply-to" => reply_to.extend(self.people(&line)?),
                "keywords" => keywords.extend(self.keywords(&line)),
                "to" => self.recipients(&line, RecipientType::TO)?,
                "cc" => self.recipients(&line, RecipientType::CC)?,
                "bcc" => self.recipients(&line, RecipientType::BCC)?,
                "received" if again => {}
                _ if is_mapped(&line.lower) => self.mapped(&line)?,
                _ => self.named(&line, &mut named),
            }
        }
        self.set_named_fields(named);
        people::reply_to(&mut self.message.properties, &reply_to);
        if !keywords.is_empty() {
            let keywords = PropertyValue::MultipleString(keywords);
            self.set_named(
                &ropeway_types::named::KEYWORDS.property_name(),
                keywords,
                "Keywords",
            );
        }
        self.sender();
        self.topic();
        if entity.other_lines > 0 {
            self.note(Kind::HeaderLines(entity.other_lines));
        }
        self.transport_headers(entity)
    }

    fn note(&mut self, kind: Kind) {
        note(&mut self.importer.report, self.place, kind);
    }

    fn line<'f>(&mut self, field: &'f Field) -> Line<'f> {
        let unfolded = value::unfold(field);
        if unfolded.guessed {
            self.note(Kind::FieldCharset(field.name.clone()));
        }
        Line {
            name: &field.name,
            lower: field.name.to_ascii_lowercase(),
            value: unfolded.text,
        }
    }

    /// The value with its encoded words decoded; a value too long for that as it stands.
    fn text(&mut self, line: &Line<'_>) -> String {
        match value::text(&line.value) {
            Some(text) => crate::mime::clean(&text),
            None => {
                self.note(Kind::FieldLength(line.name.to_owned()));
                line.value.clone()
            }
        }
    }

    fn people(&mut self, line: &Line<'_>) -> Result<Vec<Mailbox>, ImportError> {
        let read = value::mailboxes(&line.value);
        self.importer.entries(read.mailboxes.len())?;
        for group in read.groups {
            self.note(Kind::Group(group));
        }
        for _ in 0..read.too_long {
            self.note(Kind::FieldLength(line.name.to_owned()));
        }
        for _ in read.mailboxes.iter().filter(|m| m.address.is_none()) {
            self.note(Kind::NoAddress(line.name.to_owned()));
        }
        Ok(read.mailboxes)
    }

    fn recipients(&mut self, line: &Line<'_>, kind: RecipientType) -> Result<(), ImportError> {
        let empty = value::mailboxes(&line.value).empty_groups;
        let people = self.people(line)?;
        let rows = &mut self.message.recipients;
        for mailbox in &people {
            let row = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            rows.push(people::recipient(row, kind, mailbox));
        }
        for name in empty {
            // What stands where nobody is named.
            if name.is_empty()
                || name
                    .to_ascii_lowercase()
                    .replace(' ', "-")
                    .starts_with("undisclosed-")
            {
                continue;
            }
            let row = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            rows.push(people::list(row, kind, &name));
        }
        Ok(())
    }

    /// The one person of a field.
    fn person(&mut self, line: &Line<'_>, tags: &PersonTags) -> Result<bool, ImportError> {
        let people = self.people(line)?;
        if people.len() > 1 {
            self.note(Kind::SeveralPeople(line.name.to_owned()));
        }
        let first = people.iter().find(|m| m.address.is_some()).or(people.first());
        match first {
            Some(mailbox) => people::set(&mut self.message.properties, tags, mailbox),
            None => self.note(Kind::FieldValue(line.name.to_owned())),
        }
        Ok(first.is_some())
    }

    /// A field with a property of its own that stands once.
    fn mapped(&mut self, line: &Line<'_>) -> Result<(), ImportError> {
        match line.lower.as_str() {
            "from" => {
                self.person(line, &SENT_REPRESENTING)?;
            }
            "sender" => {
                self.person(line, &SENDER)?;
            }
            "disposition-notification-to" => {
                let asked = self.person(line, &READ_RECEIPT)?;
                self.message.properties.set(tags::READ_RECEIPT_REQUESTED, asked);
            }
            "return-receipt-to" => {
                let p = &mut self.message.properties;
                p.set(tags::ORIGINATOR_DELIVERY_REPORT_REQUESTED, true);
            }
            "subject" => self.subject(line),
            "thread-topic" => self.set_text(line, tags::CONVERSATION_TOPIC),
            "list-help" => self.set_text(line, tags::LIST_HELP),
            "list-subscribe" => self.set_text(line, tags::LIST_SUBSCRIBE),
            "list-unsubscribe" => self.set_text(line, tags::LIST_UNSUBSCRIBE),
            "message-id" => self.set_text(line, tags::INTERNET_MESSAGE_ID),
            "in-reply-to" => self.set_text(line, tags::IN_REPLY_TO_ID),
            "references" => self.set_text(line, tags::INTERNET_REFERENCES),
            "date" => self.set_date(line, &line.value, tags::CLIENT_SUBMIT_TIME),
            "reply-by" => self.set_date(line, &line.value, tags::REPLY_TIME),
            "expires" => self.set_date(line, &line.value, tags::EXPIRY_TIME),
            // The uppermost one is the last hop's (RFC 5321 4.4); its date follows the last semicolon.
            "received" => {
                let date = line.value.rsplit_once(';').map_or("", |(_, date)| date);
                self.set_date(line, date, tags::MESSAGE_DELIVERY_TIME);
            }
            "thread-index" => match base64_decode(line.value.as_bytes()).filter(|index| !index.is_empty()) {
                Some(index) => {
                    let index = bytes::Bytes::from(index);
                    self.message.properties.set(tags::CONVERSATION_INDEX, index);
                }
                None => self.note(Kind::FieldValue(line.name.to_owned())),
            },
            "importance" => self.choice(
                line,
                tags::IMPORTANCE,
                &[("low", 0), ("normal", 1), ("high", 2)],
                true,
            ),
            // The number, with or without words behind it. Importance is the better known one.
            "x-priority" => {
                const LEVELS: &[(&str, i32)] = &[("1", 2), ("2", 2), ("3", 1), ("4", 0), ("5", 0)];
                let digit = line.value.get(..1).unwrap_or_default().to_owned();
                let digit = Line {
                    value: digit,
                    name: line.name,
                    lower: String::new(),
                };
                self.choice(&digit, tags::IMPORTANCE, LEVELS, false);
            }
            "x-msmail-priority" => {
                self.choice(
                    line,
                    tags::IMPORTANCE,
                    &[("low", 0), ("normal", 1), ("high", 2)],
                    false,
                );
            }
            "priority" => {
                const LEVELS: &[(&str, i32)] = &[("non-urgent", -1), ("normal", 0), ("urgent", 1)];
                self.choice(line, tags::PRIORITY, LEVELS, true);
            }
            "sensitivity" => {
                const LEVELS: &[(&str, i32)] = &[
                    ("normal", 0),
                    ("personal", 1),
                    ("private", 2),
                    ("company-confidential", 3),
                ];
                self.choice(line, tags::SENSITIVITY, LEVELS, true);
            }
            "x-message-flag" => {
                let text = self.text(line);
                self.set_named(
                    &ropeway_types::named::FLAG_REQUEST.property_name(),
                    text.as_str().into(),
                    line.name,
                );
            }
            "x-auto-response-suppress" => self.suppress(line),
            // The first of several.
            "content-language" => match language::locale(line.value.split(',').next().unwrap_or_default()) {
                Some(locale) => {
                    self.message.properties.set(tags::MESSAGE_LOCALE_ID, locale);
                }
                None => self.note(Kind::FieldValue(line.name.to_owned())),
            },
            "x-unsent" if line.value == "1" => {
                self.message.properties.set(tags::MESSAGE_FLAGS, MF_UNSENT);
            }
            _ => {}
        }
        Ok(())
    }

    fn set_text(&mut self, line: &Line<'_>, tag: PropertyTag) {
        let text = self.text(line);
        if !text.is_empty() {
            self.message.properties.set(tag, text.as_str());
        }
    }

    fn set_date(&mut self, line: &Line<'_>, value: &str, tag: PropertyTag) {
        match value::date(value) {
            Some(time) => {
                self.message.properties.set(tag, PropertyValue::Time(time));
            }
            None => self.note(Kind::FieldValue(line.name.to_owned())),
        }
    }

    /// A word with a number; `first` if it counts more than what other fields said.
    fn choice(&mut self, line: &Line<'_>, tag: PropertyTag, words: &[(&str, i32)], first: bool) {
        match words
            .iter()
            .find(|(word, _)| word.eq_ignore_ascii_case(&line.value))
        {
            Some((_, number)) if first => {
                self.message.properties.set(tag, *number);
            }
            Some((_, number)) => self.message.properties.set_default(tag, *number),
            None => self.note(Kind::FieldValue(line.name.to_owned())),
        }
    }

    /// PidTagSubject and its two parts ([MS-OXCMAIL] 2.2.3.2.6.1, [MS-OXCMSG] 2.2.1.9, 2.2.1.10). The
    /// prefix keeps its blanks, however many: both parts together are the subject.
    fn subject(&mut self, line: &Line<'_>) {
        let subject = self.text(line);
        let (prefix, rest) = split_subject(&subject);
        let p = &mut self.message.properties;
        p.set(tags::SUBJECT_PREFIX, prefix);
        p.set(tags::NORMALIZED_SUBJECT, rest);
        p.set(tags::SUBJECT, subject.as_str());
    }

    /// Without a Sender field who sent it is who it is from, and the other way round ([MS-OXCMAIL] 2.2.1).
    fn sender(&mut self) {
        let copy = |p: &mut ropeway_message::PropertyBag, from: &PersonTags, to: &PersonTags| {
            for (from, to) in [
                (from.entry_id, to.entry_id),
                (from.name, to.name),
                (from.address_type, to.address_type),
                (from.email_address, to.email_address),
                (from.smtp_address, to.smtp_address),
                (from.search_key, to.search_key),
            ] {
                if let Some(value) = p.value(from.id()).cloned() {
                    p.set(to, value);
                }
            }
        };
        let p = &mut self.message.properties;
        match (
            p.contains(SENT_REPRESENTING.name.id()),
            p.contains(SENDER.name.id()),
        ) {
            (true, false) => copy(p, &SENT_REPRESENTING, &SENDER),
            (false, true) => copy(p, &SENDER, &SENT_REPRESENTING),
            _ => {}
        }
    }

    /// The topic of a conversation is its subject without prefix, unless a field says it.
    fn topic(&mut self) {
        let p = &mut self.message.properties;
        if let Some(subject) = p.value(tags::NORMALIZED_SUBJECT.id()).cloned()
            && !matches!(&subject, PropertyValue::String(text) if text.is_empty())
        {
            p.set_default(tags::CONVERSATION_TOPIC, subject);
        }
    }

    fn keywords(&mut self, line: &Line<'_>) -> Vec<WideString> {
        self.text(line)
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(WideString::from)
            .collect()
    }

    /// X-Auto-Response-Suppress ([MS-OXCMAIL] 2.2.3.2.14).
    fn suppress(&mut self, line: &Line<'_>) {
        let mut bits = 0i32;
        let mut known = true;
        for word in line.value.split(',').map(|word| word.trim().to_ascii_lowercase()) {
            match word.as_str() {
                "all" => bits = -1,
                "" | "none" => {}
                "dr" => bits |= 0x01,
                "ndr" => bits |= 0x02,
                "rn" => bits |= 0x04,
                "nrn" => bits |= 0x08,
                "oof" => bits |= 0x10,
                "autoreply" => bits |= 0x20,
                _ => known = false,
            }
        }
        if !known {
            self.note(Kind::FieldValue(line.name.to_owned()));
        }
        if known || bits != 0 {
            self.message.properties.set(tags::AUTO_RESPONSE_SUPPRESS, bits);
        }
    }

    /// Any other field as a property of PS_INTERNET_HEADERS, unless it belongs to the transport or to the
    /// structure ([MS-OXCMAIL] 2.2.3.2.29).
    fn named(&mut self, line: &Line<'_>, named: &mut Named) {
        if refusal(line.name).is_some() && line.lower != "auto-submitted" {
            return;
        }
        let text = WideString::from(self.text(line).as_str());
        let next = named.fields.len();
        let at = *named.by_name.entry(line.lower.clone()).or_insert(next);
        match named.fields.get_mut(at) {
            Some((_, values)) => values.push(text),
            None => named.fields.push((line.name.to_owned(), vec![text])),
        }
    }

    /// Several fields of a name are one property with several values.
    fn set_named_fields(&mut self, named: Named) {
        for (field, mut values) in named.fields {
            let value = match (values.len(), values.pop()) {
                (1, Some(text)) => PropertyValue::String(text),
                (_, last) => PropertyValue::MultipleString(values.into_iter().chain(last).collect()),
            };
            let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, &field);
            self.set_named(&name, value, &field);
        }
    }

    fn set_named(&mut self, name: &PropertyName, value: PropertyValue, field: &str) {
        match self.message.named_properties.id_or_insert(name) {
            Ok(id) => {
                let tag = PropertyTag::new(id, PropertyType::UNSPECIFIED);
                self.message.properties.set(tag, value);
            }
            Err(_) => self.note(Kind::NamedPropertyQuota(field.to_owned())),
        }
    }

    fn transport_headers(&mut self, entity: &Entity) -> Result<(), ImportError> {
        if !self.importer.options.transport_headers {
            return Ok(());
        }
        self.importer.bytes(entity.header.len())?;
        let text = match std::str::from_utf8(&entity.header) {
            Ok(text) => text.into(),
            Err(_) => {
                encoding_rs::WINDOWS_1252
                    .decode_without_bom_handling(&entity.header)
                    .0
            }
        };
        self.message
            .properties
            .set(tags::TRANSPORT_MESSAGE_HEADERS, text.replace('\0', " ").as_str());
        Ok(())
    }
}

/// Fields whose property is not one of PS_INTERNET_HEADERS.
fn is_mapped(lower: &str) -> bool {
    const MAPPED: &[&str] = &[
        "from",
        "sender",
        "reply-to",
        "to",
        "cc",
        "bcc",
        "date",
        "message-id",
        "in-reply-to",
        "references",
        "subject",
        "thread-topic",
        "thread-index",
        "importance",
        "priority",
        "x-priority",
        "x-msmail-priority",
        "sensitivity",
        "disposition-notification-to",
        "return-receipt-to",
        "reply-by",
        "expires",
        "x-message-flag",
        "x-auto-response-suppress",
        "x-unsent",
        "keywords",
        "content-language",
        "list-help",
        "list-subscribe",
        "list-unsubscribe",
        "received",
    ];
    MAPPED.contains(&lower)
}

#[cfg(test)]
mod tests {
    use super::split_subject;

    #[test]
    fn hd_03_prefixes_are_short_and_without_digits() {
        assert_eq!(split_subject("Re: x"), ("Re: ", "x"));
        assert_eq!(split_subject("AW:x: y"), ("AW:", "x: y"));
        assert_eq!(split_subject("FWD:   x"), ("FWD:   ", "x"));
        for whole in ["Note: x", "R2: x", "x", ": x", "", "a b: c"] {
            assert_eq!(split_subject(whole), ("", whole));
        }
    }
}
