//! How it goes at each day: what the leader says, and what whoever was hired says to the one whom they chose.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    ask::AskByLink,
    given_back::GivenBack,
    talk::{LeaderForm, PassOn, TalkForm},
};
use crate::board::{
    desk::{Turn, desk, ours},
    kit::{Sure, tell},
    problems::ProblemForm,
};
use crate::browser::{clock, page};
use crate::domain::{
    Body, Cause, CheckIn, CheckInDetails, CheckInId, Form, Hire, HireId, Hurts, PainDetails, PainId,
    PainPoint, ProblemDetails, Role, RoleId, State, UserId, Voice, check_in,
    hire::{Command, DAYS},
    pain,
};
use crate::ui::{day, first_name};

/// As it is shown.
#[derive(Clone, PartialEq)]
struct Seen {
    id: HireId,
    role: RoleId,
    name: String,
    leader: String,
    /// Who reads what they answer, by name; whether that is me.
    reader: Option<(String, bool)>,
    agreed_on: Option<NaiveDate>,
    /// I read it before, and do not know yet that another does.
    was_mine: bool,
    days: Vec<Day>,
    is_shown: bool,
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
    /// None where it is asked no more: somebody left, or leaves that day out.
    on: Option<NaiveDate>,
    asks_leader: bool,
    /// What the leader said: what still hurts, pain by pain, and the rest in words. Then what they said to me in a talk, and what they
    /// wrote to me, once I read it.
    leader: Option<Said>,
    said: Option<Vec<String>>,
    wrote: Option<Vec<String>>,
    /// What they sent and I have not opened; or have, and the server has not brought it yet.
    unread: Option<CheckInId>,
    is_coming: bool,
    /// They would rather talk than write.
    asks_to_talk: bool,
    /// It is the day at which they are asked.
    is_now: bool,
    /// A link may be made for them.
    may_send: bool,
    /// Why to call them, and for what they said.
    worry: Option<(&'static str, CheckIn)>,
    gap: Option<(u8, u8)>,
}

/// What a leader said of them, be the role theirs still or not.
#[derive(Clone, PartialEq)]
struct Said {
    who: String,
    hurts: Vec<(PainId, String)>,
    words: String,
}

impl Said {
    fn of(state: &State, hire: &Hire, said: &CheckIn) -> Self {
        let who = said.leader.map(|leader| state.name_of(leader));
        Self {
            who: who.map_or(ours("their leader"), first_name).to_owned(),
            hurts: hurts(state, hire, said),
            words: each(state, said).join(". "),
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Leader(u8),
    Talk(u8),
    Form(u8),
    PassOn(u8),
}

impl Open {
    /// Below which day its form stands.
    fn day(self) -> Option<u8> {
        match self {
            Self::Nothing => None,
            Self::Leader(day) | Self::Talk(day) | Self::Form(day) | Self::PassOn(day) => Some(day),
        }
    }
}

fn look(state: &State, id: HireId, me: UserId, today: NaiveDate) -> Option<Seen> {
    let hire = state.get::<Hire>(id).ok()?;
    let role = state.get::<Role>(hire.role).ok()?;
    let leader = role
        .leader
        .map_or(ours("their leader"), |leader| state.name_of(leader));
    let is_mine = hire.reader == Some(me);
    let is_asked = is_mine && !hire.has_left(today);
    // What was said stays where it was said, also when the dates moved on, somebody left, or another reads what comes.
    let days = DAYS.into_iter().filter_map(|day| {
        let of = |voice| state.check_in(id, day, voice);
        let (talk, form) = (state.talk_of(id, day, me), state.form_of(id, day, me));
        let read = form.filter(|one| one.form == Some(Form::Read) && !one.is_coming());
        let newest = talk.or(read);
        let asked = hire.asked_days().find(|asked| *asked == day);
        let on = asked.and_then(|day| hire.asked_on(day));
        let asks_to_talk = is_mine && talk.is_none() && state.asks_to_talk(id, day, me);
        let is_said = form.is_some() || talk.is_some() || of(Voice::Leader).is_some() || asks_to_talk;
        (on.is_some() || is_said).then(|| Day {
            day,
            on,
            asks_leader: Hire::asks_leader(day),
            leader: of(Voice::Leader).map(|said| Said::of(state, hire, said)),
            said: talk.map(|said| each(state, said)),
            wrote: read.map(|said| each(state, said)),
            unread: form
                .filter(|one| is_mine && one.form == Some(Form::Sent))
                .map(|one| one.id),
            is_coming: form.is_some_and(CheckIn::is_coming),
            asks_to_talk,
            is_now: hire.is_asked_at(day, today),
            may_send: state.may_send_form(hire, day, me, today),
            worry: newest
                .filter(|_| is_asked)
                .and_then(|said| Some((state.worry_of(said)?, said.clone()))),
            gap: newest.and_then(|_| state.gap_between(id, day)),
        })
    });
    let passed = state.check_ins(id).into_iter();
    let passed = passed.filter(|one| one.voice == Voice::PassedOn);
    Some(Seen {
        id,
        role: hire.role,
        name: first_name(&hire.details.name).to_owned(),
        leader: first_name(leader).to_owned(),
        reader: hire.reader.map(|reader| {
            let member = state.member(reader);
            let name = member.map_or_else(|| "you".to_owned(), |member| member.name.clone());
            (name, reader == me)
        }),
        agreed_on: hire.agreed_on,
        was_mine: hire.read_before == Some(me),
        is_shown: hire.details.shown.is_some(),
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

/// `Late reports: 8 before, 3 now`; where it was said again since, `5 at day 30`.
fn hurts(state: &State, hire: &Hire, said: &CheckIn) -> Vec<(PainId, String)> {
    let scores = said.details.scores.iter();
    let hurts = scores.filter_map(|score| {
        let pain = state.get::<PainPoint>(score.pain?).ok()?;
        let since = match state.hurts(said, pain.id)? {
            Hurts::Now(worth) => format!("{worth} now"),
            Hurts::Then(worth) => format!("{worth} at day {}", said.day),
        };
        let before = hire.hurt_before(pain);
        let before = before
            .map(|before| format!("{before} before, "))
            .unwrap_or_default();
        Some((pain.id, format!("“{}”: {before}{since}", pain.details.what)))
    });
    hurts.collect()
}

/// `I can do the core of the work: 4 of 5`, and what else they said.
fn each(state: &State, said: &CheckIn) -> Vec<String> {
    let details = &said.details;
    let scores = details
        .scores
        .iter()
        .filter_map(|score| match (score.pain, score.item) {
            (Some(pain), _) => {
                let is_gone = state.get::<PainPoint>(pain).is_err();
                is_gone.then(|| format!("A pain that is gone: {}", score.worth))
            }
            (None, item) => Some(format!("{}: {} of 5", ours(said.voice.says(item?)), score.worth)),
        });
    let nothing = details.nothing.then(|| "Nothing to say".to_owned());
    let words = Some(details.words.clone()).filter(|words| !words.is_empty());
    scores.chain(nothing).chain(words).collect()
}

#[component]
pub fn CheckIns(id: HireId) -> impl IntoView {
    let seen = Memo::new(move |_| {
        let tab = desk().tab();
        let (me, today) = (tab.me(), desk().today.get());
        tab.with(|state| look(state, id, me, today))
    });
    let open = RwSignal::new(Open::Nothing);
    let close = Callback::new(move |()| open.set(Open::Nothing));
    let form = Callback::new(move |()| match open.get() {
        Open::Nothing => None,
        Open::Leader(day) => Some(view! { <LeaderForm id day done=close/> }.into_any()),
        Open::Talk(day) => Some(view! { <TalkForm id day done=close/> }.into_any()),
        Open::Form(day) => Some(view! { <AskByLink id day done=close/> }.into_any()),
        Open::PassOn(day) => Some(view! { <PassOn id day done=close/> }.into_any()),
    });
    // The day of a form stays, whatever comes meanwhile: what is typed stands below it.
    let days = Memo::new(move |_| {
        let days = seen.with(|seen| {
            seen.as_ref()
                .map(|seen| seen.days.iter().map(|one| one.day).collect())
        });
        days.unwrap_or_else(Vec::new)
    });
    let line = move |day: u8| {
        let told = move || {
            let seen = seen.get()?;
            let one = seen.days.iter().find(|one| one.day == day)?;
            Some(line(one, &seen, open, desk().today.get()))
        };
        let below = move || (open.get().day() == Some(day)).then(|| form.run(())).flatten();
        view! { <li id=format!("check-in-{id}-{day}") class="stack" tabindex="-1">{told} {below}</li> }
    };
    view! {
        <h4>"How it goes"</h4>
        {move || seen.get().map(|seen| view! { <Reader seen/> })}
        <GivenBack id/>
        <ul class="check-ins" aria-label="How it goes">
            <For each=move || days.get() key=|day| *day let:day>{line(day)}</For>
        </ul>
        {move || seen.get().map(|seen| view! { <PassedOn seen/> })}
    }
    .into_any()
}

#[component]
fn PassedOn(seen: Seen) -> impl IntoView {
    let passed = seen
        .passed_on
        .iter()
        .cloned()
        .map(|one| view! { <PassedLine one/> });
    let once = if seen.is_shown {
        ""
    } else {
        ", once it is on their page"
    };
    (!seen.passed_on.is_empty()).then(|| {
        view! {
            <p class="small quiet" dir="auto">{format!("{} lets {} know{once}:", seen.name, seen.leader)}</p>
            <ul>{passed.collect_view()}</ul>
        }
        .into_any()
    })
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

fn line(one: &Day, seen: &Seen, open: RwSignal<Open>, today: NaiveDate) -> impl IntoView + use<> {
    let (day, id) = (one.day, seen.id);
    let has_come = one.on.is_some_and(|on| on <= today);
    let is_said = one.leader.is_some() || one.said.is_some() || one.wrote.is_some();
    let when = match one.on {
        Some(on) if has_come || !is_said => format!("Day {day}, {}", day::dated(on, today)),
        Some(_) => format!("Day {day}, said before the first day moved"),
        None => format!("Day {day}, no longer asked"),
    };
    let opens = |what| opens(id, day, open, what);
    let leader = one.asks_leader.then(|| match &one.leader {
        Some(said) => {
            let hurts = said.hurts.clone().into_iter().map(|(pain, words)| {
                view! { <Turn role=seen.role part="pains" place=format!("#pain-{pain} summary")>{words}</Turn> ". " }
            });
            view! { <p dir="auto"><span class="quiet">{format!("{}: ", said.who)}</span>{hurts.collect_view()}<bdi>{said.words.clone()}</bdi></p> }.into_any()
        }
        None if has_come => {
            let words = format!("Note what {} says", seen.leader);
            let label = format!("{words} of {} at day {day}", seen.name);
            view! { <button class="act-link" aria-label=label on:click=opens(Open::Leader(day))>{words}</button> }.into_any()
        }
        None => ().into_any(),
    });
    let own = own(one, seen, has_come, open);
    let worry = one.worry.clone().map(|(why, own)| {
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
        let words = format!("Call {} this week: {}.", seen.name, ours(why));
        view! {
            <p class="wait" dir="auto">{words}</p>
            <div><button on:click=called>"I called"</button></div>
        }
    });
    let gap = one.gap.map(|(leader, own)| {
        let who = one.leader.as_ref().map_or(&seen.leader, |said| &said.who);
        let words = format!(
            "The core of the work: {leader} says {who}, {own} says {}. Only you see that.",
            seen.name
        );
        view! { <p class="small wait" dir="auto">{words}</p> }
    });
    view! { <b>{when}</b> {leader} {own} {worry} {gap} }
}

/// What was pressed twice is meant once: what stands there by then is another day's.
fn opens(id: HireId, day: u8, open: RwSignal<Open>, what: Open) -> impl Fn(leptos::ev::MouseEvent) {
    move |event| {
        if event.detail() < 2 {
            open.set(what);
            page::focus(format!("#check-in-{id}-{day} form :is(button, textarea)"));
        }
    }
}

/// What they said to me, or wrote, and what is next.
fn own(one: &Day, seen: &Seen, has_come: bool, open: RwSignal<Open>) -> impl IntoView + use<> {
    let (day, id, name) = (one.day, seen.id, &seen.name);
    let is_mine = matches!(seen.reader, Some((_, true)));
    let opens = |what| opens(id, day, open, what);
    let unread = one.unread.map(|check_in| {
        let read = move |_| {
            let reads = check_in::Command::ReadForm { check_in };
            tell(
                "Opened: once the server has noted it, it stands here.",
                desk().tab().try_submit(Body::CheckIn(reads)),
            );
        };
        let words = format!("{name} answered: read it");
        let label = format!("{words}, day {day}");
        view! {
            <button class="primary" aria-label=label on:click=read>{words}</button>
            <p class="small quiet" dir="auto">{format!("Until you open it, {name} may take it back.")}</p>
        }
    });
    let coming = one.is_coming.then(|| {
        view! { <p class="small quiet" dir="auto">{format!("What {name} wrote is being fetched: it comes with a network, unless {name} has taken it back by then.")}</p> }
    });
    let told = |how: &str, said: &Option<Vec<String>>| {
        let each = said.clone()?.into_iter();
        let each = each
            .map(|said| view! { <li dir="auto">{said}</li> })
            .collect_view();
        Some(view! {
            <div>
                <p class="quiet" dir="auto">{format!("{name} {how} you alone:")}</p>
                <ul class="told">{each}</ul>
            </div>
        })
    };
    let (wrote, said) = (told("wrote to", &one.wrote), told("told", &one.said));
    let asks = one.asks_to_talk.then(|| {
        view! { <p class="wait" dir="auto">{format!("{name} would rather talk than write.")}</p> }
    });
    let (is_said, is_written) = (one.said.is_some(), one.wrote.is_some());
    let talk = (is_mine && (is_said || (has_come && one.unread.is_none() && !one.is_coming))).then(|| {
        let (words, label, class) = match (is_said, is_written) {
            (true, _) => {
                let label = format!("Change what {name} said at day {day}");
                ("Change".to_owned(), label, "act-link")
            }
            (false, true) => {
                let words = format!("Note what you talked about with {name}");
                let label = format!("{words}: day {day}");
                (words, label, "act-link")
            }
            (false, false) => {
                let words = format!("Talk with {name}");
                let label = format!("{words}: day {day}");
                (words, label, if one.is_now { "primary" } else { "" })
            }
        };
        view! { <button class=class aria-label=label on:click=opens(Open::Talk(day))>{words}</button> }
    });
    let form = one.may_send.then(|| {
        let label = format!("Send the form instead: {}, day {day}", seen.name);
        view! { <button class="act-link" aria-label=label on:click=opens(Open::Form(day))>"Send the form instead"</button> }
    });
    let pass = (is_mine && (is_said || is_written)).then(|| {
        let words = format!("{name} lets something be passed on");
        let label = format!("{words}, day {day}");
        view! { <button class="act-link" aria-label=label on:click=opens(Open::PassOn(day))>{words}</button> }
    });
    view! {
        {unread} {coming} {wrote} {said} {asks}
        <div class="row wrap">{talk} {form} {pass}</div>
    }
}

/// Who reads what they answer, and the way to say whom they chose.
#[component]
fn Reader(seen: Seen) -> impl IntoView {
    let today = desk().today.get();
    let id = seen.id;
    let agree = move || {
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
    let asks = RwSignal::new(false);
    // Of another it is asked twice: they no longer read what comes.
    let press = {
        let has_another = matches!(seen.reader, Some((_, false)));
        move |_| if has_another { asks.set(true) } else { agree() }
    };
    let sure = match &seen.reader {
        Some((reader, _)) => format!(
            "Did {name} choose you? From now on you read what {name} says, and {reader} no longer does; what was said to {reader} stays with them. If {name} sent {reader} something that was not read yet, it is deleted now, and {name} may send it to you anew; you are not told whether there was anything. Only {name} decides that."
        ),
        None => String::new(),
    };
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
    let news = seen.was_mine.then(|| {
        let reader = seen.reader.as_ref().map_or("", |(reader, _)| reader);
        let on = seen.agreed_on.map_or_else(String::new, |on| day::dated(on, today));
        let words = format!("{reader} noted {on} that {name} chose {reader} instead of you. What {name} told you stays with you. If you doubt it, ask {name}.");
        let know = move |_| {
            let knows = Command::KnowReader { hire: id };
            tell("Noted.", desk().tab().try_submit(Body::Hire(knows)));
        };
        view! {
            <div class="row wrap">
                <p class="wait" dir="auto">{words}</p>
                <button class="act-link" on:click=know>"I know"</button>
            </div>
        }
    });
    let is_mine = matches!(seen.reader, Some((_, true)));
    let choose = (!is_mine).then(|| {
        view! {
            <div><button on:click=press>{format!("{name} agreed that I read it")}</button></div>
            <Sure asks words=Signal::stored(sure) yes="They chose me" no="No, leave it" go=move |()| agree()/>
        }
    });
    view! {
        {news}
        <p class="small quiet" dir="auto">{words}</p>
        {choose}
    }
    .into_any()
}
