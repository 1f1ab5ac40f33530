//! What the leader is asked: one question at a time, each a section of its own, so that what is half typed stays where it
//! is when another comes.

use leptos::prelude::*;

use super::{reply::reply_place, section::Section, visit::Visit};
use crate::domain::Question;
use crate::portal::{
    gesture::About,
    view::{AskedView, PortalView},
};

pub fn section(view: &PortalView, visit: Option<&Visit>) -> Option<Section> {
    let asked = view.asked.as_ref()?;
    let about = About::Asked(asked.question);
    let key = format!("p-asked-{}", about.to_string().replace(' ', "-"));
    let (title, hint) = words(asked, view);
    let heading = format!("{key}-title");
    let labelled = heading.clone();
    let role = asked
        .role
        .clone()
        .map(|role| view! { <p class="small quiet" dir="auto">{role}</p> });
    let said = (!asked.about.is_empty())
        .then(|| view! { <blockquote class="said" dir="auto">{asked.about.clone()}</blockquote> });
    let content = view! {
        <section id=key.clone() class="card stack asked" aria-labelledby=labelled>
            <div>
                {role}
                <h2 id=heading>{title}</h2>
            </div>
            {said}
            <p class="small quiet" dir="auto">{hint}</p>
            {reply_place(view, about, visit)}
        </section>
    };
    Some(Section::new(key, content))
}

fn words(asked: &AskedView, view: &PortalView) -> (&'static str, String) {
    let recruiter = view.head.recruiter.as_ref();
    let who = recruiter.map_or("Your recruiter", |who| who.name.as_str());
    match asked.question {
        Question::Hurts(_) => (
            "What hurts most today?",
            format!("Before anybody is sought. A line is plenty; it goes to {who}."),
        ),
        Question::Behind(_) => (
            "Why is that, do you think?",
            "The second of three questions. What is behind it tells what helps, and whom to look for.".into(),
        ),
        Question::Better(_) => (
            "How will you notice in six months that it got better?",
            "The last of three questions.".into(),
        ),
        Question::Example(..) => (
            "Would you talk with somebody like this?",
            format!("An example, nobody real. Your yes or no shows {who} whom to look for."),
        ),
    }
}
