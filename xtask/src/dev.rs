//! `cargo xtask dev`: rebuild and restart on each change.

use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result};

use crate::build;
use crate::mode::Mode;
use crate::process;
use crate::repo::Repo;

const POLL: Duration = Duration::from_millis(500);
const GRACE: Duration = Duration::from_secs(3);

#[derive(clap::Args)]
#[command(
    after_help = "Builds are unoptimised. A build that fails leaves the old server running. Stop with Ctrl-C."
)]
pub struct Args {
    /// Arguments for the server, after `--`.
    #[arg(last = true)]
    args: Vec<String>,
}

pub fn main(repo: &Repo, args: &Args) -> Result<()> {
    let mut server: Option<Child> = None;
    loop {
        let seen = newest(repo);
        match build::all(repo, Mode::Dev, false) {
            Ok(()) => {
                if let Some(old) = server.take() {
                    stop(old)?;
                }
                server = Some(start(repo, args)?);
            }
            Err(error) => eprintln!("\nerror: {error:#}"),
        }
        println!("\nWatching src/, style/ and public/");
        while newest(repo) == seen {
            sleep(POLL);
            if let Some(status) = server.as_mut().map(Child::try_wait).transpose()?.flatten() {
                println!("The server ended ({status}); it starts again with the next change");
                server = None;
            }
        }
        // Editors write several files at once; let them finish.
        sleep(POLL);
    }
}

fn start(repo: &Repo, args: &Args) -> Result<Child> {
    Command::new(repo.server(Mode::Dev.folder()))
        .current_dir(repo.path(""))
        .args(&args.args)
        .spawn()
        .context("could not start the server")
}

/// Asks the server to end as Ctrl-C would, then insists.
fn stop(mut server: Child) -> Result<()> {
    if cfg!(unix) && server.try_wait()?.is_none() {
        process::probe(Command::new("kill").args(["-TERM", &server.id().to_string()]));
        let asked = Instant::now();
        while server.try_wait()?.is_none() && asked.elapsed() < GRACE {
            sleep(Duration::from_millis(20));
        }
    }
    if server.try_wait()?.is_none() {
        server.kill()?;
        server.wait()?;
    }
    Ok(())
}

/// How many files there are and when the newest changed: together they tell any edit.
fn newest(repo: &Repo) -> (usize, Option<SystemTime>) {
    let mut found = (0, None);
    for folder in ["src", "style", "public"] {
        visit(&repo.path(folder), &mut found);
    }
    found
}

fn visit(folder: &Path, found: &mut (usize, Option<SystemTime>)) {
    // A file that vanishes while it is looked at shows up in the next round.
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            visit(&path, found);
        } else if let Ok(changed) = entry.metadata().and_then(|metadata| metadata.modified()) {
            found.0 += 1;
            found.1 = found.1.max(Some(changed));
        }
    }
}
