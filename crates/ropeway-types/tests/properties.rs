//! The table of [MS-OXPROPS]: what is committed is what the generator writes, and both look-ups.

// A function beside the tests; clippy's leave is for the tests themselves.
#![allow(clippy::unwrap_used)]

#[path = "../examples/generate_properties/generate.rs"]
mod generate;

use generate::Key;
use proptest::prelude::*;
use ropeway_types::property_set::{self, *};
use ropeway_types::{
    NamedProperty, PropertyName, PropertyTag, PropertyType, StaticNameKind, WideString, named, tags,
};
use std::collections::HashSet;

const TABLE: &str = include_str!("../data/properties.tsv");

fn rows() -> Vec<generate::Property> {
    generate::parse(TABLE).unwrap()
}

#[test]
fn committed_source_is_what_the_generator_writes() {
    let again = "run: cargo run -p ropeway-types --example generate_properties";
    // `git` may have made the line ends those of the system.
    let same = |committed: &str, generated: String| committed.replace("\r\n", "\n") == generated;
    let rows = rows();
    let tags = generate::tags(&rows).unwrap();
    assert!(same(include_str!("../src/tags/generated.rs"), tags), "{again}");
    let named = generate::named(&rows).unwrap();
    assert!(same(include_str!("../src/named/generated.rs"), named), "{again}");
}

#[test]
fn the_table_is_complete_in_order_and_without_repeats() {
    let rows = rows();
    let of = |source: &str, kind: &str| {
        let fits = |line: &&str| {
            let columns: Vec<&str> = line.split('\t').collect();
            !line.starts_with('#') && columns[0] == kind && columns[5] == source
        };
        TABLE.lines().filter(fits).count()
    };
    // [MS-OXPROPS] 2: PidLid are sections 2.1 to 2.365, PidName 2.366 to 2.504.
    assert_eq!(of("OXPROPS", "tag"), 575);
    assert_eq!(of("OXPROPS", "lid"), 365);
    assert_eq!(of("OXPROPS", "name"), 504 - 365);
    assert_eq!(of("MAPI", "tag"), 5);
    assert_eq!(of("MAPI", "lid"), 6);
    assert_eq!(rows.len(), 1090);

    let order = |row: &generate::Property| {
        let kind = match row.key {
            Key::Tag(_) => 0,
            Key::Lid { .. } => 1,
            Key::Name { .. } => 2,
        };
        (kind, row.name.to_ascii_lowercase())
    };
    assert!(rows.windows(2).all(|pair| order(&pair[0]) < order(&pair[1])));
}

#[test]
fn tables_are_sorted_and_names_unique() {
    assert_eq!(
        tags::ALL.len(),
        583,
        "580 properties, three of them with a second type"
    );
    assert!(tags::ALL.windows(2).all(|pair| pair[0].0 <= pair[1].0));
    let pairs: HashSet<_> = tags::ALL.iter().collect();
    assert_eq!(pairs.len(), tags::ALL.len());
    let names: HashSet<_> = tags::ALL.iter().map(|(_, name)| name).collect();
    assert_eq!(names.len(), 580);

    assert_eq!(named::ALL.len(), 510);
    assert!(
        named::ALL
            .windows(2)
            .all(|pair| pair[0].canonical_name < pair[1].canonical_name)
    );
    let keys: HashSet<_> = named::ALL.iter().map(NamedProperty::property_name).collect();
    assert_eq!(keys.len(), 509, "PidNameLocationUrl has the name of another");
}

#[test]
fn every_tag_goes_both_ways() {
    let mut firsts = HashSet::new();
    for entry @ (tag, name) in tags::ALL {
        assert!(tags::candidates(*tag).contains(entry), "{name}");
        let by_name = tags::by_name(name).unwrap();
        assert_eq!(by_name.id(), tag.id(), "{name}");
        // Of a second type, the name leads to the first.
        assert!(tags::candidates(by_name).iter().any(|(_, other)| other == name));
        let expected = tags::candidates(*tag)[0].1;
        assert_eq!(tags::address_book_name(*tag), Some(expected));
        assert_eq!(tags::name(*tag), (!tag.is_named()).then_some(expected), "{name}");
        if firsts.insert(*tag) {
            assert_eq!(expected, *name, "the first of the table is the best candidate");
        }
    }
    for row in rows() {
        if let Key::Tag(id) = row.key {
            let tag = tags::by_name(&row.name).unwrap();
            assert_eq!(tag.id(), id, "{}", row.name);
            let type_name = row.types[0].replace("PtypEmbeddedTable", "PtypObject");
            assert_eq!(
                tag.property_type().name(),
                Some(type_name.as_str()),
                "{}",
                row.name
            );
        }
    }
}

