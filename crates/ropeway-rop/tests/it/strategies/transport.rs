//! Transport ROPs ([MS-OXCROPS] 2.2.7).

use super::values::narrow;
use super::{Answer, Made, Of};
use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use ropeway_rop::*;

pub(crate) fn requests() -> Of<Request> {
    vec![
        request!(RopSubmitMessageRequest [input] { submit_flags }),
        request!(RopAbortSubmitRequest [input] { folder_id, message_id }),
        request!(RopGetAddressTypesRequest [input] {}),
        request!(RopSetSpoolerRequest [input] {}),
        request!(RopSpoolerLockMessageRequest [input] { message_id, lock_state }),
        request!(RopTransportSendRequest [input] {}),
        request!(RopTransportNewMailRequest [input] {
            message_id, folder_id, message_class = narrow(), message_flags
        }),
        request!(RopGetTransportFolderRequest [input] {}),
        request!(RopOptionsDataRequest [input] { address_type = narrow(), want_win32 }),
    ]
}

impl Made for HelpFile {
    fn made() -> BoxedStrategy<Self> {
        made!(HelpFile {
            data = vec(any::<u8>(), 1..8).prop_map(Bytes::from),
            name = narrow()
        })
    }
}

pub(crate) fn answers() -> Of<Answer> {
    vec![
        ok!(SUBMIT_MESSAGE RopSubmitMessageResponse [input_handle_index]),
        ok!(ABORT_SUBMIT RopAbortSubmitResponse [input_handle_index]),
        ok!(GET_ADDRESS_TYPES RopGetAddressTypesResponse [input_handle_index]
            RopGetAddressTypesSuccess { address_types = vec(narrow(), 0..4) }),
        ok!(SET_SPOOLER RopSetSpoolerResponse [input_handle_index]),
        ok!(SPOOLER_LOCK_MESSAGE RopSpoolerLockMessageResponse [input_handle_index]),
        ok!(TRANSPORT_SEND RopTransportSendResponse [input_handle_index]
            RopTransportSendSuccess { no_properties_returned, property_values }),
        ok!(TRANSPORT_NEW_MAIL RopTransportNewMailResponse [input_handle_index]),
        ok!(GET_TRANSPORT_FOLDER RopGetTransportFolderResponse [input_handle_index]
            RopGetTransportFolderSuccess { folder_id }),
        ok!(OPTIONS_DATA RopOptionsDataResponse [input_handle_index]
            RopOptionsDataSuccess { reserved, options_info, help_file }),
    ]
}
