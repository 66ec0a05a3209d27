//! AUTH PLAIN (RFC 4616) and LOGIN ([MS-XLOGIN]).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::Credentials;

/// The longest AUTH command (RFC 5321 section 4.5.3.1.4), without CRLF; RFC 4954 section 4 forbids an initial
/// response that would exceed it.
const MAX_COMMAND: usize = 510;

/// Cancels an exchange (RFC 4954 section 4).
const CANCEL: &str = "*";

/// A line to send, and how the trace shows it.
pub(super) struct Step {
    pub(super) line: Zeroizing<String>,
    pub(super) shown: &'static str,
}

impl Step {
    fn open(line: &'static str) -> Self {
        Self {
            line: Zeroizing::new(line.to_owned()),
            shown: line,
        }
    }

    fn secret(line: Zeroizing<String>, shown: &'static str) -> Self {
        Self { line, shown }
    }
}

/// What the next challenge asks for. Its text is never read: servers word it as they like ([MS-OXSMTP] 2.2.1), so
/// the order of the exchange alone decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    PlainResponse,
    User,
    Password,
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mechanism {
    Plain,
    Login,
}

impl Mechanism {
    fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::Login => "LOGIN",
        }
    }
}

/// One authentication.
pub(super) struct Exchange {
    credentials: Credentials,
    untried: Vec<Mechanism>,
    want: Want,
}

impl Exchange {
    pub(super) fn new(credentials: Credentials) -> Self {
        // Taken from the end.
        Self {
            credentials,
            untried: vec![Mechanism::Login, Mechanism::Plain],
            want: Want::Nothing,
        }
    }

    /// The AUTH command for the best mechanism that is offered and was not tried.
    pub(super) fn start(&mut self, offered: &[String]) -> Option<Step> {
        while let Some(mechanism) = self.untried.pop() {
            if !offered.iter().any(|name| name == mechanism.name()) {
                continue;
            }
            return Some(match mechanism {
                Mechanism::Plain => self.start_plain(),
                Mechanism::Login => {
                    self.want = Want::User;
                    Step::open("AUTH LOGIN")
                }
            });
        }
        None
    }

    fn start_plain(&mut self) -> Step {
        let line = Zeroizing::new(format!("AUTH PLAIN {}", self.plain_response().as_str()));
        if line.len() > MAX_COMMAND {
            self.want = Want::PlainResponse;
            Step::open("AUTH PLAIN")
        } else {
            self.want = Want::Nothing;
            Step::secret(line, "AUTH PLAIN ***")
        }
    }

    /// The answer to a challenge.
    pub(super) fn challenge(&mut self) -> Step {
        let (line, want) = match self.want {
            Want::PlainResponse => (self.plain_response(), Want::Nothing),
            Want::User => (encode(self.credentials.user.as_bytes()), Want::Password),
            Want::Password => (encode(self.credentials.password.as_bytes()), Want::Nothing),
            Want::Nothing => return Step::open(CANCEL),
        };
        self.want = want;
        Step::secret(line, "***")
    }

    fn plain_response(&self) -> Zeroizing<String> {
        let message = Zeroizing::new(format!(
            "\0{}\0{}",
            self.credentials.user,
            self.credentials.password.as_str()
        ));
        encode(message.as_bytes())
    }
}

fn encode(secret: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(STANDARD.encode(secret))
}
