//! Entry ids one by one.

mod arbitrary;

use super::*;
use crate::guid::Guid;
use crate::ids::{FolderId, LongTermId};
use crate::recipient::RowString;
use crate::text::CodePage;

const CP: CodePage = CodePage::WINDOWS_1252;

fn long_id(n: u8) -> LongTermId {
    LongTermId::new(Guid([n; 16]), u64::from(n))
}

fn parsed(id: &EntryId) -> EntryId {
    EntryId::parse(&id.to_bytes().unwrap()).unwrap()
}

/// One of each kind, public and private.
fn one_of_each() -> Vec<EntryId> {
    let message = MessageEntryId::private([9; 16], long_id(1), long_id(2));
    let message_bytes = message.to_bytes().unwrap();
    let one_off = OneOffEntryId::new("Ann Ö", "SMTP", "ann@example.test");
    vec![
        EntryId::Folder(FolderEntryId::private([9; 16], long_id(1))),
        EntryId::Folder(FolderEntryId::public(long_id(3))),
        EntryId::Folder(FolderEntryId {
            folder_type: FolderType::MAPPED_PUBLIC,
            ..FolderEntryId::public(long_id(3))
        }),
        EntryId::Message(message),
        EntryId::Message(MessageEntryId::public(long_id(3), long_id(4))),
        EntryId::Store(StoreEntryId::mailbox("SERVER", "/o=Org/cn=u")),
        EntryId::Store(StoreEntryId::public("SERVER")),
        EntryId::OneOff(one_off.clone()),
        EntryId::OneOff(OneOffEntryId {
            bits: OneOffEntryId::NO_RICH_INFO,
            display_name: RowString::Narrow(Bytes::from_static(b"Ann \xD6")),
            address_type: RowString::Narrow(Bytes::from_static(b"SMTP")),
            email_address: RowString::Narrow(Bytes::from_static(b"ann@example.test")),
            ..one_off.clone()
        }),
        EntryId::address_book("/o=Org/cn=u"),
        EntryId::Contact(ContactEntryId::contact(1, message_bytes.clone())),
        EntryId::PersonalDistributionList(ContactEntryId::personal_distribution_list(message_bytes.clone())),
        EntryId::Wrapped(WrappedEntryId::new(WrappedType(0xC3), message_bytes)),
        EntryId::Wrapped(WrappedEntryId::new(WrappedType(0), one_off.to_bytes().unwrap())),
    ]
}

#[test]
fn every_kind_round_trips() {
    for id in one_of_each() {
        assert_eq!(parsed(&id), id);
        assert_eq!(id.provider_uid().is_some_and(|uid| uid.name().is_some()), {
            !matches!(&id, EntryId::Folder(f) if f.folder_type == FolderType::PRIVATE)
                && !matches!(&id, EntryId::Message(m) if m.message_type == MessageType::PRIVATE)
        });
    }
}

/// A cut entry id is an error, or the cut bytes as they are, or a whole one that ends earlier.
#[test]
fn truncated_entry_ids() {
    for id in one_of_each() {
        let bytes = id.to_bytes().unwrap();
        for len in 0..bytes.len() {
            let cut = bytes.slice(..len);
            let read = EntryId::parse(&cut);
            let private = matches!(&id, EntryId::Folder(f) if f.folder_type == FolderType::PRIVATE)
                || matches!(&id, EntryId::Message(m) if m.message_type == MessageType::PRIVATE);
            match &id {
                _ if len < 20 => assert!(read.is_err(), "{id:?} {len}"),
                _ if private => assert_eq!(read, Ok(EntryId::Other(cut))),
                // The embedded id takes what there is.
                EntryId::Wrapped(_) if len > 20 => {
                    let Ok(EntryId::Wrapped(wrapped)) = read else {
                        panic!("{read:?}")
                    };
                    assert_eq!(wrapped.entry_id, bytes.slice(21..len));
                }
                _ => assert!(read.is_err(), "{id:?} {len}"),
            }
        }
    }
}

