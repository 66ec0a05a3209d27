//! RecurrencePattern ([MS-OXOCAL] 2.2.1.44.1).

use crate::civil_time::CivilTime;
use crate::numbers::{flag_set, open_number};
use crate::time::FileTime;
use crate::wire::codec::list_u32;
use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};

/// A local date and time of day, in minutes since 1601-01-01 00:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct LocalMinutes(pub u32);

impl LocalMinutes {
    /// EndDate of a series without end: 4500-08-31 23:59 ([MS-OXOCAL] 2.2.1.44.1).
    pub const NO_END: Self = Self(0x5AE9_80DF);
    /// Minutes of a day.
    pub const DAY: u32 = 1440;

    /// Days since 1601-01-01.
    pub const fn day(self) -> u32 {
        self.0 / Self::DAY
    }

    /// Minutes since midnight.
    pub const fn minute_of_day(self) -> u32 {
        self.0 % Self::DAY
    }

    /// Midnight of a day, given in days since 1601-01-01; at the end of the range the last one.
    pub const fn from_day(day: u32) -> Self {
        Self(day.saturating_mul(Self::DAY))
    }

    /// Date and time of day.
    pub fn civil(self) -> CivilTime {
        const TICKS: u64 = 600_000_000;
        CivilTime::from(FileTime(u64::from(self.0).saturating_mul(TICKS)))
    }
}

impl Decode for LocalMinutes {
    const MIN_LEN: usize = 4;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        u32::decode(reader).map(Self)
    }
}
impl Encode for LocalMinutes {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.encode(writer)
    }
}

open_number! {
    /// RecurFrequency ([MS-OXOCAL] 2.2.1.44.1).
    RecurFrequency: u16 {
        /// Daily, also every weekday.
        DAILY = 0x200A, "Daily";
        /// Weekly.
        WEEKLY = 0x200B, "Weekly";
        /// Monthly.
        MONTHLY = 0x200C, "Monthly";
        /// Yearly: a number of months that twelve divides.
        YEARLY = 0x200D, "Yearly";
    }
}

open_number! {
    /// PatternType ([MS-OXOCAL] 2.2.1.44.1). It says what stands in [`PatternSpecific`].
    PatternType: u16 {
        /// Every so many days.
        DAY = 0x0000, "Day";
        /// On days of the week.
        WEEK = 0x0001, "Week";
        /// On a day of the month.
        MONTH = 0x0002, "Month";
        /// On the nth of some days of the week in a month.
        MONTH_NTH = 0x0003, "MonthNth";
        /// On the last day of the month.
        MONTH_END = 0x0004, "MonthEnd";
        /// As MONTH in the Hijri calendar.
        HJ_MONTH = 0x000A, "HjMonth";
        /// As MONTH_NTH in the Hijri calendar.
        HJ_MONTH_NTH = 0x000B, "HjMonthNth";
        /// As MONTH_END in the Hijri calendar.
        HJ_MONTH_END = 0x000C, "HjMonthEnd";
    }
}

open_number! {
    /// CalendarType ([MS-OXOCAL] 2.2.1.44.1): the calendar whose months a series counts.
    CalendarType: u16 {
        /// Gregorian, but Hijri with a Hijri pattern.
        DEFAULT = 0x0000, "Default";
        /// Gregorian, localized.
        GREGORIAN = 0x0001, "CAL_GREGORIAN";
        /// Gregorian, U.S.
        GREGORIAN_US = 0x0002, "CAL_GREGORIAN_US";
        /// Years of Japanese eras, Gregorian months.
        JAPAN = 0x0003, "CAL_JAPAN";
        /// Years of Taiwan, Gregorian months.
        TAIWAN = 0x0004, "CAL_TAIWAN";
        /// Years of the Tangun era, Gregorian months.
        KOREA = 0x0005, "CAL_KOREA";
        /// Arabic lunar.
        HIJRI = 0x0006, "CAL_HIJRI";
        /// Years of the Buddhist era, Gregorian months.
        THAI = 0x0007, "CAL_THAI";
        /// Hebrew lunar.
        HEBREW = 0x0008, "CAL_HEBREW";
        /// Gregorian, Middle East French.
        GREGORIAN_ME_FRENCH = 0x0009, "CAL_GREGORIAN_ME_FRENCH";
        /// Gregorian, Arabic.
        GREGORIAN_ARABIC = 0x000A, "CAL_GREGORIAN_ARABIC";
        /// Gregorian, transliterated English.
        GREGORIAN_XLIT_ENGLISH = 0x000B, "CAL_GREGORIAN_XLIT_ENGLISH";
        /// Gregorian, transliterated French.
        GREGORIAN_XLIT_FRENCH = 0x000C, "CAL_GREGORIAN_XLIT_FRENCH";
        /// Japanese lunar.
        LUNAR_JAPANESE = 0x000E, "CAL_LUNAR_JAPANESE";
        /// Chinese lunar.
        CHINESE_LUNAR = 0x000F, "CAL_CHINESE_LUNAR";
        /// Indian national.
        SAKA = 0x0010, "CAL_SAKA";
        /// Chinese lunar with zodiac.
        LUNAR_ETO_CHN = 0x0011, "CAL_LUNAR_ETO_CHN";
        /// Korean lunar with zodiac.
        LUNAR_ETO_KOR = 0x0012, "CAL_LUNAR_ETO_KOR";
        /// Japanese lunar with days of fortune.
        LUNAR_ROKUYOU = 0x0013, "CAL_LUNAR_ROKUYOU";
        /// Korean lunar.
        LUNAR_KOREAN = 0x0014, "CAL_LUNAR_KOREAN";
        /// Arabic lunar of Saudi Arabia.
        UMALQURA = 0x0017, "CAL_UMALQURA";
    }
}

