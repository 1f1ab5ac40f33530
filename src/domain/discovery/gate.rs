//! The gate before sourcing: nobody is sought before it was asked what is behind the need, or said why not.

use serde::{Deserialize, Serialize};

use crate::domain::{Change, Changes, PainId, Refusal, Role, RoleId, Row, Stage, State};

/// What is still to be asked before anybody is sought, the first of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// Nothing that hurts was written down.
    Pain,
    /// Nobody asked why.
    Why { pain: PainId },
    /// Nobody asked why again: what was answered first is seldom what is behind it.
    WhyAgain { pain: PainId },
    /// It is known what is behind it; no date was told.
    Date,
}

impl Asked {
    /// The question itself.
    pub fn question(self) -> &'static str {
        match self {
            Self::Pain => "What hurts most?",
            Self::Why { .. } => "Why is that?",
            Self::WhyAgain { .. } => "And why is that?",
            Self::Date => "Tell by when somebody says yes",
        }
    }

    pub(in crate::domain) fn refused(self) -> &'static str {
        match self {
            Self::Pain => {
                "nobody has said yet what hurts: ask before anybody is sought, or say why you skip it"
            }
            Self::Why { .. } => {
                "it is not known why it hurts: ask before anybody is sought, or say why you skip it"
            }
            Self::WhyAgain { .. } => {
                "only the first why was asked: ask once more before anybody is sought, or say why you skip it"
            }
            Self::Date => {
                "no date was talked through yet: tell one before anybody is sought, or say why you skip it"
            }
        }
    }
}

impl State<'_> {
    /// What is to be asked next of whoever leads this role; none once what is behind a pain is known, and a date was told.
    pub fn asks_next(&self, role: RoleId) -> Option<Asked> {
        self.asks_of_pains(role).or_else(|| self.asks_a_date(role))
    }

    /// Whether a date is to be talked through: none was told, or none since the last hold ended.
    pub fn asks_a_date(&self, role: RoleId) -> Option<Asked> {
        let resumed = self
            .get::<Role>(role)
            .ok()
            .and_then(|role| role.placement.resumed_on);
        let told = self.expectation(role).map(|told| told.at.date_naive());
        (told.is_none() || told < resumed).then_some(Asked::Date)
    }

    /// The same of a role that is past the gate: only what a hold made stale.
    pub fn asks_anew(&self, role: &Role) -> Option<Asked> {
        role.placement.resumed_on?;
        self.expectation(role.id)?;
        self.asks_a_date(role.id)
    }

    /// The same of what hurts alone.
    pub fn asks_of_pains(&self, role: RoleId) -> Option<Asked> {
        let mut next = Asked::Pain;
        for pain in self.pains(role) {
            let ladder = self.ladder(pain.id);
            if ladder.iter().any(|rung| rung.is_root) {
                return None;
            }
            let pain = pain.id;
            next = match (next, ladder.is_empty()) {
                (Asked::Pain | Asked::Why { .. }, false) => Asked::WhyAgain { pain },
                (Asked::Pain, true) => Asked::Why { pain },
                (next, _) => next,
            };
        }
        Some(next)
    }

    /// What stands in the way of this stage; none where nothing does, or it was skipped with a reason. A role that
    /// came in from elsewhere owes nothing, nor does one that is past the gate.
    pub fn gate(&self, role: &Role, stage: Stage) -> Option<Asked> {
        let crosses = stage.is_sourced() && !role.stage_reached().is_sourced();
        let is_free = role.entered.is_some() || role.placement.skipped.is_some();
        if crosses && !is_free {
            self.asks_next(role.id)
        } else {
            None
        }
    }

    /// Whether the role may move to this stage now.
    ///
    /// # Errors
    /// Why not, in words.
    pub fn may_enter(&self, role: &Role, stage: Stage) -> Result<(), Refusal> {
        role.can_enter(stage)?;
        self.gate(role, stage)
            .map_or(Ok(()), |next| Err(Refusal::StillToAsk { next }))
    }

    /// What is still to be asked of a role that was sourced without; none while nothing was skipped.
    pub fn skipped(&self, role: &Role) -> Option<Asked> {
        role.placement.skipped.and_then(|_| self.asks_next(role.id))
    }
}

