//! Rule actions ([MS-OXORULE] 2.2.5).

use crate::guid::Guid;
use crate::ids::{FolderId, MessageId};
use crate::value::TaggedPropertyValue;
use crate::wire::codec::bytes_count;
use crate::wire::{Announces, Decode, DecodeError, Encode, EncodeError, Form, Reader, Writer};
use bytes::Bytes;

/// RuleAction ([MS-OXORULE] 2.2.5), the value of PtypRuleAction: what a rule does.
///
/// In [`Form::Rop`] the counts are 16 bits wide, in [`Form::ExtendedRule`] 32.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(remote = "Self"))]
pub struct RuleAction {
    /// ActionBlocks.
    pub blocks: Vec<ActionBlock>,
}

/// ActionBlock ([MS-OXORULE] 2.2.5.1).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ActionBlock {
    /// ActionFlavor.
    pub flavor: u32,
    /// ActionFlags.
    pub flags: u32,
    /// ActionType and ActionData.
    pub data: ActionData,
}

/// ActionType and ActionData ([MS-OXORULE] 2.2.5.1.2).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum ActionData {
    /// OP_MOVE (0x01): move to a folder.
    Move(ActionFolder),
    /// OP_COPY (0x02): copy to a folder.
    Copy(ActionFolder),
    /// OP_REPLY (0x03): reply with a template.
    Reply(ReplyTemplate),
    /// OP_OOF_REPLY (0x04): the same, out of office.
    OofReply(ReplyTemplate),
    /// OP_DEFER_ACTION (0x05): what the client is to do.
    DeferAction(Bytes),
    /// OP_BOUNCE (0x06): BounceCode 0x0D too large, 0x1F cannot be displayed, 0x26 denied.
    Bounce(u32),
    /// OP_FORWARD (0x07): the recipients' properties.
    Forward(Vec<ActionRecipient>),
    /// OP_DELEGATE (0x08): the recipients' properties.
    Delegate(Vec<ActionRecipient>),
    /// OP_TAG (0x09): set a property.
    Tag(TaggedPropertyValue),
    /// OP_DELETE (0x0A).
    Delete,
    /// OP_MARK_AS_READ (0x0B).
    MarkAsRead,
    /// An action that has no name, as its bytes.
    Other {
        /// ActionType.
        action_type: u8,
        /// ActionData.
        data: Bytes,
    },
}

/// Where OP_MOVE and OP_COPY put the message ([MS-OXORULE] 2.2.5.1.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ActionFolder {
    /// FolderInThisStore; only in [`Form::Rop`], where FolderEID is then a
    /// [`ServerId`](crate::ServerId).
    pub folder_in_this_store: bool,
    /// StoreEID.
    pub store_entry_id: Bytes,
    /// FolderEID.
    pub folder_entry_id: Bytes,
}

/// The template of OP_REPLY and OP_OOF_REPLY ([MS-OXORULE] 2.2.5.1.2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ReplyTemplate {
    /// The message, in the words of its [`Form`].
    pub message: ReplyMessage,
    /// ReplyTemplateGUID.
    pub template_guid: Guid,
}

/// Which message is the template.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ReplyMessage {
    /// [`Form::Rop`]: ReplyTemplateFID and ReplyTemplateMID.
    Ids(FolderId, MessageId),
    /// [`Form::ExtendedRule`]: the message's EntryID.
    EntryId(Bytes),
}

/// RecipientBlockData ([MS-OXORULE] 2.2.5.1.2.4.1).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ActionRecipient {
    /// Reserved, one.
    pub reserved: u8,
    /// PropertyValues.
    pub properties: Vec<TaggedPropertyValue>,
}

/// The 9 bytes of ActionType, ActionFlavor and ActionFlags, which ActionLength counts.
const FIXED_LEN: usize = 9;

impl Decode for RuleAction {
    const MIN_LEN: usize = 2;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        reader.nested(|reader| {
            let blocks = reader.announced_field("RuleAction", "ActionBlocks", "NoOfActions", counted)?;
            Ok(Self { blocks })
        })
    }
}
impl Encode for RuleAction {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.nested(|writer| {
            writer.count("action blocks", self.blocks.len())?;
            self.blocks.iter().try_for_each(|block| block.encode(writer))
        })
    }
}

impl Decode for ActionBlock {
    const MIN_LEN: usize = FIXED_LEN + 2;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const BLOCK: &str = "ActionBlock";
        let len = reader.field(BLOCK, "ActionLength", Reader::count)?;
        let window = reader.window(len, |reader| {
            let action_type = reader.field(BLOCK, "ActionType", u8::decode)?;
            let flavor = reader.field(BLOCK, "ActionFlavor", u32::decode)?;
            let flags = reader.field(BLOCK, "ActionFlags", u32::decode)?;
            let data = reader.field(BLOCK, "ActionData", |reader| {
                let data = ActionData::decode(action_type, reader)?;
                reader.finish()?;
                Ok(data)
            })?;
            Ok(Self { flavor, flags, data })
        });
        window.map_err(|e| e.within(BLOCK, "ActionLength"))
    }
}
impl Encode for ActionBlock {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let at = writer.len();
        writer.count("action block", 0)?;
        let start = writer.len();
        self.data.action_type().encode(writer)?;
        self.flavor.encode(writer)?;
        self.flags.encode(writer)?;
        self.data.encode(writer)?;
        let len = writer.len().saturating_sub(start);
        let mut size = Writer::new();
        size.form = writer.form;
        size.count("action block", len)?;
        writer.patch(at, &size.finish());
        Ok(())
    }
}

