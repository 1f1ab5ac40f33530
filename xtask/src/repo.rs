//! Where things are.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// The repository and Cargo's target directory.
pub struct Repo {
    root: PathBuf,
    target: PathBuf,
}

impl Repo {
    /// Asks Cargo, so that `CARGO_TARGET_DIR` and `build.target-dir` are honoured.
    pub fn locate() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask has no parent folder")?;
        let metadata = process::stdout(Command::new(process::cargo()).current_dir(root).args([
            "metadata",
            "--no-deps",
            "--format-version=1",
        ]))?;
        let metadata: serde_json::Value =
            serde_json::from_str(&metadata).context("cargo metadata is not JSON")?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo metadata names no target directory")?;
        Ok(Self {
            root: root.to_owned(),
            target: PathBuf::from(target),
        })
    }

    /// A path inside the repository.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path inside Cargo's target directory.
    pub fn target(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }

    /// The finished site. It is always inside the repository, wherever Cargo
    /// builds: the server embeds it by this path.
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// The server's executable, in Cargo's folder for a profile (`release` or `debug`).
    pub fn server(&self, folder: &str) -> PathBuf {
        self.target
            .join(folder)
            .join(format!("fulcrum{}", std::env::consts::EXE_SUFFIX))
    }

    /// A Cargo command, started at the root.
    pub fn cargo<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = Command::new(process::cargo());
        command.current_dir(&self.root).args(args);
        command
    }

    /// A program started in `end2end/`.
    pub fn end2end<'a>(&self, program: &str, args: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = process::program(program);
        command.current_dir(self.root.join("end2end")).args(args);
        command
    }
}
