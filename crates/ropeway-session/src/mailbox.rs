//! What one mailbox keeps between ROPs: drafts, and messages on their way out.

use crate::cost;
use crate::folders::{self, FIRST_MESSAGE, message_id};
use crate::host::SubmissionKey;
use ropeway_message::{Message, NamedProperties};
use ropeway_types::{ErrorCode, FolderId, MessageId, tags};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// Copies of sent messages that a mailbox keeps, so that a client finds what it has just sent. It is no
/// archive: the oldest go first, also when unsent messages need the room.
const MAX_SENT: usize = 64;
/// Counters are 48 bits wide ([MS-OXCDATA] 2.2.1.2).
const MAX_COUNTER: u64 = 1 << 48;

/// PidTagMessageFlags ([MS-OXCMSG] 2.2.1.6).
pub(crate) mod message_flags {
    pub(crate) const READ: i32 = 0x1;
    pub(crate) const UNMODIFIED: i32 = 0x2;
    pub(crate) const SUBMITTED: i32 = 0x4;
    pub(crate) const UNSENT: i32 = 0x8;
    pub(crate) const HAS_ATTACHMENTS: i32 = 0x10;
    pub(crate) const RESEND: i32 = 0x80;
}

/// Where a stored message stands on its way out ([MS-OXOMSG] 3.3.5.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// Not submitted.
    Draft,
    /// Being handed to the sink this moment.
    Submitting,
    /// Accepted; to be sent when its time comes.
    Deferred { key: SubmissionKey, due: SystemTime },
    /// Accepted for sending, and filed.
    Sent {
        key: SubmissionKey,
        /// The folder it was submitted from.
        origin: FolderId,
    },
}

impl State {
    /// Whether it is to be sent yet, as far as the mailbox knows.
    pub(crate) fn is_waiting(&self) -> bool {
        matches!(self, Self::Submitting | Self::Deferred { .. })
    }
}

/// A message of the mailbox.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) folder: FolderId,
    pub(crate) message: Message,
    pub(crate) state: State,
    /// Rises with every save: tells a handle that another one saved in between.
    pub(crate) version: u64,
    pub(crate) associated: bool,
    /// Recipients that this server took responsibility for ([MS-OXOMSG] 3.3.5.1.2), by row id.
    pub(crate) handled: BTreeSet<u32>,
    /// Those of them that were so before the last submission, for when that is taken back.
    handled_before: BTreeSet<u32>,
    cost: u64,
}

impl Stored {
    /// What it counts.
    pub(crate) fn cost(&self) -> u64 {
        self.cost
    }

    fn is_sent(&self) -> bool {
        matches!(self.state, State::Sent { .. })
    }
}

/// A save, from the handle's point of view.
pub(crate) struct Save {
    /// The message's id, if it was saved before.
    pub(crate) id: Option<MessageId>,
    pub(crate) folder: FolderId,
    pub(crate) message: Message,
    /// The version that the handle was opened or last saved with.
    pub(crate) version: u64,
    /// ForceSave: whatever was saved in between.
    pub(crate) force: bool,
    pub(crate) associated: bool,
    pub(crate) handled: BTreeSet<u32>,
}

/// What a successful save tells the handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Saved {
    pub(crate) id: MessageId,
    pub(crate) version: u64,
}

/// One user's mailbox, shared by all sessions of the user.
pub(crate) struct Mailbox {
    /// Names of the properties from 0x8000 up.
    pub(crate) names: NamedProperties,
    messages: BTreeMap<u64, Stored>,
    sent: VecDeque<u64>,
    /// When the first of the deferred messages may be due.
    next_due: Option<SystemTime>,
    next_counter: u64,
    next_version: u64,
    limit: u64,
    cost: u64,
}

/// A mailbox and who may touch it now.
pub(crate) type Shared = Mutex<Mailbox>;

