//! How it goes at each day: what the leader says, and what whoever was hired says to the one whom they chose.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::talk::{LeaderForm, PassOn, TalkForm};
use crate::board::{desk::desk, kit::tell, problems::ProblemForm};
use crate::browser::clock;
use crate::domain::{
    Body, Cause, CheckIn, CheckInDetails, Hire, HireId, PainDetails, PainId, PainPoint, ProblemDetails, Role,
    RoleId, State, UserId, Voice, check_in, hire::Command, pain,
};
use crate::ui::{day, first_name};

/// As it is shown.
#[derive(Clone, PartialEq)]
struct Seen {
    id: HireId,
    name: String,
    leader: String,
    /// Who reads what they answer, by name; whether that is me.
    reader: Option<(String, bool)>,
    agreed_on: Option<NaiveDate>,
    days: Vec<Day>,
    passed_on: Vec<Passed>,
}

/// What they let be passed on.
#[derive(Clone, PartialEq)]
struct Passed {
    role: RoleId,
    words: String,
    /// It stands among the pains of the role, or as a problem.
    is_pain: bool,
    is_problem: bool,
}

#[derive(Clone, PartialEq)]
struct Day {
    day: u8,
    on: NaiveDate,
    asks_leader: bool,
    /// What the leader said, in words; and what they said to me.
    leader: Option<String>,
    own: Option<CheckIn>,
    said: Option<String>,
    worry: Option<&'static str>,
    gap: Option<(u8, u8)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Leader(u8),
    Talk(u8),
    PassOn(u8),
}

fn look(state: &State, id: HireId, me: UserId) -> Option<Seen> {
    let hire = state.get::<Hire>(id).ok()?;
    let role = state.get::<Role>(hire.role).ok()?;
    let leader = role.leader.map_or("their leader", |leader| state.name_of(leader));
    let days = hire.asked_days().filter_map(|day| {
        let of = |voice| state.check_in(id, day, voice);
        let own = of(Voice::Hire).filter(|_| hire.reader == Some(me));
        Some(Day {
            day,
            on: hire.asked_on(day)?,
            asks_leader: Hire::asks_leader(day),
            leader: of(Voice::Leader).map(|said| in_words(state, hire, &said.details)),
            own: own.cloned(),
            said: own.map(|said| in_words(state, hire, &said.details)),
            worry: own.and_then(|said| state.worry_of(said)),
            gap: own.and_then(|_| state.gap_between(id, day)),
        })
    });
    let passed = state.check_ins(id).into_iter();
    let passed = passed.filter(|one| one.voice == Voice::PassedOn);
    Some(Seen {
        id,
        name: first_name(&hire.details.name).to_owned(),
        leader: first_name(leader).to_owned(),
        reader: hire.reader.map(|reader| {
            let member = state.member(reader);
            let name = member.map_or_else(|| "you".to_owned(), |member| member.name.clone());
            (name, reader == me)
        }),
        agreed_on: hire.agreed_on,
        days: days.collect(),
        passed_on: passed.map(|one| passed_on(state, hire, one)).collect(),
    })
}

fn passed_on(state: &State, hire: &Hire, one: &CheckIn) -> Passed {
    let words = one.details.words.clone();
    let (is_pain, is_problem) = state.stands_as(&words, hire.role);
    Passed {
        role: hire.role,
        words,
        is_pain,
        is_problem,
    }
}

/// `“Late reports”: 8 before, 3 now. I can do the core of the work: 4. Better.`
fn in_words(state: &State, hire: &Hire, details: &CheckInDetails) -> String {
    let scores = details.scores.iter().map(|score| {
        let pain = score.pain.and_then(|pain| state.get::<PainPoint>(pain).ok());
        match (pain, score.item) {
            (Some(pain), _) => {
                let before = hire.hurt_before(pain);
                let before = before
                    .map(|before| format!("{before} before, "))
                    .unwrap_or_default();
                format!("“{}”: {before}{} now", pain.details.what, score.worth)
            }
            (None, Some(item)) => format!("{}: {}", item.label(), score.worth),
            (None, None) => format!("A pain that is gone: {}", score.worth),
        }
    });
    let nothing = details.nothing.then(|| "Nothing to say".to_owned());
    let words = Some(details.words.clone()).filter(|words| !words.is_empty());
    scores.chain(nothing).chain(words).collect::<Vec<_>>().join(". ")
}

