//! The fields that tie a message to others ([MS-OXCMAIL] 2.1.3.2.9 to 2.1.3.2.14).

use crate::class::Class;
use crate::mime::{Fields, fits_line};
use crate::options::Context;
use crate::reports::{self, Report};
use encodify::base64::STANDARD;
use nom::Parser;
use nom::bytes::complete::{is_not, tag, take_while1};
use nom::combinator::{recognize, verify};
use nom::sequence::delimited;
use ropeway_message::Message;
use ropeway_types::{PropertyTag, tags};

/// PidTagConversationIndex of a longer thread than this is left out: 22 bytes and 5 for each reply.
const MAX_INDEX: usize = 22 + 5 * 120;
/// Octets of References that are kept: some servers refuse long header fields.
const MAX_REFERENCES: usize = 8000;

/// Thread-Topic.
pub(super) fn topic(message: &Message, subject: &str, fields: &mut Fields) {
    let stored = [tags::CONVERSATION_TOPIC, tags::NORMALIZED_SUBJECT]
        .into_iter()
        .find_map(|tag| message.text(tag));
    let topic = match &stored {
        Some(topic) => topic,
        None => split_subject(subject).1,
    };
    if !topic.trim().is_empty() {
        fields.text("Thread-Topic", topic);
    }
}

/// Prefix and rest of a subject: one to three characters that are no colon, blank or digit, then a colon
/// and any blanks ([MS-OXCMAIL] 2.2.3.2.6.1).
pub(crate) fn split_subject(subject: &str) -> (&str, &str) {
    let plain = |c: char| c != ':' && !c.is_whitespace() && !c.is_ascii_digit();
    let Some((head, tail)) = subject.split_once(':') else {
        return ("", subject);
    };
    if !(1..=3).contains(&head.chars().count()) || !head.chars().all(plain) {
        return ("", subject);
    }
    let rest = tail.trim_start_matches(' ');
    let prefix = subject.strip_suffix(rest).unwrap_or_default();
    (prefix, rest)
}

/// Thread-Index.
pub(super) fn index(message: &Message, context: &mut Context<'_>, fields: &mut Fields) {
    let Some(index) = message.properties.binary(tags::CONVERSATION_INDEX) else {
        return;
    };
    if index.is_empty() {
        return;
    }
    if index.len() > MAX_INDEX {
        context
            .report
            .dropped("PidTagConversationIndex", "it is too long for a header field");
        return;
    }
    fields.raw("Thread-Index", &STANDARD.encode(index));
}

/// The Message-ID: the stored one, or a new one where it is missing or malformed. An embedded message
/// gets none that it did not have.
pub(super) fn message_id(message: &Message, embedded: bool, context: &mut Context<'_>) -> String {
    let stored = message.text(tags::INTERNET_MESSAGE_ID).unwrap_or_default();
    let stored = stored.trim();
    if let Some(id) = whole_message_id(stored) {
        return id;
    }
    if !stored.is_empty() {
        context
            .report
            .substituted("PidTagInternetMessageId", "it is no message identifier");
    } else if embedded {
        return String::new();
    }
    format!("<{}>", context.message_id())
}

/// In-Reply-To and References.
pub(super) fn references(message: &Message, class: Class, context: &mut Context<'_>, fields: &mut Fields) {
    for (tag, what, name) in [
        (tags::IN_REPLY_TO_ID, "PidTagInReplyToId", "In-Reply-To"),
        (
            tags::INTERNET_REFERENCES,
            "PidTagInternetReferences",
            "References",
        ),
    ] {
        let stored = message.text(tag).filter(|text| !text.trim().is_empty());
        let Some(text) = stored.or_else(|| reported(message, class, tag)) else {
            continue;
        };
        let (ids, rest) = message_ids(&text);
        if rest {
            context
                .report
                .dropped(what, "what is no message identifier is left out of it");
        }
        let kept = shorten(&ids);
        if kept.len() < ids.len() {
            context.report.dropped(
                what,
                "the middle of a long list of message identifiers is left out",
            );
        }
        if !kept.is_empty() {
            fields.tokens(name, kept.iter().map(String::as_str));
        }
    }
}

