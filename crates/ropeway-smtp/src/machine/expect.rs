//! Which command a reply answers.

use std::time::Duration;

use crate::{Stage, Timeouts};

/// What a reply will answer. Replies are matched to commands by their order alone (RFC 2920 section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expect {
    Greeting,
    Ehlo,
    Helo,
    StartTls,
    Auth,
    Rset,
    Mail,
    Rcpt(usize),
    Data,
    EndOfData,
    /// The end of an empty message, sent because DATA was accepted with no recipient left.
    LoneDot,
    Quit,
}

impl Expect {
    pub(super) fn stage(self) -> Stage {
        match self {
            Self::Greeting => Stage::Greeting,
            Self::Ehlo | Self::Helo => Stage::Ehlo,
            Self::StartTls => Stage::StartTls,
            Self::Auth => Stage::Auth,
            Self::Rset => Stage::Rset,
            Self::Mail => Stage::Mail,
            Self::Rcpt(_) => Stage::Rcpt,
            Self::Data => Stage::Data,
            Self::EndOfData | Self::LoneDot => Stage::EndOfData,
            Self::Quit => Stage::Quit,
        }
    }

    pub(super) fn timeout(self, timeouts: &Timeouts) -> Duration {
        match self {
            Self::Greeting => timeouts.greeting,
            Self::Ehlo | Self::Helo => timeouts.ehlo,
            Self::StartTls => timeouts.starttls,
            Self::Auth => timeouts.auth,
            Self::Rset => timeouts.rset,
            Self::Mail => timeouts.mail,
            Self::Rcpt(_) => timeouts.rcpt,
            Self::Data => timeouts.data,
            Self::EndOfData | Self::LoneDot => timeouts.end_of_data,
            Self::Quit => timeouts.quit,
        }
    }
}
