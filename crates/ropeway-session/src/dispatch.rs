//! From a request to what does it, and from there to the response.

use crate::objects::Key;
use crate::rops::Opened;
use crate::session::Session;
use crate::submit::Way;
use crate::value;
use bytes::Bytes;
use ropeway_rop as rop;
use ropeway_rop::{Request, Response};
use ropeway_types::{ErrorCode, MessageId};

/// A successful response of the kind that has a body on success alone.
macro_rules! ok {
    ($response:ident, $index:ident: $request:expr, $body:expr) => {
        Ok(rop::$response {
            $index: $request.$index,
            result: Ok($body),
        }
        .into())
    };
}

impl Session {
    /// Does what a request asks for. `limit` is what the response of a ROP of variable length may take.
    ///
    /// # Errors
    /// The ReturnValue; the caller makes the response of it, and forgets the output handle.
    pub(crate) async fn perform(
        &mut self,
        request: &Request,
        handles: &mut [u32],
        limit: usize,
    ) -> Result<Response, ErrorCode> {
        if let Some(index) = request.output_handle_index()
            && usize::from(index) >= handles.len()
        {
            return Err(ErrorCode::NULL_OBJECT);
        }
        if let Request::Logon(r) = request {
            let opened = self.logon(r).await?;
            return Ok(rop::RopLogonResponse {
                output_handle_index: r.output_handle_index,
                result: Ok(put(handles, r.output_handle_index, opened)),
            }
            .into());
        }
        let key = self.input(request, handles)?;
        match request {
            Request::SubmitMessage(r) => {
                // SubmitFlags change nothing: see [`Way::Submit`].
                self.submit(key, Way::Submit).await?;
                ok!(RopSubmitMessageResponse, input_handle_index: r, ())
            }
            Request::TransportSend(r) => {
                let mut property_values = self.submit(key, Way::TransportSend).await?;
                let len = property_values.iter().fold(9usize, |len, property| {
                    len.saturating_add(4)
                        .saturating_add(value::wire_len(&property.value))
                });
                let no_properties_returned = len > limit;
                if no_properties_returned {
                    property_values.clear();
                }
                let body = rop::RopTransportSendSuccess {
                    no_properties_returned,
                    property_values,
                };
                ok!(RopTransportSendResponse, input_handle_index: r, body)
            }
            Request::AbortSubmit(r) => {
                self.abort_submit(key, r).await?;
                ok!(RopAbortSubmitResponse, input_handle_index: r, ())
            }
            _ => self.perform_now(key, request, handles, limit),
        }
    }

