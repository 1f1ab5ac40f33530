//! How help is offered, wanted and planned.

use chrono::{NaiveDate, TimeDelta};

use super::{Help, HelpWay, Interview, SitIn, Wanted};
use crate::domain::{Changes, Ctx, InterviewId, Kind, Refusal, State, UserId, link::AtPage, merged, note};

/// Days before an interview on which help is offered.
const BEFORE: i64 = 3;

impl Interview {
    pub fn wanted(&self) -> Option<&Wanted> {
        self.help.as_ref()?.wanted.as_ref()
    }

    pub fn sit_in(&self) -> SitIn {
        self.help
            .as_ref()
            .map(|help| help.sit_in.clone())
            .unwrap_or_default()
    }

    /// Whether a recruiter is in the room.
    pub fn has_sit_in(&self) -> bool {
        self.wanted().is_some_and(|wanted| wanted.way.sits_in())
    }

    /// Whether it is near, and nobody has offered help or heard that none is wanted.
    pub fn asks_help(&self, today: NaiveDate) -> bool {
        let help = self.help.as_deref();
        let is_said = help.is_some_and(|help| help.offered.is_some() || help.wanted.is_some());
        self.is_near(today) && !is_said
    }

    /// Whether it is near, and the candidate does not know yet who will be there.
    pub fn asks_to_tell(&self, today: NaiveDate) -> bool {
        self.is_near(today) && self.has_sit_in() && !self.sit_in().told
    }

    /// What the leader wants to do beforehand, while it is not done and there is time for it.
    pub fn asks_to_prepare(&self, today: NaiveDate) -> Option<HelpWay> {
        let way = self.wanted()?.way;
        (way.prepares() && !self.is_prepared() && self.on()? >= today).then_some(way)
    }

    /// Whether it takes place within the days on which help is offered.
    pub fn is_near(&self, today: NaiveDate) -> bool {
        self.on()
            .is_some_and(|on| on >= today && on - today <= TimeDelta::days(BEFORE))
    }

    /// Whether what the leader wants to do beforehand is done.
    pub fn is_prepared(&self) -> bool {
        let prepared = self.help.as_ref().and_then(|help| help.prepared);
        prepared.is_some() && prepared == self.wanted().map(|wanted| wanted.way)
    }

    fn helped(&self, help: impl FnOnce(&mut Help)) -> Self {
        let mut now = self.help.as_deref().cloned().unwrap_or_default();
        help(&mut now);
        Self {
            help: (now != Help::default()).then(|| Box::new(now)),
            ..self.clone()
        }
    }

    pub(super) fn offer_help(&self, state: &State, offered: bool, ctx: &Ctx) -> Result<Changes, Refusal> {
        let stands = self.help.as_ref().is_some_and(|help| help.offered.is_some());
        if stands == offered {
            return Ok(Changes::new());
        }
        if offered {
            self.require_on()?;
            self.require_meeting(state)?;
        }
        Ok(state.put(self.helped(|help| help.offered = offered.then_some(ctx.claimed_at))))
    }

    /// On the leader's page.
    pub(super) fn want_help(
        state: &State,
        id: InterviewId,
        way: HelpWay,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let AtPage { link, shown } = state.at_page(ctx)?;
        let now = shown.get::<Self>(id)?;
        let is_offered = now.help.as_ref().is_some_and(|help| help.offered.is_some());
        if !now.is_shown_by(link, &shown) || !is_offered {
            return Err(Refusal::Unknown {
                what: Kind::Interview,
            });
        }
        let wanted = Wanted {
            way,
            at: ctx.claimed_at,
            link: Some(link.id),
            by: None,
        };
        now.with_wanted(state, wanted)
    }

    /// As a recruiter heard it.
    pub(super) fn note_help(
        &self,
        state: &State,
        way: Option<HelpWay>,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let Some(way) = way else {
            return Ok(state.put(self.helped(|help| help.wanted = None)));
        };
        let wanted = Wanted {
            way,
            at: ctx.claimed_at,
            link: None,
            by: Some(by),
        };
        self.with_wanted(state, wanted)
    }

    fn with_wanted(&self, state: &State, wanted: Wanted) -> Result<Changes, Refusal> {
        let says = |one: &Wanted| (one.way, one.link, one.by);
        if self.wanted().is_some_and(|was| says(was) == says(&wanted)) {
            return Ok(Changes::new());
        }
        self.require_on()?;
        self.require_meeting(state)?;
        Ok(state.put_hanging(self.helped(|help| help.wanted = Some(wanted))))
    }

    pub(super) fn note_prepared(&self, state: &State, prepared: bool) -> Result<Changes, Refusal> {
        if self.is_prepared() == prepared {
            return Ok(Changes::new());
        }
        let way = self.wanted().map(|wanted| wanted.way);
        let done = way.filter(|way| prepared && way.prepares());
        if prepared && done.is_none() {
            return Err(Refusal::NothingToPrepare);
        }
        Ok(state.put(self.helped(|help| help.prepared = done)))
    }

    pub(super) fn edit_sit_in(
        &self,
        state: &State,
        given: &SitIn,
        base: Option<&SitIn>,
    ) -> Result<Changes, Refusal> {
        let now = self.sit_in();
        let speaks = note("who speaks when", &given.speaks)?;
        let sit_in = SitIn {
            speaks: merged(
                "who speaks when",
                &now.speaks,
                base.map(|base| &base.speaks),
                &speaks,
                Clone::clone,
            )?,
            told: merged(
                "whether the candidate knows",
                &now.told,
                base.map(|base| &base.told),
                &given.told,
                |told| if *told { "yes" } else { "no" }.to_owned(),
            )?,
        };
        if sit_in == now {
            return Ok(Changes::new());
        }
        self.require_on()?;
        Ok(state.put(self.helped(|help| help.sit_in = sit_in)))
    }
}
