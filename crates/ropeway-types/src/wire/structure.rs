//! The declaration of a structure.

/// Declares a wire structure once: the struct, [`Decode`](crate::wire::Decode),
/// [`Encode`](crate::wire::Encode), and the names in errors.
///
/// A field is `pub name: Type`, or `pub name: Type = codec` with a module that has `MIN_LEN`, `decode`
/// and `encode` (see [`codec`](crate::wire::codec), or one of the caller's own, in scope under that name). A codec that
/// depends on earlier fields names them, `pub name: Type = codec(flag)`, and both its functions take
/// references to them after the other arguments.
///
/// A trace calls `folder_id` FolderId. Where the specification has another name it is said before the codec,
/// `pub essdn_size: u16 as "EssdnSize"`; with `as ""` the parts of the field stand beside it, without it. A
/// count, size or flag before the field is called as its kind has it (PropertyTagCount), or as said after
/// the codec: `= list_u16["ColumnCount"]`.
///
/// ```
/// use ropeway_types::wire::{Decode, Encode, Reader};
/// use ropeway_types::wire::codec::list_u16;
///
/// ropeway_types::wire_struct! {
///     /// Three fields.
///     #[derive(Debug, PartialEq)]
///     pub struct Sample {
///         /// Flags.
///         pub flags: u8,
///         /// Ids, counted.
///         pub ids: Vec<u32> = list_u16,
///     }
/// }
/// let bytes = bytes::Bytes::from_static(&[1, 1, 0, 9, 0, 0, 0]);
/// let sample = Sample::decode(&mut Reader::new(bytes.clone())).unwrap();
/// assert_eq!(sample, Sample { flags: 1, ids: vec![9] });
/// assert_eq!(sample.to_bytes().unwrap(), bytes);
/// let error = Sample::decode(&mut Reader::new(bytes.slice(..5))).unwrap_err();
/// assert_eq!((error.structure, error.field, error.offset), ("Sample", "ids", 3));
///
/// /// A number that is there if a flag is.
/// mod present_if {
///     use ropeway_types::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
///     pub const MIN_LEN: usize = 0;
///     pub fn decode(reader: &mut Reader, flag: &bool) -> Result<Option<u16>, DecodeError> {
///         flag.then(|| u16::decode(reader)).transpose()
///     }
///     pub fn encode(n: &Option<u16>, writer: &mut Writer, _flag: &bool) -> Result<(), EncodeError> {
///         n.iter().try_for_each(|n| n.encode(writer))
///     }
/// }
/// ropeway_types::wire_struct! {
///     /// Its second field depends on its first.
///     #[derive(Debug, PartialEq)]
///     pub struct Dependent {
///         /// Whether there is a number.
///         pub flag: bool,
///         /// The number.
///         pub number: Option<u16> = present_if(flag),
///     }
/// }
/// let dependent = Dependent { flag: true, number: Some(7) };
/// assert_eq!(dependent.to_bytes().unwrap()[..], [1, 7, 0]);
/// ```
#[macro_export]
macro_rules! wire_struct {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(
                $(#[$fmeta:meta])*
                pub $field:ident : $ty:ty
                    $(as $spec:literal)?
                    $(= $codec:ident $( ( $($arg:ident),+ ) )? $( [ $announced:literal ] )?)?
            ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        pub struct $name { $( $(#[$fmeta])* pub $field: $ty, )* }

        impl $crate::wire::Decode for $name {
            const MIN_LEN: usize = 0 $( + $crate::wire_struct!(@min $ty $(, $codec)?) )*;
            fn decode(reader: &mut $crate::wire::Reader) -> Result<Self, $crate::wire::DecodeError> {
                $(
                    let $field: $ty = reader.announced_field(
                        stringify!($name),
                        $crate::wire_struct!(@name $field $(, $spec)?),
                        $crate::wire_struct!(@announced $($( $announced )?)?),
                        |reader| $crate::wire_struct!(@decode reader, $ty $(, $codec $(($($arg),+))?)?),
                    )?;
                )*
                let _ = &reader;
                Ok(Self { $($field),* })
            }
        }

        impl $crate::wire::Encode for $name {
            fn encode(&self, writer: &mut $crate::wire::Writer) -> Result<(), $crate::wire::EncodeError> {
                $( $crate::wire_struct!(@encode self, writer, &self.$field $(, $codec $(($($arg),+))?)?)?; )*
                let _ = &writer;
                Ok(())
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident, $spec:literal) => { $spec };
    (@announced) => { "" };
    (@announced $announced:literal) => { $announced };
    (@min $ty:ty) => { <$ty as $crate::wire::Decode>::MIN_LEN };
    (@min $ty:ty, $codec:ident) => { $codec::MIN_LEN };
    (@decode $r:ident, $ty:ty) => { <$ty as $crate::wire::Decode>::decode($r) };
    (@decode $r:ident, $ty:ty, $codec:ident) => { $codec::decode($r) };
    (@decode $r:ident, $ty:ty, $codec:ident ($($arg:ident),+)) => { $codec::decode($r, $(&$arg),+) };
    (@encode $s:ident, $w:ident, $v:expr) => { $crate::wire::Encode::encode($v, $w) };
    (@encode $s:ident, $w:ident, $v:expr, $codec:ident) => { $codec::encode($v, $w) };
    (@encode $s:ident, $w:ident, $v:expr, $codec:ident ($($arg:ident),+)) => { $codec::encode($v, $w, $(&$s.$arg),+) };
}
