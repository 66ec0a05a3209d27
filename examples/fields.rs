//! The fields of a recorded line.

use base64::Engine;
use bytes::Bytes;
use hyper::header::{HeaderName, HeaderValue};
use ropeway::rop::UNASSIGNED_HANDLE;
use serde_json::Value;

/// The result of reading a field; the error names it.
pub(crate) type Parsed<T> = std::result::Result<T, String>;

/// The domain of a user who is named without one.
const DOMAIN: &str = "example.test";
/// Headers that belong to the connection and the session, not to the recording.
const OUR_OWN: [&str; 13] = [
    "host",
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "te",
    "expect",
    "upgrade",
    "connection",
    "cookie",
    "authorization",
    "accept-encoding",
    "content-type",
    "x-requesttype",
];

/// A text, if the field is there.
pub(crate) fn text<'a>(value: &'a Value, name: &str) -> Parsed<Option<&'a str>> {
    match value.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("field {name} is no string")),
    }
}

/// Bytes in hexadecimal digits, if the field is there.
pub(crate) fn hex(value: &Value, name: &str) -> Parsed<Option<Vec<u8>>> {
    text(value, name)?.map(|digits| bytes(digits, name)).transpose()
}

fn bytes(text: &str, name: &str) -> Parsed<Vec<u8>> {
    let text = without_0x(text.trim());
    if !text.len().is_multiple_of(2) {
        return Err(format!("{name}: odd number of hexadecimal digits"));
    }
    let digit = |c: u8| (c as char).to_digit(16).and_then(|d| u8::try_from(d).ok());
    text.as_bytes()
        .chunks_exact(2)
        .enumerate()
        .map(|(at, pair)| {
            match pair {
                [high, low] => digit(*high).zip(digit(*low)).map(|(high, low)| high << 4 | low),
                _ => None,
            }
            .ok_or_else(|| format!("{name}: no hexadecimal digits at byte {at}"))
        })
        .collect()
}

fn without_0x(text: &str) -> &str {
    text.strip_prefix("0x")
        .or_else(|| text.strip_prefix("0X"))
        .unwrap_or(text)
}

/// Ids of 8 bytes: one, a list, or none.
pub(crate) fn ids(value: &Value, name: &str) -> Parsed<Vec<[u8; 8]>> {
    let list = match value.get(name) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
    };
    list.iter()
        .map(|id| {
            let text = id.as_str().ok_or_else(|| format!("{name}: not a string"))?;
            <[u8; 8]>::try_from(bytes(text, name)?)
                .map_err(|bytes| format!("{name}: {} bytes instead of 8", bytes.len()))
        })
        .collect()
}

/// A handle table, if the field is there: hexadecimal strings or numbers.
pub(crate) fn handles(value: &Value, name: &str) -> Parsed<Option<Vec<u32>>> {
    let list = match value.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(list)) => list,
        Some(_) => return Err(format!("{name}: not an array")),
    };
    let handle = |entry: &Value| {
        match entry {
            Value::Null => Some(UNASSIGNED_HANDLE),
            Value::String(text) => u32::from_str_radix(without_0x(text), 16).ok(),
            Value::Number(number) if number.as_i64() == Some(-1) => Some(UNASSIGNED_HANDLE),
            Value::Number(number) => number.as_u64().and_then(|n| u32::try_from(n).ok()),
            _ => None,
        }
        .ok_or_else(|| format!("{name}: {entry} is no handle"))
    };
    list.iter().map(handle).collect::<Parsed<_>>().map(Some)
}

/// The HTTP headers of a request: lines, or an object.
pub(crate) fn headers(value: &Value) -> Parsed<Vec<(String, String)>> {
    let pairs: Vec<(String, String)> = match value.get("headers") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(lines)) => lines
            .iter()
            .map(|line| {
                let line = line.as_str().ok_or("headers: not a string")?;
                let (name, value) = line
                    .split_once(':')
                    .ok_or_else(|| format!("headers: {line:?} has no colon"))?;
                Ok((name.trim().to_owned(), value.trim().to_owned()))
            })
            .collect::<Parsed<_>>()?,
        Some(Value::Object(fields)) => fields
            .iter()
            .map(|(name, value)| {
                let value = value.as_str().ok_or("headers: not a string")?;
                Ok((name.trim().to_owned(), value.trim().to_owned()))
            })
            .collect::<Parsed<_>>()?,
        Some(_) => return Err("headers: neither an array nor an object".to_owned()),
    };
    for (name, value) in &pairs {
        HeaderName::try_from(name).map_err(|error| format!("headers: {name:?}: {error}"))?;
        HeaderValue::try_from(value).map_err(|error| format!("headers: {name}: {error}"))?;
    }
    Ok(pairs)
}

/// The headers that a replay sends as they were.
pub(crate) fn passed_on(mut headers: Vec<(String, String)>) -> Vec<(String, String)> {
    headers.retain(|(name, _)| !OUR_OWN.iter().any(|own| name.eq_ignore_ascii_case(own)));
    headers
}

/// A header's value.
pub(crate) fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

/// The user whom the headers name: by a login with Basic credentials or, as ruler does, beside it.
pub(crate) fn user(headers: &[(String, String)]) -> Parsed<Option<String>> {
    let login = basic_login(headers)?;
    let identity = header(headers, "X-User-Identity").map(str::to_owned);
    let addresses = [&login, &identity].into_iter().flatten();
    if let Some(address) = addresses.into_iter().find(|name| name.contains('@')) {
        return Ok(Some(address.clone()));
    }
    // DOMAIN\user, as clients write it who know no mail address.
    Ok(login
        .as_deref()
        .and_then(|login| login.rsplit('\\').next())
        .filter(|name| !name.is_empty())
        .map(|name| format!("{name}@{DOMAIN}")))
}

fn basic_login(headers: &[(String, String)]) -> Parsed<Option<String>> {
    let credentials = header(headers, "Authorization").and_then(|value| value.split_once(' '));
    let Some((_, token)) = credentials.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Basic")) else {
        return Ok(None);
    };
    let pair = base64::engine::general_purpose::STANDARD
        .decode(token.trim())
        .map_err(|error| format!("Authorization: {error}"))?;
    let text = String::from_utf8_lossy(&pair).into_owned();
    Ok(text.split(':').next().map(|name| name.trim().to_owned()))
}

/// The last common name of a distinguished name, as a user of the domain of these examples.
pub(crate) fn user_of_dn(dn: &Bytes) -> Parsed<String> {
    let text = String::from_utf8_lossy(dn).to_lowercase();
    let name = text.rsplit_once("/cn=").map_or(text.as_str(), |(_, name)| name);
    if name.contains('@') {
        Ok(name.to_owned())
    } else if name.is_empty() || name.contains('/') {
        Err(format!("UserDn {text:?} names no user"))
    } else {
        Ok(format!("{name}@{DOMAIN}"))
    }
}
