//! Writing to the recruiter, and what was written.

use leptos::prelude::*;

use super::visit::{FormState, Own, Visit};
use crate::domain::{CommandId, LinkId, UpdateId};
use crate::portal::{
    gesture::{Gesture, place},
    view::{PortalView, SaidView},
};
use crate::ui::day;

/// What was said one after the other, whoever said it.
pub fn said_list(said: &[SaidView], today: chrono::NaiveDate) -> Option<impl IntoView + use<>> {
    (!said.is_empty()).then(|| {
        let items = said.iter().map(|one| {
            let who = one.by.clone().unwrap_or_else(|| "You".into());
            let (when, text) = (format!("{who}, {}", day::said(one.on, today)), one.text.clone());
            view! {
                <li class:ours=one.by.is_some()>
                    <span class="small quiet" dir="auto">{when} {about(one)}</span>
                    <p dir="auto">{text}</p>
                </li>
            }
        });
        view! { <ul class="replies">{items.collect_view()}</ul> }
    })
}

/// The roles that it is about.
pub fn about(said: &SaidView) -> Option<impl IntoView + use<>> {
    let about = said.about.clone();
    about.map(|about| view! { <span class="about" dir="auto">{about}</span> })
}

/// Where an update is answered, or something is written that answers none; none where the link may not.
pub fn reply_place(
    view: &PortalView,
    update: Option<UpdateId>,
    visit: Option<&Visit>,
) -> Option<impl IntoView + use<>> {
    let form = |visit: &Visit| {
        let returned = visit.returned.as_ref().filter(|_| visit.came_back(update));
        let returned = returned.map(|returned| {
            let Gesture::Reply { text, .. } = &returned.gesture;
            let leader = view.head.leader.clone().unwrap_or_default();
            let kept = (returned.state != FormState::Sent).then(|| text.clone());
            (kept, answer(&returned.state, &leader, text))
        });
        let (text, said) = returned.unzip();
        let text = text.flatten();
        let (link, command) = (visit.link, Some(visit.command(update)));
        view! { <ReplyForm link update command text said/> }.into_any()
    };
    view.can_reply().then(|| {
        let about = update.map(|update| update.to_string());
        view! { <Own name="reply" about inside=visit.map(form)/> }
    })
}

/// Works without script: its address leads back to it. What the script makes of the template gets its ids there.
#[component]
pub fn ReplyForm(
    link: LinkId,
    #[prop(optional_no_strip)] update: Option<UpdateId>,
    #[prop(optional_no_strip)] command: Option<CommandId>,
    #[prop(optional_no_strip)] text: Option<String>,
    #[prop(optional_no_strip)] said: Option<AnyView>,
) -> impl IntoView {
    let id = |id: Option<String>| id.unwrap_or_default();
    let place = place(update);
    let action = format!("/p/{link}/reply#{place}");
    let place = command.map(|_| place);
    view! {
        <form class="reply stack" id=place method="post" action=action>
            <input type="hidden" name="command" value=id(command.map(|id| id.to_string()))/>
            <input type="hidden" name="update" value=id(update.map(|id| id.to_string()))/>
            <label>
                <span class="hidden">"Your reply"</span>
                <textarea name="text" rows="2" dir="auto" placeholder="Reply…">{text.map(|text| as_html(&text))}</textarea>
            </label>
            <div class="row wrap"><button class="send">"Send"</button></div>
            <div role="status">{said}</div>
        </form>
    }
}

/// What is said below a form in which these words were.
pub fn answer(state: &FormState, leader: &str, words: &str) -> AnyView {
    match state {
        FormState::Sent => view! {
            <div>
                <p class="tag good">"Sent"</p>
                <p class="words quiet" dir="auto">{words.to_owned()}</p>
            </div>
        }
        .into_any(),
        FormState::NotYou => view! {
            <div class="stack">
                <p>"Then this page is for reading only: nothing was sent. Ask whoever forwarded it to answer."</p>
                <div><button name="i_am" value="yes">{format!("I am {leader} after all: send it")}</button></div>
            </div>
        }
        .into_any(),
        FormState::Refused(why) => view! { <p class="problem">{why.clone()}</p> }.into_any(),
        FormState::Who => view! {
            <div class="who stack">
                <p><b>{format!("Are you {leader}?")}</b> " We ask once on each device, since links get forwarded."</p>
                <div class="row wrap">
                    <button class="primary" name="i_am" value="yes">"Yes, send it"</button>
                    <button name="i_am" value="no">"No"</button>
                </div>
            </div>
        }
        .into_any(),
    }
}

/// What stands in a textarea, or in the page's title, is written as it is, unlike elsewhere: it must not be able to
/// end it.
pub fn as_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
