//! Folder ROPs ([MS-OXCROPS] 2.2.4).

use crate::codec::{flagged, if_dst_null, or_zero, sized_restriction, text};
use crate::logon::ReplicaServers;
use ropeway_types::wire::codec::list_u16;
use ropeway_types::{FolderId, MessageId, Restriction, RowString, wire_struct};

rop! {
    RopOpenFolder = 0x02, "2.2.4.1";
    request RopOpenFolderRequest [input output] {
        /// FolderId.
        pub folder_id: FolderId,
        /// OpenModeFlags: 0x04 opens a soft-deleted folder.
        pub open_mode_flags: u8,
    }
    response RopOpenFolderResponse [output] ok RopOpenFolderSuccess {
        /// HasRules.
        pub has_rules: bool,
        /// IsGhosted, and then the servers that have the folder.
        pub ghosted: Option<ReplicaServers> as "" = flagged["IsGhosted"],
    }
}

rop! {
    RopCreateFolder = 0x1C, "2.2.4.2";
    request RopCreateFolderRequest [input output] {
        /// FolderType: 1 generic, 2 search.
        pub folder_type: u8,
        /// UseUnicodeStrings: the width of the two strings.
        pub use_unicode_strings: bool,
        /// OpenExisting.
        pub open_existing: bool,
        /// Reserved, zero.
        pub reserved: u8,
        /// DisplayName.
        pub display_name: RowString = text(use_unicode_strings),
        /// Comment.
        pub comment: RowString = text(use_unicode_strings),
    }
    response RopCreateFolderResponse [output] ok RopCreateFolderSuccess {
        /// FolderId.
        pub folder_id: FolderId,
        /// IsExistingFolder, and then what RopOpenFolder would answer.
        pub existing: Option<ExistingFolder> as "" = flagged["IsExistingFolder"],
    }
}

wire_struct! {
    /// What RopCreateFolder answers of a folder that was there ([MS-OXCROPS] 2.2.4.2.2).
    #[derive(Debug, Clone, PartialEq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct ExistingFolder {
        /// HasRules.
        pub has_rules: bool,
        /// IsGhosted, and then the servers that have the folder.
        pub ghosted: Option<ReplicaServers> as "" = flagged["IsGhosted"],
    }
}

rop! {
    RopDeleteFolder = 0x1D, "2.2.4.3";
    request RopDeleteFolderRequest [input] {
        /// DeleteFolderFlags.
        pub delete_folder_flags: u8,
        /// FolderId.
        pub folder_id: FolderId,
    }
    response RopDeleteFolderResponse [input] any(return_value) {
        /// PartialCompletion.
        pub partial_completion: bool = or_zero(return_value),
    }
}

rop! {
    RopSetSearchCriteria = 0x30, "2.2.4.4";
    request RopSetSearchCriteriaRequest [input] {
        /// RestrictionData, if RestrictionDataSize is not zero.
        pub restriction: Option<Restriction> as "RestrictionData" = sized_restriction,
        /// FolderIds.
        pub folder_ids: Vec<FolderId> = list_u16,
        /// SearchFlags.
        pub search_flags: u32,
    }
    response RopSetSearchCriteriaResponse [input] ok;
}

rop! {
    RopGetSearchCriteria = 0x31, "2.2.4.5";
    request RopGetSearchCriteriaRequest [input] {
        /// UseUnicode.
        pub use_unicode: bool,
        /// IncludeRestriction.
        pub include_restriction: bool,
        /// IncludeFolders.
        pub include_folders: bool,
    }
    response RopGetSearchCriteriaResponse [input] ok RopGetSearchCriteriaSuccess {
        /// RestrictionData, if RestrictionDataSize is not zero.
        pub restriction: Option<Restriction> as "RestrictionData" = sized_restriction,
        /// LogonId.
        pub logon_id: u8,
        /// FolderIds.
        pub folder_ids: Vec<FolderId> = list_u16,
        /// SearchFlags.
        pub search_flags: u32,
    }
}

rop! {
    RopMoveCopyMessages = 0x33, "2.2.4.6";
    request RopMoveCopyMessagesRequest [source dest] {
        /// MessageIds.
        pub message_ids: Vec<MessageId> = list_u16,
        /// WantAsynchronous.
        pub want_asynchronous: bool,
        /// WantCopy.
        pub want_copy: bool,
    }
    response RopMoveCopyMessagesResponse [source] any(return_value) {
        /// DestHandleIndex: there if ReturnValue is DstNullObject.
        pub dest_handle_index: Option<u32> = if_dst_null(return_value),
        /// PartialCompletion.
        pub partial_completion: bool = or_zero(return_value),
    }
}

