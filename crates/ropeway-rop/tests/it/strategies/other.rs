//! Other ROPs ([MS-OXCROPS] 2.2.15).

use super::{Answer, Made, Of};
use proptest::prelude::*;
use ropeway_rop::*;

pub(crate) fn requests() -> Of<Request> {
    vec![request!(RopReleaseRequest [input] {})]
}

impl Made for RopId {
    fn made() -> BoxedStrategy<Self> {
        any::<u8>().prop_map(RopId).boxed()
    }
}
impl Made for BackoffRop {
    fn made() -> BoxedStrategy<Self> {
        made!(BackoffRop { rop_id, duration })
    }
}

pub(crate) fn answers() -> Of<Answer> {
    vec![
        response!(BUFFER_TOO_SMALL RopBufferTooSmallResponse { size_needed, request_buffers }),
        response!(BACKOFF RopBackoffResponse { logon_id, duration, backoff_rops, additional_data }),
    ]
}
