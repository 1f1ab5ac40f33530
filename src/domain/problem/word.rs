//! What a problem says of itself.

use super::{Command, Problem};
use crate::domain::{
    Audience, Body, Erasure, Goal, Hit, Kind, Leader, ProblemId, Restorable, Role, RoleId, RowKey, State,
    UserId, Word, erasure, mentions, restore,
};

impl Word for Problem {
    type Id = ProblemId;
    const VERSION: u16 = 1;

    fn id(&self) -> ProblemId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        self.details.roles.iter().copied().map(Role::key).collect()
    }

    fn readers(&self, wide: Audience, _: &State) -> Audience {
        wide
    }

    fn mark(&self) -> (u8, i64) {
        (0, self.at.timestamp())
    }

    fn spoke_of(&self) -> Vec<RowKey> {
        Vec::new()
    }

    fn for_readers(self, _: &Audience, _: &dyn Fn(&[RowKey]) -> Audience) -> Self {
        self
    }

    /// Who raised it stays; somebody owns it still.
    fn passed_on(&self, from: UserId, to: UserId) -> Option<Self> {
        (self.details.member == Some(from)).then(|| {
            let mut problem = self.clone();
            problem.details.member = Some(to);
            problem
        })
    }

    /// What kind of thing it was, and what was done when, stays. Words about this leader's roles alone were most likely theirs.
    fn erased(&self, leader: &Leader, everything: &State) -> Erasure<Self> {
        let name = &leader.details.name;
        let is_theirs = |role: &RoleId| {
            let role = everything.get::<Role>(*role);
            role.is_ok_and(|role| role.leader == Some(leader.id))
        };
        let all_theirs = self.details.roles.iter().all(is_theirs);
        let mut problem = self.clone();
        for words in problem.details.words_mut() {
            if mentions(words, name) || (all_theirs && !words.is_empty()) {
                erasure::WORDS.clone_into(words);
            }
        }
        if mentions(&self.details.owner, name) {
            problem.details.owner = erasure::SOMEONE.into();
        }
        if problem == *self {
            Erasure::Kept("it is about roles of others, and names nobody who is erased")
        } else {
            Erasure::Scrubbed(problem)
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        let details = &self.details;
        let words = [
            &details.title,
            &details.owner,
            &details.job,
            &details.fix,
            &details.ask,
        ];
        (!self.removed && !details.is_none).then(|| words.map(String::as_str).join(" "))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let role = *self.details.roles.first()?;
        let roles = self.details.roles.len();
        let title = state.get::<Role>(role).map_or("", Role::called);
        let others = match roles {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        Some(Hit {
            kind: Kind::Problem,
            title: self.details.title.clone(),
            detail: format!("{}, seen in {title}{others}", self.details.category.label()),
            goal: Goal::Role(role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let Some(before) = before else {
            return Some(Command::RemoveProblem { problem: now.id }.into());
        };
        restore::back(Restorable::problem(before), Restorable::problem(now))
    }
}
