//! The name of an entry.

use std::fmt;
use std::str::FromStr;

/// The digits of Crockford's base 32: no I, L, O or U, so that an id read aloud survives.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Digits of a printed id: 13 times 5 bits hold 64 bits.
const LEN: usize = 13;

/// The name of one queue entry, never given twice by the same store.
///
/// It prints as 13 letters and digits which sort like the ids themselves, and is fit for a `Received`
/// header's `id` clause [RFC 5321 section 4.4], for an envelope id [RFC 3461 section 4.4] and for logs.
///
/// ```
/// use ropeway_queue::QueueId;
///
/// let id = QueueId::from_u64(31 + 32);
/// assert_eq!(id.to_string(), "000000000001Z");
/// assert_eq!("000000000001z".parse(), Ok(id));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueueId(u64);

impl QueueId {
    /// The id with this number.
    pub const fn from_u64(number: u64) -> Self {
        Self(number)
    }

    /// The number behind the id.
    pub const fn as_u64(self) -> u64 {
        self.0
    }
}

impl fmt::Display for QueueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(LEN);
        for place in (0..LEN).rev() {
            let digit = (self.0 >> (place * 5)) & 31;
            text.push(DIGITS.get(digit as usize).copied().map_or('0', char::from));
        }
        f.pad(&text)
    }
}

impl fmt::Debug for QueueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "QueueId({self})")
    }
}

/// The text is not a queue id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a queue id is 13 base 32 digits of at most 64 bits")]
pub struct ParseQueueIdError;

impl FromStr for QueueId {
    type Err = ParseQueueIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != LEN {
            return Err(ParseQueueIdError);
        }
        let mut number = 0u64;
        for byte in text.bytes() {
            let upper = byte.to_ascii_uppercase();
            let digit = DIGITS.iter().position(|d| *d == upper).ok_or(ParseQueueIdError)?;
            if number.leading_zeros() < 5 {
                return Err(ParseQueueIdError);
            }
            number = (number << 5) | digit as u64;
        }
        Ok(Self(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_thirteen_digits_and_reads_them_back() {
        for (number, text) in [
            (0, "0000000000000"),
            (1, "0000000000001"),
            (32, "0000000000010"),
            (u64::MAX, "FZZZZZZZZZZZZ"),
        ] {
            assert_eq!(QueueId::from_u64(number).to_string(), text);
            assert_eq!(text.parse(), Ok(QueueId::from_u64(number)));
        }
    }

    #[test]
    fn refuses_what_is_not_an_id() {
        for text in [
            "",
            "1",
            "00000000000000",
            "000000000000U",
            "G000000000000",
            "00000000000é",
            "+000000000000",
        ] {
            assert_eq!(text.parse::<QueueId>(), Err(ParseQueueIdError), "{text}");
        }
    }
}
