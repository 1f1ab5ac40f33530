//! Who works on a data directory.

use std::{fs::File, path::Path};

use anyhow::Context;

/// Only one server, or one restore, works on a data directory.
///
/// # Errors
/// When another one does.
pub fn lock(data: &Path) -> anyhow::Result<File> {
    let file = File::create(data.join("fulcrum.lock"))
        .with_context(|| format!("cannot write to {}", data.display()))?;
    file.try_lock().with_context(|| {
        format!(
            "another Fulcrum is running on {}: stop it first, or set FULCRUM_DATA to another directory",
            data.display()
        )
    })?;
    Ok(file)
}
