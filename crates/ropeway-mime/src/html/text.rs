//! The text of a document, for the plain alternative ([MS-OXCMAIL] 2.1.3.3.4).

use super::entities;
use super::token::{Tag, Token, attributes, tokens};

/// Lists and quotations deeper than this are written as if they were this deep.
const MAX_NESTING: usize = 16;

/// The text that a document shows. Blocks stand in lines of their own, paragraphs between blank lines,
/// list items behind `* ` or their number, quotations behind `> `, cells behind tabs, links with their
/// address in angle brackets, images as their `alt` text in square brackets. Line ends are CRLF.
pub(crate) fn plain_text(html: &str) -> String {
    let mut writer = Writer::default();
    for (token, _) in tokens(html) {
        match token {
            Token::Text(text) => writer.text(&entities::decode(text)),
            Token::Tag(tag) if tag.closing => writer.close(tag.name),
            Token::Tag(tag) => writer.open(&tag),
            Token::Other => {}
        }
    }
    writer.finish()
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Line ends still to write before the next text.
    breaks: usize,
    /// A blank still to write before the next text of the line.
    space: bool,
    line_is_empty: bool,
    started: bool,
    pre: usize,
    hidden: usize,
    quotes: usize,
    /// Quotations around the last line.
    last_quotes: usize,
    /// The next number of each open list; 0 for bullets.
    lists: Vec<u32>,
    link: Option<Link>,
    cells: usize,
}

struct Link {
    address: String,
    from: usize,
}

impl Writer {
    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        match name.as_str() {
            "head" | "title" | "select" | "noscript" => self.hidden = self.hidden.saturating_add(1),
            "body" => self.hidden = 0,
            "br" => self.line_break(),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" => self.block(2),
            "pre" => {
                self.block(2);
                self.pre = self.pre.saturating_add(1);
            }
            "ul" | "ol" => {
                self.block(if self.lists.is_empty() { 2 } else { 1 });
                if self.lists.len() < MAX_NESTING {
                    self.lists.push(u32::from(name == "ol"));
                }
            }
            "li" => self.list_item(),
            "blockquote" => {
                self.block(2);
                self.quotes = self.quotes.saturating_add(1);
            }
            "tr" => {
                self.block(1);
                self.cells = 0;
            }
            "td" | "th" => {
                if self.cells > 0 {
                    self.put("\t");
                }
                self.cells = self.cells.saturating_add(1);
            }
            "hr" => {
                self.block(1);
                self.put("________________________________");
                self.block(1);
            }
            "img" => {
                let alt = attributes(tag.attributes).find(|(n, _)| n.eq_ignore_ascii_case("alt"));
                if let Some((_, alt)) = alt.filter(|(_, alt)| !alt.trim().is_empty()) {
                    self.text(&format!("[{}]", alt.trim()));
                }
            }
            "a" => {
                let href = attributes(tag.attributes).find(|(n, _)| n.eq_ignore_ascii_case("href"));
                self.link = href
                    .map(|(_, address)| address.trim().to_owned())
                    .filter(|address| !address.is_empty() && !address.starts_with('#'))
                    .map(|address| Link {
                        address,
                        from: self.out.len(),
                    });
            }
            _ if is_block(&name) => self.block(1),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "head" | "title" | "select" | "noscript" => self.hidden = self.hidden.saturating_sub(1),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" => self.block(2),
            "pre" => {
                self.pre = self.pre.saturating_sub(1);
                self.block(2);
            }
            "ul" | "ol" => {
                self.lists.pop();
                self.block(if self.lists.is_empty() { 2 } else { 1 });
            }
            "blockquote" => {
                self.block(2);
                self.quotes = self.quotes.saturating_sub(1);
            }
            "a" => self.end_link(),
            _ if is_block(&name) => self.block(1),
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        let shown = self.out.get(link.from..).unwrap_or_default().trim().to_owned();
        let bare = link.address.strip_prefix("mailto:").unwrap_or(&link.address);
        let same = [link.address.as_str(), bare].iter().any(|a| {
            a.trim_end_matches('/')
                .eq_ignore_ascii_case(shown.trim_end_matches('/'))
        });
        if shown.is_empty() || !same {
            let pending = self.space;
            self.space = !shown.is_empty();
            self.put(&format!("<{}>", super::super::mime::clean(&link.address)));
            self.space = pending;
        }
    }

    fn list_item(&mut self) {
        self.block(1);
        let depth = self.lists.len().saturating_sub(1);
        let mark = match self.lists.last_mut() {
            Some(0) | None => "* ".to_owned(),
            Some(number) => {
                let mark = format!("{number}. ");
                *number = number.saturating_add(1);
                mark
            }
        };
        self.put(&format!("{}{mark}", "  ".repeat(depth)));
        self.space = false;
    }