impl CalendarType {
    /// Whether its months and their days are those of the Gregorian calendar.
    pub const fn has_gregorian_months(self) -> bool {
        matches!(self.0, 0..=5 | 7 | 9..=0x0C)
    }
}

open_number! {
    /// EndType ([MS-OXOCAL] 2.2.1.44.1).
    EndType: u32 {
        /// By EndDate.
        BY_DATE = 0x0000_2021, "EndByDate";
        /// After OccurrenceCount occurrences.
        AFTER_COUNT = 0x0000_2022, "EndAfterCount";
        /// Never.
        NEVER = 0x0000_2023, "NeverEnd";
        /// Never, as some write it.
        NEVER_TOO = 0xFFFF_FFFF, "NeverEndToo";
    }
}

flag_set! {
    /// Days of the week in PatternTypeSpecific ([MS-OXOCAL] 2.2.1.44.1.2).
    WeekDays: u32 {
        /// Su.
        SUNDAY = 0x0000_0001;
        /// M.
        MONDAY = 0x0000_0002;
        /// Tu.
        TUESDAY = 0x0000_0004;
        /// W.
        WEDNESDAY = 0x0000_0008;
        /// Th.
        THURSDAY = 0x0000_0010;
        /// F.
        FRIDAY = 0x0000_0020;
        /// Sa.
        SATURDAY = 0x0000_0040;
    }
}

impl WeekDays {
    /// Whether a day is among them; 0 is Sunday.
    pub const fn has(self, day_of_week: u32) -> bool {
        day_of_week < 7 && self.0 & (1 << day_of_week) != 0
    }
}

/// PatternTypeSpecific ([MS-OXOCAL] 2.2.1.44.1): what the pattern type needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum PatternSpecific {
    /// Of Day: nothing, in no bytes.
    Day,
    /// Of Week: on which days, 4 bytes.
    Week {
        /// The days.
        days: WeekDays,
    },
    /// Of Month, MonthEnd and their Hijri kin: the day of the month, 4 bytes. In a month that lacks it the
    /// last one stands in.
    Month {
        /// 1 to 31.
        day: u32,
    },
    /// Of MonthNth and its Hijri kin, 8 bytes.
    MonthNth {
        /// Among which days it is counted.
        days: WeekDays,
        /// 1 to 4; 5 is the last.
        nth: u32,
    },
}

