//! What Today shows: what the recruiter owes, and what others owe, each with its one action.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::domain::{
    Cadence, EffortKind, Hold, LeaderId, Pace, Reply, Role, RoleId, Silence, Sorting, State, Told, gathered,
};

/// The two groups, each with the most pressing first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Owed {
    pub you: Vec<Debt>,
    pub they: Vec<Debt>,
}

/// One thing that somebody waits for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Debt {
    /// Who waits, or who is waited for.
    pub name: String,
    /// By when.
    pub due: NaiveDate,
    pub pace: Pace,
    pub what: What,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// The leader wrote, and has heard nothing since.
    Answer {
        leader: LeaderId,
        /// The newest words.
        text: String,
        /// How many more there are.
        others: usize,
    },
    /// The leader should hear how it goes.
    Update {
        leader: LeaderId,
        /// Titles of the open roles.
        roles: Vec<String>,
        /// When the leader last heard; none: never.
        last: Option<NaiveDate>,
        done: Tally,
    },
    /// A hold is to be looked at again.
    Hold { role: RoleId, title: String, hold: Hold },
}

/// How much of each kind was done, the kinds in their order; nothing that is zero.
pub type Tally = Vec<(EffortKind, u32)>;

/// `23 people reached, 2 screens`; none when there is nothing.
pub fn tally_words(tally: &Tally) -> Option<String> {
    let words = |(kind, count): &(EffortKind, u32)| format!("{count} {}", kind.unit(*count));
    (!tally.is_empty()).then(|| tally.iter().map(words).collect::<Vec<_>>().join(", "))
}

impl State<'_> {
    /// What is owed on this day.
    pub fn owed(&self, today: NaiveDate) -> Owed {
        let told = self.last_told();
        // What was done for a role on hold is not told as long as the role is not.
        let mut done = self.done_since(&told, |role| role.hold.is_none());
        let cadence = self.settings().cadence;
        let mut owed = Owed::default();
        let mut open: BTreeMap<LeaderId, Vec<&Role>> = BTreeMap::new();
        for role in self.all::<Role>().filter(|role| role.is_open()) {
            if let Some(leader) = role.leader {
                open.entry(leader).or_default().push(role);
            }
        }
        for leader in self.leaders() {
            let name = &leader.details.name;
            let waiting: Vec<&Reply> = self.unanswered(leader.id, &told).collect();
            let answer = answer_due(leader.id, name, waiting, today);
            owed.you.extend(answer.or_else(|| {
                let roles = open.get(&leader.id)?;
                let done = done.remove(&leader.id).unwrap_or_default();
                let last = told.get(&leader.id).copied();
                update_due(leader.id, name, last, roles, done, &cadence, today)
            }));
        }
        for role in self.all::<Role>() {
            let Some(hold) = &role.hold else { continue };
            let pace = Pace::of(hold.review_on, today);
            let debt = Debt {
                name: hold.requester.clone(),
                due: hold.review_on,
                pace,
                what: What::Hold {
                    role: role.id,
                    title: role.called().to_owned(),
                    hold: hold.clone(),
                },
            };
            // Until the day of the review it is theirs to decide; from then on it is the recruiter's to ask.
            if hold.review_on <= today {
                owed.you.push(debt);
            } else {
                owed.they.push(debt);
            }
        }
        for group in [&mut owed.you, &mut owed.they] {
            group.put_in_order(|a, b| (a.due, &a.name).cmp(&(b.due, &b.name)));
        }
        owed
    }

    /// What was done, and is shared, for those of each leader's roles that count since they last heard.
    pub fn done_since(&self, told: &Told, counts: impl Fn(&Role) -> bool) -> BTreeMap<LeaderId, Tally> {
        let meant = self.all::<Role>().filter(|role| counts(role));
        let of_leaders = meant.filter_map(|role| role.leader.map(|leader| (role.id, leader)));
        let leaders: BTreeMap<RoleId, LeaderId> = gathered(of_leaders);
        let mut sums: BTreeMap<LeaderId, BTreeMap<EffortKind, u32>> = BTreeMap::new();
        let mut counted = BTreeSet::new();
        for (role, leader) in leaders {
            let last = told.get(&leader).copied();
            for effort in self.efforts_since(role, last.map_or(i64::MIN, |last| last.timestamp())) {
                let is_news = effort.shared && last.is_none_or(|last| last < effort.happened_at);
                // For several roles of one leader it was made once.
                if is_news && counted.insert((leader, effort.id)) {
                    *sums.entry(leader).or_default().entry(effort.kind).or_default() += effort.quantity;
                }
            }
        }
        let tally = |counts: BTreeMap<EffortKind, u32>| counts.into_iter().collect();
        gathered(sums.into_iter().map(|(leader, counts)| (leader, tally(counts))))
    }
}

