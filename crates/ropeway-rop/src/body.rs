//! What the declared types have in common, for the dispatch.

use crate::context::RequestContext;
use ropeway_types::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use ropeway_types::{ErrorCode, PropertyTag};

/// Which handle index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Index {
    /// InputHandleIndex, or SourceHandleIndex.
    Input,
    Output,
    Dest,
    Response,
}

/// The prefix of a request.
pub(crate) trait Indexes {
    fn logon_id(&self) -> u8;
    fn index(&self, which: Index) -> Option<u8>;
    /// The index that the response's prefix repeats.
    fn echoed(&self) -> Option<u8>;
}

/// A request after RopId.
pub(crate) trait RequestBody: Indexes + Encode + Sized {
    fn decode_body(reader: &mut Reader, context: &dyn RequestContext) -> Result<Self, DecodeError>;
}

/// A response after RopId. `columns` are those that its rows were written for, where it has rows.
pub(crate) trait ResponseBody: Encode + Sized {
    fn decode_body(reader: &mut Reader, columns: Option<&[PropertyTag]>) -> Result<Self, DecodeError>;
    fn handle_index(&self) -> Option<u8>;
    fn return_value(&self) -> Option<ErrorCode>;
}

/// A response that can say that the request failed.
pub(crate) trait FailureBody {
    fn failure(index: u8, code: ErrorCode) -> Self;
}

/// What follows a ReturnValue of zero.
pub(crate) trait SuccessBody: Encode + Sized {
    fn decode_success(reader: &mut Reader, columns: Option<&[PropertyTag]>) -> Result<Self, DecodeError>;
}

impl SuccessBody for () {
    fn decode_success(_: &mut Reader, _: Option<&[PropertyTag]>) -> Result<Self, DecodeError> {
        Ok(())
    }
}

/// Index, ReturnValue, and a body where that is zero.
#[inline]
pub(crate) fn decode_ok<T: SuccessBody>(
    reader: &mut Reader,
    columns: Option<&[PropertyTag]>,
    structure: &'static str,
    index_name: &'static str,
) -> Result<(u8, Result<T, ErrorCode>), DecodeError> {
    let index = reader.field(structure, index_name, u8::decode)?;
    let code = reader.field(structure, "return_value", ErrorCode::decode)?;
    let result = if code.is_success() {
        Ok(reader.field(structure, "", |reader| T::decode_success(reader, columns))?)
    } else {
        Err(code)
    };
    Ok((index, result))
}

/// The other way round.
pub(crate) fn encode_ok<T: Encode>(
    index: u8,
    result: &Result<T, ErrorCode>,
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    index.encode(writer)?;
    match result {
        Ok(success) => {
            ErrorCode::SUCCESS.encode(writer)?;
            success.encode(writer)
        }
        Err(code) if code.is_success() => Err(EncodeError::Unsupported("failure with the code of success")),
        Err(code) => code.encode(writer),
    }
}