    /// The ROPs that wait for nobody.
    fn perform_now(
        &mut self,
        key: Key,
        request: &Request,
        handles: &mut [u32],
        limit: usize,
    ) -> Result<Response, ErrorCode> {
        match request {
            Request::GetReceiveFolder(r) => {
                ok!(RopGetReceiveFolderResponse, input_handle_index: r, self.receive_folder(key)?)
            }
            Request::LongTermIdFromId(r) => {
                let long_term_id = self.long_term_id(key, r.object_id)?;
                let body = rop::RopLongTermIdFromIdSuccess { long_term_id };
                ok!(RopLongTermIdFromIdResponse, input_handle_index: r, body)
            }
            Request::IdFromLongTermId(r) => {
                let object_id = self.id_from_long_term_id(key, &r.long_term_id)?;
                let body = rop::RopIdFromLongTermIdSuccess { object_id };
                ok!(RopIdFromLongTermIdResponse, input_handle_index: r, body)
            }
            Request::GetLocalReplicaIds(r) => {
                let global_count = self.local_replica_ids(key, r.id_count)?;
                let repl_guid = crate::folders::replica_guid(&self.identity.address);
                let body = rop::RopGetLocalReplicaIdsSuccess {
                    repl_guid,
                    global_count,
                };
                ok!(RopGetLocalReplicaIdsResponse, input_handle_index: r, body)
            }
            Request::OpenFolder(r) => {
                let opened = self.open_folder(key, r.folder_id)?;
                let body = put(handles, r.output_handle_index, opened);
                ok!(RopOpenFolderResponse, output_handle_index: r, body)
            }
            Request::DeleteMessages(r) => {
                let (return_value, partial_completion) = self.delete_messages(key, &r.message_ids)?;
                Ok(rop::RopDeleteMessagesResponse {
                    input_handle_index: r.input_handle_index,
                    return_value,
                    partial_completion,
                }
                .into())
            }
            Request::HardDeleteMessages(r) => {
                let (return_value, partial_completion) = self.delete_messages(key, &r.message_ids)?;
                Ok(rop::RopHardDeleteMessagesResponse {
                    input_handle_index: r.input_handle_index,
                    return_value,
                    partial_completion,
                }
                .into())
            }
            Request::GetHierarchyTable(r) => {
                let opened = self.hierarchy_table(key)?;
                let row_count = put(handles, r.output_handle_index, opened);
                let body = rop::RopGetHierarchyTableSuccess { row_count };
                ok!(RopGetHierarchyTableResponse, output_handle_index: r, body)
            }
            Request::GetContentsTable(r) => {
                let opened = self.contents_table(key, r.table_flags)?;
                let row_count = put(handles, r.output_handle_index, opened);
                let body = rop::RopGetContentsTableSuccess { row_count };
                ok!(RopGetContentsTableResponse, output_handle_index: r, body)
            }
            Request::SetColumns(_)
            | Request::QueryRows(_)
            | Request::QueryPosition(_)
            | Request::SeekRow(_)
            | Request::GetStatus(_) => self.perform_table(key, request, limit),
            Request::CreateMessage(r) => {
                let handle = self.create_message(key, r)?;
                put(handles, r.output_handle_index, Opened { answer: (), handle });
                let body = rop::RopCreateMessageSuccess { message_id: None };
                ok!(RopCreateMessageResponse, output_handle_index: r, body)
            }
            Request::OpenMessage(r) => {
                let opened = self.open_message(key, r, limit)?;
                let message_header = put(handles, r.output_handle_index, opened);
                let body = rop::RopOpenMessageSuccess { message_header };
                ok!(RopOpenMessageResponse, output_handle_index: r, body)
            }
            Request::SaveChangesMessage(r) => {
                let body = rop::RopSaveChangesMessageSuccess {
                    input_handle_index: r.input_handle_index,
                    message_id: self.save_message(key, r.save_flags)?,
                };
                ok!(RopSaveChangesMessageResponse, response_handle_index: r, body)
            }
            Request::ModifyRecipients(r) => {
                ok!(RopModifyRecipientsResponse, input_handle_index: r, self.modify_recipients(key, r)?)
            }
            Request::RemoveAllRecipients(r) => {
                self.remove_all_recipients(key)?;
                ok!(RopRemoveAllRecipientsResponse, input_handle_index: r, ())
            }
            Request::ReadRecipients(r) => {
                let body = self.read_recipients(key, r.row_id, limit)?;
                ok!(RopReadRecipientsResponse, input_handle_index: r, body)
            }
            Request::ReloadCachedInformation(r) => {
                let message_header = self.message_header(key, limit)?;
                let body = rop::RopReloadCachedInformationSuccess { message_header };
                ok!(RopReloadCachedInformationResponse, input_handle_index: r, body)
            }
            Request::SetMessageReadFlag(r) => {
                self.set_read_flag(key, r.read_flags)?;
                let body = rop::RopSetMessageReadFlagSuccess { changed: None };
                ok!(RopSetMessageReadFlagResponse, response_handle_index: r, body)
            }
            Request::CreateAttachment(_)
            | Request::OpenAttachment(_)
            | Request::DeleteAttachment(_)
            | Request::SaveChangesAttachment(_)
            | Request::OpenEmbeddedMessage(_)
            | Request::GetAttachmentTable(_)
            | Request::GetValidAttachments(_) => self.perform_attachment(key, request, handles, limit),
            Request::OpenStream(_)
            | Request::ReadStream(_)
            | Request::WriteStream(_)
            | Request::WriteStreamExtended(_)
            | Request::WriteAndCommitStream(_)
            | Request::CommitStream(_)
            | Request::GetStreamSize(_)
            | Request::SetStreamSize(_)
            | Request::SeekStream(_) => self.perform_stream(key, request, handles, limit),
            Request::SetSpooler(r) => {
                ok!(RopSetSpoolerResponse, input_handle_index: r, self.set_spooler(key)?)
            }
            Request::SpoolerLockMessage(r) => {
                ok!(RopSpoolerLockMessageResponse, input_handle_index: r, self.spooler_lock(key, r)?)
            }
            Request::TransportNewMail(r) => {
                ok!(RopTransportNewMailResponse, input_handle_index: r, self.transport_new_mail(key)?)
            }
            Request::GetTransportFolder(r) => {
                let folder_id = self.transport_folder(key)?;
                let body = rop::RopGetTransportFolderSuccess { folder_id };
                ok!(RopGetTransportFolderResponse, input_handle_index: r, body)
            }
            // These two have no error for an object of another kind ([MS-OXOMSG] 2.2.4.3, 2.2.4.4).
            Request::GetAddressTypes(r) => {
                let address_types = vec![Bytes::from_static(b"SMTP"), Bytes::from_static(b"EX")];
                let body = rop::RopGetAddressTypesSuccess { address_types };
                ok!(RopGetAddressTypesResponse, input_handle_index: r, body)
            }
            Request::OptionsData(r) => {
                let body = rop::RopOptionsDataSuccess {
                    reserved: 1,
                    options_info: Bytes::new(),
                    help_file: None,
                };
                ok!(RopOptionsDataResponse, input_handle_index: r, body)
            }
            _ => self.perform_property(key, request, limit),
        }
    }

