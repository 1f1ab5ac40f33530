//! The commands of check-ins.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{CheckIn, CheckInDetails, Form, FormStep, Voice, form::AtForm};
use crate::domain::{
    AskedHire, Changes, CheckInId, Commands, Ctx, Giver, Hire, HireId, Kind, LinkId, PainPoint, Refusal,
    Role, RoleId, Says, State, UserId,
    hire::{DAYS, Item, Score, is_default},
    link::AtPage,
    merged, note,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    /// As it was said in a talk; or what the leader is to hear of it.
    NoteCheckIn {
        check_in: CheckInId,
        hire: HireId,
        day: u8,
        voice: Voice,
        details: Box<CheckInDetails>,
    },
    /// With nothing in it, it is taken back.
    EditCheckIn {
        check_in: CheckInId,
        details: Box<CheckInDetails>,
        /// What the author saw when they began.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<Box<CheckInDetails>>,
    },
    /// Whoever was hired sends what they wrote through a link of their own, takes it back, or would rather talk.
    StepForm {
        check_in: CheckInId,
        hire: HireId,
        day: u8,
        step: FormStep,
        /// How often it had changed as they read it.
        read: u32,
        #[serde(default, skip_serializing_if = "is_default")]
        details: Box<CheckInDetails>,
    },
    /// Whoever reads it opens it: from then on it is not taken back.
    ReadForm { check_in: CheckInId },
    /// The leader says it on their page.
    TellCheckIn {
        check_in: CheckInId,
        hire: HireId,
        day: u8,
        details: Box<CheckInDetails>,
    },
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (creates, needs, names) = match self {
            Self::NoteCheckIn { check_in, hire, .. }
            | Self::TellCheckIn { check_in, hire, .. }
            | Self::StepForm { check_in, hire, .. } => {
                let hire = vec![Hire::key(*hire)];
                (vec![CheckIn::key(*check_in)], hire.clone(), hire)
            }
            Self::EditCheckIn { check_in, .. } | Self::ReadForm { check_in } => {
                (vec![], vec![CheckIn::key(*check_in)], vec![])
            }
        };
        Says {
            by: match self {
                Self::TellCheckIn { .. } => Giver::LEADER,
                Self::StepForm { .. } => Giver::Hired,
                _ => Giver::Member,
            },
            creates,
            may_name: needs.clone(),
            needs,
            wants: vec![],
            names,
        }
    }

    /// The journal keeps that it was said, and nothing of what: it is not for one reader.
    fn journaled(&self) -> Self {
        let mut kept = self.clone();
        match &mut kept {
            Self::NoteCheckIn { details, .. } | Self::TellCheckIn { details, .. } => {
                **details = CheckInDetails::default()
            }
            Self::EditCheckIn { details, base, .. } => (**details, *base) = (CheckInDetails::default(), None),
            // Nor which step it was: whoever sends says something or nothing.
            Self::StepForm {
                step, read, details, ..
            } => (*step, *read, **details) = (FormStep::Send, 0, CheckInDetails::default()),
            Self::ReadForm { .. } => {}
        }
        kept
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::NoteCheckIn {
                check_in,
                hire,
                day,
                voice,
                details,
            } => CheckIn::noted(
                state,
                *check_in,
                state.hire(*hire)?,
                (*day, *voice),
                details,
                by,
                ctx,
            ),
            Self::EditCheckIn {
                check_in,
                details,
                base,
            } => {
                let now = state.get::<CheckIn>(*check_in)?;
                // What was said to one reader is not there for anybody else.
                if now.reader.is_some_and(|reader| reader != by) {
                    return Err(Refusal::Unknown { what: Kind::CheckIn });
                }
                if now.form == Some(Form::GivenBack) {
                    return now.noted_as_gone(state, details);
                }
                let edited = if now.form.is_some() {
                    now.called(details)?
                } else if now.link.is_some() {
                    return Err(Refusal::Answered);
                } else {
                    now.details.edited(details, base.as_deref())?
                };
                if edited == *now.details {
                    return Ok(Changes::new());
                }
                if !edited.is_empty() {
                    edited.require_sound(state, now.voice, now.role)?;
                }
                Ok(state.put_hanging(CheckIn {
                    details: Box::new(edited),
                    ..now.clone()
                }))
            }
            Self::TellCheckIn {
                check_in,
                hire,
                day,
                details,
            } => CheckIn::told(state, *check_in, *hire, *day, details, ctx),
            Self::StepForm {
                check_in,
                hire,
                day,
                step,
                read,
                details,
            } => {
                let asked = AskedHire {
                    hire: *hire,
                    day: *day,
                };
                AtForm::of(state, asked, ctx)?.steps(*check_in, *step, *read, details)
            }
            Self::ReadForm { check_in } => {
                let sent = state.get::<CheckIn>(*check_in);
                sent.map_err(|_| Refusal::FormTakenBack)?.read(state, by)
            }
        }
    }
}

