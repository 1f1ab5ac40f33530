//! Who judges in an interview, who is waited for, and which questions are nobody's.

use chrono::NaiveDate;

use super::{Asks, Interviewer, Who};
use crate::domain::{
    Candidate, CandidateId, CriterionId, Interview, InterviewId, LeaderId, LinkState, Role, RoleId,
    ShareLink, Sorting, State, UserId, kit::Criterion,
};

/// How it stands with an interviewer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sits {
    /// Their scorecard is waited for.
    Waited,
    HandedIn,
    /// It is over, and they did not hand in: the debrief was without them, or nobody judges that candidate any more.
    Over,
    Off,
}

impl Interviewer {
    /// Whether they ask about this.
    pub fn asks(&self, criterion: CriterionId) -> bool {
        self.details.criteria.is_empty() || self.details.criteria.contains(&criterion)
    }
}

impl<'a> State<'a> {
    /// Who judges in this interview, in the order in which they were asked.
    pub fn interviewers(&self, interview: InterviewId) -> Vec<&'a Interviewer> {
        let all = self.on::<Interviewer>(Interview::key(interview));
        let mut all: Vec<&Interviewer> = all.filter(|one| !one.off).collect();
        all.put_in_order_by(|one| one.id);
        all
    }

    /// Whether another's scorecard was there to be read when this one was asked to judge.
    pub fn may_have_read(&self, one: &Interviewer) -> bool {
        let mut others = self.on::<Interviewer>(Candidate::key(one.candidate));
        matches!(one.who, Who::Member(_))
            && others.any(|other| other.id != one.id && other.handed_in.is_some_and(|at| at <= one.at))
    }

    pub fn sits(&self, one: &Interviewer) -> Sits {
        if one.off {
            Sits::Off
        } else if one.handed_in.is_some() {
            Sits::HandedIn
        } else if self.is_judged(one) {
            Sits::Waited
        } else {
            Sits::Over
        }
    }

    /// Whether the scorecard of this one is waited for.
    pub fn is_card_waited_for(&self, one: &Interviewer) -> bool {
        self.sits(one) == Sits::Waited
    }

    /// By when scorecards are handed in, unless another day is named: two days later, or on the next working day.
    pub fn cards_by(&self, on: NaiveDate) -> NaiveDate {
        let cadence = self.settings().cadence;
        let mut days = on.iter_days().skip(2).take(14);
        days.find(|day| cadence.is_business_day(*day)).unwrap_or(on)
    }

    /// By when this one is to be handed in: never before the interview, to wherever that was moved.
    pub fn card_due(&self, one: &Interviewer) -> NaiveDate {
        let due = one.details.due;
        let on = self.get::<Interview>(one.interview).ok().and_then(Interview::on);
        on.filter(|on| *on > due).map_or(due, |on| self.cards_by(on))
    }

    /// Whether somebody who is no member reads what they ask about this role: the leader or a guest, who judge somebody.
    pub fn is_asked_by_others(&self, role: RoleId) -> bool {
        let mut all = self.on::<Interviewer>(Role::key(role));
        all.any(|one| !matches!(one.who, Who::Member(_)) && self.is_card_waited_for(one))
    }

    /// Whether there is still something to judge: the interview is on, nobody has concluded it, whoever comes is in play and has not said
    /// yes, and the interviewer is here.
    fn is_judged(&self, one: &Interviewer) -> bool {
        let is_open = |interview: &Interview| interview.off.is_none() && interview.debrief.is_none();
        let is_in_play = |candidate: &Candidate| candidate.ended.is_none() && !self.said_yes(candidate);
        let is_here = match one.who {
            Who::Member(user) => self.is_member(user),
            Who::Leader | Who::Guest(_) => true,
        };
        is_here
            && self.get::<Interview>(one.interview).is_ok_and(is_open)
            && self.get::<Candidate>(one.candidate).is_ok_and(is_in_play)
    }

    /// Whether this person is to judge this candidate and has not yet: until then they read nobody else's words.
    pub fn is_to_judge(&self, candidate: CandidateId, user: UserId) -> bool {
        let mut all = self.on::<Interviewer>(Candidate::key(candidate));
        all.any(|one| one.who == Who::Member(user) && self.is_card_waited_for(one))
    }

    /// What an interviewer is called.
    pub fn interviewer_called(&self, one: &Interviewer) -> String {
        match &one.who {
            Who::Member(user) => self
                .member(*user)
                .map_or_else(|| "You".into(), |member| member.name.clone()),
            Who::Leader => {
                let interview = self.get::<Interview>(one.interview);
                interview.map_or_else(
                    |_| self.called().ours("The leader").into_owned(),
                    |interview| self.name_of(interview.leader).to_owned(),
                )
            }
            Who::Guest(name) => name.clone(),
        }
    }

    /// The things that are looked for and are nobody's to ask about in this interview.
    pub fn nobodys(&self, interview: InterviewId) -> Vec<Criterion> {
        let Ok(one) = self.get::<Interview>(interview) else {
            return Vec::new();
        };
        let panel = self.interviewers(interview);
        let criteria = self.kit(one.role).criteria.into_iter();
        criteria
            .filter(|criterion| !panel.iter().any(|one| one.asks(criterion.id)))
            .collect()
    }

    /// What the next interviewer may ask about: what is nobody's yet; and where each has somebody, every other one of
    /// all, so that two hear of it.
    pub fn divided(&self, interview: InterviewId) -> Vec<CriterionId> {
        let Ok(one) = self.get::<Interview>(interview) else {
            return Vec::new();
        };
        let left: Vec<CriterionId> = self.nobodys(interview).iter().map(|one| one.id).collect();
        if !left.is_empty() {
            return left;
        }
        let before = self.interviewers(interview).len();
        let all = self.kit(one.role).criteria;
        let every = all.iter().enumerate().filter(|(nth, _)| nth % 2 == before % 2);
        every.map(|(_, one)| one.id).collect()
    }

    /// What this interviewer asks about, in the kit's order.
    pub fn asked_by(&self, one: &Interviewer) -> Vec<Criterion> {
        let criteria = self.kit(one.role).criteria.into_iter();
        criteria.filter(|criterion| one.asks(criterion.id)).collect()
    }

    /// The interviewer whose own link this is, while it shows them anything.
    pub fn guest_of(&self, link: &ShareLink) -> Option<&'a Interviewer> {
        let one = self.get::<Interviewer>(link.panel?).ok()?;
        let is_shown = self.through(link).get::<Role>(one.role).is_ok();
        let is_on = matches!(self.sits(one), Sits::Waited | Sits::HandedIn) && self.is_undecided(one);
        (is_shown && is_on).then_some(one)
    }

    /// The leader who may be asked to judge in this interview: on their page, where whoever comes stands already.
    pub fn judges_on_page(&self, interview: &Interview) -> Option<LeaderId> {
        let candidate = self.get::<Candidate>(interview.candidate).ok()?;
        candidate
            .is_shown_to(interview.leader)
            .then_some(interview.leader)
    }

    /// For whose scorecards the leader is asked on this page of theirs about a role, the first to hand in first, and those that they
    /// handed in until it is decided.
    pub fn judged_by_leader(&self, link: &ShareLink, shown: &Self, role: RoleId) -> Vec<&'a Interviewer> {
        let all = self.on::<Interviewer>(Role::key(role));
        let mut theirs: Vec<&Interviewer> = all
            .filter(|one| !one.off && one.is_asked_on(link, shown) && self.is_undecided(one))
            .collect();
        theirs.sort_by_key(|one| (self.card_due(one), one.id));
        theirs
    }

    /// Whether nothing has ended it: of whoever handed in it is asked nothing more, and they still look at it.
    fn is_undecided(&self, one: &Interviewer) -> bool {
        self.is_judged(&Interviewer {
            handed_in: None,
            ..one.clone()
        })
    }

    /// The open links of this interviewer.
    pub fn links_of(&self, one: &Interviewer, today: NaiveDate) -> Vec<&'a ShareLink> {
        let all = self.on::<ShareLink>(Interviewer::key(one.id));
        all.filter(|link| link.state(today) == LinkState::Open).collect()
    }
}

impl Asks {
    /// Of all things that a kit looks for those which are ticked; none where all are, so that what is added later is theirs, too.
    pub fn of(ticked: &[CriterionId], all: &[Criterion]) -> Vec<CriterionId> {
        if all.iter().all(|one| ticked.contains(&one.id)) {
            return Vec::new();
        }
        let mine = all.iter().filter(|one| ticked.contains(&one.id));
        mine.map(|one| one.id).collect()
    }
}
