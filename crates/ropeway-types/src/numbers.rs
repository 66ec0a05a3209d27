//! Numbers with names: open newtypes whose unknown values survive.

/// Declares an open number: a newtype with a constant and a name for each value that a specification
/// names. It reads and writes as the bare number.
macro_rules! open_number {
    (
        $(#[$meta:meta])*
        $name:ident: $int:ident {
            $( $(#[$vmeta:meta])* $constant:ident = $value:literal, $spec:literal; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(transparent))]
        pub struct $name(pub $int);

        impl $name {
            $( $(#[$vmeta])* pub const $constant: Self = Self($value); )*

            /// The specification's name, if the number has one.
            pub const fn name(self) -> Option<&'static str> {
                match self.0 { $( $value => Some($spec), )* _ => None }
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self.name() {
                    Some(name) => write!(f, "{name}({:#x})", self.0),
                    None => write!(f, concat!(stringify!($name), "({:#x})"), self.0),
                }
            }
        }
        impl $crate::wire::Decode for $name {
            const MIN_LEN: usize = size_of::<$int>();
            #[inline]
            fn decode(reader: &mut $crate::wire::Reader) -> Result<Self, $crate::wire::DecodeError> {
                <$int as $crate::wire::Decode>::decode(reader).map(Self)
            }
        }
        impl $crate::wire::Encode for $name {
            #[inline]
            fn encode(
                &self,
                writer: &mut $crate::wire::Writer,
            ) -> Result<(), $crate::wire::EncodeError> {
                $crate::wire::Encode::encode(&self.0, writer)
            }
        }
    };
}

/// Declares a set of flags: a newtype over an integer with a constant for each flag that a
/// specification names. Bits without a name survive.
macro_rules! flag_set {
    (
        $(#[$meta:meta])*
        $name:ident: $int:ident {
            $( $(#[$vmeta:meta])* $constant:ident = $value:literal; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(transparent))]
        pub struct $name(pub $int);

        impl $name {
            $( $(#[$vmeta])* pub const $constant: Self = Self($value); )*

            /// Whether all of `flags` are set.
            pub const fn contains(self, flags: Self) -> bool {
                self.0 & flags.0 == flags.0
            }

            /// The bits that have no name here.
            pub const fn unknown(self) -> $int {
                self.0 & !(0 $(| $value)*)
            }
        }

        impl std::ops::BitOr for $name {
            type Output = Self;
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({:#x}"), self.0)?;
                $( if $value != 0 && self.contains(Self::$constant) {
                    write!(f, concat!(" ", stringify!($constant)))?;
                } )*
                f.write_str(")")
            }
        }
        impl $crate::wire::Decode for $name {
            const MIN_LEN: usize = size_of::<$int>();
            #[inline]
            fn decode(reader: &mut $crate::wire::Reader) -> Result<Self, $crate::wire::DecodeError> {
                <$int as $crate::wire::Decode>::decode(reader).map(Self)
            }
        }
        impl $crate::wire::Encode for $name {
            #[inline]
            fn encode(
                &self,
                writer: &mut $crate::wire::Writer,
            ) -> Result<(), $crate::wire::EncodeError> {
                $crate::wire::Encode::encode(&self.0, writer)
            }
        }
    };
}

pub(crate) use {flag_set, open_number};
