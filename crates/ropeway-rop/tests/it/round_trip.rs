//! Values to bytes to values, for the ROPs that take a message to its submission.

use crate::strategies::{columns_and_row, request, response};
use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use ropeway_rop::*;

proptest! {
    #[test]
    fn requests_come_back(requests in vec(request(), 0..6), handles in vec(any::<u32>(), 0..5)) {
        let buffer = RequestBuffer::new(requests.clone(), handles.clone());
        let bytes = buffer.encode().unwrap();
        let decoded = RequestBuffer::decode(bytes.clone(), &NoContext).unwrap();
        prop_assert_eq!(&decoded.requests, &requests);
        prop_assert_eq!(&decoded.handles, &handles);
        prop_assert_eq!(decoded.spans.len(), requests.len());
        for (at, span) in decoded.spans.iter().enumerate() {
            prop_assert_eq!(&decoded.rest_from(at)[..], &decoded.rops_list[span.start..]);
        }
        prop_assert_eq!(decoded.rest_from(requests.len()), Bytes::new());
        prop_assert_eq!(decoded.encode().unwrap(), bytes);
    }

    #[test]
    fn responses_come_back(responses in vec(response(), 0..6), handles in vec(any::<u32>(), 0..5)) {
        let buffer = ResponseBuffer::new(responses, handles);
        let bytes = buffer.encode().unwrap();
        let decoded = ResponseBuffer::decode(bytes, &mut ResponseContext::new()).unwrap();
        prop_assert_eq!(decoded, buffer);
    }

    #[test]
    fn rows_come_back_with_their_requests((columns, row) in columns_and_row(), index: u8) {
        let request = Request::GetPropertiesSpecific(RopGetPropertiesSpecificRequest {
            logon_id: 0,
            input_handle_index: index,
            property_size_limit: 0,
            want_unicode: 1,
            property_tags: columns.clone(),
        });
        let response = Response::GetPropertiesSpecific(RopGetPropertiesSpecificResponse {
            input_handle_index: index,
            result: Ok(RopGetPropertiesSpecificSuccess { columns, row }),
        });
        let buffer = ResponseBuffer::new(vec![response], vec![]);
        let bytes = buffer.encode().unwrap();
        let mut context = ResponseContext::for_requests([request]);
        prop_assert_eq!(ResponseBuffer::decode(bytes, &mut context).unwrap(), buffer);
    }

    #[test]
    fn arbitrary_bytes_are_an_error_or_a_value_that_survives(bytes in vec(any::<u8>(), 0..300)) {
        let mut buffer = u16::try_from(bytes.len() + 2).unwrap().to_le_bytes().to_vec();
        buffer.extend_from_slice(&bytes);
        prop_assert!(oracle::rop_request(&buffer).is_ok());
        prop_assert!(oracle::rop_response(&buffer).is_ok());
        prop_assert!(oracle::rop_exchange(&bytes).is_ok());
        prop_assert!(oracle::extended_buffer(&bytes).is_ok());
    }
}
