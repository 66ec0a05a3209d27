//! Time zones ([MS-OXOCAL] 2.2.1.39, 2.2.1.41).

use super::recurrence::whole;
use crate::numbers::flag_set;
use crate::text::WideString;
use crate::wire::codec::rest;
use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
use bytes::Bytes;

crate::wire_struct! {
    /// SYSTEMTIME ([MS-DTYP] 2.3.13), 16 bytes: in a time zone, when its offset changes. A month of zero says
    /// never; a year of zero, every year on the `day`th such day of the week of the month, 5 for the last.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct SystemTime {
        /// Zero for every year.
        pub year: u16 as "wYear",
        /// 1 to 12; zero for never.
        pub month: u16 as "wMonth",
        /// 0 is Sunday.
        pub day_of_week: u16 as "wDayOfWeek",
        /// Which one in the month, or with a year the day of the month.
        pub day: u16 as "wDay",
        /// Local hour before the change.
        pub hour: u16 as "wHour",
        /// Minute.
        pub minute: u16 as "wMinute",
        /// Second.
        pub second: u16 as "wSecond",
        /// Milliseconds.
        pub milliseconds: u16 as "wMilliseconds",
    }
}

crate::wire_struct! {
    /// The value of PidLidTimeZoneStruct ([MS-OXOCAL] 2.2.1.39), 48 bytes. Offsets are in minutes; local
    /// time and offset together are UTC.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct TimeZoneStruct {
        /// Offset.
        pub bias: i32 as "lBias",
        /// What is added to it in standard time.
        pub standard_bias: i32 as "lStandardBias",
        /// What is added to it in daylight saving time.
        pub daylight_bias: i32 as "lDaylightBias",
        /// Year of `standard_date`.
        pub standard_year: u16 as "wStandardYear",
        /// When standard time begins.
        pub standard_date: SystemTime as "stStandardDate",
        /// Year of `daylight_date`.
        pub daylight_year: u16 as "wDaylightYear",
        /// When daylight saving time begins.
        pub daylight_date: SystemTime as "stDaylightDate",
    }
}

impl TimeZoneStruct {
    /// Reads a whole value.
    ///
    /// # Errors
    /// [`DecodeError`] naming structure, field and offset.
    pub fn parse(bytes: impl Into<Bytes>) -> Result<Self, DecodeError> {
        whole(bytes)
    }
}

flag_set! {
    /// TZRule flags ([MS-OXOCAL] 2.2.1.41.1).
    TimeZoneRuleFlags: u16 {
        /// TZRULE_FLAG_RECUR_CURRENT_TZREG: the rule is the one in PidLidTimeZoneStruct.
        RECUR_CURRENT = 0x0001;
        /// TZRULE_FLAG_EFFECTIVE_TZREG: the rule in effect.
        EFFECTIVE = 0x0002;
    }
}

/// What stands between version and content of a rule: its size, 0x3E.
const RULE_SIZE: u16 = 0x3E;

crate::wire_struct! {
    /// TZRule ([MS-OXOCAL] 2.2.1.41.1), 66 bytes: what holds from a year on.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct TimeZoneRule {
        /// 2.
        pub major_version: u8,
        /// 1.
        pub minor_version: u8,
        /// 0x003E: bytes of the rest.
        pub reserved: u16,
        /// Flags.
        pub flags: TimeZoneRuleFlags as "TZRuleFlags",
        /// The first year in which it holds; the first rule holds in the years before, too.
        pub year: u16 as "wYear",
        /// X, unused.
        pub unused: [u8; 14] as "X",
        /// Offset in minutes: local time and offset together are UTC.
        pub bias: i32 as "lBias",
        /// What is added to it in standard time.
        pub standard_bias: i32 as "lStandardBias",
        /// What is added to it in daylight saving time.
        pub daylight_bias: i32 as "lDaylightBias",
        /// When standard time begins.
        pub standard_date: SystemTime as "stStandardDate",
        /// When daylight saving time begins.
        pub daylight_date: SystemTime as "stDaylightDate",
    }
}

impl TimeZoneRule {
    /// A rule from a year on.
    pub fn new(year: u16, flags: TimeZoneRuleFlags, zone: &TimeZoneStruct) -> Self {
        Self {
            major_version: 2,
            minor_version: 1,
            reserved: RULE_SIZE,
            flags,
            year,
            unused: [0; 14],
            bias: zone.bias,
            standard_bias: zone.standard_bias,
            daylight_bias: zone.daylight_bias,
            standard_date: zone.standard_date,
            daylight_date: zone.daylight_date,
        }
    }

