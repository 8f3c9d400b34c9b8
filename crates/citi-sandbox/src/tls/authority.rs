//! [`Authority`]: who vouches for the sandbox and its clients.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PublicKeyData as _, date_time_ymd,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use sha2::{Digest as _, Sha256};

use super::TlsError;
use crate::random::hex;

const NAME: &str = "citi-sandbox authority";
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// How many days the authority's certificate is good, and those that it issues; clients of some makers
/// refuse a server's that is good for longer than 398 days.
const AUTHORITY_DAYS: i32 = 3650;
const ISSUED_DAYS: i32 = 397;

/// Who vouches for the sandbox and its clients: a key, and a certificate that it signed itself.
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    pem: String,
}

/// What a certificate is for.
pub(super) enum Purpose {
    /// The sandbox at these hosts.
    Server(Vec<String>),
    /// A client of this name.
    Client(String),
}

impl Authority {
    /// A new one.
    pub(super) fn new() -> Result<Self, TlsError> {
        let key = KeyPair::generate()?;
        let params = params(&key)?;
        let certificate = params.self_signed(&key)?;
        Ok(Self {
            pem: certificate.pem(),
            certificate: certificate.der().clone(),
            issuer: Issuer::new(params, key),
        })
    }

    /// The one whose certificate and key were kept.
    pub(super) fn kept(pem: &str, key: &str) -> Result<Self, TlsError> {
        let broken = |_| TlsError("the kept certificate of the authority can't be read".to_owned());
        let key = KeyPair::from_pem(key)?;
        Ok(Self {
            pem: pem.to_owned(),
            certificate: CertificateDer::from_pem_slice(pem.as_bytes()).map_err(broken)?,
            issuer: Issuer::new(params(&key)?, key),
        })
    }

    /// A certificate for a key.
    pub(super) fn issue(
        &self,
        purpose: Purpose,
        key: &KeyPair,
    ) -> Result<rcgen::Certificate, TlsError> {
        let (hosts, name, usage) = match purpose {
            Purpose::Server(hosts) => {
                let usage = ExtendedKeyUsagePurpose::ServerAuth;
                (hosts, "citi-sandbox".to_owned(), usage)
            }
            Purpose::Client(name) => (Vec::new(), name, ExtendedKeyUsagePurpose::ClientAuth),
        };
        let mut params = dated(CertificateParams::new(hosts)?, ISSUED_DAYS);
        params.distinguished_name.push(DnType::CommonName, name);
        params.extended_key_usages = vec![usage];
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.use_authority_key_identifier_extension = true;
        Ok(params.signed_by(key, &self.issuer)?)
    }

    pub(super) fn pem(&self) -> &str {
        &self.pem
    }

    pub(super) fn key_pem(&self) -> String {
        self.issuer.key().serialize_pem()
    }

    pub(super) fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }
}

/// Each authority has a name of its own, so that a client of one knows that another's certificate is not its.
fn params(key: &KeyPair) -> Result<CertificateParams, TlsError> {
    let mut own = hex(&Sha256::digest(key.subject_public_key_info()));
    own.truncate(8);
    let mut params = dated(CertificateParams::new(Vec::new())?, AUTHORITY_DAYS);
    let name = format!("{NAME} {own}");
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(params)
}

/// Good from yesterday on, by this machine's clock: clients look at certificates by theirs, whatever the
/// sandbox's time is.
fn dated(mut params: CertificateParams, days: i32) -> CertificateParams {
    let day = |days: i32| {
        let at = Timestamp::now().saturating_add(DAY.saturating_mul(days));
        let date = at.unwrap_or(Timestamp::MAX).to_zoned(TimeZone::UTC).date();
        let part = |part: i8| u8::try_from(part).unwrap_or(1);
        date_time_ymd(date.year().into(), part(date.month()), part(date.day()))
    };
    params.not_before = day(-1);
    params.not_after = day(days);
    params
}
