//! The first sentence of the page: where things stand, and when one hears next.

use super::view::{AfterAbout, AfterView, Lead, PortalView, RoleView};
use crate::domain::{Coming, Stage};
use crate::ui::{day, first_name, isolated};

/// What whoever opens the page reads in the first five seconds.
pub fn lead(view: &PortalView) -> String {
    let mut said = match (&view.head.lead, view.head.roles.as_slice()) {
        (Lead::Slipped { .. } | Lead::Decision { .. }, _) => urgent(view),
        (Lead::Accepted { .. } | Lead::Withdrew { .. } | Lead::Meets { .. } | Lead::After { .. }, _) => {
            news(view)
        }
        (Lead::Stands { waiting, .. }, [only]) => one(only, *waiting, view),
        (
            Lead::Stands {
                waiting,
                of_all,
                due_today,
            },
            several,
        ) => many(several, (*waiting, *of_all), *due_today),
    };
    if let Some(next) = next(view) {
        said.push(' ');
        said.push_str(&next);
    }
    said
}

fn who(view: &PortalView) -> String {
    let recruiter = view.head.recruiter.as_ref();
    recruiter.map_or_else(|| "your recruiter".into(), |who| isolated(&who.name))
}

/// What cannot wait for the rest of the page.
fn urgent(view: &PortalView) -> String {
    let today = view.today;
    match &view.head.lead {
        Lead::Slipped {
            role,
            told_on,
            told_by,
            slip,
            meanwhile,
        } => {
            let of = of(role.as_deref());
            let told = match (told_by.as_deref().map(isolated), view.is_leaders()) {
                (Some(by), true) => format!("As {by} told you"),
                (Some(by), false) => format!("As {by} told"),
                (None, true) => "As you were told".into(),
                (None, false) => "As was told".into(),
            };
            let likely = match slip.likely {
                Coming::Desk(on) => format!("{} at the desk", day::date(on, today)),
                Coming::Yes(by) => format!("a yes by {}", day::date(by, today)),
            };
            let mut said = format!(
                "{of}{told} {}: {} will not hold; {likely} is now likely.",
                on(*told_on, view),
                day::date(slip.told.day(), today),
            );
            if let Some((what, due)) = meanwhile {
                said.push_str(&format!(
                    " What helps meanwhile: {}, by {}.",
                    bare(what),
                    spoken(*due, view)
                ));
            }
            said
        }
        Lead::Decision {
            what,
            due,
            otherwise,
            more,
        } => {
            let things = match more {
                0 => "One thing".to_owned(),
                more => format!("{} things", counted(more + 1)),
            };
            let mut said = match *due < today {
                true => format!("{things} still open from you: {}", sentence(what)),
                false => format!("{things} from you {}: {}", by_day(*due, view), sentence(what)),
            };
            if !otherwise.is_empty() {
                said.push_str(&format!(" Without an answer: {}", sentence(otherwise)));
            }
            said
        }
        Lead::Accepted { .. }
        | Lead::Withdrew { .. }
        | Lead::Meets { .. }
        | Lead::After { .. }
        | Lead::Stands { .. } => String::new(),
    }
}

/// Of which of several roles a sentence is.
fn of(role: Option<&str>) -> String {
    role.map_or_else(String::new, |role| format!("{}: ", isolated(role)))
}

