//! The five minutes after an interview in which a recruiter sat in: what went well, and what to try.

use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours},
    kit::{Area, Base, Form, SaveOrCancel, heed, said},
};
use crate::browser::clock;
use crate::domain::{
    Body, Interview, InterviewId, Leader, SitInTalkId, State, TalkWords, sit_in_talk::Command,
};
use crate::ui::{first_name, isolated};

/// What was said, in words; none where nothing was.
pub fn said_after(state: &State, interview: InterviewId) -> Option<String> {
    let talks = state.talks_after(interview).into_iter();
    let words = talks.flat_map(|talk| {
        let TalkWords { went_well, to_try } = &*talk.words;
        let said = [("Went well: ", went_well), ("To try: ", to_try)];
        said.into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(what, words)| format!("{what}{words}"))
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

/// Noted for the first time, or changed.
#[component]
pub fn AfterSitIn(interview: InterviewId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let (was, leader) = desk().tab().peek(|state| {
        let was = state.talks_after(interview).into_iter().next();
        let one = state.get::<Interview>(interview).ok();
        let leader = one.and_then(|one| state.get::<Leader>(one.leader).ok());
        let leader = leader.map_or(ours("the leader"), |leader| leader.details.name.as_str());
        (
            was.map(|talk| (talk.id, (*talk.words).clone())),
            isolated(first_name(leader)),
        )
    });
    let id = was.as_ref().map(|(id, _)| *id);
    let words = was.map(|(_, words)| words).unwrap_or_default();
    let went_well = RwSignal::new(words.went_well.clone());
    let to_try = RwSignal::new(words.to_try.clone());
    let base = Base::new(words);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let words = Box::new(TalkWords {
            went_well: went_well.get_untracked(),
            to_try: to_try.get_untracked(),
        });
        let command = match id {
            Some(talk) => Command::EditTalk {
                talk,
                words,
                base: Some(Box::new(base.get())),
            },
            None => Command::NoteTalk {
                talk: clock::fresh(SitInTalkId::new),
                interview,
                words,
            },
        };
        let saved = base.submit(Body::SitInTalk(command)).map_err(said);
        if let Some(undo) = heed(problem, saved) {
            desk().done("Noted, between the two of you.", undo);
            done.run(());
        }
    };
    view! {
        <Form class="amend stack" save>
            <p class="small quiet" dir="auto">{format!("{leader} reads it on their page for two weeks. No colleague gets it.")}</p>
            <Area label="One thing that went well" value=went_well rows=2/>
            <Area label="One thing to try" value=to_try rows=2/>
            <SaveOrCancel problem cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}
