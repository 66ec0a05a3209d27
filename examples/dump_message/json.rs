//! A message as a line of JSON.

use ropeway::message::{Attachment, Message, PropertyBag, PropertyKey, Recipient};
use ropeway::types::{CodePage, PropertyTag, PropertyValue, tags};
use ropeway_examples::form::Opened;
use serde_json::{Map, Value, json};

pub(crate) fn file(name: &str, opened: &Opened, text: bool) -> Value {
    json!({
        "source": name,
        "form": opened.form.to_string(),
        "deviations": opened.deviations,
        "message": message(&opened.message, text),
    })
}

fn message(message: &Message, text: bool) -> Value {
    let of = Of {
        message,
        code_page: message.code_page(),
        text,
    };
    json!({
        "properties": of.bag(&message.properties),
        "recipients": message.recipients.iter().map(|r| of.recipient(r)).collect::<Vec<_>>(),
        "attachments": message.attachments.iter().map(|a| of.attachment(a)).collect::<Vec<_>>(),
    })
}

/// How the values of one message are shown.
struct Of<'a> {
    message: &'a Message,
    code_page: CodePage,
    text: bool,
}

impl Of<'_> {
    fn recipient(&self, recipient: &Recipient) -> Value {
        json!({
            "row_id": recipient.row_id,
            "recipient_type": recipient.recipient_type.0,
            "properties": self.bag(&recipient.properties),
        })
    }

    fn attachment(&self, attachment: &Attachment) -> Value {
        let mut fields = Map::new();
        fields.insert("number".to_owned(), json!(attachment.number));
        fields.insert("properties".to_owned(), self.bag(&attachment.properties));
        if let Some(external) = &attachment.external {
            fields.insert("external_size".to_owned(), json!(external.len()));
        }
        if let Some(embedded) = &attachment.embedded {
            fields.insert("embedded".to_owned(), message(embedded, self.text));
        }
        Value::Object(fields)
    }

    fn bag(&self, bag: &PropertyBag) -> Value {
        bag.iter().map(|(tag, value)| self.property(tag, value)).collect()
    }

    fn property(&self, tag: PropertyTag, value: &PropertyValue) -> Value {
        let name = match self.message.named_properties.name(tag.id()) {
            Some(name) => Some(PropertyKey::Name(name.clone()).to_string()),
            None => tags::name(tag).map(str::to_owned),
        };
        let mut fields = Map::new();
        fields.insert("tag".to_owned(), json!(format!("{:#010x}", tag.0)));
        fields.insert("name".to_owned(), json!(name));
        fields.insert("type".to_owned(), json!(format!("{:?}", tag.property_type())));
        let (key, value) = self.value(value);
        fields.insert(key.to_owned(), value);
        Value::Object(fields)
    }

    /// The value, or the size of what is not shown: of text and bytes in bytes, of several in values.
    fn value(&self, value: &PropertyValue) -> (&'static str, Value) {
        use PropertyValue as V;
        let shown = |value: Value| ("value", value);
        match value {
            V::Null => shown(Value::Null),
            V::Integer16(number) => shown(json!(number)),
            V::Integer32(number) => shown(json!(number)),
            V::Integer64(number) | V::Currency(number) => shown(json!(number)),
            // Numbers that JSON lacks become null.
            V::Floating32(number) => shown(json!(number)),
            V::Floating64(number) | V::FloatingTime(number) => shown(json!(number)),
            V::Boolean(value) => shown(json!(value)),
            V::Time(time) => shown(json!(time.to_string())),
            V::Guid(guid) => shown(json!(guid.to_string())),
            V::ErrorCode(code) => shown(json!(code.to_string())),
            V::MultipleInteger16(numbers) => shown(json!(numbers)),
            V::MultipleInteger32(numbers) => shown(json!(numbers)),
            V::MultipleInteger64(numbers) | V::MultipleCurrency(numbers) => shown(json!(numbers)),
            V::MultipleFloating32(numbers) => shown(json!(numbers)),
            V::MultipleFloating64(numbers) | V::MultipleFloatingTime(numbers) => shown(json!(numbers)),
            V::MultipleTime(times) => shown(times.iter().map(|t| json!(t.to_string())).collect()),
            V::MultipleGuid(guids) => shown(guids.iter().map(|g| json!(g.to_string())).collect()),
            V::String(text) if self.text => shown(json!(text.to_string_lossy())),
            V::String8(bytes) if self.text => shown(self.narrow(bytes)),
            V::Binary(bytes) | V::Object(bytes) | V::ServerId(bytes) if self.text => shown(hex(bytes)),
            V::MultipleString(texts) if self.text => {
                shown(texts.iter().map(|t| json!(t.to_string_lossy())).collect())
            }
            V::MultipleString8(texts) if self.text => shown(texts.iter().map(|t| self.narrow(t)).collect()),
            V::MultipleBinary(binaries) if self.text => shown(binaries.iter().map(|b| hex(b)).collect()),
            V::String(text) => ("size", json!(text.as_bytes().len())),
            V::String8(bytes) | V::Binary(bytes) | V::Object(bytes) | V::ServerId(bytes) => {
                ("size", json!(bytes.len()))
            }
            V::MultipleString(texts) => ("count", json!(texts.len())),
            V::MultipleString8(items) | V::MultipleBinary(items) => ("count", json!(items.len())),
            // Rules, which no message has.
            other => shown(json!(format!("{other:?}"))),
        }
    }

    fn narrow(&self, bytes: &[u8]) -> Value {
        let text = self.code_page.decode(bytes);
        json!(text.unwrap_or_else(|| String::from_utf8_lossy(bytes)))
    }
}

fn hex(bytes: &[u8]) -> Value {
    json!(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}
