#![cfg_attr(feature = "embedded", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "embedded"),
    doc = "The durable outbound queue of a mail relay: the trait, without the embedded store."
)]

mod entry;
mod error;
mod id;
mod queue;
mod schedule;
mod state;

#[cfg(feature = "embedded")]
mod embedded;

#[cfg(feature = "embedded")]
pub use embedded::{EmbeddedOptions, EmbeddedQueue};
pub use entry::{EntryKind, EntryView, NewEntry, NewRecipient, RecipientView};
pub use error::QueueError;
pub use id::{ParseQueueIdError, QueueId};
pub use queue::{BoxFuture, CancelOutcome, Lease, Queue, QueueStats, UpdateOutcome};
pub use schedule::RetrySchedule;
pub use state::{Diagnostic, RecipientState, RecipientUpdate};
