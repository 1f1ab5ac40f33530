//! What was done, week by week, by leader or by role; time is summed, never by person.

use leptos::prelude::*;

use crate::board::{
    desk::{Link, Route, desk, ours, ours_live, whose},
    kit::{MineOrTeams, chosen, duration, listed, options},
};
use crate::browser::page;
use crate::domain::{Goal, LedgerBy, LedgerLine, LedgerWeek, tally_words};
use crate::ui::day;

/// As many as are on a device before what is older is fetched.
const WEEKS: u64 = 6;

/// What was learned that is shown of a week.
const LEARNED: usize = 3;

#[component]
pub fn Ledger() -> impl IntoView {
    page::set_title("What was done · Fulcrum");
    let desk = desk();
    let by = RwSignal::new(LedgerBy::Leader);
    let weeks = Memo::new(move |_| {
        let (tab, today) = (desk.tab(), desk.today.get());
        let whose = whose(&tab, desk.team.get());
        let me = tab.me();
        tab.with(|state| state.ledger(by.get(), (whose, me), WEEKS, today))
    });
    let choose = move |event| {
        if let Some(chosen) = chosen(LedgerBy::ALL, &event) {
            by.set(chosen);
        }
    };
    let shown = move || {
        let weeks = weeks.get();
        if weeks.is_empty() {
            let words = "Nothing was logged in the last six weeks. A tap on Log says what was done.";
            return view! { <p class="quiet">{words}</p> }.into_any();
        }
        let today = desk.today.get();
        let weeks = weeks.into_iter().map(|week| one_week(week, today));
        weeks.collect_view().into_any()
    };
    view! {
        <div class="ledger stack">
            <div class="row between wrap">
                <h1 tabindex="-1">"What was done"</h1>
                <div class="row wrap"><MineOrTeams/> <select class="chip" aria-label="Added up" on:change=choose>{options(LedgerBy::ALL, |by: LedgerBy| ours(by.label()), LedgerBy::Leader)}</select></div>
            </div>
            <p class="quiet">{ours_live("Week by week, the last six. What was done for several roles counts in each, and once for their leader. Nothing is shown by person.")}</p>
            {shown}
        </div>
    }
    .into_any()
}

fn one_week(week: LedgerWeek, today: chrono::NaiveDate) -> impl IntoView {
    let title = if week.starts + chrono::Days::new(7) > today {
        "This week".to_owned()
    } else {
        format!("Week of {}", day::date(week.starts, today))
    };
    let lines = week.lines.into_iter().map(one_line);
    view! {
        <section class="card stack">
            <h2>{title}</h2>
            <ul>{lines.collect_view()}</ul>
        </section>
    }
}

fn one_line(line: LedgerLine) -> impl IntoView {
    let to = match line.goal {
        Goal::Leader(leader) => Route::Leader(leader),
        Goal::Role(role) => Route::Role(role),
    };
    let mut done: Vec<String> = tally_words(&line.done).into_iter().collect();
    if line.replies > 0 {
        done.push(format!("{} replied", line.replies));
    }
    let told = match line.told {
        0 => None,
        1 => Some("told once".to_owned()),
        times => Some(format!("told {times} times")),
    };
    let dates = match line.dates {
        0 => None,
        1 => Some("talked a date through".to_owned()),
        times => Some(format!("talked dates through {times} times")),
    };
    done.extend(dates);
    done.extend(told);
    if line.got_it > line.thanks {
        done.push("“Got it”".into());
    }
    if line.thanks > 0 {
        done.push("“Thanks”".into());
    }
    let learned = line
        .learned
        .iter()
        .take(LEARNED)
        .map(|words| format!("“{words}”"));
    let learned = listed(&learned.collect::<Vec<_>>());
    let time = [
        (ours("with the leader"), line.with_leader),
        ("looking", line.looking),
    ];
    let time = time.into_iter().filter(|(_, minutes)| *minutes > 0);
    let time: Vec<String> = time
        .map(|(what, minutes)| format!("{} {what}", duration(minutes)))
        .collect();
    view! {
        <li>
            <Link to><b dir="auto">{line.name}</b></Link>
            <span>{format!("{}.", done.join(", "))}</span>
            {(!learned.is_empty()).then(|| view! { <span class="quiet" dir="auto">{learned}</span> })}
            {(!time.is_empty()).then(|| view! { <span class="small quiet">{format!("You: {}", time.join(", "))}</span> })}
        </li>
    }
}
