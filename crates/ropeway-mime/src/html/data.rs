//! Images inside the document itself (RFC 2397).

use super::find_ignore_case;
use encodify::base64::STANDARD;
use std::borrow::Cow;

/// Images of one document that are taken out of it.
const MAX_IMAGES: usize = 1000;

/// The document with each image in a `data:` address behind a `cid:` address instead. `take` gets the bytes
/// and returns the Content-ID, if it takes the image.
pub(crate) fn lift_images<'h>(
    html: &'h str,
    mut take: impl FnMut(Vec<u8>) -> Option<String>,
) -> Cow<'h, str> {
    let mut out = String::new();
    let mut done = 0usize;
    let mut at = 0usize;
    let mut count = 0usize;
    while count < MAX_IMAGES
        && let Some(hit) = html
            .get(at..)
            .and_then(|rest| find_ignore_case(rest, "data:image/"))
    {
        let start = at.saturating_add(hit);
        let rest = html.get(start..).unwrap_or_default();
        let len = rest.find(['"', '\'', '>', '<', ')']).unwrap_or(rest.len());
        at = start.saturating_add(len);
        if let Some(bytes) = rest.get(..len).and_then(decode)
            && let Some(id) = take(bytes)
        {
            count = count.saturating_add(1);
            out.push_str(html.get(done..start).unwrap_or_default());
            out.push_str("cid:");
            out.push_str(&id);
            done = at;
        }
    }
    if done == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// The bytes of a `data:` address in base64; images in other encodings are rare and stay.
fn decode(address: &str) -> Option<Vec<u8>> {
    let (head, data) = address.split_once(',')?;
    let head = head.trim_end();
    if !head
        .get(head.len().checked_sub(";base64".len())?..)
        .is_some_and(|end| end.eq_ignore_ascii_case(";base64"))
    {
        return None;
    }
    let mut digits = data.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
    digits.retain(|c| !c.is_whitespace());
    STANDARD.decode(&digits).ok().filter(|bytes| !bytes.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bd_23_images_are_lifted_and_what_cannot_be_read_stays() {
        let html = "<img src=\"data:image/png;base64,QUJD\nRA==\"><img src='DATA:IMAGE/gif;BASE64,RQ%3D%3D'>\
                    <p style=\"background:url(data:image/png;base64,Rg==)\"><img src='data:image/png;base64,!'>\
                    <img src='data:image/svg+xml,%3Csvg%3E'><a href='data:text/html;base64,QQ=='>";
        let mut taken = Vec::new();
        let lifted = lift_images(html, |bytes| {
            taken.push(bytes);
            Some(format!("{}@x", taken.len()))
        });
        assert_eq!(
            lifted,
            "<img src=\"cid:1@x\"><img src='cid:2@x'><p style=\"background:url(cid:3@x)\">\
             <img src='data:image/png;base64,!'><img src='data:image/svg+xml,%3Csvg%3E'>\
             <a href='data:text/html;base64,QQ=='>"
        );
        assert_eq!(taken, [b"ABCD".to_vec(), b"E".to_vec(), b"F".to_vec()]);
        assert!(matches!(lift_images(html, |_| None), Cow::Borrowed(_)));
    }
}