impl ActionData {
    /// ActionType.
    pub fn action_type(&self) -> u8 {
        match self {
            Self::Move(_) => 0x01,
            Self::Copy(_) => 0x02,
            Self::Reply(_) => 0x03,
            Self::OofReply(_) => 0x04,
            Self::DeferAction(_) => 0x05,
            Self::Bounce(_) => 0x06,
            Self::Forward(_) => 0x07,
            Self::Delegate(_) => 0x08,
            Self::Tag(_) => 0x09,
            Self::Delete => 0x0A,
            Self::MarkAsRead => 0x0B,
            Self::Other { action_type, .. } => *action_type,
        }
    }

    fn decode(action_type: u8, reader: &mut Reader) -> Result<Self, DecodeError> {
        Ok(match action_type {
            0x01 => Self::Move(Decode::decode(reader)?),
            0x02 => Self::Copy(Decode::decode(reader)?),
            0x03 => Self::Reply(Decode::decode(reader)?),
            0x04 => Self::OofReply(Decode::decode(reader)?),
            0x05 => Self::DeferAction(reader.take(reader.remaining())?),
            0x06 => Self::Bounce(reader.field("OP_BOUNCE", "BounceCode", u32::decode)?),
            0x07 => Self::Forward(recipients(reader)?),
            0x08 => Self::Delegate(recipients(reader)?),
            0x09 => Self::Tag(Decode::decode(reader)?),
            0x0A => Self::Delete,
            0x0B => Self::MarkAsRead,
            action_type => Self::Other {
                action_type,
                data: reader.take(reader.remaining())?,
            },
        })
    }

    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match self {
            Self::Move(folder) | Self::Copy(folder) => folder.encode(writer),
            Self::Reply(template) | Self::OofReply(template) => template.encode(writer),
            Self::DeferAction(data) => {
                writer.put(data);
                Ok(())
            }
            Self::Bounce(code) => code.encode(writer),
            Self::Forward(recipients) | Self::Delegate(recipients) => put_counted(recipients, writer),
            Self::Tag(value) => value.encode(writer),
            Self::Delete | Self::MarkAsRead => Ok(()),
            Self::Other {
                action_type: 0x01..=0x0B,
                ..
            } => Err(EncodeError::Unsupported("known action given as its bytes")),
            Self::Other { data, .. } => {
                writer.put(data);
                Ok(())
            }
        }
    }
}

fn counted<T: Decode>(reader: &mut Reader) -> Result<Vec<T>, DecodeError> {
    let count = reader.announcer(Announces::Count, Reader::count)?;
    reader.list(count)
}

fn recipients(reader: &mut Reader) -> Result<Vec<ActionRecipient>, DecodeError> {
    reader.announced_field(
        "ForwardDelegateActionData",
        "RecipientBlocks",
        "RecipientCount",
        counted,
    )
}

fn put_counted<T: Encode>(items: &[T], writer: &mut Writer) -> Result<(), EncodeError> {
    writer.count("rule action", items.len())?;
    items.iter().try_for_each(|item| item.encode(writer))
}

impl Decode for ActionFolder {
    const MIN_LEN: usize = 5;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const DATA: &str = "MoveCopyActionData";
        Ok(Self {
            folder_in_this_store: match reader.form {
                Form::Rop => reader.field(DATA, "FolderInThisStore", bool::decode)?,
                Form::ExtendedRule => false,
            },
            store_entry_id: reader.field(DATA, "StoreEID", bytes_count::decode)?,
            folder_entry_id: reader.field(DATA, "FolderEID", bytes_count::decode)?,
        })
    }
}
impl Encode for ActionFolder {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match writer.form {
            Form::Rop => self.folder_in_this_store.encode(writer)?,
            Form::ExtendedRule if self.folder_in_this_store => {
                return Err(EncodeError::Unsupported("FolderInThisStore in an extended rule"));
            }
            Form::ExtendedRule => {}
        }
        bytes_count::encode(&self.store_entry_id, writer)?;
        bytes_count::encode(&self.folder_entry_id, writer)
    }
}

