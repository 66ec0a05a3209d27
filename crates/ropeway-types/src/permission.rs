//! Folder permissions ([MS-OXCPERM]): the numbers in RopModifyPermissions, RopGetPermissionsTable and in
//! the rows of both.

use crate::numbers::flag_set;
pub use crate::tags::{MEMBER_ID, MEMBER_NAME, MEMBER_RIGHTS};

/// PidTagMemberId of the row for users without a row of their own ([MS-OXCPERM] 2.2.5). Its
/// PidTagEntryId is empty.
pub const DEFAULT_MEMBER_ID: u64 = 0;
/// PidTagMemberId of the row for clients that did not say who they are ([MS-OXCPERM] 2.2.5). Its
/// PidTagEntryId is empty.
pub const ANONYMOUS_MEMBER_ID: u64 = u64::MAX;

flag_set! {
    /// The value of PidTagMemberRights ([MS-OXCPERM] 2.2.7) and of PidTagRights ([MS-OXCFOLD]
    /// 2.2.2.2.2.8).
    MemberRights: u32 {
        /// ReadAny: read every message.
        READ_ANY = 0x0000_0001;
        /// Create: create messages.
        CREATE = 0x0000_0002;
        /// EditOwned: change messages that the user created.
        EDIT_OWNED = 0x0000_0008;
        /// DeleteOwned: delete messages that the user created.
        DELETE_OWNED = 0x0000_0010;
        /// EditAny: change every message; EditOwned goes with it.
        EDIT_ANY = 0x0000_0020;
        /// DeleteAny: delete every message; DeleteOwned goes with it.
        DELETE_ANY = 0x0000_0040;
        /// CreateSubFolder: create folders inside.
        CREATE_SUB_FOLDER = 0x0000_0080;
        /// FolderOwner: change the folder itself, its permissions among it.
        FOLDER_OWNER = 0x0000_0100;
        /// FolderContact: named as one who looks after the folder.
        FOLDER_CONTACT = 0x0000_0200;
        /// FolderVisible: see the folder and open it.
        FOLDER_VISIBLE = 0x0000_0400;
        /// FreeBusySimple: when the calendar's owner is busy.
        FREE_BUSY_SIMPLE = 0x0000_0800;
        /// FreeBusyDetailed: and with what; FreeBusySimple goes with it.
        FREE_BUSY_DETAILED = 0x0000_1000;
    }
}

impl MemberRights {
    /// No right.
    pub const NONE: Self = Self(0);
    /// Every right but the two of free/busy, which hold only where IncludeFreeBusy was given.
    pub const ALL_OF_FOLDER: Self = Self(0x0000_07FB);
}

flag_set! {
    /// PermissionDataFlags of a PermissionData ([MS-OXCPERM] 2.2.2, [MS-OXCROPS] 2.2.10.1.1.1): one of
    /// these says what becomes of the row.
    PermissionDataFlags: u8 {
        /// AddRow: a new row, with PidTagEntryId and PidTagMemberRights.
        ADD_ROW = 0x01;
        /// ModifyRow: an existing row, with PidTagMemberId and PidTagMemberRights.
        MODIFY_ROW = 0x02;
        /// RemoveRow: an existing row, with PidTagMemberId.
        REMOVE_ROW = 0x04;
    }
}

flag_set! {
    /// ModifyFlags of RopModifyPermissions ([MS-OXCPERM] 2.2.2.1).
    ModifyPermissionsFlags: u8 {
        /// ReplaceRows: the rows given are all that remain, the default user's aside.
        REPLACE_ROWS = 0x01;
        /// IncludeFreeBusy: the free/busy rights are meant too.
        INCLUDE_FREE_BUSY = 0x02;
    }
}

flag_set! {
    /// TableFlags of RopGetPermissionsTable ([MS-OXCPERM] 2.2.1.1).
    PermissionsTableFlags: u8 {
        /// IncludeFreeBusy: show the free/busy rights.
        INCLUDE_FREE_BUSY = 0x02;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_rights_of_a_folder_are_those_without_free_busy() {
        let named = MemberRights::READ_ANY
            | MemberRights::CREATE
            | MemberRights::EDIT_OWNED
            | MemberRights::DELETE_OWNED
            | MemberRights::EDIT_ANY
            | MemberRights::DELETE_ANY
            | MemberRights::CREATE_SUB_FOLDER
            | MemberRights::FOLDER_OWNER
            | MemberRights::FOLDER_CONTACT
            | MemberRights::FOLDER_VISIBLE;
        assert_eq!(named, MemberRights::ALL_OF_FOLDER);
        // Bit 2 is the one gap.
        assert_eq!(MemberRights(u32::MAX).unknown(), 0xFFFF_E004);
        assert_eq!(
            (MEMBER_ID.property_type().0, MEMBER_RIGHTS.id()),
            (0x0014, 0x6673)
        );
    }
}
