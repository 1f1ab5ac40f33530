//! Updates, and what the leader answered.

use leptos::prelude::*;

use super::{
    reply::{about, left_out, reply_place, said_list},
    section::Section,
    visit::Visit,
};
use crate::portal::{
    gesture::About,
    lead::spoken,
    view::{PortalView, UpdateView},
};
use crate::ui::isolated;

/// A section for each update, so that a new one brings itself only.
pub fn sections(view: &PortalView, visit: Option<&Visit>) -> Vec<Section> {
    match view.updates.as_deref() {
        None => Vec::new(),
        Some([]) => vec![none_yet()],
        Some(updates) => {
            let cards = updates.iter().enumerate();
            cards
                .map(|(at, update)| card(update, at == 0, view, visit))
                .collect()
        }
    }
}

fn none_yet() -> Section {
    let content = view! {
        <section id="p-updates" class="card stack">
            <h2>"Updates"</h2>
            <p class="quiet">"Nothing stands here yet."</p>
        </section>
    };
    Section::new("p-updates", content)
}

fn card(update: &UpdateView, is_newest: bool, view: &PortalView, visit: Option<&Visit>) -> Section {
    let key = format!("p-update-{}", update.id);
    let answered = About::Update(update.id);
    let came_back = |about| visit.is_some_and(|visit| visit.came_back(about).is_some());
    let is_back = came_back(answered) || came_back(About::GotIt(update.id));
    // One box stands open on the page, for whatever is to be said; this one opens where it is wanted.
    // What one does not read one does not answer.
    let is_hidden = update.said.is_part && update.said.text.is_empty();
    let reply = reply_place(view, answered, visit).filter(|_| !is_hidden);
    let reply = reply.map(|place| {
        view! { <details class="answers" open=came_back(answered)><summary>"Reply"</summary>{place}</details> }
    });
    let team_asked = update.team_asked.clone().map(|asked| {
        view! { <p class="quiet" dir="auto">"Your team asked: “" {asked} "”"</p> }
    });
    // One is asked about at a time.
    let got_it = match update.got_it {
        Some(on) => Some(
            view! { <p class="tag good">{format!("{}, {}", if update.is_thanked { "You said thanks" } else { "You got it" }, spoken(on, view))}</p> }
                .into_any(),
        ),
        None if is_newest => reply_place(view, About::GotIt(update.id), visit).map(IntoAny::into_any),
        None => None,
    };
    let since = update.date_since.map(|on| {
        let words = format!("A date was told since, {}: that one counts.", spoken(on, view));
        view! { <p class="small quiet">{words}</p> }
    });
    // Whoever stands in for them has not read it in their name.
    let is_deputy = view.turns.as_ref().is_some_and(|turns| turns.is_deputy);
    let got_it = got_it.filter(|_| view.can_reply() && !is_deputy);
    let when = spoken(update.said.on, view);
    let title = match (update.is_talk, update.said.by.as_deref()) {
        (false, _) => format!("Update, {when}"),
        // Whoever stands in for them was not there.
        (true, Some(by)) if !is_deputy => format!("You talked with {}, {when}", isolated(by)),
        (true, _) => format!("A talk, {when}"),
    };
    let text = update.said.text.clone();
    let text = (!text.is_empty()).then(|| view! { <p class="said" dir="auto">{text}</p> });
    // What was said to somebody they need not say that they got, nor what stands here in part.
    let got_it = got_it.filter(|_| !update.is_talk && !update.said.is_part);
    let left_out = left_out(&update.said);
    let heading = view! { <h2>{title} " " {about(&update.said)}</h2> };
    // Of a talk nothing may have been written down.
    let is_bare =
        text.is_none() && left_out.is_none() && team_asked.is_none() && since.is_none() && got_it.is_none();
    if is_bare && update.answers.is_empty() && reply.is_none() {
        let content = view! { <section id=key.clone() class="card update whole-update">{heading}</section> };
        return Section::new(key, content);
    }
    let content = view! {
        <section id=key.clone() class="card update">
            <details class="whole-update" open=is_newest || view.is_paper || is_back>
                <summary>{heading}</summary>
                <div class="stack">
                    {team_asked}
                    {left_out}
                    {text}
                    {since}
                    {got_it}
                    {said_list(&update.answers, view)}
                    {reply}
                </div>
            </details>
        </section>
    };
    Section::new(key, content)
}
