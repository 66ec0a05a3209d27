//! What reading tolerated.

use crate::Message;

/// A departure that reading tolerated, of one form or another.
pub trait Tolerated {
    /// Whether something of the input did not reach the message for it.
    fn loses(&self) -> bool;
}

/// Departures that reading tolerated.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report<T> {
    /// The departures in the order of reading, [`Report::MAX`] of them at most.
    pub deviations: Vec<T>,
    /// How many more there were.
    pub unlisted: usize,
}

impl<T> Default for Report<T> {
    fn default() -> Self {
        Self {
            deviations: Vec::new(),
            unlisted: 0,
        }
    }
}

impl<T> Report<T> {
    /// How many departures are listed; the rest is counted.
    pub const MAX: usize = 1000;

    /// Whether there was nothing to tolerate.
    pub fn is_empty(&self) -> bool {
        self.deviations.is_empty()
    }

    /// Adds one, which is made only if it is listed.
    pub fn note(&mut self, deviation: impl FnOnce() -> T) {
        if self.deviations.len() < Self::MAX {
            self.deviations.push(deviation());
        } else {
            self.unlisted = self.unlisted.saturating_add(1);
        }
    }
}

impl<T: Tolerated> Report<T> {
    /// Whether something of the input did not reach the message.
    pub fn lost_something(&self) -> bool {
        self.unlisted > 0 || self.deviations.iter().any(Tolerated::loses)
    }
}

/// A message, and how its stored form departed from the specification.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reading<T> {
    /// The message.
    pub message: Message,
    /// What was tolerated.
    pub report: Report<T>,
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Tolerated for bool {
        fn loses(&self) -> bool {
            *self
        }
    }

    #[test]
    fn lists_so_many_and_counts_the_rest() {
        let mut report = Report::default();
        assert!(report.is_empty() && !report.lost_something());
        for _ in 0..Report::<bool>::MAX {
            report.note(|| false);
        }
        assert!(!report.is_empty() && !report.lost_something());
        report.note(|| unreachable!("one that is not listed is not made"));
        assert_eq!((report.deviations.len(), report.unlisted), (1000, 1));
        assert!(report.lost_something());
    }
}
