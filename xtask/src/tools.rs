//! The programs the build and the tests need, and how to get a missing one.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;
use crate::repo::Repo;

/// The oldest Node that Playwright runs on.
const NODE: u32 = 20;

const BROWSERS: [&str; 6] = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];
const BROWSER_PATHS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// rustfmt and clippy, which a minimal toolchain leaves out.
pub fn check_rust() -> Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if process::probe(Command::new(process::cargo()).args([command, "--version"])).is_none() {
            bail!("`cargo {command}` is missing. Install it: `rustup component add {component}`");
        }
    }
    Ok(())
}

/// Node and npm, new enough.
pub fn check_node() -> Result<()> {
    let install = if cfg!(target_os = "macos") {
        "brew install node"
    } else {
        "apt-get install nodejs npm"
    };
    let Some(version) = process::probe(Command::new("node").arg("--version")) else {
        bail!("Node is missing. Install version {NODE} or newer: `{install}`");
    };
    if major(&version).is_none_or(|major| major < NODE) {
        bail!(
            "Node is {version}, but the browser tests need {NODE} or newer: `npm install --global node@{NODE}`"
        );
    }
    if process::probe(process::program("npm").arg("--version")).is_none() {
        bail!("npm is missing. Install it: `{install}`");
    }
    Ok(())
}

/// A Chromium for Playwright: `$CHROMIUM`, Playwright's own, or an installed one.
/// Which one is used is decided in end2end/support/browser.ts, in this order.
pub fn check_browser() -> Result<()> {
    if let Some(chosen) = std::env::var_os("CHROMIUM") {
        if !Path::new(&chosen).exists() {
            bail!("CHROMIUM names {}, which does not exist", chosen.display());
        }
        return Ok(());
    }
    let installed = playwright_has_chromium()
        || BROWSER_PATHS.iter().any(|path| Path::new(path).exists())
        || BROWSERS.iter().any(|name| on_path(name).is_some());
    if !installed {
        let system = if cfg!(target_os = "macos") {
            "`brew install --cask google-chrome`"
        } else {
            "`apt-get install chromium-headless-shell`"
        };
        bail!(
            "no browser was found. Install one: {system}, or `cd end2end && npx playwright install chromium`; \
             or name yours in CHROMIUM"
        );
    }
    Ok(())
}

/// The packages of end2end/, installed from the lockfile if they are missing.
pub fn ensure_end2end(repo: &Repo) -> Result<()> {
    // npm writes this file last; it is older than the lockfile when that has changed since.
    let installed = modified(repo.path("end2end/node_modules/.package-lock.json"));
    let locked = modified(repo.path("end2end/package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    println!("Installing the packages of end2end/");
    process::run(
        repo.end2end("npm", ["ci"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )
}

/// wasm-opt, from end2end's packages or PATH.
pub fn wasm_opt(repo: &Repo) -> Option<Command> {
    let packaged = repo.path("end2end/node_modules/binaryen/bin/wasm-opt");
    if packaged.exists() && process::probe(Command::new("node").arg("--version")).is_some() {
        // The packaged one is a script for Node.
        let mut command = Command::new("node");
        command.arg(packaged);
        return Some(command);
    }
    on_path("wasm-opt").map(Command::new)
}

fn playwright_has_chromium() -> bool {
    let home = |folder: &str| std::env::home_dir().map(|home| home.join(folder));
    let folder = match std::env::var_os("PLAYWRIGHT_BROWSERS_PATH") {
        Some(folder) => Some(PathBuf::from(folder)),
        None if cfg!(target_os = "macos") => home("Library/Caches/ms-playwright"),
        None if cfg!(windows) => home("AppData/Local/ms-playwright"),
        None => home(".cache/ms-playwright"),
    };
    folder
        .and_then(|folder| std::fs::read_dir(folder).ok())
        .into_iter()
        .flatten()
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with("chromium-"))
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path)
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}

fn modified(path: PathBuf) -> Option<std::time::SystemTime> {
    std::fs::metadata(path)
        .and_then(|metadata| metadata.modified())
        .ok()
}

/// The first number of a version such as `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.1.0"), Some(9));
        assert_eq!(major("nightly"), None);
    }
}
