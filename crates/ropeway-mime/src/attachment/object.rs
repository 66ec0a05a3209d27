//! OLE objects and pictures as parts ([MS-OXCMAIL] 2.1.3.4.4), and their places in RTF.

use super::file::{name_parameter, with_dates};
use super::{FileName, Part, Text, media_type};
use crate::mime::{Content, ContentType, Data, Entity, Fields, clean};
use crate::ole;
use crate::options::Context;
use crate::picture::Picture;
use crate::report::Source;
use crate::rtf::{Place, Reference};
use bytes::Bytes;
use ropeway_message::{AttachMethod, Attachment, Message};
use ropeway_types::tags;
use std::collections::BTreeMap;

/// Names of an attachment, from the best.
const NAMES: [ropeway_types::PropertyTag; 3] = [
    tags::ATTACH_LONG_FILENAME,
    tags::ATTACH_FILENAME,
    tags::DISPLAY_NAME,
];

fn storage(attachment: &Attachment) -> Option<&Bytes> {
    let properties = &attachment.properties;
    [tags::ATTACH_DATA_OBJECT, tags::ATTACH_DATA_BINARY]
        .into_iter()
        .find_map(|tag| properties.binary(tag))
        .filter(|data| !data.is_empty())
}

fn read(attachment: &Attachment) -> ole::Object {
    let rendering = attachment.properties.binary(tags::ATTACH_RENDERING);
    match storage(attachment) {
        Some(storage) => ole::read(storage, rendering),
        None => ole::Object {
            picture: rendering.and_then(Picture::of_file),
            file: None,
        },
    }
}

/// PidTagDisplayName is the name of an object; others have a file name.
fn title(text: &Text<'_>) -> Option<String> {
    [tags::DISPLAY_NAME]
        .into_iter()
        .chain(NAMES)
        .find_map(|tag| text.of(tag))
        .map(|name| clean(&name))
        .filter(|name| !name.is_empty())
}

/// The attachments that RTF may have places for, in their order ([MS-OXCMAIL] 2.1.3.4.1.1): what is not
/// hidden and has a PidTagRenderingPosition, and objects without. `ids` gets the Content-IDs of the
/// objects that are shown as pictures.
pub(crate) fn places(
    message: &Message,
    ids: &mut BTreeMap<u32, String>,
    context: &mut Context<'_>,
) -> Vec<Place> {
    /// Not shown in the text.
    const NOWHERE: i32 = -1;
    let mut places = Vec::new();
    for attachment in &message.attachments {
        let properties = &attachment.properties;
        let is_object = attachment.method() == AttachMethod::STORAGE;
        let hidden = properties.bool(tags::ATTACHMENT_HIDDEN) == Some(true);
        let position = properties
            .int(tags::RENDERING_POSITION)
            .filter(|at| *at != NOWHERE && !hidden);
        if position.is_none() && !is_object {
            continue;
        }
        let text = Text { attachment, message };
        let object = if is_object {
            read(attachment)
        } else {
            ole::Object::default()
        };
        let own = object.file.and_then(|file| file.name);
        let reference = if object.picture.is_some() {
            let id = context.message_id();
            ids.insert(attachment.number, id.clone());
            Reference::Picture(id, title(&text).or(own).unwrap_or_default())
        } else {
            let name = NAMES.into_iter().find_map(|tag| text.of(tag));
            Reference::File(clean(&own.or(name).unwrap_or_else(|| "attachment".to_owned())))
        };
        let placed = position.is_some();
        // The number of the property is unsigned by its book.
        let order = position.map_or(u32::MAX, i32::cast_unsigned);
        places.push((order, attachment.number, Place { reference, placed }));
    }
    places.sort_by_key(|(position, number, _)| (*position, *number));
    places.into_iter().map(|(.., place)| place).collect()
}

