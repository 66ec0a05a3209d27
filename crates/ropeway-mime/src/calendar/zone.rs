//! Time zones: which one an event has, and its VTIMEZONE (RFC 5545 3.6.5, [MS-OXCICAL] 2.1.3.1.1.19).

use super::lines::Lines;
use super::time::{Local, utc};
use ropeway_types::calendar::{SystemTime, TimeZoneDefinition, TimeZoneStruct};

/// The year in which what holds since always begins, as Outlook and Exchange write it.
const FIRST_YEAR: u16 = 1601;
/// RFC 5545 3.3.14: hours of a UTC offset end at 23.
const MAX_OFFSET: i64 = 24 * 60;

/// A zone with its rules over the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Zone {
    id: String,
    /// In ascending order of the years from which they hold; at least one.
    rules: Vec<(u16, Rule)>,
}

/// What holds in a year: offsets are seconds east of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rule {
    standard: i64,
    daylight: i64,
    /// When each begins, by the clock before; none where there is no daylight saving time.
    onsets: Option<Onsets>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Onsets {
    standard: SystemTime,
    daylight: SystemTime,
}

/// The two kinds of time in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Standard,
    Daylight,
}

impl Rule {
    /// `None` for offsets and dates that no zone has.
    fn new(zone: &TimeZoneStruct) -> Option<Self> {
        let offset = |bias: i32| {
            let minutes = i64::from(zone.bias)
                .saturating_add(i64::from(bias))
                .saturating_neg();
            (minutes.abs() < MAX_OFFSET).then(|| minutes.saturating_mul(60))
        };
        let standard = offset(zone.standard_bias)?;
        let never = zone.standard_date.month == 0 || zone.daylight_date.month == 0;
        if never {
            return Some(Self {
                standard,
                daylight: standard,
                onsets: None,
            });
        }
        let daylight = offset(zone.daylight_bias)?;
        let onsets = Onsets {
            standard: zone.standard_date,
            daylight: zone.daylight_date,
        };
        let valid = is_onset(&onsets.standard) && is_onset(&onsets.daylight);
        valid.then_some(Self {
            standard,
            daylight,
            onsets: Some(onsets).filter(|_| standard != daylight),
        })
    }

    fn offset(&self, kind: Kind) -> i64 {
        match kind {
            Kind::Standard => self.standard,
            Kind::Daylight => self.daylight,
        }
    }

    /// When both begin in a year: standard, daylight.
    fn in_year(&self, year: u16) -> Option<(Local, Local)> {
        let onsets = self.onsets?;
        Some((onset(&onsets.standard, year)?, onset(&onsets.daylight, year)?))
    }

    /// What holds, given when each begins on the scale of `time`.
    fn kind_at(time: i64, standard: i64, daylight: i64) -> Kind {
        let summer = if daylight < standard {
            (daylight..standard).contains(&time)
        } else {
            !(standard..daylight).contains(&time)
        };
        if summer { Kind::Daylight } else { Kind::Standard }
    }

    fn kind_at_utc(&self, year: u16, unix_seconds: i64) -> Kind {
        match self.in_year(year) {
            Some((standard, daylight)) => Self::kind_at(
                unix_seconds,
                standard.0.saturating_sub(self.daylight),
                daylight.0.saturating_sub(self.standard),
            ),
            None => Kind::Standard,
        }
    }

    /// What holds as a year begins.
    fn kind_at_start(&self, year: u16) -> Kind {
        match self.in_year(year) {
            Some((standard, daylight)) if standard < daylight => Kind::Daylight,
            _ => Kind::Standard,
        }
    }

    fn kind_at_end(&self, year: u16) -> Kind {
        self.kind_at_start(year)
    }
}

fn is_onset(time: &SystemTime) -> bool {
    let day = match time.year {
        0 => (1..=5).contains(&time.day) && time.day_of_week < 7,
        _ => (1..=31).contains(&time.day),
    };
    day && (1..=12).contains(&time.month) && time.hour < 24 && time.minute < 60 && time.second < 60
}