/// A receipt belongs to the conversation of the message that it is about ([MS-OXCMAIL] 2.2.3.7.2).
fn reported(message: &Message, class: Class, tag: PropertyTag) -> Option<String> {
    let receipt = matches!(class, Class::Report(Report::Receipt { .. }));
    (tag == tags::INTERNET_REFERENCES && receipt)
        .then(|| reports::original_id(message))
        .flatten()
}

/// The first identifier and as many of the last as there is room for.
fn shorten(ids: &[&str]) -> Vec<String> {
    let Some((first, rest)) = ids.split_first() else {
        return Vec::new();
    };
    let mut room = MAX_REFERENCES.saturating_sub(first.len());
    let last: Vec<&&str> = rest
        .iter()
        .rev()
        .take_while(|id| {
            let fits = id.len() < room;
            room = room.saturating_sub(id.len()).saturating_sub(1);
            fits
        })
        .collect();
    std::iter::once(*first)
        .chain(last.into_iter().rev().copied())
        .map(str::to_owned)
        .collect()
}

/// The identifiers in a text, and whether anything else but separators is in it.
pub(crate) fn message_ids(text: &str) -> (Vec<&str>, bool) {
    let mut ids = Vec::new();
    let mut other = false;
    let mut rest = text;
    while !rest.is_empty() {
        match msg_id(rest) {
            Ok((tail, id)) => {
                ids.push(id);
                rest = tail;
            }
            Err(_) => {
                let mut chars = rest.chars();
                other |= chars
                    .next()
                    .is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | '\0'));
                rest = chars.as_str();
            }
        }
    }
    (ids, other)
}

/// A stored identifier that is one; its angle brackets may be missing.
fn whole_message_id(text: &str) -> Option<String> {
    let whole = if text.starts_with('<') {
        text.to_owned()
    } else {
        format!("<{text}>")
    };
    match msg_id(&whole) {
        Ok(("", _)) => Some(whole),
        _ => None,
    }
}

/// msg-id of RFC 5322 3.6.4, as far as real ones keep to it: two sides without blanks and brackets.
fn msg_id(input: &str) -> nom::IResult<&str, &str> {
    let side = || take_while1(|c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '@'));
    verify(
        recognize(delimited(
            tag("<"),
            (side(), tag("@"), is_not("<>@ \t\r\n")),
            tag(">"),
        )),
        |id: &str| fits_line(id) && id.bytes().all(|b| b.is_ascii_graphic()),
    )
    .parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hd_06_malformed_identifiers_are_not_taken() {
        assert_eq!(whole_message_id("<a@b>").unwrap(), "<a@b>");
        assert_eq!(whole_message_id("a@b").unwrap(), "<a@b>");
        for bad in [
            "",
            "<a>",
            "<a b@c>",
            "<a@b> ",
            "<a@b><c@d>",
            "a@b>\r\nX: y<c@d",
            "<ä@b>",
            "<@b>",
        ] {
            assert_eq!(whole_message_id(bad), None, "{bad}");
        }
    }

    #[test]
    fn hd_03_a_prefix_is_up_to_three_characters_and_a_colon() {
        for (subject, normalized) in [
            ("RE: lunch", "lunch"),
            ("回复:  lunch", "lunch"),
            ("FWD:x", "x"),
            ("FWDX: x", "FWDX: x"),
            (": x", ": x"),
            ("R2: x", "R2: x"),
            ("a b: x", "a b: x"),
            ("lunch", "lunch"),
        ] {
            assert_eq!(split_subject(subject).1, normalized);
        }
    }

    #[test]
    fn hd_07_other_tokens_are_left_out() {
        assert_eq!(
            message_ids("<a@b>\r\n <c@d>, x <e@f>"),
            (vec!["<a@b>", "<c@d>", "<e@f>"], true)
        );
        assert_eq!(message_ids("<a@b> <c@d>"), (vec!["<a@b>", "<c@d>"], false));
    }

    #[test]
    fn hd_07_a_long_list_keeps_its_ends() {
        let ids: Vec<String> = (0..2000).map(|n| format!("<{n}@x.test>")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let kept = shorten(&ids);
        assert_eq!(
            (kept[0].as_str(), kept.last().unwrap().as_str()),
            ("<0@x.test>", "<1999@x.test>")
        );
        assert!(kept.iter().map(String::len).sum::<usize>() <= MAX_REFERENCES);
    }
}
