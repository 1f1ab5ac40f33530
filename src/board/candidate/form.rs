//! A finalist's card, new or changed.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Area, Base, Check, Field, Form, SaveOrCancel, Typed, heed, said},
};
use crate::browser::{clock, local};
use crate::domain::{
    Body, Candidate, CandidateDetails, CandidateId, Evidence, MustId, Role, RoleId, candidate::Command,
};

/// Where what is half typed of a card is kept: it goes with its leader, and with whomever it is of.
pub fn kept(role: RoleId, edits: Option<CandidateId>) -> Typed {
    let leader = desk()
        .tab()
        .peek(|state| state.get::<Role>(role).ok().and_then(|role| role.leader));
    let of = edits.map_or_else(String::new, |id| format!(".{id}"));
    Typed::at(local::talk_draft(role, leader, &format!("finalist{of}")))
}

#[component]
pub fn CardForm(
    role: RoleId,
    /// What is changed; none: it is new.
    #[prop(optional)]
    edits: Option<CandidateId>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let desk = desk();
    let was = edits.and_then(|id| {
        desk.tab().peek(|state| {
            state
                .get::<Candidate>(id)
                .ok()
                .map(|card| (*card.details).clone())
        })
    });
    let kept = kept(role, edits);
    let begun = kept.begun::<CandidateDetails>();
    let is_begun = begun.is_some();
    let (was, now) = match begun {
        Some((began, now)) => (was.map(|_| began), now),
        None => (was.clone(), was.unwrap_or_default()),
    };
    let musts = desk.tab().peek(|state| state.brief(role).spec.musts);
    let evidence = musts.into_iter().map(|must| {
        let what = now.evidence.iter().find(|evidence| evidence.must == must.id);
        let what = what.map(|evidence| evidence.what.clone()).unwrap_or_default();
        (must.id, must.what, RwSignal::new(what))
    });
    let evidence: Vec<(MustId, String, RwSignal<String>)> = evidence.collect();
    let fields = evidence
        .iter()
        .map(|(_, must, what)| view! { <Field label=format!("What speaks for “{must}”?") value=*what/> });
    let fields = fields.collect_view();
    let (name, lines) = (RwSignal::new(now.name), RwSignal::new(now.lines));
    let (question, cv) = (RwSignal::new(now.question), RwSignal::new(now.cv));
    let approached = RwSignal::new(now.approached);
    // What speaks for something that is asked for no longer stays.
    let others = now
        .evidence
        .into_iter()
        .filter(|one| !evidence.iter().any(|(must, ..)| *must == one.must));
    let others: Vec<Evidence> = others.collect();
    let typed = StoredValue::new((evidence, others));
    let details = move || {
        let evidence = typed.with_value(|(evidence, others)| {
            let given = evidence.iter().map(|(must, _, what)| Evidence {
                must: *must,
                what: what.get(),
            });
            let given = given.filter(|one| !one.what.is_empty());
            given.chain(others.iter().cloned()).collect()
        });
        CandidateDetails {
            name: name.get(),
            lines: lines.get(),
            evidence,
            question: question.get(),
            cv: cv.get(),
            approached: approached.get(),
        }
    };
    kept.follow(was.clone().unwrap_or_default(), details);
    let base = was.map(Base::new);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let details = untrack(details);
        let tab = desk.tab();
        let saved = match (edits, base) {
            (Some(candidate), Some(base)) => base.submit(Body::Candidate(Command::EditCandidate {
                candidate,
                details: details.into(),
                base: Some(base.get().into()),
            })),
            _ => tab.try_submit(Body::Candidate(Command::AddCandidate {
                candidate: clock::fresh(CandidateId::new),
                role,
                details: details.into(),
            })),
        };
        if let Some(undo) = heed(problem, saved.map_err(said)) {
            desk.done(
                if edits.is_some() {
                    "Saved."
                } else {
                    "Added: only you see the card."
                },
                undo,
            );
            kept.forget();
            done.run(());
        }
    };
    view! {
        <Form class="amend stack" is_begun save>
            <Field label="Name, or what you call them" value=name autofocus=true/>
            <Area label="Five lines at most, without the name" value=lines rows=4 placeholder="Six years of data platforms.\nLed two teams of ten."/>
            {fields}
            <Field label="What is still open? (optional)" value=question placeholder="Three months of notice?"/>
            <Field label="Where the CV lives (optional)" value=cv placeholder="https://"/>
            <Check checked=approached change=move |is| approached.set(is)>"We approached them"</Check>
            <SaveOrCancel problem cancel=move |()| { kept.forget(); done.run(()); }/>
        </Form>
    }
    .into_any()
}
