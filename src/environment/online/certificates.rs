//! Whether certificates are trusted: by the operating system, and by the roots that Mozilla keeps for the public.
//!
//! Where only the operating system trusts them, a root was added to it: something on the way opens what is encrypted.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, Error, RootCertStore};
use rustls_platform_verifier::Verifier;
use x509_parser::asn1_rs::BmpString;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use x509_parser::x509::{AttributeTypeAndValue, X509Name};

use super::{Internet, Roots};
use crate::environment::facts::{TlsFacts, Trust};
use crate::environment::mask;

/// The certificates that a server shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// The host's own.
    pub(super) host: CertificateDer<'static>,
    /// Those of its issuers, as far as the server has them.
    pub(super) above: Vec<CertificateDer<'static>>,
    /// What the issuer says on whether it was called back, if the server brought that along.
    pub(super) ocsp: Vec<u8>,
}

/// Who issued a certificate, masked; none if it cannot be read.
pub(super) fn issuer_of(der: &[u8]) -> Option<String> {
    About::of(der, Timestamp::UNIX_EPOCH).map(|about| about.issuer)
}

type Judge = Arc<dyn ServerCertVerifier>;

/// What both say of the certificates of a host.
pub(super) fn judge(internet: &dyn Internet, shown: &Shown, name: &ServerName<'_>) -> TlsFacts {
    let provider = Arc::new(ring::default_provider());
    let now = internet.now();
    let about = About::of(&shown.host, now);
    let ask = |judge: Option<Judge>| {
        let verdict = trust(judge.as_deref(), shown, name, now);
        about.as_ref().map_or(verdict, |about| about.clear_up(verdict))
    };
    let public = ask(public_judge(internet.public_roots(), &provider));
    let system = match system_judge(internet.system_roots(), &provider) {
        Some(judge) => ask(Some(judge)),
        // Linux without any roots: browsers bring their own, which are the public's.
        None => public,
    };
    // Windows has one word for a chain that does not end at a root, and that is none of those we know.
    let system = if (system, public) == (Trust::Bad, Trust::UnknownIssuer) { public } else { system };
    TlsFacts { system, public, issuer: about.map(|about| about.issuer).unwrap_or_default() }
}

fn system_judge(roots: Roots, provider: &Arc<CryptoProvider>) -> Option<Judge> {
    match roots {
        Roots::Usual => Verifier::new(Arc::clone(provider)).ok().map(|judge| Arc::new(judge) as Judge),
        Roots::These(roots) => judge_with(these(roots), provider),
    }
}

fn public_judge(roots: Roots, provider: &Arc<CryptoProvider>) -> Option<Judge> {
    let roots = match roots {
        Roots::Usual => webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect(),
        Roots::These(roots) => these(roots),
    };
    judge_with(roots, provider)
}

fn these(roots: Vec<Vec<u8>>) -> RootCertStore {
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots.into_iter().map(CertificateDer::from));
    store
}

fn judge_with(roots: RootCertStore, provider: &Arc<CryptoProvider>) -> Option<Judge> {
    let judge = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider)).build();
    judge.ok().map(|judge| judge as Judge)
}

/// Without a judge, nobody is trusted.
fn trust(
    judge: Option<&dyn ServerCertVerifier>,
    shown: &Shown,
    name: &ServerName<'_>,
    now: Timestamp,
) -> Trust {
    let Some(judge) = judge else {
        return Trust::UnknownIssuer;
    };
    let now = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(now.as_second()).unwrap_or(0)));
    match judge.verify_server_cert(&shown.host, &shown.above, name, &shown.ocsp, now) {
        Ok(_) => Trust::Trusted,
        Err(Error::InvalidCertificate(error)) => trust_of(&error),
        Err(_) => Trust::Bad,
    }
}

fn trust_of(error: &CertificateError) -> Trust {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Trust::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Trust::NotYetValid,
        CertificateError::UnknownIssuer => Trust::UnknownIssuer,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Trust::OtherName
        }
        CertificateError::Revoked => Trust::Revoked,
        _ => Trust::Bad,
    }
}

