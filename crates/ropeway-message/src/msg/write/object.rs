//! Messages, recipients and attachments ([MS-OXMSG] 2.2, 2.4).

use super::container::{CopyError, File};
use super::names::{FileNames, name_of};
use super::ole::Ole;
use super::options::{MsgWriteError, Strings};
use super::values::{Form, form, is_narrow, unicode};
use crate::msg::object::{ATTACHMENT, RECIPIENT};
use crate::msg::properties::{PROPERTY_STREAM, VALUE};
use crate::{
    Attachment, External, Loss, LossReason, Message, NamedProperties, Place, PropertyBag, Recipient, Step,
};
use ropeway_types::{CodePage, PropertyTag, PropertyType, PropertyValue, tags};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// STORE_UNICODE_OK of PidTagStoreSupportMask ([MS-OXMSG] 2.1.1.1): strings are Unicode.
const UNICODE_OK: i32 = 0x0004_0000;
/// Flags of a property entry ([MS-OXMSG] 2.4.2.1): readable and writable.
const FLAGS: u32 = 0x0000_0006;
/// Size field of an object's entry ([MS-OXMSG] 2.4.2.2), and its reserved field by what there is.
const OBJECT_SIZE: u32 = 0xFFFF_FFFF;
const EMBEDDED_MESSAGE: u32 = 1;
const OLE_STORAGE: u32 = 4;

pub(super) struct Writer<F> {
    pub(super) file: File<F>,
    pub(super) names: FileNames,
    pub(super) strings: Strings,
    /// Whether PidTagStoreSupportMask is to say so.
    pub(super) says_unicode: bool,
    pub(super) losses: Vec<Loss>,
}

/// An object that is being written.
struct Object<'a> {
    storage: &'a Path,
    place: &'a Place,
    names: &'a NamedProperties,
    code_page: CodePage,
}

/// What an object has in the file.
enum Item<'a> {
    Value(Form),
    External(&'a External),
    /// A storage, with the reserved field of its entry.
    Storage(u32),
}

/// Items by the tags of the file.
type Items<'a> = BTreeMap<u32, Item<'a>>;

/// A field of the model, which is a property in the file.
fn field(tag: PropertyTag, number: u32) -> (PropertyTag, PropertyValue) {
    (tag, PropertyValue::Integer32(number.cast_signed()))
}

fn bags(message: &Message) -> impl Iterator<Item = &PropertyBag> {
    std::iter::once(&message.properties)
        .chain(message.recipients.iter().map(|r| &r.properties))
        .chain(message.attachments.iter().map(|a| &a.properties))
}

/// Whether a message, or one embedded in it, has 8-bit strings.
pub(super) fn has_narrow(message: &Message) -> bool {
    bags(message)
        .flat_map(PropertyBag::iter)
        .any(|(_, v)| is_narrow(v))
        || message
            .attachments
            .iter()
            .filter_map(|a| a.embedded.as_deref())
            .any(has_narrow)
}

/// The numbers of attachments, which their storages have: their own, if these keep the order.
fn numbers(attachments: &[Attachment]) -> Vec<u32> {
    if attachments.is_sorted_by(|a, b| a.number < b.number) {
        attachments.iter().map(|a| a.number).collect()
    } else {
        (0..).take(attachments.len()).collect()
    }
}

/// The row ids of recipients: their own, if these identify them.
fn row_ids(recipients: &[Recipient]) -> Vec<u32> {
    let distinct: BTreeSet<u32> = recipients.iter().map(|r| r.row_id).collect();
    if distinct.len() == recipients.len() {
        recipients.iter().map(|r| r.row_id).collect()
    } else {
        (0..).take(recipients.len()).collect()
    }
}

impl<F: Read + Write + Seek> Writer<F> {
    /// The outermost message.
    pub(super) fn file_message(&mut self, message: &Message, place: &Place) -> Result<(), MsgWriteError> {
        self.message(message, Path::new("/"), place, true)
    }

    fn message(
        &mut self,
        message: &Message,
        storage: &Path,
        place: &Place,
        outermost: bool,
    ) -> Result<(), MsgWriteError> {
        let object = Object {
            storage,
            place,
            names: &message.named_properties,
            code_page: message.code_page(),
        };
        let row_ids = row_ids(&message.recipients);
        let numbers = numbers(&message.attachments);
        let mut stream = vec![0; 8];
        for field in [
            count(message.recipients.len()),
            numbers.last().map_or(0, |last| last.saturating_add(1)),
            count(message.recipients.len()),
            count(message.attachments.len()),
        ] {
            stream.extend(field.to_le_bytes());
        }
        if outermost {
            stream.extend([0; 8]);
        }
        let fields = self.message_fields(message, object.code_page, outermost);
        let items = self.items(&object, &message.properties, &fields);
        self.properties(&object, &items, stream)?;

        for (position, (recipient, row_id)) in message.recipients.iter().zip(row_ids).enumerate() {
            let place = place.below(Step::Recipient(position));
            let storage = storage.join(format!("{RECIPIENT}{position:08X}"));
            self.recipient(
                recipient,
                row_id,
                &Object {
                    storage: &storage,
                    place: &place,
                    ..object
                },
            )?;
        }
        for (position, (attachment, number)) in message.attachments.iter().zip(numbers).enumerate() {
            let place = place.below(Step::Attachment(position));
            let storage = storage.join(format!("{ATTACHMENT}{number:08X}"));
            self.attachment(
                attachment,
                number,
                &Object {
                    storage: &storage,
                    place: &place,
                    ..object
                },
            )?;
        }
        Ok(())
    }

