//! One message to one next hop.

use crate::content::Rendered;
use crate::delivery::Target;
use crate::destinations::{NoPlace, Place};
use crate::relay::Core;
use crate::wording;
use ropeway_queue::{Diagnostic, EntryView};
use ropeway_route::{Host, NextHop, TlsRequirement};
use ropeway_smtp::{Attempt, Notify, Recipient, RecipientOutcome, Ret, Stage, TlsPolicy, Transaction};
use std::time::{Duration, SystemTime};

/// What became of one recipient.
#[derive(Clone)]
pub(crate) enum Sent {
    /// The mailbox has it.
    HandedOver,
    /// The hop took responsibility.
    Delivered {
        diagnostic: Diagnostic,
        reports_success: bool,
    },
    /// The attempt failed.
    Failed { diagnostic: Diagnostic, transient: bool },
    /// There was no attempt: no place, or a hop known to be dead.
    NotTried {
        diagnostic: Option<Diagnostic>,
        retry_in: Duration,
    },
}

/// Transmits to all recipients that share a next hop.
pub(crate) async fn to_hop(
    core: &Core,
    entry: &EntryView,
    rendered: Rendered,
    hop: NextHop,
    targets: Vec<Target>,
) -> Vec<(usize, Sent)> {
    let place = match core.destinations.enter(&hop).await {
        Ok(place) => place,
        Err(no_place) => return for_all(&targets, &not_tried(no_place)),
    };
    let hosts = match core.router.resolve(&hop).await {
        Ok(hosts) => hosts,
        Err(failure) => {
            let failed = Sent::Failed {
                diagnostic: diagnostic(&failure.status().to_string(), None, failure.text()),
                transient: failure.is_transient(),
            };
            return for_all(&targets, &failed);
        }
    };
    let hosts: Vec<ropeway_smtp::Host> = hosts.into_iter().map(|host| smtp_host(core, host)).collect();
    let transaction = transaction(entry, rendered, &targets);
    let report = core.smtp.send(&hosts, &transaction).await;
    note_health(&place, &report.attempts);
    targets
        .iter()
        .map(|t| t.index)
        .zip(report.recipients.into_iter().map(sent))
        .collect()
}

/// The same for all recipients.
pub(crate) fn for_all(targets: &[Target], sent: &Sent) -> Vec<(usize, Sent)> {
    targets.iter().map(|t| (t.index, sent.clone())).collect()
}

/// What it means to the recipients that their hop has no place.
pub(crate) fn not_tried(no_place: NoPlace) -> Sent {
    match no_place {
        NoPlace::Busy(retry_in) => Sent::NotTried {
            diagnostic: None,
            retry_in,
        },
        NoPlace::Dead { for_another, why } => Sent::NotTried {
            diagnostic: Some(diagnostic("4.4.1", None, &why)),
            // Spread over half as long again, so that those who waited do not come back at once.
            retry_in: for_another.mul_f64(1.0 + fastrand::f64() / 2.0),
        },
    }
}

fn smtp_host(core: &Core, host: Host) -> ropeway_smtp::Host {
    let mut out = ropeway_smtp::Host::new(host.name, host.addresses);
    out.tls = match host.tls {
        TlsRequirement::Disabled => TlsPolicy::Never,
        TlsRequirement::Opportunistic => TlsPolicy::Opportunistic,
        TlsRequirement::Encrypt => TlsPolicy::Required { verify: false },
        // What this version does not know is taken for the strictest it knows.
        _ => TlsPolicy::Required { verify: true },
    };
    out.credentials = host
        .auth
        .and_then(|key| core.config.credentials.get(&key).cloned());
    out
}

fn transaction(entry: &EntryView, rendered: Rendered, targets: &[Target]) -> Transaction {
    let recipients = targets.iter().map(|target| {
        let stored = entry.recipients.get(target.index);
        let mut recipient = Recipient::new(target.address.clone());
        recipient.notify = stored.and_then(|r| r.notify.as_deref()).map(|text| {
            let wish = wording::notify(Some(text));
            Notify {
                success: wish.success(),
                failure: wish.failure(),
                delay: wish.delay(),
            }
        });
        // The first to submit may name the original recipient (RFC 3461 4.2); this relay is that.
        recipient.orcpt = stored
            .and_then(|r| r.orcpt.clone())
            .or_else(|| Some(format!("rfc822;{}", target.address)));
        recipient
    });
    let mut transaction = Transaction::new(entry.reverse_path.clone(), recipients, rendered.content);
    transaction.envid.clone_from(&entry.envid);
    transaction.ret = match entry.ret.as_deref() {
        Some("FULL") => Some(Ret::Full),
        Some("HDRS") => Some(Ret::Headers),
        _ => None,
    };
    transaction.smtputf8 = rendered.needs_smtputf8;
    transaction
}

/// A hop to which every connection failed before mail could be offered is dead for all messages.
fn note_health(place: &Place, attempts: &[Attempt]) {
    let unreachable = |attempt: &Attempt| {
        attempt.failure.as_ref().is_some_and(|failure| {
            matches!(
                failure.stage,
                Stage::Connect
                    | Stage::Greeting
                    | Stage::Ehlo
                    | Stage::StartTls
                    | Stage::TlsHandshake
                    | Stage::Auth
            )
        })
    };
    match attempts.last() {
        Some(last) if attempts.iter().all(unreachable) => {
            let why = last.failure.as_ref().map(ToString::to_string).unwrap_or_default();
            place.dead(&format!("{}: {why}", last.host));
        }
        Some(_) => place.alive(),
        None => {}
    }
}

fn sent(outcome: RecipientOutcome) -> Sent {
    match outcome {
        RecipientOutcome::Delivered { reply, host, dsn, .. } => Sent::Delivered {
            diagnostic: diagnostic(&reply.status().to_string(), Some(host), &reply.to_string()),
            reports_success: dsn,
        },
        RecipientOutcome::NotAttempted => Sent::NotTried {
            diagnostic: None,
            retry_in: Duration::ZERO,
        },
        RecipientOutcome::Transient(problem) => Sent::Failed {
            diagnostic: told(problem),
            transient: true,
        },
        RecipientOutcome::Permanent(problem) => Sent::Failed {
            diagnostic: told(problem),
            transient: false,
        },
        _ => Sent::Failed {
            diagnostic: diagnostic("4.0.0", None, "the outcome of the transaction is unknown"),
            transient: true,
        },
    }
}

fn told(problem: ropeway_smtp::Problem) -> Diagnostic {
    let text = problem
        .reply
        .as_ref()
        .map_or_else(|| problem.to_string(), ToString::to_string);
    diagnostic(&problem.status.to_string(), problem.host, &text)
}

fn diagnostic(status: &str, remote_mta: Option<String>, text: &str) -> Diagnostic {
    Diagnostic {
        status: status.to_owned(),
        remote_mta,
        text: text.to_owned(),
        at: SystemTime::now(),
    }
}
