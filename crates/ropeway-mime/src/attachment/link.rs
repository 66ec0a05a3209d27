//! Files that an attachment only names ([MS-OXCMSG] 2.2.2.9: methods 2, 3, 4 and 7).

use super::file::{describe, file_part};
use super::{FileName, Inline, Part, Text};
use crate::mime::{ContentType, Entity, clean, normalize_line_ends, text_content};
use crate::options::{Context, FileReference};
use crate::report::Source;
use ropeway_message::AttachMethod;
use ropeway_types::tags;

/// PidTagAttachMethod: the recipient is to follow the path, nobody on the way (afByReferenceOnly).
const REFERENCE_ONLY: AttachMethod = AttachMethod(4);

/// A file by reference: its bytes where the caller knows them, a link where one leads anywhere, else nothing.
/// A path is never opened here: on this machine it would be another file.
pub(super) fn reference_part(
    text: &Text<'_>,
    inline: &mut Inline,
    context: &mut Context<'_>,
) -> Option<Part> {
    let label = || format!("attachment {}", text.attachment.number);
    let method = text.attachment.method();
    let path = [tags::ATTACH_LONG_PATHNAME, tags::ATTACH_PATHNAME]
        .into_iter()
        .find_map(|tag| text.of(tag))
        .map(|path| clean(&path))
        .unwrap_or_default();
    let links_only = method == REFERENCE_ONLY || method == AttachMethod::BY_WEB_REFERENCE;
    if !links_only && !path.is_empty() {
        let reference = FileReference { method, path: &path };
        if let Some(data) = context.options.file_resolver.resolve(&reference) {
            return Some(file_part(data.into(), text, inline, context));
        }
    }
    let lower = path.to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    // A share that the author named for the recipients to look at.
    let share = method == REFERENCE_ONLY && (path.starts_with("\\\\") || lower.starts_with("file://"));
    if web || share {
        context
            .report
            .substituted(label(), "a file by reference goes out as a link");
        return Some(link_part(&path, text, context));
    }
    context.report.dropped(
        label(),
        match method {
            AttachMethod::BY_WEB_REFERENCE => "a link that leads nowhere on the web is not sent",
            _ => "a file by reference is not fetched",
        },
    );
    None
}

fn link_part(link: &str, text: &Text<'_>, context: &Context<'_>) -> Part {
    let name = [tags::ATTACH_LONG_FILENAME, tags::DISPLAY_NAME]
        .into_iter()
        .find_map(|tag| text.of(tag))
        .unwrap_or_else(|| "link".to_owned());
    let name = FileName::new(&format!("{name}.txt"))
        .unwrap_or_else(|| FileName::generated(text.attachment.number, Some("txt"), ""));
    let line = normalize_line_ends(&format!("{link}\n")).into_bytes();
    let content = text_content(line, context.options.transfer);
    let content_type = ContentType::new("text/plain").with("charset", "utf-8");
    let mut entity = Entity::new(content_type, content);
    let disposition = ContentType::new("attachment").with("filename", name.as_str());
    let fields = &mut entity.content_fields;
    fields.content_type("Content-Disposition", &disposition);
    describe(fields, text, &name);
    Part {
        entity,
        inline: false,
        source: Source::Reference,
    }
}
