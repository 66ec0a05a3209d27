//! Bodies and attachments out of the tree ([MS-OXCMAIL] 2.2.3.1, 2.2.3.3, 2.2.3.4).

use super::Importer;
use super::attachment::{Described, file, inline, message_file};
use super::charset::{self, Html};
use super::entity::{Entity, parts};
use super::notification::{Notification, is_machine_part};
use super::options::ImportError;
use super::report::{ImportFindingKind as Kind, note};
use super::transfer;
use super::value::{self, Parameterized};
use bytes::Bytes;
use ropeway_message::{Attachment, Message, Place, Step};
use ropeway_types::{CodePage, tags};

/// Multiparts and embedded messages around each other, all in all: each costs some of the stack, and a
/// pass over what it holds.
const MAX_LEVELS: usize = 160;
/// Multiparts around each other within one message; real ones have four or five.
const MAX_MULTIPARTS: usize = 20;

/// Values of PidTagNativeBody ([MS-OXCMSG] 2.2.1.56.2).
const NATIVE_PLAIN: i32 = 1;
const NATIVE_HTML: i32 = 3;

/// The content of one message on its way into the message object.
pub(super) struct Content<'a, 'o> {
    importer: &'a mut Importer<'o>,
    place: &'a Place,
    depth: usize,
    plain: Option<(String, Option<CodePage>)>,
    html: Option<Html>,
    /// Content-ID and Content-Location of the HTML.
    identity: [String; 2],
    /// The multipart/alternative in which the body was found; none if it stands for itself.
    body_group: Option<usize>,
    /// How many of these there were.
    groups: usize,
    attachments: Vec<Attachment>,
    /// What the message says to machines, if it is a report.
    notification: Option<Notification>,
}

/// Where in the tree a part is.
#[derive(Clone, Copy)]
struct Around {
    level: usize,
    multiparts: usize,
    /// The innermost multipart/alternative.
    group: Option<usize>,
    /// Whether it accompanies a body in multipart/related.
    related: bool,
    /// Whether the type is message/rfc822 where none is named: multipart/digest (RFC 2046 5.1.5).
    digest: bool,
}

/// What an entity says of itself.
pub(super) struct Description {
    pub(super) content_type: Parameterized,
    pub(super) disposition: Parameterized,
}

/// The text of a field; empty without it.
pub(super) fn text_of(entity: &Entity, name: &str) -> String {
    entity
        .field(name)
        .and_then(|field| value::text(&value::unfold(field).text))
        .map(|text| crate::mime::clean(&text))
        .unwrap_or_default()
}

/// Content-Transfer-Encoding in lower case; empty without one.
pub(super) fn transfer_encoding(entity: &Entity) -> String {
    let text = text_of(entity, "content-transfer-encoding").to_ascii_lowercase();
    // Comments and parameters, which it cannot have, follow it in real mail.
    text.split([';', ' ', '(']).next().unwrap_or_default().to_owned()
}

impl Description {
    fn of(entity: &Entity, default: &str) -> Self {
        let read = |name| {
            entity
                .field(name)
                .and_then(|field| value::parameterized(&value::unfold(field).text))
        };
        Self {
            content_type: read("content-type")
                .filter(|c| c.value.contains('/'))
                .unwrap_or_else(|| Parameterized {
                    value: default.to_owned(),
                    ..Parameterized::default()
                }),
            disposition: read("content-disposition").unwrap_or_default(),
        }
    }

    pub(super) fn file_name(&self) -> Option<&str> {
        self.disposition
            .parameter("filename")
            .or_else(|| self.content_type.parameter("name"))
    }
}

impl<'a, 'o> Content<'a, 'o> {
    pub(super) fn new(importer: &'a mut Importer<'o>, place: &'a Place, depth: usize) -> Self {
        Self {
            importer,
            place,
            depth,
            plain: None,
            html: None,
            identity: Default::default(),
            body_group: None,
            groups: 0,
            attachments: Vec::new(),
            notification: None,
        }
    }

    /// Takes the entity apart and fills the message.
    pub(super) fn read(
        mut self,
        entity: &Entity,
        level: usize,
        message: &mut Message,
    ) -> Result<(), ImportError> {
        let top = Around {
            level,
            multiparts: 0,
            group: None,
            related: false,
            digest: false,
        };
        self.part(entity, top)?;
        let p = &mut message.properties;
        let page = match (&self.html, &self.plain) {
            (Some(html), _) => Some(html.page),
            (None, Some((_, page))) => *page,
            (None, None) => None,
        };
        if let Some(page) = page {
            p.set(tags::INTERNET_CODEPAGE, i32::from(page.0));
        }
        if let Some((text, _)) = &self.plain {
            p.set(tags::BODY, text.as_str());
            p.set(tags::NATIVE_BODY, NATIVE_PLAIN);
        }
        if let Some(html) = self.html {
            inline(&mut self.attachments, &html.text);
            p.set(tags::HTML, html.bytes);
            p.set(tags::NATIVE_BODY, NATIVE_HTML);
            for (tag, text) in [tags::BODY_CONTENT_ID, tags::BODY_CONTENT_LOCATION]
                .into_iter()
                .zip(&self.identity)
            {
                if !text.is_empty() {
                    p.set(tag, text.as_str());
                }
            }
        }
        message.attachments = self.attachments;
        if let Some(notification) = self.notification {
            let report = &mut self.importer.report;
            notification.apply(message, &mut |kind| note(report, self.place, kind));
        }
        Ok(())
    }

