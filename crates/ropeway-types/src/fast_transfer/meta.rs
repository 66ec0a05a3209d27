//! Meta-properties: properties that only a stream has.

use crate::tag::{PropertyTag, PropertyType};

macro_rules! meta_properties {
    ($($(#[$meta:meta])* $name:ident = $value:literal, $spec:literal;)*) => {
        $( #[doc = concat!($spec, ".")] $(#[$meta])* pub const $name: PropertyTag = PropertyTag($value); )*

        /// The specification's name of a meta-property.
        pub const fn name(tag: PropertyTag) -> Option<&'static str> {
            match tag.0 { $( $value => Some($spec), )* _ => None }
        }
    };
}

// Numbers: [MS-OXCFXICS] 2.2.1.1, 2.2.1.3 and 2.2.4.1.5.
meta_properties! {
    /// A directive (2.2.4.1.5.1): the value is the tag of the subobjects that the receiver is to delete.
    FX_DEL_PROP = 0x4016_0003, "MetaTagFXDelProp";
    /// A warning about the element that it stands in (2.2.4.1.5.2).
    EC_WARNING = 0x400F_0003, "MetaTagEcWarning";
    /// Other replicas of a public folder (2.2.4.1.5.3), a FolderReplicaInfo.
    NEW_FX_FOLDER = 0x4011_0102, "MetaTagNewFXFolder";
    /// Which mapping of property groups follows (2.2.4.1.5.4).
    INCR_SYNC_GROUP_ID = 0x407C_0003, "MetaTagIncrSyncGroupId";
    /// The index of a property group (2.2.4.1.5.5).
    INCREMENTAL_SYNC_MESSAGE_PARTIAL = 0x407A_0003, "MetaTagIncrementalSyncMessagePartial";
    /// To be passed over (2.2.4.1.5.6).
    DN_PREFIX = 0x4008_001E, "MetaTagDnPrefix";
    /// Ids that the client has (2.2.1.1.1), REPLGUID-based. The tag says PtypInteger32, the value is a
    /// PtypBinary (3.1.5.2.1); [`IDSET_GIVEN_BINARY`] is the same under its true type.
    IDSET_GIVEN = 0x4017_0003, "MetaTagIdsetGiven";
    /// [`IDSET_GIVEN`] as PtypBinary, which servers should accept.
    IDSET_GIVEN_BINARY = 0x4017_0102, "MetaTagIdsetGiven as PtypBinary";
    /// Changes that the client has seen (2.2.1.1.2), REPLGUID-based.
    CNSET_SEEN = 0x6796_0102, "MetaTagCnsetSeen";
    /// The same for folder associated information (2.2.1.1.3).
    CNSET_SEEN_FAI = 0x67DA_0102, "MetaTagCnsetSeenFAI";
    /// Changes of read states that the client has seen (2.2.1.1.4).
    CNSET_READ = 0x67D2_0102, "MetaTagCnsetRead";
    /// Deleted since the last synchronization (2.2.1.3.1), REPLID-based.
    IDSET_DELETED = 0x67E5_0102, "MetaTagIdsetDeleted";
    /// No longer in the scope (2.2.1.3.2), REPLID-based.
    IDSET_NO_LONGER_IN_SCOPE = 0x4021_0102, "MetaTagIdsetNoLongerInScope";
    /// Expired in a public folder (2.2.1.3.3), REPLID-based.
    IDSET_EXPIRED = 0x6793_0102, "MetaTagIdsetExpired";
    /// Marked as read (2.2.1.3.4), REPLID-based.
    IDSET_READ = 0x402D_0102, "MetaTagIdsetRead";
    /// Marked as unread (2.2.1.3.5), REPLID-based.
    IDSET_UNREAD = 0x402E_0102, "MetaTagIdsetUnread";
}

/// The type that the value of a tag is written as: that of the tag, but for [`IDSET_GIVEN`].
#[inline]
pub const fn value_type(tag: PropertyTag) -> PropertyType {
    if tag.0 == IDSET_GIVEN.0 {
        PropertyType::BINARY
    } else {
        tag.property_type()
    }
}
