//! The server objects of a session and the handles that name them ([MS-OXCROPS] 3.2.5.1 to 3.2.5.3).

use crate::draft::{AttachmentDraft, Draft};
use crate::stream::Stream;
use crate::table::Table;
use ropeway_rop::UNASSIGNED_HANDLE;
use ropeway_types::{ErrorCode, FolderId};
use std::collections::{BTreeMap, HashMap};

/// The last number below the LogonId in a handle; one less than what would make [`UNASSIGNED_HANDLE`].
const MAX_NUMBER: u32 = 0x00FF_FFFE;
/// What an object counts beside its content.
const OBJECT_COST: u64 = 512;

/// Names an object for the life of the session. Never used twice, so an object that outlives its parent
/// cannot meet another one in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key(u64);

/// A server object.
pub(crate) struct Object {
    pub(crate) logon_id: u8,
    /// The object it was opened from.
    pub(crate) parent: Option<Key>,
    pub(crate) kind: Kind,
    handle: u32,
    cost: u64,
}

impl Object {
    /// Bytes counted.
    pub(crate) fn cost(&self) -> u64 {
        self.cost
    }
}

/// What an object is.
pub(crate) enum Kind {
    Logon,
    Folder(FolderId),
    Message(Box<Draft>),
    Attachment(Box<AttachmentDraft>),
    Stream(Box<Stream>),
    Table(Box<Table>),
}

/// All objects of a session.
pub(crate) struct Objects {
    objects: BTreeMap<Key, Object>,
    handles: HashMap<u32, Key>,
    /// Per LogonId, how many numbers were given out; also of logons that are gone, so that handles of
    /// the old logon do not come back to life in a new one.
    numbers: HashMap<u8, u32>,
    next_key: u64,
    cost: u64,
    max_objects: usize,
    max_cost: u64,
}

impl Objects {
    /// No objects, and at most so many, of so many bytes.
    pub(crate) fn new(max_objects: usize, max_cost: u64) -> Self {
        Self {
            objects: BTreeMap::new(),
            handles: HashMap::new(),
            numbers: HashMap::new(),
            next_key: 0,
            cost: 0,
            max_objects,
            max_cost,
        }
    }

    /// Adds the Logon object of a LogonId in place of the one that may be there. Its handle is the
    /// LogonId in the top byte: clients exist that never read the handle table for it.
    pub(crate) fn insert_logon(&mut self, logon_id: u8) -> Result<u32, ErrorCode> {
        self.remove_logon(logon_id);
        self.check(OBJECT_COST)?;
        self.numbers.entry(logon_id).or_insert(0);
        let handle = u32::from(logon_id) << 24;
        self.put(handle, logon_id, None, Kind::Logon);
        Ok(handle)
    }

    /// Adds an object; its handle.
    pub(crate) fn insert(&mut self, logon_id: u8, parent: Key, kind: Kind) -> Result<u32, ErrorCode> {
        self.check(content_cost(&kind).saturating_add(OBJECT_COST))?;
        let base = u32::from(logon_id) << 24;
        let number = self.numbers.entry(logon_id).or_insert(0);
        // Numbers start over after 16 million objects; live ones are passed over, and there are fewer
        // than numbers.
        let handle = loop {
            *number = if *number >= MAX_NUMBER {
                1
            } else {
                number.saturating_add(1)
            };
            let handle = base | *number;
            if !self.handles.contains_key(&handle) {
                break handle;
            }
        };
        self.put(handle, logon_id, Some(parent), kind);
        Ok(handle)
    }

    fn check(&self, more: u64) -> Result<(), ErrorCode> {
        if self.objects.len() >= self.max_objects {
            return Err(ErrorCode::MAX_OBJS_EXCEEDED);
        }
        self.room_for(more)
    }

    fn put(&mut self, handle: u32, logon_id: u8, parent: Option<Key>, kind: Kind) {
        let key = Key(self.next_key);
        self.next_key = self.next_key.saturating_add(1);
        let cost = content_cost(&kind).saturating_add(OBJECT_COST);
        self.cost = self.cost.saturating_add(cost);
        self.handles.insert(handle, key);
        self.objects.insert(
            key,
            Object {
                logon_id,
                parent,
                kind,
                handle,
                cost,
            },
        );
    }

    /// The object that a handle names in a logon ([MS-OXCROPS] 3.2.5.1).
    pub(crate) fn find(&self, handle: u32, logon_id: u8) -> Result<Key, ErrorCode> {
        if let Some(key) = self.handles.get(&handle) {
            let own = self
                .objects
                .get(key)
                .is_some_and(|object| object.logon_id == logon_id);
            return if own {
                Ok(*key)
            } else {
                Err(ErrorCode::ACCESS_DENIED)
            };
        }
        let [owner, ..] = handle.to_be_bytes();
        let number = handle & 0x00FF_FFFF;
        match self.numbers.get(&owner) {
            Some(last) if handle != UNASSIGNED_HANDLE && number <= *last => Err(ErrorCode::INVALID_OBJECT),
            _ => Err(ErrorCode::NULL_OBJECT),
        }
    }

