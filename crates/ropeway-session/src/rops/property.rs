//! Property ROPs ([MS-OXCROPS] 2.2.8, [MS-OXCPRPT] 3.2.5).

use crate::draft;
use crate::folders::Folder;
use crate::mailbox::message_flags;
use crate::objects::{Key, Kind};
use crate::session::Session;
use crate::value;
use ropeway_message::PropertyBag;
use ropeway_rop::{
    RopGetPropertiesAllSuccess, RopGetPropertiesSpecificRequest, RopGetPropertiesSpecificSuccess,
    RopQueryNamedPropertiesSuccess,
};
use ropeway_types::property_set::PS_MAPI;
use ropeway_types::{
    CodePage, ErrorCode, Guid, NameKind, PropertyName, PropertyProblem, PropertyRow, PropertyTag,
    PropertyType, PropertyValue, RowValue, TaggedPropertyValue, tags,
};

/// Properties that the server keeps: what a client writes there is ignored without a problem, as clients
/// write many of them and take a problem for a failure ([MS-OXCPRPT] 3.2.5.4 allows it).
fn is_server_owned(id: u16) -> bool {
    matches!(
        id,
        0x0E02..=0x0E04 // display lists
            | 0x0E08 // size
            | 0x0E12 | 0x0E13 // tables
            | 0x0E14 // SubmitFlags
            | 0x0E1B // HasAttachments
            | 0x0E20 | 0x0E21 // attachment size and number
            | 0x0E69 // Read
            | 0x0E79 // TrustSender
            | 0x0FF4..=0x0FF7 // access, row type, instance key
            | 0x0FF9 | 0x0FFE | 0x0FFF // record key, object type, entry id
            | 0x3007 | 0x3008 // creation and modification
            | 0x3FF8..=0x3FFB // creator and modifier
            | 0x65E2 | 0x65E3 | 0x6709 // change key, change list, commit time
            | 0x6748 | 0x674A // ids
    )
}

/// Normalized subject, subject prefix and subject: each can be made from the others.
const SUBJECT_PARTS: [u16; 3] = [0x0E1D, 0x003D, 0x0037];

/// What an object shows of itself.
pub(crate) struct View<'a> {
    bag: Option<&'a PropertyBag>,
    computed: Vec<(PropertyTag, PropertyValue)>,
    code_page: CodePage,
}

impl<'a> View<'a> {
    pub(crate) fn new(bag: Option<&'a PropertyBag>, code_page: CodePage) -> Self {
        Self {
            bag,
            computed: Vec::new(),
            code_page,
        }
    }

    /// Adds a property that no bag holds.
    pub(crate) fn with(mut self, tag: PropertyTag, value: impl Into<PropertyValue>) -> Self {
        self.computed.push((tag, value.into()));
        self
    }

    fn value(&self, id: u16) -> Option<&PropertyValue> {
        self.computed
            .iter()
            .find(|(tag, _)| tag.id() == id)
            .map(|(_, value)| value)
            .or_else(|| self.bag?.value(id))
    }

    /// All properties.
    fn iter(&self) -> impl Iterator<Item = (PropertyTag, &PropertyValue)> {
        let stored = self.bag.into_iter().flat_map(PropertyBag::iter);
        let stored = stored.filter(|(tag, _)| self.computed.iter().all(|(own, _)| own.id() != tag.id()));
        let computed = self
            .computed
            .iter()
            .map(|(tag, value)| (tag.with_type(value.property_type()), value));
        computed.chain(stored)
    }