#[test]
fn every_named_property_goes_both_ways() {
    for property in named::ALL {
        assert_eq!(named::by_name(property.canonical_name), Some(property));
        let name = property.property_name();
        assert!(property.is(&name));
        let expected = match property.canonical_name {
            "PidNameLocationUrl" => "PidNameCalendarLocationUrl",
            other => other,
        };
        assert_eq!(named::name(&name), Some(expected));
        assert_eq!(property.tag(0x8005).property_type(), property.property_type);
        assert_eq!(property.tag(0x8005).id(), 0x8005);
    }
    for row in rows() {
        let (set, kind) = match &row.key {
            Key::Tag(_) => continue,
            Key::Lid { set, lid } => (
                set,
                named::by_name(&row.name).map(|p| p.kind) == Some(StaticNameKind::Id(*lid)),
            ),
            Key::Name { set, name } => (
                set,
                matches!(named::by_name(&row.name).unwrap().kind, StaticNameKind::Name(own) if own == name),
            ),
        };
        assert!(kind, "{}", row.name);
        let property = named::by_name(&row.name).unwrap();
        assert_eq!(property_set::name(property.property_set), Some(set.as_str()));
        assert_eq!(property.property_type.name(), Some(row.types[0].as_str()));
    }
}

/// Well-known tags, each with the specification, and often its section, that says what it means.
#[test]
fn tags_are_those_of_other_specifications() {
    for (tag, number, name) in [
        (tags::SUBJECT, 0x0037_001F, "PidTagSubject"), // [MS-OXCMSG] 2.2.1.46
        (tags::MESSAGE_CLASS, 0x001A_001F, "PidTagMessageClass"), // [MS-OXCMSG]
        (tags::MESSAGE_FLAGS, 0x0E07_0003, "PidTagMessageFlags"), // [MS-OXCMSG]
        (tags::HAS_ATTACHMENTS, 0x0E1B_000B, "PidTagHasAttachments"), // [MS-OXCMSG]
        (tags::BODY, 0x1000_001F, "PidTagBody"),       // [MS-OXCMSG]
        (tags::BODY_HTML, 0x1013_001F, "PidTagBodyHtml"), // [MS-OXCMSG] 2.2.1.58.3
        (tags::HTML, 0x1013_0102, "PidTagHtml"),       // [MS-OXCMSG]
        (tags::NATIVE_BODY, 0x1016_0003, "PidTagNativeBody"), // [MS-OXCMSG] 2.2.1.58.2
        (tags::ATTACH_DATA_BINARY, 0x3701_0102, "PidTagAttachDataBinary"), // [MS-OXCMSG]
        (tags::ATTACH_DATA_OBJECT, 0x3701_000D, "PidTagAttachDataObject"), // [MS-OXCMSG]
        (tags::DELIVER_TIME, 0x0010_0040, "PidTagDeliverTime"), // [MS-OXOMSG] 2.2.2.29
        (tags::RECIPIENT_TYPE, 0x0C15_0003, "PidTagRecipientType"), // [MS-OXOMSG]
        (tags::FOLDER_ID, 0x6748_0014, "PidTagFolderId"), // [MS-OXCFOLD]
        (tags::MID, 0x674A_0014, "PidTagMid"),         // [MS-OXCFXICS] 2.2.1.2.1
        (tags::MESSAGE_SIZE, 0x0E08_0003, "PidTagMessageSize"), // [MS-OXCMSG]
        (
            tags::MESSAGE_SIZE_EXTENDED,
            0x0E08_0014,
            "PidTagMessageSizeExtended",
        ), // [MS-OXCFOLD]
        (tags::HAS_RULES, 0x663A_000B, "PidTagHasRules"), // [MS-OXORULE] 2.2.8.1
        (tags::RULE_ACTIONS, 0x6680_00FE, "PidTagRuleActions"), // [MS-OXORULE] 2.2.1.3.1.10
        (tags::RULE_CONDITION, 0x6679_00FD, "PidTagRuleCondition"), // [MS-OXORULE]
        (
            tags::EXTENDED_RULE_MESSAGE_ACTIONS,
            0x0E99_0102,
            "PidTagExtendedRuleMessageActions",
        ), // [MS-OXORULE] 2.2.4.1.9
        (tags::MEMBER_RIGHTS, 0x6673_0003, "PidTagMemberRights"), // [MS-OXCPERM] 2.2.7
        (
            tags::CONTENT_FILTER_SPAM_CONFIDENCE_LEVEL,
            0x4076_0003,
            "PidTagContentFilterSpamConfidenceLevel",
        ), // [MS-OXCSPAM] 2.2.1.3
        (tags::DISPLAY_NAME, 0x3001_001F, "PidTagDisplayName"), // [MS-OXCFOLD]
        (tags::SENT_MAIL_SVR_EID, 0x6740_00FB, "PidTagSentMailSvrEID"), // [MS-OXOMSG]
        (
            tags::NON_RECEIPT_NOTIFICATION_REQUESTED,
            0x0C06_000B,
            "PidTagNonReceiptNotificationRequested",
        ), // [MS-OXOMSG]
    ] {
        assert_eq!(tag, PropertyTag(number));
        assert_eq!(tags::name(tag), Some(name));
        assert_eq!(tags::by_name(name), Some(tag));
        assert_eq!(format!("{tag:?}"), format!("{name}({number:#010x})"));
    }
}

