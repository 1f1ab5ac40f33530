//! What is to be said of a role at this moment, and in which order: a card has room for the first.

use chrono::NaiveDate;

use super::{
    silence::{Asking, Pace},
    standing::Standing,
};
use crate::domain::{Asks, Close, Coming, Fits, HireNext, Hold, Lapse};

/// One thing to be said of a role. The order of these is their urgency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Matter {
    /// The leader should have heard by now: so many business days ago.
    Late {
        days: i64,
    },
    /// The leader wrote so often and has heard nothing since.
    Reply {
        count: usize,
    },
    /// We owe the leader an answer.
    Owe(Asking),
    /// Something is to be done about whoever was made an offer.
    Hire(HireNext),
    /// The leader has not answered by the day on which it was due.
    Unanswered(Asking),
    /// The leader says that the date told is too late, and wants to talk.
    TooLate {
        told: Coming,
    },
    /// The date told no longer holds: they hear it from a person first.
    Lapsed(Lapse),
    /// Whoever asked for the hold is to be asked again.
    Review(Hold),
    /// The leader hears today or tomorrow at the latest.
    UpdateSoon {
        due: NaiveDate,
    },
    /// On hold until its review.
    Held(Hold),
    /// Whoever was made an offer is waited for.
    Coming(HireNext),
    /// The leader is to answer by then.
    Theirs(Asking),
    /// Sourced before this was asked.
    Skipped(Asks),
    /// To be asked next.
    AskNext(Asks),
    /// From elsewhere, and its leader has not heard from here yet.
    Hello,
    /// The leader hears by then.
    Update {
        due: NaiveDate,
    },
    Closed(Close),
}

impl Matter {
    /// Whether the role waits for its recruiter.
    pub fn is_ours(&self) -> bool {
        matches!(
            self,
            Self::Late { .. }
                | Self::Reply { .. }
                | Self::Owe(_)
                | Self::Hire(_)
                | Self::Unanswered(_)
                | Self::TooLate { .. }
                | Self::Lapsed(_)
                | Self::Review(_)
                | Self::UpdateSoon { .. }
        )
    }
}

impl Standing {
    /// All that is to be said, the most urgent first.
    pub fn matters(&self, today: NaiveDate) -> Vec<Matter> {
        let (role, silence) = (&self.role, self.silence);
        // What is said is the leader's; how early it is said, the role's.
        let at = |pace| {
            let silence = silence.filter(|_| self.pace == Some(pace))?;
            Some(match silence.pace {
                Pace::Late => Matter::Late { days: silence.late },
                Pace::Soon => Matter::UpdateSoon { due: silence.due },
                Pace::Calm => Matter::Update { due: silence.due },
            })
        };
        let hold = |is_due| {
            let hold = role.hold.clone();
            hold.filter(|hold| (hold.review_on <= today) == is_due)
        };
        let told = self
            .told
            .filter(|_| role.is_open() && role.said_yes_on().is_none());
        let too_late = told.filter(|told| told.fits == Some(Fits::TooLate));
        let was_skipped = role.placement.skipped.is_some();
        let [ours, theirs] = self.asks.clone();
        let hire = |waits| self.hire.clone().filter(|next| next.waits == waits);
        let theirs = |is_late| theirs.clone().filter(|asks| (asks.pace == Pace::Late) == is_late);
        let all = [
            at(Pace::Late),
            (self.unanswered > 0).then_some(Matter::Reply {
                count: self.unanswered,
            }),
            ours.map(Matter::Owe),
            hire(false).map(Matter::Hire),
            theirs(true).map(Matter::Unanswered),
            too_late.map(|told| Matter::TooLate { told: told.coming }),
            told.and(self.lapse).map(Matter::Lapsed),
            hold(true).map(Matter::Review),
            at(Pace::Soon),
            hold(false).map(Matter::Held),
            hire(true).map(Matter::Coming),
            theirs(false).map(Matter::Theirs),
            self.asks_next.map(|asks| match was_skipped && asks.is_early() {
                true => Matter::Skipped(asks),
                false => Matter::AskNext(asks),
            }),
            self.waits_for_hello.then_some(Matter::Hello),
            at(Pace::Calm),
            role.placement.close.clone().map(Matter::Closed),
        ];
        all.into_iter().flatten().collect()
    }

    /// What a card says: the most urgent, and beside it what was skipped, which stays said.
    pub fn on_card(&self, today: NaiveDate) -> Vec<Matter> {
        let mut matters = self.matters(today).into_iter();
        let first = matters.next();
        let skipped = matters.find(|matter| matches!(matter, Matter::Skipped(_)));
        first.into_iter().chain(skipped).collect()
    }

    /// Whether the role waits for its recruiter.
    pub fn is_our_turn(&self, today: NaiveDate) -> bool {
        self.matters(today).first().is_some_and(Matter::is_ours)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, TimeDelta};

