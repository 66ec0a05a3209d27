//! What may stand between the angle brackets of MAIL and RCPT, and after EHLO.
//!
//! The grammar of RFC 5321 section 4.1.2, widened by RFC 6531, with one tolerance: dots may stand anywhere in an
//! unquoted local part, because large providers have issued such addresses.

/// RFC 5321 section 4.5.3.1.1.
const MAX_LOCAL_PART: usize = 64;
/// RFC 5321 section 4.5.3.1.2.
const MAX_DOMAIN: usize = 255;
/// RFC 5321 section 4.5.3.1.3 gives 256 for the path, of which two are the angle brackets.
const MAX_PATH: usize = 254;
/// RFC 3461 section 4.4.
const MAX_ENVID: usize = 100;
/// RFC 3461 section 4.2.
const MAX_ORCPT: usize = 500;

/// Why a value cannot stand in an SMTP command. It was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} {defect}")]
pub struct EnvelopeError {
    /// The value at fault.
    pub field: EnvelopeField,
    /// What is wrong with it.
    pub defect: EnvelopeDefect,
}

/// A value of the envelope or the session that goes into a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnvelopeField {
    /// The argument of EHLO and HELO.
    #[error("ehlo name")]
    EhloName,
    /// The reverse path of MAIL.
    #[error("reverse path")]
    ReversePath,
    /// The forward path of RCPT.
    #[error("recipient address")]
    Recipient,
    /// The ENVID parameter of MAIL (RFC 3461 section 4.4).
    #[error("envelope id")]
    EnvelopeId,
    /// The ORCPT parameter of RCPT (RFC 3461 section 4.2).
    #[error("original recipient")]
    OriginalRecipient,
}

/// What is wrong with a value of the envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnvelopeDefect {
    /// A CR, LF, null or other control character: it could end the command and begin another.
    #[error("has a control character")]
    ControlCharacter,
    /// The value does not follow its grammar.
    #[error("is not well formed")]
    Syntax,
    /// A character outside US-ASCII where the field has no form for it.
    #[error("has a character outside us-ascii")]
    NotAscii,
    /// The value is longer than RFC 5321 section 4.5.3.1 or RFC 3461 allows.
    #[error("is too long")]
    TooLong,
}

use EnvelopeDefect::{ControlCharacter, NotAscii, Syntax, TooLong};

/// Checks a mailbox, `local-part@domain`; RCPT also takes `postmaster` alone (RFC 5321 section 4.1.1.3).
pub(crate) fn check_mailbox(address: &str, field: EnvelopeField) -> Result<(), EnvelopeError> {
    let fail = |defect| EnvelopeError { field, defect };
    mailbox(address, field == EnvelopeField::Recipient).map_err(fail)
}

fn mailbox(address: &str, bare_postmaster: bool) -> Result<(), EnvelopeDefect> {
    no_controls(address)?;
    if bare_postmaster && address.eq_ignore_ascii_case("postmaster") {
        return Ok(());
    }
    // The last at sign outside an address literal; a quoted local part may hold others.
    let (local, domain) = address.rsplit_once('@').ok_or(Syntax)?;
    if local.len() > MAX_LOCAL_PART || domain.len() > MAX_DOMAIN || address.len() > MAX_PATH {
        return Err(TooLong);
    }
    let local_ok = match local.strip_prefix('"') {
        Some(quoted) => is_quoted_content(quoted.strip_suffix('"').ok_or(Syntax)?),
        None => !local.is_empty() && local.chars().all(|c| is_atext(c) || c == '.'),
    };
    if local_ok {
        domain_or_literal(domain)
    } else {
        Err(Syntax)
    }
}

/// The inside of a quoted string: each quote or backslash is escaped.
fn is_quoted_content(content: &str) -> bool {
    let mut chars = content.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return false,
            '\\' if chars.next().is_none_or(|escaped| !escaped.is_ascii()) => return false,
            _ => {}
        }
    }
    true
}

/// RFC 5322 section 3.2.3 atext, with RFC 6531 section 3.3.
fn is_atext(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || is_utf8_text(c)
}

/// A character of RFC 6531 that is neither a control nor white space.
fn is_utf8_text(c: char) -> bool {
    !c.is_ascii() && !c.is_control() && !c.is_whitespace()
}