/// What became of somebody.
fn news(view: &PortalView) -> String {
    let today = view.today;
    match &view.head.lead {
        Lead::Accepted {
            role,
            on: said,
            coming,
            hired,
            signed,
            begins,
            others,
        } => {
            let who = hired.as_deref().map_or_else(|| "Somebody".into(), isolated);
            let certain = match (hired, signed) {
                (_, true) => "the contract is signed",
                (Some(_), false) => "the contract is not signed yet",
                (None, false) => "until the contract is signed, that is not certain",
            };
            let mut words = format!(
                "{}{who} said yes {}; {certain}.",
                of(role.as_deref()),
                on(*said, view)
            );
            let planned = if view.is_leaders() {
                "you planned for"
            } else {
                "planned for"
            };
            match coming.map(|slip| (slip.likely, slip.told)) {
                Some((Coming::Desk(likely), Coming::Desk(told))) => words.push_str(&format!(
                    " {} {}; {planned} {}.",
                    if *begins { "Start" } else { "Likely start" },
                    day::date(likely, today),
                    day::date(told, today)
                )),
                Some((_, told)) => words.push_str(&format!(
                    " {} a yes by {}.",
                    capital(planned),
                    day::date(told.day(), today)
                )),
                None => {}
            }
            if view.is_leaders() && hired.is_some() {
                words.push_str(" This week: a two-line hello from you.");
            }
            match others {
                0 => {}
                1 => words.push_str(" In another role somebody said yes too."),
                others => words.push_str(&format!(
                    " In {} other roles somebody said yes too.",
                    counted(*others).to_lowercase()
                )),
            }
            words
        }
        Lead::Withdrew { role, called, still } => {
            let mut words = format!("{}{} has withdrawn.", of(role.as_deref()), isolated(called));
            if let Some(next) = still {
                let comes = if next.is_moved { "now comes" } else { "still comes" };
                let (called, time) = (isolated(&next.called), &next.time);
                words.push_str(&format!(" {called} {comes} {} {time}.", spoken(next.on, view)));
            }
            words
        }
        Lead::Meets { role, next } => {
            let now = if next.is_moved { "now " } else { "" };
            let (called, time, on) = (isolated(&next.called), &next.time, spoken(next.on, view));
            format!("{}You {now}meet {called} {on} {time}.", of(role.as_deref()))
        }
        Lead::After { hire } => {
            let after = view.after.iter().find(|after| after.hire == *hire);
            after.map_or_else(String::new, asks_after)
        }
        Lead::Slipped { .. } | Lead::Decision { .. } | Lead::Stands { .. } => String::new(),
    }
}

/// `In April, late reports hurt 8 of 10. And today?`
pub fn hurt_then(since: Option<&str>, what: &str, before: Option<u8>) -> String {
    match (before, since) {
        (Some(before), Some(since)) => {
            format!("In {since}, “{}” hurt {before} of 10. And today?", bare(what))
        }
        (Some(before), None) => format!("“{}” hurt {before} of 10. And today?", bare(what)),
        (None, _) => format!("How much does “{}” hurt today?", bare(what)),
    }
}

/// `What Sam tells Priya stays with Sam unless Sam passes it on.`
pub fn kept_between(after: &AfterView) -> String {
    let first = isolated(first_name(&after.called));
    let reader = isolated(after.reader.as_deref().map_or("us", first_name));
    format!("What {first} tells {reader} stays with {first} unless {first} passes it on.")
}

fn asks_after(after: &AfterView) -> String {
    let asked = after.asked.as_ref().map(|asked| &asked.about);
    let of = of(after.role.as_deref());
    let asks = match asked {
        Some(AfterAbout::Pain {
            what, before, since, ..
        }) => hurt_then(*since, what, *before),
        Some(AfterAbout::Tasks) | None => format!("How does it go with {}?", isolated(&after.called)),
    };
    format!("{of}{asks} {}", kept_between(after))
}

/// Whether people are sought for it just now: who was approached is said then.
pub fn is_sought_for(role: &RoleView) -> bool {
    role.stage == Stage::Source && role.closed.is_none() && role.held_until.is_none()
}

fn one(role: &RoleView, waiting: usize, view: &PortalView) -> String {
    let mut said = if is_sought_for(role) {
        let mut said = match (role.further, role.has_finalist) {
            (0, false) if view.is_leaders() => "No one to show you yet.".to_owned(),
            (0, false) => "No one to show yet.".to_owned(),
            (0, true) => "Somebody is being considered.".to_owned(),
            (1, _) => "One person is in interviews or later.".to_owned(),
            (further, _) => format!("{} people are in interviews or later.", counted(further as usize)),
        };
        if role.reached > 0 {
            let people = if role.reached == 1 { "person" } else { "people" };
            said.push_str(&format!(
                " {} approached {} {people} this week",
                who(view),
                role.reached
            ));
            if role.replied > 0 {
                said.push_str(&format!("; {} answered", role.replied));
            }
            said.push('.');
        }
        said
    } else {
        capital(&status(role, view))
    };
    if waiting > 0 {
        said.push_str(" Something waits for you.");
    }
    said
}

