//! When a calendar object takes place: its times, its zone, its series.

use super::item::Item;
use super::rule::{Series, series};
use super::time::{DAY, Local, Scale};
use super::zone::Zone;
use crate::options::Context;
use ropeway_types::calendar::{
    AppointmentRecurrencePattern, GlobalObjectId, LocalMinutes, TimeZoneDefinition, TimeZoneStruct,
};
use ropeway_types::{NamedProperty, named, tags};

/// The zones of an object; none where it has none that can be read.
#[derive(Debug, Default)]
pub(crate) struct Zones {
    start: Option<Zone>,
    /// Where it differs from the start's.
    end: Option<Zone>,
}

/// The series of an object.
#[derive(Debug)]
pub(crate) struct Recurrence {
    pub(crate) blob: AppointmentRecurrencePattern,
    /// Minutes from midnight of its day to the end of an occurrence.
    pub(crate) end_offset: u32,
}

/// When an object takes place.
#[derive(Debug)]
pub(crate) struct Times<'z> {
    /// How start, exceptions and whatever else belongs to the series are written.
    pub(crate) scale: Scale<'z>,
    /// How the end is written.
    pub(crate) end_scale: Scale<'z>,
    pub(crate) start: Local,
    pub(crate) end: Local,
    pub(crate) series: Option<Series>,
    /// Which instance of a series the object is about.
    pub(crate) instance: Option<Local>,
}

/// The recurrence blob, unless the object is about one instance. A broken one is a finding.
pub(crate) fn recurrence(item: Item<'_>, context: &mut Context<'_>) -> Option<Recurrence> {
    let bytes = item.binary(&named::APPOINTMENT_RECUR)?;
    if date_of_instance(item).is_some() {
        return None;
    }
    let blob = match AppointmentRecurrencePattern::parse_start(bytes.clone()) {
        Ok((blob, None)) => blob,
        Ok((blob, Some(_))) => {
            if !blob.exceptions.is_empty() {
                context.report.dropped(
                    "end of PidLidAppointmentRecur",
                    "it cannot be read; exceptions go without what only it says of them",
                );
            }
            blob
        }
        Err(_) => {
            context.report.dropped(
                "PidLidAppointmentRecur",
                "it cannot be read; the first occurrence goes out alone",
            );
            return None;
        }
    };
    let mut end_offset = blob.end_time_offset;
    while end_offset < blob.start_time_offset && end_offset < LocalMinutes::DAY {
        // Some writers count the end of a night from the next midnight.
        end_offset = end_offset.saturating_add(LocalMinutes::DAY);
    }
    let end_offset = end_offset.max(blob.start_time_offset);
    Some(Recurrence { blob, end_offset })
}

impl Zones {
    /// [MS-OXCICAL] 2.1.3.1.1.20.8 and .10: the zone of the series, else those of start and end.
    pub(crate) fn of(item: Item<'_>, recurs: bool, context: &mut Context<'_>) -> Self {
        let mut broken = false;
        let mut definition = |property: &NamedProperty| {
            let parsed = TimeZoneDefinition::parse(item.binary(property)?.clone()).ok();
            let zone = parsed.as_ref().and_then(Zone::from_definition);
            broken |= zone.is_none();
            parsed.zip(zone)
        };
        let recur = definition(&named::APPOINTMENT_TIME_ZONE_DEFINITION_RECUR);
        let mut start = definition(&named::APPOINTMENT_TIME_ZONE_DEFINITION_START_DISPLAY);
        let end = definition(&named::APPOINTMENT_TIME_ZONE_DEFINITION_END_DISPLAY);
        let own = item.binary(&named::TIME_ZONE_STRUCT);
        let parsed = own.and_then(|bytes| TimeZoneStruct::parse(bytes.clone()).ok());
        let description = item.text(&named::TIME_ZONE_DESCRIPTION);
        let of_struct = parsed.and_then(|zone| {
            let key = recur.as_ref().map(|(d, _)| d.key_name.to_string_lossy());
            let id = description.clone().or(key).unwrap_or_default();
            Zone::from_struct(&id, &zone)
        });
        broken |= own.is_some() && of_struct.is_none();
        let zones = if recurs {
            // A definition that an old client did not keep up with counts no more ([MS-OXOCAL] 2.2.1.41).
            let agrees = |definition: &TimeZoneDefinition| match &parsed {
                Some(zone) => definition.rules.iter().any(|rule| same(&rule.zone(), zone)),
                None => true,
            };
            let recur = recur
                .filter(|(d, _)| of_struct.is_none() || agrees(d))
                .map(|(_, zone)| zone);
            Self {
                start: recur.or(of_struct).or(start.map(|(_, zone)| zone)),
                end: None,
            }
        } else {
            let end = end.map(|(_, zone)| zone);
            let start = start.take().or(recur).map(|(_, zone)| zone).or(of_struct);
            let start = start.or_else(|| end.clone());
            // One name, one definition.
            let end = end.filter(|end| start.as_ref().is_some_and(|start| start.id() != end.id()));
            Self { start, end }
        };
        if broken {
            let lost = zones.start.is_none();
            context.report.substituted(
                "time zone",
                if lost {
                    "it cannot be read; times go out in UTC"
                } else {
                    "a definition of it cannot be read; another one of the object stands in"
                },
            );
        }
        zones
    }

