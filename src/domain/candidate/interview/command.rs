//! The commands of interviews.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{
    CalledOff, Concluded, HelpWay, Interview, InterviewDetails, OffCause, Offer, SitIn, Untold, at_time,
    require_to_come,
};
use crate::domain::{
    Candidate, CandidateId, Changes, Commands, Ctx, Giver, InterviewId, Interviewer, Kind, Leader, LeaderId,
    Refusal, Role, Says, ShareLink, State, UserId, Wish,
};

type Time = DateTime<FixedOffset>;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    /// The leader is asked which time suits them.
    OfferTimes {
        interview: InterviewId,
        candidate: CandidateId,
        /// Who needs the role as its author knew it: nobody else is asked.
        leader: LeaderId,
        details: Box<InterviewDetails>,
        zone: String,
        offer: Box<Offer>,
    },
    /// Other times are offered than before.
    OfferAnew {
        interview: InterviewId,
        zone: String,
        offer: Box<Offer>,
    },
    /// The time is known already; one that has passed is that of an interview that took place.
    SetInterview {
        interview: InterviewId,
        candidate: CandidateId,
        leader: LeaderId,
        details: Box<InterviewDetails>,
        zone: String,
        time: Time,
    },
    EditInterview {
        interview: InterviewId,
        details: Box<InterviewDetails>,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<Box<InterviewDetails>>,
    },
    /// The leader, or whoever answers for them, says on the page which time suits them; none of them does.
    ChooseTime {
        interview: InterviewId,
        /// Which offer was read.
        read: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        time: Option<Time>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        because: String,
    },
    /// What a recruiter heard the leader say.
    NoteTime {
        interview: InterviewId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        time: Option<Time>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        because: String,
    },
    /// What a recruiter noted was not so.
    TakeBackTime {
        interview: InterviewId,
    },
    /// It begins at another time, or at one after all; none: that is open again.
    MoveInterview {
        interview: InterviewId,
        zone: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        time: Option<Time>,
        /// When it began as the author saw it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Time>,
    },
    CallOff {
        interview: InterviewId,
        cause: OffCause,
    },
    /// Who is still to be told how it stands now.
    NoteTold {
        interview: InterviewId,
        #[serde(default, skip_serializing_if = "Untold::is_nobody")]
        untold: Untold,
    },
    /// It takes place after all.
    CallOn {
        interview: InterviewId,
    },
    /// It took place, or did not after all.
    NoteHeld {
        interview: InterviewId,
        held: bool,
    },
    /// What was decided about whoever came, once those who judged had talked about it.
    Debrief {
        interview: InterviewId,
        concluded: Concluded,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        because: String,
    },
    /// It was not decided after all.
    TakeBackDebrief {
        interview: InterviewId,
    },
    /// Help stands on the leader's page for the taking, or does not after all.
    OfferHelp {
        interview: InterviewId,
        offered: bool,
    },
    /// The leader, or whoever answers for them, says on the page what helps.
    WantHelp {
        interview: InterviewId,
        way: HelpWay,
    },
    /// What a recruiter heard the leader say; none: it was not so.
    NoteHelp {
        interview: InterviewId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        way: Option<HelpWay>,
    },
    /// The two chose the questions or practised, as the leader wanted; or did not after all.
    NotePrepared {
        interview: InterviewId,
        prepared: bool,
    },
    EditSitIn {
        interview: InterviewId,
        sit_in: SitIn,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<SitIn>,
    },
}

