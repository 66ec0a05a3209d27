//! The attributes of a message that repeat properties ([MS-OXTNEF] 2.1.3.3).

use super::body::Body;
use super::transport::Kind;
use super::{Scope, Writer, put, text};
use crate::tnef::TnefWriteError;
use crate::tnef::attributes::{self, LEVEL_MESSAGE};
use crate::{PropertyBag, SENDER};
use ropeway_types::{PropertyTag, PropertyValue, tags};

impl Writer<'_> {
    /// The attributes that repeat properties; returns which properties they carry whole.
    pub(super) fn legacy(
        &self,
        scope: &Scope<'_>,
        body: &mut Body,
    ) -> Result<Vec<PropertyTag>, TnefWriteError> {
        /// [MS-OXTNEF] 2.1.3.3.2.
        const MAX_CLASS: usize = 254;
        /// With its zero: ytnef 2.0 gives a stream up at more.
        const MAX_SUBJECT: usize = 100;
        let bag = &scope.message.properties;
        let mut elsewhere = Vec::new();
        let class = scope.message.message_class();
        let has_class = bag
            .text(tags::MESSAGE_CLASS, scope.page)
            .is_some_and(|c| !c.is_empty());
        let printable = class.len() <= MAX_CLASS && class.bytes().all(|b| matches!(b, b' '..=b'~'));
        if printable && (has_class || !self.is_complete()) {
            put(body, attributes::MESSAGE_CLASS, |data| {
                data.put(attributes::class_from_mapi(&class).as_bytes());
                data.put_u8(0);
            })?;
        }
        if scope.kind == Kind::Embedded {
            self.sender(scope, body)?;
        }
        if let Some(search_key @ PropertyValue::Binary(key)) = bag.value(tags::SEARCH_KEY.id())
            && key.len() == 16
        {
            put(body, attributes::MESSAGE_ID, |data| {
                data.put(
                    key.iter()
                        .map(|b| format!("{b:02X}"))
                        .collect::<String>()
                        .as_bytes(),
                );
                data.put_u8(0);
            })?;
            elsewhere.push(tags::SEARCH_KEY.with_type(search_key.property_type()));
        }
        if let Some(priority) = bag
            .int(tags::IMPORTANCE)
            .and_then(attributes::priority_of_importance)
        {
            put(body, attributes::PRIORITY, |data| data.put_u16(priority))?;
        }
        for (attribute, tag) in [
            (attributes::DATE_SENT, tags::CLIENT_SUBMIT_TIME),
            (attributes::DATE_RECEIVED, tags::MESSAGE_DELIVERY_TIME),
            (attributes::DATE_MODIFIED, tags::LAST_MODIFICATION_TIME),
        ] {
            self.date(scope.kind, bag, attribute, tag, body)?;
        }
        // The subject of an embedded message is in its list alone ([MS-OXTNEF] 2.2.3.5).
        if scope.kind == Kind::Outer
            && let Some(subject) = bag.value(tags::SUBJECT.id()).and_then(|s| scope.narrow(s))
            && subject.len() < MAX_SUBJECT
        {
            put(body, attributes::SUBJECT, |data| text(data, &subject))?;
        }
        if scope.kind == Kind::Embedded
            && let Some(flags) = bag.int(tags::MESSAGE_FLAGS)
        {
            put(body, attributes::MESSAGE_STATUS, |data| {
                data.put_u8(attributes::status_of_flags(flags));
            })?;
            if !self.is_complete() {
                elsewhere.push(tags::MESSAGE_FLAGS);
            }
        }
        if class.to_ascii_uppercase().starts_with("IPM.SCHEDULE.") {
            self.meeting(scope, body)?;
        }
        Ok(elsewhere)
    }

    fn meeting(&self, scope: &Scope<'_>, body: &mut Body) -> Result<(), TnefWriteError> {
        let bag = &scope.message.properties;
        self.date(scope.kind, bag, attributes::DATE_START, tags::START_DATE, body)?;
        self.date(scope.kind, bag, attributes::DATE_END, tags::END_DATE, body)?;
        if let Some(id) = bag.int(tags::OWNER_APPOINTMENT_ID) {
            put(body, attributes::OWNER_APPOINTMENT, |data| {
                data.put_u32(id.cast_unsigned())
            })?;
        }
        if let Some(wanted) = bag.bool(tags::RESPONSE_REQUESTED) {
            put(body, attributes::RESPONSE_REQUESTED, |data| {
                data.put_u16(wanted.into())
            })?;
        }
        Ok(())
    }

    /// attFrom ([MS-OXTNEF] 2.1.3.3.3), where name and address are known.
    fn sender(&self, scope: &Scope<'_>, body: &mut Body) -> Result<(), TnefWriteError> {
        let text = |tag: PropertyTag| scope.narrow(scope.message.properties.value(tag.id())?);
        let (Some(name), Some(kind), Some(address)) = (
            text(SENDER.name),
            text(SENDER.address_type),
            text(SENDER.email_address),
        ) else {
            return Ok(());
        };
        let address = [&kind[..], b":", &address, b"\0"].concat();
        let name = [&name[..], b"\0"].concat();
        let len = |bytes: &[u8]| u16::try_from(bytes.len()).ok();
        let (Some(name_len), Some(address_len)) = (len(&name), len(&address)) else {
            return Ok(());
        };
        // The lengths are without the terminating triple of 8 bytes and with it.
        let Some(total) = name_len
            .checked_add(address_len)
            .and_then(|len| len.checked_add(16))
        else {
            return Ok(());
        };
        put(body, attributes::FROM, |data| {
            // trpidOneOff.
            data.put_u16(4);
            data.put_u16(total);
            data.put_u16(name_len);
            data.put_u16(address_len);
            data.put(&name);
            data.put(&address);
            data.put(&[0; 8]);
        })
    }

    /// A date, where it is a property that is written, too.
    pub(super) fn date(
        &self,
        kind: Kind,
        bag: &PropertyBag,
        attribute: u32,
        tag: PropertyTag,
        body: &mut Body,
    ) -> Result<(), TnefWriteError> {
        let level = if kind == Kind::Attachment {
            attributes::LEVEL_ATTACHMENT
        } else {
            LEVEL_MESSAGE
        };
        match bag.time(tag).map(attributes::dtr_of_time) {
            Some(dtr) if self.keeps(kind, tag) => {
                let mut data = Body::default();
                data.put(&dtr);
                body.attribute(level, attribute, data)
            }
            _ => Ok(()),
        }
    }
}
