//! The tree.

use super::fields::Fields;
use crate::options::Transfer;
use bytes::Bytes;
use ropeway_message::External;

/// Type and parameters of a Content-Type or Content-Disposition field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ContentType {
    pub(crate) value: String,
    pub(crate) parameters: Vec<(String, String)>,
}

impl ContentType {
    pub(crate) fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            parameters: Vec::new(),
        }
    }

    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.parameters.push((name.to_owned(), value.into()));
        self
    }
}

/// Octets, wherever they are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Data {
    Memory(Bytes),
    External(External),
}

impl Data {
    pub(crate) fn of(content: &ropeway_message::Content<'_>) -> Self {
        match content {
            ropeway_message::Content::Memory(bytes) => Self::Memory((*bytes).clone()),
            ropeway_message::Content::External(external) => Self::External((*external).clone()),
        }
    }

    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Memory(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            Self::External(external) => external.len(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T: Into<Bytes>> From<T> for Data {
    fn from(bytes: T) -> Self {
        Self::Memory(bytes.into())
    }
}

/// What follows the header of an entity.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// Text with CRLF line ends as it is, and what a hop must take for that.
    Unencoded(Bytes, Transfer),
    /// Already encoded.
    QuotedPrintable(Bytes),
    /// Octets, to be encoded while they are written, unless they may go as they are.
    Base64(Data),
    /// Content whose Content-* fields are its own; nothing is added to either. What a hop must take for it.
    Verbatim(Bytes, Transfer),
    /// A multipart.
    Parts(Vec<Entity>),
    /// message/rfc822.
    Message(Box<Entity>),
}

impl Content {
    /// Octets that no transfer encoding may touch.
    pub(crate) fn verbatim(bytes: Bytes) -> Self {
        let transfer = needed(&bytes);
        Self::Verbatim(bytes, transfer)
    }

    /// Text with CRLF line ends that fits into lines.
    pub(crate) fn unencoded(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let transfer = needed(&bytes);
        Self::Unencoded(bytes, transfer)
    }
}

/// What a hop must take for octets as they are.
fn needed(bytes: &[u8]) -> Transfer {
    if bytes.is_ascii() {
        Transfer::SevenBit
    } else {
        Transfer::EightBit
    }
}

/// Header and content.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entity {
    /// Fields before Content-Type: those of a message.
    pub(crate) fields: Fields,
    /// Content-Type; none where the content brings its own.
    pub(crate) content_type: Option<ContentType>,
    /// Fields after Content-Type and Content-Transfer-Encoding.
    pub(crate) content_fields: Fields,
    pub(crate) content: Content,
}

impl Entity {
    pub(crate) fn new(content_type: ContentType, content: Content) -> Self {
        Self {
            fields: Fields::default(),
            content_type: Some(content_type),
            content_fields: Fields::default(),
            content,
        }
    }

    pub(crate) fn multipart(subtype: &str, parts: Vec<Entity>) -> Self {
        Self::new(
            ContentType::new(format!("multipart/{subtype}")),
            Content::Parts(parts),
        )
    }

    /// The media type; empty where the content brings its own.
    pub(crate) fn media_type(&self) -> &str {
        self.content_type.as_ref().map_or("", |c| c.value.as_str())
    }

    /// Whether there is a multipart in it, apart from a signed one that brings its boundary along.
    pub(crate) fn has_boundaries(&self) -> bool {
        match &self.content {
            Content::Parts(_) => true,
            Content::Message(message) => message.has_boundaries(),
            _ => false,
        }
    }

    /// What a hop must take for this, header and content, when `allowed` is how the message may go.
    pub(crate) fn transfer(&self, allowed: Transfer) -> Transfer {
        let content = match &self.content {
            Content::Unencoded(_, transfer) | Content::Verbatim(_, transfer) => *transfer,
            Content::Parts(parts) => parts
                .iter()
                .map(|part| part.transfer(allowed))
                .max()
                .unwrap_or_default(),
            Content::Message(message) => message.transfer(allowed),
            Content::Base64(_) if allowed == Transfer::Binary => Transfer::Binary,
            Content::QuotedPrintable(_) | Content::Base64(_) => Transfer::SevenBit,
        };
        content
            .max(needed(self.fields.as_bytes()))
            .max(needed(self.content_fields.as_bytes()))
    }
}
