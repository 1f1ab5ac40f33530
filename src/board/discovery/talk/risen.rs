//! What was said, one line each; a tap on one asks it again.

use leptos::prelude::*;

use super::said::{Question, Said, Talking};
use crate::board::desk::desk;
use crate::domain::{Mark, PainPoint};
use crate::ui::day;

struct Line {
    question: Question,
    name: &'static str,
    words: String,
    note: String,
}

fn lines(said: &Said, at: Question) -> Vec<Line> {
    let today = desk().today.get();
    let line = |question, name, words: String, note: String| Line {
        question,
        name,
        words,
        note,
    };
    let pain = said.pain.iter().map(|pain| {
        let severity = pain.details.severity;
        let note = severity.map(|severity| format!("{severity} of {}", PainPoint::WORST));
        line(
            Question::Pain,
            "Hurts most",
            pain.details.what.clone(),
            note.unwrap_or_default(),
        )
    });
    let whys = said.whys.iter().enumerate().map(|(at, why)| {
        let note = why.details.mark.map_or("", Mark::label).to_lowercase();
        let (question, name) = match at {
            0 => (Question::Why, "Why"),
            _ => (Question::WhyAgain, "And why"),
        };
        line(question, name, why.details.answer.clone(), note)
    });
    let needed = said.needed_by.iter().map(|day| {
        let day = day::dated(*day, today);
        line(Question::NeededBy, "Needed by", day, "at the desk".into())
    });
    let cover = (!said.cover.is_empty())
        .then(|| line(Question::Cover, "Until then", said.cover.clone(), String::new()));
    // Its own part shows the rest while it is open.
    let is_elsewhere = at != Question::Rest;
    let musts = (is_elsewhere && !said.musts.is_empty())
        .then(|| line(Question::Rest, "Must bring", said.musts.join(", "), String::new()));
    let hire = said.hire().filter(|_| is_elsewhere).map(|hire| {
        line(
            Question::Rest,
            "A hire fixes it",
            hire.label().into(),
            String::new(),
        )
    });
    pain.chain(whys)
        .chain(needed)
        .chain(cover)
        .chain(musts)
        .chain(hire)
        .collect()
}

#[component]
pub fn Risen(talking: Talking) -> impl IntoView {
    let lines = move || {
        let at = talking.at.get();
        let lines = talking.said.with(|said| lines(said, at)).into_iter();
        let lines = lines.map(|line| {
            let question = line.question;
            let label = format!("{}: {}. Ask it again", line.name, line.words);
            view! {
                <li>
                    <button aria-label=label on:click=move |_| talking.ask(question)>
                        <span class="small quiet">{line.name}</span>
                        <span class="words" dir="auto">{line.words}</span>
                        <span class="small quiet">{line.note}</span>
                    </button>
                </li>
            }
        });
        lines.collect_view()
    };
    view! { <ol class="risen" aria-label="What was said">{lines}</ol> }.into_any()
}
