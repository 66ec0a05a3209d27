//! A relay around the sessions that remembers what it is given, and short ways to write ROPs.

use bytes::Bytes;
use ropeway_message::{DirectoryEntry, Submission};
use ropeway_rop::*;
use ropeway_session::*;
use ropeway_types::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

pub const NOW: u64 = 1_700_000_000;
pub const OUTBOX: FolderId = FolderId::new(1, 0x15);
pub const SENT_ITEMS: FolderId = FolderId::new(1, 0x16);
pub const NONE: u32 = 0xFFFF_FFFF;

#[derive(Default)]
pub struct Relay {
    pub taken: Mutex<Vec<(Submission, SubmissionKey)>>,
    pub refusal: Mutex<Option<SubmitError>>,
    pub abort: Mutex<Option<AbortOutcome>>,
    pub aborted: Mutex<Vec<SubmissionKey>>,
    pub entries: Mutex<HashMap<String, DirectoryEntry>>,
    pub grants: Mutex<HashMap<(String, String), SendGrant>>,
    pub broken: Mutex<bool>,
    pub now: Mutex<u64>,
    /// The directory takes its time.
    pub slow: Mutex<bool>,
    /// Submissions wait for ever.
    pub stuck: Mutex<bool>,
}

impl SubmissionSink for Relay {
    fn submit(&self, submission: Submission, key: SubmissionKey) -> BoxFuture<'_, Result<(), SubmitError>> {
        Box::pin(async move {
            if *self.stuck.lock().unwrap() {
                std::future::pending::<()>().await;
            }
            if let Some(refusal) = self.refusal.lock().unwrap().clone() {
                return Err(refusal);
            }
            self.taken.lock().unwrap().push((submission, key));
            Ok(())
        })
    }
    fn abort(&self, key: SubmissionKey) -> BoxFuture<'_, Result<AbortOutcome, SubmitError>> {
        self.aborted.lock().unwrap().push(key);
        let outcome = self.abort.lock().unwrap().unwrap_or(AbortOutcome::NotQueued);
        Box::pin(async move { Ok(outcome) })
    }
}

impl Directory for Relay {
    fn resolve<'a>(
        &'a self,
        addresses: &'a [ProxyAddress],
    ) -> BoxFuture<'a, Result<Vec<Option<DirectoryEntry>>, DirectoryError>> {
        let entries = self.entries.lock().unwrap();
        let found = addresses.iter().map(|a| entries.get(&a.key()).cloned()).collect();
        let broken = *self.broken.lock().unwrap();
        let slow = *self.slow.lock().unwrap();
        Box::pin(async move {
            if slow {
                tokio::task::yield_now().await;
            }
            if broken {
                Err(DirectoryError("down".into()))
            } else {
                Ok(found)
            }
        })
    }
    fn grant<'a>(
        &'a self,
        actor: &'a str,
        represented: &'a str,
    ) -> BoxFuture<'a, Result<SendGrant, DirectoryError>> {
        let key = (actor.to_owned(), represented.to_owned());
        let grant = self.grants.lock().unwrap().get(&key).copied().unwrap_or_default();
        Box::pin(async move { Ok(grant) })
    }
}

impl Clock for Relay {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(*self.now.lock().unwrap())
    }
}

pub struct Bed {
    pub relay: Arc<Relay>,
    pub server: Server,
}

impl Bed {
    pub fn new() -> Self {
        Self::with(SessionConfig::default())
    }

    pub fn with(config: SessionConfig) -> Self {
        let relay = Arc::new(Relay::default());
        *relay.now.lock().unwrap() = NOW;
        let server = Server::with_clock(config, relay.clone(), relay.clone(), relay.clone());
        Self { relay, server }
    }

    /// A session of user1 with a logon at handle 0.
    pub async fn client(&self) -> Client {
        self.client_of(Identity::new("user1@example.test")).await
    }

    pub async fn client_of(&self, identity: Identity) -> Client {
        let mut client = Client {
            session: self.server.session(identity),
            table_columns: HashMap::new(),
            recipient_columns: HashMap::new(),
        };
        let out = client.run([logon(0)], &[NONE]).await;
        assert_eq!(out.codes(), [ErrorCode::SUCCESS]);
        client
    }

    pub fn taken(&self) -> Vec<Submission> {
        self.relay
            .taken
            .lock()
            .unwrap()
            .iter()
            .map(|(s, _)| s.clone())
            .collect()
    }

    pub fn only(&self) -> Submission {
        let mut taken = self.taken();
        assert_eq!(taken.len(), 1);
        taken.remove(0)
    }

    pub fn entry(&self, address: &str, entry: DirectoryEntry) {
        let key = address.parse::<ProxyAddress>().unwrap().key();
        self.relay.entries.lock().unwrap().insert(key, entry);
    }

    pub fn grant(&self, actor: &str, represented: &str, grant: SendGrant) {
        let key = (actor.to_owned(), represented.to_owned());
        self.relay.grants.lock().unwrap().insert(key, grant);
    }

    pub fn pass(&self, seconds: u64) {
        *self.relay.now.lock().unwrap() += seconds;
    }
}

pub struct Client {
    pub session: Session,
    pub table_columns: HashMap<u8, Vec<PropertyTag>>,
    pub recipient_columns: HashMap<u8, Vec<PropertyTag>>,
}

#[derive(Debug)]
pub struct Out {
    pub responses: Vec<Response>,
    pub handles: Vec<u32>,
}

