//! What must hold of every message that goes out.

use ropeway_mime::oracle::{self, Allowed};

/// Panics with the reason if a report breaks a rule; the message that it returns is not ours.
pub(crate) fn check_report(bytes: &[u8], smtputf8: bool) {
    let allowed = Allowed {
        smtputf8,
        eight_bit: !bytes.is_ascii(),
        foreign_original: true,
        ..Allowed::default()
    };
    passes(bytes, allowed);
}

pub(crate) fn passes(bytes: &[u8], allowed: Allowed) {
    if let Err(violation) = oracle::check(bytes, allowed) {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4000)]);
        panic!("{violation}\n{text}");
    }
}
