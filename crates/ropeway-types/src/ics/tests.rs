#![allow(clippy::arithmetic_side_effects, reason = "a test that overflows fails")]

use super::*;
use crate::fast_transfer::{Marker, meta};
use crate::guid::Guid;
use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, Reader};
use bytes::Bytes;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn globset(bytes: &[u8]) -> Result<GlobSet, DecodeError> {
    let mut reader = Reader::new(bytes.to_vec());
    let set = GlobSet::decode(&mut reader)?;
    assert_eq!(reader.remaining(), 0);
    Ok(set)
}

fn set(ranges: &[(u64, u64)]) -> GlobSet {
    ranges.iter().map(|&(low, high)| low..=high).collect()
}

/// The set has these bytes, and they are this set.
fn check(ranges: &[(u64, u64)], bytes: &[u8]) {
    assert_eq!(globset(bytes).unwrap(), set(ranges));
    assert_eq!(set(ranges).to_bytes().unwrap()[..], *bytes, "{ranges:x?}");
}

#[test]
fn the_bitmask_of_the_specification() {
    // 3.1.5.4.3.1.3: {0x01-0x03, 0x05-0x05, 0x07-0x09}, StartingValue 0x01, Bitmask 0xEB.
    check(
        &[(1, 3), (5, 5), (7, 9)],
        &[5, 0, 0, 0, 0, 0, 0x42, 0x01, 0xEB, 0x50, 0],
    );
    let error = globset(&[5, 0, 0, 0, 0, 0, 0x42, 0xFE, 0x02, 0x50, 0]).unwrap_err();
    assert_eq!((error.field, error.offset), ("Bitmask", 6));
    assert!(globset(&[5, 0, 0, 0, 0, 0, 0x42, 0xFE, 0x01, 0x50, 0]).is_ok());
    // 3.1.5.4.3.2.3: no fewer than five bytes on the stack.
    assert_eq!(globset(&[4, 0, 0, 0, 0, 0x42, 1, 0xEB]).unwrap_err().offset, 5);
}

#[test]
fn the_message_ids_of_the_specification() {
    // 4.4: message ids 5, 6 and 0x10 of replica 1, and 9 of replica 2.
    let mut ids = ReplIdSet::new();
    for (replica, counter) in [(1, 5), (1, 6), (1, 0x10), (2, 9)] {
        assert!(ids.insert(replica, counter));
        assert!(!ids.insert(replica, counter));
    }
    let bytes = ids.to_bytes().unwrap();
    let expected = [
        &[1, 0][..],
        &[5, 0, 0, 0, 0, 0, 0x52, 5, 6, 1, 0x10, 0x50, 0],
        &[2, 0],
        &[6, 0, 0, 0, 0, 0, 9, 0],
    ]
    .concat();
    assert_eq!(bytes, expected);
    assert_eq!(ReplIdSet::decode(&mut Reader::new(bytes)).unwrap(), ids);
}

#[test]
fn sets_of_servers() {
    // REPLID-based, of MetaTagIdsetDeleted: a singleton, then a range.
    let deleted = [
        1, 0, 6, 0, 0, 0, 1, 4, 0x2e, 5, 0, 0, 0, 1, 4, 0x52, 0x35, 0x37, 0x50, 0,
    ];
    let deleted = ReplIdSet::decode(&mut Reader::new(deleted.to_vec())).unwrap();
    let expected = set(&[(0x0001_042e, 0x0001_042e), (0x0001_0435, 0x0001_0437)]);
    assert_eq!(deleted.get(1), Some(&expected));
    // REPLGUID-based, of MetaTagCnsetSeen: a range that shares four bytes.
    let guid = [9u8; 16];
    let seen = [&guid[..], &[4, 0, 0, 0, 0, 0x52, 0, 0xa5, 1, 0x51, 0x50, 0]].concat();
    let set = ReplGuidSet::decode(&mut Reader::new(seen.clone())).unwrap();
    assert_eq!(
        (set.len(), set.contains(Guid(guid), 0x100)),
        (0x151 - 0xa5 + 1, true)
    );
    assert_eq!(set.to_bytes().unwrap(), seen);
}

#[test]
fn commands_that_cannot_be() {
    let error = |bytes: &[u8]| {
        let error = globset(bytes).unwrap_err();
        (error.field, error.offset)
    };
    assert_eq!(error(&[0xBA]), ("Command", 0));
    // A seventh byte.
    assert_eq!(error(&[5, 0, 0, 0, 1, 4, 2, 0x19, 0x1a]), ("Push", 6));
    assert_eq!(error(&[0x50, 0]), ("Pop", 0));
    // A Push of the sixth byte needs no Pop.
    assert_eq!(error(&[6, 0, 0, 0, 0, 0, 1, 0x50, 0]), ("Pop", 7));
    assert_eq!(error(&[1, 0, 0]), ("End", 2));
    assert_eq!(error(&[5, 0, 0, 0, 0, 0, 0x52, 2, 1]), ("LowValue", 6));
    assert_eq!(error(&[]), ("Command", 0));
}

