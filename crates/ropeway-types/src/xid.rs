//! External identifiers ([MS-OXCFXICS] 2.2.2): XID, SizedXid and PredecessorChangeList.

use crate::guid::Guid;
use crate::ids::GlobalIdentifier;
use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use bytes::Bytes;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// XID ([MS-OXCFXICS] 2.2.2.2), 17 to 24 bytes: a namespace and a local id of 1 to 8 bytes, the value of
/// PidTagChangeKey, PidTagSourceKey and others. A GID ([MS-OXCFXICS] 2.2.2.1) is one with a local id of 6
/// bytes, a [`GlobalIdentifier`].
///
/// Its size stands outside it, so that it is read by [`Xid::decode_filling`] or [`Xid::parse`], not by
/// [`Decode`]. In the ROPs of [MS-OXCFXICS] it is the content of a counted binary.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "crate::serde_forms::XidForm"))]
pub struct Xid {
    namespace_guid: Guid,
    local_id: Bytes,
}

/// 1 to 8 bytes of LocalId after the 16 of NamespaceGuid.
const LOCAL_ID_LEN: std::ops::RangeInclusive<usize> = 1..=8;
/// Bytes of NamespaceGuid.
const GUID_LEN: usize = 16;

impl Xid {
    /// From its parts; `None` unless the local id has 1 to 8 bytes.
    pub fn new(namespace_guid: Guid, local_id: impl Into<Bytes>) -> Option<Self> {
        let local_id = local_id.into();
        LOCAL_ID_LEN.contains(&local_id.len()).then_some(Self {
            namespace_guid,
            local_id,
        })
    }

    /// NamespaceGuid.
    pub fn namespace_guid(&self) -> Guid {
        self.namespace_guid
    }

    /// LocalId, 1 to 8 bytes.
    pub fn local_id(&self) -> &Bytes {
        &self.local_id
    }

    /// Reads an XID that takes all bytes left.
    ///
    /// # Errors
    /// If fewer than 17 or more than 24 bytes are left.
    pub fn decode_filling(reader: &mut Reader) -> Result<Self, DecodeError> {
        let namespace_guid = Guid::decode(reader).map_err(|e| e.within("XID", "NamespaceGuid"))?;
        Self::with_local_id(namespace_guid, reader.remaining(), reader)
    }

    /// Reads an XID that `bytes` holds and nothing else.
    ///
    /// # Errors
    /// As [`Xid::decode_filling`].
    pub fn parse(bytes: &Bytes) -> Result<Self, DecodeError> {
        Self::decode_filling(&mut Reader::new(bytes.clone()))
    }

    fn with_local_id(namespace_guid: Guid, len: usize, reader: &mut Reader) -> Result<Self, DecodeError> {
        let at = |e: DecodeError| e.within("XID", "LocalId");
        if len < *LOCAL_ID_LEN.start() {
            let kind = DecodeErrorKind::Truncated { needed: 1, left: len };
            return Err(at(reader.error(kind)));
        }
        if len > *LOCAL_ID_LEN.end() {
            let kind = DecodeErrorKind::Limit {
                count: len,
                max: *LOCAL_ID_LEN.end(),
            };
            return Err(at(reader.error(kind)));
        }
        let local_id = reader.take(len).map_err(at)?;
        Ok(Self {
            namespace_guid,
            local_id,
        })
    }

    /// The GID that this is; `None` unless the local id has 6 bytes.
    pub fn global_identifier(&self) -> Option<GlobalIdentifier> {
        let global_counter = <[u8; 6]>::try_from(self.local_id.as_ref()).ok()?;
        Some(GlobalIdentifier {
            database_guid: self.namespace_guid,
            global_counter,
        })
    }

    /// Which local id is the higher, as big-endian numbers ([MS-OXCFXICS] 3.1.5.3). `None` for two
    /// namespaces, and for local ids of two lengths, which one namespace must not have.
    pub fn local_cmp(&self, other: &Self) -> Option<Ordering> {
        let comparable =
            self.namespace_guid == other.namespace_guid && self.local_id.len() == other.local_id.len();
        comparable.then(|| self.local_id.cmp(&other.local_id))
    }
}

impl From<GlobalIdentifier> for Xid {
    fn from(id: GlobalIdentifier) -> Self {
        Self {
            namespace_guid: id.database_guid,
            local_id: Bytes::copy_from_slice(&id.global_counter),
        }
    }
}

impl Encode for Xid {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.namespace_guid.encode(writer)?;
        writer.put(&self.local_id);
        Ok(())
    }
}

/// SizedXid ([MS-OXCFXICS] 2.2.2.3.1): `u8 XidSize` (17 to 24), then the XID.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct SizedXid(pub Xid);

