//! The projection: from a workspace, a link and a civil day to what the link's page shows, section by section.
//!
//! The types here cannot hold what is private: no minutes, no private effort, no secret, no id of a person. What a
//! link may see is decided in [`seen`]; a section is made from that alone. A new section is a file here with its type
//! and its `section`, a field in [`PortalView`], and its part of the page in `page/`.

mod asked;
mod briefs;
mod candidates;
mod count;
mod dates;
mod effort;
mod head;
mod notes;
mod pains;
mod seen;
#[cfg(test)]
mod tests;
mod turns;
mod updates;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::domain::{CandidateId, DecisionId, Scope, ShareLink, State};
use seen::Seen;

pub use asked::AskedView;
pub use briefs::{BriefView, ExampleView, MustView};
pub use candidates::{CandidateView, CountsView};
pub use dates::{AnswerView, DateView, DateWords};
pub use effort::{Done, EffortView, FeedItem, Figure, WeekBar};
pub use head::{Contact, HeadView, RoleView};
pub use notes::{NotesView, SaidView};
pub use pains::{FixView, PainView, WhyView};
pub use turns::{AwayView, DecidedBy, DecidedView, TurnView, TurnsView};
pub use updates::UpdateView;

/// Two that are equal show the same, whatever happened meanwhile that the link does not show.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PortalView {
    /// The workspace's civil day for which this was computed.
    pub today: NaiveDate,
    /// IANA name of the zone in which days and times are given.
    pub zone: String,
    pub scope: Scope,
    pub head: HeadView,
    pub turns: Option<TurnsView>,
    pub candidates: Vec<CandidateView>,
    pub counts: Vec<CountsView>,
    pub effort: Option<EffortView>,
    pub updates: Option<Vec<UpdateView>>,
    pub dates: Vec<DateView>,
    pub asked: Option<AskedView>,
    pub pains: Vec<PainView>,
    pub briefs: Vec<BriefView>,
    pub notes: Option<NotesView>,
}

impl PortalView {
    pub fn can_reply(&self) -> bool {
        self.scope == Scope::Respond
    }

    /// Whether this is waited for, from whoever has the link.
    pub fn asks(&self, decision: DecisionId) -> bool {
        let turns = self.turns.as_ref().filter(|turns| turns.may_decide);
        let mut theirs = turns.into_iter().flat_map(|turns| &turns.theirs);
        theirs.any(|turn| turn.id == decision && turn.answer.is_none())
    }

    /// The same of whether they want to meet somebody.
    pub fn asks_about(&self, candidate: CandidateId) -> bool {
        let may_decide = self.turns.as_ref().is_some_and(|turns| turns.may_decide);
        let mut asked = self
            .candidates
            .iter()
            .filter(|one| one.answer.is_none() && !one.has_withdrawn);
        may_decide && asked.any(|one| one.id == candidate)
    }
}

/// What a link shows, and until when if nothing changes meanwhile.
pub struct Projection {
    pub view: PortalView,
    /// Words that wait appear at this moment.
    pub until: Option<DateTime<Utc>>,
}

/// What the link shows on this day at this moment; none when whom it was for is gone.
pub fn project(state: &State, link: &ShareLink, today: NaiveDate, now: DateTime<Utc>) -> Option<Projection> {
    let seen = Seen::through(link, state, today, now)?;
    let view = PortalView {
        today,
        zone: seen.zone(),
        scope: seen.scope(),
        head: head::section(&seen),
        turns: turns::section(&seen),
        candidates: candidates::section(&seen),
        counts: candidates::counts(&seen),
        effort: effort::section(&seen),
        updates: updates::section(&seen),
        dates: dates::section(&seen),
        asked: asked::section(&seen),
        pains: pains::section(&seen),
        briefs: briefs::section(&seen),
        notes: notes::section(&seen),
    };
    let until = seen.ripens().into_iter().min();
    Some(Projection { view, until })
}
