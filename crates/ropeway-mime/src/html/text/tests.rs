use super::plain_text;

#[track_caller]
fn check(html: &str, text: &str) {
    assert_eq!(plain_text(html).replace("\r\n", "\n"), text, "{html}");
}

#[test]
fn bd_16_text_of_the_usual_elements() {
    let html = "<html><head><title>no</title><style>p{}</style></head><body>\r\n<p>One  two<br>three&nbsp;x</p>\
        <div>four</div><div>five &lt;</div><ul><li>a<li>b<ol><li>c</li></ol></ul>\
        <blockquote>q<br>r</blockquote><table><tr><td>1</td><td>2</td></tr></table>\
        <pre>  p\n q</pre><!-- c --><script>s</script></body></html>";
    check(
        html,
        "One two\nthree x\n\nfour\nfive <\n\n* a\n* b\n  1. c\n\n> q\n> r\n\n1\t2\n\n  p\n q\n",
    );
}

#[test]
fn bd_16_links_and_images() {
    check(
        "<a href='http://x.test/'>here</a>, <a href=http://y.test>http://y.test/</a> <img alt=logo>",
        "here <http://x.test/>, http://y.test/ [logo]\n",
    );
    check("<a href='mailto:a@x.test'>a@x.test</a>", "a@x.test\n");
    check("<ul><li><a href='https://x.test/'>x.test</a></ul>", "* x.test\n");
    check(
        "<blockquote><a href='https://x.test/'>https://x.test</a>",
        "> https://x.test\n",
    );
    check(
        "<a href='#top'>up</a> <a href='JavaScript:x()'>run</a>",
        "up run\n",
    );
    check("<a href='http://x.test/a'><img src=y></a>", "<http://x.test/a>\n");
    check(
        "<a href='http://a.test'>never closed <a href='http://b.test'>other</a>",
        "never closed <http://a.test> other <http://b.test>\n",
    );
}

#[test]
fn nothing_shown_is_no_text() {
    check("<p> </p><br><div>\n</div>", "");
    check("<p>&nbsp;</p>", "");
    assert!(!super::shows_text("<title>t</title><p>&nbsp;</p>"));
    assert!(super::shows_text("<title>t</title><p>x"));
}

#[test]
fn bd_16_lists_are_nested_numbered_and_hang() {
    check(
        "<ol start=3><li><p>one</p><p>more</p></li><li value=9>two<ul><li>in<br>side</ul></li><li>three</ol>after",
        "3. one\n\n   more\n\n9. two\n   * in\n     side\n10. three\n\nafter\n",
    );
    check(
        "<ol type=a><li>x<li>y</ol><ol type=I><li>x<li>y</ol>",
        "a. x\nb. y\n\nI. x\nII. y\n",
    );
    check(
        "<dl><dt>term<dd>its<br>meaning<dt>other</dl>",
        "term\n    its\n    meaning\nother\n",
    );
    check(
        "<ul><li><blockquote>quoted</ul><p>not quoted",
        "* > quoted\n\nnot quoted\n",
    );
    check("<li>a<li>b", "* a\n* b\n");
}

#[test]
fn bd_16_lists_of_word_are_lists() {
    let item = |level: usize, mark: &str, text: &str| {
        format!(
            "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>\
             <![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>{mark}\
             <span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span>\
             <![endif]>{text}<o:p></o:p></p>\r\n"
        )
    };
    let html = item(1, "·", "first") + &item(2, "o", "inner") + &item(1, "2)", "second");
    check(&html, "* first\n  * inner\n2) second\n");
}

#[test]
fn bd_16_paragraphs_of_outlook_have_no_space_between_them() {
    check(
        "<p class=MsoNormal>Hello,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>\
         <p class=MsoNormal>text<br>more</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Ann</p>",
        "Hello,\n\ntext\nmore\n\nAnn\n",
    );
    check(
        "<p style='margin:0'>a</p><p style='margin:0'>b</p><p>c</p>",
        "a\nb\n\nc\n",
    );
    check("<p>a</p><p>&nbsp;</p><p>&nbsp;</p><p>b</p>", "a\n\n\nb\n");
}

