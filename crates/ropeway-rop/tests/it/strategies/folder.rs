//! Folder ROPs ([MS-OXCROPS] 2.2.4).

use super::table::restriction;
use super::values::text;
use super::{Answer, Made, Of, code, code_and_destination};
use proptest::prelude::*;
use ropeway_rop::*;

pub(crate) fn requests() -> Of<Request> {
    vec![
        request!(RopOpenFolderRequest [input output] { folder_id, open_mode_flags }),
        request!(RopCreateFolderRequest, create_folder()),
        request!(RopDeleteFolderRequest [input] { delete_folder_flags, folder_id }),
        request!(RopSetSearchCriteriaRequest [input] {
            restriction = restriction(), folder_ids, search_flags
        }),
        request!(RopGetSearchCriteriaRequest [input] { use_unicode, include_restriction, include_folders }),
        request!(RopMoveCopyMessagesRequest [source dest] { message_ids, want_asynchronous, want_copy }),
        request!(RopMoveFolderRequest, move_folder()),
        request!(RopCopyFolderRequest, copy_folder()),
        request!(RopEmptyFolderRequest [input] { want_asynchronous, want_delete_associated }),
        request!(RopHardDeleteMessagesAndSubfoldersRequest [input] {
            want_asynchronous, want_delete_associated
        }),
        request!(RopDeleteMessagesRequest [input] { want_asynchronous, notify_non_read, message_ids }),
        request!(RopHardDeleteMessagesRequest [input] { want_asynchronous, notify_non_read, message_ids }),
        request!(RopGetHierarchyTableRequest [input output] { table_flags }),
        request!(RopGetContentsTableRequest [input output] { table_flags }),
    ]
}

fn create_folder() -> BoxedStrategy<RopCreateFolderRequest> {
    any::<bool>()
        .prop_flat_map(|is_wide| {
            made!(RopCreateFolderRequest {
                logon_id,
                input_handle_index,
                output_handle_index,
                folder_type,
                use_unicode_strings = Just(is_wide),
                open_existing,
                reserved,
                display_name = text(is_wide),
                comment = text(is_wide),
            })
        })
        .boxed()
}

fn move_folder() -> BoxedStrategy<RopMoveFolderRequest> {
    any::<bool>()
        .prop_flat_map(|is_wide| {
            made!(RopMoveFolderRequest {
                logon_id,
                source_handle_index,
                dest_handle_index,
                want_asynchronous,
                use_unicode = Just(is_wide),
                folder_id,
                new_folder_name = text(is_wide),
            })
        })
        .boxed()
}

fn copy_folder() -> BoxedStrategy<RopCopyFolderRequest> {
    any::<bool>()
        .prop_flat_map(|is_wide| {
            made!(RopCopyFolderRequest {
                logon_id,
                source_handle_index,
                dest_handle_index,
                want_asynchronous,
                want_recursive,
                use_unicode = Just(is_wide),
                folder_id,
                new_folder_name = text(is_wide),
            })
        })
        .boxed()
}

impl Made for ExistingFolder {
    fn made() -> BoxedStrategy<Self> {
        made!(ExistingFolder { has_rules, ghosted })
    }
}

/// A response whose destination may be the one that is not there.
macro_rules! moved {
    ($id:ident $response:ident) => {{
        let fields = (any::<(u8, bool)>(), code_and_destination());
        let response = fields.prop_map(
            |((source_handle_index, partial_completion), (return_value, dest_handle_index))| $response {
                source_handle_index,
                return_value,
                dest_handle_index,
                partial_completion,
            },
        );
        super::alone(RopId::$id, response.boxed())
    }};
}

pub(crate) fn answers() -> Of<Answer> {
    vec![
        ok!(OPEN_FOLDER RopOpenFolderResponse [output_handle_index]
            RopOpenFolderSuccess { has_rules, ghosted }),
        ok!(CREATE_FOLDER RopCreateFolderResponse [output_handle_index]
            RopCreateFolderSuccess { folder_id, existing }),
        response!(DELETE_FOLDER RopDeleteFolderResponse {
            input_handle_index, return_value = code(), partial_completion
        }),
        ok!(SET_SEARCH_CRITERIA RopSetSearchCriteriaResponse [input_handle_index]),
        ok!(GET_SEARCH_CRITERIA RopGetSearchCriteriaResponse [input_handle_index]
        RopGetSearchCriteriaSuccess {
            restriction = restriction(), logon_id, folder_ids, search_flags
        }),
        moved!(MOVE_COPY_MESSAGES RopMoveCopyMessagesResponse),
        moved!(MOVE_FOLDER RopMoveFolderResponse),
        moved!(COPY_FOLDER RopCopyFolderResponse),
        response!(EMPTY_FOLDER RopEmptyFolderResponse {
            input_handle_index, return_value = code(), partial_completion
        }),
        response!(HARD_DELETE_MESSAGES_AND_SUBFOLDERS RopHardDeleteMessagesAndSubfoldersResponse {
            input_handle_index, return_value = code(), partial_completion
        }),
        response!(DELETE_MESSAGES RopDeleteMessagesResponse {
            input_handle_index, return_value = code(), partial_completion
        }),
        response!(HARD_DELETE_MESSAGES RopHardDeleteMessagesResponse {
            input_handle_index, return_value = code(), partial_completion
        }),
        ok!(GET_HIERARCHY_TABLE RopGetHierarchyTableResponse [output_handle_index]
            RopGetHierarchyTableSuccess { row_count }),
        ok!(GET_CONTENTS_TABLE RopGetContentsTableResponse [output_handle_index]
            RopGetContentsTableSuccess { row_count }),
    ]
}
