//! Whoever was hired, as their leader sees it: what a recruiter put on the page, what the leader said, and what was passed on.

use super::{Alone, SeenRole};
use crate::domain::{CheckIn, Hire, PainId, PainPoint, Role, Voice};

pub struct SeenHire<'a> {
    pub role: SeenRole<'a>,
    pub hire: &'a Hire,
    /// The leader's own pains, as far as the page shows them.
    pub pains: Vec<&'a PainPoint>,
    /// What the leader said, and what they are to hear: never what whoever was hired said otherwise.
    pub said: Vec<&'a CheckIn>,
    /// At which day the leader is asked now, and what they answered there so far.
    pub asked: Option<(u8, Option<&'a CheckIn>)>,
    /// Of the pains those which the leader scored of another hire since that day.
    pub said_of_another: Vec<PainId>,
    /// Who reads what they answer, by name.
    pub reader: Option<&'a str>,
}

impl<'a> Alone<'_, 'a> {
    /// Who starts next stands first.
    pub fn hires(self) -> Vec<SeenHire<'a>> {
        let seen = self.all();
        let state = seen.state;
        let all = seen.roles.iter().flat_map(|role| {
            let hires = state.on::<Hire>(Role::key(role.id));
            hires.map(|hire| (SeenRole(role), hire))
        });
        let shown = all.filter(|(_, hire)| !hire.removed && hire.is_shown_by(seen.link, &state));
        let shown = shown.filter(|(_, hire)| hire.stands(seen.today));
        let hires = shown.map(|(role, hire)| {
            let mut pains = state.pains(hire.role);
            pains.retain(|pain| self.shows_pain(pain));
            let mut said = state.check_ins(hire.id);
            // It is between the leader and whoever was hired: no deputy reads it, and none answers it.
            said.retain(|one| match one.voice {
                Voice::Leader => !self.is_deputy() && one.leader == Some(seen.link.leader),
                Voice::PassedOn => !self.is_deputy(),
                Voice::Hire => false,
            });
            let asked = state.asked_at_page(hire, seen.link.leader, seen.today);
            let said_of_another = asked.map_or_else(Vec::new, |(day, _)| {
                let pains = pains.iter().map(|pain| pain.id);
                pains
                    .filter(|pain| state.is_said_of_another(hire, day, *pain))
                    .collect()
            });
            SeenHire {
                role,
                hire,
                pains,
                said,
                said_of_another,
                asked: asked.filter(|_| !self.is_deputy()),
                reader: self.called(hire.reader),
            }
        });
        let mut hires: Vec<_> = hires.collect();
        hires.sort_by_key(|one| (one.hire.details.starts_on, one.hire.id));
        hires
    }
}
