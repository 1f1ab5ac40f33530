//! One line of Today: who, what about, and the one action.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{asked, hired, met};
use crate::board::{
    desk::{Desk, Owing, Route, ours},
    kit::listed,
};
use crate::browser::page;
use crate::domain::{
    Asks, Body, CandidateId, Debt, DecisionId, Due, HelpWay, HireId, InterviewId, LeaderId, Pace, Part,
    ProblemId, RoleId, Slot, Turn, What, at_time, candidate, time_of_day,
};
use crate::ui::{Mark, day, decides, first_name, isolated, lapsed_briefly};

/// What is owed, in words, and what is done about it.
pub struct Line {
    who: String,
    about: String,
    pace: Pace,
    /// Whom or what it is about.
    subject: Route,
    /// What its button says, and what that is when it stands alone.
    verb: &'static str,
    label: String,
    /// The same to whoever knows the person, where it is the first thing to do.
    pub urged: String,
    /// The workspace it is of.
    at: String,
    leads: Leads,
}

/// Where the action is.
#[derive(Clone, Copy)]
enum Leads {
    /// To the update that is written next.
    Write(LeaderId),
    /// To what passed between us.
    Leader(LeaderId),
    /// To the words by which they are reminded of it.
    Remind(LeaderId, DecisionId),
    /// To the links, on the leader's page.
    Share(LeaderId),
    /// To what is asked, on the leader's page.
    Decision(LeaderId, DecisionId),
    Role(RoleId),
    /// To what hurts, on the role's page.
    Pains(RoleId),
    /// To a card, on the role's page.
    Candidate(RoleId, CandidateId),
    /// To an interview, on the role's page.
    Interview(RoleId, InterviewId),
    /// Nowhere: it is done at once.
    Forget(CandidateId),
    /// To the date that was told, on the role's page.
    Told(RoleId),
    Problem(ProblemId),
    /// To who owns it.
    Owner(ProblemId),
    /// To an offer, or whoever was hired, on the role's page.
    Hire(RoleId, HireId),
    After(RoleId),
}