    /// What the file says of the strings of a message.
    fn message_fields(
        &self,
        message: &Message,
        code_page: CodePage,
        outermost: bool,
    ) -> Vec<(PropertyTag, PropertyValue)> {
        let mut fields = Vec::new();
        // An embedded message without a mask has its strings as the outermost.
        let mask = match message.properties.get(tags::STORE_SUPPORT_MASK) {
            Some(PropertyValue::Integer32(mask)) => Some(*mask),
            _ => outermost.then_some(0),
        };
        if let Some(mask) = mask.filter(|_| self.says_unicode) {
            fields.push((
                tags::STORE_SUPPORT_MASK,
                PropertyValue::Integer32(mask | UNICODE_OK),
            ));
        }
        let narrow_stays = || {
            bags(message)
                .flat_map(PropertyBag::iter)
                .any(|(_, value)| is_narrow(value) && self.as_unicode(value, code_page).is_none())
        };
        if !message.properties.contains(tags::MESSAGE_CODEPAGE.id()) && narrow_stays() {
            fields.push(field(tags::MESSAGE_CODEPAGE, u32::from(code_page.0)));
        }
        fields
    }

    fn as_unicode(&self, value: &PropertyValue, code_page: CodePage) -> Option<PropertyValue> {
        match self.strings {
            Strings::Unicode => unicode(value, code_page),
            Strings::AsTheyAre => None,
        }
    }

    fn recipient(
        &mut self,
        recipient: &Recipient,
        row_id: u32,
        object: &Object<'_>,
    ) -> Result<(), MsgWriteError> {
        self.file.storage(object.storage)?;
        if row_id != recipient.row_id {
            self.lose(object, tags::ROWID, LossReason::NotKept);
        }
        let fields = [
            field(tags::ROWID, row_id),
            field(tags::RECIPIENT_TYPE, recipient.recipient_type.0),
        ];
        let items = self.items(object, &recipient.properties, &fields);
        self.properties(object, &items, vec![0; 8])
    }

    fn attachment(
        &mut self,
        attachment: &Attachment,
        number: u32,
        object: &Object<'_>,
    ) -> Result<(), MsgWriteError> {
        self.file.storage(object.storage)?;
        if number != attachment.number {
            self.lose(object, tags::ATTACH_NUMBER, LossReason::NotKept);
        }
        let fields = [field(tags::ATTACH_NUMBER, number)];
        let mut items = self.items(object, &attachment.properties, &fields);
        let binary = tags::ATTACH_DATA_BINARY;
        if let Some(external) = &attachment.external {
            match attachment.properties.value(binary.id()) {
                Some(PropertyValue::Binary(_)) => self.lose(object, binary, LossReason::NotKept),
                other => {
                    if let Some(other) = other {
                        let tag = PropertyTag::new(binary.id(), other.property_type());
                        items.remove(&tag.0);
                        self.lose(object, tag, LossReason::NotKept);
                    }
                    items.insert(binary.0, Item::External(external));
                }
            }
        }
        let storage = object
            .storage
            .join(format!("{VALUE}{:08X}", tags::ATTACH_DATA_OBJECT.0));
        if let Some(message) = &attachment.embedded {
            let embedded = Item::Storage(EMBEDDED_MESSAGE);
            if items.insert(tags::ATTACH_DATA_OBJECT.0, embedded).is_some() {
                self.lose(object, tags::ATTACH_DATA_OBJECT, LossReason::NotKept);
            }
            self.file.storage(&storage)?;
            self.message(message, &storage, &object.place.below(Step::Embedded), false)?;
        } else if let Some(PropertyValue::Object(bytes)) = attachment.properties.get(tags::ATTACH_DATA_OBJECT)
            && items.contains_key(&tags::ATTACH_DATA_OBJECT.0)
            && let Some(ole) = Ole::parse(bytes)
        {
            self.reserve(object, tags::ATTACH_DATA_OBJECT, ole.len())?;
            ole.write(self.file.compound(), &storage)
                .map_err(MsgWriteError::Io)?;
            items.insert(tags::ATTACH_DATA_OBJECT.0, Item::Storage(OLE_STORAGE));
        }
        self.properties(object, &items, vec![0; 8])
    }

