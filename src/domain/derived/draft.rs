//! What a leader hears next, over all their roles, drafted from what was logged since something was last written to them. Its first sentence
//! is a person's own, and it claims nothing that was not logged: what nobody knows is left out.

mod steps;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::closings::ended;
use crate::domain::{
    Asked, Channel, Coming, Decision, Effort, EffortKind, Leader, LeaderId, PainPoint, Reply, ReplyId, Role,
    RoleId, Shown, Silence, Sorting, State, Told, Turn, Update, Voice, Whose, forecast::Lapses, full_date,
    labelled, sentence, short_date, three_letters, weekday,
};

labelled! {
    /// What is said of each role, in this order.
    Line {
        Did = "We did",
        Learned = "Learned",
        Forecast = "Forecast",
        Need = "From you",
        Next = "Next",
    }
}

/// What was learned that is told, the newest first.
const LEARNED: usize = 3;

/// What is said where nothing is asked of the leader.
const NOTHING_ASKED: &str = "Nothing for now.";

/// The draft of one update.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    pub leader: LeaderId,
    pub name: String,
    pub channel: Option<Channel>,
    /// The day by which they should have heard.
    pub due: NaiveDate,
    /// What they, or their team, wrote that it answers first.
    pub answers: Option<ToAnswer>,
    /// What is said of no role in particular, by [`Line`]; nothing where they have one role, with which it stands then.
    pub of_all: [String; 5],
    pub roles: Vec<RoleDraft>,
    /// When there are news next, in words.
    pub next: String,
    /// The day by which they are told that they hear again.
    pub next_by: NaiveDate,
    /// The role whose date slipped: they hear that from a person first.
    pub slipped: Option<RoleId>,
}

/// What was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToAnswer {
    pub reply: ReplyId,
    /// The leader's team asks.
    pub team: bool,
    pub text: String,
}

/// What is said of one role, by [`Line`]; empty where nothing is known.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RoleDraft {
    pub role: RoleId,
    pub title: String,
    /// Of what we did, what is theirs alone: that something they raised is fixed.
    #[serde(default)]
    pub fixed: Vec<String>,
    pub lines: [String; 5],
}

impl RoleDraft {
    pub fn line(&self, line: Line) -> &str {
        self.lines.get(line as usize).map_or("", String::as_str)
    }
}

impl Draft {
    /// Under what it stands that is said of no role in particular.
    pub const ALL_ROLES: &str = "All roles";

    /// A line of one role, or of none in particular.
    pub fn line(&self, role: Option<RoleId>, line: Line) -> &str {
        match role {
            None => self.of_all.get(line as usize).map_or("", String::as_str),
            Some(role) => {
                let role = self.roles.iter().find(|one| one.role == role);
                role.map_or("", |role| role.line(line))
            }
        }
    }

    /// Whether something is asked of the leader: only then they are waited for.
    pub fn asks_something(&self) -> bool {
        let of_roles = self.roles.iter().map(|role| role.line(Line::Need));
        let mut asked = of_roles.chain([self.line(None, Line::Need)]).map(str::trim);
        asked.any(|need| !need.is_empty() && need != NOTHING_ASKED)
    }

    /// Whether nothing was done or learned since: then a person says what is true.
    pub fn is_empty(&self) -> bool {
        self.roles
            .iter()
            .all(|role| role.line(Line::Did).is_empty() && role.line(Line::Learned).is_empty())
    }

    /// A line that the leader may pass on to their team: what was done, and when there are news next.
    pub fn for_team(&self) -> String {
        let several = self.roles.len() > 1;
        let done = self
            .roles
            .iter()
            .filter(|role| !role.line(Line::Did).trim().is_empty());
        let done = done.filter_map(|role| {
            // That something is fixed is between us and whoever raised it.
            let fixed = role.fixed.iter();
            let did = fixed.fold(role.line(Line::Did).to_owned(), |did, fixed| {
                did.replace(fixed, "")
            });
            let did = did.trim();
            match (did.is_empty(), several) {
                (true, _) => None,
                (false, true) => Some(format!("{}: {did}", role.title)),
                (false, false) => Some(did.to_owned()),
            }
        });
        let parts: Vec<String> = done.chain([self.next.clone()]).collect();
        parts.join(" ")
    }

