//! What a table becomes, before anything is added.

use leptos::prelude::*;

use super::reading::Import;
use crate::board::{
    desk::{desk, ours, ours_live},
    kit::counted,
};
use crate::browser::{page, tab::capital};
use crate::domain::{
    full_date,
    import::{Fresh, Plan, Planned},
};

/// Bad lines that are listed.
const LISTED: usize = 100;
/// Roles that are shown.
const SHOWN: usize = 5;
/// Strangers, and words of status, that are named.
const NAMED: usize = 5;

pub fn preview(import: Import, plan: &Plan) -> AnyView {
    let desk = desk();
    let (fresh, shown) = desk.tab().peek(|state| {
        let fresh = Fresh::of(plan, state);
        let readers = fresh.readers(state, desk.today.get_untracked());
        let shown = shown(&readers.into_iter().collect::<Vec<_>>());
        (fresh, shown)
    });
    let count = fresh.roles.len();
    let mut words = words(plan, &fresh);
    words.extend(shown);
    let bad = plan.bad.len();
    let listed = plan.bad.iter().take(LISTED).map(|(line, reason)| {
        view! { <li><b>{format!("Line {line}")}</b>": " <span dir="auto">{capital(reason)}</span></li> }
    });
    let first = fresh.roles.iter().take(SHOWN).map(|role| row(role));
    let start = move |_| page::spawn(import.import());
    let busy = move || import.working.with(Option::is_some);
    view! {
        <section class="card stack" aria-labelledby="becomes">
            <h2 id="becomes">"What it becomes"</h2>
            {words.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
            {(count > 0).then(|| view! {
                <table class="listing wide-table">
                    <caption class="hidden">"The first roles"</caption>
                    <thead><tr><th scope="col">"Title"</th><th scope="col">{ours_live("Hiring leader")}</th><th scope="col">"Opened"</th><th scope="col">"Where it stands"</th></tr></thead>
                    <tbody>{first.collect_view()}</tbody>
                </table>
                <p class="small quiet">"They come in where they are. Of the steps that came before nothing is asked: they read “not done here”."</p>
                <div><button class="primary" disabled=busy on:click=start>{format!("Import {}", counted(count, "role"))}</button></div>
            })}
            {(bad > 0).then(|| view! {
                <details open=count == 0>
                    <summary class="problem">{format!("{} cannot be imported", counted(bad, "line"))}</summary>
                    <ul class="plain small">{listed.collect_view()}</ul>
                    {(bad > LISTED).then(|| view! { <p class="small">{format!("and {} more.", bad - LISTED)}</p> })}
                </details>
            })}
        </section>
    }
    .into_any()
}

/// On whose pages it stands at once.
fn shown(readers: &[&str]) -> Option<String> {
    let names = match readers {
        [] => return None,
        few if few.len() <= NAMED => few.join(", "),
        many => format!("{} and others", many.get(..NAMED)?.join(", ")),
    };
    Some(format!(
        "There is a page of all roles for {names}: the titles and stages of theirs stand there as soon as you import."
    ))
}

/// What it comes to, in sentences.
fn words(plan: &Plan, fresh: &Fresh) -> Vec<String> {
    let count = fresh.roles.len();
    let closed = fresh.roles.iter().filter(|role| role.close.is_some()).count();
    let new = match fresh.new_leaders {
        0 => String::new(),
        new => format!(", {new} of them new"),
    };
    let mut words = vec![match count {
        0 if plan.waiting > 0 => "Nothing to import until you say how they ended.".to_owned(),
        0 => "Nothing new to import.".to_owned(),
        _ => format!(
            "{}, {closed} of them closed, for {}{new}.",
            counted(count, "role"),
            counted(fresh.leaders, ours("leader"))
        ),
    }];
    if fresh.known > 0 {
        let are = if fresh.known == 1 { "is" } else { "are" };
        words.push(format!(
            "{} {are} on the board already and left alone.",
            counted(fresh.known, "role")
        ));
    }
    if let Some((written, read)) = &plan.turned {
        words.push(format!(
            "Names stand last name first: “{written}” is read as “{read}”."
        ));
    }
    if plan.alike > 0 {
        words.push(format!(
            "{} the same as one before, title, {} and day: each becomes a role of its own, and counts as one in forecasts. \
             If it is one role, take the line out of the file first.",
            if plan.alike == 1 { "1 line says".into() } else { format!("{} lines say", plan.alike) },
            ours("leader")
        ));
    }
    if !fresh.strangers.is_empty() {
        let names: Vec<&str> = fresh.strangers.iter().take(NAMED).copied().collect();
        let more = if fresh.strangers.len() > names.len() {
            " and others"
        } else {
            ""
        };
        words.push(format!(
            "Not in this workspace: {}{more}. Their roles become yours.",
            names.join(", ")
        ));
    }
    if !plan.unknown.is_empty() {
        let known = plan.unknown.iter().take(NAMED);
        let known: Vec<String> = known
            .map(|(word, count)| format!("\"{word}\" ({count})"))
            .collect();
        words.push(format!(
            "Unknown words of status: {}. They are read as open, in Source.",
            known.join(", ")
        ));
    }
    words
}

fn row(role: &Planned) -> impl IntoView + use<> {
    let state = match &role.close {
        Some(close) => format!("{} on {}", close.reason.label(), full_date(close.on)),
        None if role.held => format!("{}, on hold", role.stage.label()),
        None => role.stage.label().to_owned(),
    };
    view! {
        <tr>
            <td dir="auto">{role.details.title.clone()}</td>
            <td dir="auto">{role.leader.clone()}</td>
            <td class="nowrap">{full_date(role.details.opened_on)}</td>
            <td>{state}</td>
        </tr>
    }
}
