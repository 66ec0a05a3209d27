//! The skeleton ([MS-OXCMAIL] 2.1.3.3, 2.1.3.4).

use crate::attachment::{Inline, Part, object_parts, own_card, part, picture_part};
use crate::body::{Body, Format, body, body_entity, plain_entity, text_entity};
use crate::calendar;
use crate::class::Class;
use crate::error::ConvertError;
use crate::headers::message_fields;
use crate::losses::name_losses;
use crate::mime::{Content, Entity, Fields, MimeMessage, assemble};
use crate::options::{Context, ConvertOptions, Form};
use crate::report::Source;
use crate::reports;
use crate::smime;
use crate::summary;
use crate::tnef;
use ropeway_message::{AttachMethod, Message, Step};

/// Converts a message object into an Internet message.
///
/// Nothing is sent that is not in the message object: no Bcc on any level, no cached transport header,
/// no path of the sender's machine. What MIME cannot carry is named in [`MimeMessage::report`].
///
/// Contents of attachments that are outside memory stay there until the message is written, apart from
/// clear-signed ones.
///
/// # Errors
/// [`ConvertError`] for what must not be sent silently: no sender, S/MIME that would go out changed or
/// in clear, or a content that cannot be opened.
pub fn convert(message: &Message, options: &ConvertOptions<'_>) -> Result<MimeMessage, ConvertError> {
    let mut context = Context::new(options);
    let (entity, message_id) = message_entity(message, 0, &mut context)?;
    let Context {
        report,
        mut ids,
        smtputf8,
        unreadable,
        ..
    } = context;
    if let Some(error) = unreadable {
        return Err(error);
    }
    assemble(&entity, message_id, smtputf8, report, &mut ids, options.transfer)
        .map_err(|error| ConvertError::Unreadable { kind: error.kind() })
}

/// A message with its header; `depth` counts the messages around it.
fn message_entity(
    message: &Message,
    depth: usize,
    context: &mut Context<'_>,
) -> Result<(Entity, String), ConvertError> {
    let class = Class::of(&message.message_class());
    let (mut fields, message_id) = message_fields(message, class, depth > 0, context)?;
    let mut entity = match class {
        Class::SmimeOpaque | Class::SmimeSigned => {
            let entity = smime::entity(message, class, context)?;
            context.report.made(Source::Protected, entity.media_type(), false);
            entity
        }
        _ => match tnef(message, depth, &message_id, context) {
            Some(entity) => {
                tnef::correlate(&message_id, &mut fields);
                entity
            }
            None => class_entity(message, class, depth, context),
        },
    };
    entity.fields = fields;
    Ok((entity, message_id))
}

/// The content that the class asks for.
fn class_entity(message: &Message, class: Class, depth: usize, context: &mut Context<'_>) -> Entity {
    match class {
        Class::Report(report) => reports::entity(message, report, depth, context),
        Class::Contact if context.options.contact_card => {
            name_losses(message, class, context);
            let text = content_entity(message, class, depth, context);
            let card = own_card(message, context);
            with_file(text, card)
        }
        _ => {
            name_losses(message, class, context);
            content_entity(message, class, depth, context)
        }
    }
}

/// An entity with a file behind it.
fn with_file(mut entity: Entity, file: Entity) -> Entity {
    let mixed = entity.media_type() == "multipart/mixed";
    match &mut entity.content {
        Content::Parts(parts) if mixed => {
            parts.push(file);
            entity
        }
        _ => Entity::multipart("mixed", vec![entity, file]),
    }
}

/// The message as TNEF, if that was asked for and can be.
fn tnef(message: &Message, depth: usize, message_id: &str, context: &mut Context<'_>) -> Option<Entity> {
    if depth > 0 || context.options.form != Form::Tnef {
        return None;
    }
    let body = body(message, context);
    let winmail = match tnef::part(message, &body, message_id, context) {
        Ok(part) => part,
        Err(_) => {
            context
                .report
                .substituted("TNEF", "it cannot hold this message, which goes out without it");
            return None;
        }
    };
    let text = plain_entity(message, &body, context);
    context.report.made(Source::Tnef, winmail.media_type(), false);
    Some(Entity::multipart("mixed", vec![text, winmail]))
}

