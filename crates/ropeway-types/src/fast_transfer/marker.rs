//! Markers ([MS-OXCFXICS] 2.2.4.1.4).

use std::fmt;

macro_rules! markers {
    ($($name:ident = $number:literal $(, ends $start:ident)*; #[doc = $doc:literal])*) => {
        /// A marker of a stream ([MS-OXCFXICS] 2.2.4.1.4), under the specification's name.
        ///
        /// Markers are the tags that this list has. A number that is not in it begins a property: a
        /// marker that a later version adds cannot be told from one.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[repr(u32)]
        #[non_exhaustive]
        pub enum Marker {
            $( #[doc = $doc] $name = $number, )*
        }

        impl Marker {
            /// All of them.
            pub const ALL: &'static [Marker] = &[$(Marker::$name),*];

            /// The marker of this number.
            #[inline]
            pub const fn from_number(number: u32) -> Option<Marker> {
                match number {
                    $( $number => Some(Marker::$name), )*
                    _ => None,
                }
            }

            /// The number, as it stands in the stream.
            #[inline]
            pub const fn number(self) -> u32 {
                // Lossless: the discriminant.
                self as u32
            }

            /// The specification's name.
            pub const fn name(self) -> &'static str {
                match self {
                    $( Marker::$name => stringify!($name), )*
                }
            }

            /// The marker that closes what this one opens; `None` for an end and for a marker that stands
            /// alone.
            pub const fn end(self) -> Option<Marker> {
                match self {
                    $( $( Marker::$start => Some(Marker::$name), )* )*
                    _ => None,
                }
            }
        }
    };
}

markers! {
    StartTopFld = 0x4009_0003; /// Begins the folder that is copied.
    StartSubFld = 0x400A_0003; /// Begins a folder inside a folder.
    EndFolder = 0x400B_0003, ends StartTopFld, ends StartSubFld; /// Ends a folder.
    StartMessage = 0x400C_0003; /// Begins a message.
    StartFAIMsg = 0x4010_0003; /// Begins a folder associated information message.
    EndMessage = 0x400D_0003, ends StartMessage, ends StartFAIMsg; /// Ends a message.
    StartEmbed = 0x4001_0003; /// Begins a message embedded in an attachment.
    EndEmbed = 0x4002_0003, ends StartEmbed; /// Ends an embedded message.
    StartRecip = 0x4003_0003; /// Begins a recipient.
    EndToRecip = 0x4004_0003, ends StartRecip; /// Ends a recipient.
    NewAttach = 0x4000_0003; /// Begins an attachment.
    EndAttach = 0x400E_0003, ends NewAttach; /// Ends an attachment.
    IncrSyncChg = 0x4012_0003; /// A change: its header follows.
    IncrSyncChgPartial = 0x407D_0003; /// A change to some of the property groups.
    IncrSyncDel = 0x4013_0003; /// Deletions follow.
    IncrSyncEnd = 0x4014_0003; /// Ends a synchronization.
    IncrSyncMessage = 0x4015_0003; /// The content of a changed message follows its header.
    IncrSyncRead = 0x402F_0003; /// Changes of read states follow.
    IncrSyncStateBegin = 0x403A_0003; /// Begins the ICS state.
    IncrSyncStateEnd = 0x403B_0003, ends IncrSyncStateBegin; /// Ends the ICS state.
    IncrSyncProgressMode = 0x4074_000B; /// The size of the whole synchronization follows.
    IncrSyncProgressPerMsg = 0x4075_000B; /// The size of the next message follows.
    IncrSyncGroupInfo = 0x407B_0102; /// A mapping of property groups follows.
    FXErrorInfo = 0x4018_0003; /// What could not be copied follows.
}

impl fmt::Debug for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({:#010x})", self.name(), self.number())
    }
}
