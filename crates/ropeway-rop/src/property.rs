//! Property ROPs ([MS-OXCROPS] 2.2.8).

use crate::body::SuccessBody;
use crate::codec::{flagged, if_dst_null, list_if_success, sized_values};
use ropeway_types::wire::codec::list_u16;
use ropeway_types::wire::{DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use ropeway_types::{
    ErrorCode, Guid, PropertyName, PropertyProblem, PropertyRow, PropertyTag, TaggedPropertyValue,
};

rop! {
    RopGetPropertyIdsFromNames = 0x56, "2.2.8.1";
    request RopGetPropertyIdsFromNamesRequest [input] {
        /// Flags: 0x02 creates ids for names that have none.
        pub flags: u8,
        /// PropertyNames.
        pub property_names: Vec<PropertyName> = list_u16,
    }
    response RopGetPropertyIdsFromNamesResponse [input] any(return_value) {
        /// PropertyIds, zero for a name without: there if ReturnValue is success or ErrorsReturned
        /// (0x00040380), else empty.
        pub property_ids: Vec<u16> = ids_if_resolved(return_value),
    }
}

mod ids_if_resolved {
    use super::*;
    pub(crate) const MIN_LEN: usize = 0;
    fn resolved(code: ErrorCode) -> bool {
        matches!(code, ErrorCode::SUCCESS | ErrorCode::ERRORS_RETURNED)
    }
    pub(crate) fn decode(reader: &mut Reader, code: &ErrorCode) -> Result<Vec<u16>, DecodeError> {
        if resolved(*code) {
            list_u16::decode(reader)
        } else {
            Ok(Vec::new())
        }
    }
    pub(crate) fn encode(ids: &[u16], writer: &mut Writer, code: &ErrorCode) -> Result<(), EncodeError> {
        if resolved(*code) {
            list_u16::encode(ids, writer)
        } else {
            crate::codec::ensure(ids.is_empty(), "property ids in a failing response")
        }
    }
}

rop! {
    RopGetNamesFromPropertyIds = 0x55, "2.2.8.2";
    request RopGetNamesFromPropertyIdsRequest [input] {
        /// PropertyIds.
        pub property_ids: Vec<u16> = list_u16,
    }
    response RopGetNamesFromPropertyIdsResponse [input] ok RopGetNamesFromPropertyIdsSuccess {
        /// PropertyNames.
        pub property_names: Vec<PropertyName> = list_u16,
    }
}

rop! {
    RopGetPropertiesSpecific = 0x07, "2.2.8.3";
    request RopGetPropertiesSpecificRequest [input] {
        /// PropertySizeLimit: zero is none.
        pub property_size_limit: u16,
        /// WantUnicode: not zero if strings of unspecified type are wanted as Unicode.
        pub want_unicode: u16,
        /// PropertyTags.
        pub property_tags: Vec<PropertyTag> = list_u16,
    }
    response RopGetPropertiesSpecificResponse [input] ok RopGetPropertiesSpecificSuccess;
}

/// What a successful RopGetPropertiesSpecific answers ([MS-OXCROPS] 2.2.8.3.2).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RopGetPropertiesSpecificSuccess {
    /// The tags of the request; not on the wire here.
    pub columns: Vec<PropertyTag>,
    /// RowData.
    pub row: PropertyRow,
}

impl SuccessBody for RopGetPropertiesSpecificSuccess {
    fn decode_success(reader: &mut Reader, columns: Option<&[PropertyTag]>) -> Result<Self, DecodeError> {
        reader.field("RopGetPropertiesSpecificSuccess", "row_data", |reader| {
            let columns = columns
                .ok_or_else(|| reader.error(DecodeErrorKind::Context("the PropertyTags of the request")))?;
            Ok(Self {
                columns: columns.to_vec(),
                row: PropertyRow::decode(columns, reader)?,
            })
        })
    }
}
impl Encode for RopGetPropertiesSpecificSuccess {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.row.encode(&self.columns, writer)
    }
}

rop! {
    RopGetPropertiesAll = 0x08, "2.2.8.4";
    request RopGetPropertiesAllRequest [input] {
        /// PropertySizeLimit: zero is none.
        pub property_size_limit: u16,
        /// WantUnicode: not zero if strings are wanted as Unicode.
        pub want_unicode: u16,
    }
    response RopGetPropertiesAllResponse [input] ok RopGetPropertiesAllSuccess {
        /// PropertyValues.
        pub property_values: Vec<TaggedPropertyValue> = list_u16,
    }
}

rop! {
    RopGetPropertiesList = 0x09, "2.2.8.5";
    request RopGetPropertiesListRequest [input] {}
    response RopGetPropertiesListResponse [input] ok RopGetPropertiesListSuccess {
        /// PropertyTags.
        pub property_tags: Vec<PropertyTag> = list_u16,
    }
}

rop! {
    RopSetProperties = 0x0A, "2.2.8.6";
    request RopSetPropertiesRequest [input] {
        /// PropertyValues (PropertyValueSize and PropertyValueCount go before them).
        pub property_values: Vec<TaggedPropertyValue> as "" = sized_values,
    }
    response RopSetPropertiesResponse [input] ok RopSetPropertiesSuccess {
        /// PropertyProblems.
        pub property_problems: Vec<PropertyProblem> = list_u16,
    }
}