mod pattern_specific {
    use super::{PatternSpecific, PatternType, WeekDays};
    use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};

    pub(super) const MIN_LEN: usize = 0;

    pub(super) fn decode(reader: &mut Reader, kind: &PatternType) -> Result<PatternSpecific, DecodeError> {
        match *kind {
            PatternType::DAY => Ok(PatternSpecific::Day),
            PatternType::WEEK => {
                let days = WeekDays::decode(reader)?;
                Ok(PatternSpecific::Week { days })
            }
            PatternType::MONTH
            | PatternType::MONTH_END
            | PatternType::HJ_MONTH
            | PatternType::HJ_MONTH_END => {
                let day = u32::decode(reader)?;
                Ok(PatternSpecific::Month { day })
            }
            PatternType::MONTH_NTH | PatternType::HJ_MONTH_NTH => {
                let days = WeekDays::decode(reader)?;
                let nth = u32::decode(reader)?;
                Ok(PatternSpecific::MonthNth { days, nth })
            }
            // How long what follows is nobody knows.
            PatternType(other) => Err(reader.error(DecodeErrorKind::Unknown(u32::from(other)))),
        }
    }

    pub(super) fn encode(
        value: &PatternSpecific,
        writer: &mut Writer,
        kind: &PatternType,
    ) -> Result<(), EncodeError> {
        let fits = match value {
            PatternSpecific::Day => matches!(*kind, PatternType::DAY),
            PatternSpecific::Week { .. } => matches!(*kind, PatternType::WEEK),
            PatternSpecific::Month { .. } => matches!(
                *kind,
                PatternType::MONTH
                    | PatternType::MONTH_END
                    | PatternType::HJ_MONTH
                    | PatternType::HJ_MONTH_END
            ),
            PatternSpecific::MonthNth { .. } => {
                matches!(*kind, PatternType::MONTH_NTH | PatternType::HJ_MONTH_NTH)
            }
        };
        if !fits {
            return Err(EncodeError::Unsupported(
                "PatternTypeSpecific of another PatternType",
            ));
        }
        match value {
            PatternSpecific::Day => Ok(()),
            PatternSpecific::Week { days } => days.encode(writer),
            PatternSpecific::Month { day } => day.encode(writer),
            PatternSpecific::MonthNth { days, nth } => {
                days.encode(writer)?;
                nth.encode(writer)
            }
        }
    }
}

crate::wire_struct! {
    /// RecurrencePattern ([MS-OXOCAL] 2.2.1.44.1), also that of tasks: when something occurs again.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct RecurrencePattern {
        /// 0x3004.
        pub reader_version: u16,
        /// 0x3004.
        pub writer_version: u16,
        /// Daily to yearly.
        pub recur_frequency: RecurFrequency,
        /// What `specific` is.
        pub pattern_type: PatternType,
        /// The calendar of the months.
        pub calendar_type: CalendarType,
        /// Remainder of the first day, week or month by the period, in minutes since 1601.
        pub first_date_time: u32,
        /// Minutes for daily patterns, weeks for weekly ones, else months.
        pub period: u32,
        /// Of tasks: the next one is counted from the day the last was done. Zero for appointments.
        pub sliding_flag: u32,
        /// The part that depends on the type.
        pub specific: PatternSpecific as "PatternTypeSpecific" = pattern_specific(pattern_type),
        /// How it ends.
        pub end_type: EndType,
        /// How many occurrences there are; ten where it never ends.
        pub occurrence_count: u32,
        /// First day of the week: 0 is Sunday.
        pub first_day_of_week: u32 as "FirstDOW",
        /// Days, at midnight, of occurrences that are deleted or changed.
        pub deleted_instance_dates: Vec<LocalMinutes> = list_u32["DeletedInstanceCount"],
        /// Days, at midnight, to which changed occurrences were moved, or on which they stay.
        pub modified_instance_dates: Vec<LocalMinutes> = list_u32["ModifiedInstanceCount"],
        /// Day of the first occurrence.
        pub start_date: LocalMinutes,
        /// Day of the last occurrence; [`LocalMinutes::NO_END`] without end.
        pub end_date: LocalMinutes,
    }
}

impl RecurrencePattern {
    /// ReaderVersion and WriterVersion.
    pub const VERSION: u16 = 0x3004;

    /// Whether there is no last occurrence.
    pub fn is_endless(&self) -> bool {
        match self.end_type {
            EndType::NEVER | EndType::NEVER_TOO => true,
            EndType::BY_DATE | EndType::AFTER_COUNT => false,
            _ => self.end_date >= LocalMinutes::NO_END,
        }
    }

    /// Whether the pattern counts months of another calendar than the Gregorian one.
    pub fn is_foreign(&self) -> bool {
        match self.pattern_type {
            PatternType::DAY | PatternType::WEEK => false,
            PatternType::HJ_MONTH | PatternType::HJ_MONTH_NTH | PatternType::HJ_MONTH_END => true,
            _ => !self.calendar_type.has_gregorian_months(),
        }
    }
}

/// Whether something can be decoded at all is for the reader of the whole; see [`DecodeErrorKind::Trailing`].
pub(super) fn whole<T: Decode>(bytes: impl Into<bytes::Bytes>) -> Result<T, DecodeError> {
    let mut reader = Reader::new(bytes);
    let value = T::decode(&mut reader)?;
    match reader.remaining() {
        0 => Ok(value),
        left => Err(reader.error(DecodeErrorKind::Trailing(left))),
    }
}
