use super::*;
use crate::msg::read_with_report;
use crate::oracle::survives_as_msg;
use crate::{Attachment, LossReason, ReadOptions, Recipient, RecipientType, strategy};
use proptest::prelude::*;
use ropeway_types::tags;

fn options() -> WriteOptions {
    WriteOptions::default()
}

proptest! {
    #[test]
    fn any_message_comes_back_but_for_what_is_told(message in strategy::message()) {
        survives_as_msg(&message, &options());
        survives_as_msg(&message, &options().with_strings(Strings::AsTheyAre));
        survives_as_msg(&message, &options().with_version(CompoundVersion::V4));
    }

    #[test]
    fn files_are_regular(message in strategy::message()) {
        let Written { file, .. } = write(&message, &options()).unwrap();
        cfb::CompoundFile::open_strict(Cursor::new(file.clone())).unwrap();
        let reading = read_with_report(Cursor::new(file), &ReadOptions::default()).unwrap();
        prop_assert!(!reading.report.lost_something(), "{:?}", reading.report);
    }
}
