//! A message out of bytes, each of which says what to do next: fuzzers and property tests reach with few bytes
//! what no file at hand has.

use bytes::Bytes;
use ropeway_message::{Attachment, Message, PropertyBag, Recipient, RecipientType, rtf};
use ropeway_types::wire::Encode;
use ropeway_types::{
    EntryId, FileTime, OneOffEntryId, PropertyName, PropertyTag, PropertyType, PropertyValue, WideString,
    named, property_set, tags,
};

/// Steps in one message: what comes of them stays small.
const MAX_STEPS: usize = 400;
/// Embedded messages inside each other.
const MAX_DEPTH: usize = 6;

/// Classes with a structure of their own, and some without.
const CLASSES: &[&str] = &[
    "IPM.Note",
    "IPM.Note.SMIME",
    "IPM.Note.SMIME.MultipartSigned",
    "IPM.InfoPathForm.x.SMIME",
    "REPORT.IPM.Note.NDR",
    "REPORT.IPM.Note.DR",
    "REPORT.IPM.Note.Delayed.DR",
    "REPORT.IPM.Note.Relayed.DR",
    "REPORT.IPM.Note.Expanded.DR",
    "REPORT.IPM.Note.IPNRN",
    "REPORT.IPM.Note.IPNNRN",
    "IPM.Appointment",
    "IPM.Schedule.Meeting.Request",
    "IPM.Schedule.Meeting.Resp.Pos",
    "IPM.Schedule.Meeting.Resp.Neg",
    "IPM.Schedule.Meeting.Resp.Tent",
    "IPM.Schedule.Meeting.Canceled",
    "IPM.Schedule.Meeting.Notification.Forward",
    "IPM.Contact",
    "IPM.DistList",
    "IPM.Task",
    "IPM.TaskRequest.Accept",
    "IPM.StickyNote",
    "IPM.Activity",
    "IPM.Post",
    "IPM.Document.Word.Document.8",
    "IPM.Sharing",
    "IPM.Note.rpmsg.Microsoft.Voicemail.UM.CA",
    "IPM.Note.Microsoft.Voicemail.UM",
    "IPM.Note.Microsoft.Fax.CA",
    "IPM.Note.Microsoft.Missed.Voice",
    "IPM.Note.Rules.OofTemplate.Microsoft",
    "IPM.Note.Custom.x",
    "IPM.Outlook.Recall",
    "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}",
    "",
];

/// Texts that hurt: line ends, markup of every language involved, foreign words.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "\r\n", "\n", "\r", "\0", " ", "\t", "=?utf-8?Q?x?=", "=?", "?=", "\"", "\\", "<", ">", "@", ",", ";",
    ":", "=", "%", "Bcc: x@y.test", "\r\n\r\n", "a@b.test", "<a@b.test>", "<1@a.test> ", "SMTP", "EX",
    "FAX", "SMTP:", "/o=O/cn=u", "IMCEAEX-_O=x@y.test", "=_", "--", "From ", ".", "..", "\u{202E}",
    "\u{FEFF}", "\u{85}", "\u{2028}", "日本語", "🎉", "é", "ß", "П", "א", "'", "(", ")", "[", "]", "*",
    "cid:a@b", "a@b", "b@c", "<p>", "</p>", "<br>", "<pre>", "<img src='cid:a@b'>", "<img src=\"cid:b@c\">",
    "<a href=\"http://x.test/?a=b&amp;c\">", "</a>", "<!--", "-->", "<style>", "</style>", "<script>",
    "<blockquote>", "<table><tr><td>", "</td></tr></table>", "<li>", "<ul>", "&nbsp;", "&#0;", "&amp;",
    "charset=utf-7", "<meta charset=x>",
    "<meta http-equiv=content-type content='text/html; charset=koi8-r'>", "{\\rtf1\\ansi", "\\fromhtml1 ",
    "\\fromtext ", "{\\*\\htmltag64 ", "{\\*\\htmltag ", "\\'e4", "\\u-10180?", "\\u-8694?", "\\htmlrtf ",
    "\\htmlrtf0 ", "}", "{", "\\par ", "{\\fonttbl{\\f1\\fcharset128 x;}}", "\\f1 ", "\\cell", "\\row",
    "HYPERLINK \"http://x\"", "{\\field{\\*\\fldinst ", "{\\fldrslt ", "\\bin9 ", "\\objattph ",
    "{\\pict\\pngblip ", "{\\pntext ", "{\\object{\\*\\objdata 01", "{\\result ", "\\'95",
    "multipart/mixed", "message/rfc822", "image/png", "text/calendar; method=REQUEST", "text/html; x=\"",
    "text/plain", "application/ms-tnef", "winmail.dat", ".png", ".ics", "x.txt", "dns; mx.test",
    "smtp; 550 5.1.1 no", "550 5.1.1", "BEGIN:VEVENT", "\\n", "http://x.test/a b", "C:\\a\\b.txt",
    "\\\\server\\share\\f.doc", "Europe/Berlin", "W. Europe Standard Time", "de-DE", "vCal-Uid\u{1}\0\0\0x",
    "Content-Type: multipart/signed; boundary=\"x\"\r\n\r\n--x\r\n", "Content-Type: text/plain\r\n\r\n",
    "\u{1}\u{4}Re: ",
];