impl Command {
    fn interview(&self) -> InterviewId {
        match self {
            Self::OfferTimes { interview, .. }
            | Self::OfferAnew { interview, .. }
            | Self::SetInterview { interview, .. }
            | Self::EditInterview { interview, .. }
            | Self::ChooseTime { interview, .. }
            | Self::NoteTime { interview, .. }
            | Self::TakeBackTime { interview }
            | Self::MoveInterview { interview, .. }
            | Self::CallOff { interview, .. }
            | Self::CallOn { interview }
            | Self::NoteTold { interview, .. }
            | Self::NoteHeld { interview, .. }
            | Self::Debrief { interview, .. }
            | Self::TakeBackDebrief { interview }
            | Self::OfferHelp { interview, .. }
            | Self::WantHelp { interview, .. }
            | Self::NoteHelp { interview, .. }
            | Self::NotePrepared { interview, .. }
            | Self::EditSitIn { interview, .. } => *interview,
        }
    }
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let key = Interview::key(self.interview());
        let (creates, needs, names) = match self {
            Self::OfferTimes {
                candidate, leader, ..
            }
            | Self::SetInterview {
                candidate, leader, ..
            } => {
                let (candidate, leader) = (Candidate::key(*candidate), Leader::key(*leader));
                (vec![key], vec![candidate, leader], vec![candidate, leader])
            }
            _ => (vec![], vec![key], vec![]),
        };
        let may_name = match self {
            // Whatever is done about a slot is about whoever comes.
            Self::OfferTimes { candidate, .. } | Self::SetInterview { candidate, .. } => {
                vec![Candidate::key(*candidate)]
            }
            _ => vec![key],
        };
        Says {
            by: match self {
                Self::ChooseTime { .. } | Self::WantHelp { .. } => Giver::LEADER,
                _ => Giver::Member,
            },
            creates,
            needs,
            wants: vec![],
            names,
            may_name,
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        let now = |interview: &InterviewId| state.get::<Interview>(*interview);
        match self {
            Self::OfferTimes {
                interview,
                candidate,
                leader,
                details,
                zone,
                offer,
            } => {
                let blank =
                    Interview::blank(state, (*interview, *candidate, *leader), details, zone, by, ctx)?;
                Ok(state.put_hanging(Interview {
                    offer: Some(offer.checked(ctx)?.into()),
                    ..blank
                }))
            }
            Self::SetInterview {
                interview,
                candidate,
                leader,
                details,
                zone,
                time,
            } => {
                let blank =
                    Interview::blank(state, (*interview, *candidate, *leader), details, zone, by, ctx)?;
                ctx.require_reachable(time.date_naive())?;
                Ok(state.put_hanging(Interview {
                    starts: Some(*time),
                    held: *time <= ctx.claimed_at,
                    ..blank
                }))
            }
            Self::OfferAnew {
                interview,
                zone,
                offer,
            } => now(interview)?.offer_anew(state, zone, offer, ctx),
            Self::EditInterview {
                interview,
                details,
                base,
            } => {
                let now = now(interview)?;
                let details = now.details.edited(details, base.as_deref())?;
                Ok(state.put(Interview {
                    details: details.into(),
                    revision: now.revision.saturating_add(1),
                    ..now.clone()
                }))
            }
            Self::ChooseTime {
                interview,
                read,
                time,
                because,
            } => Interview::choose(state, *interview, *read, (*time, because), ctx),
            Self::NoteTime {
                interview,
                time,
                because,
            } => now(interview)?.note(state, (*time, because), by, ctx),
            Self::TakeBackTime { interview } => now(interview)?.take_back(state),
            Self::MoveInterview {
                interview,
                zone,
                time,
                from,
            } => now(interview)?.put_off(state, zone, (*time, *from), ctx),
            Self::CallOff { interview, cause } => {
                let now = now(interview)?;
                if now.off.as_ref().is_some_and(|off| off.cause == *cause) {
                    return Ok(Changes::new());
                }
                now.require_on()?;
                Ok(state.put(now.called_off(*cause, by, ctx)))
            }
            Self::CallOn { interview } => {
                let now = now(interview)?;
                now.require_meeting(state)?;
                Ok(state.put(now.clone().on_again()))
            }
            Self::NoteTold { interview, untold } => Ok(now(interview)?.note_told(state, *untold)),
            Self::Debrief {
                interview,
                concluded,
                because,
            } => now(interview)?.conclude(state, (*concluded, because), by, ctx),
            Self::TakeBackDebrief { interview } => now(interview)?.reconsider(state, ctx),
            Self::NoteHeld { interview, held } => {
                let now = now(interview)?;
                now.require_on()?;
                if *held {
                    if now.starts.is_none() {
                        return Err(Refusal::Empty { field: "time".into() });
                    }
                    now.require_come(ctx)?;
                }
                Ok(state.put(Interview {
                    held: *held,
                    ..now.clone()
                }))
            }
            Self::OfferHelp { interview, offered } => now(interview)?.offer_help(state, *offered, ctx),
            Self::WantHelp { interview, way } => Interview::want_help(state, *interview, *way, ctx),
            Self::NoteHelp { interview, way } => now(interview)?.note_help(state, *way, by, ctx),
            Self::NotePrepared { interview, prepared } => now(interview)?.note_prepared(state, *prepared),
            Self::EditSitIn {
                interview,
                sit_in,
                base,
            } => now(interview)?.edit_sit_in(state, sit_in, base.as_ref()),
        }
    }
}

