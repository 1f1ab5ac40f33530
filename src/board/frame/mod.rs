//! What stands around every page: navigation, the sync state, the way to log effort, sheets and notices.

mod actions;
mod banners;
mod finding;
mod help;
mod icon;
mod more;
mod nav;
mod nowhere;
mod pages;
mod palette;
mod unread;

use leptos::prelude::*;

use self::{
    banners::Banners,
    icon::Icon,
    nav::{Count, NavLink},
    pages::{SHEETS, left_behind, page, sheet, tour},
    palette::PaletteButton,
    unread::Unread,
};
use super::{
    columns::{FilterBar, Filtering},
    desk::{NoticeBar, Route, Sheet, desk, ours_live},
    device::SyncChip,
    effort::TimerChip,
    kit::Dialog,
    start::{LeaveFirst, SampleBanner},
    workspace::Switcher,
};
use crate::browser::tab::{Hands, Server, Storage};
use crate::domain::{Role, full_date};
pub use actions::actions;
pub use pages::fetch_rest;

#[component]
pub fn Frame() -> impl IntoView {
    let desk = desk();
    // The page before the board that is shown, if one is.
    let gate = Memo::new(move |_| Some(desk.route.get()).filter(Route::is_gate));
    let left = Memo::new(move |_| {
        let here = desk.here.get();
        here.status.with(|status| match &status.server {
            Server::Left(words) => Some(words.clone()),
            _ => None,
        })
    });
    let unread = Memo::new(move |_| {
        let here = desk.here.get();
        here.status.with(|status| status.storage == Storage::Missing)
    });
    move || {
        if unread.get() {
            return view! { <Unread/> }.into_any();
        }
        if !desk.ready.get() {
            return ().into_any();
        }
        if desk.locked.get() {
            return page(Route::SignIn);
        }
        // All that follows is of one workspace, and is built anew for another.
        desk.here.track();
        match (gate.get(), left.get()) {
            (Some(_), _) if desk.tab().is_sample() => view! { <LeaveFirst/> }.into_any(),
            (Some(route), _) => page(route),
            (None, Some(words)) => left_behind(words),
            (None, None) => view! { <Desktop/> }.into_any(),
        }
    }
}

#[component]
fn Desktop() -> impl IntoView {
    let desk = desk();
    // A page before the board takes the place of all of this.
    // A part of the page may be turned to, which is no other page.
    let route = Memo::new(move |_| desk.route.get());
    let inside = move || Some(route.get()).filter(|route| !route.is_gate()).map(page);
    // It is shown before it can be changed.
    let idle = move || {
        let here = desk.here.get();
        here.status.with(|status| status.hands != Hands::Here)
    };
    // Above the columns, and for them.
    provide_context(Filtering::new());
    let dialogs = SHEETS.map(|kind| view! { <Dialog kind inside=sheet/> });
    let log = move || desk.lay(Sheet::LogEffort);
    let has_roles = Memo::new(move |_| {
        desk.tabs()
            .iter()
            .any(|tab| tab.with(|state| state.all::<Role>().next().is_some()))
    });
    view! {
        <div class="desk" class:alone=move || matches!(route.get(), Route::Talk(_))>
            <a class="skip" href="#main">"Skip to the page"</a>
            <nav class="nav" aria-label="Main">
                <p class="brand" aria-hidden="true">"Fulcrum"</p>
                <NavLink to=Route::Today icon=Icon::Today>"Today" <Count/></NavLink>
                <NavLink to=Route::Board icon=Icon::Board>"Board"</NavLink>
                <button on:click=move |_| log() disabled=move || !has_roles.get()
                    title=move || if has_roles.get() { "" } else { "Write down a need first" }>
                    {Icon::Log.draw()} "Log"
                </button>
                <NavLink to=Route::Leaders icon=Icon::Leaders>{ours_live("Leaders")}</NavLink>
                <NavLink to=Route::More icon=Icon::More>"More"</NavLink>
            </nav>
            <header class="top">
                <Switcher/>
                <PaletteButton/>
                <FilterBar/>
                <SyncChip/>
                <TimerChip/>
                <button class="top-need" aria-label="New need" on:click=move |_| desk.lay(Sheet::NewRole)>
                    <span class="top-plus" aria-hidden="true">"+"</span> <span class="top-words">"New need"</span> <kbd aria-hidden="true">"N"</kbd>
                </button>
                <button class="primary top-log" on:click=move |_| log() disabled=move || !has_roles.get()
                    title=move || if has_roles.get() { "" } else { "Write down a need first" }>
                    "Log effort " <kbd aria-hidden="true">"E"</kbd>
                </button>
            </header>
            <main id="main" tabindex="-1">
                <p class="on-paper">{move || format!("As of {}", full_date(desk.today.get()))}</p>
                <Banners/>
                <SampleBanner/>
                {desk.tab().is_sample().then(tour)}
                <div class="inside" inert=idle>{inside}</div>
            </main>
            {dialogs}
            <NoticeBar/>
        </div>
    }
    .into_any()
}
