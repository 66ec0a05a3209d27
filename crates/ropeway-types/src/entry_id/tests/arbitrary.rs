//! Arbitrary entry ids and arbitrary bytes: values come back, and so do bytes.

use super::super::*;
use crate::guid::Guid;
use crate::ids::{FolderId, LongTermId, MessageId};
use crate::recipient::RowString;
use crate::text::WideString;
use proptest::collection::vec;
use proptest::prelude::*;

fn bytes(len: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = Bytes> {
    vec(any::<u8>(), len).prop_map(Bytes::from)
}
fn narrow() -> impl Strategy<Value = Bytes> {
    vec(1u8.., 0..12).prop_map(Bytes::from)
}
fn wide() -> impl Strategy<Value = WideString> {
    vec(1u16.., 0..12).prop_map(|units| {
        let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
        WideString::from_utf16le(bytes)
    })
}
fn long_ids() -> impl Strategy<Value = LongTermId> {
    (any::<[u8; 16]>(), any::<[u8; 6]>(), any::<u16>()).prop_map(|(guid, global_counter, pad)| LongTermId {
        database_guid: Guid(guid),
        global_counter,
        pad,
    })
}
fn extension() -> impl Strategy<Value = StoreExtension> {
    use proptest::option::of;
    prop_oneof![
        (of(narrow()), of(wide())).prop_map(|(server_dn, server_fqdn)| StoreExtension::V2 {
            server_dn,
            server_fqdn
        }),
        of(wide()).prop_map(|smtp_address| StoreExtension::V3 { smtp_address }),
    ]
}
fn entry_ids() -> impl Strategy<Value = EntryId> {
    let folder =
        (any::<u32>(), any::<[u8; 16]>(), 0u16..3, long_ids()).prop_map(|(flags, uid, kind, folder)| {
            EntryId::Folder(FolderEntryId {
                flags,
                provider_uid: ProviderUid(uid),
                folder_type: FolderType(kind * 2 + 1),
                folder,
            })
        });
    let message =
        (any::<u32>(), 0u16..3, long_ids(), long_ids()).prop_map(|(flags, kind, folder, message)| {
            EntryId::Message(MessageEntryId {
                flags,
                message_type: MessageType(kind * 2 + 7),
                ..MessageEntryId::public(folder, message)
            })
        });
    let store = (
        any::<[u32; 3]>(),
        any::<bool>(),
        narrow(),
        narrow(),
        extension(),
        bytes(0..9),
    )
        .prop_map(
            |([flags, wrapped_flags, wrapped_type], public, server, dn, extension, tail)| {
                EntryId::Store(StoreEntryId {
                    flags,
                    wrapped_flags,
                    wrapped_type,
                    wrapped_provider_uid: if public {
                        ProviderUid::PUBLIC_STORE
                    } else {
                        ProviderUid::MAILBOX_STORE
                    },
                    server_short_name: server,
                    mailbox_dn: (!public).then_some(dn),
                    extra: if public {
                        extension.to_bytes().unwrap()
                    } else {
                        tail
                    },
                    ..StoreEntryId::public("")
                })
            },
        );
    let one_off = (
        any::<u16>(),
        [wide(), wide(), wide()],
        [narrow(), narrow(), narrow()],
        bytes(0..9),
    )
        .prop_map(|(bits, [a, b, c], [d, e, f], extra)| {
            let unicode = bits & OneOffEntryId::UNICODE != 0;
            let text = |wide, narrow| {
                if unicode {
                    RowString::Wide(wide)
                } else {
                    RowString::Narrow(narrow)
                }
            };
            EntryId::OneOff(OneOffEntryId {
                bits,
                display_name: text(a, d),
                address_type: text(b, e),
                email_address: text(c, f),
                extra,
                ..OneOffEntryId::new("", "", "")
            })
        });
    let address_book =
        (any::<[u32; 3]>(), narrow(), bytes(0..9)).prop_map(|([flags, version, kind], x500_dn, extra)| {
            EntryId::AddressBook(AddressBookEntryId {
                flags,
                version,
                object_type: AddressBookType(kind),
                x500_dn,
                extra,
                ..AddressBookEntryId::new(AddressBookType::SEARCH, "")
            })
        });
    let contact = (any::<bool>(), any::<[u32; 3]>(), bytes(0..80), bytes(0..9)).prop_map(
        |(list, [flags, version, index], entry_id, extra)| {
            let id = ContactEntryId {
                flags,
                version,
                index,
                extra,
                ..ContactEntryId::contact(0, entry_id)
            };
            if list {
                EntryId::PersonalDistributionList(ContactEntryId {
                    entry_type: ContactType::PERSONAL_DISTRIBUTION_LIST,
                    ..id
                })
            } else {
                EntryId::Contact(id)
            }
        },
    );
    let wrapped = (any::<u8>(), bytes(0..80))
        .prop_map(|(kind, entry_id)| EntryId::Wrapped(WrappedEntryId::new(WrappedType(kind), entry_id)));
    prop_oneof![folder, message, store, one_off, address_book, contact, wrapped]
}

proptest! {
    #[test]
    fn values_round_trip(id in entry_ids()) {
        let bytes = id.to_bytes().unwrap();
        prop_assert_eq!(EntryId::parse(&bytes), Ok(id));
    }

    #[cfg(feature = "serde")]
    #[test]
    fn values_survive_serde(id in entry_ids()) {
        for back in crate::serde_forms::tests::through(&id) {
            prop_assert_eq!(&back, &id);
        }
    }

    /// Any bytes behind the head of a known provider, and valid ids with a byte changed.
    #[test]
    fn what_is_parsed_is_written_back(
        flags: u32,
        known in 0..ProviderUid::KNOWN.len(),
        body in vec(any::<u8>(), 0..80),
    ) {
        let (_, uid) = ProviderUid::KNOWN[known];
        let bytes: Bytes = [&flags.to_le_bytes()[..], &uid.0, &body].concat().into();
        if let Ok(id) = EntryId::parse(&bytes) {
            prop_assert_eq!(id.to_bytes().unwrap(), bytes.clone());
            prop_assert_eq!(id.provider_uid(), Some(uid));
        }
    }

    #[test]
    fn a_changed_byte_is_written_back(id in entry_ids(), at: prop::sample::Index, value: u8, len: prop::sample::Index) {
        let mut bytes = id.to_bytes().unwrap().to_vec();
        let at = at.index(bytes.len());
        bytes[at] = value;
        let cut = Bytes::from(bytes.clone()).slice(..len.index(bytes.len()));
        for bytes in [Bytes::from(bytes), cut] {
            if let Ok(id) = EntryId::parse(&bytes) {
                prop_assert_eq!(id.to_bytes().unwrap(), bytes.clone());
                if let EntryId::Store(id) = id {
                    let _ = id.extension();
                }
            }
        }
    }

    #[test]
    fn extensions_round_trip(extension in extension()) {
        let bytes = extension.to_bytes().unwrap();
        let size = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]);
        prop_assert_eq!(size as usize, bytes.len());
        prop_assert_eq!(StoreExtension::decode(&mut Reader::new(bytes)), Ok(extension));
    }

    #[test]
    fn lists_are_written_back(count in 0u8..4, body in vec(0u8..6, 0..60)) {
        let bytes: Bytes = [&[count, 0, 0, 0][..], &body].concat().into();
        if let Ok(list) = FlatEntryList::parse(&bytes) {
            prop_assert_eq!(list.to_bytes().unwrap(), bytes.clone());
        }
        let mut reader = Reader::new(bytes.clone());
        if let Ok(list) = EntryList::decode(&mut reader) {
            let read = bytes.slice(..bytes.len() - reader.remaining());
            prop_assert_eq!(list.to_bytes().unwrap(), read);
        }
    }

    #[test]
    fn lists_round_trip(entries in vec(bytes(0..20), 0..5)) {
        let flat: FlatEntryList = entries.iter().cloned().collect();
        let wire = flat.to_bytes().unwrap();
        prop_assert_eq!(wire.len(), flat.size as usize + 8);
        prop_assert_eq!(parse_flat_entry_list(&wire), Ok(entries.clone()));
        prop_assert_eq!(FlatEntryList::parse(&wire), Ok(flat));
        let list: EntryList = entries.into_iter().collect();
        prop_assert_eq!(EntryList::decode(&mut Reader::new(list.to_bytes().unwrap())), Ok(list));
    }

    #[test]
    fn server_ids_are_written_back(ours in 0u8..3, body in vec(any::<u8>(), 0..24), folder: u64, message: u64, instance: u32) {
        let bytes: Bytes = [&[ours][..], &body].concat().into();
        if let Ok(id) = ServerId::parse(&bytes) {
            prop_assert_eq!(id.to_bytes().unwrap(), bytes);
        }
        let id = ServerId::Ours { folder_id: FolderId(folder), message_id: MessageId(message), instance };
        prop_assert_eq!(ServerId::parse(&id.to_bytes().unwrap()), Ok(id));
    }
}