#[test]
fn sizes_and_offsets_are_the_specifications() {
    let folder = FolderEntryId::public(long_id(5)).to_bytes().unwrap();
    assert_eq!(folder.len(), 46);
    assert_eq!(folder[20..24], [3, 0, 5, 5]);
    assert_eq!(folder[38..46], [0, 0, 0, 0, 0, 5, 0, 0]);
    let message = MessageEntryId::private([1; 16], long_id(5), long_id(6));
    let message = message.to_bytes().unwrap();
    assert_eq!(message.len(), 70);
    assert_eq!(message[20..24], [7, 0, 5, 5]);
    assert_eq!(message[46..62], [6; 16]);
    let one_off = OneOffEntryId::new("A", "B", "C").to_bytes().unwrap();
    assert_eq!(one_off[..4], [0; 4]);
    assert_eq!(one_off[4..20], ProviderUid::ONE_OFF.0);
    assert_eq!(one_off[20..28], [0, 0, 0x01, 0x90, b'A', 0, 0, 0]);
    let address_book = EntryId::address_book("/cn").to_bytes().unwrap();
    assert_eq!(address_book[20..], *b"\x01\0\0\0\0\0\0\0/cn\0");
    let contact = ContactEntryId::personal_distribution_list(Bytes::from_static(b"xy"));
    let contact = contact.to_bytes().unwrap();
    assert_eq!(contact[20..], *b"\x03\0\0\0\x05\0\0\0\xFF\0\0\0\x02\0\0\0xy");
    let store = StoreEntryId::mailbox("S", "/d").to_bytes().unwrap();
    assert_eq!(store[20..22], [0, 0]);
    assert_eq!(store[22..36], *b"EMSMDB.DLL\0\0\0\0");
    assert_eq!(store[40..56], ProviderUid::MAILBOX_STORE.0);
    assert_eq!(store[56..], *b"\x0C\0\0\0S\0/d\0");
}

#[test]
fn flags_versions_and_trailing_bytes_survive() {
    for id in one_of_each() {
        let mut bytes = id.to_bytes().unwrap().to_vec();
        bytes[0] = 0x80;
        let private_or_wrapped = id.provider_uid().and_then(ProviderUid::name).is_none();
        bytes.extend_from_slice(b"\xD8\x35\x21\xF3tail");
        let bytes = Bytes::from(bytes);
        let read = EntryId::parse(&bytes).unwrap();
        assert_eq!(read.to_bytes().unwrap(), bytes, "{read:?}");
        match &read {
            EntryId::Other(_) => assert!(matches!(id, EntryId::Folder(_) | EntryId::Message(_))),
            EntryId::OneOff(id) => assert_eq!(id.extra[4..], *b"tail"),
            EntryId::AddressBook(id) => assert_eq!((id.flags, &id.extra[4..]), (0x80, &b"tail"[..])),
            EntryId::Store(id) => assert_eq!(id.extra[4..], *b"tail"),
            EntryId::Contact(id) | EntryId::PersonalDistributionList(id) => {
                assert_eq!(id.extra[4..], *b"tail");
            }
            EntryId::Wrapped(id) => assert!(id.entry_id.ends_with(b"tail")),
            EntryId::Folder(_) | EntryId::Message(_) => panic!("{private_or_wrapped}"),
        }
    }
    let mut version = EntryId::address_book("/cn").to_bytes().unwrap().to_vec();
    version[20] = 7;
    let EntryId::AddressBook(id) = EntryId::parse(&version.into()).unwrap() else {
        panic!("not an address book's")
    };
    assert_eq!((id.version, &id.x500_dn[..]), (7, &b"/cn"[..]));
}

#[test]
fn one_off_texts_and_bits() {
    let id = OneOffEntryId::new("Ann Ö", "SMTP", "ann@example.test");
    let EntryId::OneOff(read) = parsed(&EntryId::OneOff(id)) else {
        panic!("not a one-off")
    };
    assert_eq!(
        (
            read.display_name(CP).as_str(),
            read.address_type(CP).as_str(),
            read.address(CP).as_str()
        ),
        ("Ann Ö", "SMTP", "ann@example.test")
    );
    let with = |bits| OneOffEntryId { bits, ..read.clone() };
    assert_eq!(with(0x8016).format(), OneOffFormat::TEXT_AND_HTML);
    assert_eq!(with(0x800F).format(), OneOffFormat::HTML_ONLY);
    assert_eq!(with(0x8040).mac_encoding(), MacEncoding::APPLE_SINGLE);
    assert_eq!(with(0x8000).mac_encoding(), MacEncoding::BIN_HEX);
    // The masks cover the word but for bits 7 to 11, which are padding.
    let masks = OneOffEntryId::NO_RICH_INFO
        | OneOffEntryId::FORMAT
        | OneOffEntryId::MAC_ENCODING
        | OneOffEntryId::DO_NOT_LOOK_UP
        | OneOffEntryId::RESERVED
        | OneOffEntryId::UNICODE;
    assert_eq!(!masks, 0x0F80);
    // Strings of the other width than the bits say cannot be written.
    assert!(with(0x0001).to_bytes().is_err());
}

