//! Structures of the calendar ([MS-OXOCAL]): recurrence, time zones, and the id that all copies of a
//! meeting share.
//!
//! Times here are local and count minutes since 1601 ([`LocalMinutes`]), unless they say otherwise.

mod appointment;
mod dates;
mod global_object_id;
mod recurrence;
#[cfg(test)]
mod tests;
mod time_zone;

pub use appointment::{
    AppointmentRecurrencePattern, ChangeHighlight, ExceptionInfo, ExceptionText, ExtendedException,
    OverrideFlags,
};
pub use dates::Dates;
pub use global_object_id::GlobalObjectId;
pub use recurrence::{
    CalendarType, EndType, LocalMinutes, PatternSpecific, PatternType, RecurFrequency, RecurrencePattern,
    WeekDays,
};
pub use time_zone::{SystemTime, TimeZoneDefinition, TimeZoneRule, TimeZoneRuleFlags, TimeZoneStruct};