    use super::*;
    use crate::domain::{
        Actor, CloseReason, DecisionDetails, ReplyId, Scope, Stage, Story, Target, Turn, Way, decision,
        reply, role, update,
    };

    fn first(story: &Story) -> Matter {
        all(story).remove(0)
    }

    fn all(story: &Story) -> Vec<Matter> {
        let today = story.now.date_naive();
        let standing = story.state().standing(Story::role("data"), today).unwrap();
        let all = standing.matters(today);
        assert_eq!(standing.is_our_turn(today), all[0].is_ours());
        all
    }

    fn writes(story: &mut Story) {
        story.shares("page", Target::Role(Story::role("data")), Scope::Respond);
        let priya = story.actor;
        story.actor = Actor::Link(Story::link("page"));
        story.does(reply::Command::SendReply {
            reply: ReplyId(Story::update("reply").0),
            update: None,
            role: None,
            team: false,
            text: "When?".into(),
        });
        story.actor = priya;
    }

    fn holds(story: &mut Story, days: u64) -> Hold {
        let since = story.now.date_naive();
        let hold = Hold {
            requester: "Marcus".into(),
            cause: "Budget review".into(),
            review_on: since + Days::new(days),
            since,
        };
        let (role, held) = (Story::role("data"), hold.clone());
        story.does(role::Command::HoldRole { role, hold: held });
        hold
    }

    #[test]
    fn silence_outranks_a_reply_which_outranks_an_update_that_is_due_soon() {
        let mut story = Story::begin();
        let due = "2026-11-26".parse().unwrap();
        assert_eq!(all(&story), [Matter::AskNext(Asks::Pain), Matter::Update { due }]);
        story.now += TimeDelta::days(6);
        assert_eq!(first(&story), Matter::UpdateSoon { due });
        writes(&mut story);
        assert_eq!(first(&story), Matter::Reply { count: 1 });
        story.now += TimeDelta::days(2);
        let late = Matter::Late { days: 1 };
        let (reply, ask) = (Matter::Reply { count: 1 }, Matter::AskNext(Asks::Pain));
        assert_eq!(all(&story), [late, reply, ask]);
        assert!(first(&story).is_ours());
        let (update, leader, roles) = (Story::update("u"), Story::leader("dana"), vec![]);
        let text = "Thursday.".into();
        story.does(update::Command::SendUpdate {
            update,
            leader,
            roles,
            answers: None,
            text,
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        });
        assert_eq!(first(&story), Matter::AskNext(Asks::Pain));
        assert!(!first(&story).is_ours());
    }

    #[test]
    fn a_leader_who_should_have_heard_is_nowhere_said_to_hear_later() {
        let mut story = Story::begin();
        story.now += TimeDelta::days(15);
        story.opens("sre", "SRE");
        let of_new = |story: &Story| {
            let today = story.now.date_naive();
            story.state().standing(Story::role("sre"), today).unwrap()
        };
        let late = Matter::Late { days: 6 };
        assert_eq!(first(&story), late);
        // Of the new role its question is asked first, and the silence is the same.
        let today = story.now.date_naive();
        assert_eq!(of_new(&story).matters(today), [Matter::AskNext(Asks::Pain), late]);
        assert_eq!(
            of_new(&story).silence,
            story
                .state()
                .standing(Story::role("data"), today)
                .unwrap()
                .silence
        );
        // Once the older one is over, the leader waits to hear of the new one alone.
        story.closes("data", CloseReason::SolvedWithoutHire);
        assert_eq!(of_new(&story).silence.unwrap().pace, Pace::Calm);
    }

    #[test]
    fn a_hold_is_theirs_until_its_review_and_then_ours() {
        let mut story = Story::begin();
        let hold = holds(&mut story, 14);
        assert_eq!(first(&story), Matter::Held(hold.clone()));
        assert!(!first(&story).is_ours());
        story.now += TimeDelta::days(14);
        assert_eq!(first(&story), Matter::Review(hold));
        assert!(first(&story).is_ours());
        writes(&mut story);
        assert_eq!(
            first(&story),
            Matter::Reply { count: 1 },
            "whoever wrote comes first"
        );
    }

    #[test]
    fn what_was_skipped_stays_in_sight_until_it_is_asked() {
        let mut story = Story::begin();
        let due = "2026-11-26".parse().unwrap();
        story.moves("data", Stage::Source, None, None).unwrap();
        let (skipped, update) = (Matter::Skipped(Asks::Pain), Matter::Update { due });
        assert_eq!(all(&story), [skipped, update.clone()]);
        story.hurts("late", "data", "Reports arrive two days late");
        story.explains("jobs", "late", None, "Nobody maintains the night jobs");
        story.explains("left", "late", Some("jobs"), "Two people left since autumn");
        assert_eq!(all(&story), [Matter::Skipped(Asks::Date), update.clone()]);
        story.tells("told", "data", 90);
        assert_eq!(all(&story), [update]);
    }

