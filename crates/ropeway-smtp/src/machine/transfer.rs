//! One mail transaction: MAIL, RCPT, DATA, content.

use std::collections::VecDeque;

use bytes::Bytes;

use super::commands::{local_problem, mail_line, message_fits, rcpt_line};
use super::{Expect, TransactionReport};
use crate::content::Position;
use crate::{
    Capabilities, Content, ContentError, DotStuffer, Failure, FailureKind, Problem, ProblemKind,
    RecipientOutcome, Reply, Stage, Transaction,
};

/// The content that one block takes, before dot-stuffing: large enough for few writes, small enough that a slow
/// network moves it within the block's three minutes.
const BLOCK: usize = 64 * 1024;

pub(super) struct Limits {
    pub(super) recipients: usize,
    pub(super) line_len: usize,
    pub(super) reset_first: bool,
}

/// What there is to write.
pub(super) enum Next {
    Nothing,
    Block {
        octets: Bytes,
        last: bool,
    },
    /// The end of data was written.
    AllWritten,
}

enum Slot {
    /// RCPT not sent.
    Waiting,
    Sent,
    Accepted,
    Decided(RecipientOutcome),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mail {
    Unsent,
    Waiting,
    Accepted,
    Refused,
}

enum Data {
    Unsent,
    Waiting,
    Sending {
        position: Position,
        stuffer: DotStuffer,
    },
    /// The end of data was handed out; from here on the host may have the message.
    LastBlock,
    Written,
    LoneDot,
    Over,
}

pub(super) struct Transfer {
    host: String,
    dsn: bool,
    content: Content,
    reset_first: bool,
    mail_line: String,
    rcpt_lines: VecDeque<(usize, String)>,
    slots: Vec<Slot>,
    mail: Mail,
    data: Data,
}

impl Transfer {
    /// Checks everything that can be checked without the host, and writes the commands.
    pub(super) fn new(
        transaction: &Transaction,
        capabilities: &Capabilities,
        host: &str,
        limits: Limits,
    ) -> Self {
        let mut transfer = Self {
            host: host.to_owned(),
            dsn: capabilities.dsn,
            content: transaction.message.clone(),
            reset_first: limits.reset_first,
            mail_line: String::new(),
            rcpt_lines: VecDeque::new(),
            slots: Vec::with_capacity(transaction.recipients.len()),
            mail: Mail::Unsent,
            data: Data::Unsent,
        };
        let utf8 = capabilities.smtputf8 && capabilities.eight_bit_mime;
        if let Err(kind) = message_fits(transaction, capabilities, utf8, limits.line_len) {
            let outcome = transfer.local(kind);
            transfer.slots.extend(
                transaction
                    .recipients
                    .iter()
                    .map(|_| Slot::Decided(outcome.clone())),
            );
            transfer.data = Data::Over;
            return transfer;
        }
        let mut utf8_needed = transaction.smtputf8 || !transaction.reverse_path.is_ascii();
        for (index, recipient) in transaction.recipients.iter().enumerate() {
            let slot = match rcpt_line(recipient, capabilities.dsn, utf8) {
                Err(kind) => Slot::Decided(transfer.local(kind)),
                Ok(_) if transfer.rcpt_lines.len() >= limits.recipients => {
                    Slot::Decided(RecipientOutcome::NotAttempted)
                }
                Ok(line) => {
                    utf8_needed |= !recipient.address.is_ascii();
                    transfer.rcpt_lines.push_back((index, line));
                    Slot::Waiting
                }
            };
            transfer.slots.push(slot);
        }
        if transfer.rcpt_lines.is_empty() {
            transfer.data = Data::Over;
            return transfer;
        }
        match mail_line(transaction, capabilities, utf8_needed) {
            Ok(line) => transfer.mail_line = line,
            Err(kind) => {
                let outcome = transfer.local(kind);
                transfer.decide(|_| true, &outcome);
                transfer.data = Data::Over;
            }
        }
        transfer
    }

    fn local(&self, kind: ProblemKind) -> RecipientOutcome {
        RecipientOutcome::Permanent(local_problem(kind, Some(self.host.clone())))
    }

