#![doc = include_str!("../README.md")]
#![warn(clippy::arithmetic_side_effects)]

mod address;
mod entry_id;
mod error_code;
pub mod fast_transfer;
mod guid;
pub mod ics;
mod ids;
mod name;
#[doc(hidden)]
pub mod oracle;
mod recipient;
mod restriction;
mod row;
mod rule_action;
mod tag;
pub mod tags;
mod text;
mod time;
mod value;
pub mod wire;

pub use address::{ParseProxyAddressError, ProxyAddress};
pub use entry_id::{
    ADDRESS_BOOK_UID, CONTACT_UID, EntryId, ONE_OFF_UID, OneOffEntryId, ServerId, parse_flat_entry_list,
};
pub use error_code::ErrorCode;
pub use guid::{Guid, ParseGuidError, property_set};
pub use ids::{FolderId, LongTermId, MessageId};
pub use name::{NameKind, PropertyName, PropertyProblem};
pub use recipient::{RecipientFlags, RecipientRow, RowString, X500Address};
pub use restriction::Restriction;
pub use row::{PropertyRow, RowValue};
pub use rule_action::{
    ActionBlock, ActionData, ActionFolder, ActionRecipient, ReplyMessage, ReplyTemplate, RuleAction,
};
pub use tag::{PropertyTag, PropertyType};
pub use text::{CodePage, WideString};
pub use time::FileTime;
pub use value::{PropertyValue, TaggedPropertyValue};
