//! What stands around every page: navigation, the sync state, the way to log effort, sheets and notices.

mod palette;

pub use palette::ACTIONS;

use leptos::prelude::*;

use self::palette::{HelpSheet, PaletteButton, PaletteSheet};
use crate::board::{
    columns::Columns,
    desk::{Link, NoticeBar, Route, Sheet, desk},
    device::{ExportButton, SyncChip, SyncSheet},
    effort::{LogSheet, SweepSheet, TimerChip},
    gate::{Claim, Joining, LeftBehind, SignIn},
    import::ImportPage,
    leader::{Leaders, Preview, UpdateSheet},
    role::{MoveSheet, NewRoleSheet, RolePage},
    start::{LeaveFirst, SampleBanner},
    today::Today,
    workspace::{SettingsPage, Switcher, Team},
};
use crate::browser::{
    page,
    tab::{Server, Storage},
    worker,
};

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
    move || {
        if !desk.ready.get() {
            return ().into_any();
        }
        if desk.locked.get() {
            return view! { <SignIn/> }.into_any();
        }
        // All that follows is of one workspace, and is built anew for another.
        desk.here.track();
        match (gate.get(), left.get()) {
            (Some(_), _) if desk.tab().is_sample() => view! { <LeaveFirst/> }.into_any(),
            (Some(Route::Claim), _) => view! { <Claim/> }.into_any(),
            (Some(Route::Join), _) => view! { <Joining/> }.into_any(),
            (Some(_), _) => view! { <SignIn/> }.into_any(),
            (None, Some(words)) => view! { <LeftBehind words/> }.into_any(),
            (None, None) => view! { <Desktop/> }.into_any(),
        }
    }
}

#[component]
fn Desktop() -> impl IntoView {
    let desk = desk();
    let page = move || match desk.route.get() {
        Route::Today => view! { <Today/> }.into_any(),
        Route::Settings => view! { <SettingsPage/> }.into_any(),
        Route::Import => view! { <ImportPage/> }.into_any(),
        Route::Team => view! { <Team/> }.into_any(),
        Route::Leaders => view! { <Leaders/> }.into_any(),
        Route::Role(role) => view! { <RolePage role/> }.into_any(),
        Route::Preview(role) => view! { <Preview role/> }.into_any(),
        Route::Unknown => view! { <Nowhere/> }.into_any(),
        _ => view! { <Columns/> }.into_any(),
    };
    let log = move || desk.sheet.set(Some(Sheet::LogEffort));
    let has_roles = Memo::new(move |_| {
        desk.tabs()
            .iter()
            .any(|tab| tab.with(|state| state.roles().next().is_some()))
    });
    view! {
        <div class="desk">
            <a class="skip" href="#main">"Skip to the page"</a>
            <nav class="nav" aria-label="Main">
                <p class="brand" aria-hidden="true">"Fulcrum"</p>
                <NavLink to=Route::Today>"Today" <Count/></NavLink>
                <NavLink to=Route::Board>"Board"</NavLink>
                <NavLink to=Route::Leaders>"Leaders"</NavLink>
                <NavLink to=Route::Settings>"Settings"</NavLink>
                <button class="nav-log" on:click=move |_| log() disabled=move || !has_roles.get()>"Log" <span class="wide">" effort"</span></button>
            </nav>
            <header class="top">
                <Switcher/>
                <PaletteButton/>
                <SyncChip/>
                <TimerChip/>
                <button class="primary top-log" on:click=move |_| log() disabled=move || !has_roles.get()
                    title=move || if has_roles.get() { "" } else { "Add a role first" }>
                    "Log effort " <kbd aria-hidden="true">"E"</kbd>
                </button>
            </header>
            <main id="main" tabindex="-1">
                <Banners/>
                <SampleBanner/>
                {page}
            </main>
            <LogSheet/>
            <SweepSheet/>
            <MoveSheet/>
            <UpdateSheet/>
            <NewRoleSheet/>
            <SyncSheet/>
            <PaletteSheet/>
            <HelpSheet/>
            <NoticeBar/>
        </div>
    }
    .into_any()
}

#[component]
fn Nowhere() -> impl IntoView {
    page::set_title("Nothing here · Fulcrum");
    view! {
        <section class="card stack">
            <h1 tabindex="-1">"There is nothing at this address"</h1>
            <p>"It may have been mistyped, or cut off on its way. Your roles are where they were."</p>
            <div><Link to=Route::Board class="button">"To the board"</Link></div>
        </section>
    }
    .into_any()
}

#[component]
fn NavLink(to: Route, children: Children) -> impl IntoView {
    let desk = desk();
    let here = to.clone();
    let current = move || {
        let route = desk.route.get();
        let on = route == here
            || (here == Route::Board && matches!(route, Route::Role(_) | Route::Preview(_)))
            || (here == Route::Settings && matches!(route, Route::Team | Route::Import));
        on.then_some("page")
    };
    let path = to.path();
    let go = move |event: leptos::ev::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            desk.go(to.clone());
        }
    };
    view! { <a href=path aria-current=current on:click=go>{children()}</a> }
}

/// How much is owed today, beside its page's name.
#[component]
fn Count() -> impl IntoView {
    let desk = desk();
    let you = Memo::new(move |_| desk.you_owe.with(Vec::len));
    move || {
        (you.get() > 0).then(|| {
            view! { <span class="tag wait count">{move || you.get()} <span class="hidden">" owed"</span></span> }
        })
    }
}

/// What the person must know before going on, above every page.
#[component]
fn Banners() -> impl IntoView {
    let desk = desk();
    let status = desk.status;
    let storage = move || {
        match status.with(|status| status.storage.clone()) {
        Storage::Memory => Some(
            "This browser keeps nothing for this site, so your work lasts as long as this tab. Allow site data, or \
             leave private browsing, and reload."
                .to_owned(),
        ),
        Storage::Failing(words) => Some(words),
        Storage::Device | Storage::Opening => None,
    }
    };
    let safe = move || status.with(|status| status.safe_mode);
    view! {
        {move || storage().map(|words| view! {
            <div class="banner problem" role="alert">
                <p>{words}</p>
                <ExportButton/>
            </div>
        })}
        {move || safe().then(|| view! {
            <div class="banner problem" role="alert">
                <p>"Safe mode: your waiting changes made this page fail twice, so they are kept but not shown. Nothing is lost."</p>
                <ExportButton/>
                <button on:click=move |_| page::reload()>"Try again"</button>
            </div>
        })}
        {move || desk.new_version.get().then(|| view! {
            <div class="banner" role="status">
                <p>"A new version is ready."</p>
                <button on:click=move |_| worker::activate()>"Reload"</button>
            </div>
        })}
    }
    .into_any()
}
