//! Which page an address shows, what lies over it, and what of this is fetched first. A new one has its line here, or
//! nothing compiles.
//!
//! The board and Today are fetched first, with all that stands around them. The rest comes in three groups when the
//! browser is idle, or when it is asked for. What several groups need is fetched once, and what the first needs is in
//! none of them; each function below is where a group begins.

use leptos::{
    prelude::*,
    wasm_split::{self, wasm_split},
};
use uuid::Uuid;

use super::{help::Help, more::MorePage, nowhere::Nowhere, palette::Palette};
use crate::board::{
    columns::Columns,
    desk::{Crossing, Route, Sheet},
    device::{ExportButton, SyncState},
    discovery::TalkPage,
    effort::{FillDay, Ledger, LogEffort, Sweep},
    gate::{Claim, Join, LeftBehind, SignIn},
    import::ImportPage,
    keeps::Keeps,
    kit::{Part, Whole, part},
    leader::{LeaderPage, Leaders, Preview, SharedIn},
    lever::Leverage,
    problems::ProblemsPage,
    review::Review,
    role::{Gate, MoveRole, NewRole, RolePage},
    start::Tour,
    today::Today,
    told::Calibration,
    workspace::{SettingsPage, Team},
};
use crate::browser::page as browser;
use crate::domain::{LeaderId, RoleId, Stage};

pub fn page(route: Route) -> AnyView {
    match route {
        Route::Today => view! { <Today/> }.into_any(),
        Route::Board => view! { <Columns/> }.into_any(),
        Route::Unknown => view! { <Nowhere/> }.into_any(),
        Route::Role(role) => of_role(OfRole::Page(role)),
        Route::Talk(role) => of_role(OfRole::Talk(role)),
        Route::Preview(role) => of_role(OfRole::Preview(role)),
        Route::Leader(leader) => of_role(OfRole::Leader(leader)),
        Route::More => more(Whole::Page, More::Rooms),
        Route::Leaders => more(Whole::Page, More::Leaders),
        Route::Settings => more(Whole::Page, More::Settings),
        Route::Import => more(Whole::Page, More::Import),
        Route::Review => more(Whole::Page, More::Review),
        Route::SharedIn => more(Whole::Page, More::SharedIn),
        Route::Effort => more(Whole::Page, More::Effort),
        Route::Calibration => more(Whole::Page, More::Calibration),
        Route::Leverage => more(Whole::Page, More::Leverage),
        Route::Keeps => more(Whole::Page, More::Keeps),
        Route::Problems => more(Whole::Page, More::Problems),
        Route::Team => more(Whole::Page, More::Team),
        Route::Claim => more(Whole::Gate, More::Claim),
        Route::SignIn => more(Whole::Gate, More::SignIn),
        Route::Join => more(Whole::Gate, More::Join),
    }
}

/// What takes the place of a workspace to which one belongs no more.
pub fn left_behind(words: String) -> AnyView {
    more(Whole::Gate, More::LeftBehind(words))
}

/// One sheet of each kind, in the order of their dialogs on the page.
pub const SHEETS: [Sheet; 9] = [
    Sheet::LogEffort,
    Sheet::Sweep,
    Sheet::FillDay,
    Sheet::MoveRole(RoleId(Uuid::nil())),
    Sheet::Gate(Crossing::to_end(RoleId(Uuid::nil()), Stage::Source)),
    Sheet::NewRole,
    Sheet::SyncState,
    Sheet::Palette,
    Sheet::Help,
];

pub fn sheet(sheet: Sheet) -> AnyView {
    part(Whole::Sheet, move || Box::pin(sheets(sheet)))
}

/// The way to take all along, in a banner.
pub fn export_button() -> AnyView {
    more(Whole::Sheet, More::Export)
}

/// The way through the sample.
pub fn tour() -> AnyView {
    more(Whole::Sheet, More::Tour)
}

/// Fetches all groups, so that no page waits for the network when it is asked for.
pub fn fetch_rest() {
    browser::spawn(async {
        // One that does not come now is asked for again when it is needed, and what is wrong is said then.
        let _ = fetch_sheets().await;
        let _ = fetch_role().await;
        let _ = fetch_more().await;
    });
}

#[wasm_split(sheets, fallible, preload(fetch_sheets), wasm_split_path = wasm_split)]
fn sheets(sheet: Sheet) -> Part {
    Ok(match sheet {
        Sheet::LogEffort => view! { <LogEffort/> }.into_any(),
        Sheet::Sweep => view! { <Sweep/> }.into_any(),
        Sheet::FillDay => view! { <FillDay/> }.into_any(),
        Sheet::MoveRole(role) => view! { <MoveRole role/> }.into_any(),
        Sheet::Gate(to) => view! { <Gate to/> }.into_any(),
        Sheet::NewRole => view! { <NewRole/> }.into_any(),
        Sheet::SyncState => view! { <SyncState/> }.into_any(),
        Sheet::Palette => view! { <Palette/> }.into_any(),
        Sheet::Help => view! { <Help/> }.into_any(),
    })
}

#[derive(Clone, Copy)]
enum OfRole {
    Page(RoleId),
    Talk(RoleId),
    Preview(RoleId),
    Leader(LeaderId),
}

fn of_role(which: OfRole) -> AnyView {
    part(Whole::Page, move || Box::pin(role(which)))
}

#[wasm_split(role, fallible, preload(fetch_role), wasm_split_path = wasm_split)]
fn role(which: OfRole) -> Part {
    Ok(match which {
        OfRole::Page(role) => view! { <RolePage role/> }.into_any(),
        OfRole::Talk(role) => view! { <TalkPage role/> }.into_any(),
        OfRole::Preview(role) => view! { <Preview role/> }.into_any(),
        OfRole::Leader(leader) => view! { <LeaderPage leader/> }.into_any(),
    })
}

#[derive(Clone)]
enum More {
    Rooms,
    Leaders,
    Settings,
    Import,
    Review,
    SharedIn,
    Effort,
    Calibration,
    Leverage,
    Keeps,
    Problems,
    Team,
    Claim,
    SignIn,
    Join,
    LeftBehind(String),
    Export,
    Tour,
}

fn more(whole: Whole, which: More) -> AnyView {
    part(whole, move || Box::pin(further(which.clone())))
}

#[wasm_split(more, fallible, preload(fetch_more), wasm_split_path = wasm_split)]
fn further(which: More) -> Part {
    Ok(match which {
        More::Rooms => view! { <MorePage/> }.into_any(),
        More::Leaders => view! { <Leaders/> }.into_any(),
        More::Settings => view! { <SettingsPage/> }.into_any(),
        More::Import => view! { <ImportPage/> }.into_any(),
        More::Review => view! { <Review/> }.into_any(),
        More::SharedIn => view! { <SharedIn/> }.into_any(),
        More::Effort => view! { <Ledger/> }.into_any(),
        More::Calibration => view! { <Calibration/> }.into_any(),
        More::Leverage => view! { <Leverage/> }.into_any(),
        More::Keeps => view! { <Keeps/> }.into_any(),
        More::Problems => view! { <ProblemsPage/> }.into_any(),
        More::Team => view! { <Team/> }.into_any(),
        More::Claim => view! { <Claim/> }.into_any(),
        More::SignIn => view! { <SignIn/> }.into_any(),
        More::Join => view! { <Join/> }.into_any(),
        More::LeftBehind(words) => view! { <LeftBehind words/> }.into_any(),
        More::Export => view! { <ExportButton/> }.into_any(),
        More::Tour => view! { <Tour/> }.into_any(),
    })
}
