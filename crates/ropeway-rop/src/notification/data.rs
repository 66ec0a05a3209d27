//! What a notification says ([MS-OXCNOTIF] 2.2.1.4.1.2).

use super::{notification_flags, notification_type};
use crate::codec::{decode_if, encode_if, ensure, text};
use bytes::Bytes;
use ropeway_types::wire::codec::bytes_u16;
use ropeway_types::wire::{Announces, Decode, DecodeError, Encode, EncodeError, Reader, Tolerance, Writer};
use ropeway_types::{FolderId, MessageId, PropertyRow, PropertyTag, RowString, wire_struct};

/// NotificationData ([MS-OXCNOTIF] 2.2.1.4.1.2). Which fields are there is what `notification_flags`
/// and the table event type say; [`Encode`] refuses any other set.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct NotificationData {
    /// NotificationFlags: see [`notification_type`] and [`notification_flags`].
    pub notification_flags: u16,
    /// TableEventType and what it brings: with TableModified.
    pub table_event: Option<TableEvent>,
    /// FolderId: with all types but TableModified and Extended.
    pub folder_id: Option<FolderId>,
    /// MessageId: the same, if a message is concerned.
    pub message_id: Option<MessageId>,
    /// ParentFolderId.
    pub parent_folder_id: Option<FolderId>,
    /// OldFolderId: moved or copied.
    pub old_folder_id: Option<FolderId>,
    /// OldMessageId: a message, moved or copied.
    pub old_message_id: Option<MessageId>,
    /// OldParentFolderId: a folder, moved or copied.
    pub old_parent_folder_id: Option<FolderId>,
    /// TagCount and Tags: created or modified.
    pub tags: Option<NotificationTags>,
    /// TotalMessageCount: with flag T.
    pub total_message_count: Option<u32>,
    /// UnreadMessageCount: with flag U.
    pub unread_message_count: Option<u32>,
    /// MessageFlags, UnicodeFlag and MessageClass: new mail.
    pub new_mail: Option<NewMail>,
}

wire_struct! {
    /// What a NewMail notification says of the message.
    #[derive(Debug, Clone, PartialEq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct NewMail {
        /// MessageFlags.
        pub message_flags: u32,
        /// UnicodeFlag: the width of MessageClass.
        pub unicode_flag: bool,
        /// MessageClass.
        pub message_class: RowString = text(unicode_flag),
    }
}

/// Tags of a notification: a count of 0 or 0xFFFF, or the changed properties.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum NotificationTags {
    /// TagCount 0xFFFF: no array follows.
    Unknown,
    /// TagCount and as many tags.
    Tags(Vec<PropertyTag>),
}

impl Decode for NotificationTags {
    const MIN_LEN: usize = 2;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        match reader.announcer(Announces::Count, u16::decode)? {
            0xFFFF => Ok(Self::Unknown),
            count => reader.list(usize::from(count)).map(Self::Tags),
        }
    }
}
impl Encode for NotificationTags {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::Unknown => 0xFFFFu16.encode(writer),
            Self::Tags(tags) => {
                ensure(tags.len() < 0xFFFF, "65535 tags in a notification")?;
                ropeway_types::wire::codec::list_u16::encode(tags, writer)
            }
        }
    }
}

/// TableEventType and the fields that it brings ([MS-OXCNOTIF] 2.2.1.4.1.2).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TableEvent {
    /// TableEventType: see [`table_event_type`].
    pub event_type: u16,
    /// TableRowFolderID and so on: the row that was added, deleted or modified.
    pub row: Option<TableRowId>,
    /// InsertAfterTableRowFolderID and so on: the row before it; not where it was deleted.
    pub insert_after: Option<TableRowId>,
    /// TableRowData: a property row over the table's columns, as its bytes; not where it was deleted.
    pub row_data: Option<Bytes>,
}

/// TableEventType ([MS-OXCNOTIF] 2.2.1.4.1.2).
pub mod table_event_type {
    /// TableChanged
    pub const TABLE_CHANGED: u16 = 0x0001;
    /// TableRowAdded
    pub const ROW_ADDED: u16 = 0x0003;
    /// TableRowDeleted
    pub const ROW_DELETED: u16 = 0x0004;
    /// TableRowModified
    pub const ROW_MODIFIED: u16 = 0x0005;
    /// TableRestrictionChanged
    pub const RESTRICTION_CHANGED: u16 = 0x0007;
}

