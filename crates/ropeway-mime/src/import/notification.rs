//! The part of a report that is for machines ([MS-OXCMAIL] 2.2.3.7): message/delivery-status of RFC 3464 and
//! message/disposition-notification of RFC 8098.

use super::entity::{Entity, Field};
use super::people;
use super::report::ImportFindingKind as Kind;
use super::value::{self, Mailbox};
use crate::dsn::Action;
use crate::reports::codes::{self, Codes};
use bytes::Bytes;
use mail_parser::decoders::base64::base64_decode;
use ropeway_message::{
    Message, PersonTags, PropertyBag, RECEIVED_BY, RECEIVED_REPRESENTING, RECIPIENT, Recipient, RecipientType,
};
use ropeway_types::{CodePage, ProxyAddress, tags};

/// Fields whose content becomes a property, or is a lesser form of what does.
const DELIVERY_FIELDS: &[&str] = &[
    "reporting-mta",
    "final-recipient",
    "action",
    "status",
    "remote-mta",
    "diagnostic-code",
    "x-supplementary-info",
    "x-display-name",
];
const RECEIPT_FIELDS: &[&str] = &[
    "original-recipient",
    "final-recipient",
    "original-message-id",
    "disposition",
    "x-msexch-correlation-key",
    "x-display-name",
];

/// What a report says to machines: fields as name in lower case and text.
#[derive(Debug, Clone)]
pub(super) struct Notification {
    kind: NotificationKind,
    message: Vec<(String, String)>,
    recipients: Vec<Vec<(String, String)>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NotificationKind {
    Delivery,
    Receipt,
}

/// Whether a media type is that of such a part, of the report-type that is named.
pub(super) fn is_machine_part(media_type: &str, report_type: &str) -> bool {
    kind(media_type).is_some_and(|kind| match kind {
        NotificationKind::Delivery => report_type.eq_ignore_ascii_case("delivery-status"),
        NotificationKind::Receipt => report_type.eq_ignore_ascii_case("disposition-notification"),
    })
}

fn kind(media_type: &str) -> Option<NotificationKind> {
    match media_type {
        "message/delivery-status" | "message/global-delivery-status" => Some(NotificationKind::Delivery),
        "message/disposition-notification" | "message/global-disposition-notification" => {
            Some(NotificationKind::Receipt)
        }
        _ => None,
    }
}

impl Notification {
    /// Reads the decoded content of such a part; at most `max` fields.
    pub(super) fn read(content: &Bytes, media_type: &str, max: usize) -> Option<Self> {
        let mut out = Self {
            kind: kind(media_type)?,
            message: Vec::new(),
            recipients: Vec::new(),
        };
        let mut rest = content.clone();
        let (mut left, mut first) = (max, true);
        loop {
            let blank = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            let group = Entity::read(&rest.slice(blank..));
            if group.fields.is_empty() || left == 0 {
                break;
            }
            out.group(&group.fields, first, &mut left);
            first = false;
            rest = group.body;
        }
        let useful = match out.kind {
            NotificationKind::Delivery => out.recipients.iter().any(|fields| action(fields).is_some()),
            NotificationKind::Receipt => get(&out.message, "disposition").and_then(disposition).is_some(),
        };
        useful.then_some(out)
    }

    /// Some writers forget the blank lines between groups: another recipient begins where a field that
    /// stands once comes again.
    fn group(&mut self, fields: &[Field], first: bool, left: &mut usize) {
        let mut current: Vec<(String, String)> = Vec::new();
        let mut of_message = first;
        for field in fields.iter().take(*left) {
            let name = field.name.to_ascii_lowercase();
            let text = value::unfold(field).text;
            let text = crate::mime::clean(&value::text(&text).unwrap_or(text));
            let recipient = matches!(name.as_str(), "final-recipient" | "original-recipient");
            if self.kind == NotificationKind::Delivery && recipient {
                let full = get(&current, &name).is_some() || get(&current, "action").is_some();
                if of_message || full {
                    self.close(std::mem::take(&mut current), of_message);
                    of_message = false;
                }
            }
            current.push((name, text));
        }
        *left = left.saturating_sub(fields.len());
        self.close(current, of_message);
    }

