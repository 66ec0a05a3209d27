#![doc = include_str!("../README.md")]
#![warn(clippy::arithmetic_side_effects)]

mod address;
mod attachment;
mod body;
mod calendar;
mod charset;
mod class;
mod convert;
pub mod dsn;
mod error;
mod headers;
mod html;
mod ids;
#[cfg(feature = "import")]
mod import;
mod language;
mod losses;
mod mime;
mod ole;
mod options;
#[cfg(feature = "import")]
#[doc(hidden)]
pub mod oracle;
mod picture;
mod report;
mod reports;
mod rtf;
mod smime;
mod summary;
mod tnef;
mod vcard;

pub use address::{addresses, decapsulate, encapsulate};
pub use body::{BodyPolicy, HtmlFilter};
pub use convert::convert;
pub use error::ConvertError;
pub use headers::{HeaderPolicy, TransportHeaders};
#[cfg(feature = "import")]
pub use import::{
    ImportError, ImportFinding, ImportFindingKind, ImportOptions, ImportReport, Imported, import,
};
pub use mime::MimeMessage;
pub use options::{
    CharsetPolicy, ConvertOptions, FileNameFallback, FileReference, FileResolver, Form, ItemSummary, Resolve,
    Transfer,
};
pub use report::{Finding, FindingKind, Made, Report, Source};
pub use tnef::requested_form;
