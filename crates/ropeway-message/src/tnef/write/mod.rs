//! Writing a stream.

mod attachment;
mod body;
mod legacy;
mod list;
mod transport;

use super::attributes::{self, LEVEL_MESSAGE};
use super::{MAX_DEPTH, TnefWriteError, has_narrow};
use crate::Written;
use crate::bag::convert_string;
use crate::{Loss, LossReason, Message, Place, PropertyBag, Recipient, RecipientType, Step};
use body::{Body, Pieces};
use bytes::Bytes;
use list::List;
use ropeway_types::{CodePage, PropertyTag, PropertyType, PropertyValue, tags};
use std::borrow::Cow;
use std::io;
use std::num::NonZeroU16;
use transport::Kind;

/// How much of a message is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Profile {
    /// What may leave an organization: no Bcc recipients, no recipients of the outer message (its MIME header has
    /// them), no transport headers of the outer message, and of properties those that MAPI calls transmittable.
    /// Address book entry ids become one-off entry ids ([MS-OXCMAIL] 2.1.3.7). The attributes of old programs
    /// are all there, and 8-bit strings are in an ANSI code page.
    #[default]
    Transport,
    /// All that the form can carry: the same message is read back, but for what is returned as a loss.
    Complete,
}

/// How a stream is written.
///
/// Properties keep their types. 8-bit strings are written as they are if the stream has their code page,
/// and as Unicode otherwise. Attributes of old programs repeat what properties say, in UTC and with `?`
/// for characters that the code page lacks: class, subject, dates, priority, search key, the sender of an
/// embedded message, and the name of an attachment. attOwner, attSentFor, attDelegate and attBody are not
/// written: properties say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriteOptions {
    /// How much is written.
    pub profile: Profile,
    /// Code page of 8-bit strings (attOemCodepage): where there is none, or one that the form cannot have,
    /// the message's. With [`Profile::Transport`], a message's code page that is no ANSI code page gives way
    /// to windows-1252.
    pub code_page: Option<CodePage>,
    /// The key of the stream, of which [MS-OXTNEF] 2.1.3.1 wants that streams have different ones; nothing
    /// depends on it.
    pub key: NonZeroU16,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self {
            profile: Profile::default(),
            code_page: None,
            key: NonZeroU16::MIN,
        }
    }
}

impl WriteOptions {
    /// All that the form can carry.
    pub fn complete() -> Self {
        Self {
            profile: Profile::Complete,
            ..Self::default()
        }
    }

    /// The same with another [`WriteOptions::profile`].
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// The same with another [`WriteOptions::code_page`].
    #[must_use]
    pub fn with_code_page(mut self, code_page: CodePage) -> Self {
        self.code_page = Some(code_page);
        self
    }

    /// The same with another [`WriteOptions::key`].
    #[must_use]
    pub fn with_key(mut self, key: NonZeroU16) -> Self {
        self.key = key;
        self
    }
}

/// Writes a message.
///
/// # Errors
/// [`TnefWriteError`]. What the form or the profile leaves out is no error, but returned.
pub fn write(message: &Message, options: &WriteOptions) -> Result<Written, TnefWriteError> {
    let mut bytes = Vec::new();
    let losses = write_to(message, options, &mut bytes)?;
    Ok(Written {
        bytes: bytes.into(),
        losses,
    })
}

/// Writes a message piece by piece; payloads are passed on as they are, and those outside memory are read
/// as they are written. Returns what is not in the stream.
///
/// # Errors
/// As [`write()`]. Part of the message may be written then.
pub fn write_to(
    message: &Message,
    options: &WriteOptions,
    sink: &mut dyn io::Write,
) -> Result<Vec<Loss>, TnefWriteError> {
    /// Bytes on their way at a time.
    const BLOCK: usize = 64 << 10;
    let stream = stream(message, options)?;
    let mut reader = io::BufReader::with_capacity(BLOCK, stream.pieces.open());
    io::copy(&mut reader, sink).map_err(TnefWriteError::Io)?;
    Ok(stream.losses)
}

/// A message laid out as a stream whose length is known before it is read; payloads are shared with the
/// message, and those outside memory stay there.
///
/// # Errors
/// As [`write()`], apart from those of reading.
pub fn stream(message: &Message, options: &WriteOptions) -> Result<TnefStream, TnefWriteError> {
    let mut writer = Writer {
        options,
        losses: Vec::new(),
    };
    let body = writer.stream(message, &Place::message(), 0)?;
    Ok(TnefStream {
        pieces: body.finish(),
        losses: writer.losses,
    })
}

