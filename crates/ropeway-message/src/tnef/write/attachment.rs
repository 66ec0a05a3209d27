//! The attributes of an attachment ([MS-OXTNEF] 2.1.3.3.15 and after).

use super::body::Body;
use super::list::List;
use super::transport::Kind;
use super::{Object, Scope, Writer, text};
use crate::tnef::TnefWriteError;
use crate::tnef::attributes::{self, LEVEL_ATTACHMENT};
use crate::{AttachMethod, Attachment, Content, Loss, LossReason, Place, Step};
use bytes::Bytes;
use ropeway_types::{PropertyTag, PropertyValue, tags};

/// A larger attAttachMetaFile makes ytnef 2.0 give a stream up.
const MAX_ICON: usize = 10_000;

impl Writer<'_> {
    pub(super) fn attachment(
        &mut self,
        scope: &Scope<'_>,
        place: &Place,
        attachment: &Attachment,
        body: &mut Body,
    ) -> Result<(), TnefWriteError> {
        let bag = &attachment.properties;
        let mut elsewhere = Vec::new();
        put(body, attributes::RENDERING, |data| rendering(data, attachment))?;
        if let Some(title) = self.title(scope, attachment) {
            put(body, attributes::ATTACH_TITLE, |data| text(data, &title))?;
        }
        for (attribute, tag) in [
            (attributes::ATTACH_CREATED, tags::CREATION_TIME),
            (attributes::ATTACH_MODIFIED, tags::LAST_MODIFICATION_TIME),
        ] {
            self.date(Kind::Attachment, bag, attribute, tag, body)?;
        }
        if let Some(PropertyValue::Binary(icon)) = bag.get(tags::ATTACH_RENDERING)
            && (1..=MAX_ICON).contains(&icon.len())
        {
            put(body, attributes::ATTACH_METAFILE, |data| data.share(icon))?;
            elsewhere.push(tags::ATTACH_RENDERING);
        }
        self.content(place, attachment, &mut elsewhere, body)?;
        let mut list = List::default();
        if self.is_complete() {
            list.number(tags::ATTACH_NUMBER, attachment.number);
        } else if !bag.contains(tags::ATTACH_METHOD.id()) {
            list.number(tags::ATTACH_METHOD, attachment.method().0.cast_unsigned());
        }
        let object = Object {
            kind: Kind::Attachment,
            place,
            bag,
            elsewhere: &elsewhere,
        };
        self.bag(scope, &object, &mut list);
        if let Some(message) = &attachment.embedded {
            let place = place.below(Step::Embedded);
            let stream = self.stream(message, &place, scope.depth.saturating_add(1))?;
            if let Err(reason) = list.message(stream) {
                self.losses.push(Loss::object(&place, reason));
            }
        }
        body.attribute(LEVEL_ATTACHMENT, attributes::ATTACHMENT, list.finish())
    }

    /// attAttachData, with the bytes of an attachment by value.
    fn content(
        &mut self,
        place: &Place,
        attachment: &Attachment,
        elsewhere: &mut Vec<PropertyTag>,
        body: &mut Body,
    ) -> Result<(), TnefWriteError> {
        let mut lose = |tag, reason| {
            elsewhere.push(tag);
            self.losses.push(Loss::property(place, tag, None, reason));
        };
        if attachment.embedded.is_some() {
            // The message has its place.
            let value = attachment.properties.value(tags::ATTACH_DATA_BINARY.id());
            if let Some(value) = value {
                let tag = tags::ATTACH_DATA_BINARY.with_type(value.property_type());
                lose(tag, LossReason::NotKept);
            } else if attachment.external.is_some() {
                lose(tags::ATTACH_DATA_BINARY, LossReason::NotKept);
            }
            return Ok(());
        }
        let Some(content) = attachment.content() else {
            return Ok(());
        };
        // An attribute of no length makes ytnef 2.0 stop; the list carries the property.
        if matches!(content, Content::Memory(bytes) if bytes.is_empty()) {
            return Ok(());
        }
        if u32::try_from(content.len()).is_err() {
            lose(tags::ATTACH_DATA_BINARY, LossReason::Size);
            return Ok(());
        }
        elsewhere.push(tags::ATTACH_DATA_BINARY);
        put(body, attributes::ATTACH_DATA, |data| data.content(content))
    }

    /// The short name, or in its absence the long one, which a reader knows to be none. For one who sees
    /// attributes alone, the display name is better than none.
    fn title(&self, scope: &Scope<'_>, attachment: &Attachment) -> Option<Bytes> {
        let names = [
            tags::ATTACH_FILENAME,
            tags::ATTACH_LONG_FILENAME,
            tags::DISPLAY_NAME,
        ];
        let known = if self.is_complete() { 2 } else { 3 };
        names
            .iter()
            .take(known)
            .filter_map(|tag| scope.narrow(attachment.properties.value(tag.id())?))
            .find(|name| !name.is_empty())
    }
}

fn rendering(data: &mut Body, attachment: &Attachment) {
    let bag = &attachment.properties;
    let is_ole = attachment.embedded.is_none() && attachment.method() == AttachMethod::STORAGE;
    data.put_u16(if is_ole {
        attributes::RENDERING_OLE
    } else {
        attributes::RENDERING_FILE
    });
    let position = match bag.get(tags::RENDERING_POSITION) {
        Some(PropertyValue::Integer32(position)) => *position,
        _ => -1,
    };
    data.put_u32(position.cast_unsigned());
    // Width and height of the icon: clients write -1 for objects.
    data.put(&[if is_ole { 0xFF } else { 0 }; 4]);
    let is_mac = bag
        .binary(tags::ATTACH_ENCODING)
        .is_some_and(|encoding| encoding == attributes::MAC_BINARY);
    data.put_u32(if is_mac {
        attributes::RENDERING_MAC_BINARY
    } else {
        0
    });
}

/// An attribute of an attachment.
fn put(body: &mut Body, id: u32, write: impl FnOnce(&mut Body)) -> Result<(), TnefWriteError> {
    let mut data = Body::default();
    write(&mut data);
    body.attribute(LEVEL_ATTACHMENT, id, data)
}
