//! Auxiliary blocks with texts, to which offsets from the start of AUX_HEADER point
//! ([MS-OXCRPC] 2.2.2.2.4 to 2.2.2.2.6, 2.2.2.2.21 to 2.2.2.2.23).
//!
//! The offsets are not kept: they are written for texts that stand behind one another in the order of their
//! fields, and a block that was laid out differently is not typed (see
//! [`AuxiliaryBlock`](super::AuxiliaryBlock)). Offset zero is `None`: no text. An empty text has a place and
//! its terminator.

use super::HEADER_LEN;
use bytes::Bytes;
use ropeway_types::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use ropeway_types::{Guid, WideString, wire_struct};

/// A block's body, its fields read, for what they point to.
struct Pointed {
    body: Bytes,
    base: usize,
    /// Bytes of the fields.
    fixed: usize,
    /// Where what was pointed to ends.
    end: usize,
}

impl Pointed {
    /// All that is left in `reader`, and the fields at its start.
    fn read<T: Decode>(reader: &mut Reader) -> Result<(T, Self), DecodeError> {
        let (body, base) = (reader.rest(), reader.offset());
        let fields = T::decode(reader)?;
        let fixed = reader.offset().saturating_sub(base);
        reader.take(reader.remaining())?;
        let end = fixed;
        Ok((
            fields,
            Self {
                body,
                base,
                fixed,
                end,
            },
        ))
    }

    fn at(&self, offset: u16) -> Result<(usize, Reader), DecodeError> {
        let at = usize::from(offset).saturating_sub(HEADER_LEN);
        if at < self.fixed || at > self.body.len() {
            let value = u64::from(offset);
            return Err(DecodeError::new(self.base, DecodeErrorKind::Value { value }));
        }
        Ok((at, Reader::new(self.body.slice(at..))))
    }

    fn text(
        &mut self,
        offset: u16,
        structure: &'static str,
        field: &'static str,
    ) -> Result<Option<WideString>, DecodeError> {
        if offset == 0 {
            return Ok(None);
        }
        let (at, mut reader) = self.at(offset).map_err(|e| e.within(structure, field))?;
        let text = reader.utf16z().map_err(|e| {
            let e = e.based_at(self.base.saturating_add(at));
            e.within(structure, field)
        })?;
        self.end = self.end.max(at.saturating_add(reader.offset()));
        Ok(Some(WideString::from_utf16le(text)))
    }

    fn bytes(
        &mut self,
        offset: u16,
        size: u16,
        structure: &'static str,
        field: &'static str,
    ) -> Result<Option<Bytes>, DecodeError> {
        if offset == 0 {
            return Ok(None);
        }
        let (at, mut reader) = self.at(offset).map_err(|e| e.within(structure, field))?;
        let bytes = reader.take(usize::from(size)).map_err(|e| {
            let e = e.based_at(self.base.saturating_add(at));
            e.within(structure, field)
        })?;
        self.end = self.end.max(at.saturating_add(reader.offset()));
        Ok(Some(bytes))
    }

    /// What stands behind all that was pointed to.
    fn padding(self) -> Bytes {
        self.body.slice(self.end.min(self.body.len())..)
    }
}

/// Hands out offsets, and keeps what is to stand there.
struct Pointing {
    tail: Writer,
    fixed: usize,
}

impl Pointing {
    fn behind<T: Decode>() -> Self {
        Self {
            tail: Writer::new(),
            fixed: T::MIN_LEN,
        }
    }

    fn offset(&self) -> Result<u16, EncodeError> {
        let len = self
            .tail
            .len()
            .saturating_add(self.fixed)
            .saturating_add(HEADER_LEN);
        let what = "auxiliary block";
        u16::try_from(len).map_err(|_| EncodeError::TooLong { what, len, bits: 16 })
    }

    fn text(&mut self, text: &Option<WideString>) -> Result<u16, EncodeError> {
        let Some(text) = text else { return Ok(0) };
        let offset = self.offset()?;
        self.tail.utf16z(text.as_bytes())?;
        Ok(offset)
    }

    /// Size and offset.
    fn bytes(&mut self, bytes: &Option<Bytes>) -> Result<(u16, u16), EncodeError> {
        let Some(bytes) = bytes else { return Ok((0, 0)) };
        let (what, len) = ("address", bytes.len());
        let size = u16::try_from(len).map_err(|_| EncodeError::TooLong { what, len, bits: 16 })?;
        let offset = self.offset()?;
        self.tail.put(bytes);
        Ok((size, offset))
    }

