//! Recipient rows and recipients ([MS-OXCMSG] 3.2.5.5, [MS-OXCDATA] 2.8.3).

use crate::value;
use ropeway_message::{Recipient, RecipientType};
use ropeway_rop::{ModifyRecipientRow, OpenRecipientRow, ReadRecipientRow};
use ropeway_types::wire::Encode;
use ropeway_types::{
    CodePage, EntryId, OneOffEntryId, PropertyRow, PropertyTag, PropertyType, PropertyValue, RecipientFlags,
    RecipientRow, RowString, RowValue, X500Address, tags,
};

/// The RecipientColumns announced for a message that is opened: what clients list themselves.
pub(crate) const COLUMNS: [PropertyTag; 8] = [
    tags::OBJECT_TYPE,
    tags::DISPLAY_TYPE,
    tags::SMTP_ADDRESS,
    tags::SEND_INTERNET_ENCODING,
    tags::RECIPIENT_DISPLAY_NAME,
    tags::RECIPIENT_FLAGS,
    tags::RECIPIENT_TRACK_STATUS,
    tags::RECIPIENT_ENTRY_ID,
];

/// Recipients of a message: so many that their number, and any of their positions, fits where the
/// protocol counts them ([MS-OXCMSG] 2.2.3.5.1).
pub(crate) const MAX_RECIPIENTS: usize = 0x7FEE;

/// Properties that the fields before the columns carry ([MS-OXCMSG] 2.2.3.5.1). Clients list some of them
/// as columns all the same; then they count where the field is absent.
fn is_field(tag: PropertyTag) -> bool {
    [
        tags::ADDRESS_TYPE,
        tags::DISPLAY_NAME,
        tags::EMAIL_ADDRESS,
        tags::ENTRY_ID,
        tags::INSTANCE_KEY,
        tags::RECIPIENT_TYPE,
        tags::SEARCH_KEY,
        tags::SEND_RICH_INFO,
        tags::TRANSMITTABLE_DISPLAY_NAME,
        tags::RESPONSIBILITY,
        tags::ROWID,
    ]
    .iter()
    .any(|field| field.id() == tag.id())
}

/// The columns of a client's request that its later reads are answered with.
pub(crate) fn readable_columns(columns: &[PropertyTag]) -> Vec<PropertyTag> {
    columns.iter().copied().filter(|tag| !is_field(*tag)).collect()
}