impl Line {
    pub fn of(owing: Owing, today: NaiveDate) -> Self {
        let Owing { at, of, debt } = owing;
        let Debt {
            name,
            due,
            pace,
            what,
        } = debt;
        let short = isolated(first_name(&name));
        let name = isolated(&name);
        let about = about(&what, due, today);
        // Before what a phone has no room for.
        let about = match of {
            Some(of) => format!("{}’s: {about}", isolated(&of)),
            None => about,
        };
        let write_to = |leader| (Route::Leader(leader), Leads::Write(leader));
        let ((subject, leads), verb, label, urged) = match &what {
            What::Answer { leader, .. } => (
                write_to(*leader),
                "Answer",
                format!("Answer {name}"),
                format!("Answer {short}"),
            ),
            What::Update {
                leader,
                stands: Some(_),
                ..
            } => (
                write_to(*leader),
                "Tell",
                format!("Tell {name} what stands on their page"),
                format!("Tell {short} that it is there"),
            ),
            What::Update { leader, .. } => (
                write_to(*leader),
                "Write",
                format!("Write to {name}"),
                format!("Write to {short}"),
            ),
            What::Mail { leader, .. } => (
                (Route::Leader(*leader), Leads::Leader(*leader)),
                "Look",
                format!("Look after {name}"),
                format!("Look after {short}"),
            ),
            What::Closed {
                leader, role, title, ..
            } => (
                (Route::Role(*role), Leads::Write(*leader)),
                "Tell",
                format!("Tell {name} that {title} was closed"),
                format!("Tell {short} that it was closed"),
            ),
            What::Hold { role, title, .. } => (
                (Route::Role(*role), Leads::Role(*role)),
                "Open",
                format!("Open {title}"),
                format!("Ask about {title}"),
            ),
            What::TooLate { leader, role, .. } | What::Call { leader, role, .. } => (
                (Route::Leader(*leader), Leads::Told(*role)),
                "Call",
                format!("Call {name}"),
                format!("Call {short}"),
            ),
            What::Ask {
                role,
                leader,
                title,
                asks: Asks::Date,
            } => (
                (Route::Leader(*leader), Leads::Told(*role)),
                "Tell",
                format!("Tell a date for {title}"),
                format!("Talk a date through with {short}"),
            ),
            What::Ask {
                role,
                title,
                asks: asks @ (Asks::Who | Asks::Again),
                ..
            } => (
                (Route::Role(*role), Leads::After(*role)),
                "Look",
                format!("{} {title}", asks.question()),
                match asks {
                    Asks::Who => format!("Note who said yes: {title}"),
                    _ => format!("See whether it is open again: {title}"),
                },
            ),
            What::Ask {
                leader, role, title, ..
            } => (
                (Route::Leader(*leader), Leads::Pains(*role)),
                "Ask",
                format!("Ask about {title}"),
                format!("Ask {short} about {title}"),
            ),
            What::Decision {
                leader,
                decision,
                turn,
                deputy,
                unlinked,
                ..
            } => {
                let to = (Route::Leader(*leader), Leads::Decision(*leader, *decision));
                match (turn, deputy.as_ref().filter(|_| *unlinked)) {
                    (Turn::Leader, Some(deputy)) => (
                        (Route::Leader(*leader), Leads::Share(*leader)),
                        "Link",
                        format!("Make a link for {deputy}, who answers for {name}"),
                        format!("Make a link for {deputy}"),
                    ),
                    (Turn::Us, _) => (
                        to,
                        "Answer",
                        format!("Answer what {name} asks"),
                        format!("Answer what {short} asks"),
                    ),
                    (Turn::Leader, None) => (
                        (Route::Leader(*leader), Leads::Remind(*leader, *decision)),
                        "Remind",
                        format!("Remind {name}"),
                        format!("Ask {short} again"),
                    ),
                }
            }
            What::Candidate {
                role,
                candidate,
                leader,
                called,
                due,
                ..
            } => {
                let to = (Route::Role(*role), Leads::Candidate(*role, *candidate));
                match (due, leader) {
                    (Due::Wish, _) => (
                        to,
                        "Remind",
                        format!("Remind {name} of {called}"),
                        format!("Ask {short} about {called}"),
                    ),
                    (Due::Call, _) => (
                        to,
                        "Call",
                        format!("Call {name} about {called}"),
                        format!("Call {short}"),
                    ),
                    (Due::Time, _) => (
                        to,
                        "Ask",
                        format!("Ask {name} for a time with {called}"),
                        format!("Ask {short} for a time"),
                    ),
                    (Due::Withdrew, Some(leader)) => (
                        (Route::Role(*role), Leads::Write(*leader)),
                        "Write",
                        format!("Tell {name} that {called} has withdrawn"),
                        format!("Write to {short}"),
                    ),
                    (Due::Forget(_), _) => (
                        (Route::Role(*role), Leads::Forget(*candidate)),
                        "Forget",
                        format!("Forget {name}"),
                        format!("Forget {name}"),
                    ),
                    (Due::Source | Due::Withdrew, _) => (
                        to,
                        "Tell",
                        format!("Tell {name} where we got their data"),
                        format!("Tell {short} where we got their data"),
                    ),
                }
            }
            What::Interview {
                role,
                interview,
                called,
                slot,
                ..
            } => {
                let verb = match slot {
                    Slot::Choice { .. } => "Remind",
                    Slot::None => "Offer",
                    Slot::Help(_) => "Offer help",
                    Slot::Tell(_) | Slot::Told { .. } => "Tell",
                    Slot::Prepare(_, HelpWay::Practise) => "Practise",
                    Slot::Prepare(..) => "Choose",
                    Slot::Talk(_) => "Talk",
                    Slot::Near(_) => "Open",
                    Slot::Past(_) => "Note",
                    Slot::Card { is_own: true, .. } => "Write",
                    Slot::Card { .. } => "Look",
                };
                (
                    (Route::Role(*role), Leads::Interview(*role, *interview)),
                    verb,
                    format!("{verb}: {name} and {called}"),
                    format!("See {short} and {called}"),
                )
            }
            What::Fix {
                problem,
                title,
                is_owned: false,
                ..
            } => (
                (Route::Problems, Leads::Owner(*problem)),
                "Say who",
                format!("Who owns it: {title}"),
                format!("Say who owns it: {title}"),
            ),
            What::Fix { problem, title, .. } => (
                (Route::Problems, Leads::Problem(*problem)),
                "Look",
                format!("Is it fixed: {title}"),
                format!("See whether it is fixed: {title}"),
            ),
            What::Hire {
                role,
                hire,
                called,
                due,
                ..
            } => {
                let (verb, label, urged) = due.urged(&name, &short, called);
                (
                    (Route::Role(*role), Leads::Hire(*role, *hire)),
                    verb,
                    label,
                    urged,
                )
            }
            What::Hello { leader, .. } => (
                (Route::Leaders, Leads::Write(*leader)),
                "Say hello",
                format!("Say hello to {name}"),
                format!("Say hello to {short}"),
            ),
        };
        let who = match what {
            What::Hello { strangers: 1, .. } => ours("1 leader not greeted yet").to_owned(),
            What::Hello { strangers, .. } => format!("{strangers} {}", ours("leaders not greeted yet")),
            _ => name,
        };
        Self {
            who,
            about,
            pace,
            subject,
            verb,
            label,
            urged,
            at,
            leads,
        }
    }

