//! What leaders answered on their pages since one last looked.

use chrono::{DateTime, FixedOffset, TimeDelta};
use leptos::prelude::*;

use crate::board::desk::{Link, Route, desk, whose};
use crate::browser::{clock, local, page};
use crate::domain::{Goal, Kind, Leader};
use crate::ui::day;

/// How far back it goes where nobody has said that they saw it.
const LATELY: TimeDelta = TimeDelta::days(3);

/// How many are told: more is found where it stands.
const MOST: usize = 5;

#[derive(Clone, PartialEq)]
struct Answer {
    at: DateTime<FixedOffset>,
    who: String,
    words: String,
    to: Route,
}

#[component]
pub fn News() -> impl IntoView {
    let desk = desk();
    let seen = RwSignal::new(local::get::<DateTime<FixedOffset>>(local::HEARD));
    let news = Memo::new(move |_| {
        let since = seen.get().unwrap_or_else(|| clock::now() - LATELY);
        let mut all = Vec::new();
        for tab in desk.tabs() {
            let whose = whose(&tab, desk.team.get());
            tab.with(|state| {
                // What is written to us is a line of its own until it is answered.
                let heard = state.heard().filter(|heard| heard.key.kind != Kind::Reply);
                let heard = heard.filter(|heard| heard.at > since && state.concerns(heard.goal, whose));
                all.extend(heard.filter_map(|heard| {
                    let leader = state.get::<Leader>(heard.leader).ok()?;
                    let deputy = heard.link.and_then(|link| state.deputy(link));
                    let name = &leader.details.name;
                    Some(Answer {
                        at: heard.at,
                        who: deputy.map_or_else(|| name.clone(), |deputy| format!("{deputy} for {name}")),
                        words: heard.words.into_owned(),
                        to: match heard.goal {
                            Goal::Role(role) => Route::Role(role),
                            Goal::Leader(leader) => Route::Leader(leader),
                        },
                    })
                }));
            });
        }
        all.sort_by_key(|answer| std::cmp::Reverse(answer.at));
        all
    });
    let note = move |at: Option<DateTime<FixedOffset>>| {
        match at {
            Some(at) => drop(local::set(local::HEARD, at)),
            None => local::remove(local::HEARD),
        }
        seen.set(at);
    };
    // What was said to be seen, to be shown again.
    let before = RwSignal::new(None::<Option<DateTime<FixedOffset>>>);
    let see = move |_| {
        before.set(Some(seen.get_untracked()));
        note(Some(clock::now()));
        page::focus("#seen-undo".into());
    };
    let take_back = move |_| {
        if let Some(before) = before.get_untracked() {
            note(before);
        }
        before.set(None);
        page::focus("#answered-lately".into());
    };
    let was_seen = move || {
        before.with(Option::is_some).then(|| {
            view! { <p class="row between small quiet" role="status"><span>"What was answered on their pages is seen."</span> <button id="seen-undo" class="act-link" on:click=take_back>"Undo"</button></p> }
        })
    };
    let shown = move || {
        let all = news.get();
        (!all.is_empty()).then(|| {
            let more = all.len().saturating_sub(MOST);
            let more = (more > 0).then(|| view! { <p class="then">{format!("and {more} more")}</p> });
            let today = desk.today.get();
            let lines = all.into_iter().take(MOST).map(|answer| {
                let said = format!("“{}”, {}", answer.words, day::said(answer.at.date_naive(), today));
                view! {
                    <li>
                        <Link to=answer.to class="words">
                            <b dir="auto">{answer.who}</b>
                            <span class="quiet" dir="auto">{said}</span>
                        </Link>
                    </li>
                }
            });
            view! {
                <section aria-labelledby="answered-lately">
                    <div class="row between group">
                        <h2 id="answered-lately" tabindex="-1">"Answered on their pages"</h2>
                        <button class="act-link" on:click=see>"Seen"</button>
                    </div>
                    <ul class="lines">{lines.collect_view()}</ul>
                    {more}
                </section>
            }
        })
    };
    view! { {shown}{was_seen} }
}
