//! Large payloads in files.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use bytes::Bytes;
use rusqlite::Connection;
use tokio::sync::{Semaphore, oneshot};

use super::{error, files};
use crate::QueueError;

/// Threads that read or write files at the same time.
const THREADS: usize = 8;

/// The end of a payload file's name.
const SUFFIX: &str = ".payload";

/// The end of the name of a file that is being written.
const TEMPORARY: &str = ".tmp";

/// Whether an entry names the file.
pub(super) const FIND_FILE: &str = "SELECT 1 FROM entries WHERE file = ?1";

/// The directory of payload files.
#[derive(Debug)]
pub(super) struct PayloadDir {
    path: PathBuf,
    permits: Arc<Semaphore>,
}

/// A durable file that no entry names yet. Dropping it removes it, unless it was kept.
#[derive(Debug)]
pub(super) struct StagedFile {
    dir: Arc<PayloadDir>,
    name: String,
    kept: AtomicBool,
}

impl StagedFile {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn keep(&self) {
        self.kept.store(true, Ordering::Relaxed);
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        if !*self.kept.get_mut() {
            self.dir.remove(&self.name);
        }
    }
}

impl PayloadDir {
    pub(super) fn open(queue: &Path) -> Result<Self, QueueError> {
        let path = queue.join("payload");
        files::create_dir(&path)?;
        Ok(Self {
            path,
            permits: Arc::new(Semaphore::new(THREADS)),
        })
    }

    /// Writes a payload so that it survives whatever happens after this returns.
    pub(super) async fn stage(this: &Arc<Self>, payload: Bytes) -> Result<Arc<StagedFile>, QueueError> {
        let dir = Arc::clone(this);
        Self::on_thread(this, move || {
            let name = format!("{:032x}{SUFFIX}", fastrand::u128(..));
            let staged = StagedFile {
                dir,
                name,
                kept: AtomicBool::new(false),
            };
            staged
                .dir
                .write(&staged.name, &payload)
                .map_err(|e| QueueError::from_io("writing a payload file", e))?;
            files::sync_dir(&staged.dir.path)?;
            Ok(Arc::new(staged))
        })
        .await
    }

    fn write(&self, name: &str, payload: &[u8]) -> io::Result<()> {
        let temporary = self.path.join(format!("{name}{TEMPORARY}"));
        let written = files::private()
            .create_new(true)
            .open(&temporary)
            .and_then(|mut file| {
                file.write_all(payload)?;
                file.sync_all()?;
                fs::rename(&temporary, self.path.join(name))
            });
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    pub(super) async fn read(this: &Arc<Self>, name: String, len: u64) -> Result<Bytes, QueueError> {
        let path = this.path.join(name);
        Self::on_thread(this, move || {
            let mut file = match File::open(&path) {
                Ok(file) => file,
                Err(e) if e.kind() == io::ErrorKind::NotFound => {
                    return Err(QueueError::Corrupt {
                        detail: "a payload file is missing".to_owned(),
                    });
                }
                Err(e) => return Err(QueueError::from_io("opening a payload file", e)),
            };
            let found = file
                .metadata()
                .map_err(|e| QueueError::from_io("reading a payload file", e))?
                .len();
            if found != len {
                let detail = format!("a payload file has {found} bytes instead of {len}");
                return Err(QueueError::Corrupt { detail });
            }
            let mut payload = Vec::with_capacity(usize::try_from(len).unwrap_or(0));
            file.read_to_end(&mut payload)
                .map_err(|e| QueueError::from_io("reading a payload file", e))?;
            Ok(Bytes::from(payload))
        })
        .await
    }

    /// Removes a file; one that stays is swept at the next opening.
    pub(super) fn remove(&self, name: &str) {
        if let Err(error) = fs::remove_file(self.path.join(name))
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::debug!(%error, name, "payload file left behind");
        }
    }

    /// Removes the files that no entry names, and tells how many.
    pub(super) fn sweep(&self, connection: &Connection) -> error::Result<usize> {
        let failed = |e| QueueError::from_io("sweeping the payload directory", e);
        let mut known = connection.prepare(FIND_FILE)?;
        let mut swept = 0;
        for file in fs::read_dir(&self.path).map_err(failed)? {
            let name = file.map_err(failed)?.file_name();
            let Some(name) = name.to_str() else { continue };
            let ours = name.strip_suffix(TEMPORARY).unwrap_or(name).ends_with(SUFFIX);
            if ours && !known.exists([name])? {
                self.remove(name);
                swept += 1;
            }
        }
        Ok(swept)
    }

    /// Runs blocking work on a thread of its own: it is rare, long, and must not hold up the database.
    async fn on_thread<T, F>(this: &Arc<Self>, work: F) -> Result<T, QueueError>
    where
        T: Send + 'static,
        F: FnOnce() -> Result<T, QueueError> + Send + 'static,
    {
        let permit = Arc::clone(&this.permits)
            .acquire_owned()
            .await
            .map_err(|_| QueueError::Closed)?;
        let (reply, answer) = oneshot::channel();
        thread::Builder::new()
            .name("queue-payload".to_owned())
            .spawn(move || {
                let result = work();
                drop(permit);
                // When nobody waits any more the result is dropped, and a staged file with it.
                let _ = reply.send(result);
            })
            .map_err(|e| QueueError::from_io("starting a payload thread", e))?;
        answer.await.unwrap_or(Err(QueueError::Closed))
    }
}
