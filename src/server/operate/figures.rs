//! Figures for machines that watch over the server (Prometheus), on a listener of their own: whoever reaches the
//! public address does not reach them.

use std::{net::SocketAddr, time::Duration};

use anyhow::Context;
use axum::{Router, routing::get};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::{net::TcpListener, sync::watch};

/// How often what was measured is summed up: a histogram would keep every single value until then.
const UPKEEP: Duration = Duration::from_secs(5);

/// Counts from now on and answers `GET /metrics` there until the server stops. Without this nothing is counted.
///
/// # Errors
/// When the address cannot be listened on, saying what to change.
pub async fn serve_figures(addr: SocketAddr, mut stopping: watch::Receiver<bool>) -> anyhow::Result<()> {
    let listener = TcpListener::bind(addr).await.with_context(|| {
        format!(
            "cannot listen on {addr} for metrics: set FULCRUM_METRICS_ADDR to another address, or leave it out"
        )
    })?;
    let figures = PrometheusBuilder::new().install_recorder().context("metrics")?;
    tokio::spawn(sum_up(figures.clone()));
    let router = Router::new().route("/metrics", get(async move || figures.render()));
    tokio::spawn(async move {
        tokio::select! {
            served = axum::serve(listener, router) => {
                if let Err(error) = served {
                    tracing::error!(%error, "metrics are no longer served");
                }
            }
            // Whoever reads figures can wait for the next start.
            _ = stopping.wait_for(|stopping| *stopping) => {}
        }
    });
    Ok(())
}

async fn sum_up(figures: PrometheusHandle) {
    loop {
        tokio::time::sleep(UPKEEP).await;
        figures.run_upkeep();
    }
}
