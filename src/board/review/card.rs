//! One draft: the person's own sentence, the answer to what was asked, then five lines a role; each is changed where it stands.

use leptos::prelude::*;

use super::typed::Typed;
use crate::board::{desk::desk, leader::has_page};
use crate::domain::{Channel, Draft, DraftLine, LeaderId, RoleId};
use crate::ui::day;

/// Ways of which none needs a page.
const ELSEWHERE: &[Channel] = &[Channel::Mail, Channel::Chat, Channel::Call];

#[component]
pub fn Card(typed: Typed) -> impl IntoView {
    let draft = typed.drafted();
    let asked = draft.answers.clone().map(|asks| {
        let who = if asks.team { format!("{}’s team asked", draft.name) } else { format!("{} wrote", draft.name) };
        let label = format!("Answer: {}", asks.text);
        view! {
            <section class="asked stack">
                <p class="small"><span class="strong">{who} ": "</span> <span dir="auto">{asks.text}</span></p>
                {line(label, "Answer it here: what you send counts as your answer", move || typed.answer(), move |words| typed.type_answer(words))}
            </section>
        }
    });
    let several = draft.roles.len() > 1;
    let of_all = DraftLine::ALL.iter().copied();
    let of_all: Vec<DraftLine> = of_all
        .filter(|line| !draft.line(None, *line).is_empty())
        .collect();
    let of_all = (!of_all.is_empty()).then(|| one(typed, None, Draft::ALL_ROLES.into(), &of_all, several));
    let roles = draft.roles.into_iter();
    let roles = roles.map(|role| one(typed, Some(role.role), role.title, DraftLine::ALL, several));
    let roles = roles.collect_view();
    view! {
        <article class="review-card stack" aria-labelledby="review-name">
            <header class="row between wrap">
                <h2 id="review-name" tabindex="-1" dir="auto">{draft.name.clone()}</h2>
                <Way typed/>
            </header>
            {stands(draft.leader)}
            {line("In your own words, first".into(), "In your own words: how is it going?", move || typed.own(), move |words| typed.type_own(words))}
            <WhatIsTrue typed several/>
            {asked}
            {of_all}
            {roles}
            <section class="said-line">
                <span class="small quiet">"For their team"</span>
                {line("For their team".into(), "", move || typed.team(), move |words| typed.type_team(words))}
            </section>
        </article>
    }
    .into_any()
}

/// Words that are changed where they stand.
fn line(
    label: String,
    placeholder: &'static str,
    words: impl Fn() -> String + Send + 'static,
    typed: impl Fn(String) + 'static,
) -> impl IntoView {
    view! {
        <textarea class="grows" rows="1" dir="auto" aria-label=label placeholder=placeholder
            prop:value=words on:input=move |event| typed(event_target_value(&event))></textarea>
    }
}

/// What is said of one role, or of none in particular.
fn one(
    typed: Typed,
    id: Option<RoleId>,
    title: String,
    lines: &[DraftLine],
    several: bool,
) -> impl IntoView + use<> {
    let lines = lines.iter().copied().map(|one| {
        let label = if several {
            format!("{}, {title}", one.label())
        } else {
            one.label().to_owned()
        };
        view! {
            <div class="said-line">
                <span class="small quiet">{one.label()}</span>
                {line(label, "–", move || typed.line(id, one), move |words| typed.type_line(id, one, words))}
            </div>
        }
    });
    let lines = lines.collect_view();
    view! { <section><h3 dir="auto">{title}</h3> {lines}</section> }
}

/// How it goes out, this time.
#[component]
fn Way(typed: Typed) -> impl IntoView {
    let leader = typed.drafted().leader;
    let has_page = desk().tab().peek(|state| has_page(state, leader));
    let all = if has_page { Channel::ALL } else { ELSEWHERE };
    let choose = move |event| {
        if let Some(channel) = crate::board::kit::chosen(all, &event) {
            typed.goes_by(channel);
        }
    };
    view! {
        <select class="chip" aria-label="How it reaches them" on:change=choose>
            {crate::board::kit::options(all, label, untrack(|| typed.channel()))}
        </select>
    }
}

pub fn label(channel: Channel) -> &'static str {
    match channel {
        Channel::Page => "Their page",
        Channel::Mail => "E-mail",
        Channel::Chat => "Text or chat",
        Channel::Call => "Call",
    }
}

/// That what was written to them last only stands on their page: whoever comes back to the review writes it no second time.
fn stands(leader: LeaderId) -> Option<impl IntoView> {
    let desk = desk();
    let on = desk.tab().peek(|state| {
        let untold = state.untold(state.get(leader).ok()?);
        let last = untold.last().filter(|_| has_page(state, leader))?;
        Some(last.sent_at.date_naive())
    })?;
    let said = day::said(on, desk.today.get_untracked());
    Some(
        view! { <p class="small quiet">{format!("What was written {said} stands on their page, not told yet. Tell them that it is there, or go on from it here.")}</p> },
    )
}

/// True only where something is asked of them.
const WAITS: &str = "I wait for you";

/// Where nothing was logged, a person says what is true.
#[component]
fn WhatIsTrue(typed: Typed, several: bool) -> impl IntoView {
    let is_empty = typed.drafted().is_empty();
    let choices = [
        (WAITS, "Nothing moved since I last wrote: I wait for your answer."),
        (
            "I worked on your other role",
            "I worked on your other role this week; here nothing moved.",
        ),
        (
            "I owe you this",
            "Nothing moved here, and that is on me: I owe you this.",
        ),
    ];
    let is_one = move |own: &str| choices.iter().any(|(_, words)| *words == own);
    // What the person has typed themselves stays, and this follows it.
    let says = move |words: &str| {
        let own = untrack(|| typed.own());
        let own = own.trim();
        let before = if is_one(own) || own.is_empty() {
            String::new()
        } else {
            format!("{own} ")
        };
        typed.type_own(format!("{before}{words}"));
    };
    let asks = Memo::new(move |_| typed.asks_something());
    let chips = move || {
        let chips = choices
            .into_iter()
            .filter(|(name, _)| several || *name != "I worked on your other role")
            .filter(|(name, _)| asks.get() || *name != WAITS);
        let chips = chips.map(|(name, words)| {
            let is_it = move || (typed.own() == words).to_string();
            view! { <button type="button" class="tap" aria-pressed=is_it on:click=move |_| says(words)>{name}</button> }
        });
        chips.collect_view()
    };
    is_empty.then(|| {
        view! {
            <div class="true stack" role="group" aria-label="What is true?">
                <p class="small strong">"Nothing new was logged that they see. What is true?"</p>
                <div class="taps">{chips}</div>
            </div>
        }
    })
}