rop! {
    RopSetPropertiesNoReplicate = 0x79, "2.2.8.7";
    request RopSetPropertiesNoReplicateRequest [input] {
        /// PropertyValues (PropertyValueSize and PropertyValueCount go before them).
        pub property_values: Vec<TaggedPropertyValue> as "" = sized_values,
    }
    response RopSetPropertiesNoReplicateResponse [input] ok RopSetPropertiesNoReplicateSuccess {
        /// PropertyProblems.
        pub property_problems: Vec<PropertyProblem> = list_u16,
    }
}

rop! {
    RopDeleteProperties = 0x0B, "2.2.8.8";
    request RopDeletePropertiesRequest [input] {
        /// PropertyTags.
        pub property_tags: Vec<PropertyTag> = list_u16,
    }
    response RopDeletePropertiesResponse [input] ok RopDeletePropertiesSuccess {
        /// PropertyProblems.
        pub property_problems: Vec<PropertyProblem> = list_u16,
    }
}

rop! {
    RopDeletePropertiesNoReplicate = 0x7A, "2.2.8.9";
    request RopDeletePropertiesNoReplicateRequest [input] {
        /// PropertyTags.
        pub property_tags: Vec<PropertyTag> = list_u16,
    }
    response RopDeletePropertiesNoReplicateResponse [input] ok RopDeletePropertiesNoReplicateSuccess {
        /// PropertyProblems.
        pub property_problems: Vec<PropertyProblem> = list_u16,
    }
}

rop! {
    RopQueryNamedProperties = 0x5F, "2.2.8.10";
    request RopQueryNamedPropertiesRequest [input] {
        /// QueryFlags.
        pub query_flags: u8,
        /// HasGuid, and then PropertyGuid.
        pub property_guid: Option<Guid> = flagged["HasGuid"],
    }
    response RopQueryNamedPropertiesResponse [input] ok RopQueryNamedPropertiesSuccess {
        /// PropertyIds and PropertyNames: on the wire the count, all ids, then all names.
        pub properties: Vec<(u16, PropertyName)> as "" = ids_and_names,
    }
}

mod ids_and_names {
    use super::*;
    pub(crate) const MIN_LEN: usize = 2;
    pub(crate) fn decode(reader: &mut Reader) -> Result<Vec<(u16, PropertyName)>, DecodeError> {
        const SUCCESS: &str = "RopQueryNamedPropertiesSuccess";
        let ids: Vec<u16> = reader.announced_field(SUCCESS, "PropertyIds", "IdCount", list_u16::decode)?;
        let names: Vec<PropertyName> =
            reader.field(SUCCESS, "PropertyNames", |reader| reader.list(ids.len()))?;
        Ok(ids.into_iter().zip(names).collect())
    }
    pub(crate) fn encode(properties: &[(u16, PropertyName)], writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u16("named properties", properties.len())?;
        properties.iter().try_for_each(|(id, _)| id.encode(writer))?;
        properties.iter().try_for_each(|(_, name)| name.encode(writer))
    }
}

rop! {
    RopCopyProperties = 0x67, "2.2.8.11";
    request RopCopyPropertiesRequest [source dest] {
        /// WantAsynchronous.
        pub want_asynchronous: bool,
        /// CopyFlags.
        pub copy_flags: u8,
        /// PropertyTags.
        pub property_tags: Vec<PropertyTag> = list_u16,
    }
    response RopCopyPropertiesResponse [source] any(return_value) {
        /// DestHandleIndex: there if ReturnValue is DstNullObject.
        pub dest_handle_index: Option<u32> = if_dst_null(return_value),
        /// PropertyProblems: there if ReturnValue is success.
        pub property_problems: Vec<PropertyProblem> = list_if_success(return_value),
    }
}

rop! {
    RopCopyTo = 0x39, "2.2.8.12";
    request RopCopyToRequest [source dest] {
        /// WantAsynchronous.
        pub want_asynchronous: bool,
        /// WantSubObjects.
        pub want_sub_objects: bool,
        /// CopyFlags.
        pub copy_flags: u8,
        /// ExcludedTags.
        pub excluded_tags: Vec<PropertyTag> = list_u16,
    }
    response RopCopyToResponse [source] any(return_value) {
        /// DestHandleIndex: there if ReturnValue is DstNullObject.
        pub dest_handle_index: Option<u32> = if_dst_null(return_value),
        /// PropertyProblems: there if ReturnValue is success.
        pub property_problems: Vec<PropertyProblem> = list_if_success(return_value),
    }
}

rop! {
    RopProgress = 0x50, "2.2.8.13";
    request RopProgressRequest [input] {
        /// WantCancel.
        pub want_cancel: bool,
    }
    response RopProgressResponse [input] ok RopProgressSuccess {
        /// LogonId.
        pub logon_id: u8,
        /// CompletedTaskCount.
        pub completed_task_count: u32,
        /// TotalTaskCount.
        pub total_task_count: u32,
    }
}
