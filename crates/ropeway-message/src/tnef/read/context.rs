//! What reading a stream and the streams nested in it share.

use crate::tnef::TnefError;
use crate::tnef::attributes::{self, HEADER_LEN, LEVEL_ATTACHMENT, LEVEL_MESSAGE, VERSION, checksum};
use crate::tnef::report::{AttributeId, Deviation, DeviationKind, Report};
use crate::{Place, ReadOptions};
use bytes::Bytes;
use ropeway_types::wire::{Decode, Reader};

/// Limits and report of one reading.
pub(super) struct Context<'a> {
    pub(super) options: &'a ReadOptions,
    pub(super) report: Report,
    entries: usize,
}

impl<'a> Context<'a> {
    pub(super) fn new(options: &'a ReadOptions) -> Self {
        Self {
            options,
            report: Report::default(),
            entries: 0,
        }
    }

    pub(super) fn note(&mut self, place: &Place, kind: DeviationKind) {
        self.report.note(|| Deviation {
            place: place.clone(),
            kind,
        });
    }

    /// Counts an element.
    pub(super) fn entry(&mut self) -> Result<(), TnefError> {
        if self.entries >= self.options.max_entries {
            return Err(limit("elements", self.options.max_entries));
        }
        self.entries = self.entries.saturating_add(1);
        Ok(())
    }
}

pub(super) fn limit(what: &'static str, limit: usize) -> TnefError {
    TnefError::Limit {
        what,
        limit: u64::try_from(limit).unwrap_or(u64::MAX),
    }
}

/// An attribute: its id and its data.
pub(super) struct Attribute {
    pub(super) id: u32,
    pub(super) data: Bytes,
}

impl Attribute {
    pub(super) fn name(&self) -> AttributeId {
        AttributeId(self.id)
    }
}

/// The attributes of a stream, those of each attachment by themselves.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) message: Vec<Attribute>,
    pub(super) attachments: Vec<Vec<Attribute>>,
}

impl Attributes {
    /// Takes the stream apart. What follows the last attribute is reported, and so is what is missing
    /// of it.
    pub(super) fn read(cx: &mut Context<'_>, place: &Place, stream: &Bytes) -> Result<Self, TnefError> {
        let mut reader = Reader::new(stream.clone());
        if u32::decode(&mut reader).ok() != Some(attributes::SIGNATURE) {
            return Err(TnefError::NotTnef);
        }
        // The legacy key says nothing.
        u16::decode(&mut reader).map_err(|_| TnefError::Empty)?;
        let mut all = Self::default();
        while let Some((level, attribute)) = next(cx, place, &mut reader)? {
            all.add(cx, place, level, attribute);
        }
        if all.message.is_empty() && all.attachments.is_empty() {
            return Err(TnefError::Empty);
        }
        Ok(all)
    }

    fn add(&mut self, cx: &mut Context<'_>, place: &Place, level: u8, attribute: Attribute) {
        let known = attributes::name(attribute.id).is_some();
        if !known {
            return cx.note(place, DeviationKind::UnknownAttribute(attribute.name()));
        }
        let of_attachment = is_of_attachment(attribute.id);
        if (level == LEVEL_ATTACHMENT) != of_attachment {
            cx.note(place, DeviationKind::Level(attribute.name()));
        }
        if !of_attachment {
            return add_once(cx, place, &mut self.message, attribute);
        }
        if attribute.id == attributes::RENDERING {
            self.attachments.push(vec![attribute]);
        } else if let Some(last) = self.attachments.last_mut() {
            add_once(cx, place, last, attribute);
        } else {
            cx.note(place, DeviationKind::NoRendering(attribute.name()));
            self.attachments.push(vec![attribute]);
        }
    }
}

/// An object has no more attributes than there are kinds of them, so that to look them through is quick.
fn add_once(cx: &mut Context<'_>, place: &Place, attributes: &mut Vec<Attribute>, attribute: Attribute) {
    if attributes.iter().any(|other| other.id == attribute.id) {
        return cx.note(place, DeviationKind::RepeatedAttribute(attribute.name()));
    }
    if attribute.id == attributes::TNEF_VERSION {
        let version = u32::decode(&mut Reader::new(attribute.data.clone())).unwrap_or_default();
        if version != VERSION {
            cx.note(place, DeviationKind::Version(version));
        }
    }
    attributes.push(attribute);
}

fn is_of_attachment(id: u32) -> bool {
    matches!(
        id,
        attributes::RENDERING
            | attributes::ATTACH_DATA
            | attributes::ATTACH_TITLE
            | attributes::ATTACH_METAFILE
            | attributes::ATTACH_CREATED
            | attributes::ATTACH_MODIFIED
            | attributes::ATTACH_TRANSPORT_NAME
            | attributes::ATTACHMENT
    )
}

/// The next attribute with its level, as far as it is there.
fn next(
    cx: &mut Context<'_>,
    place: &Place,
    reader: &mut Reader,
) -> Result<Option<(u8, Attribute)>, TnefError> {
    let offset = reader.offset();
    let Some([level, rest_of_header @ ..]) = reader
        .peek::<HEADER_LEN>()
        .filter(|[level, ..]| matches!(*level, LEVEL_MESSAGE | LEVEL_ATTACHMENT))
    else {
        // Mail gateways leave a line end behind ([MS-OXCMAIL] 2.2.3.8).
        let rest = reader.rest();
        if !rest.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
            cx.note(place, DeviationKind::Trailing(rest.len()));
        }
        return Ok(None);
    };
    cx.entry()?;
    let [a, b, c, d, e, f, g, h] = rest_of_header;
    let (id, declared) = (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]));
    let attribute = AttributeId(id);
    let len = usize::try_from(declared).unwrap_or(usize::MAX);
    // What was just looked at, and no more than is there, can be taken.
    reader.take(HEADER_LEN).map_err(|_| TnefError::Empty)?;
    let left = reader.remaining().min(len);
    let data = reader.take(left).map_err(|_| TnefError::Empty)?;
    let Ok(sum) = u16::decode(reader) else {
        let kind = DeviationKind::Truncated {
            attribute,
            declared,
            left,
        };
        cx.note(place, kind);
        *reader = Reader::new(Bytes::new());
        return Ok(Some((level, Attribute { id, data })));
    };
    let actual = checksum(&data);
    if sum != actual {
        if cx.options.require_checksums {
            return Err(TnefError::Checksum { attribute, offset });
        }
        let kind = DeviationKind::Checksum {
            attribute,
            declared: sum,
            actual,
        };
        cx.note(place, kind);
    }
    Ok(Some((level, Attribute { id, data })))
}
