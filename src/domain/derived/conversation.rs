//! What passed between recruiters and a leader, over all roles and links, as threads: each begins with an update or with
//! words of the leader's, and holds what was answered.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};

use crate::domain::{
    LastTold, Leader, LeaderId, LinkId, Reply, ReplyId, RoleId, RowKey, Sorting, State, Update, UpdateId,
    UserId,
};

/// One who spoke, and what.
#[derive(Clone, Copy, Debug)]
pub enum Said<'a> {
    Update(&'a Update),
    Reply(&'a Reply),
}

/// What belongs together, the oldest first; never empty.
#[derive(Clone, Debug)]
pub struct Thread<'a> {
    first: Said<'a>,
    then: Vec<Said<'a>>,
}

impl<'a> Said<'a> {
    pub fn at(self) -> DateTime<FixedOffset> {
        match self {
            Self::Update(update) => update.sent_at,
            Self::Reply(reply) => reply.at,
        }
    }

    pub fn text(self) -> &'a str {
        match self {
            Self::Update(update) => &update.text,
            Self::Reply(reply) => &reply.text,
        }
    }

    /// The roles it speaks of; none means the partnership as a whole.
    pub fn roles(self) -> &'a [RoleId] {
        match self {
            Self::Update(update) => &update.roles,
            Self::Reply(reply) => &reply.roles,
        }
    }

    /// Whether it speaks of this role, or of the partnership as a whole.
    pub fn concerns(self, role: RoleId) -> bool {
        self.roles().is_empty() || self.roles().contains(&role)
    }

    /// The recruiter who wrote it; none for the leader.
    pub fn by(self) -> Option<UserId> {
        match self {
            Self::Update(update) => Some(update.by),
            Self::Reply(_) => None,
        }
    }

    pub fn update(self) -> Option<UpdateId> {
        match self {
            Self::Update(update) => Some(update.id),
            Self::Reply(_) => None,
        }
    }

    /// Whether it says that one talked, and nothing that was written first.
    pub fn is_talk(self) -> bool {
        matches!(self, Self::Update(update) if update.is_talk())
    }

    /// Whether they said thanks.
    pub fn is_thanked(self) -> bool {
        matches!(self, Self::Update(update) if update.thanks)
    }

    /// When the leader said that they have read it.
    pub fn got_it(self) -> Option<DateTime<FixedOffset>> {
        match self {
            Self::Update(update) => update.got_it,
            Self::Reply(_) => None,
        }
    }

    pub fn is_reply(self) -> bool {
        self.reply().is_some()
    }

    pub fn reply(self) -> Option<ReplyId> {
        match self {
            Self::Update(_) => None,
            Self::Reply(reply) => Some(reply.id),
        }
    }

    /// The link through which the leader's words came.
    pub fn link(self) -> Option<LinkId> {
        match self {
            Self::Update(_) => None,
            Self::Reply(reply) => reply.link,
        }
    }

    /// Whether it is what the leader's team asks.
    pub fn is_teams(self) -> bool {
        matches!(self, Self::Reply(reply) if reply.team)
    }

    /// Whether a recruiter noted it, who heard it elsewhere.
    pub fn is_noted(self) -> bool {
        matches!(self, Self::Reply(reply) if reply.noted_by.is_some())
    }

    fn key(self) -> RowKey {
        match self {
            Self::Update(update) => Update::key(update.id),
            Self::Reply(reply) => Reply::key(reply.id),
        }
    }

    /// What it stands under. What answers the team is told to everybody, and opens with what they asked.
    fn answers(self, state: &State) -> Option<RowKey> {
        let is_alone = |reply: &ReplyId| state.get::<Reply>(*reply).is_ok_and(|reply| !reply.team);
        match self {
            Self::Update(update) => update.answers.filter(is_alone).map(Reply::key),
            Self::Reply(reply) => reply.update.map(Update::key),
        }
    }
}

impl<'a> Thread<'a> {
    pub fn first(&self) -> Said<'a> {
        self.first
    }

    /// What was answered to it, and to that, the oldest first.
    pub fn then(&self) -> impl Iterator<Item = Said<'a>> {
        self.then.iter().copied()
    }

    pub fn all(&self) -> impl Iterator<Item = Said<'a>> {
        std::iter::once(self.first).chain(self.then())
    }

    /// When somebody spoke last.
    pub fn newest(&self) -> DateTime<FixedOffset> {
        self.all().map(Said::at).max().unwrap_or_else(|| self.first.at())
    }
}

