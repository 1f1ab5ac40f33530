//! What was done, week by week, for each role or each leader: people reached, replies and what was learned, time with the leader against
//! time spent looking, and what the leader said to have read. Nothing of it is told by who did it.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime};

use crate::domain::{
    Effort, EffortKind, Goal, Leader, LeaderId, Role, Side, Sorting, State, Tally, Update, UserId, Way,
    Whose, labelled, week_start,
};

labelled! {
    /// For whom it is added up.
    LedgerBy {
        Leader = "By leader",
        Role = "By role",
    }
}

/// One week.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerWeek {
    /// Its Monday.
    pub starts: NaiveDate,
    /// Those for whom something was done, by name.
    pub lines: Vec<LedgerLine>,
}

/// What was done in a week for one role, or for one leader over all their roles.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerLine {
    pub name: String,
    /// Where it is seen.
    pub goal: Goal,
    pub done: Tally,
    /// Of the people approached.
    pub replies: u32,
    /// What was learned, the newest first, each once.
    pub learned: Vec<String>,
    /// Minutes with the leader, and minutes of looking for somebody, of whoever reads it alone: a week's sum over few tells what each did.
    pub with_leader: u32,
    pub looking: u32,
    /// Talks in which a date was told.
    pub dates: u32,
    /// Updates by which the leader was told, and those of which they said that they got them.
    pub told: u32,
    pub got_it: u32,
    /// For how many of them they said thanks.
    pub thanks: u32,
}

/// For whom it is added up.
struct Subject<'a> {
    goal: Goal,
    name: String,
    roles: Vec<&'a Role>,
}

impl<'a> State<'a> {
    /// So many weeks up to this day, the newest first, of whose work it is. For several roles of one leader an effort was made once.
    pub fn ledger(
        &self,
        by: LedgerBy,
        (whose, me): (Whose, UserId),
        weeks: u64,
        today: NaiveDate,
    ) -> Vec<LedgerWeek> {
        let subjects = self.subjects(by, whose);
        let this_week = week_start(today);
        let weeks = (0..weeks).map(|back| {
            let starts = this_week - Days::new(7 * back);
            let lines = subjects
                .iter()
                .map(|subject| self.ledger_line(starts, subject, me));
            let mut lines: Vec<LedgerLine> = lines.filter(|line| !line.is_empty()).collect();
            lines.put_in_order_by(|line| line.name.to_lowercase());
            LedgerWeek { starts, lines }
        });
        weeks.filter(|week| !week.lines.is_empty()).collect()
    }

    fn subjects(&self, by: LedgerBy, whose: Whose) -> Vec<Subject<'a>> {
        let roles = self.all::<Role>().filter(|role| self.is_of(role, whose));
        match by {
            LedgerBy::Role => {
                let all = roles.map(|role| Subject {
                    goal: Goal::Role(role.id),
                    name: role.called().to_owned(),
                    roles: vec![role],
                });
                all.collect()
            }
            LedgerBy::Leader => {
                let mut of: BTreeMap<LeaderId, Vec<&Role>> = BTreeMap::new();
                for role in roles {
                    if let Some(leader) = role.leader {
                        of.entry(leader).or_default().push(role);
                    }
                }
                let all = of.into_iter().map(|(leader, roles)| Subject {
                    goal: Goal::Leader(leader),
                    name: self.name_of(leader).to_owned(),
                    roles,
                });
                all.collect()
            }
        }
    }

    fn ledger_line(&self, starts: NaiveDate, subject: &Subject, me: UserId) -> LedgerLine {
        let is_in = |on: NaiveDate| (starts..starts + Days::new(7)).contains(&on);
        // A day earlier, since a day begins elsewhere before it begins here.
        let since = (starts - Days::new(1))
            .and_time(NaiveTime::MIN)
            .and_utc()
            .timestamp();
        let roles = subject.roles.iter();
        let of_roles = roles.flat_map(|role| self.efforts_since(role.id, since));
        let mut efforts: Vec<&Effort> = of_roles.filter(|effort| is_in(effort.on())).collect();
        efforts.put_in_order_by(|effort| Reverse((effort.happened_at, effort.id)));
        efforts.dedup_by_key(|effort| effort.id);
        let mut sums: BTreeMap<EffortKind, u32> = BTreeMap::new();
        let mut line = LedgerLine {
            name: subject.name.clone(),
            goal: subject.goal,
            done: Tally::new(),
            replies: 0,
            learned: Vec::new(),
            with_leader: 0,
            looking: 0,
            dates: 0,
            told: 0,
            got_it: 0,
            thanks: 0,
        };
        for effort in efforts {
            let sum = sums.entry(effort.kind).or_default();
            *sum = sum.saturating_add(effort.quantity);
            line.replies = line.replies.saturating_add(effort.replies);
            let minutes = match effort.side {
                Side::Partnership => &mut line.with_leader,
                Side::Sourcing => &mut line.looking,
            };
            *minutes = minutes.saturating_add(effort.minutes_for(me).unwrap_or_default());
            let words = effort.result.trim();
            if !words.is_empty() && !line.learned.iter().any(|learned| learned == words) {
                line.learned.push(words.to_owned());
            }
        }
        line.done = sums.into_iter().collect();
        let dates = subject.roles.iter().flat_map(|role| self.expectations(role.id));
        let talks = dates.filter(|told| told.way == Way::Talk && is_in(told.at.date_naive()));
        line.dates = u32::try_from(talks.count()).unwrap_or(u32::MAX);
        if let Goal::Leader(leader) = subject.goal {
            let updates = self.on::<Update>(Leader::key(leader));
            for update in updates.filter(|update| !update.removed) {
                let counts = |at: Option<DateTime<FixedOffset>>| {
                    u32::from(at.is_some_and(|at| is_in(at.date_naive())))
                };
                line.told += counts(update.told_at);
                line.got_it += counts(update.got_it);
                line.thanks += counts(update.got_it.filter(|_| update.thanks));
            }
        }
        line
    }
}