    fn close(&mut self, fields: Vec<(String, String)>, of_message: bool) {
        if of_message || self.kind == NotificationKind::Receipt {
            self.message.extend(fields);
        } else if ["final-recipient", "original-recipient"]
            .iter()
            .any(|name| get(&fields, name).is_some())
        {
            self.recipients.push(fields);
        }
    }

    /// The fields, counted.
    pub(super) fn len(&self) -> usize {
        let groups = self.recipients.iter().map(Vec::len);
        groups.fold(self.message.len(), usize::saturating_add)
    }

    /// Makes a report of a message whose header, body and attachments are read already.
    pub(super) fn apply(self, message: &mut Message, note: &mut dyn FnMut(Kind)) {
        if let Some(sent) = message.properties.value(tags::CLIENT_SUBMIT_TIME.id()).cloned() {
            message.properties.set(tags::REPORT_TIME, sent);
        }
        let known = match self.kind {
            NotificationKind::Delivery => DELIVERY_FIELDS,
            NotificationKind::Receipt => RECEIPT_FIELDS,
        };
        for (name, _) in self.message.iter().chain(self.recipients.iter().flatten()) {
            if !known.contains(&name.as_str()) {
                note(Kind::ReportField(name.clone()));
            }
        }
        match self.kind {
            NotificationKind::Delivery => self.delivery(message, note),
            NotificationKind::Receipt => self.receipt(message, note),
        }
    }

    /// [MS-OXCMAIL] 2.2.3.7.1.
    fn delivery(self, message: &mut Message, note: &mut dyn FnMut(Kind)) {
        let worst = self.recipients.iter().filter_map(|fields| action(fields)).max();
        let worst = worst.unwrap_or(Action::Failed);
        let ending = match worst {
            Action::Delivered => "DR",
            Action::Expanded => "Expanded.DR",
            Action::Relayed => "Relayed.DR",
            Action::Delayed => "Delayed.DR",
            Action::Failed => "NDR",
        };
        receiver(message, note);
        let p = &mut message.properties;
        p.set(tags::MESSAGE_CLASS, format!("REPORT.IPM.Note.{ending}").as_str());
        if let Some(host) = get(&self.message, "reporting-mta").map(host) {
            p.set(tags::REPORTING_MESSAGE_TRANSFER_AGENT, host.as_str());
        }
        let sent = p.value(tags::CLIENT_SUBMIT_TIME.id()).cloned();
        let all = self.recipients.len();
        for fields in self
            .recipients
            .iter()
            .filter(|fields| action(fields) == Some(worst))
        {
            let row = u32::try_from(message.recipients.len()).unwrap_or(u32::MAX);
            let mut recipient = recipient(row, fields);
            let p = &mut recipient.properties;
            codes_of(fields, worst).set(p);
            let host = get(fields, "remote-mta").map(host);
            if let Some(host) = &host {
                p.set(tags::REMOTE_MESSAGE_TRANSFER_AGENT, host.as_str());
            }
            if let Some(info) = supplementary_info(fields, host.as_deref()) {
                p.set(tags::SUPPLEMENTARY_INFO, info.as_str());
            }
            if let Some(sent) = &sent {
                p.set(tags::REPORT_TIME, sent.clone());
                if worst != Action::Failed {
                    p.set(tags::DELIVER_TIME, sent.clone());
                }
            }
            message.recipients.push(recipient);
        }
        let left_out = all.saturating_sub(message.recipients.len());
        if left_out > 0 {
            note(Kind::ReportRecipients(left_out));
        }
        about_original(message);
    }

