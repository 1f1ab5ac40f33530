//! What the team looks like, in small chips that are tapped to edit.

use leptos::prelude::*;

use super::amend::tap;
use crate::board::{
    desk::desk,
    kit::{Form, NumberField, SaveOrCancel, counted, heed, whole_number},
};
use crate::domain::{Facts, RoleId};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fact {
    Team,
    Left,
    Notice,
}

impl Fact {
    const ALL: [Self; 3] = [Self::Team, Self::Left, Self::Notice];

    /// What it is called, and what was answered.
    fn said(self, facts: Facts) -> Vec<(&'static str, Option<String>)> {
        let number = |number: Option<u16>| number.map(|number| number.to_string());
        match self {
            Self::Team if facts.vacant.is_some() => {
                vec![("Team", number(facts.team)), ("vacant", number(facts.vacant))]
            }
            Self::Team => vec![("Team", number(facts.team))],
            Self::Left => vec![("Left in a year", number(facts.left))],
            Self::Notice => vec![("Notice", facts.notice.map(months))],
        }
    }
}

fn months(months: u16) -> String {
    match months {
        0 => "none".into(),
        months => counted(months.into(), "month"),
    }
}

/// A number that was typed; none for nothing.
fn number(name: &str, text: &str) -> Result<Option<u16>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let number = whole_number(name, text)?;
    let number = u16::try_from(number).map_err(|_| format!("{name} is too large: {number}."))?;
    Ok(Some(number))
}

fn typed(number: Option<u16>) -> RwSignal<String> {
    RwSignal::new(number.map_or_else(String::new, |number| number.to_string()))
}

#[component]
pub fn RoleFacts(role: RoleId) -> impl IntoView {
    let facts = Memo::new(move |_| desk().tab().with(|state| state.brief(role).facts));
    let open = RwSignal::new(None::<Fact>);
    let chips = Fact::ALL.map(|fact| {
        let words = move || {
            let said = fact.said(facts.get()).into_iter().enumerate();
            let said = said.map(|(at, (name, answer))| {
                let comma = (at > 0).then_some(", ");
                let answer = match answer {
                    Some(answer) => view! { " " <b>{answer}</b> }.into_any(),
                    None => "?".into_any(),
                };
                view! { {comma} {name} {answer} }
            });
            said.collect_view()
        };
        let is_unsaid = move || fact.said(facts.get()).iter().all(|(_, answer)| answer.is_none());
        let toggle =
            move |_| open.update(|open| *open = if *open == Some(fact) { None } else { Some(fact) });
        view! { <button class="tap" class:ask=is_unsaid aria-expanded=move || (open.get() == Some(fact)).to_string() on:click=toggle><span>{words}</span></button> }
    });
    let form = move || {
        open.get().map(|fact| match fact {
            Fact::Notice => view! { <NoticeForm role done=move |()| open.set(None)/> }.into_any(),
            fact => view! { <PeopleForm role fact open/> }.into_any(),
        })
    };
    view! {
        <div class="taps" role="group" aria-label="The team">{chips}</div>
        {form}
    }
    .into_any()
}

#[component]
fn PeopleForm(role: RoleId, fact: Fact, open: RwSignal<Option<Fact>>) -> impl IntoView {
    let facts = super::amend::now(role).facts;
    let (team, vacant, left) = (typed(facts.team), typed(facts.vacant), typed(facts.left));
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let read = || {
            Ok::<_, String>(Facts {
                team: number("The size of the team", &team.get_untracked())?,
                vacant: number("The number of vacancies", &vacant.get_untracked())?,
                left: number("The number of people who left", &left.get_untracked())?,
                ..facts
            })
        };
        let given = read().and_then(|read| {
            tap(role, None, |details| match fact {
                Fact::Team => (details.facts.team, details.facts.vacant) = (read.team, read.vacant),
                Fact::Left | Fact::Notice => details.facts.left = read.left,
            })
        });
        if let Some(undo) = heed(problem, given) {
            desk().done("Saved.", undo);
            open.set(None);
        }
    };
    let fields = match fact {
        Fact::Team => view! {
            <NumberField label="How many are they?" value=team/>
            <NumberField label="How many places are empty?" value=vacant/>
        }
        .into_any(),
        Fact::Left | Fact::Notice => {
            view! { <NumberField label="How many left in the last 12 months?" value=left/> }.into_any()
        }
    };
    view! {
        <Form class="amend stack" save>
            <div class="grid-2">{fields}</div>
            <SaveOrCancel problem cancel=move |()| open.set(None)/>
        </Form>
    }
    .into_any()
}

/// What most people say, in one tap.
const USUAL: [u16; 3] = [0, 1, 3];

/// The months of notice, in a tap.
#[component]
pub fn NoticeForm(role: RoleId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let now = super::amend::now(role).facts.notice;
    let other = typed(now.filter(|months| !USUAL.contains(months)));
    let problem = RwSignal::new(None::<String>);
    let give = move |notice: Option<u16>| {
        let given = tap(role, None, |details| details.facts.notice = notice);
        if let Some(undo) = heed(problem, given) {
            desk().done("Saved.", undo);
            done.run(());
        }
    };
    let chips = USUAL.map(|usual| {
        view! {
            <button type="button" class="tap" aria-pressed=(now == Some(usual)).to_string() on:click=move |_| give(Some(usual))>{months(usual)}</button>
        }
    });
    let save = move |()| {
        let months = number("Another notice, in months", &other.get_untracked());
        if let Some(months) = heed(problem, months) {
            give(months);
        }
    };
    view! {
        <Form class="amend stack" save>
            <p class="small quiet">"The notice that people like those who are sought usually have"</p>
            <div class="taps">{chips}</div>
            <NumberField label="Another, in months" value=other/>
            <SaveOrCancel problem cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}
