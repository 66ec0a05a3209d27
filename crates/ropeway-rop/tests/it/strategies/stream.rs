//! Stream ROPs ([MS-OXCROPS] 2.2.9).

use super::{Answer, Of, code, code_and_destination};
use proptest::prelude::*;
use ropeway_rop::*;

pub(crate) fn requests() -> Of<Request> {
    vec![
        request!(RopOpenStreamRequest [input output] { property_tag, open_mode_flags }),
        request!(RopReadStreamRequest, read_stream()),
        request!(RopWriteStreamRequest [input] { data }),
        request!(RopWriteStreamExtendedRequest [input] { data }),
        request!(RopCommitStreamRequest [input] {}),
        request!(RopGetStreamSizeRequest [input] {}),
        request!(RopSetStreamSizeRequest [input] { stream_size }),
        request!(RopSeekStreamRequest [input] { origin, offset }),
        request!(RopCopyToStreamRequest [source dest] { byte_count }),
        request!(RopLockRegionStreamRequest [input] { region_offset, region_size, lock_flags }),
        request!(RopUnlockRegionStreamRequest [input] { region_offset, region_size, lock_flags }),
        request!(RopWriteAndCommitStreamRequest [input] { data }),
        request!(RopCloneStreamRequest [input output] {}),
    ]
}

/// A size, or 0xBABE and the size behind it.
pub(crate) fn size<T: Arbitrary + Clone + 'static>() -> BoxedStrategy<(u16, Option<T>)> {
    prop_oneof![
        any::<u16>()
            .prop_filter("0xBABE has another meaning", |size| *size != 0xBABE)
            .prop_map(|size| (size, None)),
        any::<T>().prop_map(|size| (0xBABE, Some(size))),
    ]
    .boxed()
}

fn read_stream() -> BoxedStrategy<RopReadStreamRequest> {
    (any::<(u8, u8)>(), size())
        .prop_map(
            |((logon_id, input_handle_index), (byte_count, maximum_byte_count))| RopReadStreamRequest {
                logon_id,
                input_handle_index,
                byte_count,
                maximum_byte_count,
            },
        )
        .boxed()
}

fn copy_to_stream() -> BoxedStrategy<RopCopyToStreamResponse> {
    (any::<(u8, u64, u64)>(), code_and_destination())
        .prop_map(
            |((source_handle_index, read, written), (return_value, dest_handle_index))| {
                RopCopyToStreamResponse {
                    source_handle_index,
                    return_value,
                    dest_handle_index,
                    read_byte_count: read,
                    written_byte_count: written,
                }
            },
        )
        .boxed()
}

pub(crate) fn answers() -> Of<Answer> {
    vec![
        ok!(OPEN_STREAM RopOpenStreamResponse [output_handle_index] RopOpenStreamSuccess { stream_size }),
        response!(READ_STREAM RopReadStreamResponse { input_handle_index, return_value = code(), data }),
        response!(WRITE_STREAM RopWriteStreamResponse {
            input_handle_index, return_value = code(), written_size
        }),
        response!(WRITE_STREAM_EXTENDED RopWriteStreamExtendedResponse {
            input_handle_index, return_value = code(), written_size
        }),
        ok!(COMMIT_STREAM RopCommitStreamResponse [input_handle_index]),
        ok!(GET_STREAM_SIZE RopGetStreamSizeResponse [input_handle_index]
            RopGetStreamSizeSuccess { stream_size }),
        ok!(SET_STREAM_SIZE RopSetStreamSizeResponse [input_handle_index]),
        ok!(SEEK_STREAM RopSeekStreamResponse [input_handle_index] RopSeekStreamSuccess { new_position }),
        super::alone(RopId::COPY_TO_STREAM, copy_to_stream()),
        ok!(LOCK_REGION_STREAM RopLockRegionStreamResponse [input_handle_index]),
        ok!(UNLOCK_REGION_STREAM RopUnlockRegionStreamResponse [input_handle_index]),
        response!(WRITE_AND_COMMIT_STREAM RopWriteAndCommitStreamResponse {
            input_handle_index, return_value = code(), written_size
        }),
        ok!(CLONE_STREAM RopCloneStreamResponse [output_handle_index]),
    ]
}