    /// A property as it is asked for, if it fits: otherwise NotEnoughMemory, and the client opens a
    /// stream ([MS-OXCPRPT] 3.2.5.1).
    fn cell(&self, tag: PropertyTag, limit: usize, want_unicode: bool) -> RowValue {
        let Some(value) = self.value(tag.id()) else {
            return RowValue::Error(ErrorCode::NOT_FOUND);
        };
        if tag.property_type() == PropertyType::OBJECT || matches!(value, PropertyValue::Object(_)) {
            return RowValue::Error(ErrorCode::OUT_OF_MEMORY);
        }
        // Conversion changes the length by a small factor: do not convert what cannot fit.
        if value::wire_len(value) / 4 > limit {
            return RowValue::Error(ErrorCode::OUT_OF_MEMORY);
        }
        match value::as_type(value, tag.property_type(), want_unicode, self.code_page) {
            None => RowValue::Error(ErrorCode::NOT_FOUND),
            Some(value) if value::wire_len(&value) > limit => RowValue::Error(ErrorCode::OUT_OF_MEMORY),
            Some(value) => RowValue::Value(value),
        }
    }

    /// A row of these columns in at most `room` bytes, each value of at most `limit`; `None` if not even
    /// the errors fit.
    pub(crate) fn row(
        &self,
        columns: &[PropertyTag],
        limit: usize,
        room: usize,
        want_unicode: bool,
    ) -> Option<PropertyRow> {
        // Type, flag and error code of each value, and the row's own flag.
        let least = columns.len().checked_mul(7)?.checked_add(1)?;
        let mut left = room.checked_sub(least)?;
        let values = columns
            .iter()
            .map(|tag| {
                let cell = self.cell(*tag, limit.min(left), want_unicode);
                if let RowValue::Value(value) = &cell {
                    left = left.saturating_sub(value::wire_len(value));
                }
                cell
            })
            .collect();
        Some(PropertyRow::new(values))
    }
}

impl Session {
    /// Counts what reading properties costs: the subject is taken apart anew each time, a list goes
    /// through all of them, and the messages of a folder are counted.
    pub(crate) fn spend_reading(&mut self, key: Key, tags: Option<&[PropertyTag]>) -> Result<(), ErrorCode> {
        if let Some(Kind::Folder(_)) = self.kind(key) {
            let messages = self.mailbox().len();
            return self.spend_entries(messages);
        }
        let cost = match (self.kind(key), tags) {
            (Some(Kind::Message(draft)), Some(tags))
                if tags.iter().any(|tag| SUBJECT_PARTS.contains(&tag.id())) =>
            {
                let parts = SUBJECT_PARTS.into_iter();
                let lens = parts.filter_map(|id| draft.message.properties.value(id).map(value::cost));
                lens.fold(0u64, u64::saturating_add)
            }
            (Some(Kind::Message(draft)), None) => draft.cost,
            (Some(Kind::Attachment(attachment)), None) => attachment.cost,
            _ => 0,
        };
        self.spend(cost)
    }

