//! What was told, and why it changed; who sees the last of it, and what its leader says.

use leptos::prelude::*;

use super::plan::Plan;
use crate::board::{desk::desk, leader::WhoSees};
use crate::domain::{Body, Coming, Expectation, Fits, Shown, ToldAnew, expectation};
use crate::ui::{day, notice_words};

#[component]
pub fn Versions(plan: Plan) -> impl IntoView {
    let any = Memo::new(move |_| plan.told.with(|told| !told.is_empty()));
    let items = move || {
        let today = desk().today.get();
        let told = plan.told.get();
        let items = told
            .into_iter()
            .enumerate()
            .map(|(at, told)| one(told, at == 0, today));
        items.collect_view()
    };
    move || {
        any.get().then(|| {
            view! {
                <section class="card stack told-before" aria-labelledby="told-before">
                    <h2 id="told-before">"What was told, and why it changed"</h2>
                    <ol>{items}</ol>
                </section>
            }
        })
    }
}

fn one(told: Expectation, is_newest: bool, today: chrono::NaiveDate) -> impl IntoView {
    let on = |date| day::date(date, today);
    let terms = &told.terms;
    let chance = terms.chance().map(|chance| format!(", {chance}"));
    let yes = format!("Yes by {}{}", on(terms.yes_by), chance.unwrap_or_default());
    let first = match terms.coming() {
        Coming::Desk(desk) => format!("{yes}; at the desk about {}.", on(desk)),
        Coming::Yes(_) => format!("{yes}; the notice was not known."),
    };
    let notice = terms.notice.filter(|notice| *notice > 0);
    let notice = notice.map(|notice| format!("{}.", notice_words(notice)));
    let cause = terms.cause.map(|cause| format!("{}.", ToldAnew::label(cause)));
    let way = format!("Told {}.", told.way.label());
    let answer = told.answer.as_ref().map(|answer| {
        let who = if answer.on_page {
            "on their page"
        } else {
            "as you heard it"
        };
        format!("{} ({who}, {}).", answer.fits.label(), on(answer.at.date_naive()))
    });
    let words: Vec<String> = [cause, notice, Some(way), answer].into_iter().flatten().collect();
    let earlier = told.earlier.iter().rev().map(|answer| (answer, true));
    let said = told.answer.iter().map(|answer| (answer, false)).chain(earlier);
    let said = said.filter(|(answer, _)| !answer.words.is_empty()).map(|(answer, is_earlier)| {
        // What the last one says of the date stands above already.
        let when = is_earlier.then(|| format!("{}, {}", answer.fits.label(), on(answer.at.date_naive())));
        view! { <blockquote class="said"><span dir="auto">{answer.words.clone()}</span> " " <span class="small quiet">{when}</span></blockquote> }
    });
    let said = said.collect_view();
    let tools = is_newest.then(|| view! { <Newest told=told.clone()/> });
    view! {
        <li>
            <time class="small quiet">{on(told.at.date_naive())}</time>
            <div class="stack">
                <p><span class="strong">{first}</span> " " <span class="quiet">{words.join(" ")}</span></p>
                {said}
                {(!terms.because.is_empty()).then(|| view! { <p class="small quiet" dir="auto">{terms.because.clone()}</p> })}
                {tools}
            </div>
        </li>
    }
}

#[component]
fn Newest(told: Expectation) -> impl IntoView {
    let id = told.id;
    let shown = RwSignal::new(told.shown);
    let show = move |shown| {
        desk().tab().submit(
            Body::Expectation(expectation::Command::ShowExpectation {
                expectation: id,
                shown,
            }),
            "Saved.",
        );
    };
    let note = move |fits: Fits| {
        move |_| {
            desk().tab().submit(
                Body::Expectation(expectation::Command::NoteAnswer {
                    expectation: id,
                    fits,
                }),
                "Noted.",
            );
        }
    };
    let answers = (!told.is_agreed()).then(|| {
        view! {
            <button on:click=note(Fits::Agreed)>"They agreed"</button>
            {(!told.is_too_late()).then(|| view! { <button on:click=note(Fits::TooLate)>"Too late for them"</button> })}
        }
    });
    view! {
        <div class="row wrap">{answers}</div>
        <WhoSees shown leader=told.leader most=Shown::Team chosen=show/>
    }
    .into_any()
}
