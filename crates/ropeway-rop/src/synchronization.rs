//! Incremental change synchronization ROPs ([MS-OXCROPS] 2.2.13). What they transfer is bytes here.

use crate::codec::{sized_restriction, sized_u16};
use bytes::Bytes;
use ropeway_types::wire::codec::{bytes_u16, bytes_u32, list_u16, list_u32};
use ropeway_types::wire::{Announces, Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use ropeway_types::{
    FolderId, Guid, LongTermId, MessageId, PropertyTag, Restriction, TaggedPropertyValue, wire_struct,
};

rop! {
    RopSynchronizationConfigure = 0x70, "2.2.13.1";
    request RopSynchronizationConfigureRequest [input output] {
        /// SynchronizationType: 1 contents, 2 hierarchy.
        pub synchronization_type: u8,
        /// SendOptions.
        pub send_options: u8,
        /// SynchronizationFlags.
        pub synchronization_flags: u16,
        /// RestrictionData, if RestrictionDataSize is not zero.
        pub restriction: Option<Restriction> as "RestrictionData" = sized_restriction,
        /// SynchronizationExtraFlags.
        pub synchronization_extra_flags: u32,
        /// PropertyTags.
        pub property_tags: Vec<PropertyTag> = list_u16,
    }
    response RopSynchronizationConfigureResponse [output] ok;
}

rop! {
    RopSynchronizationImportMessageChange = 0x72, "2.2.13.2";
    request RopSynchronizationImportMessageChangeRequest [input output] {
        /// ImportFlag.
        pub import_flag: u8,
        /// PropertyValues.
        pub property_values: Vec<TaggedPropertyValue> = list_u16,
    }
    response RopSynchronizationImportMessageChangeResponse [output] ok RopSynchronizationImportMessageChangeSuccess {
        /// MessageId: zero.
        pub message_id: MessageId,
    }
}

rop! {
    RopSynchronizationImportReadStateChanges = 0x80, "2.2.13.3";
    request RopSynchronizationImportReadStateChangesRequest [input] {
        /// MessageReadStates (MessageReadStateSize is their size).
        pub message_read_states: Vec<MessageReadState> = read_states["MessageReadStateSize"],
    }
    response RopSynchronizationImportReadStateChangesResponse [input] ok;
}

wire_struct! {
    /// MessageReadState ([MS-OXCROPS] 2.2.13.3.1.1).
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct MessageReadState {
        /// MessageId: the external id of the message.
        pub message_id: Bytes = bytes_u16,
        /// MarkAsRead.
        pub mark_as_read: bool,
    }
}

mod read_states {
    use super::*;
    pub(crate) const MIN_LEN: usize = 2;
    pub(crate) fn decode(reader: &mut Reader) -> Result<Vec<MessageReadState>, DecodeError> {
        let size = reader.announcer(Announces::Size, u16::decode)?;
        reader.window(usize::from(size), |reader| {
            let mut states = Vec::new();
            reader.mark_list();
            while !reader.is_empty() {
                states.push(reader.field("", "", MessageReadState::decode)?);
            }
            Ok(states)
        })
    }
    pub(crate) fn encode(states: &[MessageReadState], writer: &mut Writer) -> Result<(), EncodeError> {
        sized_u16("read states", writer, |writer| {
            states.iter().try_for_each(|state| state.encode(writer))
        })
    }
}

rop! {
    RopSynchronizationImportHierarchyChange = 0x73, "2.2.13.4";
    request RopSynchronizationImportHierarchyChangeRequest [input] {
        /// HierarchyValues.
        pub hierarchy_values: Vec<TaggedPropertyValue> = list_u16,
        /// PropertyValues.
        pub property_values: Vec<TaggedPropertyValue> = list_u16,
    }
    response RopSynchronizationImportHierarchyChangeResponse [input] ok RopSynchronizationImportHierarchyChangeSuccess {
        /// FolderId: zero.
        pub folder_id: FolderId,
    }
}

rop! {
    RopSynchronizationImportDeletes = 0x74, "2.2.13.5";
    request RopSynchronizationImportDeletesRequest [input] {
        /// ImportDeleteFlags.
        pub import_delete_flags: u8,
        /// PropertyValues.
        pub property_values: Vec<TaggedPropertyValue> = list_u16,
    }
    response RopSynchronizationImportDeletesResponse [input] ok;
}

rop! {
    RopSynchronizationImportMessageMove = 0x78, "2.2.13.6";
    request RopSynchronizationImportMessageMoveRequest [input] {
        /// SourceFolderId.
        pub source_folder_id: Bytes = bytes_u32,
        /// SourceMessageId.
        pub source_message_id: Bytes = bytes_u32,
        /// PredecessorChangeList.
        pub predecessor_change_list: Bytes = bytes_u32,
        /// DestinationMessageId.
        pub destination_message_id: Bytes = bytes_u32,
        /// ChangeNumber.
        pub change_number: Bytes = bytes_u32,
    }
    response RopSynchronizationImportMessageMoveResponse [input] ok RopSynchronizationImportMessageMoveSuccess {
        /// MessageId: zero.
        pub message_id: MessageId,
    }
}

rop! {
    RopSynchronizationOpenCollector = 0x7E, "2.2.13.7";
    request RopSynchronizationOpenCollectorRequest [input output] {
        /// IsContentsCollector.
        pub is_contents_collector: bool,
    }
    response RopSynchronizationOpenCollectorResponse [output] ok;
}

rop! {
    RopSynchronizationGetTransferState = 0x82, "2.2.13.8";
    request RopSynchronizationGetTransferStateRequest [input output] {}
    response RopSynchronizationGetTransferStateResponse [output] ok;
}

rop! {
    RopSynchronizationUploadStateStreamBegin = 0x75, "2.2.13.9";
    request RopSynchronizationUploadStateStreamBeginRequest [input] {
        /// StateProperty.
        pub state_property: PropertyTag,
        /// TransferBufferSize.
        pub transfer_buffer_size: u32,
    }
    response RopSynchronizationUploadStateStreamBeginResponse [input] ok;
}

rop! {
    RopSynchronizationUploadStateStreamContinue = 0x76, "2.2.13.10";
    request RopSynchronizationUploadStateStreamContinueRequest [input] {
        /// StreamData.
        pub stream_data: Bytes = bytes_u32,
    }
    response RopSynchronizationUploadStateStreamContinueResponse [input] ok;
}

rop! {
    RopSynchronizationUploadStateStreamEnd = 0x77, "2.2.13.11";
    request RopSynchronizationUploadStateStreamEndRequest [input] {}
    response RopSynchronizationUploadStateStreamEndResponse [input] ok;
}

rop! {
    RopSetLocalReplicaMidsetDeleted = 0x93, "2.2.13.12";
    request RopSetLocalReplicaMidsetDeletedRequest [input] {
        /// LongTermIdRanges (DataSize and LongTermIdRangeCount go before them).
        pub long_term_id_ranges: Vec<LongTermIdRange> as "" = sized_ranges,
    }
    response RopSetLocalReplicaMidsetDeletedResponse [input] ok;
}

wire_struct! {
    /// LongTermIdRange ([MS-OXCROPS] 2.2.13.12.1.1).
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct LongTermIdRange {
        /// MinLongTermId.
        pub min_long_term_id: LongTermId,
        /// MaxLongTermId.
        pub max_long_term_id: LongTermId,
    }
}

mod sized_ranges {
    use super::*;
    pub(crate) const MIN_LEN: usize = 6;
    pub(crate) fn decode(reader: &mut Reader) -> Result<Vec<LongTermIdRange>, DecodeError> {
        let size = reader.field("RopSetLocalReplicaMidsetDeletedRequest", "DataSize", u16::decode)?;
        reader.announced_field(
            "RopSetLocalReplicaMidsetDeletedRequest",
            "LongTermIdRanges",
            "LongTermIdRangeCount",
            |reader| reader.filling(usize::from(size), list_u32::decode),
        )
    }
    pub(crate) fn encode(ranges: &[LongTermIdRange], writer: &mut Writer) -> Result<(), EncodeError> {
        sized_u16("long-term id ranges", writer, |writer| {
            list_u32::encode(ranges, writer)
        })
    }
}

rop! {
    RopGetLocalReplicaIds = 0x7F, "2.2.13.13";
    request RopGetLocalReplicaIdsRequest [input] {
        /// IdCount.
        pub id_count: u32,
    }
    response RopGetLocalReplicaIdsResponse [input] ok RopGetLocalReplicaIdsSuccess {
        /// ReplGuid.
        pub repl_guid: Guid,
        /// GlobalCount: of the first id.
        pub global_count: [u8; 6],
    }
}
