//! The first sentence of the page: where things stand, and when one hears next.

use super::view::{Lead, PortalView, RoleView};
use crate::domain::{Coming, Stage};
use crate::ui::{day, isolated};

/// What whoever opens the page reads in the first five seconds.
pub fn lead(view: &PortalView) -> String {
    let mut said = match (&view.head.lead, view.head.roles.as_slice()) {
        (Lead::Slipped { .. } | Lead::Decision { .. }, _) => urgent(view),
        (Lead::Accepted { .. } | Lead::Withdrew { .. } | Lead::Meets { .. }, _) => news(view),
        (Lead::Stands { .. }, []) => "Nothing is open right now.".into(),
        (Lead::Stands { waiting, .. }, [only]) => one(only, *waiting, view),
        (Lead::Stands { waiting, due_today }, several) => many(several.len(), *waiting, *due_today),
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
            slip,
            meanwhile,
        } => {
            let of = role.as_ref().map_or_else(String::new, |role| format!("{role}: "));
            let whom = if view.is_leaders() { " you" } else { "" };
            let likely = match slip.likely {
                Coming::Desk(on) => format!("{} at the desk", day::date(on, today)),
                Coming::Yes(by) => format!("a yes by {}", day::date(by, today)),
            };
            let mut said = format!(
                "{of}As {} told{whom} {}: {} will not hold; {likely} is now likely.",
                who(view),
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
                false => format!("{things} from you by {}: {}", spoken(*due, view), sentence(what)),
            };
            if !otherwise.is_empty() {
                said.push_str(&format!(" Without an answer: {}", sentence(otherwise)));
            }
            said
        }
        Lead::Accepted { .. } | Lead::Withdrew { .. } | Lead::Meets { .. } | Lead::Stands { .. } => {
            String::new()
        }
    }
}

