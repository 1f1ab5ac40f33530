//! What a leader says of a candidate: once, whoever says it, and to the card that was read.

use chrono::{DateTime, FixedOffset};

use super::{
    Candidate, Wish, Wished,
    interview::{Interview, OffCause},
};
use crate::domain::{
    CandidateId, Changes, Ctx, Kind, LeaderId, Refusal, Role, ShareLink, State, UserId, link::AtPage, note,
};

impl Candidate {
    /// Whether this link's page shows the card: to the leader it was shown to, while the role is theirs.
    pub fn is_shown_by(&self, link: &ShareLink, state: &State) -> bool {
        let is_here = link.target.role().is_none_or(|role| role == self.role);
        let is_theirs = |role: &Role| role.leader == Some(link.leader);
        self.is_shown_to(link.leader) && is_here && state.get::<Role>(self.role).is_ok_and(is_theirs)
    }

    /// Whether whoever keeps the role put them on this leader's page.
    pub fn is_shown_to(&self, leader: LeaderId) -> bool {
        self.shown.is_some_and(|shown| shown.leader == leader)
    }

    /// On the leader's page.
    pub(super) fn say(
        state: &State,
        id: CandidateId,
        read: u32,
        (wish, because): (Wish, &str),
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let AtPage { link, shown } = state.at_page(ctx)?;
        let now = shown.get::<Self>(id)?;
        if !now.is_shown_by(link, &shown) {
            return Err(Refusal::Unknown {
                what: Kind::Candidate,
            });
        }
        let wished = Wished {
            wish,
            because: note("reason", because)?,
            leader: Some(link.leader),
            at: ctx.claimed_at,
            link: Some(link.id),
            by: None,
        };
        // The same, said twice, is said once.
        if now.wishes.iter().any(|was| was.says_the_same(&wished)) {
            return Ok(Changes::new());
        }
        now.require_in_play()?;
        if let Some(was) = now.wish() {
            return Err(Refusal::Wished { said: was.said() });
        }
        if !state.get::<Role>(now.role)?.is_open() {
            return Err(Refusal::Closed);
        }
        if read != now.edition {
            return Err(Refusal::CardChanged);
        }
        now.with(state, wished, link.keeper, ctx)
    }

    /// As a recruiter heard it. A call that was asked for is followed by what came of it; any other answer only by one that is said
    /// instead of it.
    pub(super) fn note(
        &self,
        state: &State,
        (wish, because): (Wish, &str),
        instead_of: Option<DateTime<FixedOffset>>,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let leader: LeaderId = match self.shown {
            Some(shown) if state.get::<Role>(self.role)?.leader == Some(shown.leader) => shown.leader,
            _ => return Err(Refusal::LeaderChanged),
        };
        let wished = Wished {
            wish,
            because: note("reason", because)?,
            leader: Some(leader),
            at: ctx.claimed_at,
            link: None,
            by: Some(by),
        };
        if self.wish().is_some_and(|was| was.says_the_same(&wished)) {
            return Ok(Changes::new());
        }
        self.require_in_play()?;
        let stands = |was: &&Wished| was.wish != Wish::Call && instead_of != Some(was.at);
        if let Some(was) = self.wish().filter(stands) {
            return Err(Refusal::Wished { said: was.said() });
        }
        self.with(state, wished, by, ctx)
    }

    fn with(&self, state: &State, wished: Wished, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        if wished.wish == Wish::Not && wished.because.is_empty() {
            return Err(Refusal::Empty {
                field: "reason".into(),
            });
        }
        let off = match wished.wish {
            Wish::Not => Interview::all_off(state, self, OffCause::NotWanted, by, ctx),
            Wish::Meet | Wish::Call => Changes::new(),
        };
        let mut wishes = self.wishes.clone();
        wishes.push(wished);
        let mut changes = state.put_hanging(Self {
            wishes,
            ..self.clone()
        });
        changes.merge(off);
        Ok(changes)
    }

    /// What was said on a page stays said.
    pub(super) fn take_back_wish(&self, state: &State, ctx: &Ctx) -> Result<Changes, Refusal> {
        let mut wishes = self.wishes.clone();
        match wishes.pop() {
            Some(wished) if wished.by.is_none() => Err(Refusal::Wished { said: wished.said() }),
            taken => {
                let mut changes = state.put_hanging(Self {
                    wishes,
                    ..self.clone()
                });
                if let Some(taken) = taken {
                    let off = (OffCause::NotWanted, taken.at);
                    changes.merge(Interview::all_on(state, self, off, ctx));
                }
                Ok(changes)
            }
        }
    }
}
