#![doc = include_str!("../README.md")]
#![warn(clippy::arithmetic_side_effects)]

mod address;
mod address_list;
pub mod calendar;
mod civil_time;
mod entry_id;
mod error_code;
mod extended_rule;
pub mod fast_transfer;
mod guid;
pub mod ics;
mod ids;
mod name;
pub mod named;
mod numbers;
#[doc(hidden)]
pub mod oracle;
pub mod permission;
mod recipient;
mod restriction;
mod restriction_ops;
mod row;
pub mod rule;
mod rule_action;
#[cfg(feature = "serde")]
mod serde_forms;
mod tag;
pub mod tags;
mod text;
mod time;
mod value;
pub mod wire;
mod xid;

pub use address::{ParseProxyAddressError, ProxyAddress};
pub use address_list::{AddressEntry, AddressList};
pub use civil_time::{CivilTime, CivilTimeError};
pub use entry_id::{
    AddressBookEntryId, AddressBookType, ContactEntryId, ContactType, EntryId, EntryList, EntryListItem,
    FlatEntry, FlatEntryList, FlatEntryListItem, FolderEntryId, MacEncoding, MessageEntryId, OneOffEntryId,
    OneOffFormat, ProviderUid, ServerId, StoreEntryId, StoreExtension, WrappedEntryId, WrappedKind,
    WrappedType, parse_flat_entry_list,
};
pub use error_code::ErrorCode;
pub use extended_rule::{ExtendedRuleActions, ExtendedRuleCondition, NamedPropertyInformation};
pub use guid::{Guid, ParseGuidError, property_set};
pub use ids::{
    ChangeNumber, FolderId, FolderType, GlobalIdentifier, LongTermId, MessageId, MessageType, ReplicaMap,
};
pub use name::{NameKind, PropertyName, PropertyProblem};
pub use named::{NamedProperty, StaticNameKind};
pub use recipient::{RecipientFlags, RecipientRow, RowString, X500Address};
pub use restriction::Restriction;
pub use restriction_ops::{BitmapRelOp, DisplayType, FuzzyLevelHigh, FuzzyLevelLow, RelOp};
pub use row::{PropertyRow, RowValue};
pub use rule_action::{
    ActionBlock, ActionData, ActionFolder, ActionRecipient, ReplyMessage, ReplyTemplate, RuleAction,
};
pub use tag::{PropertyTag, PropertyType};
pub use text::{CodePage, WideString};
pub use time::FileTime;
pub use value::{PropertyValue, TaggedPropertyValue};
pub use xid::{PredecessorChangeList, SizedXid, Xid};
