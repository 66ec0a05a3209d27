//! Rules ([MS-OXORULE]): the numbers in RopModifyRules, RopGetRulesTable and in the properties of a
//! rule. The actions themselves are [`RuleAction`](crate::RuleAction).

use crate::numbers::{flag_set, open_number};
pub use crate::tags::{
    RULE_ACTIONS, RULE_CONDITION, RULE_ID, RULE_LEVEL, RULE_NAME, RULE_PROVIDER, RULE_PROVIDER_DATA,
    RULE_SEQUENCE, RULE_STATE, RULE_USER_FLAGS,
};

flag_set! {
    /// The value of PidTagRuleState ([MS-OXORULE] 2.2.1.3.1.3).
    RuleState: u32 {
        /// ST_ENABLED (EN): the rule is on.
        ENABLED = 0x0000_0001;
        /// ST_ERROR (ER): the server failed to carry it out.
        ERROR = 0x0000_0002;
        /// ST_ONLY_WHEN_OOF (OF): only while the user is out of office.
        ONLY_WHEN_OOF = 0x0000_0004;
        /// ST_KEEP_OOF_HIST (HI): remember who was answered.
        KEEP_OOF_HIST = 0x0000_0008;
        /// ST_EXIT_LEVEL (EL): no rule after this one, out-of-office rules aside.
        EXIT_LEVEL = 0x0000_0010;
        /// ST_SKIP_IF_SCL_IS_SAFE (SCL): may be skipped for messages that are known to be safe.
        SKIP_IF_SCL_IS_SAFE = 0x0000_0020;
        /// ST_RULE_PARSE_ERROR (PE): the server could not read the rule.
        PARSE_ERROR = 0x0000_0040;
    }
}

flag_set! {
    /// RuleDataFlags of a RuleData ([MS-OXORULE] 2.2.1.3): one of these says what becomes of the rule.
    RuleDataFlags: u8 {
        /// ROW_ADD: a new rule, without PidTagRuleId.
        ROW_ADD = 0x01;
        /// ROW_MODIFY: the rule of this PidTagRuleId.
        ROW_MODIFY = 0x02;
        /// ROW_REMOVE: the rule of this PidTagRuleId, all that is given.
        ROW_REMOVE = 0x04;
    }
}

flag_set! {
    /// ModifyRulesFlags of RopModifyRules ([MS-OXORULE] 2.2.1.1).
    ModifyRulesFlags: u8 {
        /// R: the rules given replace all rules of the folder.
        REPLACE = 0x01;
    }
}

flag_set! {
    /// TableFlags of RopGetRulesTable ([MS-OXORULE] 2.2.2.1).
    RulesTableFlags: u8 {
        /// U: strings are Unicode.
        UNICODE = 0x40;
    }
}

open_number! {
    /// ActionType of an ActionBlock ([MS-OXORULE] 2.2.5.1).
    ActionType: u8 {
        /// Move to a folder.
        MOVE = 0x01, "OP_MOVE";
        /// Copy to a folder.
        COPY = 0x02, "OP_COPY";
        /// Reply with a template.
        REPLY = 0x03, "OP_REPLY";
        /// Reply with a template, out of office.
        OOF_REPLY = 0x04, "OP_OOF_REPLY";
        /// Leave it to the client.
        DEFER_ACTION = 0x05, "OP_DEFER_ACTION";
        /// Refuse: see [`BounceCode`].
        BOUNCE = 0x06, "OP_BOUNCE";
        /// Forward.
        FORWARD = 0x07, "OP_FORWARD";
        /// Send on to another user, as one who acts for the first.
        DELEGATE = 0x08, "OP_DELEGATE";
        /// Set a property.
        TAG = 0x09, "OP_TAG";
        /// Delete.
        DELETE = 0x0A, "OP_DELETE";
        /// Mark as read.
        MARK_AS_READ = 0x0B, "OP_MARK_AS_READ";
    }
}

flag_set! {
    /// ActionFlavor of OP_FORWARD ([MS-OXORULE] 2.2.5.1.1).
    ForwardFlavor: u32 {
        /// PR: keep the sender, and say that it was forwarded by a rule.
        PRESERVE_SENDER = 0x0000_0001;
        /// NC: change nothing in the message.
        DO_NOT_CHANGE = 0x0000_0002;
        /// AT: as an attachment; goes with no other flag.
        AS_ATTACHMENT = 0x0000_0004;
        /// TM: as a text message of the telephone network; goes with no other flag.
        AS_TEXT_MESSAGE = 0x0000_0008;
    }
}

flag_set! {
    /// ActionFlavor of OP_REPLY and OP_OOF_REPLY ([MS-OXORULE] 2.2.5.1.1): one of these, or zero for an
    /// ordinary reply.
    ReplyFlavor: u32 {
        /// NS: not to the sender, only to the recipients of the template.
        DO_NOT_SEND_TO_SENDER = 0x0000_0001;
        /// ST: the server's own text, not a template.
        STANDARD_TEXT = 0x0000_0002;
    }
}

open_number! {
    /// BounceCode of OP_BOUNCE ([MS-OXORULE] 2.2.5.1.2.5).
    BounceCode: u32 {
        /// Rejected: too large.
        TOO_LARGE = 0x0000_000D, "BOUNCE_MESSAGE_SIZE_TOO_LARGE";
        /// Rejected: cannot be shown to the user.
        CANNOT_DISPLAY = 0x0000_001F, "BOUNCE_FORMS_MISMATCH";
        /// Rejected: not allowed.
        DENIED = 0x0000_0026, "BOUNCE_ACCESS_DENIED";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ActionData, tag::PropertyType};

    #[test]
    fn tags_have_the_types_that_rules_need() {
        assert_eq!(RULE_CONDITION.property_type(), PropertyType::RESTRICTION);
        assert_eq!(RULE_ACTIONS.property_type(), PropertyType::RULE_ACTION);
        assert_eq!(RULE_ID.property_type(), PropertyType::INTEGER64);
    }

    #[test]
    fn action_types_are_those_of_the_action_blocks() {
        let encoded = crate::RuleAction {
            blocks: vec![crate::ActionBlock {
                flavor: ForwardFlavor::AS_ATTACHMENT.0,
                flags: 0,
                data: ActionData::MarkAsRead,
            }],
        };
        let bytes = crate::wire::Encode::to_bytes(&encoded).unwrap();
        assert_eq!(bytes.get(4).copied(), Some(ActionType::MARK_AS_READ.0));
        assert_eq!(format!("{:?}", ActionType::DELETE), "OP_DELETE(0xa)");
        assert_eq!(RuleState(0x31).unknown(), 0);
    }
}
