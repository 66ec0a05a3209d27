//! Chains from elsewhere, held against the rules of packing.

use crate::support::{bytes, hex_of, shared};
use ropeway_rop::packing::{PackedOutput, PackingError};
use ropeway_rop::{ResponseContext, RopId};

/// The vectors' chains are payloads of any kind in a row. As output of one call only those that continue a
/// RopReadStream are in order, up to the one that does not.
#[test]
fn chains_that_continue_nothing_are_refused() {
    for line in shared("rops/extended_buffers.jsonl") {
        if hex_of(&line, "kind") != Some("extended_buffer_chain") {
            continue;
        }
        let name = hex_of(&line, "name").unwrap();
        let chain = bytes(hex_of(&line, "ext_hex").unwrap());
        let error = PackedOutput::decode(chain, &mut ResponseContext::new()).unwrap_err();
        let expected = match name {
            "ext/chain/06" => PackingError::Count { payload: 1, count: 3 },
            "ext/chain/07" => PackingError::Count { payload: 2, count: 6 },
            _ => {
                assert!(
                    matches!(error, PackingError::NotPackable(Some(id)) if id != RopId::READ_STREAM),
                    "{name}: {error}"
                );
                continue;
            }
        };
        assert_eq!(error, expected, "{name}");
    }
}
