//! What the page's script may have to say. The words are here; the script takes them from templates, which nobody sees.

use leptos::prelude::*;

use super::{
    doors::GonePage,
    reply::{Choice, FormKind, ReplyForm, answer},
    visit::FormState,
};
use crate::domain::{Called, LinkId, MAX_NOTE, Refusal};
use crate::portal::view::PortalView;

/// What stands in the page's place when its link ends, with places for what was not sent, and for what was. The same on every page.
#[component]
pub fn GoneTemplate() -> impl IntoView {
    view! { <template id="gone"><GonePage unsent=Some(String::new()) is_template=true/></template> }
}

/// Why a text was not taken, in words, with the workspace's own for leaders.
pub fn not_sent(refusal: &Refusal, called: Called) -> String {
    match refusal {
        // Whatever the board calls it, on this page it is an answer.
        Refusal::TooLong { length, max, .. } => format!(
            "It was not sent: your answer has {} characters; at most {} fit. Shorten it.",
            thousands(*length),
            thousands(*max)
        ),
        refusal => format!("It was not sent: {}.", refusal.said(called)),
    }
}

/// `5,012`: texts are bounded far below a million characters by how much of a form is read.
fn thousands(count: usize) -> String {
    match (count / 1_000, count % 1_000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands},{rest:03}"),
    }
}

/// The templates: each has the name by which the script asks for it.
#[component]
pub fn Templates(view: PortalView, link: LinkId) -> impl IntoView {
    let said = |state: &FormState| answer(state, &view);
    let refused = |words: &str| said(&FormState::Refused(words.into()));
    // The script writes the length in the place of the nought.
    let too_long = Refusal::TooLong {
        field: "reply".into(),
        max: MAX_NOTE,
        length: 0,
    };
    let replies = view.can_reply().then(|| {
        view! {
            {FormKind::ALL.map(|kind| {
                let who = view.head.recruiter.as_ref().map(|who| who.name.clone());
                view! { <template id=kind.name()><ReplyForm link kind questions=view.asked_in_form() called=view.head.called who/></template> }
            }).collect_view()}
            // What is written there stays on the device; none of it is sent.
            <template id="jot">
                <div class="jot">
                    <label>"Your notes, on this device only"<textarea rows="5" dir="auto"></textarea></label>
                    <p class="small quiet" data-was="You began them when it was asked like this: "></p>
                </div>
            </template>
            <template id="noted">
                <div class="noted stack">
                    <p dir="auto" data-was=""></p>
                    <details class="small">
                        <summary>"Clear my notes"</summary>
                        <p>"Nobody else has them, and they do not come back."</p>
                        <p><button type="button" data-clear="">"Clear them from this device"</button></p>
                    </details>
                </div>
            </template>
            <template id="felt">
                <div class="felt stack">
                    <fieldset>
                        <legend>"How confident do you feel? For you alone, on this device."</legend>
                        {(1..=5).map(|worth| view! { <label><input type="radio" value=worth/>{worth}</label> }).collect_view()}
                        <span class="small quiet">"1 not at all, 5 very"</span>
                    </fieldset>
                    <p><button type="button" data-tell="">"Put it into a note to your recruiter"</button></p>
                </div>
            </template>
            <template id="choice"><Choice choice=String::new() is_chosen=false/></template>
            <template id="say-sending"><p class="small quiet">"Sending…"</p></template>
            <template id="say-sent">{said(&FormState::Sent)}</template>
            <template id="say-forwarded">{said(&FormState::Forwarded(String::new()))}</template>
            <template id="say-changed">
                <p class="tag wait">"What is asked was changed meanwhile: read it again before you send."</p>
            </template>
            <template id="say-moved">
                <p class="tag wait">"That is not asked any more. What you had begun stands here."</p>
            </template>
            <template id="say-kept">
                <div class="stack">
                    <p class="tag wait">"No connection: kept on this device, sent when you are back online"</p>
                    <p class="waiting" dir="auto"></p>
                    {take_back(&view)}
                </div>
            </template>
            <template id="say-waits">
                <div class="stack">
                    <p class="tag wait">"Not sent yet, kept on this device: "<b></b></p>
                    <p class="waiting" dir="auto"></p>
                    {take_back(&view)}
                </div>
            </template>
            {view.check_in.is_some().then(of_form)}
            <template id="say-who">{said(&FormState::Who)}</template>
            <template id="say-not_you">{said(&FormState::NotYou)}</template>
            <template id="say-refused">{refused("")}</template>
            <template id="say-choose">{refused("Choose one of the two first.")}</template>
            <template id="say-pick">{refused("Choose one first, or write something.")}</template>
            <template id="say-unsaved">{refused("Save what you wrote above first: what is handed in is what was saved.")}</template>
            <template id="say-empty">{refused("Write something first.")}</template>
            <template id="say-long" data-most=MAX_NOTE>{refused(&not_sent(&too_long, view.head.called))}</template>
            <template id="say-lost">
                {refused("There is no connection. Your text is kept here: try again in a while.")}
            </template>
            <template id="say-busy">{refused("That was quick: wait a few seconds, then send it again.")}</template>
            <template id="say-failed">
                {refused("It was not sent. Your text is kept here; reload the page and try again.")}
            </template>
        }
    });
    view! {
        {replies}
        <div id="news" class="hidden" role="status"></div>
        <template id="newer">
            <p class="card row between wrap" role="status">
                "This page has a newer version."
                <a class="button" href=format!("/p/{link}")>"Reload"</a>
            </p>
        </template>
    }
}

/// Takes back what waits to be sent, on the form of whoever was hired: there nothing else is sent beside it.
fn take_back(view: &PortalView) -> Option<impl IntoView + use<>> {
    let back = || view! { <div><button type="button" data-unkeep="">"Take it back"</button></div> };
    view.check_in.is_some().then(back)
}

/// What the same form may say besides.
fn of_form() -> impl IntoView {
    view! {
        <template id="say-back"><p class="tag">"Taken back: this browser does not send it"</p></template>
        <template id="wipe">
            <p class="small"><button type="button" data-wipe="">"Clear what I wrote"</button></p>
        </template>
        <template id="wiped">
            <p class="small row wrap" role="status">
                "This browser has nothing of it any more. "
                <button type="button" data-wipe="back">"Put it back"</button>
            </p>
        </template>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_an_answer_whatever_it_was_to_be() {
        let too_long = Refusal::TooLong {
            field: "pain point".into(),
            max: MAX_NOTE,
            length: 5_012,
        };
        let said = not_sent(&too_long, Called::Leader);
        assert_eq!(
            said,
            "It was not sent: your answer has 5,012 characters; at most 4,000 fit. Shorten it."
        );
        assert_eq!(
            (thousands(0), thousands(999), thousands(12_000)),
            ("0".into(), "999".into(), "12,000".into())
        );
    }

    #[test]
    fn whoever_stands_in_is_told_why_in_the_word_of_the_workspace() {
        assert_eq!(
            not_sent(&Refusal::NotStandingIn, Called::HiringManager),
            "It was not sent: you answer only on days on which the hiring manager is away and has named you: write a message instead."
        );
    }
}