impl<'a> State<'a> {
    /// What was told to this leader and what they wrote, as far as it is seen and counts; the thread in which somebody
    /// spoke last stands first.
    pub fn conversation(&self, leader: LeaderId, counts: impl Fn(Said) -> bool) -> Vec<Thread<'a>> {
        let updates = self
            .on::<Update>(Leader::key(leader))
            .filter(|update| !update.removed);
        let updates = updates.map(Said::Update);
        let replies = self
            .on::<Reply>(Leader::key(leader))
            .filter(|reply| !reply.removed);
        let replies = replies.map(Said::Reply);
        let mut all: Vec<Said> = updates.chain(replies).filter(|said| counts(*said)).collect();
        all.put_in_order_by(|said| (said.at(), said.key()));
        let parents: BTreeMap<RowKey, RowKey> = all
            .iter()
            .filter_map(|said| Some((said.key(), said.answers(self)?)))
            .collect();
        let here: BTreeSet<RowKey> = all.iter().map(|said| said.key()).collect();
        let mut threads: Vec<Thread> = Vec::new();
        let mut of: BTreeMap<RowKey, usize> = BTreeMap::new();
        for said in all {
            // What it answers is older; if it is not to be seen here, it begins a thread of its own.
            let parent = parents.get(&said.key()).filter(|parent| here.contains(parent));
            let at = match parent.and_then(|parent| of.get(parent)) {
                Some(at) => *at,
                None => threads.len(),
            };
            match threads.get_mut(at) {
                Some(thread) => thread.then.push(said),
                None => threads.push(Thread {
                    first: said,
                    then: Vec::new(),
                }),
            }
            of.insert(said.key(), at);
        }
        threads.put_in_order_by(|thread| std::cmp::Reverse((thread.newest(), thread.first.key())));
        threads
    }

    /// What a leader's team asked that this answers.
    pub fn team_asked(&self, said: Said) -> Option<&'a Reply> {
        let Said::Update(update) = said else {
            return None;
        };
        let asked = self.get::<Reply>(update.answers?).ok()?;
        (asked.team && !asked.removed).then_some(asked)
    }

    /// What a leader's team asked first, and the next update is to open with. One that speaks of one role opens with what
    /// concerns that, or is for everybody.
    pub fn opens_with(&self, leader: LeaderId, role: Option<RoleId>) -> Option<ReplyId> {
        let waiting = self.waiting(leader).into_iter();
        let mut asked: Vec<&Reply> = waiting.filter_map(|id| self.get::<Reply>(id).ok()).collect();
        asked.retain(|reply| {
            let is_for_all = self.audience_of::<Reply>(reply.id).is_workspace();
            reply.team && (is_for_all || role.is_none_or(|role| Said::Reply(reply).concerns(role)))
        });
        asked
            .iter()
            .min_by_key(|reply| (reply.at, reply.id))
            .map(|reply| reply.id)
    }

    /// Who wrote this to us: whoever stands in for a leader speaks by their own name.
    pub(super) fn speaks(&self, leader: &Leader, reply: &Reply) -> String {
        let name = &leader.details.name;
        let deputy = reply.link.and_then(|link| self.deputy(link));
        deputy.map_or_else(|| name.clone(), |deputy| format!("{deputy} for {name}"))
    }

    /// Who wrote last of what still waits for an answer about this role, or about none.
    pub fn wrote_last(&self, leader: &Leader, role: RoleId) -> Option<String> {
        let waiting = self.waiting(leader.id).into_iter();
        let waiting = waiting.filter_map(|id| self.get::<Reply>(id).ok());
        let waiting = waiting.filter(|reply| Said::Reply(reply).concerns(role));
        let newest = waiting.max_by_key(|reply| (reply.at, reply.id))?;
        Some(self.speaks(leader, newest))
    }

    /// Which of what a leader wrote still waits for an answer.
    pub fn waiting(&self, leader: LeaderId) -> BTreeSet<ReplyId> {
        let written = self
            .get::<Leader>(leader)
            .ok()
            .and_then(|leader| Some((leader.id, self.written(leader)?)));
        let written: LastTold = written.into_iter().collect();
        self.unanswered(leader, &written).map(|reply| reply.id).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::domain::{
        Actor, LeaderDetails, Refusal, Scope, Story, Target, Way, leader, reply, role, update,
    };

    /// Dana writes this, about an update or a role, or neither.
    fn writes(
        story: &mut Story,
        id: u128,
        (update, role): (Option<UpdateId>, Option<RoleId>),
    ) -> Result<ReplyId, Refusal> {
        let reply = ReplyId(Uuid::from_u128(id));
        story.now += TimeDelta::minutes(1);
        let priya = std::mem::replace(&mut story.actor, Actor::Link(Story::link("page")));
        let tried = story.tries(reply::Command::SendReply {
            reply,
            update,
            role,
            team: false,
            text: format!("words {id}"),
        });
        story.actor = priya;
        tried.map(|_| reply)
    }

    /// Priya writes, in answer to a reply or to none.
    fn tells(story: &mut Story, name: &str, answers: Option<ReplyId>) -> UpdateId {
        story.now += TimeDelta::minutes(1);
        story.does(update::Command::SendUpdate {
            update: Story::update(name),
            leader: Story::leader("dana"),
            roles: vec![Story::role("data")],
            answers,
            text: name.into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        });
        Story::update(name)
    }

    fn begin() -> Story {
        let mut story = Story::begin();
        story.shares("page", Target::Leader(Story::leader("dana")), Scope::Respond);
        story
    }

    /// Another leader, with a role.
    fn marcus(story: &mut Story) {
        let marcus = Story::leader("marcus");
        story.does(leader::Command::add(marcus, LeaderDetails::named("Marcus Obi")));
        let details = Story::details("Other", story.now.date_naive());
        story.does(role::Command::add(Story::role("other"), marcus, details));
    }

    fn texts(story: &Story) -> Vec<Vec<String>> {
        let threads = story.state().conversation(Story::leader("dana"), |_| true);
        let texts = |thread: &Thread| thread.all().map(|said| said.text().to_owned()).collect();
        threads.iter().map(texts).collect()
    }

    #[test]
    fn answers_stand_under_what_they_answer_and_the_last_to_speak_stands_first() {
        let mut story = begin();
        let first = tells(&mut story, "first", None);
        let asked = writes(&mut story, 1, (None, None)).unwrap();
        tells(&mut story, "second", None);
        writes(&mut story, 2, (Some(first), None)).unwrap();
        let answer = tells(&mut story, "answer", Some(asked));
        writes(&mut story, 3, (Some(answer), None)).unwrap();
        assert_eq!(
            texts(&story),
            [
                vec!["words 1", "answer", "words 3"],
                vec!["first", "words 2"],
                vec!["second"]
            ]
        );
    }

    #[test]
    fn a_reply_speaks_of_what_it_answers_or_of_the_role_that_was_chosen() {
        let mut story = begin();
        let data = Story::role("data");
        let update = tells(&mut story, "first", None);
        let answer = writes(&mut story, 1, (Some(update), None)).unwrap();
        let chosen = writes(&mut story, 2, (None, Some(data))).unwrap();
        let neither = writes(&mut story, 3, (None, None)).unwrap();
        let state = story.state();
        let roles = |reply| state.get::<Reply>(reply).unwrap().roles.clone();
        assert_eq!(
            (roles(answer), roles(chosen), roles(neither)),
            (vec![data], vec![data], vec![])
        );
        marcus(&mut story);
        let other = Story::role("other");
        assert!(
            writes(&mut story, 4, (None, Some(other))).is_err(),
            "of another leader"
        );
    }

    #[test]
    fn what_needs_no_answer_waits_for_none_until_that_is_taken_back() {
        let mut story = begin();
        let dana = Story::leader("dana");
        let thanks = writes(&mut story, 1, (None, None)).unwrap();
        assert!(story.state().waiting(dana).contains(&thanks));
        let settle = |settled| reply::Command::SettleReply {
            reply: thanks,
            settled,
        };
        story.does(settle(true));
        assert!(story.state().waiting(dana).is_empty());
        story.does(settle(false));
        assert!(story.state().waiting(dana).contains(&thanks));
    }

    #[test]
    fn what_the_team_asks_waits_until_an_update_opens_with_it() {
        let mut story = begin();
        let dana = Story::leader("dana");
        let asked = ReplyId(Uuid::from_u128(7));
        story.does(reply::Command::NoteReply {
            reply: asked,
            leader: dana,
            role: Some(Story::role("data")),
            team: true,
            text: "Is it one person, or two?".into(),
        });
        let thanks = writes(&mut story, 1, (None, None)).unwrap();
        assert_eq!(story.state().opens_with(dana, None), Some(asked));
        tells(&mut story, "something else", None);
        assert_eq!(
            story.state().waiting(dana),
            [asked].into(),
            "{thanks} was answered by it"
        );
        let update = tells(&mut story, "One person.", Some(asked));
        assert_eq!(story.state().opens_with(dana, None), None);
        // The update stands for itself, with what was asked.
        let state = story.state();
        let update = Said::Update(state.get::<Update>(update).unwrap());
        assert_eq!(state.team_asked(update).map(|asked| asked.id), Some(asked));
        assert!(texts(&story).contains(&vec!["One person.".into()]));
    }

    #[test]
    fn what_was_noted_can_be_taken_back_and_what_a_leader_wrote_cannot() {
        let mut story = begin();
        let noted = ReplyId(Uuid::from_u128(7));
        story.does(reply::Command::NoteReply {
            reply: noted,
            leader: Story::leader("dana"),
            role: None,
            team: false,
            text: "Tuesday suits her".into(),
        });
        let removes = |reply| reply::Command::RemoveNoted { reply, removed: true };
        story.does(removes(noted));
        assert_eq!(texts(&story), Vec::<Vec<String>>::new());
        assert!(story.state().waiting(Story::leader("dana")).is_empty());
        let written = writes(&mut story, 1, (None, None)).unwrap();
        assert!(story.tries(removes(written)).is_err());
    }

    #[test]
    fn an_update_answers_a_reply_of_its_own_leader_only() {
        let mut story = begin();
        let reply = writes(&mut story, 1, (None, None)).unwrap();
        marcus(&mut story);
        let tried = story.tries(update::Command::SendUpdate {
            update: Story::update("wrong"),
            leader: Story::leader("marcus"),
            roles: vec![],
            answers: Some(reply),
            text: "Yes.".into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        });
        assert_eq!(
            tried,
            Err(Refusal::Unknown {
                what: crate::domain::Kind::Reply
            })
        );
    }
}
