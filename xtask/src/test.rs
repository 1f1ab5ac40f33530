//! `cargo xtask test`: everything, in the order that fails soonest.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::build;
use crate::e2e;
use crate::mode::{Compiler, Mode, VIEWS};
use crate::process;
use crate::repo::Repo;
use crate::seeds;
use crate::steps::{Steps, minutes};
use crate::tidy;
use crate::tools;
use crate::wasm;

#[derive(clap::Args)]
#[command(
    after_help = "Stops at the first failure unless told to keep going; a summary with the time of each step ends it. \
                  It says by how much everything together took longer than the 28 minutes that are meant; what counts is how long the \
                  processors worked for this, where they were lent to others meanwhile. It fails where that is more than an hour: then \
                  something never ends, or a build does its work twice."
)]
pub struct Args {
    /// Leave out the browser tests (and the need for Node and a browser).
    #[arg(long)]
    skip_browser: bool,
    /// Go on after a failure, to see all of them.
    #[arg(long)]
    keep_going: bool,
}

#[derive(Clone, Copy)]
enum Outcome {
    Passed(Duration),
    Failed(Duration),
    NotRun,
}

/// How long everything is meant to take: what takes longer is not run before each commit. It is said and never failed for: much the
/// same program took 32 minutes at one time and 46 at another.
const MEANT: Duration = Duration::from_secs(28 * 60);
/// What no machine needs.
const LONGEST: Duration = Duration::from_secs(60 * 60);

type Step<'a> = (&'static str, Box<dyn Fn() -> Result<()> + Send + Sync + 'a>);

/// Steps that follow each other.
type Lane<'a> = Vec<Step<'a>>;

/// Lanes that are run at the same time: a compiler is often busy with one thing, on one processor. Each keeps to its own
/// folder below `target/`, since Cargo waits for whoever else writes there.
type Stage<'a> = Vec<Lane<'a>>;

pub fn main(repo: &Repo, args: &Args) -> Result<()> {
    tools::check_rust()?;
    wasm::ensure_target()?;
    if !args.skip_browser {
        tools::check_node()?;
        tools::check_browser()?;
        tools::ensure_end2end(repo)?;
    }
    let failed = AtomicBool::new(false);
    let started = Instant::now();
    let mut results = Vec::new();
    for stage in stages(repo, args) {
        let lanes = thread::scope(|scope| {
            let walk = |lane| scope.spawn(|| walk(lane, &failed, args.keep_going));
            let lanes: Vec<_> = stage.into_iter().map(walk).collect();
            lanes.into_iter().map(|lane| lane.join()).collect::<Vec<_>>()
        });
        for lane in lanes {
            results.extend(lane.map_err(|_| anyhow!("a step ended in a panic, see above"))?);
        }
    }
    let took = started.elapsed();
    summarise(&results, took);
    if failed.into_inner() {
        bail!("not everything passed");
    }
    in_time(took, worked())
}

/// One step after the other; none begins after a failure in any lane, unless it is to be gone on with.
fn walk(lane: Lane, failed: &AtomicBool, keep_going: bool) -> Vec<(&'static str, Outcome)> {
    let step = |(title, work): Step| {
        if failed.load(Ordering::Relaxed) && !keep_going {
            return (title, Outcome::NotRun);
        }
        println!("\n=== {title}");
        let began = Instant::now();
        let outcome = work();
        let took = began.elapsed();
        println!("=== {title}: {}", minutes(took));
        if let Err(error) = &outcome {
            eprintln!("\nerror: {title}: {error:#}");
            failed.store(true, Ordering::Relaxed);
        }
        (
            title,
            outcome.map_or(Outcome::Failed(took), |()| Outcome::Passed(took)),
        )
    };
    lane.into_iter().map(step).collect()
}

/// How long the processors of this machine worked for what was run here, each its part; none where the system does not say.
fn worked() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // What stands after the name: the 14th and 15th are the times of children that have ended, in hundredths of a second.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(13);
    let mut hundredths = || fields.next()?.parse::<u64>().ok();
    let all = Duration::from_millis(10 * (hundredths()? + hundredths()?));
    let processors = thread::available_parallelism().ok()?;
    Some(all / u32::try_from(processors.get()).ok()?)
}

/// # Errors
/// When it took too long, by the clock and by what the processors did.
fn in_time(took: Duration, worked: Option<Duration>) -> Result<()> {
    let by_work = worked.unwrap_or(took);
    println!("work     of each processor, for this {:>20}", minutes(by_work));
    let counts = took.min(by_work);
    if counts > LONGEST {
        bail!(
            "everything passed, but took {}, {} of work on each processor; {} are the most. Make the longest step above shorter",
            minutes(took),
            minutes(by_work),
            minutes(LONGEST)
        );
    }
    if let Some(over) = counts.checked_sub(MEANT).filter(|over| !over.is_zero()) {
        println!(
            "over what is meant: {}. Make the longest step above shorter",
            minutes(over)
        );
    }
    Ok(())
}