/// A TNEF stream that is put together as it is read. A clone shares everything.
#[derive(Clone)]
pub struct TnefStream {
    pieces: Pieces,
    losses: Vec<Loss>,
}

impl TnefStream {
    /// How many bytes the stream has.
    pub fn len(&self) -> u64 {
        self.pieces.len()
    }

    /// Whether there are none; never so.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is not in the stream.
    pub fn losses(&self) -> &[Loss] {
        &self.losses
    }
}

impl crate::ExternalSource for TnefStream {
    fn open(&self) -> io::Result<Box<dyn io::Read + Send>> {
        Ok(Box::new(self.pieces.open()))
    }
}

impl std::fmt::Debug for TnefStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TnefStream({} bytes)", self.len())
    }
}

struct Writer<'a> {
    options: &'a WriteOptions,
    losses: Vec<Loss>,
}

/// The message that is being written.
struct Scope<'a> {
    message: &'a Message,
    place: &'a Place,
    kind: Kind,
    depth: usize,
    /// The message's code page.
    page: CodePage,
    /// The stream's.
    oem: CodePage,
}

/// A list, and what goes with its object beside it.
struct Object<'a> {
    kind: Kind,
    place: &'a Place,
    bag: &'a PropertyBag,
    /// Properties that other attributes carry.
    elsewhere: &'a [PropertyTag],
}

impl Scope<'_> {
    /// 8-bit text in the stream's code page, without terminating zeros.
    fn narrow(&self, value: &PropertyValue) -> Option<Bytes> {
        let value = match value {
            PropertyValue::String8(_) if self.oem != self.page => {
                Cow::Owned(convert_string(value, PropertyType::STRING, self.page)?)
            }
            value => Cow::Borrowed(value),
        };
        let PropertyValue::String8(bytes) = convert_string(&value, PropertyType::STRING8, self.oem)? else {
            return None;
        };
        let len = bytes.iter().rposition(|byte| *byte != 0);
        Some(bytes.slice(..len.map_or(0, |last| last.saturating_add(1))))
    }
}

/// ANSI code pages of Windows.
fn is_ansi(page: CodePage) -> bool {
    matches!(page.0, 874 | 932 | 936 | 949 | 950 | 1250..=1258)
}

/// Whether text in a code page can be written, and has no zero bytes in it.
fn is_usable(page: &CodePage) -> bool {
    page.is_known() && *page != CodePage::UTF_16LE && page.0 != 1201
}

