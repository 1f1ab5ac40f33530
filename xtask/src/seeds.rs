//! `cargo xtask seeds`: many runs of the simulator, and what they met.

use std::{
    fs,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::mode::VIEWS;
use crate::process;
use crate::repo::Repo;
use crate::steps::minutes;

#[derive(clap::Args)]
pub struct Args {
    /// How many.
    #[arg(default_value_t = 20_000)]
    seeds: u64,
}

/// What runs the simulator as it is worth: optimised, on the core that the released server stands on, which is compiled anyway.
pub fn simulator(repo: &Repo) -> Command {
    let mut cargo = repo.cargo("test -p fulcrum-simulator --release --features fulcrum/ssr".split(' '));
    cargo.args(VIEWS);
    cargo
}

pub fn main(repo: &Repo, args: &Args) -> Result<()> {
    // As all tests have it compiled, so that it is there already.
    let simulator = || simulator(repo);
    process::run(simulator().arg("--no-run"))?;
    let start = Instant::now();
    let mut command = simulator();
    let command = command
        .args(["a_thousand", "--", "--nocapture"])
        .env("FULCRUM_SEEDS", args.seeds.to_string())
        .stderr(Stdio::inherit());
    let output = command.output().context("the simulator could not be started")?;
    let said = String::from_utf8_lossy(&output.stdout);
    print!("{said}");
    if !output.status.success() {
        bail!(
            "not all seeds keep every law: `FULCRUM_SEED=<seed> cargo test -p fulcrum-simulator a_thousand -- --nocapture` tells one"
        );
    }
    let commit = process::stdout(process::program("git").args(["log", "-1", "--format=%h of %cs"]))?;
    let page = page(args.seeds, commit.trim(), &minutes(start.elapsed()), &said);
    fs::write(repo.path("docs/SIMULATOR.md"), page).context("docs/SIMULATOR.md cannot be written")
}

fn page(seeds: u64, commit: &str, took: &str, said: &str) -> String {
    let met = said
        .lines()
        .skip_while(|line| !line.ends_with("seeds met:"))
        .skip(1);
    let met = met.map_while(|line| {
        let (count, what) = line.trim().split_once(' ')?;
        count
            .parse::<u64>()
            .ok()
            .map(|count| format!("| {what} | {count} |\n"))
    });
    format!(
        "# The simulator\n\n\
         Written by `cargo xtask seeds`: devices, tabs, a server and a bad network, run from so many seeds. Every seed kept every\n\
         law of `simulator/laws.rs`.\n\n\
         | what | value |\n| --- | --: |\n\
         | seeds | {seeds} |\n| of them broke a law | 0 |\n| commit | {commit} |\n| took | {took} |\n\n\
         ## What they met\n\n| what | times |\n| --- | --: |\n{}",
        met.collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_met_becomes_a_table() {
        let said = "running 1 test\n3 seeds met:\n     1803 steps\n        7 lost races of writers\ntest a_thousand … ok\n";
        let page = page(3, "0123abc of 2026-11-24", "1 min", said);
        assert!(
            page.ends_with("| steps | 1803 |\n| lost races of writers | 7 |\n"),
            "{page}"
        );
    }
}
