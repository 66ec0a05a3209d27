//! Submission ([MS-OXOMSG] 3.3.5.1): checks, properties, hand-over, filing.

mod envelope;
mod filing;
mod fill;
mod identity;

pub(crate) use filing::file;

use crate::draft::{self, Home};
use crate::host::SubmissionKey;
use crate::mailbox::{self, Save, State, Stored, message_flags};
use crate::objects::{Key, Kind};
use crate::session::Session;
use ropeway_message::{AttachMethod, Envelope, Message, NamedProperties, Submission};
use ropeway_types::{CodePage, ErrorCode, FolderId, MessageId, TaggedPropertyValue, tags};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::SystemTime;

/// How a message is submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// RopSubmitMessage, whatever its SubmitFlags.
    ///
    /// PreProcess asks for what a server does anyway. NeedsSpooler asks it to keep the message in the
    /// Spooler Queue folder until a client has sent it; but folders are memory here, and a success would
    /// promise what the next crash breaks. So the server sends every message itself.
    Submit,
    /// RopTransportSend: now, and by the server.
    TransportSend,
}

/// What is to be submitted, taken from its handle.
struct Pending {
    message: Message,
    id: Option<MessageId>,
    folder: FolderId,
    version: u64,
    handled: BTreeSet<u32>,
    code_page: CodePage,
}

impl Session {
    /// Submits the message of a handle; the properties that were set on it.
    ///
    /// Nothing of the message is changed unless this succeeds, but that its open streams are committed.
    /// A caller that drops the future while the sink decides leaves the message unsubmitted: if the sink
    /// took it all the same, a client that tries again sends it twice. The other choice would lose it.
    pub(crate) async fn submit(&mut self, key: Key, way: Way) -> Result<Vec<TaggedPropertyValue>, ErrorCode> {
        self.check_submittable(key)?;
        self.commit_streams(key)?;
        let pending = self.pending(key)?;
        let now = self.shared.clock.now();
        let config = &self.shared.config;

        let recipients = envelope::recipients(
            &pending.message,
            &pending.handled,
            pending.code_page,
            config.max_recipients,
        )?;
        if draft::size(&pending.message) > config.max_message_size {
            return Err(ErrorCode::MAX_SUBMISSION_EXCEEDED);
        }
        let directory = Arc::clone(&self.shared.directory);
        let senders =
            identity::senders(&*directory, &self.identity, &pending.message, pending.code_page).await?;
        check_references(&pending.message)?;

        let mut message = pending.message;
        let times = fill::fill(
            &mut message,
            &fill::Context {
                now,
                senders: &senders,
                locale: self.locale,
                code_page: self.code_page,
            },
        );
        let deferred = match way {
            Way::Submit => times.deferred.filter(|due| *due > now),
            Way::TransportSend => None,
        };
        let answer = fill::returned(&message);

        let save = Save {
            id: pending.id,
            folder: pending.folder,
            message: message.clone(),
            version: pending.version,
            force: false,
            associated: false,
            handled: pending.handled,
        };
        let mark = Mark::set(&self.mailbox, save)?;
        let id = mark.id;
        let version = mark.version;
        let submission_key = new_key(&self.identity.address, id);
        let submission = Submission {
            message: snapshot(message.clone(), &self.mailbox().names),
            envelope: Envelope {
                reverse_path: envelope::reverse_path(&message, &senders),
                recipients,
                envelope_id: None,
                return_content: None,
                deferred_until: deferred,
                expires: times.expires,
            },
        };
        let sink = Arc::clone(&self.shared.sink);
        if let Err(error) = sink.submit(submission, submission_key.clone()).await {
            tracing::debug!(%id, %error, "submission refused");
            return Err(error.error_code());
        }
        mark.keep();
        tracing::debug!(%id, deferred = deferred.is_some(), "submission accepted");
        self.accepted(id, submission_key, deferred, way);
        self.submitted(key, id, version, message);
        Ok(answer)
    }