/// Asks of each role that these changes would move across the gate, whichever command makes them.
///
/// # Errors
/// [`Refusal::StillToAsk`].
pub(in crate::domain) fn guard(state: &State, changes: &Changes) -> Result<(), Refusal> {
    for change in changes.0.values() {
        if let Change::Put {
            row: Row::Role(after),
            ..
        } = change
            && let Ok(before) = state.get::<Role>(after.id)
            && after.placement.skipped.is_none()
            && let Some(next) = state.gate(before, after.placement.stage)
        {
            return Err(Refusal::StillToAsk { next });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Body, CloseReason, ImportedRole, Overlay, SkipReason, Skipped, Story, inverse, pain, role, why,
    };

    fn moves(story: &mut Story, stage: Stage, skip: Option<SkipReason>) -> Result<Changes, Refusal> {
        story.tries(role::Command::MoveRole {
            role: Story::role("data"),
            stage,
            after: None,
            before: None,
            reason: (stage == Stage::Closed).then_some(CloseReason::Cancelled),
            skip,
        })
    }

    fn understood() -> Story {
        let mut story = Story::begin();
        story.hurts("late", "data", "Reports arrive two days late");
        story.explains("jobs", "late", None, "Nobody maintains the night jobs");
        story.explains("left", "late", Some("jobs"), "Two people left since autumn");
        story.tells("told", "data", 90);
        story
    }

    #[test]
    fn what_is_asked_next_leads_from_the_pain_to_what_is_behind_it() {
        let mut story = Story::begin();
        let (data, pain) = (Story::role("data"), Story::pain("late"));
        assert_eq!(story.state().asks_next(data), Some(Asked::Pain));
        story.hurts("late", "data", "Reports arrive two days late");
        assert_eq!(story.state().asks_next(data), Some(Asked::Why { pain }));
        story.explains("jobs", "late", None, "Nobody maintains the night jobs");
        assert_eq!(story.state().asks_next(data), Some(Asked::WhyAgain { pain }));
        // Another pain asks for less than what was begun already.
        story.hurts("slips", "data", "Releases slip a week");
        assert_eq!(story.state().asks_next(data), Some(Asked::WhyAgain { pain }));
        story.explains("left", "late", Some("jobs"), "Two people left since autumn");
        assert_eq!(story.state().asks_next(data), Some(Asked::Date));
        story.tells("told", "data", 90);
        assert_eq!(story.state().asks_next(data), None);
        story.does(why::Command::RemoveWhy {
            why: Story::why("left"),
        });
        assert_eq!(story.state().asks_next(data), Some(Asked::WhyAgain { pain }));
        story.does(pain::Command::RemovePain { pain });
        let pain = Story::pain("slips");
        assert_eq!(story.state().asks_next(data), Some(Asked::Why { pain }));
    }

    #[test]
    fn two_whys_and_a_date_told_open_the_gate_and_nothing_less() {
        for stage in [Stage::Source, Stage::Interview, Stage::Offer, Stage::FollowUp] {
            let mut story = Story::begin();
            let next = Asked::Pain;
            assert_eq!(moves(&mut story, stage, None), Err(Refusal::StillToAsk { next }));
            moves(&mut story, Stage::SetExpectations, None).unwrap();
            assert_eq!(moves(&mut story, stage, None), Err(Refusal::StillToAsk { next }));
            moves(&mut understood(), stage, None).unwrap();
            story.hurts("late", "data", "Reports arrive two days late");
            story.explains("jobs", "late", None, "Nobody maintains the night jobs");
            story.explains("left", "late", Some("jobs"), "Two people left since autumn");
            let next = Asked::Date;
            assert_eq!(moves(&mut story, stage, None), Err(Refusal::StillToAsk { next }));
        }
        moves(&mut Story::begin(), Stage::Closed, None).unwrap();
    }

    #[test]
    fn a_reason_opens_it_and_what_is_still_to_ask_stays_until_it_is_asked() {
        let mut story = Story::begin();
        moves(&mut story, Stage::Source, Some(SkipReason::Urgent)).unwrap();
        let role = |story: &Story| story.state().get::<Role>(Story::role("data")).unwrap().clone();
        let (reason, on) = (SkipReason::Urgent, story.now.date_naive());
        assert_eq!(role(&story).placement.skipped, Some(Skipped { reason, on }));
        assert_eq!(story.state().skipped(&role(&story)), Some(Asked::Pain));
        // It moves on freely.
        moves(&mut story, Stage::Interview, None).unwrap();
        assert!(role(&story).placement.skipped.is_some());
        story.hurts("late", "data", "Reports arrive two days late");
        story.explains("jobs", "late", None, "Nobody maintains the night jobs");
        story.explains("left", "late", Some("jobs"), "Two people left since autumn");
        assert_eq!(story.state().skipped(&role(&story)), Some(Asked::Date));
        story.tells("told", "data", 90);
        assert_eq!(story.state().skipped(&role(&story)), None);
        // Back before it, it is asked as if for the first time.
        story.does(pain::Command::RemovePain {
            pain: Story::pain("late"),
        });
        moves(&mut story, Stage::Understand, None).unwrap();
        assert_eq!(role(&story).placement.skipped, None);
        assert!(moves(&mut story, Stage::Source, None).is_err());
    }

    #[test]
    fn closing_and_opening_is_no_way_around_it() {
        let mut story = Story::begin();
        moves(&mut story, Stage::Closed, None).unwrap();
        assert!(moves(&mut story, Stage::Source, None).is_err());
        moves(&mut story, Stage::Understand, None).unwrap();
        moves(&mut story, Stage::Offer, Some(SkipReason::Known)).unwrap();
        moves(&mut story, Stage::Closed, None).unwrap();
        moves(&mut story, Stage::Offer, None).unwrap();
    }

    #[test]
    fn undo_back_across_asks_nothing() {
        let mut story = understood();
        moves(&mut story, Stage::Source, None).unwrap();
        story.does(pain::Command::RemovePain {
            pain: Story::pain("late"),
        });
        let back = Body::Role(role::Command::to_end(
            Story::role("data"),
            Stage::Understand,
            None,
        ));
        let (before, nothing) = (story.rows.clone(), Overlay::new());
        story.does(back.clone());
        let undo = inverse(&State::new(&before, &nothing), &story.state(), &back).unwrap();
        assert!(moves(&mut story, Stage::Source, None).is_err());
        story.does(undo);
        let role = story.state().get::<Role>(Story::role("data")).unwrap();
        assert_eq!(role.placement.stage, Stage::Source);
    }

    #[test]
    fn an_imported_role_owes_nothing() {
        let mut story = Story::begin();
        let details = Story::details("Analyst", story.now.date_naive());
        for (name, stage) in [("early", Stage::Understand), ("late", Stage::Interview)] {
            story.does(role::Command::ImportRoles {
                roles: vec![ImportedRole {
                    role: Story::role(name),
                    leader: Story::leader("dana"),
                    owner: None,
                    details: details.clone(),
                    stage,
                    close: None,
                    held: false,
                }],
            });
            story.does(role::Command::to_end(Story::role(name), Stage::Offer, None));
            story.does(role::Command::to_end(
                Story::role(name),
                Stage::SetExpectations,
                None,
            ));
            story.does(role::Command::to_end(Story::role(name), Stage::Source, None));
        }
    }
}
