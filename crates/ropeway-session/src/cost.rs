//! What messages and their parts count against the limits of sessions and mailboxes.

use crate::value;
use ropeway_message::{Attachment, Message, Recipient};

/// A message, beside its parts.
const MESSAGE: u64 = 1024;
/// An attachment, beside its properties.
const ATTACHMENT: u64 = 256;
/// A recipient, beside its properties.
const RECIPIENT: u64 = 128;

/// What a message counts.
pub(crate) fn message(message: &Message) -> u64 {
    let recipients = message.recipients.iter().map(recipient);
    let attachments = message.attachments.iter().map(attachment);
    recipients
        .chain(attachments)
        .chain([value::bag_cost(&message.properties)])
        .fold(MESSAGE, u64::saturating_add)
}

/// What a recipient counts.
pub(crate) fn recipient(recipient: &Recipient) -> u64 {
    value::bag_cost(&recipient.properties).saturating_add(RECIPIENT)
}

/// What an attachment counts.
pub(crate) fn attachment(attachment: &Attachment) -> u64 {
    value::bag_cost(&attachment.properties)
        .saturating_add(attachment.embedded.as_deref().map_or(0, message))
        .saturating_add(ATTACHMENT)
}
