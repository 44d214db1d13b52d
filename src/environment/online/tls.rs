//! TLS: the handshake first, the judgement of the certificates after it.
//!
//! During the handshake any certificate is taken and only remembered; nothing but the handshake is sent meanwhile. Then
//! the operating system is asked, which on Windows and macOS may take its time and ask the issuer itself whether the
//! certificate was called back, so that it must be possible to leave it behind.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::Resumption;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme, StreamOwned};

use super::certificates::{self, Shown};
use super::errand::Errand;
use super::reach::Stream;
use crate::environment::facts::{TlsFacts, Trust};

/// A connection over TLS whose certificate the operating system trusts.
pub(super) type Secured<'a> = StreamOwned<ClientConnection, Box<dyn Stream + 'a>>;

/// Why there is no connection over TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Insecure {
    /// What came is no TLS, or it broke off before the certificates were shown.
    NoTls,
    /// The operating system does not trust the certificate.
    Untrusted(TlsFacts),
    /// It broke off or took too long; the certificates are known if it came to that.
    BrokeOff(Option<TlsFacts>),
}

/// Speaks TLS with the host of that name, over a connection to it.
pub(super) fn secure<'a>(
    errand: Errand<'a>,
    host: &str,
    mut under: Box<dyn Stream + 'a>,
) -> Result<(Secured<'a>, TlsFacts), Insecure> {
    let provider = Arc::new(ring::default_provider());
    let witness = Arc::new(Witness { provider: Arc::clone(&provider), seen: Mutex::default() });
    let name = ServerName::try_from(host.to_owned()).or(Err(Insecure::NoTls))?;
    let config = config(provider, Arc::clone(&witness)).or(Err(Insecure::NoTls))?;
    let mut connection = ClientConnection::new(Arc::new(config), name.clone()).or(Err(Insecure::NoTls))?;
    let mut ended = Ok(());
    while ended.is_ok() && connection.is_handshaking() {
        ended = connection.complete_io(&mut under).map(drop);
    }
    let Some(shown) = witness.seen() else {
        // Silence is not the same as another language.
        return Err(if is_late(&ended) { Insecure::BrokeOff(None) } else { Insecure::NoTls });
    };
    let facts = judge(errand, shown, name);
    match (facts, ended) {
        (Some(facts), _) if facts.system != Trust::Trusted => Err(Insecure::Untrusted(facts)),
        (Some(facts), Ok(())) => Ok((StreamOwned::new(connection, under), facts)),
        (facts, _) => Err(Insecure::BrokeOff(facts)),
    }
}

fn is_late(ended: &io::Result<()>) -> bool {
    ended.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::TimedOut)
}

/// None if no judgement came in time.
fn judge(errand: Errand<'_>, shown: Shown, name: ServerName<'static>) -> Option<TlsFacts> {
    let internet = Arc::clone(errand.internet());
    errand.aside(move || certificates::judge(internet.as_ref(), &shown, &name))
}

/// Nothing is kept from one connection for the next, and the client shows no certificate.
fn config(provider: Arc<CryptoProvider>, witness: Arc<Witness>) -> Result<ClientConfig, Error> {
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(witness)
        .with_no_client_auth();
    config.resumption = Resumption::disabled();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Remembers the certificates that are shown, and checks that who shows them holds their key.
#[derive(Debug)]
struct Witness {
    provider: Arc<CryptoProvider>,
    seen: Mutex<Option<Shown>>,
}

impl Witness {
    fn seen(&self) -> Option<Shown> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let shown = Shown {
            host: end_entity.clone().into_owned(),
            above: intermediates.iter().map(|above| above.clone().into_owned()).collect(),
            ocsp: ocsp_response.to_owned(),
        };
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(shown);
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
