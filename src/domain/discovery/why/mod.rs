//! Whys: the answers to "why is that?", each under the one it explains, down to what is behind a pain.
//!
//! A ladder may branch. Its roots are the last answers of each branch, from the second why on: people name the first
//! thing that comes to mind first.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::speaker::Speaker;
use crate::domain::{
    Audience, Body, Changes, Commands, Ctx, Erasure, Giver, Goal, Hit, Kind, Leader, PainId, PainPoint,
    Refusal, Restorable, Role, RowKey, Says, Scope, Shown, Sorting, State, UserId, WhyId, Word, erasure,
    labelled, line, mentions, merged, note, restore,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Why {
    pub id: WhyId,
    pub pain: PainId,
    /// The answer that it explains; none when it explains the pain itself. Once that is removed, it explains what the
    /// removed one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<WhyId>,
    pub details: WhyDetails,
    pub by: UserId,
    pub at: DateTime<FixedOffset>,
    /// The leader wrote it on their page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

/// What a recruiter may edit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WhyDetails {
    pub answer: String,
    /// How sure the recruiter is. Never shown to anybody outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// Who could change it; empty while nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Counts while it is a root, and is kept while it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// Whether somebody new would take it away. Counts like the cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hire: Option<Remedy>,
    #[serde(default)]
    pub shown: Shown,
}

labelled! {
    /// What an answer rests on, in the recruiter's own judgement.
    Mark {
        Fact = "Fact",
        Opinion = "Opinion",
        Guess = "Guess",
    }
}

labelled! {
    /// "Does a hire fix it?"
    Remedy {
        Yes = "Yes",
        Partly = "Partly",
        No = "No",
    }
}

labelled! {
    /// What kind of thing is behind a pain.
    Cause {
        Capacity = "Too much work",
        Capability = "A skill is missing",
        Attrition = "People leave",
        RampUp = "New people take long",
        Compensation = "Pay",
        Overload = "The role is too much for one",
        Drift = "What is wanted keeps changing",
        SlowDecisions = "Decisions take long",
        Inconsistency = "Interviewers look for different things",
        Attraction = "The right people do not apply",
        Closing = "Offers are declined",
        Culture = "Leadership, or how people treat each other",
        /// For which an offer is declined, and nothing hurts.
        Elsewhere = "Another offer",
        Stayed = "They stayed where they were",
        Place = "Family or place",
    }
}

impl Cause {
    /// Those that may be behind what hurts.
    pub const BEHIND: [Self; 12] = [
        Self::Capacity,
        Self::Capability,
        Self::Attrition,
        Self::RampUp,
        Self::Compensation,
        Self::Overload,
        Self::Drift,
        Self::SlowDecisions,
        Self::Inconsistency,
        Self::Attraction,
        Self::Closing,
        Self::Culture,
    ];
    /// Those for which somebody says no to an offer.
    pub const DECLINED: [Self; 8] = [
        Self::Compensation,
        Self::Elsewhere,
        Self::Stayed,
        Self::Place,
        Self::Overload,
        Self::SlowDecisions,
        Self::Culture,
        Self::Drift,
    ];

    /// What helps first, besides a hire or in its place.
    pub fn first_remedy(self) -> &'static str {
        match self {
            Self::Capacity => "Share the work out anew, or take a contractor",
            Self::Capability => "Teach someone who is there, or hire",
            Self::Attrition => "Talk with those who stay before anybody is replaced",
            Self::RampUp => "Plan the first weeks of whoever comes",
            Self::Compensation => "Review the pay",
            Self::Overload => "Split the role, or ask for less",
            Self::Drift => "Take the brief up anew",
            Self::SlowDecisions => "Agree how long a decision may take",
            Self::Inconsistency => "Agree what a good answer is",
            Self::Attraction => "Rewrite the ad, or look elsewhere",
            Self::Closing => "Talk about the offer before it is made",
            Self::Culture => "Ask an HR partner in",
            Self::Elsewhere => "Make the offer sooner",
            Self::Stayed => "Ask early what would keep them where they are",
            Self::Place => "Say early where and when the work is",
        }
    }
}

impl WhyDetails {
    /// Seen by recruiters only, with nothing said of it yet.
    pub fn answer(answer: impl Into<String>) -> Self {
        Self {
            answer: answer.into(),
            mark: None,
            owner: String::new(),
            cause: None,
            hire: None,
            shown: Shown::Us,
        }
    }

    fn checked(&self) -> Result<Self, Refusal> {
        let answer = note("answer", &self.answer)?;
        if answer.is_empty() {
            return Err(Refusal::Empty {
                field: "answer".into(),
            });
        }
        let owner = match self.owner.trim() {
            "" => String::new(),
            owner => line("name of who could change it", owner)?,
        };
        Ok(Self {
            answer,
            owner,
            ..self.clone()
        })
    }