/// A row of a hierarchy table (folder alone) or a contents table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TableRowId {
    /// The folder.
    pub folder_id: FolderId,
    /// Message and instance: with flag M.
    pub message: Option<(MessageId, u32)>,
}

impl TableRowId {
    /// Names of the three fields in the row that changed and in the row before it.
    const CHANGED: [&'static str; 3] = ["TableRowFolderID", "TableRowMessageID", "TableRowInstance"];
    const BEFORE: [&'static str; 3] = [
        "InsertAfterTableRowFolderID",
        "InsertAfterTableRowID",
        "InsertAfterTableRowInstance",
    ];

    fn decode(reader: &mut Reader, of_message: bool, names: [&'static str; 3]) -> Result<Self, DecodeError> {
        const EVENT: &str = "TableEvent";
        let [folder_id, message_id, instance] = names;
        Ok(Self {
            folder_id: reader.field(EVENT, folder_id, Decode::decode)?,
            message: if of_message {
                Some((
                    reader.field(EVENT, message_id, Decode::decode)?,
                    reader.field(EVENT, instance, Decode::decode)?,
                ))
            } else {
                None
            },
        })
    }
    fn encode(&self, writer: &mut Writer, of_message: bool) -> Result<(), EncodeError> {
        ensure(self.message.is_some() == of_message, MISMATCH)?;
        self.folder_id.encode(writer)?;
        self.message.iter().try_for_each(|(message_id, instance)| {
            message_id.encode(writer)?;
            instance.encode(writer)
        })
    }
}

const MISMATCH: &str = "field that the notification's flags contradict";

/// Which fields follow, by NotificationFlags.
struct Presence {
    table: bool,
    of_message: bool,
    object: bool,
    parent: bool,
    moved: bool,
    tags: bool,
    total: bool,
    unread: bool,
    new_mail: bool,
}

impl Presence {
    fn of(flags: u16) -> Self {
        use notification_flags as f;
        use notification_type as t;
        let kind = flags & t::MASK;
        let set = |mask| flags & mask != 0;
        Self {
            table: kind == t::TABLE_MODIFIED,
            of_message: set(f::MESSAGE),
            object: !matches!(kind, t::TABLE_MODIFIED | t::EXTENDED),
            parent: matches!(
                kind,
                t::OBJECT_CREATED | t::OBJECT_DELETED | t::OBJECT_MOVED | t::OBJECT_COPIED
            ) && set(f::SEARCH_FOLDER) == set(f::MESSAGE),
            moved: matches!(kind, t::OBJECT_MOVED | t::OBJECT_COPIED),
            tags: matches!(kind, t::OBJECT_CREATED | t::OBJECT_MODIFIED),
            total: set(f::TOTAL_COUNT),
            unread: set(f::UNREAD_COUNT),
            new_mail: kind == t::NEW_MAIL,
        }
    }
}

/// Whether a table event names a row, and whether it brings the row.
fn row_presence(event_type: u16) -> (bool, bool) {
    use table_event_type as t;
    let added = matches!(event_type, t::ROW_ADDED | t::ROW_MODIFIED);
    (added || event_type == t::ROW_DELETED, added)
}

impl Decode for NotificationData {
    const MIN_LEN: usize = 2;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        Self::decode_over(reader, None)
    }
}

impl NotificationData {
    /// With the columns of the table for the trace, if they are known.
    pub(super) fn decode_over(
        reader: &mut Reader,
        columns: Option<&[PropertyTag]>,
    ) -> Result<Self, DecodeError> {
        const DATA: &str = "NotificationData";
        fn part<T: Decode>(
            present: bool,
            field: &'static str,
            reader: &mut Reader,
        ) -> Result<Option<T>, DecodeError> {
            reader.field(DATA, field, |reader| decode_if(present, reader))
        }
        let notification_flags = reader.field(DATA, "notification_flags", u16::decode)?;
        let has = Presence::of(notification_flags);
        let r = reader;
        Ok(Self {
            notification_flags,
            table_event: has
                .table
                .then(|| r.field(DATA, "", |r| TableEvent::decode(r, has.of_message, columns)))
                .transpose()?,
            folder_id: part(has.object, "folder_id", r)?,
            message_id: part(has.object && has.of_message, "message_id", r)?,
            parent_folder_id: part(has.parent, "parent_folder_id", r)?,
            old_folder_id: part(has.moved, "old_folder_id", r)?,
            old_message_id: part(has.moved && has.of_message, "old_message_id", r)?,
            old_parent_folder_id: part(has.moved && !has.of_message, "old_parent_folder_id", r)?,
            tags: part(has.tags, "tags", r)?,
            total_message_count: part(has.total, "total_message_count", r)?,
            unread_message_count: part(has.unread, "unread_message_count", r)?,
            new_mail: part(has.new_mail, "", r)?,
        })
    }
}
impl Encode for NotificationData {
    fn encode(&self, w: &mut Writer) -> Result<(), EncodeError> {
        let has = Presence::of(self.notification_flags);
        self.notification_flags.encode(w)?;
        ensure(self.table_event.is_some() == has.table, MISMATCH)?;
        if let Some(event) = &self.table_event {
            event.encode(w, has.of_message)?;
        }
        encode_if(has.object, &self.folder_id, w)?;
        encode_if(has.object && has.of_message, &self.message_id, w)?;
        encode_if(has.parent, &self.parent_folder_id, w)?;
        encode_if(has.moved, &self.old_folder_id, w)?;
        encode_if(has.moved && has.of_message, &self.old_message_id, w)?;
        encode_if(has.moved && !has.of_message, &self.old_parent_folder_id, w)?;
        encode_if(has.tags, &self.tags, w)?;
        encode_if(has.total, &self.total_message_count, w)?;
        encode_if(has.unread, &self.unread_message_count, w)?;
        encode_if(has.new_mail, &self.new_mail, w)
    }
}

impl TableEvent {
    /// TableRowData as a row over the table's columns, if the event brings a row.
    ///
    /// # Errors
    /// As the bytes deserve, with [`Tolerance::USUAL`]; offsets are those in TableRowData.
    pub fn row_over(&self, columns: &[PropertyTag]) -> Result<Option<PropertyRow>, DecodeError> {
        let row = |data: &Bytes| {
            let mut reader = Reader::new(data.clone());
            let decode = |reader: &mut Reader| PropertyRow::decode(columns, reader);
            reader.filling(data.len(), decode)
        };
        self.row_data.as_ref().map(row).transpose()
    }

