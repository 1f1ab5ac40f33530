//! Letting a member go.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Check, tick},
};
use crate::domain::{Body, Leader, LinkId, LinkState, Member, Sorting, UserId, member};

/// Who takes over, and what that means.
#[component]
pub fn LetGo(member: Member, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let desk = desk();
    let user = member.user;
    let successor = RwSignal::new(desk.tab().me());
    let others = desk.tab().peek(|state| {
        let mut others: Vec<(UserId, String)> = state
            .members()
            .filter(|other| other.user != user)
            .map(|other| (other.user, other.name.clone()))
            .collect();
        others.put_in_order(|a, b| a.1.cmp(&b.1));
        others
    });
    let choose = move |event| {
        if let Ok(id) = event_target_value(&event).parse() {
            successor.set(id);
        }
    };
    let name = member.name.clone();
    let replace = RwSignal::new(BTreeSet::<LinkId>::new());
    let today = desk.today.get_untracked();
    let links = desk.tab().peek(|state| {
        let theirs = state.links().into_iter();
        let theirs = theirs.filter(|link| link.keeper == user && link.state(today) == LinkState::Open);
        theirs
            .map(|link| {
                let leader = state
                    .get::<Leader>(link.leader)
                    .map(|leader| leader.details.name.clone());
                (link.id, link.label.clone(), leader.unwrap_or_default())
            })
            .collect::<Vec<_>>()
    });
    let links = (!links.is_empty()).then(|| {
        let choices = links.into_iter().map(|(id, label, leader)| {
            view! {
                <Check checked=Signal::derive(move || replace.with(|replace| replace.contains(&id))) change=tick(replace, id)>
                    <span><bdi>{label}</bdi>", for "<bdi>{leader}</bdi></span>
                </Check>
            }
        });
        view! {
            <fieldset>
                <legend>"Links they made: end those whose address they should not know any more"</legend>
                {choices.collect_view()}
                <p class="small quiet">"The others stay as they are. Make new ones for those that end."</p>
            </fieldset>
        }
    });
    let go = move |_| {
        let is_gone = desk.tab().submit(
            Body::Member(member::Command::RemoveMember {
                member: user,
                successor: successor.get_untracked(),
                replace: replace.get_untracked(),
            }),
            format!("{name} is no longer a member."),
        );
        if is_gone {
            done.run(());
        }
    };
    let options = others.into_iter().map(|(id, name)| {
        view! { <option value=id.to_string() selected=id == successor.get_untracked()>{name}</option> }
    });
    view! {
        <div class="stack problem" role="group" aria-label=format!("Let {} go", member.name)>
            <p>"Their roles and links pass to a successor, dates stay; links by which they asked whoever was hired how it goes end. They are signed out, and their devices show nothing of this workspace any more."</p>
            <label class="field">"Who takes over?"<select on:change=choose>{options.collect_view()}</select></label>
            {links}
            <div class="row wrap">
                <button class="danger" on:click=go>"Let go"</button>
                <button on:click=move |_| done.run(())>"Keep"</button>
            </div>
        </div>
    }
    .into_any()
}
