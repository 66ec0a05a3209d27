//! Reports that are message objects ([MS-OXCMAIL] 2.1.3.6): `multipart/report` of RFC 6522, with a part for
//! people, one for machines, and the message that it is about.

pub(crate) mod codes;
mod delivery;
mod notice;
mod receipt;

pub(crate) use receipt::original_id;

use crate::attachment::Inline;
use crate::body::{Body, Format, body};
use crate::convert::{attachment_parts, content};
use crate::dsn::Action;
use crate::mime::{ContentType, Entity, clean, normalize_line_ends, text_content};
use crate::options::Context;
use crate::report::Source;
use ropeway_message::{Attachment, Message, Step};
use ropeway_types::{CodePage, PropertyTag, tags};

/// The type of the third part where only the header is returned (RFC 6522 4).
pub(crate) const HEADERS_ONLY: &str = "text/rfc822-headers";

/// What a report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Report {
    /// What became of a message on its way (RFC 3464).
    Delivery(Action),
    /// What its reader did (RFC 8098).
    Receipt {
        /// It was read; else it was deleted without being read.
        read: bool,
    },
}

/// The content of a report.
pub(crate) fn entity(message: &Message, report: Report, depth: usize, context: &mut Context<'_>) -> Entity {
    let original = message.attachments.iter().rposition(is_original);
    let (report_type, machine) = match report {
        Report::Delivery(action) => ("delivery-status", delivery::status(message, action, context)),
        Report::Receipt { read } => (
            "disposition-notification",
            receipt::notification(message, read, context),
        ),
    };
    let text = human(message, report, original, depth, context);
    context
        .report
        .made(Source::Properties, machine.media_type(), false);
    let mut parts = vec![text, machine];
    parts.extend(original.and_then(|at| returned(message, at, depth, context)));
    let mut entity = Entity::multipart("report", parts);
    // RFC 6522 3.
    entity.content_type = entity.content_type.map(|c| c.with("report-type", report_type));
    entity
}

/// Whether an attachment is the message that the report is about. Where several could be, the last one is:
/// further files travel with the text, which comes first.
fn is_original(attachment: &Attachment) -> bool {
    attachment.embedded.is_some() || headers_only(attachment)
}

fn headers_only(attachment: &Attachment) -> bool {
    // A media type is US-ASCII in every code page.
    attachment
        .mime_type(CodePage::WINDOWS_1252)
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(HEADERS_ONLY))
        && attachment
            .data()
            .is_some_and(|data| std::str::from_utf8(data).is_ok())
}

/// The part for people: the body, else PidTagReportText, else a sentence; with the files that are no part of
/// a report.
fn human(
    message: &Message,
    report: Report,
    original: Option<usize>,
    depth: usize,
    context: &mut Context<'_>,
) -> Entity {
    let mut body = body(message, context);
    if body.html.is_none() && body.plain.trim().is_empty() {
        let stored = message
            .text(tags::REPORT_TEXT)
            .filter(|text| !text.trim().is_empty());
        body = Body {
            format: Some(Format::Plain),
            plain_source: Source::Properties,
            plain: stored.unwrap_or_else(|| match report {
                Report::Delivery(action) => notice::delivery(message, action, context),
                Report::Receipt { read } => notice::receipt(message, read),
            }),
            ..Body::default()
        };
    }
    content(
        message,
        &body,
        None,
        &|position| Some(position) != original,
        depth,
        context,
    )
}

/// The third part: the message itself, or its header.
fn returned(message: &Message, at: usize, depth: usize, context: &mut Context<'_>) -> Option<Entity> {
    let original = message.attachments.get(at)?;
    let Some(header) = original.data().filter(|_| headers_only(original)) else {
        let inline = &mut Inline::new(None);
        let parts = attachment_parts(message, at, &Body::default(), inline, depth, context);
        return parts.into_iter().next().map(|part| part.entity);
    };
    let header = String::from_utf8_lossy(header);
    let content = text_content(
        normalize_line_ends(&header).into_bytes(),
        context.options.transfer,
    );
    let mut content_type = ContentType::new(HEADERS_ONLY);
    if !header.is_ascii() {
        content_type = content_type.with("charset", "utf-8");
    }
    let outside = context.report.enter(Step::Attachment(at));
    context.report.made(Source::File, HEADERS_ONLY, false);
    context.report.leave(outside);
    Some(Entity::new(content_type, content))
}

/// A text property in one line; none where nothing is left of it.
fn line(message: &Message, tag: PropertyTag) -> Option<String> {
    message
        .text(tag)
        .map(|text| clean(&text))
        .filter(|text| !text.is_empty())
}
