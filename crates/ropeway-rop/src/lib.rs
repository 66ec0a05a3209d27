#![doc = include_str!("../README.md")]
#![warn(clippy::arithmetic_side_effects)]

#[macro_use]
mod macros;

pub mod auxiliary;
mod body;
mod buffer;
mod codec;
mod context;
mod dispatch;
pub mod extended;
mod recipients;
mod rop_id;
mod typed_string;

mod fast_transfer;
mod folder;
mod logon;
mod lz77;
mod message;
mod notification;
mod other;
mod permission;
mod property;
mod rule;
mod stream;
mod synchronization;
mod table;
mod transport;

pub use buffer::{RequestBuffer, ResponseBuffer, ResponseWriter, UNASSIGNED_HANDLE};
pub use context::{NoContext, RequestContext, ResponseContext};
pub use dispatch::{Request, Response};
pub use fast_transfer::*;
pub use folder::*;
pub use logon::*;
pub use lz77::Lz77Error;
pub use message::*;
pub use notification::*;
pub use other::*;
pub use permission::*;
pub use property::*;
pub use recipients::{MessageHeader, ModifyRecipientRow, OpenRecipientRow, ReadRecipientRow, recipient_type};
pub use rop_id::RopId;
pub use rule::*;
pub use stream::*;
pub use synchronization::*;
pub use table::*;
pub use transport::*;
pub use typed_string::TypedString;

#[doc(hidden)]
pub mod oracle;
