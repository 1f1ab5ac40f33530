//! Taking back an import: its roles go as they came in, in one.

use std::collections::{BTreeMap, BTreeSet};

use super::{ImportedRole, MAX_IMPORT, Role};
use crate::domain::{
    Change, Changes, Ctx, Leader, LeaderDetails, LeaderId, Refusal, RoleId, Spread, State, UserId,
};

impl Role {
    /// All of them go, or none: each must be as an import by this person would bring it in, and nothing may hang on it.
    /// Of the leaders who were added with them those go who are as they were added and of whom there is nothing else;
    /// the others stay.
    ///
    /// # Errors
    /// [`Refusal::ChangedSince`] once anybody built on one of the roles, [`Refusal::Malformed`] when there are more
    /// than [`MAX_IMPORT`].
    pub(super) fn take_back_import(
        state: &State,
        roles: &[ImportedRole],
        leaders: &BTreeMap<LeaderId, LeaderDetails>,
        by: UserId,
        ctx: &Ctx,
    ) -> Result<Changes, Refusal> {
        if roles.len() > MAX_IMPORT || leaders.len() > MAX_IMPORT {
            let most = roles.len().max(leaders.len());
            return Err(Refusal::Malformed {
                detail: format!("{most} rows at once, {MAX_IMPORT} are the most"),
            });
        }
        // Also what this person does not see.
        let everything = state.seen_by(None);
        let mut spread = Spread::among(state);
        for imported in roles {
            let role = state.get::<Self>(imported.role)?;
            let is_alone = everything.with_all_on(Self::key(role.id)).len() == 1;
            let is_open = state.audience_of::<Self>(role.id).is_workspace();
            if !is_alone || !is_open || !imported.is_still(state, role, by, ctx) {
                return Err(Refusal::ChangedSince);
            }
            spread = spread.without(role.id);
        }
        let mut changes = spread.changes();
        let going: BTreeSet<RoleId> = roles.iter().map(|imported| imported.role).collect();
        let staying = everything.all::<Self>().filter(|role| !going.contains(&role.id));
        let with_others: BTreeSet<LeaderId> = staying.filter_map(|role| role.leader).collect();
        let is_new = |(id, details): &(&LeaderId, &LeaderDetails)| {
            let is_as_added = everything
                .get::<Leader>(**id)
                .is_ok_and(|leader| leader.details == **details && leader.written.is_none());
            is_as_added && !with_others.contains(*id) && everything.with_all_on(Leader::key(**id)).len() == 1
        };
        let alone = leaders.iter().filter(is_new).map(|(id, _)| Leader::key(*id));
        for key in going.iter().map(|id| Self::key(*id)).chain(alone) {
            changes.merge((key, Change::Gone { erased: false }).into());
        }
        Ok(changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Actor, Audience, Close, CloseReason, Stage, Story, Way, leader, role, update};

    fn imported(story: &Story, name: &str, leader: &str, stage: Stage) -> ImportedRole {
        let opened_on = "2026-03-02".parse().unwrap();
        ImportedRole {
            role: Story::role(name),
            leader: Story::leader(leader),
            owner: None,
            details: Story::details(name, opened_on),
            stage,
            close: (stage == Stage::Closed).then(|| Close {
                reason: CloseReason::Filled,
                on: story.now.date_naive(),
                from: None,
                at: None,
            }),
            held: stage == Stage::Offer,
        }
    }

    fn jonas() -> BTreeMap<LeaderId, LeaderDetails> {
        [(Story::leader("jonas"), LeaderDetails::named("Head of Finance"))].into()
    }

    /// Dana's, and those of Jonas who comes with them.
    fn brought(story: &mut Story) -> Vec<ImportedRole> {
        for (id, details) in jonas() {
            story.does(leader::Command::add(id, details));
        }
        let roles = vec![
            imported(story, "buyer", "jonas", Stage::Source),
            imported(story, "clerk", "jonas", Stage::Closed),
            imported(story, "sre", "dana", Stage::Offer),
        ];
        story.does(role::Command::ImportRoles { roles: roles.clone() });
        roles
    }

    fn takes_back(story: &mut Story, roles: Vec<ImportedRole>) -> Result<Changes, Refusal> {
        let leaders = jonas();
        story.tries(role::Command::TakeBackImport { roles, leaders })
    }

    #[test]
    fn an_import_goes_in_one_with_the_leaders_who_came_with_it() {
        let mut story = Story::begin();
        let before = story.rows.clone();
        let roles = brought(&mut story);
        takes_back(&mut story, roles.clone()).unwrap();
        assert_eq!(story.rows, before);
        assert!(
            takes_back(&mut story, roles).is_err(),
            "there is nothing left of it"
        );
        // It may come again.
        brought(&mut story);
    }

    #[test]
    fn once_anybody_built_on_one_role_none_goes() {
        let builds: [fn(&mut Story); 6] = [
            |story| story.logs("call", "buyer", |_| {}),
            |story| story.hurts("slow", "buyer", "Orders wait for weeks"),
            |story| drop(story.moves("buyer", Stage::Interview, None, None).unwrap()),
            |story| {
                story.does(role::Command::EditRole {
                    role: Story::role("buyer"),
                    details: Story::details("Senior Buyer", "2026-03-02".parse().unwrap()),
                    base: None,
                });
            },
            |story| {
                story.does(role::Command::RestrictRole {
                    role: Story::role("buyer"),
                    audience: Audience::People([Story::user("priya")].into()),
                    code_name: None,
                });
            },
            |story| {
                story.does(role::Command::ResumeRole {
                    role: Story::role("sre"),
                });
            },
        ];
        for build in builds {
            let mut story = Story::begin();
            let roles = brought(&mut story);
            build(&mut story);
            let rows = story.rows.clone();
            assert_eq!(takes_back(&mut story, roles), Err(Refusal::ChangedSince));
            assert_eq!(story.rows, rows);
        }
    }

    #[test]
    fn a_leader_of_whom_there_is_more_stays() {
        let builds: [fn(&mut Story); 3] = [
            |story| {
                let details = LeaderDetails::named("Jonas Berg");
                let leader = Story::leader("jonas");
                let base = None;
                story.does(leader::Command::EditLeader {
                    leader,
                    details,
                    base,
                });
            },
            |story| {
                let details = Story::details("Planner", story.now.date_naive());
                story.does(role::Command::add(
                    Story::role("planner"),
                    Story::leader("jonas"),
                    details,
                ));
            },
            |story| {
                story.does(update::Command::SendUpdate {
                    update: Story::update("hello"),
                    leader: Story::leader("jonas"),
                    roles: vec![],
                    answers: None,
                    text: "I look after your roles from now on".into(),
                    way: Some(Way::Chat),
                    next_by: None,
                    mail: None,
                });
            },
        ];
        for build in builds {
            let mut story = Story::begin();
            let roles = brought(&mut story);
            build(&mut story);
            takes_back(&mut story, roles).unwrap();
            assert!(story.state().get::<Leader>(Story::leader("jonas")).is_ok());
            assert!(story.state().get::<Role>(Story::role("buyer")).is_err());
        }
    }

    #[test]
    fn nobody_takes_back_what_another_imported() {
        let mut story = Story::begin();
        for name in ["priya", "tom"] {
            story.joins(name);
        }
        let roles = brought(&mut story);
        story.actor = Actor::User(Story::user("tom"));
        assert_eq!(takes_back(&mut story, roles), Err(Refusal::ChangedSince));
    }

    #[test]
    fn a_role_that_was_added_by_hand_is_no_import() {
        let mut story = Story::begin();
        let opened_on = "2026-03-02".parse().unwrap();
        story.does(role::Command::add(
            Story::role("buyer"),
            Story::leader("dana"),
            Story::details("buyer", opened_on),
        ));
        let by_hand = imported(&story, "buyer", "dana", Stage::Understand);
        assert_eq!(takes_back(&mut story, vec![by_hand]), Err(Refusal::ChangedSince));
        let many = vec![imported(&story, "buyer", "dana", Stage::Source); MAX_IMPORT + 1];
        assert!(matches!(
            takes_back(&mut story, many),
            Err(Refusal::Malformed { .. })
        ));
    }
}
