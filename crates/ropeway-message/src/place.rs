//! Where in a message something is.

use std::fmt;

/// A step from an object to one below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The recipient at this position.
    Recipient(usize),
    /// The attachment at this position.
    Attachment(usize),
    /// The message embedded in the attachment.
    Embedded,
}

/// The way from the outermost message to an object in it; without steps, the message itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    steps: Vec<Step>,
}

impl Place {
    /// The outermost message.
    pub fn message() -> Self {
        Self::default()
    }

    /// The steps, outermost first.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The object one step below this one.
    #[must_use]
    pub fn below(&self, step: Step) -> Self {
        let mut steps = Vec::with_capacity(self.steps.len().saturating_add(1));
        steps.extend_from_slice(&self.steps);
        steps.push(step);
        Self { steps }
    }
}

/// `message`, or the steps: `attachment 0/embedded/recipient 2`. Positions count from zero.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.steps.is_empty() {
            return f.write_str("message");
        }
        for (position, step) in self.steps.iter().enumerate() {
            if position > 0 {
                f.write_str("/")?;
            }
            match step {
                Step::Recipient(at) => write!(f, "recipient {at}")?,
                Step::Attachment(at) => write!(f, "attachment {at}")?,
                Step::Embedded => f.write_str("embedded")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_shown_step_by_step() {
        let place = Place::message();
        assert_eq!(place.to_string(), "message");
        let place = place
            .below(Step::Attachment(0))
            .below(Step::Embedded)
            .below(Step::Recipient(2));
        assert_eq!(place.to_string(), "attachment 0/embedded/recipient 2");
    }
}
