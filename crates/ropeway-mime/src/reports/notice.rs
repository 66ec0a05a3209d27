//! What a person is told by a report that has no text of its own.

use super::{delivery, line};
use crate::dsn::{self, Action};
use crate::mime::rfc5322_date;
use crate::options::Context;
use ropeway_message::Message;
use ropeway_types::{PropertyTag, tags};

/// What became of a message, and for whom.
pub(super) fn delivery(message: &Message, action: Action, context: &mut Context<'_>) -> String {
    let what = match action {
        Action::Delivered => "has been delivered to",
        Action::Expanded => "has been passed on to the members of",
        Action::Relayed => "has been passed on, without further reports, to",
        Action::Delayed => "has not been delivered yet to",
        Action::Failed => "could not be delivered to",
    };
    let mut text = format!("Your message\n{}\n{what} the recipients below.", about(message));
    for row in &message.recipients {
        dsn::tell(&delivery::reported(message, row, action, context), &mut text);
    }
    text.push('\n');
    text
}

/// What the reader did with a message.
pub(super) fn receipt(message: &Message, read: bool) -> String {
    let what = if read {
        "was read"
    } else {
        "was deleted without being read"
    };
    let when = date(message, tags::RECEIPT_TIME)
        .or_else(|| date(message, tags::REPORT_TIME))
        .map(|date| format!(" on {date}"))
        .unwrap_or_default();
    format!("Your message\n{}\n{what}{when}.\n", about(message))
}

/// The original in lines of its own, as far as the report names it.
fn about(message: &Message) -> String {
    let mut text = String::new();
    for (name, value) in [
        ("To", line(message, tags::ORIGINAL_DISPLAY_TO)),
        ("Subject", line(message, tags::ORIGINAL_SUBJECT)),
        ("Sent", date(message, tags::ORIGINAL_SUBMIT_TIME)),
    ] {
        if let Some(value) = value {
            text.push_str(&format!("\n  {name}: {value}"));
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn date(message: &Message, tag: PropertyTag) -> Option<String> {
    let time = message.properties.time(tag).filter(|time| time.0 != 0)?;
    rfc5322_date(time.unix_seconds())
}
