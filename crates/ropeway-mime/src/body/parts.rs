//! The bodies as entities ([MS-OXCMAIL] 2.1.3.3).

use super::{Body, flow};
use crate::attachment::Inline;
use crate::charset::{charset_for, encode, internet_code_page};
use crate::html;
use crate::mime::{
    Content, ContentType, Entity, Fields, clean, fits_line, normalize_line_ends, text_content,
};
use crate::options::{CharsetPolicy, Context, Transfer};
use crate::report::Source;
use ropeway_message::Message;
use ropeway_types::{CodePage, tags};

/// The plain text.
pub(crate) fn plain_entity(message: &Message, body: &Body, context: &mut Context<'_>) -> Entity {
    let policy = context.options.bodies;
    let mut text = normalize_line_ends(&body.plain);
    if policy.flowed {
        text = flow::flowed(&text);
    } else if let Some(columns) = policy.wrap {
        text = flow::wrap(&text, columns);
    }
    let (bytes, charset) = encode(text, message, context.options.charset);
    report_charset(message, charset, context);
    context.report.made(body.plain_source, "text/plain", false);
    let mut entity = text_entity("plain", bytes, charset, context.options.transfer);
    if policy.flowed {
        entity.content_type = entity
            .content_type
            .map(|kind| kind.with("format", "flowed").with("delsp", "yes"));
    }
    entity
}

/// The bodies, and what else says the same: alternatives in ascending order of what they say
/// ([MS-OXCMAIL] 2.1.3.3.3, 2.1.3.3.4, 2.1.3.3.8).
pub(crate) fn body_entity(
    message: &Message,
    body: &Body,
    calendar: Option<Entity>,
    inline: &Inline,
    context: &mut Context<'_>,
) -> Entity {
    let rich = body
        .html
        .as_deref()
        .map(|html| html_entity(message, html, body.html_source, inline, context));
    let plain = (!body.html_alone || rich.is_none()).then(|| plain_entity(message, body, context));
    if let Some(calendar) = &calendar {
        context
            .report
            .made(Source::Properties, calendar.media_type(), false);
    }
    let mut parts: Vec<Entity> = [plain, rich, calendar].into_iter().flatten().collect();
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            Entity::multipart("alternative", parts)
        }
    }
}

fn html_entity(
    message: &Message,
    html: &str,
    source: Source,
    inline: &Inline,
    context: &mut Context<'_>,
) -> Entity {
    let policy = context.options.charset;
    context.report.made(source, "text/html", false);
    let html = html::with_cids(html, &inline.renamed);
    let html = normalize_line_ends(&html);
    // The name of the character set stands in the text: its choice must not depend on that.
    let charset = charset_for(&html, message, policy);
    let html = html::with_charset(html, charset);
    let (bytes, charset) = encode(html, message, policy);
    report_charset(message, charset, context);
    let mut entity = text_entity("html", bytes, charset, context.options.transfer);
    identify(message, &mut entity.content_fields);
    entity
}

/// Content-ID and Content-Location ([MS-OXCMAIL] 2.1.3.2.29, 2.1.3.2.30), of the HTML: other entities have
/// nothing that could be referred to.
fn identify(message: &Message, fields: &mut Fields) {
    let id = message.text(tags::BODY_CONTENT_ID).unwrap_or_default();
    let id = id.trim_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
    let legal = |b: u8| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'\\' | b'(' | b')');
    if !id.is_empty() && fits_line(id) && id.bytes().all(legal) {
        let id = format!("<{id}>");
        fields.tokens("Content-ID", [id.as_str()]);
    }
    let location = message.text(tags::BODY_CONTENT_LOCATION).unwrap_or_default();
    let location = clean(&location);
    if !location.is_empty() && fits_line(&location) && location.bytes().all(|b| b.is_ascii_graphic()) {
        fields.tokens("Content-Location", [location.as_str()]);
    }
}

/// Names a character set that was asked for and could not be.
fn report_charset(message: &Message, charset: &str, context: &mut Context<'_>) {
    if context.options.charset == CharsetPolicy::MessageCodePage
        && charset == "utf-8"
        && let Some(page) = internet_code_page(message)
        && page != CodePage::UTF_8
    {
        context.report.substituted(
            format!("code page {}", page.0),
            "it lacks a character of the text or is none for mail; UTF-8 stands in",
        );
    }
}

/// Text in a character set.
pub(crate) fn text_entity(subtype: &str, bytes: Vec<u8>, charset: &str, allowed: Transfer) -> Entity {
    let content = if charset.eq_ignore_ascii_case("iso-2022-jp") {
        // Seven bits, but with escape characters that relays need not keep.
        Content::Base64(bytes.into())
    } else {
        text_content(bytes, allowed)
    };
    Entity::new(
        ContentType::new(format!("text/{subtype}")).with("charset", charset),
        content,
    )
}