fn domain_or_literal(domain: &str) -> Result<(), EnvelopeDefect> {
    let ok = match domain.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        Some(inner) => {
            !inner.is_empty()
                && inner
                    .bytes()
                    .all(|b| b.is_ascii_graphic() && !b"[]\\<>@".contains(&b))
        }
        // Underscores are no host name characters, but exist in mail domains.
        None => domain.split('.').all(|label| {
            !label.is_empty()
                && label
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c) || is_utf8_text(c))
        }),
    };
    if ok { Ok(()) } else { Err(Syntax) }
}

fn no_controls(value: &str) -> Result<(), EnvelopeDefect> {
    if value.chars().any(char::is_control) {
        Err(ControlCharacter)
    } else {
        Ok(())
    }
}

/// Checks the argument of EHLO: a domain or an address literal in US-ASCII (RFC 5321 section 4.1.1.1, RFC 6531
/// section 3.7.1).
pub(crate) fn check_ehlo_name(name: &str) -> Result<(), EnvelopeError> {
    let check = || {
        no_controls(name)?;
        if !name.is_ascii() {
            return Err(NotAscii);
        }
        if name.len() > MAX_DOMAIN {
            return Err(TooLong);
        }
        domain_or_literal(name)
    };
    check().map_err(|defect| EnvelopeError {
        field: EnvelopeField::EhloName,
        defect,
    })
}

/// The xtext form of an envelope id: printable US-ASCII (RFC 3461 section 4.4).
pub(crate) fn encode_envid(envid: &str) -> Result<String, EnvelopeError> {
    let fail = |defect| EnvelopeError {
        field: EnvelopeField::EnvelopeId,
        defect,
    };
    no_controls(envid).map_err(fail)?;
    if !envid.is_ascii() {
        return Err(fail(NotAscii));
    }
    let encoded = xtext(envid);
    match encoded.len() {
        0 => Err(fail(Syntax)),
        1..=MAX_ENVID => Ok(encoded),
        _ => Err(fail(TooLong)),
    }
}

/// The wire form of an original recipient, `type;address`: the address becomes xtext (RFC 3461 section 4.2), or
/// utf-8-addr-xtext for the type `utf-8` (RFC 6533 section 3), which needs no SMTPUTF8.
pub(crate) fn encode_orcpt(orcpt: &str) -> Result<String, EnvelopeError> {
    let fail = |defect| EnvelopeError {
        field: EnvelopeField::OriginalRecipient,
        defect,
    };
    no_controls(orcpt).map_err(fail)?;
    let (kind, address) = orcpt.split_once(';').ok_or(fail(Syntax))?;
    // The address type is an RFC 822 atom.
    if kind.is_empty() || address.is_empty() || !kind.chars().all(|c| c.is_ascii() && is_atext(c)) {
        return Err(fail(Syntax));
    }
    let address = if kind.eq_ignore_ascii_case("utf-8") {
        utf8_xtext(address)
    } else if address.is_ascii() {
        xtext(address)
    } else {
        return Err(fail(NotAscii));
    };
    let encoded = format!("{kind};{address}");
    if encoded.len() > MAX_ORCPT {
        Err(fail(TooLong))
    } else {
        Ok(encoded)
    }
}

/// RFC 3461 section 4: visible US-ASCII but `+` and `=` stands for itself, the rest is `+` and two hex digits.
fn xtext(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for octet in text.bytes() {
        match octet {
            b'!'..=b'~' if octet != b'+' && octet != b'=' => out.push(char::from(octet)),
            _ => out.push_str(&format!("+{octet:02X}")),
        }
    }
    out
}