    /// The same in the form of PidLidTimeZoneStruct.
    pub fn zone(&self) -> TimeZoneStruct {
        TimeZoneStruct {
            bias: self.bias,
            standard_bias: self.standard_bias,
            daylight_bias: self.daylight_bias,
            standard_year: self.standard_date.year,
            standard_date: self.standard_date,
            daylight_year: self.daylight_date.year,
            daylight_date: self.daylight_date,
        }
    }
}

/// The value of PidLidAppointmentTimeZoneDefinitionRecur, …StartDisplay and …EndDisplay ([MS-OXOCAL]
/// 2.2.1.41 to 2.2.1.43): a time zone by name, with what held in it over the years.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TimeZoneDefinition {
    /// 2.
    pub major_version: u8,
    /// 1.
    pub minor_version: u8,
    /// 0x0002: the name is valid.
    pub reserved: u16,
    /// KeyName: the name of the zone in Windows, such as `Pacific Standard Time`; not terminated.
    pub key_name: WideString,
    /// What a longer header (cbHeader) has after the fields that are known.
    pub header_extra: Bytes,
    /// The rules in ascending order of their years; 1 to 1024 by the specification.
    pub rules: Vec<TimeZoneRule>,
    /// Bytes after the last rule.
    pub extra: Bytes,
}

impl TimeZoneDefinition {
    const NAME: &'static str = "TimeZoneDefinition";
    /// Bytes of the header behind cbHeader beside the name: Reserved, cchKeyName, cRules.
    const HEADER: usize = 6;

    /// A zone of this name.
    pub fn new(key_name: &str, rules: Vec<TimeZoneRule>) -> Self {
        Self {
            major_version: 2,
            minor_version: 1,
            reserved: 2,
            key_name: WideString::from(key_name),
            header_extra: Bytes::new(),
            rules,
            extra: Bytes::new(),
        }
    }

    /// Reads a whole value.
    ///
    /// # Errors
    /// [`DecodeError`] naming structure, field and offset.
    pub fn parse(bytes: impl Into<Bytes>) -> Result<Self, DecodeError> {
        whole(bytes)
    }

    /// The rule that is marked as the one in effect.
    pub fn effective(&self) -> Option<&TimeZoneRule> {
        self.rules
            .iter()
            .find(|rule| rule.flags.contains(TimeZoneRuleFlags::EFFECTIVE))
    }
}

impl Decode for TimeZoneDefinition {
    const MIN_LEN: usize = 10;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let major_version = reader.field(Self::NAME, "major_version", u8::decode)?;
        let minor_version = reader.field(Self::NAME, "minor_version", u8::decode)?;
        let header = reader.field(Self::NAME, "cbHeader", u16::decode)?;
        let (reserved, key_name, count, header_extra) = reader.window(usize::from(header), |reader| {
            let reserved = reader.field(Self::NAME, "reserved", u16::decode)?;
            let key_name = reader.field(Self::NAME, "KeyName", |reader| {
                let units = u16::decode(reader)?;
                reader.take(usize::from(units).saturating_mul(2))
            })?;
            let count = reader.field(Self::NAME, "cRules", u16::decode)?;
            let extra = reader.field(Self::NAME, "header_extra", rest::decode)?;
            Ok((reserved, WideString::from_utf16le(key_name), count, extra))
        })?;
        let rules = reader.field(Self::NAME, "TZRules", |reader| reader.list(usize::from(count)))?;
        let extra = reader.field(Self::NAME, "extra", rest::decode)?;
        Ok(Self {
            major_version,
            minor_version,
            reserved,
            key_name,
            header_extra,
            rules,
            extra,
        })
    }
}

impl Encode for TimeZoneDefinition {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.major_version.encode(writer)?;
        self.minor_version.encode(writer)?;
        let name = self.key_name.as_bytes();
        let header = Self::HEADER
            .saturating_add(name.len())
            .saturating_add(self.header_extra.len());
        writer.count_u16("header of a time zone", header)?;
        self.reserved.encode(writer)?;
        writer.count_u16("name of a time zone", name.len() / 2)?;
        writer.put(name);
        writer.count_u16("rules of a time zone", self.rules.len())?;
        writer.put(&self.header_extra);
        for rule in &self.rules {
            rule.encode(writer)?;
        }
        writer.put(&self.extra);
        Ok(())
    }
}
