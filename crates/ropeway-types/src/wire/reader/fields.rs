//! Fields: their names in errors, and in the trace where one is kept.

use super::Reader;
use crate::tag::PropertyTag;
use crate::wire::DecodeError;
use crate::wire::trace::{Announces, Scalar, Trace, TraceBuilder};

impl Reader {
    /// Reads a field. Its error bears the names, unless one further in has its own.
    ///
    /// # Errors
    /// As `read`.
    #[inline(always)]
    pub fn field<T>(
        &mut self,
        structure: &'static str,
        field: &'static str,
        read: impl FnOnce(&mut Reader) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        self.announced_field(structure, field, "", read)
    }

    /// Reads a field whose count, size or presence flag, which `read` reads first by
    /// [`Reader::announcer`], is called `announced_by`.
    ///
    /// # Errors
    /// As `read`.
    #[inline(always)]
    pub fn announced_field<T>(
        &mut self,
        structure: &'static str,
        field: &'static str,
        announced_by: &'static str,
        read: impl FnOnce(&mut Reader) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        if self.trace.is_some() {
            self.trace_open(structure, field, announced_by);
        }
        let mut value = read(self);
        if self.trace.is_some() {
            self.trace_close(value.is_err());
        }
        // In place: to take the result apart would copy the value.
        if let Err(error) = &mut value {
            error.name(structure, field);
        }
        value
    }

    /// Reads a count, size or flag that only says what follows it in the same field.
    ///
    /// # Errors
    /// As `read`.
    #[inline(always)]
    pub fn announcer<T>(
        &mut self,
        announces: Announces,
        read: impl FnOnce(&mut Reader) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        if self.trace.is_some() {
            self.trace_open("", "", "");
            self.traced(|trace| trace.announce(announces));
        }
        let value = read(self);
        if self.trace.is_some() {
            self.trace_close(value.is_err());
        }
        value
    }

    /// Says that the parts of the present field are items of a list.
    #[inline]
    pub fn mark_list(&mut self) {
        if self.trace.is_some() {
            self.traced(TraceBuilder::list);
        }
    }

    /// Gives the present field a name that only its content told.
    #[inline]
    pub fn rename(&mut self, name: &'static str) {
        if self.trace.is_some() {
            self.traced(|trace| trace.rename(name));
        }
    }

    /// Tells the trace which property the present item is the value of.
    #[inline]
    pub(crate) fn column(&mut self, tag: PropertyTag) {
        if self.trace.is_some() {
            self.traced(|trace| trace.column(tag));
        }
    }

    /// Tells the trace what the present field's value means.
    #[inline]
    pub fn note(&mut self, value: impl FnOnce() -> Scalar) {
        if self.trace.is_some() {
            self.traced(|trace| trace.note(value()));
        }
    }

    /// Apart, so that what it does for an inspector is in nobody's way.
    #[cold]
    #[inline(never)]
    fn traced(&mut self, tell: impl FnOnce(&mut TraceBuilder)) {
        if let Some(trace) = &mut self.trace {
            tell(trace);
        }
    }

    #[cold]
    pub(super) fn trace_open(
        &mut self,
        structure: &'static str,
        field: &'static str,
        announced_by: &'static str,
    ) {
        let offset = self.offset();
        if let Some(trace) = &mut self.trace {
            trace.open(structure, field, announced_by, offset);
        }
    }

    #[cold]
    pub(super) fn trace_close(&mut self, failed: bool) {
        let offset = self.offset();
        if let Some(trace) = &mut self.trace {
            trace.close(offset, failed);
        }
    }

    /// Whether a record is kept.
    #[inline]
    pub fn is_tracing(&self) -> bool {
        self.trace.is_some()
    }

    /// All that was read, if [`Reader::with_trace`] began a record.
    pub fn take_trace(&mut self) -> Option<Trace> {
        let end = self.offset();
        let trace = self.trace.take()?;
        Some(trace.finish(self.buf.clone(), self.base, end))
    }
}
