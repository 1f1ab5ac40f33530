//! The key with which passcodes are hashed, and letters are known again: no database holds it.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

use data_encoding::HEXLOWER;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::domain::{LinkId, UpdateId, WorkspaceId};
use crate::server::operate::clock::random;

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
        self.sign(&format!("{link}:{digits}"))
    }

    /// What only who has the letter of an update knows, in lower-case hexadecimal.
    pub fn of_letter(&self, ws: WorkspaceId, update: UpdateId) -> String {
        self.sign(&format!("letter:{ws}:{update}"))
    }

    fn sign(&self, what: &str) -> String {
        // A key of any length will do: this cannot fail.
        Hmac::<Sha256>::new_from_slice(&self.0).map_or_else(
            |_| String::new(),
            |mac| {
                let mac = mac.chain_update(what);
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
