//! What two say to each other after an interview in which a recruiter sat in: one thing that went well, and one to try. It is
//! between the two: of all members only who sat in holds the row, and of all pages only the leader's own shows it.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::interview::Interview;
use crate::domain::{
    Audience, Body, Candidate, CandidateId, Changes, Commands, Ctx, Erasure, Giver, Goal, Hit, InterviewId,
    Kind, Leader, LeaderId, Refusal, Role, RoleId, RowKey, Says, SitInTalkId, Sorting, State, UserId, Word,
    erasure, mentions, merged, note,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SitInTalk {
    pub id: SitInTalkId,
    pub interview: InterviewId,
    pub candidate: CandidateId,
    pub role: RoleId,
    /// To whom it was said.
    pub leader: LeaderId,
    /// Who sat in.
    pub by: UserId,
    pub words: Box<TalkWords>,
    pub at: DateTime<FixedOffset>,
}

/// What was said; nothing once it was taken back.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TalkWords {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub went_well: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to_try: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    NoteTalk {
        talk: SitInTalkId,
        interview: InterviewId,
        words: Box<TalkWords>,
    },
    /// Without words it is taken back.
    EditTalk {
        talk: SitInTalkId,
        words: Box<TalkWords>,
        /// What the author saw when they began: what they changed elsewhere meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<Box<TalkWords>>,
    },
}

impl TalkWords {
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    fn edited(&self, given: &Self, base: Option<&Self>) -> Result<Self, Refusal> {
        let of = |field, now: &String, base: Option<&String>, given: &String| {
            merged(field, now, base, &note(field, given)?, Clone::clone)
        };
        Ok(Self {
            went_well: of(
                "what went well",
                &self.went_well,
                base.map(|base| &base.went_well),
                &given.went_well,
            )?,
            to_try: of(
                "what to try",
                &self.to_try,
                base.map(|base| &base.to_try),
                &given.to_try,
            )?,
        })
    }
}

impl SitInTalk {
    /// Days after an interview within which the talk is asked for.
    const ASKED: i64 = 3;
    /// Days after it within which it stands on the leader's page.
    const SHOWN: i64 = 14;

    pub fn is_shown(&self, today: NaiveDate) -> bool {
        !self.words.is_empty() && today - self.at.date_naive() <= TimeDelta::days(Self::SHOWN)
    }
}

impl Interview {
    /// Whether somebody sat in just now, so that there is something to say.
    fn was_sat_in(&self, today: NaiveDate) -> bool {
        let on = self.on().filter(|_| self.held && self.has_sit_in());
        on.is_some_and(|on| on <= today && today - on <= TimeDelta::days(SitInTalk::ASKED))
    }
}

impl<'a> State<'a> {
    /// What was said after an interview, as far as it is here; not what was taken back.
    pub fn talks_after(&self, interview: InterviewId) -> Vec<&'a SitInTalk> {
        let all = self.on::<SitInTalk>(Interview::key(interview));
        let mut talks: Vec<&SitInTalk> = all.filter(|talk| !talk.words.is_empty()).collect();
        talks.put_in_order_by(|talk| talk.id);
        talks
    }

    /// Whether whoever sat in has not said yet what went well.
    pub fn asks_talk(&self, one: &Interview, today: NaiveDate) -> bool {
        one.was_sat_in(today) && self.on::<SitInTalk>(Interview::key(one.id)).next().is_none()
    }
}

impl Word for SitInTalk {
    type Id = SitInTalkId;
    const VERSION: u16 = 1;

    fn id(&self) -> SitInTalkId {
        self.id
    }

    fn hangs_on(&self) -> Vec<RowKey> {
        vec![
            Interview::key(self.interview),
            Candidate::key(self.candidate),
            Role::key(self.role),
            Leader::key(self.leader),
        ]
    }

