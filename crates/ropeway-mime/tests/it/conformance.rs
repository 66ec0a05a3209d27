//! CONFORMANCE.md and the tests tell the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The rows of these areas are rows of the table; tests of other areas are named after other maps.
const AREAS: [&str; 9] = ["sk", "ad", "hd", "bd", "at", "rp", "ca", "sm", "mc"];

/// Title of a table, row, specification's section, grade.
type MapRow = (String, String, String, String);

struct Row {
    map: MapRow,
    state: String,
    tests: String,
    line: usize,
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("CONFORMANCE.md")
}

fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.strip_prefix("| ")?.strip_suffix(" |")?;
    Some(inner.split(" | ").map(str::trim).collect())
}

fn is_row(cell: &str) -> bool {
    let b = cell.as_bytes();
    b.len() == 5
        && b[..2].iter().all(u8::is_ascii_uppercase)
        && b[2] == b'-'
        && b[3..].iter().all(u8::is_ascii_digit)
}

fn rows(table: &str) -> Vec<Row> {
    let mut title = String::new();
    let mut rows = Vec::new();
    for (at, line) in table.lines().enumerate() {
        if line.starts_with("## ") {
            line.clone_into(&mut title);
        }
        let Some(cells) = cells(line).filter(|cells| is_row(cells[0])) else {
            continue;
        };
        let [row, section, grade, state, tests] = cells[..] else {
            panic!("line {}: five cells are wanted", at + 1);
        };
        rows.push(Row {
            map: (title.clone(), row.into(), section.into(), grade.into()),
            state: state.into(),
            tests: tests.into(),
            line: at,
        });
    }
    rows
}

/// The rows that the name of a test begins with: `ad_13_…`, `hd_05_to_08_…`, `hd_12_13_25_…`,
/// `sk_07_at_05_…`, `hd_09_importance_and_hd_11_…`.
fn rows_of(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split('_').collect();
    let number = |at: usize| {
        let word = words.get(at)?;
        (word.len() == 2).then(|| word.parse::<u32>().ok()).flatten()
    };
    let mut rows = Vec::new();
    let mut at = 0;
    while let (Some(area), Some(first)) = (words.get(at), number(at + 1)) {
        if !AREAS.contains(area) {
            break;
        }
        let mut last = first;
        rows.push((*area, first));
        at += 2;
        loop {
            if let Some(next) = number(at) {
                rows.push((*area, next));
                last = next;
                at += 1;
            } else if let (Some(&"to"), Some(end)) = (words.get(at), number(at + 1)) {
                rows.extend((last + 1..=end).map(|n| (*area, n)));
                last = end;
                at += 2;
            } else {
                break;
            }
        }
        // Words between two rows end in `and`.
        let next = (at..words.len()).find(|at| {
            words[*at] == "and"
                && words.get(at + 1).is_some_and(|w| AREAS.contains(w))
                && number(at + 2).is_some()
        });
        if let Some(next) = next {
            at = next + 1;
        }
    }
    rows.iter()
        .map(|(area, n)| format!("{}-{n:02}", area.to_uppercase()))
        .collect()
}

/// The test functions below a folder, by row.
fn tests_below(folder: &Path, found: &mut BTreeMap<String, BTreeSet<String>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests_below(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let mut marked = false;
            for line in std::fs::read_to_string(&path).unwrap().lines() {
                let line = line.trim();
                if line == "#[test]" || line == "#[tokio::test]" {
                    marked = true;
                } else if let Some(rest) = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ") {
                    let end = rest.find(['(', '<']).unwrap_or(rest.len());
                    if std::mem::take(&mut marked) {
                        for row in rows_of(&rest[..end]) {
                            found.entry(row).or_default().insert(rest[..end].to_owned());
                        }
                    }
                } else if !line.starts_with("#[") && !line.starts_with("//") {
                    marked = false;
                }
            }
        }
    }
}

fn tests() -> BTreeMap<String, BTreeSet<String>> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeMap::new();
    for folder in [
        "src",
        "tests",
        "../ropeway-message/src",
        "../ropeway-message/tests",
        "../ropeway-session/src",
        "../ropeway-session/tests",
        "../ropeway/tests",
    ] {
        let folder = own.join(folder);
        // A published crate stands alone.
        if folder.is_dir() {
            tests_below(&folder, &mut found);
        }
    }
    found
}

