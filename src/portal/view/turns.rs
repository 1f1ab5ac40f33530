//! What is asked of the leader, what they asked, and who answers while they are away.

use chrono::NaiveDate;
use serde::Serialize;

use super::seen::{Alone, SeenTurn};
use crate::domain::{DecisionId, LinkId, Turn, UserId};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TurnsView {
    /// Of the leader, the next to be due first, then what was answered lately.
    pub theirs: Vec<TurnView>,
    /// Of us.
    pub ours: Vec<TurnView>,
    pub away: Option<AwayView>,
    /// Whoever has this link answers for the leader.
    pub is_deputy: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TurnView {
    pub id: DecisionId,
    /// Of a leader with several roles, which it is about.
    pub role: Option<String>,
    pub what: String,
    pub choices: Vec<String>,
    pub due: NaiveDate,
    pub otherwise: String,
    pub asked_on: NaiveDate,
    /// Who looks after its role; none where it is about none.
    pub who: Option<String>,
    pub answer: Option<DecidedView>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DecidedView {
    pub said: String,
    pub on: NaiveDate,
    pub by: DecidedBy,
}

/// Who decided, as whoever looks at the page knows them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub enum DecidedBy {
    /// Whoever has this link.
    You,
    /// Whoever answers for the leader.
    Deputy(String),
    /// Somebody with another link of the leader's.
    AnotherLink,
    /// A recruiter answered.
    Us(String),
    /// A recruiter heard it, and noted it.
    Noted(String),
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AwayView {
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub deputy: String,
}

pub fn section(seen: Alone) -> TurnsView {
    let all = seen.turns();
    let of = |turn: Turn| {
        let of = all.iter().filter(|one| one.asked.turn == turn);
        of.map(|one| view(seen, one)).collect()
    };
    TurnsView {
        theirs: of(Turn::Leader),
        ours: of(Turn::Us),
        away: seen.away().map(|away| AwayView {
            from: away.from,
            until: away.until,
            deputy: away.deputy.clone(),
        }),
        is_deputy: seen.is_deputy(),
    }
}

fn view(seen: Alone, turn: &SeenTurn) -> TurnView {
    let (asked, details) = (turn.asked, &turn.asked.details);
    TurnView {
        id: asked.id,
        role: turn.about.clone(),
        what: details.what.clone(),
        choices: details.choices.clone(),
        due: turn.due,
        otherwise: details.otherwise.clone(),
        asked_on: asked.at.date_naive(),
        who: asked
            .role
            .and_then(|role| seen.looks_after(role))
            .map(|who| who.name.clone()),
        answer: asked.answer.as_ref().map(|decided| DecidedView {
            said: decided.said(),
            on: decided.at.date_naive(),
            by: match asked.turn {
                Turn::Us if decided.link.is_none() => DecidedBy::Us(recruiter(seen, decided.by)),
                _ => decided_by(seen, decided.link, decided.by),
            },
        }),
    }
}

fn recruiter(seen: Alone, by: Option<UserId>) -> String {
    seen.called(by).unwrap_or("Your recruiter").to_owned()
}

/// Who said it for the leader: through this link, or as somebody heard it.
pub fn decided_by(seen: Alone, link: Option<LinkId>, by: Option<UserId>) -> DecidedBy {
    match link {
        Some(link) if seen.is_own(link) => DecidedBy::You,
        Some(link) => match seen.stands_in(link) {
            Some(deputy) => DecidedBy::Deputy(deputy.to_owned()),
            None => DecidedBy::AnotherLink,
        },
        None => DecidedBy::Noted(recruiter(seen, by)),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, Utc};

    use super::*;
    use crate::domain::{
        Actor, Body, DecisionDetails, NewLink, Scope, ShareLink, Story, Target, decision::Command, leader,
        link,
    };
    use crate::portal::project;

    fn turns(story: &Story, page: &str, scope: Option<Scope>) -> Option<TurnsView> {
        let link = story.state().get::<ShareLink>(Story::link(page)).unwrap().clone();
        let link = ShareLink {
            scope: scope.unwrap_or(link.scope),
            ..link
        };
        let (today, now) = (story.now.date_naive(), story.now.with_timezone(&Utc));
        project(&story.state(), &link, today, now).unwrap().view.turns
    }

    fn asks(story: &mut Story, name: &str, role: Option<&str>, turn: Turn) {
        let due = story.now.date_naive() + Days::new(2);
        story.does(Command::AskDecision {
            decision: Story::decision(name),
            leader: Story::leader("dana"),
            role: role.map(Story::role),
            turn,
            details: DecisionDetails::asked(name, due),
        });
    }

    fn through(story: &mut Story, page: &str, body: impl Into<Body>) {
        let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link(page)));
        story.does(body.into());
        story.actor = priya;
    }

    fn decide(name: &str) -> Command {
        Command::Decide {
            decision: Story::decision(name),
            asked: name.into(),
            choice: String::new(),
            words: "She does".into(),
        }
    }

    fn whats(turns: &[TurnView]) -> Vec<&str> {
        turns.iter().map(|turn| turn.what.as_str()).collect()
    }

    fn begin() -> Story {
        let mut story = Story::begin();
        let dana = Target::Leader(Story::leader("dana"));
        story.opens("sre", "SRE");
        story.shares("page", dana, Scope::Respond);
        story.shares("sre", Target::Role(Story::role("sre")), Scope::Respond);
        story.does(link::Command::ShareLink(NewLink {
            label: "Sam".into(),
            expires_on: Some(story.now.date_naive() + Days::new(9)),
            deputy: true,
            ..Story::link_to("deputy", dana, Scope::Respond)
        }));
        story
    }

    #[test]
    fn who_only_reads_sees_nothing_of_what_is_asked() {
        let mut story = begin();
        asks(&mut story, "Who comes?", Some("data"), Turn::Leader);
        for scope in [Scope::Read, Scope::TeamSafe] {
            assert_eq!(turns(&story, "page", Some(scope)), None);
        }
        assert_eq!(
            whats(&turns(&story, "page", None).unwrap().theirs),
            ["Who comes?"]
        );
    }

    #[test]
    fn a_roles_page_shows_what_is_about_it_alone() {
        let mut story = begin();
        asks(&mut story, "data", Some("data"), Turn::Leader);
        asks(&mut story, "sre", Some("sre"), Turn::Us);
        asks(&mut story, "all", None, Turn::Leader);
        let shown = |page| {
            let turns = turns(&story, page, None).unwrap();
            let mut theirs = whats(&turns.theirs)
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>();
            theirs.sort();
            let roles: Vec<_> = turns.ours.iter().map(|turn| turn.role.clone()).collect();
            (theirs, roles)
        };
        let both = ["all".to_owned(), "data".to_owned()].to_vec();
        assert_eq!(shown("page"), (both, vec![Some("SRE".into())]));
        // What is about none of them in particular may be about another.
        assert_eq!(shown("sre"), (vec![], vec![None]));
    }

    #[test]
    fn who_decided_is_said_as_whoever_looks_knows_them_for_two_weeks() {
        let mut story = begin();
        let today = story.now.date_naive();
        let away = crate::domain::Away {
            from: today,
            until: today,
            deputy: "Sam".into(),
        };
        through(&mut story, "page", leader::Command::TellAway { away: Some(away) });
        for name in ["hers", "sams", "noted"] {
            asks(&mut story, name, None, Turn::Leader);
        }
        through(&mut story, "page", decide("hers"));
        through(&mut story, "deputy", decide("sams"));
        story.does(Command::NoteDecided {
            decision: Story::decision("noted"),
            choice: String::new(),
            words: "She does".into(),
        });
        let by = |story: &Story, page| {
            let turns = turns(story, page, None).unwrap();
            let mut by: Vec<_> = turns
                .theirs
                .into_iter()
                .map(|turn| (turn.what, turn.answer.unwrap().by))
                .collect();
            by.sort_by(|a, b| a.0.cmp(&b.0));
            by.into_iter().map(|(_, by)| by).collect::<Vec<_>>()
        };
        let noted = DecidedBy::Noted("Your recruiter".into());
        assert_eq!(
            by(&story, "page"),
            [DecidedBy::You, noted.clone(), DecidedBy::Deputy("Sam".into())]
        );
        assert_eq!(
            by(&story, "deputy"),
            [DecidedBy::AnotherLink, noted, DecidedBy::You]
        );
        // What is shown before there is a link is read as the leader reads it.
        let page = story
            .state()
            .get::<ShareLink>(Story::link("page"))
            .unwrap()
            .clone();
        let preview = ShareLink {
            id: LinkId(uuid::Uuid::nil()),
            ..page
        };
        let now = story.now.with_timezone(&Utc);
        let view = project(&story.state(), &preview, story.now.date_naive(), now)
            .unwrap()
            .view;
        let mut theirs = view.turns.unwrap().theirs;
        theirs.sort_by(|a, b| a.what.cmp(&b.what));
        let theirs: Vec<_> = theirs
            .into_iter()
            .filter_map(|turn| Some(turn.answer?.by))
            .collect();
        assert_eq!(theirs, by(&story, "page"));
        story.now += chrono::TimeDelta::days(14);
        assert!(turns(&story, "page", None).unwrap().theirs.is_empty());
    }

    #[test]
    fn a_deputys_page_says_so_and_an_absence_that_is_over_is_not_told() {
        let mut story = begin();
        let until = story.now.date_naive() + Days::new(1);
        through(
            &mut story,
            "page",
            leader::Command::TellAway {
                away: Some(crate::domain::Away {
                    from: until,
                    until,
                    deputy: "Sam".into(),
                }),
            },
        );
        let away = |story: &Story, page| {
            let turns = turns(story, page, None)?;
            Some((turns.is_deputy, turns.away.map(|away| away.deputy)))
        };
        let sam = Some("Sam".to_owned());
        assert_eq!(away(&story, "page"), Some((false, sam.clone())));
        assert_eq!(away(&story, "deputy"), None, "not yet");
        story.now += chrono::TimeDelta::days(1);
        assert_eq!(away(&story, "deputy"), Some((true, sam)));
        story.now += chrono::TimeDelta::days(1);
        assert_eq!(away(&story, "page"), Some((false, None)));
        assert_eq!(away(&story, "deputy"), None, "it is over");
    }
}