/// Where the role stands, in a sentence.
pub fn status(role: &RoleView, view: &PortalView) -> String {
    use crate::domain::CloseReason;
    let today = view.today;
    if let Some(until) = role.held_until {
        return format!("on hold, looked at again {}.", spoken(until, view));
    }
    match (role.stage, role.closed) {
        (_, Some((CloseReason::Filled, on))) => format!("filled on {}.", day::dated(on, today)),
        (_, Some((CloseReason::SolvedWithoutHire, on))) => {
            format!("solved without a hire on {}.", day::dated(on, today))
        }
        (_, Some((CloseReason::Cancelled, on))) => format!("cancelled on {}.", day::dated(on, today)),
        (Stage::Understand, _) if view.is_leaders() => {
            "we are making sure we understand what you need.".into()
        }
        (Stage::Understand, _) => "we are making sure we understand what is needed.".into(),
        (Stage::SetExpectations, _) => "we are agreeing on what to expect.".into(),
        (Stage::Source, _) => "we are looking for people.".into(),
        (Stage::Interview, _) => "interviews are under way.".into(),
        (Stage::Offer, _) => "we are at the offer.".into(),
        (Stage::FollowUp, _) if role.signed => "someone was hired, and we follow up.".into(),
        (Stage::FollowUp, _) if role.said_yes => "somebody said yes, and we follow up.".into(),
        (Stage::FollowUp, _) => "we follow up.".into(),
        (Stage::Closed, None) => "closed.".into(),
    }
}

/// How many of the roles of a page are open: `Three roles`, where it shows others too `Three open roles`.
pub fn are_open(roles: &[RoleView]) -> String {
    match roles.iter().filter(|role| role.is_open()).count() {
        0 => "Nothing is open right now".into(),
        1 => "One open role".into(),
        open if open == roles.len() => format!("{} roles", counted(open)),
        open => format!("{} open roles", counted(open)),
    }
}

/// How many of several roles need the leader, which are marked, and what is about none of them alone.
fn many(roles: &[RoleView], (waiting, of_all): (usize, usize), due_today: bool) -> String {
    let are = are_open(roles);
    let is_one = waiting + of_all == 1;
    let need = if is_one { "needs" } else { "need" };
    let today = if due_today && is_one { " today" } else { "" };
    let open = roles.iter().filter(|role| role.is_open()).count();
    let about = match open {
        0 => "",
        1 => " besides",
        _ => " about all of them",
    };
    let things = if of_all == 1 { "thing" } else { "things" };
    let things = format!("{} {things}{about}", counted(of_all));
    let marked = match (open, waiting) {
        (1, _) => "it needs you".to_owned(),
        (_, 1) => "one needs you".to_owned(),
        (_, waiting) => format!("{} need you", counted(waiting).to_lowercase()),
    };
    match (waiting, of_all) {
        (0, 0) => format!("{are}."),
        (0, _) => format!("{are}. {things} {need} you{today}."),
        (_, 0) => format!("{are}: {marked}{today}."),
        (_, of_all) => {
            let so = if of_all == 1 { "so does" } else { "so do" };
            format!("{are}: {marked}, and {so} {}.", things.to_lowercase())
        }
    }
}

/// When one hears next.
fn next(view: &PortalView) -> Option<String> {
    let by = view.head.next_update_by?;
    let (who, today) = (who(view), view.today);
    Some(match (by - today).num_days() {
        ..0 => format!("An update was due {}.", on(by, view)),
        _ if !view.is_leaders() || view.head.roles.len() > 1 => {
            format!("Next news {}.", by_day(by, view))
        }
        _ => format!("You hear from {who} {}.", by_day(by, view)),
    })
}

/// A day as a person says it. Paper, and a file, are read on any day: there it is dated.
pub fn spoken(day: chrono::NaiveDate, view: &PortalView) -> String {
    if view.is_paper {
        day::dated(day, view.today)
    } else {
        day::said(day, view.today)
    }
}

/// `by Thursday`, or `today`.
pub fn by_day(by: chrono::NaiveDate, view: &PortalView) -> String {
    match (by - view.today).num_days() {
        0 if !view.is_paper => "today".into(),
        _ => format!("by {}", spoken(by, view)),
    }
}

/// `today`, `yesterday`, or `on Thu 9 May`.
fn on(day: chrono::NaiveDate, view: &PortalView) -> String {
    match (view.today - day).num_days() {
        0 | 1 if !view.is_paper => spoken(day, view),
        _ => format!("on {}", day::dated(day, view.today)),
    }
}

/// `Three`; figures from ten on.
fn counted(count: usize) -> String {
    const WORDS: [&str; 9] = [
        "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
    ];
    let word = count.checked_sub(1).and_then(|at| WORDS.get(at));
    word.map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// With its mark at the end.
fn sentence(words: &str) -> String {
    match words.trim_end().ends_with(['.', '!', '?', '…']) {
        true => words.trim_end().to_owned(),
        false => format!("{}.", words.trim_end()),
    }
}

fn bare(words: &str) -> &str {
    words.trim_end().trim_end_matches('.')
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests;