#[test]
fn members_of_lists_are_unwrapped() {
    // Type for the first e-mail address of a contact.
    let message = MessageEntryId::private([9; 16], long_id(1), long_id(2));
    let wrapped = WrappedEntryId::new(WrappedType(0xC3), message.to_bytes().unwrap());
    assert_eq!(wrapped.entry_type.kind(), WrappedKind::CONTACT);
    assert_eq!(wrapped.entry_type.contact_address(), 4);
    assert_ne!(wrapped.entry_type.0 & WrappedType::NOT_ONE_OFF, 0);
    assert_eq!(wrapped.embedded(), Ok(EntryId::Message(message)));
    let contact = ContactEntryId::contact(0, message.to_bytes().unwrap());
    assert_eq!(contact.message(), Ok(EntryId::Message(message)));
}

#[test]
fn other_providers_keep_their_uid() {
    // A store of another provider has the same UID, but another file name.
    let mut store = StoreEntryId::mailbox("S", "/d");
    store.dll_file_name = *b"mspst.dll\0\0\0\0\0";
    let bytes = store.to_bytes().unwrap();
    let other = EntryId::parse(&bytes).unwrap();
    assert_eq!(other, EntryId::Other(bytes));
    assert_eq!(other.provider_uid(), Some(ProviderUid::STORE));
    // A newsgroup's folder is of a form that is not known here.
    let newsgroup = FolderEntryId {
        folder_type: FolderType::PUBLIC_NEWSGROUP,
        ..FolderEntryId::public(long_id(1))
    };
    let other = EntryId::parse(&newsgroup.to_bytes().unwrap()).unwrap();
    assert!(matches!(other, EntryId::Other(_)));
    assert_eq!(other.provider_uid(), Some(ProviderUid::PUBLIC_FOLDER));
    // A contact's id of a type without a name.
    let mut contact = ContactEntryId::contact(0, Bytes::new());
    contact.entry_type = ContactType(6);
    let other = EntryId::parse(&contact.to_bytes().unwrap()).unwrap();
    assert_eq!(other.provider_uid(), Some(ProviderUid::CONTACT));
    assert_eq!(EntryId::Other(Bytes::from_static(b"short")).provider_uid(), None);
}

#[test]
fn providers_are_found_both_ways() {
    for (name, uid) in ProviderUid::KNOWN {
        assert_eq!(uid.name(), Some(*name));
        assert_eq!(ProviderUid::by_name(&name.to_lowercase()), Some(*uid));
    }
    assert_eq!(ProviderUid([7; 16]).name(), None);
    assert_eq!(ProviderUid::by_name("nobody"), None);
    assert_eq!(format!("{:?}", ProviderUid::ONE_OFF), "MUIDOOP");
    assert_eq!(format!("{:?}", ProviderUid([0xA7; 16])), "a7".repeat(16));
}

/// Field by field after [MS-OXCDATA] 2.2.4.3: the padding of DLLFileName and WrappedFlags are eight zeros.
#[test]
fn store_id_in_full() {
    let bytes = hex(concat!(
        "0000000038a1bb1005e5101aa1bb08002b2a56c2",
        "0000454d534d44422e444c4c00000000",
        "000000001b55fa20aa6611cd9bc800aa002fc45a0c000000",
        "455843483031002f6f3d436f6e746f736f2f636e3d526563697069656e74732f636e3d6100",
    ));
    let EntryId::Store(id) = EntryId::parse(&bytes).unwrap() else {
        panic!("not a store's")
    };
    assert_eq!(
        id,
        StoreEntryId::mailbox("EXCH01", "/o=Contoso/cn=Recipients/cn=a")
    );
    assert_eq!(id.to_bytes().unwrap(), bytes);
}

