//! Incremental change synchronization: sets of ids, and the state of a client ([MS-OXCFXICS] 2.2.1.1, 2.2.2.4
//! to 2.2.2.6, 3.1.5.4).
//!
//! ```
//! use ropeway_types::ics::ReplIdSet;
//! use ropeway_types::wire::{Decode, Encode, Reader};
//!
//! let mut deleted = ReplIdSet::new();
//! deleted.insert_range(1, 0x10..=0x0100_0000);
//! deleted.insert(1, 5);
//! assert_eq!((deleted.len(), deleted.contains(1, 0x1234)), (0xff_fff2, true));
//!
//! let bytes = deleted.to_bytes()?;
//! assert_eq!(ReplIdSet::decode(&mut Reader::new(bytes))?, deleted);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod globset;
mod idset;
mod state;

pub use globset::GlobSet;
pub use idset::{IdSet, ReplGuidSet, ReplIdSet, Replica};
pub use state::IcsState;

#[cfg(test)]
mod tests;
