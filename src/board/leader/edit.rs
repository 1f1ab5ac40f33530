//! Who a leader is and how they like to hear, and erasing them.

use chrono::{NaiveDate, Weekday};
use leptos::prelude::*;

use crate::board::{
    desk::desk,
    kit::{
        Area, Base, Check, Field, Form, NumberField, SaveOrCancel, Sure, chosen, heed, said, whole_number,
    },
};
use crate::browser::{clock, local};
use crate::domain::{Away, Body, Channel, Leader, LeaderDetails, LeaderId, leader, weekday};

/// Those on which somebody works.
const DAYS: [Weekday; 5] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
];

/// What was typed about when they are away; nothing where nothing was.
fn absence(from: &str, until: &str, deputy: String) -> Result<Option<Away>, String> {
    if from.trim().is_empty() && until.trim().is_empty() && deputy.trim().is_empty() {
        return Ok(None);
    }
    let day = |text: &str| text.trim().parse().ok();
    match (day(from), day(until)) {
        (Some(from), Some(until)) => Ok(Some(Away { from, until, deputy })),
        _ => Err("Give the first day and the last on which they are away, as year-month-day, or leave all of it empty.".into()),
    }
}

#[component]
pub fn EditLeader(leader: Leader, editing: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let id = leader.id;
    let (name, team) = (
        RwSignal::new(leader.details.name.clone()),
        RwSignal::new(leader.details.team.clone()),
    );
    let email = RwSignal::new(leader.details.email.clone());
    let (phone, likes) = (
        RwSignal::new(leader.details.phone.clone()),
        RwSignal::new(leader.details.likes.clone()),
    );
    let no_mail = RwSignal::new(leader.details.no_mail);
    let channel = RwSignal::new(leader.details.channel);
    let usual_day = RwSignal::new(leader.details.usual_day);
    let own = leader.details.longest_silence;
    let silence = RwSignal::new(own.map_or_else(String::new, |days| days.to_string()));
    let usual_silence = desk.tab().peek(|state| state.settings().cadence.longest_silence);
    let away = leader.details.away.clone();
    let day = |day: Option<NaiveDate>| RwSignal::new(day.map_or_else(String::new, |day| day.to_string()));
    let (from, until) = (
        day(away.as_ref().map(|away| away.from)),
        day(away.as_ref().map(|away| away.until)),
    );
    let deputy = RwSignal::new(away.map(|away| away.deputy).unwrap_or_default());
    let days = DAYS.iter().enumerate().map(|(at, day)| {
        let is_chosen = usual_day.get_untracked() == Some(*day);
        let name = NaiveDate::from_isoywd_opt(2024, 1, *day).map(weekday);
        view! { <option value=at selected=is_chosen>{name}</option> }
    });
    let days = days.collect_view();
    let base = Base::new(leader.details);
    let ways = Channel::ALL.iter().enumerate().map(|(at, way)| {
        let is_chosen = channel.get_untracked() == Some(*way);
        view! { <option value=at selected=is_chosen>{way.label()}</option> }
    });
    let ways = ways.collect_view();
    let problem = RwSignal::new(None::<String>);
    let erasing = RwSignal::new(false);
    let save = move |()| {
        let longest_silence = match silence.get_untracked().trim() {
            "" => None,
            days => match heed(problem, whole_number("The longest silence", days)) {
                Some(days) => Some(days),
                None => return,
            },
        };
        let away = match heed(
            problem,
            absence(
                &from.get_untracked(),
                &until.get_untracked(),
                deputy.get_untracked(),
            ),
        ) {
            Some(away) => away,
            None => return,
        };
        let details = LeaderDetails {
            name: name.get_untracked(),
            team: team.get_untracked(),
            phone: phone.get_untracked(),
            email: email.get_untracked(),
            no_mail: no_mail.get_untracked(),
            channel: channel.get_untracked(),
            usual_day: usual_day.get_untracked(),
            longest_silence,
            away,
            likes: likes.get_untracked(),
        };
        let saved = base.submit(Body::Leader(leader::Command::EditLeader {
            leader: id,
            details,
            base: Some(base.get()),
        }));
        if let Some(undo) = heed(problem, saved.map_err(said)) {
            desk.done("Saved.", undo);
            editing.set(false);
        }
    };
    let erase = move |()| {
        let is_erased = desk.tab().submit(
            Body::Leader(leader::Command::EraseLeader { leader: id }),
            "Erased, here and on every device that syncs.",
        );
        if is_erased {
            local::forget_drafts(&id.to_string());
        }
    };
    view! {
        <Form save>
            <Field label="Name" value=name/>
            <div class="grid-2">
                <Field label="Team (optional)" value=team/>
                <Field label="Phone number (optional)" value=phone kind="tel"/>
                <Field label="E-mail address (optional)" value=email kind="email" complete="off"/>
                <label class="field">"How they like to hear"
                    <select on:change=move |event| channel.set(chosen(Channel::ALL, &event))>
                        <option value="">"Not said yet"</option>
                        {ways}
                    </select>
                </label>
                {move || (channel.get() == Some(Channel::Mail) && email.with(|to| to.trim().is_empty()))
                    .then(|| view! { <p class="small quiet">"Without an address nothing can be e-mailed to them: their updates wait for you to send them."</p> })}
                <Check checked=no_mail change=move |is| no_mail.set(is)>"They want no e-mail"</Check>
                <label class="field">"Usual day"
                    <select on:change=move |event| usual_day.set(chosen(&DAYS, &event))>
                        <option value="">"As for everybody"</option>
                        {days}
                    </select>
                </label>
                <NumberField label=format!("Longest silence, in working days ({usual_silence} for everybody)") value=silence/>
            </div>
            <fieldset>
                <legend>"When they are away next (optional)"</legend>
                <div class="grid-2">
                    <Field label="First day" value=from kind="date"/>
                    <Field label="Last day" value=until kind="date"/>
                    <Field label="Who answers meanwhile (optional)" value=deputy hint="Without anybody, what is asked waits until they are back."/>
                </div>
            </fieldset>
            <Area label="Good to know (optional)" value=likes rows=2 placeholder="Bad news by phone, the rest in writing."/>
            <p class="small quiet">"They read it on their page, under “What we keep about me”."</p>
            <SaveOrCancel problem cancel=move |()| editing.set(false)>
                <button type="button" class="danger" on:click=move |_| erasing.set(true)>"Erase this person…"</button>
            </SaveOrCancel>
            <Sure asks=erasing yes="Erase for good" no="Keep" go=erase words=Signal::derive(move || gone_with(id))/>
        </Form>
    }
    .into_any()
}

/// What goes with them; who was to meet them is told first, since nobody knows of it afterwards.
fn gone_with(leader: LeaderId) -> String {
    let booked = desk().tab().with(|state| {
        let booked = state.booked_with(leader, clock::now()).into_iter();
        booked
            .map(|(name, at)| format!("{name}, {at}"))
            .collect::<Vec<_>>()
    });
    let first = match booked.as_slice() {
        [] => String::new(),
        booked => format!(
            "Interviews are booked with them, and go too. Tell whoever was to come first: {}. ",
            booked.join("; ")
        ),
    };
    format!(
        "{first}Their name, updates, replies and links go for good, on every device and in the history. Roles and effort stay. This cannot be undone."
    )
}
