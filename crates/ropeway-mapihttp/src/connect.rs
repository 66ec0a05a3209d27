//! Connect ([MS-OXCMAPIHTTP] 2.2.4.1, 3.2.5.1).

use crate::arguments::Fault;
use crate::code::ResponseCode;
use crate::context::{FIRST_SEQUENCE, OpenError};
use crate::cookie;
use crate::endpoint::{Endpoint, parse, unavailable};
use crate::header::{CONTEXT_COOKIE, SEQUENCE_COOKIE};
use crate::respond::{Accepted, Finished, Refusal};
use crate::wire::{ConnectRequest, ConnectResponse, Reply};
use bytes::Bytes;
use http::HeaderMap;
use ropeway_rop::auxiliary::{AuxiliaryBlock, ENDPOINT_SINGLE, client_control, encode};
use ropeway_rop::extended::ExtendedFlags;
use ropeway_rop::packing;
use ropeway_session::Identity;
use ropeway_types::{CodePage, ErrorCode};

/// Milliseconds between polls, retries and milliseconds between retries: what clients are used to.
const POLLS_MAX: u32 = 60_000;
const RETRY_COUNT: u32 = 6;
const RETRY_DELAY: u32 = 10_000;

/// How long a client may keep CLIENT_CONTROL, in milliseconds: a week.
const CONTROL_EXPIRY: u32 = 604_800_000;

/// The Connect flag that asks for administrative privilege ([MS-OXCRPC] 3.1.4.1).
const ADMINISTRATOR: u32 = 1;

impl Endpoint {
    pub(crate) async fn connect(
        &self,
        headers: &HeaderMap,
        mut identity: Identity,
        body: Bytes,
    ) -> Result<Accepted, Refusal> {
        let request: ConnectRequest = parse(body)?;
        self.end_previous(headers, &identity);

        // What it says is information about the client that nothing here needs.
        if let Err(error) = packing::check_auxiliary(request.auxiliary.len()) {
            return Ok(refused(error.into()));
        }
        let user_dn = String::from_utf8_lossy(&request.user_dn);
        let allowed = !user_dn.is_empty()
            && self
                .authenticator
                .may_open(&identity, &user_dn)
                .await
                .map_err(|error| unavailable(&error))?;
        if !allowed {
            return Ok(refused(Fault::Error(ErrorCode::ACCESS_DENIED)));
        }
        if request.flags & ADMINISTRATOR != 0 {
            return Ok(refused(Fault::Error(ErrorCode::LOGIN_PERM)));
        }
        if identity.x500_dn.is_none() {
            identity.x500_dn = Some(user_dn.into_owned());
        }

        let display_name = identity.display_name.as_deref().unwrap_or(&identity.address);
        let reply = Reply::Success(ConnectResponse {
            error_code: ErrorCode::SUCCESS,
            polls_max: POLLS_MAX,
            retry_count: RETRY_COUNT,
            retry_delay: RETRY_DELAY,
            dn_prefix: Bytes::new(),
            display_name: display_name.replace('\0', "").as_str().into(),
            auxiliary: auxiliary(),
        });
        // A number that is no code page is none that is known: the session keeps its own.
        let code_page = CodePage(u16::try_from(request.default_code_page).unwrap_or_default());
        let session = self
            .server
            .session(identity.clone())
            .with_locale(code_page, request.lcid_string);
        match self.contexts.open(session, &identity, self.now()) {
            Ok(context) => {
                let mut accepted = Accepted::done(true, Finished::body(&reply));
                accepted.cookies.push((CONTEXT_COOKIE, context.id.to_cookie()));
                accepted
                    .cookies
                    .push((SEQUENCE_COOKIE, FIRST_SEQUENCE.to_string()));
                Ok(accepted)
            }
            Err(OpenError::TooMany) => Ok(refused(Fault::Status(ErrorCode::RPC_S_SERVER_TOO_BUSY))),
            Err(OpenError::Random) => Err(Refusal::new(
                ResponseCode::UNKNOWN_FAILURE,
                "no session context can be made",
            )),
        }
    }

    /// A Connect with cookies is a reconnect: the context that they name ends first, whatever its
    /// sequence cookie (3.2.5.1). What still runs in it runs to its end.
    fn end_previous(&self, headers: &HeaderMap, identity: &Identity) {
        for value in cookie::values(headers, CONTEXT_COOKIE) {
            if let Ok(context) = self.contexts.find(std::iter::once(value), identity, self.now()) {
                let session = context.claim().ok().and_then(|mut live| live.session.take());
                self.contexts.close(&context);
                drop(session);
            }
        }
    }
}

/// What the client is told of the server: that there are no public folders, which it would assume
/// without the block; that it may compress; and that there is one endpoint ([MS-OXCRPC] 2.2.2.2.15,
/// 2.2.2.2.17, 2.2.2.2.20).
fn auxiliary() -> Bytes {
    let blocks = [
        AuxiliaryBlock::ExOrgInfo(0),
        AuxiliaryBlock::ClientControl {
            enable_flags: client_control::ENABLE_COMPRESSION,
            expiry_time: CONTROL_EXPIRY,
        },
        AuxiliaryBlock::EndpointCapabilities(ENDPOINT_SINGLE),
    ];
    // Three blocks fit; without them a client still connects.
    encode(&blocks, ExtendedFlags::LAST).unwrap_or_default()
}

/// A Connect that opens nothing: all fields but the one that says why are zero or empty.
fn refused(fault: Fault) -> Accepted {
    let reply = match fault {
        Fault::Status(code) => Reply::failure(code),
        Fault::Error(error_code) => Reply::Success(ConnectResponse {
            error_code,
            ..ConnectResponse::default()
        }),
    };
    Accepted::done(false, Finished::body(&reply))
}