    /// The whole of it: the answer to what was asked, the person's own sentence, then role by role, and the line for the team. Complete without
    /// any page.
    pub fn text(&self, own: &str, answer: &str, team: &str) -> String {
        let mut parts: Vec<String> = [answer, own]
            .into_iter()
            .map(|words| words.trim().to_owned())
            .filter(|words| !words.is_empty())
            .collect();
        let several = self.roles.len() > 1;
        let of_roles = self
            .roles
            .iter()
            .map(|role| (Some(role.role), role.title.as_str()));
        let of_all = [(None, Self::ALL_ROLES)].into_iter();
        parts.extend(of_all.chain(of_roles).filter_map(|(role, title)| {
            let said = Line::ALL.iter().map(|line| (line, self.line(role, *line).trim()));
            let said = said.filter(|(_, words)| !words.is_empty());
            let said = said.map(|(line, words)| format!("{}: {words}", line.label()));
            let mut said: Vec<String> = said.collect();
            if said.is_empty() {
                return None;
            }
            if several {
                said.insert(0, title.to_owned());
            }
            Some(said.join("\n"))
        }));
        if !team.trim().is_empty() {
            parts.push(format!("For your team: {}", team.trim()));
        }
        parts.join("\n\n")
    }
}

impl State<'_> {
    /// Of what was written of several roles, what stands below the heading of this one, as [`Draft::text`] sets it; empty where nothing does. What
    /// a person wrote around that may be about any of them.
    pub fn part_of(&self, update: &Update, role: RoleId) -> String {
        let titles = update.roles.iter().map(|id| {
            let of = self.get::<Role>(*id).ok()?;
            Some((*id, of.called()))
        });
        let titles: Vec<(RoleId, &str)> = titles.flatten().collect();
        let is_heading = |line: &str| {
            let line = line.trim();
            line == Draft::ALL_ROLES || titles.iter().any(|(_, title)| *title == line)
        };
        // Two that are called the same are not told apart, and what nobody knows any more may be called anything.
        let mut own = titles.iter().filter(|(id, _)| *id == role);
        let Some((_, own)) = own.next().filter(|_| titles.len() == update.roles.len()) else {
            return String::new();
        };
        if titles.iter().filter(|(_, title)| title == own).count() > 1 {
            return String::new();
        }
        let below = update.text.lines().skip_while(|line| line.trim() != *own).skip(1);
        let part = below.take_while(|line| !line.trim().is_empty() && !is_heading(line));
        let part: Vec<String> = part.map(for_this_alone).collect();
        part.join("\n")
    }

    /// One for each leader of running roles, among those whose work is asked about, who hears by tomorrow or should have heard, or of whose
    /// candidates one withdrew, or one of whose roles was closed; the most urgent first. Of confidential roles nothing stands in it, unless the leader has no others.
    pub fn drafts(&self, whose: Whose, lapses: &Lapses, today: NaiveDate) -> Vec<Draft> {
        let mut roles: BTreeMap<LeaderId, Vec<&Role>> = BTreeMap::new();
        for role in self
            .all::<Role>()
            .filter(|role| role.is_open() || self.closed_untold(role, today).is_some())
            .filter(|role| self.is_of(role, whose))
        {
            if let Some(leader) = role.leader {
                roles.entry(leader).or_default().push(role);
            }
        }
        let heard = self.last_heard();
        let drafts = roles.into_iter().filter_map(|(leader, roles)| {
            let heard = heard.get(&leader).copied();
            self.draft((self.get(leader).ok()?, heard), roles, lapses, today)
        });
        let mut drafts: Vec<Draft> = drafts.collect();
        drafts.put_in_order_by(|draft| (draft.due, draft.name.clone(), draft.leader));
        drafts
    }

    /// How many of them are read and sent, since nobody has to call first.
    pub fn drafts_to_read(&self, whose: Whose, lapses: &Lapses, today: NaiveDate) -> usize {
        let drafts = self.drafts(whose, lapses, today).into_iter();
        drafts.filter(|draft| draft.slipped.is_none()).count()
    }

    fn draft(
        &self,
        (leader, heard): (&Leader, Option<Told>),
        mut roles: Vec<&Role>,
        lapses: &Lapses,
        today: NaiveDate,
    ) -> Option<Draft> {
        let cadence = self.settings().cadence;
        // Who never heard, and whose roles all came from elsewhere, is greeted first.
        let awaited = roles
            .iter()
            .filter(|role| role.is_open() && role.hold.is_none())
            .filter(|role| heard.is_some() || role.entered.is_none());
        let opened = awaited.map(|role| role.clock_starts()).min()?;
        let silence = Silence::since(heard, opened, today, &cadence, leader.details.rhythm());
        // That somebody withdrew, or a role was closed, is told on the same day.
        let is_news = |role: &&Role| !role.is_open() || !self.withdrawn_untold(role).is_empty();
        let has_news = roles.iter().any(is_news);
        let is_due = silence.pace != super::Pace::Calm || has_news;
        if !is_due || self.is_mail_on_its_way(leader) {
            return None;
        }
        let is_for_all = |role: &&Role| self.audience_of::<Role>(role.id).is_workspace();
        if roles.iter().any(is_for_all) {
            roles.retain(is_for_all);
        }
        roles.put_in_order_by(|role| (role.clock_starts(), role.id));
        let written = self.newest_on::<Update>(Leader::key(leader.id), 0, 1, Update::arrives);
        let since = written.map(|update| update.sent_at).max();
        let next_by = cadence.next_after(today, leader.details.rhythm());
        let told_of: Vec<(RoleId, &str)> = roles.iter().map(|role| (role.id, role.called())).collect();
        let several = roles.len() > 1;
        let of_all = roles.first().filter(|_| several);
        Some(Draft {
            of_all: of_all.map(|first| self.of_all(first, today)).unwrap_or_default(),
            leader: leader.id,
            name: leader.details.name.clone(),
            channel: leader.details.likes_channel(),
            due: silence.due,
            answers: self.answered_first(leader.id, roles.iter().any(is_for_all)),
            slipped: roles
                .iter()
                .find(|role| role.is_open() && self.holds_no_longer(role, lapses, today))
                .map(|role| role.id),
            roles: roles
                .into_iter()
                .map(|role| self.of_role(role, &told_of, since, lapses, today))
                .collect(),
            next: format!("Next news by {}.", said(next_by, today)),
            next_by,
        })
    }

    /// What is answered first: what the team asks, else what waits longest; where everybody reads the answer, nothing that is for few.
    fn answered_first(&self, leader: LeaderId, is_for_all: bool) -> Option<ToAnswer> {
        let waiting = self.waiting(leader).into_iter();
        let waiting = waiting.filter_map(|reply| self.get::<Reply>(reply).ok());
        let seen = waiting.filter(|reply| !is_for_all || self.audience_of::<Reply>(reply.id).is_workspace());
        let first = seen.min_by_key(|reply| (!reply.team, reply.at, reply.id))?;
        Some(ToAnswer {
            reply: first.id,
            team: first.team,
            text: first.text.clone(),
        })
    }

    /// What was done, and is shared, since something was last written.
    fn news(&self, role: RoleId, since: Option<DateTime<FixedOffset>>) -> Vec<&Effort> {
        let mut news: Vec<&Effort> = self.shared_since(role, since).collect();
        news.put_in_order_by(|effort| std::cmp::Reverse((effort.happened_at, effort.id)));
        news
    }

    fn of_role(
        &self,
        role: &Role,
        told_of: &[(RoleId, &str)],
        since: Option<DateTime<FixedOffset>>,
        lapses: &Lapses,
        today: NaiveDate,
    ) -> RoleDraft {
        let mut news = self.news(role.id, since);
        // What was done for several of these roles is told once, with the first of them.
        let of = |effort: &Effort, role: &RoleId| effort.roles.contains(role);
        let first = |effort: &Effort| told_of.iter().map(|(id, _)| id).find(|id| of(effort, id));
        news.retain(|effort| first(effort) == Some(&role.id));
        let others = told_of
            .iter()
            .filter(|(id, _)| *id != role.id && news.iter().any(|effort| of(effort, id)));
        let others: Vec<&str> = others.map(|(_, title)| *title).collect();
        // What is asked about no role in particular stands with the only one there is.
        let mut about = vec![Some(role.id)];
        about.extend((told_of.len() == 1).then_some(None));
        let mut learned = self.farewells(role.id);
        let most = learned.len() + LEARNED;
        for effort in &news {
            let words = sentence(&effort.result);
            if !words.is_empty() && !learned.contains(&words) && learned.len() < most {
                learned.push(words);
            }
        }
        let theirs: Vec<RoleId> = told_of.iter().map(|(id, _)| *id).collect();
        let fixed = self.fixed_untold(role, &theirs, today);
        let mut done = fixed.clone();
        done.extend(self.steps_since(role, since, today));
        done.extend(Some(also_for(did(news.into_iter()), &others)).filter(|did| !did.is_empty()));
        let [forecast, need, next] = match &role.placement.close {
            Some(close) => [format!("Closed {}", ended(close)), String::new(), String::new()],
            None => [
                self.forecast_line(role, since, lapses, today),
                self.need_line(role, &about, today),
                self.next_line(role, &about, today),
            ],
        };
        RoleDraft {
            role: role.id,
            title: role.called().to_owned(),
            fixed,
            lines: [done.join(" "), learned.join(" "), forecast, need, next],
        }
    }

    /// What is asked about no role in particular, of the leader and of us; by the first of their roles one knows who reads it.
    fn of_all(&self, first: &Role, today: NaiveDate) -> [String; 5] {
        let asked = self.asked_of(first, &[None], Turn::Leader).into_iter();
        let need: Vec<String> = asked.map(|decision| self.need(decision, today)).collect();
        let next = self.owed_line(first, &[None], today).unwrap_or_default();
        let [did, learned, forecast] = Default::default();
        [did, learned, forecast, need.join(" "), next]
    }

    /// The date as it was told last; nothing where it slipped, since a person says so first.
    fn forecast_line(
        &self,
        role: &Role,
        since: Option<DateTime<FixedOffset>>,
        lapses: &Lapses,
        today: NaiveDate,
    ) -> String {
        if let Some(hold) = &role.hold {
            // Why, is not theirs to read: no page says it either.
            let on = said(hold.review_on, today);
            return match hold.review_on < today {
                true => format!("On hold; whether that goes on was to be decided by {on}."),
                false => format!("On hold until {on}."),
            };
        }
        if role.said_yes_on().is_some() {
            return self.yes_line(role, today);
        }
        let Some(told) = self
            .expectation(role.id)
            .filter(|_| !self.holds_no_longer(role, lapses, today))
        else {
            return String::new();
        };
        let plan = match told.terms.coming() {
            Coming::Desk(on) => format!("someone at the desk about {}", dated(on, today)),
            Coming::Yes(by) => format!("a yes by {}", dated(by, today)),
        };
        if since.is_some_and(|since| told.at < since) {
            format!("No change: {plan}.")
        } else {
            format!("As told on {}: {plan}.", dated(told.at.date_naive(), today))
        }
    }

    /// Whether the date that was told last slipped, or went by without a yes.
    fn holds_no_longer(&self, role: &Role, lapses: &Lapses, today: NaiveDate) -> bool {
        let has_passed = || {
            let told = self.expectation(role.id).filter(|_| role.hold.is_none());
            told.is_some_and(|told| told.has_passed(role, today))
        };
        lapses.contains_key(&role.id) || has_passed()
    }

    /// What came of it; of a role that was moved by hand nobody's yes is told.
    fn yes_line(&self, role: &Role, today: NaiveDate) -> String {
        let last = self.hires(role.id).into_iter();
        let left = last.filter_map(|hire| hire.details.left_on).max();
        match (self.last_yes(role.id), left) {
            (Some(on), _) => format!("Somebody said yes on {}.", said(on, today)),
            (None, Some(left)) if left < today => {
                format!("Whoever was hired left on {}.", said(left, today))
            }
            (None, _) => "It is followed up.".into(),
        }
    }

    /// What is asked of the leader.
    fn need_line(&self, role: &Role, about: &[Option<RoleId>], today: NaiveDate) -> String {
        let asked = self.asked_of(role, about, Turn::Leader).into_iter();
        let asked = asked.map(|decision| self.need(decision, today));
        let candidates = self.candidates_needed(role, |due| said(due, today), today);
        let times = self.times_needed(role, |due| said(due, today));
        let asked: Vec<String> = asked.chain(candidates).chain(times).collect();
        if !asked.is_empty() {
            return asked.join(" ");
        }
        let shown = self.hires(role.id).into_iter();
        let mut shown =
            shown.filter(|hire| hire.details.shown.is_some() && hire.details.shown == role.leader);
        if shown.any(|hire| self.asked_now(hire, Voice::Leader, today).is_some()) {
            return "How does it go since their first day?".into();
        }
        let told = self.expectation(role.id).filter(|_| role.said_yes_on().is_none());
        if told.is_some_and(|told| told.answer.is_none()) {
            return "Does that date fit?".into();
        }
        if !role.placement.stage.is_sourced() && self.asks_next(role.id) == Some(Asked::Pain) {
            return Asked::Pain.question().to_owned();
        }
        let open = self
            .brief(role.id)
            .profiles
            .iter()
            .filter(|one| one.verdict.is_none())
            .count();
        if open > 0 && self.brief_readers(role.id) > Shown::Us && !role.placement.stage.is_sourced() {
            return "Which of the examples would you meet?".into();
        }
        NOTHING_ASKED.into()
    }

    /// What is asked about a role, or about the partnership as a whole, and waits for an answer; where everybody reads it, nothing
    /// that is for few.
    fn asked_of(&self, role: &Role, about: &[Option<RoleId>], turn: Turn) -> Vec<&Decision> {
        let is_for_all = self.audience_of::<Role>(role.id).is_workspace();
        let is_told = |decision: &Decision| {
            about.contains(&decision.role)
                && (!is_for_all || self.audience_of::<Decision>(decision.id).is_workspace())
        };
        let asked = role.leader.map(|leader| self.decisions(leader));
        let mut asked = asked.unwrap_or_default();
        asked.retain(|decision| decision.turn == turn && self.is_asked(decision) && is_told(decision));
        asked
    }

    /// `Who comes Thursday? Sam, or Kim. By Wed 26 Nov. Without an answer, Thursday's slot moves to 29 April.`
    pub fn need(&self, decision: &Decision, today: NaiveDate) -> String {
        let details = &decision.details;
        let leader = self.get::<Leader>(decision.leader);
        let away = leader.ok().and_then(|leader| leader.details.away.as_ref());
        let due = decision.due(away, &self.settings().cadence);
        let choices = details.choices.join(" / ");
        let otherwise = match details.otherwise.as_str() {
            "" => String::new(),
            otherwise => format!("Without an answer: {otherwise}"),
        };
        let by = format!("By {}", said(due, today));
        let parts = [details.what.as_str(), &choices, &by, &otherwise];
        let parts: Vec<String> = parts
            .into_iter()
            .map(sentence)
            .filter(|part| !part.is_empty())
            .collect();
        parts.join(" ")
    }

    /// What is owed to the leader first, by when, and since when it is late: the day that was told stays told.
    fn owed_line(&self, role: &Role, about: &[Option<RoleId>], today: NaiveDate) -> Option<String> {
        let owed = self.asked_of(role, about, Turn::Us).into_iter().next()?;
        let (what, due) = (&owed.details.what, owed.details.due);
        let by = if due < today {
            let (due, now) = (said(due, today), said(today, today));
            format!("It was to be answered by {due} and is late: now by {now}.")
        } else {
            format!("By {}.", said(due, today))
        };
        Some(format!("You asked: “{what}” {by}"))
    }

    /// What is owed to the leader first, else the next fix that they know of.
    fn next_line(&self, role: &Role, about: &[Option<RoleId>], today: NaiveDate) -> String {
        if let Some(owed) = self.owed_line(role, about, today) {
            return owed;
        }
        let pains = self.pains(role.id).into_iter();
        let seen = pains.filter(|pain: &&PainPoint| self.readers(pain.id) > Shown::Us);
        let fixes = seen.flat_map(|pain| self.fixes(pain.id));
        let next = fixes
            .filter(|fix| fix.is_open() && fix.details.shown > Shown::Us && fix.details.due >= today)
            .min_by_key(|fix| (fix.details.due, fix.id));
        next.map_or_else(String::new, |fix| {
            let who = if fix.details.owner.is_empty() {
                String::new()
            } else {
                format!(", {}", fix.details.owner)
            };
            format!(
                "{}{who}, by {}.",
                fix.details.what.trim_end_matches('.'),
                said(fix.details.due, today)
            )
        })
    }
}

