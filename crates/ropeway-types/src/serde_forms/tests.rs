use crate::fast_transfer::{Marker, Property, Token, Value};
use crate::ics::{GlobSet, IcsState, ReplGuidSet, ReplIdSet};
use crate::wire::{Encode, Form, Reader, Tolerance};
use crate::*;
use bytes::Bytes;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use std::fmt::Debug;

/// What JSON and postcard make of a value.
pub(crate) fn through<T: Serialize + DeserializeOwned>(value: &T) -> [T; 2] {
    let text = serde_json::to_string(value).unwrap();
    let bytes = postcard::to_stdvec(value).unwrap();
    [
        serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}")),
        postcard::from_bytes(&bytes).unwrap_or_else(|e| panic!("{e}: {bytes:?}")),
    ]
}

/// The value has this form in JSON, and comes back from it and from postcard.
fn is<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T, form: Json) {
    assert_eq!(serde_json::to_value(&value).unwrap(), form);
    for back in through(&value) {
        assert_eq!(back, value);
    }
}

fn refused<T: DeserializeOwned + Debug>(form: Json) -> String {
    serde_json::from_value::<T>(form).unwrap_err().to_string()
}

fn postcard_refuses<T: DeserializeOwned + Debug>(form: &impl Serialize) {
    let bytes = postcard::to_stdvec(form).unwrap();
    postcard::from_bytes::<T>(&bytes).unwrap_err();
}

#[test]
fn open_numbers_are_numbers() {
    is(ErrorCode::NOT_FOUND, json!(0x8004_010Fu32));
    is(ErrorCode(0xDEAD_BEEF), json!(0xDEAD_BEEFu32));
    is(tags::SUBJECT, json!(0x0037_001F));
    is(PropertyType(0x7777), json!(0x7777));
    is(RelOp(0x64), json!(0x64));
    is(permission::MemberRights(0x401), json!(0x401));
    is(RecipientFlags(0x200), json!(0x200));
    is(WrappedType(0xC3), json!(0xC3));
    is(FileTime(u64::MAX), json!(u64::MAX));
    is(CodePage(1252), json!(1252));
    is(FolderId(u64::MAX), json!(u64::MAX));
    is(MessageId::new(1, 2), json!(MessageId::new(1, 2).0));
    is(ChangeNumber(3), json!(3));
    is(Form::ExtendedRule, json!("ExtendedRule"));
    refused::<PropertyType>(json!(0x1_0000));
}

#[test]
fn guids_are_text_or_bytes() {
    let guid = property_set::PS_INTERNET_HEADERS;
    is(guid, json!("00020386-0000-0000-c000-000000000046"));
    let braced = json!("{00020386-0000-0000-C000-000000000046}");
    assert_eq!(serde_json::from_value::<Guid>(braced).unwrap(), guid);
    assert_eq!(postcard::to_stdvec(&guid).unwrap(), guid.0);
    assert_eq!(
        refused::<Guid>(json!("00020386")),
        "invalid value: string \"00020386\", expected a GUID"
    );
    is(ProviderUid::ONE_OFF, json!("812b1fa4bea310199d6e00dd010f5402"));
    assert_eq!(
        postcard::to_stdvec(&ProviderUid::ONE_OFF).unwrap(),
        ProviderUid::ONE_OFF.0
    );
    refused::<ProviderUid>(json!("+12b1fa4bea310199d6e00dd010f5402"));
    refused::<ProviderUid>(json!("812b1fa4bea310199d6e00dd010f540"));
}

