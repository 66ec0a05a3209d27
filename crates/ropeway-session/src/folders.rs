//! Ids of a mailbox: its folders, its GUIDs.

use ropeway_types::{FolderId, Guid, MessageId};

/// ReplId of everything in a mailbox here.
pub(crate) const REPLICA_ID: u16 = 1;
/// GlobalCounter of the first folder; the others of [MS-OXCSTOR] 2.2.1.1.3 follow in its order.
const FIRST_FOLDER: u64 = 0x10;

/// The folders of a private mailbox, in the order of the RopLogon response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Folder {
    /// Position in FolderIds.
    pub(crate) index: u8,
    /// PidTagDisplayName.
    pub(crate) name: &'static str,
    /// Position of the folder it lies in; the root lies in itself.
    parent: u8,
}

/// All of them.
pub(crate) const FOLDERS: [Folder; 13] = [
    folder(0, "Top of Mailbox", 0),
    folder(1, "Deferred Action", 0),
    folder(2, "Spooler Queue", 0),
    folder(3, "Top of Information Store", 0),
    folder(4, "Inbox", 3),
    folder(5, "Outbox", 3),
    folder(6, "Sent Items", 3),
    folder(7, "Deleted Items", 3),
    folder(8, "Common Views", 0),
    folder(9, "Schedule", 0),
    folder(10, "Finder", 0),
    folder(11, "Views", 0),
    folder(12, "Shortcuts", 0),
];

const fn folder(index: u8, name: &'static str, parent: u8) -> Folder {
    Folder { index, name, parent }
}

impl Folder {
    /// The folder of an id.
    pub(crate) fn find(id: FolderId) -> Option<Folder> {
        FOLDERS.into_iter().find(|folder| folder.id() == id)
    }

    /// Its id.
    pub(crate) const fn id(self) -> FolderId {
        FolderId::new(REPLICA_ID, FIRST_FOLDER.saturating_add(self.index as u64))
    }

    /// The folders that lie in it.
    pub(crate) fn children(self) -> impl Iterator<Item = Folder> {
        FOLDERS
            .into_iter()
            .filter(move |child| child.parent == self.index && child.index != self.index)
    }

    /// Whether it is a search folder, which holds no messages of its own.
    pub(crate) const fn is_search(self) -> bool {
        self.index == 10
    }
}

/// Inbox.
pub(crate) const INBOX: FolderId = FolderId::new(REPLICA_ID, FIRST_FOLDER + 4);
/// Outbox.
pub(crate) const OUTBOX: FolderId = FolderId::new(REPLICA_ID, FIRST_FOLDER + 5);
/// Sent Items.
pub(crate) const SENT_ITEMS: FolderId = FolderId::new(REPLICA_ID, FIRST_FOLDER + 6);
/// The first counter that is no folder's.
pub(crate) const FIRST_MESSAGE: u64 = 0x100;

/// A message's id.
pub(crate) const fn message_id(counter: u64) -> MessageId {
    MessageId::new(REPLICA_ID, counter)
}

/// MailboxGuid of an address: the same at every logon, with no directory to keep it.
pub(crate) fn mailbox_guid(address: &str) -> Guid {
    derived_guid(b"mailbox", address)
}

/// ReplGuid of an address.
pub(crate) fn replica_guid(address: &str) -> Guid {
    derived_guid(b"replica", address)
}

/// A GUID of version 8 (RFC 9562 5.8) from a name, by two runs of FNV-1a. It tells mailboxes apart where
/// nobody chooses addresses to make them collide; nothing is looked up by it.
fn derived_guid(purpose: &[u8], address: &str) -> Guid {
    let hash = |seed: u64| {
        purpose
            .iter()
            .copied()
            .chain([0])
            .chain(address.bytes().map(|byte| byte.to_ascii_lowercase()))
            .fold(seed, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
            })
    };
    let mut bytes = [0; 16];
    let halves = [hash(0xCBF2_9CE4_8422_2325), hash(0x6C62_272E_07BB_0142)];
    for (target, byte) in bytes
        .iter_mut()
        .zip(halves.into_iter().flat_map(u64::to_le_bytes))
    {
        *target = byte;
    }
    let [a, b, c, d, e, f, g, h, i, rest @ ..] = bytes;
    let [j, k, l, m, n, o, p] = rest;
    Guid([
        a,
        b,
        c,
        d,
        e,
        f,
        g,
        (h & 0x0F) | 0x80,
        (i & 0x3F) | 0x80,
        j,
        k,
        l,
        m,
        n,
        o,
        p,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_ids_are_the_recorded_ones() {
        assert_eq!(Folder::find(OUTBOX).unwrap().name, "Outbox");
        assert_eq!(OUTBOX.counter(), 0x15);
        assert_eq!(FOLDERS[12].id().counter(), 0x1C);
        assert_eq!(Folder::find(FolderId::new(1, 0x1D)), None);
        assert_eq!(Folder::find(FolderId::new(2, 0x15)), None);
    }

    #[test]
    fn guids_belong_to_the_address_whatever_its_case() {
        assert_eq!(mailbox_guid("A@x.test"), mailbox_guid("a@X.test"));
        assert_ne!(mailbox_guid("a@x.test"), mailbox_guid("b@x.test"));
        assert_ne!(mailbox_guid("a@x.test"), replica_guid("a@x.test"));
        assert_eq!(mailbox_guid("a@x.test").0[7] >> 4, 8);
    }
}
