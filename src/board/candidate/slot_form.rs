//! Asking for a time, setting one, moving it, and changing what it is.

use chrono::{DateTime, FixedOffset, NaiveDate};
use leptos::prelude::*;

use crate::board::{
    desk::{desk, ours},
    kit::{Check, Field, Form, NumberField, SaveOrCancel, Select, heed, said},
    leader::on_their_page,
};
use crate::browser::clock;
use crate::domain::{
    Body, CandidateId, Interview, InterviewDetails, InterviewId, LeaderId, Offer, Round, Sorting, State,
    interview::Command,
};

/// What the form is for.
#[derive(Clone, Copy, PartialEq)]
pub enum Meant {
    Ask,
    /// Other times are offered.
    Anew(InterviewId),
    /// It begins at another time, or at one after all.
    Move(InterviewId),
    /// Of what kind it is, where and for how long.
    Edit(InterviewId),
}

/// What the form begins with.
struct Begun {
    details: InterviewDetails,
    /// By whose clock the times are given.
    zone: String,
    times: [String; Offer::MOST],
    due: NaiveDate,
    otherwise: String,
    /// When it begins as it was when the form opened.
    starts: Option<DateTime<FixedOffset>>,
}

fn begun(state: &State, meant: Meant) -> Begun {
    let interview = match meant {
        Meant::Ask => None,
        Meant::Anew(id) | Meant::Move(id) | Meant::Edit(id) => state.get::<Interview>(id).ok(),
    };
    let cadence = state.settings().cadence;
    let today = clock::today();
    let days = today.iter_days().skip(1);
    let mut days = days.filter(|day| cadence.is_business_day(*day));
    let starts = interview.and_then(|one| one.starts);
    // Times that nobody has named are asked of nobody.
    let first = match (meant, starts) {
        (Meant::Move(_), Some(starts)) => clock::field(starts),
        _ => String::new(),
    };
    Begun {
        details: interview.map_or_else(
            || InterviewDetails {
                round: Round::Interview,
                how: String::new(),
                minutes: 45,
            },
            |one| (*one.details).clone(),
        ),
        zone: state
            .workspace()
            .map_or_else(clock::zone, |workspace| workspace.zone.clone()),
        times: [first, String::new(), String::new()],
        due: days.next().unwrap_or(today),
        otherwise: String::new(),
        starts,
    }
}

