//! Floating-point numbers. Where people read, what is no finite number is the text of its bits, such as
//! `"0x7ff8000000000000"`: JSON would lose it.

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

pub(crate) trait Float: Copy + Serialize + for<'de> Deserialize<'de> {
    /// Hexadecimal digits of the bits.
    const DIGITS: usize;
    fn is_finite(self) -> bool;
    fn bits(self) -> u64;
    fn from_bits(bits: u64) -> Option<Self>;
    fn nearest(number: f64) -> Self;
}

impl Float for f32 {
    const DIGITS: usize = 8;
    fn is_finite(self) -> bool {
        self.is_finite()
    }
    fn bits(self) -> u64 {
        u64::from(self.to_bits())
    }
    fn from_bits(bits: u64) -> Option<Self> {
        u32::try_from(bits).ok().map(Self::from_bits)
    }
    fn nearest(number: f64) -> Self {
        // Of the two conversions the one that rounds.
        number as Self
    }
}
impl Float for f64 {
    const DIGITS: usize = 16;
    fn is_finite(self) -> bool {
        self.is_finite()
    }
    fn bits(self) -> u64 {
        self.to_bits()
    }
    fn from_bits(bits: u64) -> Option<Self> {
        Some(Self::from_bits(bits))
    }
    fn nearest(number: f64) -> Self {
        number
    }
}

/// A number in its form.
struct Formed<F>(F);

impl<F: Float> Serialize for Formed<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_finite() || !serializer.is_human_readable() {
            return self.0.serialize(serializer);
        }
        serializer.collect_str(&format_args!("0x{:0width$x}", self.0.bits(), width = F::DIGITS))
    }
}
impl<'de, F: Float> Deserialize<'de> for Formed<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrBits<F>(PhantomData<F>);
        impl<F: Float> Visitor<'_> for NumberOrBits<F> {
            type Value = F;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a number, or 0x and the {} digits of its bits", F::DIGITS)
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<F, E> {
                Ok(F::nearest(number))
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<F, E> {
                Ok(F::nearest(number as f64))
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<F, E> {
                Ok(F::nearest(number as f64))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<F, E> {
                let digits = text.strip_prefix("0x").filter(|digits| digits.len() == F::DIGITS);
                let bits = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok());
                bits.and_then(F::from_bits)
                    .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
            }
        }
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(NumberOrBits(PhantomData)).map(Self)
        } else {
            F::deserialize(deserializer).map(Self)
        }
    }
}

/// One number.
pub(crate) mod one {
    use super::*;
    pub(crate) fn serialize<F: Float, S: Serializer>(number: &F, serializer: S) -> Result<S::Ok, S::Error> {
        Formed(*number).serialize(serializer)
    }
    pub(crate) fn deserialize<'de, F: Float, D: Deserializer<'de>>(deserializer: D) -> Result<F, D::Error> {
        Formed::deserialize(deserializer).map(|formed| formed.0)
    }
}

/// A list of numbers.
pub(crate) mod several {
    use super::*;
    pub(crate) fn serialize<F: Float, S: Serializer>(
        numbers: &[F],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(numbers.iter().map(|number| Formed(*number)))
    }
    pub(crate) fn deserialize<'de, F: Float, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<F>, D::Error> {
        let formed = Vec::<Formed<F>>::deserialize(deserializer)?;
        Ok(formed.into_iter().map(|formed| formed.0).collect())
    }
}
