//! One finalist: what stands on the card, how it goes, and what can be done.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    answer::{NoteWish, TurnDown},
    form::{CardForm, kept},
    slots::Slots,
};
use crate::board::{
    desk::{AlsoNamed, Turn, also_named, desk, ours},
    kit::Sure,
    leader::{has_page, on_their_page},
};
use crate::browser::{clock, page};
use crate::domain::{
    Body, Candidate, CandidateDetails, CandidateId, Ending, Leader, LeaderId, Must, Role, RoleId, State,
    Wish, candidate::Command, forgets_sure, forgotten,
};
use crate::ui::{day, first_name};

/// As it is shown.
#[derive(Clone, PartialEq)]
struct Seen {
    candidate: Candidate,
    alias: String,
    leader: Option<(LeaderId, String)>,
    /// What speaks for them, each with what is asked for; none: it is asked for no longer.
    evidence: Vec<(Option<Must>, String)>,
    how: String,
    is_shown: bool,
    /// Whether the leader wants to meet them, or a time is settled.
    is_on_shortlist: bool,
    /// Whether the leader may say something of them.
    is_asked: bool,
    is_to_meet: bool,
    is_over: bool,
    /// What is to be looked at before somebody reads it, or done by a day.
    hint: Option<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Edit,
    Note,
    TurnDown,
}

#[component]
pub fn Card(role: RoleId, id: CandidateId) -> impl IntoView {
    let seen = Memo::new(move |_| {
        let today = desk().today.get();
        desk().tab().with(|state| look(state, id, today))
    });
    let name =
        Memo::new(move |_| seen.with(|seen| seen.as_ref().map(|seen| seen.candidate.details.name.clone())));
    let is_begun = kept(role, Some(id)).begun::<CandidateDetails>().is_some();
    let open = RwSignal::new(if is_begun { Open::Edit } else { Open::Nothing });
    let close = move || open.set(Open::Nothing);
    // News change what is shown of it, not what is typed about it.
    let form = move || match open.get() {
        Open::Nothing => None,
        Open::Edit => Some(view! { <CardForm role edits=id done=close/> }.into_any()),
        Open::Note => {
            let instead_of = seen.with_untracked(|seen| Some(seen.as_ref()?.candidate.wish()?.at));
            Some(view! { <NoteWish candidate=id instead_of done=close/> }.into_any())
        }
        Open::TurnDown => Some(view! { <TurnDown candidate=id done=close/> }.into_any()),
    };
    view! {
        <li id=format!("candidate-{id}") class="stack" tabindex="-1">
            {move || seen.get().map(|seen| view! { <Told seen open/> })}
            {form}
            {move || name.get().map(|name| view! { <Slots candidate=id name/> })}
        </li>
    }
    .into_any()
}

fn look(state: &State, id: CandidateId, today: NaiveDate) -> Option<Seen> {
    let candidate = state.get::<Candidate>(id).ok()?;
    let role = state.get::<Role>(candidate.role).ok()?;
    let leader = role.leader.and_then(|leader| state.get::<Leader>(leader).ok());
    let musts = state.brief(role.id).spec.musts;
    let asked = musts.iter().filter_map(|must| {
        let what = candidate.evidence(must)?;
        Some((Some(must.clone()), what.to_owned()))
    });
    let dropped = candidate.details.evidence.iter();
    let dropped = dropped.filter(|one| !musts.iter().any(|must| must.id == one.must));
    let dropped = dropped.map(|one| (None, one.what.clone()));
    let name = leader.map_or(ours("the leader"), |leader| leader.details.name.as_str());
    let is_shown = candidate
        .shown
        .is_some_and(|shown| Some(shown.leader) == role.leader);
    let wished = candidate.wish().filter(|_| is_shown);
    let cadence = state.settings().cadence;
    let away = leader.and_then(|leader| leader.details.away.as_ref());
    let how = match (&candidate.ended, wished) {
        (Some(ended), _) => {
            let on = day::said(ended.on(), today);
            match ended.because.as_str() {
                "" => format!("{}, {on}", ended.ending.label()),
                because => format!("{}, {on}: {because}", ended.ending.label()),
            }
        }
        (None, Some(wished)) => {
            let on = day::said(wished.at.date_naive(), today);
            let noted = if wished.by.is_some() { ", noted" } else { "" };
            let who = match wished.link.and_then(|link| state.deputy(link)) {
                Some(deputy) => format!("{deputy} for {name}"),
                None => name.to_owned(),
            };
            format!("{who}, {on}{noted}: {}", wished.said())
        }
        // They are asked when, or were, and no longer whether.
        (None, None) if state.is_to_meet(candidate) => format!("To meet {name}"),
        (None, None) if is_shown && !state.is_with_leader(candidate) => format!("Shown to {name}"),
        (None, None) if is_shown && leader.is_some_and(|leader| !has_page(state, leader.id)) => {
            format!("For {name}, who has no link yet")
        }
        (None, None) if is_shown => {
            let due = candidate.due(away, &cadence);
            let by = due.map_or_else(String::new, |due| format!(", by {}", day::said(due, today)));
            format!("With {name}{by}")
        }
        (None, None) => "Only recruiters see the card".into(),
    };
    let source = candidate.source_due();
    let hint = match source {
        _ if candidate.ended.is_none() && candidate.names_itself() => Some(format!(
            "Their name stands in what {name} reads, who knows them as {}.",
            candidate.alias()
        )),
        Some(by) => Some(format!(
            "Tell them where you got their data by {}.",
            day::said(by, today)
        )),
        None => None,
    };
    Some(Seen {
        alias: candidate.alias(),
        leader: leader.map(|leader| (leader.id, leader.details.name.clone())),
        evidence: asked.chain(dropped).collect(),
        how,
        is_shown,
        is_on_shortlist: state.is_on_shortlist(candidate),
        is_asked: state.is_with_leader(candidate),
        is_to_meet: state.is_to_meet(candidate),
        is_over: candidate.over_on().is_some(),
        hint,
        candidate: candidate.clone(),
    })
}

