//! Three example profiles without a name: before anybody is sought, the leader says of each whether they would meet them,
//! and why.

use leptos::prelude::*;

use super::{
    amend::{self, Typed, tap},
    draft::opens,
};
use crate::board::{
    desk::{desk, ours, ours_live},
    kit::{Area, Base, Field, Form, SaveOrCancel},
    leader::{NamesHint, has_page},
};
use crate::browser::clock;
use crate::domain::{Brief, Profile, ProfileId, Role, RoleId, Shown, Verdict};

#[component]
pub fn Profiles(role: RoleId) -> impl IntoView {
    let profiles = Memo::new(move |_| desk().tab().with(|state| state.brief(role).profiles));
    let ids = move || profiles.with(|profiles| profiles.iter().map(|one| one.id).collect::<Vec<_>>());
    let one = move |id| Memo::new(move |_| profiles.with(|all| all.iter().find(|one| one.id == id).cloned()));
    let open = RwSignal::new(false);
    let adds = move || {
        open.get()
            .then(|| view! { <ProfileForm role profile=None open/> })
    };
    let add = move || {
        let is_full = profiles.with(Vec::len) >= Brief::PROFILES;
        (!is_full).then(|| {
            view! { <div class="row wrap"><button on:click=move |_| opens(open)>"Add an example"</button></div> }
        })
    };
    let asks = move || {
        let (is_over, readers, has_page) = desk().tab().with(|state| {
            let found = state.get::<Role>(role).ok();
            let leader = found.and_then(|role| role.leader);
            let has_page = leader.is_some_and(|leader| has_page(state, leader));
            let is_over = found.is_some_and(|role| role.placement.stage.is_sourced());
            (is_over, state.brief_readers(role), has_page)
        });
        ours(match (readers > Shown::Us, has_page) {
            _ if is_over => "Their page no longer asks: somebody is sought.",
            (true, true) => {
                "The leader is asked on their page, too, one example at a time, until somebody is sought."
            }
            (true, false) => {
                "Once the leader has a link, they are asked on their page, too, one example at a time."
            }
            (false, _) => "Once the brief is shared, the leader is asked on their page, too.",
        })
    };
    view! {
        <section class="card stack profiles" aria-labelledby="role-profiles">
            <h2 id="role-profiles">"Three examples"</h2>
            <p class="small quiet own">{ours_live("Made up, without names: would the leader meet them? Each no shows what the brief does not say yet. ")} {asks}</p>
            <ol aria-label="Examples">
                <For each=ids key=|id| *id let:id><Example role id profile=one(id)/></For>
            </ol>
            {adds}
            {add}
        </section>
    }
    .into_any()
}

#[component]
fn Example(role: RoleId, id: ProfileId, profile: Memo<Option<Profile>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let told = move || {
        profile.get().map(|profile| {
            let answer = move |verdict: Verdict| {
                move |_| {
                    let given = tap(role, None, |details| {
                        for one in details.profiles.iter_mut().filter(|one| one.id == id) {
                            one.verdict = Some(verdict);
                        }
                    });
                    match given {
                        // Why is asked at once.
                        Ok(undo) => {
                            desk().done("Noted.", undo);
                            opens(open);
                        }
                        Err(words) => desk().tab().complain(&words),
                    }
                }
            };
            let take = move |_| {
                let taken = tap(role, None, |details| details.profiles.retain(|one| one.id != id));
                match taken {
                    Ok(undo) => desk().done("Taken out.", undo),
                    Err(words) => desk().tab().complain(&words),
                }
            };
            let chips = Verdict::ALL.iter().map(|verdict| {
                let pressed = (profile.verdict == Some(*verdict)).to_string();
                view! { <button class="tap" aria-pressed=pressed on:click=answer(*verdict)>{verdict.label()}</button> }
            });
            let on_page = profile
                .told
                .map(|_| view! { <span class="small quiet">"said on their page"</span> });
            let because = (!profile.because.is_empty())
                .then(|| view! { <p class="small quiet">"because " <bdi>{profile.because.clone()}</bdi></p> });
            view! {
                <div class="row between">
                    <p class="lines" dir="auto">{profile.lines.clone()}</p>
                    <div class="row line-actions">
                        <button class="close" aria-label="Change this example" title="Change" on:click=move |_| opens(open)>"✎"</button>
                        <button class="close" aria-label="Take this example out" title="Take out" on:click=take>"×"</button>
                    </div>
                </div>
                <div class="taps" role="group" aria-label=ours_live("Would the leader meet them?")>{chips.collect_view()} {because} {on_page}</div>
            }
        })
    };
    let form = move || {
        let profile = open.get().then(|| profile.get_untracked())?;
        Some(view! { <ProfileForm role profile open/> })
    };
    view! { <li class="stack">{told} {form}</li> }.into_any()
}

/// A new one, or other words and the reason for one that is there.
#[component]
fn ProfileForm(role: RoleId, profile: Option<Profile>, open: RwSignal<bool>) -> impl IntoView {
    let id = profile.as_ref().map(|profile| profile.id);
    let (words, reason) = profile.map_or_else(Default::default, |one| (one.lines, one.because));
    let (lines, because) = (RwSignal::new(words), RwSignal::new(reason));
    let problem = RwSignal::new(None::<String>);
    let typed = Typed {
        role,
        base: Base::new(amend::now(role)),
        problem,
        open,
    };
    let save = move |()| {
        let (lines, because) = (lines.get_untracked(), because.get_untracked());
        typed.save(None, |details| match id {
            Some(id) => {
                let mut profiles = details.profiles.iter_mut();
                if let Some(one) = profiles.find(|one| one.id == id) {
                    (one.lines, one.because) = (lines, because);
                }
            }
            None => details.profiles.push(Profile {
                id: clock::fresh(ProfileId::new),
                lines,
                verdict: None,
                because,
                told: None,
            }),
        });
    };
    let why = id.map(|_| {
        view! { <Field label="Because" value=because placeholder="Never ran anything at night"/> }
    });
    view! {
        <Form class="amend stack" save>
            <Area label="Two or three lines, no name" value=lines rows=3 placeholder="Six years, two teams of ten.\nBuilt reports, never ran them at night."/>
            <NamesHint text=lines/>
            {why}
            <SaveOrCancel problem cancel=move |()| open.set(false)/>
        </Form>
    }
    .into_any()
}
