//! Media types of attachments ([MS-OXCMAIL] 2.1.3.4.2.2).

use nom::Parser;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::char;
use nom::error::Error;
use nom::sequence::separated_pair;

const OCTET_STREAM: &str = "application/octet-stream";

/// What files of these extensions hold.
const BY_EXTENSION: &[(&str, &str)] = &[
    ("7z", "application/x-7z-compressed"),
    ("avi", "video/x-msvideo"),
    ("bmp", "image/bmp"),
    ("css", "text/css"),
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    ("docm", "application/vnd.ms-word.document.macroEnabled.12"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("emf", "image/emf"),
    ("eps", "application/postscript"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("heic", "image/heic"),
    ("htm", "text/html"),
    ("html", "text/html"),
    ("ico", "image/vnd.microsoft.icon"),
    ("ics", "text/calendar"),
    ("jpe", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("key", "application/vnd.apple.keynote"),
    ("log", "text/plain"),
    ("m4a", "audio/mp4"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("mpg", "video/mpeg"),
    ("msg", "application/vnd.ms-outlook"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ogg", "audio/ogg"),
    ("p7m", "application/pkcs7-mime"),
    ("p7s", "application/pkcs7-signature"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("ppt", "application/vnd.ms-powerpoint"),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("ps", "application/postscript"),
    ("rar", "application/vnd.rar"),
    ("rpmsg", "application/x-microsoft-rpmsg-message"),
    ("rtf", "application/rtf"),
    ("svg", "image/svg+xml"),
    ("tar", "application/x-tar"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("txt", "text/plain"),
    ("vcf", "text/vcard"),
    ("vsd", "application/vnd.visio"),
    ("wav", "audio/wav"),
    ("webp", "image/webp"),
    ("wmf", "image/wmf"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

/// How files of these types begin.
const BY_START: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1A\n", "image/png"),
    (b"\xFF\xD8\xFF", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"BM", "image/bmp"),
];

/// The extension of a file name: what stands behind its last dot.
pub(super) fn extension(name: &str) -> Option<String> {
    let (_, extension) = name.trim_end_matches('\0').rsplit_once('.')?;
    (!extension.is_empty()).then(|| extension.to_owned())
}

/// An extension for files of a type.
pub(super) fn extension_of(media_type: &str) -> Option<&'static str> {
    // The usual one of several stands last in the table only for these.
    match media_type {
        "image/jpeg" => Some("jpg"),
        "text/html" => Some("html"),
        "text/plain" => Some("txt"),
        _ => BY_EXTENSION
            .iter()
            .find(|(_, t)| *t == media_type)
            .map(|(e, _)| *e),
    }
}

/// The type to name: the stored one, else by extension, else by what the file begins with.
pub(super) fn choose(stored: Option<&str>, extension: Option<&str>, data: &[u8], inline: bool) -> String {
    let sniffed = || sniff(data);
    if let Some(stored) = stored {
        let media_type = parse(stored).map_or(OCTET_STREAM.to_owned(), |(media_type, _)| media_type);
        let wrong = ["multipart/", "message/"]
            .iter()
            .any(|p| media_type.starts_with(p))
            || ["application/applefile", "application/mac-binhex40"].contains(&media_type.as_str());
        if !wrong && media_type != OCTET_STREAM {
            return media_type;
        }
        // Many writers call the images in HTML by no better name.
        let image = sniffed().filter(|t| inline && t.starts_with("image/"));
        return image.unwrap_or(OCTET_STREAM).to_owned();
    }
    let extension = extension.map(|e| e.trim_start_matches('.').to_ascii_lowercase());
    extension
        .and_then(|e| {
            BY_EXTENSION
                .iter()
                .find(|(known, _)| *known == e)
                .map(|(_, t)| *t)
        })
        .or_else(sniffed)
        .unwrap_or(OCTET_STREAM)
        .to_owned()
}

/// The type of what begins so.
pub(crate) fn sniff(data: &[u8]) -> Option<&'static str> {
    BY_START
        .iter()
        .find(|(start, _)| data.starts_with(start))
        .map(|(_, t)| *t)
}

/// A media type in lower case, and the text of its parameters.
pub(crate) fn parse(text: &str) -> Option<(String, &str)> {
    let token = || take_while1(is_token_char);
    let text = text.trim();
    let mut grammar = separated_pair(token(), char::<_, Error<&str>>('/'), token());
    let (rest, (kind, subtype)) = grammar.parse(text).ok()?;
    let rest = rest.trim_start();
    let parameters = match tag::<_, _, Error<&str>>(";").parse(rest) {
        Ok((parameters, _)) => parameters,
        Err(_) if rest.is_empty() => rest,
        Err(_) => return None,
    };
    (text.len() <= 127).then(|| (format!("{kind}/{subtype}").to_ascii_lowercase(), parameters))
}

/// token of RFC 2045 5.1.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.len() <= 64 && text.chars().all(is_token_char)
}

fn is_token_char(c: char) -> bool {
    c.is_ascii_graphic() && !"()<>@,;:\\\"/[]?=".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_03_stored_type_then_extension_then_content() {
        assert_eq!(
            choose(Some("Image/PNG; x=y"), Some("txt"), b"", false),
            "image/png"
        );
        assert_eq!(choose(None, Some(".PDF"), b"GIF89a", false), "application/pdf");
        assert_eq!(choose(None, None, b"GIF89a", false), "image/gif");
        assert_eq!(choose(None, Some("xyz"), b"", false), OCTET_STREAM);
    }

    #[test]
    fn at_03_structural_and_broken_types_are_octet_streams() {
        for bad in [
            "multipart/mixed",
            "message/rfc822",
            "Message/Partial",
            "application/applefile",
            "pdf",
            "a/b c",
            "a/",
            "x\r\n/y",
        ] {
            assert_eq!(choose(Some(bad), Some("pdf"), b"", false), OCTET_STREAM, "{bad}");
        }
    }

    #[test]
    fn at_23_an_inline_image_gets_its_type() {
        assert_eq!(
            choose(Some(OCTET_STREAM), None, b"\xFF\xD8\xFF\xE0", true),
            "image/jpeg"
        );
        assert_eq!(
            choose(Some(OCTET_STREAM), None, b"\xFF\xD8\xFF\xE0", false),
            OCTET_STREAM
        );
    }
}
