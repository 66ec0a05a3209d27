//! Session contexts ([MS-OXCMAPIHTTP] 3.2.1): which are open, whose they are, and when they end.

use crate::code::ResponseCode;
use crate::respond::Refusal;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ropeway_session::{Identity, Session};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::{OwnedMutexGuard, watch};

/// A sweep of all contexts each so many parts of a lifetime, so that its cost does not fall on every
/// request.
const SWEEPS_PER_LIFETIME: u32 = 16;

/// The sequence cookie that Connect issues.
pub(crate) const FIRST_SEQUENCE: u64 = 1;

/// The value of the context cookie: 128 random bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ContextId([u8; 16]);

impl ContextId {
    fn random() -> Result<Self, getrandom::Error> {
        let mut id = [0; 16];
        getrandom::fill(&mut id)?;
        Ok(Self(id))
    }

    pub(crate) fn parse(cookie: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(cookie).ok()?;
        bytes.try_into().ok().map(Self)
    }

    pub(crate) fn to_cookie(self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }
}

/// One session context.
pub(crate) struct Context {
    pub(crate) id: ContextId,
    place: Place,
    last_used: Mutex<SystemTime>,
    live: Arc<tokio::sync::Mutex<Live>>,
    /// Bumped by each NotificationWait, so that a newer one ends an older.
    pub(crate) waits: watch::Sender<u64>,
}

/// What one request at a time may use.
pub(crate) struct Live {
    /// Taken out while ROPs run, so that a session that panicked is gone; none after Disconnect.
    pub(crate) session: Option<Session>,
    /// What the sequence cookie of the next Execute must say.
    pub(crate) sequence: u64,
}

impl Context {
    /// Claims the context for one request.
    ///
    /// # Errors
    /// Invalid Sequence if another request has it (3.2.5.1), Context Not Found if its session has ended.
    pub(crate) fn claim(&self) -> Result<OwnedMutexGuard<Live>, Refusal> {
        let live = Arc::clone(&self.live).try_lock_owned().map_err(|_| {
            Refusal::new(
                ResponseCode::INVALID_SEQUENCE,
                "another request of this session context is running",
            )
        })?;
        if live.session.is_none() {
            return Err(not_found());
        }
        Ok(live)
    }

    /// Begins its idle time anew.
    pub(crate) fn touch(&self, now: SystemTime) {
        *lock(&self.last_used) = now;
    }

    fn expired(&self, now: SystemTime, lifetime: Duration) -> bool {
        let mut last_used = lock(&self.last_used);
        // When the clock is set back, idle time counts from there.
        *last_used = now.min(*last_used);
        let idle = now.duration_since(*last_used).unwrap_or_default();
        // A context at work is not idle.
        idle >= lifetime && self.live.try_lock().is_ok()
    }
}

/// Why no context was opened.
pub(crate) enum OpenError {
    /// The limit in all, or that of the user, is reached.
    TooMany,
    /// The system gives no random numbers.
    Random,
}

/// How many contexts there are, in all and of each user.
#[derive(Default)]
struct Places {
    total: usize,
    per_user: HashMap<String, usize>,
}

/// A context's place among those that its user may have. It is given back when nothing uses the context
/// any more: one that a Connect replaced may still have a request at work.
struct Place {
    user: String,
    places: Arc<Mutex<Places>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut places = lock(&self.places);
        places.total = places.total.saturating_sub(1);
        if let Some(count) = places.per_user.get_mut(&self.user) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                places.per_user.remove(&self.user);
            }
        }
    }
}

/// All session contexts of the endpoint.
pub(crate) struct Contexts {
    table: Mutex<Table>,
    places: Arc<Mutex<Places>>,
    lifetime: Duration,
    max: usize,
    max_per_user: usize,
}

#[derive(Default)]
struct Table {
    by_id: HashMap<ContextId, Arc<Context>>,
    swept: Option<SystemTime>,
}

impl Table {
    #[must_use = "sessions are dropped outside the lock"]
    fn sweep(&mut self, now: SystemTime, lifetime: Duration) -> Vec<Arc<Context>> {
        self.swept = Some(now);
        let expired: Vec<ContextId> = self
            .by_id
            .values()
            .filter(|context| context.expired(now, lifetime))
            .map(|context| context.id)
            .collect();
        expired.iter().filter_map(|id| self.by_id.remove(id)).collect()
    }
}