fn answer_due(leader: LeaderId, name: &str, mut waiting: Vec<&Reply>, today: NaiveDate) -> Option<Debt> {
    waiting.put_in_order_by(|reply| reply.at);
    let (first, newest) = (waiting.first()?, waiting.last()?);
    let due = first.at.date_naive();
    Some(Debt {
        name: name.into(),
        due,
        // Whoever has written waits from the same day on; kindly so, until the day after.
        pace: if (today - due).num_days() > 1 {
            Pace::Late
        } else {
            Pace::Soon
        },
        what: What::Answer {
            leader,
            text: newest.text.clone(),
            others: waiting.len() - 1,
        },
    })
}

fn update_due(
    leader: LeaderId,
    name: &str,
    told: Option<DateTime<FixedOffset>>,
    roles: &[&Role],
    done: Tally,
    cadence: &Cadence,
    today: NaiveDate,
) -> Option<Debt> {
    let running = || roles.iter().filter(|role| role.hold.is_none());
    let opened = running().map(|role| role.clock_starts()).min()?;
    let silence = Silence::since(told.map(|told| told.date_naive()), opened, today, cadence);
    (silence.pace != Pace::Calm).then(|| Debt {
        name: name.into(),
        due: silence.due,
        pace: silence.pace,
        what: What::Update {
            leader,
            roles: running().map(|role| role.called().to_owned()).collect(),
            last: told.map(|told| told.date_naive()),
            done,
        },
    })
}

#[cfg(test)]
mod tests {
    use chrono::{Days, TimeDelta};

    use super::*;
    use crate::domain::{Actor, ReplyId, Scope, Story, Target, reply, role, update};

    fn owed(story: &Story) -> Owed {
        story.state().owed(story.now.date_naive())
    }

    #[test]
    fn nothing_is_owed_on_the_day_a_role_opens() {
        assert_eq!(owed(&Story::begin()), Owed::default());
    }

    #[test]
    fn an_update_is_owed_per_leader_with_what_was_done_since() {
        let mut story = Story::begin();
        story.opens("sre", "SRE");
        story.logs("call", "data", |draft| draft.quantity = 11);
        story.logs("screen", "sre", |draft| draft.kind = EffortKind::Screen);
        story.logs("secret", "sre", |draft| draft.shared = false);
        story.now += TimeDelta::days(8);
        let [debt] = &owed(&story).you[..] else {
            panic!("one leader, one debt")
        };
        assert_eq!(
            (debt.pace, debt.due.to_string().as_str()),
            (Pace::Late, "2026-11-26")
        );
        let What::Update {
            roles, last, done, ..
        } = &debt.what
        else {
            panic!("not an update")
        };
        assert_eq!((roles.len(), *last), (2, None));
        assert_eq!(tally_words(done).unwrap(), "11 people reached, 1 screen");
    }

    #[test]
    fn a_leader_who_wrote_is_answered_first_and_an_update_settles_it() {
        let mut story = Story::begin();
        let leader = Story::leader("dana");
        story.shares("page", Target::Leader(leader), Scope::Respond);
        let priya = story.actor;
        story.actor = Actor::Link(Story::link("page"));
        let (reply, text) = (ReplyId(Story::update("r").0), "When do I meet them?".to_owned());
        story.does(reply::Command::SendReply {
            reply,
            update: None,
            role: None,
            text: text.clone(),
        });
        story.actor = priya;
        let [debt] = &owed(&story).you[..] else {
            panic!("one debt")
        };
        assert_eq!(
            debt.what,
            What::Answer {
                leader,
                text,
                others: 0
            }
        );
        assert_eq!(debt.pace, Pace::Soon);
        story.now += TimeDelta::days(2);
        assert_eq!(owed(&story).you[0].pace, Pace::Late);
        let (update, roles) = (Story::update("answer"), vec![]);
        story.does(update::Command::SendUpdate {
            update,
            leader,
            roles,
            answers: None,
            text: "Thursday.".into(),
        });
        assert_eq!(owed(&story), Owed::default());
    }

    #[test]
    fn a_hold_is_theirs_until_its_review_and_then_ours_and_stops_the_clock() {
        let mut story = Story::begin();
        let since = story.now.date_naive();
        let review_on = since + Days::new(14);
        let (requester, cause) = ("Dana".into(), "budget".into());
        let hold = Hold {
            requester,
            cause,
            review_on,
            since,
        };
        story.does(role::Command::HoldRole {
            role: Story::role("data"),
            hold,
        });
        story.now += TimeDelta::days(10);
        assert_eq!((owed(&story).you.len(), owed(&story).they.len()), (0, 1));
        story.now += TimeDelta::days(4);
        assert_eq!((owed(&story).you.len(), owed(&story).they.len()), (1, 0));
    }
}
