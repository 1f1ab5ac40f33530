//! What stands in the page's place while its link opens nothing, or not yet.

use leptos::prelude::*;

use crate::domain::LinkId;

/// One answer for links that are unknown, expired or revoked.
#[component]
pub fn GonePage() -> impl IntoView {
    view! {
        <main class="portal gone">
            <h1>"This link does not open anything"</h1>
            <p role="status">
                "It may have been replaced, or its time is over. Ask your recruiter for a new one; \
                 whatever you wrote has reached them."
            </p>
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