/// When a change takes place in a year; `None` where it is that of another year.
fn onset(time: &SystemTime, year: u16) -> Option<Local> {
    let month = u8::try_from(time.month).ok()?;
    let of_day = i64::from(time.hour)
        .saturating_mul(3600)
        .saturating_add(i64::from(time.minute).saturating_mul(60))
        .saturating_add(i64::from(time.second));
    if time.year != 0 {
        let day = u8::try_from(time.day).ok()?;
        return (time.year == year)
            .then(|| Local::new(year, month, day))
            .flatten()
            .map(|date| date.plus(of_day));
    }
    let first = Local::new(year, month, 1)?;
    let ahead = i64::from(time.day_of_week)
        .saturating_add(7)
        .saturating_sub(i64::from(first.civil().day_of_week()))
        .rem_euclid(7);
    // The fifth is the last, which may be the fourth.
    (0..i64::from(time.day))
        .rev()
        .map(|week| {
            first.plus(
                week.saturating_mul(7)
                    .saturating_add(ahead)
                    .saturating_mul(super::time::DAY),
            )
        })
        .find(|date| date.civil().month == month)
        .map(|date| date.plus(of_day))
}

impl Zone {
    /// `None` for a definition without rules or with an impossible one.
    pub(crate) fn from_definition(definition: &TimeZoneDefinition) -> Option<Self> {
        let mut rules = definition
            .rules
            .iter()
            .map(|rule| Some((rule.year, Rule::new(&rule.zone())?)))
            .collect::<Option<Vec<_>>>()?;
        rules.sort_by_key(|(year, _)| *year);
        rules.dedup_by(|next, kept| next.1 == kept.1);
        Self::new(&definition.key_name.to_string_lossy(), rules)
    }

    /// A zone with one rule for all years.
    pub(crate) fn from_struct(id: &str, zone: &TimeZoneStruct) -> Option<Self> {
        Self::new(id, vec![(0, Rule::new(zone)?)])
    }

    /// A zone without daylight saving time: minutes east of UTC.
    pub(crate) fn fixed(minutes: i64) -> Option<Self> {
        let standard = (minutes.abs() < MAX_OFFSET).then(|| minutes.saturating_mul(60))?;
        let rule = Rule {
            standard,
            daylight: standard,
            onsets: None,
        };
        Self::new(&format!("UTC{}", offset_text(standard)), vec![(0, rule)])
    }

