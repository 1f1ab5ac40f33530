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

/// `The second of three questions. `; nothing of one alone.
fn place(count: Option<(usize, usize)>) -> String {
    let place = match count {
        Some((1, 2)) => "The first of two questions. ",
        Some((1, 3)) => "The first of three questions. ",
        Some((2, 2)) => "The last of two questions. ",
        Some((2, 3)) => "The second of three questions. ",
        Some((3, 3)) => "The last of three questions. ",
        _ => "",
    };
    place.to_owned()
}

fn words(asked: &AskedView, view: &PortalView) -> (&'static str, String) {
    let who = view.head.who(asked.who.as_deref());
    match asked.question {
        Question::Hurts(_) => (
            "What hurts most today?",
            format!("Before anybody is sought. A line is plenty; it goes to {who}."),
        ),
        Question::Behind(_) => (
            "Why is that, do you think?",
            format!(
                "{}What is behind it tells what helps, and whom to look for.",
                place(asked.count)
            ),
        ),
        Question::Better(_) => (
            "How will you notice in six months that it got better?",
            format!("{}It goes to {who}.", place(asked.count)),
        ),
        Question::Example(..) => (
            "Would you talk with somebody like this?",
            format!("An example, nobody real. Your yes or no shows {who} whom to look for."),
        ),
    }
}
