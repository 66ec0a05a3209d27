//! The operators of restrictions ([MS-OXCDATA] 2.12) and the kinds of address book objects, as numbers
//! with names.

use crate::numbers::{flag_set, open_number};

open_number! {
    /// RelOp of a property, compare-properties or size restriction ([MS-OXCDATA] 2.12.5.1, 2.12.6.1,
    /// 2.12.8.1).
    RelOp: u8 {
        /// Less than.
        LESS_THAN = 0x00, "RelationalOperatorLessThan";
        /// Less than or equal.
        LESS_THAN_OR_EQUAL = 0x01, "RelationalOperatorLessThanOrEqual";
        /// Greater than.
        GREATER_THAN = 0x02, "RelationalOperatorGreaterThan";
        /// Greater than or equal.
        GREATER_THAN_OR_EQUAL = 0x03, "RelationalOperatorGreaterThanOrEqual";
        /// Equal.
        EQUAL = 0x04, "RelationalOperatorEqual";
        /// Not equal.
        NOT_EQUAL = 0x05, "RelationalOperatorNotEqual";
        /// Like a regular expression; MAPI's RELOP_RE, which [MS-OXCDATA] does not list.
        LIKE = 0x06, "RELOP_RE";
        /// In the membership of a distribution list.
        MEMBER_OF_DL = 0x64, "RelationalOperatorMemberOfDL";
    }
}

open_number! {
    /// BitmapRelOp of a bitmask restriction ([MS-OXCDATA] 2.12.7.1).
    BitmapRelOp: u8 {
        /// `value & mask == 0`
        EQUAL_TO_ZERO = 0x00, "BMR_EQZ";
        /// `value & mask != 0`
        NOT_EQUAL_TO_ZERO = 0x01, "BMR_NEZ";
    }
}

open_number! {
    /// FuzzyLevelLow of a content restriction ([MS-OXCDATA] 2.12.4.1): which part must match.
    FuzzyLevelLow: u16 {
        /// The whole string.
        FULL_STRING = 0x0000, "FL_FULLSTRING";
        /// Any part of it.
        SUBSTRING = 0x0001, "FL_SUBSTRING";
        /// Its beginning.
        PREFIX = 0x0002, "FL_PREFIX";
    }
}

flag_set! {
    /// FuzzyLevelHigh of a content restriction ([MS-OXCDATA] 2.12.4.1): what is overlooked; for strings
    /// only.
    FuzzyLevelHigh: u16 {
        /// FL_IGNORECASE: case.
        IGNORE_CASE = 0x0001;
        /// FL_IGNORENONSPACE: non-spacing marks, such as accents.
        IGNORE_NON_SPACE = 0x0002;
        /// FL_LOOSE: whatever can be, case and non-spacing marks among it.
        LOOSE = 0x0004;
    }
}

open_number! {
    /// DisplayType of a recipient row with an X.500 address ([MS-OXCDATA] 2.8.3.2).
    DisplayType: u8 {
        /// A messaging user.
        MAIL_USER = 0x00, "DT_MAILUSER";
        /// A distribution list.
        DISTRIBUTION_LIST = 0x01, "DT_DISTLIST";
        /// A forum, such as a public folder.
        FORUM = 0x02, "DT_FORUM";
        /// An automated agent.
        AGENT = 0x03, "DT_AGENT";
        /// An alias for a large group.
        ORGANIZATION = 0x04, "DT_ORGANIZATION";
        /// A personally administered distribution list.
        PRIVATE_DISTRIBUTION_LIST = 0x05, "DT_PRIVATE_DISTLIST";
        /// A user of a foreign messaging system.
        REMOTE_MAIL_USER = 0x06, "DT_REMOTE_MAILUSER";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Decode, Encode, Reader};

    #[test]
    fn numbers_without_a_name_survive() {
        assert_eq!(
            format!("{:?}", RelOp::MEMBER_OF_DL),
            "RelationalOperatorMemberOfDL(0x64)"
        );
        assert_eq!(format!("{:?}", RelOp(0x77)), "RelOp(0x77)");
        assert_eq!(BitmapRelOp(9).name(), None);
        let wire = DisplayType(0xEE).to_bytes().unwrap();
        assert_eq!(DisplayType::decode(&mut Reader::new(wire)), Ok(DisplayType(0xEE)));
    }

    #[test]
    fn flags_are_told_apart() {
        let flags = FuzzyLevelHigh::IGNORE_CASE | FuzzyLevelHigh::LOOSE;
        assert!(flags.contains(FuzzyLevelHigh::LOOSE));
        assert!(!flags.contains(FuzzyLevelHigh::IGNORE_NON_SPACE));
        assert_eq!(FuzzyLevelHigh(0x18).unknown(), 0x18);
        assert_eq!(flags.unknown(), 0);
        assert_eq!(format!("{flags:?}"), "FuzzyLevelHigh(0x5 IGNORE_CASE LOOSE)");
        assert_eq!(FuzzyLevelLow::PREFIX.to_bytes().unwrap()[..], [2, 0]);
    }
}
