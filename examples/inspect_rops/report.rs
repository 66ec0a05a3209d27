//! What became of each buffer, and of all.

use crate::input::{Content, Context, Direction, Fault, Item};
use bytes::Bytes;
use ropeway::rop::{
    Conversation, Inspection, RequestBuffer, RequestContext, ResponseBuffer, ResponseContext, extended,
};
use ropeway::types::wire::{DecodeError, EncodeError, Scalar, Tolerance, Trace};
use ropeway::types::{PropertyName, PropertyTag};
use std::collections::BTreeMap;

/// What is to be shown of one buffer.
pub(crate) struct Entry {
    /// File and line.
    pub name: String,
    pub direction: Direction,
    /// Which payload of a chain, and of how many.
    pub payload: (usize, usize),
    /// Its size.
    pub size: usize,
    /// What was read.
    pub trace: Option<Trace>,
    pub tolerated: Tolerance,
    /// Why reading stopped, or why there was nothing to read.
    pub problem: Option<Problem>,
    /// A remark that is no problem.
    pub remark: Option<String>,
    /// What the ids from 0x8000 up mean, that stand in it.
    pub names: BTreeMap<u16, PropertyName>,
}

/// What is not as it should be.
pub(crate) enum Problem {
    /// The bytes carry no ROP buffer.
    Envelope(Fault),
    /// The ROP buffer cannot be read.
    Decode(DecodeError),
    /// It cannot be written.
    Encode(EncodeError),
    /// It is written otherwise than it was read.
    Differs {
        /// Where first.
        offset: usize,
        /// The field that stood there.
        field: String,
        /// The byte that stood there, and the one that is written.
        bytes: (Option<u8>, Option<u8>),
    },
    /// Compressed bytes that do not give what they should.
    Compression(String),
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Envelope(fault) => write!(f, "no ROP buffer: {}", fault.text),
            Self::Decode(error) => write!(f, "stopped: {error}"),
            Self::Encode(error) => write!(f, "cannot be written: {error}"),
            Self::Differs { offset, field, bytes } => {
                let byte = |byte: &Option<u8>| byte.map_or("nothing".to_owned(), |b| format!("{b:#04x}"));
                let (read, written) = (byte(&bytes.0), byte(&bytes.1));
                write!(
                    f,
                    "differs at byte {offset}, {field}: read {read}, written {written}"
                )
            }
            Self::Compression(text) => write!(f, "compression: {text}"),
        }
    }
}

/// A logon kind that a line tells.
struct Known(Option<bool>, Tolerance);

impl RequestContext for Known {
    fn is_private_logon(&self, _: u8) -> Option<bool> {
        Some(self.0.unwrap_or(true))
    }
    fn tolerance(&self) -> Tolerance {
        self.1
    }
}

/// The session that the files tell, and the account of it.
pub(crate) struct Report {
    conversation: Conversation,
    tolerance: Tolerance,
    check: bool,
    buffers: usize,
    problems: usize,
    /// Items known to hold no ROPs, and those of which nothing is known.
    without_rops: usize,
    unknown: usize,
}

impl Report {
    pub(crate) fn new(tolerance: Tolerance, check: bool) -> Self {
        Self {
            conversation: Conversation::with_tolerance(tolerance),
            tolerance,
            check,
            buffers: 0,
            problems: 0,
            without_rops: 0,
            unknown: 0,
        }
    }

    /// The account in one line.
    pub(crate) fn summary(&self) -> String {
        let done = if self.check {
            "read and written back the same"
        } else {
            "read"
        };
        if self.found_nothing() {
            return "nothing was read: no field or body is known to hold ROPs".to_owned();
        }
        let good = self.buffers.saturating_sub(self.problems);
        format!("{good} of {} buffers {done}", self.buffers)
    }

    pub(crate) fn all_is_well(&self) -> bool {
        self.problems == 0 && !self.found_nothing()
    }

    /// Whether there was no buffer, other than because all items are known to hold none.
    fn found_nothing(&self) -> bool {
        self.buffers == 0 && (self.unknown > 0 || self.without_rops == 0)
    }

    /// Reads an item: an entry for each payload.
    pub(crate) fn inspect(&mut self, name: &str, item: Item) -> Vec<Entry> {
        let direction = item.direction;
        let empty = |problem, remark, size| Entry {
            name: name.to_owned(),
            direction,
            payload: (1, 1),
            size,
            trace: None,
            tolerated: Tolerance::NONE,
            problem,
            remark,
            names: BTreeMap::new(),
        };
        let entries = match item.content {
            Err(fault) => {
                let size = fault.size;
                vec![empty(Some(Problem::Envelope(fault)), None, size)]
            }
            Ok(Content::Nothing(text)) => {
                self.without_rops += 1;
                return vec![empty(None, Some(text), 0)];
            }
            Ok(Content::Unknown(text)) => {
                self.unknown += 1;
                return vec![empty(None, Some(text), 0)];
            }
            Ok(Content::Compressed(packed, plain)) => {
                let problem = decompress(&packed, &plain).err().map(Problem::Compression);
                let remark = format!("{} bytes, compressed, of {}", packed.len(), plain.len());
                vec![empty(problem, Some(remark), packed.len())]
            }
            Ok(Content::Rops {
                payloads,
                remark,
                fault,
            }) => {
                let count = payloads.len();
                let read = |(at, payload): (usize, Bytes)| {
                    let (trace, tolerated, problem) =
                        self.payload(&payload, direction, item.context.as_ref(), at);
                    Entry {
                        names: self.names(&trace),
                        payload: (at + 1, count),
                        trace: Some(trace),
                        tolerated,
                        ..empty(problem, remark.clone(), payload.len())
                    }
                };
                let mut entries: Vec<_> = payloads.into_iter().enumerate().map(read).collect();
                if let Some(fault) = fault {
                    let size = fault.size;
                    entries.push(empty(Some(Problem::Envelope(fault)), None, size));
                }
                entries
            }
        };
        self.buffers += entries.len();
        self.problems += entries.iter().filter(|entry| entry.problem.is_some()).count();
        entries
    }