impl Decode for SizedXid {
    const MIN_LEN: usize = 1 + GUID_LEN + 1;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let at = |e: DecodeError, field| e.within("SizedXid", field);
        let size_error = reader.clone();
        let size = usize::from(u8::decode(reader).map_err(|e| at(e, "XidSize"))?);
        let local_len = size.saturating_sub(GUID_LEN);
        if !LOCAL_ID_LEN.contains(&local_len) {
            let value = u64::try_from(size).unwrap_or(u64::MAX);
            return Err(at(size_error.error(DecodeErrorKind::Value { value }), "XidSize"));
        }
        let namespace_guid = Guid::decode(reader).map_err(|e| e.within("XID", "NamespaceGuid"))?;
        Xid::with_local_id(namespace_guid, local_len, reader).map(Self)
    }
}
impl Encode for SizedXid {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u8("XID", GUID_LEN.saturating_add(self.0.local_id.len()))?;
        self.0.encode(writer)
    }
}

/// PredecessorChangeList ([MS-OXCFXICS] 2.2.2.3), the value of PidTagPredecessorChangeList: for each
/// replica the last change that went into an object. On the wire SizedXid structures that fill the
/// value, one for each namespace, by ascending namespace; what is read keeps the order it came in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct PredecessorChangeList(Vec<Xid>);

impl PredecessorChangeList {
    /// Reads a list that takes all bytes left.
    ///
    /// # Errors
    /// As the XIDs.
    pub fn decode_filling(reader: &mut Reader) -> Result<Self, DecodeError> {
        let mut xids = Vec::new();
        while !reader.is_empty() {
            xids.push(SizedXid::decode(reader)?.0);
        }
        Ok(Self(xids))
    }

    /// Reads a list that `bytes` holds and nothing else.
    ///
    /// # Errors
    /// As the XIDs.
    pub fn parse(bytes: &Bytes) -> Result<Self, DecodeError> {
        Self::decode_filling(&mut Reader::new(bytes.clone()))
    }

    /// The XIDs in their order.
    pub fn xids(&self) -> &[Xid] {
        &self.0
    }

    /// Takes a change in: it replaces an earlier one of its namespace, and stands in its place by the
    /// order of namespaces. A later one, or one that cannot be compared, is left as it is. Whether the
    /// list changed.
    pub fn insert(&mut self, xid: Xid) -> bool {
        let namespace = xid.namespace_guid;
        if let Some(own) = self.0.iter_mut().find(|own| own.namespace_guid == namespace) {
            let newer = own.local_cmp(&xid) == Some(Ordering::Less);
            if newer {
                *own = xid;
            }
            return newer;
        }
        let place = self.0.iter().position(|own| own.namespace_guid > namespace);
        self.0.insert(place.unwrap_or(self.0.len()), xid);
        true
    }

    /// Whether a change is in the list: itself, or a later one of its namespace ([MS-OXCFXICS]
    /// 3.1.5.6.1).
    pub fn includes(&self, xid: &Xid) -> bool {
        self.0
            .iter()
            .any(|own| own.local_cmp(xid).is_some_and(|order| order != Ordering::Less))
    }

    /// Whether every change of `other` is in the list. Of two lists that do not include one another,
    /// the objects are in conflict ([MS-OXCFXICS] 3.1.5.6.1).
    pub fn includes_all(&self, other: &Self) -> bool {
        // The highest local id of each namespace and length: what is read may hold several of one.
        let mut highest = BTreeMap::new();
        for own in &self.0 {
            let local_id = highest
                .entry((own.namespace_guid, own.local_id.len()))
                .or_insert(&own.local_id);
            *local_id = (*local_id).max(&own.local_id);
        }
        other.0.iter().all(|xid| {
            let local_id = highest.get(&(xid.namespace_guid, xid.local_id.len()));
            local_id.is_some_and(|own| **own >= xid.local_id)
        })
    }
}

impl Encode for PredecessorChangeList {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0
            .iter()
            .try_for_each(|xid| SizedXid(xid.clone()).encode(writer))
    }
}

