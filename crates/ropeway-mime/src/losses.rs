//! What the kind of a message means to its readers and an ordinary mail will not tell them.

use crate::class::{Class, is};
use crate::mime::clean;
use crate::options::Context;
use ropeway_message::Message;
use ropeway_types::named;

/// Names in the report what of the kind of message is in winmail.dat alone.
pub(crate) fn name_moved(message: &Message, context: &mut Context<'_>) {
    const WHY: &str = "only readers of TNEF know what to do with it";
    let name = message.message_class();
    if !is(&name.to_ascii_lowercase(), "ipm.note") {
        context
            .report
            .moved(format!("message class {}", clean(&name)), WHY);
    }
    for property in [&named::VERB_STREAM, &named::VERB_RESPONSE] {
        if message.named(&property.property_name()).is_some() {
            context.report.moved(property.canonical_name, WHY);
        }
    }
}

/// Names it in the report.
pub(crate) fn name_losses(message: &Message, class: Class, context: &mut Context<'_>) {
    let name = message.message_class();
    let lower = name.to_ascii_lowercase();
    let has_form = match class {
        Class::Calendar(_) | Class::Report(_) => true,
        Class::Contact => context.options.contact_card,
        _ => false,
    };
    if !is(&lower, "ipm.note") && lower != "ipm" && !has_form {
        let why = if is(&lower, "ipm.outlook.recall") {
            "a recall means nothing outside the organization; it goes out as an ordinary message"
        } else {
            "it goes out as an ordinary message"
        };
        context
            .report
            .substituted(format!("message class {}", clean(&name)), why);
    }
    if class == Class::Contact && !context.options.contact_card {
        context.report.dropped(
            "properties of a contact",
            "a contact that is no attachment is what its body says, unless the options ask for its vCard",
        );
    }
    if message.named_properties.is_empty() {
        return;
    }
    for (property, why) in [
        (
            &named::VERB_STREAM,
            "buttons to vote with have no form outside TNEF",
        ),
        (
            &named::VERB_RESPONSE,
            "only Outlook counts votes; for others the subject says it",
        ),
    ] {
        if message.named(&property.property_name()).is_some() {
            context.report.dropped(property.canonical_name, why);
        }
    }
}