impl LedgerLine {
    fn is_empty(&self) -> bool {
        self.done.is_empty() && self.dates == 0 && self.told == 0 && self.got_it == 0
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::{Actor, EffortDraft, Story, update};

    fn logs(story: &mut Story, name: &str, roles: &[&str], edit: impl FnOnce(&mut EffortDraft)) {
        story.now += TimeDelta::minutes(1);
        story.logs(name, roles.first().unwrap(), |draft| {
            draft.roles = roles.iter().map(|role| Story::role(role)).collect();
            edit(draft);
        });
    }

    fn ledger(story: &Story, by: LedgerBy) -> Vec<LedgerWeek> {
        let today = story.now.date_naive();
        story
            .state()
            .ledger(by, (Whose::Team, Story::user("priya")), 6, today)
    }

    fn names(week: &LedgerWeek) -> Vec<&str> {
        week.lines.iter().map(|line| line.name.as_str()).collect()
    }

    /// Thursday's work for Dana's two roles, and Monday's for one.
    fn begin() -> Story {
        let mut story = Story::begin();
        story.opens("analyst", "Analyst");
        logs(&mut story, "both", &["data", "analyst"], |draft| {
            (draft.quantity, draft.replies, draft.minutes) = (23, 5, 90);
            (draft.side, draft.result) = (Side::Sourcing, "pay is too low".into());
        });
        logs(&mut story, "talk", &["data"], |draft| {
            (draft.kind, draft.quantity, draft.minutes) = (EffortKind::Intake, 1, 30);
            (draft.side, draft.result) = (Side::Partnership, "pay is too low".into());
        });
        story.now += TimeDelta::days(4);
        logs(&mut story, "monday", &["data"], |draft| {
            (draft.quantity, draft.minutes, draft.side) = (2, 10, Side::Sourcing);
        });
        story
    }

    #[test]
    fn an_effort_for_two_roles_counts_in_both_and_once_for_their_leader() {
        let story = begin();
        let [monday, thursday]: [LedgerWeek; 2] = ledger(&story, LedgerBy::Leader).try_into().unwrap();
        assert_eq!(monday.starts - thursday.starts, TimeDelta::days(7));
        let [line] = &thursday.lines[..] else { panic!() };
        assert_eq!(line.name, "Dana Whitfield");
        assert_eq!(line.done, [(EffortKind::Outreach, 23), (EffortKind::Intake, 1)]);
        assert_eq!((line.replies, line.looking, line.with_leader), (5, 90, 30));
        assert_eq!(line.learned, ["pay is too low"]);
        assert_eq!(monday.lines[0].done, [(EffortKind::Outreach, 2)]);

        let by_role = ledger(&story, LedgerBy::Role);
        assert_eq!(names(&by_role[0]), ["Senior Data Engineer"]);
        assert_eq!(names(&by_role[1]), ["Analyst", "Senior Data Engineer"]);
        let looking = by_role[1].lines.iter().map(|line| line.looking);
        assert_eq!(looking.collect::<Vec<_>>(), [90, 90]);
    }

    #[test]
    fn minutes_are_for_whoever_logged_them() {
        let mut story = begin();
        story.actor = Actor::User(Story::user("tom"));
        logs(&mut story, "tom's", &["data"], |draft| {
            (draft.quantity, draft.minutes, draft.side) = (3, 45, Side::Sourcing);
        });
        let line = |user| {
            let today = story.now.date_naive();
            let whose = (Whose::Team, Story::user(user));
            let weeks = story.state().ledger(LedgerBy::Role, whose, 1, today);
            (weeks[0].lines[0].done.clone(), weeks[0].lines[0].looking)
        };
        let done = vec![(EffortKind::Outreach, 5)];
        assert_eq!(line("priya"), (done.clone(), 10));
        assert_eq!(line("tom"), (done, 45));
    }

    #[test]
    fn what_was_told_and_got_counts_in_its_week_and_a_week_of_nothing_is_left_out() {
        let mut story = begin();
        story.now += TimeDelta::days(14);
        story.does(update::Command::SendUpdate {
            update: Story::update("told"),
            leader: Story::leader("dana"),
            roles: vec![],
            answers: None,
            text: "Two replied.".into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        });
        let weeks = ledger(&story, LedgerBy::Leader);
        assert_eq!(weeks.len(), 3, "nothing was done in between");
        let line = &weeks[0].lines[0];
        assert_eq!((line.told, line.got_it, line.done.len()), (1, 0, 0));
        assert_eq!(ledger(&story, LedgerBy::Role).len(), 2);
        assert_eq!(line.dates, 0);
        story.tells("date", "data", 90);
        for by in [LedgerBy::Leader, LedgerBy::Role] {
            assert_eq!(
                ledger(&story, by)[0].lines[0].dates,
                1,
                "to talk a date through is work"
            );
        }
    }
}
