//! Noting what the leader said elsewhere than on their page, or what their team asks.

use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours_live},
    kit::{Check, Field, Form, Problem, heed, said},
};
use crate::browser::clock;
use crate::domain::{Body, LeaderId, ReplyId, RoleId, reply};

/// What the team asks; where it may, too, be what the leader said, that can be chosen.
#[component]
pub fn NoteHeard(
    leader: LeaderId,
    /// Of which role; none where it is of all.
    #[prop(optional)]
    role: Option<RoleId>,
    #[prop(optional)] team_only: bool,
    /// Where what is half typed is kept; nowhere else but here.
    #[prop(default = RwSignal::new(String::new()))]
    text: RwSignal<String>,
) -> impl IntoView {
    let is_leaders = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let team = !is_leaders.get_untracked();
        let note = reply::Command::NoteReply {
            reply: clock::fresh(ReplyId::new),
            leader,
            role,
            team,
            text: text.get_untracked(),
        };
        let noted = desk().tab().try_submit(Body::Reply(note)).map_err(said);
        if let Some(undo) = heed(problem, noted) {
            let words = if team {
                "Noted: the next update opens with the answer."
            } else {
                "Noted."
            };
            desk().done(words, undo);
            text.set(String::new());
        }
    };
    let choice = (!team_only).then(|| {
        view! {
            <Check checked=is_leaders change=move |is| is_leaders.set(is)>{ours_live("The leader said it, not the team")}</Check>
        }
    });
    view! {
        <Form class="stack heard" save>
            <Field label="What is the team asking?" value=text placeholder="Is it still one person, or two?"/>
            {choice}
            <p class="small quiet">{ours_live("The update that answers it shows the leader these words.")}</p>
            <Problem words=problem/>
            <div class="row wrap"><button>"Note it"</button></div>
        </Form>
    }
    .into_any()
}
