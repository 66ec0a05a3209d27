//! Stream ROPs ([MS-OXCROPS] 2.2.9, [MS-OXCPRPT] 3.2.5.11 on).

use super::Opened;
use super::property::is_writable;
use crate::objects::{Key, Kind};
use crate::session::Session;
use crate::stream::{self, Stream};
use crate::value;
use bytes::Bytes;
use ropeway_rop::{RopOpenStreamRequest, stream_mode};
use ropeway_types::{ErrorCode, tags};

/// OpenModeFlags: for writing if that is allowed ([MS-OXCPRPT] 2.2.14.1).
const BEST_ACCESS: u8 = 3;

impl Session {
    /// RopOpenStream; the size.
    pub(crate) fn open_stream(
        &mut self,
        key: Key,
        request: &RopOpenStreamRequest,
    ) -> Result<Opened<u32>, ErrorCode> {
        let tag = request.property_tag;
        if !stream::has_streams(tag.property_type()) {
            return Err(ErrorCode::NOT_SUPPORTED);
        }
        // What is written to another stream of the same property shows here.
        self.commit_streams(key)?;
        let (bag, code_page, read_only, is_attachment) = match self.kind(key) {
            Some(Kind::Message(draft)) => (
                &draft.message.properties,
                draft.code_page,
                draft.writable().is_err(),
                false,
            ),
            Some(Kind::Attachment(attachment)) => (
                &attachment.attachment.properties,
                attachment.code_page,
                attachment.read_only,
                true,
            ),
            _ => return Err(ErrorCode::NOT_SUPPORTED),
        };
        let open_mode = request.open_mode_flags;
        let read_only = read_only || !is_writable(tag);
        let writable = match open_mode {
            stream_mode::READ_ONLY => false,
            BEST_ACCESS => !read_only,
            _ if read_only => return Err(ErrorCode::ACCESS_DENIED),
            _ => true,
        };
        let created = open_mode == stream_mode::CREATE;
        let data = if created {
            Bytes::new()
        } else {
            match bag.value(tag.id()) {
                Some(value) => {
                    let value = value::as_type(value, tag.property_type(), true, code_page);
                    let shown = value.as_ref().and_then(stream::bytes_of);
                    let same = || stream::bytes_of(bag.value(tag.id())?);
                    shown.or_else(same).ok_or(ErrorCode::NOT_FOUND)?
                }
                // A new attachment's data is there and empty for clients that open it to write.
                None if is_attachment && writable && tag.id() == tags::ATTACH_DATA_BINARY.id() => {
                    Bytes::new()
                }
                None => return Err(ErrorCode::NOT_FOUND),
            }
        };
        let max_len = self.shared.config.max_message_size;
        let size = u64::try_from(data.len()).unwrap_or(u64::MAX);
        self.spend(size)?;
        self.objects.room_for(size)?;
        let stream = Stream::new(tag, &data, writable, created, max_len);
        let handle = self.open(key, Kind::Stream(Box::new(stream)))?;
        Ok(Opened {
            answer: u32::try_from(size).unwrap_or(u32::MAX),
            handle,
        })
    }

    /// RopReadStream: at most `limit` bytes of response.
    pub(crate) fn read_stream(&mut self, key: Key, count: u32, limit: usize) -> Result<Bytes, ErrorCode> {
        // RopId, index, ReturnValue and DataSize.
        let room = limit.saturating_sub(8).min(usize::from(u16::MAX));
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        Ok(self.stream_mut(key)?.read(count.min(room)))
    }

    /// RopWriteStream.
    pub(crate) fn write_stream(&mut self, key: Key, data: &[u8]) -> Result<(), ErrorCode> {
        let growth = self.stream_mut(key)?.growth(data);
        if growth <= self.shared.config.max_message_size {
            self.spend(growth)?;
            self.objects.room_for(growth)?;
        }
        self.stream_mut(key)?.write(data)?;
        self.objects.recount(key);
        Ok(())
    }

    /// RopSetStreamSize.
    pub(crate) fn set_stream_size(&mut self, key: Key, size: u64) -> Result<(), ErrorCode> {
        let stream = self.stream_mut(key)?;
        stream.check_writable()?;
        let growth = size.saturating_sub(stream.len());
        if size <= self.shared.config.max_message_size {
            self.spend(growth)?;
            self.objects.room_for(growth)?;
        }
        self.stream_mut(key)?.set_len(size)?;
        self.objects.recount(key);
        Ok(())
    }

    /// RopCommitStream: puts the bytes into the property of the message or attachment.
    pub(crate) fn commit_stream(&mut self, key: Key) -> Result<(), ErrorCode> {
        let parent = self.parent(key);
        let stream = self.stream_mut(key)?;
        stream.check_writable()?;
        if !stream.is_dirty() {
            return Ok(());
        }
        let len = stream.len();
        let tag = stream.tag();
        let owner = parent.ok_or(ErrorCode::OBJECT_DELETED)?;
        let code_page = match self.kind(owner) {
            Some(Kind::Message(draft)) => {
                draft.writable()?;
                draft.code_page
            }
            Some(Kind::Attachment(attachment)) if attachment.read_only => {
                return Err(ErrorCode::ACCESS_DENIED);
            }
            Some(Kind::Attachment(attachment)) => attachment.code_page,
            _ => return Err(ErrorCode::OBJECT_DELETED),
        };
        self.spend(len)?;
        self.objects.room_for(len)?;
        let committed = self.stream_mut(key)?.commit();
        let kept = match committed {
            // The bytes are the property's own already.
            ropeway_types::PropertyValue::String8(_) => value::stored(&committed, code_page),
            other => other,
        };
        self.set_property(owner, tag, kept);
        self.objects.recount(owner);
        Ok(())
    }

    /// Commits what is written to the streams of an object: clients release streams, or save and submit
    /// over them, without a commit.
    pub(crate) fn commit_streams(&mut self, owner: Key) -> Result<(), ErrorCode> {
        for child in self.objects.children(owner) {
            if matches!(self.kind(child), Some(Kind::Stream(stream)) if stream.is_dirty()) {
                self.commit_stream(child)?;
            }
        }
        Ok(())
    }
}
