//! Fair shares between next hops: a slow one holds no more than its part, a dead one is left alone.

use ropeway_route::NextHop;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Dead hops beyond this many are forgotten as soon as their pause is over.
const REMEMBERED: usize = 1024;
/// How long those wait at least, and at most, for whom a hop has no place.
const SHORT_WAIT: u64 = 1;
const LONG_WAIT: u64 = 15;

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
    /// Refusals for want of a place since a transaction ended.
    turned_away: u64,
    failures: u32,
    dead_until: Option<Instant>,
    why: String,
}

/// Why there is no place now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoPlace {
    /// As many transactions are under way and waiting as may be; worth asking again after this time.
    Busy(Duration),
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
            limit: limit.clamp(1, Semaphore::MAX_PERMITS),
            pause,
        })
    }

    fn hops(&self) -> MutexGuard<'_, HashMap<NextHop, Hop>> {
        self.hops.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a hop would refuse a place now: asked before the work is done that only a transaction needs.
    pub(crate) fn refusal(&self, hop: &NextHop) -> Option<NoPlace> {
        let mut hops = self.hops();
        let state = hops.get_mut(hop)?;
        let others = state.users;
        state.refusal(others, self.limit)
    }

    /// Takes a place, waiting while only others' transactions stand in the way.
    pub(crate) async fn enter(self: &Arc<Self>, hop: &NextHop) -> Result<Place, NoPlace> {
        let (places, mut place) = {
            let mut hops = self.hops();
            let limit = self.limit;
            let state = hops.entry(hop.clone()).or_insert_with(|| Hop {
                places: Arc::new(Semaphore::new(limit)),
                users: 0,
                turned_away: 0,
                failures: 0,
                dead_until: None,
                why: String::new(),
            });
            if let Some(refusal) = state.refusal(state.users, limit) {
                return Err(refusal);
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
        // Whoever waited may find that the one before has met a dead hop.
        let found_dead = self
            .hops()
            .get_mut(hop)
            .filter(|state| state.dead_until.is_some())
            .and_then(|state| state.refusal(state.users.saturating_sub(1), self.limit));
        match found_dead {
            Some(refusal) => Err(refusal),
            None => Ok(place),
        }
    }
}

impl Hop {
    /// Why there is no place beside so many others.
    fn refusal(&mut self, others: usize, limit: usize) -> Option<NoPlace> {
        if let Some(until) = self.dead_until {
            let for_another = until.saturating_duration_since(Instant::now());
            if !for_another.is_zero() {
                return Some(NoPlace::Dead {
                    for_another,
                    why: self.why.clone(),
                });
            }
        }
        // When the pause of a dead hop is over one transaction tries, the others wait for what it finds.
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        let most = match self.dead_until {
            Some(_) => 1,
            None => limit.saturating_mul(2),
        };
        if u64::try_from(others).unwrap_or(u64::MAX) < most {
            return None;
        }
        // The more stand in line, the later they come back: asking costs work that others need.
        self.turned_away = self.turned_away.saturating_add(1);
        let wait = self.turned_away / limit.saturating_mul(4);
        Some(NoPlace::Busy(Duration::from_secs(
            wait.clamp(SHORT_WAIT, LONG_WAIT),
        )))
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
        let now = Instant::now();
        let mut hops = self.destinations.hops();
        if hops.len() > REMEMBERED {
            hops.retain(|_, state| state.users > 0 || state.dead_until.is_some_and(|until| until > now));
        }
        if let Some(state) = hops.get_mut(&self.hop) {
            why.clone_into(&mut state.why);
            if state.dead_until.is_some_and(|until| until > now) {
                // Those who were under way together have met one failure, not many.
                return;
            }
            let factor = 1u32.checked_shl(state.failures).unwrap_or(10).min(10);
            state.failures = state.failures.saturating_add(1);
            state.dead_until = now.checked_add(self.destinations.pause.saturating_mul(factor));
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut hops = self.destinations.hops();
        if let Some(state) = hops.get_mut(&self.hop) {
            state.users = state.users.saturating_sub(1);
            state.turned_away = 0;
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
            Err(NoPlace::Busy(Duration::from_secs(1)))
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
            Err(NoPlace::Busy(Duration::from_secs(1)))
        );
        probe.alive();
        assert!(destinations.enter(&hop("mx:a.test")).await.is_ok());
    }

    #[tokio::test]
    async fn those_who_waited_do_not_try_a_hop_that_was_found_dead_meanwhile() {
        let destinations = Destinations::new(1, Duration::from_secs(60));
        let first = destinations.enter(&hop("mx:a.test")).await.unwrap();
        let waiting = tokio::spawn({
            let destinations = Arc::clone(&destinations);
            async move { destinations.enter(&hop("mx:a.test")).await.map(drop) }
        });
        tokio::task::yield_now().await;
        first.dead("no route");
        drop(first);
        assert!(matches!(waiting.await.unwrap(), Err(NoPlace::Dead { .. })));
        assert_eq!(destinations.hops()[&hop("mx:a.test")].users, 0);
    }

    #[tokio::test]
    async fn failures_that_were_under_way_together_count_as_one() {
        let destinations = Destinations::new(20, Duration::from_secs(60));
        let mut places = Vec::new();
        for _ in 0..20 {
            places.push(destinations.enter(&hop("mx:a.test")).await.unwrap());
        }
        for place in places {
            place.dead("no route");
        }
        let Some(NoPlace::Dead { for_another, .. }) = destinations.refusal(&hop("mx:a.test")) else {
            panic!("not dead")
        };
        assert!(for_another <= Duration::from_secs(60), "{for_another:?}");
    }

    #[tokio::test]
    async fn a_long_line_is_told_to_come_back_later() {
        let destinations = Destinations::new(1, Duration::from_secs(60));
        let _busy = destinations.enter(&hop("mx:a.test")).await.unwrap();
        let _waiting = tokio::spawn({
            let destinations = Arc::clone(&destinations);
            async move { destinations.enter(&hop("mx:a.test")).await.map(drop) }
        });
        tokio::task::yield_now().await;
        let waits: Vec<u64> = (0..100)
            .map(|_| match destinations.refusal(&hop("mx:a.test")) {
                Some(NoPlace::Busy(wait)) => wait.as_secs(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!((waits[0], waits[39], waits[99]), (1, 10, 15));
    }

    #[tokio::test]
    async fn absurd_limits_are_limits() {
        for limit in [0, usize::MAX] {
            let destinations = Destinations::new(limit, Duration::MAX);
            assert!(destinations.enter(&hop("mx:a.test")).await.is_ok());
        }
    }
}
