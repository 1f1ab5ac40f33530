//! Today: what you owe, what others owe, each with its one action.

use std::rc::Rc;

use chrono::Datelike;
use leptos::prelude::*;

use crate::board::{
    desk::{Action, Link, Owing, Route, desk},
    start::{FirstSteps, Welcome},
};
use crate::browser::{page, tab::Tab};
use crate::domain::{Debt, Pace, Role, What, month, tally_words, weekday};
use crate::ui::day;

/// What the palette offers of it.
pub const ACTIONS: &[Action] =
    &[Action::new("Today", "owe due updates", |desk| desk.go(Route::Today)).on_key("t")];

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
    let (you, they) = (desk.you_owe, desk.they_owe);
    let date = move || {
        let today = desk.today.get();
        format!("{} {} {}", weekday(today), today.day(), month(today))
    };
    let headline = move || {
        if none_yet.get() {
            return "Today".to_owned();
        }
        match (you.with(Vec::len), they.with(Vec::len)) {
            (0, 0) => "Nobody waits".into(),
            (you, 0) => format!("You owe {}", number(you)),
            (0, they) => format!("You owe nothing, {} you", owe(they)),
            (you, they) => format!("You owe {}, {} you", number(you), owe(they)),
        }
    };
    view! {
        <div class="today stack">
            <header>
                <p class="small quiet">{date}</p>
                <h1 tabindex="-1">{headline}</h1>
            </header>
            {move || if none_yet.get() {
                view! { <Welcome/> }.into_any()
            } else {
                view! {
                    <FirstSteps/>
                    <Group title="You owe" debts=you/>
                    <Group title="They owe" debts=they/>
                    {move || (you.with(Vec::is_empty) && they.with(Vec::is_empty)).then(|| view! {
                        <section class="card stack">
                            <p>"Every leader has heard from you in time, and nobody's answer is missing."</p>
                            <p class="quiet">"Updates that fall due, replies, and holds to look at again appear here."</p>
                            <div><Link to=Route::Board class="button">"Look at the board"</Link></div>
                        </section>
                    })}
                }
                .into_any()
            }}
        </div>
    }
    .into_any()
}

#[component]
fn Group(title: &'static str, debts: Memo<Vec<Owing>>) -> impl IntoView {
    let id = title.replace(' ', "-").to_lowercase();
    let label = id.clone();
    let shown = Memo::new(move |_| debts.with(|debts| !debts.is_empty()));
    move || {
        shown.get().then(|| {
            view! {
                <section class="stack" aria-labelledby=label.clone()>
                    <h2 id=id.clone()>{title}</h2>
                    <ul class="debts">
                        <For each=move || debts.get() key=|owing| format!("{owing:?}") let:owing><Line owing/></For>
                    </ul>
                </section>
            }
        })
    }
}

#[component]
fn Line(owing: Owing) -> impl IntoView {
    let desk = desk();
    let today = desk.today.get();
    let Owing { at, debt } = owing;
    let Debt {
        name,
        due,
        pace,
        what,
    } = debt;
    let workspace = desk.title_among_many(&at);
    let write = move |leader| {
        let at = at.clone();
        move |_| {
            desk.switch(&at);
            desk.go_to(Route::Leader(leader), "write");
        }
    };
    let (title, when, about, action) = match what {
        What::Answer { leader, text, others } => {
            let more = if others == 0 {
                String::new()
            } else {
                format!(" (and {others} more)")
            };
            let label = format!("Answer {name}");
            (
                format!("{name} wrote"),
                day::said(due, today),
                format!("“{text}”{more}"),
                view! { <button class="primary" aria-label=label on:click=write(leader)>"Answer"</button> }
                    .into_any(),
            )
        }
        What::Update {
            leader,
            roles,
            last,
            done,
        } => {
            let label = format!("Write to {name}");
            let title = match last {
                Some(last) => format!(
                    "{name} has heard nothing for {}",
                    day::days((today - last).num_days())
                ),
                None => format!("{name} has heard nothing yet"),
            };
            let done = tally_words(&done).unwrap_or_else(|| "nothing was logged since".into());
            (
                title,
                format!("due {}", day::said(due, today)),
                format!("{}: {done}", roles.join(", ")),
                view! { <button class="primary" aria-label=label on:click=write(leader)>"Write"</button> }
                    .into_any(),
            )
        }
        What::Hold { role, title, hold } => {
            let words = if due <= today {
                format!("Ask {name} about {title}")
            } else {
                format!("{name} decides on {title}")
            };
            (
                words,
                format!("by {}", day::said(due, today)),
                format!("On hold since {}: {}", day::dated(hold.since, today), hold.cause),
                view! { <Link to=Route::Role(role) class="button">"Open"</Link> }.into_any(),
            )
        }
    };
    let about = workspace.map_or_else(|| about.clone(), |workspace| format!("{workspace} · {about}"));
    let tag = match pace {
        Pace::Late => "tag late",
        Pace::Soon => "tag wait",
        Pace::Calm => "tag",
    };
    view! {
        <li class="card debt" class:late=pace == Pace::Late>
            <h3 dir="auto">{title}</h3>
            <p class="small quiet" dir="auto">{about}</p>
            <span class=tag>{when}</span>
            {action}
        </li>
    }
    .into_any()
}

fn owe(count: usize) -> String {
    if count == 1 {
        "one owes".into()
    } else {
        format!("{} owe", number(count))
    }
}

/// Small numbers in words, as in a sentence.
fn number(count: usize) -> String {
    const WORDS: [&str; 13] = [
        "nothing", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