/// A recipient from a row, all its properties made anew.
pub(crate) fn from_row(
    request: &ModifyRecipientRow,
    row: &RecipientRow,
    columns: &[PropertyTag],
    code_page: CodePage,
) -> Recipient {
    let mut recipient = Recipient {
        row_id: request.row_id,
        recipient_type: RecipientType::from_row(request.recipient_type),
        ..Recipient::default()
    };
    let bag = &mut recipient.properties;
    for (column, cell) in columns.iter().zip(&row.properties.values) {
        if let RowValue::Value(cell) = cell
            && !matches!(cell, PropertyValue::ErrorCode(_))
        {
            bag.set(*column, value::stored(cell, code_page));
        }
    }
    let narrow = |bytes: &bytes::Bytes| RowString::Narrow(bytes.clone()).to_text(code_page);
    let address_type = match row.flags.address_type() {
        RecipientFlags::X500_DN => Some("EX".to_owned()),
        2 => Some("MS".to_owned()),
        RecipientFlags::SMTP => Some("SMTP".to_owned()),
        4 => Some("FAX".to_owned()),
        5 => Some("PROFS".to_owned()),
        6 | 7 => Some("MAPIPDL".to_owned()),
        _ => row.address_type.as_ref().map(narrow),
    };
    if let Some(x500) = &row.x500 {
        // AddressPrefixUsed counts characters of the DnPrefix of Connect, which is empty here.
        bag.set(tags::EMAIL_ADDRESS, value::text(&narrow(&x500.dn)));
        bag.set_default(tags::DISPLAY_TYPE, i32::from(x500.display_type));
    }
    if let Some((entry_id, search_key)) = &row.distribution_list {
        bag.set(
            tags::ENTRY_ID,
            value::stored(&PropertyValue::Binary(entry_id.clone()), code_page),
        );
        bag.set(
            tags::SEARCH_KEY,
            value::stored(&PropertyValue::Binary(search_key.clone()), code_page),
        );
    }
    if let Some(address_type) = &address_type {
        bag.set(tags::ADDRESS_TYPE, value::text(address_type));
    }
    let string = |text: &RowString| value::text(&text.to_text(code_page));
    if let Some(email) = &row.email_address {
        // Of an X.500 recipient the field repeats what X500DN says.
        if row.x500.is_none() {
            bag.set(tags::EMAIL_ADDRESS, string(email));
        }
    }
    if let Some(name) = &row.display_name {
        bag.set(tags::DISPLAY_NAME, string(name));
        if row.flags.contains(RecipientFlags::SAME_TRANSMITTABLE) {
            bag.set(tags::TRANSMITTABLE_DISPLAY_NAME, string(name));
        }
    }
    if let Some(name) = &row.simple_display_name {
        bag.set(tags::ADDRESS_BOOK_DISPLAY_NAME_PRINTABLE, string(name));
    }
    if let Some(name) = &row.transmittable_display_name {
        bag.set(tags::TRANSMITTABLE_DISPLAY_NAME, string(name));
    }
    bag.set(
        tags::SEND_RICH_INFO,
        !row.flags.contains(RecipientFlags::NO_RICH_TEXT),
    );
    bag.set(
        tags::RESPONSIBILITY,
        row.flags.contains(RecipientFlags::RESPONSIBLE),
    );
    let type_bits = recipient.recipient_type.0.cast_signed();
    bag.set(tags::RECIPIENT_TYPE, type_bits);
    bag.set(tags::ROWID, recipient.row_id.cast_signed());
    identify(&mut recipient, code_page);
    recipient
}

/// Entry id and search key of a recipient that came without ([MS-OXCDATA] 2.8.3.2).
fn identify(recipient: &mut Recipient, code_page: CodePage) {
    let Some(address) = recipient.address(code_page) else {
        return;
    };
    let name = recipient.display_name(code_page).unwrap_or_default();
    let bag = &mut recipient.properties;
    let without_zeros = |text: &str| text.replace('\0', "");
    let id = if address.is_ex() {
        EntryId::address_book(&without_zeros(address.address()))
    } else {
        EntryId::OneOff(OneOffEntryId::new(
            &without_zeros(&name),
            &without_zeros(address.address_type()),
            &without_zeros(address.address()),
        ))
    };
    if let Ok(bytes) = id.to_bytes() {
        bag.set_default(tags::ENTRY_ID, bytes);
    }
    let mut key = address.to_string().to_uppercase().into_bytes();
    key.push(0);
    bag.set_default(tags::SEARCH_KEY, key);
    if address.is_smtp() {
        bag.set_default(tags::SMTP_ADDRESS, value::text(address.address()));
    }
}

