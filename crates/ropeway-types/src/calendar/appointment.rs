//! AppointmentRecurrencePattern ([MS-OXOCAL] 2.2.1.44.5) and its parts.

use super::recurrence::{LocalMinutes, RecurrencePattern, whole};
use crate::numbers::flag_set;
use crate::text::WideString;
use crate::wire::codec::{bytes_u32, rest};
use crate::wire::{Decode, DecodeError, DecodeErrorKind, Encode, EncodeError, Reader, Writer};
use bytes::Bytes;

flag_set! {
    /// OverrideFlags ([MS-OXOCAL] 2.2.1.44.2): what an exception has otherwise than its series.
    OverrideFlags: u16 {
        /// ARO_SUBJECT: subject.
        SUBJECT = 0x0001;
        /// ARO_MEETINGTYPE: state flags.
        MEETING_TYPE = 0x0002;
        /// ARO_REMINDERDELTA: minutes of the reminder.
        REMINDER_DELTA = 0x0004;
        /// ARO_REMINDER: whether there is a reminder.
        REMINDER = 0x0008;
        /// ARO_LOCATION: location.
        LOCATION = 0x0010;
        /// ARO_BUSYSTATUS: busy status.
        BUSY_STATUS = 0x0020;
        /// ARO_ATTACHMENT: attachments.
        ATTACHMENT = 0x0040;
        /// ARO_SUBTYPE: whether it is an all-day event.
        SUBTYPE = 0x0080;
        /// ARO_APPTCOLOR: reserved.
        APPOINTMENT_COLOR = 0x0100;
        /// ARO_EXCEPTIONAL_BODY: body, in the embedded message.
        EXCEPTIONAL_BODY = 0x0200;
    }
}

impl OverrideFlags {
    const TEXT: u16 = Self::SUBJECT.0 | Self::LOCATION.0;
}

/// A field that is there if a flag is.
mod if_set {
    use super::OverrideFlags;
    use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};

    pub(super) fn decode<T: Decode>(
        reader: &mut Reader,
        flags: OverrideFlags,
        flag: OverrideFlags,
    ) -> Result<Option<T>, DecodeError> {
        flags.contains(flag).then(|| T::decode(reader)).transpose()
    }

    pub(super) fn encode<T: Encode>(
        value: &Option<T>,
        writer: &mut Writer,
        flags: OverrideFlags,
        flag: OverrideFlags,
    ) -> Result<(), EncodeError> {
        match (value, flags.contains(flag)) {
            (Some(value), true) => value.encode(writer),
            (None, false) => Ok(()),
            _ => Err(EncodeError::Unsupported(
                "field of an exception against OverrideFlags",
            )),
        }
    }
}

macro_rules! fields_by_flag {
    ($($module:ident: $flag:ident;)*) => {$(
        mod $module {
            use super::{OverrideFlags, if_set};
            use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Writer};
            pub(super) const MIN_LEN: usize = 0;
            pub(super) fn decode<T: Decode>(
                reader: &mut Reader,
                flags: &OverrideFlags,
            ) -> Result<Option<T>, DecodeError> {
                if_set::decode(reader, *flags, OverrideFlags::$flag)
            }
            pub(super) fn encode<T: Encode>(
                value: &Option<T>,
                writer: &mut Writer,
                flags: &OverrideFlags,
            ) -> Result<(), EncodeError> {
                if_set::encode(value, writer, *flags, OverrideFlags::$flag)
            }
        }
    )*};
}

fields_by_flag! {
    subject: SUBJECT;
    meeting_type: MEETING_TYPE;
    reminder_delta: REMINDER_DELTA;
    reminder: REMINDER;
    location: LOCATION;
    busy_status: BUSY_STATUS;
    attachment: ATTACHMENT;
    subtype: SUBTYPE;
    color: APPOINTMENT_COLOR;
}

/// 8-bit text in an [`ExceptionInfo`], with the two lengths before it: the first is one more than the
/// second, which counts the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ExceptionText {
    /// SubjectLength or LocationLength, as it was read.
    pub declared: u16,
    /// The text in the code page of the message, not terminated.
    pub text: Bytes,
}

impl ExceptionText {
    /// Text with the lengths that it should have.
    pub fn new(text: impl Into<Bytes>) -> Self {
        let text = text.into();
        let declared = u16::try_from(text.len()).unwrap_or(u16::MAX).saturating_add(1);
        Self { declared, text }
    }
}

