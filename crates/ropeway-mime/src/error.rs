//! What stops a conversion.

/// Why a message cannot be sent as it stands. Everything less is a [`Finding`](crate::Finding) in the
/// [`Report`](crate::Report) of the result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// Neither the person represented nor the sender has an address ([MS-OXCMAIL] 2.1.3.1.3; RFC 5322
    /// 3.6 asks for exactly one From field).
    #[error("the message names no sender with an address")]
    NoSender,
    /// An S/MIME message is its one attachment ([MS-OXOSMIME] 2.1.2); with any other number, sending the
    /// properties would send in clear what was to be protected.
    #[error("an S/MIME message must have one attachment, this one has {count}")]
    SmimeAttachments {
        /// How many there are.
        count: usize,
    },
    /// The one attachment of an S/MIME message cannot be sent as it is, and a changed one would not
    /// verify.
    #[error("the S/MIME content cannot be sent unchanged: {reason}")]
    SmimeContent {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The content of an attachment is outside memory and cannot be read. It may be readable another time.
    #[error("the content of attachment {number} cannot be read: {kind}")]
    Content {
        /// PidTagAttachNumber; in an embedded message its own.
        number: u32,
        /// What the source answered.
        kind: std::io::ErrorKind,
    },
    /// A content outside memory that was to go out as binary cannot be read: boundaries must be looked for
    /// in it. It may be readable another time.
    #[error("the content of an attachment cannot be read: {kind}")]
    Unreadable {
        /// What the source answered.
        kind: std::io::ErrorKind,
    },
}