#[test]
fn a_range_of_everything_costs_nothing() {
    check(
        &[(1, GlobSet::MAX)],
        &[0x52, 0, 0, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0],
    );
    let mut all = set(&[(1, GlobSet::MAX)]);
    assert_eq!(all.len(), GlobSet::MAX);
    all.insert_range(0..=u64::MAX);
    assert_eq!(all.len(), 1 << 48);
    assert!(!all.insert(1 << 48) && !all.contains(1 << 48));
    assert_eq!(all.ranges().collect::<Vec<_>>(), [0..=GlobSet::MAX]);
    let holed = all.difference(&set(&[(5, 5), (GlobSet::MAX, GlobSet::MAX)]));
    assert_eq!(holed, set(&[(0, 4), (6, GlobSet::MAX - 1)]));
    assert_eq!(format!("{holed:?}"), "{0x0-0x4, 0x6-0xfffffffffffe}");
}

#[test]
fn repeated_replicas_are_joined_and_empty_ones_left_out() {
    let bytes = [
        &[2, 0][..],
        &[6, 0, 0, 0, 0, 0, 9, 0],
        &[1, 0, 0],
        &[2, 0],
        &[6, 0, 0, 0, 0, 0, 8, 0],
    ]
    .concat();
    let ids = ReplIdSet::decode(&mut Reader::new(bytes)).unwrap();
    assert_eq!(ids.iter().collect::<Vec<_>>(), [(2, &set(&[(8, 9)]))]);
    assert!(ids.difference(&ids).is_empty());
}

#[test]
fn a_state_is_a_stream() {
    let mut seen = ReplGuidSet::new();
    seen.insert_range(Guid([7; 16]), 1..=0x1234);
    let state = IcsState {
        idset_given: Some(ReplGuidSet::new()),
        cnset_seen: Some(seen.clone()),
        ..IcsState::default()
    };
    let stream = state.to_stream().unwrap();
    let mut expected = b"\x03\0\x3a\x40\x03\0\x17\x40\0\0\0\0\x02\x01\x96\x67\x1c\0\0\0".to_vec();
    expected.extend([7; 16]);
    expected.extend(b"\x04\0\0\0\0\x52\0\x01\x12\x34\x50\0\x03\0\x3b\x40");
    assert_eq!(stream, expected);
    assert_eq!(IcsState::from_stream(stream.clone()).unwrap(), state);
    for len in 0..stream.len() {
        assert!(IcsState::from_stream(stream.slice(..len)).is_err(), "{len}");
    }
    // MetaTagIdsetGiven under its true type (3.1.5.2.1).
    let binary = [
        &stream[..4],
        b"\x02\x01\x17\x40\0\0\0\0",
        &stream[stream.len() - 4..],
    ]
    .concat();
    let state = IcsState::from_stream(binary).unwrap();
    assert_eq!(
        (state.idset_given, state.cnset_seen),
        (Some(ReplGuidSet::new()), None)
    );
    // An error inside a set has its place in the stream.
    expected[36] = 0x99;
    let error = IcsState::from_stream(expected.clone()).unwrap_err();
    assert_eq!((error.field, error.offset), ("Command", 36));
    let error = IcsState::from_stream(stream.slice(4..)).unwrap_err();
    assert_eq!((error.field, error.offset), ("IncrSyncStateBegin", 0));
    expected.push(0);
    expected[36] = 4;
    let error = IcsState::from_stream(expected).unwrap_err();
    assert_eq!((error.kind, error.offset), (DecodeErrorKind::Trailing(1), 52));
    let mut state = IcsState::default();
    let value = seen.to_bytes().unwrap();
    assert_eq!(state.set(meta::CNSET_READ, &value), Ok(true));
    assert_eq!(state.set(meta::IDSET_DELETED, &value), Ok(false));
    assert_eq!(state.cnset_read, Some(seen));
    assert_eq!(Marker::IncrSyncStateBegin.end(), Some(Marker::IncrSyncStateEnd));
}

/// Counters near each other, near byte borders, and anywhere.
fn counter() -> impl Strategy<Value = u64> {
    prop_oneof![
        0..40u64,
        0xf0..0x120u64,
        (0..4u64, 0..4u64).prop_map(|(high, low)| (high << 40) | low),
        0..=GlobSet::MAX,
    ]
}

