//! Auxiliary blocks that are fields in a row ([MS-OXCRPC] 2.2.2.2.1 to 2.2.2.2.18).
//!
//! Reserved fields pad to four bytes, may hold anything, and are kept.

use ropeway_types::{Guid, wire_struct};

wire_struct! {
    /// AUX_PERF_REQUESTID ([MS-OXCRPC] 2.2.2.2.1): which request of which session this is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PerfRequestId {
        /// SessionID.
        pub session_id: u16,
        /// RequestID.
        pub request_id: u16,
    }
}

wire_struct! {
    /// AUX_PERF_SESSIONINFO ([MS-OXCRPC] 2.2.2.2.2).
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PerfSessionInfo {
        /// SessionID.
        pub session_id: u16,
        /// Reserved.
        pub reserved: u16,
        /// SessionGuid.
        pub session_guid: Guid,
    }
}

wire_struct! {
    /// AUX_PERF_SESSIONINFO_V2 ([MS-OXCRPC] 2.2.2.2.3).
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PerfSessionInfoV2 {
        /// SessionID.
        pub session_id: u16,
        /// Reserved.
        pub reserved: u16,
        /// SessionGuid.
        pub session_guid: Guid,
        /// ConnectionID.
        pub connection_id: u32,
    }
}

wire_struct! {
    /// AUX_PERF_DEFMDB_SUCCESS ([MS-OXCRPC] 2.2.2.2.7): a call of the default session that succeeded.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PerfDefMdbSuccess {
        /// TimeSinceRequest: how long ago, in milliseconds.
        pub time_since_request: u32,
        /// TimeToCompleteRequest: how long it took, in milliseconds.
        pub time_to_complete_request: u32,
        /// RequestID.
        pub request_id: u16,
        /// Reserved.
        pub reserved: u16,
    }
}

wire_struct! {
    /// AUX_PERF_DEFGC_SUCCESS ([MS-OXCRPC] 2.2.2.2.8): a call of the default directory that succeeded.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PerfDefGcSuccess {
        /// ServerID.
        pub server_id: u16,
        /// SessionID.
        pub session_id: u16,
        /// TimeSinceRequest: how long ago, in milliseconds.
        pub time_since_request: u32,
        /// TimeToCompleteRequest: how long it took, in milliseconds.
        pub time_to_complete_request: u32,
        /// RequestOperation: the client's own number.
        pub request_operation: u8,
        /// Reserved.
        pub reserved: [u8; 3],
    }
}

wire_struct! {
    /// AUX_PERF_MDB_SUCCESS ([MS-OXCRPC] 2.2.2.2.9): a call of the mailbox server that succeeded.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PerfMdbSuccess {
        /// ClientID.
        pub client_id: u16,
        /// ServerID.
        pub server_id: u16,
        /// SessionID.
        pub session_id: u16,
        /// RequestID.
        pub request_id: u16,
        /// TimeSinceRequest: how long ago, in milliseconds.
        pub time_since_request: u32,
        /// TimeToCompleteRequest: how long it took, in milliseconds.
        pub time_to_complete_request: u32,
    }
}

wire_struct! {
    /// AUX_PERF_MDB_SUCCESS_V2 ([MS-OXCRPC] 2.2.2.2.10).
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PerfMdbSuccessV2 {
        /// ProcessID.
        pub process_id: u16,
        /// ClientID.
        pub client_id: u16,
        /// ServerID.
        pub server_id: u16,
        /// SessionID.
        pub session_id: u16,
        /// RequestID.
        pub request_id: u16,
        /// Reserved.
        pub reserved: u16,
        /// TimeSinceRequest: how long ago, in milliseconds.
        pub time_since_request: u32,
        /// TimeToCompleteRequest: how long it took, in milliseconds.
        pub time_to_complete_request: u32,
    }
}