    pub fn act(&self, desk: Desk) {
        desk.switch(&self.at);
        match self.leads {
            Leads::Write(leader) => desk.go_to(Route::Leader(leader), "write"),
            Leads::Leader(leader) => {
                desk.go(Route::Leader(leader));
                page::focus(".reach:has(.late) + .acts button".into());
            }
            Leads::Share(leader) => {
                desk.go(Route::Leader(leader));
                page::focus("section[aria-labelledby=role-share] :is(input, button, a)".into());
            }
            Leads::Remind(leader, decision) => {
                desk.go_to(Route::Leader(leader), &format!("remind-{decision}"));
            }
            Leads::Decision(leader, decision) => {
                desk.go(Route::Leader(leader));
                page::focus(format!("#decision-{decision} button"));
            }
            Leads::Role(role) => desk.go(Route::Role(role)),
            Leads::Told(role) => {
                desk.go_to(Route::Role(role), "told");
                page::focus("#role-told".into());
            }
            Leads::Problem(problem) => {
                desk.go(Route::Problems);
                page::focus(format!("#problem-{problem}"));
            }
            Leads::Owner(problem) => {
                desk.go(Route::Problems);
                page::focus(format!("#problem-{problem} .owner"));
            }
            Leads::After(role) => {
                desk.go_to(Route::Role(role), "after");
                page::focus("#role-after".into());
            }
            Leads::Hire(role, hire) => {
                desk.go_to(Route::Role(role), "after");
                page::focus(format!("#hire-{hire}"));
            }
            Leads::Candidate(role, candidate) => {
                desk.go_to(Route::Role(role), "candidates");
                page::focus(format!("#candidate-{candidate} button"));
            }
            Leads::Interview(role, interview) => {
                desk.go_to(Route::Role(role), "candidates");
                page::focus(format!("#slot-{interview} button"));
            }
            Leads::Forget(candidate) => {
                let forgets = candidate::Command::ForgetCandidate { candidate };
                // What names them besides is not looked for here: it takes all that is written.
                desk.tab().submit(
                    Body::Candidate(forgets),
                    "Forgotten: the card, and all that belonged to it.",
                );
            }
            Leads::Pains(role) => {
                desk.go_to(Route::Role(role), "pains");
                page::focus("#role-pains".into());
            }
        }
    }
}

