//! Cookie lines (RFC 6265 4.1, 4.2).

use http::{HeaderMap, HeaderValue, header};

/// The values of all cookies with this name, over all Cookie headers. A client with two cookie jars (one
/// per authentication step) sends each cookie twice, so a name may have several values.
pub(crate) fn values<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .flat_map(|line| line.as_bytes().split(|byte| *byte == b';'))
        .filter_map(|pair| std::str::from_utf8(pair).ok()?.split_once('='))
        .filter(move |(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim().trim_matches('"'))
}

/// A Set-Cookie value scoped to `path`.
pub(crate) fn set(name: &str, value: &str, path: &str, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::try_from(format!("{name}={value}; Path={path}; HttpOnly{secure}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_value_of_a_name() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("a=1; MapiContext=x==; a = \"2\";MapiContext=y"),
        );
        headers.append(header::COOKIE, HeaderValue::from_static("novalue; a=3"));
        assert_eq!(values(&headers, "a").collect::<Vec<_>>(), ["1", "2", "3"]);
        assert_eq!(values(&headers, "MapiContext").collect::<Vec<_>>(), ["x==", "y"]);
        assert_eq!(values(&headers, "mapicontext").count(), 0);
        // A neighbour's cookie may hold any bytes.
        let neighbour = HeaderValue::from_bytes(b"name=J\xf6rg; b=4; b=\xff").unwrap();
        headers.append(header::COOKIE, neighbour);
        assert_eq!(values(&headers, "b").collect::<Vec<_>>(), ["4"]);
    }

    #[test]
    fn scopes_a_cookie_to_the_path() {
        assert_eq!(
            set("MapiContext", "v", "/mapi/emsmdb", false).unwrap(),
            "MapiContext=v; Path=/mapi/emsmdb; HttpOnly"
        );
        assert_eq!(
            set("a", "v", "/p", true).unwrap(),
            "a=v; Path=/p; HttpOnly; Secure"
        );
    }
}
