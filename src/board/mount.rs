//! What starts the board: the desk, the keys, what runs beside every page, and the frame.

use std::rc::Rc;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    desk::{DESK, Desk, LOCKED, Owing, Route, Sheet, desk, take_back},
    effort::Timer,
    frame, gate, start, workspace,
};
use crate::browser::{
    clock, local, page,
    tab::{Status, Tab, on_stranger, places},
    worker,
};
use crate::sync::disk::Settle;

#[component]
pub fn Board() -> impl IntoView {
    let ready = RwSignal::new(false);
    let today = RwSignal::new(clock::today());
    let current = places::current();
    let opened = places::all().into_iter().map(|name| {
        let is_current = name == current;
        Tab::open(name, move |_| {
            if is_current {
                ready.set(true);
            }
        })
    });
    let opened: Vec<Rc<Tab>> = opened.collect();
    let Some(first) = opened
        .iter()
        .find(|tab| tab.name() == current)
        .or(opened.first())
        .cloned()
    else {
        // There is always a place: the current one.
        return ().into_any();
    };
    let here = RwSignal::new_local(first);
    let tabs = RwSignal::new_local(opened);
    let open_tabs = move || desk().tabs();
    // Worked out once for both groups.
    let owed = Memo::new(move |_| {
        let (mut you, mut they): (Vec<Owing>, Vec<Owing>) = Default::default();
        for tab in open_tabs() {
            let owed = tab.with(|state| state.owed(today.get()));
            let owing = |debt| Owing {
                at: tab.name().to_owned(),
                debt,
            };
            you.extend(owed.you.into_iter().map(owing));
            they.extend(owed.they.into_iter().map(owing));
        }
        for group in [&mut you, &mut they] {
            group.sort_by(|a, b| (a.debt.due, &a.debt.name).cmp(&(b.debt.due, &b.debt.name)));
        }
        (you, they)
    });
    let desk = Desk {
        tabs,
        here,
        route: RwSignal::new(Route::here()),
        sheet: RwSignal::new(None),
        ready,
        locked: RwSignal::new(local::get(LOCKED).unwrap_or(false)),
        new_version: RwSignal::new(false),
        today,
        standings: Memo::new(move |_| here.get().with(|state| state.standings(today.get()))),
        you_owe: Memo::new(move |_| owed.with(|(you, _)| you.clone())),
        they_owe: Memo::new(move |_| owed.with(|(_, they)| they.clone())),
        status: Memo::new(move |_| {
            let all = open_tabs().into_iter().map(|tab| tab.status.get());
            all.reduce(Status::and).unwrap_or_default()
        }),
        has_home: Memo::new(move |_| here.get().home().is_some()),
        timer: Timer::new(),
    };
    DESK.set(Some(desk));
    page::every(30_000, move || follow_midnight(today));
    page::on_document("visibilitychange", move || follow_midnight(today));
    Effect::new(move |_| {
        if desk.ready.get() {
            start::begin();
        }
        // Signed in on a device that was wiped for it.
        if desk.ready.get()
            && let Some(settle) = local::get::<Settle>(gate::ENTER)
        {
            local::remove(gate::ENTER);
            desk.tab().settle(settle);
        }
    });
    Effect::new(move |_| workspace::heed_the_server(desk));
    Effect::new(move |_| workspace::follow_role(desk));
    page::on_window("storage", move |_| desk.follow_places());
    on_stranger(move |workspace| match desk.tab().home() {
        Some(home) if !desk.tab().is_sample() => {
            let address = desk.tab().address();
            desk.open(workspace, home.user, address).exchange_now();
        }
        _ => {}
    });
    page::on_window("popstate", move |_| {
        desk.sheet.set(None);
        desk.route.set(Route::here());
    });
    page::on_plain_key(move |key, event| {
        // Only where the board is shown: not while claiming, signing in, or locked.
        if desk.locked.get_untracked() || desk.route.get_untracked().is_gate() {
            return;
        }
        let pressed = key.to_lowercase();
        if let Some(action) = frame::ACTIONS
            .iter()
            .find(|action| action.key == Some(pressed.as_str()))
        {
            event.prevent_default();
            (action.run)(desk);
        }
    });
    page::on_command_key("k", true, move || {
        if !desk.locked.get_untracked() {
            desk.sheet.set(Some(Sheet::Palette));
        }
    });
    page::on_command_key("z", false, move || {
        let was_done = |tab: &&Rc<Tab>| {
            tab.notice
                .with_untracked(|notice| notice.as_ref().is_some_and(|notice| !notice.was_undone))
        };
        // What was taken back comes again by its Redo only.
        desk.all().iter().filter(was_done).for_each(take_back);
    });
    worker::register(desk.new_version);
    view! { <frame::Frame/> }.into_any()
}

fn follow_midnight(today: RwSignal<NaiveDate>) {
    let now = clock::today();
    if today.get_untracked() != now {
        today.set(now);
    }
}
