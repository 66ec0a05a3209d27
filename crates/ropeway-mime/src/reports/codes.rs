//! Codes of non-delivery as status codes of RFC 3463 ([MS-OXCMAIL] 2.1.3.6.1.2), and back (2.2.3.7.1.3).

use crate::dsn::Action;
#[cfg(feature = "import")]
use ropeway_types::tags;

/// PidTagNonDeliveryReportDiagCode that says nothing: the reason counts.
pub(crate) const NO_DIAGNOSTIC: i32 = -1;

/// By PidTagNonDeliveryReportReasonCode; every other one is like the first.
const BY_REASON: [&str; 7] = ["5.4.0", "5.1.0", "5.6.5", "5.6.5", "5.2.0", "5.3.0", "4.4.3"];

/// By PidTagNonDeliveryReportDiagCode.
const BY_DIAGNOSTIC: [&str; 49] = [
    "5.1.0", "5.1.4", "4.4.5", "4.4.6", "5.1.0", "4.4.7", "5.3.0", "5.6.0", "5.6.3", "5.6.2", //
    "5.6.0", "5.5.4", "5.6.0", "5.3.4", "5.6.0", "5.6.1", "5.5.3", "5.5.5", "5.3.3", "5.6.2", //
    "5.6.0", "5.6.0", "4.6.4", "4.6.4", "4.6.4", "4.6.4", "5.7.3", "4.4.6", "5.7.2", "5.7.1", //
    "5.2.4", "5.6.1", "5.1.3", "5.1.0", "5.1.3", "5.1.1", "5.1.0", "5.3.0", "5.3.0", "5.1.0", //
    "5.1.6", "5.1.0", "5.1.0", "5.1.6", "5.0.0", "5.0.0", "5.7.0", "5.0.0", "5.1.2",
];
const OTHER_DIAGNOSTIC: &str = "5.0.0";

/// What a recipient row says of a failure; absent where it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Codes {
    /// PidTagNonDeliveryReportStatusCode: the three numbers of a status code as digits.
    pub(crate) status: Option<i32>,
    /// PidTagNonDeliveryReportDiagCode.
    pub(crate) diagnostic: Option<i32>,
    /// PidTagNonDeliveryReportReasonCode.
    pub(crate) reason: Option<i32>,
}

impl Codes {
    /// The status code. Its class is that of the action (RFC 3464 2.3.4): what was delivered is not said
    /// to have failed, whatever is stored.
    pub(crate) fn status(self, action: Action) -> String {
        let stored = self.status.and_then(digits);
        match action {
            Action::Delivered | Action::Expanded | Action::Relayed => stored
                .filter(|[class, ..]| *class == 2)
                .map_or("2.0.0".to_owned(), dotted),
            Action::Delayed => {
                let [_, subject, detail] = stored
                    .or_else(|| self.mapped().and_then(parse))
                    .unwrap_or([4, 0, 0]);
                dotted([4, subject, detail])
            }
            Action::Failed => stored
                .filter(|[class, ..]| matches!(class, 4 | 5))
                .map(dotted)
                .or_else(|| self.mapped().map(str::to_owned))
                .unwrap_or_else(|| OTHER_DIAGNOSTIC.to_owned()),
        }
    }

    /// By the two codes; `None` where neither is there.
    fn mapped(self) -> Option<&'static str> {
        let entry = |table: &'static [&'static str], code: i32| {
            usize::try_from(code).ok().and_then(|at| table.get(at)).copied()
        };
        match (self.diagnostic, self.reason) {
            (None | Some(NO_DIAGNOSTIC), Some(reason)) => {
                let [other, ..] = BY_REASON;
                Some(entry(&BY_REASON, reason).unwrap_or(other))
            }
            (None | Some(NO_DIAGNOSTIC), None) => None,
            (Some(code), _) => Some(entry(&BY_DIAGNOSTIC, code).unwrap_or(OTHER_DIAGNOSTIC)),
        }
    }
}

