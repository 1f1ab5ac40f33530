//! The command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use fulcrum::server::{self, Carried, Config};
use rust_embed::RustEmbed;
use tracing_subscriber::EnvFilter;

/// What is asked of it is small and many at once: less of the processor than the system's own takes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The browser's half, inside. It may be missing while only the server is worked on.
#[derive(RustEmbed)]
#[folder = "target/site"]
#[allow_missing = true]
struct Files;

/// Recruiters' partnership board and hiring leaders' live portal.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    config: Config,
}

#[derive(Subcommand)]
enum Command {
    /// Start the server (the default).
    Serve(Config),
    /// Write a whole copy of the database to a new file; the server may go on meanwhile.
    Backup {
        file: PathBuf,
        #[command(flatten)]
        config: Config,
    },
    /// Put a backup in the database's place; stop the server first. The old database is kept beside it.
    Restore {
        file: PathBuf,
        #[command(flatten)]
        config: Config,
    },
    /// Set an account's password from standard input, and sign it out everywhere.
    ResetPassword {
        email: String,
        #[command(flatten)]
        config: Config,
    },
    /// Tell how the forecast would have done on past roles: a CSV with titles and two of the day of opening, the day
    /// of closing and the days between.
    Backtest {
        file: PathBuf,
        /// Print figures for machines.
        #[arg(long)]
        json: bool,
        /// Until when open roles count as open, such as 2026-11-24; else today.
        #[arg(long)]
        today: Option<NaiveDate>,
    },
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "answers of the command line")]
async fn main() -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_env("FULCRUM_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    // What people wrote is for the account that serves it, in whatever file it stands.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_bits_truncate(0o077));
    server::carry(Carried {
        find: Files::get,
        // Set by the build, so that the compiler sees that the site has changed.
        build: option_env!("FULCRUM_SITE_BUILD"),
    });
    let line = CommandLine::parse();
    match line.command.unwrap_or(Command::Serve(line.config)) {
        Command::Serve(config) => server::serve(config).await,
        Command::Backup { file, config } => {
            server::backup(&config, &file).await?;
            println!("Wrote {}.", file.display());
            Ok(())
        }
        Command::Restore { file, config } => {
            let restored = server::restore(&config, &file).await?;
            println!("Restored {}.", file.display());
            for (what, count) in &restored.again {
                println!("Decided since the backup, and carried out again: {what}: {count}.");
            }
            for words in &restored.missing {
                println!("Not brought back: {words}.");
            }
            println!("What devices sent in the last 14 days comes back by itself as they sync.");
            println!(
                "Who may see a role is as it was in the backup until then: an owner should look at once for roles that \
                 became confidential since."
            );
            Ok(())
        }
        Command::ResetPassword { email, config } => {
            server::reset_password(&config, &email, &mut std::io::stdin().lock()).await?;
            println!("The password is set. Every session of {email} has ended.");
            Ok(())
        }
        Command::Backtest { file, json, today } => {
            let report = server::backtest(&file, today)?;
            if json {
                println!("{}", report.json());
            } else {
                print!("{}", report.text());
            }
            Ok(())
        }
    }
}