/// What it is about: what does not fit on a phone comes last.
fn about(what: &What, due: NaiveDate, today: NaiveDate) -> String {
    match what {
        What::Answer { text, others: 0, .. } => format!("“{text}”"),
        What::Answer { text, others, .. } => format!("{} replies: “{text}”", others + 1),
        What::Update {
            stands: Some((_, since)),
            late: ..1,
            ..
        } => {
            format!(
                "written {}, not told yet: tell them that it is there",
                day::said(*since, today)
            )
        }
        What::Update {
            stands: Some((_, since)),
            late,
            ..
        } => {
            format!(
                "update {} late: written {}, not told yet",
                day::days(*late),
                day::said(*since, today)
            )
        }
        What::Update {
            roles, last, late, ..
        } => {
            let update = if last.is_none() { "first update" } else { "update" };
            let when = match late {
                1.. => format!("{} late", day::days(*late)),
                _ => format!("due {}", day::said(due, today)),
            };
            match roles.as_slice() {
                [] => format!("{update} {when}"),
                [one] => format!("{update} {when}: {one}"),
                [one, more @ ..] => format!("{update} {when}: {one} and {} more", more.len()),
            }
        }
        What::Closed { title, reason, .. } => format!(
            "{title} was closed {}: {}; not told yet",
            day::said(due, today),
            reason.label().to_lowercase()
        ),
        What::Mail { .. } => "an e-mail did not go through: look why".into(),
        What::Decision { .. } => asked::about(what, due, today),
        What::Hold { title, hold, .. } => decides(title, hold, today),
        What::TooLate {
            title, told, words, ..
        } => {
            let told = day::date(told.day(), today);
            let said = if words.is_empty() {
                String::new()
            } else {
                format!(" “{words}”")
            };
            format!("{told} is too late for them: {title}.{said}")
        }
        What::Call {
            title, lapse, tries, ..
        } => {
            let said = lapsed_briefly(*lapse, today);
            let tried = match tries {
                0 => String::new(),
                1 => ", tried once".into(),
                tries => format!(", tried {tries} times"),
            };
            format!("you said {said}{tried}: {title}")
        }
        What::Candidate {
            title,
            called,
            due: of,
            ..
        } => met::of_a_candidate(*of, called, title, (due, today)),
        What::Interview {
            title, called, slot, ..
        } => {
            let by = day::said(due, today);
            match slot {
                Slot::Choice {
                    paused: Some(back), ..
                } => format!(
                    "away, back {}: when with {called}? {title}",
                    day::said(*back, today)
                ),
                Slot::Choice { .. } if due < today => {
                    format!("was to say by {by}: when with {called}? {title}")
                }
                Slot::Choice { waited: 0, .. } => format!("by {by}: when with {called}? {title}"),
                Slot::Choice { waited, .. } => {
                    format!(
                        "by {by}, with them {}: when with {called}? {title}",
                        day::days(*waited)
                    )
                }
                Slot::None => format!("none of the times suits them: {called}, {title}"),
                Slot::Told { whom, at, is_off } => {
                    let whom = match (whom.leader, whom.candidate) {
                        (true, true) => format!("{called} and them"),
                        (false, _) => called.clone(),
                        (true, false) => "them".to_owned(),
                    };
                    match (at, is_off) {
                        (Some(at), false) => format!("tell {whom}: with {called} {}, {title}", at_time(*at)),
                        (None, false) => format!("tell {whom}: no time with {called} yet, {title}"),
                        (Some(at), true) => format!("tell {whom}: {called} {} is off, {title}", at_time(*at)),
                        (None, true) => format!("tell {whom}: {called} is off, {title}"),
                    }
                }
                Slot::Help(at) => format!(
                    "offer help: they meet {called} {by} {}, {title}",
                    time_of_day(&at.naive_local())
                ),
                Slot::Tell(at) => format!(
                    "tell {called} that two of you come {by} {}, {title}",
                    time_of_day(&at.naive_local())
                ),
                Slot::Prepare(at, way) => {
                    let what = match way {
                        HelpWay::Practise => "practise ten minutes with them",
                        _ => "choose the questions with them",
                    };
                    let time = time_of_day(&at.naive_local());
                    format!("{what}: they meet {called} {by} {time}, {title}")
                }
                Slot::Talk(at) => format!(
                    "five minutes about {called}, {}: what went well, what to try, {title}",
                    at_time(*at)
                ),
                Slot::Near(at) => format!("{by} {}: {called}, {title}", time_of_day(&at.naive_local())),
                Slot::Card { since, .. } => {
                    let since = day::said(*since, today);
                    format!("scorecard for {called}: since {since}, by {by}, {title}")
                }
                Slot::Past(at) => format!("did it take place? {called}, {}, {title}", at_time(*at)),
            }
        }
        What::Fix { is_owned: false, .. } => "nobody owns it yet".to_owned(),
        What::Fix { title, fix, .. } => {
            let by = day::said(due, today);
            let fix = if fix.is_empty() { title } else { fix };
            if due > today {
                format!("fixes by {by}: {fix}")
            } else {
                format!("is it fixed? {fix}, due {by}")
            }
        }
        What::Hire {
            title,
            called,
            due: what,
            day,
            ..
        } => hired::about(*what, called, *day, &day::said(due, today), title),
        What::Ask { title, asks, .. } => format!("{title}: {}", asks.words()),
        What::Hello {
            strangers: 1,
            today: names,
            ..
        } => format!("say hello today: {}", listed(names)),
        What::Hello { today: names, .. } => {
            format!("say hello to {} today: {}", names.len(), listed(names))
        }
    }
}

pub fn view(desk: Desk, owing: Owing) -> impl IntoView {
    let workspace = desk.title_among_many(&owing.at);
    let line = Line::of(owing, desk.today.get());
    let about = match workspace {
        Some(workspace) => format!("{} · {}", line.about, isolated(&workspace)),
        None => line.about.clone(),
    };
    let (part, pace) = match line.pace {
        Pace::Late => (Part::Late, "late"),
        Pace::Soon => (Part::Waiting, "due"),
        Pace::Calm => (Part::NotYet, "not due yet"),
    };
    let (who, verb, label, path) = (
        line.who.clone(),
        line.verb,
        line.label.clone(),
        line.subject.path(),
    );
    let (at, subject) = (line.at.clone(), line.subject.clone());
    let go = move |event: leptos::ev::MouseEvent| {
        // A new tab or window is the browser's business.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            desk.switch(&at);
            desk.go(subject.clone());
        }
    };
    view! {
        <li>
            <Mark part/>
            <a class="words" href=path on:click=go>
                <b dir="auto">{who}</b>
                <span class="hidden">{pace}</span>
                <span class="quiet" dir="auto">{about}</span>
            </a>
            <button aria-label=label on:click=move |_| line.act(desk)>{verb}</button>
        </li>
    }
    .into_any()
}
