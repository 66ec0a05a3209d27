//! The attributes of a stream ([MS-OXTNEF] 2.1.3.2), and the forms that only they have.

use ropeway_types::{CivilTime, FileTime};

/// TNEFSignature ([MS-OXTNEF] 2.1.3.1).
pub(super) const SIGNATURE: u32 = 0x223E_9F78;
/// TNEFVersion: the only version there is ([MS-OXTNEF] 2.1.3.3.1).
pub(super) const VERSION: u32 = 0x0001_0000;
/// Bytes of an attribute before its data: level, id, length.
pub(super) const HEADER_LEN: usize = 9;

/// Level of a message's attributes.
pub(super) const LEVEL_MESSAGE: u8 = 1;
/// Level of an attachment's attributes.
pub(super) const LEVEL_ATTACHMENT: u8 = 2;

macro_rules! attributes {
    ($($constant:ident = $id:literal, $name:literal;)*) => {
        $(pub(super) const $constant: u32 = $id;)*

        /// The specification's name of an attribute.
        pub(super) fn name(id: u32) -> Option<&'static str> {
            match id {
                $($id => Some($name),)*
                _ => None,
            }
        }
    };
}

// The ids of [MS-OXTNEF] 2.1.3.2.
attributes! {
    TNEF_VERSION = 0x0008_9006, "attTnefVersion";
    OEM_CODEPAGE = 0x0006_9007, "attOemCodepage";
    MESSAGE_CLASS = 0x0007_8008, "attMessageClass";
    ORIGINAL_MESSAGE_CLASS = 0x0007_0006, "attOriginalMessageClass";
    FROM = 0x0000_8000, "attFrom";
    SUBJECT = 0x0001_8004, "attSubject";
    DATE_SENT = 0x0003_8005, "attDateSent";
    DATE_RECEIVED = 0x0003_8006, "attDateRecd";
    MESSAGE_STATUS = 0x0006_8007, "attMessageStatus";
    MESSAGE_ID = 0x0001_8009, "attMessageID";
    PARENT_ID = 0x0001_800A, "attParentID";
    CONVERSATION_ID = 0x0001_800B, "attConversationID";
    BODY = 0x0002_800C, "attBody";
    PRIORITY = 0x0004_800D, "attPriority";
    DATE_MODIFIED = 0x0003_8020, "attDateModified";
    MESSAGE_PROPERTIES = 0x0006_9003, "attMsgProps";
    RECIPIENT_TABLE = 0x0006_9004, "attRecipTable";
    OWNER = 0x0006_0000, "attOwner";
    SENT_FOR = 0x0006_0001, "attSentFor";
    DELEGATE = 0x0006_0002, "attDelegate";
    DATE_START = 0x0003_0006, "attDateStart";
    DATE_END = 0x0003_0007, "attDateEnd";
    OWNER_APPOINTMENT = 0x0005_0008, "attAidOwner";
    RESPONSE_REQUESTED = 0x0004_0009, "attRequestRes";
    RENDERING = 0x0006_9002, "attAttachRendData";
    ATTACH_DATA = 0x0006_800F, "attAttachData";
    ATTACH_TITLE = 0x0001_8010, "attAttachTitle";
    ATTACH_METAFILE = 0x0006_8011, "attAttachMetaFile";
    ATTACH_CREATED = 0x0003_8012, "attAttachCreateDate";
    ATTACH_MODIFIED = 0x0003_8013, "attAttachModifyDate";
    ATTACH_TRANSPORT_NAME = 0x0006_9001, "attAttachTransportFilename";
    ATTACHMENT = 0x0006_9005, "attAttachment";
}

