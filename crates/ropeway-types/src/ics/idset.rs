//! IDSET and CNSET ([MS-OXCFXICS] 2.2.2.4).

use super::globset::GlobSet;
use crate::guid::Guid;
use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;

/// What tells the counters of one replica from those of others: a REPLID (`u16`) or a REPLGUID ([`Guid`]).
pub trait Replica: Ord + Copy + Decode + Encode + fmt::Debug {}
impl Replica for u16 {}
impl Replica for Guid {}

/// IDSET, or CNSET where the ids are change numbers ([MS-OXCFXICS] 2.2.2.4): a set of ids, as counters for
/// each replica.
///
/// It fills the value that it stands in. Nothing in the bytes tells the two forms apart: the property does
/// (3.1.5.4.2). Written, replicas are in order and those without counters are left out.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdSet<R: Replica> {
    /// None of them is empty.
    sets: BTreeMap<R, GlobSet>,
}

/// The REPLID-based form (2.2.2.4.1): deletions, read states, what is not kept.
pub type ReplIdSet = IdSet<u16>;
/// The REPLGUID-based form (2.2.2.4.2): the ICS state.
pub type ReplGuidSet = IdSet<Guid>;

impl<R: Replica> Default for IdSet<R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: Replica> IdSet<R> {
    /// The empty set.
    pub const fn new() -> Self {
        Self {
            sets: BTreeMap::new(),
        }
    }

    /// Whether no id is in it.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// How many ids are in it.
    pub fn len(&self) -> u64 {
        self.sets.values().map(GlobSet::len).fold(0, u64::saturating_add)
    }

    /// Whether an id is in it.
    pub fn contains(&self, replica: R, counter: u64) -> bool {
        self.sets.get(&replica).is_some_and(|set| set.contains(counter))
    }

    /// The counters of a replica, if there are any.
    pub fn get(&self, replica: R) -> Option<&GlobSet> {
        self.sets.get(&replica)
    }

    /// Adds an id; whether it was not there.
    pub fn insert(&mut self, replica: R, counter: u64) -> bool {
        counter <= GlobSet::MAX && self.sets.entry(replica).or_default().insert(counter)
    }

    /// Adds ids of a replica, as far as they are counters.
    pub fn insert_range(&mut self, replica: R, range: RangeInclusive<u64>) {
        if range.start() <= range.end() && *range.start() <= GlobSet::MAX {
            self.sets.entry(replica).or_default().insert_range(range);
        }
    }

    /// The ids that are in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let mut union = self.clone();
        for (replica, counters) in &other.sets {
            let set = union.sets.entry(*replica).or_default();
            *set = set.union(counters);
        }
        union
    }

    /// The ids that are in this and not in the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let left = self
            .sets
            .iter()
            .map(|(replica, counters)| match other.sets.get(replica) {
                Some(others) => (*replica, counters.difference(others)),
                None => (*replica, counters.clone()),
            });
        left.collect()
    }

    /// The replicas in order, each with its counters, of which there is at least one.
    pub fn iter(&self) -> impl Iterator<Item = (R, &GlobSet)> + '_ {
        self.sets.iter().map(|(replica, counters)| (*replica, counters))
    }
}

impl<R: Replica> FromIterator<(R, GlobSet)> for IdSet<R> {
    fn from_iter<I: IntoIterator<Item = (R, GlobSet)>>(sets: I) -> Self {
        let mut set = Self::new();
        for (replica, counters) in sets {
            if !counters.is_empty() {
                let known = set.sets.entry(replica).or_default();
                *known = known.union(&counters);
            }
        }
        set
    }
}

impl<R: Replica> fmt::Debug for IdSet<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(&self.sets).finish()
    }
}

/// Reads to the end: replicas in any order, and more than once.
impl<R: Replica> Decode for IdSet<R> {
    const MIN_LEN: usize = 0;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        // The ranges of a replica are brought in order once, however often it stands there.
        let mut ranges: BTreeMap<R, Vec<_>> = BTreeMap::new();
        while reader.remaining() > 0 {
            let replica = R::decode(reader).map_err(|e| e.within("IDSET", "REPLID"))?;
            let mut read = Vec::new();
            GlobSet::decode_into(&mut read, reader)?;
            if !read.is_empty() {
                ranges.entry(replica).or_default().append(&mut read);
            }
        }
        let sets = ranges.into_iter();
        Ok(Self {
            sets: sets
                .map(|(replica, ranges)| (replica, GlobSet::from_ranges(ranges)))
                .collect(),
        })
    }
}

impl<R: Replica> Encode for IdSet<R> {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.sets.iter().try_for_each(|(replica, counters)| {
            replica.encode(writer)?;
            counters.encode(writer)
        })
    }
}
