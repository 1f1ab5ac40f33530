//! The command of a brief. There is one: whatever is edited, it carries all of it and what its author saw.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::VariantNames;

use super::{Brief, BriefDetails, Prompt, Verdict, merge::maybe, require_pains};
use crate::domain::{
    Changes, Commands, Ctx, Giver, Kind, Leader, LeaderId, ProfileId, Refusal, Role, RoleId, Says, Scope,
    State, UserId,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    /// The first edit writes it down.
    EditBrief {
        role: RoleId,
        /// Who needs the role as its author knew it: what they share is shared with nobody else.
        leader: Option<LeaderId>,
        details: Box<BriefDetails>,
        /// What the author saw when they began: what others changed meanwhile stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<Box<BriefDetails>>,
        /// Why what is asked for changes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prompt: Option<Prompt>,
    },
    /// What the leader says of an example on their page.
    JudgeProfile {
        role: RoleId,
        profile: ProfileId,
        verdict: Verdict,
        /// In one line; empty where they say no more.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        because: String,
    },
}

impl Commands for Command {
    const VERSION: u16 = 4;

    fn upcast(_: u16, _: &mut Map<String, Value>) {}

    fn says(&self) -> Says {
        let (by, role, creates, leader) = match self {
            Self::EditBrief { role, leader, .. } => (Giver::Member, role, vec![Brief::key(*role)], *leader),
            Self::JudgeProfile { role, .. } => (Giver::Link(&[Scope::Respond]), role, vec![], None),
        };
        Says {
            by,
            creates,
            needs: vec![Role::key(*role)],
            wants: vec![],
            names: leader.into_iter().map(Leader::key).collect(),
            may_name: vec![Role::key(*role)],
        }
    }

    fn journaled(&self) -> Self {
        self.clone()
    }

    fn decide(&self, state: &State, by: UserId, ctx: &Ctx) -> Result<Changes, Refusal> {
        match self {
            Self::EditBrief {
                role,
                leader,
                details,
                base,
                prompt,
            } => {
                Brief::require_needed_later(state, *role, details, ctx)?;
                let given = (&**details, base.as_deref(), *prompt);
                Brief::edit(state, (*role, *leader), given, by, ctx)
            }
            Self::JudgeProfile {
                role,
                profile,
                verdict,
                because,
            } => Brief::judge(state, (*role, *profile), (*verdict, because), ctx),
        }
    }
}

impl Brief {
    /// What a recruiter noted before is answered anew.
    fn judge(
        state: &State,
        (role, profile): (RoleId, ProfileId),
        (verdict, because): (Verdict, &str),
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let speaker = state.speaker(role, ctx)?;
        let unknown = Refusal::Unknown { what: Kind::Brief };
        let mut brief = state.get::<Self>(role)?.clone();
        if brief.leader != Some(speaker.link.leader) || !state.brief_readers(role).to(speaker.link.scope) {
            return Err(unknown);
        }
        let profiles = &mut brief.details.profiles;
        let profile = profiles.iter_mut().find(|one| one.id == profile).ok_or(unknown)?;
        // Once: whoever holds an address may not fill the disk.
        if profile.told.is_some() {
            return Err(Refusal::Answered);
        }
        profile.verdict = Some(verdict);
        profile.because = maybe("reason", because)?;
        profile.told = Some(ctx.claimed_at);
        Ok(state.put(brief))
    }

    /// Nobody is needed by a day that has passed; one that passed since it was said stays as it was said.
    fn require_needed_later(
        state: &State,
        role: RoleId,
        given: &BriefDetails,
        ctx: &Ctx,
    ) -> Result<(), Refusal> {
        let now = state.brief(role).needed_by;
        match given.needed_by.filter(|_| given.needed_by != now) {
            Some(day) => ctx.require_coming(day),
            None => Ok(()),
        }
    }

    pub(in crate::domain) fn edit(
        state: &State,
        (id, leader): (RoleId, Option<LeaderId>),
        (given, base, prompt): (&BriefDetails, Option<&BriefDetails>, Option<Prompt>),
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        let role = state.get::<Role>(id)?;
        let found = state.get::<Self>(id).ok();
        let now = found.map_or_else(|| Self::empty(id, role.leader), Clone::clone);
        let mut details = now.details.edited(given, base, leader == role.leader, ctx)?;
        require_pains(state, id, &now.details.spec, &details.spec)?;
        // Where it was written it may not have been known that the role is another leader's now.
        details.spec = details.spec.serving(role.leader, state);
        if details == now.details {
            return Ok(Changes::new());
        }
        let sourced = role.sourced_since().is_some();
        let versions = now.versions_with(&details.spec, (prompt, sourced), by, ctx);
        let brief = Self {
            role: id,
            leader: role.leader,
            details,
            versions,
        };
        Ok(match found {
            Some(_) => state.put(brief),
            None => state.put_hanging(brief),
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, TimeDelta};

    use super::*;
    use crate::domain::Story;

    /// Everything else stays as it is.
    fn edits(story: &Story, edit: impl FnOnce(&mut BriefDetails)) -> Command {
        let mut details = story.state().brief(Story::role("data"));
        edit(&mut details);
        Command::EditBrief {
            role: Story::role("data"),
            leader: Some(Story::leader("dana")),
            details: details.into(),
            base: None,
            prompt: None,
        }
    }

    #[test]
    fn nobody_is_needed_by_a_day_that_has_passed_and_one_that_passed_since_stays() {
        let mut story = Story::begin();
        let today = story.now.date_naive();
        let needed = |story: &Story, day| edits(story, |details| details.needed_by = Some(day));
        let late = needed(&story, today - Days::new(1));
        let refused = story.tries(late).unwrap_err();
        assert!(matches!(refused, Refusal::DatePassed { .. }));
        assert!(
            refused.to_string().contains("choose today or a later day"),
            "{refused}"
        );
        let soon = needed(&story, today + Days::new(2));
        story.does(soon);
        story.now += TimeDelta::days(9);
        let covers = edits(&story, |details| details.cover = "Tom covers".into());
        story.does(covers);
        let now = story.state().brief(Story::role("data"));
        assert_eq!(
            (now.needed_by, now.cover.as_str()),
            (Some(today + Days::new(2)), "Tom covers")
        );
    }
}
