//! Directories and files that others cannot read, and that survive a power failure.

use std::fs::{DirBuilder, File, OpenOptions};
use std::path::Path;

use crate::QueueError;

/// Makes the directory and what is missing above it, durably. Mail is nobody else's business, hence the mode;
/// a directory that is there already stays as the operator made it.
pub(super) fn create_dir(dir: &Path) -> Result<(), QueueError> {
    let missing: Vec<&Path> = dir.ancestors().take_while(|path| !is_there(path)).collect();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(dir)
        .map_err(|e| QueueError::from_io("making a directory", e))?;
    missing
        .into_iter()
        .filter_map(Path::parent)
        .try_for_each(sync_dir)
}

/// Whether the path leads to something; the empty path is the current directory.
fn is_there(path: &Path) -> bool {
    path.as_os_str().is_empty() || path.exists()
}

/// For opening a file that only its owner may read, if it is to be made.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the names in the directory durable.
pub(super) fn sync_dir(dir: &Path) -> Result<(), QueueError> {
    // Only Unix lets a directory be opened and synced; elsewhere the file system does it by itself.
    if cfg!(unix) {
        let dir = if dir.as_os_str().is_empty() {
            Path::new(".")
        } else {
            dir
        };
        File::open(dir)
            .and_then(|dir| dir.sync_all())
            .map_err(|e| QueueError::from_io("syncing a directory", e))?;
    }
    Ok(())
}
