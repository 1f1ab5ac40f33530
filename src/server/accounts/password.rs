//! Passwords: hashed by argon2id, in a bounded amount of memory however many people come at once.

use std::sync::{Mutex, PoisonError};

use argon2::{
    Algorithm, Argon2, Block, Params, PasswordHash, Version,
    password_hash::{self, Ident, Output, ParamsString, Salt, SaltString},
};
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;

use crate::server::{http::error::ApiError, operate::clock::random};

/// Shortest password, in characters.
const MIN_PASSWORD: usize = 10;
/// Longest, so that hashing stays cheap.
const MAX_PASSWORD: usize = 200;

/// How many are hashed at the same time. Each takes 19 MiB and one core for some hundredths of a second.
const AT_ONCE: usize = 2;
/// How many more may wait for their turn: about two seconds' worth.
const WAITING: usize = 64;
/// After how many seconds whoever found no place may ask again.
const RETRY: u32 = 2;

/// Blocks of 1 KiB for which room is taken at once, although a hash fills 19 MiB: pieces that large an allocator
/// gives back to the system, at once or soon, where smaller ones may stay. Untouched room costs nothing.
const ROOM: usize = 36 * 1024;

/// The hash of a password that nobody has: an unknown address takes as long as a wrong password.
pub const DECOY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$ZnVsY3J1bS1kZWNveS0x$4wVNnPZ1e0iLfCYuTMk1Q3Zb6JDR2mUqcVgZkOe8m1Y";

static DESK: Desk = Desk {
    places: Semaphore::const_new(AT_ONCE + WAITING),
    turns: Semaphore::const_new(AT_ONCE),
    spare: Mutex::new(Vec::new()),
};

/// Where passwords are hashed: one for the whole process, since memory is the process's.
struct Desk {
    /// Taken by whoever is hashed or waits.
    places: Semaphore,
    /// Taken by whoever is hashed.
    turns: Semaphore,
    /// Memory from one turn for the next, as long as somebody waits.
    spare: Mutex<Vec<Vec<Block>>>,
}

impl Desk {
    /// Does the work when its turn comes, off the threads that answer requests.
    ///
    /// # Errors
    /// When too many wait already. Whoever hangs up leaves the queue.
    async fn work<T: Send + 'static>(
        &'static self,
        work: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let busy = |_| ApiError::too_many(RETRY);
        let place = self.places.try_acquire().map_err(busy)?;
        let turn = self
            .turns
            .acquire()
            .await
            .map_err(|_| ApiError::too_many(RETRY))?;
        // What was begun goes on when its client hangs up: place and turn are taken until it ends.
        let done = tokio::task::spawn_blocking(move || {
            let mut memory = self.spare().pop().unwrap_or_else(|| Vec::with_capacity(ROOM));
            let done = work(&mut memory);
            self.spare().push(memory);
            drop(turn);
            drop(place);
            if self.places.available_permits() == AT_ONCE + WAITING {
                // Nobody is here any more: the memory goes back.
                self.spare().clear();
            }
            done
        });
        done.await
            .map_err(|_| ApiError::bad_request("The password cannot be used: choose another."))
    }

    fn spare(&self) -> std::sync::MutexGuard<'_, Vec<Vec<Block>>> {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The argon2id hash of a new password, in PHC string format.
///
/// # Errors
/// When the password is too short or too long, or too many wait already.
pub async fn hash_password(password: String) -> Result<String, ApiError> {
    let length = password.chars().count();
    if !(MIN_PASSWORD..=MAX_PASSWORD).contains(&length) {
        return Err(ApiError::bad_request(format!(
            "The password has {length} characters: use {MIN_PASSWORD} to {MAX_PASSWORD}; four words will do."
        )));
    }
    let hashed = DESK.work(move |memory| hash(&password, memory)).await?;
    hashed.map_err(|_| ApiError::bad_request("The password cannot be used: choose another."))
}

/// Whether this password belongs to this hash.
///
/// # Errors
/// When too many wait already.
pub async fn verify_password(password: String, hash: String) -> Result<bool, ApiError> {
    DESK.work(move |memory| matches(&password, &hash, memory).unwrap_or(false))
        .await
}

fn hash(password: &str, memory: &mut Vec<Block>) -> password_hash::Result<String> {
    let salt = SaltString::encode_b64(&random::<16>())?;
    let params = Params::default();
    let output = fill(
        password,
        Algorithm::Argon2id,
        Version::V0x13,
        &params,
        salt.as_salt(),
        memory,
    )?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params)?,
        salt: Some(salt.as_salt()),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

fn matches(password: &str, hash: &str, memory: &mut Vec<Block>) -> password_hash::Result<bool> {
    let hash = PasswordHash::new(hash)?;
    let (Some(salt), Some(expected)) = (hash.salt, hash.hash) else {
        return Ok(false);
    };
    let algorithm = Algorithm::try_from(Ident::new(hash.algorithm.as_str())?)?;
    let version = hash
        .version
        .map(Version::try_from)
        .transpose()?
        .unwrap_or_default();
    let params = Params::try_from(&hash)?;
    let output = fill(password, algorithm, version, &params, salt, memory)?;
    Ok(output.as_bytes().ct_eq(expected.as_bytes()).into())
}

fn fill(
    password: &str,
    algorithm: Algorithm,
    version: Version,
    params: &Params,
    salt: Salt<'_>,
    memory: &mut Vec<Block>,
) -> password_hash::Result<Output> {
    let mut bytes = [0; Salt::MAX_LENGTH];
    let salt = salt.decode_b64(&mut bytes)?;
    memory.resize(params.block_count(), Block::default());
    let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let argon = Argon2::new(algorithm, version, params.clone());
    Output::init_with(length, |out| {
        Ok(argon.hash_password_into_with_memory(password.as_bytes(), salt, out, memory)?)
    })
}

#[cfg(test)]
mod tests {
    use argon2::PasswordVerifier;

    use super::*;

    #[tokio::test]
    async fn a_password_opens_only_its_own_hash() {
        let hash = hash_password("four words will do".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(
            verify_password("four words will do".into(), hash.clone())
                .await
                .unwrap()
        );
        assert!(!verify_password("four words will not".into(), hash).await.unwrap());
        assert!(
            !verify_password("four words will do".into(), "nonsense".into())
                .await
                .unwrap()
        );
        assert!(hash_password("short".into()).await.is_err());
    }

    #[test]
    fn memory_that_was_used_before_makes_the_same_hashes() {
        let mut memory = Vec::new();
        for password in ["four words will do", "another four words"] {
            let hash = hash(password, &mut memory).unwrap();
            // By the library's own way, which takes fresh memory.
            let parsed = PasswordHash::new(&hash).unwrap();
            assert!(
                Argon2::default()
                    .verify_password(password.as_bytes(), &parsed)
                    .is_ok()
            );
            assert!(matches(password, &hash, &mut memory).unwrap());
            assert!(!matches("something else", &hash, &mut memory).unwrap());
        }
    }

    #[test]
    fn the_decoy_is_a_hash_that_takes_as_long_as_any() {
        let decoy = PasswordHash::new(DECOY).unwrap();
        assert_eq!(
            decoy.params.get_decimal("m"),
            Some(Argon2::default().params().m_cost())
        );
    }
}