#[test]
fn appended_blocks_of_store_ids() {
    let v2 = StoreExtension::V2 {
        server_dn: Some(Bytes::from_static(b"/o=Org/cn=S")),
        server_fqdn: Some("s.example.test".into()),
    };
    let v3 = StoreExtension::V3 {
        smtp_address: Some("u@example.test".into()),
    };
    // A V3 block byte for byte as a current client appends it.
    let block =
        hex("e94632f4300000000200000010000000750040006500780061006d0070006c0065002e0074006500730074000000");
    let block: Bytes = [&block[..], &[0, 0]].concat().into();
    assert_eq!(v3.to_bytes().unwrap(), block);
    for extension in [v2.clone(), v3] {
        for store in [StoreEntryId::mailbox("S", "/d"), StoreEntryId::public("S")] {
            let store = StoreEntryId {
                extra: extension.to_bytes().unwrap(),
                ..store
            };
            let EntryId::Store(read) = parsed(&EntryId::Store(store.clone())) else {
                panic!("not a store's")
            };
            assert_eq!(read, store);
            assert_eq!(read.extension(), Ok(Some(extension.clone())));
        }
    }
    let bytes = v2.to_bytes().unwrap();
    assert_eq!(bytes[..8], [0xD8, 0x35, 0x21, 0xF3, 64, 0, 0, 0]);
    assert_eq!(bytes.len(), 64);
    assert_eq!(bytes[12..20], [20, 0, 0, 0, 32, 0, 0, 0]);
    for len in 4..bytes.len() {
        let cut = StoreEntryId {
            extra: bytes.slice(..len),
            ..StoreEntryId::mailbox("S", "/d")
        };
        assert!(cut.extension().is_err(), "{len}");
        assert_eq!(parsed(&EntryId::Store(cut.clone())), EntryId::Store(cut));
    }
    // An offset beyond the block.
    let mut lie = bytes.to_vec();
    lie[12] = 0xFF;
    let error = StoreExtension::decode(&mut Reader::new(lie)).unwrap_err();
    assert_eq!((error.structure, error.field), ("StoreExtension", "server_dn"));
    // Nothing there.
    assert_eq!(StoreEntryId::mailbox("S", "/d").extension(), Ok(None));
    // What could not be read back is not written.
    let mut store = StoreEntryId::mailbox("S", "/d");
    store.mailbox_dn = None;
    assert!(store.to_bytes().is_err());
    let mut store = StoreEntryId::public("S");
    store.extra = Bytes::from_static(b"x\0");
    assert!(store.to_bytes().is_err());
}

