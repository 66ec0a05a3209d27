//! The forms of the `serde` feature that a derive does not give.

use super::{AuxiliaryBlock, Ignored};
use bytes::Bytes;
use ropeway_types::wire::{Decode, DecodeError, Reader};
use serde::{Deserialize, Serialize};

/// The bytes, and why and where they could not be read. The reason is for people: what is read back is
/// found anew in the bytes, which must be no block.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Ignored")]
pub(super) struct IgnoredForm {
    error: String,
    offset: usize,
    bytes: Bytes,
}

impl From<Ignored> for IgnoredForm {
    fn from(ignored: Ignored) -> Self {
        Self {
            error: ignored.error.to_string(),
            offset: ignored.error.offset,
            bytes: ignored.bytes,
        }
    }
}

impl TryFrom<IgnoredForm> for Ignored {
    type Error = &'static str;
    fn try_from(form: IgnoredForm) -> Result<Self, &'static str> {
        match AuxiliaryBlock::decode(&mut Reader::new(form.bytes.clone())) {
            Ok(_) => Err("the bytes that were ignored are a block"),
            Err(error) => Ok(Self {
                // The offset of the form stays, whatever it is: it is of the buffer around the bytes.
                error: DecodeError::new(form.offset, error.kind).within(error.structure, error.field),
                bytes: form.bytes,
            }),
        }
    }
}

/// Arrays that are too long for serde's own, as bytes.
pub(super) mod array {
    use bytes::Bytes;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<const N: usize, S: Serializer>(
        bytes: &[u8; N],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        Bytes::copy_from_slice(bytes).serialize(serializer)
    }
    pub(crate) fn deserialize<'de, const N: usize, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<[u8; N], D::Error> {
        let bytes = Bytes::deserialize(deserializer)?;
        <[u8; N]>::try_from(bytes.as_ref())
            .map_err(|_| D::Error::invalid_length(bytes.len(), &format!("{N} bytes").as_str()))
    }
}