    pub(crate) fn start(&self) -> Option<&Zone> {
        self.start.as_ref()
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Zone> {
        self.start.iter().chain(&self.end)
    }

    /// For a series without a zone: the offset by which its first occurrence is from UTC.
    pub(crate) fn guess(&mut self, item: Item<'_>, recurrence: &Recurrence, context: &mut Context<'_>) {
        if self.start.is_some() {
            return;
        }
        let pattern = &recurrence.blob.recurrence_pattern;
        let local = Local::from_day(pattern.start_date.day(), recurrence.blob.start_time_offset);
        let start = item.time(&named::APPOINTMENT_START_WHOLE);
        let minutes = start.map(|utc| local.0.saturating_sub(utc).div_euclid(60));
        self.start = minutes.and_then(Zone::fixed);
        context.report.substituted(
            "time zone of a series",
            match &self.start {
                Some(_) => "there is none; the offset of its first occurrence from UTC stands in for all",
                None => "there is none; its times go out as local ones of whoever reads them",
            },
        );
    }
}

fn same(one: &TimeZoneStruct, other: &TimeZoneStruct) -> bool {
    one.bias == other.bias
        && one.standard_bias == other.standard_bias
        && one.daylight_bias == other.daylight_bias
        && one.standard_date == other.standard_date
        && one.daylight_date == other.daylight_date
}

/// The first of some properties that holds a time.
fn first_time(item: Item<'_>, properties: &[&NamedProperty]) -> Option<i64> {
    properties.iter().find_map(|property| item.time(property))
}

pub(crate) fn start_of(item: Item<'_>) -> Option<i64> {
    first_time(item, &[&named::APPOINTMENT_START_WHOLE])
        .or_else(|| item.tagged_time(tags::START_DATE))
        .or_else(|| first_time(item, &[&named::COMMON_START, &named::APPOINTMENT_START_DATE]))
}

/// The end, if there is one that is not before the start.
pub(crate) fn end_of(item: Item<'_>, start: i64) -> i64 {
    let stored = first_time(item, &[&named::APPOINTMENT_END_WHOLE])
        .or_else(|| item.tagged_time(tags::END_DATE))
        .or_else(|| first_time(item, &[&named::COMMON_END]));
    let by_duration = || {
        let minutes = item
            .int(&named::APPOINTMENT_DURATION)
            .filter(|minutes| *minutes >= 0)?;
        Some(start.saturating_add(i64::from(minutes).saturating_mul(60)))
    };
    stored
        .filter(|end| *end >= start)
        .or_else(by_duration)
        .unwrap_or(start)
}

impl<'z> Times<'z> {
    /// `None` where nothing says when it starts.
    pub(crate) fn of(
        item: Item<'_>,
        counter: bool,
        zones: &'z Zones,
        recurrence: Option<&Recurrence>,
        context: &mut Context<'_>,
    ) -> Option<Self> {
        let all_day = item.bool(&named::APPOINTMENT_SUB_TYPE) == Some(true);
        if let Some(recurrence) = recurrence.filter(|_| !counter) {
            if let Some(times) = Self::of_series(all_day, zones, recurrence) {
                return Some(times);
            }
            context.report.dropped(
                "PidLidAppointmentRecur",
                "its pattern gives no occurrence; the object goes out without it",
            );
        }
        Self::single(item, all_day, counter, zones)
    }

