//! What each ROP does. One file per section group of [MS-OXCROPS] 2.2.

mod attachment;
mod folder;
mod logon;
mod message;
pub(crate) mod property;
mod stream;
mod table;
mod transport;

/// What a ROP that opens an object hands back: its answer and the new handle.
pub(crate) struct Opened<T> {
    pub(crate) answer: T,
    pub(crate) handle: u32,
}