impl Contexts {
    pub(crate) fn new(lifetime: Duration, max: usize, max_per_user: usize) -> Self {
        Self {
            table: Mutex::default(),
            places: Arc::default(),
            lifetime,
            max,
            max_per_user,
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        lock(&self.table).by_id.len()
    }

    /// Ends what has expired, if the last sweep is some time ago.
    pub(crate) fn sweep(&self, now: SystemTime) {
        let mut table = lock(&self.table);
        let interval = self.lifetime.checked_div(SWEEPS_PER_LIFETIME).unwrap_or_default();
        let age = table.swept.and_then(|swept| now.duration_since(swept).ok());
        let due = age.is_none_or(|age| age >= interval);
        let ended = if due {
            table.sweep(now, self.lifetime)
        } else {
            Vec::new()
        };
        drop(table);
        drop(ended);
    }

    /// Opens a context around a session.
    pub(crate) fn open(
        &self,
        session: Session,
        identity: &Identity,
        now: SystemTime,
    ) -> Result<Arc<Context>, OpenError> {
        let id = ContextId::random().map_err(|_| OpenError::Random)?;
        let user = user_key(identity);
        let place = match self.place(&user) {
            Some(place) => place,
            None => {
                let ended = lock(&self.table).sweep(now, self.lifetime);
                drop(ended);
                self.place(&user).ok_or(OpenError::TooMany)?
            }
        };
        let context = Arc::new(Context {
            id,
            place,
            last_used: Mutex::new(now),
            live: Arc::new(tokio::sync::Mutex::new(Live {
                session: Some(session),
                sequence: FIRST_SEQUENCE,
            })),
            waits: watch::Sender::new(0),
        });
        lock(&self.table).by_id.insert(id, Arc::clone(&context));
        Ok(context)
    }

    /// A place for one more context of this user, if there is one.
    fn place(&self, user: &str) -> Option<Place> {
        let mut places = lock(&self.places);
        let of_user = places.per_user.get(user).copied().unwrap_or(0);
        if places.total >= self.max || of_user >= self.max_per_user {
            return None;
        }
        places.total = places.total.saturating_add(1);
        places.per_user.insert(user.to_owned(), of_user.saturating_add(1));
        Some(Place {
            user: user.to_owned(),
            places: Arc::clone(&self.places),
        })
    }

    /// The first of these cookie values that names a live context of this user.
    ///
    /// # Errors
    /// Missing Cookie if there is no value, else Context Not Found: for a foreign context too
    /// (2.2.3.3.3), so that nobody learns that it exists.
    pub(crate) fn find<'a>(
        &self,
        cookies: impl Iterator<Item = &'a str>,
        identity: &Identity,
        now: SystemTime,
    ) -> Result<Arc<Context>, Refusal> {
        let user = user_key(identity);
        let mut any = false;
        for cookie in cookies {
            any = true;
            let Some(id) = ContextId::parse(cookie) else {
                continue;
            };
            let mut table = lock(&self.table);
            let Some(context) = table.by_id.get(&id).filter(|c| c.place.user == user).cloned() else {
                continue;
            };
            if !context.expired(now, self.lifetime) {
                return Ok(context);
            }
            let ended = table.by_id.remove(&id);
            drop(table);
            drop(ended);
        }
        if any {
            Err(not_found())
        } else {
            Err(Refusal::new(
                ResponseCode::MISSING_COOKIE,
                "no session context cookie",
            ))
        }
    }

    /// Ends a context.
    pub(crate) fn close(&self, context: &Context) {
        let ended = lock(&self.table).by_id.remove(&context.id);
        // Whoever waits for an event of it need not wait longer.
        context.waits.send_modify(|count| *count = count.wrapping_add(1));
        drop(ended);
    }
}

fn not_found() -> Refusal {
    Refusal::new(ResponseCode::CONTEXT_NOT_FOUND, "no such session context")
}

/// Users are told apart by address, without regard to ASCII case.
fn user_key(identity: &Identity) -> String {
    identity.address.to_ascii_lowercase()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What these locks guard is consistent between any two statements that can panic.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