    /// The object of a handle, in whatever logon.
    pub(crate) fn key_of(&self, handle: u32) -> Option<Key> {
        self.handles.get(&handle).copied()
    }

    /// An object.
    pub(crate) fn get(&self, key: Key) -> Option<&Object> {
        self.objects.get(&key)
    }

    /// An object, to change it; [`Objects::recount`] afterwards if its size may have changed.
    pub(crate) fn get_mut(&mut self, key: Key) -> Option<&mut Object> {
        self.objects.get_mut(&key)
    }

    /// Whether so many more bytes may be kept.
    pub(crate) fn room_for(&self, more: u64) -> Result<(), ErrorCode> {
        if self.cost.saturating_add(more) > self.max_cost {
            Err(ErrorCode::OUT_OF_MEMORY)
        } else {
            Ok(())
        }
    }

    /// Counts an object anew.
    pub(crate) fn recount(&mut self, key: Key) {
        if let Some(object) = self.objects.get_mut(&key) {
            let cost = content_cost(&object.kind).saturating_add(OBJECT_COST);
            self.cost = self.cost.saturating_sub(object.cost).saturating_add(cost);
            object.cost = cost;
        }
    }

    /// Removes an object. What was opened from it stays, as clients release in any order.
    pub(crate) fn remove(&mut self, key: Key) -> Option<Object> {
        let object = self.objects.remove(&key)?;
        self.handles.remove(&object.handle);
        self.cost = self.cost.saturating_sub(object.cost);
        Some(object)
    }

    /// Removes a logon and everything under it.
    pub(crate) fn remove_logon(&mut self, logon_id: u8) {
        let keys: Vec<Key> = self
            .objects
            .iter()
            .filter(|(_, object)| object.logon_id == logon_id)
            .map(|(key, _)| *key)
            .collect();
        for key in keys {
            self.remove(key);
        }
    }

    /// The objects opened from an object.
    pub(crate) fn children(&self, parent: Key) -> Vec<Key> {
        self.objects
            .iter()
            .filter(|(_, object)| object.parent == Some(parent))
            .map(|(key, _)| *key)
            .collect()
    }

    /// All objects.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Key, &Object)> {
        self.objects.iter().map(|(key, object)| (*key, object))
    }

    /// Bytes counted.
    pub(crate) fn cost(&self) -> u64 {
        self.cost
    }

    /// Number of objects.
    pub(crate) fn len(&self) -> usize {
        self.objects.len()
    }
}

fn content_cost(kind: &Kind) -> u64 {
    match kind {
        Kind::Logon | Kind::Folder(_) => 0,
        Kind::Message(draft) => draft.cost,
        Kind::Attachment(attachment) => attachment.cost,
        Kind::Stream(stream) => stream.cost(),
        Kind::Table(table) => table.cost(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folders::OUTBOX;

    #[test]
    fn handles_carry_the_logon_and_are_not_reused() {
        let mut objects = Objects::new(10, 1 << 20);
        assert_eq!(objects.insert_logon(0x0C), Ok(0x0C00_0000));
        let logon = objects.find(0x0C00_0000, 0x0C).unwrap();
        let first = objects.insert(0x0C, logon, Kind::Folder(OUTBOX)).unwrap();
        assert_eq!(first, 0x0C00_0001);
        let key = objects.find(first, 0x0C).unwrap();
        objects.remove(key);
        assert_eq!(objects.find(first, 0x0C), Err(ErrorCode::INVALID_OBJECT));
        assert_eq!(objects.insert(0x0C, logon, Kind::Folder(OUTBOX)), Ok(0x0C00_0002));
        assert_eq!(objects.find(0x0C00_0003, 0x0C), Err(ErrorCode::NULL_OBJECT));
        assert_eq!(objects.find(UNASSIGNED_HANDLE, 0x0C), Err(ErrorCode::NULL_OBJECT));
        assert_eq!(objects.find(0x0C00_0002, 0x0D), Err(ErrorCode::ACCESS_DENIED));
    }

    #[test]
    fn a_second_logon_replaces_the_first_and_all_under_it() {
        let mut objects = Objects::new(10, 1 << 20);
        objects.insert_logon(0).unwrap();
        let logon = objects.find(0, 0).unwrap();
        let folder = objects.insert(0, logon, Kind::Folder(OUTBOX)).unwrap();
        assert_eq!(objects.insert_logon(0), Ok(0));
        assert_eq!(objects.find(folder, 0), Err(ErrorCode::INVALID_OBJECT));
        assert_eq!(objects.len(), 1);
        assert_eq!(objects.insert(0, logon, Kind::Folder(OUTBOX)), Ok(2));
    }

    #[test]
    fn there_are_only_so_many_objects() {
        let mut objects = Objects::new(2, 1 << 20);
        objects.insert_logon(0).unwrap();
        let logon = objects.find(0, 0).unwrap();
        objects.insert(0, logon, Kind::Folder(OUTBOX)).unwrap();
        assert_eq!(
            objects.insert(0, logon, Kind::Folder(OUTBOX)),
            Err(ErrorCode::MAX_OBJS_EXCEEDED)
        );
        objects.remove_logon(0);
        assert_eq!(objects.cost, 0);
    }
}
