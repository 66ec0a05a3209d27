//! The tree.

use super::fields::Fields;
use bytes::Bytes;

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

/// What follows the header of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// US-ASCII text with CRLF line ends, as it is.
    SevenBit(Bytes),
    /// Already encoded.
    QuotedPrintable(Bytes),
    /// To be encoded while it is written.
    Base64(Bytes),
    /// Content whose Content-* fields are its own; nothing is added to either.
    Verbatim(Bytes),
    /// A multipart.
    Parts(Vec<Entity>),
    /// message/rfc822.
    Message(Box<Entity>),
}

/// Header and content.
#[derive(Debug, Clone, PartialEq, Eq)]
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

    /// Whether an octet above 127 will be in the output, header or content.
    pub(crate) fn is_8bit(&self) -> bool {
        let content = match &self.content {
            Content::Verbatim(bytes) | Content::SevenBit(bytes) => !bytes.is_ascii(),
            Content::Parts(parts) => parts.iter().any(Entity::is_8bit),
            Content::Message(message) => message.is_8bit(),
            Content::QuotedPrintable(_) | Content::Base64(_) => false,
        };
        content || !self.fields.as_bytes().is_ascii() || !self.content_fields.as_bytes().is_ascii()
    }
}
