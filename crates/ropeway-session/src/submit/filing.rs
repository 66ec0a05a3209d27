//! What becomes of a message after it was sent ([MS-OXOMSG] 3.3.5.1.3).

use crate::folders::{self, Folder, SENT_ITEMS};
use crate::host::SubmissionKey;
use crate::mailbox::{Mailbox, State};
use bytes::Bytes;
use ropeway_message::Message;
use ropeway_types::wire::{Decode, Reader};
use ropeway_types::{FolderId, Guid, MessageId, ServerId, tags};

/// Files a message that was accepted for sending: as PidTagTargetEntryId says; else deletes it if
/// PidTagDeleteAfterSubmit is set; else moves it to the folder of PidTagSentMailSvrEID or
/// PidTagSentMailEntryId; else to Sent Items.
pub(crate) fn file(mailbox: &mut Mailbox, id: MessageId, key: SubmissionKey, address: &str) {
    let Some(stored) = mailbox.message(id) else { return };
    let origin = stored.folder;
    let target = target(&stored.message, address);
    let delete = stored.message.properties.bool(tags::DELETE_AFTER_SUBMIT) == Some(true);
    let folder = sent_folder(&stored.message, address);
    mailbox.set_state(id, State::Sent { key, origin });
    if let Some((folder, new_id)) = target
        && mailbox.rename(id, new_id)
    {
        mailbox.move_to(new_id, folder);
    } else if delete {
        mailbox.delete(id);
    } else {
        mailbox.move_to(id, folder.unwrap_or(SENT_ITEMS));
    }
}

/// A folder that messages can be filed in.
fn usable(id: FolderId) -> Option<FolderId> {
    Folder::find(id).filter(|folder| !folder.is_search()).map(|_| id)
}

fn sent_folder(message: &Message, address: &str) -> Option<FolderId> {
    let by_server_id = || match ServerId::parse(message.properties.binary(tags::SENT_MAIL_SVR_EID)?).ok()? {
        ServerId::Ours { folder_id, .. } => usable(folder_id),
        ServerId::Client(_) => None,
    };
    let by_entry_id = || {
        let mut reader = Reader::new(message.properties.binary(tags::SENT_MAIL_ENTRY_ID)?.clone());
        usable(FolderId::new(
            folders::REPLICA_ID,
            entry_id_object(&mut reader, 0x0001, address)?,
        ))
    };
    by_server_id().or_else(by_entry_id)
}

/// Folder and id of PidTagTargetEntryId, a Message EntryID ([MS-OXCDATA] 2.2.4.2).
fn target(message: &Message, address: &str) -> Option<(FolderId, MessageId)> {
    let bytes: &Bytes = message.properties.binary(tags::TARGET_ENTRY_ID)?;
    let mut reader = Reader::new(bytes.clone());
    let folder = entry_id_object(&mut reader, 0x0007, address)?;
    let counter = object(&mut reader, address)?;
    let folder = usable(FolderId::new(folders::REPLICA_ID, folder))?;
    Some((folder, folders::message_id(counter)))
}

/// The counter of the first object of a Folder or Message EntryID of this mailbox.
fn entry_id_object(reader: &mut Reader, object_type: u16, address: &str) -> Option<u64> {
    let _flags = u32::decode(reader).ok()?;
    let provider = Guid::decode(reader).ok()?;
    let kind = u16::decode(reader).ok()?;
    (provider == folders::mailbox_guid(address) && kind == object_type)
        .then(|| object(reader, address))
        .flatten()
}

/// DatabaseGuid, GlobalCounter and Pad.
fn object(reader: &mut Reader, address: &str) -> Option<u64> {
    let database = Guid::decode(reader).ok()?;
    let [a, b, c, d, e, f] = reader.array::<6>().ok()?;
    let _pad = u16::decode(reader).ok()?;
    (database == folders::replica_guid(address)).then(|| u64::from_be_bytes([0, 0, a, b, c, d, e, f]))
}
