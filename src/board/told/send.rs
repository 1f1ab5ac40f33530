//! After it was told: the same in writing, to send or to copy.

use leptos::prelude::*;

use super::plan::{Plan, leader_of};
use crate::board::{
    desk::desk,
    kit::{CopyButton, heed, said},
    leader::whither,
};
use crate::browser::clock;
use crate::domain::{Body, Expectation, ExpectationId, Shown, UpdateId, update};
use crate::ui::{day, notice_words, plan_for};

#[component]
pub fn Send(plan: Plan, sends: RwSignal<Option<ExpectationId>>) -> impl IntoView {
    move || {
        let id = sends.get()?;
        // What no longer holds is not written: a person says so first.
        if desk().lapse(plan.role).is_some() {
            return None;
        }
        let told = plan
            .told
            .with(|told| told.iter().find(|one| one.id == id).cloned())?;
        let (leader, name) = leader_of(plan.role)?;
        let text = message(&told);
        let problem = RwSignal::new(None::<String>);
        let given = text.clone();
        let send = move |_| {
            let id = clock::fresh(UpdateId::new);
            let update = update::Command::SendUpdate {
                update: id,
                leader,
                roles: vec![plan.role],
                answers: None,
                way: None,
                next_by: None,
                text: given.clone(),
                mail: None,
            };
            if heed(
                problem,
                desk().tab().try_submit(Body::Update(update)).map_err(said),
            )
            .is_some()
            {
                desk().done(whither(leader, id), None);
                sends.set(None);
            }
        };
        let answers = (told.shown >= Shown::Leader)
            .then(|| view! { <p class="small quiet">"On a page of theirs that shows it they answer “Agreed” or “Too late for me: let’s talk”."</p> });
        Some(view! {
            <section class="card stack" aria-labelledby="send-it">
                <h2 id="send-it">"Send it to " <bdi>{name}</bdi> " in writing too"</h2>
                <p class="serif pre" dir="auto">{text.clone()}</p>
                {answers}
                <crate::board::kit::Problem words=problem/>
                <div class="row wrap">
                    <button class="primary" on:click=send>"Send as an update"</button>
                    <CopyButton text otherwise="Select the words and copy them by hand."/>
                    <button on:click=move |_| sends.set(None)>"Not now"</button>
                </div>
            </section>
        })
    }
}

fn message(told: &Expectation) -> String {
    let today = clock::today();
    let terms = &told.terms;
    let say = |date| day::date(date, today);
    let plan = plan_for(terms.coming(), today);
    let mut lines = vec![match terms.notice {
        None => format!("Plan for {plan}, and then for their notice."),
        Some(0) => format!("Plan for {plan}."),
        Some(notice) => format!(
            "Plan for {plan}: a yes by {}, then {}.",
            say(terms.yes_by),
            notice_words(notice)
        ),
    }];
    lines.push(match terms.chance().zip(terms.longer()) {
        Some((chance, longer)) => format!(
            "That holds in {chance} roles like this: it may be sooner, and {longer}. You would hear it from me first."
        ),
        None => "It may be sooner or later. You would hear it from me first.".into(),
    });
    lines.extend(
        [&terms.because, &terms.ours, &terms.theirs]
            .into_iter()
            .filter(|words| !words.is_empty())
            .cloned(),
    );
    if !told.is_agreed() {
        lines.push("Does that fit?".into());
    }
    lines.join("\n")
}
