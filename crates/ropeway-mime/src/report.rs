//! What a conversion could not carry over unchanged.

use std::fmt;

/// What became of something that MIME does not carry as the message object does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FindingKind {
    /// It is not in the output.
    Dropped,
    /// Something else stands in its place.
    Substituted,
    /// It is in the output in a lesser place: an inline image that became an ordinary attachment.
    Demoted,
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dropped => "dropped",
            Self::Substituted => "substituted",
            Self::Demoted => "demoted",
        })
    }
}

/// One loss or change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The property, header field or attachment. It may hold names from the message: treat it as its
    /// content.
    pub what: String,
    /// The reason.
    pub why: &'static str,
    /// What became of it.
    pub kind: FindingKind,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.what, self.kind, self.why)
    }
}

/// Everything that a conversion dropped, substituted or demoted, in the order in which it was met.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    entries: Vec<Finding>,
}

impl Report {
    /// The findings.
    pub fn findings(&self) -> &[Finding] {
        &self.entries
    }

    /// Whether everything was carried over.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn push(&mut self, kind: FindingKind, what: impl Into<String>, why: &'static str) {
        self.entries.push(Finding {
            what: what.into(),
            why,
            kind,
        });
    }

    /// Drops the findings from `start` on that were there before.
    pub(crate) fn forget_repeats(&mut self, start: usize) {
        let new = self.entries.split_off(start.min(self.entries.len()));
        let known = |finding: &Finding| self.entries.contains(finding);
        let mut new: Vec<Finding> = new.into_iter().filter(|finding| !known(finding)).collect();
        self.entries.append(&mut new);
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
}