    fn perform_table(&mut self, key: Key, request: &Request, limit: usize) -> Result<Response, ErrorCode> {
        // TBLSTAT_COMPLETE: nothing here is done in the background.
        let table_status = 0;
        match request {
            Request::SetColumns(r) => {
                self.set_columns(key, &r.property_tags)?;
                let body = rop::RopSetColumnsSuccess { table_status };
                ok!(RopSetColumnsResponse, input_handle_index: r, body)
            }
            Request::QueryRows(r) => {
                ok!(RopQueryRowsResponse, input_handle_index: r, self.query_rows(key, r, limit)?)
            }
            Request::QueryPosition(r) => {
                let (numerator, denominator) = self.query_position(key)?;
                let body = rop::RopQueryPositionSuccess {
                    numerator,
                    denominator,
                };
                ok!(RopQueryPositionResponse, input_handle_index: r, body)
            }
            Request::SeekRow(r) => {
                let (has_sought_less, rows_sought) = self.table_mut(key)?.seek(r.origin, r.row_count)?;
                let body = rop::RopSeekRowSuccess {
                    has_sought_less: has_sought_less && r.want_row_moved_count,
                    rows_sought: if r.want_row_moved_count { rows_sought } else { 0 },
                };
                ok!(RopSeekRowResponse, input_handle_index: r, body)
            }
            Request::GetStatus(r) => {
                self.table_mut(key)?;
                let body = rop::RopGetStatusSuccess { table_status };
                ok!(RopGetStatusResponse, input_handle_index: r, body)
            }
            _ => Err(ErrorCode::NOT_IMPLEMENTED),
        }
    }

