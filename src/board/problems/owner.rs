//! Who owns a problem: one of us, or somebody outside.

use leptos::prelude::*;

use super::amend;
use crate::board::{
    desk::desk,
    kit::{Base, Field, Form, SaveOrCancel, heed, said},
};
use crate::browser::page;
use crate::domain::{ProblemDetails, ProblemId, Sorting, UserId};

fn members() -> Vec<(UserId, String)> {
    desk().tab().peek(|state| {
        let members = state.members().map(|member| (member.user, member.name.clone()));
        let mut members: Vec<_> = members.collect();
        members.put_in_order_by(|(user, name)| (name.to_lowercase(), *user));
        members
    })
}

/// One of us, or somebody outside by name and job.
#[component]
pub fn Owner(
    member: RwSignal<Option<UserId>>,
    owner: RwSignal<String>,
    job: RwSignal<String>,
) -> impl IntoView {
    let chip = move |who: Option<UserId>, words: String| {
        let pressed = move || (member.get() == who).to_string();
        view! { <button type="button" class="tap" aria-pressed=pressed on:click=move |_| member.set(who)><bdi class="cut">{words}</bdi></button> }
    };
    let chips = members().into_iter().map(|(user, name)| chip(Some(user), name));
    let chips = chips.collect_view();
    let outside = move || {
        member.get().is_none().then(|| {
            view! {
                <div class="grid-2">
                    <Field label="Their name" value=owner placeholder="Sara Lund"/>
                    <Field label="Their job" value=job placeholder="Reward, IT, HR"/>
                </div>
            }
        })
    };
    view! {
        <div class="taps" role="group" aria-label="Who owns it?">
            <span class="small quiet">"Who owns it?"</span>
            {chips}
            {chip(None, "Somebody outside".into())}
        </div>
        {outside}
    }
    .into_any()
}

/// Who owns it, and nothing else of it.
#[component]
pub fn OwnerForm(id: ProblemId, was: Box<ProblemDetails>, open: RwSignal<bool>) -> impl IntoView {
    let member = RwSignal::new(was.member);
    let (owner, job) = (RwSignal::new(was.owner.clone()), RwSignal::new(was.job.clone()));
    let base = Base::new(was);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let details = ProblemDetails {
            member: member.get_untracked(),
            owner: owner.get_untracked(),
            job: job.get_untracked(),
            ..*base.get()
        };
        // Whom they took out they meant to.
        if !details.says_who() && !base.get().says_who() {
            return problem.set(Some("Nobody is named yet: give their name, or their job.".into()));
        }
        let saved = base.submit(amend::edits(id, details.into(), base.get()));
        if let Some(undo) = heed(problem, saved.map_err(said)) {
            desk().done("Saved.", undo);
            open.set(false);
        }
    };
    let place = format!("problem-owner-{id}");
    page::focus(format!("#{place} button, #{place} input"));
    view! {
        <div id=place><Form class="amend stack" save>
            <Owner member owner job/>
            <SaveOrCancel problem cancel=move |()| open.set(false)/>
        </Form></div>
    }
    .into_any()
}
