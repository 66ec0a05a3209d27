#!/usr/bin/env python3
"""Independent readers over calendar parts that this project wrote.

    independent_ics.py FOLDER

FOLDER has pairs of NAME.ics and NAME.json, the zone by its name at IANA and the local starts and ends that a
recurrence blob gives, as the test `ca_05_occurrences_are_those_of_the_blob` of ropeway-mime writes them. Each
part is parsed by icalendar; its series is expanded by recurring-ical-events and, apart from exceptions, by
dateutil; its VTIMEZONE, as dateutil reads it, must give the offsets that IANA's data gives at each start and
end and around each change of the clock. Prints each difference, and ends with 1 if there was one.
"""

import io
import json
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from dateutil.rrule import rrulestr
from dateutil.tz import tzical

FORMAT = "%Y-%m-%dT%H:%M"


def naive(value):
    """Local date and time of day, whatever the reader made of the zone."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime(value.year, value.month, value.day)


def occurrences(calendar, first, last):
    events = recurring_ical_events.of(calendar).between(first - timedelta(days=1), last + timedelta(days=1))
    return sorted((naive(e["DTSTART"].dt), naive(e["DTEND"].dt)) for e in events)


def by_dateutil(master, until):
    """Starts by RRULE, RDATE and EXDATE alone, on the local clock."""
    start = naive(master["DTSTART"].dt)
    rule = master["RRULE"]
    text = rule.to_ical().decode()
    if "UNTIL" in rule:
        end = rule["UNTIL"][0]
        if isinstance(end, datetime):
            end = end.astimezone(master["DTSTART"].dt.tzinfo).replace(tzinfo=None)
        parts = [p for p in text.split(";") if not p.startswith("UNTIL=")]
        text = ";".join(parts + ["UNTIL=" + naive(end).strftime("%Y%m%dT%H%M%S")])
    starts = set(rrulestr(text, dtstart=start).between(start, until, inc=True))
    for name, change in (("RDATE", starts.add), ("EXDATE", starts.discard)):
        lists = master.get(name, [])
        for dates in lists if isinstance(lists, list) else [lists]:
            for one in dates.dts:
                change(naive(one.dt))
    return starts


def changes(zone, first, last):
    """Moments of UTC around each change of a zone's clock."""
    moment = first - timedelta(days=200)
    while moment < last + timedelta(days=200):
        after = moment + timedelta(hours=1)
        if moment.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            for minutes in (-1, 0, 59, 60, 61):
                yield moment + timedelta(minutes=minutes)
        moment = after


def check(path):
    facts = json.loads(path.with_suffix(".json").read_text())
    text = path.read_bytes().decode("utf-8")
    calendar = icalendar.Calendar.from_ical(text)
    expected = [
        (datetime.strptime(start, FORMAT), datetime.strptime(end, FORMAT)) for start, end in facts["occurrences"]
    ]
    first, last = expected[0][0], max(end for _, end in expected)
    problems = []
    errors = [error for component in calendar.walk() for error in component.errors]
    if errors:
        problems.append(f"icalendar: {errors}")

    found = occurrences(calendar, first, last)
    found = [pair for pair in found if first <= pair[0] <= expected[-1][0]]
    if found != expected:
        problems.append(f"recurring-ical-events: {sorted(set(expected) ^ set(found))}")

    masters = [e for e in calendar.walk("VEVENT") if "RECURRENCE-ID" not in e]
    changed = [e for e in calendar.walk("VEVENT") if "RECURRENCE-ID" in e]
    starts = by_dateutil(masters[0], expected[-1][0])
    starts -= {naive(e["RECURRENCE-ID"].dt) for e in changed}
    starts |= {naive(e["DTSTART"].dt) for e in changed}
    if starts != {start for start, _ in expected}:
        problems.append(f"dateutil: {sorted(starts ^ {start for start, _ in expected})}")

    if facts["all_day"]:
        if any(isinstance(e["DTSTART"].dt, datetime) for e in masters):
            problems.append("times of day in an all-day event")
        return problems
    true = ZoneInfo(facts["iana"])
    ours = tzical(io.StringIO(text)).get()
    begin, end = first.replace(tzinfo=timezone.utc), last.replace(tzinfo=timezone.utc)
    moments = [start.replace(tzinfo=true).astimezone(timezone.utc) for pair in expected for start in pair]
    moments += list(changes(true, begin, end))
    for moment in moments:
        # dateutil takes what it reads for a zone of local times: give it those.
        local = moment.astimezone(true).replace(tzinfo=None)
        fold = moment.astimezone(true).fold
        offset = local.replace(tzinfo=ours, fold=fold).utcoffset()
        if offset != moment.astimezone(true).utcoffset():
            problems.append(f"VTIMEZONE: {offset} at {moment}, IANA has {moment.astimezone(true).utcoffset()}")
    return problems


def main():
    folder = Path(sys.argv[1])
    files = sorted(folder.glob("*.ics"))
    count = 0
    for path in files:
        for problem in check(path):
            count += 1
            print(f"{path.stem}: {problem}")
    print(f"{len(files)} calendar parts, {count} differences")
    # No files: the test that writes them was not run.
    sys.exit(1 if count or not files else 0)


main()