/// What a certificate says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
struct About {
    /// Who issued it, masked.
    issuer: String,
    /// It vouches for itself, as those do that devices and programs make for themselves.
    own: bool,
    /// How it stands to the time.
    ended: Option<Trust>,
}

impl About {
    /// None if it cannot be read.
    fn of(der: &[u8], now: Timestamp) -> Option<Self> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        let validity = certificate.validity();
        let ended = if now.as_second() < validity.not_before.timestamp() {
            Some(Trust::NotYetValid)
        } else if now.as_second() > validity.not_after.timestamp() {
            Some(Trust::Expired)
        } else {
            None
        };
        Some(Self {
            issuer: issuer(certificate.issuer()),
            own: certificate.issuer().as_raw() == certificate.subject().as_raw(),
            ended,
        })
    }

    /// A verdict that says more. Windows has one word for "ended" and "not yet", macOS none for either, and webpki
    /// none for a certificate that vouches for itself.
    fn clear_up(&self, verdict: Trust) -> Trust {
        match verdict {
            Trust::Expired | Trust::Bad => match self.ended {
                Some(ended) => ended,
                None if verdict == Trust::Bad && self.own => Trust::UnknownIssuer,
                None => verdict,
            },
            other => other,
        }
    }
}

/// The issuer's name and, where it is another one, its organisation.
fn issuer(name: &X509Name<'_>) -> String {
    let common = name.iter_common_name().find_map(text);
    let organization = name.iter_organization().find_map(text);
    let both = match (common, organization) {
        (Some(common), Some(organization)) if common != organization => format!("{common} ({organization})"),
        (Some(name), _) | (None, Some(name)) => name,
        (None, None) => name.iter_organizational_unit().find_map(text).unwrap_or_default(),
    };
    mask::shown(&both)
}