impl Decode for ExceptionText {
    const MIN_LEN: usize = 4;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let declared = u16::decode(reader)?;
        let len = u16::decode(reader)?;
        let text = reader.take(usize::from(len))?;
        Ok(Self { declared, text })
    }
}
impl Encode for ExceptionText {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.declared.encode(writer)?;
        writer.count_u16("text of an exception", self.text.len())?;
        writer.put(&self.text);
        Ok(())
    }
}

crate::wire_struct! {
    /// ExceptionInfo ([MS-OXOCAL] 2.2.1.44.2): a changed occurrence.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct ExceptionInfo {
        /// When it starts now.
        pub start_date_time: LocalMinutes,
        /// When it ends now.
        pub end_date_time: LocalMinutes,
        /// When it would have started.
        pub original_start_date: LocalMinutes,
        /// Which of the fields below are there.
        pub override_flags: OverrideFlags,
        /// Subject.
        pub subject: Option<ExceptionText> = subject(override_flags),
        /// PidLidAppointmentStateFlags.
        pub meeting_type: Option<u32> = meeting_type(override_flags),
        /// PidLidReminderDelta, minutes.
        pub reminder_delta: Option<u32> = reminder_delta(override_flags),
        /// PidLidReminderSet.
        pub reminder_set: Option<u32> = reminder(override_flags),
        /// Location.
        pub location: Option<ExceptionText> = location(override_flags),
        /// PidLidBusyStatus.
        pub busy_status: Option<u32> = busy_status(override_flags),
        /// Whether the embedded message has attachments.
        pub attachment: Option<u32> = attachment(override_flags),
        /// PidLidAppointmentSubType: 1 is an all-day event.
        pub sub_type: Option<u32> = subtype(override_flags),
        /// Reserved.
        pub appointment_color: Option<u32> = color(override_flags),
    }
}

crate::wire_struct! {
    /// ChangeHighlight ([MS-OXOCAL] 2.2.1.44.3).
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
    pub struct ChangeHighlight {
        /// The value of PidLidChangeHighlight, 4 bytes, and what is reserved after it.
        pub value: Bytes as "ChangeHighlightValue" = bytes_u32["ChangeHighlightSize"],
    }
}

/// ExtendedException ([MS-OXOCAL] 2.2.1.44.4): what an [`ExceptionInfo`] holds no Unicode for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ExtendedException {
    /// What the organizer changed; there from WriterVersion2 0x3009 on.
    pub change_highlight: Option<ChangeHighlight>,
    /// ReservedBlockEE1, empty.
    pub reserved_block_1: Bytes,
    /// Start, end and original start again; there with a subject or location.
    pub times: Option<[LocalMinutes; 3]>,
    /// The subject of the exception; there if its flag is set.
    pub subject: Option<WideString>,
    /// The location of the exception; there if its flag is set.
    pub location: Option<WideString>,
    /// ReservedBlockEE2, empty; there with a subject or location.
    pub reserved_block_2: Bytes,
}

impl ExtendedException {
    /// Fewest bytes: the size of the first reserved block.
    const MIN_LEN: usize = 4;
    const NAME: &'static str = "ExtendedException";

    fn wide(reader: &mut Reader) -> Result<WideString, DecodeError> {
        let units = u16::decode(reader)?;
        let bytes = reader.take(usize::from(units).saturating_mul(2))?;
        Ok(WideString::from_utf16le(bytes))
    }

    fn put_wide(text: &WideString, writer: &mut Writer) -> Result<(), EncodeError> {
        writer.count_u16("text of an exception", text.as_bytes().len() / 2)?;
        writer.put(text.as_bytes());
        Ok(())
    }

