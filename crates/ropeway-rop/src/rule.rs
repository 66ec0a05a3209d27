//! Rule ROPs ([MS-OXCROPS] 2.2.11).

use bytes::Bytes;
use ropeway_types::wire::codec::{bytes_u16, list_u16};
use ropeway_types::{TaggedPropertyValue, wire_struct};

wire_struct! {
    /// RuleData ([MS-OXORULE] 2.2.1.3): a rule that is to change.
    #[derive(Debug, Clone, PartialEq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct RuleData {
        /// RuleDataFlags: 0x01 add, 0x02 modify, 0x04 remove.
        pub rule_data_flags: u8,
        /// PropertyValues.
        pub property_values: Vec<TaggedPropertyValue> = list_u16,
    }
}

rop! {
    RopModifyRules = 0x41, "2.2.11.1";
    request RopModifyRulesRequest [input] {
        /// ModifyRulesFlags: 0x01 replaces all rules.
        pub modify_rules_flags: u8,
        /// RulesData.
        pub rules_data: Vec<RuleData> = list_u16["RulesCount"],
    }
    response RopModifyRulesResponse [input] ok;
}

rop! {
    RopGetRulesTable = 0x3F, "2.2.11.2";
    request RopGetRulesTableRequest [input output] {
        /// TableFlags: 0x40 wants Unicode.
        pub table_flags: u8,
    }
    response RopGetRulesTableResponse [output] ok;
}

rop! {
    RopUpdateDeferredActionMessages = 0x57, "2.2.11.3";
    request RopUpdateDeferredActionMessagesRequest [input] {
        /// ServerEntryId.
        pub server_entry_id: Bytes = bytes_u16,
        /// ClientEntryId.
        pub client_entry_id: Bytes = bytes_u16,
    }
    response RopUpdateDeferredActionMessagesResponse [input] ok;
}
