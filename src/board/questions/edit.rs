//! The form of one thing that is looked for.

use leptos::prelude::*;

use super::{
    amend::{self, Typed},
    checked::{CheckedQuestion, Typing},
    kept::Kept,
    share::SeenAtOnce,
};
use crate::board::{
    desk::desk,
    kit::{Area, Base, Field, Form, NumberField, SaveOrCancel, Select},
};
use crate::domain::{
    RoleId, Shown,
    kit::{Asks, Criterion, Tie},
};

const ASKS: &[Asks] = Asks::ALL;

/// What something may be looked for, as it is called.
fn ties(role: RoleId) -> Vec<(Tie, String)> {
    desk().tab().peek(|state| {
        let musts = state.brief(role).spec.musts.into_iter();
        let musts = musts.map(|must| (Tie::Must(must.id), must.what));
        let pains = state.pains(role).into_iter();
        let pains = pains.map(|pain| (Tie::Pain(pain.id), pain.details.what.clone()));
        musts.chain(pains).collect()
    })
}

#[component]
pub fn EditCriterion(role: RoleId, criterion: Criterion, open: RwSignal<bool>) -> impl IntoView {
    let now = amend::now(role);
    // Whoever reads it at once reads no question that nobody accounts for.
    let is_read = desk()
        .tab()
        .peek(|state| state.kit_readers(role) != Shown::Us || state.is_asked_by_others(role));
    let kept = if now.criteria.iter().any(|one| one.id == criterion.id) {
        Kept::of(role, criterion.id)
    } else {
        Kept::of_new(role)
    };
    let is_begun = kept.is_begun();
    let (base, criterion) = kept.resumed(now, criterion);
    let id = criterion.id;
    let Criterion {
        what,
        serves,
        happened,
        would,
        asks,
        anchors: [low, middle, high],
        minutes,
        ..
    } = criterion;
    let (what, serves, asks) = (RwSignal::new(what), RwSignal::new(serves), RwSignal::new(asks));
    let (happened, would) = (Typing::new(&happened), Typing::new(&would));
    let (low, middle, high) = (RwSignal::new(low), RwSignal::new(middle), RwSignal::new(high));
    let usual = minutes;
    let minutes = RwSignal::new(minutes.to_string());
    let problem = RwSignal::new(None::<String>);
    let typed = Typed {
        role,
        base: Base::new(base),
        problem,
        open,
    };
    Effect::new(move |_| {
        kept.keep(&Criterion {
            id,
            what: what.get(),
            serves: serves.get(),
            happened: happened.typed(),
            would: would.typed(),
            asks: asks.get(),
            anchors: [low, middle, high].map(|words| words.get()),
            minutes: minutes.get().trim().parse().unwrap_or(usual),
        });
    });
    let save = move |()| {
        let Ok(minutes) = minutes.get_untracked().trim().parse::<u16>() else {
            return problem.set(Some("Give the minutes as a whole number, such as 8.".into()));
        };
        let accounts = untrack(|| happened.is_accounted_for() && would.is_accounted_for());
        if is_read && !accounts {
            return problem.set(Some(
                "This is read by others as soon as it is saved: say why you ask it all the same, or ask something else.".into(),
            ));
        }
        typed.save(|details| {
            let edited = Criterion {
                id,
                what: what.get_untracked(),
                serves: serves.get_untracked(),
                happened: happened.question(),
                would: would.question(),
                asks: asks.get_untracked(),
                anchors: [low, middle, high].map(|words| words.get_untracked()),
                minutes,
            };
            match details.criteria.iter_mut().find(|one| one.id == id) {
                Some(one) => *one = edited,
                None => details.criteria.push(edited),
            }
        });
        if !open.get_untracked() {
            kept.forget();
        }
    };
    let leave = move |()| {
        kept.forget();
        open.set(false);
    };
    let chip = move |tie: Option<Tie>, words: String| {
        let pressed = move || (serves.get() == tie).to_string();
        view! {
            <button type="button" class="tap" aria-pressed=pressed on:click=move |_| serves.set(tie)><bdi class="cut">{words}</bdi></button>
        }
    };
    let chips = ties(role)
        .into_iter()
        .map(move |(tie, what)| chip(Some(tie), what));
    let chips = chips.collect_view();
    view! {
        <Form class="amend stack" is_begun save>
            <SeenAtOnce role/>
            <Field label="We look for somebody who" value=what placeholder="keeps dates"/>
            <div class="taps" role="group" aria-label="For what?">
                <span class="small quiet">"for"</span>
                {chips}
                {chip(None, "none of these".into())}
            </div>
            <CheckedQuestion label="What they did" typing=happened must_say=is_read/>
            <CheckedQuestion label="What they would do" typing=would must_say=is_read/>
            <div class="grid-2">
                <Select class="field" label="Which of the two is asked" all=ASKS name=Asks::label value=asks/>
                <NumberField label="Minutes" value=minutes/>
            </div>
            <Area label="A weak answer (1)" value=low rows=2/>
            <Area label="A solid answer (3)" value=middle rows=2/>
            <Area label="A strong answer (5)" value=high rows=2/>
            <SaveOrCancel problem cancel=leave/>
        </Form>
    }
    .into_any()
}