/// RFC 6533 section 3: what is no QCHAR becomes `\x{HEX}`.
fn utf8_xtext(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '!'..='~' if !"+=\\".contains(c) => out.push(c),
            _ => out.push_str(&format!("\\x{{{:X}}}", u32::from(c))),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipient(address: &str) -> Result<(), EnvelopeDefect> {
        check_mailbox(address, EnvelopeField::Recipient).map_err(|e| e.defect)
    }

    #[test]
    fn takes_the_addresses_of_the_grammar() {
        for address in [
            "user@example.com",
            "first.last+tag@example.com",
            "docomo..user.@example.jp",
            "\"two words\"@example.com",
            "\"a@b\"@example.com",
            "\"q\\\"q\"@example.com",
            "user@[192.0.2.1]",
            "user@[IPv6:2001:db8::1]",
            "δοκιμή@παράδειγμα.example",
            "under_score@my_host.example",
            "Postmaster",
        ] {
            assert_eq!(recipient(address), Ok(()), "{address}");
        }
    }

    #[test]
    fn refuses_every_way_to_inject_a_command() {
        for address in [
            "a@b\r\nDATA",
            "a\n@b",
            "a@b\0",
            "\"a\rb\"@c",
            "a\x7f@b",
            "a\u{85}@b",
            "\"\t\"@b",
        ] {
            assert_eq!(recipient(address), Err(ControlCharacter), "{address:?}");
        }
        for address in [
            "",
            "user",
            "@example.com",
            "user@",
            "a b@example.com",
            "a@b c",
            "a@b> NOTIFY=NEVER",
            "a>@b",
            "<a@b>",
            "@relay.example:a@b",
            "\"open@b",
            "\"@b",
            "\"a\\\"@b",
            "\"a\"b\"@c",
            "a@b..c",
            "a@[1.2.3.4",
            "a@[]",
            "a\u{a0}b@c",
        ] {
            assert_eq!(recipient(address), Err(Syntax), "{address:?}");
        }
    }

    #[test]
    fn postmaster_alone_is_no_reverse_path() {
        assert!(check_mailbox("postmaster", EnvelopeField::ReversePath).is_err());
    }

    #[test]
    fn keeps_the_limits_of_rfc_5321() {
        assert_eq!(recipient(&format!("{}@b", "a".repeat(64))), Ok(()));
        assert_eq!(recipient(&format!("{}@b", "a".repeat(65))), Err(TooLong));
        let domain = |len: usize| format!("a@{}", "b".repeat(len));
        assert_eq!(recipient(&domain(252)), Ok(()));
        assert_eq!(recipient(&domain(253)), Err(TooLong));
    }

    #[test]
    fn ehlo_name_is_an_ascii_domain_or_a_literal() {
        let check = |name: &str| check_ehlo_name(name).map_err(|e| e.defect);
        assert_eq!(check("mx.example.com"), Ok(()));
        assert_eq!(check("[IPv6:2001:db8::1]"), Ok(()));
        assert_eq!(check("mx.example\r\nMAIL FROM:<>"), Err(ControlCharacter));
        assert_eq!(check("mx example"), Err(Syntax));
        assert_eq!(check(""), Err(Syntax));
        assert_eq!(check("bücher.example"), Err(NotAscii));
    }

    #[test]
    fn encodes_the_dsn_parameters() {
        assert_eq!(encode_envid("QQ314159+a=b c").unwrap(), "QQ314159+2Ba+3Db+20c");
        assert_eq!(
            encode_orcpt("rfc822;Bob+x@Example.COM").unwrap(),
            "rfc822;Bob+2Bx@Example.COM"
        );
        assert_eq!(
            encode_orcpt("utf-8;é+\\@x").unwrap(),
            "utf-8;\\x{E9}\\x{2B}\\x{5C}@x"
        );
    }

    #[test]
    fn refuses_bad_dsn_parameters() {
        let envid = |v: &str| encode_envid(v).unwrap_err().defect;
        assert_eq!(envid("a\r\nb"), ControlCharacter);
        assert_eq!(envid("é"), NotAscii);
        assert_eq!(envid(""), Syntax);
        assert_eq!(envid(&"a".repeat(101)), TooLong);
        let orcpt = |v: &str| encode_orcpt(v).unwrap_err().defect;
        assert_eq!(orcpt("rfc822;a\0b"), ControlCharacter);
        assert_eq!(orcpt("rfc822;é@x"), NotAscii);
        assert_eq!(orcpt("a@b"), Syntax);
        assert_eq!(orcpt("rfc 822;a@b"), Syntax);
        assert_eq!(orcpt(&format!("rfc822;{}", "a".repeat(494))), TooLong);
    }

    #[test]
    fn says_what_is_wrong_with_which_field() {
        let error = check_mailbox("a b@c", EnvelopeField::ReversePath).unwrap_err();
        assert_eq!(error.to_string(), "reverse path is not well formed");
    }
}