    fn finish(self, fields: &impl Encode, padding: &Bytes, writer: &mut Writer) -> Result<(), EncodeError> {
        fields.encode(writer)?;
        writer.put(&self.tail.finish());
        writer.put(padding);
        Ok(())
    }
}

/// AUX_PERF_CLIENTINFO ([MS-OXCRPC] 2.2.2.2.4).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PerfClientInfo {
    /// AdapterSpeed: of the network adapter, in kilobits per second.
    pub adapter_speed: u32,
    /// ClientID.
    pub client_id: u16,
    /// ClientMode: see [`client_mode`](super::client_mode).
    pub client_mode: u16,
    /// Reserved.
    pub reserved: u16,
    /// MachineName.
    pub machine_name: Option<WideString>,
    /// UserName.
    pub user_name: Option<WideString>,
    /// ClientIP: the address in network order.
    pub client_ip: Option<Bytes>,
    /// ClientIPMask.
    pub client_ip_mask: Option<Bytes>,
    /// AdapterName.
    pub adapter_name: Option<WideString>,
    /// MacAddress.
    pub mac_address: Option<Bytes>,
    /// What stands behind the last of them.
    pub padding: Bytes,
}

wire_struct! {
    #[derive(Debug)]
    pub struct ClientInfoFields {
        pub adapter_speed: u32,
        pub client_id: u16,
        pub machine_name_offset: u16,
        pub user_name_offset: u16,
        pub client_ip_size: u16,
        pub client_ip_offset: u16,
        pub client_ip_mask_size: u16,
        pub client_ip_mask_offset: u16,
        pub adapter_name_offset: u16,
        pub mac_address_size: u16,
        pub mac_address_offset: u16,
        pub client_mode: u16,
        pub reserved: u16,
    }
}

impl Decode for PerfClientInfo {
    const MIN_LEN: usize = ClientInfoFields::MIN_LEN;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const S: &str = "PerfClientInfo";
        let (fields, mut to): (ClientInfoFields, _) = Pointed::read(reader)?;
        Ok(Self {
            adapter_speed: fields.adapter_speed,
            client_id: fields.client_id,
            client_mode: fields.client_mode,
            reserved: fields.reserved,
            machine_name: to.text(fields.machine_name_offset, S, "machine_name")?,
            user_name: to.text(fields.user_name_offset, S, "user_name")?,
            client_ip: to.bytes(fields.client_ip_offset, fields.client_ip_size, S, "client_ip")?,
            client_ip_mask: to.bytes(
                fields.client_ip_mask_offset,
                fields.client_ip_mask_size,
                S,
                "client_ip_mask",
            )?,
            adapter_name: to.text(fields.adapter_name_offset, S, "adapter_name")?,
            mac_address: to.bytes(
                fields.mac_address_offset,
                fields.mac_address_size,
                S,
                "mac_address",
            )?,
            padding: to.padding(),
        })
    }
}
impl Encode for PerfClientInfo {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let mut to = Pointing::behind::<ClientInfoFields>();
        let machine_name_offset = to.text(&self.machine_name)?;
        let user_name_offset = to.text(&self.user_name)?;
        let (client_ip_size, client_ip_offset) = to.bytes(&self.client_ip)?;
        let (client_ip_mask_size, client_ip_mask_offset) = to.bytes(&self.client_ip_mask)?;
        let adapter_name_offset = to.text(&self.adapter_name)?;
        let (mac_address_size, mac_address_offset) = to.bytes(&self.mac_address)?;
        let fields = ClientInfoFields {
            adapter_speed: self.adapter_speed,
            client_id: self.client_id,
            machine_name_offset,
            user_name_offset,
            client_ip_size,
            client_ip_offset,
            client_ip_mask_size,
            client_ip_mask_offset,
            adapter_name_offset,
            mac_address_size,
            mac_address_offset,
            client_mode: self.client_mode,
            reserved: self.reserved,
        };
        to.finish(&fields, &self.padding, writer)
    }
}

