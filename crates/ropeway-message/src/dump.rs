//! A message in readable form.

use crate::difference::write_name;
use crate::{Attachment, Message, PropertyBag, Recipient, RecipientType};
use ropeway_types::{PropertyTag, PropertyValue, tags};
use std::fmt;

/// Shows a message with the names and sizes of its properties; made by [`Message::dump`].
///
/// Text and bytes are content, addresses and names of people: only their sizes are shown, unless asked
/// for by [`Dump::with_text`].
#[derive(Debug, Clone, Copy)]
pub struct Dump<'a> {
    message: &'a Message,
    text: bool,
}

impl Message {
    /// This message in readable form, one property a line, without its text.
    pub fn dump(&self) -> Dump<'_> {
        Dump {
            message: self,
            text: false,
        }
    }
}

impl Dump<'_> {
    /// Strings of how many bytes are shown whole.
    const SHORT: usize = 200;

    /// The same with short strings shown; still without bodies and binaries.
    #[must_use]
    pub fn with_text(mut self) -> Self {
        self.text = true;
        self
    }

    fn message(&self, f: &mut fmt::Formatter<'_>, message: &Message, indent: usize) -> fmt::Result {
        self.bag(f, message, &message.properties, indent)?;
        for recipient in &message.recipients {
            let Recipient {
                row_id,
                recipient_type,
                properties,
            } = recipient;
            let kind = match recipient_type.kind() {
                RecipientType::ORIGINATOR => "originator",
                RecipientType::TO => "to",
                RecipientType::CC => "cc",
                RecipientType::BCC => "bcc",
                _ => "recipient",
            };
            writeln!(f, "{:indent$}{kind} {row_id} ({:#010x})", "", recipient_type.0)?;
            self.bag(f, message, properties, indent.saturating_add(2))?;
        }
        for attachment in &message.attachments {
            let Attachment {
                number,
                properties,
                embedded,
                external,
            } = attachment;
            writeln!(f, "{:indent$}attachment {number}", "")?;
            let inner = indent.saturating_add(2);
            self.bag(f, message, properties, inner)?;
            if let Some(external) = external {
                writeln!(f, "{:inner$}{} bytes outside", "", external.len())?;
            }
            if let Some(embedded) = embedded {
                writeln!(f, "{:inner$}message", "")?;
                self.message(f, embedded, inner.saturating_add(2))?;
            }
        }
        Ok(())
    }

    fn bag(
        &self,
        f: &mut fmt::Formatter<'_>,
        message: &Message,
        bag: &PropertyBag,
        indent: usize,
    ) -> fmt::Result {
        for (tag, value) in bag.iter() {
            write!(f, "{:indent$}{:#010x} ", "", tag.0)?;
            match (tags::name(tag), message.named_properties.name(tag.id())) {
                (Some(name), _) => f.write_str(name)?,
                (None, Some(name)) => write_name(f, name)?,
                (None, None) => f.write_str("?")?,
            }
            f.write_str(" = ")?;
            self.value(f, message, tag, value)?;
            writeln!(f)?;
        }
        Ok(())
    }

    fn value(
        &self,
        f: &mut fmt::Formatter<'_>,
        message: &Message,
        tag: PropertyTag,
        value: &PropertyValue,
    ) -> fmt::Result {
        use PropertyValue as V;
        let shown = self.text && !matches!(tag.id(), 0x1000..=0x1013 | 0x007D);
        match value {
            V::String(text) if shown && text.as_bytes().len() <= Self::SHORT => write!(f, "{text:?}"),
            V::String8(bytes) if shown && bytes.len() <= Self::SHORT => {
                let text = message.code_page().decode(bytes);
                write!(f, "{:?}", text.unwrap_or_else(|| String::from_utf8_lossy(bytes)))
            }
            V::String(text) => write!(f, "{} code units", text.as_bytes().len() / 2),
            V::String8(bytes) | V::Binary(bytes) | V::Object(bytes) | V::ServerId(bytes) => {
                write!(f, "{} bytes", bytes.len())
            }
            V::MultipleString8(items) => write!(f, "{} strings", items.len()),
            V::MultipleString(items) => write!(f, "{} strings", items.len()),
            V::MultipleBinary(items) => write!(f, "{} binaries", items.len()),
            V::Integer16(number) => write!(f, "{number}"),
            V::Integer32(number) => write!(f, "{number}"),
            V::Integer64(number) | V::Currency(number) => write!(f, "{number}"),
            V::Floating32(number) => write!(f, "{number}"),
            V::Floating64(number) | V::FloatingTime(number) => write!(f, "{number}"),
            V::Boolean(value) => write!(f, "{value}"),
            V::Time(time) => write!(f, "{time}"),
            V::Guid(guid) => write!(f, "{guid}"),
            V::ErrorCode(code) => write!(f, "{code}"),
            other => write!(f, "{other:?}"),
        }
    }
}

impl fmt::Display for Dump<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message(f, self.message, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RecipientType;
    use ropeway_types::PropertyName;
    use ropeway_types::property_set::PS_INTERNET_HEADERS;

    #[test]
    fn shows_names_and_sizes_and_text_only_when_asked() {
        let mut message = Message::note();
        message.properties.set(tags::BODY, "secret");
        message.properties.set(tags::IMPORTANCE, 2);
        let name = PropertyName::name(PS_INTERNET_HEADERS, "X-A");
        message.named_properties.insert(0x8000, name);
        message.properties.set(PropertyTag(0x8000_001F), "v");
        message
            .recipients
            .push(Recipient::smtp(RecipientType::BCC, "Ann", "ann@example.test"));
        message.attachments.push(Attachment::message(3, Message::note()));
        assert_eq!(
            message.dump().to_string(),
            "0x00170003 PidTagImportance = 2\n\
             0x001a001f PidTagMessageClass = 8 code units\n\
             0x1000001f PidTagBody = 6 code units\n\
             0x8000001f PS_INTERNET_HEADERS \"X-A\" = 1 code units\n\
             bcc 0 (0x00000003)\n\
             \x20 0x3001001f PidTagDisplayName = 3 code units\n\
             \x20 0x3002001f PidTagAddressType = 4 code units\n\
             \x20 0x3003001f PidTagEmailAddress = 16 code units\n\
             \x20 0x39fe001f PidTagSmtpAddress = 16 code units\n\
             attachment 3\n\
             \x20 0x37050003 PidTagAttachMethod = 5\n\
             \x20 0x370b0003 PidTagRenderingPosition = -1\n\
             \x20 message\n\
             \x20   0x001a001f PidTagMessageClass = 8 code units\n"
        );
        let text = message.dump().with_text().to_string();
        assert!(text.contains("PidTagEmailAddress = \"ann@example.test\"\n"));
        assert!(!text.contains("secret"));
    }
}