    pub(in crate::domain) fn edited(&self, given: &Self, base: Option<&Self>) -> Result<Self, Refusal> {
        let given = given.checked()?;
        let label = |label: Option<&'static str>| label.unwrap_or("no answer").to_owned();
        Ok(Self {
            shown: Shown::merged(
                (&self.answer, self.shown),
                base.map(|base| (base.answer.as_str(), base.shown)),
                (&given.answer, given.shown),
            )?,
            answer: merged(
                "answer",
                &self.answer,
                base.map(|base| &base.answer),
                &given.answer,
                Clone::clone,
            )?,
            mark: merged(
                "mark",
                &self.mark,
                base.map(|base| &base.mark),
                &given.mark,
                |mark| label(mark.map(Mark::label)),
            )?,
            owner: merged(
                "name of who could change it",
                &self.owner,
                base.map(|base| &base.owner),
                &given.owner,
                Clone::clone,
            )?,
            cause: merged(
                "kind of cause",
                &self.cause,
                base.map(|base| &base.cause),
                &given.cause,
                |cause| label(cause.map(Cause::label)),
            )?,
            hire: merged(
                "answer to whether a hire fixes it",
                &self.hire,
                base.map(|base| &base.hire),
                &given.hire,
                |hire| label(hire.map(Remedy::label)),
            )?,
        })
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    AddWhy {
        why: WhyId,
        pain: PainId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        under: Option<WhyId>,
        details: WhyDetails,
    },
    EditWhy {
        why: WhyId,
        details: WhyDetails,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<WhyDetails>,
    },
    /// What explained it explains from now on what it explained itself.
    RemoveWhy { why: WhyId },
    /// The leader's answer on their page to why it hurts.
    TellWhy {
        why: WhyId,
        pain: PainId,
        answer: String,
    },
}

impl Word for Why {
    type Id = WhyId;
    const VERSION: u16 = 1;

    fn id(&self) -> WhyId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        vec![PainPoint::key(self.pain)]
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

    /// Who wrote it down stays.
    fn passed_on(&self, _: UserId, _: UserId) -> Option<Self> {
        None
    }

    /// What kind of thing was behind it stays; the words were theirs.
    fn erased(&self, leader: &Leader, everything: &State) -> Erasure<Self> {
        let pain = everything.get::<PainPoint>(self.pain);
        let is_theirs = pain.is_ok_and(|pain| pain.leader == Some(leader.id));
        let mut why = self.clone();
        if is_theirs || mentions(&self.details.owner, &leader.details.name) {
            why.details.owner = erasure::SOMEONE.into();
        }
        if is_theirs {
            why.details.answer = erasure::WORDS.into();
        }
        if why == *self {
            Erasure::Kept("it is about another leader's team, and its author edits its words")
        } else {
            Erasure::Scrubbed(why)
        }
    }

