//! Replies (RFC 5321 section 4.2) and enhanced status codes (RFC 3463).

use std::fmt;

/// A complete reply of the server (RFC 5321 section 4.2), possibly of several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The three-digit code, 200 to 599.
    pub code: u16,
    /// The enhanced status code at the start of the text, if its class agrees with the code (RFC 2034).
    pub enhanced: Option<EnhancedStatus>,
    /// The text of each line, without code and separator, an enhanced status code included.
    ///
    /// Octets that are not UTF-8, and control characters other than tab, are replaced by U+FFFD, so that the
    /// text may be shown in a log or a report.
    pub lines: Vec<String>,
}

impl Reply {
    /// A reply from its code and text lines; finds the enhanced status code in the first line.
    pub fn new(code: u16, lines: Vec<String>) -> Self {
        let enhanced = lines
            .first()
            .and_then(|line| EnhancedStatus::at_start(line, code));
        Self {
            code,
            enhanced,
            lines,
        }
    }

    /// 2yz: the command was done (RFC 5321 section 4.2.1).
    pub fn is_positive(&self) -> bool {
        self.class() == 2
    }

    /// 3yz: the server waits for more.
    pub fn is_intermediate(&self) -> bool {
        self.class() == 3
    }

    /// 4yz: refused for now.
    pub fn is_transient(&self) -> bool {
        self.class() == 4
    }

    /// 5yz: refused for good.
    pub fn is_permanent(&self) -> bool {
        self.class() == 5
    }

    /// The first digit of the code: an unknown code is treated as its class (RFC 5321 section 4.2.1).
    pub fn class(&self) -> u16 {
        self.code / 100
    }

    /// The enhanced status code, or `class.0.0` when the server gave none (RFC 3463 section 2).
    pub fn status(&self) -> EnhancedStatus {
        self.enhanced
            .unwrap_or(EnhancedStatus::new(self.class().min(5) as u8, 0, 0))
    }
}

impl fmt::Display for Reply {
    /// Code and text on one line: the form of a `Diagnostic-Code: smtp;` field (RFC 3464 section 2.3.6).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        for line in self.lines.iter().filter(|line| !line.is_empty()) {
            write!(f, " {line}")?;
        }
        Ok(())
    }
}

/// An enhanced status code, `class.subject.detail` (RFC 3463 section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EnhancedStatus {
    /// 2 success, 4 persistent transient failure, 5 permanent failure.
    pub class: u8,
    /// What the status is about: 1 addressing, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 policy.
    pub subject: u16,
    /// The exact condition.
    pub detail: u16,
}

impl EnhancedStatus {
    /// The status `class.subject.detail`.
    pub const fn new(class: u8, subject: u16, detail: u16) -> Self {
        Self {
            class,
            subject,
            detail,
        }
    }

    /// The same condition under the class that the outcome has: a report must not call a delayed message failed.
    pub(crate) fn in_class(self, class: u8) -> Self {
        Self { class, ..self }
    }

    /// Reads the code that begins a reply's text; `None` unless its class is the first digit of `code`.
    fn at_start(text: &str, code: u16) -> Option<Self> {
        let token = text.split([' ', '\t']).next()?;
        let mut parts = token.split('.');
        let (class, subject, detail) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || class.len() != 1 {
            return None;
        }
        let class = number(class)?;
        if !matches!(class, 2 | 4 | 5) || class != code / 100 {
            return None;
        }
        Some(Self {
            class: class as u8,
            subject: number(subject)?,
            detail: number(detail)?,
        })
    }
}

/// One to three digits: RFC 3463 section 2 gives subject and detail no more.
fn number(digits: &str) -> Option<u16> {
    let plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

impl fmt::Display for EnhancedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(code: u16, text: &str) -> Reply {
        Reply::new(code, vec![text.to_owned()])
    }

    #[test]
    fn takes_the_enhanced_code_only_when_the_class_agrees() {
        assert_eq!(
            reply(550, "5.1.1 no such user").enhanced,
            Some(EnhancedStatus::new(5, 1, 1))
        );
        assert_eq!(reply(250, "2.6.0").enhanced, Some(EnhancedStatus::new(2, 6, 0)));
        assert_eq!(reply(450, "5.1.1 confused").enhanced, None);
        assert_eq!(reply(354, "3.0.0 go").enhanced, None);
        assert_eq!(reply(250, "2.1.0.1 version").enhanced, None);
        assert_eq!(reply(550, "5.1.1000 long").enhanced, None);
        assert_eq!(reply(550, "5.+1.1 sign").enhanced, None);
        assert_eq!(reply(550, "").enhanced, None);
    }

    #[test]
    fn status_falls_back_to_the_class() {
        assert_eq!(reply(452, "full").status(), EnhancedStatus::new(4, 0, 0));
        assert_eq!(reply(552, "5.2.2 full").status().to_string(), "5.2.2");
    }

    #[test]
    fn shows_all_lines_on_one_line() {
        let reply = Reply::new(550, vec!["5.7.1 no".into(), String::new(), "see the site".into()]);
        assert_eq!(reply.to_string(), "550 5.7.1 no see the site");
    }
}
