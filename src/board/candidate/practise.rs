//! Ten minutes of practice with a leader before an interview: who says what, from the role's own questions.

use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{Form, SaveOrCancel, heed, said},
};
use crate::domain::{
    Body, Interview, InterviewId, Leader,
    interview::Command,
    kit::{PracticeStep, Practised},
};
use crate::ui::{first_name, isolated};

#[component]
pub fn Practise(interview: InterviewId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let steps = Memo::new(move |_| {
        desk().tab().with(|state| {
            let one = state.get::<Interview>(interview).ok()?;
            let leader = state.get::<Leader>(one.leader).ok()?;
            let first = isolated(first_name(&leader.details.name));
            let kit = state.kit(one.role);
            let steps = kit.practice()?.into_iter();
            Some(steps.map(|step| words(&step, &first)).collect::<Vec<_>>())
        })
    });
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let note = Command::NotePrepared {
            interview,
            prepared: true,
        };
        let noted = desk().tab().try_submit(Body::Interview(note)).map_err(said);
        if let Some(undo) = heed(problem, noted) {
            desk().done("Noted: you practised.", undo);
            done.run(());
        }
    };
    let listed = move || {
        match steps.get() {
        Some(steps) => {
            let steps = steps.into_iter().map(|(minutes, words)| {
                view! { <li dir="auto"><b>{format!("{minutes} min")}</b> " " {words}</li> }
            });
            view! { <ol class="behind">{steps.collect_view()}</ol> }.into_any()
        }
        None => view! { <p class="quiet">"Make the interview questions first: you practise with one of them."</p> }.into_any(),
    }
    };
    view! {
        <Form class="amend stack" save>
            <p class="small quiet">"You play the candidate, made up from nobody you know."</p>
            {listed}
            <SaveOrCancel problem words="We practised" cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}

fn words(step: &Practised, first: &str) -> (u16, String) {
    let answered = |asked: &str, answer: &str, how: &str| match answer {
        "" => format!("{first} asks “{asked}” Answer {how} would."),
        answer => format!("{first} asks “{asked}” Answer {how} would: “{answer}”"),
    };
    let words = match step.step {
        PracticeStep::Opens => {
            format!("{first} begins: who they are, how the time is divided, that they write things down.")
        }
        PracticeStep::Weak { asked, answer } => {
            let asks = answered(asked, answer, "as somebody weak");
            format!("{asks} Does {first} ask what you did yourself, and what came of it?")
        }
        PracticeStep::Strong { asked, answer } => {
            let asks = answered(asked, answer, "as somebody strong");
            format!("{asks} Does {first} write down what was said before judging it?")
        }
        PracticeStep::Talk => format!("Tell {first} one thing that went well, and one to try."),
    };
    (step.minutes, words)
}
