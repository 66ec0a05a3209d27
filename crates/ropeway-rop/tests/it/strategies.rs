//! Made-up values of the ROPs that take a message to its submission.

use bytes::Bytes;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use ropeway_rop::*;
use ropeway_types::{
    ErrorCode, FileTime, FolderId, Guid, LongTermId, MessageId, PropertyName, PropertyProblem, PropertyRow,
    PropertyTag, PropertyValue, RecipientFlags, RecipientRow, RowString, RowValue, TaggedPropertyValue,
    WideString, X500Address,
};

fn data() -> impl Strategy<Value = Bytes> {
    vec(any::<u8>(), 0..40).prop_map(Bytes::from)
}

fn narrow() -> impl Strategy<Value = Bytes> {
    vec(1u8..=255, 0..20).prop_map(Bytes::from)
}

/// Text with lone surrogates among its units.
fn wide() -> impl Strategy<Value = WideString> {
    let unit = prop_oneof![1u16..0x80, 1u16..0xD800, 0xD800u16..0xE000];
    vec(unit, 0..12).prop_map(|units| {
        let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
        WideString::from_utf16le(bytes)
    })
}

fn guid() -> impl Strategy<Value = Guid> {
    any::<[u8; 16]>().prop_map(Guid)
}

fn value() -> impl Strategy<Value = PropertyValue> {
    use PropertyValue as V;
    prop_oneof![
        Just(V::Null),
        any::<i16>().prop_map(V::Integer16),
        any::<i32>().prop_map(V::Integer32),
        any::<i64>().prop_map(V::Integer64),
        any::<i64>().prop_map(V::Currency),
        any::<f64>().prop_map(V::Floating64),
        any::<bool>().prop_map(V::Boolean),
        any::<u32>().prop_map(|code| V::ErrorCode(ErrorCode(code))),
        any::<u64>().prop_map(|time| V::Time(FileTime(time))),
        guid().prop_map(V::Guid),
        narrow().prop_map(V::String8),
        wide().prop_map(V::String),
        data().prop_map(V::Binary),
        data().prop_map(V::ServerId),
        vec(any::<i32>(), 0..4).prop_map(V::MultipleInteger32),
        vec(wide(), 0..4).prop_map(V::MultipleString),
        vec(narrow(), 0..4).prop_map(V::MultipleString8),
        vec(data(), 0..4).prop_map(V::MultipleBinary),
    ]
}

fn property() -> impl Strategy<Value = TaggedPropertyValue> {
    (any::<u16>(), value()).prop_map(|(id, value)| TaggedPropertyValue {
        tag: PropertyTag::new(id, value.property_type()),
        value,
    })
}

fn properties() -> impl Strategy<Value = Vec<TaggedPropertyValue>> {
    vec(property(), 0..6)
}

fn property_tags() -> impl Strategy<Value = Vec<PropertyTag>> {
    vec(any::<u32>().prop_map(PropertyTag), 0..10)
}

/// Columns and a row for them.
pub(crate) fn columns_and_row() -> impl Strategy<Value = (Vec<PropertyTag>, PropertyRow)> {
    let cell = (property(), 0u8..8, any::<u32>());
    (vec(cell, 0..6), any::<bool>()).prop_map(|(cells, flagged)| {
        let columns = cells.iter().map(|(property, ..)| property.tag).collect();
        let values = cells
            .into_iter()
            .map(|(property, kind, code)| match kind {
                0 if flagged => RowValue::Absent,
                1 if flagged => RowValue::Error(ErrorCode(code)),
                _ => RowValue::Value(property.value),
            })
            .collect();
        (columns, PropertyRow { flagged, values })
    })
}

fn string(is_wide: bool) -> BoxedStrategy<RowString> {
    if is_wide {
        wide().prop_map(RowString::Wide).boxed()
    } else {
        narrow().prop_map(RowString::Narrow).boxed()
    }
}

