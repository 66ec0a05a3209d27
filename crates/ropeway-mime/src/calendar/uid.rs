//! UID ([MS-OXCICAL] 2.1.3.1.1.20.26).

use super::item::Item;
use crate::options::Context;
use ropeway_types::calendar::GlobalObjectId;
use ropeway_types::{named, tags};
use std::fmt::Write as _;

/// The UID of a meeting: the one it came with, else its id without the instance, in hexadecimal digits.
/// An object without an id gets one from its search key, which a copy of it shares, or a new one.
pub(crate) fn uid(item: Item<'_>, context: &mut Context<'_>) -> String {
    let ids = [&named::GLOBAL_OBJECT_ID, &named::CLEAN_GLOBAL_OBJECT_ID];
    for bytes in ids.into_iter().filter_map(|id| item.binary(id)) {
        let Ok(id) = GlobalObjectId::parse(bytes.clone()) else {
            continue;
        };
        if let Some(foreign) = id.foreign_uid() {
            let text = String::from_utf8_lossy(foreign).trim().to_owned();
            if !text.is_empty() {
                return text;
            }
        }
        // Where year, month and day of the instance stand, there are zeros.
        let cleaned = bytes.iter().enumerate().map(|(at, byte)| match at {
            16..20 => 0,
            _ => *byte,
        });
        return hex(cleaned);
    }
    let broken = ids.into_iter().any(|id| item.binary(id).is_some());
    if broken {
        context
            .report
            .substituted("PidLidGlobalObjectId", "it cannot be read; another UID stands in");
    }
    match item.message.properties.binary(tags::SEARCH_KEY) {
        Some(key) if !key.is_empty() && key.len() <= 256 => hex(key.iter().copied()),
        _ => context.message_id(),
    }
}

fn hex(bytes: impl Iterator<Item = u8>) -> String {
    let mut out = String::with_capacity(bytes.size_hint().0.saturating_mul(2));
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02X}");
    }
    out
}
