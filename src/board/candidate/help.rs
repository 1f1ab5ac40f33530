//! Help with an interview: what the leader wants, as a recruiter heard it, and how it goes with two in the room.

use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours},
    kit::{Area, Base, Check, Form, Radio, SaveOrCancel, heed, said},
};
use crate::domain::{
    Body, HelpWay, Interview, InterviewId, Leader, Member, SitIn, State, interview::Command,
};
use crate::ui::first_name;

/// How it stands with help, in words; none where nobody has spoken of it.
pub fn stands(one: &Interview, leader: &str) -> Option<String> {
    let first = first_name(leader);
    let help = one.help.as_ref()?;
    let Some(wanted) = &help.wanted else {
        return help.offered.map(|_| format!("Help is offered on {first}’s page"));
    };
    let noted = if wanted.by.is_some() { ", as noted" } else { "" };
    let mut words = format!("{first}: {}{noted}", wanted.way.label());
    if wanted.way.prepares() {
        words.push_str(if one.is_prepared() {
            ". Done"
        } else {
            ". Not done yet"
        });
    }
    if wanted.way.sits_in() {
        if !help.sit_in.speaks.is_empty() {
            words.push_str(&format!(". {}", help.sit_in.speaks.trim_end_matches('.')));
        }
        words.push_str(if help.sit_in.told {
            ". The candidate knows who will be there"
        } else {
            ". The candidate does not know yet"
        });
    }
    Some(words)
}

/// What the leader said helps.
#[component]
pub fn NoteHelp(interview: InterviewId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let chosen = RwSignal::new(None::<HelpWay>);
    let problem = RwSignal::new(None::<String>);
    let options = HelpWay::ALL.iter().map(move |way| {
        let way = *way;
        view! {
            <Radio name="help" checked=Signal::derive(move || chosen.get() == Some(way)) choose=move |()| chosen.set(Some(way))>
                {way.label()}
            </Radio>
        }
    });
    let options = options.collect_view();
    let save = move |()| {
        let Some(way) = chosen.get_untracked() else {
            return problem.set(Some("Choose one of these first.".into()));
        };
        let note = Command::NoteHelp {
            interview,
            way: Some(way),
        };
        let noted = desk().tab().try_submit(Body::Interview(note)).map_err(said);
        if let Some(undo) = heed(problem, noted) {
            desk().done("Noted.", undo);
            done.run(());
        }
    };
    view! {
        <Form class="amend stack" save>
            <div class="stack" role="radiogroup" aria-label="What helps?">{options}</div>
            <SaveOrCancel problem cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}

/// What usually works, as a beginning.
fn usual(state: &State, one: &Interview) -> String {
    let leader = state.get::<Leader>(one.leader).ok();
    let leader = leader.map_or(ours("The leader"), |leader| leader.details.name.as_str());
    let first = first_name(leader);
    let me = state.get::<Member>(desk().tab().me());
    let me = me.map_or("Your recruiter", |me| first_name(&me.name));
    match one.wanted().map(|wanted| wanted.way) {
        Some(HelpWay::Watch) => format!("{first} leads and asks all of it. {me} listens and takes notes."),
        _ => format!("{first} opens and asks the first questions; {me} asks the last one and takes notes."),
    }
}

/// Who speaks when, and whether the candidate knows who will be there.
#[component]
pub fn PlanSitIn(interview: InterviewId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let (was, usual) = desk().tab().peek(|state| {
        let one = state.get::<Interview>(interview).ok();
        let was = one.map(Interview::sit_in).unwrap_or_default();
        (was, one.map(|one| usual(state, one)).unwrap_or_default())
    });
    let speaks = RwSignal::new(if was.speaks.is_empty() {
        usual
    } else {
        was.speaks.clone()
    });
    let told = RwSignal::new(was.told);
    let base = Base::new(was);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let edit = Command::EditSitIn {
            interview,
            sit_in: SitIn {
                speaks: speaks.get_untracked(),
                told: told.get_untracked(),
            },
            base: Some(base.get()),
        };
        let saved = base.submit(Body::Interview(edit)).map_err(said);
        if let Some(undo) = heed(problem, saved) {
            desk().done("Saved.", undo);
            done.run(());
        }
    };
    view! {
        <Form class="amend stack" save>
            <Area label=ours("Who speaks when? The leader reads it.") value=speaks rows=3/>
            <Check checked=told change=move |is_ticked| told.set(is_ticked)><span>"The candidate knows who will be there"</span></Check>
            <SaveOrCancel problem cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}
