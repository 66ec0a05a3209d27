//! Deviations from the specifications that a reader may take.

use std::fmt;
use std::ops::BitOr;

/// A set of named deviations from the specifications, each with who sends it.
///
/// A [`Reader`](super::Reader) takes those of its `tolerance` and refuses the others; which of them it met
/// it tells by [`Reader::tolerated`](super::Reader::tolerated). Nothing is tolerated in silence. What is then
/// written is the specified form, unless a deviation's description says that it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tolerance(u32);

macro_rules! deviations {
    ($($(#[$meta:meta])* $name:ident = $bit:literal, $text:literal;)*) => {
        impl Tolerance {
            $( $(#[$meta])* pub const $name: Self = Self(1 << $bit); )*

            /// Every deviation that has a name.
            pub const ALL: Self = Self($((1 << $bit))|*);

            /// Each deviation with the name of its constant.
            #[cfg(feature = "serde")]
            pub(crate) const NAMED: &[(&str, Self)] = &[$((stringify!($name), Self::$name)),*];

            /// The deviations of the set with a description of each, in the order of declaration.
            pub fn describe(self) -> impl Iterator<Item = (Self, &'static str)> {
                [$((Self::$name, $text)),*].into_iter().filter(move |(one, _)| self.contains(*one))
            }
        }
    };
}

deviations! {
    /// Bytes left over inside PropertyValueSize, RecipientRowSize, RestrictionDataSize, AddressTypeSize, and
    /// DataSize of RopSetLocalReplicaMidsetDeleted. Clients round sizes up, and servers pass over the rest.
    /// Other sizes must be right.
    SLACK = 0, "bytes left over inside a declared size";
    /// A failing response that ends before one of the fields that [MS-OXCROPS] demands even of it, at the end
    /// of the buffer. gromox leaves them out; they are read as zero. DestHandleIndex must be there, and all that
    /// a redirected RopLogon brings.
    MISSING_FAILURE_BODY = 1, "a failing response without its body";
    /// A RopTransportSend response that returns no properties and ends before their count. gromox writes
    /// none.
    MISSING_VALUE_COUNT = 2, "no PropertyValueCount where no properties are returned";
    /// A RopGetMessageStatus response under the id of its request, 0x1F, where [MS-OXCROPS] 2.2.6.9.2 has
    /// 0x20. Microsoft's test suites write it. The id is kept.
    STATUS_UNDER_OWN_ID = 3, "RopGetMessageStatus answered under its own id";
    /// One to three bytes after the last server object handle; ruler pads its buffers.
    HANDLE_PADDING = 4, "bytes after the last server object handle";
    /// A Boolean other than 0 and 1; it is true ([MS-OXCDATA] 2.11.1).
    BOOLEAN_NOT_ONE = 5, "a Boolean other than 0 and 1";
    /// RestrictType 0x0C, an AnnotationRestriction of the form of a CommentRestriction. Only gromox knows it. It
    /// is kept.
    ANNOTATION_RESTRICTION = 6, "an AnnotationRestriction";
    /// A 32-bit AttachmentIdCount in RopGetValidAttachments, as one published requirement has it and gromox
    /// writes. The same bytes mean something else without this.
    WIDE_ATTACHMENT_COUNT = 7, "a 32-bit AttachmentIdCount";
    /// A PropertyName of Kind 0xFF that ends before its GUID, as Microsoft's inspector reads it. The same
    /// bytes mean something else without this.
    UNNAMED_WITHOUT_GUID = 8, "a PropertyName of no kind without its GUID";
}

impl Tolerance {
    /// Nothing: what the specifications demand, to the letter.
    pub const NONE: Self = Self(0);

    /// What real clients and servers send and what can mean nothing else: all but
    /// [`ANNOTATION_RESTRICTION`](Self::ANNOTATION_RESTRICTION),
    /// [`WIDE_ATTACHMENT_COUNT`](Self::WIDE_ATTACHMENT_COUNT) and
    /// [`UNNAMED_WITHOUT_GUID`](Self::UNNAMED_WITHOUT_GUID).
    pub const USUAL: Self = Self(
        Self::SLACK.0
            | Self::MISSING_FAILURE_BODY.0
            | Self::MISSING_VALUE_COUNT.0
            | Self::STATUS_UNDER_OWN_ID.0
            | Self::HANDLE_PADDING.0
            | Self::BOOLEAN_NOT_ONE.0,
    );

    /// Whether all deviations of `other` are in the set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Without the deviations of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for Tolerance {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (_, text)) in self.describe().enumerate() {
            write!(f, "{}{text}", if at == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}
impl fmt::Debug for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tolerance({self})")
    }
}
