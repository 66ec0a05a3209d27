//! message/disposition-notification of a report object ([MS-OXCMAIL] 2.1.3.6.2; RFC 8098 3).

use super::delivery::{display_name, known};
use super::line;
use crate::dsn::status;
use crate::headers::message_ids;
use crate::mime::{Content, ContentType, Entity, Fields};
use crate::options::Context;
use encodify::base64::STANDARD;
use ropeway_message::{Message, SENDER, SENT_REPRESENTING};
use ropeway_types::tags;

/// The disposition modes of RFC 8098 3.2.6.
const MODES: [&str; 4] = [
    "automatic-action/MDN-sent-automatically",
    "automatic-action/MDN-sent-manually",
    "manual-action/MDN-sent-automatically",
    "manual-action/MDN-sent-manually",
];

/// The part for machines.
pub(super) fn notification(message: &Message, read: bool, context: &mut Context<'_>) -> Entity {
    let mut fields = Fields::default();
    let reader = [SENDER, SENT_REPRESENTING]
        .into_iter()
        .find(|tags| message.person(tags).is_some());
    let address = known(reader.and_then(|tags| message.person(&tags)), context);
    status::put(&mut fields, "Final-Recipient", &status::typed_address(&address));
    if let Some(id) = original_id(message) {
        fields.tokens("Original-Message-ID", [id.as_str()]);
    }
    let stored = line(message, tags::REPORT_DISPOSITION_MODE).unwrap_or_default();
    let [automatic, ..] = MODES;
    let mode = MODES
        .into_iter()
        .find(|mode| mode.eq_ignore_ascii_case(&stored))
        .unwrap_or(automatic);
    let what = if read { "displayed" } else { "deleted" };
    fields.raw("Disposition", &format!("{mode}; {what}"));
    if let Some(key) = message
        .properties
        .binary(tags::PARENT_KEY)
        .filter(|key| !key.is_empty())
    {
        let key = STANDARD.encode(key);
        if crate::mime::fits_line(&key) {
            fields.tokens("X-MSExch-Correlation-Key", [key.as_str()]);
        } else {
            context
                .report
                .dropped("PidTagParentKey", "it is too long for a header field");
        }
    }
    if let Some(reader) = reader {
        display_name(message.text(reader.name), &address, &mut fields);
    }
    Entity::new(
        ContentType::new("message/disposition-notification"),
        Content::unencoded(fields.as_bytes().to_vec()),
    )
}

/// The identifier of the message that a report is about.
pub(crate) fn original_id(message: &Message) -> Option<String> {
    let text = line(message, tags::ORIGINAL_MESSAGE_ID)?;
    message_ids(&text).0.first().map(|id| (*id).to_owned())
}