    /// Reads the extension of an exception with these flags, as a writer of this version put it.
    ///
    /// # Errors
    /// [`DecodeError`] naming field and offset.
    pub fn decode(
        reader: &mut Reader,
        writer_version_2: u32,
        flags: OverrideFlags,
    ) -> Result<Self, DecodeError> {
        let text = flags.0 & OverrideFlags::TEXT != 0;
        let change_highlight = (writer_version_2 >= AppointmentRecurrencePattern::WRITER_VERSION_2)
            .then(|| reader.field(Self::NAME, "change_highlight", ChangeHighlight::decode))
            .transpose()?;
        let reserved_block_1 = reader.field(Self::NAME, "ReservedBlockEE1", bytes_u32::decode)?;
        let times = text
            .then(|| {
                let start = reader.field(Self::NAME, "start_date_time", LocalMinutes::decode)?;
                let end = reader.field(Self::NAME, "end_date_time", LocalMinutes::decode)?;
                let original = reader.field(Self::NAME, "original_start_date", LocalMinutes::decode)?;
                Ok([start, end, original])
            })
            .transpose()?;
        let subject = flags
            .contains(OverrideFlags::SUBJECT)
            .then(|| reader.field(Self::NAME, "WideCharSubject", Self::wide))
            .transpose()?;
        let location = flags
            .contains(OverrideFlags::LOCATION)
            .then(|| reader.field(Self::NAME, "WideCharLocation", Self::wide))
            .transpose()?;
        let reserved_block_2 = if text {
            reader.field(Self::NAME, "ReservedBlockEE2", bytes_u32::decode)?
        } else {
            Bytes::new()
        };
        Ok(Self {
            change_highlight,
            reserved_block_1,
            times,
            subject,
            location,
            reserved_block_2,
        })
    }

    /// Writes what [`ExtendedException::decode`] reads.
    ///
    /// # Errors
    /// [`EncodeError::Unsupported`] for fields that flags or version have no room for, or lack;
    /// [`EncodeError::TooLong`].
    pub fn encode(
        &self,
        writer: &mut Writer,
        writer_version_2: u32,
        flags: OverrideFlags,
    ) -> Result<(), EncodeError> {
        let text = flags.0 & OverrideFlags::TEXT != 0;
        let new = writer_version_2 >= AppointmentRecurrencePattern::WRITER_VERSION_2;
        if self.change_highlight.is_some() != new
            || self.times.is_some() != text
            || self.subject.is_some() != flags.contains(OverrideFlags::SUBJECT)
            || self.location.is_some() != flags.contains(OverrideFlags::LOCATION)
            || !text && !self.reserved_block_2.is_empty()
        {
            return Err(EncodeError::Unsupported(
                "field of an extended exception against OverrideFlags or WriterVersion2",
            ));
        }
        if let Some(highlight) = &self.change_highlight {
            highlight.encode(writer)?;
        }
        bytes_u32::encode(&self.reserved_block_1, writer)?;
        for time in self.times.iter().flatten() {
            time.encode(writer)?;
        }
        for text in self.subject.iter().chain(&self.location) {
            Self::put_wide(text, writer)?;
        }
        if text {
            bytes_u32::encode(&self.reserved_block_2, writer)?;
        }
        Ok(())
    }
}

/// The value of PidLidAppointmentRecur ([MS-OXOCAL] 2.2.1.44.5): a series of appointments with its
/// exceptions.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AppointmentRecurrencePattern {
    /// When it occurs.
    pub recurrence_pattern: RecurrencePattern,
    /// 0x3006.
    pub reader_version_2: u32,
    /// 0x3008 or 0x3009.
    pub writer_version_2: u32,
    /// Minutes from midnight to the start of each occurrence.
    pub start_time_offset: u32,
    /// Minutes from that midnight to its end; more than a day for one that ends on a later day.
    pub end_time_offset: u32,
    /// Changed occurrences (ExceptionCount is 16 bits wide).
    pub exceptions: Vec<ExceptionInfo>,
    /// ReservedBlock1, empty.
    pub reserved_block_1: Bytes,
    /// One for each of `exceptions`.
    pub extended_exceptions: Vec<ExtendedException>,
    /// ReservedBlock2, empty.
    pub reserved_block_2: Bytes,
    /// Bytes after the last field.
    pub extra: Bytes,
}

impl AppointmentRecurrencePattern {
    /// ReaderVersion2.
    pub const READER_VERSION_2: u32 = 0x3006;
    /// WriterVersion2 from which on there are change highlights.
    pub const WRITER_VERSION_2: u32 = 0x3009;
    const NAME: &'static str = "AppointmentRecurrencePattern";