#[component]
fn Told(seen: Seen, open: RwSignal<Open>) -> impl IntoView {
    let details = &*seen.candidate.details;
    let name = details.name.clone();
    let lines = details.lines.lines().map(|line| {
        let line = line.to_owned();
        view! { <p dir="auto">{line}</p> }
    });
    let role = seen.candidate.role;
    let evidence = seen.evidence.iter().map(|(must, what)| {
        let (must, what) = (must.clone(), what.clone());
        let must = match must {
            Some(must) => {
                view! { <b><Turn role part="pains" place=format!("#must-{}", must.id)>{must.what}</Turn></b> }
                    .into_any()
            }
            None => view! { <span class="quiet">"Asked for no longer"</span> }.into_any(),
        };
        view! { <li>{must} " " <span dir="auto">{what}</span></li> }
    });
    let question = (!details.question.is_empty()).then(|| {
        let question = details.question.clone();
        view! { <p><span class="quiet">"Still open: "</span><bdi>{question}</bdi></p> }
    });
    let cv = (!details.cv.is_empty()).then(|| {
        let cv = details.cv.clone();
        view! { <p><a href=cv rel="noreferrer noopener" target="_blank">"CV"</a></p> }
    });
    let hint = seen
        .hint
        .clone()
        .map(|hint| view! { <p class="small wait" dir="auto">{hint}</p> });
    view! {
        <div class="row between wrap">
            <h3 dir="auto">{name}</h3>
            <span class="small quiet">{seen.alias.clone()}</span>
        </div>
        <p class="small quiet" dir="auto">{seen.how.clone()}</p>
        <div>{lines.collect_view()}</div>
        <ul class="evidence">{evidence.collect_view()}</ul>
        {question}
        {cv}
        {hint}
        <Acts seen open/>
    }
    .into_any()
}

