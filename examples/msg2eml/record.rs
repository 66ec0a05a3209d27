//! What is reported of an input.

use ropeway::mime::{Finding, Made, Report, Source};
use serde_json::{Value, json};

pub(crate) struct Record {
    pub(crate) input: String,
    pub(crate) output: Option<String>,
    /// The form in which the message was stored.
    pub(crate) stored: Option<String>,
    /// Octets of the mail.
    pub(crate) size: Option<u64>,
    pub(crate) deviations: Vec<String>,
    pub(crate) report: Option<Report>,
    /// In what the mail differs from the message, where that was looked at.
    pub(crate) differences: Option<Vec<String>>,
    error: Option<String>,
}

impl Record {
    pub(crate) fn new(input: &str) -> Self {
        Self {
            input: input.to_owned(),
            output: None,
            stored: None,
            size: None,
            deviations: Vec::new(),
            report: None,
            differences: None,
            error: None,
        }
    }

    pub(crate) fn fail(&mut self, why: String) {
        self.error = Some(why);
    }

    pub(crate) fn is_well(&self) -> bool {
        self.problems().next().is_none()
    }

    pub(crate) fn problems(&self) -> impl Iterator<Item = &str> {
        let differences = self.differences.iter().flatten();
        self.error.iter().chain(differences).map(String::as_str)
    }

    pub(crate) fn to_json(&self) -> Value {
        let parts = self.report.iter().flat_map(|report| report.parts()).map(part);
        let findings = self
            .report
            .iter()
            .flat_map(|report| report.findings())
            .map(finding);
        json!({
            "input": self.input,
            "output": self.output,
            "ok": self.is_well(),
            "error": self.error,
            "stored": self.stored,
            "size": self.size,
            "parts": parts.collect::<Vec<_>>(),
            "findings": findings.collect::<Vec<_>>(),
            "deviations": self.deviations,
            "differences": self.differences,
        })
    }
}

fn part(made: &Made) -> Value {
    json!({
        "place": made.place.to_string(),
        "source": source(made.source),
        "media_type": made.media_type,
        "inline": made.inline,
    })
}

fn source(source: Source) -> String {
    // The variants' own names, as words.
    let mut words = String::new();
    for c in format!("{source:?}").chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push('-');
        }
        words.extend(c.to_lowercase());
    }
    words
}

fn finding(finding: &Finding) -> Value {
    json!({
        "place": finding.place.to_string(),
        "what": finding.what,
        "became": finding.kind.to_string(),
        "why": finding.why,
    })
}
