//! A reply that was written elsewhere, and shared to Fulcrum from there or pasted: whose it is, and noted.

use std::rc::Rc;

use leptos::prelude::*;

use crate::board::{
    desk::{Link, Route, desk, ours_live},
    kit::{Area, Check, Form, Problem, heed, said},
};
use crate::browser::{clock, local, page, place, tab::Tab};
use crate::domain::{Body, LeaderId, ReplyId, reply};

/// What a phone's share sheet hands over, as the manifest names it.
const PARTS: [&str; 3] = ["title", "text", "url"];

#[component]
pub fn SharedIn() -> impl IntoView {
    let desk = desk();
    page::set_title("Note a reply · Fulcrum");
    let parts = PARTS.iter().filter_map(|part| page::query(part));
    let parts: Vec<String> = parts.filter(|part| !part.trim().is_empty()).collect();
    // What was shared just now comes before what was typed and not noted yet.
    let kept = || local::get::<String>(local::HEARD_DRAFT).unwrap_or_default();
    let text = RwSignal::new(if parts.is_empty() {
        kept()
    } else {
        parts.join("\n")
    });
    let keep = move |words: String| {
        local::set(local::HEARD_DRAFT, words);
    };
    // A leader, in the workspace of this name.
    let mut leaders: Vec<(Rc<Tab>, LeaderId, String)> = Vec::new();
    let mut who = Vec::new();
    for tab in desk.all() {
        let title = untrack(|| desk.title_among_many(tab.name()));
        tab.peek(|state| {
            who.extend(text.with_untracked(|text| state.who_wrote(text)));
            for leader in state.leaders() {
                let name = &leader.details.name;
                let called = title
                    .as_ref()
                    .map_or_else(|| name.clone(), |title| format!("{name}, {title}"));
                leaders.push((tab.clone(), leader.id, called));
            }
        });
    }
    if leaders.is_empty() {
        return view! {
            <section class="stack welcome">
                <h1 tabindex="-1">"Note a reply"</h1>
                <p>{ours_live("No leader is known here yet whose reply it could be. What was shared stays in this page’s address.")}</p>
                <div><Link to=Route::Today class="button primary">"To Today"</Link></div>
            </section>
        }
        .into_any();
    }
    let only = leaders
        .first()
        .filter(|_| leaders.len() == 1)
        .map(|(_, id, _)| *id);
    let first = match who.as_slice() {
        [one] => Some(*one),
        _ => only,
    };
    let options = leaders.iter().enumerate().map(|(at, (_, id, called))| {
        view! { <option value=at selected=first == Some(*id)>{called.clone()}</option> }
    });
    let options = options.collect_view();
    let chosen = RwSignal::new(leaders.iter().position(|(_, id, _)| first == Some(*id)));
    let choose = move |event: leptos::ev::Event| chosen.set(event_target_value(&event).parse::<usize>().ok());
    let leaders = StoredValue::new_local(leaders);
    let is_teams = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let at = chosen.get_untracked();
        let who = at.and_then(|at| {
            leaders.with_value(|leaders| leaders.get(at).map(|(tab, id, _)| (tab.clone(), *id)))
        });
        let Some((tab, leader)) = who else {
            return problem.set(Some("Say who wrote it first.".into()));
        };
        let team = is_teams.get_untracked();
        let note = reply::Command::NoteReply {
            reply: clock::fresh(ReplyId::new),
            leader,
            role: None,
            team,
            text: text.get_untracked(),
        };
        if let Some(undo) = heed(problem, tab.try_submit(Body::Reply(note)).map_err(said)) {
            // A reload does not note it once more.
            place::set_query(&[]);
            local::remove(local::HEARD_DRAFT);
            desk.switch(tab.name());
            desk.go(Route::Leader(leader));
            desk.done("Noted: it waits for your answer.", undo);
        }
    };
    view! {
        <div class="stack">
            <h1 tabindex="-1">"Note a reply"</h1>
            <Form class="card stack" save>
                <Area label="What they wrote" value=text rows=5 typed=keep placeholder="Paste it here."/>
                <label class="field">"Who wrote it?"
                    <select on:change=choose>
                        <option value="">"Choose"</option>
                        {options}
                    </select>
                </label>
                <Check checked=is_teams change=move |is| is_teams.set(is)>"Their team asks it: the next update opens with the answer"</Check>
                <p class="small quiet">{ours_live("It stands in the conversation, and waits for an answer. The update that answers the team shows the leader these words.")}</p>
                <Problem words=problem/>
                <div class="row wrap"><button class="primary">"Note it"</button></div>
            </Form>
        </div>
    }
    .into_any()
}
