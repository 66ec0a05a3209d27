//! A scripted server on loopback, over the same transcripts as [`crate::support::Peer`].

use std::net::SocketAddr;

use ropeway_smtp::Host;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Turns a TCP stream into a TLS one.
#[cfg(feature = "tls")]
pub(crate) type Acceptor = tokio_rustls::TlsAcceptor;
#[cfg(not(feature = "tls"))]
pub(crate) type Acceptor = ();

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves one connection per transcript, in order. Beside `S: ` and `C: ` lines there are `S+ ` (sent in one
    /// piece with the next `S: ` line), `TLS` (handshake), `HANG` (says nothing more until the client has gone) and `CLOSE`. A transcript's end closes the connection.
    pub(crate) async fn start(transcripts: &[&str]) -> Self {
        Self::start_with(transcripts, None).await
    }

    pub(crate) async fn start_with(transcripts: &[&str], tls: Option<Acceptor>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let transcripts: Vec<String> = transcripts.iter().map(|&t| t.to_owned()).collect();
        let task = tokio::spawn(async move {
            for transcript in transcripts {
                let (stream, _) = listener.accept().await.unwrap();
                serve(Box::new(stream), &transcript, tls.as_ref()).await;
            }
        });
        Self { address, task }
    }

    pub(crate) fn host(&self) -> Host {
        Host::new("mx.example", [self.address])
    }

    /// Every transcript was played to its end, and nothing else was said.
    pub(crate) async fn finish(self) {
        self.task
            .await
            .expect("the dialogue does not follow the transcript");
    }
}

async fn serve(mut stream: Box<dyn Stream>, transcript: &str, tls: Option<&Acceptor>) {
    let mut together = String::new();
    for line in transcript
        .lines()
        .map(str::trim_start)
        .filter(|line| !line.is_empty())
    {
        match line.split_at_checked(3) {
            Some(("S+ ", text)) => together.push_str(&format!("{text}\r\n")),
            Some(("S: ", text)) => {
                let reply = format!("{}{text}\r\n", std::mem::take(&mut together));
                // The client may be gone: that shows where its next line is missing.
                let _ = stream.write_all(reply.as_bytes()).await;
            }
            Some(("C: ", text)) => assert_eq!(read_line(&mut stream).await.as_deref(), Some(text)),
            Some(("TLS", _)) => match handshake(stream, tls).await {
                Some(encrypted) => stream = encrypted,
                None => return,
            },
            _ if line == "HANG" => {
                while !matches!(stream.read(&mut [0; 512]).await, Ok(0) | Err(_)) {}
                return;
            }
            _ if line == "CLOSE" => return,
            _ => panic!("no transcript line: {line:?}"),
        }
    }
    let _ = stream.shutdown().await;
    assert_eq!(
        read_line(&mut stream).await,
        None,
        "the client says more than the transcript"
    );
}

async fn read_line(stream: &mut Box<dyn Stream>) -> Option<String> {
    let mut line = Vec::new();
    loop {
        match stream.read_u8().await {
            Ok(octet) => line.push(octet),
            Err(_) if line.is_empty() => return None,
            Err(error) => panic!("{error} after {line:?}"),
        }
        if let Some(line) = line.strip_suffix(b"\r\n") {
            return Some(String::from_utf8(line.to_vec()).unwrap());
        }
    }
}

#[cfg(feature = "tls")]
async fn handshake(stream: Box<dyn Stream>, tls: Option<&Acceptor>) -> Option<Box<dyn Stream>> {
    let encrypted = tls.expect("a certificate").accept(stream).await.ok()?;
    Some(Box::new(encrypted))
}

#[cfg(not(feature = "tls"))]
async fn handshake(_: Box<dyn Stream>, _: Option<&Acceptor>) -> Option<Box<dyn Stream>> {
    panic!("built without tls")
}