impl Decode for ReplyTemplate {
    const MIN_LEN: usize = 20;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const DATA: &str = "ReplyActionData";
        let message = match reader.form {
            Form::Rop => ReplyMessage::Ids(
                reader.field(DATA, "ReplyTemplateFID", Decode::decode)?,
                reader.field(DATA, "ReplyTemplateMID", Decode::decode)?,
            ),
            Form::ExtendedRule => {
                let entry_id =
                    reader.announced_field(DATA, "MessageEID", "MessageEIDSize", bytes_count::decode)?;
                ReplyMessage::EntryId(entry_id)
            }
        };
        let template_guid = reader.field(DATA, "ReplyTemplateGUID", Decode::decode)?;
        Ok(Self {
            message,
            template_guid,
        })
    }
}
impl Encode for ReplyTemplate {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        match (&self.message, writer.form) {
            (ReplyMessage::Ids(folder_id, message_id), Form::Rop) => {
                folder_id.encode(writer)?;
                message_id.encode(writer)?;
            }
            (ReplyMessage::EntryId(entry_id), Form::ExtendedRule) => bytes_count::encode(entry_id, writer)?,
            _ => return Err(EncodeError::Unsupported("reply template of the other form")),
        }
        self.template_guid.encode(writer)
    }
}

impl Decode for ActionRecipient {
    const MIN_LEN: usize = 3;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        const BLOCK: &str = "RecipientBlockData";
        Ok(Self {
            reserved: reader.field(BLOCK, "Reserved", Decode::decode)?,
            properties: reader.announced_field(BLOCK, "PropertyValues", "NoOfProperties", counted)?,
        })
    }
}
impl Encode for ActionRecipient {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.reserved.encode(writer)?;
        put_counted(&self.properties, writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags;
    use crate::value::PropertyValue;
    use crate::wire::DecodeErrorKind;

    fn round_trip(data: ActionData, form: Form) {
        let action = RuleAction {
            blocks: vec![ActionBlock {
                flavor: 1,
                flags: 2,
                data,
            }],
        };
        let mut writer = Writer::new();
        writer.form = form;
        action.encode(&mut writer).unwrap();
        let bytes = writer.finish();
        let mut reader = Reader::new(bytes.clone()).with_form(form);
        assert_eq!(RuleAction::decode(&mut reader).unwrap(), action);
        reader.finish().unwrap();
        for len in 0..bytes.len() {
            let mut reader = Reader::new(bytes.slice(..len)).with_form(form);
            assert!(RuleAction::decode(&mut reader).is_err(), "{action:?} {len}");
        }
    }

    #[test]
    fn every_action_round_trips_in_both_forms() {
        for form in [Form::Rop, Form::ExtendedRule] {
            let message = match form {
                Form::Rop => ReplyMessage::Ids(FolderId(1), MessageId(2)),
                Form::ExtendedRule => ReplyMessage::EntryId(Bytes::from_static(b"id")),
            };
            let template = ReplyTemplate {
                message,
                template_guid: Guid([7; 16]),
            };
            let folder = ActionFolder {
                folder_in_this_store: form == Form::Rop,
                store_entry_id: Bytes::from_static(b"store"),
                folder_entry_id: Bytes::new(),
            };
            let recipients = vec![ActionRecipient {
                reserved: 1,
                properties: vec![TaggedPropertyValue::new(tags::ENTRY_ID, Bytes::from_static(b"x"))],
            }];
            for data in [
                ActionData::Move(folder.clone()),
                ActionData::Copy(folder),
                ActionData::Reply(template.clone()),
                ActionData::OofReply(template),
                ActionData::DeferAction(Bytes::from_static(b"any")),
                ActionData::Bounce(0x26),
                ActionData::Forward(recipients.clone()),
                ActionData::Delegate(recipients),
                ActionData::Tag(TaggedPropertyValue::new(tags::SUBJECT, "s")),
                ActionData::Delete,
                ActionData::MarkAsRead,
                ActionData::Other {
                    action_type: 0x20,
                    data: Bytes::from_static(b"?"),
                },
            ] {
                round_trip(data, form);
            }
        }
    }

    #[test]
    fn what_is_nested_deeper_than_is_read_is_not_written() {
        let holding = |inner: RuleAction| RuleAction {
            blocks: vec![ActionBlock {
                flavor: 0,
                flags: 0,
                data: ActionData::Tag(TaggedPropertyValue::new(
                    tags::SUBJECT,
                    PropertyValue::RuleAction(inner),
                )),
            }],
        };
        let nested = |levels: usize| (1..levels).fold(RuleAction::default(), |inner, _| holding(inner));
        let deepest = nested(Reader::MAX_DEPTH);
        let bytes = deepest.to_bytes().unwrap();
        assert_eq!(RuleAction::decode(&mut Reader::new(bytes)), Ok(deepest.clone()));
        assert!(matches!(
            holding(deepest).to_bytes(),
            Err(EncodeError::Unsupported(_))
        ));
    }

    #[test]
    fn action_length_counts_from_the_type() {
        let action = RuleAction {
            blocks: vec![ActionBlock {
                flavor: 0,
                flags: 0,
                data: ActionData::Delete,
            }],
        };
        assert_eq!(
            action.to_bytes().unwrap()[..],
            [1, 0, 9, 0, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0]
        );
    }

    #[test]
    fn an_action_longer_than_its_content_is_an_error() {
        let bytes = [1, 0, 10, 0, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let error = RuleAction::decode(&mut Reader::new(bytes.to_vec())).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::Trailing(1));
    }
}
