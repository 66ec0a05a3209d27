//! Address books.

use crate::relay::Core;
use ropeway_message::DirectoryEntry;
use ropeway_session::{BoxFuture, Directory, DirectoryError, SendGrant};
use ropeway_types::ProxyAddress;
use std::collections::HashMap;
use std::time::Duration;

/// Submissions wait for the directory, and names can be asked for again later.
const PATIENCE: Duration = Duration::from_secs(30);

/// Asks the relay's directory. One that does not answer for every address has failed: silence is not
/// "unknown", which would be reported to the sender.
pub(crate) async fn ask(
    core: &Core,
    addresses: &[ProxyAddress],
) -> Result<Vec<Option<DirectoryEntry>>, DirectoryError> {
    let answers = tokio::time::timeout(PATIENCE, core.directory.resolve(addresses))
        .await
        .map_err(|_| DirectoryError("no answer in time".to_owned()))??;
    if answers.len() == addresses.len() {
        Ok(answers)
    } else {
        Err(DirectoryError(format!(
            "{} answers to {} questions",
            answers.len(),
            addresses.len()
        )))
    }
}

/// A directory in memory, for tests, examples and small sites.
#[derive(Debug, Clone, Default)]
pub struct StaticDirectory {
    entries: HashMap<String, DirectoryEntry>,
    grants: HashMap<(String, String), SendGrant>,
}

impl StaticDirectory {
    /// A directory that knows nobody.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a user under the primary SMTP address, the X.500 name, and other proxy addresses.
    #[must_use]
    pub fn user(mut self, entry: DirectoryEntry, proxies: impl IntoIterator<Item = ProxyAddress>) -> Self {
        let primary = ProxyAddress::smtp(entry.smtp_address.clone());
        let x500 = entry
            .x500_dn
            .iter()
            .flat_map(|dn| ["EX", "X500"].map(|kind| ProxyAddress::new(kind, dn)));
        for address in x500.chain(proxies).chain([primary]) {
            self.entries.insert(address.key(), entry.clone());
        }
        self
    }

    /// Lets `actor` send in the name of `represented`, both as SMTP addresses.
    #[must_use]
    pub fn allow(mut self, actor: &str, represented: &str, grant: SendGrant) -> Self {
        self.grants
            .insert((actor.to_lowercase(), represented.to_lowercase()), grant);
        self
    }
}

impl Directory for StaticDirectory {
    fn resolve<'a>(
        &'a self,
        addresses: &'a [ProxyAddress],
    ) -> BoxFuture<'a, Result<Vec<Option<DirectoryEntry>>, DirectoryError>> {
        Box::pin(async {
            Ok(addresses
                .iter()
                .map(|a| self.entries.get(&a.key()).cloned())
                .collect())
        })
    }

    fn grant<'a>(
        &'a self,
        actor: &'a str,
        represented: &'a str,
    ) -> BoxFuture<'a, Result<SendGrant, DirectoryError>> {
        let key = (actor.to_lowercase(), represented.to_lowercase());
        Box::pin(async move { Ok(self.grants.get(&key).copied().unwrap_or_default()) })
    }
}
