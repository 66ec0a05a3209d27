//! Properties in lists ([MS-OXTNEF] 2.1.3.4).

use super::body::Body;
use crate::LossReason;
use crate::tnef::{IID_MESSAGE, IID_STORAGE, IID_STREAM};
use bytes::Bytes;
use ropeway_types::{
    Guid, NameKind, PropertyName, PropertyTag, PropertyValue, WideString, property_set, tags,
};

/// Magic number of a compound file ([MS-CFB] 2.2).
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// A list as it is put together.
#[derive(Default)]
pub(super) struct List {
    count: u32,
    body: Body,
}

impl List {
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The list with its count.
    pub(super) fn finish(self) -> Body {
        let mut body = Body::default();
        body.put_u32(self.count);
        body.append(self.body);
        body
    }

    fn head(&mut self, tag: PropertyTag) {
        self.count = self.count.saturating_add(1);
        self.body.put_u16(tag.property_type().0);
        self.body.put_u16(tag.id());
    }

    /// A property of the model's fields.
    pub(super) fn number(&mut self, tag: PropertyTag, value: u32) {
        self.head(tag);
        self.body.put_u32(value);
    }

    /// A property; from 0x8000 up it needs a name.
    pub(super) fn property(
        &mut self,
        tag: PropertyTag,
        name: Option<&PropertyName>,
        value: &PropertyValue,
    ) -> Result<(), LossReason> {
        check(value)?;
        if tag.id() < PropertyTag::FIRST_NAMED_ID {
            self.head(tag);
        } else {
            // PS_MAPI names what has a number below 0x8000.
            let name = name
                .filter(|name| name.property_set != property_set::PS_MAPI)
                .ok_or(LossReason::Name)?;
            match &name.kind {
                NameKind::Id(lid) => {
                    self.head(tag);
                    self.body.put(&name.property_set.0);
                    self.body.put_u32(0);
                    self.body.put_u32(*lid);
                }
                NameKind::Name(text) => {
                    self.head(tag);
                    self.body.put(&name.property_set.0);
                    self.body.put_u32(1);
                    wide(&mut self.body, text);
                }
                NameKind::None => return Err(LossReason::Name),
            }
        }
        put(&mut self.body, value);
        Ok(())
    }

    /// PidTagAttachDataObject with the stream of an embedded message.
    pub(super) fn message(&mut self, stream: Body) -> Result<(), LossReason> {
        let len = stream
            .len()
            .checked_add(u64::try_from(IID_MESSAGE.0.len()).unwrap_or(u64::MAX))
            .and_then(|len| u32::try_from(len).ok())
            .ok_or(LossReason::Size)?;
        self.head(tags::ATTACH_DATA_OBJECT);
        self.body.put_u32(1);
        self.body.put_u32(len);
        self.body.put(&IID_MESSAGE.0);
        self.body.append(stream);
        pad(&mut self.body, len);
        Ok(())
    }
}

/// Whether a value has a form: its type, and its size.
fn check(value: &PropertyValue) -> Result<(), LossReason> {
    use PropertyValue as V;
    let fits = |len: usize| {
        // A terminating zero or an interface may come to it.
        let fits = u32::try_from(len.saturating_add(16)).is_ok();
        if fits { Ok(()) } else { Err(LossReason::Size) }
    };
    match value {
        V::String8(bytes) | V::Binary(bytes) | V::Object(bytes) => fits(bytes.len()),
        V::String(text) => fits(text.as_bytes().len()),
        V::MultipleString8(items) | V::MultipleBinary(items) => {
            fits(items.len())?;
            items.iter().try_for_each(|item| fits(item.len()))
        }
        V::MultipleString(items) => {
            fits(items.len())?;
            items.iter().try_for_each(|item| fits(item.as_bytes().len()))
        }
        V::Integer16(_)
        | V::Integer32(_)
        | V::Floating32(_)
        | V::Floating64(_)
        | V::Currency(_)
        | V::FloatingTime(_)
        | V::ErrorCode(_)
        | V::Boolean(_)
        | V::Integer64(_)
        | V::Time(_)
        | V::Guid(_) => Ok(()),
        V::MultipleInteger16(items) => fits(items.len()),
        V::MultipleInteger32(items) => fits(items.len()),
        V::MultipleFloating32(items) => fits(items.len()),
        V::MultipleFloating64(items) | V::MultipleFloatingTime(items) => fits(items.len()),
        V::MultipleCurrency(items) | V::MultipleInteger64(items) => fits(items.len()),
        V::MultipleTime(items) => fits(items.len()),
        V::MultipleGuid(items) => fits(items.len()),
        // PtypNull, PtypServerId, and those of rules: [MS-OXTNEF] has no form for them.
        _ => Err(LossReason::Type),
    }
}