/// attAttachRendData: the attachment is a file ([MS-OXTNEF] 2.1.3.3.15).
pub(super) const RENDERING_FILE: u16 = 1;
/// attAttachRendData: the attachment is an OLE object.
pub(super) const RENDERING_OLE: u16 = 2;
/// attAttachRendData: the flag of a file in MacBinary form.
pub(super) const RENDERING_MAC_BINARY: u32 = 1;
/// PidTagAttachEncoding of a file in MacBinary form ([MS-OXCMSG] 2.2.2.20).
pub(super) const MAC_BINARY: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x14, 0x03, 0x0B, 0x01];

/// The names of message classes in attMessageClass, which differ from those of MAPI for some of them
/// ([MS-OXTNEF] 2.1.3.3.2): MAPI's name, and the attribute's.
const CLASSES: &[(&str, &str)] = &[
    ("IPM.Note", "IPM.Microsoft Mail.Note"),
    ("Report.IPM.Note.IPNRN", "IPM.Microsoft Mail.Read Receipt"),
    ("Report.IPM.Note.NDR", "IPM.Microsoft Mail.Non-Delivery"),
    ("IPM.Schedule.Meeting.Request", "IPM.Microsoft Schedule.MtgReq"),
    ("IPM.Schedule.Meeting.Resp.Pos", "IPM.Microsoft Schedule.MtgRespP"),
    ("IPM.Schedule.Meeting.Resp.Neg", "IPM.Microsoft Schedule.MtgRespN"),
    (
        "IPM.Schedule.Meeting.Resp.Tent",
        "IPM.Microsoft Schedule.MtgRespA",
    ),
    ("IPM.Schedule.Meeting.Canceled", "IPM.Microsoft Schedule.MtgCncl"),
];

/// What older programs put before a class.
const CLASS_PREFIX: &str = "Microsoft Mail v3.0 ";

/// MAPI's name of a class in attMessageClass.
pub(super) fn class_to_mapi(class: &str) -> &str {
    let class = class.strip_prefix(CLASS_PREFIX).unwrap_or(class);
    CLASSES
        .iter()
        .find(|(_, legacy)| legacy.eq_ignore_ascii_case(class))
        .map_or(class, |(mapi, _)| mapi)
}

/// The name of a MAPI class in attMessageClass.
pub(super) fn class_from_mapi(class: &str) -> &str {
    CLASSES
        .iter()
        .find(|(mapi, _)| mapi.eq_ignore_ascii_case(class))
        .map_or(class, |(_, legacy)| legacy)
}

/// Pairs of a bit of attMessageStatus and one of PidTagMessageFlags ([MS-OXTNEF] 2.1.3.3.7); the first
/// bit says the opposite of its partner.
const STATUS: [(u8, i32); 5] = [
    (0x01, 0x0002),
    (0x02, 0x0008),
    (0x04, 0x0004),
    (0x20, 0x0001),
    (0x80, 0x0010),
];
/// fmsModified, the opposite of mfUnmodified.
const STATUS_MODIFIED: u8 = 0x01;

/// PidTagMessageFlags for attMessageStatus.
pub(super) fn flags_of_status(status: u8) -> i32 {
    STATUS
        .iter()
        .filter(|(bit, _)| (status & bit != 0) != (*bit == STATUS_MODIFIED))
        .fold(0, |flags, (_, flag)| flags | flag)
}

/// attMessageStatus for PidTagMessageFlags.
pub(super) fn status_of_flags(flags: i32) -> u8 {
    STATUS
        .iter()
        .filter(|(bit, flag)| (flags & flag != 0) != (*bit == STATUS_MODIFIED))
        .fold(0, |status, (bit, _)| status | bit)
}

/// PidTagImportance for attPriority, and the other way: the two count in opposite directions from 2 and 1.
pub(super) fn importance_of_priority(priority: u16) -> Option<i32> {
    match priority {
        1 => Some(2),
        2 => Some(1),
        3 => Some(0),
        _ => None,
    }
}

/// attPriority for PidTagImportance.
pub(super) fn priority_of_importance(importance: i32) -> Option<u16> {
    match importance {
        2 => Some(1),
        1 => Some(2),
        0 => Some(3),
        _ => None,
    }
}