#[test]
fn bd_16_tables_are_rows_where_their_cells_are_lines() {
    check(
        "<table><tr><th>Name<th>Sum<tr><td><p class=MsoNormal>Ann</p></td><td><p>1</p></td></tr>\
         <tr><td>Bob</td><td></td><td>x</td></tr></table>end",
        "Name\tSum\nAnn\t1\nBob\t\tx\nend\n",
    );
    // A page laid out by tables reads from top to bottom.
    check(
        "<table><tr><td>Menu<br>A<br>B</td><td><p>Text</p><p>more</p></td></tr></table>",
        "Menu\nA\nB\nText\n\nmore\n",
    );
    check(
        "<table><tr><td></td><td><table><tr><td>in</td><td>side</td></tr></table></td></tr></table>",
        "in\tside\n",
    );
    check(
        "<blockquote><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></blockquote>",
        "> a\tb\n> c\td\n",
    );
    check("<ul><li><table><tr><td>a<td>b</table></ul>", "* a\tb\n");
}

#[test]
fn bd_16_quotations_are_marked_with_the_lines_between() {
    check(
        "<p>I</p><blockquote type=cite><p>a</p><p>b</p><blockquote>c</blockquote></blockquote><p>you</p>",
        "I\n\n> a\n>\n> b\n>\n> > c\n\nyou\n",
    );
}

#[test]
fn bd_16_pre_is_literal() {
    check("<pre>a  b\n\n\n  c\td</pre>e", "a  b\n\n\n  c\td\n\ne\n");
    check("<p>&nbsp;&nbsp;set in</p>", "  set in\n");
    check("<p>x<br>&nbsp;&nbsp;set in</p>", "x\n  set in\n");
}

#[test]
fn bd_16_what_is_hidden_is_no_text() {
    check(
        "<div style='display:none;max-height:0'>Preview &zwnj;&nbsp;<div>of it</div></div><p>Shown\
         <span hidden>not</span><img alt=dot width=1 height=1><img style='display:none' alt=no></p>",
        "Shown\n",
    );
    check("<p style='display:none'>never closed<p>shown", "shown\n");
    // Hiding that never ends would hide the message.
    check("<div style='display:none'><p>all of it", "all of it\n");
    check("<head><p>all of it", "all of it\n");
    check("<p>soft&shy;hyphen&#8203;ated</p>", "softhyphenated\n");
}

#[test]
fn bd_16_conditional_comments_are_read_as_by_others_than_outlook() {
    check(
        "<!--[if mso]><p>Outlook</p><![endif]--><!--[if !mso]><!--><p>others</p><!--<![endif]-->\
         <![if !vml]><p>too</p><![endif]><!--><p>last</p>",
        "others\n\ntoo\n\nlast\n",
    );
}

#[test]
fn bd_16_what_is_repeated_without_end_stays_bounded() {
    // Were each piece looked at again for each other, this would take minutes.
    let size = 1 << 16;
    for piece in [
        "<",
        "&",
        "&#",
        "&amp",
        "<a",
        "<a b=\"",
        "<!--",
        "<div>",
        "<p hidden>",
        "<li>",
        "<ul><li>",
        "<td>",
        "<table><tr><td>x<td>",
        "<blockquote>",
        "<blockquote>x",
        "</td>",
        "<a href=x>",
        "<a href=xyz>y",
        "<pre>",
        "<tr><td>x</td><td>y</td></tr>",
        "&nbsp;",
        "<br>",
        "<span style='mso-list:ignore'>x",
        "<style>",
        "\u{200B}",
        "<div style=display:none>",
        "<head>",
        "x ",
        "'",
        "<x y='",
        "cid:",
        "url(",
        "<meta charset=",
    ] {
        let html = piece.repeat(size / piece.len());
        let text = plain_text(&html);
        assert!(text.len() <= 8 * size, "{piece}: {}", text.len());
        let _ = super::super::is_blank(&html);
        let _ = super::super::References::of(&html);
        let _ = super::super::with_charset(html, "utf-8");
    }
}
