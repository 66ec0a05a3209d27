//! Why a recipient cannot be routed, in the vocabulary of RFC 3463.

use std::fmt;

/// An enhanced mail system status code [RFC 3463] section 2: class, subject and detail.
///
/// Any three numbers are representable; the constants are the ones that routing answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnhancedStatus(u8, u16, u16);

impl EnhancedStatus {
    /// 4.4.3, directory server failure: DNS gave no usable answer for the time being.
    pub const DIRECTORY_FAILURE: Self = Self(4, 4, 3);
    /// 4.4.4, unable to route: the configuration has no way for this recipient at present.
    pub const NO_ROUTE: Self = Self(4, 4, 4);
    /// 5.1.2, bad destination system address: the domain does not exist.
    pub const BAD_DOMAIN: Self = Self(5, 1, 2);
    /// 5.1.3, bad destination mailbox address syntax.
    pub const BAD_SYNTAX: Self = Self(5, 1, 3);
    /// 5.1.10, recipient address has null MX [RFC 7505] section 4.2.
    pub const NULL_MX: Self = Self(5, 1, 10);
    /// 5.3.4, message too big for system.
    pub const TOO_BIG: Self = Self(5, 3, 4);
    /// 5.4.4, unable to route: the domain names no host that can be reached.
    pub const NO_HOST: Self = Self(5, 4, 4);
    /// 5.7.1, delivery not authorized: local policy refuses this kind of recipient.
    pub const POLICY: Self = Self(5, 7, 1);
    /// 5.4.6, routing loop detected.
    pub const LOOP: Self = Self(5, 4, 6);

    /// A code from its three numbers.
    pub const fn new(class: u8, subject: u16, detail: u16) -> Self {
        Self(class, subject, detail)
    }

    /// The class: 2 success, 4 persistent transient failure, 5 permanent failure.
    pub const fn class(self) -> u8 {
        self.0
    }

    /// The subject: 1 addressing, 3 mail system, 4 network and routing, 7 policy.
    pub const fn subject(self) -> u16 {
        self.1
    }

    /// The detail within the subject.
    pub const fn detail(self) -> u16 {
        self.2
    }
}

impl fmt::Display for EnhancedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// A recipient or next hop that cannot be routed now (class 4) or at all (class 5).
///
/// It is a result per recipient, fit for the Status and Diagnostic-Code fields of a delivery status
/// notification [RFC 3464] section 2.3. The text names domains, hosts and connectors, never a mailbox.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{status} {text}")]
pub struct RouteFailure {
    status: EnhancedStatus,
    text: String,
}

impl RouteFailure {
    /// A failure with the status and the text that explains it. Control characters become spaces, so
    /// that the text can stand in a header field.
    pub fn new(status: EnhancedStatus, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if text.contains(char::is_control) {
            text = text.replace(char::is_control, " ");
        }
        Self { status, text }
    }

    /// The enhanced status code.
    pub fn status(&self) -> EnhancedStatus {
        self.status
    }

    /// What happened, for people.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether a later attempt may succeed: the recipient stays in the queue.
    pub fn is_transient(&self) -> bool {
        self.status.class() == 4
    }

    /// Whether the recipient must be reported to the sender at once.
    pub fn is_permanent(&self) -> bool {
        !self.is_transient()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_four_is_transient_and_class_five_permanent() {
        let later = RouteFailure::new(EnhancedStatus::NO_ROUTE, "no route");
        assert!(later.is_transient() && !later.is_permanent());
        assert_eq!(later.to_string(), "4.4.4 no route");
        let never = RouteFailure::new(EnhancedStatus::NULL_MX, "no mail");
        assert!(never.is_permanent() && !never.is_transient());
        assert_eq!(never.to_string(), "5.1.10 no mail");
    }

    #[test]
    fn text_cannot_begin_another_header_field() {
        let failure = RouteFailure::new(EnhancedStatus::NO_HOST, "a\r\nBcc: x");
        assert_eq!(failure.text(), "a  Bcc: x");
    }
}
