#![cfg_attr(feature = "embedded", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "embedded"),
    doc = "Submit and relay: from RopSubmitMessage to the next hop by SMTP. The queue's store is the caller's."
)]

mod config;
mod content;
mod delivery;
mod destinations;
mod directory;
mod dispatch;
mod event;
mod intake;
mod local;
mod notices;
mod relay;
mod report;
mod transmit;
mod wording;

pub use config::{RelayConfig, TnefPolicy};
pub use directory::StaticDirectory;
pub use event::{Event, Observer, Outcome};
pub use local::{LocalContent, LocalDelivery, LocalDeliveryError, LocalMail, NoMailboxes};
pub use relay::{Relay, RelayBuilder};

#[cfg(feature = "mapihttp")]
#[doc(inline)]
pub use ropeway_mapihttp as mapihttp;
#[doc(inline)]
pub use ropeway_message as message;
#[doc(inline)]
pub use ropeway_mime as mime;
#[doc(inline)]
pub use ropeway_queue as queue;
#[doc(inline)]
pub use ropeway_rop as rop;
#[doc(inline)]
pub use ropeway_route as route;
#[doc(inline)]
pub use ropeway_session as session;
#[doc(inline)]
pub use ropeway_smtp as smtp;
#[doc(inline)]
pub use ropeway_types as types;
