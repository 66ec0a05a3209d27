//! Who is asking: HTTP credentials, and the seam to whatever knows the users.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, header};
use ropeway_session::{BoxFuture, Identity};
use std::collections::HashMap;
use std::fmt;
use zeroize::Zeroizing;

/// What a request brought to prove who sends it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Credentials {
    /// HTTP Basic (RFC 7617).
    Basic {
        /// The user as the client wrote it: a mail address, or `DOMAIN\user`.
        user: String,
        /// The password.
        password: Password,
    },
}

impl Credentials {
    /// Reads the Authorization header; `None` for a missing, malformed or unknown one. And for two: a
    /// gateway in front may have judged the other.
    pub(crate) fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let mut values = headers.get_all(header::AUTHORIZATION).iter();
        let value = values.next().filter(|_| values.next().is_none())?;
        let value = value.to_str().ok()?;
        let (scheme, token) = value.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("Basic") {
            return None;
        }
        let plain = Zeroizing::new(STANDARD.decode(token.trim()).ok()?);
        // A password may hold colons, a user may not (RFC 7617, 2).
        let (user, password) = std::str::from_utf8(&plain).ok()?.split_once(':')?;
        Some(Self::Basic {
            user: user.to_owned(),
            password: Password::new(password),
        })
    }
}

/// A password: hidden by `Debug`, wiped when dropped.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Wraps a password.
    pub fn new(password: impl Into<String>) -> Self {
        Self(Zeroizing::new(password.into()))
    }

    /// The password itself, for a verifier.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Compares in a time that depends on the length of `given` alone.
    pub fn matches(&self, given: &Password) -> bool {
        let (known, given) = (self.expose().as_bytes(), given.expose().as_bytes());
        let mut known_again = known.iter().cycle();
        let mut difference = u8::from(known.len() != given.len());
        for byte in given {
            difference |= byte ^ known_again.next().copied().unwrap_or(!byte);
        }
        std::hint::black_box(difference) == 0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

/// The users cannot be asked now. The request answers 503; nothing is said about the credentials.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("authentication is unavailable: {0}")]
pub struct AuthenticationError(pub String);

/// Knows the users. It is asked on every request, so a costly check wants a cache behind it.
pub trait Authenticator: Send + Sync {
    /// The user whose credentials these are; `None` if they are wrong.
    ///
    /// # Errors
    /// [`AuthenticationError`] if that cannot be said now.
    fn authenticate<'a>(
        &'a self,
        credentials: &'a Credentials,
    ) -> BoxFuture<'a, Result<Option<Identity>, AuthenticationError>>;

    /// Whether this user may connect with this UserDn ([MS-OXCMAPIHTTP] 2.2.4.1.1). The session belongs
    /// to the authenticated user whatever the answer. Yes, unless implemented.
    ///
    /// # Errors
    /// [`AuthenticationError`] if that cannot be said now.
    fn may_open<'a>(
        &'a self,
        identity: &'a Identity,
        user_dn: &'a str,
    ) -> BoxFuture<'a, Result<bool, AuthenticationError>> {
        let _ = (identity, user_dn);
        Box::pin(std::future::ready(Ok(true)))
    }
}

/// A table of users in memory, for tests and examples: it keeps passwords in the clear.
#[derive(Debug, Clone, Default)]
pub struct StaticAuthenticator {
    users: HashMap<String, (Password, Identity)>,
}

impl StaticAuthenticator {
    /// Nobody.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a user. The name is compared without regard to ASCII case; a user who goes by several names
    /// is added under each.
    #[must_use]
    pub fn with_user(
        mut self,
        name: impl AsRef<str>,
        password: impl Into<String>,
        identity: Identity,
    ) -> Self {
        let name = name.as_ref().to_ascii_lowercase();
        self.users.insert(name, (Password::new(password), identity));
        self
    }
}

impl Authenticator for StaticAuthenticator {
    fn authenticate<'a>(
        &'a self,
        credentials: &'a Credentials,
    ) -> BoxFuture<'a, Result<Option<Identity>, AuthenticationError>> {
        let Credentials::Basic { user, password } = credentials;
        let found = match self.users.get(&user.to_ascii_lowercase()) {
            Some((known, identity)) => known.matches(password).then(|| identity.clone()),
            // The same work for a user who is not there.
            None => {
                let _ = Password::new("nobody").matches(password);
                None
            }
        };
        Box::pin(std::future::ready(Ok(found)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Option<(String, String)> {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, value.parse().unwrap());
        Credentials::from_headers(&headers)
            .map(|Credentials::Basic { user, password }| (user, password.expose().to_owned()))
    }

    #[test]
    fn reads_basic_credentials() {
        let both = |user: &str, password: &str| Some((user.to_owned(), password.to_owned()));
        assert_eq!(
            read("Basic dXNlcjFAZXhhbXBsZS50ZXN0OnB3"),
            both("user1@example.test", "pw")
        );
        assert_eq!(read("bAsIc RFx1OmE6Yg=="), both("D\\u", "a:b"));
    }

    #[test]
    fn takes_nothing_from_malformed_credentials() {
        for value in [
            "",
            "Basic",
            "Basic !",
            "Basic dXNlcg==",
            "Basic //86YQ==",
            "NTLM TlRMTVNTUAAB",
        ] {
            assert_eq!(read(value), None, "{value}");
        }
    }

    #[test]
    fn passwords_match_only_when_equal() {
        let matches = |a: &str, b: &str| Password::new(a).matches(&Password::new(b));
        assert!(matches("secret", "secret") && matches("", ""));
        for (known, given) in [
            ("secret", "secreT"),
            ("ab", "abab"),
            ("abab", "ab"),
            ("", "a"),
            ("a", ""),
        ] {
            assert!(!matches(known, given), "{known} {given}");
        }
    }

    #[test]
    fn debug_shows_no_password() {
        let credentials = Credentials::Basic {
            user: "u".to_owned(),
            password: Password::new("hunter2"),
        };
        assert!(!format!("{credentials:?}").contains("hunter2"));
    }
}