    /// The properties of an object: of the computed ones those among `tags`, or all.
    fn view(&self, key: Key, tags: Option<&[PropertyTag]>) -> Result<View<'_>, ErrorCode> {
        match self.kind(key) {
            Some(Kind::Message(draft)) => {
                let asked = |id: &u16| tags.is_none_or(|tags| tags.iter().any(|tag| tag.id() == *id));
                let computed = SUBJECT_PARTS.into_iter().chain([0x0E69, 0x674A, 0x6748, 0x0FFE]);
                let mut view = View::new(Some(&draft.message.properties), draft.code_page);
                for id in computed.filter(asked) {
                    let tag = PropertyTag::new(id, PropertyType::UNSPECIFIED);
                    if let Some(value) = draft::computed(draft, tag) {
                        view = view.with(tag, value);
                    }
                }
                Ok(view)
            }
            Some(Kind::Attachment(attachment)) => Ok(View::new(
                Some(&attachment.attachment.properties),
                attachment.code_page,
            )
            .with(tags::OBJECT_TYPE, 7)),
            Some(Kind::Folder(id)) => {
                let folder = Folder::find(*id).ok_or(ErrorCode::NOT_FOUND)?;
                Ok(self.folder_view(folder))
            }
            Some(Kind::Logon) => {
                let config = &self.shared.config;
                let kibibytes = |bytes: u64| i32::try_from(bytes / 1024).unwrap_or(i32::MAX);
                Ok(View::new(None, self.code_page)
                    .with(tags::DISPLAY_NAME, value::text(self.display_name()))
                    .with(tags::OBJECT_TYPE, 1)
                    .with(
                        tags::MAXIMUM_SUBMIT_MESSAGE_SIZE,
                        kibibytes(config.max_message_size),
                    )
                    .with(tags::PROHIBIT_SEND_QUOTA, kibibytes(config.max_mailbox_size)))
            }
            _ => Err(ErrorCode::NOT_SUPPORTED),
        }
    }

    /// The properties of a folder.
    pub(crate) fn folder_view(&self, folder: Folder) -> View<'static> {
        let count = self.mailbox().in_folder(folder.id(), false).len();
        View::new(None, self.code_page)
            .with(tags::DISPLAY_NAME, folder.name)
            .with(tags::FOLDER_ID, folder.id().0.cast_signed())
            .with(tags::OBJECT_TYPE, 3)
            .with(tags::CONTAINER_CLASS, "IPF.Note")
            .with(tags::CONTENT_COUNT, i32::try_from(count).unwrap_or(i32::MAX))
            .with(tags::CONTENT_UNREAD_COUNT, 0)
            .with(tags::SUBFOLDERS, folder.children().next().is_some())
    }

    /// RopGetPropertiesSpecific.
    pub(crate) fn properties_specific(
        &self,
        key: Key,
        request: &RopGetPropertiesSpecificRequest,
        limit: usize,
    ) -> Result<RopGetPropertiesSpecificSuccess, ErrorCode> {
        let view = self.view(key, Some(&request.property_tags))?;
        let row = view
            .row(
                &request.property_tags,
                size_limit(request.property_size_limit),
                limit.saturating_sub(6),
                request.want_unicode != 0,
            )
            .ok_or(ErrorCode::BUFFER_TOO_SMALL)?;
        Ok(RopGetPropertiesSpecificSuccess {
            columns: request.property_tags.clone(),
            row,
        })
    }

    /// RopGetPropertiesAll: what does not fit stands there as an error, so that the client knows of it.
    pub(crate) fn properties_all(
        &self,
        key: Key,
        property_size_limit: u16,
        want_unicode: bool,
        limit: usize,
    ) -> Result<RopGetPropertiesAllSuccess, ErrorCode> {
        let view = self.view(key, None)?;
        let size_limit = size_limit(property_size_limit);
        let mut room = limit.saturating_sub(8);
        let mut property_values = Vec::new();
        for (tag, _) in view.iter() {
            let Some(left) = room.checked_sub(8) else { break };
            let untyped = tag.with_type(PropertyType::UNSPECIFIED);
            let value = match view.cell(untyped, size_limit.min(left), want_unicode) {
                RowValue::Value(value) => value,
                _ => PropertyValue::ErrorCode(ErrorCode::OUT_OF_MEMORY),
            };
            room = room.saturating_sub(4).saturating_sub(value::wire_len(&value));
            property_values.push(TaggedPropertyValue::new(tag, value));
        }
        Ok(RopGetPropertiesAllSuccess { property_values })
    }

    /// RopGetPropertiesList.
    pub(crate) fn property_tags(&self, key: Key) -> Result<Vec<PropertyTag>, ErrorCode> {
        Ok(self
            .view(key, None)?
            .iter()
            .map(|(tag, _)| tag)
            .take(usize::from(u16::MAX))
            .collect())
    }

    /// RopSetProperties ([MS-OXCPRPT] 3.2.5.4).
    pub(crate) fn set_properties(
        &mut self,
        key: Key,
        values: &[TaggedPropertyValue],
    ) -> Result<Vec<PropertyProblem>, ErrorCode> {
        let code_page = match self.kind(key) {
            Some(Kind::Message(draft)) => {
                draft.writable()?;
                draft.code_page
            }
            Some(Kind::Attachment(attachment)) if attachment.read_only => {
                return Err(ErrorCode::ACCESS_DENIED);
            }
            Some(Kind::Attachment(attachment)) => attachment.code_page,
            // Folders and logons of a relay have nothing to set.
            Some(Kind::Folder(_) | Kind::Logon) => return Err(ErrorCode::ACCESS_DENIED),
            _ => return Err(ErrorCode::NOT_SUPPORTED),
        };
        let more = values
            .iter()
            .fold(0u64, |total, p| total.saturating_add(value::cost(&p.value)));
        // 8-bit text doubles at most when it becomes Unicode, and triples from some code pages.
        self.objects.room_for(more.saturating_mul(3))?;
        for property in values {
            if problem(property).is_some() {
                continue;
            }
            let kept = value::stored(&property.value, code_page);
            self.set_property(key, property.tag, kept);
        }
        self.objects.recount(key);
        Ok(problems(values).collect())
    }

    /// Sets one property, unless the server keeps it.
    pub(crate) fn set_property(&mut self, key: Key, tag: PropertyTag, kept: PropertyValue) {
        if is_server_owned(tag.id()) {
            return;
        }
        if let Ok(draft) = self.draft_mut(key) {
            let saved = draft.was_saved();
            let mut kept = kept;
            if tag.id() == tags::MESSAGE_FLAGS.id() {
                // The client's before the first save, the server's after ([MS-OXCMSG] 2.2.1.6).
                let settable = message_flags::READ | message_flags::UNSENT | message_flags::RESEND;
                let old = draft.message.properties.int(tags::MESSAGE_FLAGS).unwrap_or(0);
                match kept {
                    PropertyValue::Integer32(new) if !saved => {
                        kept = PropertyValue::Integer32((old & !settable) | (new & settable));
                    }
                    _ => return,
                }
            }
            value::set(&mut draft.message.properties, &mut draft.cost, tag, kept);
        } else if let Ok(attachment) = self.attachment_mut(key) {
            value::set(
                &mut attachment.attachment.properties,
                &mut attachment.cost,
                tag,
                kept,
            );
        }
    }

    /// RopDeleteProperties ([MS-OXCPRPT] 3.2.5.5): one that is not there is no problem.
    pub(crate) fn delete_properties(&mut self, key: Key, tags: &[PropertyTag]) -> Result<(), ErrorCode> {
        match self.kind(key) {
            Some(Kind::Message(draft)) => draft.writable()?,
            Some(Kind::Attachment(attachment)) if attachment.read_only => {
                return Err(ErrorCode::ACCESS_DENIED);
            }
            Some(Kind::Attachment(_)) => {}
            Some(Kind::Folder(_) | Kind::Logon) => return Err(ErrorCode::ACCESS_DENIED),
            _ => return Err(ErrorCode::NOT_SUPPORTED),
        }
        for tag in tags {
            if is_server_owned(tag.id()) || tag.id() == tags::MESSAGE_FLAGS.id() {
                continue;
            }
            if let Ok(draft) = self.draft_mut(key) {
                value::remove(&mut draft.message.properties, &mut draft.cost, tag.id());
            } else if let Ok(attachment) = self.attachment_mut(key) {
                value::remove(
                    &mut attachment.attachment.properties,
                    &mut attachment.cost,
                    tag.id(),
                );
            }
        }
        self.objects.recount(key);
        Ok(())
    }

    /// RopGetPropertyIdsFromNames: the code and the ids, zero for a name without.
    pub(crate) fn ids_from_names(
        &mut self,
        key: Key,
        flags: u8,
        names: &[PropertyName],
    ) -> Result<(ErrorCode, Vec<u16>), ErrorCode> {
        const CREATE: u8 = 0x02;
        self.kind(key).ok_or(ErrorCode::NULL_OBJECT)?;
        if names.is_empty() {
            let all = self.mailbox().names.len();
            self.spend_entries(all)?;
        }
        let mut mailbox = self.mailbox();
        if names.is_empty() {
            // No names: all that are registered.
            return Ok((
                ErrorCode::SUCCESS,
                mailbox.names.iter().map(|(id, _)| id).collect(),
            ));
        }
        let mut ids = Vec::with_capacity(names.len());
        for name in names {
            let id = match &name.kind {
                NameKind::None => None,
                _ if flags & CREATE == 0 => mailbox.names.id(name),
                // PS_MAPI stands for the ids below 0x8000 and takes no names.
                _ if name.property_set == PS_MAPI => mailbox.names.id(name),
                kind => {
                    let own = match kind {
                        NameKind::Name(text) => {
                            PropertyName::name(name.property_set, &text.to_string_lossy())
                        }
                        _ => name.clone(),
                    };
                    let id = mailbox.names.id_or_insert(&own);
                    Some(id.map_err(|_| ErrorCode::NAMED_PROPERTY_QUOTA)?)
                }
            };
            ids.push(id.unwrap_or(0));
        }
        let code = if ids.contains(&0) {
            ErrorCode::ERRORS_RETURNED
        } else {
            ErrorCode::SUCCESS
        };
        Ok((code, ids))
    }

    /// RopGetNamesFromPropertyIds.
    pub(crate) fn names_from_ids(&self, key: Key, ids: &[u16]) -> Result<Vec<PropertyName>, ErrorCode> {
        self.kind(key).ok_or(ErrorCode::NULL_OBJECT)?;
        let mailbox = self.mailbox();
        let name = |id: u16| {
            if id < PropertyTag::FIRST_NAMED_ID {
                return PropertyName::id(PS_MAPI, u32::from(id));
            }
            mailbox.names.name(id).cloned().unwrap_or(PropertyName {
                property_set: Guid::NIL,
                kind: NameKind::None,
            })
        };
        Ok(ids.iter().copied().map(name).collect())
    }

    /// RopQueryNamedProperties ([MS-OXCPRPT] 2.2.9): those of a property set, or all; without the string
    /// names (0x01), without the numeric ones (0x02).
    pub(crate) fn query_named_properties(
        &mut self,
        key: Key,
        flags: u8,
        property_set: Option<Guid>,
    ) -> Result<RopQueryNamedPropertiesSuccess, ErrorCode> {
        self.kind(key).ok_or(ErrorCode::NULL_OBJECT)?;
        let count = u64::try_from(self.mailbox().names.len()).unwrap_or(u64::MAX);
        self.spend(count.saturating_mul(256))?;
        let properties = self
            .mailbox()
            .names
            .iter()
            .filter(|(_, name)| property_set.is_none_or(|set| set == name.property_set))
            .filter(|(_, name)| match name.kind {
                NameKind::Name(_) => flags & 0x01 == 0,
                NameKind::Id(_) => flags & 0x02 == 0,
                NameKind::None => false,
            })
            .map(|(id, name)| (id, name.clone()))
            .collect();
        Ok(RopQueryNamedPropertiesSuccess { properties })
    }
}

fn size_limit(property_size_limit: u16) -> usize {
    match property_size_limit {
        0 => usize::MAX,
        limit => usize::from(limit),
    }
}

/// Why a property cannot be set.
fn problem(property: &TaggedPropertyValue) -> Option<ErrorCode> {
    match (property.tag.id(), &property.value) {
        (0 | 0xFFFF, _) => Some(ErrorCode::PROP_BAD_VALUE),
        (_, PropertyValue::ErrorCode(_) | PropertyValue::Null | PropertyValue::Object(_)) => {
            Some(ErrorCode::TYPE_NOT_SUPPORTED)
        }
        _ => None,
    }
}

/// The properties of a request that cannot be set.
pub(crate) fn problems(values: &[TaggedPropertyValue]) -> impl Iterator<Item = PropertyProblem> {
    values.iter().zip(0u16..).filter_map(|(property, index)| {
        problem(property).map(|error_code| PropertyProblem {
            index,
            property_tag: property.tag,
            error_code,
        })
    })
}

/// Whether a client may open a stream that writes this property.
pub(crate) fn is_writable(tag: PropertyTag) -> bool {
    !is_server_owned(tag.id()) && !matches!(tag.id(), 0 | 0xFFFF)
}