wire_struct! {
    /// AUX_PERF_GC_SUCCESS ([MS-OXCRPC] 2.2.2.2.11): a call of the directory that succeeded.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PerfGcSuccess {
        /// ClientID.
        pub client_id: u16,
        /// ServerID.
        pub server_id: u16,
        /// SessionID.
        pub session_id: u16,
        /// Reserved_1.
        pub reserved1: u16,
        /// TimeSinceRequest: how long ago, in milliseconds.
        pub time_since_request: u32,
        /// TimeToCompleteRequest: how long it took, in milliseconds.
        pub time_to_complete_request: u32,
        /// RequestOperation: the client's own number.
        pub request_operation: u8,
        /// Reserved_2.
        pub reserved2: [u8; 3],
    }
}

wire_struct! {
    /// AUX_PERF_GC_SUCCESS_V2 ([MS-OXCRPC] 2.2.2.2.12).
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PerfGcSuccessV2 {
        /// ProcessID.
        pub process_id: u16,
        /// ClientID.
        pub client_id: u16,
        /// ServerID.
        pub server_id: u16,
        /// SessionID.
        pub session_id: u16,
        /// TimeSinceRequest: how long ago, in milliseconds.
        pub time_since_request: u32,
        /// TimeToCompleteRequest: how long it took, in milliseconds.
        pub time_to_complete_request: u32,
        /// RequestOperation: the client's own number.
        pub request_operation: u8,
        /// Reserved.
        pub reserved: [u8; 3],
    }
}

wire_struct! {
    /// AUX_PERF_FAILURE ([MS-OXCRPC] 2.2.2.2.13): a call that failed.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PerfFailure {
        /// ClientID.
        pub client_id: u16,
        /// ServerID.
        pub server_id: u16,
        /// SessionID.
        pub session_id: u16,
        /// RequestID.
        pub request_id: u16,
        /// TimeSinceRequest: how long ago, in milliseconds.
        pub time_since_request: u32,
        /// TimeToFailRequest: how long it took, in milliseconds.
        pub time_to_fail_request: u32,
        /// ResultCode: as the client had it.
        pub result_code: u32,
        /// RequestOperation: the client's own number.
        pub request_operation: u8,
        /// Reserved.
        pub reserved: [u8; 3],
    }
}

wire_struct! {
    /// AUX_PERF_FAILURE_V2 ([MS-OXCRPC] 2.2.2.2.14).
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PerfFailureV2 {
        /// ProcessID.
        pub process_id: u16,
        /// ClientID.
        pub client_id: u16,
        /// ServerID.
        pub server_id: u16,
        /// SessionID.
        pub session_id: u16,
        /// RequestID.
        pub request_id: u16,
        /// Reserved_1.
        pub reserved1: u16,
        /// TimeSinceRequest: how long ago, in milliseconds.
        pub time_since_request: u32,
        /// TimeToFailRequest: how long it took, in milliseconds.
        pub time_to_fail_request: u32,
        /// ResultCode: as the client had it.
        pub result_code: u32,
        /// RequestOperation: the client's own number.
        pub request_operation: u8,
        /// Reserved_2.
        pub reserved2: [u8; 3],
    }
}

wire_struct! {
    /// AUX_OSVERSIONINFO ([MS-OXCRPC] 2.2.2.2.16): the server's operating system.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct OsVersionInfo {
        /// OSVersionInfoSize: of this structure, in bytes; kept and not judged.
        pub os_version_info_size: u32,
        /// MajorVersion.
        pub major_version: u32,
        /// MinorVersion.
        pub minor_version: u32,
        /// BuildNumber.
        pub build_number: u32,
        /// Reserved1.
        #[cfg_attr(feature = "serde", serde(with = "super::serde_form::array"))]
        pub reserved1: [u8; 132],
        /// ServicePackMajor.
        pub service_pack_major: u16,
        /// ServicePackMinor.
        pub service_pack_minor: u16,
        /// Reserved2.
        pub reserved2: u32,
    }
}

wire_struct! {
    /// AUX_PERF_ACCOUNTINFO ([MS-OXCRPC] 2.2.2.2.18).
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PerfAccountInfo {
        /// ClientID: as in AUX_PERF_CLIENTINFO.
        pub client_id: u16,
        /// Reserved.
        pub reserved: u16,
        /// Account.
        pub account: Guid,
    }
}