/// A recipient as a row over `columns`.
fn to_row(recipient: &Recipient, columns: &[PropertyTag], code_page: CodePage) -> RecipientRow {
    let bag = &recipient.properties;
    let text = |tag| bag.text(tag, code_page).filter(|text| !text.is_empty());
    let wide = |text: &str| Some(RowString::Wide(text.replace('\0', "").as_str().into()));
    let narrow = |text: &str| {
        let bytes = code_page.encode(text).unwrap_or_else(|| text.as_bytes().into());
        bytes
            .iter()
            .copied()
            .filter(|byte| *byte != 0)
            .collect::<bytes::Bytes>()
    };
    let mut row = RecipientRow::default();
    let mut flags = RecipientFlags::UNICODE;
    let address_type = text(tags::ADDRESS_TYPE).unwrap_or_default();
    let email = text(tags::EMAIL_ADDRESS);
    match (address_type.to_ascii_uppercase().as_str(), &email) {
        ("EX", Some(dn)) => {
            flags |= RecipientFlags::X500_DN;
            row.x500 = Some(X500Address {
                address_prefix_used: 0,
                display_type: bag
                    .int(tags::DISPLAY_TYPE)
                    .and_then(|kind| u8::try_from(kind).ok())
                    .unwrap_or(0),
                dn: narrow(dn),
            });
        }
        ("SMTP", _) => flags |= RecipientFlags::SMTP,
        ("", _) => {}
        (other, _) => {
            flags |= RecipientFlags::NON_STANDARD;
            row.address_type = Some(narrow(other));
        }
    }
    if let Some(email) = email.filter(|_| row.x500.is_none()) {
        flags |= RecipientFlags::EMAIL_ADDRESS;
        row.email_address = wide(&email);
    }
    let name = text(tags::DISPLAY_NAME);
    let transmittable = text(tags::TRANSMITTABLE_DISPLAY_NAME);
    if transmittable.is_some() && transmittable == name {
        flags |= RecipientFlags::SAME_TRANSMITTABLE;
    } else if let Some(transmittable) = transmittable {
        flags |= RecipientFlags::TRANSMITTABLE_DISPLAY_NAME;
        row.transmittable_display_name = wide(&transmittable);
    }
    if let Some(name) = name {
        flags |= RecipientFlags::DISPLAY_NAME;
        row.display_name = wide(&name);
    }
    if let Some(name) = text(tags::ADDRESS_BOOK_DISPLAY_NAME_PRINTABLE) {
        flags |= RecipientFlags::SIMPLE_DISPLAY_NAME;
        row.simple_display_name = wide(&name);
    }
    if recipient.is_handled_elsewhere() {
        flags |= RecipientFlags::RESPONSIBLE;
    }
    if bag.bool(tags::SEND_RICH_INFO) == Some(false) {
        flags |= RecipientFlags::NO_RICH_TEXT;
    }
    row.flags = RecipientFlags(flags);
    row.properties = PropertyRow::new(
        columns
            .iter()
            .map(|tag| cell(recipient, *tag, code_page))
            .collect(),
    );
    row
}

/// A column's value; a column without type is answered as absent, with no type to write it in.
fn cell(recipient: &Recipient, column: PropertyTag, code_page: CodePage) -> RowValue {
    if column.property_type() == PropertyType::UNSPECIFIED {
        return RowValue::Absent;
    }
    recipient
        .properties
        .value(column.id())
        .and_then(|value| value::as_type(value, column.property_type(), true, code_page))
        .map_or(RowValue::Absent, RowValue::Value)
}

/// A row of a message header.
pub(crate) fn open_row(
    recipient: &Recipient,
    columns: &[PropertyTag],
    code_page: CodePage,
) -> OpenRecipientRow {
    OpenRecipientRow {
        recipient_type: recipient.recipient_type.to_row(),
        code_page_id: code_page.0,
        reserved: 0,
        recipient_row: to_row(recipient, columns, code_page),
    }
}

/// A row of RopReadRecipients.
pub(crate) fn read_row(
    recipient: &Recipient,
    columns: &[PropertyTag],
    code_page: CodePage,
) -> ReadRecipientRow {
    ReadRecipientRow {
        row_id: recipient.row_id,
        recipient_type: recipient.recipient_type.to_row(),
        code_page_id: code_page.0,
        reserved: 0,
        recipient_row: to_row(recipient, columns, code_page),
    }
}

