//! What the prep card and the room both show: a question, what is pointed out in it, and what answers sound like.

use leptos::prelude::*;

use crate::portal::view::{PrepHint, PrepQuestion, PrepView, RoomView};

/// The id of a card.
pub fn card(prep: &PrepView) -> String {
    format!("card-{}", prep.key)
}

/// The id of a screen in a room.
pub fn screen(room: &RoomView, prep: &PrepView, what: &str) -> String {
    format!("room-{}-{}-{what}", room.key, prep.key)
}

/// What is pointed out in a question, and what to ask instead.
pub fn hints(hints: &[PrepHint]) -> impl IntoView + use<> {
    let lines = hints.iter().map(|PrepHint { about, why, instead }| {
        view! {
            <p class="small prep-hint"><b>"This asks about " {*about}</b> ". " {*why} " " <b>"You could ask: "</b> {*instead}</p>
        }
    });
    lines.collect_view()
}

/// What answers worth 1, 3 and 5 sound like.
pub fn signs([low, middle, high]: &[String; 3]) -> impl IntoView + use<> {
    let signs = [("1, weak", low), ("3, solid", middle), ("5, strong", high)];
    let signs = signs.into_iter().filter(|(_, words)| !words.is_empty());
    let signs = signs.map(|(worth, words)| view! { <li><b>{worth}</b> ": " <bdi>{words.clone()}</bdi></li> });
    view! { <ul class="behind small">{signs.collect_view()}</ul> }
}

/// What is asked of whoever has nothing to tell.
pub fn otherwise(other: &PrepQuestion) -> Option<impl IntoView + use<>> {
    (!other.words.is_empty()).then(|| {
        view! {
            <p class="small"><span class="quiet">"If they have nothing to tell: "</span><bdi>{other.words.clone()}</bdi></p>
            {hints(&other.hints)}
        }
    })
}