    fn decode(
        reader: &mut Reader,
        of_message: bool,
        columns: Option<&[PropertyTag]>,
    ) -> Result<Self, DecodeError> {
        const EVENT: &str = "TableEvent";
        let event_type = reader.field(EVENT, "TableEventType", u16::decode)?;
        let (named, brought) = row_presence(event_type);
        Ok(Self {
            event_type,
            row: named
                .then(|| TableRowId::decode(reader, of_message, TableRowId::CHANGED))
                .transpose()?,
            insert_after: brought
                .then(|| TableRowId::decode(reader, of_message, TableRowId::BEFORE))
                .transpose()?,
            row_data: brought
                .then(|| reader.field(EVENT, "TableRowData", |reader| row_data(reader, columns)))
                .transpose()?,
        })
    }
    fn encode(&self, writer: &mut Writer, of_message: bool) -> Result<(), EncodeError> {
        let (named, brought) = row_presence(self.event_type);
        ensure(
            self.row.is_some() == named
                && self.insert_after.is_some() == brought
                && self.row_data.is_some() == brought,
            MISMATCH,
        )?;
        self.event_type.encode(writer)?;
        for row in self.row.iter().chain(&self.insert_after) {
            row.encode(writer, of_message)?;
        }
        self.row_data
            .iter()
            .try_for_each(|data| bytes_u16::encode(data, writer))
    }
}

/// TableRowData as its bytes. A trace shows it as a row, if it is one over the columns that are known: those
/// of the moment may be others.
fn row_data(reader: &mut Reader, columns: Option<&[PropertyTag]>) -> Result<Bytes, DecodeError> {
    let size = reader.announcer(Announces::Size, u16::decode)?;
    reader.window(usize::from(size), |reader| {
        let data = reader.rest();
        let mut attempt = Reader::new(data.clone()).with_tolerance(Tolerance::NONE);
        match columns {
            Some(columns)
                if reader.is_tracing()
                    && PropertyRow::decode(columns, &mut attempt).is_ok()
                    && attempt.is_empty() =>
            {
                PropertyRow::decode(columns, reader)?;
                Ok(data)
            }
            _ => reader.take(data.len()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ropeway_types::{PropertyValue, RowValue, tags};

    fn decode(bytes: &[u8]) -> NotificationData {
        let mut reader = Reader::new(bytes.to_vec());
        let data = NotificationData::decode(&mut reader).unwrap();
        reader.finish().unwrap();
        assert_eq!(data.to_bytes().unwrap(), bytes);
        for len in 0..bytes.len() {
            let cut = bytes.get(..len).unwrap().to_vec();
            assert!(NotificationData::decode(&mut Reader::new(cut)).is_err(), "{len}");
        }
        data
    }

    #[test]
    fn new_mail_names_folder_message_and_class() {
        let mut bytes = vec![0x02, 0x80];
        bytes.extend([1; 8]);
        bytes.extend([2; 8]);
        bytes.extend([0x08, 0, 0, 0, 0]);
        bytes.extend(b"IPM.Note\0");
        let data = decode(&bytes);
        assert_eq!(data.folder_id, Some(FolderId(0x0101_0101_0101_0101)));
        assert_eq!(data.message_id, Some(MessageId(0x0202_0202_0202_0202)));
        let class = data.new_mail.unwrap().message_class;
        assert_eq!(class, RowString::Narrow(Bytes::from_static(b"IPM.Note")));
    }

    #[test]
    fn moved_message_names_both_places_and_moved_folder_both_parents() {
        let mut message = vec![0x20, 0x80];
        message.extend([3; 8 * 4]);
        let data = decode(&message);
        assert!(data.old_message_id.is_some() && data.old_folder_id.is_some());
        assert_eq!((data.parent_folder_id, data.old_parent_folder_id), (None, None));
        let mut folder = vec![0x20, 0x00];
        folder.extend([3; 8 * 4]);
        let data = decode(&folder);
        assert!(data.parent_folder_id.is_some() && data.old_parent_folder_id.is_some());
        assert_eq!((data.message_id, data.old_message_id), (None, None));
    }

    #[test]
    fn modified_folder_counts_its_messages_where_the_flags_say() {
        // Tags unknown, total count and unread count.
        let mut bytes = vec![0x10, 0x30];
        bytes.extend([4; 8]);
        bytes.extend([0xff, 0xff, 9, 0, 0, 0, 2, 0, 0, 0]);
        let data = decode(&bytes);
        assert_eq!(data.tags, Some(NotificationTags::Unknown));
        assert_eq!(
            (data.total_message_count, data.unread_message_count),
            (Some(9), Some(2))
        );
    }

    #[test]
    fn row_added_to_a_hierarchy_table_brings_its_data() {
        let mut bytes = vec![0x00, 0x01, 0x03, 0x00];
        bytes.extend([5; 8 * 2]);
        bytes.extend([5, 0, 0, 7, 0, 0, 0]);
        let event = decode(&bytes).table_event.unwrap();
        assert_eq!(event.insert_after.unwrap().message, None);
        let row = event.row_over(&[tags::IMPORTANCE]).unwrap().unwrap();
        assert_eq!(row.values, [RowValue::Value(PropertyValue::Integer32(7))]);
        decode(&[0x00, 0x01, 0x01, 0x00]);
    }

    #[test]
    fn fields_that_the_flags_contradict_cannot_be_written() {
        let data = NotificationData {
            notification_flags: notification_type::SEARCH_COMPLETED,
            folder_id: Some(FolderId(1)),
            ..NotificationData::default()
        };
        data.to_bytes().unwrap();
        let contradicting = NotificationData {
            message_id: Some(MessageId(1)),
            ..data
        };
        contradicting.to_bytes().unwrap_err();
    }
}
