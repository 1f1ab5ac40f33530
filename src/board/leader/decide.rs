//! Asking for a decision, and noting what was decided.

use leptos::prelude::*;

use super::reach::found;
use crate::board::{
    desk::desk,
    kit::{Area, Base, Field, Form, Radio, SaveOrCancel, heed, said},
};
use crate::browser::clock;
use crate::domain::{
    Body, Decision, DecisionDetails, DecisionId, LeaderId, Role, RoleId, Sorting, Turn, decision,
};

/// Days within which something is usually decided.
const SOON: u64 = 3;

/// Something is asked, or asked otherwise.
#[component]
pub fn Asking(
    leader: LeaderId,
    /// Which role it is about, where that is known.
    #[prop(optional_no_strip)]
    role: Option<RoleId>,
    /// Whom it is asked of.
    turn: Turn,
    /// What is changed; none: it is new.
    #[prop(optional)]
    edits: Option<DecisionId>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let desk = desk();
    let was = edits.and_then(|id| {
        desk.tab()
            .peek(|state| state.get::<Decision>(id).ok().map(|asked| asked.details.clone()))
    });
    let details = was
        .clone()
        .unwrap_or_else(|| DecisionDetails::asked("", clock::today() + chrono::Days::new(SOON)));
    let what = RwSignal::new(details.what);
    let choices = RwSignal::new(details.choices.join("\n"));
    let otherwise = RwSignal::new(details.otherwise);
    let due = RwSignal::new(details.due.to_string());
    let about = RwSignal::new(role);
    let roles = desk.tab().peek(|state| {
        let theirs = state.all::<Role>();
        let theirs = theirs.filter(|role| role.leader == Some(leader) && role.is_open());
        let mut theirs: Vec<_> = theirs.map(|role| (role.called().to_owned(), role.id)).collect();
        theirs.put_in_order_by(Clone::clone);
        theirs
    });
    let base = was.map(Base::new);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let Ok(due) = due.get_untracked().trim().parse() else {
            return problem.set(Some(
                "Give the day by which it is to be decided, as year-month-day.".into(),
            ));
        };
        let details = DecisionDetails {
            what: what.get_untracked(),
            choices: choices.get_untracked().lines().map(str::to_owned).collect(),
            due,
            otherwise: otherwise.get_untracked(),
        };
        let tab = desk.tab();
        let id = edits.unwrap_or_else(|| clock::fresh(DecisionId::new));
        let saved = match (edits, base) {
            (Some(_), Some(base)) => base.submit(Body::Decision(decision::Command::EditDecision {
                decision: id,
                details,
                base: Some(base.get()),
            })),
            _ => tab.try_submit(Body::Decision(decision::Command::AskDecision {
                decision: id,
                leader,
                role: about.get_untracked(),
                turn,
                details,
            })),
        };
        if let Some(undo) = heed(problem, saved.map_err(said)) {
            let words = match (edits, turn) {
                (Some(_), _) => "Saved.".to_owned(),
                (None, Turn::Leader) => format!("Asked: {}", found(leader, id)),
                (None, Turn::Us) => "Noted: it is yours to answer.".into(),
            };
            desk.done(words, undo);
            done.run(());
        }
    };
    let is_theirs = turn == Turn::Leader;
    let (label, placeholder) = if is_theirs {
        ("What is to be decided?", "Who comes Thursday?")
    } else {
        ("What do they ask of us?", "The pay range, before finance meets.")
    };
    let which = (edits.is_none() && roles.len() > 1).then(|| {
        let options = roles.into_iter().map(|(title, id)| {
            let is_chosen = role == Some(id);
            view! { <option value=id.to_string() selected=is_chosen>{title}</option> }
        });
        view! {
            <label class="field">"About"
                <select on:change=move |event| about.set(event_target_value(&event).parse().ok())>
                    <option value="">"all roles"</option>
                    {options.collect_view()}
                </select>
            </label>
        }
    });
    let more = is_theirs.then(|| {
        view! {
            <Area label="Choices, a line each (optional)" value=choices rows=2 placeholder="Candidate C\nCandidate D"/>
            <Field label="What happens without an answer? (optional)" value=otherwise placeholder="Thursday’s slot moves to 29 April."/>
        }
    });
    let hint = is_theirs.then_some("Write it so that they could read it.");
    let place = edits.map_or_else(|| "ask-new".into(), |id| format!("ask-{id}"));
    view! {
        <div id=place class="asking"><Form class="amend stack" save>
            <Area label=label value=what rows=2 placeholder=placeholder/>
            <p class="small quiet">{hint}</p>
            <div class="grid-2">
                <Field label="By when?" value=due kind="date"/>
                {which}
            </div>
            {more}
            <SaveOrCancel problem cancel=move |()| done.run(())/>
        </Form></div>
    }
    .into_any()
}

/// What was decided: by them, as somebody heard it, or by us.
#[component]
pub fn Answering(
    leader: LeaderId,
    decision: DecisionId,
    turn: Turn,
    choices: Vec<String>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let choice = RwSignal::new(String::new());
    let words = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let note = decision::Command::NoteDecided {
            decision,
            choice: choice.get_untracked(),
            words: words.get_untracked(),
        };
        let noted = desk().tab().try_submit(Body::Decision(note)).map_err(said);
        if let Some(undo) = heed(problem, noted) {
            let words = match turn {
                Turn::Leader => "Noted.".to_owned(),
                Turn::Us => format!("Answered: {}", found(leader, decision)),
            };
            desk().done(words, undo);
            done.run(());
        }
    };
    let options = choices.into_iter().map(|one| {
        let (is, words) = (one.clone(), one.clone());
        view! {
            <Radio name="choice" checked=Signal::derive(move || choice.with(|choice| *choice == is)) choose=move |()| choice.set(one.clone())>
                <span dir="auto">{words}</span>
            </Radio>
        }
    });
    let options = options.collect_view();
    let label = match turn {
        Turn::Leader => "What did they say?",
        Turn::Us => "Your answer, for them to read",
    };
    view! {
        <div id=format!("answer-{decision}")><Form class="amend stack" save>
            <div class="stack">{options}</div>
            <Area label=label value=words rows=2/>
            <SaveOrCancel problem cancel=move |()| done.run(())/>
        </Form></div>
    }
    .into_any()
}