    fn perform_attachment(
        &mut self,
        key: Key,
        request: &Request,
        handles: &mut [u32],
        limit: usize,
    ) -> Result<Response, ErrorCode> {
        match request {
            Request::CreateAttachment(r) => {
                let opened = self.create_attachment(key)?;
                let attachment_id = put(handles, r.output_handle_index, opened);
                let body = rop::RopCreateAttachmentSuccess { attachment_id };
                ok!(RopCreateAttachmentResponse, output_handle_index: r, body)
            }
            Request::OpenAttachment(r) => {
                let handle = self.open_attachment(key, r.open_attachment_flags, r.attachment_id)?;
                put(handles, r.output_handle_index, Opened { answer: (), handle });
                ok!(RopOpenAttachmentResponse, output_handle_index: r, ())
            }
            Request::DeleteAttachment(r) => {
                self.delete_attachment(key, r.attachment_id)?;
                ok!(RopDeleteAttachmentResponse, input_handle_index: r, ())
            }
            Request::SaveChangesAttachment(r) => {
                self.save_attachment(key, r.save_flags)?;
                ok!(RopSaveChangesAttachmentResponse, response_handle_index: r, ())
            }
            Request::OpenEmbeddedMessage(r) => {
                let opened = self.open_embedded_message(key, r, limit)?;
                let body = rop::RopOpenEmbeddedMessageSuccess {
                    reserved: 0,
                    message_id: MessageId::NONE,
                    message_header: put(handles, r.output_handle_index, opened),
                };
                ok!(RopOpenEmbeddedMessageResponse, output_handle_index: r, body)
            }
            Request::GetAttachmentTable(r) => {
                let handle = self.attachment_table(key)?;
                put(handles, r.output_handle_index, Opened { answer: (), handle });
                ok!(RopGetAttachmentTableResponse, output_handle_index: r, ())
            }
            Request::GetValidAttachments(r) => {
                let attachment_ids = self.attachment_numbers(key)?;
                let body = rop::RopGetValidAttachmentsSuccess { attachment_ids };
                ok!(RopGetValidAttachmentsResponse, input_handle_index: r, body)
            }
            _ => Err(ErrorCode::NOT_IMPLEMENTED),
        }
    }

    fn perform_stream(
        &mut self,
        key: Key,
        request: &Request,
        handles: &mut [u32],
        limit: usize,
    ) -> Result<Response, ErrorCode> {
        let written = |data: &Bytes| u16::try_from(data.len()).unwrap_or(u16::MAX);
        match request {
            Request::OpenStream(r) => {
                let opened = self.open_stream(key, r)?;
                let stream_size = put(handles, r.output_handle_index, opened);
                let body = rop::RopOpenStreamSuccess { stream_size };
                ok!(RopOpenStreamResponse, output_handle_index: r, body)
            }
            Request::ReadStream(r) => Ok(rop::RopReadStreamResponse {
                input_handle_index: r.input_handle_index,
                return_value: ErrorCode::SUCCESS,
                data: self.read_stream(key, r.requested(), limit)?,
            }
            .into()),
            Request::WriteStream(r) => {
                self.write_stream(key, &r.data)?;
                Ok(rop::RopWriteStreamResponse {
                    input_handle_index: r.input_handle_index,
                    return_value: ErrorCode::SUCCESS,
                    written_size: written(&r.data),
                }
                .into())
            }
            Request::WriteStreamExtended(r) => {
                self.write_stream(key, &r.data)?;
                Ok(rop::RopWriteStreamExtendedResponse {
                    input_handle_index: r.input_handle_index,
                    return_value: ErrorCode::SUCCESS,
                    written_size: u32::from(written(&r.data)),
                }
                .into())
            }
            Request::WriteAndCommitStream(r) => {
                self.write_stream(key, &r.data)?;
                self.commit_stream(key)?;
                Ok(rop::RopWriteAndCommitStreamResponse {
                    input_handle_index: r.input_handle_index,
                    return_value: ErrorCode::SUCCESS,
                    written_size: written(&r.data),
                }
                .into())
            }
            Request::CommitStream(r) => {
                ok!(RopCommitStreamResponse, input_handle_index: r, self.commit_stream(key)?)
            }
            Request::GetStreamSize(r) => {
                let stream_size = u32::try_from(self.stream_mut(key)?.len()).unwrap_or(u32::MAX);
                let body = rop::RopGetStreamSizeSuccess { stream_size };
                ok!(RopGetStreamSizeResponse, input_handle_index: r, body)
            }
            Request::SetStreamSize(r) => {
                self.set_stream_size(key, r.stream_size)?;
                ok!(RopSetStreamSizeResponse, input_handle_index: r, ())
            }
            Request::SeekStream(r) => {
                let new_position = self.stream_mut(key)?.seek(r.origin, r.offset)?;
                let body = rop::RopSeekStreamSuccess { new_position };
                ok!(RopSeekStreamResponse, input_handle_index: r, body)
            }
            _ => Err(ErrorCode::NOT_IMPLEMENTED),
        }
    }