/// Well-known named properties, each with the specification, and often its section, that says what it means.
#[test]
fn named_properties_are_those_of_other_specifications() {
    use StaticNameKind::{Id, Name};
    for (property, set, kind, name) in [
        (
            named::APPOINTMENT_START_WHOLE,
            PSETID_APPOINTMENT,
            Id(0x820D),
            "PidLidAppointmentStartWhole",
        ), // [MS-OXOCAL] 2.2.1.5
        (
            named::GLOBAL_OBJECT_ID,
            PSETID_MEETING,
            Id(0x0003),
            "PidLidGlobalObjectId",
        ), // [MS-OXOCAL] 2.2.1.27
        (
            named::EMAIL1_EMAIL_ADDRESS,
            PSETID_ADDRESS,
            Id(0x8083),
            "PidLidEmail1EmailAddress",
        ), // [MS-OXOCNTC]
        (
            named::WORK_ADDRESS_STREET,
            PSETID_ADDRESS,
            Id(0x8045),
            "PidLidWorkAddressStreet",
        ), // [MS-OXOCNTC] 2.2.1.3.1
        (
            named::SIDE_EFFECTS,
            PSETID_COMMON,
            Id(0x8510),
            "PidLidSideEffects",
        ), // [MS-OXCMSG] 2.2.1.16
        (
            named::REMINDER_SET,
            PSETID_COMMON,
            Id(0x8503),
            "PidLidReminderSet",
        ), // [MS-OXORMDR]
        (named::VERB_STREAM, PSETID_COMMON, Id(0x8520), "PidLidVerbStream"), // [MS-OXOMSG] 2.2.1.74
        (named::TASK_STATUS, PSETID_TASK, Id(0x8101), "PidLidTaskStatus"),   // [MS-OXOTASK]
        (named::LOG_TYPE, PSETID_LOG, Id(0x8700), "PidLidLogType"),          // [MS-OXOJRNL]
        (named::NOTE_COLOR, PSETID_NOTE, Id(0x8B00), "PidLidNoteColor"),     // [MS-OXONOTE]
        (
            named::POST_RSS_CHANNEL,
            PSETID_POST_RSS,
            Id(0x8904),
            "PidLidPostRssChannel",
        ), // [MS-OXORSS]
        (
            named::SHARING_FLAVOR,
            PSETID_SHARING,
            Id(0x8A18),
            "PidLidSharingFlavor",
        ), // [MS-OXSHARE] 2.2.2.5
        (
            named::SHARING_REMOTE_UID,
            PSETID_SHARING,
            Id(0x8A06),
            "PidLidSharingRemoteUid",
        ), // [MS-OXSHARE] 2.2.3.7
        (
            named::CLIENT_INTENT,
            PSETID_CALENDAR_ASSISTANT,
            Id(0x0015),
            "PidLidClientIntent",
        ), // [MS-OXOCAL]
        (
            named::KEYWORDS,
            PS_PUBLIC_STRINGS,
            Name("Keywords"),
            "PidNameKeywords",
        ), // [MS-OXCMSG] 2.2.1.17
        (
            named::ACCEPT_LANGUAGE,
            PS_INTERNET_HEADERS,
            Name("Accept-Language"),
            "PidNameAcceptLanguage",
        ), // [MS-OXCMSG] 2.2.1.42
        (
            named::CONTENT_CLASS,
            PS_INTERNET_HEADERS,
            Name("Content-Class"),
            "PidNameContentClass",
        ), // [MS-OXCMSG] 2.2.1.48
        (
            named::MSIP_LABELS,
            PS_INTERNET_HEADERS,
            Name("msip_labels"),
            "PidNameMSIPLabels",
        ), // [MS-OXCMSG] 2.2.1.59
        (
            named::MEETING_DO_NOT_FORWARD,
            PS_PUBLIC_STRINGS,
            Name("DoNotForward"),
            "PidNameMeetingDoNotForward",
        ), // [MS-OXOCAL] 2.2.1.51
        (
            named::ATTACHMENT_MAC_INFO,
            PSETID_ATTACHMENT,
            Name("AttachmentMacInfo"),
            "PidNameAttachmentMacInfo",
        ), // [MS-OXCMSG] 2.2.2.29
        (
            named::AUDIO_NOTES,
            PSETID_UNIFIED_MESSAGING,
            Name("UMAudioNotes"),
            "PidNameAudioNotes",
        ), // [MS-OXOUM] 2.2.5.15
        (
            named::EXTRACTED_URLS,
            PSETID_XML_EXTRACTED_ENTITIES,
            Name("XmlExtractedUrls"),
            "PidNameExtractedUrls",
        ), // [MS-OXCEXT] 2.2.2.7
        (
            named::BIRTHDAY_CONTACT_ENTRY_ID,
            PSETID_ADDRESS,
            Name("BirthdayContactEntryId"),
            "PidNameBirthdayContactEntryId",
        ), // [MS-OXOCAL] 2.2.1.53
        (
            named::PHISHING_STAMP,
            PS_PUBLIC_STRINGS,
            Name("http://schemas.microsoft.com/outlook/phishingstamp"),
            "PidNamePhishingStamp",
        ), // [MS-OXPHISH] 2.2.1.1
        (
            named::ICALENDAR_RECURRENCE_RULE,
            PS_PUBLIC_STRINGS,
            Name("urn:schemas:calendar:rrule"),
            "PidNameICalendarRecurrenceRule",
        ), // [MS-XWDCAL] 2.2.2.37
    ] {
        assert_eq!(
            (property.property_set, property.kind, property.canonical_name),
            (set, kind, name)
        );
        assert_eq!(named::by_name(name), Some(&property));
        assert_eq!(named::name(&property.property_name()), Some(name));
    }
    assert_eq!(named::APPOINTMENT_START_WHOLE.property_type, PropertyType::TIME);
    assert_eq!(named::KEYWORDS.property_type, PropertyType::MULTIPLE_STRING);
    assert_eq!(
        named::CONTACT_LINK_GLOBAL_ADDRESS_LIST_LINK_ID.property_type,
        PropertyType::GUID
    );
}

