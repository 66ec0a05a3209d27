//! The reply parser against a second one, that of smtp-proto.

use proptest::prelude::*;
use ropeway_smtp::{Reply, ReplyParser};
use smtp_proto::response::parser::ResponseReceiver;

fn ours(mut bytes: &[u8]) -> Option<Reply> {
    ReplyParser::new().push(&mut bytes).ok().flatten()
}

fn theirs(bytes: &[u8]) -> Option<smtp_proto::Response<String>> {
    ResponseReceiver::default().parse(&mut bytes.iter()).ok()
}

/// The lines of a reply as smtp-proto would keep them: without the enhanced status code.
fn line() -> impl Strategy<Value = String> {
    "[A-Za-z][A-Za-z0-9 ,:;<>@.-]{0,30}[a-z]"
}

proptest! {
    #[test]
    fn agrees_with_smtp_proto_on_well_formed_replies(
        code in 200u16..600,
        enhanced in prop::option::of((0u16..1000, 0u16..1000)),
        lines in prop::collection::vec(line(), 1..5),
    ) {
        let class = code / 100;
        let enhanced = enhanced.filter(|_| class != 3);
        let status = enhanced.map(|(s, d)| format!("{class}.{s}.{d} ")).unwrap_or_default();
        let mut wire = String::new();
        for (n, line) in lines.iter().enumerate() {
            let separator = if n + 1 == lines.len() { ' ' } else { '-' };
            wire.push_str(&format!("{code}{separator}{status}{line}\r\n"));
        }
        let ours = ours(wire.as_bytes()).expect("ours");
        let theirs = theirs(wire.as_bytes()).expect("theirs");
        prop_assert_eq!(ours.code, theirs.code);
        let got = ours.enhanced.map(|e| [u16::from(e.class), e.subject, e.detail]);
        let wanted = theirs.esc.map(u16::from);
        // smtp-proto keeps each part in eight bits; RFC 3463 allows three digits.
        if enhanced.is_none_or(|(s, d)| s < 256 && d < 256) {
            prop_assert_eq!(got.unwrap_or([0, 0, 0]), wanted);
        }
        prop_assert_eq!(ours.lines.len(), lines.len());
        for (ours, line) in ours.lines.iter().zip(&lines) {
            prop_assert_eq!(ours, &format!("{status}{line}"));
        }
    }

    /// Ours refuses more (mixed codes, codes out of range), never less, but for what it tolerates on purpose.
    #[test]
    fn accepts_nothing_that_smtp_proto_refuses_but_the_named_tolerances(
        wire in "([2-5][0-9]{2}[ -][a-z.0-9 ]{0,8}\r\n){1,3}",
    ) {
        if let Some(reply) = ours(wire.as_bytes()) {
            prop_assert!(theirs(wire.as_bytes()).is_some_and(|theirs| theirs.code == reply.code), "{:?}", wire);
        }
    }

    #[test]
    fn never_panics_and_never_keeps_more_than_its_bounds(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        cut in any::<prop::sample::Index>(),
    ) {
        let whole = run(&[&bytes]);
        let cut = cut.index(bytes.len() + 1);
        prop_assert_eq!(whole, run(&[&bytes[..cut], &bytes[cut..]]));
    }
}

/// All replies of the pieces, and the error that ends them.
fn run(pieces: &[&[u8]]) -> (Vec<Reply>, Option<ropeway_smtp::ReplyError>) {
    let (mut parser, mut replies) = (ReplyParser::new(), Vec::new());
    for piece in pieces {
        let mut input = *piece;
        while !input.is_empty() {
            match parser.push(&mut input) {
                Ok(Some(reply)) => replies.push(reply),
                Ok(None) => {}
                Err(error) => return (replies, Some(error)),
            }
        }
    }
    (replies, None)
}
