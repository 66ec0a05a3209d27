//! The attributes of a stream ([MS-OXTNEF] 2.1.3.2), and the forms that only they have.

use ropeway_types::FileTime;

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
const SECONDS_OF_DAY: i64 = 86_400;
/// Days from 1970-01-01 to 2000-03-01, from which both conversions count.
const MARCH_2000: i64 = 11_017;
/// Days of 400 years of the Gregorian calendar.
const ERA: i64 = 146_097;

/// The seconds since 1970 of a DTR ([MS-OXTNEF] 2.1.3.3.4), taken as UTC; `None` if it is no date. The
/// day of the week is not looked at.
pub(super) fn time_of_dtr(data: &[u8]) -> Option<FileTime> {
    let mut words = data
        .get(..DTR_LEN)?
        .chunks_exact(2)
        .map(|word| word.iter().rev().fold(0i64, |n, byte| n << 8 | i64::from(*byte)));
    let mut next = |least: i64, most: i64| words.next().filter(|n| (least..=most).contains(n));
    let (year, month, day) = (next(1601, 0xFFFF)?, next(1, 12)?, next(1, 31)?);
    let (hour, minute, second) = (next(0, 23)?, next(0, 59)?, next(0, 59)?);
    let days = days_of_date(year, month, day);
    if date_of_days(days) != (year, month, day) {
        return None;
    }
    let seconds = hour
        .saturating_mul(3600)
        .saturating_add(minute.saturating_mul(60))
        .saturating_add(second);
    Some(FileTime::from_unix_seconds(
        days.saturating_mul(SECONDS_OF_DAY).saturating_add(seconds),
    ))
}

/// A time as a DTR in UTC, to the second; `None` beyond the year 65535.
pub(super) fn dtr_of_time(time: FileTime) -> Option<[u8; DTR_LEN]> {
    let seconds = time.unix_seconds();
    let (days, rest) = (
        seconds.div_euclid(SECONDS_OF_DAY),
        seconds.rem_euclid(SECONDS_OF_DAY),
    );
    let (year, month, day) = date_of_days(days);
    // 1970-01-01 was a Thursday; Sunday is 0.
    let weekday = days.saturating_add(4).rem_euclid(7);
    let mut dtr = [0; DTR_LEN];
    let fields = [year, month, day, rest / 3600, rest / 60 % 60, rest % 60, weekday];
    for (word, field) in dtr.chunks_exact_mut(2).zip(fields) {
        word.copy_from_slice(&u16::try_from(field).ok()?.to_le_bytes());
    }
    Some(dtr)
}

/// Days since 1970-01-01. Years begin with March here, so that the day that some have is their last.
fn days_of_date(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month.saturating_sub(3))
    } else {
        (year.saturating_sub(1), month.saturating_add(9))
    };
    let years = year.saturating_sub(2000);
    let leap_days = years
        .div_euclid(4)
        .saturating_sub(years.div_euclid(100))
        .saturating_add(years.div_euclid(400));
    // From March on, five months have 153 days.
    let days_before = month.saturating_mul(153).saturating_add(2).div_euclid(5);
    years
        .saturating_mul(365)
        .saturating_add(leap_days)
        .saturating_add(days_before)
        .saturating_add(day)
        .saturating_sub(1)
        .saturating_add(MARCH_2000)
}

/// Year, month and day, from days since 1970-01-01.
fn date_of_days(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_sub(MARCH_2000);
    let (era, in_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    // The last day of an era belongs to its last century, and the last of four years to its last year.
    let century = (in_era / 36_524).min(3);
    let in_century = in_era.saturating_sub(century.saturating_mul(36_524));
    let (fours, in_four) = (in_century / 1_461, in_century % 1_461);
    let year = (in_four / 365).min(3);
    let in_year = in_four.saturating_sub(year.saturating_mul(365));
    let month = in_year.saturating_mul(5).saturating_add(2) / 153;
    let day = in_year.saturating_sub(month.saturating_mul(153).saturating_add(2) / 5);
    let years = era
        .saturating_mul(400)
        .saturating_add(century.saturating_mul(100))
        .saturating_add(fours.saturating_mul(4))
        .saturating_add(year)
        .saturating_add(2000);
    let (years, month) = if month < 10 {
        (years, month.saturating_add(3))
    } else {
        (years.saturating_add(1), month.saturating_sub(9))
    };
    (years, month, day.saturating_add(1))
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
    fn dates_count_as_the_calendar_does() {
        // Of the corpus: Thursday 1999-10-14 08:55:44.
        let dtr = [0xCF, 7, 10, 0, 14, 0, 8, 0, 0x37, 0, 0x2C, 0, 4, 0];
        let time = time_of_dtr(&dtr).unwrap();
        assert_eq!(time.unix_seconds(), 939_891_344);
        assert_eq!(dtr_of_time(time).unwrap(), dtr);
        // A leap day of a century.
        let dtr = [0xD0, 7, 2, 0, 29, 0, 0, 0, 0, 0, 0, 0, 2, 0];
        assert_eq!(time_of_dtr(&dtr).unwrap().unix_seconds(), 951_782_400);
        assert_eq!(
            dtr_of_time(FileTime::from_unix_seconds(951_782_400)).unwrap(),
            dtr
        );
        let no_leap_day = [0x34, 8, 2, 0, 29, 0, 0, 0, 0, 0, 0, 0, 2, 0];
        assert_eq!(time_of_dtr(&no_leap_day), None);
        assert_eq!(time_of_dtr(&[0; 14]), None);
        assert_eq!(time_of_dtr(&dtr[..13]), None);
        for days in [
            -134_774, -1, 0, 11_016, 11_017, 11_382, 47_540, 47_541, 157_113, 157_114, 10_000_000,
        ] {
            let time = FileTime::from_unix_seconds(days * SECONDS_OF_DAY + 86_399);
            assert_eq!(time_of_dtr(&dtr_of_time(time).unwrap()), Some(time), "{days}");
        }
        assert!(dtr_of_time(FileTime(u64::MAX)).is_some());
    }

    #[test]
    fn checksums_wrap() {
        assert_eq!(checksum(&[1, 2, 3]), 6);
        assert_eq!(checksum(&[0xFF; 258]), 254);
    }
}
