//! From the table of properties to Rust source. The test `properties` includes this file to compare.

use std::error::Error;
use std::fmt::Write;

pub(crate) type Failure = Box<dyn Error>;

/// A row of `data/properties.tsv`.
#[derive(Debug, Clone)]
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) key: Key,
    /// Specification names; tags have one or more, named properties one.
    pub(crate) types: Vec<String>,
}

#[derive(Debug, Clone)]
pub(crate) enum Key {
    Tag(u16),
    Lid { set: String, lid: u32 },
    Name { set: String, name: String },
}

const COLUMNS: &str = "kind\tcanonical_name\tid_or_name\ttype\tproperty_set\tsource\tnote";

pub(crate) fn parse(text: &str) -> Result<Vec<Property>, Failure> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    if lines.next() != Some(COLUMNS) {
        return Err(format!("the columns must be {COLUMNS:?}").into());
    }
    lines
        .map(|line| row(line).map_err(|error| format!("{line:?}: {error}").into()))
        .collect()
}

fn row(line: &str) -> Result<Property, Failure> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [kind, name, key, types, set, source, _note] = columns[..] else {
        return Err("not seven columns".into());
    };
    if !["OXPROPS", "MAPI"].contains(&source) {
        return Err("unknown source".into());
    }
    let number = |digits| {
        let hex: &str = key.strip_prefix("0x").unwrap_or_default();
        (hex.len() == digits)
            .then(|| u32::from_str_radix(hex, 16).ok())
            .flatten()
            .ok_or("not a number of the kind's length")
    };
    let set = set.to_owned();
    let (prefix, key) = match kind {
        "tag" => ("PidTag", Key::Tag(u16::try_from(number(4)?)?)),
        "lid" => ("PidLid", Key::Lid { set, lid: number(8)? }),
        "name" => (
            "PidName",
            Key::Name {
                set,
                name: key.to_owned(),
            },
        ),
        _ => return Err("unknown kind".into()),
    };
    let types: Vec<String> = types.split("; ").map(str::to_owned).collect();
    if !name.starts_with(prefix) || (prefix != "PidTag" && types.len() != 1) {
        return Err("name or types do not fit the kind".into());
    }
    Ok(Property {
        name: name.to_owned(),
        key,
        types,
    })
}

/// Name of the constant in `PropertyType`, and the number.
fn property_type(name: &str) -> Result<(&'static str, u16), Failure> {
    Ok(match name {
        "PtypInteger16" => ("INTEGER16", 0x0002),
        "PtypInteger32" => ("INTEGER32", 0x0003),
        "PtypFloating64" => ("FLOATING64", 0x0005),
        "PtypBoolean" => ("BOOLEAN", 0x000B),
        "PtypObject" | "PtypEmbeddedTable" => ("OBJECT", 0x000D),
        "PtypInteger64" => ("INTEGER64", 0x0014),
        "PtypString8" => ("STRING8", 0x001E),
        "PtypString" => ("STRING", 0x001F),
        "PtypTime" => ("TIME", 0x0040),
        "PtypGuid" => ("GUID", 0x0048),
        "PtypServerId" => ("SERVER_ID", 0x00FB),
        "PtypRestriction" => ("RESTRICTION", 0x00FD),
        "PtypRuleAction" => ("RULE_ACTION", 0x00FE),
        "PtypBinary" => ("BINARY", 0x0102),
        "PtypMultipleInteger32" => ("MULTIPLE_INTEGER32", 0x1003),
        "PtypMultipleString" => ("MULTIPLE_STRING", 0x101F),
        "PtypMultipleTime" => ("MULTIPLE_TIME", 0x1040),
        "PtypMultipleBinary" => ("MULTIPLE_BINARY", 0x1102),
        _ => return Err(format!("unknown type {name:?}").into()),
    })
}

/// `SentMailSvrEID` to `SENT_MAIL_SVR_EID`.
fn screaming(name: &str) -> String {
    // One word, with a capital inside.
    let name = name.replace("ICal", "Ical");
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let next_is_small = letters.get(at + 1).is_some_and(char::is_ascii_lowercase);
        let starts_word = match before {
            Some('_') | None => false,
            Some(before) => letter.is_ascii_uppercase() && (!before.is_ascii_uppercase() || next_is_small),
        };
        if starts_word {
            out.push('_');
        }
        out.push(letter.to_ascii_uppercase());
    }
    out
}

/// `PSETID_PostRss` to `PSETID_POST_RSS`.
fn set_constant(set: &str) -> String {
    match set.strip_prefix("PSETID_") {
        Some(area) => format!("PSETID_{}", screaming(area)),
        None => set.to_owned(),
    }
}

const HEAD: &str = "\
//! Generated from `data/properties.tsv` by `cargo run -p ropeway-types --example generate_properties`:
//! edit the table, not this file.
";

fn indices(out: &mut String, order: &[usize]) -> Result<(), Failure> {
    for line in order.chunks(20) {
        let line: Vec<String> = line.iter().map(usize::to_string).collect();
        writeln!(out, "    {},", line.join(", "))?;
    }
    writeln!(out, "];")?;
    Ok(())
}

