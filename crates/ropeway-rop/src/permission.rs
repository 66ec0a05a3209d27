//! Permission ROPs ([MS-OXCROPS] 2.2.10).

use ropeway_types::wire::codec::list_u16;
use ropeway_types::{TaggedPropertyValue, wire_struct};

wire_struct! {
    /// PermissionData ([MS-OXCPERM] 2.2.2.1): a row of the permissions table that is to change.
    #[derive(Debug, Clone, PartialEq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct PermissionData {
        /// PermissionDataFlags: 0x01 add, 0x02 modify, 0x04 remove.
        pub permission_data_flags: u8,
        /// PropertyValues.
        pub property_values: Vec<TaggedPropertyValue> = list_u16,
    }
}

rop! {
    RopModifyPermissions = 0x40, "2.2.10.1";
    request RopModifyPermissionsRequest [input] {
        /// ModifyFlags.
        pub modify_flags: u8,
        /// PermissionsData.
        pub permissions_data: Vec<PermissionData> = list_u16["ModifyCount"],
    }
    response RopModifyPermissionsResponse [input] ok;
}

rop! {
    RopGetPermissionsTable = 0x3E, "2.2.10.2";
    request RopGetPermissionsTableRequest [input output] {
        /// TableFlags.
        pub table_flags: u8,
    }
    response RopGetPermissionsTableResponse [output] ok;
}
