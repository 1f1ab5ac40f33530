//! `cargo xtask e2e`: the browser tests, against the release binary.

use std::fs;

use anyhow::Result;

use crate::build;
use crate::mode::Mode;
use crate::process;
use crate::repo::Repo;
use crate::tools;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  cargo xtask e2e\n  cargo xtask e2e -- tests/server/health.spec.ts --project phone\n  \
                        CHROMIUM=/path/to/chrome cargo xtask e2e"
)]
pub struct Args {
    /// Test the binary that is there, without building it.
    #[arg(long)]
    no_build: bool,
    /// Arguments for Playwright, after `--`.
    #[arg(last = true)]
    args: Vec<String>,
}

pub fn main(repo: &Repo, args: &Args) -> Result<()> {
    tools::check_node()?;
    tools::check_browser()?;
    tools::ensure_end2end(repo)?;
    if !args.no_build {
        build::all(repo, Mode::Release, true)?;
    }
    playwright(repo, &args.args)
}

/// Runs Playwright on the release binary, and says at the end what failed, be it only at the first try.
pub fn playwright(repo: &Repo, args: &[String]) -> Result<()> {
    let mut command = repo.end2end("npx", ["--no-install", "playwright", "test"]);
    command
        .args(args)
        .env("FULCRUM_BIN", repo.server(Mode::Release.folder()));
    let outcome = process::run(&mut command);
    let told = fs::read_to_string(repo.path("end2end/results/failures.txt")).unwrap_or_default();
    if !told.is_empty() {
        println!("\nfailed, or only passed when told again:\n{told}");
    }
    outcome
}