    /// [MS-OXCMAIL] 2.2.3.7.2.
    fn receipt(self, message: &mut Message, note: &mut dyn FnMut(Kind)) {
        let fields = &self.message;
        let p = &mut message.properties;
        let text = get(fields, "disposition").unwrap_or_default();
        if let Some((mode, what, read)) = disposition(text) {
            let ending = if read { "IPNRN" } else { "IPNNRN" };
            p.set(tags::MESSAGE_CLASS, format!("REPORT.IPM.Note.{ending}").as_str());
            p.set(tags::REPORT_TEXT, text);
            p.set(tags::REPORT_DISPOSITION, what);
            p.set(tags::REPORT_DISPOSITION_MODE, mode);
        }
        if let Some(id) = get(fields, "original-message-id") {
            p.set(tags::ORIGINAL_MESSAGE_ID, id);
            p.set_default(tags::INTERNET_REFERENCES, id);
        }
        if let Some(key) = get(fields, "x-msexch-correlation-key") {
            match base64_decode(key.as_bytes()).filter(|key| !key.is_empty()) {
                Some(key) => {
                    p.set(tags::PARENT_KEY, Bytes::from(key));
                }
                None => note(Kind::FieldValue("X-MSExch-Correlation-Key".to_owned())),
            }
        }
        let reader = ["original-recipient", "final-recipient"]
            .into_iter()
            .find_map(|name| address(get(fields, name)?));
        if let Some(reader) = reader {
            p.set(tags::ORIGINAL_DISPLAY_TO, reader.address());
        }
    }
}

fn get<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    fields
        .iter()
        .find(|(n, text)| n == name && !text.is_empty())
        .map(|(_, text)| text.as_str())
}

/// Action; where it is missing or unknown, what the class of the status says.
fn action(fields: &[(String, String)]) -> Option<Action> {
    let word = get(fields, "action").unwrap_or_default();
    let word = word.split([' ', '(', ';']).next().unwrap_or_default();
    let all = [
        Action::Delivered,
        Action::Expanded,
        Action::Relayed,
        Action::Delayed,
        Action::Failed,
    ];
    let known = all
        .into_iter()
        .find(|action| action.keyword().eq_ignore_ascii_case(word));
    known.or_else(|| match codes::parse(get(fields, "status")?)? {
        [2, ..] => Some(Action::Delivered),
        [4, ..] => Some(Action::Delayed),
        _ => Some(Action::Failed),
    })
}

/// All three codes of a failure; of other actions the status alone.
fn codes_of(fields: &[(String, String)], action: Action) -> Codes {
    let Some(status) = get(fields, "status").and_then(codes::parse) else {
        return Codes::default();
    };
    let codes = Codes::of(status);
    if action == Action::Failed {
        codes
    } else {
        Codes {
            status: codes.status,
            ..Codes::default()
        }
    }
}

/// The name of a host; with its type where that is another than `dns`.
fn host(text: &str) -> String {
    match text.split_once(';') {
        Some((kind, name)) if kind.trim().eq_ignore_ascii_case("dns") => name.trim().to_owned(),
        _ => text.to_owned(),
    }
}

/// X-Supplementary-Info, else a line of what there is.
fn supplementary_info(fields: &[(String, String)], host: Option<&str>) -> Option<String> {
    if let Some(info) = get(fields, "x-supplementary-info") {
        return Some(info.to_owned());
    }
    // Host and status alone say what is in properties of their own.
    let diagnostic = get(fields, "diagnostic-code")?;
    let status = get(fields, "status").and_then(codes::parse);
    let status = status.map(|[class, subject, detail]| format!("#{class}.{subject}.{detail}"));
    let pieces: Vec<&str> = [host, status.as_deref(), Some(diagnostic)]
        .into_iter()
        .flatten()
        .collect();
    Some(format!("<{}>", pieces.join(" ")))
}

/// `type; address` (RFC 3464 2.1.2).
fn address(text: &str) -> Option<ProxyAddress> {
    let (kind, address) = text.split_once(';').unwrap_or(("rfc822", text));
    let (kind, address) = (kind.trim().to_ascii_lowercase(), address.trim());
    if address.is_empty() {
        return None;
    }
    Some(match kind.as_str() {
        "rfc822" | "" => ProxyAddress::smtp(address.trim_matches(['<', '>'])),
        "utf-8" => ProxyAddress::smtp(unescape(address)),
        other => ProxyAddress::new(
            &other.strip_prefix("x-").unwrap_or(other).to_ascii_uppercase(),
            address,
        ),
    })
}

