//! Arguments that calls have in common, and where a response says that one is at fault.

use ropeway_rop::packing::LimitError;
use ropeway_types::ErrorCode;

/// A fault of a call's arguments, by where the response says it ([MS-OXCMAPIHTTP] 2.2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// In StatusCode, like an exception of a remote procedure call.
    Status(ErrorCode),
    /// In ErrorCode, like the value that a remote procedure returns.
    Error(ErrorCode),
}

/// A size that is wrong ([MS-OXCRPC] 3.1.4.1, 3.1.4.2).
impl From<LimitError> for Fault {
    fn from(error: LimitError) -> Self {
        match error {
            LimitError::TooSmall { .. } => Self::Error(error.error_code()),
            _ => Self::Status(error.error_code()),
        }
    }
}