/// AUX_PERF_SERVERINFO ([MS-OXCRPC] 2.2.2.2.5).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PerfServerInfo {
    /// ServerID.
    pub server_id: u16,
    /// ServerType: see [`server_type`](super::server_type).
    pub server_type: u16,
    /// ServerDN.
    pub server_dn: Option<WideString>,
    /// ServerName.
    pub server_name: Option<WideString>,
    /// What stands behind the last of them.
    pub padding: Bytes,
}

wire_struct! {
    #[derive(Debug)]
    pub struct ServerInfoFields {
        pub server_id: u16,
        pub server_type: u16,
        pub server_dn_offset: u16,
        pub server_name_offset: u16,
    }
}

impl Decode for PerfServerInfo {
    const MIN_LEN: usize = ServerInfoFields::MIN_LEN;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const S: &str = "PerfServerInfo";
        let (fields, mut to): (ServerInfoFields, _) = Pointed::read(reader)?;
        Ok(Self {
            server_id: fields.server_id,
            server_type: fields.server_type,
            server_dn: to.text(fields.server_dn_offset, S, "server_dn")?,
            server_name: to.text(fields.server_name_offset, S, "server_name")?,
            padding: to.padding(),
        })
    }
}
impl Encode for PerfServerInfo {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let mut to = Pointing::behind::<ServerInfoFields>();
        let fields = ServerInfoFields {
            server_id: self.server_id,
            server_type: self.server_type,
            server_dn_offset: to.text(&self.server_dn)?,
            server_name_offset: to.text(&self.server_name)?,
        };
        to.finish(&fields, &self.padding, writer)
    }
}

/// AUX_PERF_PROCESSINFO ([MS-OXCRPC] 2.2.2.2.6); the same in both versions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PerfProcessInfo {
    /// ProcessID: the client's own number.
    pub process_id: u16,
    /// Reserved_1.
    pub reserved1: u16,
    /// ProcessGuid.
    pub process_guid: Guid,
    /// Reserved_2.
    pub reserved2: u16,
    /// ProcessName.
    pub process_name: Option<WideString>,
    /// What stands behind it.
    pub padding: Bytes,
}

wire_struct! {
    #[derive(Debug)]
    pub struct ProcessInfoFields {
        pub process_id: u16,
        pub reserved1: u16,
        pub process_guid: Guid,
        pub process_name_offset: u16,
        pub reserved2: u16,
    }
}

impl Decode for PerfProcessInfo {
    const MIN_LEN: usize = ProcessInfoFields::MIN_LEN;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let (fields, mut to): (ProcessInfoFields, _) = Pointed::read(reader)?;
        Ok(Self {
            process_id: fields.process_id,
            reserved1: fields.reserved1,
            process_guid: fields.process_guid,
            reserved2: fields.reserved2,
            process_name: to.text(fields.process_name_offset, "PerfProcessInfo", "process_name")?,
            padding: to.padding(),
        })
    }
}
impl Encode for PerfProcessInfo {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let mut to = Pointing::behind::<ProcessInfoFields>();
        let fields = ProcessInfoFields {
            process_id: self.process_id,
            reserved1: self.reserved1,
            process_guid: self.process_guid,
            process_name_offset: to.text(&self.process_name)?,
            reserved2: self.reserved2,
        };
        to.finish(&fields, &self.padding, writer)
    }
}

/// AUX_CLIENT_CONNECTION_INFO ([MS-OXCRPC] 2.2.2.2.21).
///
/// ConnectionAttempts has four bytes, as the specification and the servers and clients at hand have it;
/// Microsoft's own test suite takes it for two.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ClientConnectionInfo {
    /// ConnectionGUID.
    pub connection_guid: Guid,
    /// Reserved.
    pub reserved: u16,
    /// ConnectionAttempts.
    pub connection_attempts: u32,
    /// ConnectionFlags: see [`connection_flags`](super::connection_flags).
    pub connection_flags: u32,
    /// ConnectionContextInfo: for the server's log.
    pub connection_context_info: Option<WideString>,
    /// What stands behind it.
    pub padding: Bytes,
}

wire_struct! {
    #[derive(Debug)]
    pub struct ConnectionInfoFields {
        pub connection_guid: Guid,
        pub offset_connection_context_info: u16,
        pub reserved: u16,
        pub connection_attempts: u32,
        pub connection_flags: u32,
    }
}

