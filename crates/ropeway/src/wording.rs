//! The envelope's values in the words in which the queue keeps them and SMTP sends them.

use ropeway_message::{Notify, ReturnContent};

/// NOTIFY as RFC 3461 4.1 writes it; the default is not written.
pub(crate) fn notify_text(notify: Notify) -> Option<String> {
    let Notify::On {
        success,
        failure,
        delay,
    } = notify
    else {
        return Some("NEVER".to_owned());
    };
    if notify == Notify::default() {
        return None;
    }
    let words = [(success, "SUCCESS"), (failure, "FAILURE"), (delay, "DELAY")];
    let chosen: Vec<&str> = words
        .iter()
        .filter(|(on, _)| *on)
        .map(|(_, word)| *word)
        .collect();
    Some(if chosen.is_empty() {
        "NEVER".to_owned()
    } else {
        chosen.join(",")
    })
}

/// NOTIFY read back.
pub(crate) fn notify(text: Option<&str>) -> Notify {
    match text {
        None => Notify::default(),
        Some("NEVER") => Notify::Never,
        Some(words) => {
            let has = |word| words.split(',').any(|w| w.eq_ignore_ascii_case(word));
            Notify::On {
                success: has("SUCCESS"),
                failure: has("FAILURE"),
                delay: has("DELAY"),
            }
        }
    }
}

/// RET as RFC 3461 4.3 writes it.
pub(crate) fn return_text(content: ReturnContent) -> String {
    match content {
        ReturnContent::Full => "FULL",
        ReturnContent::Headers => "HDRS",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wish_reads_back() {
        let mut wishes = vec![Notify::Never];
        for bits in 1..8u8 {
            wishes.push(Notify::On {
                success: bits & 1 != 0,
                failure: bits & 2 != 0,
                delay: bits & 4 != 0,
            });
        }
        for wish in wishes {
            assert_eq!(notify(notify_text(wish).as_deref()), wish);
        }
        assert_eq!(notify_text(Notify::default()), None);
        assert_eq!(
            notify_text(Notify::On {
                success: true,
                failure: true,
                delay: false
            })
            .as_deref(),
            Some("SUCCESS,FAILURE")
        );
    }
}