    /// The next command that may be sent. `all_answered`: no command waits for its reply.
    pub(super) fn next_command(&mut self, all_answered: bool) -> Option<(String, Expect)> {
        if matches!(self.data, Data::Over) {
            return None;
        }
        if std::mem::take(&mut self.reset_first) {
            return Some(("RSET".to_owned(), Expect::Rset));
        }
        match self.mail {
            Mail::Unsent => {
                self.mail = Mail::Waiting;
                return Some((std::mem::take(&mut self.mail_line), Expect::Mail));
            }
            Mail::Refused => return None,
            Mail::Waiting | Mail::Accepted => {}
        }
        if let Some((index, line)) = self.rcpt_lines.pop_front() {
            if let Some(slot) = self.slots.get_mut(index) {
                *slot = Slot::Sent;
            }
            return Some((line, Expect::Rcpt(index)));
        }
        if !matches!(self.data, Data::Unsent) {
            return match self.data {
                Data::LoneDot if all_answered => {
                    self.data = Data::Written;
                    Some((".".to_owned(), Expect::LoneDot))
                }
                _ => None,
            };
        }
        if all_answered && !self.any_accepted() {
            self.data = Data::Over;
            return None;
        }
        self.data = Data::Waiting;
        Some(("DATA".to_owned(), Expect::Data))
    }

    pub(super) fn handle_reply(&mut self, expect: Expect, reply: Reply, needs_reset: &mut bool) {
        let positive = reply.is_positive();
        match expect {
            Expect::Mail if positive => {
                self.mail = Mail::Accepted;
                *needs_reset = true;
            }
            Expect::Mail => {
                self.mail = Mail::Refused;
                self.rcpt_lines.clear();
                let outcome = refused(&reply, Stage::Mail, &self.host, reply.is_transient());
                self.decide(|_| true, &outcome);
            }
            Expect::Rcpt(index) => self.handle_rcpt(index, &reply),
            Expect::Data if reply.is_intermediate() => {
                self.data = if self.any_accepted() {
                    Data::Sending {
                        position: Position::default(),
                        stuffer: DotStuffer::new(),
                    }
                } else {
                    Data::LoneDot
                };
            }
            Expect::Data => {
                // 503 with accepted recipients is some hosts' way to say "too many recipients in one message"
                // (RFC 5321 section 4.5.3.1.10): try later, do not bounce.
                let transient = reply.is_transient() || reply.code == 503;
                let outcome = refused(&reply, Stage::Data, &self.host, transient);
                self.decide(|slot| matches!(slot, Slot::Accepted), &outcome);
                self.data = Data::Over;
            }
            Expect::EndOfData => {
                *needs_reset = false;
                let outcome = if positive {
                    RecipientOutcome::Delivered {
                        reply,
                        host: self.host.clone(),
                        dsn: self.dsn,
                    }
                } else {
                    refused(&reply, Stage::EndOfData, &self.host, reply.is_transient())
                };
                self.decide(|slot| matches!(slot, Slot::Accepted), &outcome);
                self.data = Data::Over;
            }
            Expect::LoneDot => {
                *needs_reset = false;
                self.data = Data::Over;
            }
            _ => {}
        }
        // With MAIL refused the rest of the group still has to be answered, but nothing more is sent.
        if self.mail == Mail::Refused && matches!(self.data, Data::Unsent) {
            self.data = Data::Over;
        }
    }

    fn handle_rcpt(&mut self, index: usize, reply: &Reply) {
        let too_many = self.is_too_many(reply);
        let host = &self.host;
        let Some(slot @ Slot::Sent) = self.slots.get_mut(index) else {
            return;
        };
        *slot = if reply.is_positive() {
            Slot::Accepted
        } else if too_many {
            self.rcpt_lines.clear();
            Slot::Decided(RecipientOutcome::NotAttempted)
        } else {
            // "Too many recipients" at the very first one is no reason to bounce it.
            let transient = reply.is_transient() || is_too_many_status(reply);
            Slot::Decided(refused(reply, Stage::Rcpt, host, transient))
        };
    }