#[test]
fn wide_text_is_text_or_code_units() {
    is(WideString::from("Grüße 🚠\0"), json!("Grüße 🚠\0"));
    is(WideString::default(), json!(""));
    let lone = WideString::from_utf16le(vec![0x3D, 0xD8, b'a', 0]);
    is(lone.clone(), json!({"utf16": [0xD83D, 0x61]}));
    assert_eq!(postcard::to_stdvec(&lone).unwrap(), [4, 0x3D, 0xD8, b'a', 0]);
    // Nobody need ask for the longer form, but it means the same.
    let long = json!({"utf16": [0x61]});
    assert_eq!(serde_json::from_value::<WideString>(long).unwrap(), "a".into());
    refused::<WideString>(json!({"utf16": [0x1_0000]}));
    refused::<WideString>(json!({"utf8": [0x61]}));
    refused::<WideString>(json!({}));
    refused::<WideString>(json!([0x61]));
    assert!(serde_json::from_str::<WideString>(r#"{"utf16": [], "utf16": []}"#).is_err());
    postcard_refuses::<WideString>(&Bytes::from_static(b"abc"));
}

#[test]
fn floats_keep_their_bits() {
    is(PropertyValue::Floating64(0.5), json!({"Floating64": 0.5}));
    is(PropertyValue::Floating32(0.1), json!({"Floating32": 0.1f32}));
    is(
        PropertyValue::FloatingTime(f64::NEG_INFINITY),
        json!({"FloatingTime": "0xfff0000000000000"}),
    );
    is(
        PropertyValue::MultipleFloating32(vec![f32::INFINITY, 1.0]),
        json!({"MultipleFloating32": ["0x7f800000", 1.0]}),
    );
    let nan = f64::from_bits(0x7FF8_0000_0000_1234);
    for back in through(&PropertyValue::MultipleFloatingTime(vec![nan, -0.0])) {
        let PropertyValue::MultipleFloatingTime(back) = back else {
            panic!("{back:?}")
        };
        assert_eq!(back[0].to_bits(), nan.to_bits());
        assert_eq!(back[1].to_bits(), (-0.0f64).to_bits());
    }
    let whole = serde_json::from_value::<PropertyValue>(json!({"MultipleFloating64": [1, -1]})).unwrap();
    assert_eq!(whole, PropertyValue::MultipleFloating64(vec![1.0, -1.0]));
    refused::<PropertyValue>(json!({"Floating32": "0x7ff8000000000000"}));
    refused::<PropertyValue>(json!({"Floating64": null}));
}

#[test]
fn tolerances_are_names() {
    is(Tolerance::NONE, json!([]));
    is(
        Tolerance::SLACK | Tolerance::HANDLE_PADDING,
        json!(["SLACK", "HANDLE_PADDING"]),
    );
    for back in through(&Tolerance::ALL) {
        assert_eq!(back, Tolerance::ALL);
    }
    refused::<Tolerance>(json!(["SLACK", "HASTE"]));
}

#[test]
fn sets_are_ranges() {
    let set: GlobSet = [5..=9, 20..=20].into_iter().collect();
    is(set.clone(), json!([[5, 9], [20, 20]]));
    let others = json!([[20, 20], [7, 9], [5, 6], [5, 7]]);
    assert_eq!(serde_json::from_value::<GlobSet>(others).unwrap(), set);
    assert_eq!(
        refused::<GlobSet>(json!([[9, 5]])),
        "9 to 5 is no range of 48-bit counters"
    );
    refused::<GlobSet>(json!([[0, GlobSet::MAX + 1]]));
    postcard_refuses::<GlobSet>(&[(9u64, 5u64)].as_slice());

    let ids: ReplIdSet = [(3, set.clone())].into_iter().collect();
    is(ids.clone(), json!({"3": [[5, 9], [20, 20]]}));
    let twice = r#"{"3": [[5, 9]], "4": [], "3": [[20, 20]]}"#;
    assert_eq!(serde_json::from_str::<ReplIdSet>(twice).unwrap(), ids);
    let guids: ReplGuidSet = [(Guid::NIL, set)].into_iter().collect();
    is(
        IcsState {
            idset_given: Some(guids),
            cnset_seen: Some(ReplGuidSet::new()),
            ..IcsState::default()
        },
        json!({
            "idset_given": {"00000000-0000-0000-0000-000000000000": [[5, 9], [20, 20]]},
            "cnset_seen": {},
            "cnset_seen_fai": null,
            "cnset_read": null,
        }),
    );
    let mut map = ReplicaMap::default();
    map.insert(1, Guid::NIL);
    is(map, json!({"1": "00000000-0000-0000-0000-000000000000"}));
}

#[test]
fn xids_have_one_to_eight_bytes() {
    let xid = Xid::new(Guid::NIL, vec![1, 2]).unwrap();
    let form = json!({"namespace_guid": Guid::NIL, "local_id": [1, 2]});
    is(xid.clone(), form.clone());
    is(SizedXid(xid.clone()), form.clone());
    is(PredecessorChangeList::from_iter([xid]), json!([form]));
    assert_eq!(
        refused::<Xid>(json!({"namespace_guid": Guid::NIL, "local_id": []})),
        "the local id of an XID has 1 to 8 bytes"
    );
    refused::<SizedXid>(json!({"namespace_guid": Guid::NIL, "local_id": [0, 0, 0, 0, 0, 0, 0, 0, 0]}));
    postcard_refuses::<Xid>(&(Guid::NIL, Bytes::new()));
}

#[test]
fn addresses_have_their_type_in_upper_case() {
    let address = ProxyAddress::smtp("User@example.test");
    is(
        address.clone(),
        json!({"address_type": "SMTP", "address": "User@example.test"}),
    );
    let lower = json!({"address_type": "smtp", "address": "User@example.test"});
    assert_eq!(serde_json::from_value::<ProxyAddress>(lower).unwrap(), address);
}

#[test]
fn stream_values_are_of_their_type() {
    let value = Value::new(&PropertyValue::from("Hi")).unwrap();
    is(
        Token::Property(Property {
            tag: tags::SUBJECT,
            name: None,
            value,
        }),
        json!({"Property": {
            "tag": 0x0037_001F,
            "name": null,
            "value": {"property_type": 0x1F, "bytes": [6, 0, 0, 0, 0x48, 0, 0x69, 0, 0, 0]},
        }}),
    );
    is(
        Token::Marker(Marker::StartMessage),
        json!({"Marker": "StartMessage"}),
    );
    is(
        Value::code_page_string(CodePage(1252), &b"\xFC\0"[..]).unwrap(),
        json!({"property_type": 0x8000 + 1252, "bytes": [2, 0, 0, 0, 0xFC, 0]}),
    );
    is(
        Value::new(&PropertyValue::Boolean(true)).unwrap(),
        json!({"property_type": 0x0B, "bytes": [1, 0]}),
    );
    // Cut short, followed by something, half a character, no type of streams.
    for (property_type, bytes) in [
        (0x1F, vec![6, 0, 0, 0, 0x48]),
        (0x0B, vec![1, 0, 1]),
        (0x03, vec![1, 0, 0, 0, 3, 0, 0x0C, 0x40]),
        (0x1F, vec![1, 0, 0, 0, 0x48]),
        (0xFD, vec![]),
        (0x0B, vec![]),
    ] {
        let form = json!({"property_type": property_type, "bytes": bytes});
        refused::<Value>(form.clone());
        postcard_refuses::<Value>(&(u16::try_from(property_type).unwrap(), Bytes::from(bytes)));
    }
    refused::<Marker>(json!("StartNothing"));
}

/// Restrictions inside one another, as deep as can be read from the wire, and one more.
#[test]
fn depth_has_the_limit_of_the_wire() {
    let deep = |levels: usize| {
        (1..levels).fold(Restriction::Exist(tags::SUBJECT), |inner, _| {
            Restriction::Not(Box::new(inner))
        })
    };
    let most = deep(Reader::MAX_DEPTH);
    for back in through(&most) {
        assert_eq!(back, most);
    }
    let beyond = deep(Reader::MAX_DEPTH + 1);
    assert_eq!(
        refused::<Restriction>(serde_json::to_value(&beyond).unwrap()),
        "more than 64 levels"
    );
    postcard_refuses::<Restriction>(&beyond);
    // Through values and rule actions as well; and what failed leaves nothing behind.
    let action = RuleAction {
        blocks: vec![ActionBlock {
            flavor: 0,
            flags: 0,
            data: ActionData::Tag(TaggedPropertyValue {
                tag: tags::SUBJECT,
                value: PropertyValue::Restriction(Box::new(most.clone())),
            }),
        }],
    };
    postcard_refuses::<RuleAction>(&action);
    for back in through(&most) {
        assert_eq!(back, most);
    }
    // Hostile: a level a byte, and no end.
    let not = postcard::to_stdvec(&deep(2)).unwrap()[0];
    postcard::from_bytes::<Restriction>(&vec![not; 10_000_000]).unwrap_err();
}

#[test]
fn restrictions_and_actions() {
    let exist = || Restriction::Exist(tags::SUBJECT);
    let value = || TaggedPropertyValue::new(tags::SUBJECT, "x");
    is(
        Restriction::Content {
            fuzzy_level_low: 1,
            fuzzy_level_high: 2,
            property_tag: tags::SUBJECT,
            value: value(),
        },
        json!({"Content": {
            "fuzzy_level_low": 1,
            "fuzzy_level_high": 2,
            "property_tag": 0x0037_001F,
            "value": {"tag": 0x0037_001F, "value": {"String": "x"}},
        }}),
    );
    let all = Restriction::And(vec![
        Restriction::Or(vec![]),
        Restriction::Comment {
            values: vec![value()],
            restriction: Some(Box::new(exist())),
        },
        Restriction::Annotation {
            values: vec![],
            restriction: None,
        },
        Restriction::Count {
            count: 3,
            restriction: Box::new(exist()),
        },
        Restriction::SubObject {
            subobject: PropertyTag(0x0E12_000D),
            restriction: Box::new(exist()),
        },
    ]);
    for back in through(&all) {
        assert_eq!(back, all);
    }
    is(
        RuleAction {
            blocks: vec![ActionBlock {
                flavor: 0,
                flags: 1,
                data: ActionData::Reply(ReplyTemplate {
                    message: ReplyMessage::Ids(FolderId(1), MessageId(2)),
                    template_guid: Guid::NIL,
                }),
            }],
        },
        json!({"blocks": [{"flavor": 0, "flags": 1, "data": {"Reply": {
            "message": {"Ids": [1, 2]},
            "template_guid": "00000000-0000-0000-0000-000000000000",
        }}}]}),
    );
}

#[test]
fn extended_rules() {
    let condition = ExtendedRuleCondition {
        named_properties: NamedPropertyInformation {
            properties: vec![(0x8001, PropertyName::id(Guid::NIL, 7))],
        },
        restriction: Restriction::Exist(PropertyTag(0x8001_0003)),
    };
    is(
        condition,
        json!({
            "named_properties": {"properties": [
                [0x8001, {"property_set": "00000000-0000-0000-0000-000000000000", "kind": {"Id": 7}}],
            ]},
            "restriction": {"Exist": 0x8001_0003u32},
        }),
    );
    for back in through(&ExtendedRuleActions {
        named_properties: NamedPropertyInformation::default(),
        rule_version: 1,
        actions: RuleAction::default(),
    }) {
        assert_eq!(back.rule_version, 1);
    }
}

#[test]
fn named_properties_are_written() {
    let property = named::by_name("PidLidAppointmentStartWhole").unwrap();
    assert_eq!(
        serde_json::to_value(property).unwrap(),
        json!({
            "canonical_name": "PidLidAppointmentStartWhole",
            "property_type": 0x40,
            "property_set": "00062002-0000-0000-c000-000000000046",
            "kind": {"Id": 0x820D},
        })
    );
    is(
        property.property_name(),
        json!({"property_set": "00062002-0000-0000-c000-000000000046", "kind": {"Id": 0x820D}}),
    );
    is(NameKind::None, json!("None"));
    is(NameKind::Name("x".into()), json!({"Name": "x"}));
}

/// Structures whose fields may contradict one another are read as they are, and refused when encoded.
#[test]
fn contradictions_are_left_to_encoding() {
    let mut form = serde_json::to_value(OneOffEntryId::new("", "SMTP", "a@example.test")).unwrap();
    form["email_address"] = json!({"Narrow": [97]});
    let id: OneOffEntryId = serde_json::from_value(form).unwrap();
    assert!(id.to_bytes().is_err());
}

proptest! {
    #[test]
    fn any_code_units_come_back(units: Vec<u16>) {
        let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
        let text = WideString::from_utf16le(bytes);
        for back in through(&text) {
            prop_assert_eq!(&back, &text);
        }
    }

    #[test]
    fn any_floats_come_back(bits: u32, wide: u64) {
        let value = PropertyValue::Floating32(f32::from_bits(bits));
        for back in through(&value) {
            let PropertyValue::Floating32(back) = back else { panic!() };
            prop_assert_eq!(back.to_bits(), bits);
        }
        for back in through(&PropertyValue::Floating64(f64::from_bits(wide))) {
            let PropertyValue::Floating64(back) = back else { panic!() };
            prop_assert_eq!(back.to_bits(), wide);
        }
    }
}
