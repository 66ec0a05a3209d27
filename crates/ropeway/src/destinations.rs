//! Fair shares between next hops: a slow one holds no more than its part, a dead one is left alone.

use ropeway_route::NextHop;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Dead hops beyond this many are forgotten as soon as their pause is over.
const REMEMBERED: usize = 1024;

/// State of the next hops in use. Hops that are idle and well take no memory.
pub(crate) struct Destinations {
    hops: Mutex<HashMap<NextHop, Hop>>,
    limit: usize,
    pause: Duration,
}

struct Hop {
    places: Arc<Semaphore>,
    /// Transactions under way or waiting.
    users: usize,
    failures: u32,
    dead_until: Option<Instant>,
    why: String,
}

/// Why there is no place now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoPlace {
    /// As many transactions are under way and waiting as may be.
    Busy,
    /// No connection could be made a moment ago.
    Dead { for_another: Duration, why: String },
}

/// A place among the transactions to one hop.
pub(crate) struct Place {
    destinations: Arc<Destinations>,
    hop: NextHop,
    permit: Option<OwnedSemaphorePermit>,
}

impl Destinations {
    pub(crate) fn new(limit: usize, pause: Duration) -> Arc<Self> {
        Arc::new(Self {
            hops: Mutex::default(),
            limit: limit.max(1),
            pause,
        })
    }

    fn hops(&self) -> MutexGuard<'_, HashMap<NextHop, Hop>> {
        self.hops.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place, waiting while only others' transactions stand in the way.
    pub(crate) async fn enter(self: &Arc<Self>, hop: &NextHop) -> Result<Place, NoPlace> {
        let (places, mut place) = {
            let mut hops = self.hops();
            let limit = self.limit;
            let state = hops.entry(hop.clone()).or_insert_with(|| Hop {
                places: Arc::new(Semaphore::new(limit)),
                users: 0,
                failures: 0,
                dead_until: None,
                why: String::new(),
            });
            let for_another = state
                .dead_until
                .map(|t| t.saturating_duration_since(Instant::now()));
            if let Some(for_another) = for_another.filter(|d| !d.is_zero()) {
                return Err(NoPlace::Dead {
                    for_another,
                    why: state.why.clone(),
                });
            }
            if state.dead_until.is_some() && state.users > 0 {
                // The pause is over: one transaction tries, the others wait for what it finds.
                return Err(NoPlace::Busy);
            }
            if state.users >= limit.saturating_mul(2) {
                return Err(NoPlace::Busy);
            }
            state.users = state.users.saturating_add(1);
            let place = Place {
                destinations: Arc::clone(self),
                hop: hop.clone(),
                permit: None,
            };
            (Arc::clone(&state.places), place)
        };
        // The semaphore is never closed; `place` gives the user count back if this future is dropped.
        place.permit = places.acquire_owned().await.ok();
        Ok(place)
    }
}

impl Place {
    /// A connection was made: the hop is alive.
    pub(crate) fn alive(&self) {
        if let Some(state) = self.destinations.hops().get_mut(&self.hop) {
            state.failures = 0;
            state.dead_until = None;
        }
    }

    /// No connection could be made: all leave the hop alone for a while.
    pub(crate) fn dead(&self, why: &str) {
        let mut hops = self.destinations.hops();
        if hops.len() > REMEMBERED {
            let now = Instant::now();
            hops.retain(|_, state| state.users > 0 || state.dead_until.is_some_and(|until| until > now));
        }
        if let Some(state) = hops.get_mut(&self.hop) {
            let factor = 1u32.checked_shl(state.failures).unwrap_or(10).min(10);
            state.failures = state.failures.saturating_add(1);
            state.dead_until = Instant::now().checked_add(self.destinations.pause.saturating_mul(factor));
            why.clone_into(&mut state.why);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut hops = self.destinations.hops();
        if let Some(state) = hops.get_mut(&self.hop) {
            state.users = state.users.saturating_sub(1);
            if state.users == 0 && state.dead_until.is_none() {
                hops.remove(&self.hop);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hop(text: &str) -> NextHop {
        text.parse().unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn one_hop_never_holds_more_than_twice_its_share() {
        let destinations = Destinations::new(1, Duration::from_secs(60));
        let first = destinations.enter(&hop("mx:a.test")).await.unwrap();
        let waiting = tokio::spawn({
            let destinations = Arc::clone(&destinations);
            async move { destinations.enter(&hop("mx:a.test")).await.map(drop) }
        });
        tokio::task::yield_now().await;
        assert_eq!(
            destinations.enter(&hop("mx:a.test")).await.map(drop),
            Err(NoPlace::Busy)
        );
        assert!(destinations.enter(&hop("mx:b.test")).await.is_ok());
        drop(first);
        assert_eq!(waiting.await.unwrap(), Ok(()));
        assert!(destinations.hops().is_empty());
    }

    #[tokio::test]
    async fn a_dead_hop_is_left_alone_and_then_tried_by_one() {
        let destinations = Destinations::new(5, Duration::from_millis(20));
        let place = destinations.enter(&hop("mx:a.test")).await.unwrap();
        place.dead("no route");
        drop(place);
        match destinations.enter(&hop("mx:a.test")).await.map(drop) {
            Err(NoPlace::Dead { why, .. }) => assert_eq!(why, "no route"),
            other => panic!("{other:?}"),
        }
        tokio::time::sleep(Duration::from_millis(30)).await;
        let probe = destinations.enter(&hop("mx:a.test")).await.unwrap();
        assert_eq!(
            destinations.enter(&hop("mx:a.test")).await.map(drop),
            Err(NoPlace::Busy)
        );
        probe.alive();
        assert!(destinations.enter(&hop("mx:a.test")).await.is_ok());
    }
}