impl Out {
    pub fn codes(&self) -> Vec<ErrorCode> {
        self.responses
            .iter()
            .map(|r| r.return_value().expect("a plain response"))
            .collect()
    }
    pub fn all_ok(&self) {
        assert!(
            self.codes().iter().all(|c| c.is_success()),
            "{:?}",
            self.responses
        );
    }
}

impl Client {
    pub async fn run<const N: usize>(&mut self, requests: [Request; N], handles: &[u32]) -> Out {
        self.run_all(requests.into(), handles).await
    }

    pub async fn run_all(&mut self, requests: Vec<Request>, handles: &[u32]) -> Out {
        self.run_in(requests, handles, 0x8000).await.unwrap()
    }

    pub async fn run_in(
        &mut self,
        requests: Vec<Request>,
        handles: &[u32],
        max_output: usize,
    ) -> Result<Out, ExecuteError> {
        let bytes = RequestBuffer::new(requests, handles.to_vec()).encode().unwrap();
        let decoded = RequestBuffer::decode(bytes.clone(), &NoContext).unwrap();
        let output = assert_send(self.session.execute(bytes, max_output)).await?;
        assert!(output.len() <= max_output, "{} of {max_output}", output.len());
        let mut context = ResponseContext::for_requests(decoded.requests);
        for (index, columns) in &self.table_columns {
            context.set_table_columns(*index, columns.clone());
        }
        for (index, columns) in &self.recipient_columns {
            context.set_recipient_columns(*index, columns.clone());
        }
        let out = ResponseBuffer::decode(output, &mut context).expect("a decodable response");
        Ok(Out {
            responses: out.responses,
            handles: out.handles,
        })
    }
}

pub fn logon(index: u8) -> Request {
    RopLogonRequest {
        logon_id: 0,
        output_handle_index: index,
        logon_flags: 1,
        open_flags: 0x0100_000C,
        store_state: 0,
        essdn: Bytes::new(),
    }
    .into()
}

pub fn create(input: u8, output: u8) -> Request {
    RopCreateMessageRequest {
        logon_id: 0,
        input_handle_index: input,
        output_handle_index: output,
        code_page_id: 0x0FFF,
        folder_id: OUTBOX,
        associated_flag: false,
    }
    .into()
}

pub fn open(output: u8, id: MessageId) -> Request {
    RopOpenMessageRequest {
        logon_id: 0,
        input_handle_index: 0,
        output_handle_index: output,
        code_page_id: 0x0FFF,
        folder_id: OUTBOX,
        open_mode_flags: 3,
        message_id: id,
    }
    .into()
}

pub fn set(input: u8, values: &[(PropertyTag, PropertyValue)]) -> Request {
    RopSetPropertiesRequest {
        logon_id: 0,
        input_handle_index: input,
        property_values: values
            .iter()
            .map(|(tag, value)| TaggedPropertyValue::new(*tag, value.clone()))
            .collect(),
    }
    .into()
}

pub fn get(input: u8, tags: &[PropertyTag]) -> Request {
    RopGetPropertiesSpecificRequest {
        logon_id: 0,
        input_handle_index: input,
        property_size_limit: 0,
        want_unicode: 1,
        property_tags: tags.to_vec(),
    }
    .into()
}

pub fn row(row_id: u32, recipient_type: u8, address: &str) -> ModifyRecipientRow {
    ModifyRecipientRow {
        row_id,
        recipient_type,
        recipient_row: Some(RecipientRow {
            flags: RecipientFlags(0x021B),
            email_address: Some(RowString::Wide(address.into())),
            display_name: Some(RowString::Wide(address.split('@').next().unwrap().into())),
            ..RecipientRow::default()
        }),
    }
}

pub fn recipients(input: u8, rows: Vec<ModifyRecipientRow>) -> Request {
    RopModifyRecipientsRequest {
        logon_id: 0,
        input_handle_index: input,
        recipient_columns: Vec::new(),
        recipient_rows: rows,
    }
    .into()
}

pub fn to(input: u8, addresses: &[&str]) -> Request {
    recipients(
        input,
        (0..)
            .zip(addresses)
            .map(|(n, address)| row(n, 1, address))
            .collect(),
    )
}

pub fn save(input: u8) -> Request {
    RopSaveChangesMessageRequest {
        logon_id: 0,
        response_handle_index: input,
        input_handle_index: input,
        save_flags: 0x0A,
    }
    .into()
}

pub fn submit(input: u8) -> Request {
    submit_with(input, 0)
}

pub fn submit_with(input: u8, submit_flags: u8) -> Request {
    RopSubmitMessageRequest {
        logon_id: 0,
        input_handle_index: input,
        submit_flags,
    }
    .into()
}

pub fn abort(folder_id: FolderId, message_id: MessageId) -> Request {
    RopAbortSubmitRequest {
        logon_id: 0,
        input_handle_index: 0,
        folder_id,
        message_id,
    }
    .into()
}

pub fn release(input: u8) -> Request {
    RopReleaseRequest {
        logon_id: 0,
        input_handle_index: input,
    }
    .into()
}

/// The id in the response of a save.
pub fn saved(response: &Response) -> MessageId {
    match response {
        Response::SaveChangesMessage(response) => response.result.as_ref().unwrap().message_id,
        other => panic!("{other:?}"),
    }
}

/// The row in the response of RopGetPropertiesSpecific.
pub fn values(response: &Response) -> Vec<RowValue> {
    match response {
        Response::GetPropertiesSpecific(response) => response.result.as_ref().unwrap().row.values.clone(),
        other => panic!("{other:?}"),
    }
}

/// Sessions are run on any thread.
pub fn assert_send<T: Send>(value: T) -> T {
    value
}