    fn of_series(all_day: bool, zones: &'z Zones, recurrence: &Recurrence) -> Option<Self> {
        let scale = match zones.start() {
            _ if all_day => Scale::Date,
            None => Scale::Floating,
            zone => Scale::of(zone),
        };
        let blob = &recurrence.blob;
        let series = series(blob, scale)?;
        let start = Local::from_day(series.first, blob.start_time_offset);
        let end = Local::from_day(series.first, recurrence.end_offset);
        let (start, end) = if all_day {
            whole_days(start, end)
        } else {
            (start, end)
        };
        Some(Self {
            scale,
            end_scale: scale,
            start,
            end,
            series: Some(series),
            instance: None,
        })
    }

    fn single(item: Item<'_>, all_day: bool, counter: bool, zones: &'z Zones) -> Option<Self> {
        let proposed = item
            .time(&named::APPOINTMENT_PROPOSED_START_WHOLE)
            .filter(|_| counter);
        let start = proposed.or_else(|| start_of(item))?;
        let proposed_end = || {
            let minutes = item
                .int(&named::APPOINTMENT_PROPOSED_DURATION)
                .filter(|minutes| *minutes >= 0);
            item.time(&named::APPOINTMENT_PROPOSED_END_WHOLE)
                .or_else(|| Some(start.saturating_add(i64::from(minutes?).saturating_mul(60))))
                .filter(|end| *end >= start)
        };
        let end = match proposed {
            Some(_) => proposed_end().unwrap_or(start),
            None => end_of(item, start),
        };
        let in_zone = Scale::of(zones.start());
        let end_in_zone = zones.end.as_ref().map_or(in_zone, |zone| Scale::of(Some(zone)));
        let (start, end) = (in_zone.to_local(start), end_in_zone.to_local(end));
        let instance = instance(item, in_zone, start);
        if all_day {
            let (start, end) = whole_days(start, end);
            return Some(Self {
                scale: Scale::Date,
                end_scale: Scale::Date,
                start,
                end,
                series: None,
                instance: instance.map(Local::nearest_midnight),
            });
        }
        Some(Self {
            scale: in_zone,
            end_scale: end_in_zone,
            start,
            end,
            series: None,
            instance,
        })
    }
}

/// From midnight to midnight, a day at least.
pub(crate) fn whole_days(start: Local, end: Local) -> (Local, Local) {
    let start = start.nearest_midnight();
    let end = end.nearest_midnight().max(start.plus(DAY));
    (start, end)
}

/// Which instance the id of the object names: year, month, day.
fn date_of_instance(item: Item<'_>) -> Option<(u16, u8, u8)> {
    let id = item.binary(&named::GLOBAL_OBJECT_ID)?;
    GlobalObjectId::parse(id.clone()).ok()?.instance()
}

/// The start that an instance of a series had by the pattern ([MS-OXCICAL] 2.1.3.1.1.20.20).
fn instance(item: Item<'_>, scale: Scale<'_>, start: Local) -> Option<Local> {
    let date = date_of_instance(item);
    if let Some(replaced) = item.time(&named::EXCEPTION_REPLACE_TIME)
        && (date.is_some() || item.bool(&named::IS_EXCEPTION) == Some(true))
    {
        return Some(scale.to_local(replaced));
    }
    let (year, month, day) = date?;
    let midnight = Local::new(year, month, day)?;
    // PidLidStartRecurrenceTime ([MS-OXOCAL] 2.2.6.8): hour, minute and second in bits.
    let packed = item
        .int(&named::START_RECURRENCE_TIME)
        .map(i64::from)
        .map(|time| {
            let (hour, minute, second) = (time >> 12, time >> 6 & 63, time & 63);
            hour.saturating_mul(3600)
                .saturating_add(minute.saturating_mul(60))
                .saturating_add(second)
        })
        .filter(|seconds| (0..DAY).contains(seconds));
    Some(midnight.plus(packed.unwrap_or_else(|| start.0.rem_euclid(DAY))))
}