    /// Whoever sat in; nobody once they are no member.
    fn readers(&self, wide: Audience, everything: &State) -> Audience {
        if everything.is_member(self.by) {
            wide.intersect(&Audience::People([self.by].into()))
        } else {
            Audience::nobody()
        }
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

    /// It was between two: nobody takes the place of one of them.
    fn passed_on(&self, from: UserId, _: UserId) -> Option<Self> {
        (self.by == from).then(|| Self {
            words: Box::default(),
            ..self.clone()
        })
    }

    fn erased(&self, leader: &Leader, _: &State) -> Erasure<Self> {
        if self.leader == leader.id {
            return Erasure::Gone;
        }
        let mut talk = self.clone();
        let TalkWords { went_well, to_try } = &mut *talk.words;
        for words in [went_well, to_try] {
            if mentions(words, &leader.details.name) {
                erasure::WORDS.clone_into(words);
            }
        }
        if talk == *self {
            Erasure::Kept("it was said to another leader")
        } else {
            Erasure::Scrubbed(talk)
        }
    }

    fn text(&self, _: &State) -> Option<String> {
        let TalkWords { went_well, to_try } = &*self.words;
        (!self.words.is_empty()).then(|| format!("{went_well} {to_try}"))
    }

    fn hit(&self, state: &State) -> Option<Hit> {
        let candidate = state.get::<Candidate>(self.candidate).ok()?;
        let TalkWords { went_well, to_try } = &*self.words;
        let said = [went_well, to_try].into_iter().filter(|words| !words.is_empty());
        Some(Hit {
            kind: Kind::SitInTalk,
            title: format!("What you said after {}", candidate.details.name),
            detail: said.cloned().collect::<Vec<_>>().join(" · "),
            goal: Goal::Role(self.role),
        })
    }

    fn undo(before: Option<&Self>, now: &Self) -> Option<Body> {
        let words = before.map(|before| before.words.clone()).unwrap_or_default();
        let edit = Command::EditTalk {
            talk: now.id,
            words,
            base: Some(now.words.clone()),
        };
        Some(edit.into())
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (creates, needs, may_name) = match self {
            Self::NoteTalk { talk, interview, .. } => {
                let interview = Interview::key(*interview);
                (vec![SitInTalk::key(*talk)], vec![interview], vec![interview])
            }
            Self::EditTalk { talk, .. } => (vec![], vec![SitInTalk::key(*talk)], vec![SitInTalk::key(*talk)]),
        };
        Says {
            by: Giver::Member,
            creates,
            needs,
            wants: vec![],
            names: vec![],
            may_name,
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::NoteTalk {
                talk,
                interview,
                words,
            } => {
                state.require_new(SitInTalk::key(*talk))?;
                let one = state.get::<Interview>(*interview)?;
                one.require_on()?;
                if !one.has_sit_in() {
                    return Err(Refusal::NobodySatIn);
                }
                let words = TalkWords::default().edited(words, None)?;
                if words.is_empty() {
                    return Err(Refusal::Empty {
                        field: "what went well, or what to try".into(),
                    });
                }
                let on = one.on().ok_or_else(|| Refusal::Empty { field: "time".into() })?;
                if on > ctx.claimed_at.date_naive() {
                    return Err(Refusal::StillToCome { date: on.to_string() });
                }
                Ok(state.put_hanging(SitInTalk {
                    id: *talk,
                    interview: one.id,
                    candidate: one.candidate,
                    role: one.role,
                    leader: one.leader,
                    by,
                    words: Box::new(words),
                    at: ctx.claimed_at,
                }))
            }
            Self::EditTalk { talk, words, base } => {
                let now = state.get::<SitInTalk>(*talk)?;
                if now.by != by {
                    return Err(Refusal::Unknown {
                        what: Kind::SitInTalk,
                    });
                }
                let edited = now.words.edited(words, base.as_deref())?;
                if edited == *now.words {
                    return Ok(Changes::new());
                }
                Ok(state.put_hanging(SitInTalk {
                    words: Box::new(edited),
                    ..now.clone()
                }))
            }
        }
    }
}

#[cfg(test)]
mod tests;