    /// Conditions on the object and its state ([MS-OXOMSG] 3.3.5.1).
    fn check_submittable(&mut self, key: Key) -> Result<(), ErrorCode> {
        let (id, submitted, version) = match self.kind(key) {
            Some(Kind::Message(draft)) if matches!(draft.home, Home::Folder(_)) => {
                (draft.id, draft.submitted, draft.version)
            }
            _ => return Err(ErrorCode::NOT_SUPPORTED),
        };
        if submitted {
            let is_draft = |stored: &&Stored| stored.state == State::Draft;
            let cost = id.and_then(|id| self.mailbox().message(id).filter(is_draft).map(Stored::cost));
            self.spend(cost.ok_or(ErrorCode::SUBMITTED)?)?;
            let stored = id.and_then(|id| self.mailbox().message(id).cloned());
            match stored {
                // Taken back since: the handle goes on with what is stored.
                Some(stored) if stored.state == State::Draft => {
                    let draft = self.draft_mut(key)?;
                    draft.submitted = false;
                    draft.version = stored.version;
                    draft.message = stored.message;
                    draft.handled = stored.handled;
                    draft.recount();
                    self.objects.recount(key);
                }
                _ => return Err(ErrorCode::SUBMITTED),
            }
        } else if let Some(id) = id {
            let mailbox = self.mailbox();
            let stored = mailbox.message(id).ok_or(ErrorCode::OBJECT_DELETED)?;
            check_state(stored, version)?;
        }
        let draft = self.draft(key)?;
        if draft.read_only || draft.associated {
            return Err(ErrorCode::ACCESS_DENIED);
        }
        Ok(())
    }

    /// The message as it would be saved now.
    fn pending(&mut self, key: Key) -> Result<Pending, ErrorCode> {
        let cost = self.draft(key)?.cost;
        self.spend(cost)?;
        let now = self.now();
        let draft = self.draft_mut(key)?;
        let Home::Folder(folder) = draft.home else {
            return Err(ErrorCode::NOT_SUPPORTED);
        };
        // The handle keeps what it has until the submission is accepted.
        let before = draft.message.clone();
        draft.refresh(now);
        let message = std::mem::replace(&mut draft.message, before);
        draft.recount();
        Ok(Pending {
            message,
            id: draft.id,
            folder,
            version: draft.version,
            handled: draft.handled.clone(),
            code_page: draft.code_page,
        })
    }

    /// What an accepted submission changes in the mailbox.
    fn accepted(&self, id: MessageId, key: SubmissionKey, deferred: Option<SystemTime>, way: Way) {
        let mut mailbox = self.mailbox();
        match (deferred, way) {
            (Some(due), _) => mailbox.set_state(id, State::Deferred { key, due }),
            (None, Way::Submit) => file(&mut mailbox, id, key, &self.identity.address),
            // Filing is the spooling client's ([MS-OXOMSG] 3.3.5.7).
            (None, Way::TransportSend) => {
                if let Some(origin) = mailbox.message(id).map(|stored| stored.folder) {
                    mailbox.set_state(id, State::Sent { key, origin });
                }
            }
        }
    }

    /// What the handle shows from now on.
    fn submitted(&mut self, key: Key, id: MessageId, version: u64, mut message: Message) {
        mark_submitted(&mut message);
        if let Ok(draft) = self.draft_mut(key) {
            draft.message = message;
            draft.id = Some(id);
            draft.version = version;
            draft.submitted = true;
            draft.recount();
        }
        self.objects.recount(key);
    }
}

/// A key that no other submission has, of this mailbox or another, before a restart or after.
fn new_key(address: &str, id: MessageId) -> SubmissionKey {
    SubmissionKey(format!("{address}/{id}/{:016x}", fastrand::u64(..)))
}