    fn perform_property(&mut self, key: Key, request: &Request, limit: usize) -> Result<Response, ErrorCode> {
        match request {
            Request::GetPropertiesSpecific(r) => {
                self.spend_reading(key, Some(&r.property_tags))?;
                let body = self.properties_specific(key, r, limit)?;
                ok!(RopGetPropertiesSpecificResponse, input_handle_index: r, body)
            }
            Request::GetPropertiesAll(r) => {
                self.spend_reading(key, None)?;
                let body = self.properties_all(key, r.property_size_limit, r.want_unicode != 0, limit)?;
                ok!(RopGetPropertiesAllResponse, input_handle_index: r, body)
            }
            Request::GetPropertiesList(r) => {
                self.spend_reading(key, None)?;
                let property_tags = self.property_tags(key)?;
                let body = rop::RopGetPropertiesListSuccess { property_tags };
                ok!(RopGetPropertiesListResponse, input_handle_index: r, body)
            }
            Request::SetProperties(r) => {
                let property_problems = self.set_properties(key, &r.property_values)?;
                let body = rop::RopSetPropertiesSuccess { property_problems };
                ok!(RopSetPropertiesResponse, input_handle_index: r, body)
            }
            Request::SetPropertiesNoReplicate(r) => {
                let property_problems = self.set_properties(key, &r.property_values)?;
                let body = rop::RopSetPropertiesNoReplicateSuccess { property_problems };
                ok!(RopSetPropertiesNoReplicateResponse, input_handle_index: r, body)
            }
            Request::DeleteProperties(r) => {
                self.delete_properties(key, &r.property_tags)?;
                let property_problems = Vec::new();
                let body = rop::RopDeletePropertiesSuccess { property_problems };
                ok!(RopDeletePropertiesResponse, input_handle_index: r, body)
            }
            Request::DeletePropertiesNoReplicate(r) => {
                self.delete_properties(key, &r.property_tags)?;
                let property_problems = Vec::new();
                let body = rop::RopDeletePropertiesNoReplicateSuccess { property_problems };
                ok!(RopDeletePropertiesNoReplicateResponse, input_handle_index: r, body)
            }
            Request::GetPropertyIdsFromNames(r) => {
                let (return_value, property_ids) = self.ids_from_names(key, r.flags, &r.property_names)?;
                Ok(rop::RopGetPropertyIdsFromNamesResponse {
                    input_handle_index: r.input_handle_index,
                    return_value,
                    property_ids,
                }
                .into())
            }
            Request::GetNamesFromPropertyIds(r) => {
                let property_names = self.names_from_ids(key, &r.property_ids)?;
                let body = rop::RopGetNamesFromPropertyIdsSuccess { property_names };
                ok!(RopGetNamesFromPropertyIdsResponse, input_handle_index: r, body)
            }
            Request::QueryNamedProperties(r) => {
                let body = self.query_named_properties(key, r.query_flags, r.property_guid)?;
                ok!(RopQueryNamedPropertiesResponse, input_handle_index: r, body)
            }
            _ => Err(ErrorCode::NOT_IMPLEMENTED),
        }
    }
}

/// Stores the handle of what was opened; hands back the rest of the answer.
fn put<T>(handles: &mut [u32], index: u8, opened: Opened<T>) -> T {
    if let Some(entry) = handles.get_mut(usize::from(index)) {
        *entry = opened.handle;
    }
    opened.answer
}