#[test]
fn a_tag_of_another_type_is_found_by_the_rule() {
    let name = |number| tags::name(PropertyTag(number));
    assert_eq!(name(0x0037_001E), Some("PidTagSubject"), "8-bit string");
    assert_eq!(
        name(0x6802_001E),
        Some("PidTagOfflineAddressBookContainerGuid"),
        "by the whole tag"
    );
    assert_eq!(
        name(0x6804_001F),
        Some("PidTagOfflineAddressBookDistinguishedName"),
        "the Unicode one"
    );
    assert_eq!(name(0x3A58_101E), Some("PidTagChildrensNames"), "8-bit strings");
    assert_eq!(
        name(0x3A58_301F),
        Some("PidTagChildrensNames"),
        "an instance of a multiple value"
    );
    assert_eq!(name(0x3A58_301E), Some("PidTagChildrensNames"));
    assert_eq!(name(0x0037_0000), Some("PidTagSubject"), "any type");
    assert_eq!(name(0x1000_000A), Some("PidTagBody"), "no value to be had");
    assert_eq!(
        name(0x3701_0000),
        Some("PidTagAttachDataObject"),
        "the lowest type"
    );
    assert_eq!(name(0x0037_0003), None, "a type that is not the property's");
    assert_eq!(name(0x3001_101F), None);
    assert_eq!(name(0x7ABC_0000), None);
    let shared: Vec<_> = tags::candidates(PropertyTag(0x6847_0003))
        .iter()
        .map(|(_, name)| *name)
        .collect();
    assert_eq!(
        shared,
        [
            "PidTagFreeBusyPublishStart",
            "PidTagSearchFolderTag",
            "PidTagWlinkSaveStamp"
        ]
    );
    assert_eq!(tags::candidates(PropertyTag(0x6805_0000)).len(), 2);
}