impl CheckInDetails {
    pub(super) fn checked(&self) -> Result<Self, Refusal> {
        let mut scores: Vec<Score> = Vec::new();
        for score in &self.scores {
            let (min, max) = if score.pain.is_some() { (0, 10) } else { (1, 5) };
            if !(min..=max).contains(&score.worth) {
                return Err(Refusal::OutOfRange {
                    field: "number".into(),
                    min: min.into(),
                    max: max.into(),
                });
            }
            if !scores.iter().any(|other| other.is_about(score)) {
                scores.push(*score);
            }
        }
        Ok(Self {
            scores,
            words: note("words", &self.words)?,
            talk: false,
            ..self.clone()
        })
    }

    fn edited(&self, given: &Self, base: Option<&Self>) -> Result<Self, Refusal> {
        let given = given.checked()?;
        Ok(Self {
            scores: merged(
                "numbers",
                &self.scores,
                base.map(|base| &base.scores),
                &given.scores,
                |scores| {
                    let worth = scores.iter().map(|score| score.worth.to_string());
                    worth.collect::<Vec<_>>().join(", ")
                },
            )?,
            words: merged(
                "words",
                &self.words,
                base.map(|base| &base.words),
                &given.words,
                Clone::clone,
            )?,
            nothing: given.nothing,
            called: given.called,
            talk: self.talk,
        })
    }

    /// Each says only what is theirs to say.
    fn require_sound(&self, state: &State, voice: Voice, role: RoleId) -> Result<(), Refusal> {
        if self.is_empty() || (voice == Voice::PassedOn && self.words.is_empty()) {
            return Err(Refusal::Empty {
                field: "check-in".into(),
            });
        }
        for score in &self.scores {
            let is_theirs = match (voice, score.pain, score.item) {
                (Voice::Leader, Some(pain), None) => {
                    let pain = state.get::<PainPoint>(pain)?;
                    pain.role == role
                }
                (Voice::Leader, None, Some(item)) => item == Item::Tasks,
                (Voice::Hire, None, Some(_)) => true,
                _ => false,
            };
            if !is_theirs {
                return Err(Refusal::Unknown { what: Kind::CheckIn });
            }
        }
        Ok(())
    }
}

impl Hire {
    /// Nothing is asked before they start, on other days, or after they left.
    fn require_asked(&self, day: u8, ctx: &Ctx) -> Result<(), Refusal> {
        let Some(starts) = self.details.starts_on else {
            return Err(Refusal::Empty {
                field: "first day".into(),
            });
        };
        ctx.require_begun(starts)?;
        if starts > ctx.claimed_at.date_naive() {
            return Err(Refusal::StillToCome {
                date: starts.to_string(),
            });
        }
        if !DAYS.contains(&day) || self.asked_on(day).is_none() {
            return Err(Refusal::NotAsked);
        }
        Ok(())
    }
}

impl CheckIn {
    /// Most of what is passed on of one hire.
    const MOST: usize = 50;

    /// What they wrote stays as it is: noted is that somebody called them about it.
    fn called(&self, given: &CheckInDetails) -> Result<CheckInDetails, Refusal> {
        let called = CheckInDetails {
            called: given.called,
            ..(*self.details).clone()
        };
        if called == *given && self.form == Some(Form::Read) {
            Ok(called)
        } else {
            Err(Refusal::Answered)
        }
    }

