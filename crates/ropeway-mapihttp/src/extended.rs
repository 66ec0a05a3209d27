//! The extended buffer around a ROP buffer ([MS-OXCRPC] 2.2.2.1).

use bytes::Bytes;
use ropeway_types::ErrorCode;
use ropeway_types::wire::codec::bytes_u16;
use ropeway_types::wire::{Decode, Encode, EncodeError, Reader, Writer};

const XOR_MAGIC: u16 = 2;
const LAST: u16 = 4;

/// The payload of the one extended buffer; compressed ones are refused.
pub(crate) fn decode(rop_buffer: Bytes) -> Result<Bytes, ErrorCode> {
    let malformed = |_| ErrorCode::RPC_FORMAT;
    let mut reader = Reader::new(rop_buffer);
    let [version, flags, size, actual] = [(); 4].map(|()| u16::decode(&mut reader));
    let (flags, size) = (flags.map_err(malformed)?, size.map_err(malformed)?);
    let payload = reader.take(usize::from(size)).map_err(malformed)?;
    if version != Ok(0) || actual != Ok(size) || size == 0 || flags & !XOR_MAGIC != LAST || !reader.is_empty()
    {
        return Err(ErrorCode::RPC_FORMAT);
    }
    if flags & XOR_MAGIC != 0 {
        return Ok(payload.iter().map(|byte| byte ^ 0xA5).collect());
    }
    Ok(payload)
}

/// One plain extended buffer.
pub(crate) fn encode(payload: &Bytes) -> Result<Bytes, EncodeError> {
    let mut writer = Writer::new();
    0u16.encode(&mut writer)?;
    LAST.encode(&mut writer)?;
    writer.count_u16("payload", payload.len())?;
    bytes_u16::encode(payload, &mut writer)?;
    Ok(writer.finish())
}