fn text(part: &AttributeTypeAndValue<'_>) -> Option<String> {
    let wide = || BmpString::try_from(part.attr_value()).ok().map(|text| text.string());
    part.as_str().ok().map(str::to_owned).or_else(wide)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rcgen::{BasicConstraints, CertificateParams, DnType, DnValue, IsCa, Issuer, KeyPair};
    use std::io;
    use std::net::{IpAddr, SocketAddr, TcpStream};

    const HOST: &str = "sellercentral.amazon.co.jp";

    /// A machine whose operating system trusts some roots, and whose public others.
    struct Trusting {
        system: Roots,
        public: Roots,
        now: Timestamp,
    }

    impl Internet for Trusting {
        fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            Err(io::ErrorKind::NotFound.into())
        }

        fn connect(&self, _: SocketAddr, _: Duration) -> io::Result<TcpStream> {
            Err(io::ErrorKind::NetworkUnreachable.into())
        }

        fn now(&self) -> Timestamp {
            self.now
        }

        fn system_roots(&self) -> Roots {
            self.system.clone()
        }

        fn public_roots(&self) -> Roots {
            self.public.clone()
        }
    }

    fn now() -> Timestamp {
        "2026-11-22T00:00:00Z".parse().unwrap()
    }

    fn root(name: &str) -> (Vec<u8>, Issuer<'static, KeyPair>) {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, name);
        params
            .distinguished_name
            .push(DnType::OrganizationName, DnValue::BmpString("企業".try_into().unwrap()));
        let certificate = params.self_signed(&key).unwrap();
        (certificate.der().to_vec(), Issuer::new(params, key))
    }

    /// A certificate for a host, valid in these years.
    fn leaf(issuer: &Issuer<'_, KeyPair>, host: &str, years: (i32, i32)) -> Shown {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(years.0, 1, 1);
        params.not_after = rcgen::date_time_ymd(years.1, 1, 1);
        let certificate = params.signed_by(&key, issuer).unwrap();
        Shown { host: certificate.der().clone(), above: Vec::new(), ocsp: Vec::new() }
    }

    fn facts(internet: &Trusting, shown: &Shown) -> TlsFacts {
        judge(internet, shown, &HOST.try_into().unwrap())
    }

    #[test]
    fn a_root_that_only_this_machine_trusts_is_told_from_a_public_one() {
        let (company, company_issuer) = root("Company Inspection");
        let (public, public_issuer) = root("Public");
        let these = |roots: &[&Vec<u8>]| Roots::These(roots.iter().copied().cloned().collect());
        let internet =
            Trusting { system: these(&[&company, &public]), public: these(&[&public]), now: now() };
        let years = (2026, 2027);
        let inspected = facts(&internet, &leaf(&company_issuer, HOST, years));
        assert_eq!((inspected.system, inspected.public), (Trust::Trusted, Trust::UnknownIssuer));
        assert_eq!(inspected.issuer, "Company Inspection (企業)");
        let real = facts(&internet, &leaf(&public_issuer, HOST, years));
        assert_eq!((real.system, real.public), (Trust::Trusted, Trust::Trusted));
        let (_, unknown) = root("taro@example.co.jp");
        let unknown = facts(&internet, &leaf(&unknown, HOST, years));
        assert_eq!((unknown.system, unknown.public), (Trust::UnknownIssuer, Trust::UnknownIssuer));
        assert_eq!(unknown.issuer, "t***@example.co.jp (企業)", "an address is masked");
    }

    #[test]
    fn what_is_wrong_with_a_certificate_is_told() {
        let (public, issuer) = root("Public");
        let roots = Roots::These(vec![public]);
        let internet = Trusting { system: roots.clone(), public: roots, now: now() };
        let system = |shown: &Shown| facts(&internet, shown).system;
        assert_eq!(system(&leaf(&issuer, HOST, (2026, 2027))), Trust::Trusted);
        assert_eq!(system(&leaf(&issuer, HOST, (2020, 2021))), Trust::Expired);
        assert_eq!(system(&leaf(&issuer, HOST, (2030, 2031))), Trust::NotYetValid);
        assert_eq!(system(&leaf(&issuer, "www.example.com", (2026, 2027))), Trust::OtherName);
        let (own, _) = root("Router");
        let own = Shown { host: own.into(), above: Vec::new(), ocsp: Vec::new() };
        assert_eq!(system(&own), Trust::UnknownIssuer, "it vouches for itself");
        let broken = Shown { host: vec![1, 2, 3].into(), above: Vec::new(), ocsp: Vec::new() };
        let broken = facts(&internet, &broken);
        assert_eq!((broken.system, broken.issuer.as_str()), (Trust::Bad, ""));
    }

    #[test]
    fn without_any_roots_of_the_system_the_publics_count() {
        let (public, issuer) = root("Public");
        let internet =
            Trusting { system: Roots::These(Vec::new()), public: Roots::These(vec![public]), now: now() };
        let facts = facts(&internet, &leaf(&issuer, HOST, (2026, 2027)));
        assert_eq!(facts.system, Trust::Trusted);
    }

    #[test]
    fn the_usual_roots_are_there_and_trust_no_stranger() {
        let internet = Trusting { system: Roots::Usual, public: Roots::Usual, now: now() };
        let (_, stranger) = root("Stranger");
        let facts = facts(&internet, &leaf(&stranger, HOST, (2026, 2027)));
        assert_eq!((facts.system, facts.public), (Trust::UnknownIssuer, Trust::UnknownIssuer));
        assert!(webpki_roots::TLS_SERVER_ROOTS.len() > 50);
    }

    #[test]
    fn vague_verdicts_are_cleared_up() {
        let about = |ended, own| About { issuer: String::new(), own, ended };
        let future = about(Some(Trust::NotYetValid), false);
        assert_eq!(future.clear_up(Trust::Expired), Trust::NotYetValid, "as Windows says it");
        assert_eq!(
            about(Some(Trust::Expired), false).clear_up(Trust::Bad),
            Trust::Expired,
            "as macOS says it"
        );
        assert_eq!(about(None, true).clear_up(Trust::Bad), Trust::UnknownIssuer);
        assert_eq!(about(None, false).clear_up(Trust::Bad), Trust::Bad);
        assert_eq!(about(None, true).clear_up(Trust::Expired), Trust::Expired, "one above it has ended");
        assert_eq!(future.clear_up(Trust::Trusted), Trust::Trusted);
        assert_eq!(future.clear_up(Trust::OtherName), Trust::OtherName);
    }

    proptest! {
        #[test]
        fn no_certificate_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            issuer_of(&bytes);
        }
    }
}
