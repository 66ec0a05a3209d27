use crate::support::{Client, TestServer, execute_body, plain};
use bytes::Bytes;
use ropeway_mapihttp::wire::{ConnectRequest, ExecuteResponse, Reply};
use ropeway_rop::{
    Request, RequestBuffer, Response, ResponseBuffer, ResponseContext, RopCreateMessageRequest,
    RopGetPropertiesSpecificRequest, RopLogonRequest, RopSetPropertiesRequest, UNASSIGNED_HANDLE, extended,
};
use ropeway_types::wire::Encode;
use ropeway_types::{FolderId, PropertyType, PropertyValue, TaggedPropertyValue, tags};

#[tokio::test]
async fn eight_bit_text_is_read_in_the_code_page_of_connect() {
    let server = TestServer::start().await;
    let mut client = Client::new(&server);
    let connect = ConnectRequest {
        user_dn: Bytes::from_static(b"/o=First Organization/cn=Recipients/cn=user1"),
        flags: 0,
        default_code_page: 1251,
        lcid_sort: 1049,
        lcid_string: 1049,
        auxiliary: Bytes::new(),
    };
    client.send("Connect", connect.to_bytes().unwrap()).await;
    let narrow = PropertyValue::String8(Bytes::from_static(b"\xCF\xF0"));
    let requests: Vec<Request> = vec![
        RopLogonRequest {
            logon_id: 0,
            output_handle_index: 0,
            logon_flags: 1,
            open_flags: 0x0100_0000,
            store_state: 0,
            essdn: Bytes::from_static(b"/o=First Organization/cn=Recipients/cn=user1\0"),
        }
        .into(),
        RopCreateMessageRequest {
            logon_id: 0,
            input_handle_index: 0,
            output_handle_index: 1,
            code_page_id: 0x0FFF,
            folder_id: FolderId::new(1, 0x15),
            associated_flag: false,
        }
        .into(),
        RopSetPropertiesRequest {
            logon_id: 0,
            input_handle_index: 1,
            property_values: vec![TaggedPropertyValue {
                tag: tags::SUBJECT.with_type(PropertyType::STRING8),
                value: narrow,
            }],
        }
        .into(),
        RopGetPropertiesSpecificRequest {
            logon_id: 0,
            input_handle_index: 1,
            property_size_limit: 0,
            want_unicode: 1,
            property_tags: vec![tags::SUBJECT, tags::MESSAGE_LOCALE_ID],
        }
        .into(),
    ];
    let batch = RequestBuffer::new(requests.clone(), vec![UNASSIGNED_HANDLE; 2])
        .encode()
        .unwrap();
    let answer = client.send("Execute", execute_body(plain(&batch), 0x8008)).await;
    let Reply::Success(reply) = answer.reply::<ExecuteResponse>() else {
        panic!("failure")
    };
    let payload = extended::decode(reply.rop_buffer).unwrap().remove(0);
    let responses = ResponseBuffer::decode(payload, &mut ResponseContext::for_requests(requests))
        .unwrap()
        .responses;
    let Some(Response::GetPropertiesSpecific(row)) = responses.get(3) else {
        panic!("{responses:?}")
    };
    let values = &row.result.as_ref().unwrap().row.values;
    assert_eq!(values[0].value(), Some(&PropertyValue::from("Пр")));
    assert_eq!(values[1].value(), Some(&PropertyValue::Integer32(1049)));
}
