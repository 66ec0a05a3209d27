//! Permission and rule ROPs ([MS-OXCROPS] 2.2.10, 2.2.11).

use super::{Answer, Made, Of};
use proptest::prelude::*;
use ropeway_rop::*;

pub(crate) fn requests() -> Of<Request> {
    vec![
        request!(RopModifyPermissionsRequest [input] { modify_flags, permissions_data }),
        request!(RopGetPermissionsTableRequest [input output] { table_flags }),
        request!(RopModifyRulesRequest [input] { modify_rules_flags, rules_data }),
        request!(RopGetRulesTableRequest [input output] { table_flags }),
        request!(RopUpdateDeferredActionMessagesRequest [input] { server_entry_id, client_entry_id }),
    ]
}

impl Made for PermissionData {
    fn made() -> BoxedStrategy<Self> {
        made!(PermissionData {
            permission_data_flags,
            property_values
        })
    }
}
impl Made for RuleData {
    fn made() -> BoxedStrategy<Self> {
        made!(RuleData {
            rule_data_flags,
            property_values
        })
    }
}

pub(crate) fn answers() -> Of<Answer> {
    vec![
        ok!(MODIFY_PERMISSIONS RopModifyPermissionsResponse [input_handle_index]),
        ok!(GET_PERMISSIONS_TABLE RopGetPermissionsTableResponse [output_handle_index]),
        ok!(MODIFY_RULES RopModifyRulesResponse [input_handle_index]),
        ok!(GET_RULES_TABLE RopGetRulesTableResponse [output_handle_index]),
        ok!(UPDATE_DEFERRED_ACTION_MESSAGES RopUpdateDeferredActionMessagesResponse [input_handle_index]),
    ]
}
