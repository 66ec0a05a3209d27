//! A submission: what to send, and to whom.

use crate::message::Message;
use ropeway_types::ProxyAddress;
use std::time::SystemTime;

/// A message on its way out, with its envelope. Both ways into a relay end in one of these.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// The message object.
    pub message: Message,
    /// Sender and recipients of the transport.
    pub envelope: Envelope,
}

/// Who sends and who receives, apart from what the message's own properties show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Envelope {
    /// Return path: an SMTP address, or empty for reports, which must not be answered.
    pub reverse_path: String,
    /// The recipients.
    pub recipients: Vec<EnvelopeRecipient>,
    /// ENVID of RFC 3461 4.4, not yet encoded.
    pub envelope_id: Option<String>,
    /// RET of RFC 3461 4.3.
    pub return_content: Option<ReturnContent>,
    /// Not to be sent before this time (PidTagDeferredSendTime, [MS-OXOMSG] 2.2.3.4).
    pub deferred_until: Option<SystemTime>,
    /// Of no use after this time (PidTagExpiryTime); a relay gives up then at the latest.
    pub expires: Option<SystemTime>,
}

impl Envelope {
    /// An envelope for SMTP addresses.
    pub fn new<'a>(reverse_path: &str, recipients: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            reverse_path: reverse_path.to_owned(),
            recipients: recipients
                .into_iter()
                .map(|address| EnvelopeRecipient::new(ProxyAddress::smtp(address)))
                .collect(),
            ..Self::default()
        }
    }
}

/// One recipient of an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvelopeRecipient {
    /// The address, not necessarily SMTP: EX addresses are looked up on the way.
    pub address: ProxyAddress,
    /// When the sender wants a report.
    pub notify: Notify,
    /// ORCPT of RFC 3461 4.2 (`rfc822;address`, not yet encoded), if the submitter gave one.
    pub original_recipient: Option<String>,
}

impl EnvelopeRecipient {
    /// A recipient with the default of reports: on failure.
    pub fn new(address: ProxyAddress) -> Self {
        Self {
            address,
            notify: Notify::default(),
            original_recipient: None,
        }
    }
}

/// NOTIFY of RFC 3461 4.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notify {
    /// No report whatever happens.
    Never,
    /// Reports on the events that are true.
    On {
        /// On delivery.
        success: bool,
        /// On failure.
        failure: bool,
        /// On delay.
        delay: bool,
    },
}

/// What RFC 3461 4.1 lets a sender expect who says nothing: failures and delays.
impl Default for Notify {
    fn default() -> Self {
        Notify::On {
            success: false,
            failure: true,
            delay: true,
        }
    }
}

impl Notify {
    /// Whether a failure is to be reported.
    pub const fn failure(self) -> bool {
        matches!(self, Notify::On { failure: true, .. })
    }
    /// Whether a delay is to be reported.
    pub const fn delay(self) -> bool {
        matches!(self, Notify::On { delay: true, .. })
    }
    /// Whether a delivery is to be reported.
    pub const fn success(self) -> bool {
        matches!(self, Notify::On { success: true, .. })
    }
}

/// RET of RFC 3461 4.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReturnContent {
    /// The whole message.
    Full,
    /// Its headers.
    Headers,
}