    /// The place of the next attachment.
    fn next_place(&self) -> Place {
        self.place.below(Step::Attachment(self.attachments.len()))
    }

    fn part(&mut self, entity: &Entity, around: Around) -> Result<(), ImportError> {
        self.importer.entries(1)?;
        let default = if around.digest {
            "message/rfc822"
        } else {
            "text/plain"
        };
        let description = Description::of(entity, default);
        let kind = description.content_type.value.clone();
        match kind.as_str() {
            _ if kind.starts_with("multipart/") => self.multipart(entity, &description, around),
            "message/rfc822" | "message/global" => self.embedded(entity, &description, around),
            "text/plain" | "text/html" if self.is_body(&description, around) => {
                self.body(entity, &description, around)
            }
            _ => {
                if kind == "application/ms-tnef" || kind == "application/vnd.ms-tnef" {
                    let place = self.next_place();
                    note(&mut self.importer.report, &place, Kind::Tnef);
                }
                self.file(entity, &description)
            }
        }
    }

    fn multipart(&mut self, entity: &Entity, of: &Description, around: Around) -> Result<(), ImportError> {
        let kind = of.content_type.value.as_str();
        let boundary = of.content_type.parameter("boundary");
        let deep = around.level >= MAX_LEVELS || around.multiparts >= MAX_MULTIPARTS;
        let left = self
            .importer
            .options
            .limits
            .max_entries
            .saturating_sub(self.importer.entries);
        let cut = boundary
            .filter(|_| !deep)
            .map(|boundary| parts(&entity.body, boundary, left))
            .filter(|cut| !cut.parts.is_empty());
        let Some(cut) = cut else {
            let place = self.next_place();
            note(&mut self.importer.report, &place, Kind::UnreadableMultipart);
            return self.whole(entity, of);
        };
        let report = &mut self.importer.report;
        if !cut.closed {
            note(report, self.place, Kind::OpenMultipart);
        }
        if cut.around > 0 {
            note(report, self.place, Kind::AroundParts(cut.around));
        }
        if kind == "multipart/signed" || kind == "multipart/encrypted" {
            note(report, self.place, Kind::SignedPart);
        }
        let mut inner = Around {
            level: around.level.saturating_add(1),
            multiparts: around.multiparts.saturating_add(1),
            digest: kind == "multipart/digest",
            ..around
        };
        if kind == "multipart/alternative" && inner.group.is_none() {
            self.groups = self.groups.saturating_add(1);
            inner.group = Some(self.groups);
        }
        let mut entities: Vec<Entity> = cut.parts.iter().map(Entity::read).collect();
        if kind == "multipart/report" {
            self.report(&mut entities, of, around)?;
        }
        let root = match kind {
            "multipart/related" => root(&entities, of.content_type.parameter("start")),
            _ => None,
        };
        if let Some(root) = root.and_then(|at| entities.get(at)) {
            self.part(root, inner)?;
        }
        for (at, part) in entities.iter().enumerate() {
            if Some(at) != root {
                let related = around.related || root.is_some();
                self.part(part, Around { related, ..inner })?;
            }
        }
        Ok(())
    }

    /// Takes the part for machines out of the parts of a report.
    fn report(
        &mut self,
        entities: &mut Vec<Entity>,
        of: &Description,
        around: Around,
    ) -> Result<(), ImportError> {
        let report_type = of.content_type.parameter("report-type").unwrap_or_default();
        let media_type = |entity: &Entity| Description::of(entity, "text/plain").content_type.value;
        let at = entities
            .iter()
            .position(|entity| is_machine_part(&media_type(entity), report_type));
        let top = around.multiparts == 0;
        if let Some(at) = at.filter(|_| top)
            && let Some(entity) = entities.get(at).cloned()
        {
            let bytes = self.decoded(&entity, self.place.clone())?;
            let max = self.importer.options.limits.max_entries;
            if let Some(notification) = Notification::read(&bytes, &media_type(&entity), max) {
                self.importer.entries(notification.len())?;
                self.notification = Some(notification);
                entities.remove(at);
                return Ok(());
            }
        }
        note(
            &mut self.importer.report,
            self.place,
            Kind::Report(report_type.to_owned()),
        );
        Ok(())
    }

