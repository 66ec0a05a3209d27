//! Finding the end of a token.

use super::marker::Marker;
use super::meta;
use super::token::{Property, Token};
use super::value::{SIZE, Shape, Value, shape};
use crate::guid::Guid;
use crate::name::{NameKind, PropertyName};
use crate::tag::PropertyTag;
use crate::text::WideString;
use crate::wire::{DecodeError, DecodeErrorKind};
use bytes::Bytes;

/// Where the Kind of a name stands, after the tag and the property set.
const KIND: usize = 20;
/// Where the number or text of a name stands.
const NAME: usize = 21;

/// How far a token has been looked at. It goes on where it stopped, so that a token in many pieces is
/// looked at once.
#[derive(Debug, Clone)]
pub(super) struct Scan {
    state: State,
    /// Bytes of the token that are known to be right.
    pos: usize,
    tag: PropertyTag,
    marker: Option<Marker>,
    shape: Shape,
    /// Where the value stands.
    value: usize,
}

#[derive(Debug, Clone, Copy)]
enum State {
    Tag,
    Kind,
    Lid,
    Name,
    Value,
    /// Values with a length each, so many.
    Items {
        left: u32,
        unit: usize,
    },
    /// One of them up to `end`, and so many after it.
    Item {
        left: u32,
        unit: usize,
        end: usize,
    },
    /// The rest of the value, up to here.
    Rest {
        end: usize,
    },
    Done,
}

/// What [`Scan::advance`] came to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Progress {
    /// The token is whole; its length is [`Scan::len`].
    Whole,
    /// The token has at least `total` bytes, of which those from `at` on are a field not yet whole.
    Needs { total: usize, at: usize, field: Field },
}

/// Structure and field, for errors.
pub(super) type Field = (&'static str, &'static str);

impl Scan {
    /// Begins the next token.
    pub(super) fn reset(&mut self) {
        self.state = State::Tag;
        self.pos = 0;
    }

    pub(super) fn new() -> Self {
        Self {
            state: State::Tag,
            pos: 0,
            tag: PropertyTag(0),
            marker: None,
            shape: Shape::Fixed(0),
            value: 0,
        }
    }

    /// Bytes of the token, once it is whole.
    pub(super) fn len(&self) -> usize {
        self.pos
    }

    /// Goes on through `bytes`, which begin with the token and may go beyond it. Tokens of more than
    /// `limit` bytes are refused.
    ///
    /// # Errors
    /// With the offset in the token.
    #[inline]
    pub(super) fn advance(&mut self, bytes: &[u8], limit: usize) -> Result<Progress, DecodeError> {
        loop {
            let total = match self.state {
                State::Done => return Ok(Progress::Whole),
                State::Tag => SIZE,
                State::Kind => NAME,
                State::Lid => self.pos.saturating_add(4),
                State::Name => self.pos.saturating_add(2),
                State::Value => match self.shape {
                    Shape::Fixed(len) => self.pos.saturating_add(len),
                    _ => self.pos.saturating_add(SIZE),
                },
                // Each has a length at least.
                State::Items { left, .. } => self.pos.saturating_add(count(left).saturating_mul(SIZE)),
                State::Item { end, .. } | State::Rest { end } => end,
            };
            if total > limit {
                let kind = DecodeErrorKind::Limit {
                    count: total,
                    max: limit,
                };
                return Err(error(self.pos, kind, self.field()));
            }
            if bytes.len() < total {
                let (at, field) = (self.pos, self.field());
                return Ok(Progress::Needs { total, at, field });
            }
            self.step(bytes, total)?;
        }
    }

    /// The field that is looked at.
    #[cold]
    fn field(&self) -> Field {
        match (self.state, self.shape) {
            (State::Tag, _) => ("propValue", "propDef"),
            (State::Kind, _) => ("namedPropInfo", "PropertySet"),
            (State::Lid, _) => ("namedPropInfo", "dispid"),
            (State::Name, _) => ("namedPropInfo", "name"),
            (State::Value, Shape::Fixed(_)) => ("propValue", "fixedSizeValue"),
            (State::Value | State::Items { .. } | State::Done, _) => ("propValue", "length"),
            (State::Item { .. } | State::Rest { .. }, _) => ("propValue", "varSizeValue"),
        }
    }