impl Decode for ClientConnectionInfo {
    const MIN_LEN: usize = ConnectionInfoFields::MIN_LEN;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let (fields, mut to): (ConnectionInfoFields, _) = Pointed::read(reader)?;
        Ok(Self {
            connection_guid: fields.connection_guid,
            reserved: fields.reserved,
            connection_attempts: fields.connection_attempts,
            connection_flags: fields.connection_flags,
            connection_context_info: to.text(
                fields.offset_connection_context_info,
                "ClientConnectionInfo",
                "connection_context_info",
            )?,
            padding: to.padding(),
        })
    }
}
impl Encode for ClientConnectionInfo {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let mut to = Pointing::behind::<ConnectionInfoFields>();
        let fields = ConnectionInfoFields {
            connection_guid: self.connection_guid,
            offset_connection_context_info: to.text(&self.connection_context_info)?,
            reserved: self.reserved,
            connection_attempts: self.connection_attempts,
            connection_flags: self.connection_flags,
        };
        to.finish(&fields, &self.padding, writer)
    }
}

/// AUX_SERVER_SESSION_INFO ([MS-OXCRPC] 2.2.2.2.22).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ServerSessionInfo {
    /// ServerSessionContextInfo: for the client's log.
    pub server_session_context_info: Option<WideString>,
    /// What stands behind it.
    pub padding: Bytes,
}

impl Decode for ServerSessionInfo {
    const MIN_LEN: usize = u16::MIN_LEN;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const S: &str = "ServerSessionInfo";
        const FIELD: &str = "server_session_context_info";
        let (offset, mut to): (u16, _) = Pointed::read(reader).map_err(|e| e.within(S, FIELD))?;
        Ok(Self {
            server_session_context_info: to.text(offset, S, FIELD)?,
            padding: to.padding(),
        })
    }
}
impl Encode for ServerSessionInfo {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let mut to = Pointing::behind::<u16>();
        let offset = to.text(&self.server_session_context_info)?;
        to.finish(&offset, &self.padding, writer)
    }
}

/// AUX_PROTOCOL_DEVICE_IDENTIFICATION ([MS-OXCRPC] 2.2.2.2.23): a device between client and server.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ProtocolDeviceIdentification {
    /// DeviceManufacturer.
    pub device_manufacturer: Option<WideString>,
    /// DeviceModel.
    pub device_model: Option<WideString>,
    /// DeviceSerialNumber.
    pub device_serial_number: Option<WideString>,
    /// DeviceVersion.
    pub device_version: Option<WideString>,
    /// DeviceFirmwareVersion.
    pub device_firmware_version: Option<WideString>,
    /// What stands behind the last of them.
    pub padding: Bytes,
}

wire_struct! {
    #[derive(Debug)]
    pub struct DeviceFields {
        pub device_manufacturer_offset: u16,
        pub device_model_offset: u16,
        pub device_serial_number_offset: u16,
        pub device_version_offset: u16,
        pub device_firmware_version_offset: u16,
    }
}

impl Decode for ProtocolDeviceIdentification {
    const MIN_LEN: usize = DeviceFields::MIN_LEN;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const S: &str = "ProtocolDeviceIdentification";
        let (fields, mut to): (DeviceFields, _) = Pointed::read(reader)?;
        Ok(Self {
            device_manufacturer: to.text(fields.device_manufacturer_offset, S, "device_manufacturer")?,
            device_model: to.text(fields.device_model_offset, S, "device_model")?,
            device_serial_number: to.text(fields.device_serial_number_offset, S, "device_serial_number")?,
            device_version: to.text(fields.device_version_offset, S, "device_version")?,
            device_firmware_version: to.text(
                fields.device_firmware_version_offset,
                S,
                "device_firmware_version",
            )?,
            padding: to.padding(),
        })
    }
}
impl Encode for ProtocolDeviceIdentification {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let mut to = Pointing::behind::<DeviceFields>();
        let fields = DeviceFields {
            device_manufacturer_offset: to.text(&self.device_manufacturer)?,
            device_model_offset: to.text(&self.device_model)?,
            device_serial_number_offset: to.text(&self.device_serial_number)?,
            device_version_offset: to.text(&self.device_version)?,
            device_firmware_version_offset: to.text(&self.device_firmware_version)?,
        };
        to.finish(&fields, &self.padding, writer)
    }
}