    /// Whether a text is the body, or an alternative to it.
    fn is_body(&self, of: &Description, around: Around) -> bool {
        if of.disposition.value == "attachment" || around.related {
            return false;
        }
        let html = of.content_type.value == "text/html";
        let none = self.plain.is_none() && self.html.is_none();
        if none {
            // A file comes first only where there is no body at all.
            return self.attachments.is_empty() || of.file_name().is_none();
        }
        let taken = if html {
            self.html.is_some()
        } else {
            self.plain.is_some()
        };
        !taken && around.group.is_some() && around.group == self.body_group && of.file_name().is_none()
    }

    fn body(&mut self, entity: &Entity, of: &Description, around: Around) -> Result<(), ImportError> {
        let bytes = self.decoded(entity, self.place.clone())?;
        self.importer.bytes(bytes.len())?;
        let label = of.content_type.parameter("charset");
        self.body_group = around.group;
        let fault = if of.content_type.value == "text/html" {
            let mut html = charset::html(bytes, label);
            let fault = html.fault.take();
            self.html = Some(html);
            let id = text_of(entity, "content-id");
            let id = id.trim_matches(['<', '>', ' ']).to_owned();
            self.identity = [id, text_of(entity, "content-location")];
            fault
        } else {
            let text = charset::decode(&bytes, label);
            self.plain = Some((text.text, text.page));
            text.fault
        };
        if let Some(fault) = fault {
            note(&mut self.importer.report, self.place, fault);
        }
        Ok(())
    }

    fn decoded(&mut self, entity: &Entity, place: Place) -> Result<Bytes, ImportError> {
        let (bytes, fault) = transfer::decode(&entity.body, &transfer_encoding(entity));
        self.importer.bytes(bytes.len())?;
        if let Some(fault) = fault {
            note(&mut self.importer.report, &place, fault);
        }
        Ok(bytes)
    }

    fn file(&mut self, entity: &Entity, of: &Description) -> Result<(), ImportError> {
        let place = self.next_place();
        let body = ["text/plain", "text/html"].contains(&of.content_type.value.as_str())
            && of.disposition.value != "attachment"
            && of.file_name().is_none();
        if body {
            note(&mut self.importer.report, &place, Kind::FurtherBody);
        }
        self.other_lines(entity, &place);
        let data = self.decoded(entity, place)?;
        self.push(entity, of, |described| file(described, data));
        Ok(())
    }

    /// An entity that cannot be taken apart, header and all.
    fn whole(&mut self, entity: &Entity, of: &Description) -> Result<(), ImportError> {
        self.importer.bytes(entity.whole.len())?;
        self.push(entity, of, |described| file(described, entity.whole.clone()));
        Ok(())
    }

    fn push(&mut self, entity: &Entity, of: &Description, make: impl FnOnce(&Described<'_>) -> Attachment) {
        let number = u32::try_from(self.attachments.len()).unwrap_or(u32::MAX);
        self.attachments.push(make(&Described { number, entity, of }));
    }

    fn other_lines(&mut self, entity: &Entity, place: &Place) {
        if entity.other_lines > 0 {
            note(
                &mut self.importer.report,
                place,
                Kind::HeaderLines(entity.other_lines),
            );
        }
    }

    fn embedded(&mut self, entity: &Entity, of: &Description, around: Around) -> Result<(), ImportError> {
        let place = self.next_place();
        let (data, fault) = transfer::decode(&entity.body, &transfer_encoding(entity));
        if let Some(fault) = fault {
            note(&mut self.importer.report, &place, fault);
        }
        // What it holds is counted where it is taken apart; an encoded one is held twice.
        if data.as_ptr() != entity.body.as_ptr() {
            self.importer.bytes(data.len())?;
        }
        let inner = Entity::read(&data);
        let deep = self.depth >= self.importer.max_depth() || around.level >= MAX_LEVELS;
        if deep || inner.fields.is_empty() {
            note(&mut self.importer.report, &place, Kind::MessageAsFile);
            self.importer.bytes(data.len())?;
            self.push(entity, of, |described| file(described, data));
            return Ok(());
        }
        self.other_lines(entity, &place);
        let message = self.importer.message(
            &inner,
            &place.below(Step::Embedded),
            self.depth.saturating_add(1),
            around.level.saturating_add(1),
        )?;
        self.push(entity, of, |described| message_file(described, message));
        Ok(())
    }
}

/// The part of multipart/related that the others accompany (RFC 2387 3.2).
fn root(entities: &[Entity], start: Option<&str>) -> Option<usize> {
    let bare = |id: &str| {
        id.trim_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))
            .to_owned()
    };
    let named = start.map(bare).and_then(|start| {
        entities
            .iter()
            .position(|entity| bare(&text_of(entity, "content-id")) == start)
    });
    named.or((!entities.is_empty()).then_some(0))
}
