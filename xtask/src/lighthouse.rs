//! `cargo xtask lighthouse`: have Lighthouse look at the release binary's pages.

use anyhow::Result;

use crate::build;
use crate::mode::Mode;
use crate::process;
use crate::repo::Repo;
use crate::tools;

#[derive(clap::Args)]
pub struct Args {
    /// Look at the binary that is there, without building it.
    #[arg(long)]
    no_build: bool,
    /// Arguments for end2end/bench/lighthouse.mjs, after `--`.
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
    let mut command = repo.end2end("node", ["bench/lighthouse.mjs"]);
    command
        .args(&args.args)
        .env("FULCRUM_BIN", repo.server(Mode::Release.folder()));
    process::run(&mut command)
}