#[component]
pub fn CheckIns(id: HireId) -> impl IntoView {
    let seen = Memo::new(move |_| {
        let tab = desk().tab();
        let me = tab.me();
        tab.with(|state| look(state, id, me))
    });
    let open = RwSignal::new(Open::Nothing);
    let close = Callback::new(move |()| open.set(Open::Nothing));
    let form = move || match open.get() {
        Open::Nothing => None,
        Open::Leader(day) => Some(view! { <LeaderForm id day done=close/> }.into_any()),
        Open::Talk(day) => Some(view! { <TalkForm id day done=close/> }.into_any()),
        Open::PassOn(day) => Some(view! { <PassOn id day done=close/> }.into_any()),
    };
    view! {
        {move || seen.get().map(|seen| view! { <Told seen open/> })}
        {form}
    }
    .into_any()
}

#[component]
fn Told(seen: Seen, open: RwSignal<Open>) -> impl IntoView {
    let today = desk().today.get();
    let is_mine = seen.reader.as_ref().is_some_and(|(_, is_me)| *is_me);
    let lines = seen.days.iter().map(|one| line(one, &seen, is_mine, open, today));
    let lines = lines.collect_view();
    let passed = seen
        .passed_on
        .iter()
        .cloned()
        .map(|one| view! { <PassedLine one/> });
    let passed = (!seen.passed_on.is_empty()).then(|| {
        view! {
            <p class="small quiet" dir="auto">{format!("{} lets {} know:", seen.name, seen.leader)}</p>
            <ul>{passed.collect_view()}</ul>
        }
    });
    view! {
        <h4>"How it goes"</h4>
        <Reader seen=seen.clone()/>
        <ul class="check-ins" aria-label="How it goes">{lines}</ul>
        {passed}
    }
    .into_any()
}

/// What was passed on, and what may come of it: it hurts again, or it comes back from role to role.
#[component]
fn PassedLine(one: Passed) -> impl IntoView {
    let (words, role) = (one.words.clone(), one.role);
    let pain = (!one.is_pain).then(|| {
        let what = one.words.clone();
        let add = move |_| {
            let leader = desk().tab().peek(|state| state.get::<Role>(role).ok()?.leader);
            let adds = pain::Command::AddPain {
                pain: clock::fresh(PainId::new),
                role,
                leader,
                details: PainDetails::said(what.clone(), clock::today()),
            };
            tell(
                "It stands among the pains of this role, for recruiters only.",
                desk().tab().try_submit(Body::PainPoint(adds)),
            );
        };
        let label = format!("Add to Pains: {}", one.words);
        view! { <button class="act-link" aria-label=label on:click=add>"Add to Pains"</button> }
    });
    let open = RwSignal::new(false);
    let was = ProblemDetails::seen(one.words.clone(), Cause::RampUp, [role]);
    let problem = (!one.is_problem).then(|| {
        let label = format!("Raise a problem: {}", one.words);
        view! { <button class="act-link" aria-label=label on:click=move |_| open.set(true)>"Raise a problem of it"</button> }
    });
    let form = move || {
        open.get()
            .then(|| view! { <ProblemForm id=None was=Box::new(was.clone()) open/> })
    };
    view! {
        <li class="stack">
            <span dir="auto">{words}</span>
            <div class="row wrap">{pain} {problem}</div>
            {form}
        </li>
    }
    .into_any()
}

