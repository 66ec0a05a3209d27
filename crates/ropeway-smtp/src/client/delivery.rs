//! The state of one [`Client::send`](super::Client::send): who is still to be sent to.

use std::collections::VecDeque;
use std::net::SocketAddr;

use super::{Attempt, Report};
use crate::{
    EnhancedStatus, Failure, Host, Problem, ProblemKind, RecipientOutcome, Stage, Transaction,
    TransactionReport,
};

pub(super) struct Delivery<'a> {
    transaction: &'a Transaction,
    /// Recipients without a final outcome, by their index.
    pending: VecDeque<usize>,
    /// The outcome so far; that of a pending recipient holds only if no other host does better.
    outcomes: Vec<Option<RecipientOutcome>>,
    attempts: Vec<Attempt>,
    /// Connections since the last that brought a recipient to an end, and whether the present one did.
    fruitless: usize,
    fruit: bool,
    taken_encrypted: Option<bool>,
}

impl<'a> Delivery<'a> {
    /// Whoever cannot be sent to by any host is decided here, before anything reaches the network.
    pub(super) fn new(transaction: &'a Transaction, max_line_len: usize) -> Self {
        let problems = transaction.problems(max_line_len);
        let undecided = problems
            .iter()
            .enumerate()
            .filter(|(_, problem)| problem.is_none());
        Self {
            transaction,
            pending: undecided.map(|(index, _)| index).collect(),
            outcomes: problems
                .into_iter()
                .map(|p| p.map(RecipientOutcome::Permanent))
                .collect(),
            attempts: Vec::new(),
            fruitless: 0,
            fruit: false,
            taken_encrypted: None,
        }
    }

    pub(super) fn is_over(&self) -> bool {
        self.pending.is_empty()
    }

    pub(super) fn fruitless(&self) -> usize {
        self.fruitless
    }

    /// Notes a connection. If it failed, that is why those who are still pending were not delivered.
    pub(super) fn attempted(
        &mut self,
        host: &Host,
        address: Option<SocketAddr>,
        tls: bool,
        failure: Option<Failure>,
    ) {
        if let Some(failure) = &failure {
            tracing::debug!(
                host = %host.name,
                stage = %failure.stage,
                reply_code = failure.reply.as_ref().map(|reply| reply.code),
                transient = failure.is_transient(),
                "smtp connection failed"
            );
            self.failed(failure, Some(&host.name));
        }
        if std::mem::take(&mut self.fruit) {
            self.fruitless = 0;
        } else if address.is_some() {
            self.fruitless += 1;
        }
        self.attempts.push(Attempt {
            host: host.name.clone(),
            address,
            tls,
            failure,
        });
    }

    /// A failure that concerns all who are pending.
    pub(super) fn failed(&mut self, failure: &Failure, host: Option<&str>) {
        let outcome = RecipientOutcome::Transient(failure.problem(host.map(str::to_owned)));
        for &index in &self.pending {
            if let Some(slot) = self.outcomes.get_mut(index) {
                note(slot, outcome.clone());
            }
        }
    }

    /// The next transaction: the first `limit` pending recipients.
    pub(super) fn next_part(&self, limit: usize) -> (Vec<usize>, Transaction) {
        let indices: Vec<usize> = self.pending.iter().take(limit.max(1)).copied().collect();
        let all = &self.transaction.recipients;
        let recipients = indices
            .iter()
            .filter_map(|&index| all.get(index).cloned())
            .collect();
        let t = self.transaction;
        let part = Transaction {
            reverse_path: t.reverse_path.clone(),
            envid: t.envid.clone(),
            ret: t.ret,
            recipients,
            message: t.message.clone(),
            body_8bit: t.body_8bit,
            smtputf8: t.smtputf8,
        };
        (indices, part)
    }

    /// Takes the outcomes of a transaction. False if the host has refused it for now before it accepted MAIL, so
    /// that another host may be tried.
    pub(super) fn absorb(&mut self, indices: &[usize], report: TransactionReport, tls: bool) -> bool {
        let mut delivered = false;
        let mut open = Vec::new();
        for (&index, outcome) in indices.iter().zip(report.outcomes) {
            delivered |= outcome.is_delivered();
            let elsewhere = matches!(&outcome, RecipientOutcome::Transient(_)) && !report.mail_accepted;
            let Some(slot) = self.outcomes.get_mut(index) else {
                continue;
            };
            if elsewhere || outcome == RecipientOutcome::NotAttempted {
                open.push(index);
                note(slot, outcome);
            } else {
                *slot = Some(outcome);
            }
        }
        let moved_on = open.len() < indices.len();
        // The part was taken from the front; what stays open keeps its place in the order.
        self.pending.drain(..indices.len().min(self.pending.len()));
        for index in open.into_iter().rev() {
            self.pending.push_front(index);
        }
        self.fruit |= moved_on;
        if delivered {
            self.taken_encrypted = Some(self.taken_encrypted.unwrap_or(true) && tls);
        }
        moved_on
    }

    pub(super) fn finish(mut self) -> Report {
        self.apply_521();
        let recipients = self.outcomes.into_iter().map(|outcome| {
            outcome.unwrap_or_else(|| {
                let kind = ProblemKind::NoHost;
                RecipientOutcome::Transient(Problem {
                    status: kind.status(),
                    kind,
                    stage: Stage::Local,
                    reply: None,
                    host: None,
                })
            })
        });
        Report {
            recipients: recipients.collect(),
            attempts: self.attempts,
            tls: self.taken_encrypted.unwrap_or(false),
        }
    }

    /// RFC 7504 section 3: 521 from every host means that nobody there takes mail, now or later.
    fn apply_521(&mut self) {
        let no_mail = |attempt: &Attempt| {
            let reply = attempt
                .failure
                .as_ref()
                .and_then(|failure| failure.reply.as_ref());
            reply.is_some_and(|reply| reply.code == 521)
        };
        if self.attempts.is_empty() || !self.attempts.iter().all(no_mail) {
            return;
        }
        for &index in &self.pending {
            if let Some(Some(outcome)) = self.outcomes.get_mut(index)
                && let RecipientOutcome::Transient(problem) = outcome
            {
                let mut problem = problem.clone();
                problem.status = match problem.reply.as_ref().and_then(|reply| reply.enhanced) {
                    Some(status) => status.in_class(5),
                    // X.3.2, system not accepting network messages (RFC 3463 section 3.4).
                    None => EnhancedStatus::new(5, 3, 2),
                };
                *outcome = RecipientOutcome::Permanent(problem);
            }
        }
    }
}

/// Keeps the outcome of a recipient who is still pending: the newest, but a server's words are not given up for a
/// failure without any. A report to the sender is worth little without them.
fn note(slot: &mut Option<RecipientOutcome>, outcome: RecipientOutcome) {
    let has_reply =
        |outcome: &RecipientOutcome| outcome.problem().is_some_and(|problem| problem.reply.is_some());
    if outcome != RecipientOutcome::NotAttempted
        && (has_reply(&outcome) || !slot.as_ref().is_some_and(has_reply))
    {
        *slot = Some(outcome);
    }
}
