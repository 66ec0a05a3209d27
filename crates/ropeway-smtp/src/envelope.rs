//! The envelope: what MAIL and RCPT say.

use crate::Content;

/// One mail transaction as the caller wants it: reverse path, recipients, content.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Transaction {
    /// The reverse path without angle brackets; empty is the null path of reports (RFC 5321 section 4.5.5).
    pub reverse_path: String,
    /// ENVID, as the sender wrote it, not as xtext (RFC 3461 section 4.4). Sent to hosts that offer DSN.
    pub envid: Option<String>,
    /// RET: how much of the message a failure report should return (RFC 3461 section 4.3).
    pub ret: Option<Ret>,
    /// The recipients, in the order in which outcomes are reported.
    pub recipients: Vec<Recipient>,
    /// The message.
    pub message: Content,
    /// Declare `BODY=8BITMIME` where it is offered. Not needed for correctness: the content is examined, and
    /// octets above 127 make the declaration necessary whatever stands here.
    pub body_8bit: bool,
    /// The header fields of the message need SMTPUTF8 (RFC 6531). Addresses of the envelope are examined and need
    /// no flag.
    pub smtputf8: bool,
}

impl Transaction {
    /// A transaction without extension parameters.
    pub fn new(
        reverse_path: impl Into<String>,
        recipients: impl IntoIterator<Item = Recipient>,
        message: impl Into<Content>,
    ) -> Self {
        Self {
            reverse_path: reverse_path.into(),
            envid: None,
            ret: None,
            recipients: recipients.into_iter().collect(),
            message: message.into(),
            body_8bit: false,
            smtputf8: false,
        }
    }
}

/// One recipient of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recipient {
    /// The mailbox without angle brackets. A local part that needs quoting comes quoted.
    pub address: String,
    /// When to report (RFC 3461 section 4.1). Sent to hosts that offer DSN.
    pub notify: Option<Notify>,
    /// The original recipient as `type;address`, for example `rfc822;user@example.com`; the address as it is, not
    /// as xtext (RFC 3461 section 4.2). Sent to hosts that offer DSN.
    pub orcpt: Option<String>,
}

impl Recipient {
    /// A recipient without DSN parameters.
    pub fn new(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            notify: None,
            orcpt: None,
        }
    }
}

impl From<&str> for Recipient {
    fn from(address: &str) -> Self {
        Self::new(address)
    }
}

/// NOTIFY (RFC 3461 section 4.1): the conditions that the sender wants reported; none of them is `NEVER`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Notify {
    /// SUCCESS: the message was delivered.
    pub success: bool,
    /// FAILURE: it could not be.
    pub failure: bool,
    /// DELAY: it is late.
    pub delay: bool,
}

impl Notify {
    /// NEVER: no report under any condition.
    pub const NEVER: Self = Self {
        success: false,
        failure: false,
        delay: false,
    };

    /// The value of the parameter.
    pub(crate) fn value(self) -> String {
        let words = [
            (self.success, "SUCCESS"),
            (self.failure, "FAILURE"),
            (self.delay, "DELAY"),
        ];
        let chosen: Vec<&str> = words
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, word)| *word)
            .collect();
        if chosen.is_empty() {
            "NEVER".to_owned()
        } else {
            chosen.join(",")
        }
    }
}

/// RET (RFC 3461 section 4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ret {
    /// FULL: the whole message.
    Full,
    /// HDRS: its header section.
    Headers,
}

impl Ret {
    /// The value of the parameter.
    pub(crate) fn value(self) -> &'static str {
        match self {
            Self::Full => "FULL",
            Self::Headers => "HDRS",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_stands_alone() {
        assert_eq!(Notify::NEVER.value(), "NEVER");
        assert_eq!(
            Notify {
                success: true,
                failure: true,
                delay: true
            }
            .value(),
            "SUCCESS,FAILURE,DELAY"
        );
        assert_eq!(
            Notify {
                delay: true,
                ..Notify::NEVER
            }
            .value(),
            "DELAY"
        );
    }
}
