//! Fulcrum's build tool: `cargo xtask <command>`.
//!
//! It needs nothing installed beyond Rust to build and run the product. The
//! browser tests and the published sizes also need Node.
#![expect(
    clippy::disallowed_methods,
    reason = "a build tool measures time; only the product must not read the clock"
)]

mod bench;
mod build;
mod compress;
mod dev;
mod e2e;
mod lighthouse;
mod mode;
mod parallel;
mod process;
mod repo;
mod run;
mod seeds;
mod shares;
mod site;
mod sizes;
mod steps;
mod test;
mod tidy;
mod tools;
mod wasm;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::repo::Repo;

/// Build, run and test Fulcrum.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build and start the server; it prints the address to open.
    Run(run::Args),
    /// Rebuild and restart on each change in src/, style/ and public/.
    Dev(dev::Args),
    /// Check everything: format, lints, tests, release build, browser tests.
    Test(test::Args),
    /// Check that the house is kept: who knows whom, who names what, and how long files are.
    Tidy,
    /// Build the browser bundle and the server that carries it in one binary.
    Build(build::Args),
    /// Build, then run the browser tests against the release binary.
    E2e(e2e::Args),
    /// Build, then measure the release binary with end2end/bench/bench.mjs.
    Bench(bench::Args),
    /// Build, then have Lighthouse look at the portal and the board, and write down what it says.
    Lighthouse(lighthouse::Args),
    /// Run the simulator from many seeds, and write down what they met.
    Seeds(seeds::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = Repo::locate().and_then(|repo| match cli.command {
        Command::Run(args) => run::main(&repo, &args),
        Command::Dev(args) => dev::main(&repo, &args),
        Command::Test(args) => test::main(&repo, &args),
        Command::Tidy => tidy::main(&repo),
        Command::Build(args) => build::main(&repo, &args),
        Command::E2e(args) => e2e::main(&repo, &args),
        Command::Bench(args) => bench::main(&repo, &args),
        Command::Lighthouse(args) => lighthouse::main(&repo, &args),
        Command::Seeds(args) => seeds::main(&repo, &args),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
