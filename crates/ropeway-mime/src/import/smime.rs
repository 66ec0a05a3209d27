//! Signed and encrypted messages ([MS-OXOSMIME] 2.1.1): one attachment that holds the content unchanged.

use super::entity::Entity;
use super::options::ImportError;
use super::report::note;
use super::value::{self, Parameterized};
use super::{Importer, transfer};
use bytes::{Bytes, BytesMut};
use ropeway_message::{Attachment, Message, Place, Step};
use ropeway_types::tags;

/// The name under which clients expect the attachment.
const NAME: &str = "smime.p7m";

/// Makes a message of an S/MIME class of an entity that is signed or encrypted as a whole; else does
/// nothing and says so.
pub(super) fn read(
    importer: &mut Importer<'_>,
    entity: &Entity,
    place: &Place,
    message: &mut Message,
) -> Result<bool, ImportError> {
    let Some(content_type) = entity
        .field("content-type")
        .and_then(|f| value::parameterized(&value::unfold(f).text))
    else {
        return Ok(false);
    };
    let (class, mime_tag, data) = match content_type.value.as_str() {
        // A clear signature of any protocol: what it covers is kept octet for octet.
        "multipart/signed" if content_type.parameter("boundary").is_some() && !entity.body.is_empty() => (
            "IPM.Note.SMIME.MultipartSigned",
            "multipart/signed".to_owned(),
            signed(importer, entity)?,
        ),
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
            let data = opaque(importer, entity, place)?;
            if data.is_empty() {
                return Ok(false);
            }
            ("IPM.Note.SMIME", mime_tag(&content_type), data)
        }
        _ => return Ok(false),
    };
    message.properties.set(tags::MESSAGE_CLASS, class);
    let mut attachment = Attachment::file(0, NAME, &mime_tag, data);
    attachment.properties.set(tags::ATTACH_FILENAME, NAME);
    attachment.properties.set(tags::ATTACH_EXTENSION, ".p7m");
    message.attachments.push(attachment);
    Ok(true)
}

/// The Content-* fields of the entity as they stand, a blank line, and the body.
fn signed(importer: &mut Importer<'_>, entity: &Entity) -> Result<Bytes, ImportError> {
    importer.bytes(entity.whole.len())?;
    let mut out = BytesMut::with_capacity(entity.whole.len());
    for field in &entity.fields {
        let name = field.name.to_ascii_lowercase();
        if name.starts_with("content-") {
            out.extend_from_slice(&field.lines);
        }
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(&entity.body);
    Ok(out.freeze())
}

fn opaque(importer: &mut Importer<'_>, entity: &Entity, place: &Place) -> Result<Bytes, ImportError> {
    let encoding = super::content::transfer_encoding(entity);
    let (data, fault) = transfer::decode(&entity.body, &encoding);
    importer.bytes(data.len())?;
    if let Some(fault) = fault {
        note(&mut importer.report, &place.below(Step::Attachment(0)), fault);
    }
    Ok(data)
}

/// The type with its smime-type, which says what the content is.
fn mime_tag(content_type: &Parameterized) -> String {
    match content_type.parameter("smime-type") {
        Some(kind) if kind.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => {
            format!("application/pkcs7-mime;smime-type={}", kind.to_ascii_lowercase())
        }
        _ => "application/pkcs7-mime".to_owned(),
    }
}