#[component]
fn Acts(seen: Seen, open: RwSignal<Open>) -> impl IntoView {
    let candidate = seen.candidate.id;
    let name = seen.candidate.details.name.clone();
    let gives = move |command: Command, words: &str| {
        let words = words.to_owned();
        move |_| {
            desk()
                .tab()
                .submit(Body::Candidate(command.clone()), words.clone());
        }
    };
    let show = seen.leader.clone().filter(|_| !seen.is_over).map(|(leader, called)| {
        let shown = !seen.is_shown;
        let show = Command::ShowCandidate {
            candidate,
            leader,
            shown,
        };
        let (words, said) = if shown {
            let words = desk().tab().peek(|state| on_their_page(state, leader, &format!("It is on {called}’s page.")));
            (format!("Show {}", first_name(&called)), words)
        } else {
            (
                format!("Stop showing {}", first_name(&called)),
                format!("It is not on {called}’s page any more."),
            )
        };
        let label = format!("{words}: {name}");
        // What is to be done next is the most visible; that it is taken back is not.
        view! { <button class:primary=shown class:act-link=!shown aria-label=label on:click=gives(show, &said)>{words}</button> }
    });
    // What was answered stays on the page.
    let show = show.filter(|_| !seen.is_shown || seen.candidate.wish().is_none());
    // In the place of what was just pressed nothing stands that takes it back: it may be pressed twice.
    let (first, stop) = if seen.is_shown { (None, show) } else { (show, None) };
    let wish = seen.candidate.wish().map(|wished| wished.wish);
    let note = seen.is_asked.then(|| {
        let words = match wish {
            Some(Wish::Meet | Wish::Not) => "They changed their mind",
            None if seen.is_to_meet => "They changed their mind",
            Some(Wish::Call) | None => "Note the answer",
        };
        let label = format!("{words}: {name}");
        view! { <button class="act-link" aria-label=label on:click=move |_| open.set(Open::Note)>{words}</button> }
    });
    let named = seen.candidate.named;
    let share = (seen.is_shown && !seen.is_over).then(|| {
        let (words, said) = if named {
            ("Keep the name back", "They are known by an alias.")
        } else if seen.is_on_shortlist {
            ("Share the name", "The name is known.")
        } else {
            (
                "Share the name once they meet",
                "The name is known once they are to be met.",
            )
        };
        let names = Command::NameCandidate {
            candidate,
            named: !named,
        };
        let label = format!("{words}: {name}");
        view! { <button class="act-link" aria-label=label on:click=gives(names, said)>{words}</button> }
    });
    let ends = seen.candidate.ended.is_none().then(|| {
        let withdrew = Command::EndCandidate {
            candidate,
            ending: Ending::Withdrew,
            because: String::new(),
        };
        let labels = [format!("Withdrew: {name}"), format!("Turn down: {name}")];
        let [label, other] = labels;
        view! {
            <button class="act-link" aria-label=label on:click=gives(withdrew, "They withdrew.")>"Withdrew"</button>
            <button class="act-link" aria-label=other on:click=move |_| open.set(Open::TurnDown)>"Turn down"</button>
        }
    });
    let back = seen.candidate.ended.is_some().then(|| {
        let reopen = Command::ReopenCandidate { candidate };
        let label = format!("Back in play: {name}");
        view! { <button class="act-link" aria-label=label on:click=gives(reopen, "Back in play.")>"Back in play"</button> }
    });
    let source = seen.candidate.source_due().map(|_| {
        let told = Command::TellSource {
            candidate,
            on: Some(clock::today()),
        };
        let label = format!("Told where we got their data: {name}");
        view! { <button class="act-link" aria-label=label on:click=gives(told, "Noted.")>"Told where we got their data"</button> }
    });
    let edit = format!("Change: {name}");
    let more = format!("More about {name}");
    view! {
        <div class="row wrap acts">
            {first} {note} {back} {source}
            <button class="act-link" aria-label=edit on:click=move |_| open.set(Open::Edit)>"Change"</button>
            <details class="more">
                <summary aria-label=more>"More"</summary>
                <div class="row wrap acts">{stop} {share} {ends}</div>
                <Kept candidate name/>
            </details>
        </div>
    }
    .into_any()
}

/// What is kept of them, for themselves; and the way to keep nothing.
#[component]
fn Kept(candidate: CandidateId, name: String) -> impl IntoView {
    let asks = RwSignal::new(false);
    let take = move |_| {
        let kept = desk().tab().peek(|state| {
            let found = state.get::<Candidate>(candidate).ok()?;
            Some(state.kept_of(found))
        });
        if let Some(kept) = kept {
            page::download("what-is-kept.txt", "text/plain", &kept);
        }
    };
    let named = also_named(Candidate::key(candidate), asks);
    let forget = move |()| {
        let forgets = Command::ForgetCandidate { candidate };
        let words = forgotten(named.with_untracked(Vec::len));
        desk().tab().submit(Body::Candidate(forgets), words);
    };
    let of_hire = Memo::new(move |_| {
        let tab = desk().tab();
        let me = tab.me();
        tab.with(|state| {
            let found = state.get::<Candidate>(candidate).ok()?;
            let mut hires = state.hires(found.role).into_iter();
            let hire = hires.rfind(|hire| hire.candidate == Some(candidate))?;
            Some(state.goes_with(hire, me))
        })
    });
    let undone = Memo::new(move |_| {
        desk().tab().with(|state| {
            let found = state.get::<Candidate>(candidate).ok()?;
            state.undone_when_forgotten(found)
        })
    });
    let asked = name.clone();
    let sure = Signal::derive(move || {
        let goes: Vec<String> = undone.get().into_iter().chain(of_hire.get()).collect();
        forgets_sure(&asked, &goes.join(" "), named.with(Vec::len))
    });
    view! {
        <div class="row wrap">
            <button on:click=take>"Save what is kept as a file"</button>
            <button on:click=move |_| asks.set(true)>{format!("Forget {name}")}</button>
        </div>
        <Sure asks words=sure yes="Forget" no="Keep" go=forget/>
        <AlsoNamed hits=named/>
    }
    .into_any()
}