/// The escapes of RFC 6533 3, `\x{HEX}`.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x{") {
        out.push_str(before);
        let decoded = after.split_once('}').and_then(|(hex, tail)| {
            let c = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)?;
            Some((c, tail))
        });
        match decoded {
            Some((c, tail)) => {
                out.push(c);
                rest = tail;
            }
            None => {
                out.push_str("\\x{");
                rest = after;
            }
        }
    }
    out + rest
}

fn recipient(row: u32, fields: &[(String, String)]) -> Recipient {
    let address = get(fields, "final-recipient").and_then(address);
    let name = get(fields, "x-display-name").map(str::to_owned);
    match address {
        Some(address) if !address.is_smtp() => {
            let mailbox = Mailbox {
                name: Some(name.unwrap_or_else(|| address.address().to_owned())),
                address: None,
            };
            let mut recipient = people::recipient(row, RecipientType::TO, &mailbox);
            recipient
                .properties
                .set(tags::ADDRESS_TYPE, address.address_type());
            recipient.properties.set(tags::EMAIL_ADDRESS, address.address());
            recipient
        }
        address => {
            let mailbox = Mailbox {
                name,
                address: address.map(|address| address.address().to_owned()),
            };
            people::recipient(row, RecipientType::TO, &mailbox)
        }
    }
}

/// Mode and type of a disposition (RFC 8098 3.2.6), and whether the message was read
/// ([MS-OXCMAIL] 2.2.3.7.2.1).
fn disposition(text: &str) -> Option<(&str, &str, bool)> {
    let (mode, what) = text.split_once(';')?;
    let what = what.split(['/', ',', ' ']).find(|word| !word.is_empty())?;
    let read = match what.to_ascii_lowercase().as_str() {
        "displayed" | "dispatched" | "processed" => true,
        "deleted" | "denied" | "failed" => false,
        _ => return None,
    };
    Some((mode.trim(), what, read))
}

/// A delivery report has in its recipient rows those whom it is about: the one that got it is
/// PidTagReceivedBy and PidTagReceivedRepresenting ([MS-OXCMAIL] 2.1.3.1.1.1).
fn receiver(message: &mut Message, note: &mut dyn FnMut(Kind)) {
    let rows = std::mem::take(&mut message.recipients);
    let named = |row: &&Recipient| row.address(CodePage::WINDOWS_1252).is_some();
    let to = rows
        .iter()
        .filter(named)
        .find(|row| row.recipient_type.kind() == RecipientType::TO);
    if let Some(to) = to {
        for tags in [RECEIVED_REPRESENTING, RECEIVED_BY] {
            copy(&to.properties, &RECIPIENT, &mut message.properties, &tags);
        }
    }
    if rows.len() > usize::from(to.is_some()) {
        note(Kind::SeveralPeople("To".to_owned()));
    }
}

fn copy(from: &PropertyBag, from_tags: &PersonTags, to: &mut PropertyBag, to_tags: &PersonTags) {
    for (from_tag, to_tag) in [
        (from_tags.entry_id, to_tags.entry_id),
        (from_tags.name, to_tags.name),
        (from_tags.address_type, to_tags.address_type),
        (from_tags.email_address, to_tags.email_address),
        (from_tags.smtp_address, to_tags.smtp_address),
        (from_tags.search_key, to_tags.search_key),
    ] {
        if let Some(value) = from.value(from_tag.id()) {
            to.set(to_tag, value.clone());
        }
    }
}

/// What clients show of the original, where it was returned.
fn about_original(message: &mut Message) {
    let original = message
        .attachments
        .iter()
        .rev()
        .find_map(|a| a.embedded.as_deref());
    let Some(original) = original else {
        return;
    };
    let values: Vec<_> = [
        (tags::SUBJECT, tags::ORIGINAL_SUBJECT),
        (tags::CLIENT_SUBMIT_TIME, tags::ORIGINAL_SUBMIT_TIME),
        (tags::INTERNET_MESSAGE_ID, tags::ORIGINAL_MESSAGE_ID),
    ]
    .into_iter()
    .filter_map(|(from, to)| Some((to, original.properties.value(from.id())?.clone())))
    .collect();
    for (tag, value) in values {
        message.properties.set(tag, value);
    }
}