#[test]
fn ids_of_named_properties_have_names_only_in_the_address_book() {
    assert_eq!(tags::name(tags::ADDRESS_BOOK_PROXY_ADDRESSES), None);
    assert_eq!(
        tags::address_book_name(PropertyTag(0x800F_101F)),
        Some("PidTagAddressBookProxyAddresses")
    );
    assert_eq!(format!("{:?}", PropertyTag(0x800F_101F)), "0x800f101f");
    // A property with two types.
    assert_eq!(tags::ADDRESS_BOOK_HOME_MESSAGE_DATABASE, PropertyTag(0x8006_001E));
    assert_eq!(
        tags::address_book_name(PropertyTag(0x8006_000D)),
        Some("PidTagAddressBookHomeMessageDatabase")
    );
}

#[test]
fn names_are_exact_in_case() {
    for wrong in [
        "",
        "Pid",
        "pidtagsubject",
        "PidTagSubject ",
        "PidTagSubjec",
        "PidLidLocation",
        "Subject",
    ] {
        assert_eq!(tags::by_name(wrong), None, "{wrong:?}");
    }
    for wrong in ["", "PidTagSubject", "pidlidlocation", "PidNameZ", "PidLidLocatio"] {
        assert_eq!(named::by_name(wrong), None, "{wrong:?}");
    }
}

#[test]
fn strings_ignore_case_only_in_header_names() {
    let header = |name| named::name(&PropertyName::name(PS_INTERNET_HEADERS, name));
    assert_eq!(header("content-class"), Some("PidNameContentClass"));
    assert_eq!(header("CONTENT-CLASS"), Some("PidNameContentClass"));
    assert_eq!(header("content-clas"), None);
    let public = |name| named::name(&PropertyName::name(PS_PUBLIC_STRINGS, name));
    assert_eq!(public("Keywords"), Some("PidNameKeywords"));
    assert_eq!(public("keywords"), None);
    assert_eq!(public("Content-Class"), None, "another set");
    // KELVIN SIGN is a K in small letters, but not an ASCII letter.
    assert_eq!(public("\u{212A}eywords"), None);
}

#[test]
fn the_set_and_the_kind_of_name_count() {
    assert_eq!(named::name(&PropertyName::id(PSETID_COMMON, 0x820D)), None);
    assert_eq!(named::name(&PropertyName::name(PSETID_APPOINTMENT, "820D")), None);
    assert_eq!(named::name(&PropertyName::id(PSETID_APPOINTMENT, 0x1_820D)), None);
    let none = PropertyName {
        property_set: PSETID_APPOINTMENT,
        kind: ropeway_types::NameKind::None,
    };
    assert_eq!(named::name(&none), None);
    // 0x8045 is in two sets.
    let in_set = |set| named::name(&PropertyName::id(set, 0x8045));
    assert_eq!(in_set(PSETID_ADDRESS), Some("PidLidWorkAddressStreet"));
    assert_eq!(in_set(PSETID_COMMON), Some("PidLidPromptSendUpdate"));
}

#[test]
fn ids_in_ps_mapi_are_tags() {
    let name = |lid| named::name(&PropertyName::id(PS_MAPI, lid));
    assert_eq!(name(0x0037), Some("PidTagSubject"));
    assert_eq!(name(0x8005), None);
    assert_eq!(name(0x1_0037), None);
}