    fn text(&self, state: &State) -> Option<String> {
        let pain = state.get::<PainPoint>(self.pain).ok()?;
        (!self.removed && !pain.removed).then(|| self.details.answer.clone())
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let pain = state.get::<PainPoint>(self.pain).ok()?;
        let title = state.get::<Role>(pain.role).map_or("", Role::called);
        Some(Hit {
            kind: Kind::Why,
            title: self.details.answer.clone(),
            detail: format!("Behind a pain point of {title}"),
            goal: Goal::Role(pain.role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let Some(before) = before else {
            return Some(Command::RemoveWhy { why: now.id }.into());
        };
        restore::back(Restorable::why(before), Restorable::why(now))
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (creates, needs) = match self {
            Self::AddWhy { why, pain, .. } | Self::TellWhy { why, pain, .. } => {
                (vec![Why::key(*why)], PainPoint::key(*pain))
            }
            Self::EditWhy { why, .. } | Self::RemoveWhy { why } => (vec![], Why::key(*why)),
        };
        let under = match self {
            Self::AddWhy { under, .. } => under.map(Why::key),
            Self::EditWhy { .. } | Self::RemoveWhy { .. } | Self::TellWhy { .. } => None,
        };
        let by = match self {
            Self::TellWhy { .. } => Giver::Link(&[Scope::Respond]),
            Self::AddWhy { .. } | Self::EditWhy { .. } | Self::RemoveWhy { .. } => Giver::Member,
        };
        Says {
            by,
            creates,
            needs: [needs].into_iter().chain(under).collect(),
            wants: vec![],
            names: vec![],
            may_name: vec![needs],
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::AddWhy {
                why,
                pain,
                under,
                details,
            } => Why::add(state, (*why, *pain, *under), details, by, ctx),
            Self::EditWhy { why, details, base } => {
                let now = state.get::<Why>(*why)?;
                state.pain(now.pain)?;
                if now.removed {
                    return Err(Refusal::Unknown { what: Kind::Why });
                }
                Ok(state.put(Why {
                    details: now.details.edited(details, base.as_ref())?,
                    ..now.clone()
                }))
            }
            Self::RemoveWhy { why } => Ok(state.put(Why {
                removed: true,
                ..state.get::<Why>(*why)?.clone()
            })),
            Self::TellWhy { why, pain, answer } => Why::tell(state, (*why, *pain), answer, ctx),
        }
    }
}

/// An answer in its place on the ladder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rung<'a> {
    pub why: &'a Why,
    /// How many answers lead to it from the pain, itself included.
    pub depth: usize,
    /// Whether it is what is behind the pain: the last of its branch, from the second why on.
    pub is_root: bool,
}

impl Why {
    /// Most answers behind one pain.
    pub const MOST: usize = 200;
    /// Most of them that come through links.
    pub const MOST_TOLD: usize = 5;

    fn add(
        state: &State,
        (id, pain, under): (WhyId, PainId, Option<WhyId>),
        details: &WhyDetails,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        state.pain(pain)?;
        if let Some(under) = under
            && state.get::<Self>(under)?.pain != pain
        {
            return Err(Refusal::Unknown { what: Kind::Why });
        }
        let mut details = details.checked()?;
        Self::require_room(state, pain)?;
        // What was said of the only answer was said of what is behind the pain, as far as that was known.
        let above = under.and_then(|under| {
            let ladder = state.ladder(pain);
            let only = ladder.first().filter(|_| ladder.len() == 1)?;
            (only.why.id == under).then_some(only.why)
        });
        if let Some(above) = above {
            details.hire = details.hire.or(above.details.hire);
        }
        Ok(state.put_hanging(Self {
            id,
            pain,
            under,
            details,
            by,
            at: ctx.claimed_at,
            told: false,
            removed: false,
        }))
    }

    fn require_room(state: &State, pain: PainId) -> Result<(), Refusal> {
        if state.ladder(pain).len() >= Self::MOST {
            return Err(Refusal::TooMany {
                what: Kind::Why,
                most: Self::MOST,
            });
        }
        Ok(())
    }

    /// What the leader writes on their page they see there.
    fn tell(state: &State, (id, pain): (WhyId, PainId), answer: &str, ctx: &Ctx) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        let (Speaker { link, .. }, pain) = state.speaker_of(pain, ctx)?;
        let told = state.on::<Self>(PainPoint::key(pain.id)).filter(|why| why.told);
        if told.count() >= Self::MOST_TOLD {
            return Err(Refusal::TooMany {
                what: Kind::Why,
                most: Self::MOST_TOLD,
            });
        }
        Self::require_room(state, pain.id)?;
        let details = WhyDetails {
            shown: Shown::Leader,
            ..WhyDetails::answer(answer)
        };
        Ok(state.put_hanging(Self {
            id,
            pain: pain.id,
            under: None,
            details: details.checked()?,
            by: link.keeper,
            at: ctx.claimed_at,
            told: true,
            removed: false,
        }))
    }
}

impl<'a> State<'a> {
    /// What is behind a pain, each answer after the one that it explains; of several, the first given first.
    pub fn ladder(&self, pain: PainId) -> Vec<Rung<'a>> {
        let mut whys: Vec<_> = self.on::<Why>(PainPoint::key(pain)).collect();
        whys.put_in_order_by(|why| why.id);
        let by_id: BTreeMap<WhyId, &Why> = crate::domain::gathered(whys.iter().map(|why| (why.id, *why)));
        // An answer was there when the next was put under it, so no chain comes back to where it began.
        let living = |mut under: Option<WhyId>| {
            while let Some(why) = under.and_then(|id| by_id.get(&id)) {
                if !why.removed {
                    break;
                }
                under = why.under;
            }
            under.filter(|id| by_id.contains_key(id))
        };
        whys.retain(|why| !why.removed);
        let mut waiting: Vec<(&Why, usize)> = Vec::new();
        let under = |parent: Option<WhyId>, depth: usize| {
            let children = whys.iter().rev().filter(move |why| living(why.under) == parent);
            children.map(move |why| (*why, depth)).collect::<Vec<_>>()
        };
        waiting.extend(under(None, 1));
        let mut ladder = Vec::new();
        while let Some((why, depth)) = waiting.pop() {
            let next = under(Some(why.id), depth + 1);
            ladder.push(Rung {
                why,
                depth,
                is_root: next.is_empty() && depth > 1,
            });
            waiting.extend(next);
        }
        ladder
    }
}