    /// RFC 5321 section 4.5.3.1.10: 452, or 552 from older servers, says that the transaction is full. Both also
    /// mean a full mailbox or disk, so an enhanced status code decides where there is one; and only a transaction
    /// that has recipients can be full, which also means that each new transaction makes progress.
    fn is_too_many(&self, reply: &Reply) -> bool {
        let says_so =
            is_too_many_status(reply) || (matches!(reply.code, 452 | 552) && reply.enhanced.is_none());
        says_so && self.any_accepted()
    }

    fn any_accepted(&self) -> bool {
        self.mail != Mail::Refused && self.slots.iter().any(|slot| matches!(slot, Slot::Accepted))
    }

    /// Content was refused before its end. The reply decides, the rest is not sent.
    pub(super) fn refuse_early(&mut self, reply: &Reply) {
        let outcome = refused(reply, Stage::Content, &self.host, reply.is_transient());
        self.decide(|slot| matches!(slot, Slot::Accepted), &outcome);
    }

    /// The content turned out to be unfit while it was sent; its end must not be.
    pub(super) fn refuse_content(&mut self, error: ContentError) {
        let outcome = self.local(ProblemKind::Content(error));
        self.decide(|_| true, &outcome);
    }

    pub(super) fn next_block(&mut self) -> Result<Next, ContentError> {
        let Data::Sending { position, stuffer } = &mut self.data else {
            if matches!(self.data, Data::LastBlock) {
                self.data = Data::Written;
                return Ok(Next::AllWritten);
            }
            return Ok(Next::Nothing);
        };
        let mut octets = Vec::with_capacity(BLOCK + BLOCK / 16);
        while octets.len() < BLOCK {
            let (piece, end) = self.content.read(position, BLOCK - octets.len());
            if end {
                std::mem::take(stuffer).finish(&mut octets)?;
                self.data = Data::LastBlock;
                return Ok(Next::Block {
                    octets: octets.into(),
                    last: true,
                });
            }
            stuffer.push(piece, &mut octets)?;
        }
        Ok(Next::Block {
            octets: octets.into(),
            last: false,
        })
    }

    /// Nothing is left to send. The replies that are still to come decide nothing.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.data, Data::Over)
    }

    pub(super) fn finish(self) -> TransactionReport {
        let outcomes = self.slots.into_iter().map(|slot| match slot {
            Slot::Decided(outcome) => outcome,
            Slot::Waiting | Slot::Sent | Slot::Accepted => RecipientOutcome::NotAttempted,
        });
        TransactionReport {
            outcomes: outcomes.collect(),
            mail_accepted: self.mail == Mail::Accepted,
        }
    }

    /// The connection failed: whoever is not decided is tried again.
    pub(super) fn abort(mut self, failure: &Failure) -> TransactionReport {
        let end_sent = matches!(self.data, Data::LastBlock | Data::Written);
        let mut problem = failure.problem(Some(self.host.clone()));
        if end_sent && failure.kind != FailureKind::Refused {
            problem.kind = ProblemKind::Unconfirmed(failure.kind.clone());
        }
        self.decide(|_| true, &RecipientOutcome::Transient(problem));
        self.finish()
    }

    fn decide(&mut self, which: impl Fn(&Slot) -> bool, outcome: &RecipientOutcome) {
        for slot in &mut self.slots {
            if !matches!(slot, Slot::Decided(_)) && which(slot) {
                *slot = Slot::Decided(outcome.clone());
            }
        }
    }
}

fn refused(reply: &Reply, stage: Stage, host: &str, transient: bool) -> RecipientOutcome {
    let problem = Problem {
        kind: ProblemKind::Refused,
        stage,
        status: reply.status().in_class(if transient { 4 } else { 5 }),
        reply: Some(reply.clone()),
        host: Some(host.to_owned()),
    };
    if transient {
        RecipientOutcome::Transient(problem)
    } else {
        RecipientOutcome::Permanent(problem)
    }
}

/// X.5.3, too many recipients (RFC 3463 section 3.6).
fn is_too_many_status(reply: &Reply) -> bool {
    reply
        .enhanced
        .is_some_and(|status| (status.subject, status.detail) == (5, 3))
}