    /// The names that the session has told of the ids in a buffer.
    fn names(&self, trace: &Trace) -> BTreeMap<u16, PropertyName> {
        let mut names = BTreeMap::new();
        let mut nodes: Vec<_> = trace.nodes.iter().collect();
        while let Some(node) = nodes.pop() {
            let tag = match &node.value {
                Some(Scalar::Tag(tag)) => Some(*tag),
                _ => node.column,
            };
            if let Some(id) = tag.filter(|tag| tag.is_named()).map(PropertyTag::id)
                && let Some(name) = self.conversation.property_name(None, id)
            {
                names.insert(id, name.clone());
            }
            nodes.extend(&node.children);
        }
        names
    }

    fn payload(
        &mut self,
        payload: &Bytes,
        direction: Direction,
        context: Option<&Context>,
        at: usize,
    ) -> (Trace, Tolerance, Option<Problem>) {
        let bytes = payload.clone();
        match (direction, context) {
            (Direction::Request, None) if at == 0 => self.judge(
                payload,
                |it| it.conversation.inspect_requests(bytes),
                RequestBuffer::encode,
            ),
            (Direction::Request, None) => self.judge(
                payload,
                |it| it.conversation.inspect_more_requests(bytes),
                RequestBuffer::encode,
            ),
            (Direction::Request, Some(context)) => {
                let known = Known(context.private, self.tolerance);
                self.judge(
                    payload,
                    |_| RequestBuffer::inspect(bytes, &known),
                    RequestBuffer::encode,
                )
            }
            (Direction::Response, None) if at == 0 => self.judge(
                payload,
                |it| it.conversation.inspect_responses(bytes),
                ResponseBuffer::encode,
            ),
            (Direction::Response, None) => self.judge(
                payload,
                |it| it.conversation.inspect_more_responses(bytes),
                ResponseBuffer::encode,
            ),
            (Direction::Response, Some(context)) => {
                let mut known = response_context(context, self.tolerance);
                self.judge(
                    payload,
                    |_| ResponseBuffer::inspect(bytes, &mut known),
                    ResponseBuffer::encode,
                )
            }
        }
    }

    fn judge<T>(
        &mut self,
        payload: &Bytes,
        inspect: impl FnOnce(&mut Self) -> Inspection<T>,
        encode: impl FnOnce(&T) -> Result<Bytes, EncodeError>,
    ) -> (Trace, Tolerance, Option<Problem>) {
        let Inspection {
            result,
            trace,
            tolerated,
        } = inspect(self);
        let problem = match result {
            Err(error) => Some(Problem::Decode(error)),
            Ok(_) if !self.check => None,
            Ok(buffer) => match encode(&buffer) {
                Err(error) => Some(Problem::Encode(error)),
                Ok(written) => difference(payload, &written, &trace),
            },
        };
        (trace, tolerated, problem)
    }
}

/// What the line of a single response says, for every index.
fn response_context(context: &Context, tolerance: Tolerance) -> ResponseContext {
    let known = Known(context.private, tolerance);
    let requests = context
        .request
        .clone()
        .and_then(|buffer| RequestBuffer::decode(buffer, &known).ok());
    let mut known = match requests {
        Some(buffer) => ResponseContext::for_requests(buffer.requests),
        None => ResponseContext::new(),
    };
    known.set_tolerance(tolerance);
    if let Some(columns) = &context.columns {
        for index in 0..=u8::MAX {
            known.set_table_columns(index, columns.clone());
            known.set_recipient_columns(index, columns.clone());
        }
        if let Some(handle) = context.notification_handle {
            known.set_notification_columns(handle, columns.clone());
        }
    }
    known
}

fn difference(read: &Bytes, written: &Bytes, trace: &Trace) -> Option<Problem> {
    if read == written {
        return None;
    }
    let offset = read.iter().zip(written).take_while(|(a, b)| a == b).count();
    let field = match trace.path_at(offset) {
        path if path.is_empty() => "the end".to_owned(),
        path => path,
    };
    Some(Problem::Differs {
        offset,
        field,
        bytes: (read.get(offset).copied(), written.get(offset).copied()),
    })
}

/// Compressed bytes must give what they should, and what is compressed here as well.
fn decompress(packed: &Bytes, plain: &Bytes) -> Result<(), String> {
    let unpacked = extended::decompress(packed, plain.len()).map_err(|error| error.to_string())?;
    if unpacked != plain[..] {
        return Err("the bytes are not those that they should be".to_owned());
    }
    let again = extended::compress(plain);
    match extended::decompress(&again, plain.len()) {
        Ok(unpacked) if unpacked == plain[..] => Ok(()),
        Ok(_) => Err("what is compressed here becomes something else".to_owned()),
        Err(error) => Err(format!("what is compressed here cannot be read: {error}")),
    }
}
