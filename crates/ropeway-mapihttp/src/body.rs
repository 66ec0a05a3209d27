//! The response body: whole when the answer is there at once, else a stream that says so meanwhile.

use crate::wire::{DONE, PENDING, PROCESSING};
use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};
use ropeway_session::BoxFuture;
use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// The body of the endpoint's responses ([MS-OXCMAPIHTTP] 2.2.7).
///
/// Dropping it does not undo an Execute that runs: that ends in its own time, and the session context
/// stays usable.
pub struct ResponseBody(Inner);

enum Inner {
    Whole(Bytes),
    Running(Box<Running>),
}

struct Running {
    announced: bool,
    period: Duration,
    timer: Pin<Box<Sleep>>,
    /// What follows the last PENDING line, DONE included.
    ending: BoxFuture<'static, Bytes>,
}

impl ResponseBody {
    /// Bytes that are no stream.
    pub(crate) fn whole(bytes: impl Into<Bytes>) -> Self {
        Self(Inner::Whole(bytes.into()))
    }

    /// A stream whose ending is there.
    pub(crate) fn ended(ending: &Bytes) -> Self {
        let mut bytes = BytesMut::from(&line(PROCESSING)[..]);
        bytes.extend_from_slice(ending);
        Self::whole(bytes)
    }

    /// A stream that waits for its ending, with a PENDING line in each period.
    pub(crate) fn running(ending: BoxFuture<'static, Bytes>, period: Duration) -> Self {
        Self(Inner::Running(Box::new(Running {
            announced: false,
            period,
            timer: Box::pin(sleep(period)),
            ending,
        })))
    }
}

/// A meta-tag with its line end.
pub(crate) fn line(tag: &str) -> Bytes {
    Bytes::from([tag, "\r\n"].concat())
}

/// What follows the lines: DONE, headers, a blank line and the body.
pub(crate) fn ending(headers: &[(&str, String)], body: &[u8]) -> Bytes {
    let mut bytes = BytesMut::new();
    bytes.extend_from_slice(&line(DONE));
    for (name, value) in headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    bytes.freeze()
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let frame = |bytes| Poll::Ready(Some(Ok(Frame::data(bytes))));
        match &mut self.0 {
            Inner::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Whole(bytes) => frame(std::mem::take(bytes)),
            Inner::Running(running) => {
                if !running.announced {
                    running.announced = true;
                    return frame(line(PROCESSING));
                }
                if let Poll::Ready(bytes) = running.ending.as_mut().poll(cx) {
                    self.0 = Inner::Whole(Bytes::new());
                    return frame(bytes);
                }
                if running.timer.as_mut().poll(cx).is_ready() {
                    // Not later than a period from now, even if nobody asked for a while.
                    running.timer.set(sleep(running.period));
                    return frame(line(PENDING));
                }
                Poll::Pending
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(&self.0, Inner::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or(u64::MAX)),
            Inner::Running(_) => SizeHint::default(),
        }
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Whole(bytes) => write!(f, "ResponseBody({} bytes)", bytes.len()),
            Inner::Running(_) => f.write_str("ResponseBody(running)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;

    fn after(duration: Duration) -> ResponseBody {
        let work = sleep(duration);
        let ending = async move {
            work.await;
            ending(&[("X-ElapsedTime", "50".to_owned())], b"\0\x01")
        };
        ResponseBody::running(Box::pin(ending), Duration::from_secs(15))
    }

    #[tokio::test(start_paused = true)]
    async fn says_pending_once_in_each_period_until_the_ending_is_there() {
        let start = tokio::time::Instant::now();
        let mut body = after(Duration::from_secs(50));
        let mut frames = Vec::new();
        while let Some(frame) = body.frame().await {
            frames.push((start.elapsed().as_secs(), frame.unwrap().into_data().unwrap()));
        }
        let expected: [(u64, &[u8]); 5] = [
            (0, b"PROCESSING\r\n"),
            (15, b"PENDING\r\n"),
            (30, b"PENDING\r\n"),
            (45, b"PENDING\r\n"),
            (50, b"DONE\r\nX-ElapsedTime: 50\r\n\r\n\0\x01"),
        ];
        assert_eq!(
            frames,
            expected.map(|(at, frame)| (at, Bytes::from_static(frame)))
        );
        assert!(body.is_end_stream());
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_reader_gets_no_backlog_of_pending() {
        let mut body = after(Duration::from_secs(600));
        body.frame().await;
        sleep(Duration::from_secs(590)).await;
        let rest = body.collect().await.unwrap().to_bytes();
        assert_eq!(rest, "PENDING\r\nDONE\r\nX-ElapsedTime: 50\r\n\r\n\0\x01");
    }

    #[test]
    fn an_ending_that_is_there_goes_out_whole_and_with_its_length() {
        let body = ResponseBody::ended(&ending(&[], b"x"));
        assert_eq!(body.size_hint().exact(), Some(21));
    }
}
