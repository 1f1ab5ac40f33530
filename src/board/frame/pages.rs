//! Which page an address shows, and what lies over it. A new one has its line here, or nothing compiles.

use leptos::prelude::*;
use uuid::Uuid;

use super::{help::Help, nowhere::Nowhere, palette::Palette};
use crate::board::{
    columns::Columns,
    desk::{Route, Sheet},
    device::SyncState,
    effort::{LogEffort, Sweep},
    gate::{Claim, Join, SignIn},
    import::ImportPage,
    leader::{Leaders, Preview, WriteUpdate},
    role::{MoveRole, NewRole, RolePage},
    today::Today,
    workspace::{SettingsPage, Team},
};
use crate::domain::{LeaderId, RoleId};

pub fn page(route: Route) -> AnyView {
    match route {
        Route::Today => view! { <Today/> }.into_any(),
        Route::Board => view! { <Columns/> }.into_any(),
        Route::Leaders => view! { <Leaders/> }.into_any(),
        Route::Settings => view! { <SettingsPage/> }.into_any(),
        Route::Import => view! { <ImportPage/> }.into_any(),
        Route::Role(role) => view! { <RolePage role/> }.into_any(),
        Route::Preview(role) => view! { <Preview role/> }.into_any(),
        Route::Team => view! { <Team/> }.into_any(),
        Route::Claim => view! { <Claim/> }.into_any(),
        Route::SignIn => view! { <SignIn/> }.into_any(),
        Route::Join => view! { <Join/> }.into_any(),
        Route::Unknown => view! { <Nowhere/> }.into_any(),
    }
}

/// One sheet of each kind, in the order of their dialogs on the page.
pub const SHEETS: [Sheet; 8] = [
    Sheet::LogEffort,
    Sheet::Sweep,
    Sheet::MoveRole(RoleId(Uuid::nil())),
    Sheet::Update(LeaderId(Uuid::nil())),
    Sheet::NewRole,
    Sheet::SyncState,
    Sheet::Palette,
    Sheet::Help,
];

pub fn sheet(sheet: Sheet) -> AnyView {
    match sheet {
        Sheet::LogEffort => view! { <LogEffort/> }.into_any(),
        Sheet::Sweep => view! { <Sweep/> }.into_any(),
        Sheet::MoveRole(role) => view! { <MoveRole role/> }.into_any(),
        Sheet::Update(leader) => view! { <WriteUpdate leader/> }.into_any(),
        Sheet::NewRole => view! { <NewRole/> }.into_any(),
        Sheet::SyncState => view! { <SyncState/> }.into_any(),
        Sheet::Palette => view! { <Palette/> }.into_any(),
        Sheet::Help => view! { <Help/> }.into_any(),
    }
}
