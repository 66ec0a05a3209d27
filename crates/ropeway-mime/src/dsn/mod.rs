//! Delivery status notifications: `multipart/report` of RFC 3464, for the sender of a message.
//!
//! A report goes out with the null reverse path (RFC 3461 6.1, RFC 5321 4.5.5), and none is ever made for
//! a message that came with it: both are the relay's duty.

mod original;
pub(crate) mod status;

use crate::address::addr_spec;
use crate::ids::IdSource;
use crate::mime::{
    Content, ContentType, Entity, Fields, Mailbox, assemble, clean, normalize_line_ends, rfc5322_date,
    text_content,
};
use crate::options::Transfer;
use crate::options::clean_domain;
use crate::report::Report;
use bytes::Bytes;
pub use original::Original;
use ropeway_types::{FileTime, ProxyAddress};
use std::time::{SystemTime, UNIX_EPOCH};

/// Octets of a reply that are repeated; servers are allowed endless ones.
const MAX_DIAGNOSTIC: usize = 8192;

/// What became of the message for a recipient (RFC 3464 2.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Delivered to the recipient.
    Delivered,
    /// Handed to the members behind an address of several.
    Expanded,
    /// Handed to a system that sends no reports.
    Relayed,
    /// Not delivered yet; it is tried again.
    Delayed,
    /// Not delivered, and not tried again.
    Failed,
}

impl Action {
    /// The keyword of the Action field.
    pub const fn keyword(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Expanded => "expanded",
            Self::Relayed => "relayed",
            Self::Delayed => "delayed",
            Self::Failed => "failed",
        }
    }
}

/// One recipient of a report (RFC 3464 2.3).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReportedRecipient {
    /// The address of the envelope, unchanged: Final-Recipient.
    pub final_recipient: ProxyAddress,
    /// Original-Recipient: `type;address` as ORCPT had it, decoded. Only if the submitter gave one.
    pub original_recipient: Option<String>,
    /// What became of it.
    pub action: Action,
    /// Status, `class.subject.detail` of RFC 3463.
    pub status: String,
    /// The host that said so, if one did: Remote-MTA.
    pub remote_mta: Option<String>,
    /// What it said, whole and verbatim; without a remote host, what went wrong here: Diagnostic-Code.
    pub diagnostic: Option<String>,
    /// Last-Attempt-Date.
    pub last_attempt: Option<SystemTime>,
    /// Will-Retry-Until, of delayed recipients only.
    pub will_retry_until: Option<SystemTime>,
}

impl ReportedRecipient {
    /// A recipient without further details.
    pub fn new(final_recipient: ProxyAddress, action: Action, status: &str) -> Self {
        Self {
            final_recipient,
            original_recipient: None,
            action,
            status: status.to_owned(),
            remote_mta: None,
            diagnostic: None,
            last_attempt: None,
            will_retry_until: None,
        }
    }
}

/// A report to the sender of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryReport {
    /// Reporting-MTA: the relay's fully qualified name.
    pub reporting_mta: String,
    /// Who gets the report: the reverse path of the message.
    pub to: String,
    /// The address it comes from; `postmaster` at the reporting host by default.
    pub from: Option<String>,
    /// The name it comes from.
    pub from_name: String,
    /// Arrival-Date: when the relay took the message.
    pub arrival: Option<SystemTime>,
    /// Original-Envelope-Id: ENVID, decoded. Only if the submitter gave one.
    pub original_envelope_id: Option<String>,
    /// What is returned of the message.
    pub original: Original,
    /// The recipients: at least one.
    pub recipients: Vec<ReportedRecipient>,
    /// What the reader is told first, instead of the English words that are told by default.
    pub introduction: Option<String>,
    /// Date of the report.
    pub date: SystemTime,
    /// Seeds boundary and Message-ID: the same report gives the same bytes.
    pub seed: u64,
}

impl DeliveryReport {
    /// A report without recipients, dated 1970.
    pub fn new(reporting_mta: &str, to: &str) -> Self {
        Self {
            reporting_mta: reporting_mta.to_owned(),
            to: to.to_owned(),
            from: None,
            from_name: "Mail Delivery System".to_owned(),
            arrival: None,
            original_envelope_id: None,
            original: Original::None,
            recipients: Vec::new(),
            introduction: None,
            date: UNIX_EPOCH,
            seed: 0,
        }
    }

    /// The report in Internet form: US-ASCII apart from addresses that need SMTPUTF8, with CRLF line ends.
    pub fn to_bytes(&self) -> Bytes {
        let mut ids = IdSource::new(self.seed);
        let message_id = format!("<{}@{}>", ids.hex(), clean_domain(&self.reporting_mta));
        let mut parts = vec![self.notice(), self.delivery_status()];
        parts.extend(original::part(&self.original));
        let mut entity = Entity::multipart("report", parts);
        entity.content_type = entity
            .content_type
            .map(|c| c.with("report-type", "delivery-status"));
        entity.fields = self.fields(&message_id);
        // All is in memory, so that nothing can fail.
        assemble(
            &entity,
            message_id,
            false,
            Report::default(),
            &mut ids,
            Transfer::SevenBit,
        )
        .and_then(|report| report.to_bytes())
        .unwrap_or_default()
    }

    /// The action that matters most.
    fn action(&self) -> Action {
        self.recipients
            .iter()
            .map(|r| r.action)
            .max()
            .unwrap_or(Action::Failed)
    }

