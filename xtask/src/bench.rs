//! `cargo xtask bench`: measure the release binary.

use anyhow::Result;

use crate::build;
use crate::mode::Mode;
use crate::process;
use crate::repo::Repo;
use crate::tools;

#[derive(clap::Args)]
pub struct Args {
    /// Measure the binary that is there, without building it.
    #[arg(long)]
    no_build: bool,
    /// With a peer in the same run, where it can be had.
    #[arg(long)]
    peers: bool,
    /// Arguments for end2end/bench/bench.mjs, after `--`.
    #[arg(last = true)]
    args: Vec<String>,
}

pub fn main(repo: &Repo, args: &Args) -> Result<()> {
    tools::check_node()?;
    tools::ensure_end2end(repo)?;
    if !args.no_build {
        build::all(repo, Mode::Release, true)?;
    }
    let mut command = repo.end2end("node", ["bench/bench.mjs"]);
    command
        .args(args.peers.then_some("--peers"))
        .args(&args.args)
        .env("FULCRUM_BIN", repo.server(Mode::Release.folder()));
    process::run(&mut command)
}