/// A recipient row without properties: those are the columns' matter.
fn recipient() -> impl Strategy<Value = RecipientRow> {
    (any::<bool>(), 0u16..8, any::<u16>()).prop_flat_map(|(is_wide, kind, mut bits)| {
        bits &= !(RecipientFlags::TYPE | RecipientFlags::UNICODE);
        bits |= kind | if is_wide { RecipientFlags::UNICODE } else { 0 };
        let flags = RecipientFlags(bits);
        let if_set = move |mask| -> BoxedStrategy<Option<RowString>> {
            if flags.contains(mask) {
                string(is_wide).prop_map(Some).boxed()
            } else {
                Just(None).boxed()
            }
        };
        let x500 =
            (any::<u8>(), any::<u8>(), narrow()).prop_map(|(address_prefix_used, display_type, dn)| {
                X500Address {
                    address_prefix_used,
                    display_type,
                    dn,
                }
            });
        (
            x500,
            (data(), data()),
            narrow(),
            if_set(RecipientFlags::EMAIL_ADDRESS),
            if_set(RecipientFlags::DISPLAY_NAME),
            if_set(RecipientFlags::SIMPLE_DISPLAY_NAME),
            if_set(RecipientFlags::TRANSMITTABLE_DISPLAY_NAME),
        )
            .prop_map(
                move |(x500, list, address_type, email, display, simple, transmittable)| {
                    let other = kind == 0 && flags.contains(RecipientFlags::NON_STANDARD);
                    RecipientRow {
                        flags,
                        x500: (kind == 1).then_some(x500),
                        distribution_list: (kind >= 6).then_some(list),
                        address_type: other.then_some(address_type),
                        email_address: email,
                        display_name: display,
                        simple_display_name: simple,
                        transmittable_display_name: transmittable,
                        properties: PropertyRow::default(),
                    }
                },
            )
    })
}

/// A recipient row with the first of the columns' values.
fn recipients() -> impl Strategy<Value = (Vec<PropertyTag>, Vec<RecipientRow>)> {
    let row = (recipient(), any::<prop::sample::Index>());
    (columns_and_row(), vec(row, 0..5)).prop_map(|((columns, properties), rows)| {
        let rows = rows
            .into_iter()
            .map(|(mut row, take)| {
                let mut properties = properties.clone();
                properties.values.truncate(take.index(columns.len() + 1));
                row.properties = properties;
                row
            })
            .collect();
        (columns, rows)
    })
}

fn names() -> impl Strategy<Value = Vec<PropertyName>> {
    let name = prop_oneof![
        (guid(), any::<u32>()).prop_map(|(set, lid)| PropertyName::id(set, lid)),
        (guid(), "[a-zA-Z-]{0,20}").prop_map(|(set, name)| PropertyName::name(set, &name)),
    ];
    vec(name, 0..5)
}

fn long_term_id() -> impl Strategy<Value = LongTermId> {
    (guid(), any::<[u8; 6]>()).prop_map(|(database_guid, global_counter)| LongTermId {
        database_guid,
        global_counter,
        pad: 0,
    })
}

/// LogonId and two handle indexes.
type Prefix = (u8, u8, u8);

pub(crate) fn request() -> impl Strategy<Value = Request> {
    any::<Prefix>().prop_flat_map(|prefix| prop_oneof![opening(prefix), changing(prefix), sending(prefix)])
}

/// A ROP of a prefix alone.
macro_rules! bare {
    ($($name:ident),*) => { [$( Request::from($name { logon_id: 1, input_handle_index: 2 }) ),*] };
}

fn opening((logon_id, input_handle_index, output_handle_index): Prefix) -> BoxedStrategy<Request> {
    let folder = any::<u64>().prop_map(FolderId);
    let message = any::<u64>().prop_map(MessageId);
    prop_oneof![
        (any::<u8>(), any::<u32>(), data()).prop_map(move |(logon_flags, open_flags, essdn)| {
            Request::Logon(RopLogonRequest {
                logon_id,
                output_handle_index,
                logon_flags,
                open_flags,
                store_state: 0,
                essdn,
            })
        }),
        (folder, message, any::<u16>(), any::<u8>()).prop_map(
            move |(folder_id, message_id, code_page_id, open_mode_flags)| {
                Request::OpenMessage(RopOpenMessageRequest {
                    logon_id,
                    input_handle_index,
                    output_handle_index,
                    code_page_id,
                    folder_id,
                    open_mode_flags,
                    message_id,
                })
            }
        ),
        (any::<u64>(), any::<u16>(), any::<bool>()).prop_map(move |(id, code_page_id, associated_flag)| {
            Request::CreateMessage(RopCreateMessageRequest {
                logon_id,
                input_handle_index,
                output_handle_index,
                code_page_id,
                folder_id: FolderId(id),
                associated_flag,
            })
        }),
        (any::<u32>(), any::<u8>()).prop_map(move |(tag, open_mode_flags)| {
            Request::OpenStream(RopOpenStreamRequest {
                logon_id,
                input_handle_index,
                output_handle_index,
                property_tag: PropertyTag(tag),
                open_mode_flags,
            })
        }),
        prop::sample::select(
            bare![
                RopReleaseRequest,
                RopGetPropertiesListRequest,
                RopCommitStreamRequest,
                RopGetStreamSizeRequest,
                RopTransportSendRequest,
                RopGetTransportFolderRequest,
                RopGetAddressTypesRequest,
                RopSetSpoolerRequest
            ]
            .to_vec()
        ),
    ]
    .boxed()
}