impl Writer<'_> {
    fn is_complete(&self) -> bool {
        self.options.profile == Profile::Complete
    }

    fn keeps(&self, kind: Kind, tag: PropertyTag) -> bool {
        self.is_complete() || transport::is_sent(kind, tag.id())
    }

    fn oem_code_page(&self, message: &Message, page: CodePage) -> CodePage {
        match self.options.code_page.filter(is_usable) {
            Some(asked) => asked,
            // What old programs do not know is asked of them only for the sake of strings in it.
            None if is_ansi(page) || self.is_complete() && has_narrow(message) => page,
            None => CodePage::WINDOWS_1252,
        }
    }

    fn stream(&mut self, message: &Message, place: &Place, depth: usize) -> Result<Body, TnefWriteError> {
        if depth > MAX_DEPTH {
            return Err(TnefWriteError::Depth);
        }
        let page = message.code_page();
        let scope = Scope {
            message,
            place,
            kind: if depth == 0 { Kind::Outer } else { Kind::Embedded },
            depth,
            page,
            oem: self.oem_code_page(message, page),
        };
        let mut body = Body::default();
        body.put_u32(attributes::SIGNATURE);
        body.put_u16(self.options.key.get());
        put(&mut body, attributes::TNEF_VERSION, |data| {
            data.put_u32(attributes::VERSION)
        })?;
        put(&mut body, attributes::OEM_CODEPAGE, |data| {
            data.put_u32(u32::from(scope.oem.0));
            data.put_u32(0);
        })?;
        let elsewhere = self.legacy(&scope, &mut body)?;
        self.recipients(&scope, &mut body)?;
        let mut list = List::default();
        let object = Object {
            kind: scope.kind,
            place,
            bag: &message.properties,
            elsewhere: &elsewhere,
        };
        self.bag(&scope, &object, &mut list);
        if !self.is_complete() {
            self.what_is_not_there(message, &object, &mut list);
        }
        if !list.is_empty() {
            body.attribute(LEVEL_MESSAGE, attributes::MESSAGE_PROPERTIES, list.finish())?;
        }
        for (position, attachment) in message.attachments.iter().enumerate() {
            let place = place.below(Step::Attachment(position));
            self.attachment(&scope, &place, attachment, &mut body)?;
        }
        Ok(body)
    }

    /// What a receiver must know, though the message has no such properties.
    fn what_is_not_there(&mut self, message: &Message, object: &Object<'_>, list: &mut List) {
        let class = Some(message.message_class());
        // The parts that make a subject up are not sent.
        let subject = message.subject();
        for (tag, text) in [(tags::MESSAGE_CLASS, class), (tags::SUBJECT, subject)] {
            if !object.bag.contains(tag.id())
                && let Some(text) = text
            {
                self.property(object, list, tag, None, &PropertyValue::from(text.as_str()));
            }
        }
    }

    /// attRecipTable ([MS-OXTNEF] 2.1.3.5).
    fn recipients(&mut self, scope: &Scope<'_>, body: &mut Body) -> Result<(), TnefWriteError> {
        let mut rows = Body::default();
        let mut count: u32 = 0;
        for (position, recipient) in scope.message.recipients.iter().enumerate() {
            let place = scope.place.below(Step::Recipient(position));
            let is_blind = recipient.recipient_type.kind() == RecipientType::BCC;
            if !self.is_complete() && (is_blind || scope.kind == Kind::Outer) {
                self.losses.push(Loss::object(&place, LossReason::Withheld));
                continue;
            }
            rows.append(self.row(scope, &place, recipient));
            count = count.saturating_add(1);
        }
        if count == 0 {
            return Ok(());
        }
        let mut table = Body::default();
        table.put_u32(count);
        table.append(rows);
        body.attribute(LEVEL_MESSAGE, attributes::RECIPIENT_TABLE, table)
    }

    fn row(&mut self, scope: &Scope<'_>, place: &Place, recipient: &Recipient) -> Body {
        let mut list = List::default();
        list.number(tags::RECIPIENT_TYPE, recipient.recipient_type.0);
        list.number(tags::ROWID, recipient.row_id);
        let object = Object {
            kind: Kind::Recipient,
            place,
            bag: &recipient.properties,
            elsewhere: &[],
        };
        self.bag(scope, &object, &mut list);
        list.finish()
    }

    /// The properties of an object.
    fn bag(&mut self, scope: &Scope<'_>, object: &Object<'_>, list: &mut List) {
        for (tag, value) in object.bag.iter() {
            if object.elsewhere.contains(&tag) {
                continue;
            }
            let name = scope.message.named_properties.name(tag.id());
            if !self.keeps(object.kind, tag) {
                let loss = Loss::property(object.place, tag, name, LossReason::Withheld);
                self.losses.push(loss);
                continue;
            }
            let sent = if self.is_complete() {
                None
            } else {
                transport::without_address_book(tag, value, object.bag, scope.page)
            };
            let wide = match value {
                PropertyValue::String8(_) if scope.oem != scope.page => {
                    convert_string(value, PropertyType::STRING, scope.page)
                }
                PropertyValue::MultipleString8(_) if scope.oem != scope.page => {
                    convert_string(value, PropertyType::MULTIPLE_STRING, scope.page)
                }
                _ => None,
            };
            let value = sent.as_ref().or(wide.as_ref()).unwrap_or(value);
            self.property(object, list, tag.with_type(value.property_type()), name, value);
        }
    }

    fn property(
        &mut self,
        object: &Object<'_>,
        list: &mut List,
        tag: PropertyTag,
        name: Option<&ropeway_types::PropertyName>,
        value: &PropertyValue,
    ) {
        if let Err(reason) = list.property(tag, name, value) {
            self.losses.push(Loss::property(object.place, tag, name, reason));
        }
    }
}

/// An attribute of a message.
fn put(body: &mut Body, id: u32, write: impl FnOnce(&mut Body)) -> Result<(), TnefWriteError> {
    let mut data = Body::default();
    write(&mut data);
    body.attribute(LEVEL_MESSAGE, id, data)
}

/// Text with its terminating zero.
fn text(data: &mut Body, text: &Bytes) {
    data.share(text);
    data.put_u8(0);
}