/// An embedded message; a notice where it lies too deep or may not be sent as it is.
fn embedded_entity(message: &Message, depth: usize, context: &mut Context<'_>) -> Entity {
    let notice = if depth > context.options.depth() {
        context.report.substituted(
            "embedded message",
            "messages are nested too deeply; a notice stands in",
        );
        "This attached message was nested too deeply and has been left out."
    } else {
        match message_entity(message, depth, context) {
            Ok((entity, _)) => return entity,
            Err(_) => {
                context.report.substituted(
                    "embedded message",
                    "it is protected and cannot be sent unchanged; a notice stands in",
                );
                "This attached message is signed or encrypted and could not be included unchanged."
            }
        }
    };
    let mut entity = text_entity(
        "plain",
        format!("{notice}\r\n").into_bytes(),
        "utf-8",
        context.options.transfer,
    );
    entity.fields = message_fields(message, Class::of(&message.message_class()), true, context)
        .map_or_else(|_| Fields::default(), |(fields, _)| fields);
    entity
}

/// Body and attachments.
fn content_entity(message: &Message, class: Class, depth: usize, context: &mut Context<'_>) -> Entity {
    let mut body = body(message, context);
    summary::add(message, &mut body, context);
    let calendar = match class {
        Class::Calendar(kind) => calendar::part(message, kind, &body, context),
        _ => None,
    };
    let in_calendar = calendar.is_some();
    let wanted = |position: usize| {
        let attachment = message.attachments.get(position);
        !in_calendar || !attachment.is_some_and(calendar::is_exception)
    };
    content(message, &body, calendar, &wanted, depth, context)
}

/// An attachment as parts, by its position.
pub(crate) fn attachment_parts(
    message: &Message,
    position: usize,
    body: &Body,
    inline: &mut Inline,
    depth: usize,
    context: &mut Context<'_>,
) -> Vec<Part> {
    let Some(attachment) = message.attachments.get(position) else {
        return Vec::new();
    };
    let mut embed = |embedded: &Message, context: &mut Context<'_>| {
        let outside = context.report.enter(Step::Embedded);
        let entity = embedded_entity(embedded, depth.saturating_add(1), context);
        context.report.leave(outside);
        entity
    };
    let outside = context.report.enter(Step::Attachment(position));
    let parts = if attachment.method() == AttachMethod::STORAGE {
        let id = body.objects.get(&attachment.number).map(String::as_str);
        object_parts(message, attachment, id, context)
    } else {
        let part = part(message, attachment, inline, context, &mut embed);
        part.into_iter().collect()
    };
    for part in &parts {
        context
            .report
            .made(part.source, part.entity.media_type(), part.inline);
    }
    context.report.leave(outside);
    parts
}

/// A body, what else says the same, and the attachments at the positions that are wanted.
pub(crate) fn content(
    message: &Message,
    body: &Body,
    calendar: Option<Entity>,
    wanted: &dyn Fn(usize) -> bool,
    depth: usize,
    context: &mut Context<'_>,
) -> Entity {
    let refers = match body.format {
        Some(Format::Html) => body.html.as_deref(),
        // RTF shows objects, and no other attachment ([MS-OXCMAIL] 2.1.3.4.1.1).
        Some(Format::Rtf | Format::Plain) | None => None,
    };
    let mut inline = Inline::new(refers);
    let mut related = Vec::new();
    let mut mixed = Vec::new();
    for (number, (id, picture)) in body.pictures.iter().enumerate() {
        context.report.made(body.html_source, picture.media_type, true);
        related.push(picture_part(number, id, picture));
    }
    for position in (0..message.attachments.len()).filter(|position| wanted(*position)) {
        for part in attachment_parts(message, position, body, &mut inline, depth, context) {
            if part.inline {
                related.push(part.entity);
            } else {
                mixed.push(part.entity);
            }
        }
    }
    let mut content = body_entity(message, body, calendar, &inline, context);
    if !related.is_empty() {
        let kind = content
            .content_type
            .as_ref()
            .map(|c| c.value.clone())
            .unwrap_or_default();
        let mut parts = vec![content];
        parts.append(&mut related);
        content = Entity::multipart("related", parts);
        // RFC 2387 3.1.
        content.content_type = content.content_type.map(|c| c.with("type", kind));
    }
    if mixed.is_empty() {
        content
    } else {
        let mut parts = vec![content];
        parts.append(&mut mixed);
        Entity::multipart("mixed", parts)
    }
}