/// An object as parts: the document that it embeds as a file, and its picture, in the HTML if that shows it
/// under a Content-ID. Without both its storage is the file.
pub(crate) fn object_parts(
    message: &Message,
    attachment: &Attachment,
    content_id: Option<&str>,
    context: &mut Context<'_>,
) -> Vec<Part> {
    let text = Text { attachment, message };
    let label = || format!("attachment {}", attachment.number);
    let ole::Object { picture, file } = read(attachment);
    let title = title(&text);
    let mut parts = Vec::new();
    let mut why = "an OLE object goes out as the document that it embeds";
    if let Some(picture) = picture.filter(|_| content_id.is_some() || file.is_none()) {
        why = match (&file, picture.is_metafile()) {
            (Some(_), false) => "an OLE object goes out as its picture and the document that it embeds",
            (Some(_), true) => {
                "an OLE object goes out as the document that it embeds and its picture, a metafile, which few \
                 readers show"
            }
            (None, false) => "an OLE object goes out as its picture, without its data",
            (None, true) => {
                "an OLE object goes out as its picture, a metafile, which few readers show, without its data"
            }
        };
        let name = named(title.as_deref(), picture.extension, attachment.number);
        let mut entity = picture_entity(&picture, &name, content_id, &text, context);
        if title.is_some() {
            entity.content_fields.text("Content-Description", name.as_str());
        }
        parts.push(Part {
            entity,
            inline: content_id.is_some(),
            source: Source::Object,
        });
    }
    match (file, storage(attachment)) {
        (Some(file), _) => {
            let own = file.name.as_deref().and_then(FileName::new);
            let extension = own.as_ref().and_then(|name| media_type::extension(name.as_str()));
            let extension = file.extension.map(str::to_owned).or(extension);
            let kind = media_type::choose(None, extension.as_deref(), &file.data, false);
            let name = own.unwrap_or_else(|| {
                let extension = file
                    .extension
                    .or_else(|| media_type::extension_of(&kind))
                    .unwrap_or("bin");
                named(title.as_deref(), extension, attachment.number)
            });
            parts.push(file_entity(
                file.data,
                &kind,
                &name,
                title.as_deref(),
                &text,
                context,
            ));
        }
        (None, Some(storage)) if parts.is_empty() => {
            why = "an OLE object goes out as its storage: there is neither a picture nor a document in it that is known";
            let name = NAMES
                .into_iter()
                .find_map(|tag| text.of(tag))
                .as_deref()
                .and_then(FileName::new);
            let name = name.unwrap_or_else(|| FileName::generated(attachment.number, Some("ole"), ""));
            let kind = "application/octet-stream";
            parts.push(file_entity(
                storage.clone(),
                kind,
                &name,
                title.as_deref(),
                &text,
                context,
            ));
        }
        _ => {}
    }
    if parts.is_empty() {
        context
            .report
            .dropped(label(), "an OLE object without its storage cannot be sent");
    } else {
        context.report.substituted(label(), why);
    }
    parts
}

/// A picture of RTF, shown in the HTML.
pub(crate) fn picture_part(number: usize, id: &str, picture: &Picture) -> Entity {
    let name = format!("image{:03}.{}", number.saturating_add(1), picture.extension);
    let content_type = ContentType::new(picture.media_type).with("name", name.as_str());
    let disposition = ContentType::new("inline").with("filename", name);
    entity(content_type, &disposition, Some(id), picture.data.clone())
}

/// A title with an extension, as a file name.
fn named(title: Option<&str>, extension: &str, number: u32) -> FileName {
    let with_extension = title.map(|title| {
        let has = media_type::extension(title).is_some_and(|own| own.eq_ignore_ascii_case(extension));
        if has {
            title.to_owned()
        } else {
            format!("{title}.{extension}")
        }
    });
    with_extension
        .and_then(|name| FileName::new(&name))
        .unwrap_or_else(|| FileName::generated(number, Some(extension), ""))
}

/// [MS-OXCMAIL] 2.1.3.4.4: no size, which is that of something else.
fn picture_entity(
    picture: &Picture,
    name: &FileName,
    content_id: Option<&str>,
    text: &Text<'_>,
    context: &mut Context<'_>,
) -> Entity {
    let content_type = ContentType::new(picture.media_type);
    let content_type = name_parameter(content_type, name, context.options.file_name_fallback);
    let kind = if content_id.is_some() {
        "inline"
    } else {
        "attachment"
    };
    let disposition = ContentType::new(kind).with("filename", name.as_str());
    let disposition = with_dates(disposition, text);
    entity(content_type, &disposition, content_id, picture.data.clone())
}

fn file_entity(
    data: Bytes,
    media_type: &str,
    name: &FileName,
    title: Option<&str>,
    text: &Text<'_>,
    context: &mut Context<'_>,
) -> Part {
    let content_type = ContentType::new(media_type);
    let content_type = name_parameter(content_type, name, context.options.file_name_fallback);
    let disposition = ContentType::new("attachment")
        .with("filename", name.as_str())
        .with("size", data.len().to_string());
    let disposition = with_dates(disposition, text);
    let mut entity = entity(content_type, &disposition, None, data);
    if let Some(title) = title.filter(|title| *title != name.as_str()) {
        entity.content_fields.text("Content-Description", title);
    }
    Part {
        entity,
        inline: false,
        source: Source::Object,
    }
}

fn entity(
    content_type: ContentType,
    disposition: &ContentType,
    content_id: Option<&str>,
    data: Bytes,
) -> Entity {
    let mut fields = Fields::default();
    fields.content_type("Content-Disposition", disposition);
    if let Some(id) = content_id {
        fields.tokens("Content-ID", [format!("<{id}>").as_str()]);
    }
    let mut entity = Entity::new(content_type, Content::Base64(Data::from(data)));
    entity.content_fields = fields;
    entity
}