impl Interview {
    /// With nothing settled; nobody is asked about somebody whom they do not know, or who is out of the question.
    fn blank(
        state: &State,
        (id, candidate, leader): (InterviewId, CandidateId, LeaderId),
        details: &InterviewDetails,
        zone: &str,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Self, Refusal> {
        state.require_new(Self::key(id))?;
        let found = state.get::<Candidate>(candidate)?;
        let blank = Self {
            id,
            role: found.role,
            candidate,
            leader,
            details: details.checked()?.into(),
            zone: Self::zone_of(zone)?,
            offer: None,
            edition: 0,
            answers: Vec::new(),
            starts: None,
            moved_from: None,
            off: None,
            untold: Untold::NOBODY,
            held: false,
            debrief: None,
            help: None,
            revision: 0,
            by,
            at: ctx.claimed_at,
        };
        blank.require_meeting(state)?;
        if state.on::<Self>(Candidate::key(candidate)).count() >= Self::MOST {
            return Err(Refusal::TooMany {
                what: Kind::Interview,
                most: Self::MOST,
            });
        }
        Ok(blank)
    }

    /// Whether these two may still meet.
    ///
    /// # Errors
    /// Says what has come between them.
    pub(super) fn require_meeting(&self, state: &State) -> Result<(), Refusal> {
        let candidate = state.get::<Candidate>(self.candidate)?;
        let role = state.get::<Role>(self.role)?;
        state.get::<Leader>(self.leader)?;
        if role.leader != Some(self.leader) {
            return Err(Refusal::LeaderChanged);
        }
        if !role.is_open() {
            return Err(Refusal::Closed);
        }
        candidate.require_in_play()?;
        if candidate.shown.is_none_or(|shown| shown.leader != self.leader) {
            return Err(Refusal::NotShown);
        }
        if let Some(wished) = candidate.wish().filter(|wished| wished.wish == Wish::Not) {
            return Err(Refusal::Wished { said: wished.said() });
        }
        Ok(())
    }

    /// # Errors
    /// [`Refusal::InterviewOff`], with why.
    pub(in crate::domain) fn require_on(&self) -> Result<(), Refusal> {
        match &self.off {
            Some(off) => Err(Refusal::InterviewOff {
                how: off.cause.label().to_lowercase(),
            }),
            None => Ok(()),
        }
    }

    fn offer_anew(&self, state: &State, zone: &str, offer: &Offer, ctx: &Ctx) -> Result<Changes, Refusal> {
        self.require_on()?;
        self.require_meeting(state)?;
        Ok(state.put(Self {
            zone: Self::zone_of(zone)?,
            offer: Some(offer.checked(ctx)?.into()),
            edition: self.edition.saturating_add(1),
            starts: None,
            moved_from: None,
            // The leader reads it when they choose again.
            untold: match self.starts {
                Some(_) => Untold::CANDIDATE,
                None => Untold::NOBODY,
            },
            held: false,
            ..self.clone()
        }))
    }

    fn put_off(
        &self,
        state: &State,
        zone: &str,
        (time, from): (Option<Time>, Option<Time>),
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        if self.starts == time {
            return Ok(Changes::new());
        }
        self.require_on()?;
        if self.starts != from {
            return Err(Refusal::EditedMeanwhile {
                field: "time".into(),
                theirs: self.starts.map_or_else(|| "open".into(), at_time),
            });
        }
        if let Some(time) = time {
            self.require_meeting(state)?;
            require_to_come(time, ctx)?;
        }
        let moved = Self {
            zone: Self::zone_of(zone)?,
            ..self.clone().moved(time)
        };
        let links = self.links_last(state, moved.on(), ctx);
        let mut changes = state.put(moved);
        changes.merge(links);
        Ok(changes)
    }

    /// The open links of those who judge last until after it, on whichever day it is now.
    pub(super) fn links_last(&self, state: &State, on: Option<NaiveDate>, ctx: &Ctx) -> Changes {
        let mut changes = Changes::new();
        let Some(last) = on.map(|on| Interviewer::link_ends(state.cards_by(on))) else {
            return changes;
        };
        // All of them, whoever keeps them.
        let everything = state.seen_by(None);
        for one in everything.interviewers(self.id) {
            for link in everything.links_of(one, ctx.today) {
                if link.expires_on.is_some_and(|ends| ends < last) {
                    let longer = ShareLink {
                        expires_on: Some(last),
                        ..link.clone()
                    };
                    changes.rewrite(longer, &everything);
                }
            }
        }
        changes
    }

    fn called_off(&self, cause: OffCause, by: UserId, ctx: &Ctx) -> Self {
        let at = ctx.claimed_at;
        self.clone().off(CalledOff {
            cause,
            at,
            by,
            untold: Untold::NOBODY,
        })
    }

    /// Whatever was still to come with somebody does not take place.
    pub(in crate::domain) fn all_off(
        state: &State,
        candidate: &Candidate,
        cause: OffCause,
        by: UserId,
        ctx: &Ctx,
    ) -> Changes {
        let mut changes = Changes::new();
        for one in state.on::<Self>(Candidate::key(candidate.id)) {
            let is_to_come = one.starts.is_none_or(|starts| starts > ctx.claimed_at);
            if one.off.is_none() && !one.held && is_to_come {
                changes.merge(state.put(one.called_off(cause, by, ctx)));
            }
        }
        changes
    }

    /// What was called off with this takes place after all, unless its time has passed.
    pub(in crate::domain) fn all_on(
        state: &State,
        candidate: &Candidate,
        (cause, at): (OffCause, Time),
        ctx: &Ctx,
    ) -> Changes {
        let mut changes = Changes::new();
        for one in state.on::<Self>(Candidate::key(candidate.id)) {
            let is_to_come = one.starts.is_none_or(|starts| starts > ctx.claimed_at);
            let is_meant = |off: &CalledOff| off.cause == cause && off.at == at;
            if is_to_come && one.off.as_ref().is_some_and(is_meant) {
                changes.merge(state.put(one.clone().on_again()));
            }
        }
        changes
    }
}
