//! What people do about the questions of interviews.

use fulcrum::domain::{Body, CriterionId, Role, Shown, kit};

use super::author::Author;

impl Author<'_> {
    /// A change of what is asked in interviews: a question more or less, another order, other words, or who sees them.
    pub fn kit(&mut self) -> Option<Body> {
        let role = self.role()?;
        let base = self.state.kit(role);
        let mut details = base.clone();
        match self.rng.below(6) {
            0..=2 => {
                let pains: Vec<_> = self.state.pains(role).iter().map(|pain| pain.id).collect();
                let competency = kit::bank::BANK.get(self.rng.below(9))?;
                let criterion = competency.criterion(CriterionId(self.rng.uuid()));
                details.criteria.push(kit::Criterion {
                    serves: self.rng.pick(&pains).map(kit::Tie::Pain),
                    ..criterion
                });
            }
            3 => details.criteria.reverse(),
            4 => drop(details.criteria.pop()),
            _ => details.shown = self.rng.pick(Shown::ALL)?,
        }
        let leader = self.state.get::<Role>(role).ok()?.leader;
        Some(Body::Kit(kit::Command::EditKit {
            role,
            leader,
            details: details.into(),
            base: self.rng.chance(600).then_some(base.into()),
        }))
    }
}