#[test]
fn property_sets_have_one_name_each() {
    let guids: HashSet<_> = property_set::ALL.iter().map(|(guid, _)| guid).collect();
    let names: HashSet<_> = property_set::ALL.iter().map(|(_, name)| name).collect();
    assert_eq!((guids.len(), names.len()), (19, 19));
    assert_eq!(property_set::name(PSETID_LOG), Some("PSETID_Log"));
    assert_eq!(property_set::name(ropeway_types::Guid::NIL), None);
    for (set, text) in [
        (PSETID_LOG, "0006200a-0000-0000-c000-000000000046"),
        (PSETID_POST_RSS, "00062041-0000-0000-c000-000000000046"),
        (PSETID_MEETING, "6ed8da90-450b-101b-98da-00aa003f1305"),
        (PSETID_MESSAGING, "41f28f13-83f4-4114-a584-eedb5a6b0bff"),
        (PSETID_AIR_SYNC, "71035549-0739-4dcb-9163-00f0580dbbdf"),
        (PSETID_CALENDAR_ASSISTANT, "11000e07-b51b-40d6-af21-caa85edab1d0"),
        (
            PSETID_XML_EXTRACTED_ENTITIES,
            "23239608-685d-4732-9c55-4c95cb4e8e33",
        ),
        (PSETID_UNIFIED_MESSAGING, "4442858e-a9e3-4e80-b900-317a210cc15b"),
        (PSETID_ATTACHMENT, "96357f7f-59e1-47d0-99a7-46515c183b54"),
    ] {
        assert_eq!(set.to_string(), text);
    }
}

#[test]
fn a_broken_table_is_refused() {
    let columns = "kind\tcanonical_name\tid_or_name\ttype\tproperty_set\tsource\tnote\n";
    let good = "tag\tPidTagX\t0x0001\tPtypString\t-\tOXPROPS\t-";
    let parse = |row: &str| generate::parse(&format!("# comment\n{columns}{row}\n"));
    assert_eq!(parse(good).unwrap().len(), 1);
    assert!(generate::parse(good).is_err(), "no columns");
    for (from, to) in [
        ("tag\t", "label\t"),
        ("PidTagX", "PidLidX"),
        ("0x0001", "0001"),
        ("0x0001", "0x00001"),
        ("OXPROPS", "rumour"),
        ("\t-\tOX", "\tOX"),
    ] {
        assert!(parse(&good.replace(from, to)).is_err(), "{to:?}");
    }
    assert!(generate::tags(&parse(&good.replace("PtypString", "PtypText")).unwrap()).is_err());
    let lid = "lid\tPidLidX\t0x00000001\tPtypString\tPSETID_Nowhere\tOXPROPS\t-";
    assert!(generate::named(&parse(lid).unwrap()).is_err());
}

proptest! {
    /// The look-up by halves finds what a look at every entry finds.
    #[test]
    fn look_ups_agree_with_a_scan(
        set in proptest::sample::select(property_set::ALL.to_vec()),
        lid in prop_oneof![0u32..0x30, 0x8000u32..0x9001, any::<u32>()],
        at in 0..named::ALL.len(),
        tag in prop_oneof![
            any::<u32>(),
            (0..tags::ALL.len(), any::<u16>()).prop_map(|(at, kind)| (tags::ALL[at].0.0 & !0xFFFF) | u32::from(kind)),
        ],
    ) {
        let (set, _) = set;
        let borrowed = match named::ALL[at].kind {
            StaticNameKind::Name(name) => PropertyName::name(set, name),
            StaticNameKind::Id(own) => PropertyName::id(set, own),
        };
        for name in [PropertyName::id(set, lid), borrowed] {
            prop_assert_eq!(named::find(&name), named::ALL.iter().find(|property| property.is(&name)));
        }
        let exact: Vec<_> = tags::ALL.iter().filter(|(own, _)| own.0 == tag).collect();
        if !exact.is_empty() {
            prop_assert_eq!(exact, tags::candidates(PropertyTag(tag)).iter().collect::<Vec<_>>());
        }
    }

    /// Any text and any number is looked up without harm.
    #[test]
    fn any_name_is_looked_up(units in proptest::collection::vec(any::<u16>(), 0..20), text in ".{0,30}", tag: u32) {
        let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        for (set, _) in property_set::ALL {
            let name = PropertyName {
                property_set: *set,
                kind: ropeway_types::NameKind::Name(WideString::from_utf16le(bytes.clone())),
            };
            let _ = named::find(&name);
        }
        prop_assert_eq!(named::by_name(&text), None);
        prop_assert_eq!(tags::by_name(&text), None);
        let _ = tags::candidates(PropertyTag(tag));
    }
}