#[test]
fn flat_list_with_lying_count() {
    let good = Bytes::from_static(&[2, 0, 0, 0, 14, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 2, 0, 0, 0, 8, 9]);
    assert_eq!(parse_flat_entry_list(&good).unwrap(), [&[7u8][..], &[8, 9]]);
    let list = FlatEntryList::parse(&good).unwrap();
    assert!(list.entries[1].padding.is_empty());
    assert_eq!(list.to_bytes().unwrap(), good);
    let lie = Bytes::from_static(&[0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
    assert_eq!(parse_flat_entry_list(&lie).unwrap_err().field, "Count");
    // As Outlook writes it: padded with whatever was there, the last entry too, and Size counts that.
    let outlook = Bytes::from_static(&[
        2, 0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 7, 0, b'|', 0, 1, 0, 0, 0, 8, 0x1F, b'5', b'!',
    ]);
    let list = FlatEntryList::parse(&outlook).unwrap();
    assert_eq!(list.entries[1].padding[..], [0x1F, b'5', b'!']);
    assert_eq!(list.to_bytes().unwrap(), outlook);
    // Made here, every entry is padded.
    let made: FlatEntryList = parse_flat_entry_list(&good).unwrap().into_iter().collect();
    assert_eq!(made.size, 16);
    assert_eq!(made.to_bytes().unwrap().len(), 24);
    for len in 0..22 {
        assert!(FlatEntryList::parse(&good.slice(..len)).is_err(), "{len}");
    }
    // Padding that would be read as something else.
    let mut wrong = made.clone();
    wrong.entries[0].padding = Bytes::new();
    assert!(wrong.to_bytes().is_err());
    wrong.entries[0].padding = Bytes::from_static(&[0; 4]);
    assert!(wrong.to_bytes().is_err());
    let mut wrong = made;
    wrong.entries[1].padding = Bytes::new();
    wrong.extra = Bytes::from_static(b"x");
    assert!(wrong.to_bytes().is_err());
}

#[test]
fn entry_list_has_its_lengths_first() {
    let list: EntryList = [Bytes::from_static(b"abc"), Bytes::from_static(b"d")]
        .into_iter()
        .collect();
    let bytes = list.to_bytes().unwrap();
    assert_eq!(
        bytes[..],
        *b"\x02\0\0\0\0\0\0\0\x03\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0abcd"
    );
    assert_eq!(EntryList::decode(&mut Reader::new(bytes.clone())), Ok(list));
    for len in 0..bytes.len() {
        assert!(
            EntryList::decode(&mut Reader::new(bytes.slice(..len))).is_err(),
            "{len}"
        );
    }
    let lie = vec![0xFF; 16];
    assert_eq!(
        EntryList::decode(&mut Reader::new(lie)).unwrap_err().field,
        "EntryCount"
    );
}

#[test]
fn server_ids_both_ways() {
    let folder = ServerId::folder(FolderId::new(1, 0x15));
    let bytes = folder.to_bytes().unwrap();
    assert_eq!(bytes[..], *b"\x01\x01\0\0\0\0\0\0\x15\0\0\0\0\0\0\0\0\0\0\0\0");
    assert_eq!(ServerId::parse(&bytes), Ok(folder));
    for len in 0..21 {
        assert!(ServerId::parse(&bytes.slice(..len)).is_err(), "{len}");
    }
    let client = ServerId::Client(Bytes::from_static(b"mine"));
    assert_eq!(client.to_bytes().unwrap()[..], *b"\0mine");
    assert_eq!(ServerId::parse(&client.to_bytes().unwrap()), Ok(client));
    let error = ServerId::parse(&Bytes::from_static(&[2; 21])).unwrap_err();
    assert_eq!(
        (error.field, error.kind),
        ("Ours", DecodeErrorKind::Value { value: 2 })
    );
    assert!(ServerId::parse(&Bytes::from_static(&[1; 22])).is_err());
}

/// Hexadecimal text as bytes.
fn hex(text: &str) -> Bytes {
    let digits: Vec<u32> = text.chars().map(|c| c.to_digit(16).unwrap()).collect();
    let bytes = digits.chunks_exact(2);
    bytes
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap())
        .collect()
}

/// Every entry id of a known provider in the shared vectors, where its count says how long it is.
#[test]
fn entry_ids_of_the_shared_vectors() {
    let Some(root) = std::env::var_os("ROPEWAY_SHARED") else {
        eprintln!("IGNORED: entry ids of vectors/rops: ROPEWAY_SHARED is not set");
        return;
    };
    let folder = std::path::Path::new(&root).join("vectors/rops");
    let (mut people, mut stores) = (0, 0);
    for file in ["requests.jsonl", "responses.jsonl", "rop_buffers.jsonl"] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let key = if file.starts_with("rop_") {
            "\"buffer_hex\":\""
        } else {
            "\"rop_hex\":\""
        };
        let rops = text
            .lines()
            .filter_map(|line| line.split(key).nth(1)?.split('"').next());
        for rop in rops.map(hex) {
            for (at, window) in rop.windows(16).enumerate() {
                let known = ProviderUid::KNOWN.iter().any(|(_, uid)| uid.0 == window);
                if !known || at < 6 {
                    continue;
                }
                let len = usize::from(u16::from_le_bytes([rop[at - 6], rop[at - 5]]));
                let start = at - 4;
                if len < 20 || start + len > rop.len() {
                    // The UID that a store's entry id wraps has no count of its own.
                    assert_eq!(window, ProviderUid::MAILBOX_STORE.0);
                    continue;
                }
                let bytes = rop.slice(start..start + len);
                let id = EntryId::parse(&bytes).unwrap();
                assert_eq!(id.to_bytes().unwrap(), bytes);
                match id {
                    EntryId::AddressBook(id) => {
                        assert!(id.x500_dn.starts_with(b"/o="), "{id:?}");
                        assert!(id.extra.is_empty());
                        people += 1;
                    }
                    // The one store there is lacks WrappedFlags: kept, not read.
                    EntryId::Other(bytes) => {
                        assert_eq!(window, ProviderUid::STORE.0);
                        assert_eq!(
                            bytes[32..40],
                            [&[0; 4][..], &ProviderUid::MAILBOX_STORE.0[..4]].concat()
                        );
                        stores += 1;
                    }
                    other => panic!("{other:?}"),
                }
            }
        }
    }
    assert!(people > 30 && stores > 0, "{people} {stores}");
    eprintln!("{people} address book entry ids, {stores} of stores");
}
