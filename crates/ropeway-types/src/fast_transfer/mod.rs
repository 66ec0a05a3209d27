//! FastTransfer streams: their lexical structure ([MS-OXCFXICS] 2.2.4.1), both ways.
//!
//! ```text
//! stream        = 1*( marker / propValue )
//! propValue     = propDef ( fixedSizeValue / length varSizeValue / count *( fixedSizeValue / length varSizeValue ) )
//! propDef       = propType propId [ namedPropInfo ]        ; namedPropInfo from propId 0x8000 up
//! namedPropInfo = GUID ( 00 dispid / 01 name )             ; name: UTF-16LE with a terminating zero
//! ```
//!
//! All numbers are little-endian, lengths and counts have 32 bits, lengths are in bytes. A Boolean has 2
//! bytes (2.2.4.1.3). A type from 0x8000 up is that of a string in a code page (2.2.4.1.1.1).
//!
//! - [`tokens`] reads a stream that is all there, [`Tokenizer`] one that comes in pieces.
//! - [`write_token`] gives back the very bytes that a token was read from; [`write_property`] and
//!   [`write_marker`] write a stream of one's own.
//! - [`Marker`] and [`meta`] are the names. A marker that is not in the list reads as a property: nothing in
//!   the stream tells them apart.
//!
//! What stands where (2.2.4.2) is for the reader of the tokens to say. Restrictions and rule actions have
//! no form in a stream; PtypNull, which the grammar leaves out, has no bytes, and PtypErrorCode has four.

mod marker;
pub mod meta;
mod scan;
mod token;
mod tokenizer;
mod value;
mod writer;

pub use marker::Marker;
pub use token::{Property, Token};
pub use tokenizer::{Tokenizer, tokens};
pub use value::{Value, code_page, code_page_type};
pub use writer::{Sink, write_marker, write_property, write_token};

#[cfg(test)]
mod tests;