/// How pictures, storages, calendar data and others begin.
const HEADS: &[&[u8]] = &[
    b"\x89PNG\r\n\x1A\n",
    b"\xD7\xCD\xC6\x9A",
    b"\x28\0\0\0\x02\0\0\0\x02\0\0\0\x01\0\x18\0",
    b"\x01\0\x09\0",
    b"\x04\x30\x04\x30",
    b"\x02\x01\x20\0",
    b"\x04\0\0\0\x82\0\xE0\0\x74\xC5\xB7\x10\x1A\x82\xE0\x08",
    b"\0\x05x.txt",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"{\\rtf1",
];

struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn byte(&mut self) -> u8 {
        let Some((&byte, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        byte
    }

    fn number(&mut self) -> usize {
        usize::from(self.byte()) | usize::from(self.byte()) << 8
    }

    fn take(&mut self, len: usize) -> &[u8] {
        let (taken, rest) = self.0.split_at(len.min(self.0.len()));
        self.0 = rest;
        taken
    }

    fn of<'t, T: ?Sized>(&mut self, all: &'t [&'t T]) -> &'t T {
        all[usize::from(self.byte()) % all.len()]
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.byte() % 8 {
            match self.byte() % 8 {
                0 => {
                    let len = usize::from(self.byte() % 40);
                    text.push_str(&String::from_utf8_lossy(self.take(len)));
                }
                1 => {
                    let len = self.number() % 2500;
                    let c = self.of(&["x", "é", " a", "日"]);
                    text.push_str(&c.repeat(len));
                }
                2 => text.push_str("word "),
                _ => text.push_str(self.of(PIECES)),
            }
        }
        text
    }

    fn octets(&mut self) -> Bytes {
        match self.byte() % 8 {
            0 => Bytes::from(self.text()),
            1 => rtf::compress(self.text().as_bytes()),
            2 => rtf::compress(format!("{{\\rtf1\\ansi\\fromhtml1 {}}}", self.text()).as_bytes()),
            3 => rtf::compress(format!("{{\\rtf1\\ansi\\ansicpg1252 {}}}", self.text()).as_bytes()),
            4 => self.one_off(),
            5 => {
                // One entry of a FlatEntryList ([MS-OXCDATA] 2.3.3).
                let entry = self.one_off();
                let len = entry.len() as u32;
                let mut list = Vec::from(1u32.to_le_bytes());
                list.extend((len + 4).to_le_bytes());
                list.extend(len.to_le_bytes());
                list.extend(&entry[..]);
                list.resize(list.len().next_multiple_of(4), 0);
                list.into()
            }
            6 => {
                let head = self.of(HEADS);
                let len = usize::from(self.byte());
                [head, self.take(len)].concat().into()
            }
            _ => {
                let len = usize::from(self.byte());
                Bytes::copy_from_slice(self.take(len))
            }
        }
    }

    fn one_off(&mut self) -> Bytes {
        let name = self.text().replace('\0', "");
        let kind = self.of(&["SMTP", "EX", "FAX", "x y", "", "X400"]).to_owned();
        let address = self.address().replace('\0', "");
        EntryId::OneOff(OneOffEntryId::new(&name, &kind, &address))
            .to_bytes()
            .unwrap_or_default()
    }

    fn address(&mut self) -> String {
        match self.byte() % 4 {
            0 => self.text(),
            1 => "ann@a.test".to_owned(),
            2 => "/O=ORG/OU=X/CN=RECIPIENTS/CN=u".to_owned(),
            _ => format!("{}@b.test", self.text()),
        }
    }

    fn time(&mut self) -> FileTime {
        match self.byte() % 4 {
            0 => {
                let mut ticks = [0; 8];
                let taken = self.take(8);
                ticks[..taken.len()].copy_from_slice(taken);
                FileTime(u64::from_le_bytes(ticks))
            }
            1 => FileTime(0),
            _ => FileTime::from_unix_seconds(1_300_000_000 + self.number() as i64 * 1800),
        }
    }

    fn value(&mut self, kind: PropertyType) -> PropertyValue {
        match kind {
            PropertyType::STRING => match self.byte() % 6 {
                0 => PropertyValue::String8(self.octets()),
                1 => PropertyValue::String(WideString::from_utf16le(self.octets())),
                2 => PropertyValue::from(self.address().as_str()),
                _ => PropertyValue::from(self.text().as_str()),
            },
            PropertyType::BOOLEAN => PropertyValue::Boolean(self.byte() & 1 == 1),
            PropertyType::INTEGER16 => PropertyValue::Integer16(self.number() as i16),
            PropertyType::INTEGER32 => PropertyValue::Integer32(match self.byte() {
                known @ 0..=239 => i32::from(known % 40) - 1,
                _ => self.number() as i32 | (self.number() as i32) << 16,
            }),
            PropertyType::INTEGER64 => PropertyValue::Integer64(self.number() as i64),
            PropertyType::TIME => PropertyValue::Time(self.time()),
            PropertyType::OBJECT => PropertyValue::Object(self.octets()),
            PropertyType::MULTIPLE_STRING => {
                let count = self.byte() % 4;
                PropertyValue::MultipleString(
                    (0..count)
                        .map(|_| WideString::from(self.text().as_str()))
                        .collect(),
                )
            }
            PropertyType::MULTIPLE_BINARY => {
                let count = self.byte() % 4;
                PropertyValue::MultipleBinary((0..count).map(|_| self.octets()).collect())
            }
            _ => PropertyValue::Binary(self.octets()),
        }
    }

    /// A property that has a name in [MS-OXPROPS], mostly with a value of its type.
    fn property(&mut self, bag: &mut PropertyBag) {
        let (tag, _) = tags::ALL[self.number() % tags::ALL.len()];
        let kind = match self.byte() {
            0..=15 => PropertyType::STRING,
            16..=31 => PropertyType::BINARY,
            _ => tag.property_type(),
        };
        bag.set(tag, self.value(kind));
    }

    /// A number that the converter understands: code pages, methods, types, states.
    fn known_number(&mut self, bag: &mut PropertyBag) {
        const TAGS: &[PropertyTag] = &[
            tags::INTERNET_CODEPAGE,
            tags::MESSAGE_CODEPAGE,
            tags::NATIVE_BODY,
            tags::IMPORTANCE,
            tags::SENSITIVITY,
            tags::ATTACH_METHOD,
            tags::ATTACH_FLAGS,
            tags::RENDERING_POSITION,
            tags::DISPLAY_TYPE,
        ];
        const PAGES: &[i32] = &[
            1200, 1251, 1252, 932, 936, 949, 950, 50220, 65000, 65001, 437, 20127, 28592, 20866, 54936,
        ];
        let tag = TAGS[usize::from(self.byte()) % TAGS.len()];
        let at = usize::from(self.byte());
        let number = if tag == tags::INTERNET_CODEPAGE || tag == tags::MESSAGE_CODEPAGE {
            PAGES[at % PAGES.len()]
        } else {
            at as i32 % 10 - 1
        };
        bag.set(tag, number);
    }

    fn named_property(&mut self, message: &mut Message) {
        let property = &named::ALL[self.number() % named::ALL.len()];
        let value = self.value(property.property_type);
        if let Ok(id) = message.named_properties.id_or_insert(&property.property_name()) {
            message.properties.set(property.tag(id), value);
        }
    }

    fn header_property(&mut self, message: &mut Message) {
        let name = match self.byte() % 4 {
            0 => self.text(),
            1 => self
                .of(&[
                    "Content-Class",
                    "Accept-Language",
                    "X-Spam",
                    "Auto-Submitted",
                    "bcc",
                    "X-é",
                ])
                .to_owned(),
            _ => format!("X-{}", self.byte() % 8),
        };
        let value = self.value(PropertyType::STRING);
        let name = PropertyName::name(property_set::PS_INTERNET_HEADERS, &name);
        if let Ok(id) = message.named_properties.id_or_insert(&name) {
            message
                .properties
                .set(PropertyTag::new(id, PropertyType::STRING), value);
        }
    }

    fn message(&mut self, depth: usize, steps: &mut usize) -> Message {
        let mut message = Message::note();
        while !self.0.is_empty() && *steps < MAX_STEPS {
            *steps += 1;
            match self.byte() % 20 {
                0..=2 => self.property(&mut message.properties),
                3 | 4 => self.named_property(&mut message),
                5 => self.header_property(&mut message),
                6 => {
                    let class = self.of(CLASSES);
                    message.properties.set(tags::MESSAGE_CLASS, class);
                }
                7 => {
                    let text = self.text();
                    message.properties.set(tags::BODY, text.as_str());
                }
                8 => {
                    let html = self.text();
                    message.properties.set(tags::HTML, Bytes::from(html));
                }
                9 => {
                    let rtf = self.octets();
                    message.properties.set(tags::RTF_COMPRESSED, rtf);
                }
                10 => {
                    let kind = RecipientType(u32::from(self.byte() % 5));
                    let (name, address) = (self.text(), self.address());
                    message.recipients.push(Recipient::smtp(kind, &name, &address));
                }
                11 => {
                    if let Some(last) = message.recipients.last_mut() {
                        self.property(&mut last.properties);
                    }
                }
                12 | 13 => {
                    let number = message.attachments.len() as u32;
                    let (name, kind, data) = (self.text(), self.text(), self.octets());
                    let mut file = Attachment::file(number, &name, &kind, data);
                    if self.byte() & 1 == 1 {
                        let id = self.of(&["a@b", "b@c", "<a@b>", "no id", "ü@x"]);
                        file.properties.set(tags::ATTACH_CONTENT_ID, id);
                    }
                    message.attachments.push(file);
                }
                14 => {
                    if let Some(last) = message.attachments.last_mut() {
                        self.property(&mut last.properties);
                    }
                }
                15 => {
                    if let Some(last) = message.attachments.last_mut() {
                        self.known_number(&mut last.properties);
                    }
                }
                16 => self.known_number(&mut message.properties),
                17 => {
                    let (name, address) = (self.text(), self.address());
                    let kind = self.of(&["SMTP", "EX", "UNKNOWN"]);
                    message
                        .properties
                        .set(tags::SENT_REPRESENTING_NAME, name.as_str());
                    message.properties.set(tags::SENT_REPRESENTING_ADDRESS_TYPE, kind);
                    message
                        .properties
                        .set(tags::SENT_REPRESENTING_EMAIL_ADDRESS, address.as_str());
                }
                18 if depth < MAX_DEPTH => {
                    let inner = self.message(depth + 1, steps);
                    let number = message.attachments.len() as u32;
                    message.attachments.push(Attachment::message(number, inner));
                }
                _ if depth > 0 => break,
                _ => {}
            }
        }
        message
    }
}

/// The message that the bytes ask for; every sequence of bytes asks for one.
pub fn message(bytes: &[u8]) -> Message {
    Input(bytes).message(0, &mut 0)
}