/// Locks a mailbox. One that a panic left behind is whole all the same: nothing is changed in two steps
/// that a panic could part.
pub(crate) fn lock(mailbox: &Shared) -> MutexGuard<'_, Mailbox> {
    mailbox.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Mailbox {
    /// An empty mailbox. Message ids start from the time, so that no id and no submission key comes
    /// back after a restart.
    pub(crate) fn new(limit: u64, now: SystemTime) -> Self {
        let millis = now
            .duration_since(SystemTime::UNIX_EPOCH)
            .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX));
        Self {
            names: NamedProperties::new(),
            messages: BTreeMap::new(),
            sent: VecDeque::new(),
            next_due: None,
            next_counter: millis.clamp(FIRST_MESSAGE, 1 << 47),
            next_version: 1,
            limit,
            cost: 0,
        }
    }

    /// Bytes counted.
    pub(crate) fn cost(&self) -> u64 {
        self.cost
    }

    /// Whether nothing is lost when it is forgotten.
    pub(crate) fn is_disposable(&self) -> bool {
        self.messages.values().all(Stored::is_sent)
    }

    /// Reserves a run of counters for a client; the first of them. `None` when they run out.
    pub(crate) fn reserve(&mut self, count: u32) -> Option<u64> {
        let first = self.next_counter;
        let next = first.saturating_add(u64::from(count));
        (next < MAX_COUNTER).then(|| {
            self.next_counter = next;
            first
        })
    }

    /// A message by its id.
    pub(crate) fn message(&self, id: MessageId) -> Option<&Stored> {
        (id.replica_id() == folders::REPLICA_ID)
            .then(|| self.messages.get(&id.counter()))
            .flatten()
    }

    fn message_mut(&mut self, id: MessageId) -> Option<&mut Stored> {
        if id.replica_id() != folders::REPLICA_ID {
            return None;
        }
        self.messages.get_mut(&id.counter())
    }

    /// Number of messages, in all folders.
    pub(crate) fn len(&self) -> usize {
        self.messages.len()
    }

    /// Ids of the messages of a folder, oldest first. Looks through all messages.
    pub(crate) fn in_folder(&self, folder: FolderId, associated: bool) -> Vec<MessageId> {
        self.messages
            .iter()
            .filter(|(_, stored)| stored.folder == folder && stored.associated == associated)
            .map(|(counter, _)| message_id(*counter))
            .collect()
    }

    /// RopSaveChangesMessage ([MS-OXCMSG] 3.2.5.3).
    pub(crate) fn save(&mut self, save: Save) -> Result<Saved, ErrorCode> {
        let cost = cost::message(&save.message);
        let before = match save.id {
            None => 0,
            Some(id) => {
                let stored = self.message(id).ok_or(ErrorCode::OBJECT_DELETED)?;
                match stored.state {
                    State::Draft | State::Sent { .. } => {}
                    _ => return Err(ErrorCode::ACCESS_DENIED),
                }
                // What was sent meanwhile is not overwritten by force either.
                if stored.version != save.version && (!save.force || stored.is_sent()) {
                    return Err(ErrorCode::OBJECT_MODIFIED);
                }
                stored.cost
            }
        };
        self.make_room(cost.saturating_sub(before), save.id)?;
        let version = self.next_version;
        self.next_version = version.saturating_add(1);
        let counter = match save.id {
            Some(id) => id.counter(),
            None => self.reserve(1).ok_or(ErrorCode::INSUFFICIENT_RESOURCES)?,
        };
        let (state, handled_before) = self
            .messages
            .remove(&counter)
            .map_or((State::Draft, BTreeSet::new()), |old| {
                (old.state, old.handled_before)
            });
        self.cost = self.cost.saturating_add(cost).saturating_sub(before);
        self.messages.insert(
            counter,
            Stored {
                folder: save.folder,
                message: save.message,
                state,
                version,
                associated: save.associated,
                handled: save.handled,
                handled_before,
                cost,
            },
        );
        Ok(Saved {
            id: message_id(counter),
            version,
        })
    }

    /// Makes room for `more` bytes, if need be by forgetting sent copies other than `keep`.
    fn make_room(&mut self, more: u64, keep: Option<MessageId>) -> Result<(), ErrorCode> {
        let keep = keep.map(MessageId::counter);
        let mut at = 0;
        while self.cost.saturating_add(more) > self.limit {
            match self.sent.get(at).copied() {
                None => return Err(ErrorCode::QUOTA_EXCEEDED),
                Some(counter) if Some(counter) == keep => at = at.saturating_add(1),
                Some(counter) => self.forget(counter),
            }
        }
        Ok(())
    }

    fn forget(&mut self, counter: u64) {
        if let Some(stored) = self.messages.remove(&counter) {
            self.cost = self.cost.saturating_sub(stored.cost);
        }
        self.sent.retain(|other| *other != counter);
    }

    /// Puts a message back as it was, or removes it if it was not there.
    pub(crate) fn restore(&mut self, id: MessageId, before: Option<Stored>) {
        self.delete(id);
        if let Some(stored) = before {
            self.cost = self.cost.saturating_add(stored.cost);
            if stored.is_sent() {
                self.sent.push_back(id.counter());
            }
            self.messages.insert(id.counter(), stored);
        }
    }

    /// Deletes a message for good.
    pub(crate) fn delete(&mut self, id: MessageId) {
        if id.replica_id() == folders::REPLICA_ID {
            self.forget(id.counter());
        }
    }

    /// Sets a message's state, and its flags and the recipients' marks with it.
    pub(crate) fn set_state(&mut self, id: MessageId, state: State) {
        let counter = id.counter();
        let Some(stored) = self.message_mut(id) else {
            return;
        };
        let was_sent = stored.is_sent();
        let flags = stored.message.properties.int(tags::MESSAGE_FLAGS).unwrap_or(0);
        let sending = message_flags::SUBMITTED | message_flags::UNSENT;
        let flags = match state {
            State::Draft => (flags & !message_flags::SUBMITTED) | message_flags::UNSENT,
            State::Sent { .. } => (flags & !sending) | message_flags::READ,
            State::Submitting | State::Deferred { .. } => (flags & !sending) | message_flags::SUBMITTED,
        };
        stored.message.properties.set(tags::MESSAGE_FLAGS, flags);
        match state {
            State::Draft => stored.handled = std::mem::take(&mut stored.handled_before),
            State::Submitting => stored.handled_before = stored.handled.clone(),
            State::Deferred { .. } | State::Sent { .. } => {
                stored.handled = stored.message.recipients.iter().map(|r| r.row_id).collect();
            }
        }
        let sent = matches!(state, State::Sent { .. });
        let due = match &state {
            State::Deferred { due, .. } => Some(*due),
            _ => None,
        };
        stored.state = state;
        if let Some(due) = due {
            self.next_due = Some(self.next_due.map_or(due, |first| first.min(due)));
        }
        match (was_sent, sent) {
            (false, true) => {
                self.sent.push_back(counter);
                if self.sent.len() > MAX_SENT
                    && let Some(oldest) = self.sent.front().copied()
                {
                    self.forget(oldest);
                }
            }
            (true, false) => self.sent.retain(|other| *other != counter),
            _ => {}
        }
    }

    /// Sets the flags of `mask` to those of `flags`.
    pub(crate) fn set_flags(&mut self, id: MessageId, flags: i32, mask: i32) {
        if let Some(stored) = self.message_mut(id) {
            let bag = &mut stored.message.properties;
            let old = bag.int(tags::MESSAGE_FLAGS).unwrap_or(0);
            bag.set(tags::MESSAGE_FLAGS, (old & !mask) | (flags & mask));
        }
    }

    /// Moves a message to another folder, under the id it has.
    pub(crate) fn move_to(&mut self, id: MessageId, folder: FolderId) {
        if let Some(stored) = self.message_mut(id) {
            stored.folder = folder;
        }
    }

    /// Gives a message the id that a client chose for it; false if that is taken.
    pub(crate) fn rename(&mut self, id: MessageId, to: MessageId) -> bool {
        if to.replica_id() != folders::REPLICA_ID
            || to.counter() < FIRST_MESSAGE
            || to.counter() >= self.next_counter
            || self.messages.contains_key(&to.counter())
        {
            return false;
        }
        let Some(stored) = self.messages.remove(&id.counter()) else {
            return false;
        };
        self.messages.insert(to.counter(), stored);
        for counter in &mut self.sent {
            if *counter == id.counter() {
                *counter = to.counter();
            }
        }
        true
    }

    /// Files the deferred messages whose time has come ([MS-OXOMSG] 2.2.3.4).
    pub(crate) fn file_due(&mut self, now: SystemTime, address: &str) {
        if self.next_due.is_none_or(|due| due > now) {
            return;
        }
        let due: Vec<(u64, SubmissionKey)> = self
            .messages
            .iter()
            .filter_map(|(counter, stored)| match &stored.state {
                State::Deferred { key, due } if *due <= now => Some((*counter, key.clone())),
                _ => None,
            })
            .collect();
        for (counter, key) in due {
            crate::submit::file(self, message_id(counter), key, address);
        }
        self.next_due = self
            .messages
            .values()
            .filter_map(|stored| match &stored.state {
                State::Deferred { due, .. } => Some(*due),
                _ => None,
            })
            .min();
    }

    /// Where a submitted message is to be found for RopAbortSubmit: in the folder it lies in, or in the
    /// one that it was submitted from.
    pub(crate) fn submitted(&self, folder: FolderId, id: MessageId) -> Option<&Stored> {
        self.message(id).filter(|stored| {
            stored.folder == folder
                || matches!(&stored.state, State::Sent { origin, .. } if *origin == folder)
        })
    }

    /// Puts an aborted message back as the draft it was.
    pub(crate) fn put_back(&mut self, id: MessageId) {
        let origin = match self.message(id).map(|stored| &stored.state) {
            Some(State::Sent { origin, .. }) => Some(*origin),
            _ => None,
        };
        self.set_state(id, State::Draft);
        if let Some(origin) = origin {
            self.move_to(id, origin);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folders::OUTBOX;
    use std::time::Duration;

    fn mailbox(limit: u64) -> Mailbox {
        Mailbox::new(limit, SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000))
    }

    fn save(id: Option<MessageId>, version: u64, body: usize) -> Save {
        let mut message = Message::note();
        message.properties.set(tags::HTML, vec![b'x'; body]);
        Save {
            id,
            folder: OUTBOX,
            message,
            version,
            force: false,
            associated: false,
            handled: BTreeSet::new(),
        }
    }

    fn sent(key: &str) -> State {
        State::Sent {
            key: SubmissionKey(key.to_owned()),
            origin: OUTBOX,
        }
    }

    #[test]
    fn a_save_between_is_a_conflict_unless_forced() {
        let mut mailbox = mailbox(1 << 20);
        let first = mailbox.save(save(None, 0, 1)).unwrap();
        let second = mailbox.save(save(Some(first.id), first.version, 2)).unwrap();
        assert_eq!(
            mailbox.save(save(Some(first.id), first.version, 3)),
            Err(ErrorCode::OBJECT_MODIFIED)
        );
        let forced = Save {
            force: true,
            ..save(Some(first.id), first.version, 3)
        };
        assert!(mailbox.save(forced).unwrap().version > second.version);
    }

    #[test]
    fn drafts_fill_the_quota_and_sent_copies_give_way() {
        let mut mailbox = mailbox(10_000);
        let first = mailbox.save(save(None, 0, 4000)).unwrap();
        assert_eq!(mailbox.save(save(None, 0, 8000)), Err(ErrorCode::QUOTA_EXCEEDED));
        mailbox.set_state(first.id, sent("1"));
        assert!(mailbox.is_disposable());
        let second = mailbox.save(save(None, 0, 8000)).unwrap();
        assert!(mailbox.message(first.id).is_none());
        assert!(mailbox.message(second.id).is_some());
        mailbox.delete(second.id);
        assert_eq!(mailbox.cost, 0);
    }

    #[test]
    fn only_so_many_sent_copies_are_kept() {
        let mut mailbox = mailbox(1 << 30);
        for number in 0..(MAX_SENT + 5) {
            let saved = mailbox.save(save(None, 0, 1)).unwrap();
            mailbox.set_state(saved.id, sent(&number.to_string()));
        }
        assert_eq!(mailbox.in_folder(OUTBOX, false).len(), MAX_SENT);
    }

    #[test]
    fn a_submitted_message_cannot_be_saved() {
        let mut mailbox = mailbox(1 << 20);
        let saved = mailbox.save(save(None, 0, 1)).unwrap();
        mailbox.set_state(saved.id, State::Submitting);
        assert_eq!(
            mailbox.save(save(Some(saved.id), saved.version, 1)),
            Err(ErrorCode::ACCESS_DENIED)
        );
        let flags = mailbox
            .message(saved.id)
            .unwrap()
            .message
            .properties
            .int(tags::MESSAGE_FLAGS);
        assert_eq!(flags, Some(message_flags::SUBMITTED));
    }

    #[test]
    fn ids_stay_unique_over_a_restart() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let first = Mailbox::new(1, now).reserve(1).unwrap();
        let later = Mailbox::new(1, now + Duration::from_secs(1)).reserve(1).unwrap();
        assert_eq!(first, 1_700_000_000_000);
        assert!(later > first);
    }
}
