#![doc = include_str!("../README.md")]
#![warn(clippy::arithmetic_side_effects)]

mod address;
mod attachment;
mod body;
mod charset;
mod convert;
pub mod dsn;
mod error;
mod headers;
mod html;
mod ids;
mod mime;
mod options;
mod report;
mod rtf;
mod smime;

pub use address::addresses;
pub use convert::convert;
pub use error::ConvertError;
pub use mime::MimeMessage;
pub use options::{CharsetPolicy, ConvertOptions, FileNameFallback};
pub use report::{Finding, FindingKind, Report};
