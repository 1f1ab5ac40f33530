//! Who judges in an interview: who is asked about what, who has handed in, their own scorecard, and what all of them say.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    debrief::Debrief,
    invite::Invite,
    scorecard::{AddForm, CardForm, is_begun},
};
use crate::board::{
    desk::desk,
    kit::{Check, Field, Form, Radio, SaveOrCancel, heed, said, tick},
    leader::on_their_page,
};
use crate::browser::clock;
use crate::domain::{
    Body, CriterionId, Interview, InterviewId, Interviewer, InterviewerId, State, Who,
    interviewer::{Asks, Command, Sits},
    kit::Criterion,
};
use crate::ui::day;

/// As it is shown.
#[derive(Clone, PartialEq)]
struct Seat {
    id: InterviewerId,
    name: String,
    how: String,
    sits: Sits,
    is_mine: bool,
    is_guest: bool,
    has_link: bool,
}

#[derive(Clone, PartialEq, Default)]
struct Seen {
    seats: Vec<Seat>,
    /// What is nobody's to ask about.
    nobodys: String,
    /// Whether somebody may still be asked.
    may_ask: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Doing {
    Nothing,
    Ask,
    Change(InterviewerId),
    Write(InterviewerId),
    Invite(InterviewerId),
    Add(InterviewerId),
}

fn look(state: &State, interview: InterviewId, today: NaiveDate) -> Option<Seen> {
    let one = state.get::<Interview>(interview).ok()?;
    let me = desk().tab().me();
    let seats = state.interviewers(interview).into_iter().map(|seat| {
        let sits = state.sits(seat);
        let asks = match seat.details.criteria.len() {
            0 => String::new(),
            1 => ", asks one question".into(),
            count => format!(", asks {count} questions"),
        };
        let read = if state.may_have_read(seat) {
            "; asked when others’ scorecards could be read"
        } else {
            ""
        };
        let is_guest = matches!(seat.who, Who::Guest(_));
        let links = state.links_of(seat, today);
        let until = links.iter().filter_map(|link| link.expires_on).max();
        let link = match until {
            _ if !is_guest => String::new(),
            _ if links.is_empty() => ", has no link yet".into(),
            None => ", has a link".into(),
            Some(until) => format!(", link open until {}", day::said(until, today)),
        };
        let how = match sits {
            Sits::HandedIn => format!("handed in{asks}{read}"),
            Sits::Waited => format!(
                "hands in by {}{asks}{link}{read}",
                day::said(state.card_due(seat), today)
            ),
            Sits::Over | Sits::Off => "did not hand in".into(),
        };
        Seat {
            id: seat.id,
            name: state.interviewer_called(seat),
            how,
            sits,
            is_mine: seat.who == Who::Member(me),
            is_guest,
            has_link: !links.is_empty(),
        }
    });
    let seats: Vec<Seat> = seats.collect();
    let left: Vec<String> = state.nobodys(interview).into_iter().map(|one| one.what).collect();
    Some(Seen {
        nobodys: if seats.is_empty() {
            String::new()
        } else {
            left.join("; ")
        },
        seats,
        may_ask: one.off.is_none() && one.debrief.is_none(),
    })
}

#[component]
pub fn Interviewers(interview: InterviewId, name: String) -> impl IntoView {
    let seen = Memo::new(move |_| {
        let today = desk().today.get();
        desk()
            .tab()
            .with(|state| look(state, interview, today))
            .unwrap_or_default()
    });
    let begun = desk().tab().peek(|state| {
        let me = desk().tab().me();
        let mut own = state.interviewers(interview).into_iter();
        let own = own.find(|one| one.who == Who::Member(me) && state.is_card_waited_for(one));
        own.filter(|one| is_begun(state, one)).map(|one| one.id)
    });
    let doing = RwSignal::new(begun.map_or(Doing::Nothing, Doing::Write));
    let done = move || doing.set(Doing::Nothing);
    // News change what is shown, not what is typed.
    let form = move || match doing.get() {
        Doing::Nothing => None,
        Doing::Ask => {
            Some(view! { <Ask interview done invites=move |id| doing.set(Doing::Invite(id))/> }.into_any())
        }
        Doing::Change(id) => Some(view! { <Change interviewer=id done/> }.into_any()),
        Doing::Write(id) => Some(view! { <CardForm interviewer=id done/> }.into_any()),
        Doing::Invite(id) => Some(view! { <Invite interviewer=id done/> }.into_any()),
        Doing::Add(id) => Some(view! { <AddForm interviewer=id done/> }.into_any()),
    };
    let called = name.clone();
    let seats = move || {
        let all = seen.get().seats.into_iter();
        let items = all.map(|seat| {
            let acts = acts(&seat, &called, doing);
            view! {
                <li class="row between wrap">
                    <span><b dir="auto">{seat.name}</b> " " <span class="small quiet">{seat.how}</span></span>
                    <span class="row wrap acts">{acts}</span>
                </li>
            }
        });
        items.collect_view()
    };
    let nobodys = move || {
        let left = seen.with(|seen| seen.nobodys.clone());
        (!left.is_empty()).then(|| {
            view! { <p class="small wait" dir="auto">{format!("Nobody asks about: {left}")}</p> }
        })
    };
    let label = format!("Ask an interviewer: {name}");
    let ask = move || {
        let label = label.clone();
        (seen.with(|seen| seen.may_ask) && doing.get() == Doing::Nothing).then(|| {
            view! { <button class="act-link" aria-label=label on:click=move |_| doing.set(Doing::Ask)>"Ask an interviewer"</button> }
        })
    };
    let is_any = Memo::new(move |_| seen.with(|seen| !seen.seats.is_empty()));
    view! {
        <ul class="interviewers" aria-label=format!("Who judges {name}")>{seats}</ul>
        {nobodys}
        {form}
        <div class="row wrap">{ask}</div>
        {move || is_any.get().then(|| view! { <Debrief interview/> })}
    }
    .into_any()
}

/// What can be done about an interviewer.
fn acts(seat: &Seat, name: &str, doing: RwSignal<Doing>) -> AnyView {
    let id = seat.id;
    if seat.sits == Sits::HandedIn && seat.is_mine {
        let label = format!("Add to your scorecard: {name}");
        return view! {
            <button class="act-link" aria-label=label on:click=move |_| doing.set(Doing::Add(id))>"Add to your scorecard"</button>
        }
        .into_any();
    }
    if seat.sits != Sits::Waited {
        return ().into_any();
    }
    let write = seat.is_mine.then(|| {
        let label = format!("Write your scorecard: {name}");
        view! { <button class="primary" aria-label=label on:click=move |_| doing.set(Doing::Write(id))>"Write your scorecard"</button> }
    });
    let invite = seat.is_guest.then(|| {
        let label = format!("Make a link for {}: {name}", seat.name);
        view! { <button class="act-link" aria-label=label on:click=move |_| doing.set(Doing::Invite(id))>{if seat.has_link { "Make another link" } else { "Make their link" }}</button> }
    });
    let change = format!("Change what {} asks: {name}", seat.name);
    let excuse = format!("Excuse {}: {name}", seat.name);
    let off = move |_| {
        let excuses = Command::ExcuseInterviewer {
            interviewer: id,
            off: true,
        };
        desk()
            .tab()
            .submit(Body::Interviewer(excuses), "Nobody waits for them any more.");
    };
    view! {
        {write}
        {invite}
        <button class="act-link" aria-label=change on:click=move |_| doing.set(Doing::Change(id))>"Change"</button>
        <button class="act-link" aria-label=excuse on:click=off>"Excuse"</button>
    }
    .into_any()
}

/// Who is asked, which questions are theirs, and by when they hand in.
#[component]
fn Ask(
    interview: InterviewId,
    #[prop(into)] done: Callback<()>,
    /// Who has no account is given a link.
    #[prop(into)]
    invites: Callback<InterviewerId>,
) -> impl IntoView {
    let me = desk().tab().me();
    let (people, criteria, mine, due) = desk().tab().peek(|state| {
        let asked: Vec<Who> = state
            .interviewers(interview)
            .iter()
            .map(|one: &&Interviewer| one.who.clone())
            .collect();
        let colleagues = state.members().filter(|member| member.user != me);
        let colleagues = colleagues.map(|member| (Who::Member(member.user), member.name.clone()));
        let one = state.get::<Interview>(interview).ok();
        let leader = one.and_then(|one| state.judges_on_page(one));
        let leader = leader.map(|leader| {
            let words = format!(
                "{}, on their page: the questions stand there, too",
                state.name_of(leader)
            );
            (Who::Leader, words)
        });
        let people: Vec<(Who, String)> = std::iter::once((Who::Member(me), "You".to_owned()))
            .chain(leader)
            .chain(colleagues)
            .filter(|(who, _)| !asked.contains(who))
            .collect();
        let criteria = one.map(|one| state.kit(one.role).criteria).unwrap_or_default();
        let held = one.and_then(Interview::on).unwrap_or_else(clock::today);
        let due = state.cards_by(held.max(clock::today()));
        (people, criteria, state.divided(interview), due)
    });
    let chosen = RwSignal::new(people.first().map(|(who, _)| who.clone()));
    let ticked = RwSignal::new(mine.into_iter().collect::<BTreeSet<CriterionId>>());
    let due = RwSignal::new(due.to_string());
    let problem = RwSignal::new(None::<String>);
    let all = StoredValue::new(criteria.clone());
    let guest = RwSignal::new(String::new());
    let save = move |()| {
        let who = match chosen.get_untracked() {
            Some(who) => who,
            None => Who::Guest(guest.get_untracked()),
        };
        let typed = all.with_value(|all: &Vec<Criterion>| asks(all, ticked, due));
        let Some(details) = heed(problem, typed) else {
            return;
        };
        let interviewer = clock::fresh(InterviewerId::new);
        let asked = Command::AskInterviewer {
            interviewer,
            interview,
            who: who.clone(),
            details,
        };
        let asked = desk().tab().try_submit(Body::Interviewer(asked)).map_err(said);
        if let Some(undo) = heed(problem, asked) {
            let words = match who {
                Who::Leader => {
                    let on_page = |state: &State| {
                        let one = state.get::<Interview>(interview).ok()?;
                        Some(on_their_page(
                            state,
                            one.leader,
                            "Asked: it stands on their page.",
                        ))
                    };
                    desk().tab().peek(on_page)
                }
                Who::Member(_) | Who::Guest(_) => None,
            };
            desk().done(words.unwrap_or_else(|| "Asked.".into()), undo);
            match who {
                Who::Guest(_) => invites.run(interviewer),
                Who::Member(_) | Who::Leader => done.run(()),
            }
        }
    };
    let options = people.into_iter().map(move |(who, name)| {
        let is = who.clone();
        view! {
            <Radio name="interviewer" checked=Signal::derive(move || chosen.with(|chosen| chosen.as_ref() == Some(&is)))
                choose=move |()| chosen.set(Some(who.clone()))>
                <bdi>{name}</bdi>
            </Radio>
        }
    });
    view! {
        <Form class="amend stack" save>
            <fieldset>
                <legend>"Who judges?"</legend>
                {options.collect_view()}
                <Radio name="interviewer" checked=Signal::derive(move || chosen.with(Option::is_none)) choose=move |()| chosen.set(None)>
                    "Somebody without an account, by a link of their own"
                </Radio>
            </fieldset>
            {move || chosen.with(Option::is_none).then(|| view! { <Field label="Their name" value=guest/> })}
            <Questions criteria ticked due/>
            <SaveOrCancel problem words="Ask" cancel=move |()| done.run(())/>
        </Form>
    }
    .into_any()
}

/// Other questions, or another day, for somebody who is waited for.
#[component]
fn Change(interviewer: InterviewerId, #[prop(into)] done: Callback<()>) -> impl IntoView {
    let found = desk().tab().peek(|state| {
        let one = state.get::<Interviewer>(interviewer).ok()?;
        Some((
            one.details.clone(),
            state.asked_by(one),
            state.kit(one.role).criteria,
        ))
    });
    let (base, mine, criteria) = found?;
    let ticked = RwSignal::new(mine.iter().map(|one| one.id).collect::<BTreeSet<CriterionId>>());
    let due = RwSignal::new(base.due.to_string());
    let problem = RwSignal::new(None::<String>);
    let all = StoredValue::new((criteria.clone(), base));
    let save = move |()| {
        let typed = all.with_value(|(all, base): &(Vec<Criterion>, Asks)| {
            asks(all, ticked, due).map(|details| (details, base.clone()))
        });
        let Some((details, base)) = heed(problem, typed) else {
            return;
        };
        let edits = Command::EditInterviewer {
            interviewer,
            details,
            base: Some(base),
        };
        let edited = desk().tab().try_submit(Body::Interviewer(edits)).map_err(said);
        if let Some(undo) = heed(problem, edited) {
            desk().done("Saved.", undo);
            done.run(());
        }
    };
    Some(
        view! {
            <Form class="amend stack" save>
                <Questions criteria ticked due/>
                <SaveOrCancel problem cancel=move |()| done.run(())/>
            </Form>
        }
        .into_any(),
    )
}

/// What is ticked, and the day.
///
/// # Errors
/// When that is no day, in words.
fn asks(
    all: &[Criterion],
    ticked: RwSignal<BTreeSet<CriterionId>>,
    due: RwSignal<String>,
) -> Result<Asks, String> {
    let typed = due.get_untracked();
    let no_day = |_| "Give the day by which they hand in, as year-month-day.".to_owned();
    let due = typed.trim().parse().map_err(no_day)?;
    let ticked: Vec<CriterionId> = ticked.get_untracked().into_iter().collect();
    let criteria = Asks::of(&ticked, all);
    Ok(Asks { criteria, due })
}

#[component]
fn Questions(
    criteria: Vec<Criterion>,
    ticked: RwSignal<BTreeSet<CriterionId>>,
    due: RwSignal<String>,
) -> impl IntoView {
    let boxes = criteria.into_iter().map(move |one| {
        view! {
            <Check checked=Signal::derive(move || ticked.with(|ticked| ticked.contains(&one.id))) change=tick(ticked, one.id)>
                <span dir="auto">{one.what.clone()}</span>
            </Check>
        }
    });
    view! {
        <fieldset><legend>"What do they ask about? None ticked: all of it"</legend>{boxes.collect_view()}</fieldset>
        <Field label="Hands in by" value=due kind="date"/>
    }
}
