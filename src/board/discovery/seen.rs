//! Who sees what was written down, as it stands beside it.

use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours},
    leader::has_page,
};
use crate::browser::tab::capital;
use crate::domain::{LeaderId, Shown, names_in};

/// Who reads it, in a word or two beside an eye, or a lock where that is nobody but recruiters.
#[component]
pub fn ReadBy(readers: Shown, title: &'static str) -> impl IntoView {
    const EYE: &str =
        "M1.5 9S4.5 3.8 9 3.8 16.5 9 16.5 9 13.5 14.2 9 14.2 1.5 9 1.5 9zM9 7a2 2 0 1 0 0 4 2 2 0 0 0 0-4z";
    const LOCK: &str = "M4 8h10v7.2H4zM6.2 8V5.6a2.8 2.8 0 0 1 5.6 0V8";
    let (path, words) = match readers {
        Shown::Us => (LOCK, "only us"),
        // Words are on nobody else's page, however widely they were shared.
        Shown::Leader | Shown::Boss | Shown::Team => (EYE, ours("the leader")),
    };
    view! {
        <span class="read-by small quiet nowrap" title=title>
            <svg viewBox="0 0 18 18" width="16" height="16" aria-hidden="true"><path d=path></path></svg>
            {words}
        </span>
    }
}

/// With whom it is shared: whether a page of theirs shows it is another question.
pub fn circle(shown: Shown) -> &'static str {
    match shown {
        Shown::Us => "only recruiters see it",
        Shown::Leader | Shown::Boss | Shown::Team => ours("shared with the leader"),
    }
}

/// What is said once this text was shared: also that nobody has a link to see it by, and whom it names.
pub fn shared(text: &str, words: &str, shown: Shown, leader: Option<LeaderId>) -> String {
    let desk = desk();
    let has_none = leader.is_some_and(|leader| !desk.tab().peek(|state| has_page(state, leader)));
    let known = desk.tab().peek(|state| state.known_by_name(None));
    let names: Vec<String> = names_in(text, &known)
        .iter()
        .map(|name| format!("“{name}”"))
        .collect();
    let names = match names.as_slice() {
        [] => String::new(),
        _ if shown == Shown::Us => String::new(),
        [one] => format!(" {one} looks like a name: is that meant?"),
        several => format!(" {} look like names: is that meant?", several.join(", ")),
    };
    let more = match shown > Shown::Us && has_none {
        true => "; they have no link yet, share one",
        false => "",
    };
    format!("{}{names}", capital(&format!("{words}{more}")))
}

/// Of a pain point that was shown to these, and that these read.
pub fn of_pain(shown: Shown, readers: Shown) -> &'static str {
    if readers < shown {
        ours("said to a former leader: only recruiters see it")
    } else {
        circle(readers)
    }
}

/// Of what is written about a pain point: whoever does not see that sees none of it.
pub fn of_part(shown: Shown, readers: Shown) -> &'static str {
    if shown > Shown::Us && readers == Shown::Us {
        "only recruiters see it, as long as they alone see the pain point"
    } else {
        circle(shown.min(readers))
    }
}