/// A value that has a form.
fn put(body: &mut Body, value: &PropertyValue) {
    use PropertyValue as V;
    match value {
        V::Integer16(v) => short(body, v.to_le_bytes()),
        V::Boolean(v) => short(body, u16::from(*v).to_le_bytes()),
        V::Integer32(v) => body.put(&v.to_le_bytes()),
        V::Floating32(v) => body.put(&v.to_le_bytes()),
        V::ErrorCode(v) => body.put_u32(v.0),
        V::Floating64(v) | V::FloatingTime(v) => body.put(&v.to_le_bytes()),
        V::Currency(v) | V::Integer64(v) => body.put(&v.to_le_bytes()),
        V::Time(v) => body.put(&v.0.to_le_bytes()),
        V::Guid(v) => body.put(&v.0),
        V::String8(v) => one(body, |body| narrow(body, v)),
        V::String(v) => one(body, |body| wide(body, v)),
        V::Binary(v) => one(body, |body| counted(body, &[], v, &[])),
        V::Object(v) => one(body, |body| counted(body, &interface(v).0, v, &[])),
        V::MultipleInteger16(v) => all(body, v, |body, v| short(body, v.to_le_bytes())),
        V::MultipleInteger32(v) => all(body, v, |body, v| body.put(&v.to_le_bytes())),
        V::MultipleFloating32(v) => all(body, v, |body, v| body.put(&v.to_le_bytes())),
        V::MultipleFloating64(v) | V::MultipleFloatingTime(v) => {
            all(body, v, |body, v| body.put(&v.to_le_bytes()));
        }
        V::MultipleCurrency(v) | V::MultipleInteger64(v) => {
            all(body, v, |body, v| body.put(&v.to_le_bytes()));
        }
        V::MultipleTime(v) => all(body, v, |body, v| body.put(&v.0.to_le_bytes())),
        V::MultipleGuid(v) => all(body, v, |body, v| body.put(&v.0)),
        V::MultipleString8(v) => all(body, v, narrow),
        V::MultipleString(v) => all(body, v, wide),
        V::MultipleBinary(v) => all(body, v, |body, v| counted(body, &[], v, &[])),
        // `check` refuses what is left.
        _ => {}
    }
}

/// What says that the bytes of an object are a compound file, or are just bytes.
fn interface(object: &Bytes) -> Guid {
    if object.starts_with(COMPOUND_FILE) {
        IID_STORAGE
    } else {
        IID_STREAM
    }
}

fn one(body: &mut Body, put: impl FnOnce(&mut Body)) {
    body.put_u32(1);
    put(body);
}

fn all<T>(body: &mut Body, values: &[T], put: impl Fn(&mut Body, &T)) {
    body.put_u32(u32::try_from(values.len()).unwrap_or(u32::MAX));
    for value in values {
        put(body, value);
    }
}

fn short(body: &mut Body, value: [u8; 2]) {
    body.put(&value);
    body.put(&[0, 0]);
}

fn narrow(body: &mut Body, text: &Bytes) {
    counted(body, &[], text, &[0]);
}

fn wide(body: &mut Body, text: &WideString) {
    counted(body, &[], text.as_bytes(), &[0, 0]);
}

/// A value behind its length, padded to a multiple of four.
fn counted(body: &mut Body, before: &[u8], bytes: &Bytes, after: &[u8]) {
    let len = before
        .len()
        .saturating_add(bytes.len())
        .saturating_add(after.len());
    let len = u32::try_from(len).unwrap_or(u32::MAX);
    body.put_u32(len);
    body.put(before);
    body.share(bytes);
    body.put(after);
    pad(body, len);
}

fn pad(body: &mut Body, len: u32) {
    let padding = usize::try_from(len.wrapping_neg() % 4).unwrap_or_default();
    body.put([0; 3].get(..padding).unwrap_or_default());
}
