//! Text before what a document shows.

use super::token::{Token, tokens};

/// The document with lines of text before what it shows.
pub(crate) fn with_lines_before(html: &str, lines: &[String]) -> String {
    // Behind the tag of the body; else behind the last one that can stand before it.
    let mut at = 0usize;
    for (token, start) in tokens(html) {
        let Token::Tag(tag) = token else {
            continue;
        };
        let end = start.saturating_add(tag.raw_len);
        let name = tag.name.to_ascii_lowercase();
        match (name.as_str(), tag.closing) {
            ("body", false) => {
                at = end;
                break;
            }
            ("html", false) | ("head", true) => at = end,
            _ => {}
        }
    }
    let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    let (before, behind) = html.split_at_checked(at).unwrap_or(("", html));
    format!("{before}<p>{}</p>\r\n<hr>\r\n{behind}", lines.join("<br>\r\n"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::with_lines_before;

    #[test]
    fn lines_stand_at_the_beginning_of_the_body() {
        let lines = ["a < b".to_owned(), "c & d".to_owned()];
        let block = "<p>a &lt; b<br>\r\nc &amp; d</p>\r\n<hr>\r\n";
        for (before, behind) in [
            ("", "<p>x"),
            (
                "<html><head><title>body</title></head><BODY class=\"a>b\">",
                "<p>x</body>",
            ),
            ("<html><!-- <body> --><head></head>", "x"),
            ("<html>", "x"),
        ] {
            assert_eq!(
                with_lines_before(&format!("{before}{behind}"), &lines),
                format!("{before}{block}{behind}")
            );
        }
    }
}
