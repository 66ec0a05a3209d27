//! MIME entities: their header fields, their tree, and the bytes.

mod encode;
mod entity;
mod fields;
mod output;

pub(crate) use encode::{has_bare_line_end, lines_fit, normalize_line_ends, quoted_printable, text_content};
pub(crate) use entity::{Content, ContentType, Data, Entity};
pub(crate) use fields::{Fields, Mailbox, clean, encoded_words, fits_line, rfc5322_date};
pub use output::MimeMessage;
pub(crate) use output::assemble;
