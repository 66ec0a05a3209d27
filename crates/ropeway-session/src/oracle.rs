//! What a fuzzer drives: bytes as the batches of a session, and what must hold whatever they are.
//!
//! Hidden from the documentation and outside the promises of this crate's version.

#![allow(
    clippy::arithmetic_side_effects,
    reason = "an oracle that overflows has found something"
)]

use crate::cost;
use crate::draft::Home;
use crate::host::{
    AbortOutcome, BoxFuture, Clock, Directory, DirectoryError, Identity, SendGrant, SubmissionKey,
    SubmissionSink, SubmitError,
};
use crate::mailbox::message_flags;
use crate::objects::Kind;
use crate::server::{Server, SessionConfig};
use crate::session::{ExecuteError, Session};
use bytes::Bytes;
use ropeway_message::{DirectoryEntry, Submission};
use ropeway_rop::{NoContext, Request, RequestBuffer, ResponseBuffer, ResponseContext, RopLogonRequest};
use ropeway_types::{ProxyAddress, tags};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

/// Small limits, so that they are met.
fn config() -> SessionConfig {
    SessionConfig {
        max_recipients: 10,
        max_message_size: 1 << 17,
        max_attachments: 5,
        max_objects: 20,
        max_session_size: 1 << 19,
        max_mailbox_size: 1 << 18,
    }
}

/// Takes most submissions, refuses some; time goes by with each question for it.
#[derive(Default)]
struct World {
    calls: AtomicU64,
}

impl World {
    fn next(&self) -> u64 {
        self.calls.fetch_add(1, Ordering::Relaxed)
    }
}

impl SubmissionSink for World {
    fn submit(&self, submission: Submission, _: SubmissionKey) -> BoxFuture<'_, Result<(), SubmitError>> {
        let recipients = submission.envelope.recipients.len();
        assert!((1..=config().max_recipients).contains(&recipients));
        assert!(crate::draft::size(&submission.message) <= 2 * config().max_message_size);
        let flags = submission
            .message
            .properties
            .int(tags::MESSAGE_FLAGS)
            .unwrap_or(0);
        assert_eq!(
            flags & (message_flags::SUBMITTED | message_flags::UNSENT),
            message_flags::SUBMITTED
        );
        assert!(
            submission
                .message
                .properties
                .contains(tags::INTERNET_MESSAGE_ID.id())
        );
        let refused = self.next() % 3 == 2;
        Box::pin(async move {
            if refused {
                Err(SubmitError::QueueFull)
            } else {
                Ok(())
            }
        })
    }

    fn abort(&self, _: SubmissionKey) -> BoxFuture<'_, Result<AbortOutcome, SubmitError>> {
        let outcome = match self.next() % 3 {
            0 => AbortOutcome::Aborted,
            1 => AbortOutcome::TooLate,
            _ => AbortOutcome::NotQueued,
        };
        Box::pin(async move { Ok(outcome) })
    }
}

impl Directory for World {
    fn resolve<'a>(
        &'a self,
        addresses: &'a [ProxyAddress],
    ) -> BoxFuture<'a, Result<Vec<Option<DirectoryEntry>>, DirectoryError>> {
        let nobody = addresses.iter().map(|_| None).collect();
        Box::pin(async move { Ok(nobody) })
    }

    fn grant<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<SendGrant, DirectoryError>> {
        let grant = match self.next() % 3 {
            0 => SendGrant::None,
            1 => SendGrant::OnBehalf,
            _ => SendGrant::SendAs,
        };
        Box::pin(async move { Ok(grant) })
    }
}

impl Clock for World {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + self.next() * 60)
    }
}

/// Runs a future that never waits.
fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

/// Runs `data` as several batches against a fresh session, and asserts that every answer keeps to the
/// output that was offered and can be read, and that the session's limits and sums hold.
///
/// Each batch is a length (u16, little-endian), an output size in units of 256 bytes (u8), and a ROP
/// buffer of that length.
///
/// # Panics
/// If something does not hold.
pub fn execute(data: &[u8]) {
    let world = Arc::new(World::default());
    let server = Server::with_clock(config(), world.clone(), world.clone(), world);
    let mut session = server.session(Identity::new("user@fuzz.test"));
    run(&mut session, logon(), 0x8000);
    let mut rest = data;
    while let [low, high, output, tail @ ..] = rest {
        let len = usize::from(u16::from_le_bytes([*low, *high])).min(tail.len());
        let (batch, next) = tail.split_at(len);
        run(
            &mut session,
            Bytes::copy_from_slice(batch),
            usize::from(*output) * 256,
        );
        rest = next;
    }
}

fn logon() -> Bytes {
    let request = RopLogonRequest {
        logon_id: 0,
        output_handle_index: 0,
        logon_flags: 1,
        open_flags: 0,
        store_state: 0,
        essdn: Bytes::new(),
    };
    RequestBuffer::new(vec![request.into()], vec![u32::MAX])
        .encode()
        .unwrap_or_default()
}

fn run(session: &mut Session, batch: Bytes, max_output: usize) {
    let decoded = RequestBuffer::decode(batch.clone(), &NoContext);
    let answer = ready(session.execute(batch, max_output));
    let malformed = matches!(answer, Err(ExecuteError::Malformed(_)));
    assert_eq!(malformed, decoded.is_err());
    if let (Ok(output), Ok(requests)) = (answer, decoded) {
        assert!(
            output.len() <= max_output,
            "{} bytes of {max_output}",
            output.len()
        );
        // Rows are written for columns that only a client of the whole session would know.
        let has_rows = requests
            .requests
            .iter()
            .any(|request| matches!(request, Request::ReadRecipients(_) | Request::QueryRows(_)));
        if !has_rows {
            let mut context = ResponseContext::for_requests(requests.requests);
            let answer = ResponseBuffer::decode(output, &mut context);
            assert!(answer.is_ok(), "unreadable answer: {answer:?}");
        }
    }
    check(session);
}

/// Limits, and the sums that stand for them.
fn check(session: &Session) {
    let limits = &session.shared.config;
    assert!(session.objects.len() <= limits.max_objects);
    let mut total = 0;
    for (key, object) in session.objects.iter() {
        match &object.kind {
            Kind::Message(draft) => {
                assert_eq!(draft.cost, cost::message(&draft.message), "{key:?}");
                assert!(draft.message.attachments.len() <= limits.max_attachments);
                assert!(matches!(draft.home, Home::Folder(_)) || draft.id.is_none());
            }
            Kind::Attachment(attachment) => {
                assert_eq!(
                    attachment.cost,
                    cost::attachment(&attachment.attachment),
                    "{key:?}"
                );
            }
            _ => {}
        }
        total += object.cost();
    }
    assert_eq!(total, session.objects.cost());
    // What a save computes, and what an embedded message adds to its attachment, comes on top.
    assert!(
        total <= 2 * limits.max_session_size,
        "{total} bytes in the session"
    );
    let mailbox = session.mailbox();
    assert!(mailbox.cost() <= limits.max_mailbox_size + (1 << 16));
}
