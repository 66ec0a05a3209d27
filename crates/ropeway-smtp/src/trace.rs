//! The protocol trace.

use std::sync::Arc;

/// Takes the protocol trace of a session.
pub type TraceHook = Arc<dyn Fn(TraceEvent) + Send + Sync>;

/// One line of the dialogue, or a step that has no line. For people who look for a fault: unlike `tracing` events,
/// it shows addresses and the server's words in full, but neither credentials nor the message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TraceEvent {
    /// The name of the host.
    pub host: Arc<str>,
    /// What went over the wire.
    pub kind: TraceKind,
}

/// What went over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TraceKind {
    /// A command line without CRLF; what AUTH carries is replaced by `***`.
    Sent(String),
    /// One line of a reply, without CRLF.
    Received(String),
    /// Content of this many octets, dot-stuffed, the terminator included.
    Content(usize),
    /// The connection is encrypted from here on.
    Tls,
    /// The connection failed; the text is for people.
    Failed(String),
}

impl std::fmt::Display for TraceEvent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.kind {
            TraceKind::Sent(line) => write!(f, "{} C: {line}", self.host),
            TraceKind::Received(line) => write!(f, "{} S: {line}", self.host),
            TraceKind::Content(len) => write!(f, "{} C: ({len} octets of content)", self.host),
            TraceKind::Tls => write!(f, "{} -- TLS --", self.host),
            TraceKind::Failed(why) => write!(f, "{} -- {why} --", self.host),
        }
    }
}
