//! When a finalist meets the leader: what is asked, what is settled, and what can be done about each.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    help::{self, NoteHelp, PlanSitIn},
    interviewers::Interviewers,
    practise::Practise,
    slot_form::{Meant, SlotForm},
    talk::{AfterSitIn, said_after},
};
use crate::board::{
    desk::{desk, ours},
    kit::{Area, Form, Radio, SaveOrCancel, Select, heed, listed, said},
};
use crate::browser::{clock, page};
use crate::domain::{
    Body, Candidate, CandidateId, HelpWay, Interview, InterviewId, Leader, OffCause, Sorting, State, Untold,
    Who, at_time,
    interview::{Command, Stands},
};
use crate::ui::{day, first_name};

/// As it is shown.
#[derive(Clone, PartialEq)]
struct Seen {
    id: InterviewId,
    what: String,
    how: String,
    help: Option<String>,
    is_help_offered: bool,
    has_sit_in: bool,
    /// What the leader wants to do beforehand, and whether it is done.
    prepares: Option<(HelpWay, bool)>,
    stands: Stands,
    /// The times that are offered, while one of them is waited for.
    times: Vec<String>,
    /// Who is to be told, in words, and what they are told.
    news: Option<(String, String)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Doing {
    Nothing,
    Ask,
    Anew(InterviewId),
    Move(InterviewId),
    Edit(InterviewId),
    Note(InterviewId),
    CallOff(InterviewId),
    Help(InterviewId),
    SitIn(InterviewId),
    Practise(InterviewId),
    Talk(InterviewId),
}

impl Doing {
    /// The interview below which its form stands; none below all of them.
    fn about(self) -> Option<InterviewId> {
        match self {
            Self::Nothing | Self::Ask => None,
            Self::Anew(id)
            | Self::Move(id)
            | Self::Edit(id)
            | Self::Note(id)
            | Self::CallOff(id)
            | Self::Help(id)
            | Self::SitIn(id)
            | Self::Practise(id)
            | Self::Talk(id) => Some(id),
        }
    }
}

/// What is filled in, where something is.
fn form(candidate: CandidateId, doing: RwSignal<Doing>) -> Option<AnyView> {
    let done = move || doing.set(Doing::Nothing);
    let slot = |meant| {
        let leader = desk().tab().peek(|state| state.may_meet(candidate))?;
        Some(view! { <SlotForm candidate leader meant done/> }.into_any())
    };
    match doing.get() {
        Doing::Nothing => None,
        Doing::Ask => slot(Meant::Ask),
        Doing::Anew(id) => slot(Meant::Anew(id)),
        Doing::Move(id) => slot(Meant::Move(id)),
        Doing::Edit(id) => slot(Meant::Edit(id)),
        Doing::Note(id) => Some(view! { <NoteTime interview=id done/> }.into_any()),
        Doing::CallOff(id) => Some(view! { <CallOff interview=id done/> }.into_any()),
        Doing::Help(id) => Some(view! { <NoteHelp interview=id done/> }.into_any()),
        Doing::Practise(id) => Some(view! { <Practise interview=id done/> }.into_any()),
        Doing::Talk(id) => Some(view! { <AfterSitIn interview=id done/> }.into_any()),
        Doing::SitIn(id) => Some(view! { <PlanSitIn interview=id done/> }.into_any()),
    }
}

#[component]
pub fn Slots(candidate: CandidateId, name: String) -> impl IntoView {
    let ids = Memo::new(move |_| {
        desk().tab().with(|state| {
            let mut all = state.interviews(candidate);
            all.put_in_order_by(|one| one.off.is_some());
            all.iter().map(|one| one.id).collect::<Vec<_>>()
        })
    });
    let asks = Memo::new(move |_| desk().tab().with(|state| state.may_meet(candidate)));
    let doing = RwSignal::new(Doing::Nothing);
    let label = format!("Ask for a time: {name}");
    let ask = move || {
        let label = label.clone();
        (asks.get().is_some() && doing.get() == Doing::Nothing).then(|| {
            view! { <button class="act-link" aria-label=label on:click=move |_| doing.set(Doing::Ask)>"Ask for a time"</button> }
        })
    };
    let called = name.clone();
    view! {
        <ul class="slots" aria-label=format!("Interviews with {name}")>
            <For each=move || ids.get() key=|id| *id let:id><Slot id candidate name=called.clone() doing/></For>
        </ul>
        {move || doing.get().about().is_none().then(|| form(candidate, doing)).flatten()}
        <div class="row wrap">{ask}</div>
    }
    .into_any()
}

fn look(state: &State, id: InterviewId, today: NaiveDate) -> Option<Seen> {
    let one = state.get::<Interview>(id).ok()?;
    let leader = state.get::<Leader>(one.leader).ok();
    let name = leader.map_or(ours("the leader"), |leader| leader.details.name.as_str());
    let first = first_name(name);
    let cadence = state.settings().cadence;
    let time = one.starts.map(at_time).unwrap_or_default();
    let stands = state.stands(one, clock::now());
    let how = match (stands, one.answer(), &one.off) {
        (Stands::Off, _, Some(off)) => {
            let when = if time.is_empty() {
                "no time".to_owned()
            } else {
                time
            };
            format!("Off, {when}: {}", ours(off.cause.label()).to_lowercase())
        }
        (Stands::Held, ..) => format!("Took place {time}"),
        (Stands::Past, ..) => format!("Was to be {time}: did it take place?"),
        (Stands::Idle, ..) => "Nobody is asked any more".into(),
        (Stands::Set, ..) if state.was_set_before(one) => {
            format!(
                "Set for {time}, with {first}, who needed this role before: tell whoever comes who meets them"
            )
        }
        (Stands::Set, Some(chosen), _) if chosen.time == one.starts => {
            let noted = if chosen.by.is_some() { ", as noted" } else { "" };
            format!("{first} chose {}{noted}", chosen.said())
        }
        (Stands::Set, ..) => format!("Set for {time}"),
        (Stands::Open, Some(chosen), _) => format!("{first}: {}", chosen.said()),
        (Stands::Asked, ..) => {
            let away = leader.and_then(|leader| leader.details.away.as_ref());
            let due = one.due(away, &cadence).map(|due| day::said(due, today));
            let by = due.map_or_else(String::new, |due| format!(", by {due}"));
            match one.waited(&cadence, today) {
                0 => format!("Waits for {first}{by}"),
                waited => format!("Waits for {first} since {}{by}", day::days(waited)),
            }
        }
        (Stands::Open | Stands::Off, ..) => "No time yet".into(),
    };
    let offered = one.offer.as_ref().filter(|_| stands == Stands::Asked);
    let times = offered.map(|offer| offer.times.iter().map(|time| at_time(*time)).collect());
    let place = match one.details.how.as_str() {
        "" => String::new(),
        how => format!(", {how}"),
    };
    Some(Seen {
        id,
        what: format!(
            "{}, {} minutes{place}",
            one.details.round.label(),
            one.details.minutes
        ),
        how,
        times: times.unwrap_or_default(),
        news: news(state, one, first, today),
        help: match stands {
            Stands::Set => help::stands(one, name),
            Stands::Held => said_after(state, id),
            _ => None,
        },
        is_help_offered: one.help.as_ref().is_some_and(|help| help.offered.is_some()),
        has_sit_in: one.has_sit_in(),
        prepares: one
            .wanted()
            .filter(|wanted| wanted.way.prepares())
            .map(|wanted| (wanted.way, one.is_prepared())),
        stands,
    })
}

/// Who does not know how it stands now, and what they are told.
fn news(state: &State, one: &Interview, leader: &str, today: NaiveDate) -> Option<(String, String)> {
    let untold = state.to_be_told(one, today);
    let candidate = state.get::<Candidate>(one.candidate).ok()?;
    let first = first_name(&candidate.details.name);
    if untold.is_nobody() {
        return None;
    }
    // Whoever judges by a link of their own may not look at it again.
    let guests = state.interviewers(one.id).into_iter();
    let guests = guests.filter(|one| matches!(one.who, Who::Guest(_)) && state.is_card_waited_for(one));
    let whom: Vec<String> = [
        untold.candidate.then(|| first.to_owned()),
        untold.leader.then(|| leader.to_owned()),
    ]
    .into_iter()
    .flatten()
    .chain(guests.map(|one| state.interviewer_called(one)))
    .collect();
    let whom = listed(&whom);
    let what = match (one.starts, one.moved_from, &one.off) {
        (_, _, Some(_)) => "that it does not take place".to_owned(),
        (None, ..) => "that the time is open again".to_owned(),
        (Some(to), Some(from), None) => format!("that it is {}, no longer {}", at_time(to), at_time(from)),
        (Some(to), None, None) => format!("that it is {}", at_time(to)),
    };
    Some((whom, what))
}

#[component]
fn Slot(id: InterviewId, candidate: CandidateId, name: String, doing: RwSignal<Doing>) -> impl IntoView {
    let seen = Memo::new(move |_| {
        let today = desk().today.get();
        desk().tab().with(|state| look(state, id, today))
    });
    let asks = Memo::new(move |_| desk().tab().with(|state| state.may_meet(candidate)).is_some());
    // There is something to judge once it has a time.
    let has_time = Memo::new(move |_| {
        seen.with(|seen| {
            let stands = seen.as_ref().map(|seen| seen.stands);
            matches!(
                stands,
                Some(Stands::Set | Stands::Past | Stands::Held | Stands::Idle)
            )
        })
    });
    let called = name.clone();
    let told = move || {
        let seen = seen.get()?;
        let acts = acts(&seen, asks.get(), &name, doing);
        let (what, how) = (seen.what.clone(), seen.how.clone());
        let help = seen.help.clone();
        let help = help.map(|help| view! { <p class="small" dir="auto">{help}</p> });
        let times = (!seen.times.is_empty())
            .then(|| view! { <p class="small" dir="auto">"Offered: " {seen.times.join("; ")}</p> });
        let news = seen.news.clone().map(|(whom, what)| tell(id, &name, whom, &what));
        let (first, more) = acts;
        let more = (!more.is_empty()).then(|| {
            view! { <details class="more"><summary aria-label=format!("More about the interview: {name}")>"More"</summary><div class="row wrap acts">{more}</div></details> }
        });
        Some(view! {
            <p dir="auto"><b dir="auto">{how}</b> " " <span class="small quiet" dir="auto">{what}</span></p>
            {times}
            {news}
            {help}
            <div class="row wrap acts">{first}{more}</div>
        })
    };
    // News change what is told of it, not what is typed about it.
    let panel = move || {
        has_time
            .get()
            .then(|| view! { <Interviewers interview=id name=called.clone()/> })
    };
    let below = move || {
        (doing.get().about() == Some(id))
            .then(|| form(candidate, doing))
            .flatten()
    };
    view! { <li id=format!("slot-{id}") class="stack">{told} {below} {panel}</li> }
}

/// Who is to be told what, and that they were.
fn tell(id: InterviewId, name: &str, whom: String, what: &str) -> impl IntoView + use<> {
    let label = format!("Told: {name}");
    let told = Command::NoteTold {
        interview: id,
        untold: Untold::NOBODY,
    };
    view! {
        <div class="row wrap wait">
            <span dir="auto">{format!("Tell {whom} {what}.")}</span>
            <button class="act-link" aria-label=label
                on:click=move |_| {
                    desk().tab().submit(Body::Interview(told.clone()), format!("Noted: told {whom}."));
                }>"Told"</button>
        </div>
    }
}

/// What can be done about it as it stands: what is likely next, and the rest.
fn acts(seen: &Seen, asks: bool, name: &str, doing: RwSignal<Doing>) -> (Vec<AnyView>, Vec<AnyView>) {
    let id = seen.id;
    let opens = |words: &'static str, what: Doing| {
        let label = format!("{words}: {name}");
        view! { <button class="act-link" aria-label=label on:click=move |_| doing.set(what)>{words}</button> }
            .into_any()
    };
    let gives = |words: &'static str, command: Command, told: &'static str| {
        let label = format!("{words}: {name}");
        view! {
            <button class="act-link" aria-label=label
                on:click=move |_| {
                    desk().tab().submit(Body::Interview(command.clone()), told);
                }>{words}</button>
        }
        .into_any()
    };
    let held = |held, words, told| gives(words, Command::NoteHeld { interview: id, held }, told);
    let mut more = Vec::new();
    let first = match seen.stands {
        Stands::Asked => {
            more.push(opens("Other times", Doing::Anew(id)));
            more.push(opens("Set a time", Doing::Move(id)));
            vec![opens("Note their choice", Doing::Note(id))]
        }
        Stands::Open => vec![
            opens("Other times", Doing::Anew(id)),
            opens("Set a time", Doing::Move(id)),
        ],
        Stands::Set => {
            let offer = |offered, words, told| {
                let interview = id;
                gives(words, Command::OfferHelp { interview, offered }, told)
            };
            let mut first = Vec::new();
            match seen.prepares {
                Some((HelpWay::Practise, false)) => first.push(opens("Practise", Doing::Practise(id))),
                Some((_, false)) => {
                    let see = view! {
                        <button class="act-link" on:click=|_| page::focus("#role-questions".into())>"See the questions"</button>
                    };
                    let prepared = Command::NotePrepared {
                        interview: id,
                        prepared: true,
                    };
                    first.push(see.into_any());
                    first.push(gives(
                        "Chosen together",
                        prepared,
                        "Noted: you chose them together.",
                    ));
                }
                _ => {}
            }
            if seen.has_sit_in {
                first.push(opens("Plan the sit-in", Doing::SitIn(id)));
            }
            match seen.is_help_offered {
                false => first.push(offer(true, "Offer help", "Help is offered on their page.")),
                true => more.push(offer(false, "Stop offering help", "It is not offered any more.")),
            }
            first.push(opens("Move", Doing::Move(id)));
            more.push(opens("Note what helps", Doing::Help(id)));
            first
        }
        Stands::Past => vec![
            held(true, "It took place", "Noted: it took place."),
            opens("Move", Doing::Move(id)),
        ],
        Stands::Held => {
            let not = held(false, "It did not take place", "Noted: it did not.");
            let talk = |words| opens(words, Doing::Talk(id));
            match (&seen.help, seen.has_sit_in) {
                (Some(_), _) => vec![talk("Change what you said"), not],
                (None, true) => vec![talk("Five minutes after"), not],
                (None, false) => vec![not],
            }
        }
        Stands::Off if asks => vec![gives(
            "Hold it after all",
            Command::CallOn { interview: id },
            "It takes place after all.",
        )],
        Stands::Off | Stands::Idle => vec![],
    };
    if matches!(seen.stands, Stands::Asked | Stands::Open | Stands::Set) {
        more.push(opens("Change", Doing::Edit(id)));
    }
    if matches!(
        seen.stands,
        Stands::Asked | Stands::Open | Stands::Set | Stands::Past
    ) {
        more.push(opens("Call off", Doing::CallOff(id)));
    }
    (first, more)
}

