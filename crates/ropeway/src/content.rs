//! What an entry carries, as stored and as transmitted.

use crate::event::Event;
use crate::local::LocalContent;
use crate::relay::Core;
use bytes::Bytes;
use ropeway_message::{DirectorySnapshot, Message};
use ropeway_mime::{ConvertError, ConvertOptions, Form, requested_form};
use ropeway_queue::{EntryKind, EntryView, QueueError};
use ropeway_types::ProxyAddress;
use std::collections::HashMap;
use std::sync::Arc;

/// The content of an entry. A clone shares it.
#[derive(Clone)]
pub(crate) enum Content {
    /// A submitted message, and its Internet forms as far as they were made.
    Message {
        message: Arc<Message>,
        rendered: Vec<(Form, Rendered)>,
    },
    /// A report, in Internet form from the start.
    Report(Rendered),
}

/// The Internet form. A clone shares the bytes.
#[derive(Clone)]
pub(crate) struct Rendered {
    pub(crate) content: ropeway_smtp::Content,
    pub(crate) bytes: Bytes,
    pub(crate) needs_smtputf8: bool,
}

/// The forms for which a message asks.
#[derive(Default)]
pub(crate) struct Requests {
    message: Form,
    recipients: HashMap<String, Form>,
}

impl Requests {
    /// For a recipient as it was submitted.
    pub(crate) fn of(&self, recipient: &str) -> Form {
        let key = recipient.parse::<ProxyAddress>().map(|address| address.key());
        let own = key.ok().and_then(|key| self.recipients.get(&key));
        own.copied().unwrap_or(self.message)
    }
}

/// The content cannot be had, not in the form that is needed, or not now.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ContentError {
    #[error("the queue cannot give the message")]
    Queue(#[source] QueueError),
    #[error("the stored message is damaged")]
    Stored(#[source] ropeway_message::stored::StoredError),
    #[error("the message cannot be converted: {0}")]
    Convert(#[from] ConvertError),
    #[error(transparent)]
    Directory(#[from] ropeway_session::DirectoryError),
    #[error("conversion was interrupted")]
    Interrupted,
}

impl ContentError {
    /// The status for the sender's report (RFC 3463).
    pub(crate) const fn status(&self) -> &'static str {
        match self {
            Self::Convert(_) => "5.6.3",
            _ if self.is_transient() => "4.3.0",
            _ => "5.3.0",
        }
    }

    /// A disk or a directory that fails now says nothing about the message.
    pub(crate) const fn is_transient(&self) -> bool {
        match self {
            Self::Queue(error) => !matches!(error, QueueError::Corrupt { .. } | QueueError::NotFound { .. }),
            Self::Stored(_) | Self::Convert(_) => false,
            Self::Directory(_) | Self::Interrupted => true,
        }
    }
}

impl Content {
    /// Reads the content of an entry.
    pub(crate) async fn load(core: &Core, entry: &EntryView) -> Result<Self, ContentError> {
        let payload = core.queue.payload(entry.id).await.map_err(ContentError::Queue)?;
        Ok(match entry.kind {
            EntryKind::Report => {
                let content = payload.clone().into();
                Self::Report(Rendered {
                    content,
                    bytes: payload,
                    needs_smtputf8: false,
                })
            }
            _ => {
                let message = ropeway_message::stored::read(&payload).map_err(ContentError::Stored)?;
                Self::Message {
                    message: Arc::new(message),
                    rendered: Vec::new(),
                }
            }
        })
    }

    /// The content for local delivery.
    pub(crate) fn local(&self) -> LocalContent<'_> {
        match self {
            Self::Message { message, .. } => LocalContent::Message(message),
            Self::Report(rendered) => LocalContent::Report(&rendered.bytes),
        }
    }

    /// For which form the message asks, for itself and for its recipients by their addresses' keys
    /// ([MS-OXCMAIL] 2.1).
    pub(crate) fn requests(&self) -> Requests {
        let Self::Message { message, .. } = self else {
            return Requests::default();
        };
        let code_page = message.code_page();
        let recipients = message.recipients.iter().filter_map(|recipient| {
            let form = requested_form(message, Some(recipient)).unwrap_or_default();
            Some((recipient.address(code_page)?.key(), form))
        });
        Requests {
            message: requested_form(message, None).unwrap_or_default(),
            recipients: recipients.collect(),
        }
    }

    /// An Internet form, made once. It is the same at every attempt: its date, ids and boundaries come from
    /// the entry.
    pub(crate) async fn render(
        &mut self,
        core: &Core,
        entry: &EntryView,
        form: Form,
    ) -> Result<Rendered, ContentError> {
        let (message, rendered) = match self {
            Self::Report(rendered) => return Ok(rendered.clone()),
            Self::Message { message, rendered } => (message, rendered),
        };
        if let Some((_, done)) = rendered.iter().find(|(made, _)| *made == form) {
            return Ok(done.clone());
        }
        let directory = snapshot(core, message).await?;
        let message = Arc::clone(message);
        let (date, domain, seed) = (entry.not_before, core.config.host_name.clone(), seed(entry));
        // Large messages take a while to convert; other work goes on meanwhile.
        let converted = tokio::task::spawn_blocking(move || {
            let mut options = ConvertOptions::new(&directory);
            options.date = date;
            options.message_id_domain = &domain;
            options.seed = seed;
            options.form = form;
            ropeway_mime::convert(&message, &options).and_then(|mime| {
                let findings = mime
                    .report()
                    .findings()
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>();
                let bytes = mime
                    .to_bytes()
                    .map_err(|error| ConvertError::Unreadable { kind: error.kind() })?;
                Ok((bytes, mime.needs_smtputf8(), findings))
            })
        });
        let (bytes, needs_smtputf8, findings) = converted.await.map_err(|_| ContentError::Interrupted)??;
        let done = Rendered {
            content: bytes.clone().into(),
            bytes,
            needs_smtputf8,
        };
        core.emit(&Event::Converted {
            id: entry.id,
            size: done.content.size(),
            findings,
        });
        rendered.push((form, done.clone()));
        Ok(done)
    }
}

/// What the directory knows of the people that a message names.
async fn snapshot(core: &Core, message: &Message) -> Result<DirectorySnapshot, ContentError> {
    let addresses = ropeway_mime::addresses(message);
    let mut snapshot = DirectorySnapshot::new();
    if !addresses.is_empty() {
        let answers = crate::directory::ask(core, &addresses).await?;
        for (address, entry) in addresses.iter().zip(answers) {
            if let Some(entry) = entry {
                snapshot.insert(address, entry);
            }
        }
    }
    Ok(snapshot)
}

/// Tells messages of one queue apart by their ids, and those of several by the time.
fn seed(entry: &EntryView) -> u64 {
    let arrival = entry
        .not_before
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(arrival.as_nanos() & u128::from(u64::MAX)).unwrap_or_default()
        ^ entry.id.as_u64().rotate_left(40)
}
