//! The rest of a talk: what they must bring, and whether a hire fixes what is behind it.

use leptos::prelude::*;

use super::{
    answer,
    said::{Question, Talking},
};
use crate::board::{
    desk::desk,
    discovery::{draft::Draft, musts::Musts},
    kit::{Problem, heed},
    leader::{NoteHeard, Talked},
};
use crate::domain::{Brief, Prompt, Remedy, Role};

#[component]
pub fn Rest(talking: Talking) -> impl IntoView {
    // Why it changes is told on the role's page.
    let prompt = RwSignal::new(None::<Prompt>);
    let another = move |()| {
        talking.pain.set(None);
        talking.ask(Question::Pain);
    };
    let count = move || {
        let count = talking.said.with(|said| said.musts.len());
        format!("{count} of at most {}", Brief::MOST_MUSTS)
    };
    let (desk, role) = (desk(), talking.role);
    let leader = desk
        .tab()
        .peek(|state| state.get::<Role>(role).ok().and_then(|role| role.leader));
    let team = leader.map(|leader| {
        let draft = Draft::of(role, "team");
        let text = RwSignal::new(draft.words.get_untracked());
        Effect::new(move |_| draft.type_in(text.get()));
        view! {
            <NoteHeard leader role team_only=true text/>
            <div class="row wrap">
                <Talked leader roles=vec![role]/>
                <span class="small quiet">"Noted as news to them: the silence clock starts anew."</span>
            </div>
        }
    });
    view! {
        <p class="count small quiet">{count}</p>
        <Musts role=talking.role prompt another/>
        <Hire talking/>
        {team}
    }
    .into_any()
}

#[component]
fn Hire(talking: Talking) -> impl IntoView {
    let problem = RwSignal::new(None::<String>);
    let answers = move || {
        let root = talking.said.with(|said| said.whys.last().cloned());
        let Some(root) = root else {
            return view! {
                <button on:click=move |_| talking.ask(Question::Why)>"Ask first why it hurts: the answer is about that"</button>
            }
            .into_any();
        };
        let now = root.details.hire;
        let root = StoredValue::new(root);
        let chips = Remedy::ALL.iter().map(|hire| {
            let tap = move |_| {
                heed(problem, root.with_value(|root| answer::fixes(root, *hire)));
            };
            view! { <button aria-pressed=(now == Some(*hire)).to_string() on:click=tap>{hire.label()}</button> }
        });
        view! { <div class="three" role="group" aria-labelledby="talk-hire">{chips.collect_view()}</div> }
            .into_any()
    };
    view! {
        <h3 id="talk-hire">"Does a hire fix it?"</h3>
        {answers}
        <Problem words=problem/>
    }
    .into_any()
}