/// As by [`PredecessorChangeList::insert`] one after the other.
impl FromIterator<Xid> for PredecessorChangeList {
    fn from_iter<I: IntoIterator<Item = Xid>>(xids: I) -> Self {
        let mut last = BTreeMap::<Guid, Xid>::new();
        for xid in xids {
            match last.entry(xid.namespace_guid) {
                Entry::Vacant(place) => {
                    place.insert(xid);
                }
                Entry::Occupied(mut own) => {
                    if own.get().local_cmp(&xid) == Some(Ordering::Less) {
                        own.insert(xid);
                    }
                }
            }
        }
        Self(last.into_values().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn xid(namespace: u8, local: &[u8]) -> Xid {
        Xid::new(Guid([namespace; 16]), Bytes::copy_from_slice(local)).unwrap()
    }

    #[test]
    fn sizes_are_held_to() {
        for len in 0..40usize {
            let bytes = Bytes::from(vec![5; len]);
            assert_eq!(Xid::parse(&bytes).is_ok(), (17..=24).contains(&len), "{len}");
        }
        assert_eq!(Xid::new(Guid::NIL, Bytes::new()), None);
        let error = Xid::parse(&Bytes::from(vec![0; 25])).unwrap_err();
        assert_eq!(
            (error.structure, error.field, error.offset),
            ("XID", "LocalId", 16)
        );
        let error = SizedXid::decode(&mut Reader::new(vec![16; 40])).unwrap_err();
        assert_eq!(
            (error.structure, error.field, error.offset),
            ("SizedXid", "XidSize", 0)
        );
    }

    #[test]
    fn a_gid_is_an_xid_of_22_bytes() {
        let id = GlobalIdentifier::new(Guid([9; 16]), 0x0102_0304_0506);
        let xid = Xid::from(id);
        assert_eq!(xid.to_bytes(), id.to_bytes());
        assert_eq!(xid.global_identifier(), Some(id));
        assert_eq!(Xid::new(Guid::NIL, vec![0; 5]).unwrap().global_identifier(), None);
    }

    #[test]
    fn lists_keep_the_last_change_of_each_namespace() {
        let mut list: PredecessorChangeList = [xid(2, &[1, 0]), xid(1, &[0, 9])].into_iter().collect();
        assert_eq!(list.xids(), [xid(1, &[0, 9]), xid(2, &[1, 0])]);
        assert!(!list.insert(xid(2, &[0, 0xFF])));
        assert!(list.insert(xid(2, &[1, 1])));
        // Of another length than its namespace has: it cannot be compared.
        assert!(!list.insert(xid(2, &[9, 9, 9])));
        assert!(list.includes(&xid(2, &[1, 0])) && !list.includes(&xid(2, &[1, 2])));
        assert!(!list.includes(&xid(3, &[0, 0])));
        let older: PredecessorChangeList = [xid(1, &[0, 9])].into_iter().collect();
        assert!(list.includes_all(&older) && !older.includes_all(&list));
        let bytes = list.to_bytes().unwrap();
        assert_eq!(bytes.len(), 2 * (1 + 16 + 2));
        assert_eq!(bytes[0], 18);
        assert_eq!(PredecessorChangeList::parse(&bytes), Ok(list));
        for len in 1..bytes.len() {
            let whole = len == 19;
            let cut = PredecessorChangeList::parse(&bytes.slice(..len));
            assert_eq!(cut.is_ok(), whole, "{len}");
        }
    }

    #[test]
    fn long_lists_are_compared_and_built_in_time() {
        // 703 KB: pair by pair that is 685 million comparisons.
        let guid = |n: u32| Guid(u128::from(n.reverse_bits()).to_be_bytes());
        let xids = (0..37_000).map(|n| Xid::new(guid(n), vec![0, 1]).unwrap());
        let list: PredecessorChangeList = xids.collect();
        assert_eq!(list.xids().len(), 37_000);
        assert!(list.includes_all(&list));
    }

    proptest! {
        #[test]
        fn maps_say_what_one_after_the_other_says(
            own in proptest::collection::vec((0u8..4, proptest::collection::vec(0u8..3, 1..=2)), 0..8),
            other in proptest::collection::vec((0u8..4, proptest::collection::vec(0u8..3, 1..=2)), 0..4),
        ) {
            let xids = |items: Vec<(u8, Vec<u8>)>| -> Vec<Xid> {
                items.iter().map(|(namespace, local)| xid(*namespace, local)).collect()
            };
            let (own, other) = (xids(own), xids(other));
            let mut inserted = PredecessorChangeList::default();
            for xid in own.clone() {
                inserted.insert(xid);
            }
            prop_assert_eq!(own.iter().cloned().collect::<PredecessorChangeList>(), inserted);
            let (own, other) = (PredecessorChangeList(own), PredecessorChangeList(other));
            let each = other.xids().iter().all(|xid| own.includes(xid));
            prop_assert_eq!(own.includes_all(&other), each);
        }

        #[test]
        fn what_is_read_is_written_back(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let bytes = Bytes::from(bytes);
            if let Ok(xid) = Xid::parse(&bytes) {
                prop_assert_eq!(xid.to_bytes().unwrap(), bytes.clone());
            }
            if let Ok(list) = PredecessorChangeList::parse(&bytes) {
                prop_assert_eq!(list.to_bytes().unwrap(), bytes);
            }
        }

        #[test]
        fn lists_round_trip(items in proptest::collection::vec((any::<[u8; 16]>(), proptest::collection::vec(any::<u8>(), 1..=8)), 0..6)) {
            let xids: Vec<Xid> = items.into_iter().map(|(guid, local)| Xid::new(Guid(guid), local).unwrap()).collect();
            // Unordered and with doubles, as a careless peer may send it.
            let list = PredecessorChangeList(xids);
            let bytes = list.to_bytes().unwrap();
            prop_assert_eq!(PredecessorChangeList::parse(&bytes), Ok(list));
        }
    }
}