fn changing((logon_id, input_handle_index, _): Prefix) -> BoxedStrategy<Request> {
    prop_oneof![
        properties().prop_map(move |property_values| {
            Request::SetProperties(RopSetPropertiesRequest {
                logon_id,
                input_handle_index,
                property_values,
            })
        }),
        (any::<u16>(), any::<u16>(), property_tags()).prop_map(
            move |(property_size_limit, want_unicode, property_tags)| {
                Request::GetPropertiesSpecific(RopGetPropertiesSpecificRequest {
                    logon_id,
                    input_handle_index,
                    property_size_limit,
                    want_unicode,
                    property_tags,
                })
            }
        ),
        property_tags().prop_map(move |property_tags| {
            Request::DeleteProperties(RopDeletePropertiesRequest {
                logon_id,
                input_handle_index,
                property_tags,
            })
        }),
        (any::<u8>(), names()).prop_map(move |(flags, property_names)| {
            Request::GetPropertyIdsFromNames(RopGetPropertyIdsFromNamesRequest {
                logon_id,
                input_handle_index,
                flags,
                property_names,
            })
        }),
        (recipients(), any::<u32>(), any::<u8>(), any::<bool>()).prop_map(
            move |((recipient_columns, rows), row_id, recipient_type, remove)| {
                let row = |recipient_row| ModifyRecipientRow {
                    row_id,
                    recipient_type,
                    recipient_row,
                };
                let mut recipient_rows: Vec<_> = rows.into_iter().map(|r| row(Some(r))).collect();
                if remove {
                    recipient_rows.push(row(None));
                }
                Request::ModifyRecipients(RopModifyRecipientsRequest {
                    logon_id,
                    input_handle_index,
                    recipient_columns,
                    recipient_rows,
                })
            }
        ),
        (data(), any::<i64>(), any::<u8>()).prop_flat_map(move |(data, offset, origin)| {
            prop::sample::select(vec![
                Request::WriteStream(RopWriteStreamRequest {
                    logon_id,
                    input_handle_index,
                    data,
                }),
                Request::SeekStream(RopSeekStreamRequest {
                    logon_id,
                    input_handle_index,
                    origin,
                    offset,
                }),
            ])
        }),
        option::of(any::<u32>()).prop_map(move |maximum_byte_count| {
            Request::ReadStream(RopReadStreamRequest {
                logon_id,
                input_handle_index,
                byte_count: if maximum_byte_count.is_some() { 0xBABE } else { 7 },
                maximum_byte_count,
            })
        }),
    ]
    .boxed()
}

fn sending((logon_id, input_handle_index, response_handle_index): Prefix) -> BoxedStrategy<Request> {
    prop_oneof![
        any::<u8>().prop_map(move |submit_flags| {
            Request::SubmitMessage(RopSubmitMessageRequest {
                logon_id,
                input_handle_index,
                submit_flags,
            })
        }),
        any::<u8>().prop_map(move |save_flags| {
            Request::SaveChangesMessage(RopSaveChangesMessageRequest {
                logon_id,
                response_handle_index,
                input_handle_index,
                save_flags,
            })
        }),
        (any::<u64>(), any::<u64>()).prop_map(move |(folder, message)| {
            Request::AbortSubmit(RopAbortSubmitRequest {
                logon_id,
                input_handle_index,
                folder_id: FolderId(folder),
                message_id: MessageId(message),
            })
        }),
        (any::<u64>(), any::<u8>()).prop_map(move |(message, lock_state)| {
            Request::SpoolerLockMessage(RopSpoolerLockMessageRequest {
                logon_id,
                input_handle_index,
                message_id: MessageId(message),
                lock_state,
            })
        }),
        (narrow(), any::<u8>()).prop_map(move |(address_type, want_win32)| {
            Request::OptionsData(RopOptionsDataRequest {
                logon_id,
                input_handle_index,
                address_type,
                want_win32,
            })
        }),
        long_term_id().prop_map(move |long_term_id| {
            Request::IdFromLongTermId(RopIdFromLongTermIdRequest {
                logon_id,
                input_handle_index,
                long_term_id,
            })
        }),
        narrow().prop_map(move |message_class| {
            Request::GetReceiveFolder(RopGetReceiveFolderRequest {
                logon_id,
                input_handle_index,
                message_class,
            })
        }),
    ]
    .boxed()
}