/// Bytes of a row and what stands around it; `None` if it cannot be written.
pub(crate) fn row_len(row: &RecipientRow, columns: &[PropertyTag]) -> Option<usize> {
    let mut writer = ropeway_types::wire::Writer::new();
    row.encode(columns, &mut writer).ok()?;
    let len = writer.len();
    // RecipientRowSize is 16 bits wide; around the row stand at most 11 bytes.
    (len <= usize::from(u16::MAX)).then(|| len.saturating_add(11))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ropeway_types::ProxyAddress;

    const CP: CodePage = CodePage(1251);

    fn modify(recipient_type: u8, row: RecipientRow) -> ModifyRecipientRow {
        ModifyRecipientRow {
            row_id: 7,
            recipient_type,
            recipient_row: Some(row),
        }
    }

    fn made(row: &RecipientRow, columns: &[PropertyTag]) -> Recipient {
        from_row(&modify(1, row.clone()), row, columns, CP)
    }

    #[test]
    fn standard_fields_become_properties() {
        let row = RecipientRow {
            flags: RecipientFlags(0x06DB),
            email_address: Some(RowString::Wide("a@x.test".into())),
            display_name: Some(RowString::Wide("Ann".into())),
            simple_display_name: Some(RowString::Wide("Ann A".into())),
            ..RecipientRow::default()
        };
        let recipient = made(&row, &[]);
        let bag = &recipient.properties;
        assert_eq!(recipient.address(CP), Some(ProxyAddress::smtp("a@x.test")));
        assert_eq!(bag.get(tags::TRANSMITTABLE_DISPLAY_NAME), Some(&"Ann".into()));
        assert_eq!(bag.bool(tags::RESPONSIBILITY), Some(true));
        assert_eq!(bag.binary(tags::SEARCH_KEY).unwrap()[..], *b"SMTP:A@X.TEST\0");
        assert!(bag.contains(0x0FFF));
        assert_eq!(to_row(&recipient, &[], CP).flags, row.flags);
    }

    #[test]
    fn narrow_strings_are_in_the_message_code_page() {
        let row = RecipientRow {
            flags: RecipientFlags(0x001B),
            email_address: Some(RowString::Narrow(bytes::Bytes::from_static(b"a@x.test"))),
            display_name: Some(RowString::Narrow(bytes::Bytes::from_static(b"\xcf\xf0"))),
            ..RecipientRow::default()
        };
        assert_eq!(made(&row, &[]).display_name(CP).unwrap(), "Пр");
    }

    #[test]
    fn a_column_in_place_of_a_field_counts_where_the_field_is_absent() {
        let columns = [tags::EMAIL_ADDRESS, tags::DISPLAY_NAME];
        let mut row = RecipientRow {
            flags: RecipientFlags(0x0203),
            properties: PropertyRow::new(vec![
                RowValue::Value("column@x.test".into()),
                RowValue::Value("Column".into()),
            ]),
            ..RecipientRow::default()
        };
        assert_eq!(
            made(&row, &columns).address(CP),
            Some(ProxyAddress::smtp("column@x.test"))
        );
        row.flags = RecipientFlags(0x020B);
        row.email_address = Some(RowString::Wide("field@x.test".into()));
        assert_eq!(
            made(&row, &columns).address(CP),
            Some(ProxyAddress::smtp("field@x.test"))
        );
    }

    #[test]
    fn x500_recipients_are_of_type_ex() {
        let row = RecipientRow {
            flags: RecipientFlags(0x0211),
            x500: Some(X500Address {
                address_prefix_used: 0,
                display_type: 1,
                dn: bytes::Bytes::from_static(b"/o=O/cn=u"),
            }),
            display_name: Some(RowString::Wide("U".into())),
            ..RecipientRow::default()
        };
        let recipient = made(&row, &[]);
        assert_eq!(recipient.address(CP), Some(ProxyAddress::new("EX", "/o=O/cn=u")));
        assert_eq!(recipient.properties.int(tags::DISPLAY_TYPE), Some(1));
        assert_eq!(to_row(&recipient, &[], CP).x500, row.x500);
        let with_email = RecipientRow {
            flags: RecipientFlags(0x0219),
            email_address: Some(RowString::Wide("u@x.test".into())),
            ..row
        };
        let recipient = made(&with_email, &[]);
        assert_eq!(recipient.address(CP), Some(ProxyAddress::new("EX", "/o=O/cn=u")));
    }

    #[test]
    fn rows_can_be_written_whatever_the_recipient_holds() {
        let mut recipient = Recipient::default();
        recipient.properties.set(tags::ADDRESS_TYPE, "FAX");
        recipient.properties.set(tags::OBJECT_TYPE, "not a number");
        let row = to_row(&recipient, &COLUMNS, CP);
        assert!(row_len(&row, &COLUMNS).is_some());
        assert_eq!(row.properties.values[0], RowValue::Absent);
    }
}
