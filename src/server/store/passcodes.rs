//! Passcodes of links: hashed with a key that no database holds, and tried a few times only.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::HEXLOWER;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use sqlx::Row as _;
use subtle::ConstantTimeEq;

use super::{
    Sqlite, Stored,
    sqlite::{full, instant},
};
use crate::domain::LinkId;
use crate::server::operate::clock::random;

/// Wrong passcodes after which a link takes no more for a while: of a million, that many are tried in vain.
pub const TRIES: u32 = 5;
/// How long.
pub const REST: TimeDelta = TimeDelta::minutes(15);

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tried {
    Right,
    Wrong,
    /// Nobody may try now.
    Resting,
}

#[async_trait]
pub trait Passcodes: Send + Sync {
    /// The keyed hash of a link's passcode; none when this server cannot check it.
    async fn passcode_hash(&self, link: LinkId) -> Stored<Option<String>>;
    /// Whether this is the link's passcode. A try is counted before it is answered.
    async fn try_passcode(&self, link: LinkId, given: &str, now: DateTime<Utc>) -> Stored<Tried>;
}

/// 32 bytes in the file `passcode.key` beside the database (mode 0600): whoever has the database alone cannot try
/// all passcodes.
#[derive(Clone)]
pub struct PasscodeKey([u8; 32]);

impl PasscodeKey {
    /// Reads the key, or draws one.
    ///
    /// # Errors
    /// When the file cannot be read or written, or is no key.
    pub fn beside(database: &Path) -> io::Result<Self> {
        let path = database.with_file_name("passcode.key");
        match fs::read_to_string(&path) {
            Ok(text) => {
                let bytes = HEXLOWER.decode(text.trim().as_bytes()).ok();
                let key = bytes.and_then(|bytes| bytes.try_into().ok());
                key.map(Self).ok_or_else(|| {
                    let words = format!("{} is damaged: put its copy back, or remove it", path.display());
                    io::Error::new(io::ErrorKind::InvalidData, words)
                })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = random();
                let mut options = OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                let mut file = options.open(&path)?;
                file.write_all(HEXLOWER.encode(&key).as_bytes())?;
                file.sync_all()?;
                Ok(Self(key))
            }
            Err(error) => Err(error),
        }
    }

    /// HMAC-SHA256 of the link and the digits, in lower-case hexadecimal.
    pub fn hash(&self, link: LinkId, digits: &str) -> String {
        // A key of any length will do: this cannot fail.
        Hmac::<Sha256>::new_from_slice(&self.0).map_or_else(
            |_| String::new(),
            |mac| {
                let mac = mac.chain_update(format!("{link}:{digits}"));
                HEXLOWER.encode(&mac.finalize().into_bytes())
            },
        )
    }

    /// Tells the key from others without telling the key.
    pub fn id(&self) -> String {
        let hash = HEXLOWER.encode(&Sha256::digest(
            [b"fulcrum passcode key".as_slice(), &self.0].concat(),
        ));
        hash.chars().take(16).collect()
    }
}

#[async_trait]
impl Passcodes for Sqlite {
    async fn passcode_hash(&self, link: LinkId) -> Stored<Option<String>> {
        let hash = sqlx::query_scalar("SELECT hash FROM passcodes WHERE link = ? AND key_id = ?")
            .bind(link.to_string())
            .bind(self.key.id())
            .fetch_optional(&self.pool)
            .await?;
        Ok(hash)
    }

    async fn try_passcode(&self, link: LinkId, given: &str, now: DateTime<Utc>) -> Stored<Tried> {
        // Immediate: many tries at once are counted one after the other.
        let mut tx = self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(full)?;
        let row = sqlx::query("SELECT hash, wrong, tried_at FROM passcodes WHERE link = ? AND key_id = ?")
            .bind(link.to_string())
            .bind(self.key.id())
            .fetch_optional(&mut *tx)
            .await?;
        let Some(row) = row else {
            return Ok(Tried::Wrong);
        };
        let (hash, wrong): (String, u32) = (row.try_get(0)?, row.try_get(1)?);
        let tried_at: Option<String> = row.try_get(2)?;
        let tried_at = tried_at.and_then(|text| text.parse::<DateTime<Utc>>().ok());
        let is_rested = tried_at.is_none_or(|last| now >= last + REST);
        let wrong = if is_rested { 0 } else { wrong };
        if wrong >= TRIES {
            return Ok(Tried::Resting);
        }
        let digits: String = given.chars().filter(|c| !c.is_whitespace()).collect();
        let given = self.key.hash(link, &digits);
        let is_right: bool = hash.as_bytes().ct_eq(given.as_bytes()).into();
        sqlx::query("UPDATE passcodes SET wrong = ?, tried_at = ? WHERE link = ?")
            .bind(if is_right { 0 } else { wrong + 1 })
            .bind(instant(now))
            .bind(link.to_string())
            .execute(&mut *tx)
            .await
            .map_err(full)?;
        tx.commit().await.map_err(full)?;
        Ok(if is_right { Tried::Right } else { Tried::Wrong })
    }
}
