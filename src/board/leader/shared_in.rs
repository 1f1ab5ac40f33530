//! A reply that was written elsewhere, and shared to Fulcrum from there or pasted: whose it is, and noted.

use leptos::prelude::*;

use crate::board::{
    desk::{Link, Route, desk},
    kit::{Area, Check, Form, Problem, heed, said},
};
use crate::browser::{clock, page, place};
use crate::domain::{Body, LeaderId, ReplyId, reply};

/// What a phone's share sheet hands over, as the manifest names it.
const PARTS: [&str; 3] = ["title", "text", "url"];

#[component]
pub fn SharedIn() -> impl IntoView {
    let desk = desk();
    page::set_title("Note a reply · Fulcrum");
    let parts = PARTS.iter().filter_map(|part| page::query(part));
    let parts: Vec<String> = parts.filter(|part| !part.trim().is_empty()).collect();
    let text = RwSignal::new(parts.join("\n"));
    let leaders = desk.tab().peek(|state| {
        let leaders = state.leaders().into_iter();
        leaders
            .map(|leader| (leader.id, leader.details.name.clone()))
            .collect::<Vec<_>>()
    });
    if leaders.is_empty() {
        return view! {
            <section class="stack welcome">
                <h1 tabindex="-1">"Note a reply"</h1>
                <p>"No leader is known here yet whose reply it could be. What was shared stays in this page’s address."</p>
                <div><Link to=Route::Today class="button primary">"To Today"</Link></div>
            </section>
        }
        .into_any();
    }
    // Whoever is named in it, or signs it, is most likely who wrote it.
    let words = text.get_untracked();
    let named = leaders.iter().find(|(_, name)| is_named(name, &words));
    let only = leaders.first().filter(|_| leaders.len() == 1);
    let leader = RwSignal::new(named.or(only).map(|(id, _)| *id));
    let is_teams = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let ids: Vec<LeaderId> = leaders.iter().map(|(id, _)| *id).collect();
    let options = leaders.into_iter().enumerate().map(|(at, (id, name))| {
        let is_chosen = leader.get_untracked() == Some(id);
        view! { <option value=at selected=is_chosen>{name}</option> }
    });
    let options = options.collect_view();
    let choose = move |event: leptos::ev::Event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        leader.set(at.and_then(|at| ids.get(at)).copied());
    };
    let save = move |()| {
        let Some(leader) = leader.get_untracked() else {
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
        if let Some(undo) = heed(problem, desk.tab().try_submit(Body::Reply(note)).map_err(said)) {
            // A reload does not note it once more.
            place::set_query(&[]);
            desk.go(Route::Leader(leader));
            desk.done("Noted: it waits for your answer.", undo);
        }
    };
    view! {
        <div class="stack">
            <h1 tabindex="-1">"Note a reply"</h1>
            <Form class="card stack" save>
                <Area label="What they wrote" value=text rows=5 placeholder="Paste it here."/>
                <label class="field">"Who wrote it?"
                    <select on:change=choose>
                        <option value="">"Choose"</option>
                        {options}
                    </select>
                </label>
                <Check checked=is_teams change=move |is| is_teams.set(is)>"Their team asks it: the next update opens with the answer"</Check>
                <p class="small quiet">"It stands in the conversation, and waits for an answer. The update that answers the team shows the leader these words."</p>
                <Problem words=problem/>
                <div class="row wrap"><button class="primary">"Note it"</button></div>
            </Form>
        </div>
    }
    .into_any()
}

/// Whether somebody of this name is named in a text, be it by the first name alone.
fn is_named(name: &str, text: &str) -> bool {
    let (name, text) = (name.to_lowercase(), text.to_lowercase());
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    text.contains(&name) || words.any(|word| Some(word) == name.split(' ').next())
}