fn ranges() -> impl Strategy<Value = Vec<(u64, u64)>> {
    let range = (counter(), 0..12u64).prop_map(|(low, len)| (low, (low + len).min(GlobSet::MAX)));
    proptest::collection::vec(range, 0..24)
}

fn members(ranges: &[(u64, u64)]) -> BTreeSet<u64> {
    ranges.iter().flat_map(|&(low, high)| low..=high).collect()
}

fn listed(set: &GlobSet) -> BTreeSet<u64> {
    set.ranges().flatten().collect()
}

proptest! {
    #[test]
    fn sets_are_sets(a in ranges(), b in ranges(), probe in counter()) {
        let (x, y) = (set(&a), set(&b));
        let (p, q) = (members(&a), members(&b));
        prop_assert_eq!(listed(&x), p.clone());
        prop_assert_eq!(x.len(), p.len() as u64);
        prop_assert_eq!(x.contains(probe), p.contains(&probe));
        prop_assert_eq!(x.is_empty(), p.is_empty());
        prop_assert_eq!(listed(&x.union(&y)), p.union(&q).copied().collect());
        prop_assert_eq!(listed(&x.difference(&y)), p.difference(&q).copied().collect());
        let mut inserted = GlobSet::new();
        for &(low, high) in &a {
            inserted.insert_range(low..=high);
        }
        prop_assert_eq!(&inserted, &x);
        prop_assert_eq!(inserted.insert(probe), !p.contains(&probe));
        // Equal sets are equal values: no two ranges touch.
        let ranges: Vec<_> = x.union(&y).ranges().collect();
        prop_assert!(ranges.windows(2).all(|w| w[0].end() + 1 < *w[1].start()));
    }

    #[test]
    fn sets_come_back_from_their_bytes(a in ranges()) {
        let set = set(&a);
        let bytes = set.to_bytes().unwrap();
        prop_assert_eq!(globset(&bytes).unwrap(), set);
        for len in 0..bytes.len() {
            prop_assert!(globset(&bytes[..len]).is_err());
        }
    }

    #[cfg(feature = "serde")]
    #[test]
    fn sets_survive_serde(sets in proptest::collection::vec((0..4u16, ranges()), 0..4)) {
        let set: ReplIdSet = sets.iter().map(|(replica, ranges)| (*replica, set(ranges))).collect();
        for back in crate::serde_forms::tests::through(&set) {
            prop_assert_eq!(&back, &set);
        }
    }

    #[test]
    fn id_sets_come_back_from_their_bytes(
        sets in proptest::collection::vec((0..4u16, ranges()), 0..4),
        others in proptest::collection::vec((0..4u16, ranges()), 0..4),
    ) {
        let from = |sets: &[(u16, Vec<(u64, u64)>)]| -> ReplIdSet {
            sets.iter().map(|(replica, ranges)| (*replica, set(ranges))).collect()
        };
        let pairs = |ids: &ReplIdSet| -> BTreeSet<(u16, u64)> {
            ids.iter().flat_map(|(r, set)| listed(set).into_iter().map(move |c| (r, c))).collect()
        };
        let (ids, others) = (from(&sets), from(&others));
        let bytes = ids.to_bytes().unwrap();
        prop_assert_eq!(&ReplIdSet::decode(&mut Reader::new(bytes)).unwrap(), &ids);
        prop_assert_eq!(pairs(&ids).len() as u64, ids.len());
        prop_assert_eq!(pairs(&ids.union(&others)), &pairs(&ids) | &pairs(&others));
        prop_assert_eq!(pairs(&ids.difference(&others)), &pairs(&ids) - &pairs(&others));
    }

    #[test]
    fn any_commands_are_a_set_or_an_error(
        commands in proptest::collection::vec(prop_oneof![
            Just(vec![0x50]), Just(vec![0]),
            (1..=6u8).prop_flat_map(|n| proptest::collection::vec(0..3u8, usize::from(n))
                .prop_map(move |bytes| [vec![n], bytes].concat())),
            any::<[u8; 2]>().prop_map(|[a, b]| vec![0x42, a, b]),
            proptest::collection::vec(any::<u8>(), 0..12).prop_map(|b| [vec![0x52], b].concat()),
        ], 0..12),
    ) {
        let bytes = Bytes::from(commands.concat());
        if let Ok(set) = GlobSet::decode(&mut Reader::new(bytes.clone())) {
            prop_assert!(set.ranges().len() * 16 <= 27 * bytes.len());
            prop_assert_eq!(globset(&set.to_bytes().unwrap()).unwrap(), set);
        }
    }
}