fn mark_submitted(message: &mut Message) {
    let flags = message.properties.int(tags::MESSAGE_FLAGS).unwrap_or(0);
    let flags = (flags & !message_flags::UNSENT) | message_flags::SUBMITTED;
    message.properties.set(tags::MESSAGE_FLAGS, flags);
}

/// Whether the stored state lets a handle that was opened at `version` submit. No two handles may win.
fn check_state(stored: &Stored, version: u64) -> Result<(), ErrorCode> {
    match stored.state {
        State::Draft => Ok(()),
        // Opened after it was sent, to be sent once more.
        State::Sent { .. } if stored.version == version => Ok(()),
        _ => Err(ErrorCode::SUBMITTED),
    }
}

/// The mark of a message that is being handed over: taken back when dropped, unless kept.
struct Mark {
    mailbox: Arc<mailbox::Shared>,
    id: MessageId,
    version: u64,
    before: Option<Stored>,
    armed: bool,
}

impl Mark {
    /// Saves the message and marks it, in one step for all sessions.
    fn set(mailbox: &Arc<mailbox::Shared>, save: Save) -> Result<Self, ErrorCode> {
        let mut locked = mailbox::lock(mailbox);
        let before = save.id.and_then(|id| locked.message(id).cloned());
        if let Some(before) = &before {
            check_state(before, save.version)?;
        }
        let saved = locked.save(save)?;
        locked.set_state(saved.id, State::Submitting);
        drop(locked);
        Ok(Self {
            mailbox: Arc::clone(mailbox),
            id: saved.id,
            version: saved.version,
            before,
            armed: true,
        })
    }

    /// The submission is accepted.
    fn keep(mut self) {
        self.armed = false;
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        if self.armed {
            let mut mailbox = mailbox::lock(&self.mailbox);
            mailbox.restore(self.id, self.before.take());
        }
    }
}

/// The message as it leaves the mailbox.
fn snapshot(mut message: Message, names: &NamedProperties) -> Message {
    mark_submitted(&mut message);
    for recipient in &mut message.recipients {
        // The envelope says who gets the message.
        recipient.properties.remove(tags::RESPONSIBILITY.id());
    }
    own_names(&mut message, names);
    message
}

/// Gives a message, and those embedded in it, the names of just the properties it has.
fn own_names(message: &mut Message, names: &NamedProperties) {
    let recipients = message.recipients.iter().map(|r| &r.properties);
    let attachments = message.attachments.iter().map(|a| &a.properties);
    let mut own = NamedProperties::new();
    for bag in recipients.chain(attachments).chain([&message.properties]) {
        for (tag, _) in bag.iter().filter(|(tag, _)| tag.is_named()) {
            if own.name(tag.id()).is_none()
                && let Some(name) = names.name(tag.id())
            {
                own.insert(tag.id(), name.clone());
            }
        }
    }
    message.named_properties = own;
    for embedded in message
        .attachments
        .iter_mut()
        .filter_map(|a| a.embedded.as_deref_mut())
    {
        own_names(embedded, names);
    }
}

/// Attachments by reference must name a path ([MS-OXOMSG] 3.3.5.1.1: RequiresRefResolve).
fn check_references(message: &Message) -> Result<(), ErrorCode> {
    for attachment in &message.attachments {
        let by_reference = matches!(
            attachment.method(),
            AttachMethod(2..=4) | AttachMethod::BY_WEB_REFERENCE
        );
        let has_path = [
            tags::ATTACH_LONG_PATHNAME,
            tags::ATTACH_PATHNAME,
            tags::ATTACH_LONG_FILENAME,
        ]
        .into_iter()
        .any(|tag| {
            attachment
                .properties
                .text(tag, CodePage::UTF_8)
                .is_some_and(|path| !path.trim().is_empty())
        });
        if by_reference && !has_path {
            return Err(ErrorCode::REQUIRES_REF_RESOLVE);
        }
    }
    Ok(())
}
