//! Today: what is yours to do, and what others are waited for, each with its one action.

mod asked;
mod hired;
mod line;
mod met;
mod news;

use std::rc::Rc;

use chrono::Datelike;
use leptos::prelude::*;

use self::{line::Line, news::News};
use crate::board::{
    desk::{Action, Desk, Link, Owing, Route, desk, ours},
    kit::MineOrTeams,
    start::{FirstSteps, Welcome},
};
use crate::browser::{page, tab::Tab};
use crate::domain::{LeaderId, Role, What, month, weekday};

/// What the palette offers of it.
pub const ACTIONS: &[Action] =
    &[Action::new("Today", "owe due updates", |desk| desk.go(Route::Today)).on_key("t")];

/// How many are to be done first: more than that is a list, and no beginning.
const FIRST: usize = 3;

#[component]
pub fn Today() -> impl IntoView {
    let desk = desk();
    page::set_title("Today · Fulcrum");
    let none_yet = Memo::new(move |_| {
        let today = desk.today.get();
        let is_empty =
            |tab: &Rc<Tab>| tab.with(|state| !state.all::<Role>().any(|role| role.is_recent(today)));
        desk.tabs().iter().all(is_empty)
    });
    let date = move || {
        let today = desk.today.get();
        format!("{} {} {}", weekday(today), today.day(), month(today))
    };
    view! {
        <div class="today">
            <header class="row between">
                <h1 tabindex="-1"><span class="hidden">"Today, "</span>{date}</h1>
                <MineOrTeams/>
            </header>
            {move || if none_yet.get() {
                view! { <Welcome/> }.into_any()
            } else {
                view! {
                    <Most/>
                    <FirstSteps/>
                    <Yours/>
                    <Waiting/>
                    <News/>
                    <Nothing/>
                }
                .into_any()
            }}
        </div>
    }
    .into_any()
}

/// Whether an update is due.
fn is_update(owing: &Owing) -> bool {
    matches!(owing.debt.what, What::Update { .. })
}

/// The most urgent action of all; of several updates all are one.
#[component]
fn Most() -> impl IntoView {
    let desk = desk();
    let most = Memo::new(move |_| desk.you_owe.with(|you| you.first().cloned()));
    move || {
        let due = updates_due();
        if due > 1 && most.with(|most| most.as_ref().is_some_and(is_update)) {
            let words = format!("Review and send all {due}");
            return Some(view! { <ReviewAll class="button primary most">{words}</ReviewAll> }.into_any());
        }
        most.get().map(|owing| {
            let line = Line::of(owing, desk.today.get());
            let words = line.urged.clone();
            view! { <button class="primary most" on:click=move |_| line.act(desk)><span dir="auto">{words}</span></button> }
                .into_any()
        })
    }
}

/// The updates that are due, but for those whose leader is called first.
fn to_write(you: &[Owing]) -> impl Iterator<Item = &Owing> {
    let is_called = |leader: LeaderId| {
        let mut all = you.iter();
        all.any(|owing| matches!(owing.debt.what, What::Call { leader: called, .. } if called == leader))
    };
    you.iter()
        .filter(move |owing| matches!(owing.debt.what, What::Update { leader, .. } if !is_called(leader)))
}

/// How many of them there are. Reactive.
fn updates_due() -> usize {
    desk().you_owe.with(|you| to_write(you).count())
}

/// The way to the review of all that is due. It is of one workspace at a time: the one that is shown, or else that of the most urgent.
#[component]
fn ReviewAll(class: &'static str, children: Children) -> impl IntoView {
    let desk = desk();
    let go = move |event: leptos::ev::MouseEvent| {
        // A new tab or window is the browser's business.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            review_all(desk);
        }
    };
    view! { <a href=Route::Review.path() class=class on:click=go>{children()}</a> }
}

fn review_all(desk: Desk) {
    let here = desk.tab().name().to_owned();
    let elsewhere = desk.you_owe.with_untracked(|you| {
        let is_here = to_write(you).any(|owing| owing.at == here);
        to_write(you)
            .next()
            .filter(|_| !is_here)
            .map(|owing| owing.at.clone())
    });
    if let Some(at) = elsewhere {
        desk.switch(&at);
    }
    desk.go(Route::Review);
}