/// Bytes of a DTR.
pub(super) const DTR_LEN: usize = 14;

/// The moment of a DTR ([MS-OXTNEF] 2.1.3.3.4), taken as UTC; `None` if it is no date. The day of the week is
/// not looked at.
pub(super) fn time_of_dtr(data: &[u8]) -> Option<FileTime> {
    let mut words = data.get(..DTR_LEN)?.chunks_exact(2).map(|word| match word {
        [low, high] => u16::from_le_bytes([*low, *high]),
        _ => 0,
    });
    let year = words.next()?;
    let mut byte = || u8::try_from(words.next()?).ok();
    let time = CivilTime {
        year,
        month: byte()?,
        day: byte()?,
        hour: byte()?,
        minute: byte()?,
        second: byte()?,
    };
    FileTime::try_from(time).ok()
}

/// A time as a DTR in UTC, to the second.
pub(super) fn dtr_of_time(time: FileTime) -> [u8; DTR_LEN] {
    let time = CivilTime::from(time);
    let bytes = [
        time.month,
        time.day,
        time.hour,
        time.minute,
        time.second,
        time.day_of_week(),
    ];
    let words = std::iter::once(time.year).chain(bytes.map(u16::from));
    let mut dtr = [0; DTR_LEN];
    for (place, word) in dtr.chunks_exact_mut(2).zip(words) {
        place.copy_from_slice(&word.to_le_bytes());
    }
    dtr
}

/// The sum of an attribute's data, modulo 65536 ([MS-OXTNEF] 2.1.3.1).
pub(super) fn checksum(data: &[u8]) -> u16 {
    data.iter()
        .fold(0, |sum: u16, byte| sum.wrapping_add(u16::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_map_both_ways() {
        assert_eq!(class_to_mapi("IPM.Microsoft Mail.Note"), "IPM.Note");
        assert_eq!(
            class_to_mapi("Microsoft Mail v3.0 IPM.Microsoft Schedule.MtgRespA"),
            "IPM.Schedule.Meeting.Resp.Tent"
        );
        assert_eq!(class_to_mapi("IPM.Task"), "IPM.Task");
        assert_eq!(class_from_mapi("ipm.note"), "IPM.Microsoft Mail.Note");
        assert_eq!(class_from_mapi("IPM.Note.SMIME"), "IPM.Note.SMIME");
        for (mapi, legacy) in CLASSES {
            assert_eq!((class_to_mapi(legacy), class_from_mapi(mapi)), (*mapi, *legacy));
        }
    }

    #[test]
    fn status_and_flags() {
        // Of the corpus: modified and read.
        assert_eq!(flags_of_status(0x21), 0x0001);
        assert_eq!(flags_of_status(0), 0x0002);
        assert_eq!(flags_of_status(0xA6), 0x0002 | 0x0008 | 0x0004 | 0x0001 | 0x0010);
        for status in [0, 0x21, 0xA7, 0x84] {
            assert_eq!(status_of_flags(flags_of_status(status)), status);
        }
    }

    #[test]
    fn dates_are_seven_words() {
        // Of the corpus: Thursday 1999-10-14 08:55:44.
        let dtr = [0xCF, 7, 10, 0, 14, 0, 8, 0, 0x37, 0, 0x2C, 0, 4, 0];
        let time = time_of_dtr(&dtr).unwrap();
        assert_eq!(time.unix_seconds(), 939_891_344);
        assert_eq!(dtr_of_time(time), dtr);
        assert_eq!(time_of_dtr(&[0; 14]), None);
        assert_eq!(time_of_dtr(&dtr[..13]), None);
        let mut month_266 = dtr;
        month_266[3] = 1;
        assert_eq!(time_of_dtr(&month_266), None);
    }

    #[test]
    fn checksums_wrap() {
        assert_eq!(checksum(&[1, 2, 3]), 6);
        assert_eq!(checksum(&[0xFF; 258]), 254);
    }
}
