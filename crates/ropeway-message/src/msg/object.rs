//! Messages, recipients and attachments of a file ([MS-OXMSG] 2.2).

use super::container::{File, Item};
use super::properties::{self, Kind, Properties};
use super::report::DeviationKind;
use super::{MsgError, code_page, names};
use crate::{AttachMethod, Attachment, Message, PropertyBag, Recipient, RecipientType};
use ropeway_types::{CodePage, PropertyName, PropertyTag, PropertyValue, tags};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};
use std::path::Path;

pub(super) const RECIPIENT: &str = "__recip_version1.0_#";
pub(super) const ATTACHMENT: &str = "__attach_version1.0_#";

type Names = BTreeMap<u16, PropertyName>;

/// What an embedded message takes from the message around it.
struct Context<'a> {
    names: &'a Names,
    depth: usize,
    code_page: Option<CodePage>,
}

pub(super) fn read_file<R: Read + Seek>(file: &mut File<R>) -> Result<Message, MsgError> {
    let root = Path::new("/");
    let items = file.list(root)?;
    if !properties::has_properties(&items) {
        return Err(MsgError::NotAMessage);
    }
    let names = match items
        .iter()
        .find(|item| item.is_storage() && item.name().eq_ignore_ascii_case(names::STORAGE))
    {
        Some(item) => names::read(file, item.path())?,
        None => Names::new(),
    };
    let context = Context {
        names: &names,
        depth: 0,
        code_page: None,
    };
    message(file, root, &items, &context)
}

/// The storages of a kind in the order of their numbers, which may have gaps.
fn numbered<'a>(items: &'a [Item], prefix: &str) -> BTreeMap<u32, &'a Item> {
    items
        .iter()
        .filter(|item| item.is_storage())
        .filter_map(|item| Some((item.number(prefix)?, item)))
        .collect()
}

fn message<R: Read + Seek>(
    file: &mut File<R>,
    storage: &Path,
    items: &[Item],
    context: &Context<'_>,
) -> Result<Message, MsgError> {
    let Properties { bag, counts, .. } = properties::read(file, storage, items, Kind::Message)?;
    let mut message = Message {
        properties: bag,
        ..Message::default()
    };
    let recipients = numbered(items, RECIPIENT);
    let attachments = numbered(items, ATTACHMENT);
    if let Some(counts) = counts {
        let pairs = [
            ("recipients", counts.recipients, recipients.len()),
            ("attachments", counts.attachments, attachments.len()),
        ];
        for (what, declared, actual) in pairs {
            if usize::try_from(declared) != Ok(actual) {
                file.note(
                    storage,
                    DeviationKind::Count {
                        what,
                        declared,
                        actual,
                    },
                );
            }
        }
    }
    let mut row_ids = Vec::new();
    for (number, item) in recipients {
        let items = file.list(item.path())?;
        let bag = properties::read(file, item.path(), &items, Kind::Recipient)?.bag;
        let (row_id, recipient) = recipient(number, bag);
        row_ids.push(row_id);
        message.recipients.push(recipient);
    }
    number_rows(file, storage, &mut message.recipients, &row_ids);
    let code_page = set_code_page(file, storage, &mut message, context.code_page);
    let inner = Context {
        names: context.names,
        depth: context.depth.saturating_add(1),
        code_page,
    };
    for (number, item) in attachments {
        let attachment = attachment(file, number, item, &inner)?;
        message.attachments.push(attachment);
    }
    name_properties(file, storage, &mut message, context.names);
    Ok(message)
}

/// PidTagRowid if there is one, and the recipient, numbered as its storage.
fn recipient(number: u32, mut properties: PropertyBag) -> (Option<u32>, Recipient) {
    let mut take = |tag: PropertyTag| {
        let value = properties.int(tag)?;
        properties.remove(tag.id());
        Some(u32::from_ne_bytes(value.to_ne_bytes()))
    };
    let row_id = take(tags::ROWID);
    let recipient_type = take(tags::RECIPIENT_TYPE).map_or(RecipientType::TO, RecipientType);
    let recipient = Recipient {
        row_id: number,
        recipient_type,
        properties,
    };
    (row_id, recipient)
}

