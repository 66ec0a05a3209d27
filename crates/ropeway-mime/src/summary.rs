//! What items that are no mail say in their properties, as text: those who read mail alone would not see a
//! task's dates or whom a list holds.

use crate::body::{Body, Format};
use crate::class::is;
use crate::html;
use crate::mime::{clean, rfc5322_date};
use crate::options::{Context, ItemSummary};
use crate::report::Source;
use bytes::Bytes;
use ropeway_message::{Message, entry_id_address, entry_id_name};
use ropeway_types::named::{self, NamedProperty};
use ropeway_types::{CivilTime, EntryId, FileTime, PropertyValue, ProxyAddress};
use std::collections::HashSet;

/// A longer list than this is cut.
const MAX_MEMBERS: usize = 2000;

/// Puts the summary of an item that has one into its text, where the caller wants it.
pub(crate) fn add(message: &Message, body: &mut Body, context: &mut Context<'_>) {
    let Some(mut lines) = lines(message, context) else {
        return;
    };
    lines.retain(|line| !body.plain.contains(line.as_str()));
    if lines.is_empty() {
        return;
    }
    let empty = body.html.is_none() && body.plain.trim().is_empty();
    let what = format!("properties of {}", clean(&message.message_class()));
    let wanted = match context.options.item_summary {
        ItemSummary::WithoutBody => empty,
        ItemSummary::Always => true,
        ItemSummary::Never => false,
    };
    if !wanted {
        context.report.dropped(
            what,
            "its body goes out as it is; the options can have them before it",
        );
        return;
    }
    context.report.demoted(what, "they go out as text of the body");
    let block = lines.join("\r\n");
    if empty {
        body.plain_source = Source::Properties;
        body.format.get_or_insert(Format::Plain);
        body.plain = format!("{block}\r\n");
        return;
    }
    body.plain = format!("{block}\r\n\r\n{}", body.plain);
    if let Some(text) = &mut body.html {
        *text = html::with_lines_before(text, &lines);
    }
}

fn lines(message: &Message, context: &mut Context<'_>) -> Option<Vec<String>> {
    if message.named_properties.is_empty() {
        return None;
    }
    let class = message.message_class().to_ascii_lowercase();
    let item = Item(message);
    if is(&class, "ipm.task") {
        Some(item.task())
    } else if is(&class, "ipm.activity") {
        Some(item.activity())
    } else if is(&class, "ipm.distlist") {
        Some(item.members(context))
    } else {
        None
    }
}

/// The addresses of a list's members that the directory may know better.
pub(crate) fn addresses(message: &Message) -> Vec<ProxyAddress> {
    if message.named_properties.is_empty()
        || !is(&message.message_class().to_ascii_lowercase(), "ipm.distlist")
    {
        return Vec::new();
    }
    let page = message.code_page();
    let ids = Item(message)
        .entries()
        .iter()
        .filter_map(|entry| EntryId::parse(entry).ok());
    ids.filter_map(|id| entry_id_address(&id, page)).collect()
}

struct Item<'a>(&'a Message);