    fn noted(
        state: &State,
        id: CheckInId,
        hire: &Hire,
        (day, voice): (u8, Voice),
        details: &CheckInDetails,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        state.require_new(Self::key(id))?;
        hire.require_asked(day, ctx)?;
        let details = details.checked()?;
        details.require_sound(state, voice, hire.role)?;
        if voice != Voice::Leader && hire.reader != Some(by) {
            return Err(Refusal::NotReader);
        }
        // Of what another reader holds nothing is told.
        let said = state.check_ins(hire.id).into_iter();
        let said = said.filter(|one| one.voice == voice && one.reader.is_none_or(|reader| reader == by));
        // Whoever wrote something may talk about it besides.
        let of_day = said.clone().filter(|one| one.day == day && one.form.is_none());
        let (of_day, all) = (of_day.count(), said.count());
        match voice {
            Voice::PassedOn if all >= Self::MOST => {
                return Err(Refusal::TooMany {
                    what: Kind::CheckIn,
                    most: Self::MOST,
                });
            }
            Voice::PassedOn => {}
            Voice::Leader | Voice::Hire if of_day > 0 => {
                return Err(Refusal::Exists { what: Kind::CheckIn });
            }
            Voice::Leader | Voice::Hire => {}
        }
        let role = state.get::<Role>(hire.role)?;
        let leader = role.leader.filter(|_| voice == Voice::Leader);
        Ok(state.put_hanging(Self {
            id,
            hire: hire.id,
            role: hire.role,
            day,
            voice,
            reader: (voice == Voice::Hire).then_some(by),
            leader,
            link: None,
            form: None,
            edition: 0,
            details: Box::new(details),
            by,
            at: ctx.claimed_at,
        }))
    }

    /// The page asks one thing after the other. What was said stays said, there or to a recruiter who noted it.
    fn told_more(&self, state: &State, more: CheckInDetails, link: LinkId) -> Result<Changes, Refusal> {
        let was = |score: &Score| self.details.scores.iter().find(|other| other.is_about(score));
        if self.link.is_none() {
            return Err(Refusal::Answered);
        }
        if more
            .scores
            .iter()
            .any(|score| was(score).is_some_and(|was| was != score))
        {
            return Err(Refusal::Answered);
        }
        let mut details = self.details.clone();
        details
            .scores
            .extend(more.scores.iter().filter(|score| was(score).is_none()));
        let said = [self.details.words.as_str(), &more.words];
        let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
        details.words = note("words", &said.join("\n"))?;
        // Sent twice, it is said once.
        if details.scores == self.details.scores && self.details.words.contains(&more.words) {
            return Ok(Changes::new());
        }
        Ok(state.put_hanging(Self {
            details,
            link: Some(link),
            ..self.clone()
        }))
    }

    fn told(
        state: &State,
        id: CheckInId,
        hire: HireId,
        day: u8,
        details: &CheckInDetails,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let AtPage { link, shown } = state.at_page(ctx)?;
        let hire = shown.hire(hire)?;
        if !hire.is_shown_by(link, &shown) {
            return Err(Refusal::Unknown { what: Kind::Hire });
        }
        // How it goes with whoever was hired is between them and their leader.
        if link.deputy {
            return Err(Refusal::NotStandingIn);
        }
        hire.require_asked(day, ctx)?;
        if !Hire::asks_leader(day) {
            return Err(Refusal::NotAsked);
        }
        let details = details.checked()?;
        details.require_sound(state, Voice::Leader, hire.role)?;
        if let Some(now) = state.check_in(hire.id, day, Voice::Leader) {
            return now.told_more(state, details, link.id);
        }
        state.require_new(Self::key(id))?;
        Ok(state.put_hanging(Self {
            id,
            hire: hire.id,
            role: hire.role,
            day,
            voice: Voice::Leader,
            reader: None,
            leader: Some(link.leader),
            link: Some(link.id),
            form: None,
            edition: 0,
            details: Box::new(details),
            by: link.keeper,
            at: ctx.claimed_at,
        }))
    }
}