fn digits(code: i32) -> Option<[u8; 3]> {
    let code = u32::try_from(code)
        .ok()
        .filter(|code| (200..600).contains(code))?;
    let digit = |n: u32| u8::try_from(n % 10).unwrap_or(0);
    Some([digit(code / 100), digit(code / 10), digit(code)])
}

fn dotted([class, subject, detail]: [u8; 3]) -> String {
    format!("{class}.{subject}.{detail}")
}

/// A status code of three numbers; a subject or detail of more than one digit counts as 0, as it does
/// in [MS-OXCMAIL] 2.2.3.7.1.3.
pub(crate) fn parse(text: &str) -> Option<[u8; 3]> {
    // A comment may follow it.
    let code = text.split_ascii_whitespace().next()?;
    let mut numbers = code.split('.');
    let mut number = || {
        let text = numbers.next()?;
        let valid = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        valid.then(|| text.parse::<u8>().ok().filter(|n| *n < 10).unwrap_or(0))
    };
    let code = [number()?, number()?, number()?];
    let [class, ..] = code;
    matches!(class, 2 | 4 | 5).then_some(code)
}

#[cfg(feature = "import")]
impl Codes {
    /// The codes of a status code ([MS-OXCMAIL] 2.2.3.7.1.3).
    pub(crate) fn of([class, subject, detail]: [u8; 3]) -> Self {
        let (diagnostic, reason) = match (subject, detail) {
            (1, 1) => (35, 1),
            (1, 2) => (48, 0),
            (1, 3) => (32, 0),
            (1, 4) => (1, 0),
            (1, 6) => (40, 0),
            (1, _) => (0, 0),
            (2, 2 | 3) | (3, 4) => (13, 0),
            (2, 4) => (30, 0),
            (3, 2) | (4, 0 | 4) => (NO_DIAGNOSTIC, 0),
            (3, 3 | 5) => (18, 0),
            (2 | 3, _) => (38, 0),
            (4, 3) => (NO_DIAGNOSTIC, 6),
            (4, 6 | 8) => (3, 0),
            (4, 7) => (5, 0),
            (4, _) => (2, 0),
            (5, 3) => (16, 0),
            (5, 4) => (11, 0),
            (5, _) => (17, 0),
            (6, 2) => (9, 0),
            (6, 3) => (8, 0),
            (6, 4) => (25, 0),
            (6, 5) => (NO_DIAGNOSTIC, 2),
            (6, _) => (15, 0),
            (7, 1) => (29, 0),
            (7, 2) => (28, 0),
            (7, 3) => (26, 0),
            (7, _) => (46, 0),
            _ => (NO_DIAGNOSTIC, 0),
        };
        let digit = |n: u8, weight: i32| i32::from(n).saturating_mul(weight);
        Self {
            status: Some(
                digit(class, 100)
                    .saturating_add(digit(subject, 10))
                    .saturating_add(i32::from(detail)),
            ),
            diagnostic: Some(diagnostic),
            reason: Some(reason),
        }
    }

