//! The state machine of one recipient.

use std::time::SystemTime;

/// What a delivery attempt said about a recipient; the raw material of a delivery status notification's
/// per-recipient fields [RFC 3464 section 2.3].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The enhanced status code, `class.subject.detail` [RFC 3463 section 2], such as `4.4.1`.
    pub status: String,
    /// The host that said so; none when the relay itself did [RFC 3464 section 2.3.5].
    pub remote_mta: Option<String>,
    /// The reply verbatim, or the relay's own words [RFC 3464 section 2.3.6].
    pub text: String,
    /// When it was said; kept to the millisecond.
    pub at: SystemTime,
}

/// Where a recipient stands.
///
/// Accepting an entry is a promise that each recipient ends in exactly one terminal state
/// ([`RecipientState::is_terminal`]), and leaves it never again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecipientState {
    /// No attempt has had a result yet.
    Pending,
    /// An attempt failed for now.
    Deferred {
        /// Not before this time again; kept to the millisecond.
        next_attempt: SystemTime,
        /// Attempts so far.
        attempts: u32,
        /// What the last one said.
        last: Diagnostic,
    },
    /// Refused for good, and the sender not told yet.
    Failed {
        /// Why.
        diagnostic: Diagnostic,
    },
    /// Given up because the entry's time ran out, and the sender not told yet.
    Expired {
        /// The last reason.
        diagnostic: Diagnostic,
    },
    /// Terminal: the next hop has taken responsibility.
    Delivered {
        /// Its reply.
        diagnostic: Diagnostic,
    },
    /// Terminal: a next hop that sends no success reports has taken responsibility, so that a
    /// report with the action `relayed` is this relay's to send when asked for [RFC 3461 section 5.2.2].
    Relayed {
        /// Its reply.
        diagnostic: Diagnostic,
    },
    /// Terminal: given to local delivery.
    HandedOver,
    /// Terminal: failed or expired, and the report enqueued in the same update.
    Reported,
    /// Terminal: failed or expired, and no report is wanted (`NOTIFY=NEVER` [RFC 3461 section 4.1]) or
    /// allowed (a null reverse path [RFC 5321 section 4.5.5]).
    Discarded,
    /// Terminal: taken back by the sender before any attempt; set by [`cancel`](crate::Queue::cancel) only.
    Cancelled,
}

impl RecipientState {
    /// Whether nothing more is owed to this recipient.
    pub fn is_terminal(&self) -> bool {
        match self {
            Self::Pending | Self::Deferred { .. } | Self::Failed { .. } | Self::Expired { .. } => false,
            Self::Delivered { .. }
            | Self::Relayed { .. }
            | Self::HandedOver
            | Self::Reported
            | Self::Discarded
            | Self::Cancelled => true,
        }
    }

    /// Whether the recipient has failed and the sender is still to be told.
    pub fn owes_report(&self) -> bool {
        matches!(self, Self::Failed { .. } | Self::Expired { .. })
    }

    /// Whether there is something to do for the recipient at this time: an attempt or a report.
    pub fn is_due(&self, now: SystemTime) -> bool {
        match self {
            Self::Deferred { next_attempt, .. } => *next_attempt <= now,
            other => !other.is_terminal(),
        }
    }

    /// The diagnostic that the state carries.
    pub fn diagnostic(&self) -> Option<&Diagnostic> {
        match self {
            Self::Deferred { last, .. } => Some(last),
            Self::Failed { diagnostic }
            | Self::Expired { diagnostic }
            | Self::Delivered { diagnostic }
            | Self::Relayed { diagnostic } => Some(diagnostic),
            Self::Pending | Self::HandedOver | Self::Reported | Self::Discarded | Self::Cancelled => None,
        }
    }

    /// Whether an update may lead from this state to the next. Terminal states are left by nothing. What
    /// has failed is never tried again: only the report remains, because the sender may have read of it.
    pub fn may_become(&self, next: &Self) -> bool {
        if self.is_terminal() || matches!(next, Self::Cancelled) {
            return false;
        }
        if self.owes_report() {
            return next.owes_report() || matches!(next, Self::Reported | Self::Discarded);
        }
        true
    }
}

/// One recipient's change in an [`update`](crate::Queue::update).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientUpdate {
    /// The recipient's position in the entry, from zero.
    pub index: usize,
    /// The new state.
    pub state: RecipientState,
    /// Record that the sender has been told of the delay; once recorded it stays.
    pub delay_notified: bool,
}

impl RecipientUpdate {
    /// The recipient at this position enters this state.
    pub fn new(index: usize, state: RecipientState) -> Self {
        Self {
            index,
            state,
            delay_notified: false,
        }
    }

    /// The same, and a notice of delay is among the entries that the update spawns.
    #[must_use]
    pub fn with_delay_notice(mut self) -> Self {
        self.delay_notified = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagnostic() -> Diagnostic {
        Diagnostic {
            status: "5.1.1".into(),
            remote_mta: None,
            text: "no such user".into(),
            at: SystemTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_terminal_state_is_left_by_nothing() {
        let terminal = [
            RecipientState::Delivered {
                diagnostic: diagnostic(),
            },
            RecipientState::Relayed {
                diagnostic: diagnostic(),
            },
            RecipientState::HandedOver,
            RecipientState::Reported,
            RecipientState::Discarded,
            RecipientState::Cancelled,
        ];
        for state in &terminal {
            assert!(state.is_terminal());
            assert!(!state.is_due(SystemTime::UNIX_EPOCH));
            for next in &terminal {
                assert!(!state.may_become(next));
            }
            assert!(!state.may_become(&RecipientState::Pending));
        }
    }

    #[test]
    fn what_failed_is_reported_or_discarded_and_never_tried_again() {
        let failed = RecipientState::Failed {
            diagnostic: diagnostic(),
        };
        assert!(failed.owes_report() && !failed.is_terminal());
        assert!(failed.may_become(&RecipientState::Reported));
        assert!(failed.may_become(&RecipientState::Discarded));
        assert!(failed.may_become(&RecipientState::Expired {
            diagnostic: diagnostic()
        }));
        assert!(!failed.may_become(&RecipientState::Pending));
        assert!(!failed.may_become(&RecipientState::HandedOver));
        assert!(!failed.may_become(&RecipientState::Delivered {
            diagnostic: diagnostic()
        }));
    }

    #[test]
    fn an_update_cannot_cancel() {
        assert!(!RecipientState::Pending.may_become(&RecipientState::Cancelled));
    }
}