rop! {
    RopMoveFolder = 0x35, "2.2.4.7";
    request RopMoveFolderRequest [source dest] {
        /// WantAsynchronous.
        pub want_asynchronous: bool,
        /// UseUnicode: the width of the name.
        pub use_unicode: bool,
        /// FolderId.
        pub folder_id: FolderId,
        /// NewFolderName.
        pub new_folder_name: RowString = text(use_unicode),
    }
    response RopMoveFolderResponse [source] any(return_value) {
        /// DestHandleIndex: there if ReturnValue is DstNullObject.
        pub dest_handle_index: Option<u32> = if_dst_null(return_value),
        /// PartialCompletion.
        pub partial_completion: bool = or_zero(return_value),
    }
}

rop! {
    RopCopyFolder = 0x36, "2.2.4.8";
    request RopCopyFolderRequest [source dest] {
        /// WantAsynchronous.
        pub want_asynchronous: bool,
        /// WantRecursive.
        pub want_recursive: bool,
        /// UseUnicode: the width of the name.
        pub use_unicode: bool,
        /// FolderId.
        pub folder_id: FolderId,
        /// NewFolderName.
        pub new_folder_name: RowString = text(use_unicode),
    }
    response RopCopyFolderResponse [source] any(return_value) {
        /// DestHandleIndex: there if ReturnValue is DstNullObject.
        pub dest_handle_index: Option<u32> = if_dst_null(return_value),
        /// PartialCompletion.
        pub partial_completion: bool = or_zero(return_value),
    }
}

rop! {
    RopEmptyFolder = 0x58, "2.2.4.9";
    request RopEmptyFolderRequest [input] {
        /// WantAsynchronous.
        pub want_asynchronous: bool,
        /// WantDeleteAssociated.
        pub want_delete_associated: bool,
    }
    response RopEmptyFolderResponse [input] any(return_value) {
        /// PartialCompletion.
        pub partial_completion: bool = or_zero(return_value),
    }
}

rop! {
    RopHardDeleteMessagesAndSubfolders = 0x92, "2.2.4.10";
    request RopHardDeleteMessagesAndSubfoldersRequest [input] {
        /// WantAsynchronous.
        pub want_asynchronous: bool,
        /// WantDeleteAssociated.
        pub want_delete_associated: bool,
    }
    response RopHardDeleteMessagesAndSubfoldersResponse [input] any(return_value) {
        /// PartialCompletion.
        pub partial_completion: bool = or_zero(return_value),
    }
}

rop! {
    RopDeleteMessages = 0x1E, "2.2.4.11";
    request RopDeleteMessagesRequest [input] {
        /// WantAsynchronous.
        pub want_asynchronous: bool,
        /// NotifyNonRead.
        pub notify_non_read: bool,
        /// MessageIds.
        pub message_ids: Vec<MessageId> = list_u16,
    }
    response RopDeleteMessagesResponse [input] any(return_value) {
        /// PartialCompletion.
        pub partial_completion: bool = or_zero(return_value),
    }
}

rop! {
    RopHardDeleteMessages = 0x91, "2.2.4.12";
    request RopHardDeleteMessagesRequest [input] {
        /// WantAsynchronous.
        pub want_asynchronous: bool,
        /// NotifyNonRead.
        pub notify_non_read: bool,
        /// MessageIds.
        pub message_ids: Vec<MessageId> = list_u16,
    }
    response RopHardDeleteMessagesResponse [input] any(return_value) {
        /// PartialCompletion.
        pub partial_completion: bool = or_zero(return_value),
    }
}

rop! {
    RopGetHierarchyTable = 0x04, "2.2.4.13";
    request RopGetHierarchyTableRequest [input output] {
        /// TableFlags.
        pub table_flags: u8,
    }
    response RopGetHierarchyTableResponse [output] ok RopGetHierarchyTableSuccess {
        /// RowCount.
        pub row_count: u32,
    }
}

rop! {
    RopGetContentsTable = 0x05, "2.2.4.14";
    request RopGetContentsTableRequest [input output] {
        /// TableFlags.
        pub table_flags: u8,
    }
    response RopGetContentsTableResponse [output] ok RopGetContentsTableSuccess {
        /// RowCount.
        pub row_count: u32,
    }
}