    fn new(id: &str, rules: Vec<(u16, Rule)>) -> Option<Self> {
        // The same letters in TZID and in the parameter of that name, however readers unescape them.
        let id: String = id
            .chars()
            .filter(|c| !c.is_control() && !matches!(c, '"' | '\\' | '^'))
            .collect();
        let id = match id.trim() {
            "" => "Local".to_owned(),
            id => id.to_owned(),
        };
        (!rules.is_empty()).then_some(Self { id, rules })
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Whether it is UTC by name and rules, so that times need no zone.
    pub(crate) fn is_utc(&self) -> bool {
        let zero = self
            .rules
            .iter()
            .all(|(_, rule)| rule.standard == 0 && rule.onsets.is_none());
        zero && (self.id.contains("UTC") || self.id.contains("Coordinated") || self.id.ends_with("Utc"))
    }

    fn rule(&self, year: u16) -> Option<&Rule> {
        let known = self.rules.iter().rev().find(|(from, _)| *from <= year);
        known.or(self.rules.first()).map(|(_, rule)| rule)
    }

    fn offset_at(&self, unix_seconds: i64) -> i64 {
        // The year by the clock of standard time: no zone changes its clock at the turn of the year but by
        // another rule.
        let guess = self
            .rule(Local(unix_seconds).civil().year)
            .map_or(0, |rule| rule.standard);
        let year = Local(unix_seconds).plus(guess).civil().year;
        let Some(rule) = self.rule(year) else { return 0 };
        rule.offset(rule.kind_at_utc(year, unix_seconds))
    }

    pub(crate) fn to_local(&self, unix_seconds: i64) -> Local {
        Local(unix_seconds).plus(self.offset_at(unix_seconds))
    }

    /// A time that occurs twice is the first of the two; one that does not occur is counted by the clock
    /// before the gap (RFC 5545 3.3.5).
    pub(crate) fn to_utc(&self, local: Local) -> i64 {
        let Some(rule) = self.rule(local.civil().year) else {
            return local.0;
        };
        let candidates = [rule.standard.max(rule.daylight), rule.standard.min(rule.daylight)];
        let fits = candidates.into_iter().find(|offset| {
            let unix_seconds = local.0.saturating_sub(*offset);
            self.offset_at(unix_seconds) == *offset
        });
        let offset = fits.unwrap_or(rule.standard.min(rule.daylight));
        local.0.saturating_sub(offset)
    }

    /// Writes the VTIMEZONE with what holds from one year to another, or to the end of time.
    pub(crate) fn write(&self, first: u16, last: Option<u16>, lines: &mut Lines) {
        lines.begin("VTIMEZONE");
        lines.text("TZID", &self.id);
        let start = self
            .rules
            .iter()
            .rposition(|(from, _)| *from <= first)
            .unwrap_or(0);
        let mut before = None;
        let mut rules = self.rules.iter().skip(start).peekable();
        while let Some((from, rule)) = rules.next() {
            // What holds after the object is over need not be said.
            let next = rules.peek().map(|(year, _)| *year);
            let next = next.filter(|next| last.is_none_or(|last| *next <= last));
            let until = next.map(|year| year.saturating_sub(1));
            let from = if before.is_none() { FIRST_YEAR } else { *from };
            rule.write(from, until, before, lines);
            let Some(until) = until else { break };
            before = Some(rule.offset(rule.kind_at_end(until)));
        }
        lines.end("VTIMEZONE");
    }
}

impl Rule {
    /// The observances from one year to another, after a rule that ended with another offset.
    fn write(&self, from: u16, until: Option<u16>, before: Option<i64>, lines: &mut Lines) {
        let kind = self.kind_at_start(from);
        let offset = self.offset(kind);
        let years = Years { from, until };
        match before {
            // The clock changes with the rule, as the year begins.
            Some(before) if before != offset => {
                if let Some(start) = Local::new(from, 1, 1) {
                    observance(kind, start, before, offset, "", lines);
                }
            }
            // Something must hold from the beginning.
            None if self.in_year(from).is_none() => {
                if let Some(start) = Local::new(from, 1, 1) {
                    observance(Kind::Standard, start, self.standard, self.standard, "", lines);
                }
            }
            _ => {}
        }
        let Some(onsets) = self.onsets else { return };
        years.write(
            Kind::Standard,
            &onsets.standard,
            self.daylight,
            self.standard,
            lines,
        );
        years.write(
            Kind::Daylight,
            &onsets.daylight,
            self.standard,
            self.daylight,
            lines,
        );
    }
}

/// The years in which a rule holds.
struct Years {
    from: u16,
    until: Option<u16>,
}

impl Years {
    fn write(&self, kind: Kind, date: &SystemTime, before: i64, after: i64, lines: &mut Lines) {
        let year = if date.year == 0 { self.from } else { date.year };
        let holds = year >= self.from && self.until.is_none_or(|until| year <= until);
        let Some(start) = onset(date, year).filter(|_| holds) else {
            return;
        };
        let mut rule = String::new();
        if date.year == 0 && self.until != Some(year) {
            const DAYS: [&str; 7] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
            let day = DAYS.get(usize::from(date.day_of_week)).unwrap_or(&"SU");
            let nth = if date.day >= 5 {
                "-1".to_owned()
            } else {
                date.day.to_string()
            };
            rule = format!("FREQ=YEARLY;BYDAY={nth}{day};BYMONTH={}", date.month);
            if let Some(end) = self.until.and_then(|until| onset(date, until)) {
                rule.push_str(";UNTIL=");
                rule.push_str(&utc(end.0.saturating_sub(before)));
            }
        }
        observance(kind, start, before, after, &rule, lines);
    }
}

fn observance(kind: Kind, start: Local, before: i64, after: i64, rule: &str, lines: &mut Lines) {
    let name = match kind {
        Kind::Standard => "STANDARD",
        Kind::Daylight => "DAYLIGHT",
    };
    lines.begin(name);
    lines.raw("DTSTART", &start.date_time());
    lines.raw("TZOFFSETFROM", &offset_text(before));
    lines.raw("TZOFFSETTO", &offset_text(after));
    if !rule.is_empty() {
        lines.raw("RRULE", rule);
    }
    lines.end(name);
}

/// `+0530`
fn offset_text(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}