    fn line_break(&mut self) {
        if self.hidden > 0 {
            return;
        }
        self.space = false;
        // One break more than the block before asked for.
        if self.line_is_empty || self.breaks > 0 {
            self.breaks = self.breaks.saturating_add(1).min(3);
        } else {
            self.breaks = 1;
        }
    }

    /// The next text begins a line, after `breaks - 1` empty ones.
    fn block(&mut self, breaks: usize) {
        if self.hidden > 0 {
            return;
        }
        self.space = false;
        self.breaks = self.breaks.max(breaks);
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        if self.pre > 0 {
            let mut lines = text.split('\n').peekable();
            while let Some(line) = lines.next() {
                let line = line.trim_end_matches('\r');
                if !line.is_empty() {
                    self.put(line);
                }
                if lines.peek().is_some() {
                    self.line_break();
                }
            }
            return;
        }
        let mut rest = text;
        loop {
            let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n' | '\x0C');
            let trimmed = rest.trim_start_matches(blank);
            if trimmed.len() < rest.len() {
                self.space = true;
            }
            if trimmed.is_empty() {
                return;
            }
            let len = trimmed.find(blank).unwrap_or(trimmed.len());
            let (word, tail) = trimmed.split_at_checked(len).unwrap_or((trimmed, ""));
            self.put(&word.replace('\u{A0}', " ").replace('\u{AD}', ""));
            rest = tail;
        }
    }

    /// Writes what waits, then text without line ends.
    fn put(&mut self, text: &str) {
        if self.hidden > 0 || text.is_empty() {
            return;
        }
        if !self.started {
            self.breaks = 0;
            self.line_is_empty = true;
            self.started = true;
            self.prefix(self.quotes);
        }
        if self.breaks > 0 {
            for left in (0..self.breaks).rev() {
                let end = self.out.trim_end_matches([' ', '\t']).len();
                self.out.truncate(end);
                self.out.push_str("\r\n");
                if left > 0 {
                    // An empty line is quoted if both its neighbours are.
                    self.prefix(self.quotes.min(self.last_quotes));
                }
            }
            self.breaks = 0;
            self.line_is_empty = true;
            self.prefix(self.quotes);
        }
        if self.space && !self.line_is_empty {
            self.out.push(' ');
        }
        self.space = false;
        self.out.push_str(text);
        self.line_is_empty = false;
        self.last_quotes = self.quotes;
    }

    fn prefix(&mut self, quotes: usize) {
        for _ in 0..quotes.min(MAX_NESTING) {
            self.out.push_str("> ");
        }
    }

    fn finish(mut self) -> String {
        self.end_link();
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        if !self.out.is_empty() {
            self.out.push_str("\r\n");
        }
        self.out
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "caption"
            | "center"
            | "dd"
            | "div"
            | "dt"
            | "fieldset"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "li"
            | "main"
            | "nav"
            | "option"
            | "section"
            | "table"
            | "tbody"
            | "thead"
            | "tr"
    )
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn bd_16_text_of_the_usual_elements() {
        let html = "<html><head><title>no</title><style>p{}</style></head><body>\r\n<p>One  two<br>three&nbsp;x</p>\
            <div>four</div><div>five &lt;</div><ul><li>a<li>b<ol><li>c</li></ol></ul>\
            <blockquote>q<br>r</blockquote><table><tr><td>1</td><td>2</td></tr></table>\
            <pre>  p\n q</pre><!-- c --><script>s</script></body></html>";
        assert_eq!(
            plain_text(html),
            "One two\r\nthree x\r\n\r\nfour\r\nfive <\r\n\r\n* a\r\n* b\r\n  1. c\r\n\r\n> q\r\n> r\r\n\r\n\
             1\t2\r\n\r\n  p\r\n q\r\n"
        );
    }

    #[test]
    fn bd_16_links_and_images() {
        assert_eq!(
            plain_text(
                "<a href='http://x.test/'>here</a>, <a href=http://y.test>http://y.test/</a> <img alt=logo>"
            ),
            "here <http://x.test/>, http://y.test/ [logo]\r\n"
        );
        assert_eq!(
            plain_text("<a href='mailto:a@x.test'>a@x.test</a>"),
            "a@x.test\r\n"
        );
    }

    #[test]
    fn nothing_shown_is_no_text() {
        assert_eq!(plain_text("<p> </p><br><div>\n</div>"), "");
    }
}
