//! Whether each pain and each must-have is looked for, and each thing that is looked for serves a pain. What a question is for
//! counts, and never what its words sound like.

use super::{Criterion, Kit, Tie};
use crate::domain::{CriterionId, Must, PainPoint, Remedy, RoleId, State};

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Coverage<'a> {
    /// Nothing is looked for that would ease it.
    pub open: Vec<&'a PainPoint>,
    /// The same, but nobody new would: it is fixed elsewhere.
    pub elsewhere: Vec<&'a PainPoint>,
    /// Must-haves that no question names.
    pub unasked: Vec<Must>,
    /// What is looked for and serves no pain.
    pub loose: Vec<CriterionId>,
}

impl<'a> State<'a> {
    /// The pain for which something is looked for; none where it serves none, or that is not here any more.
    pub fn looked_for(&self, role: RoleId, tie: Option<Tie>) -> Option<&'a PainPoint> {
        let pain = match tie? {
            Tie::Pain(pain) => pain,
            Tie::Must(must) => {
                let musts = self.brief(role).spec.musts;
                musts.into_iter().find(|one| one.id == must)?.pain?
            }
        };
        self.pain(pain).ok()
    }

    /// Whether somebody new would not take this pain away, whatever is behind it.
    pub(super) fn is_fixed_elsewhere(&self, pain: &PainPoint) -> bool {
        let ladder = self.ladder(pain.id);
        let mut roots = ladder.iter().filter(|rung| rung.is_root).peekable();
        roots.peek().is_some() && roots.all(|root| root.why.details.hire == Some(Remedy::No))
    }

    pub fn coverage(&self, role: RoleId, criteria: &[Criterion]) -> Coverage<'a> {
        let mut coverage = Coverage::default();
        let mut eased = Vec::new();
        for criterion in criteria {
            match self.looked_for(role, criterion.serves) {
                Some(pain) => eased.push(pain.id),
                None => coverage.loose.push(criterion.id),
            }
        }
        for pain in self
            .pains(role)
            .into_iter()
            .filter(|pain| !eased.contains(&pain.id))
        {
            if self.is_fixed_elsewhere(pain) {
                coverage.elsewhere.push(pain);
            } else {
                coverage.open.push(pain);
            }
        }
        let names = |must: &Must| {
            let tie = Some(Tie::Must(must.id));
            criteria.iter().any(|criterion| criterion.serves == tie)
        };
        let musts = self.brief(role).spec.musts.into_iter();
        coverage.unasked = musts.filter(|must| !names(must)).collect();
        coverage
    }
}

impl Kit {
    /// What is looked for, in one line.
    pub fn looks_for(&self) -> String {
        let criteria = self.details.criteria.iter();
        let criteria: Vec<&str> = criteria.map(|criterion| criterion.what.as_str()).collect();
        criteria.join("; ")
    }
}
