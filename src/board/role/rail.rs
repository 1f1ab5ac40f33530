//! The six-part rail: small on a card, in words on a role's page.

use leptos::prelude::*;

use crate::board::desk::{desk, ours_live};
use crate::domain::{Part, Rail, RoleId, Step};

/// The card's rail: one drawing in which each state has a shape of its own, with a sentence for those who cannot see
/// it.
#[component]
pub fn MiniRail(rail: Rail) -> impl IntoView {
    // All shapes of one look are one path: a board has many cards.
    let mut drawn: Vec<(&str, String)> = Vec::new();
    let mut draw = |look, shape: String| match drawn.iter_mut().find(|(of, _)| *of == look) {
        Some((_, shapes)) => shapes.push_str(&shape),
        None => drawn.push((look, shape)),
    };
    for ((part, _), at) in rail.iter().zip(0u32..) {
        if *part == Part::Begun {
            // The thin line on which a half stands.
            draw("not-yet", format!("M{} 4h6v2h-6z", at * 14 + 6));
        }
        draw(class(*part), shape(*part, at * 14));
    }
    let shapes = drawn.into_iter();
    let shapes = shapes
        .map(|(look, shape)| view! { <path class=look d=shape></path> })
        .collect_view();
    view! {
        <svg class="mini-rail" viewBox="0 0 82 10" width="82" height="10" role="img" aria-label=sentence(&rail)>{shapes}</svg>
    }
}

/// What a part looks like that begins here, 12 wide and 10 high: full, half, hollow, wedge, two bars, dots, thin line.
fn shape(part: Part, x: u32) -> String {
    match part {
        Part::NotYet => format!("M{x} 4h12v2h-12z"),
        Part::Begun => format!("M{x} 2.5h6v5h-6z"),
        Part::Done => format!("M{x} 2.5h12v5h-12z"),
        Part::Waiting => {
            let inner = x + 2;
            format!("M{x} 1v8h12v-8zM{inner} 3h8v4h-8z")
        }
        Part::Late => format!("M{} 0l5.5 10h-11z", x + 6),
        Part::Paused => format!("M{} 1h2v8h-2zM{} 1h2v8h-2z", x + 3, x + 7),
        Part::NotHere => format!("M{x} 4h2v2h-2zM{} 4h2v2h-2zM{} 4h2v2h-2z", x + 5, x + 10),
    }
}

fn class(part: Part) -> &'static str {
    match part {
        Part::NotYet => "not-yet",
        Part::Begun | Part::Done => "done",
        Part::Waiting => "wait",
        Part::Late => "late",
        Part::Paused => "paused",
        Part::NotHere => "not-here",
    }
}

fn sentence(rail: &Rail) -> String {
    let said = Step::ALL
        .iter()
        .zip(rail)
        .filter(|(_, (part, _))| *part != Part::NotYet);
    let words: Vec<String> = said
        .map(|(step, (part, _))| format!("{}: {}", step.label(), part.label()))
        .collect();
    if words.is_empty() {
        "Nothing begun yet".into()
    } else {
        words.join(", ")
    }
}

/// The six steps in words, each with the rule that put it where it is.
#[component]
pub fn StepList(role: RoleId) -> impl IntoView {
    let desk = desk();
    let rail = Memo::new(move |_| {
        let today = desk.today.get();
        let standing = desk.tab().with(|state| state.standing(role, today));
        standing.map(|standing| standing.rail)
    });
    let items = move || {
        let rail = rail.get()?;
        let items = Step::ALL.iter().zip(rail).map(|(step, (part, why))| {
            view! {
                <li class=class(part)>
                    <b>{step.label()}</b>
                    <span class="small">{part.label()}</span>
                    <span class="small quiet why">{ours_live(why)}</span>
                </li>
            }
        });
        Some(items.collect_view())
    };
    view! { <ol class="step-list" aria-label="The six steps">{items}</ol> }.into_any()
}
