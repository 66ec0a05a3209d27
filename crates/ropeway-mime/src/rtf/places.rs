//! Places of attachments and pictures in what has been rendered ([MS-OXRTFEX] 2.2.3.4).

use super::document::{PICTURE, PLACE, escape};

/// What stands for an attachment in the HTML and the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reference {
    /// A picture, by Content-ID and name.
    Picture(String, String),
    /// A file, by name.
    File(String),
}

/// An attachment that the RTF may have a place for, in the order of places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) reference: Reference,
    /// Whether it takes one of the places; else it stands at the end.
    pub(crate) placed: bool,
}

impl Reference {
    fn html(&self, out: &mut String) {
        match self {
            Self::Picture(id, name) => {
                out.push_str("<img src=\"cid:");
                out.push_str(id);
                out.push_str("\" alt=\"");
                let mut alt = String::new();
                escape(name, &mut alt);
                out.push_str(&alt);
                out.push_str("\">");
            }
            Self::File(name) => {
                out.push('[');
                escape(name, out);
                out.push(']');
            }
        }
    }

    fn text(&self, out: &mut String) {
        let (Self::Picture(_, name) | Self::File(name)) = self;
        out.push('[');
        out.push_str(name);
        out.push(']');
    }
}

/// Puts references where the places are. Places and attachments go in lock step; if there are more of one
/// than of the other, nobody knows which belong together, and pictures stand at the end.
pub(super) fn fill(
    html: &str,
    text: &str,
    places: usize,
    attachments: &[Place],
    pictures: &[&str],
) -> (String, String) {
    let placed: Vec<&Reference> = attachments
        .iter()
        .filter(|a| a.placed)
        .map(|a| &a.reference)
        .collect();
    let in_step = placed.len() == places;
    let at = |number: &str| -> Option<&&Reference> {
        placed.get(number.parse::<usize>().ok()?).filter(|_| in_step)
    };
    let html = replace(html, PLACE, |number, out| {
        if let Some(reference) = at(number) {
            reference.html(out);
        }
    });
    let mut html = replace(&html, PICTURE, |number, out| {
        let id = number
            .parse::<usize>()
            .ok()
            .and_then(|number| pictures.get(number));
        out.push_str(id.copied().unwrap_or_default());
    });
    let text = replace(text, PLACE, |number, out| {
        if let Some(reference) = at(number) {
            reference.text(out);
        }
    });
    let mut rest = String::new();
    for attachment in attachments.iter().filter(|a| !(a.placed && in_step)) {
        if matches!(attachment.reference, Reference::Picture(..)) {
            rest.push_str("<div>");
            attachment.reference.html(&mut rest);
            rest.push_str("</div>\r\n");
        }
    }
    if !rest.is_empty() {
        match html.rfind("</body>") {
            Some(end) => html.insert_str(end, &rest),
            None => html = format!("<html><body>\r\n{rest}</body></html>\r\n"),
        }
    }
    (html, text)
}

/// Replaces what stands between two marks.
fn replace(text: &str, mark: char, mut with: impl FnMut(&str, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, piece) in text.split(mark).enumerate() {
        if at % 2 == 0 {
            out.push_str(piece);
        } else {
            with(piece, &mut out);
        }
    }
    out
}