/// Around the other roles for which some of what was done is.
const ALSO_FOR: (&str, &str) = (" Part of it is for ", ", too.");

/// What was done, and that some of it was for other roles, too.
fn also_for(did: String, others: &[&str]) -> String {
    if did.is_empty() || others.is_empty() {
        return did;
    }
    let (before, after) = ALSO_FOR;
    format!("{did}{before}{}{after}", others.join(" and "))
}

/// A line without the other roles that it is for, too.
fn for_this_alone(line: &str) -> String {
    let (before, after) = ALSO_FOR;
    let cut = line.split_once(before).and_then(|(this, others)| {
        let (_, rest) = others.split_once(after)?;
        Some(format!("{this}{rest}"))
    });
    cut.unwrap_or_else(|| line.to_owned())
}

/// `23 people approached, 5 answered; 3 first talks.`
fn did<'a>(efforts: impl Iterator<Item = &'a Effort>) -> String {
    let mut counts = BTreeMap::<EffortKind, (u32, u32)>::new();
    for effort in efforts {
        let (count, replies) = counts.entry(effort.kind).or_default();
        *count = count.saturating_add(effort.quantity);
        *replies = replies.saturating_add(effort.replies);
    }
    let one = |(kind, (count, replies)): (EffortKind, (u32, u32))| {
        let words = format!("{count} {}", kind.unit(count));
        match replies {
            0 => words,
            replies => format!("{words}, {replies} answered"),
        }
    };
    let words: Vec<String> = counts.into_iter().map(one).collect();
    if words.is_empty() {
        return String::new();
    }
    format!("{}.", words.join("; "))
}

/// `9 May`, with the year where it is not this one.
fn dated(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() {
        short_date(day)
    } else {
        full_date(day)
    }
}

/// `Thu 9 May`.
fn said(day: NaiveDate, today: NaiveDate) -> String {
    format!("{} {}", three_letters(weekday(day)), dated(day, today))
}

#[cfg(test)]
mod tests;