/// The source of `src/tags/generated.rs`.
pub(crate) fn tags(properties: &[Property]) -> Result<String, Failure> {
    let mut constants = Vec::new();
    let mut table = Vec::new();
    for property in properties {
        let Key::Tag(id) = property.key else { continue };
        let constant = screaming(property.name.trim_start_matches("PidTag"));
        for (at, name) in property.types.iter().enumerate() {
            let (_, code) = property_type(name)?;
            let value = format!("0x{id:04X}_{code:04X}");
            let doc = format!("{}, {}.", property.name, property.types.join(" or "));
            let shown = if at == 0 {
                constant.clone()
            } else {
                format!("PropertyTag({value})")
            };
            if at == 0 {
                constants.push((
                    id,
                    code,
                    format!("/// {doc}\npub const {constant}: PropertyTag = PropertyTag({value});\n"),
                ));
            }
            table.push((id, code, at, property.name.clone(), shown));
        }
    }
    // Both sorts are stable: what shares a tag stays in the table's order, the specification's.
    constants.sort_by_key(|(id, code, _)| (*id, *code));
    table.sort_by_key(|(id, code, ..)| (*id, *code));

    let mut out = format!("{HEAD}\nuse crate::tag::PropertyTag;\n\n");
    for (_, _, text) in &constants {
        out.push_str(text);
    }
    out.push_str(
        "
/// All tags named here with their specification names, in ascending order. A tag of several properties is
/// there several times, and a property with several types has a tag for each.
pub const ALL: &[(PropertyTag, &str)] = &[\n",
    );
    for (_, _, _, name, shown) in &table {
        writeln!(out, "    ({shown}, \"{name}\"),")?;
    }
    out.push_str(
        "];\n
/// Positions in [`ALL`] in the order of the names, one for a name: that of its first type.
pub(super) const BY_NAME: &[u16] = &[\n",
    );
    let mut order: Vec<(&String, usize)> = table
        .iter()
        .enumerate()
        .filter(|(_, (_, _, at, ..))| *at == 0)
        .map(|(index, (_, _, _, name, _))| (name, index))
        .collect();
    order.sort();
    indices(
        &mut out,
        &order.iter().map(|(_, index)| *index).collect::<Vec<_>>(),
    )?;
    Ok(out)
}

/// The source of `src/named/generated.rs`.
pub(crate) fn named(properties: &[Property]) -> Result<String, Failure> {
    let mut named: Vec<&Property> = properties
        .iter()
        .filter(|p| !matches!(p.key, Key::Tag(_)))
        .collect();
    named.sort_by(|a, b| a.name.cmp(&b.name));
    let mut out = format!(
        "{HEAD}\nuse super::NamedProperty;\nuse crate::guid::property_set::*;\nuse crate::tag::PropertyType;\n\n"
    );
    let mut table = String::new();
    let mut lids = Vec::new();
    let mut strings = Vec::new();
    for (index, property) in named.iter().enumerate() {
        let name = &property.name;
        let type_name = property.types.first().ok_or("no type")?;
        let (code, _) = property_type(type_name)?;
        let (set, constant, shown, call) = match &property.key {
            Key::Lid { set, lid } => {
                lids.push((set_guid(set)?, *lid, index));
                (
                    set,
                    name.trim_start_matches("PidLid"),
                    format!("0x{lid:04X}"),
                    "lid",
                )
            }
            Key::Name { set, name: string } => {
                strings.push((set_guid(set)?, string.to_ascii_lowercase(), index));
                (
                    set,
                    name.trim_start_matches("PidName"),
                    format!("{string:?}"),
                    "string",
                )
            }
            Key::Tag(_) => continue,
        };
        let constant = screaming(constant);
        writeln!(
            out,
            "/// {name}, {type_name}: {} in {set}.",
            shown.replace('"', "`")
        )?;
        writeln!(
            out,
            "pub const {constant}: NamedProperty =\n    NamedProperty::{call}(\"{name}\", PropertyType::{code}, {}, {shown});",
            set_constant(set)
        )?;
        writeln!(table, "    {constant},")?;
    }
    writeln!(
        out,
        "\n/// All named properties, in ascending order of their canonical names.\npub const ALL: &[NamedProperty] = &[\n{table}];"
    )?;
    lids.sort();
    out.push_str(
        "\n/// Positions in [`ALL`] of what a number names, by property set (as bytes) and number.
pub(super) const BY_LID: &[u16] = &[\n",
    );
    indices(
        &mut out,
        &lids.iter().map(|(.., index)| *index).collect::<Vec<_>>(),
    )?;
    strings.sort();
    out.push_str("\n/// Positions in [`ALL`] of what a string names, by property set (as bytes) and string in small letters.
pub(super) const BY_STRING: &[u16] = &[\n");
    indices(
        &mut out,
        &strings.iter().map(|(.., index)| *index).collect::<Vec<_>>(),
    )?;
    Ok(out)
}

fn set_guid(set: &str) -> Result<ropeway_types::Guid, Failure> {
    let known = ropeway_types::property_set::ALL
        .iter()
        .find(|(_, name)| *name == set);
    Ok(known.ok_or_else(|| format!("unknown property set {set:?}"))?.0)
}
