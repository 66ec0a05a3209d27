//! Transport ROPs ([MS-OXCROPS] 2.2.7).

use crate::codec::sized_u16;
use bytes::Bytes;
use ropeway_types::wire::codec::{asciiz, bytes_u16, list_u16};
use ropeway_types::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Tolerance, Writer};
use ropeway_types::{FolderId, MessageId, TaggedPropertyValue};

/// SubmitFlags ([MS-OXOMSG] 2.2.4.1.1).
pub mod submit_flags {
    /// None
    pub const NONE: u8 = 0x00;
    /// PreProcess: the message is to be preprocessed by the server.
    pub const PRE_PROCESS: u8 = 0x01;
    /// NeedsSpooler: the client's spooler sends the message.
    pub const NEEDS_SPOOLER: u8 = 0x02;
}

/// LockState of RopSpoolerLockMessage ([MS-OXOMSG] 2.2.5.3.1).
pub mod lock_state {
    /// lstLock
    pub const LOCK: u8 = 0x00;
    /// lstUnlock
    pub const UNLOCK: u8 = 0x01;
    /// lstFinished
    pub const FINISHED: u8 = 0x02;
}

rop! {
    RopSubmitMessage = 0x32, "2.2.7.1";
    request RopSubmitMessageRequest [input] {
        /// SubmitFlags: see [`submit_flags`].
        pub submit_flags: u8,
    }
    response RopSubmitMessageResponse [input] ok;
}

rop! {
    RopAbortSubmit = 0x34, "2.2.7.2";
    request RopAbortSubmitRequest [input] {
        /// FolderId: of the message's folder.
        pub folder_id: FolderId,
        /// MessageId.
        pub message_id: MessageId,
    }
    response RopAbortSubmitResponse [input] ok;
}

rop! {
    RopGetAddressTypes = 0x49, "2.2.7.3";
    request RopGetAddressTypesRequest [input] {}
    response RopGetAddressTypesResponse [input] ok RopGetAddressTypesSuccess {
        /// AddressTypes, ASCII (AddressTypeCount and AddressTypeSize are their number and size).
        pub address_types: Vec<Bytes> as "" = address_types,
    }
}

mod address_types {
    use super::*;
    pub(crate) const MIN_LEN: usize = 4;
    pub(crate) fn decode(reader: &mut Reader) -> Result<Vec<Bytes>, DecodeError> {
        const SUCCESS: &str = "RopGetAddressTypesSuccess";
        let count = reader.field(SUCCESS, "AddressTypeCount", u16::decode)?;
        let size = reader.field(SUCCESS, "AddressTypeSize", u16::decode)?;
        reader.field(SUCCESS, "AddressTypes", |reader| {
            reader.filling(usize::from(size), |reader| {
                reader.list_of(usize::from(count), asciiz::MIN_LEN, Reader::asciiz)
            })
        })
    }
    pub(crate) fn encode(types: &[Bytes], writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u16("address types", types.len())?;
        sized_u16("address types", writer, |writer| {
            types.iter().try_for_each(|name| writer.asciiz(name))
        })
    }
}

rop! {
    RopSetSpooler = 0x47, "2.2.7.4";
    request RopSetSpoolerRequest [input] {}
    response RopSetSpoolerResponse [input] ok;
}

rop! {
    RopSpoolerLockMessage = 0x48, "2.2.7.5";
    request RopSpoolerLockMessageRequest [input] {
        /// MessageId.
        pub message_id: MessageId,
        /// LockState: see [`lock_state`].
        pub lock_state: u8,
    }
    response RopSpoolerLockMessageResponse [input] ok;
}

rop! {
    RopTransportSend = 0x4A, "2.2.7.6";
    request RopTransportSendRequest [input] {}
    response RopTransportSendResponse [input] ok RopTransportSendSuccess {
        /// NoPropertiesReturned.
        pub no_properties_returned: bool,
        /// PropertyValues. The count is always written; where no properties are returned, a buffer that
        /// ends before it is read as none, since servers leave it out.
        pub property_values: Vec<TaggedPropertyValue> = returned_values(no_properties_returned),
    }
}

mod returned_values {
    use super::*;
    pub(crate) const MIN_LEN: usize = 0;
    pub(crate) fn decode(
        reader: &mut Reader,
        no_properties_returned: &bool,
    ) -> Result<Vec<TaggedPropertyValue>, DecodeError> {
        let ends = *no_properties_returned && reader.is_empty();
        if ends && reader.tolerates(Tolerance::MISSING_VALUE_COUNT) {
            return Ok(Vec::new());
        }
        list_u16::decode(reader)
    }
    pub(crate) fn encode(
        values: &[TaggedPropertyValue],
        writer: &mut Writer,
        _: &bool,
    ) -> Result<(), EncodeError> {
        list_u16::encode(values, writer)
    }
}

rop! {
    RopTransportNewMail = 0x51, "2.2.7.7";
    request RopTransportNewMailRequest [input] {
        /// MessageId.
        pub message_id: MessageId,
        /// FolderId: of the message's folder.
        pub folder_id: FolderId,
        /// MessageClass, ASCII.
        pub message_class: Bytes = asciiz,
        /// MessageFlags: see PidTagMessageFlags.
        pub message_flags: u32,
    }
    response RopTransportNewMailResponse [input] ok;
}

rop! {
    RopGetTransportFolder = 0x6D, "2.2.7.8";
    request RopGetTransportFolderRequest [input] {}
    response RopGetTransportFolderResponse [input] ok RopGetTransportFolderSuccess {
        /// FolderId.
        pub folder_id: FolderId,
    }
}

rop! {
    RopOptionsData = 0x6F, "2.2.7.9";
    request RopOptionsDataRequest [input] {
        /// AddressType, ASCII.
        pub address_type: Bytes = asciiz,
        /// WantWin32.
        pub want_win32: u8,
    }
    response RopOptionsDataResponse [input] ok RopOptionsDataSuccess {
        /// Reserved, one.
        pub reserved: u8,
        /// OptionsInfo.
        pub options_info: Bytes = bytes_u16,
        /// HelpFile and HelpFileName, if HelpFileSize is not zero.
        pub help_file: Option<HelpFile> as "" = help_file,
    }
}

/// The help file of RopOptionsData.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HelpFile {
    /// HelpFile: not empty.
    pub data: Bytes,
    /// HelpFileName, 8-bit.
    pub name: Bytes,
}

mod help_file {
    use super::*;
    pub(crate) const MIN_LEN: usize = 2;
    pub(crate) fn decode(reader: &mut Reader) -> Result<Option<HelpFile>, DecodeError> {
        const SUCCESS: &str = "RopOptionsDataSuccess";
        let data = reader.field(SUCCESS, "HelpFile", bytes_u16::decode)?;
        if data.is_empty() {
            return Ok(None);
        }
        let name = reader.field(SUCCESS, "HelpFileName", Reader::asciiz)?;
        Ok(Some(HelpFile { data, name }))
    }
    pub(crate) fn encode(file: &Option<HelpFile>, writer: &mut Writer) -> Result<(), EncodeError> {
        match file {
            Some(file) if file.data.is_empty() => Err(EncodeError::Unsupported("empty help file")),
            Some(file) => {
                bytes_u16::encode(&file.data, writer)?;
                writer.asciiz(&file.name)
            }
            None => 0u16.encode(writer),
        }
    }
}
