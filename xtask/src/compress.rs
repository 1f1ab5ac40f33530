//! Brotli and gzip copies, made once and kept by content in Cargo's target
//! directory: the best brotli takes seconds for the WebAssembly module.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Mutex;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::mode::Mode;
use crate::repo::Repo;
use crate::site::sha256;

/// Whether the server will offer compressed copies of this file.
pub fn is_compressible(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(
        ending,
        "js" | "wasm" | "css" | "svg" | "webmanifest" | "html" | "txt" | "json"
    )
}

/// Compresses, remembering what it did.
pub struct Compressor {
    folder: PathBuf,
    quality: i32,
    used: Mutex<BTreeSet<String>>,
}

impl Compressor {
    pub fn new(repo: &Repo, mode: Mode) -> Result<Self> {
        let folder = repo.target("xtask/compressed");
        fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
        let quality = match mode {
            // The largest step up in time for the smallest in size begins above 5.
            Mode::Dev => 5,
            Mode::Release => 11,
        };
        Ok(Self {
            folder,
            quality,
            used: Mutex::default(),
        })
    }

    pub fn brotli(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        let quality = self.quality;
        self.kept(bytes, &format!("q{quality}.br"), |bytes| {
            let params = brotli::enc::BrotliEncoderParams {
                quality,
                lgwin: 22,
                ..Default::default()
            };
            let mut out = Vec::new();
            brotli::BrotliCompress(&mut &*bytes, &mut out, &params)?;
            Ok(out)
        })
    }

    pub fn gzip(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        self.kept(bytes, "gz", |bytes| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(bytes)?;
            Ok(encoder.finish()?)
        })
    }

    /// Forgets what this build did not ask for.
    pub fn prune(self) -> Result<()> {
        let used = self.used.into_inner().unwrap_or_default();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if !used.contains(entry.file_name().to_string_lossy().as_ref()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn kept(
        &self,
        bytes: &[u8],
        ending: &str,
        work: impl FnOnce(&[u8]) -> Result<Vec<u8>>,
    ) -> Result<Vec<u8>> {
        let name = format!("{}.{ending}", sha256(bytes));
        let path = self.folder.join(&name);
        if let Ok(mut used) = self.used.lock() {
            used.insert(name);
        }
        if let Ok(kept) = fs::read(&path) {
            return Ok(kept);
        }
        let made = work(bytes)?;
        // Renamed into place, so that an interrupted build leaves no half file behind.
        let partial = path.with_extension("partial");
        fs::write(&partial, &made).and_then(|()| fs::rename(&partial, &path))?;
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::is_compressible;

    #[test]
    fn text_and_wasm_are_compressed_and_pictures_are_not() {
        assert!(is_compressible("assets/fulcrum-0123456789ab.wasm"));
        assert!(is_compressible("manifest.webmanifest"));
        assert!(!is_compressible("icon.png"));
        assert!(!is_compressible("LICENSE"));
    }
}