/// Which time the leader chose, as a recruiter heard it.
#[component]
fn NoteTime(interview: InterviewId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let times = desk().tab().peek(|state| {
        let one = state.get::<Interview>(interview).ok();
        one.and_then(|one| one.offer.as_ref().map(|offer| offer.times.clone()))
    });
    let chosen = RwSignal::new(None::<usize>);
    let because = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let times = times.unwrap_or_default();
    let words: Vec<String> = times.iter().map(|time| at_time(*time)).collect();
    let words = words.into_iter().chain([Interview::NONE.to_owned()]).enumerate();
    let options = words.map(move |(nth, words)| {
        view! {
            <Radio name="time" checked=Signal::derive(move || chosen.get() == Some(nth)) choose=move |()| chosen.set(Some(nth))>
                {words}
            </Radio>
        }
    });
    let options = options.collect_view();
    let save = move |()| {
        let Some(nth) = chosen.get_untracked() else {
            return problem.set(Some("Choose one of these first.".into()));
        };
        let note = Command::NoteTime {
            interview,
            time: times.get(nth).copied(),
            because: because.get_untracked(),
        };
        let noted = desk().tab().try_submit(Body::Interview(note)).map_err(said);
        if let Some(undo) = heed(problem, noted) {
            desk().done("Noted.", undo);
            done.run(());
        }
    };
    view! {
        <Form class="amend stack" save>
            <div class="stack">{options}</div>
            <Area label="Because" value=because rows=2/>
            <SaveOrCancel problem cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}

/// Why it does not take place; asked before it is off.
#[component]
fn CallOff(interview: InterviewId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let cause = RwSignal::new(OffCause::Candidate);
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let off = Command::CallOff {
            interview,
            cause: cause.get_untracked(),
        };
        let off = desk().tab().try_submit(Body::Interview(off)).map_err(said);
        if let Some(undo) = heed(problem, off) {
            let news = desk().tab().peek(|state| {
                let one = state.get::<Interview>(interview).ok()?;
                let leader = first_name(state.name_of(one.leader));
                news(state, one, leader, clock::today())
            });
            let words = match news {
                Some((whom, what)) => format!("Off: tell {whom} {what}."),
                None => "It is off.".to_owned(),
            };
            desk().done(words, undo);
            done.run(());
        }
    };
    view! {
        <Form class="amend stack" save>
            <Select label="Why does it not take place?" all=OffCause::GIVEN name=|cause: OffCause| ours(cause.label()) value=cause/>
            <SaveOrCancel problem words="Call off" cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}
