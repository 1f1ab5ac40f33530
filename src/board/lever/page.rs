//! The page, to be read, taken along as a table, or printed on one sheet.

use leptos::prelude::*;

use super::behind::behind;
use crate::board::{
    desk::{Desk, desk, ours, ours_live},
    kit::{counted, duration},
};
use crate::browser::page;
use crate::domain::lever::{Behind, Counted, Fact, Lever, Measure, RoleTime, Spent, Time, WentOn};

/// What is told of work that was done again; the rest is what came of it.
const AGAIN: [Measure; 3] = [Measure::Changed, Measure::Again, Measure::Unsaid];

#[component]
pub fn Leverage() -> impl IntoView {
    page::set_title("Leverage · Fulcrum");
    let desk = desk();
    let found = Memo::new(move |_| {
        let tab = desk.tab();
        let me = tab.me();
        tab.with(|state| state.lever(me))
    });
    view! {
        <div class="leverage stack">
            <div class="row between wrap">
                <h1 tabindex="-1">"Leverage"</h1>
                <div class="row wrap own">
                    <button on:click=move |_| save(&desk)>"Save as a table"</button>
                    <button on:click=move |_| save_facts(&desk)>"Save the facts"</button>
                    <button on:click=move |_| page::print()>"Print"</button>
                </div>
            </div>
            <p class="quiet">{ours_live("What working with leaders moves, over all roles that you see. Facts alone: no estimate, and no figure by recruiter or interviewer. What few speak of is not judged.")}</p>
            {move || sections(found.get())}
        </div>
    }
    .into_any()
}

fn save(desk: &Desk) {
    let tab = desk.tab();
    let me = tab.me();
    let table = tab.peek(|state| state.lever_csv(me, None));
    page::download("fulcrum-leverage.csv", "text/csv", &table);
}

fn save_facts(desk: &Desk) {
    let tab = desk.tab();
    let me = tab.me();
    let table = tab.peek(|state| state.facts_csv(me));
    page::download("fulcrum-facts.csv", "text/csv", &table);
}

fn sections(found: Lever) -> impl IntoView {
    let (again, came): (Vec<Fact>, Vec<Fact>) = found
        .facts
        .into_iter()
        .partition(|fact| AGAIN.contains(&fact.measure));
    view! {
        <section class="card stack" aria-labelledby="leverage-time">
            <h2 id="leverage-time">"Where the time went"</h2>
            {time(&found.time)}
        </section>
        <section class="card stack" aria-labelledby="leverage-again">
            <h2 id="leverage-again">"What was done again"</h2>
            <ul>{facts(again)}</ul>
            <p class="small quiet">"Reasons are held against the brief of that day by their words: one that says the same in other words counts as not said there. A role that was closed and opened again without a yes leaves no trace, and is not counted."</p>
        </section>
        <section class="card stack" aria-labelledby="leverage-came">
            <h2 id="leverage-came">"What came of it"</h2>
            <ul>{facts(came)}</ul>
            <p class="small quiet">{ours_live("What hurts is what the leader said, when somebody said yes and at day 90. What new hires tell their reader is no part of it.")}</p>
        </section>
        <section class="card stack" aria-labelledby="leverage-went-on">
            <h2 id="leverage-went-on">"Who went on"</h2>
            <ul>{found.passages.into_iter().map(went_on).collect_view()}</ul>
            <p class="small quiet">"Likely: in nine of ten cases it lies there, by these counts alone. That the two differ proves nothing: roles differ in much else."</p>
        </section>
    }
    .into_any()
}

/// What it is called, and how much of a role's time it is.
type Side = (&'static str, fn(&RoleTime) -> Spent);

fn time(time: &Time) -> AnyView {
    if time.roles.is_empty() {
        let words = "Nothing was logged yet. A tap on Log says what was done, and for how long.";
        return view! { <p class="quiet">{words}</p> }.into_any();
    }
    let sides: [Side; 2] = [
        (ours("With the leader"), |role| role.with_leader),
        ("Looking for somebody", |role| role.looking),
    ];
    let is_withheld = sides.iter().any(|(_, of)| time.sum(*of).2 > 0);
    let lines = sides.into_iter().map(|(name, of)| {
        view! { <li><h3>{name}</h3><p>{told(time.sum(of))}</p></li> }
    });
    let roles = time.roles.iter().map(|role| Behind {
        role: role.role,
        title: role.title.clone(),
        says: format!(
            "{} {}, {} looking",
            spent(role.with_leader),
            ours("with the leader"),
            spent(role.looking)
        ),
    });
    let withheld = is_withheld.then(|| {
        view! {
            <p class="small quiet">"Minutes are for whoever logged them. A sum from which one other person’s would follow is withheld, and in no total."</p>
        }
    });
    view! {
        <ul>{lines.collect_view()}</ul>
        {withheld}
        <p class="small quiet">"As it was logged, or as is usual for its kind. What was done for several roles counts in the first of them."</p>
        {behind("time", "updates", roles.collect())}
    }
    .into_any()
}

fn told((minutes, roles, withheld): (u32, usize, usize)) -> String {
    let told = || format!("{} in {}", duration(minutes), counted(roles, "role"));
    let unknown = || counted(withheld, "role");
    match (roles, withheld) {
        (0, 0) => "Nothing was logged.".to_owned(),
        (0, _) => format!("Withheld in {}.", unknown()),
        (_, 0) => format!("{}.", told()),
        _ => format!("{}; withheld in {}.", told(), unknown()),
    }
}

fn spent(spent: Spent) -> String {
    spent.minutes().map_or_else(|| "withheld".to_owned(), duration)
}

fn facts(facts: Vec<Fact>) -> impl IntoView {
    let lines = facts.into_iter().map(|fact| {
        let (name, words, is_few) = (
            ours(fact.measure.label()),
            fact.words(desk().called_now()),
            !fact.is_enough(),
        );
        view! {
            <li>
                <h3>{name}</h3>
                <p class:quiet=is_few>{words}</p>
                {behind(name, seen_at(fact.measure), fact.behind)}
            </li>
        }
    });
    lines.collect_view()
}

/// The step at which it is seen in a role.
fn seen_at(measure: Measure) -> &'static str {
    match measure {
        Measure::Changed | Measure::Unsaid | Measure::Solved => "pains",
        Measure::Held => "told",
        Measure::Stood => "updates",
        Measure::Eased | Measure::Again => "after",
    }
}

fn went_on(passage: WentOn) -> impl IntoView {
    let place = passage.to.label();
    let name = format!("From “{}” to “{place}”", passage.from.label());
    let side = |of: &'static str, people: Counted| {
        let (words, is_few) = (format!("{of}: {}.", people.words()), !people.is_enough());
        view! {
            <p class:quiet=is_few>{words}</p>
            {behind(of, "candidates", people.behind)}
        }
    };
    view! {
        <li>
            <h3>{name}</h3>
            {side("Roles that came in from elsewhere", passage.before)}
            {side("Roles that began here", passage.since)}
        </li>
    }
}
