//! A stream of tokens, the place in it, and what of it is tolerated.

use super::report::{Deviation, DeviationKind, Report};
use super::{MAX_DEPTH, is_marker};
use crate::{Place, ReadOptions, Step};
use bytes::Bytes;
use ropeway_types::fast_transfer::{self, Marker, Token, Tokenizer, meta};
use ropeway_types::wire::{DecodeError, DecodeErrorKind};
use ropeway_types::{PropertyTag, PropertyValue};

pub(super) const MESSAGE: &str = "message";

pub(super) fn error(
    at: usize,
    kind: DecodeErrorKind,
    structure: &'static str,
    field: &'static str,
) -> DecodeError {
    DecodeError::new(at, kind).within(structure, field)
}

pub(super) struct Stream {
    pub(super) tokens: Tokenizer,
    /// A token that was looked at and is to come again.
    pub(super) again: Option<Token>,
    /// `None` where nothing is tolerated.
    pub(super) report: Option<Report>,
    pub(super) message: usize,
    pub(super) steps: Vec<Step>,
    pub(super) max_depth: usize,
    pub(super) max_entries: usize,
    pub(super) entries: usize,
}

/// What ended a list of properties: the number, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Next {
    pub(super) number: u32,
    pub(super) at: usize,
}

impl Next {
    pub(super) fn is(self, marker: Marker) -> bool {
        self.number == marker.number()
    }

    pub(super) fn begins_message(self) -> bool {
        self.is(Marker::StartMessage) || self.is(Marker::StartFAIMsg)
    }

    pub(super) fn expect(self, marker: Marker, structure: &'static str) -> Result<(), DecodeError> {
        if self.is(marker) {
            return Ok(());
        }
        let kind = DecodeErrorKind::Unknown(self.number);
        Err(error(self.at, kind, structure, "end marker"))
    }
}

impl Stream {
    pub(super) fn strict(bytes: &Bytes) -> Self {
        Self {
            tokens: Tokenizer::whole(bytes.clone()),
            again: None,
            report: None,
            message: 0,
            steps: Vec::new(),
            max_depth: MAX_DEPTH,
            max_entries: usize::MAX,
            entries: 0,
        }
    }

    pub(super) fn tolerant(bytes: &Bytes, options: &ReadOptions) -> Result<Self, DecodeError> {
        let max = usize::try_from(options.max_bytes).unwrap_or(usize::MAX);
        if bytes.len() > max {
            let count = bytes.len();
            return Err(error(0, DecodeErrorKind::Limit { count, max }, MESSAGE, "bytes"));
        }
        Ok(Self {
            report: Some(Report::default()),
            max_depth: options.max_depth.min(MAX_DEPTH),
            max_entries: options.max_entries,
            ..Self::strict(bytes)
        })
    }

    pub(super) fn report(self) -> Report {
        self.report.unwrap_or_default()
    }

    pub(super) fn finish(&self) -> Result<(), DecodeError> {
        match self.tokens.pending() {
            0 => Ok(()),
            left => {
                let kind = DecodeErrorKind::Trailing(left);
                Err(error(self.tokens.offset(), kind, MESSAGE, "EndMessage"))
            }
        }
    }

    /// Notes what is tolerated; false where nothing is.
    pub(super) fn note(&mut self, offset: usize, kind: DeviationKind) -> bool {
        let Some(report) = &mut self.report else {
            return false;
        };
        report.note(|| Deviation {
            message: self.message,
            place: self
                .steps
                .iter()
                .fold(Place::message(), |place, step| place.below(*step)),
            offset,
            kind,
        });
        true
    }

    /// The next token; `None` at the end of the stream.
    pub(super) fn token_or_end(&mut self) -> Result<Option<Token>, DecodeError> {
        if let Some(token) = self.again.take() {
            return Ok(Some(token));
        }
        let token = self.tokens.next_token()?;
        if token.is_none() {
            self.tokens.finish()?;
        }
        self.count()?;
        Ok(token)
    }

    pub(super) fn count(&mut self) -> Result<(), DecodeError> {
        self.entries = self.entries.saturating_add(1);
        if self.entries <= self.max_entries {
            return Ok(());
        }
        let kind = DecodeErrorKind::Limit {
            count: self.entries,
            max: self.max_entries,
        };
        Err(error(self.tokens.offset(), kind, MESSAGE, "propDef"))
    }

    /// The next token; a message is not over before its end marker.
    pub(super) fn token(&mut self) -> Result<Token, DecodeError> {
        if let Some(token) = self.token_or_end()? {
            return Ok(token);
        }
        Err(self.too_short())
    }

    pub(super) fn too_short(&self) -> DecodeError {
        let kind = DecodeErrorKind::Truncated { needed: 4, left: 0 };
        error(self.tokens.offset(), kind, MESSAGE, "propDef")
    }

    /// The number of the next token, where a marker is to be.
    pub(super) fn number(&mut self) -> Result<Next, DecodeError> {
        let at = self.tokens.offset();
        let number = match self.token()? {
            Token::Marker(marker) => marker.number(),
            Token::Property(property) => property.tag.0,
        };
        Ok(Next { number, at })
    }

    /// What stands outside messages is passed over, with a note: warnings, and what could not be copied. The
    /// marker after it, which is consumed; `None` for a property of a message, and at the end.
    pub(super) fn between(&mut self) -> Result<Option<Next>, DecodeError> {
        let mut in_error = false;
        loop {
            let at = self.tokens.offset();
            match self.token_or_end()? {
                None => return Ok(None),
                Some(Token::Marker(Marker::FXErrorInfo)) => {
                    self.note(at, DeviationKind::ErrorInfo);
                    in_error = true;
                }
                Some(Token::Marker(marker)) => {
                    let number = marker.number();
                    return Ok(Some(Next { number, at }));
                }
                // The properties of the error are between its marker and the next.
                Some(Token::Property(_)) if in_error => {}
                Some(Token::Property(property)) if is_meta(property.tag) => {
                    self.note_meta(at, &property);
                }
                Some(token) => {
                    self.again = Some(token);
                    return Ok(None);
                }
            }
        }
    }

    /// What may follow the only message.
    pub(super) fn after_message(&mut self) -> Result<(), DecodeError> {
        let at = self.tokens.offset();
        match self.between()? {
            None if self.again.is_none() => Ok(()),
            _ => {
                let left = self.tokens.pending();
                Err(error(at, DecodeErrorKind::Trailing(left), MESSAGE, "EndMessage"))
            }
        }
    }

    pub(super) fn note_meta(&mut self, at: usize, property: &fast_transfer::Property) -> bool {
        let kind = match property.value.to_property_value() {
            PropertyValue::Integer32(code) if property.tag == meta::EC_WARNING => {
                DeviationKind::Warning(code.cast_unsigned())
            }
            _ => DeviationKind::MetaProperty(property.tag),
        };
        self.note(at, kind)
    }
}

/// Whether a property only says something about the stream.
pub(super) fn is_meta(tag: PropertyTag) -> bool {
    tag == meta::DN_PREFIX || is_marker(tag)
}
