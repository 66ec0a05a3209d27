//! The seam to DNS.

use std::{
    future::{Future, poll_fn},
    net::IpAddr,
    pin::Pin,
    task::Poll,
};

use crate::domain::Domain;

/// A future on the heap, so that [`Resolver`] can be a trait object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// CNAMEs in a row that are followed: as many as hickory-resolver follows.
pub(crate) const MAX_ALIASES: usize = 8;

/// DNS as routing needs it. Names are fully qualified: no search domain is ever appended [RFC 5321]
/// section 5.1, and no hosts file is consulted.
///
/// An implementation follows CNAMEs, bounds the time of each look-up, and caches as it likes within the
/// records' TTL. The futures may be dropped at any time.
pub trait Resolver: Send + Sync {
    /// The MX records of a domain, in any order.
    ///
    /// # Errors
    /// A domain that exists without MX records is [`ResolveError::NoRecords`].
    fn mx<'a>(&'a self, domain: &'a Domain) -> BoxFuture<'a, Result<MxAnswer, ResolveError>>;

    /// The addresses of a host from its A and AAAA records, within each family in the order in which
    /// DNS gave them.
    ///
    /// # Errors
    /// An error only if neither family has an address: temporary if one of the queries failed
    /// temporarily.
    fn addresses<'a>(&'a self, host: &'a str) -> BoxFuture<'a, Result<Vec<IpAddr>, ResolveError>>;
}

/// The MX records of a domain. An answer without records means the same as
/// [`ResolveError::NoRecords`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MxAnswer {
    /// The records, in any order.
    pub records: Vec<MxRecord>,
}

impl MxAnswer {
    /// An answer of these records.
    pub fn new(records: Vec<MxRecord>) -> Self {
        Self { records }
    }
}

/// One MX record [RFC 1035] section 3.3.9.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MxRecord {
    /// Lower is tried earlier.
    pub preference: u16,
    /// The host's name, with or without the final dot.
    pub exchange: String,
}

impl MxRecord {
    /// A record.
    pub fn new(preference: u16, exchange: impl Into<String>) -> Self {
        Self {
            preference,
            exchange: exchange.into(),
        }
    }

    /// Whether the exchange is the root: "this domain takes no mail" [RFC 7505] section 3.
    pub fn is_null(&self) -> bool {
        matches!(&*self.exchange, "" | ".")
    }
}

/// A look-up without a usable answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResolveError {
    /// The name does not exist (NXDOMAIN).
    #[error("no such domain")]
    NxDomain,
    /// The name exists, but not with this type of record (NODATA).
    #[error("no records of this type")]
    NoRecords,
    /// Everything that may be different later: SERVFAIL, REFUSED, time-out, no server, a CNAME chain
    /// without an end, a failed validation.
    #[error("temporary dns failure: {reason}")]
    Temporary {
        /// What happened, for logs.
        reason: String,
    },
}

impl ResolveError {
    /// A temporary failure with its reason.
    pub fn temporary(reason: impl Into<String>) -> Self {
        Self::Temporary {
            reason: reason.into(),
        }
    }
}

/// Runs futures concurrently and gives their results in the order of the futures. Every wake-up polls
/// all that are pending, which is right for the dozen of look-ups that one attempt makes.
pub(crate) async fn join_all<T>(futures: Vec<BoxFuture<'_, T>>) -> Vec<T> {
    enum Slot<'a, T> {
        Pending(BoxFuture<'a, T>),
        Done(T),
    }
    let mut slots: Vec<_> = futures
        .into_iter()
        .map(|future| Some(Slot::Pending(future)))
        .collect();
    poll_fn(|context| {
        let mut pending = false;
        for slot in &mut slots {
            if let Some(Slot::Pending(future)) = slot {
                match future.as_mut().poll(context) {
                    Poll::Ready(value) => *slot = Some(Slot::Done(value)),
                    Poll::Pending => pending = true,
                }
            }
        }
        if pending {
            return Poll::Pending;
        }
        let take = |slot: &mut Option<Slot<'_, T>>| match slot.take() {
            Some(Slot::Done(value)) => Some(value),
            _ => None,
        };
        Poll::Ready(slots.iter_mut().filter_map(take).collect())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn join_all_keeps_the_order_and_runs_concurrently() {
        let (first, second) = (tokio::sync::Notify::new(), tokio::sync::Notify::new());
        // Each waits for the other: in sequence this would never end.
        let a: BoxFuture<'_, u8> = Box::pin(async {
            second.notified().await;
            first.notify_one();
            1
        });
        let b: BoxFuture<'_, u8> = Box::pin(async {
            second.notify_one();
            first.notified().await;
            2
        });
        assert_eq!(join_all(vec![a, b]).await, [1, 2]);
        assert!(join_all::<u8>(Vec::new()).await.is_empty());
    }
}
