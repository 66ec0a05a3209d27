//! The ICS state ([MS-OXCFXICS] 2.2.1.1).

use super::idset::ReplGuidSet;
use crate::fast_transfer::{Marker, Token, Tokenizer, meta, write_marker, write_property};
use crate::tag::PropertyTag;
use crate::value::PropertyValue;
use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use bytes::Bytes;

/// What a client has of a folder ([MS-OXCFXICS] 2.2.1.1), as a synchronization begins and ends with.
///
/// As a stream it is the state element (2.2.4.3.25): the properties between IncrSyncStateBegin and
/// IncrSyncStateEnd. A set that is empty is not the same as one that is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct IcsState {
    /// MetaTagIdsetGiven: ids of folders or messages in the local replica; none in an upload.
    pub idset_given: Option<ReplGuidSet>,
    /// MetaTagCnsetSeen: changes of folders or normal messages.
    pub cnset_seen: Option<ReplGuidSet>,
    /// MetaTagCnsetSeenFAI: changes of folder associated information; of contents only.
    pub cnset_seen_fai: Option<ReplGuidSet>,
    /// MetaTagCnsetRead: changes of read states; of contents only.
    pub cnset_read: Option<ReplGuidSet>,
}

impl IcsState {
    /// The field that a property carries, in either type of MetaTagIdsetGiven.
    fn field(&mut self, tag: PropertyTag) -> Option<&mut Option<ReplGuidSet>> {
        match tag {
            meta::IDSET_GIVEN | meta::IDSET_GIVEN_BINARY => Some(&mut self.idset_given),
            meta::CNSET_SEEN => Some(&mut self.cnset_seen),
            meta::CNSET_SEEN_FAI => Some(&mut self.cnset_seen_fai),
            meta::CNSET_READ => Some(&mut self.cnset_read),
            _ => None,
        }
    }

    /// Takes the value of a state property, as the ROPs from RopSynchronizationUploadStateStreamBegin to
    /// -End carry it, in place of what was there; whether the tag is one of the four.
    ///
    /// # Errors
    /// As the bytes deserve.
    pub fn set(&mut self, tag: PropertyTag, value: &Bytes) -> Result<bool, DecodeError> {
        let Some(field) = self.field(tag) else {
            return Ok(false);
        };
        *field = Some(Decode::decode(&mut Reader::new(value.clone()))?);
        Ok(true)
    }

    /// Reads a stream that is a state element. Other properties in it are passed over.
    ///
    /// # Errors
    /// As the bytes deserve.
    pub fn from_stream(stream: impl Into<Bytes>) -> Result<Self, DecodeError> {
        const STATE: &str = "state";
        /// Bytes of a tag and a length.
        const BEFORE_VALUE: usize = 8;
        let mut state = Self::default();
        let mut tokenizer = Tokenizer::whole(stream);
        let mut expected = Marker::IncrSyncStateBegin;
        loop {
            let start = tokenizer.offset();
            let number = match tokenizer.next_token()? {
                Some(Token::Marker(marker)) if marker == expected => match marker.end() {
                    Some(end) => {
                        expected = end;
                        continue;
                    }
                    None => break,
                },
                Some(Token::Property(property)) if expected == Marker::IncrSyncStateEnd => {
                    if let PropertyValue::Binary(value) = property.value.into_property_value() {
                        let start = start.saturating_add(BEFORE_VALUE);
                        let set = state.set(property.tag, &value);
                        set.map_err(|error| error.based_at(start))?;
                    }
                    continue;
                }
                Some(Token::Marker(marker)) => marker.number(),
                Some(Token::Property(property)) => property.tag.0,
                None => {
                    tokenizer.finish()?;
                    let kind = DecodeErrorKind::Truncated { needed: 4, left: 0 };
                    return Err(DecodeError::new(start, kind).within(STATE, expected.name()));
                }
            };
            let kind = DecodeErrorKind::Unknown(number);
            return Err(DecodeError::new(start, kind).within(STATE, expected.name()));
        }
        match tokenizer.pending() {
            0 => Ok(state),
            left => {
                let kind = DecodeErrorKind::Trailing(left);
                Err(DecodeError::new(tokenizer.offset(), kind).within(STATE, expected.name()))
            }
        }
    }

    /// The state element, as a stream.
    ///
    /// # Errors
    /// [`EncodeError::TooLong`].
    pub fn to_stream(&self) -> Result<Bytes, EncodeError> {
        let mut writer = Writer::new();
        write_marker(&mut writer, Marker::IncrSyncStateBegin)?;
        for (tag, set) in [
            (meta::IDSET_GIVEN, &self.idset_given),
            (meta::CNSET_SEEN, &self.cnset_seen),
            (meta::CNSET_SEEN_FAI, &self.cnset_seen_fai),
            (meta::CNSET_READ, &self.cnset_read),
        ] {
            if let Some(set) = set {
                write_property(&mut writer, tag, None, &PropertyValue::Binary(set.to_bytes()?))?;
            }
        }
        write_marker(&mut writer, Marker::IncrSyncStateEnd)?;
        Ok(writer.finish())
    }
}