    /// Takes what [`Scan::advance`] found to be there: the bytes up to `total`.
    #[inline]
    fn step(&mut self, bytes: &[u8], total: usize) -> Result<(), DecodeError> {
        let from = self.pos;
        self.pos = total;
        match self.state {
            State::Tag => {
                self.tag = PropertyTag(number(bytes, from));
                self.marker = Marker::from_number(self.tag.0);
                if self.marker.is_some() {
                    self.state = State::Done;
                    return Ok(());
                }
                self.shape = shape(meta::value_type(self.tag)).ok_or_else(|| {
                    let kind = DecodeErrorKind::PropertyType(self.tag.property_type().0);
                    error(from, kind, ("propValue", "propType"))
                })?;
                self.value = total;
                self.state = if self.tag.id() >= PropertyTag::FIRST_NAMED_ID {
                    State::Kind
                } else {
                    State::Value
                };
            }
            State::Kind => {
                self.state = match bytes.get(KIND) {
                    Some(0) => State::Lid,
                    Some(1) => State::Name,
                    other => {
                        let value = other.copied().map_or(0, u64::from);
                        return Err(error(
                            KIND,
                            DecodeErrorKind::Value { value },
                            ("namedPropInfo", "Kind"),
                        ));
                    }
                };
            }
            State::Lid => self.value_at(total),
            State::Name => {
                let units = bytes.get(from..).unwrap_or_default().chunks_exact(2);
                let before = units.clone().take_while(|unit| **unit != [0, 0]).count();
                let end = from.saturating_add(before.saturating_mul(2));
                if before < units.len() {
                    self.value_at(end.saturating_add(2));
                } else {
                    self.pos = end;
                }
            }
            State::Value => match self.shape {
                Shape::Fixed(_) => self.state = State::Done,
                Shape::Sized(unit) => {
                    let end = total.saturating_add(length(bytes, from, unit)?);
                    self.state = State::Rest { end };
                }
                Shape::MultipleFixed(len) => {
                    let end = total.saturating_add(length(bytes, from, 1)?.saturating_mul(len));
                    self.state = State::Rest { end };
                }
                Shape::MultipleSized(unit) => {
                    let left = number(bytes, from);
                    self.state = State::Items { left, unit };
                }
            },
            State::Items { left: 0, .. } | State::Done => self.state = State::Done,
            State::Items { left, unit } => {
                let left = left.saturating_sub(1);
                self.pos = from.saturating_add(SIZE);
                let end = self.pos.saturating_add(length(bytes, from, unit)?);
                self.state = State::Item { left, unit, end };
            }
            State::Item { left, unit, .. } => self.state = State::Items { left, unit },
            State::Rest { .. } => self.state = State::Done,
        }
        Ok(())
    }

    fn value_at(&mut self, at: usize) {
        self.pos = at;
        self.value = at;
        self.state = State::Value;
    }
}

impl Scan {
    /// The token that was found in these bytes.
    #[inline]
    pub(super) fn token(&self, bytes: &Bytes) -> Token {
        if let Some(marker) = self.marker {
            return Token::Marker(marker);
        }
        let raw = bytes.get(self.value..self.pos).unwrap_or_default();
        let slice = |skip: usize| bytes.slice_ref(raw.get(skip..).unwrap_or_default());
        Token::Property(Property {
            tag: self.tag,
            name: (self.tag.id() >= PropertyTag::FIRST_NAMED_ID).then(|| self.name(bytes)),
            value: Value::from_scan(meta::value_type(self.tag), self.shape, slice, raw),
        })
    }

    fn name(&self, bytes: &Bytes) -> PropertyName {
        let set = bytes.get(SIZE..KIND).and_then(|set| set.first_chunk());
        let name = bytes.get(NAME..self.value).unwrap_or_default();
        let kind = if bytes.get(KIND) == Some(&0) {
            NameKind::Id(number(name, 0))
        } else {
            let text = name.strip_suffix(&[0, 0]).unwrap_or(name);
            NameKind::Name(WideString::from_utf16le(bytes.slice_ref(text)))
        };
        PropertyName {
            property_set: Guid(set.copied().unwrap_or_default()),
            kind,
        }
    }
}

fn error(at: usize, kind: DecodeErrorKind, (structure, field): Field) -> DecodeError {
    DecodeError::new(at, kind).within(structure, field)
}

/// The number at an offset where four bytes are.
fn number(bytes: &[u8], at: usize) -> u32 {
    let bytes = bytes.get(at..).and_then(|bytes| bytes.first_chunk());
    bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The length at an offset; a whole number of units.
fn length(bytes: &[u8], at: usize, unit: usize) -> Result<usize, DecodeError> {
    let number = number(bytes, at);
    let len = count(number);
    if len.is_multiple_of(unit) {
        return Ok(len);
    }
    let value = u64::from(number);
    Err(error(
        at,
        DecodeErrorKind::Value { value },
        ("propValue", "length"),
    ))
}
