//! Start and graceful stop.

use std::{
    fs,
    sync::{Arc, Mutex},
    time::Duration,
};

use anyhow::Context;
use tokio::{net::TcpListener, sync::watch};

use crate::server::{
    accounts::{secret, tries::Tries},
    app::{App, Inner},
    http::{connections::Connections, router::router, watchers::Watchers},
    mail::{Courier, Stop},
    operate::{clock::Clock, config::Config, figures::serve_figures, lock::lock},
    store::{People, Sqlite, passcode_key::PasscodeKey},
    work::{broadcast::Broadcasts, workspaces::Workspaces, writer::Writer},
};

/// How long a workspace stays in memory after somebody asked for it last.
const UNUSED_FOR: Duration = Duration::from_secs(15 * 60);

/// Runs the server until it is told to stop.
///
/// # Errors
/// When it cannot start, saying what to change.
pub async fn serve(config: Config) -> anyhow::Result<()> {
    config.check()?;
    fs::create_dir_all(&config.data)
        .with_context(|| format!("cannot create the data directory {}", config.data.display()))?;
    let _lock = lock(&config.data)?;
    let clock = config.test_clock.map_or_else(Clock::default, Clock::starting_at);
    let store = Arc::new(Sqlite::open(&config.database()).await?);
    let listener = TcpListener::bind(config.addr).await.with_context(|| {
        format!(
            "cannot listen on {}: is something else running there? Set FULCRUM_ADDR to another address",
            config.addr
        )
    })?;

    let claim_code = if store.is_claimed().await? {
        None
    } else {
        Some(secret::draw())
    };
    let workspaces = Arc::new(Workspaces::new(store.clone()));
    let courier = match config.mail_through()? {
        Some(through) => {
            let key =
                PasscodeKey::beside(&config.database()).context("the key of passcodes cannot be read")?;
            let origin = config.origin();
            let proof = Box::new(move |ws, update| key.of_letter(ws, update));
            Courier::new(through, Stop { proof, origin })
        }
        None => Courier::nobody(),
    };
    let (writer, writing) = Writer::start(store.clone(), workspaces.clone(), courier.clone(), clock);
    let stopping = watch::Sender::new(false);
    if let Some(addr) = config.metrics_addr {
        serve_figures(addr, stopping.subscribe()).await?;
    }
    say_where(&config, claim_code.as_deref());
    tokio::spawn(forget_expired(store.clone(), clock, stopping.subscribe()));
    tokio::spawn(let_go(workspaces.clone(), stopping.subscribe()));
    let connections = Connections::new(config.trusted_proxy);
    let app = App::new(Inner {
        config,
        clock,
        store: store.clone(),
        workspaces,
        writer,
        courier,
        claim_code: Mutex::new(claim_code),
        tries: Tries::default(),
        watchers: Watchers::default(),
        broadcasts: Broadcasts::new(clock, stopping.subscribe()),
        sessions_changed: watch::Sender::new(0),
        stopping: stopping.clone(),
    });
    let stop = async move {
        stop_signal().await;
        tracing::info!("stopping: streams end, what was begun is finished");
        stopping.send_replace(true);
    };
    let mut told = std::pin::pin!(async {
        stop_signal().await;
        tokio::time::sleep(Duration::from_secs(8)).await;
    });
    tokio::select! {
        () = connections.serve(listener, router(app), stop) => {}
        // Someone holds a connection open: what is committed is safe.
        () = &mut told => tracing::warn!("some connections did not end in time"),
    }
    // The writer ends when the last handle to it is gone; whatever it has acknowledged is on the disk.
    let _ = tokio::time::timeout(Duration::from_secs(12), writing).await;
    store.close().await;
    Ok(())
}

/// When the server starts, and each hour.
async fn forget_expired(store: Arc<Sqlite>, clock: Clock, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = store.forget_expired(clock.now()).await {
            tracing::warn!(%error, "what has expired was not deleted");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(3_600)) => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

/// Each minute: what nobody has used for [`UNUSED_FOR`] leaves the memory.
async fn let_go(workspaces: Arc<Workspaces>, mut stopping: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(60)) => workspaces.let_go(UNUSED_FOR),
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

#[expect(clippy::print_stdout, reason = "this is what the person who started it reads")]
fn say_where(config: &Config, claim_code: Option<&str>) {
    let origin = config.origin();
    match claim_code {
        Some(code) => println!(
            "Fulcrum is running. It has no owner yet.\nOpen {origin}/claim?code={code}\n\
             to become its owner; or open {origin}/ and try the board first, with no account."
        ),
        None => println!("Fulcrum is running.\nOpen {origin}/"),
    }
    if let Some(shortcoming) = config.shortcoming() {
        println!("{shortcoming}");
    }
}

async fn stop_signal() {
    let interrupt = async { tokio::signal::ctrl_c().await.unwrap_or(()) };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                () = interrupt => {}
                _ = terminate.recv() => {}
            },
            Err(_) => interrupt.await,
        }
    }
    #[cfg(not(unix))]
    interrupt.await;
}
