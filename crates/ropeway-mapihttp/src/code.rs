//! X-ResponseCode and X-RequestType.

use std::fmt;

/// X-ResponseCode ([MS-OXCMAPIHTTP] 2.2.3.3.3): what the transport made of a request. Unknown numbers
/// survive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResponseCode(pub u32);

macro_rules! response_codes {
    ($($name:ident = $value:literal, $text:literal;)*) => {
        impl ResponseCode {
            $( #[doc = concat!($text, " ([MS-OXCMAPIHTTP] 2.2.3.3.3).")] pub const $name: Self = Self($value); )*

            /// The specification's words for it, if it has any.
            pub const fn name(self) -> Option<&'static str> {
                match self.0 { $( $value => Some($text), )* _ => None }
            }
        }
    };
}

response_codes! {
    SUCCESS = 0, "Success";
    UNKNOWN_FAILURE = 1, "Unknown Failure";
    INVALID_VERB = 2, "Invalid Verb";
    INVALID_PATH = 3, "Invalid Path";
    INVALID_HEADER = 4, "Invalid Header";
    INVALID_REQUEST_TYPE = 5, "Invalid Request Type";
    INVALID_CONTEXT_COOKIE = 6, "Invalid Context Cookie";
    MISSING_HEADER = 7, "Missing Header";
    ANONYMOUS_NOT_ALLOWED = 8, "Anonymous Not Allowed";
    TOO_LARGE = 9, "Too Large";
    CONTEXT_NOT_FOUND = 10, "Context Not Found";
    NO_PRIVILEGE = 11, "No Privilege";
    INVALID_REQUEST_BODY = 12, "Invalid Request Body";
    MISSING_COOKIE = 13, "Missing Cookie";
    INVALID_SEQUENCE = 15, "Invalid Sequence";
    ENDPOINT_DISABLED = 16, "Endpoint Disabled";
    INVALID_RESPONSE = 17, "Invalid Response";
    ENDPOINT_SHUTTING_DOWN = 18, "Endpoint Shutting Down";
}

impl fmt::Debug for ResponseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name}({})", self.0),
            None => write!(f, "{}", self.0),
        }
    }
}

/// X-RequestType ([MS-OXCMAPIHTTP] 2.2.3.3) of the mailbox endpoint; those of the address-book
/// endpoint (2.2.5) are read as unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RequestType {
    /// Opens a session context (2.2.4.1).
    Connect,
    /// Carries ROPs (2.2.4.2).
    Execute,
    /// Ends a session context (2.2.4.3).
    Disconnect,
    /// Waits for an event (2.2.4.4).
    NotificationWait,
    /// Reaches the endpoint and keeps a context alive (2.2.6).
    Ping,
}

impl RequestType {
    const ALL: [Self; 5] = [
        Self::Connect,
        Self::Execute,
        Self::Disconnect,
        Self::NotificationWait,
        Self::Ping,
    ];

    /// The header's value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "Connect",
            Self::Execute => "Execute",
            Self::Disconnect => "Disconnect",
            Self::NotificationWait => "NotificationWait",
            Self::Ping => "PING",
        }
    }

    /// Reads the header's value, in any case.
    pub fn parse(value: &str) -> Option<Self> {
        let value = value.trim();
        Self::ALL
            .into_iter()
            .find(|t| t.as_str().eq_ignore_ascii_case(value))
    }
}
