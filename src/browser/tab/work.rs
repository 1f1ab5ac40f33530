//! What a tab does besides showing what is confirmed: it is fetched once the board is shown, or before, when something
//! waits on the disk.

use leptos::wasm_split::{self, SplitLoaderError, wasm_split};

use super::{
    foresight,
    memory::{Tab, WORK, Work},
};
use crate::domain::decide;
use crate::sync::{
    Rules,
    disk::{Draft, Shelf},
};

/// Once it is here, commands can be given.
///
/// # Errors
/// When it does not come. It may be asked for again.
pub async fn hands() -> Result<(), SplitLoaderError> {
    work().await.map(drop)
}

/// # Errors
/// When it does not come.
pub(super) async fn work() -> Result<Work, SplitLoaderError> {
    let work = fetched().await?;
    WORK.set(Some(work));
    Ok(work)
}

#[wasm_split(sync, fallible, wasm_split_path = wasm_split)]
fn fetched() -> Result<Work, SplitLoaderError> {
    Ok(Work {
        rules: Rules::new(decide),
        take: Shelf::take,
        submit: |engine, id, body, at| engine.submit(Draft::new(id, body, at)),
        begin: Tab::begin,
        drain: Tab::write_queued,
        exchange: Tab::exchange,
        say_server: Tab::say_server,
        say_wiped: Tab::say_wiped,
        lapses: |state, today| state.lapses(today, || foresight::experience(state, today)),
    })
}