    #[test]
    fn after_a_hold_a_card_asks_for_another_date() {
        let mut story = Story::begin();
        story.hurts("late", "data", "Reports arrive two days late");
        story.explains("jobs", "late", None, "Nobody maintains the night jobs");
        story.explains("left", "late", Some("jobs"), "Two people left since autumn");
        story.tells("told", "data", 90);
        story.does(role::Command::to_end(Story::role("data"), Stage::Source, None));
        holds(&mut story, 14);
        story.now += TimeDelta::days(14);
        let role = Story::role("data");
        story.does(role::Command::ResumeRole { role });
        assert!(
            all(&story).contains(&Matter::AskNext(Asks::Date)),
            "{:?}",
            all(&story)
        );
        story.tells("anew", "data", 90);
        assert!(!all(&story).contains(&Matter::AskNext(Asks::Date)));
    }

    #[test]
    fn what_is_asked_is_theirs_until_it_is_late_and_what_we_owe_is_ours() {
        let mut story = Story::begin();
        let asks = |story: &mut Story, name: &str, turn, days| {
            let due = story.now.date_naive() + Days::new(days);
            story.does(decision::Command::AskDecision {
                decision: Story::decision(name),
                leader: Story::leader("dana"),
                role: Some(Story::role("data")),
                turn,
                details: DecisionDetails::asked(name, due),
            });
        };
        let of = |story: &Story| {
            let asked = all(story).into_iter().filter_map(|matter| {
                let is_ours = matter.is_ours();
                match matter {
                    Matter::Owe(asks) | Matter::Unanswered(asks) | Matter::Theirs(asks) => {
                        Some((asks.what, is_ours))
                    }
                    _ => None,
                }
            });
            asked.collect::<Vec<_>>()
        };
        asks(&mut story, "later", Turn::Leader, 8);
        asks(&mut story, "who", Turn::Leader, 1);
        assert_eq!(of(&story), [("who".into(), false)]);
        asks(&mut story, "pay", Turn::Us, 5);
        story.now += TimeDelta::days(4);
        assert_eq!(of(&story), [("pay".into(), true), ("who".into(), true)]);
    }

    #[test]
    fn of_a_closed_role_only_how_it_ended_is_said() {
        let mut story = Story::begin();
        story.moves("data", Stage::Source, None, None).unwrap();
        writes(&mut story);
        story.closes("data", CloseReason::SolvedWithoutHire);
        let [Matter::Closed(close)] = &all(&story)[..] else {
            panic!("{:?}", all(&story))
        };
        assert_eq!(close.reason, CloseReason::SolvedWithoutHire);
    }

    #[test]
    fn what_an_offer_or_a_yes_left_unasked_stays_on_the_card_beside_what_is_urgent() {
        let mut story = Story::begin();
        let today = story.now.date_naive();
        let on_card = |story: &Story| {
            let standing = story.state().standing(Story::role("data"), today).unwrap();
            standing.on_card(today)
        };
        story.hurts("late", "data", "Reports arrive two days late");
        story.does(crate::domain::hire::Command::AddHire {
            hire: Story::hire("sam"),
            role: Story::role("data"),
            candidate: None,
            details: Box::new(crate::domain::HireDetails {
                accept_by: Some(today + Days::new(3)),
                ..crate::domain::HireDetails::named("Sam Reed")
            }),
        });
        let said = on_card(&story);
        assert!(
            matches!(said[..], [Matter::Coming(_), Matter::Skipped(_)]),
            "{said:?}"
        );
        story.hires("mina", "data", "Mina Park", 0);
        let said = on_card(&story);
        let skipped = |matter: &Matter| matches!(matter, Matter::Skipped(_));
        assert!(said.len() <= 2 && said.iter().any(skipped), "{said:?}");
        // Once it was asked, it is said no more.
        story.explains("jobs", "late", None, "Nobody maintains the night jobs");
        story.explains("left", "late", Some("jobs"), "Two people left since autumn");
        assert!(!on_card(&story).iter().any(skipped));
    }

    #[test]
    fn an_offer_that_waits_comes_before_what_was_skipped() {
        let mut story = Story::begin();
        let today = story.now.date_naive();
        story.moves("data", Stage::Offer, None, None).unwrap();
        assert!(matches!(first(&story), Matter::Skipped(_)), "{:?}", first(&story));
        story.does(crate::domain::hire::Command::AddHire {
            hire: Story::hire("sam"),
            role: Story::role("data"),
            candidate: None,
            details: Box::new(crate::domain::HireDetails {
                accept_by: Some(today + Days::new(3)),
                ..crate::domain::HireDetails::named("Sam Reed")
            }),
        });
        let next = |story: &Story| match first(story) {
            Matter::Hire(next) | Matter::Coming(next) => (next.called, next.waits),
            other => panic!("{other:?}"),
        };
        assert_eq!(next(&story), ("Sam Reed".into(), true));
        story.now += TimeDelta::days(3);
        assert_eq!(next(&story), ("Sam Reed".into(), false), "it is asked after");
    }
}
