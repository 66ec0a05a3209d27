//! RTF of its own as simple HTML.

use super::reader::{Break, Sink, Style};

/// How often a link is written when paragraphs and cells break it; its address must not multiply.
const MAX_LINK_PIECES: usize = 8;

/// Builds paragraphs, tables, links and the plain styles.
#[derive(Debug, Default)]
pub(super) struct RichSink {
    html: String,
    /// The open paragraph or cell.
    paragraph: String,
    /// The last text of the paragraph, which another of the same style joins.
    run: String,
    run_style: Style,
    cells: Vec<String>,
    table_is_open: bool,
    /// Addresses, and how often each has been written.
    links: Vec<(String, usize)>,
    /// The link that is open in the paragraph; 0 for none.
    open_link: usize,
}

impl RichSink {
    pub(super) fn finish(mut self) -> String {
        self.end_run();
        self.close_link();
        if !self.cells.is_empty() {
            self.end_row();
        }
        if !self.paragraph.is_empty() {
            self.end_paragraph();
        }
        self.close_table();
        if self.html.is_empty() {
            return String::new();
        }
        format!("<html><body>\r\n{}</body></html>\r\n", self.html)
    }

    fn end_run(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        let style = self.run_style;
        if style.link != self.open_link {
            self.close_link();
            self.open_link(style.link);
        }
        let mut close = Vec::new();
        for (on, open, end) in [
            (style.bold, "<b>", "</b>"),
            (style.italic, "<i>", "</i>"),
            (style.underline, "<u>", "</u>"),
            (style.strike, "<s>", "</s>"),
            (style.raised, "<sup>", "</sup>"),
            (style.lowered, "<sub>", "</sub>"),
        ] {
            if on {
                self.paragraph.push_str(open);
                close.push(end);
            }
        }
        escape(&run, &mut self.paragraph);
        for end in close.iter().rev() {
            self.paragraph.push_str(end);
        }
    }

    fn open_link(&mut self, link: usize) {
        let entry = link.checked_sub(1).and_then(|at| self.links.get_mut(at));
        if let Some((address, pieces)) = entry.filter(|(_, pieces)| *pieces < MAX_LINK_PIECES) {
            *pieces = pieces.saturating_add(1);
            self.paragraph.push_str("<a href=\"");
            escape(address, &mut self.paragraph);
            self.paragraph.push_str("\">");
            self.open_link = link;
        }
    }

    fn close_link(&mut self) {
        if std::mem::take(&mut self.open_link) != 0 {
            self.paragraph.push_str("</a>");
        }
    }

    fn end_paragraph(&mut self) {
        self.close_table();
        let text = std::mem::take(&mut self.paragraph);
        self.html.push_str("<p>");
        self.html.push_str(if text.is_empty() { "&nbsp;" } else { &text });
        self.html.push_str("</p>\r\n");
    }

    fn end_row(&mut self) {
        if !self.table_is_open {
            self.html.push_str("<table>\r\n");
            self.table_is_open = true;
        }
        self.html.push_str("<tr>");
        for cell in std::mem::take(&mut self.cells) {
            self.html.push_str("<td>");
            self.html.push_str(&cell);
            self.html.push_str("</td>");
        }
        self.html.push_str("</tr>\r\n");
    }

    fn close_table(&mut self) {
        if self.table_is_open {
            self.table_is_open = false;
            self.html.push_str("</table>\r\n");
        }
    }
}

impl Sink for RichSink {
    fn text(&mut self, text: &str, style: &Style) {
        if *style != self.run_style {
            self.end_run();
            self.run_style = *style;
        }
        self.run.push_str(text);
    }

    fn end(&mut self, kind: Break, style: &Style) {
        self.end_run();
        if kind != Break::Line {
            self.close_link();
        }
        match kind {
            Break::Line => self.paragraph.push_str("<br>"),
            Break::Paragraph if style.in_table => self.paragraph.push_str("<br>"),
            Break::Paragraph => self.end_paragraph(),
            Break::Cell => self.cells.push(std::mem::take(&mut self.paragraph)),
            Break::Row => self.end_row(),
        }
    }

    fn link(&mut self, address: &str) {
        self.links.push((address.to_owned(), 0));
    }
}

/// Text as HTML content.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{A0}' => out.push_str("&nbsp;"),
            c => out.push(c),
        }
    }
}