#[component]
fn Yours() -> impl IntoView {
    let desk = desk();
    let you = desk.you_owe;
    let count = Memo::new(move |_| you.with(Vec::len));
    let first = Memo::new(move |_| you.with(|you| you.iter().take(FIRST).cloned().collect::<Vec<_>>()));
    let then = Memo::new(move |_| you.with(|you| you.iter().skip(FIRST).cloned().collect::<Vec<_>>()));
    let is_teams = Memo::new(move |_| desk.has_team.get() && desk.team.get());
    let title = move || match (is_teams.get(), count.get() > FIRST) {
        (false, true) => "Yours today: 3 first",
        (false, false) => "Yours today",
        (true, true) => "The team’s today: 3 first",
        (true, false) => "The team’s today",
    };
    // Where something else is more urgent, they are one tap away all the same.
    let all = move || {
        let others_first = you.with(|you| you.first().is_some_and(|first| !is_update(first)));
        (others_first && updates_due() > 1)
            .then(|| view! { <ReviewAll class="act-link all-updates">"Review and send all"</ReviewAll> })
    };
    let more = move || (count.get() > FIRST).then(|| view! { <p class="then">"then"</p> });
    let any = Memo::new(move |_| count.get() > 0);
    move || {
        any.get().then(|| {
            view! {
                <section aria-labelledby="yours-today">
                    <div class="row between group">
                        <h2 id="yours-today">{title}</h2>
                        {all}
                        <span class="quiet">{count}</span>
                    </div>
                    <Lines lines=first/>
                    {more}
                    <Lines lines=then/>
                </section>
            }
        })
    }
}

#[component]
fn Waiting() -> impl IntoView {
    let they = desk().they_owe;
    let any = Memo::new(move |_| they.with(|they| !they.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <section aria-labelledby="waiting-on-others">
                    <div class="row between group">
                        <h2 id="waiting-on-others">"Waiting on others"</h2>
                        <span class="quiet">{move || they.with(Vec::len)}</span>
                    </div>
                    <Lines lines=they/>
                </section>
            }
        })
    }
}

/// What is said where nothing is to be done.
#[component]
fn Nothing() -> impl IntoView {
    let desk = desk();
    let is_free = Memo::new(move |_| desk.you_owe.with(Vec::is_empty));
    let all_is_well = Memo::new(move |_| is_free.get() && desk.they_owe.with(Vec::is_empty));
    let is_mine = Memo::new(move |_| desk.has_team.get() && !desk.team.get());
    let is_teams = Memo::new(move |_| desk.has_team.get() && desk.team.get());
    move || {
        let (is_mine, all_is_well) = (is_mine.get(), all_is_well.get());
        if !is_free.get() {
            return None;
        }
        let title = match (is_mine, all_is_well) {
            (false, true) => "Nobody waits",
            _ if is_teams.get() => "Nothing is the team’s today",
            _ => "Nothing is yours today",
        };
        let words = ours(match (is_mine, all_is_well) {
            (true, _) => {
                "No leader whose roles you look after waits longer than agreed. What the team has to do is one tap away, above."
            }
            (false, true) => {
                "No leader waits longer than agreed, and nobody's answer is missing. Updates that fall due, replies, \
                 questions to ask and holds to look at again appear here."
            }
            (false, false) => {
                "No leader waits longer than agreed. What others decide is below their day; you may use yours for a talk."
            }
        });
        Some(view! {
            <section class="stack calm">
                <h2>{title}</h2>
                <p class="quiet">{words}</p>
                <div><Link to=Route::Board class="button">"Look at the board"</Link></div>
            </section>
        })
    }
}

#[component]
fn Lines(lines: Memo<Vec<Owing>>) -> impl IntoView {
    let desk = desk();
    view! {
        <ul class="lines">
            <For each=move || lines.get() key=|owing| format!("{owing:?}") let:owing>
                {line::view(desk, owing)}
            </For>
        </ul>
    }
    .into_any()
}
