//! What importing could not map.

use ropeway_message::{Place, Report};
use std::fmt;

/// What an import could not carry over unchanged.
pub type ImportReport = Report<ImportFinding>;

pub(super) fn note(report: &mut ImportReport, place: &Place, kind: ImportFindingKind) {
    report.note(|| ImportFinding {
        place: place.clone(),
        kind,
    });
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportFinding {
    /// The message or attachment that it became part of.
    pub place: Place,
    /// What it is.
    pub kind: ImportFindingKind,
}

impl fmt::Display for ImportFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.kind)
    }
}

/// What was not mapped, or not as it stood. The names of header fields and character sets come from the
/// input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportFindingKind {
    /// Lines of a header that are no fields. Of a message, its PidTagTransportMessageHeaders has them.
    #[error("{0} lines of the header are no fields")]
    HeaderLines(usize),
    /// A field that may stand only once; the first one counts.
    #[error("another field {0:?}; the first one counts")]
    DuplicateField(String),
    /// A field whose value has not the syntax of the property that it stands for; no property is set.
    #[error("the value of {0:?} cannot be read")]
    FieldValue(String),
    /// A field too long to be read as more than text.
    #[error("{0:?} is too long to be read")]
    FieldLength(String),
    /// Octets above 127 in a field that are not UTF-8, read as windows-1252.
    #[error("{0:?} has octets in no known character set")]
    FieldCharset(String),
    /// A name without an address in a field of addresses.
    #[error("somebody in {0:?} has no address")]
    NoAddress(String),
    /// More than one person where a property holds one; the first one counts.
    #[error("{0:?} names several people; the first one counts")]
    SeveralPeople(String),
    /// A group of addresses; its members are recipients, its name is not kept.
    #[error("the name of a group in {0:?} is not kept")]
    Group(String),
    /// No id was left to name a property; the field is not one.
    #[error("no property id is left for {0:?}")]
    NamedPropertyQuota(String),
    /// A character set that is not known here; the text was read as UTF-8 or windows-1252. A file of an
    /// unknown character set is kept as it is and not reported.
    #[error("the character set {0:?} is unknown")]
    UnknownCharset(String),
    /// Octets above 127 in text without a character set, read as UTF-8 or windows-1252.
    #[error("8-bit text without a character set")]
    NoCharset,
    /// Octets of a text that mean nothing in its character set.
    #[error("octets of the text mean nothing in its character set")]
    UndecodableText,
    /// A Content-Transfer-Encoding that is not known here; the content is kept encoded.
    #[error("the transfer encoding {0:?} is unknown; the content is kept encoded")]
    UnknownTransferEncoding(String),
    /// Base64 or quoted-printable with faults in it; what could be decoded is kept.
    #[error("damaged transfer encoding")]
    DamagedTransferEncoding,
    /// A multipart whose last boundary is missing: the input may have been cut.
    #[error("a multipart without an end")]
    OpenMultipart,
    /// A multipart without boundary or parts, or nested too deeply; it is kept whole as a file.
    #[error("a multipart that cannot be taken apart is kept as a file")]
    UnreadableMultipart,
    /// Text before the first and behind the last part of a multipart; it is not kept.
    #[error("{0} octets around the parts of a multipart are not kept")]
    AroundParts(usize),
    /// A text that is neither the first body nor an alternative to it; kept as a file.
    #[error("a further body is kept as a file")]
    FurtherBody,
    /// application/ms-tnef: its properties are not read, it is kept as a file.
    #[error("TNEF is kept as a file")]
    Tnef,
    /// multipart/signed or multipart/encrypted below the top: its parts are kept, a signature over their
    /// transfer form is of no use any more.
    #[error("a signature does not cover the parts any more")]
    SignedPart,
    /// multipart/report of a kind that is not known here, without a part that can be read, or below the top:
    /// it became an ordinary message, its parts files.
    #[error("a report of type {0:?} became an ordinary message")]
    Report(String),
    /// A field of a report for machines that no property holds.
    #[error("the field {0:?} of a report is not kept")]
    ReportField(String),
    /// Recipients of a delivery report to whom something less grave happened than to others
    /// ([MS-OXCMAIL] 2.2.3.7.1): a report object says one thing of all.
    #[error("{0} recipients of a report are not kept: worse happened to others")]
    ReportRecipients(usize),
    /// An embedded message beyond the limit of depth, or without a header; kept as a file.
    #[error("an embedded message is kept as a file")]
    MessageAsFile,
}
