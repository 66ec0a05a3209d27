//! From the greeting to a session that is ready: EHLO, STARTTLS, AUTH.

use std::time::Instant;

use super::auth::{Exchange, Step};
use super::{ClientSession, Event, Expect, Phase};
use crate::{Capabilities, FailureKind, Reply, Stage, TlsPolicy, TraceKind};

impl ClientSession {
    /// Handles the reply if it belongs to the opening; says whether it did.
    pub(super) fn open(&mut self, expect: Expect, reply: &Reply, now: Instant) -> bool {
        match expect {
            Expect::Greeting if reply.is_positive() => {
                self.masked = reply.lines.iter().any(|line| line.contains("****"));
                self.answered();
                self.send_ehlo(now);
            }
            Expect::Ehlo if reply.is_positive() => {
                self.answered();
                self.capabilities = Capabilities::from_ehlo(reply);
                self.after_hello(now);
            }
            // RFC 5321 section 3.2: a server that does not know EHLO is spoken to without extensions.
            Expect::Ehlo if reply.is_permanent() => {
                self.answered();
                let line = format!("HELO {}", self.config.ehlo_name);
                self.send(&line, Expect::Helo, now);
            }
            Expect::Helo if reply.is_positive() => {
                self.answered();
                self.after_hello(now);
            }
            Expect::StartTls if reply.is_positive() => {
                self.answered();
                self.phase = Phase::Handshake;
                self.deadline = now.checked_add(self.config.timeouts.tls_handshake);
                self.events.push_back(Event::StartTls);
            }
            Expect::StartTls if self.host.tls == TlsPolicy::Opportunistic => {
                self.answered();
                self.authenticate(now);
            }
            Expect::Auth => self.continue_auth(reply, now),
            Expect::Greeting | Expect::Ehlo | Expect::Helo | Expect::StartTls => {
                self.give_up(expect.stage(), FailureKind::Refused, Some(reply), now);
            }
            _ => return false,
        }
        true
    }

    fn answered(&mut self) {
        self.pending.pop_front();
        self.deadline = None;
    }

    pub(super) fn send_ehlo(&mut self, now: Instant) {
        // Nothing that a former EHLO reply said is valid any more (RFC 3207 section 4.2).
        self.capabilities = Capabilities::default();
        let line = format!("EHLO {}", self.config.ehlo_name);
        self.send(&line, Expect::Ehlo, now);
    }

    fn after_hello(&mut self, now: Instant) {
        match self.host.tls {
            _ if self.tls => self.authenticate(now),
            TlsPolicy::Never => self.authenticate(now),
            TlsPolicy::Opportunistic | TlsPolicy::Required { .. } if self.capabilities.starttls => {
                self.send("STARTTLS", Expect::StartTls, now);
            }
            TlsPolicy::Opportunistic => self.authenticate(now),
            TlsPolicy::Required { .. } => {
                self.give_up(Stage::StartTls, FailureKind::TlsNotOffered, None, now);
            }
        }
    }

    fn authenticate(&mut self, now: Instant) {
        let Some(credentials) = self.host.credentials.clone() else {
            return self.ready();
        };
        if !self.tls && !credentials.allow_clear {
            return self.give_up(Stage::Auth, FailureKind::AuthNeedsTls, None, now);
        }
        self.auth = Some(Exchange::new(credentials));
        self.next_mechanism(now);
    }

    fn next_mechanism(&mut self, now: Instant) {
        let step = self
            .auth
            .as_mut()
            .and_then(|auth| auth.start(&self.capabilities.auth));
        match step {
            Some(step) => self.send_auth(step, now),
            None => self.give_up(Stage::Auth, FailureKind::NoAuthMechanism, None, now),
        }
    }

    fn send_auth(&mut self, step: Step, now: Instant) {
        self.trace(|| TraceKind::Sent(step.shown.to_owned()));
        self.send_untraced(&step.line, Expect::Auth, now);
    }

    fn continue_auth(&mut self, reply: &Reply, now: Instant) {
        if reply.is_positive() {
            self.answered();
            return self.ready();
        }
        if reply.is_intermediate() {
            self.answered();
            if let Some(step) = self.auth.as_mut().map(Exchange::challenge) {
                self.send_auth(step, now);
            }
            return;
        }
        // RFC 4954 section 4: 504 says that the mechanism is not known after all. Any other refusal concerns the
        // credentials, which are not offered again in a weaker form.
        if reply.code == 504 {
            self.answered();
            return self.next_mechanism(now);
        }
        self.give_up(Stage::Auth, FailureKind::Refused, Some(reply), now);
    }

    fn ready(&mut self) {
        self.auth = None;
        self.phase = Phase::Ready;
        self.deadline = None;
        self.events.push_back(Event::Ready);
    }
}