/// What became of somebody.
fn news(view: &PortalView) -> String {
    let today = view.today;
    let of = |role: &Option<String>| role.as_ref().map_or_else(String::new, |role| format!("{role}: "));
    match &view.head.lead {
        Lead::Accepted {
            role,
            on: said,
            coming,
        } => {
            let mut words = format!(
                "{}Somebody said yes {}; until the contract is signed, that is not certain.",
                of(role),
                on(*said, view)
            );
            let planned = if view.is_leaders() {
                "you planned for"
            } else {
                "planned for"
            };
            match coming.map(|slip| (slip.likely, slip.told)) {
                Some((Coming::Desk(likely), Coming::Desk(told))) => words.push_str(&format!(
                    " Likely start {}; {planned} {}.",
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
            if view.is_leaders() {
                words.push_str(" This week: a two-line hello from you.");
            }
            words
        }
        Lead::Withdrew { role, called, still } => {
            let mut words = format!("{}{called} has withdrawn.", of(role));
            if let Some(next) = still {
                let comes = if next.is_moved { "now comes" } else { "still comes" };
                let (called, time) = (&next.called, &next.time);
                words.push_str(&format!(" {called} {comes} {} {time}.", spoken(next.on, view)));
            }
            words
        }
        Lead::Meets { role, next } => {
            let now = if next.is_moved { "now " } else { "" };
            let (called, time, on) = (&next.called, &next.time, spoken(next.on, view));
            format!("{}You {now}meet {called} {on} {time}.", of(role))
        }
        Lead::Slipped { .. } | Lead::Decision { .. } | Lead::Stands { .. } => String::new(),
    }
}

fn one(role: &RoleView, waiting: usize, view: &PortalView) -> String {
    let seeks = matches!(role.stage, Stage::Source) && role.closed.is_none() && role.held_until.is_none();
    let mut said = if seeks {
        let mut said = "No one to show you yet.".to_owned();
        if !view.is_leaders() {
            said = "No one to show yet.".to_owned();
        }
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
        (Stage::Offer, _) => "an offer is being made.".into(),
        (Stage::FollowUp, _) => "someone was hired, and we follow up.".into(),
        (Stage::Closed, None) => "closed.".into(),
    }
}

fn many(roles: usize, waiting: usize, due_today: bool) -> String {
    let roles = counted(roles);
    match waiting {
        0 => format!("{roles} roles."),
        1 if due_today => format!("{roles} roles: one needs you today."),
        1 => format!("{roles} roles: one needs you."),
        waiting => format!("{roles} roles: {} need you.", counted(waiting).to_lowercase()),
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
fn by_day(by: chrono::NaiveDate, view: &PortalView) -> String {
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
mod tests {
    use chrono::{Days, TimeDelta, Utc};

    use super::*;
    use crate::domain::{
        Body, DecisionDetails, Ending, FixDetails, FixState, Member, PainDetails, Right, Scope, ShareLink,
        Shown, Story, Target, Terms, ToldAnew, Turn, Way, candidate, decision, expectation, fix, interview,
        member, pain, update,
    };
    use crate::portal::project;

    /// Thursday 19 November 2026; Priya tells every Thursday.
    fn story() -> Story {
        let mut story = Story::begin();
        story.does(member::Command::PutMember(Member {
            user: Story::user("priya"),
            name: "Priya".into(),
            phone: None,
            right: Right::Owner,
            left: None,
        }));
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.does(Body::Update(update::Command::SendUpdate {
            update: Story::update("u"),
            leader: Story::leader("dana"),
            roles: vec![],
            answers: None,
            text: "Told".into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        }));
        story.now += TimeDelta::minutes(5);
        story
    }

    fn read(story: &Story, scope: Scope) -> String {
        let state = story.state();
        let mut link = state.get::<ShareLink>(Story::link("link")).unwrap().clone();
        link.scope = scope;
        let now = story.now.with_timezone(&Utc);
        lead(&project(&state, &link, story.now.date_naive(), now).unwrap().view)
    }

    fn asks(story: &mut Story, name: &str, role: &str, days: u64, otherwise: &str) {
        story.does(decision::Command::AskDecision {
            decision: Story::decision(name),
            leader: Story::leader("dana"),
            role: Some(Story::role(role)),
            turn: Turn::Leader,
            details: DecisionDetails {
                otherwise: otherwise.into(),
                ..DecisionDetails::asked("Who comes Thursday?", story.now.date_naive() + Days::new(days))
            },
        });
    }

    #[test]
    fn nothing_new_says_what_was_done_and_when_one_hears() {
        let mut story = story();
        story.moves("data", Stage::Source, None, None).unwrap();
        assert_eq!(
            read(&story, Scope::Respond),
            "No one to show you yet. You hear from Priya by Thu 26 Nov."
        );
        story.logs("a", "data", |draft| (draft.quantity, draft.replies) = (23, 5));
        assert_eq!(
            read(&story, Scope::Respond),
            "No one to show you yet. Priya approached 23 people this week; 5 answered. You hear from Priya by Thu 26 Nov."
        );
        for scope in [Scope::Read, Scope::TeamSafe] {
            assert_eq!(
                read(&story, scope),
                "No one to show yet. Priya approached 23 people this week; 5 answered. Next news by Thu 26 Nov."
            );
        }
        story.now += TimeDelta::days(8);
        assert!(read(&story, Scope::Respond).ends_with("An update was due yesterday."));
        assert_eq!(read(&story, Scope::Read), "No one to show yet.");
    }

    #[test]
    fn a_decision_says_by_when_and_what_happens_without_it() {
        let mut story = story();
        asks(&mut story, "later", "data", 4, "");
        asks(&mut story, "d", "data", 1, "Thursday’s slot moves to 29 April");
        assert_eq!(
            read(&story, Scope::Respond),
            "Two things from you by tomorrow: Who comes Thursday? Without an answer: Thursday’s slot moves to 29 April. You hear from Priya by Thu 26 Nov."
        );
        assert!(!read(&story, Scope::Read).contains("Thursday?"));
        // Not from a deputy, as long as the leader is there.
        let state = story.state();
        let mut link = state.get::<ShareLink>(Story::link("link")).unwrap().clone();
        link.deputy = true;
        let now = story.now.with_timezone(&Utc);
        let view = project(&state, &link, story.now.date_naive(), now).unwrap().view;
        assert!(!lead(&view).contains("from you"), "{}", lead(&view));
        story.now += TimeDelta::days(2);
        assert!(read(&story, Scope::Respond).starts_with("Two things still open from you: Who comes"));
    }

    /// Told for another day than before, as it would be when a date slips.
    fn slips(story: &mut Story) {
        story.tells("first", "data", 60);
        story.now += TimeDelta::days(1);
        let yes_by = story.now.date_naive() + Days::new(120);
        story.does(expectation::Command::TellExpectation {
            expectation: Story::expectation("second"),
            role: Story::role("data"),
            leader: Story::leader("dana"),
            terms: Box::new(Terms {
                cause: Some(ToldAnew::ALL[0]),
                ..Story::terms(yes_by)
            }),
            way: Way::Talk,
            shown: Shown::Boss,
            fits: None,
        });
    }

    #[test]
    fn a_date_that_slipped_is_said_after_the_talk_with_what_helps_meanwhile() {
        let mut story = story();
        slips(&mut story);
        let said =
            "As Priya told you today: 18 Jan 2027 will not hold; 20 Mar 2027 at the desk is now likely.";
        assert_eq!(
            read(&story, Scope::Respond),
            format!("{said} You hear from Priya by Fri 27 Nov.")
        );
        let boss = read(&story, Scope::Read);
        assert!(
            boss.starts_with("As Priya told today: 18 Jan 2027 will not hold;"),
            "{boss}"
        );
        story.hurts("late", "data", "Late");
        story.does(pain::Command::EditPain {
            pain: Story::pain("late"),
            details: PainDetails {
                shown: Shown::Leader,
                ..PainDetails::said("Late", story.now.date_naive())
            },
            base: None,
        });
        story.does(fix::Command::AddFix {
            fix: Story::fix("cover"),
            pain: Story::pain("late"),
            details: FixDetails {
                what: "a contractor until June".into(),
                owner: "Priya".into(),
                due: story.now.date_naive() + Days::new(3),
                state: FixState::Begun,
                shown: Shown::Leader,
            },
        });
        let with = format!("{said} What helps meanwhile: a contractor until June, by Monday.");
        assert!(
            read(&story, Scope::Respond).starts_with(&with),
            "{}",
            read(&story, Scope::Respond)
        );
        assert!(!read(&story, Scope::Read).contains("contractor"));
        // After a few days it is known.
        story.now += TimeDelta::days(5);
        assert!(!read(&story, Scope::Respond).contains("will not hold"));
    }

    fn finds(story: &mut Story, name: &str) {
        story.finds(name, "data", name);
        story.shows(name);
    }

    fn ends(story: &mut Story, name: &str) {
        story.does(candidate::Command::EndCandidate {
            candidate: Story::candidate(name),
            ending: Ending::Withdrew,
            because: "Another offer".into(),
        });
    }

    #[test]
    fn a_time_is_a_decision_too_and_one_of_several_when_more_is_asked() {
        let mut story = story();
        finds(&mut story, "sam");
        story.offers("slot", "sam", &[48, 50, 72]);
        assert_eq!(
            read(&story, Scope::Respond),
            "One thing from you by tomorrow: When do you meet Candidate A? You hear from Priya by Thu 26 Nov."
        );
        asks(&mut story, "d", "data", 4, "");
        assert!(
            read(&story, Scope::Respond).starts_with("Two things from you by tomorrow: When do you meet")
        );
        for scope in [Scope::Read, Scope::TeamSafe] {
            assert!(!read(&story, scope).contains("meet"));
        }
    }

    #[test]
    fn who_withdrew_is_said_for_three_days_with_who_comes_all_the_same() {
        let mut story = story();
        finds(&mut story, "sam");
        finds(&mut story, "mina");
        story.does(interview::Command::SetInterview {
            interview: Story::interview("slot"),
            candidate: Story::candidate("sam"),
            leader: Story::leader("dana"),
            details: Box::new(Story::slot()),
            zone: "UTC".into(),
            time: story.in_hours(120),
        });
        ends(&mut story, "mina");
        assert_eq!(
            read(&story, Scope::Respond),
            "Candidate B has withdrawn. Candidate A still comes Tuesday 09:43. You hear from Priya by Thu 26 Nov."
        );
        for scope in [Scope::Read, Scope::TeamSafe] {
            let said = read(&story, scope);
            assert!(!said.contains("withdrawn") && !said.contains("09:43"), "{said}");
        }
        story.now += TimeDelta::days(2);
        ends(&mut story, "sam");
        assert_eq!(
            read(&story, Scope::Respond),
            "Candidate A has withdrawn. You hear from Priya by Thursday."
        );
        story.now += TimeDelta::days(3);
        assert!(!read(&story, Scope::Respond).contains("withdrawn"));
    }

    #[test]
    fn a_yes_is_no_contract_and_is_held_against_what_was_planned() {
        let mut story = story();
        story.tells("date", "data", 60);
        story.now += TimeDelta::days(10);
        story.moves("data", Stage::FollowUp, None, None).unwrap();
        let said = "Somebody said yes today; until the contract is signed, that is not certain. Likely start 29 Nov; you planned for 18 Jan 2027. This week: a two-line hello from you.";
        assert!(
            read(&story, Scope::Respond).starts_with(said),
            "{}",
            read(&story, Scope::Respond)
        );
        let boss = read(&story, Scope::Read);
        assert!(
            boss.contains("Likely start 29 Nov; planned for 18 Jan 2027.") && !boss.contains("hello"),
            "{boss}"
        );
        story.now += TimeDelta::days(7);
        assert!(!read(&story, Scope::Respond).contains("contract"));
    }

    #[test]
    fn a_yes_in_one_of_several_roles_says_in_which_unless_another_needs_the_leader() {
        let mut story = story();
        story.opens("sre", "SRE");
        story.moves("sre", Stage::FollowUp, None, None).unwrap();
        assert!(
            read(&story, Scope::Respond).starts_with("SRE: Somebody said yes today;"),
            "{}",
            read(&story, Scope::Respond)
        );
        asks(&mut story, "d", "data", 0, "");
        assert!(read(&story, Scope::Respond).starts_with("Two roles: one needs you today."));
    }

    #[test]
    fn several_roles_say_how_many_need_the_leader() {
        let mut story = story();
        for role in ["sre", "analyst"] {
            story.opens(role, role);
        }
        assert_eq!(
            read(&story, Scope::Respond),
            "Three roles. Next news by Thu 26 Nov."
        );
        asks(&mut story, "d", "data", 0, "");
        assert_eq!(
            read(&story, Scope::Respond),
            "Three roles: one needs you today. Next news by Thu 26 Nov."
        );
        asks(&mut story, "e", "sre", 3, "");
        assert_eq!(
            read(&story, Scope::Respond),
            "Three roles: two need you. Next news by Thu 26 Nov."
        );
        assert_eq!(
            read(&story, Scope::TeamSafe),
            "Three roles. Next news by Thu 26 Nov."
        );
    }
}