    /// A series without exceptions; times of day in minutes since midnight.
    pub fn new(recurrence_pattern: RecurrencePattern, start_time_offset: u32, end_time_offset: u32) -> Self {
        Self {
            recurrence_pattern,
            reader_version_2: Self::READER_VERSION_2,
            writer_version_2: Self::WRITER_VERSION_2,
            start_time_offset,
            end_time_offset,
            exceptions: Vec::new(),
            reserved_block_1: Bytes::new(),
            extended_exceptions: Vec::new(),
            reserved_block_2: Bytes::new(),
            extra: Bytes::new(),
        }
    }

    /// Reads a whole value.
    ///
    /// # Errors
    /// [`DecodeError`] naming structure, field and offset.
    pub fn parse(bytes: impl Into<Bytes>) -> Result<Self, DecodeError> {
        whole(bytes)
    }

    /// Reads a value of which only the part up to the exceptions can be relied upon: some writers leave out
    /// what follows it, or get it wrong. Such an end is not read; the second value then says why.
    ///
    /// # Errors
    /// As [`AppointmentRecurrencePattern::parse`], for the first part.
    pub fn parse_start(bytes: impl Into<Bytes>) -> Result<(Self, Option<DecodeError>), DecodeError> {
        let mut reader = Reader::new(bytes);
        let mut value = Self::decode_start(&mut reader)?;
        let error = value.decode_end(&mut reader).err();
        if error.is_some() {
            value.extended_exceptions.clear();
        }
        Ok((value, error))
    }

    fn decode_start(reader: &mut Reader) -> Result<Self, DecodeError> {
        let recurrence_pattern = reader.field(Self::NAME, "recurrence_pattern", RecurrencePattern::decode)?;
        let reader_version_2 = reader.field(Self::NAME, "reader_version_2", u32::decode)?;
        let writer_version_2 = reader.field(Self::NAME, "writer_version_2", u32::decode)?;
        let start = reader.field(Self::NAME, "start_time_offset", u32::decode)?;
        let end = reader.field(Self::NAME, "end_time_offset", u32::decode)?;
        let exceptions = reader.field(Self::NAME, "ExceptionInfo", |reader| {
            let count = u16::decode(reader)?;
            reader.list(usize::from(count))
        })?;
        Ok(Self {
            reader_version_2,
            writer_version_2,
            exceptions,
            ..Self::new(recurrence_pattern, start, end)
        })
    }

    fn decode_end(&mut self, reader: &mut Reader) -> Result<(), DecodeError> {
        self.reserved_block_1 = reader.field(Self::NAME, "reserved_block_1", bytes_u32::decode)?;
        let version = self.writer_version_2;
        let mut flags = self.exceptions.iter().map(|exception| exception.override_flags);
        self.extended_exceptions = reader.field(Self::NAME, "ExtendedException", |reader| {
            reader.list_of(
                self.exceptions.len(),
                ExtendedException::MIN_LEN,
                |reader| match flags.next() {
                    Some(flags) => ExtendedException::decode(reader, version, flags),
                    None => Err(reader.error(DecodeErrorKind::Context("ExceptionInfo"))),
                },
            )
        })?;
        self.reserved_block_2 = reader.field(Self::NAME, "reserved_block_2", bytes_u32::decode)?;
        self.extra = reader.field(Self::NAME, "extra", rest::decode)?;
        Ok(())
    }
}

impl Decode for AppointmentRecurrencePattern {
    const MIN_LEN: usize = RecurrencePattern::MIN_LEN.saturating_add(26);
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let mut value = Self::decode_start(reader)?;
        value.decode_end(reader)?;
        Ok(value)
    }
}

impl Encode for AppointmentRecurrencePattern {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.recurrence_pattern.encode(writer)?;
        self.reader_version_2.encode(writer)?;
        self.writer_version_2.encode(writer)?;
        self.start_time_offset.encode(writer)?;
        self.end_time_offset.encode(writer)?;
        writer.count_u16("exceptions", self.exceptions.len())?;
        for exception in &self.exceptions {
            exception.encode(writer)?;
        }
        bytes_u32::encode(&self.reserved_block_1, writer)?;
        if self.exceptions.len() != self.extended_exceptions.len() {
            return Err(EncodeError::Unsupported(
                "another number of extended exceptions than of exceptions",
            ));
        }
        for (exception, extended) in self.exceptions.iter().zip(&self.extended_exceptions) {
            extended.encode(writer, self.writer_version_2, exception.override_flags)?;
        }
        bytes_u32::encode(&self.reserved_block_2, writer)?;
        writer.put(&self.extra);
        Ok(())
    }
}
