//! `cargo xtask run`: build, then become the server.

use std::process::Command;

use anyhow::Result;

use crate::build;
use crate::mode::Mode;
use crate::repo::Repo;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  cargo xtask run\n  FULCRUM_ADDR=127.0.0.1:8080 cargo xtask run\n  \
                        cargo xtask run -- backup board.sqlite"
)]
pub struct Args {
    /// Fail if wasm-opt is missing, instead of making a larger bundle.
    #[arg(long)]
    require_wasm_opt: bool,
    /// Arguments for the server, after `--`.
    #[arg(last = true)]
    args: Vec<String>,
}

pub fn main(repo: &Repo, args: &Args) -> Result<()> {
    build::all(repo, Mode::Release, args.require_wasm_opt)?;
    println!();
    let mut server = Command::new(repo.server(Mode::Release.folder()));
    // Started at the root, so that ./data is one place wherever the command was typed.
    server.current_dir(repo.path("")).args(&args.args);
    become_process(server)
}

/// Replaces this process, so that signals and the exit code are the server's own.
#[cfg(unix)]
fn become_process(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(anyhow::Error::new(command.exec()).context("could not start the server"))
}

/// Waits for the server; the terminal sends Ctrl-C to both.
#[cfg(not(unix))]
fn become_process(mut command: Command) -> Result<()> {
    crate::process::run(&mut command)
}