fn line(
    one: &Day,
    seen: &Seen,
    is_mine: bool,
    open: RwSignal<Open>,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let day = one.day;
    let has_come = one.on <= today;
    let when = format!("Day {day}, {}", day::dated(one.on, today));
    let leader = one.asks_leader.then(|| match &one.leader {
        Some(said) => view! { <p dir="auto"><span class="quiet">{format!("{}: ", seen.leader)}</span><bdi>{said.clone()}</bdi></p> }.into_any(),
        None if has_come => {
            let words = format!("Note what {} says", seen.leader);
            view! { <button class="act-link" on:click=move |_| open.set(Open::Leader(day))>{words}</button> }.into_any()
        }
        None => ().into_any(),
    });
    let own = is_mine.then(|| match &one.said {
        Some(said) => {
            let change = format!("Change what {} said at day {day}", seen.name);
            view! {
                <p dir="auto"><span class="quiet">{format!("{} to you alone: ", seen.name)}</span><bdi>{said.clone()}</bdi></p>
                <div class="row wrap">
                    <button class="act-link" aria-label=change on:click=move |_| open.set(Open::Talk(day))>"Change"</button>
                    <button class="act-link" on:click=move |_| open.set(Open::PassOn(day))>{format!("{} lets something be passed on", seen.name)}</button>
                </div>
            }
            .into_any()
        }
        None if has_come => {
            let words = format!("Talk with {}", seen.name);
            view! { <button class="primary" on:click=move |_| open.set(Open::Talk(day))>{words}</button> }.into_any()
        }
        None => ().into_any(),
    });
    let worry = one.worry.zip(one.own.clone()).map(|(why, own)| {
        let called = move |_| {
            let details = Box::new(CheckInDetails {
                called: true,
                ..(*own.details).clone()
            });
            let edit = check_in::Command::EditCheckIn {
                check_in: own.id,
                details,
                base: Some(own.details.clone()),
            };
            tell("Noted.", desk().tab().try_submit(Body::CheckIn(edit)));
        };
        let words = format!("Call {} this week: {why}.", seen.name);
        view! {
            <p class="wait" dir="auto">{words}</p>
            <button on:click=called>"I called"</button>
        }
    });
    let gap = one.gap.map(|(leader, own)| {
        let words = format!(
            "The core of the work: {leader} says {}, {own} says {}. Only you see that.",
            seen.leader, seen.name
        );
        view! { <p class="small wait" dir="auto">{words}</p> }
    });
    view! { <li class="stack"><b>{when}</b> {leader} {own} {worry} {gap}</li> }
}

/// Who reads what they answer, and the way to say whom they chose.
#[component]
fn Reader(seen: Seen) -> impl IntoView {
    let today = desk().today.get();
    let id = seen.id;
    let agrees = move |_| {
        let agrees = Command::AgreeReader {
            hire: id,
            agreed_on: clock::today(),
        };
        tell(
            "Noted: you alone read it from now on.",
            desk().tab().try_submit(Body::Hire(agrees)),
        );
    };
    let name = seen.name;
    let words = match (&seen.reader, seen.agreed_on) {
        (Some((_, true)), Some(on)) => format!(
            "You alone read what {name} tells you, as {name} agreed {}. No colleague’s device gets it; it is in no search, no problem and no count of theirs.",
            day::dated(on, today)
        ),
        (Some((reader, _)), _) => format!(
            "{reader} alone reads what {name} says, whether that is something or nothing. If {name} chooses you instead, you read what they say from then on."
        ),
        (None, _) => format!(
            "Tell {name} first: you alone read it, it is voluntary, and one exception: if someone is in danger or the law obliges you to act, you talk with {name} first where you can. Harassment or safety goes the HR way, not into a number."
        ),
    };
    let is_mine = matches!(seen.reader, Some((_, true)));
    let choose = (!is_mine).then(|| {
        view! { <div><button on:click=agrees>{format!("{name} agreed that I read it")}</button></div> }
    });
    view! {
        <p class="small quiet" dir="auto">{words}</p>
        {choose}
    }
    .into_any()
}
