//! The projection: from a workspace, a link and a civil day to what the link's page shows, section by section.
//!
//! The types here cannot hold what is private: no minutes, no private effort, no secret, no id of a person. What a
//! link may see is decided in [`seen`]; a section is made from that alone, and one that holds words from what the leader
//! alone sees. A new section is a file here with its type
//! and its `section`, a field in [`PortalView`], and its part of the page in `page/`.

mod after;
mod asked;
mod briefs;
#[cfg(test)]
pub(crate) mod canary;
mod candidates;
mod check_in;
mod count;
mod dates;
mod effort;
mod forward;
mod head;
mod kept;
mod meetings;
mod notes;
mod owner;
mod pains;
mod panel;
mod prep;
mod seen;
mod sit_in_talk;
mod standing;
#[cfg(test)]
mod tests;
mod turns;
mod updates;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::domain::{CandidateId, DecisionId, InterviewId, InterviewerId, Item, Scope, ShareLink, State};
use seen::Seen;

pub use after::{AfterAbout, AfterView};
pub use asked::AskedView;
pub use briefs::{BriefView, ExampleView, MustView};
pub use candidates::{CandidateView, CountsView, MoreCandidates};
pub use check_in::CheckInView;
pub use dates::{AnswerView, DateView, DateWords};
pub use effort::{Done, EffortView, FeedItem, Figure, WeekBar};
pub use forward::ForwardView;
pub use head::{Contact, HeadView, Lead, RoleView};
pub use kept::KeptView;
pub use meetings::{HelpView, MeetingView, MeetingWords, SlotView};
pub use notes::{NotesView, SaidView};
pub use owner::OwnerView;
pub use pains::{FixView, PainView, WhyView};
pub use panel::{PanelQuestion, PanelView};
pub use prep::{PrepHint, PrepPart, PrepQuestion, PrepView, RoomView};
pub use sit_in_talk::SitInTalkView;
pub use standing::StandingView;
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
    /// It stands on paper, or in a file: nobody answers there.
    pub is_paper: bool,
    pub head: HeadView,
    pub turns: Option<TurnsView>,
    pub candidates: Vec<CandidateView>,
    pub more_candidates: MoreCandidates,
    pub counts: Vec<CountsView>,
    /// Which times the leader is asked about.
    pub slots: Vec<SlotView>,
    /// What is settled, the next first.
    pub meetings: Vec<MeetingView>,
    /// What was said after those that are over.
    pub sit_in_talk: Vec<SitInTalkView>,
    /// Whoever was hired.
    pub after: Vec<AfterView>,
    pub effort: EffortView,
    pub updates: Option<Vec<UpdateView>>,
    pub dates: Vec<DateView>,
    pub asked: Option<AskedView>,
    pub pains: Vec<PainView>,
    pub briefs: Vec<BriefView>,
    pub preps: Vec<PrepView>,
    pub notes: Option<NotesView>,
    pub forward: Option<ForwardView>,
    pub standing: Option<StandingView>,
    pub kept: Option<KeptView>,
    /// What the leader judges themself.
    pub cards: Vec<PanelView>,
    /// An interviewer’s own page, on which nothing else stands.
    pub panel: Option<PanelView>,
    /// What whoever was hired is asked on a page of their own, on which nothing else stands.
    pub check_in: Option<CheckInView>,
    /// What the owner of a problem is told: then nothing else is here.
    pub owner: Option<OwnerView>,
}

impl PortalView {
    /// Whether it is the leader's own, or that of whoever answers for them.
    pub fn is_leaders(&self) -> bool {
        self.scope == Scope::Respond
    }

    pub fn can_reply(&self) -> bool {
        (self.is_leaders() || self.panel.is_some() || self.check_in.is_some()) && !self.is_paper
    }

    /// What the form of whoever was hired asks for numbers.
    pub fn asked_in_form(&self) -> Vec<Item> {
        self.check_in
            .as_ref()
            .map(|asked| asked.questions.clone())
            .unwrap_or_default()
    }

    /// When a scorecard may be handed in that waits for its interview.
    fn opens_next(&self) -> Option<DateTime<Utc>> {
        let cards = self.cards.iter().chain(&self.panel);
        let begins = cards.filter_map(|card| card.begins);
        begins.map(|begins| begins.with_timezone(&Utc)).min()
    }

    /// The same where nothing is pressed: what it asks is left out, and what was said stays.
    pub fn on_paper(self) -> Self {
        // Who has the paper for good has no way to what may be taken away.
        let candidates = self.candidates.into_iter();
        let candidates = candidates.map(|one| CandidateView { cv: None, ..one }).collect();
        let mut meetings = self.meetings;
        for words in meetings.iter_mut().filter_map(|one| one.words.as_mut()) {
            words.place.address = None;
            words.calendar.path = None;
        }
        let mut head = self.head;
        match &mut head.lead {
            Lead::Accepted { hired, .. } => *hired = None,
            lead @ Lead::After { .. } => {
                *lead = Lead::Stands {
                    waiting: 0,
                    of_all: 0,
                    due_today: false,
                };
            }
            _ => {}
        }
        Self {
            is_paper: true,
            head,
            candidates,
            meetings,
            // It is between two, and paper goes from hand to hand.
            sit_in_talk: Vec::new(),
            // So is whoever was hired, who is nobody else's.
            after: Vec::new(),
            // And so is what one judges.
            cards: Vec::new(),
            asked: None,
            standing: None,
            ..self
        }
    }

