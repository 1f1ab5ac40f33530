//! How a role stands: the six-part rail, the silence clock, what waits for an answer, and this week's effort.
//!
//! All roles are looked at in one pass over the rows, since a board shows all of them.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

use super::rail::{Facts, Rail, rail};
use crate::domain::{
    Asking, Asks, Cadence, DateTold, Decision, Effort, EffortKind, HireNext, Lapse, LastTold, Leader,
    LeaderId, Pace, Reply, Role, RoleId, Silence, Stage, State, Turn, Update, gathered, week_start,
};

/// Days in a card's small chart: Monday to Friday.
pub const WORKDAYS: usize = 5;

/// What a role's card says besides the role's own facts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    pub role: Role,
    /// The leader's name; none once it was erased.
    pub leader: Option<String>,
    pub days_open: i64,
    pub rail: Rail,
    /// What is to be asked or told next.
    pub asks_next: Option<Asks>,
    /// The date as last talked through; none while nobody was told.
    pub told: Option<DateTold>,
    /// The date that is likely instead, where the one told no longer holds. It is worked out from all roles, and so left to whoever
    /// knows what they teach (`State::lapses`).
    pub lapse: Option<Lapse>,
    /// When the leader hears next, of all that they wait for; none while nobody waits: the role is closed, on hold, or has no leader.
    pub silence: Option<Silence>,
    /// How pressing that is for this role alone: of one that was opened since, its own questions come first.
    pub pace: Option<Pace>,
    /// It came from elsewhere, and its leader has not heard from here yet.
    pub waits_for_hello: bool,
    /// What the leader wrote about it since the last update.
    pub unanswered: usize,
    /// What waits for an answer about it and is due first: of ours, and of the leader's.
    pub asks: [Option<Asking>; 2],
    /// What comes next of whoever was made an offer.
    pub hire: Option<HireNext>,
    /// Efforts of this week, day by day; a weekend's count to its Friday.
    pub week: [u32; WORKDAYS],
    facts: Facts,
}

/// What was logged for one role.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Logged {
    week: [u32; WORKDAYS],
    talked: bool,
    improved: bool,
    debriefed: bool,
}

impl Standing {
    /// The same, with what was logged for it.
    pub fn with(mut self, logged: Logged) -> Self {
        self.facts.talked = logged.talked;
        self.facts.improved = logged.improved;
        self.facts.debriefed = logged.debriefed;
        self.rail = rail(&self.facts);
        self.week = logged.week;
        self
    }
}

impl<'a> State<'a> {
    /// How each role stands on this day; those that closed long ago are left out. What was logged for each is left to [`State::logged`]: an
    /// effort changes that of its own roles, and nothing else here.
    pub fn standings(&self, today: NaiveDate) -> BTreeMap<RoleId, Standing> {
        self.standings_of(self.all::<Role>().filter(|role| role.is_recent(today)), today)
    }

    /// How one role stands, whenever it closed.
    pub fn standing(&self, role: RoleId, today: NaiveDate) -> Option<Standing> {
        let standing = self
            .standings_of(self.get::<Role>(role).into_iter(), today)
            .remove(&role)?;
        Some(standing.with(self.logged_for(role, today)))
    }

    /// What was logged for each of the same roles.
    pub fn logged(&self, today: NaiveDate) -> BTreeMap<RoleId, Logged> {
        let roles = self.all::<Role>().filter(|role| role.is_recent(today));
        gathered(roles.map(|role| (role.id, self.logged_for(role.id, today))))
    }

    /// The day by which the leader hears next, as their page says it: as it was written to them last, or by the rhythm from the
    /// day on which the first open role was opened.
    pub fn next_update_by(&self, leader: LeaderId, opened: NaiveDate) -> NaiveDate {
        let leader = self.get::<Leader>(leader).ok();
        let written = leader.and_then(|leader| self.written(leader));
        let rhythm = leader.map(|leader| leader.details.rhythm()).unwrap_or_default();
        Silence::since(written, opened, opened, &self.settings().cadence, rhythm).due
    }