/// Row ids identify a row, so only distinct ones are taken.
fn number_rows<R: Read + Seek>(
    file: &mut File<R>,
    storage: &Path,
    recipients: &mut [Recipient],
    row_ids: &[Option<u32>],
) {
    let distinct: BTreeSet<u32> = row_ids.iter().copied().flatten().collect();
    if distinct.len() != recipients.len() {
        return file.note(storage, DeviationKind::RowIds);
    }
    for (recipient, row_id) in recipients.iter_mut().zip(row_ids.iter().copied().flatten()) {
        recipient.row_id = row_id;
    }
}

/// Names the code page of 8-bit strings in a message that has such and does not name it. Returns what
/// embedded messages inherit.
fn set_code_page<R: Read + Seek>(
    file: &mut File<R>,
    storage: &Path,
    message: &mut Message,
    outer: Option<CodePage>,
) -> Option<CodePage> {
    let usable = |number: i32| {
        let page = u16::try_from(number).ok().map(CodePage)?;
        (page != CodePage::UTF_16LE && page.0 != 1201 && page.is_known()).then_some(page)
    };
    let named = message.properties.int(tags::MESSAGE_CODEPAGE);
    if let Some(page) = named.and_then(usable) {
        return Some(page);
    }
    let narrow = |bag: &PropertyBag| {
        bag.iter().any(|(_, value)| {
            matches!(
                value,
                PropertyValue::String8(_) | PropertyValue::MultipleString8(_)
            )
        })
    };
    let bags = std::iter::once(&message.properties).chain(message.recipients.iter().map(|r| &r.properties));
    let has_narrow = bags.into_iter().any(narrow);
    let int = |tag| message.properties.int(tag);
    let guess = int(tags::MESSAGE_LOCALE_ID)
        .and_then(code_page::of_locale)
        .or_else(|| int(tags::INTERNET_CODEPAGE).and_then(code_page::of_internet))
        .map(CodePage)
        .or(outer);
    match guess {
        Some(page) if has_narrow && named.is_none() => {
            message.properties.set(tags::MESSAGE_CODEPAGE, i32::from(page.0));
            file.note(storage, DeviationKind::CodePage(page.0));
        }
        _ => {}
    }
    guess
}

fn attachment<R: Read + Seek>(
    file: &mut File<R>,
    number: u32,
    item: &Item,
    context: &Context<'_>,
) -> Result<Attachment, MsgError> {
    let items = file.list(item.path())?;
    let mut properties = properties::read(file, item.path(), &items, Kind::Attachment)?;
    let has_data = properties.contains(tags::ATTACH_DATA_OBJECT.id());
    properties.bag.remove(tags::ATTACH_NUMBER.id());
    let mut attachment = Attachment {
        number,
        properties: properties.bag,
        external: properties.external,
        ..Attachment::default()
    };
    let Some(object) = properties.object else {
        return Ok(attachment);
    };
    let method = attachment.properties.int(tags::ATTACH_METHOD);
    let inner = file.list(object.path())?;
    let is_message = match method.map(AttachMethod) {
        Some(AttachMethod::EMBEDDED_MESSAGE) => properties::has_properties(&inner),
        Some(AttachMethod::STORAGE) => false,
        _ => properties::is_message(&inner),
    };
    let expected = if is_message {
        AttachMethod::EMBEDDED_MESSAGE
    } else {
        AttachMethod::STORAGE
    };
    if method.map(AttachMethod) != Some(expected) {
        file.note(item.path(), DeviationKind::AttachMethod(method));
    }
    if is_message {
        let limit = file.options.max_depth;
        if context.depth > limit {
            return Err(MsgError::Limit {
                what: "levels of embedded messages",
                limit: u64::try_from(limit).unwrap_or(u64::MAX),
            });
        }
        attachment.embedded = Some(Box::new(message(file, object.path(), &inner, context)?));
    } else if has_data {
        file.note(
            item.path(),
            DeviationKind::DuplicateProperty(tags::ATTACH_DATA_OBJECT),
        );
    } else if let Some(bytes) = file.extract(&object)? {
        attachment
            .properties
            .set(tags::ATTACH_DATA_OBJECT, PropertyValue::Object(bytes));
    }
    Ok(attachment)
}

/// Gives a message the names of the properties that it, its recipients and its attachments have.
fn name_properties<R: Read + Seek>(file: &mut File<R>, storage: &Path, message: &mut Message, names: &Names) {
    for id in names::used(message) {
        match names.get(&id) {
            // A second property of the same name would take the name from the first.
            Some(name) if message.named_properties.id(name).is_none() => {
                message.named_properties.insert(id, name.clone());
            }
            _ => file.note(storage, DeviationKind::UnnamedProperty(id)),
        }
    }
}
