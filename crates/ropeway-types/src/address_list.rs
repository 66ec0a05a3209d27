//! Lists of addresses as sets of properties ([MS-OXCDATA] 2.1).

use crate::value::TaggedPropertyValue;
use crate::wire::codec::list_u32;

crate::wire_struct! {
    /// AddressEntry ([MS-OXCDATA] 2.1.1): one addressee.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct AddressEntry {
        /// Values (PropertyCount goes before them).
        pub values: Vec<TaggedPropertyValue> = list_u32,
    }
}

crate::wire_struct! {
    /// AddressList ([MS-OXCDATA] 2.1.2).
    #[derive(Debug, Clone, PartialEq, Default)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct AddressList {
        /// Addresses (AddressCount goes before them).
        pub addresses: Vec<AddressEntry> = list_u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Decode, DecodeErrorKind, Encode, Reader};
    use crate::{PropertyValue, tags};
    use bytes::Bytes;

    #[test]
    fn two_addresses_round_trip() {
        let name = |text: &str| TaggedPropertyValue {
            tag: tags::DISPLAY_NAME,
            value: PropertyValue::String(text.into()),
        };
        let list = AddressList {
            addresses: vec![
                AddressEntry {
                    values: vec![name("A"), name("B")],
                },
                AddressEntry::default(),
            ],
        };
        let bytes = list.to_bytes().unwrap();
        assert_eq!(bytes[..8], [2, 0, 0, 0, 2, 0, 0, 0]);
        assert_eq!(AddressList::decode(&mut Reader::new(bytes.clone())), Ok(list));
        for len in 0..bytes.len() {
            assert!(
                AddressList::decode(&mut Reader::new(bytes.slice(..len))).is_err(),
                "{len}"
            );
        }
    }

    #[test]
    fn lying_counts_are_errors() {
        let lie = Bytes::from_static(&[0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
        let error = AddressList::decode(&mut Reader::new(lie)).unwrap_err();
        assert_eq!((error.structure, error.field), ("AddressList", "addresses"));
        assert!(matches!(error.kind, DecodeErrorKind::Count { left: 4, .. }));
    }

    proptest::proptest! {
        #[test]
        fn what_is_read_is_written_back(bytes in proptest::collection::vec(0u8..4, 0..64)) {
            let mut reader = Reader::new(bytes.clone());
            if let Ok(list) = AddressList::decode(&mut reader) {
                let read = &bytes[..bytes.len().saturating_sub(reader.remaining())];
                let written = list.to_bytes().unwrap();
                // Booleans are written as 0 or 1, whatever they were.
                proptest::prop_assert_eq!(written.len(), read.len());
                proptest::prop_assert_eq!(AddressList::decode(&mut Reader::new(written)), Ok(list));
            }
        }
    }
}
