//! NotificationWait ([MS-OXCMAPIHTTP] 2.2.4.4, 3.2.5.5).

use crate::context::Context;
use crate::endpoint::{Endpoint, parse};
use crate::respond::{Accepted, Finished, Refusal};
use crate::wire::{NotificationWaitRequest, NotificationWaitResponse, Reply};
use bytes::Bytes;

impl Endpoint {
    /// Waits beside whatever else the context does. Sessions raise no events, so it ends when the time is
    /// over, when a newer wait of the same context replaces it, or when the context ends.
    pub(crate) fn notification_wait(&self, context: &Context, body: Bytes) -> Result<Accepted, Refusal> {
        parse::<NotificationWaitRequest>(body)?;
        context.touch(self.now());
        context.waits.send_modify(|count| *count = count.wrapping_add(1));
        // Without a reference to the context: waiting does not keep it.
        let mut newer = context.waits.subscribe();
        let patience = self.config.notification_wait;
        Ok(Accepted {
            cookies: Vec::new(),
            context: true,
            work: Box::pin(async move {
                let _ = tokio::time::timeout(patience, newer.changed()).await;
                Finished::body(&Reply::Success(NotificationWaitResponse::default()))
            }),
        })
    }
}
