//! What a conversion made of what, and what it could not carry over unchanged.

use ropeway_message::{Place, Step};
use std::fmt;

/// What became of something that the output does not carry as the message object does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FindingKind {
    /// It is not in the output.
    Dropped,
    /// Something else stands in its place.
    Substituted,
    /// It is in the output in a lesser place: an inline image that became an ordinary attachment.
    Demoted,
    /// Only readers of TNEF see it: it is in winmail.dat and nowhere else.
    Moved,
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dropped => "dropped",
            Self::Substituted => "substituted",
            Self::Demoted => "demoted",
            Self::Moved => "moved into TNEF",
        })
    }
}

/// One loss or change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The object in which it was met: the message, or one below it.
    pub place: Place,
    /// The property, header field or attachment. It may hold names from the message: treat it as its
    /// content.
    pub what: String,
    /// The reason.
    pub why: &'static str,
    /// What became of it.
    pub kind: FindingKind,
}

/// `what kind: why`, and the place where it is not the outermost message.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.what, self.kind, self.why)?;
        if self.place.steps().is_empty() {
            Ok(())
        } else {
            write!(f, " ({})", self.place)
        }
    }
}

/// What a part of the output was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Source {
    /// Nothing: a message without a body has an empty one.
    #[default]
    Nothing,
    /// PidTagBody.
    Text,
    /// PidTagHtml.
    Html,
    /// HTML that PidTagRtfCompressed encapsulates ([MS-OXRTFEX]).
    RtfHtml,
    /// Text that PidTagRtfCompressed encapsulates ([MS-OXRTFEX]).
    RtfText,
    /// PidTagRtfCompressed, rendered.
    Rtf,
    /// The text in HTML.
    TextOfHtml,
    /// Properties of the kind of message: calendar, contact, report.
    Properties,
    /// A file, by value.
    File,
    /// An OLE object.
    Object,
    /// An embedded message.
    Message,
    /// A reference to something elsewhere.
    Reference,
    /// The one attachment of an S/MIME message.
    Protected,
    /// The whole message, as TNEF.
    Tnef,
}

/// A part of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The object that it was made of.
    pub place: Place,
    /// What of the object it was made of.
    pub source: Source,
    /// The media type.
    pub media_type: String,
    /// Whether it is shown in the HTML, and no file for its reader.
    pub inline: bool,
}

/// How a message was converted: the parts of the output, and everything that was dropped, substituted or
/// demoted, both in the order in which they were met.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    place: Place,
    findings: Vec<Finding>,
    parts: Vec<Made>,
}

impl Report {
    /// What was not carried over unchanged.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The parts of the output that hold content, of embedded messages, too.
    pub fn parts(&self) -> &[Made] {
        &self.parts
    }

    /// Whether everything was carried over.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    fn push(&mut self, kind: FindingKind, what: impl Into<String>, why: &'static str) {
        self.findings.push(Finding {
            place: self.place.clone(),
            what: what.into(),
            why,
            kind,
        });
    }

    /// Drops the findings from `start` on that were there before.
    pub(crate) fn forget_repeats(&mut self, start: usize) {
        let new = self.findings.split_off(start.min(self.findings.len()));
        let known = |finding: &Finding| self.findings.contains(finding);
        let mut new: Vec<Finding> = new.into_iter().filter(|finding| !known(finding)).collect();
        self.findings.append(&mut new);
    }

    pub(crate) fn dropped(&mut self, what: impl Into<String>, why: &'static str) {
        self.push(FindingKind::Dropped, what, why);
    }

    pub(crate) fn substituted(&mut self, what: impl Into<String>, why: &'static str) {
        self.push(FindingKind::Substituted, what, why);
    }

    pub(crate) fn demoted(&mut self, what: impl Into<String>, why: &'static str) {
        self.push(FindingKind::Demoted, what, why);
    }

    pub(crate) fn moved(&mut self, what: impl Into<String>, why: &'static str) {
        self.push(FindingKind::Moved, what, why);
    }

    pub(crate) fn made(&mut self, source: Source, media_type: impl Into<String>, inline: bool) {
        self.parts.push(Made {
            place: self.place.clone(),
            source,
            media_type: media_type.into(),
            inline,
        });
    }

    /// What is reported from here on is of the object below; returns the place to go back to.
    pub(crate) fn enter(&mut self, step: Step) -> Place {
        let below = self.place.below(step);
        std::mem::replace(&mut self.place, below)
    }

    pub(crate) fn leave(&mut self, back: Place) {
        self.place = back;
    }

    /// Findings of another writer.
    pub(crate) fn adopt(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}
