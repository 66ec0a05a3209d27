//! TLS by rustls, with the ring provider passed explicitly: the process default belongs to the application.

use std::net::IpAddr;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::stream::Stream;

/// A certificate cannot serve as a root.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("certificate {index} cannot be a root: {reason}")]
pub struct TlsRootError {
    /// Its place in the list.
    pub index: usize,
    /// What is wrong with it, for people.
    pub reason: String,
}

/// The two ways to do a handshake.
#[derive(Clone)]
pub(super) struct Tls {
    verifying: Arc<ClientConfig>,
    opportunistic: Arc<ClientConfig>,
}

impl Tls {
    pub(super) fn with_webpki_roots() -> Result<Self, String> {
        Self::with_store(RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        })
    }

    pub(super) fn with_roots(roots: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, TlsRootError> {
        let mut store = RootCertStore::empty();
        for (index, der) in roots.into_iter().enumerate() {
            let added = store.add(CertificateDer::from(der));
            added.map_err(|error| TlsRootError {
                index,
                reason: error.to_string(),
            })?;
        }
        Self::with_store(store).map_err(|reason| TlsRootError { index: 0, reason })
    }

    fn with_store(roots: RootCertStore) -> Result<Self, String> {
        let provider = Arc::new(ring::default_provider());
        let builder = || {
            ClientConfig::builder_with_provider(provider.clone())
                .with_safe_default_protocol_versions()
                .map_err(|error| error.to_string())
        };
        let verifying = builder()?.with_root_certificates(roots).with_no_client_auth();
        let opportunistic = builder()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(AnyCertificate(provider.clone())))
            .with_no_client_auth();
        Ok(Self {
            verifying: Arc::new(verifying),
            opportunistic: Arc::new(opportunistic),
        })
    }

    pub(super) async fn connect(
        &self,
        stream: TcpStream,
        host: &str,
        verify: bool,
    ) -> Result<Stream, String> {
        let peer = stream.peer_addr().map_err(|error| error.to_string())?.ip();
        let name = server_name(host, peer, verify)?;
        let config = if verify {
            &self.verifying
        } else {
            &self.opportunistic
        };
        let stream = TlsConnector::from(config.clone()).connect(name, stream).await;
        stream
            .map(|stream| Stream::Tls(Box::new(stream)))
            .map_err(|error| error.to_string())
    }
}

/// The name for SNI and for the certificate. Without verification a name that is none does not stop TLS.
fn server_name(host: &str, peer: IpAddr, verify: bool) -> Result<ServerName<'static>, String> {
    let bare = host.trim_end_matches('.');
    let bare = bare
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'))
        .unwrap_or(bare);
    let bare = bare.strip_prefix("IPv6:").unwrap_or(bare);
    match ServerName::try_from(bare.to_owned()) {
        Ok(name) => Ok(name),
        Err(_) if !verify => Ok(ServerName::IpAddress(peer.into())),
        Err(error) => Err(format!("host name cannot be verified: {error}")),
    }
}

/// Opportunistic TLS (RFC 7435): encryption for want of better, any certificate. Signatures are not looked at
/// either: who could forge one could as well present a certificate of their own.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn server_name_is_the_host_name_or_its_address() {
        let peer = IpAddr::from([192, 0, 2, 1]);
        let text = |host, verify| server_name(host, peer, verify).map(|name| name.to_str().into_owned());
        assert_eq!(text("mx.example.", true).as_deref(), Ok("mx.example"));
        assert_eq!(text("[192.0.2.7]", true).as_deref(), Ok("192.0.2.7"));
        assert_eq!(text("[IPv6:2001:db8::1]", true).as_deref(), Ok("2001:db8::1"));
        assert_eq!(text("not a name", false).as_deref(), Ok("192.0.2.1"));
        assert!(text("not a name", true).is_err());
    }
}