fn stages<'a>(repo: &'a Repo, args: &Args) -> Vec<Stage<'a>> {
    let cargo = move |title, line: &'static str| -> Step<'a> {
        let work = move || process::run(&mut repo.cargo(line.split(' ')));
        (title, Box::new(work))
    };
    let require_wasm_opt = !args.skip_browser;
    let mut stages: Vec<Stage<'a>> = vec![
        vec![vec![
            cargo("format", "fmt --all --check"),
            ("tidy", Box::new(|| tidy::main(repo))),
            cargo(
                "lints: core and build tool",
                "clippy --workspace --all-targets -- -D warnings",
            ),
        ]],
        // In the profiles of what is released, so that build scripts and macros are compiled once.
        vec![
            vec![
                // The site comes before anything that embeds it; it is written last of all this.
                (
                    "lints and build: browser",
                    Box::new(move || {
                        let site = build::Wanted {
                            mode: Mode::Release,
                            compiler: Compiler::Clippy,
                            require_wasm_opt,
                        };
                        build::browser(repo, site, &mut Steps::new()).map(drop)
                    }),
                ),
            ],
            vec![
                (
                    "lints and unit tests: core and server",
                    Box::new(|| unit_tests(repo)),
                ),
                (
                    "tests: build tool",
                    Box::new(|| process::run_aside(&mut repo.cargo(["test", "-p", "xtask", "--bins"]))),
                ),
                // It does not read the site: only the program does, which is compiled when that is there.
                (
                    "compile: server",
                    Box::new(|| {
                        let mut cargo = repo.cargo("build --release --features ssr --lib".split(' '));
                        process::run_aside(cargo.args(VIEWS))
                    }),
                ),
                // The browser's half still takes a while, on one processor.
                (
                    "tests: sync simulator",
                    Box::new(|| process::run_aside(&mut seeds::simulator(repo))),
                ),
            ],
        ],
        // This makes the binary that the browser tests drive, too.
        vec![vec![("tests: server", Box::new(move || tests(repo)))]],
    ];
    if !args.skip_browser {
        let types = || process::run(&mut repo.end2end("npx", ["--no-install", "tsc", "--noEmit"]));
        stages.push(vec![vec![
            ("types of the browser tests", Box::new(types)),
            ("names in the pages' scripts", Box::new(|| names(repo))),
            ("tests: browser", Box::new(|| e2e::playwright(repo, &[]))),
        ]]);
    }
    stages
}

/// How the package itself is compiled where only tests run it: nine tenths of the time goes into optimising it, which pays for
/// nothing that is over in a second. What it depends on is what is released.
const UNOPTIMISED: [&str; 2] = ["--config", "profile.release.package.fulcrum.opt-level=0"];

/// Lints everything and compiles it in one go. Then the tests that need neither the program nor much time.
fn unit_tests(repo: &Repo) -> Result<()> {
    for line in [
        "test --no-run --lib --bins --tests",
        "test --no-fail-fast --lib --test wire",
    ] {
        let mut cargo = repo.cargo(line.split(' '));
        cargo.args(["--release", "--features", "ssr"]);
        cargo.args(VIEWS).args(UNOPTIMISED);
        Compiler::Clippy.compiles(&mut cargo);
        process::run_aside(&mut cargo)?;
    }
    Ok(())
}

/// The program as it is released, without what tests bring along; then what drives it.
fn tests(repo: &Repo) -> Result<()> {
    let build = site_build(repo)?;
    build::server(repo, Mode::Release, &build)?;
    let line = "test --no-fail-fast --release --features ssr --test server";
    let mut cargo = repo.cargo(line.split(' '));
    process::run(cargo.args(VIEWS).env("FULCRUM_SITE_BUILD", &build))?;
    build::carries(repo, &build)
}

/// Each name that the pages' scripts use is one: they have no types to be asked about, and run where no story may lead.
fn names(repo: &Repo) -> Result<()> {
    let args = "--no-install tsc --noEmit --allowJs --checkJs --types node --target es2023 ../public/portal.js ../public/boot.js";
    let output = repo.end2end("npx", args.split(' ')).output();
    let output = output.context("could not start `npx tsc`")?;
    let said = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() && !said.contains("error TS") {
        bail!("`npx tsc` failed ({})", output.status);
    }
    let unknown: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("Cannot find name"))
        .collect();
    if !unknown.is_empty() {
        bail!("the scripts use names that are none:\n{}", unknown.join("\n"));
    }
    Ok(())
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
    use std::process::Command;

    use super::*;

    #[test]
    fn what_takes_longer_than_is_meant_fails_unless_the_processors_did_other_things() {
        let late = LONGEST + Duration::from_secs(61);
        in_time(LONGEST, Some(LONGEST)).unwrap();
        in_time(late, Some(LONGEST)).unwrap();
        for worked in [None, Some(late)] {
            let late = in_time(late, worked).unwrap_err().to_string();
            assert!(
                late.contains("took 61 min 01 s, 61 min 01 s of work")
                    && late.contains("60 min 00 s are the most"),
                "{late}"
            );
        }
    }

    #[test]
    fn the_work_of_what_was_run_is_counted() {
        let before = worked().unwrap();
        let loops = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        assert!(Command::new("sh").args(["-c", loops]).status().unwrap().success());
        assert!(worked().unwrap() > before);
    }
}
