//! What stands in the page's place while its link opens nothing, or not yet, or not so often.

use leptos::prelude::*;

use super::call::Call;
use crate::domain::LinkId;
use crate::portal::view::Contact;

/// One answer for links that are unknown, expired or revoked. What was written here and has not been sent stays to be
/// copied: the page's script puts it in its place.
#[component]
pub fn GonePage(
    #[prop(optional_no_strip)] unsent: Option<String>,
    /// With a place for what was sent from a form, too: that it ended does not mean that nobody has it.
    #[prop(optional)]
    is_template: bool,
) -> impl IntoView {
    let unsent = unsent.map(|text| {
        view! {
            <section aria-label="Not sent">
                <h2>"This was not sent"</h2>
                <p>"Copy it before you close this page."</p>
                <p class="card unsent" dir="auto">{text}</p>
            </section>
        }
    });
    let sent = is_template.then(|| {
        view! {
            <section aria-label="Sent before">
                <h2>"This was sent before"</h2>
                <p>"This browser still has it. Whether it was read is not said here: ask whoever was to read it."</p>
                <p class="card unsent" dir="auto"></p>
            </section>
        }
    });
    // What came after the page was open has nothing to do with them.
    let cookies = (!is_template).then(|| {
        view! {
            <p class="small quiet">
                "If it was sent to you just now, your browser may keep no cookies, by which the page knows you: allow them for this site, then open the link as it was sent."
            </p>
        }
    });
    view! {
        <main class="portal gone">
            <h1>"This link does not open anything"</h1>
            <p role="status">
                "It may have been replaced, or its time is over. Ask your recruiter for a new one."
            </p>
            {cookies}
            {unsent}
            {sent}
        </main>
    }
}

/// While the server cannot read what it keeps. What they wrote is on the page from which they come.
#[component]
pub fn UnavailablePage() -> impl IntoView {
    view! {
        <main class="portal gone">
            <h1>"Not just now"</h1>
            <p role="status">
                "The page could not be read. Nothing is lost; go back, and try again in a minute."
            </p>
        </main>
    }
}

/// For a form that did not arrive as one. What they wrote is on the page from which they come.
#[component]
pub fn UnreadPage(why: &'static str) -> impl IntoView {
    view! {
        <main class="portal gone">
            <h1>"It was not sent"</h1>
            <p role="status">{why}" Go back: what you wrote is still there."</p>
        </main>
    }
}

/// For whoever sends too much at once. What they wrote is on the page from which they come.
#[component]
pub fn BusyPage(recruiter: Option<Contact>) -> impl IntoView {
    view! {
        <main class="portal gone">
            <h1>"That was quick"</h1>
            <p role="status">
                "It was not sent. Wait a few seconds, go back, and send it again: what you wrote is still there."
            </p>
            {recruiter.map(|contact| view! { <div><Call contact/></div> })}
        </main>
    }
}

/// Asks for the passcode of a link; works without script.
#[component]
pub fn PasscodePage(link: LinkId, problem: Option<&'static str>) -> impl IntoView {
    view! {
        <main class="portal gone">
            <h1>"This page asks for a passcode"</h1>
            <form class="card stack" method="post" action=format!("/p/{link}/passcode")>
                <label class="field">"The six digits that your recruiter told you"
                    <input name="passcode" inputmode="numeric" autocomplete="one-time-code" maxlength="20" required autofocus/>
                </label>
                {problem.map(|words| view! { <p class="problem" role="alert">{words}</p> })}
                <div class="row"><button class="primary">"Open the page"</button></div>
            </form>
        </main>
    }
}

/// Asks whoever got an e-mail whether they want no more of them, and says so once that is noted; works without script.
#[component]
pub fn StopPage(from: String, stopped: bool, problem: Option<&'static str>) -> impl IntoView {
    let whose = if from.is_empty() {
        String::new()
    } else {
        format!(" from {from}")
    };
    if stopped {
        return view! {
            <main class="portal gone">
                <h1>"No more e-mails"</h1>
                <p role="status">
                    "You get no more e-mails about your roles. Whoever works for you sees that, and tells you what is new another way."
                </p>
            </main>
        }
        .into_any();
    }
    view! {
        <main class="portal gone">
            <h1 dir="auto">{format!("No more e-mails{whose}?")}</h1>
            <p>"What is written for you still stands on your page, where you have one."</p>
            {problem.map(|words| view! { <p class="problem" role="alert">{words}</p> })}
            <form method="post"><button class="primary">"Send me no more"</button></form>
        </main>
    }
    .into_any()
}