    /// The decision about this role that waits for an answer, and is due first.
    pub(super) fn asking_of_decisions(
        &self,
        role: &Role,
        turn: Turn,
        today: NaiveDate,
        cadence: &Cadence,
    ) -> Option<Asking> {
        let away = self.get::<Leader>(role.leader?).ok()?.details.away.as_ref();
        let asked = self.on::<Decision>(Role::key(role.id));
        let asked = asked.filter(|decision| decision.turn == turn && self.is_asked(decision));
        let (due, first) = asked
            .map(|decision| (decision.due(away, cadence), decision))
            .min_by_key(|(due, decision)| (*due, decision.id))?;
        let is_paused = turn == Turn::Leader && away.is_some_and(|away| away.pauses(today));
        Some(Asking {
            what: first.details.what.clone(),
            due,
            pace: if is_paused {
                Pace::Calm
            } else {
                Pace::in_business_days(due, today, cadence)
            },
        })
    }

    fn standings_of<'r>(
        &self,
        roles: impl Iterator<Item = &'r Role>,
        today: NaiveDate,
    ) -> BTreeMap<RoleId, Standing> {
        let cadence = self.settings().cadence;
        let last = self.last_heard();
        let waiting = self.waiting_by_role(&self.last_written());
        let waits_since = self.waits_since(&last);
        let standing = |role: &Role| {
            let leader = role.leader.and_then(|leader| self.get::<Leader>(leader).ok());
            let heard = role.leader.and_then(|leader| last.get(&leader).copied());
            let rhythm = leader.map(|leader| leader.details.rhythm()).unwrap_or_default();
            let since = |opened| Silence::since(heard, opened, today, &cadence, rhythm);
            let runs = role.leader.is_some() && is_worked_for(role);
            // Of roles from elsewhere their leader is greeted first, a few leaders a day: until then no clock runs.
            let waits_for_hello = runs && role.entered.is_some() && heard.is_none();
            let first = role.leader.and_then(|leader| waits_since.get(&leader).copied());
            let silence = first.filter(|_| runs && !waits_for_hello).map(since);
            let pace = silence.map(|silence| silence.pace.min(since(role.clock_starts()).pace));
            let asked = self.asks_of_pains(role.id);
            let date = self.date_told(role);
            let facts = Facts {
                held: role.hold.is_some(),
                asked,
                date,
                talked: false,
                improved: false,
                debriefed: false,
                solved: self.solved(role.id),
                followed: self.followed(role.id, today),
                met: self.met(role.id),
                told: self.was_told_of(role),
                silence,
                waits_for_hello,
                entered: role.entered.map_or(Stage::Understand, |entered| entered.stage),
            };
            Standing {
                leader: leader.map(|leader| leader.details.name.clone()),
                asks_next: self.asks_of(role, today).or_else(|| self.left_unasked(role)),
                told: date,
                lapse: None,
                days_open: role.days_open(today),
                rail: rail(&facts),
                silence,
                pace,
                waits_for_hello,
                unanswered: waiting.get(&role.id).copied().unwrap_or_default(),
                asks: [Turn::Us, Turn::Leader].map(|turn| self.asking(role, turn, today, &cadence)),
                hire: self.hire_next(role, today),
                week: [0; WORKDAYS],
                facts,
                role: role.clone(),
            }
        };
        gathered(roles.map(|role| (role.id, standing(role))))
    }

    /// Since when each leader waits to hear: the day on which the first of the roles that are worked for was opened.
    fn waits_since(&self, told: &LastTold) -> BTreeMap<LeaderId, NaiveDate> {
        let mut since = BTreeMap::new();
        for role in self.all::<Role>().filter(|role| is_worked_for(role)) {
            let Some(leader) = role.leader else { continue };
            if role.entered.is_none() || told.contains_key(&leader) {
                let first = since.entry(leader).or_insert(role.clock_starts());
                *first = role.clock_starts().min(*first);
            }
        }
        since
    }

    /// Whether an update spoke of this role, or of all that its leader has since it was opened.
    fn was_told_of(&self, role: &Role) -> bool {
        let of_all = |leader| {
            let updates = self.on::<Update>(Leader::key(leader));
            updates.into_iter().any(|update| {
                update.roles.is_empty()
                    && update
                        .told()
                        .is_some_and(|told| told.on() >= role.details.opened_on)
            })
        };
        self.on::<Update>(Role::key(role.id))
            .any(|update| update.told().is_some())
            || role.leader.is_some_and(of_all)
    }

    /// What a leader wrote after the last update, and needs an answer: an update answers all before it. What their team
    /// asks waits until one answers that.
    pub(in crate::domain) fn unanswered(
        &self,
        leader: LeaderId,
        written: &LastTold,
    ) -> impl Iterator<Item = &'a Reply> {
        let written = written.get(&leader).map(|written| written.at);
        let since = written.map_or(i64::MIN, |written| written.timestamp());
        let replies = self.on_since::<Reply>(Leader::key(leader), 0, since);
        let replies = replies.filter(move |reply| written.is_none_or(|written| written < reply.at));
        replies
            .chain(self.team_asks(leader))
            .filter(|reply| !reply.settled && !reply.removed)
    }

    /// What a leader's team asks, and no update has answered yet.
    fn team_asks(&self, leader: LeaderId) -> impl Iterator<Item = &'a Reply> {
        let asked = self.on_since::<Reply>(Leader::key(leader), 1, i64::MIN);
        asked.filter(|reply| {
            self.on::<Update>(Reply::key(reply.id))
                .all(|update| update.removed)
        })
    }

    /// How many replies wait for an answer, by the open role that each was about. One about no role in particular
    /// counts once, on the role of its leader that is open longest.
    fn waiting_by_role(&self, written: &LastTold) -> BTreeMap<RoleId, usize> {
        let mut longest: BTreeMap<LeaderId, &Role> = BTreeMap::new();
        for role in self.all::<Role>().filter(|role| role.is_open()) {
            let Some(leader) = role.leader else { continue };
            let first = longest.entry(leader).or_insert(role);
            if (role.details.opened_on, role.id) < (first.details.opened_on, first.id) {
                *first = role;
            }
        }
        let mut waiting = BTreeMap::new();
        for (leader, first) in longest {
            for reply in self.unanswered(leader, written) {
                let about = self.about(reply).unwrap_or(first.id);
                *waiting.entry(about).or_default() += 1;
            }
        }
        waiting
    }

    /// The one open role that a reply was about.
    fn about(&self, reply: &Reply) -> Option<RoleId> {
        let [role] = reply.roles.as_slice() else {
            return None;
        };
        let role = self.get::<Role>(*role).ok()?;
        (role.is_open() && role.leader == Some(reply.leader)).then_some(role.id)
    }

    fn logged_for(&self, role: RoleId, today: NaiveDate) -> Logged {
        let monday = week_start(today);
        // A day before the chart's first in any zone.
        let earliest = (monday - Days::new(1))
            .and_time(NaiveTime::MIN)
            .and_utc()
            .timestamp();
        let mut week = [0; WORKDAYS];
        for effort in self.efforts_since(role, earliest) {
            if let Some(day) = workday(effort, monday).and_then(|day| week.get_mut(day)) {
                *day += 1;
            }
        }
        let was = |kind| self.has_effort(role, kind);
        Logged {
            week,
            talked: was(EffortKind::Intake),
            improved: was(EffortKind::AdRewrite) || was(EffortKind::MarketMap),
            debriefed: was(EffortKind::Debrief),
        }
    }
}

