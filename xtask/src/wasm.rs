//! The browser half: compiled to WebAssembly, joined to its JavaScript glue,
//! and made small.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::mode::{Mode, VIEWS};
use crate::process;
use crate::repo::Repo;
use crate::tools;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// What rustc and wasm-bindgen may use. Every browser of the last three years
/// has these; wasm-opt refuses input that uses a feature it was not told of.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Adds the compilation target if this toolchain lacks it.
pub fn ensure_target() -> Result<()> {
    let installed =
        process::probe(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))
            .is_some_and(|folder| Path::new(&folder).is_dir());
    if installed {
        return Ok(());
    }
    if process::probe(Command::new("rustup").arg("--version")).is_none() {
        bail!(
            "this Rust cannot compile for {TARGET}, and rustup is not installed to add it. Install Rust with \
             rustup, or install your distribution's package of the standard library for that target"
        );
    }
    process::run(Command::new("rustup").args(["target", "add", TARGET]))
}

/// Compiles the library for the browser; returns the module's path.
pub fn compile(repo: &Repo, mode: Mode) -> Result<PathBuf> {
    let (profile, folder) = match mode {
        Mode::Dev => ("dev", "debug"),
        Mode::Release => ("wasm-release", "wasm-release"),
    };
    // Only here is the library a module of its own; the server's build need not link one.
    let mut cargo = repo.cargo([
        "rustc",
        "--lib",
        "--crate-type",
        "cdylib",
        "--features",
        "csr",
        "--target",
        TARGET,
        "--profile",
        profile,
    ]);
    process::run(cargo.args(VIEWS))?;
    Ok(repo.target(TARGET).join(folder).join("fulcrum.wasm"))
}

/// Writes the module and its glue, `fulcrum_bg.wasm` and `fulcrum.js`, into a fresh folder.
///
/// The module and this tool must use the very same wasm-bindgen. Both manifests
/// pin `=0.2.130` and share one lockfile; a test below reads that lockfile.
pub fn bindgen(repo: &Repo, module: &Path, mode: Mode) -> Result<PathBuf> {
    let folder = repo.target("xtask/bindgen");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    let release = mode == Mode::Release;
    Bindgen::new()
        .input_path(module)
        .out_name("fulcrum")
        .web(true)?
        .typescript(false)
        // The boot script passes the hashed address; the glue must not guess one.
        .omit_default_module_path(true)
        .remove_name_section(release)
        .remove_producers_section(release)
        .generate(&folder)?;
    Ok(folder)
}

/// Shrinks the module in place. Returns false if wasm-opt is not installed.
pub fn optimise(repo: &Repo, folder: &Path, required: bool) -> Result<bool> {
    let Some(mut wasm_opt) = tools::wasm_opt(repo) else {
        if required {
            bail!("wasm-opt is missing. It comes with the browser tests: `cd end2end && npm ci`");
        }
        println!(
            "    wasm-opt is missing, so the bundle is about a fifth larger; `cd end2end && npm ci` brings it"
        );
        return Ok(false);
    };
    let module = folder.join("fulcrum_bg.wasm");
    process::run(
        wasm_opt
            .arg("-Oz")
            .args(FEATURES)
            .arg(&module)
            .arg("-o")
            .arg(&module),
    )?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    /// The versions of a package in the lockfile.
    fn locked<'a>(lock: &'a str, name: &str) -> Vec<&'a str> {
        let head = format!("name = \"{name}\"");
        let mut versions = Vec::new();
        let mut lines = lock.lines();
        while let Some(line) = lines.next() {
            if line == head {
                let version = lines.next().and_then(|line| line.strip_prefix("version = "));
                versions.extend(version.map(|version| version.trim_matches('"')));
            }
        }
        versions
    }

    #[test]
    fn both_halves_of_wasm_bindgen_are_locked_to_one_version() {
        let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock")).unwrap();
        let library = locked(&lock, "wasm-bindgen");
        assert_eq!(
            library.len(),
            1,
            "the lockfile has several wasm-bindgen: {library:?}"
        );
        assert_eq!(library, locked(&lock, "wasm-bindgen-cli-support"));
    }
}
