//! What a leader said of somebody, as a recruiter heard it; and why somebody is turned down.

use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Area, Form, Radio, SaveOrCancel, heed, said},
};
use crate::domain::{Body, CandidateId, Ending, Wish, candidate::Command};

#[component]
pub fn NoteWish(
    candidate: CandidateId,
    /// When they had said what counts no longer.
    instead_of: Option<DateTime<FixedOffset>>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<Wish>);
    let because = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let Some(wish) = chosen.get_untracked() else {
            return problem.set(Some("Choose one of the three first.".into()));
        };
        let note = Command::NoteWish {
            candidate,
            wish,
            because: because.get_untracked(),
            instead_of,
        };
        let noted = desk().tab().try_submit(Body::Candidate(note)).map_err(said);
        if let Some(undo) = heed(problem, noted) {
            desk().done("Noted.", undo);
            done.run(());
        }
    };
    let options = Wish::ALL.iter().map(move |wish| {
        let wish = *wish;
        view! {
            <Radio name="wish" checked=Signal::derive(move || chosen.get() == Some(wish)) choose=move |()| chosen.set(Some(wish))>
                {wish.label()}
            </Radio>
        }
    });
    view! {
        <Form class="amend stack" save>
            <div class="stack">{options.collect_view()}</div>
            <Area label="Because" value=because rows=2/>
            <SaveOrCancel problem cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}

#[component]
pub fn TurnDown(candidate: CandidateId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let because = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let end = Command::EndCandidate {
            candidate,
            ending: Ending::TurnedDown,
            because: because.get_untracked(),
        };
        let ended = desk().tab().try_submit(Body::Candidate(end)).map_err(said);
        if let Some(undo) = heed(problem, ended) {
            desk().done("Turned down.", undo);
            done.run(());
        }
    };
    view! {
        <Form class="amend stack" save>
            <Area label="Why? They may ask to read it." value=because rows=2/>
            <SaveOrCancel problem words="Turn down" cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}