/// Whether its leader waits for news of it.
fn is_worked_for(role: &Role) -> bool {
    role.is_open() && role.hold.is_none()
}

/// On which workday of the week that begins with this Monday an effort counts; none in another week.
fn workday(effort: &Effort, monday: NaiveDate) -> Option<usize> {
    let day = effort.on();
    let last = WORKDAYS - 1;
    (week_start(day) == monday).then(|| (day.weekday().num_days_from_monday() as usize).min(last))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::{
        Actor, CloseReason, EffortKind, Hold, Part, ReplyId, Scope, Story, Target, Way, reply, role, update,
    };

    fn standing(story: &Story) -> Standing {
        let today = story.now.date_naive();
        story.state().standing(Story::role("data"), today).unwrap()
    }

    fn parts(story: &Story) -> [Part; 6] {
        standing(story).rail.map(|(part, _)| part)
    }

    fn tells(story: &mut Story, update: &str) {
        story.does(update::Command::SendUpdate {
            update: Story::update(update),
            leader: Story::leader("dana"),
            roles: vec![],
            answers: None,
            text: "12 reached.".into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        });
    }

    #[test]
    fn the_silence_clock_runs_from_the_opening_then_from_each_update() {
        let mut story = Story::begin();
        let opened = standing(&story).silence.unwrap();
        assert_eq!(
            (opened.due.to_string().as_str(), opened.pace),
            ("2026-11-26", Pace::Calm)
        );
        story.now += TimeDelta::days(6);
        assert_eq!(standing(&story).silence.unwrap().pace, Pace::Soon, "due tomorrow");
        story.now += TimeDelta::days(2);
        assert_eq!(standing(&story).silence.unwrap().pace, Pace::Late);
        assert_eq!(parts(&story)[2], Part::Late);
        tells(&mut story, "first");
        let told = standing(&story).silence.unwrap();
        assert_eq!(
            (told.due.to_string().as_str(), told.pace),
            ("2026-12-04", Pace::Calm)
        );
        assert_eq!(parts(&story)[2], Part::Done);
    }

    #[test]
    fn on_hold_and_closed_nobody_waits() {
        let mut story = Story::begin();
        story.now += TimeDelta::days(20);
        let day = story.now.date_naive();
        let (requester, cause) = ("Dana".into(), "budget".into());
        let hold = Hold {
            requester,
            cause,
            review_on: day,
            since: day,
        };
        let role = Story::role("data");
        story.does(role::Command::HoldRole { role, hold });
        assert_eq!((standing(&story).silence, parts(&story)[2]), (None, Part::Paused));
        let (stage, reason) = (Stage::Closed, Some(CloseReason::Filled));
        story.does(role::Command::to_end(role, stage, reason));
        assert_eq!(standing(&story).silence, None);
    }

    #[test]
    fn it_is_late_by_business_days_since_the_leader_should_have_heard() {
        let mut story = Story::begin();
        let late = |story: &Story| standing(story).silence.unwrap().late;
        story.now += TimeDelta::days(7);
        assert_eq!(late(&story), 0, "Thursday, on which they hear");
        story.now += TimeDelta::days(4);
        assert_eq!(late(&story), 2, "Monday");
        tells(&mut story, "first");
        assert_eq!(late(&story), 0);
        story.now += TimeDelta::days(9);
        assert_eq!(late(&story), 2, "Wednesday of the next week");
    }

    /// A reply through this link, to an update if one is named.
    fn replies(story: &mut Story, reply: &str, link: &str, update: Option<&str>) {
        let person = story.actor;
        story.actor = Actor::Link(Story::link(link));
        story.does(reply::Command::SendReply {
            reply: ReplyId(Story::update(reply).0),
            update: update.map(Story::update),
            role: None,
            team: false,
            text: "Thursday suits me.".into(),
        });
        story.actor = person;
    }

    fn waits(story: &Story, role: &str) -> usize {
        let standing = story.state().standing(Story::role(role), story.now.date_naive());
        standing.unwrap().unanswered
    }

    #[test]
    fn an_update_answers_the_replies_before_it() {
        let mut story = Story::begin();
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        replies(&mut story, "one", "page", None);
        replies(&mut story, "two", "page", None);
        assert_eq!(waits(&story, "data"), 2);
        story.now += TimeDelta::minutes(1);
        tells(&mut story, "answer");
        assert_eq!(waits(&story, "data"), 0);
    }

    #[test]
    fn a_reply_waits_on_the_role_that_it_was_about_and_nowhere_else() {
        let mut story = Story::begin();
        story.now += TimeDelta::days(1);
        story.opens("sre", "SRE");
        let (data, sre) = (Story::role("data"), Story::role("sre"));
        for (update, roles) in [("of sre", vec![sre]), ("of both", vec![data, sre])] {
            let (update, leader) = (Story::update(update), Story::leader("dana"));
            let text = "12 reached.".into();
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
        }
        story.now += TimeDelta::minutes(1);
        story.shares("all", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.shares("page", Target::Role(sre), Scope::Respond);
        let both = |story: &Story| (waits(story, "data"), waits(story, "sre"));
        replies(&mut story, "one", "all", Some("of sre"));
        assert_eq!(both(&story), (0, 1));
        replies(&mut story, "two", "page", None);
        assert_eq!(both(&story), (0, 2));
        replies(&mut story, "three", "all", Some("of both"));
        assert_eq!(
            both(&story),
            (1, 2),
            "about no role in particular: on the one that is open longest"
        );
        replies(&mut story, "four", "all", None);
        assert_eq!(both(&story), (2, 2));
        // What was about a role that is closed waits on one that is open.
        story.closes("sre", CloseReason::Filled);
        assert_eq!(both(&story), (4, 0));
        story.closes("data", CloseReason::Filled);
        assert_eq!(both(&story), (0, 0));
    }

    #[test]
    fn the_rail_says_what_was_recorded_wherever_the_card_was_dragged() {
        use Part::{Begun, Done, NotYet};
        let mut story = Story::begin();
        assert_eq!(parts(&story), [NotYet; 6]);
        for stage in Stage::ALL.iter().filter(|stage| **stage != Stage::Closed) {
            story.moves("data", *stage, None, None).unwrap();
            assert_eq!(parts(&story), [NotYet; 6], "{stage:?}");
        }
        story.logs("talk", "data", |draft| draft.kind = EffortKind::Intake);
        assert_eq!(parts(&story)[0], Begun);
        story.hurts("late", "data", "Reports arrive two days late");
        story.explains("jobs", "late", None, "Nobody maintains the night jobs");
        assert_eq!(parts(&story)[0], Begun);
        story.explains("left", "late", Some("jobs"), "Two people left since autumn");
        story.logs("map", "data", |draft| draft.kind = EffortKind::MarketMap);
        assert_eq!(parts(&story), [Done, NotYet, NotYet, NotYet, Begun, NotYet]);
        story.tells("told", "data", 90);
        assert_eq!(parts(&story)[1], Done);
        story.logs("debrief", "data", |draft| draft.kind = EffortKind::Debrief);
        assert_eq!(parts(&story)[3], Done);
    }

    #[test]
    fn what_closed_long_ago_leaves_the_board_but_stands_by_itself() {
        let mut story = Story::begin();
        story.closes("data", CloseReason::Filled);
        story.now += TimeDelta::days(Role::RECENT_DAYS);
        assert_eq!(story.state().standings(story.now.date_naive()).len(), 1);
        story.now += TimeDelta::days(1);
        let today = story.now.date_naive();
        assert_eq!(story.state().standings(today).len(), 0);
        let standing = story.state().standing(Story::role("data"), today);
        assert_eq!(standing.map(|standing| standing.role.is_open()), Some(false));
    }

    #[test]
    fn all_roles_with_what_was_logged_stand_as_each_does_alone() {
        let mut story = Story::begin();
        story.opens("sre", "Site Reliability Engineer");
        story.logs("talk", "sre", |draft| draft.kind = EffortKind::Intake);
        let (state, today) = (story.state(), story.now.date_naive());
        let logged = state.logged(today);
        let mut parts = Vec::new();
        for (role, standing) in state.standings(today) {
            let whole = standing.with(logged[&role]);
            parts.push(whole.rail[0].0);
            assert_eq!(Some(whole), state.standing(role, today));
        }
        parts.sort_unstable();
        assert_eq!(parts, [Part::NotYet, Part::Begun]);
    }

    #[test]
    fn the_small_chart_counts_this_week_and_a_weekend_to_its_friday() {
        let mut story = Story::begin();
        let details = Story::details("Senior Data Engineer", "2026-11-02".parse().unwrap());
        story.does(role::Command::EditRole {
            role: Story::role("data"),
            details,
            base: None,
        });
        story.now += TimeDelta::days(3);
        // Sunday the 22nd: the days before it, then the week before.
        for (name, days) in [
            ("sun", 0),
            ("sat", 1),
            ("thu", 3),
            ("thu 2", 3),
            ("mon", 6),
            ("too old", 7),
        ] {
            story.logs(name, "data", |draft| draft.happened_at -= TimeDelta::days(days));
        }
        assert_eq!(standing(&story).week, [1, 0, 0, 2, 2]);
        story.now += TimeDelta::days(1);
        assert_eq!(standing(&story).week, [0; WORKDAYS]);
    }
}
