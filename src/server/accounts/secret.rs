//! Secrets are kept as hashes, and compared without telling how far they agree.

use data_encoding::BASE64URL_NOPAD;
use subtle::ConstantTimeEq;

use crate::domain::secret_hash;
use crate::server::operate::clock::random;

/// 32 random bytes in a form that fits addresses and cookies.
pub fn draw() -> String {
    BASE64URL_NOPAD.encode(&random::<32>())
}

/// Whether the secret is the one whose SHA-256 is given.
pub fn matches(secret: &str, hash: &str) -> bool {
    secret_hash(secret).as_bytes().ct_eq(hash.as_bytes()).into()
}