    /// How many things wait for the leader by a day: what is asked, times, and whom they want to meet.
    pub fn waiting(&self) -> usize {
        let asked = self.turns.iter().flat_map(|turns| &turns.theirs);
        let asked = asked.filter(|turn| turn.answer.is_none()).count();
        let times = self.slots.iter().filter(|slot| slot.answer.is_none()).count();
        let cards = self.candidates.iter().filter(|one| one.is_asked).count();
        asked + times + cards + self.more_candidates.waiting
    }

    /// Whether this is waited for, from whoever has the link.
    pub fn asks(&self, decision: DecisionId) -> bool {
        let mut theirs = self.turns.iter().flat_map(|turns| &turns.theirs);
        theirs.any(|turn| turn.id == decision && turn.answer.is_none())
    }

    /// The scorecard of this one that is written here.
    pub fn card(&self, author: InterviewerId) -> Option<&PanelView> {
        let mut all = self.panel.iter().chain(&self.cards);
        all.find(|card| card.id == author)
    }

    /// The same of which time suits them.
    pub fn asks_time(&self, interview: InterviewId) -> bool {
        let mut asked = self.slots.iter().filter(|slot| slot.answer.is_none());
        asked.any(|slot| slot.id == interview)
    }

    /// The same of whether they want to meet somebody.
    pub fn asks_about(&self, candidate: CandidateId) -> bool {
        let mut asked = self
            .candidates
            .iter()
            .filter(|one| one.answer.is_none() && !one.has_withdrawn);
        asked.any(|one| one.id == candidate)
    }
}

/// What a link shows, and until when if nothing changes meanwhile.
pub struct Projection {
    pub view: PortalView,
    /// Words that wait appear at this moment.
    pub until: Option<DateTime<Utc>>,
}

/// A page that shows one thing alone, and has none yet.
fn of_one(state: &State, link: &ShareLink, today: NaiveDate, head: HeadView) -> PortalView {
    let zone = state.workspace();
    PortalView {
        today,
        zone: zone.map_or_else(|| "UTC".into(), |workspace| workspace.zone.clone()),
        scope: link.scope,
        is_paper: false,
        head,
        turns: None,
        candidates: Vec::new(),
        more_candidates: MoreCandidates::default(),
        counts: Vec::new(),
        slots: Vec::new(),
        meetings: Vec::new(),
        sit_in_talk: Vec::new(),
        after: Vec::new(),
        effort: EffortView {
            figures: Vec::new(),
            weeks: Vec::new(),
            feed: None,
        },
        updates: None,
        dates: Vec::new(),
        asked: None,
        pains: Vec::new(),
        briefs: Vec::new(),
        preps: Vec::new(),
        notes: None,
        forward: None,
        standing: None,
        kept: None,
        cards: Vec::new(),
        panel: None,
        check_in: None,
        owner: None,
    }
}

/// What the link shows on this day at this moment; none when whom it was for is gone.
pub fn project(state: &State, link: &ShareLink, today: NaiveDate, now: DateTime<Utc>) -> Option<Projection> {
    // An interviewer's link is for one scorecard, that of whoever was hired for one day, and an owner's for one problem: of role and
    // leader they show nothing.
    if !link.is_page() {
        let (mut panel, mut check_in, mut owner) = (None, None, None);
        let head = if link.panel.is_some() {
            let (head, shown) = panel::section(state, link, now)?;
            panel = Some(shown);
            head
        } else if link.hire.is_some() {
            let (head, shown) = check_in::section(state, link, today)?;
            check_in = Some(shown);
            head
        } else {
            let (head, shown) = owner::section(state, link)?;
            owner = Some(shown);
            head
        };
        let view = PortalView {
            panel,
            check_in,
            owner,
            ..of_one(state, link, today, head)
        };
        let until = view.opens_next();
        return Some(Projection { view, until });
    }
    // On the days on which whoever stands in does not, they see what a team does.
    let narrowed = state.stands_aside(link, today).then(|| ShareLink {
        scope: Scope::TeamSafe,
        ..link.clone()
    });
    let link = narrowed.as_ref().unwrap_or(link);
    let seen = Seen::through(link, state, today, now)?;
    // Whatever holds words is made from what is for the leader alone, which no other scope has.
    let alone = seen.alone();
    let (candidates, more_candidates) = alone.map(candidates::section).unwrap_or_default();
    let view = PortalView {
        today,
        zone: seen.zone(),
        scope: seen.scope(),
        is_paper: false,
        head: head::section(&seen),
        candidates,
        more_candidates,
        counts: candidates::counts(&seen),
        slots: alone.map(meetings::slots).unwrap_or_default(),
        meetings: meetings::meetings(&seen),
        sit_in_talk: alone.map(sit_in_talk::section).unwrap_or_default(),
        after: alone.map(after::section).unwrap_or_default(),
        effort: effort::section(&seen),
        dates: dates::section(&seen),
        turns: alone.map(turns::section),
        updates: alone.map(updates::section),
        asked: alone.and_then(asked::section),
        pains: alone.map(pains::section).unwrap_or_default(),
        briefs: alone.map(briefs::section).unwrap_or_default(),
        preps: alone.map(|seen| prep::section(state, seen)).unwrap_or_default(),
        notes: alone.map(notes::section),
        forward: alone.and_then(forward::section),
        standing: alone.and_then(standing::section),
        kept: alone.and_then(kept::section),
        cards: alone.map(|seen| panel::leaders(state, seen)).unwrap_or_default(),
        panel: None,
        check_in: None,
        owner: None,
    };
    let until = seen.ripens().into_iter().chain(view.opens_next()).min();
    Some(Projection { view, until })
}