    fn fields(&self, message_id: &str) -> Fields {
        let mut fields = Fields::default();
        let from = self
            .from
            .as_deref()
            .and_then(addr_spec)
            .unwrap_or_else(|| format!("postmaster@{}", clean_domain(&self.reporting_mta)));
        let name = Some(clean(&self.from_name)).filter(|name| !name.is_empty());
        fields.mailboxes("From", &[Mailbox::Address { name, address: from }]);
        let to = match addr_spec(&self.to) {
            Some(address) => Mailbox::Address { name: None, address },
            None => Mailbox::EmptyGroup {
                name: "undisclosed-recipients".to_owned(),
            },
        };
        fields.mailboxes("To", &[to]);
        let verdict = match self.action() {
            Action::Failed => "Undeliverable",
            Action::Delayed => "Delayed",
            Action::Relayed => "Relayed",
            Action::Expanded => "Expanded",
            Action::Delivered => "Delivered",
        };
        // The original's own encoding is kept.
        let subject = original::field(&self.original, "subject").unwrap_or_default();
        let words = subject.split_ascii_whitespace();
        let verdict = format!("{verdict}:");
        fields.tokens("Subject", std::iter::once(verdict.as_str()).chain(words));
        if let Some(date) = date(self.date) {
            fields.raw("Date", &date);
        }
        fields.tokens("Message-ID", [message_id]);
        if let Some(id) = original::message_id(&self.original) {
            fields.tokens("In-Reply-To", [id.as_str()]);
            fields.tokens("References", [id.as_str()]);
        }
        fields.raw("Auto-Submitted", "auto-replied");
        fields.raw("MIME-Version", "1.0");
        fields
    }

    /// What a person reads: each recipient, who refused it, and in which words.
    fn notice(&self) -> Entity {
        let mut text = match &self.introduction {
            Some(introduction) => introduction.clone(),
            None => format!(
                "This is the mail system at {}.\n\n{}",
                clean(&self.reporting_mta),
                match self.action() {
                    Action::Failed => "Your message could not be delivered to the recipients below.",
                    Action::Delayed =>
                        "Your message has not been delivered yet. You need not send it again: the mail system\n\
                         goes on trying.",
                    Action::Relayed | Action::Expanded | Action::Delivered =>
                        "Your message has been passed on to the recipients below.",
                }
            ),
        };
        for recipient in &self.recipients {
            tell(recipient, &mut text);
        }
        text.push('\n');
        let mut entity = Entity::new(
            ContentType::new("text/plain").with("charset", "utf-8"),
            text_content(normalize_line_ends(&text).into_bytes(), Transfer::SevenBit),
        );
        entity.content_fields.raw("Content-Description", "Notification");
        entity
    }

    fn delivery_status(&self) -> Entity {
        delivery_status(
            &self.message_status(),
            self.recipients.iter().map(status::recipient),
        )
    }

    /// RFC 3464 2.2.
    fn message_status(&self) -> Fields {
        let mut fields = Fields::default();
        if let Some(id) = &self.original_envelope_id {
            status::put(&mut fields, "Original-Envelope-Id", id);
        }
        status::reporting_mta(&mut fields, &self.reporting_mta);
        if let Some(arrival) = self.arrival.and_then(date) {
            fields.raw("Arrival-Date", &arrival);
        }
        fields
    }
}

/// message/delivery-status: the group of the message, then that of each recipient (RFC 3464 2.1).
pub(crate) fn delivery_status(message: &Fields, recipients: impl IntoIterator<Item = Fields>) -> Entity {
    let mut content = message.as_bytes().to_vec();
    for recipient in recipients {
        content.extend_from_slice(b"\r\n");
        content.extend_from_slice(recipient.as_bytes());
    }
    let mut entity = Entity::new(
        ContentType::new("message/delivery-status"),
        Content::unencoded(content),
    );
    entity
        .content_fields
        .raw("Content-Description", "Delivery report");
    entity
}

/// What a person reads of one recipient.
pub(crate) fn tell(recipient: &ReportedRecipient, text: &mut String) {
    text.push_str(&format!(
        "\n\n{}: {} ({})",
        status::shown(&recipient.final_recipient),
        recipient.action.keyword(),
        status::status(recipient)
    ));
    let diagnostic = recipient.diagnostic.as_deref().map(cut);
    match (recipient.remote_mta.as_deref().map(clean), diagnostic) {
        (Some(host), Some(reply)) => {
            text.push_str(&format!("\n  {host} answered:"));
            reply_lines(reply, text);
        }
        (Some(host), None) => text.push_str(&format!("\n  remote host: {host}")),
        (None, Some(reason)) => reply_lines(reason, text),
        (None, None) => {}
    }
    if let Some(until) = recipient.will_retry_until.and_then(date)
        && recipient.action == Action::Delayed
    {
        text.push_str(&format!("\n  tried until: {until}"));
    }
}

fn date(time: SystemTime) -> Option<String> {
    rfc5322_date(FileTime::from(time).unix_seconds())
}

/// The first octets of a text, whole characters.
pub(crate) fn cut(text: &str) -> &str {
    let mut end = text.len().min(MAX_DIAGNOSTIC);
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    text.get(..end).unwrap_or(text)
}

fn reply_lines(reply: &str, text: &mut String) {
    for line in reply.lines().map(clean).filter(|line| !line.is_empty()) {
        text.push_str("\n    ");
        text.push_str(&line);
    }
}
