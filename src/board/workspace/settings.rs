//! Settings: when leaders hear, what things take, how it looks, and what this device keeps.

use leptos::prelude::*;

use super::{
    cadence::Work, calendar::CalendarFeed, called::Word, keeping::KeepCandidates, mail::Mail, name::Name,
    workspaces::Workspaces,
};
use crate::board::{
    desk::{Link, Route, desk},
    device::{Appearance, Devices, ThisDevice},
};
use crate::browser::page;

#[component]
pub fn SettingsPage() -> impl IntoView {
    page::set_title("Settings · Fulcrum");
    view! {
        <h1 tabindex="-1">"Settings"</h1>
        <div class="role-columns">
            <div class="stack">
                <Work/>
                <Word/>
                <KeepCandidates/>
                {move || desk().has_home.get().then(|| view! { <Name/> <Mail/> })}
                <CalendarFeed/>
                <Workspaces/>
            </div>
            <div class="stack">
                <Appearance/>
                <ThisDevice/>
                {move || desk().has_home.get().then(|| view! { <Devices/> })}
                <p><Link to=Route::Keeps>"What Fulcrum keeps, and why"</Link></p>
            </div>
        </div>
    }
    .into_any()
}