fn typed_string() -> impl Strategy<Value = TypedString> {
    prop_oneof![
        Just(TypedString::None),
        Just(TypedString::Empty),
        narrow().prop_map(TypedString::String8),
        narrow().prop_map(TypedString::ReducedUnicode),
        wide().prop_map(TypedString::Unicode),
    ]
}

fn message_header() -> impl Strategy<Value = MessageHeader> {
    (
        recipients(),
        any::<(bool, u16, u16, u8)>(),
        typed_string(),
        typed_string(),
    )
        .prop_map(
            |((recipient_columns, rows), (named, count, code_page_id, kind), prefix, subject)| {
                MessageHeader {
                    has_named_properties: named,
                    subject_prefix: prefix,
                    normalized_subject: subject,
                    recipient_count: count,
                    recipient_columns,
                    recipient_rows: rows
                        .into_iter()
                        .map(|recipient_row| OpenRecipientRow {
                            recipient_type: kind,
                            code_page_id,
                            reserved: 0,
                            recipient_row,
                        })
                        .collect(),
                }
            },
        )
}

fn problems() -> impl Strategy<Value = Vec<PropertyProblem>> {
    let problem = any::<(u16, u32, u32)>().prop_map(|(index, tag, code)| PropertyProblem {
        index,
        property_tag: PropertyTag(tag),
        error_code: ErrorCode(code),
    });
    vec(problem, 0..4)
}

/// A response that can be read without its request.
pub(crate) fn response() -> impl Strategy<Value = Response> {
    let code = (1u32..).prop_map(ErrorCode);
    prop_oneof![
        (any::<u8>(), message_header()).prop_map(|(output_handle_index, message_header)| {
            Response::OpenMessage(RopOpenMessageResponse {
                output_handle_index,
                result: Ok(RopOpenMessageSuccess { message_header }),
            })
        }),
        (any::<u8>(), code.clone()).prop_map(|(input_handle_index, code)| {
            Response::SubmitMessage(RopSubmitMessageResponse {
                input_handle_index,
                result: Err(code),
            })
        }),
        (any::<u8>(), option::of(any::<u64>())).prop_map(|(output_handle_index, id)| {
            Response::CreateMessage(RopCreateMessageResponse {
                output_handle_index,
                result: Ok(RopCreateMessageSuccess {
                    message_id: id.map(MessageId),
                }),
            })
        }),
        (any::<u8>(), problems()).prop_map(|(input_handle_index, property_problems)| {
            Response::SetProperties(RopSetPropertiesResponse {
                input_handle_index,
                result: Ok(RopSetPropertiesSuccess { property_problems }),
            })
        }),
        (any::<u8>(), properties()).prop_map(|(input_handle_index, property_values)| {
            Response::GetPropertiesAll(RopGetPropertiesAllResponse {
                input_handle_index,
                result: Ok(RopGetPropertiesAllSuccess { property_values }),
            })
        }),
        (any::<u8>(), prop_oneof![Just(ErrorCode::SUCCESS), code], data()).prop_map(
            |(input_handle_index, return_value, data)| {
                Response::ReadStream(RopReadStreamResponse {
                    input_handle_index,
                    return_value,
                    data,
                })
            }
        ),
        (any::<u8>(), vec(narrow(), 0..4)).prop_map(|(input_handle_index, address_types)| {
            Response::GetAddressTypes(RopGetAddressTypesResponse {
                input_handle_index,
                result: Ok(RopGetAddressTypesSuccess { address_types }),
            })
        }),
        (any::<u8>(), any::<bool>(), properties()).prop_map(
            |(input_handle_index, no_properties_returned, property_values)| {
                Response::TransportSend(RopTransportSendResponse {
                    input_handle_index,
                    result: Ok(RopTransportSendSuccess {
                        no_properties_returned,
                        property_values,
                    }),
                })
            }
        ),
    ]
}