#[component]
pub fn SlotForm(
    candidate: CandidateId,
    leader: LeaderId,
    meant: Meant,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let desk = desk();
    let Begun {
        details,
        zone,
        times,
        due,
        otherwise,
        starts,
    } = desk.tab().peek(|state| begun(state, meant));
    let was = StoredValue::new(details.clone());
    let clock_of = StoredValue::new(zone.clone());
    let round = RwSignal::new(details.round);
    let how = RwSignal::new(details.how);
    let minutes = RwSignal::new(details.minutes.to_string());
    let times = times.map(RwSignal::new);
    let [first, second, third] = times;
    let due = RwSignal::new(due.to_string());
    let otherwise = RwSignal::new(otherwise);
    let is_known = RwSignal::new(matches!(meant, Meant::Move(_)));
    let problem = RwSignal::new(None::<String>);
    // What is half typed is read as it is: what cannot be, says so.
    let read = move |value: &str| {
        let value = value.trim();
        if value.is_empty() {
            return Err("Give the day and the time.".to_owned());
        }
        let time = clock_of.with_value(|zone| clock::moment_in(zone, value));
        time.ok_or_else(|| {
            let shown = value.replace('T', " ");
            format!("There is no {shown} by that clock: give the day and the time, such as 2027-05-09 15:00.")
        })
    };
    // An interview of before is written down afterwards.
    let has_passed = Memo::new(move |_| {
        meant == Meant::Ask && is_known.get() && read(&first.get()).is_ok_and(|time| time <= clock::now())
    });
    let details_of = move || -> Result<Box<InterviewDetails>, String> {
        let minutes = minutes.get_untracked();
        Ok(Box::new(InterviewDetails {
            round: round.get_untracked(),
            how: how.get_untracked(),
            minutes: minutes
                .trim()
                .parse()
                .map_err(|_| "Give the minutes as a whole number, such as 45.".to_owned())?,
        }))
    };
    let offer_of = move || -> Result<Box<Offer>, String> {
        let typed = times.map(|time| time.get_untracked());
        let typed = typed.iter().filter(|time| !time.trim().is_empty());
        let mut times = typed.map(|time| read(time)).collect::<Result<Vec<_>, _>>()?;
        if times.is_empty() {
            return Err("Give at least one time that suits the candidate.".to_owned());
        }
        times.put_in_order_by(|time| time.timestamp());
        Ok(Box::new(Offer {
            times,
            due: due
                .get_untracked()
                .trim()
                .parse()
                .map_err(|_| "Give the day by which they answer, as year-month-day.".to_owned())?,
            otherwise: otherwise.get_untracked(),
            at: clock::now(),
        }))
    };
    let command = move || -> Result<Command, String> {
        let zone = clock_of.get_value();
        let fresh = || clock::fresh(InterviewId::new);
        Ok(match meant {
            Meant::Ask if is_known.get_untracked() => Command::SetInterview {
                interview: fresh(),
                candidate,
                leader,
                details: details_of()?,
                zone,
                time: read(&first.get_untracked())?,
            },
            Meant::Ask => Command::OfferTimes {
                interview: fresh(),
                candidate,
                leader,
                details: details_of()?,
                zone,
                offer: offer_of()?,
            },
            Meant::Anew(interview) => Command::OfferAnew {
                interview,
                zone,
                offer: offer_of()?,
            },
            Meant::Move(interview) => Command::MoveInterview {
                interview,
                zone,
                time: Some(read(&first.get_untracked())?),
                from: starts,
            },
            Meant::Edit(interview) => Command::EditInterview {
                interview,
                details: details_of()?,
                base: Some(Box::new(was.get_value())),
            },
        })
    };
    let save = move |()| {
        let saved =
            command().and_then(|command| desk.tab().try_submit(Body::Interview(command)).map_err(said));
        if let Some(undo) = heed(problem, saved) {
            let on_page = |words| desk.tab().peek(|state| on_their_page(state, leader, words));
            let words = match meant {
                Meant::Ask if has_passed.get_untracked() => "Noted: it took place.".into(),
                Meant::Ask if is_known.get_untracked() => on_page("It is set, and on their page."),
                Meant::Ask | Meant::Anew(_) => on_page("Asked: it is on their page."),
                Meant::Move(_) => "It is set. Both are to be told.".into(),
                Meant::Edit(_) => "Saved.".into(),
            };
            desk.done(words, undo);
            done.run(());
        }
    };
    let what = matches!(meant, Meant::Ask | Meant::Edit(_)).then(|| {
        view! {
            <div class="grid-2">
                <Select label="What is it?" all=Round::ALL name=Round::label value=round/>
                <NumberField label="Minutes" value=minutes/>
            </div>
            <Field label=ours("Where, or by what? The leader reads it. (optional)") value=how placeholder="By video, https://…"/>
        }
    });
    let known = (meant == Meant::Ask).then(|| {
        view! { <Check checked=is_known change=move |is| is_known.set(is)>"The time is settled, or it took place already"</Check> }
    });
    let when = move || {
        if matches!(meant, Meant::Edit(_)) {
            return None;
        }
        if is_known.get() {
            let passed = move || {
                has_passed.get().then(|| view! { <p class="small quiet">"That has passed: it is noted as one that took place."</p> })
            };
            return Some(
                view! { <Field label="When?" value=first kind="datetime-local"/> {passed} }.into_any(),
            );
        }
        let asked = view! {
            <div class="grid-2">
                <Field label="First time" value=first kind="datetime-local"/>
                <Field label="Second time (optional)" value=second kind="datetime-local"/>
            </div>
            <div class="grid-2">
                <Field label="Third time (optional)" value=third kind="datetime-local"/>
                <Field label="Answer by" value=due kind="date"/>
            </div>
            <Field label="What happens without an answer? (optional)" value=otherwise placeholder="Thursday’s slot moves to 29 April."/>
        };
        Some(asked.into_any())
    };
    let by = (!matches!(meant, Meant::Edit(_))).then(|| {
        let words = format!("Times are by the clock in {}.", zone.replace('_', " "));
        view! { <p class="small quiet">{words}</p> }
    });
    let words = move || match meant {
        Meant::Ask if is_known.get() => "Save",
        Meant::Ask => "Ask",
        Meant::Anew(_) => "Offer these",
        Meant::Move(_) | Meant::Edit(_) => "Save",
    };
    view! {
        <Form class="amend stack" save>
            {what}
            {known}
            {when}
            {by}
            {move || view! { <SaveOrCancel problem words=words() cancel=move |()| done.run(())/> }}
        </Form>
    }
    .into_any()
}
