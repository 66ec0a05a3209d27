//! Arguments that calls have in common, and where a response says that one is at fault.

use bytes::Bytes;
use ropeway_rop::extended::HEADER_LEN;
use ropeway_types::ErrorCode;

/// The largest auxiliary buffer (SMALL_RANGE_ULONG of [MS-OXCRPC] 2.2.1).
const MAX_LEN: usize = 0x1008;

/// A fault of a call's arguments, by where the response says it ([MS-OXCMAPIHTTP] 2.2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// In StatusCode, like an exception of a remote procedure call.
    Status(ErrorCode),
    /// In ErrorCode, like the value that a remote procedure returns.
    Error(ErrorCode),
}

/// Judges a buffer's size, or the room that a client offers ([MS-OXCRPC] 3.1.4.1, 3.1.4.2).
pub(crate) fn check_len(len: usize, max: usize) -> Result<(), Fault> {
    match len {
        _ if len > max => Err(Fault::Status(ErrorCode::RPC_X_BAD_STUB_DATA)),
        _ if len < HEADER_LEN => Err(Fault::Error(ErrorCode::RPC_FAILED)),
        _ => Ok(()),
    }
}

/// Judges the size of a client's auxiliary buffer. What it says is information about the client that
/// nothing here needs.
pub(crate) fn check_auxiliary(auxiliary: &Bytes) -> Result<(), Fault> {
    if auxiliary.is_empty() {
        return Ok(());
    }
    check_len(auxiliary.len(), MAX_LEN)
}