    /// Sets what is known on a recipient row.
    pub(crate) fn set(self, row: &mut ropeway_message::PropertyBag) {
        for (tag, code) in [
            (tags::NON_DELIVERY_REPORT_STATUS_CODE, self.status),
            (tags::NON_DELIVERY_REPORT_DIAG_CODE, self.diagnostic),
            (tags::NON_DELIVERY_REPORT_REASON_CODE, self.reason),
        ] {
            if let Some(code) = code {
                row.set(tag, code);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(status: Option<i32>, diagnostic: Option<i32>, reason: Option<i32>) -> String {
        let codes = Codes {
            status,
            diagnostic,
            reason,
        };
        codes.status(Action::Failed)
    }

    #[test]
    fn rp_05_the_stored_status_then_the_diagnostic_then_the_reason() {
        assert_eq!(failed(Some(571), Some(35), Some(1)), "5.7.1");
        assert_eq!(failed(Some(250), Some(35), Some(1)), "5.1.1");
        assert_eq!(failed(None, Some(-1), Some(6)), "4.4.3");
        assert_eq!(failed(None, None, Some(4)), "5.2.0");
        assert_eq!(failed(None, Some(-1), Some(99)), "5.4.0");
        assert_eq!(failed(None, Some(-2), Some(6)), "5.0.0");
        assert_eq!(failed(Some(99), None, None), "5.0.0");
    }

    #[test]
    fn rp_05_both_tables() {
        let by_diagnostic: Vec<String> = (0..50).map(|code| failed(None, Some(code), Some(0))).collect();
        assert_eq!(
            by_diagnostic.join(" "),
            "5.1.0 5.1.4 4.4.5 4.4.6 5.1.0 4.4.7 5.3.0 5.6.0 5.6.3 5.6.2 5.6.0 5.5.4 5.6.0 5.3.4 5.6.0 5.6.1 5.5.3 \
             5.5.5 5.3.3 5.6.2 5.6.0 5.6.0 4.6.4 4.6.4 4.6.4 4.6.4 5.7.3 4.4.6 5.7.2 5.7.1 5.2.4 5.6.1 5.1.3 5.1.0 \
             5.1.3 5.1.1 5.1.0 5.3.0 5.3.0 5.1.0 5.1.6 5.1.0 5.1.0 5.1.6 5.0.0 5.0.0 5.7.0 5.0.0 5.1.2 5.0.0"
        );
        let by_reason: Vec<String> = (0..8).map(|code| failed(None, Some(-1), Some(code))).collect();
        assert_eq!(
            by_reason.join(" "),
            "5.4.0 5.1.0 5.6.5 5.6.5 5.2.0 5.3.0 4.4.3 5.4.0"
        );
    }

    #[test]
    fn rp_05_the_class_is_that_of_the_action() {
        let codes = Codes {
            status: Some(511),
            ..Codes::default()
        };
        assert_eq!(codes.status(Action::Delivered), "2.0.0");
        assert_eq!(codes.status(Action::Delayed), "4.1.1");
        assert_eq!(Codes::default().status(Action::Delayed), "4.0.0");
        assert_eq!(
            Codes {
                status: Some(215),
                ..Codes::default()
            }
            .status(Action::Relayed),
            "2.1.5"
        );
    }

    #[cfg(feature = "import")]
    #[test]
    fn rp_11_a_remote_status_gives_all_three_codes() {
        let codes = |text: &str| {
            let codes = Codes::of(parse(text).unwrap());
            (
                codes.status.unwrap(),
                codes.diagnostic.unwrap(),
                codes.reason.unwrap(),
            )
        };
        for (status, expected) in [
            ("5.1.1", (511, 35, 1)),
            ("5.1.2", (512, 48, 0)),
            ("5.1.10", (510, 0, 0)),
            ("5.7.26", (570, 46, 0)),
            ("4.4.7 (expired)", (447, 5, 0)),
            ("4.4.3", (443, -1, 6)),
            ("5.4.4", (544, -1, 0)),
            ("5.4.6", (546, 3, 0)),
            ("5.2.2", (522, 13, 0)),
            ("5.3.4", (534, 13, 0)),
            ("5.3.2", (532, -1, 0)),
            ("5.2.1", (521, 38, 0)),
            ("5.5.3", (553, 16, 0)),
            ("5.6.5", (565, -1, 2)),
            ("5.6.9", (569, 15, 0)),
            ("5.8.1", (581, -1, 0)),
            ("5.0.0", (500, -1, 0)),
        ] {
            assert_eq!(codes(status), expected, "{status}");
        }
        for wrong in ["", "5", "5.1", "9.1.1", "5.x.1", "550 5.1.1"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