impl<'a> Item<'a> {
    fn value(&self, property: &NamedProperty) -> Option<&'a PropertyValue> {
        self.0.named(&property.property_name())
    }

    fn int(&self, property: &NamedProperty) -> Option<i32> {
        match self.value(property)? {
            PropertyValue::Integer32(value) => Some(*value),
            _ => None,
        }
    }

    fn texts(&self, property: &NamedProperty) -> Option<String> {
        let texts = crate::headers::texts(self.value(property)?, self.0.code_page());
        let texts: Vec<String> = texts
            .iter()
            .map(|text| clean(text))
            .filter(|text| !text.is_empty())
            .collect();
        (!texts.is_empty()).then(|| texts.join("; "))
    }

    fn time(&self, property: &NamedProperty) -> Option<FileTime> {
        match self.value(property)? {
            PropertyValue::Time(time) if time.0 != 0 => Some(*time),
            _ => None,
        }
    }

    /// A date that is stored in the author's zone as if it were UTC.
    fn date(&self, property: &NamedProperty) -> Option<String> {
        let civil = CivilTime::from(self.time(property)?);
        // The year 4501 is no date ([MS-OXOTASK] 2.2.2.2.4).
        (civil.year < 4500).then(|| format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day))
    }

    /// A duration that is stored in minutes.
    fn minutes(&self, property: &NamedProperty) -> Option<String> {
        let minutes = self.int(property).filter(|minutes| *minutes > 0)?;
        Some(match (minutes / 60, minutes % 60) {
            (0, minutes) => format!("{minutes} min"),
            (hours, 0) => format!("{hours} h"),
            (hours, minutes) => format!("{hours} h {minutes} min"),
        })
    }

    /// [MS-OXOTASK] 2.2.2.2.
    fn task(&self) -> Vec<String> {
        let status = match self.int(&named::TASK_STATUS) {
            Some(0) => Some("not started"),
            Some(1) => Some("in progress"),
            Some(2) => Some("complete"),
            Some(3) => Some("waiting on someone else"),
            Some(4) => Some("deferred"),
            _ => None,
        };
        let percent = match self.value(&named::PERCENT_COMPLETE) {
            Some(PropertyValue::Floating64(part)) if (0.0..=1.0).contains(part) => {
                Some(format!("{:.0}%", *part * 100.0))
            }
            _ => None,
        };
        let recurring = self.value(&named::TASK_F_RECURRING) == Some(&PropertyValue::Boolean(true));
        labelled([
            ("Start date", self.date(&named::TASK_START_DATE)),
            ("Due date", self.date(&named::TASK_DUE_DATE)),
            ("Status", status.map(str::to_owned)),
            ("Percent complete", percent),
            ("Date completed", self.date(&named::TASK_DATE_COMPLETED)),
            ("Total work", self.minutes(&named::TASK_ESTIMATED_EFFORT)),
            ("Actual work", self.minutes(&named::TASK_ACTUAL_EFFORT)),
            ("Recurring", recurring.then(|| "yes".to_owned())),
            ("Owner", self.texts(&named::TASK_OWNER)),
            ("Assigned by", self.texts(&named::TASK_ASSIGNER)),
            ("Contacts", self.texts(&named::CONTACTS)),
            ("Companies", self.texts(&named::COMPANIES)),
            ("Billing information", self.texts(&named::BILLING)),
        ])
    }

    /// [MS-OXOJRNL] 2.2.1.
    fn activity(&self) -> Vec<String> {
        let moment = |property| rfc5322_date(self.time(property)?.unix_seconds());
        let kind = self
            .texts(&named::LOG_TYPE_DESC)
            .or_else(|| self.texts(&named::LOG_TYPE));
        labelled([
            ("Type", kind),
            ("Start", moment(&named::LOG_START)),
            ("End", moment(&named::LOG_END)),
            ("Duration", self.minutes(&named::LOG_DURATION)),
            ("Contacts", self.texts(&named::CONTACTS)),
            ("Companies", self.texts(&named::COMPANIES)),
        ])
    }

    /// The entry ids of the members: what is called one-off has a name and an address for each of them.
    fn entries(&self) -> &'a [Bytes] {
        let lists = [
            &named::DISTRIBUTION_LIST_ONE_OFF_MEMBERS,
            &named::DISTRIBUTION_LIST_MEMBERS,
        ];
        let found = lists.into_iter().find_map(|list| match self.value(list)? {
            PropertyValue::MultipleBinary(all) if !all.is_empty() => Some(all.as_slice()),
            _ => None,
        });
        found.unwrap_or_default()
    }

    /// The members of a personal distribution list ([MS-OXOCNTC] 2.2.2.2), each once.
    fn members(&self, context: &mut Context<'_>) -> Vec<String> {
        let page = self.0.code_page();
        let mut seen = HashSet::new();
        let mut lines = Vec::new();
        for entry in self.entries() {
            let id = EntryId::parse(entry).ok();
            let name = id
                .as_ref()
                .and_then(|id| entry_id_name(id, page))
                .map(|name| clean(&name))
                .filter(|name| !name.is_empty());
            let address = id.as_ref().and_then(|id| entry_id_address(id, page));
            let address = address.map(|address| {
                let smtp = context.options.directory.smtp_address(&address);
                smtp.map_or_else(|| clean(address.address()), str::to_owned)
            });
            let line = match (name, address) {
                (Some(name), Some(address)) if name != address => format!("{name} <{address}>"),
                (_, Some(address)) => address,
                (Some(name), None) => name,
                (None, None) => {
                    context.report.dropped(
                        "member of a distribution list",
                        "neither name nor address is told",
                    );
                    continue;
                }
            };
            if seen.insert(line.clone()) {
                lines.push(line);
            }
        }
        if lines.len() > MAX_MEMBERS {
            context
                .report
                .dropped("members of a distribution list", "there are too many of them");
            lines.truncate(MAX_MEMBERS);
        }
        lines
    }
}

fn labelled<const N: usize>(pairs: [(&str, Option<String>); N]) -> Vec<String> {
    pairs
        .into_iter()
        .filter_map(|(label, value)| Some(format!("{label}: {}", value?)))
        .collect()
}
