//! `cargo xtask test`: everything, in the order that fails soonest.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::build;
use crate::e2e;
use crate::mode::{Mode, VIEWS};
use crate::process;
use crate::repo::Repo;
use crate::steps::{Steps, minutes};
use crate::tidy;
use crate::tools;
use crate::wasm;

#[derive(clap::Args)]
#[command(
    after_help = "Stops at the first failure unless told to keep going; a summary with the time of each step ends it. \
                  It fails as well when everything together took more than 38 minutes."
)]
pub struct Args {
    /// Leave out the browser tests (and the need for Node and a browser).
    #[arg(long)]
    skip_browser: bool,
    /// Go on after a failure, to see all of them.
    #[arg(long)]
    keep_going: bool,
}

enum Outcome {
    Passed(Duration),
    Failed(Duration),
    NotRun,
}

/// How long everything may take: what takes longer is not run before each commit.
const LONGEST: Duration = Duration::from_secs(38 * 60);

type Step<'a> = (&'static str, Box<dyn Fn() -> Result<()> + 'a>);

pub fn main(repo: &Repo, args: &Args) -> Result<()> {
    tools::check_rust()?;
    wasm::ensure_target()?;
    if !args.skip_browser {
        tools::check_node()?;
        tools::check_browser()?;
        tools::ensure_end2end(repo)?;
    }
    let mut results = Vec::new();
    let mut failed = false;
    let started = Instant::now();
    for (title, work) in steps(repo, args) {
        if failed && !args.keep_going {
            results.push((title, Outcome::NotRun));
            continue;
        }
        println!("\n=== {title}");
        let began = Instant::now();
        let outcome = work();
        let took = began.elapsed();
        println!("=== {title}: {}", minutes(took));
        if let Err(error) = &outcome {
            eprintln!("\nerror: {error:#}");
            failed = true;
        }
        results.push((
            title,
            outcome.map_or(Outcome::Failed(took), |()| Outcome::Passed(took)),
        ));
    }
    let took = started.elapsed();
    summarise(&results, took);
    if failed {
        bail!("not everything passed");
    }
    in_time(took)
}

/// # Errors
/// When it took too long.
fn in_time(took: Duration) -> Result<()> {
    if took > LONGEST {
        bail!(
            "everything passed, but took {}; {} are the most. Make the longest step above shorter, or leave other work \
             on this machine for later and run it again",
            minutes(took),
            minutes(LONGEST)
        );
    }
    Ok(())
}

fn steps<'a>(repo: &'a Repo, args: &Args) -> Vec<Step<'a>> {
    let cargo = move |line: &'static str| -> Box<dyn Fn() -> Result<()> + 'a> {
        Box::new(move || process::run(&mut repo.cargo(line.split(' '))))
    };
    let lints = move |line: &'static str| -> Box<dyn Fn() -> Result<()> + 'a> {
        Box::new(move || {
            let mut cargo = repo.cargo(line.split(' '));
            process::run(cargo.args(VIEWS).args(["--", "-D", "warnings"]))
        })
    };
    let require_wasm_opt = !args.skip_browser;
    let mut steps: Vec<Step<'a>> = vec![
        ("format", cargo("fmt --all --check")),
        ("tidy", Box::new(|| tidy::main(repo))),
        (
            "lints: core and build tool",
            cargo("clippy -p fulcrum -p xtask --all-targets -- -D warnings"),
        ),
        // In the profiles of what is released, so that build scripts and macros are compiled once.
        (
            "lints: server",
            lints("clippy --release --features ssr --all-targets"),
        ),
        (
            "lints: browser",
            lints("clippy --profile wasm-release --lib --features csr --target wasm32-unknown-unknown"),
        ),
        ("tests: core, with the sync simulator", cargo("test")),
        ("tests: build tool", cargo("test -p xtask --bins")),
        // The site comes before anything that embeds it.
        (
            "build: browser",
            Box::new(move || {
                build::browser(repo, Mode::Release, require_wasm_opt, &mut Steps::new()).map(drop)
            }),
        ),
        // This makes the binary that the browser tests drive, too.
        ("tests: server", Box::new(move || server_tests(repo))),
        // What tests bring along may not be what makes it compile.
        (
            "the server without what tests bring",
            Box::new(move || {
                let mut cargo = repo.cargo("check --release --bin fulcrum --features ssr".split(' '));
                process::run(cargo.args(VIEWS))
            }),
        ),
    ];
    if !args.skip_browser {
        let types = || process::run(&mut repo.end2end("npx", ["--no-install", "tsc", "--noEmit"]));
        steps.push(("types of the browser tests", Box::new(types)));
        steps.push(("tests: browser", Box::new(|| e2e::playwright(repo, &[]))));
    }
    steps
}

/// In release, so that the dependencies are those of the released binary. What needs no server was tested before.
fn server_tests(repo: &Repo) -> Result<()> {
    let mut cargo = repo.cargo([
        "test",
        "--release",
        "--features",
        "ssr",
        "--lib",
        "--test",
        "server",
    ]);
    let build = site_build(repo)?;
    process::run(cargo.args(VIEWS).env("FULCRUM_SITE_BUILD", &build))?;
    build::carries(repo, &build)
}

/// The id of the build that is in `target/site`.
fn site_build(repo: &Repo) -> Result<String> {
    let path = repo.site().join("site.json");
    let json = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let names: serde_json::Value = serde_json::from_slice(&json).context("site.json is not JSON")?;
    Ok(names["build"]
        .as_str()
        .context("site.json names no build")?
        .to_owned())
}

fn summarise(results: &[(&str, Outcome)], total: Duration) {
    println!("\n=== summary");
    for (title, outcome) in results {
        match outcome {
            Outcome::Passed(took) => println!("passed   {title:<40} {:>12}", minutes(*took)),
            Outcome::Failed(took) => println!("FAILED   {title:<40} {:>12}", minutes(*took)),
            Outcome::NotRun => println!("not run  {title}"),
        }
    }
    println!("in all   {:<40} {:>12}", "", minutes(total));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_longer_than_38_minutes_fails() {
        in_time(LONGEST).unwrap();
        let late = in_time(LONGEST + Duration::from_secs(61))
            .unwrap_err()
            .to_string();
        assert!(
            late.contains("took 39 min 01 s; 38 min 00 s are the most"),
            "{late}"
        );
    }
}