#[test]
fn names_of_tests_say_their_rows() {
    assert_eq!(rows_of("ad_13_imcea"), ["AD-13"]);
    assert_eq!(rows_of("hd_05_to_08_x"), ["HD-05", "HD-06", "HD-07", "HD-08"]);
    assert_eq!(rows_of("hd_12_13_25_x"), ["HD-12", "HD-13", "HD-25"]);
    assert_eq!(rows_of("sk_07_at_05_x"), ["SK-07", "AT-05"]);
    assert_eq!(rows_of("hd_09_importance_and_hd_11_x"), ["HD-09", "HD-11"]);
    assert_eq!(rows_of("at_01_and_at_13_x"), ["AT-01", "AT-13"]);
    assert_eq!(rows_of("at_12_looks_at_10_files"), ["AT-12"]);
    assert!(rows_of("bn_01_to_04_x").is_empty());
    assert!(rows_of("looks_at_10_files").is_empty());
}

#[test]
fn the_table_agrees_with_the_tests() {
    let tests = tests();
    let mut text = std::fs::read_to_string(path()).unwrap();
    if std::env::var_os("ROPEWAY_UPDATE").is_some() {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for row in rows(&text) {
            let (_, id, section, grade) = &row.map;
            let names = column(tests.get(id));
            lines[row.line] = format!("| {id} | {section} | {grade} | {} | {names} |", row.state);
        }
        let written = lines.join("\n") + "\n";
        if written != text {
            std::fs::write(path(), &written).unwrap();
            text = written;
        }
    }
    let table = rows(&text);
    let mut wrong = Vec::new();
    for id in tests.keys() {
        if !table.iter().any(|row| row.map.1 == *id) {
            wrong.push(format!("{id} is no row, but {:?} are named after it", tests[id]));
        }
    }
    for row in &table {
        let id = &row.map.1;
        let expected = column(tests.get(id));
        if row.tests != expected {
            wrong.push(format!(
                "{id}: the tests are {expected} (ROPEWAY_UPDATE=1 writes them)"
            ));
        }
        match row.state.as_str() {
            "done" if !tests.contains_key(id) => wrong.push(format!("{id} is done, but no test shows it")),
            "done" => {}
            state => {
                let why = state.strip_prefix("partly: ").or(state.strip_prefix("not: "));
                if why.is_none_or(|why| why.trim().is_empty()) {
                    wrong.push(format!("{id}: no such state: {state}"));
                }
            }
        }
    }
    let ids: BTreeSet<&String> = table.iter().map(|row| &row.map.1).collect();
    if ids.len() != table.len() {
        wrong.push("a row stands twice".to_owned());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn column(tests: Option<&BTreeSet<String>>) -> String {
    let names: Vec<String> = tests
        .into_iter()
        .flatten()
        .map(|name| format!("`{name}`"))
        .collect();
    if names.is_empty() {
        "–".to_owned()
    } else {
        names.join(", ")
    }
}

#[test]
fn the_table_has_the_rows_of_the_map() {
    let Some(shared) = std::env::var_os("ROPEWAY_SHARED") else {
        eprintln!("IGNORED: ROPEWAY_SHARED is not set, CONFORMANCE.md is not compared with the map");
        return;
    };
    let map = std::fs::read_to_string(Path::new(&shared).join("spec/conversion.md")).unwrap();
    let mut title = String::new();
    let mut expected: Vec<MapRow> = Vec::new();
    for line in map.lines() {
        if line.starts_with("## ") {
            line.clone_into(&mut title);
        }
        if let Some(cells) = cells(line)
            && is_row(cells[0])
        {
            // Some tables have no column for the section.
            let section = if cells.len() > 3 { cells[1] } else { "–" };
            let grade = cells[cells.len() - 1];
            expected.push((title.clone(), cells[0].into(), section.into(), grade.into()));
        }
    }
    assert!(expected.len() > 150, "{}", expected.len());
    let table: Vec<MapRow> = rows(&std::fs::read_to_string(path()).unwrap())
        .into_iter()
        .map(|row| row.map)
        .collect();
    for (row, expected) in table.iter().zip(&expected) {
        assert_eq!(row, expected);
    }
    assert_eq!(table.len(), expected.len());
}