    /// What an object has in the file: fields of the model, and the properties of a bag that have none
    /// of their ids.
    fn items<'a>(
        &mut self,
        object: &Object<'_>,
        bag: &PropertyBag,
        fields: &[(PropertyTag, PropertyValue)],
    ) -> Items<'a> {
        let mut items = Items::new();
        for (tag, value) in fields {
            if let Some(form) = form(value) {
                items.insert(tag.0, Item::Value(form));
            }
        }
        for (tag, value) in bag.iter() {
            if let Some((field, _)) = fields.iter().find(|(field, _)| field.id() == tag.id()) {
                // The mask is changed, and not replaced.
                if *field != tag || tag != tags::STORE_SUPPORT_MASK {
                    self.lose(object, tag, LossReason::NotKept);
                }
                continue;
            }
            let Some(id) = self.names.id(object.names, tag.id()) else {
                self.lose(object, tag, LossReason::Name);
                continue;
            };
            let value = match self.as_unicode(value, object.code_page) {
                Some(unicode) => Cow::Owned(unicode),
                None => Cow::Borrowed(value),
            };
            match form(&value) {
                Some(form) => {
                    let tag = PropertyTag::new(id, value.property_type());
                    items.insert(tag.0, Item::Value(form));
                }
                None => self.lose(object, tag, LossReason::Type),
            }
        }
        items
    }

    fn lose(&mut self, object: &Object<'_>, tag: PropertyTag, reason: LossReason) {
        let name = name_of(object.names, tag.id());
        self.losses.push(Loss::property(object.place, tag, name, reason));
    }

    /// Writes value streams, and the property stream with a header.
    fn properties(
        &mut self,
        object: &Object<'_>,
        items: &Items<'_>,
        header: Vec<u8>,
    ) -> Result<(), MsgWriteError> {
        let mut entries = header;
        for (tag, item) in items {
            let tag = PropertyTag(*tag);
            let path = object.storage.join(format!("{VALUE}{:08X}", tag.0));
            let (size, reserved) = match item {
                Item::Value(Form::Inline(value)) => {
                    entry(&mut entries, tag, *value);
                    continue;
                }
                Item::Value(Form::Stream { bytes, end }) => {
                    let size = self.size(object, tag, len(bytes), *end)?;
                    self.file.stream(&path, bytes)?;
                    (size, 0)
                }
                Item::Value(Form::Parts { index, parts }) => {
                    let size = self.size(object, tag, len(index), 0)?;
                    self.file.stream(&path, index)?;
                    for (position, part) in parts.iter().enumerate() {
                        self.reserve(object, tag, len(part))?;
                        let path = object
                            .storage
                            .join(format!("{VALUE}{:08X}-{position:08X}", tag.0));
                        self.file.stream(&path, part)?;
                    }
                    (size, 0)
                }
                Item::External(external) => {
                    let size = self.size(object, tag, external.len(), 0)?;
                    self.external(object, &path, external)?;
                    (size, 0)
                }
                Item::Storage(reserved) => (OBJECT_SIZE, *reserved),
            };
            let size = if tag.property_type() == PropertyType::OBJECT {
                OBJECT_SIZE
            } else {
                size
            };
            let ([a, b, c, d], [e, f, g, h]) = (size.to_le_bytes(), reserved.to_le_bytes());
            entry(&mut entries, tag, [a, b, c, d, e, f, g, h]);
        }
        self.file.stream(&object.storage.join(PROPERTY_STREAM), &entries)
    }

    /// The size field of a value for whose stream there is room.
    fn size(
        &mut self,
        object: &Object<'_>,
        tag: PropertyTag,
        len: u64,
        end: u32,
    ) -> Result<u32, MsgWriteError> {
        self.reserve(object, tag, len)?;
        u32::try_from(len)
            .ok()
            .and_then(|len| len.checked_add(end))
            .ok_or_else(|| too_large(object, tag, len))
    }

    fn reserve(&mut self, object: &Object<'_>, tag: PropertyTag, len: u64) -> Result<(), MsgWriteError> {
        if self.file.reserve(len) {
            Ok(())
        } else {
            Err(too_large(object, tag, len))
        }
    }

    fn external(
        &mut self,
        object: &Object<'_>,
        path: &Path,
        external: &External,
    ) -> Result<(), MsgWriteError> {
        let copied = match external.open() {
            Ok(mut source) => self.file.copy(path, &mut source),
            Err(error) => Err(CopyError::Source(error)),
        };
        copied.map_err(|error| match error {
            CopyError::Sink(error) => MsgWriteError::Io(error),
            CopyError::Source(error) => MsgWriteError::Content {
                place: object.place.clone(),
                error,
            },
        })
    }
}

fn too_large(object: &Object<'_>, tag: PropertyTag, len: u64) -> MsgWriteError {
    MsgWriteError::TooLarge {
        place: object.place.clone(),
        tag,
        len,
    }
}

fn entry(entries: &mut Vec<u8>, tag: PropertyTag, value: [u8; 8]) {
    entries.extend(tag.0.to_le_bytes());
    entries.extend(FLAGS.to_le_bytes());
    entries.extend(value);
}

fn len(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
