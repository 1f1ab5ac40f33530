//! Imports of the last days that can still be taken back.

use leptos::prelude::*;

use crate::board::{desk::desk, kit::counted};
use crate::browser::{clock, local};
use crate::domain::{
    Body,
    import::{Recent, TakenBack},
    time_of_day,
};
use crate::ui::day;

/// What this device remembers of the workspace that is shown, the newest first.
fn kept() -> Vec<Recent> {
    let tab = desk().tab();
    let turns = 0..Recent::MOST;
    turns
        .filter_map(|turn| local::get(&local::import(tab.name(), turn)))
        .collect()
}

fn keep(all: &[Recent]) {
    let tab = desk().tab();
    for turn in 0..Recent::MOST {
        let place = local::import(tab.name(), turn);
        match all.get(turn) {
            Some(one) => drop(local::set(&place, one)),
            None => local::remove(&place),
        }
    }
}

/// Remembers an import, by what takes its parts back, the first part first.
pub fn remember(at: chrono::DateTime<chrono::FixedOffset>, ways_back: &[Body]) {
    keep(&Recent::new(at, ways_back).and(kept(), clock::now()));
}

#[component]
pub fn Lately() -> impl IntoView {
    let all = RwSignal::new(kept());
    let listed = move || {
        let (all, now) = (all.get(), clock::now());
        desk().tab().with(|state| {
            let all = all.into_iter().map(|one| (one.left(state, now), one));
            all.filter(|(left, _)| *left > 0).collect::<Vec<_>>()
        })
    };
    let line = move |(left, one): (usize, Recent)| {
        let on = day::dated(one.at.date_naive(), desk().today.get());
        let what = format!(
            "{on}, {}: {}",
            time_of_day(&one.at.naive_local()),
            counted(left, "role")
        );
        let label = format!("Take it back: {what}");
        let take = move |_| {
            let taken = one.take_back(|body| desk().tab().try_submit(body));
            if taken.gone > 0 {
                all.update(|all| all.retain(|other| other.at != one.at));
                all.with_untracked(|all| keep(all));
            }
            say(taken);
        };
        view! {
            <li class="row between wrap"><span>{what}</span> <button aria-label=label on:click=take>"Take it back"</button></li>
        }
    };
    move || {
        let listed = listed();
        (!listed.is_empty()).then(|| {
            view! {
                <section class="card stack" aria-labelledby="lately">
                    <h2 id="lately">"Imported lately"</h2>
                    <ul class="plain stack">{listed.into_iter().map(line).collect_view()}</ul>
                    <p class="small quiet">{format!("This device remembers it for {} days. A role that was changed since stays.", Recent::DAYS)}</p>
                </section>
            }
        })
    }
}

fn say(taken: TakenBack) {
    let stay = match taken.stays {
        0 => String::new(),
        1 => " 1 role was changed since, and stays.".into(),
        count => format!(" {count} roles were changed since, and stay."),
    };
    let tab = desk().tab();
    match taken.gone {
        0 => tab.complain(&format!("Nothing was taken back.{stay}")),
        1 => tab.done(format!("1 role was taken back.{stay}"), taken.undo),
        count => tab.done(format!("{count} roles were taken back.{stay}"), taken.undo),
    }
}
