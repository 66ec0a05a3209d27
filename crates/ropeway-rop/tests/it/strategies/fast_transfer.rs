//! Fast transfer ROPs ([MS-OXCROPS] 2.2.12).

use super::stream::size;
use super::values::data;
use super::{Answer, Made, Of, code};
use proptest::prelude::*;
use ropeway_rop::*;
use ropeway_types::ErrorCode;

pub(crate) fn requests() -> Of<Request> {
    vec![
        request!(RopFastTransferDestinationConfigureRequest [input output] { source_operation, copy_flags }),
        request!(RopFastTransferDestinationPutBufferRequest [input] { transfer_data }),
        request!(RopFastTransferDestinationPutBufferExtendedRequest [input] { transfer_data }),
        request!(RopFastTransferSourceGetBufferRequest, get_buffer()),
        request!(RopFastTransferSourceCopyFolderRequest [input output] { copy_flags, send_options }),
        request!(RopFastTransferSourceCopyMessagesRequest [input output] {
            message_ids, copy_flags, send_options
        }),
        request!(RopFastTransferSourceCopyToRequest [input output] {
            level, copy_flags, send_options, property_tags
        }),
        request!(RopFastTransferSourceCopyPropertiesRequest [input output] {
            level, copy_flags, send_options, property_tags
        }),
        request!(RopTellVersionRequest [input] { version }),
    ]
}

impl Made for Version {
    fn made() -> BoxedStrategy<Self> {
        any::<[u16; 3]>().prop_map(Version).boxed()
    }
}

fn get_buffer() -> BoxedStrategy<RopFastTransferSourceGetBufferRequest> {
    (any::<(u8, u8)>(), size())
        .prop_map(
            |((logon_id, input_handle_index), (buffer_size, maximum_buffer_size))| {
                RopFastTransferSourceGetBufferRequest {
                    logon_id,
                    input_handle_index,
                    buffer_size,
                    maximum_buffer_size,
                }
            },
        )
        .boxed()
}

/// Data, or how long to wait from a server that is busy.
fn got_buffer() -> BoxedStrategy<RopFastTransferSourceGetBufferResponse> {
    let busy = any::<(u16, u32)>().prop_map(|(transfer_buffer_size, backoff_time)| TransferBuffer::Backoff {
        transfer_buffer_size,
        backoff_time,
    });
    let end = prop_oneof![
        2 => (code(), data().prop_map(TransferBuffer::Data)),
        1 => (Just(ErrorCode::SERVER_BUSY), busy),
    ];
    (any::<(u8, u16, u16, u16, u8)>(), end)
        .prop_map(|(fields, (return_value, transfer_buffer))| {
            let (input_handle_index, transfer_status, in_progress_count, total_step_count, reserved) = fields;
            RopFastTransferSourceGetBufferResponse {
                input_handle_index,
                return_value,
                transfer_status,
                in_progress_count,
                total_step_count,
                reserved,
                transfer_buffer,
            }
        })
        .boxed()
}

pub(crate) fn answers() -> Of<Answer> {
    vec![
        ok!(FAST_TRANSFER_DESTINATION_CONFIGURE RopFastTransferDestinationConfigureResponse
            [output_handle_index]),
        response!(FAST_TRANSFER_DESTINATION_PUT_BUFFER RopFastTransferDestinationPutBufferResponse {
            input_handle_index, return_value = code(), transfer_status, in_progress_count,
            total_step_count, reserved, buffer_used_size
        }),
        response!(FAST_TRANSFER_DESTINATION_PUT_BUFFER_EXTENDED
            RopFastTransferDestinationPutBufferExtendedResponse {
            input_handle_index, return_value = code(), transfer_status, in_progress_count,
            total_step_count, reserved, buffer_used_size
        }),
        super::alone(RopId::FAST_TRANSFER_SOURCE_GET_BUFFER, got_buffer()),
        ok!(FAST_TRANSFER_SOURCE_COPY_FOLDER RopFastTransferSourceCopyFolderResponse
            [output_handle_index]),
        ok!(FAST_TRANSFER_SOURCE_COPY_MESSAGES RopFastTransferSourceCopyMessagesResponse
            [output_handle_index]),
        ok!(FAST_TRANSFER_SOURCE_COPY_TO RopFastTransferSourceCopyToResponse [output_handle_index]),
        ok!(FAST_TRANSFER_SOURCE_COPY_PROPERTIES RopFastTransferSourceCopyPropertiesResponse
            [output_handle_index]),
        ok!(TELL_VERSION RopTellVersionResponse [input_handle_index]),
    ]
}
