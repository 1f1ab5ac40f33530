//! What a command says, in words: so that whoever gave it sees what it was when it was refused.

mod candidate;
mod decision;
mod discovery;
mod hire;
mod house;
mod interview;
mod kit;
mod person;
mod problem;
mod saying;
mod scorecard;
mod told;

use candidate::{of_candidate, of_funnel};
use decision::of_decision;
use discovery::{fix_of, of_brief, of_fix, of_pain, of_why, pain_of, why_of};
use hire::{of_check_in, of_hire};
use house::{of_settings, of_workspace};
use interview::{of_interview, of_talk};
use kit::{kit, of_kit};
use person::{of_leader, person};
use problem::{of_problem, problem, problem_of};
use saying::{leader_of, member_of, role_of};
use told::of_expectation;

pub use saying::Spoken;

use crate::domain::{
    Audience, Body, Effort, EffortDraft, EffortId, Hold, Outlook, Placement, Reply, Restorable, RoleDetails,
    ShareLink, State, Target, Update, UpdateId, Way, effort, erasure, full_date, link, member, reply,
    restore, role, update,
};

impl Body {
    /// What it says, with the names that this state knows.
    pub fn spoken(&self, state: &State) -> Spoken {
        self.as_spoken(state).in_word(state.called())
    }

    fn as_spoken(&self, state: &State) -> Spoken {
        match self {
            Self::Workspace(command) => of_workspace(command),
            Self::Settings(command) => of_settings(command),
            Self::Member(command) => of_member(command, state),
            Self::Leader(command) => of_leader(command, state),
            Self::Role(command) => of_role(command, state),
            Self::Update(command) => of_update(command, state),
            Self::Link(command) => of_link(command, state),
            Self::Reply(command) => of_reply(command, state),
            Self::Decision(command) => of_decision(command, state),
            Self::Effort(command) => of_effort(command, state),
            Self::PainPoint(command) => of_pain(command, state),
            Self::Why(command) => of_why(command, state),
            Self::Fix(command) => of_fix(command, state),
            Self::Brief(command) => of_brief(command, state),
            Self::Kit(command) => of_kit(command, state),
            Self::Expectation(command) => of_expectation(command, state),
            Self::SitInTalk(command) => of_talk(command, state),
            Self::Funnel(command) => of_funnel(command, state),
            Self::Candidate(command) => of_candidate(command, state),
            Self::Interview(command) => of_interview(command, state),
            Self::Interviewer(command) => scorecard::of_interviewer(command, state),
            Self::Scorecard(command) => scorecard::of_card(command, state),
            Self::Hire(command) => of_hire(command, state),
            Self::CheckIn(command) => of_check_in(command, state),
            Self::Problem(command) => of_problem(command, state),
            Self::Undo(command) => of_undo(command, state),
            Self::Erasure(erasure::Command::Scrubbed { told: _ }) => {
                Spoken::new("A change about someone whose data was erased")
            }
        }
    }
}

fn of_member(command: &member::Command, state: &State) -> Spoken {
    match command {
        member::Command::PutMember(member) => Spoken::new("Change a member")
            .says("Name", &member.name)
            .says("Number", member.phone.clone().unwrap_or_default())
            .says("Right", member.right.label()),
        member::Command::RemoveMember {
            member,
            successor,
            replace: _,
        } => Spoken::new("Let a member go")
            .about([member_of(state, *member)])
            .says("Who takes over", member_of(state, *successor).unwrap_or_default()),
    }
}

/// What is said of a role.
fn job(spoken: Spoken, details: &RoleDetails, base: Option<&RoleDetails>) -> Spoken {
    let RoleDetails {
        title,
        family,
        seniority,
        niche,
        opened_on,
        outlook,
    } = details;
    let judged = |outlook: &Option<Outlook>| outlook.as_ref().map_or_else(String::new, Outlook::words);
    spoken
        .changes("Title", title, base.map(|base| &base.title), String::clone)
        .changes("Family", family, base.map(|base| &base.family), |it| {
            it.label().into()
        })
        .changes("Seniority", seniority, base.map(|base| &base.seniority), |it| {
            it.label().into()
        })
        .changes("Skills", niche, base.map(|base| &base.niche), |it| {
            it.label().into()
        })
        .changes(
            "Approved on",
            opened_on,
            base.map(|base| &base.opened_on),
            ToString::to_string,
        )
        .changes("Judged", outlook, base.map(|base| &base.outlook), judged)
}

fn held(spoken: Spoken, hold: &Hold) -> Spoken {
    let Hold {
        requester,
        cause,
        review_on,
        since: _,
    } = hold;
    spoken
        .says("Who asked for it", requester)
        .says("Why", cause)
        .says("Looked at again on", full_date(*review_on))
}

fn shown_to(spoken: Spoken, audience: &Audience, code_name: Option<&String>, state: &State) -> Spoken {
    let spoken = match audience {
        Audience::Workspace => spoken,
        Audience::People(people) => {
            let names = people.iter().filter_map(|user| member_of(state, *user));
            spoken.says("Who sees it", names.collect::<Vec<_>>().join(", "))
        }
    };
    spoken.says("Code name", code_name.cloned().unwrap_or_default())
}

fn of_role(command: &role::Command, state: &State) -> Spoken {
    match command {
        role::Command::AddRole {
            role: _,
            leader,
            details,
            audience,
            code_name,
        } => {
            let spoken = Spoken::new("Add a role").about([leader_of(state, *leader)]);
            let spoken = job(spoken, details, None);
            shown_to(spoken, audience, code_name.as_ref(), state)
        }
        role::Command::TakeBackRole {
            role,
            details,
            leader: _,
        } => {
            let spoken = Spoken::new("Take back a new role").about([role_of(state, *role)]);
            job(spoken, details, Some(details))
        }
        role::Command::ImportRoles { roles } => {
            let titles = roles.iter().map(|imported| imported.details.title.clone());
            Spoken::new("Import roles").says("Titles", titles.collect::<Vec<_>>().join("\n"))
        }
        role::Command::TakeBackImport { roles, leaders: _ } => {
            let titles = roles.iter().map(|imported| imported.details.title.clone());
            Spoken::new("Take back an import").says("Titles", titles.collect::<Vec<_>>().join("\n"))
        }
        role::Command::EditRole { role, details, base } => {
            let spoken = Spoken::new("Change a role").about([role_of(state, *role)]);
            job(spoken, details, base.as_ref())
        }
        role::Command::MoveRole {
            role,
            stage,
            after: _,
            before: _,
            reason,
            skip,
        } => Spoken::new("Move a role")
            .about([role_of(state, *role)])
            .says("To", reason.map_or(stage.label(), |reason| reason.label()))
            .chose(
                "Why nothing was asked first",
                skip.map_or("", |skip| skip.label()),
                state,
            ),
        role::Command::HoldRole { role, hold } => {
            let spoken = Spoken::new("Put a role on hold").about([role_of(state, *role)]);
            held(spoken, hold)
        }
        role::Command::ResumeRole { role } => Spoken::new("Resume a role").about([role_of(state, *role)]),
        role::Command::RestrictRole {
            role,
            audience,
            code_name,
        } => {
            let spoken = Spoken::new("Change who sees a role").about([role_of(state, *role)]);
            shown_to(spoken, audience, code_name.as_ref(), state)
        }
        role::Command::HandOver { role, to } => Spoken::new("Hand a role over")
            .about([role_of(state, *role)])
            .says("To", member_of(state, *to).unwrap_or_default()),
        role::Command::GiveRole { role, leader } => Spoken::new("Give a role to another leader")
            .about([role_of(state, *role)])
            .says("To", state.name_of(*leader)),
    }
}

fn of_update(command: &update::Command, state: &State) -> Spoken {
    let about = |spoken: Spoken, update: UpdateId| {
        let update = state.get::<Update>(update).ok();
        let spoken = spoken.about(update.map(|update| leader_of(state, update.leader)));
        spoken.says("Text", update.map_or("", |update| &update.text))
    };
    match command {
        update::Command::SendUpdate {
            update: _,
            leader,
            roles,
            answers,
            text,
            way,
            next_by: _,
            mail,
        } => {
            let answered = answers.and_then(|reply| state.get::<Reply>(reply).ok());
            Spoken::new(match (way, mail) {
                (Some(Way::Talk), _) => "Note a talk",
                (_, Some(_)) => "Send an update by e-mail",
                (_, None) => "Send an update",
            })
            .about([leader_of(state, *leader)])
            .about(roles.iter().map(|role| role_of(state, *role)))
            .says("In answer to", answered.map_or("", |reply| &reply.text))
            .says("Text", text)
        }
        update::Command::TellUpdate { update, way } => {
            let verb = match way {
                Some(_) => "Note that an update reached its leader",
                None => "Note that an update did not reach its leader",
            };
            about(Spoken::new(verb), *update)
        }
        update::Command::MailUpdate { update, wanted } => {
            let verb = if *wanted {
                "Send an update by e-mail after all"
            } else {
                "Do not send an update by e-mail after all"
            };
            about(Spoken::new(verb), *update)
        }
        update::Command::RemoveTalk { update, removed } => {
            let verb = if *removed {
                "Take back what was noted or written"
            } else {
                "Put back what was noted or written"
            };
            about(Spoken::new(verb), *update)
        }
        update::Command::GotIt { update, thanks } => {
            let verb = if *thanks {
                "Say thanks for an update"
            } else {
                "Say that an update was read"
            };
            about(Spoken::new(verb), *update)
        }
    }
}

fn of_link(command: &link::Command, state: &State) -> Spoken {
    match command {
        link::Command::ShareLink(new) => {
            let target = match new.target {
                Target::Leader(leader) => leader_of(state, leader),
                Target::Role(role) => role_of(state, role),
            };
            let last = new.expires_on.map(full_date);
            Spoken::new("Make a link")
                .about([target])
                .says("For whom", &new.label)
                .says("What it allows", new.allows())
                .says("Last day", last.unwrap_or_default())
        }
        link::Command::RevokeLink { link } => {
            let link = state.get::<ShareLink>(*link).ok();
            let leader = link.and_then(|link| leader_of(state, link.leader));
            Spoken::new("Revoke a link").about([link.map(|link| link.label.clone()), leader])
        }
        link::Command::ForwardLink { scope, .. } => {
            Spoken::new("Pass the page on").says("What it allows", scope.label())
        }
    }
}

fn of_reply(command: &reply::Command, state: &State) -> Spoken {
    match command {
        reply::Command::SendReply {
            reply: _,
            update: _,
            role,
            team,
            text,
        } => Spoken::new(if *team {
            "Say what the team asks"
        } else {
            "Send a reply"
        })
        .about(role.map(|role| role_of(state, role)))
        .says("Text", text),
        reply::Command::NoteReply {
            reply: _,
            leader,
            role,
            team,
            text,
        } => {
            let verb = if *team {
                "Note what the team asks"
            } else {
                "Note a reply"
            };
            let about = [
                leader_of(state, *leader),
                role.and_then(|role| role_of(state, role)),
            ];
            Spoken::new(verb).about(about).says("Text", text)
        }
        reply::Command::RemoveNoted { reply, removed } => {
            let reply = state.get::<Reply>(*reply).ok();
            let verb = if *removed {
                "Take a noted reply back"
            } else {
                "Note a reply after all"
            };
            Spoken::new(verb)
                .about([reply.and_then(|reply| leader_of(state, reply.leader))])
                .says("It said", reply.map_or("", |reply| &reply.text))
        }
        reply::Command::TellStanding {
            role, knows, words, ..
        } => Spoken::new("Say whether they know where they stand")
            .about([role_of(state, *role)])
            .says("They know", if *knows { "yes" } else { "no" })
            .says("Because", words),
        reply::Command::SettleReply { reply, settled } => {
            let reply = state.get::<Reply>(*reply).ok();
            let verb = match settled {
                true => "Leave a reply without an answer",
                false => "Answer a reply after all",
            };
            Spoken::new(verb)
                .about([reply.and_then(|reply| leader_of(state, reply.leader))])
                .says("It said", reply.map_or("", |reply| &reply.text))
        }
    }
}

/// What is said of an effort.
fn deed(spoken: Spoken, draft: &EffortDraft, state: &State) -> Spoken {
    let mut what = format!("{} {}", draft.quantity, draft.kind.unit(draft.quantity));
    if draft.replies > 0 {
        what.push_str(&format!(", {} replied", draft.replies));
    }
    spoken
        .about(draft.roles.iter().map(|role| role_of(state, *role)))
        .says("What", what)
        .says("What came of it", &draft.result)
        .says("When", draft.happened_at.format("%-d %b %Y, %H:%M").to_string())
}

fn logged(spoken: Spoken, effort: EffortId, state: &State) -> Spoken {
    match state.get::<Effort>(effort) {
        Ok(effort) => deed(spoken, &effort.draft(), state),
        Err(_) => spoken,
    }
}

fn of_effort(command: &effort::Command, state: &State) -> Spoken {
    match command {
        effort::Command::LogEffort { effort: _, draft } => deed(Spoken::new("Log effort"), draft, state),
        effort::Command::AmendEffort { effort: _, draft } => {
            deed(Spoken::new("Change an effort"), draft, state)
        }
        effort::Command::RemoveEffort { effort } => logged(Spoken::new("Remove an effort"), *effort, state),
        effort::Command::ShareWords { effort } => {
            logged(Spoken::new("Share the words of an effort"), *effort, state)
        }
    }
}

fn of_undo(command: &restore::Command, state: &State) -> Spoken {
    let restore::Command::Restore { expect: _, restore } = command;
    let spoken = Spoken::new("Undo");
    match restore {
        Restorable::Placement {
            role,
            placement:
                Placement {
                    stage,
                    order: _,
                    close,
                    skipped: _,
                    sourced_on: _,
                    yes_on: _,
                    before_offer: _,
                    held_days: _,
                    resumed_on: _,
                },
            hold,
        } => {
            let to = close.as_ref().map_or(stage.label(), |close| close.reason.label());
            let spoken = spoken.about([role_of(state, *role)]).says("Back to", to);
            match hold {
                Some(hold) => held(spoken, hold),
                None => spoken,
            }
        }
        Restorable::Role { role, details } => job(spoken.about([role_of(state, *role)]), details, None),
        Restorable::Leader { leader, details } => {
            person(spoken.about([leader_of(state, *leader)]), details, None)
        }
        Restorable::Removed { effort, removed: _ } => logged(spoken, *effort, state),
        Restorable::Effort { effort: _, draft } => deed(spoken, draft, state),
        Restorable::Pain {
            pain: id,
            details,
            removed: _,
        } => discovery::pain(spoken.about(pain_of(state, *id)), details, None),
        Restorable::Why {
            why: id,
            details,
            removed: _,
        } => discovery::why(spoken.about(why_of(state, *id)), details, None),
        Restorable::Fix {
            fix: id,
            details,
            removed: _,
        } => discovery::fix(spoken.about(fix_of(state, *id)), details, None),
        Restorable::Brief { role, details } => {
            discovery::brief(spoken.about([role_of(state, *role)]), details, None)
        }
        Restorable::Kit { role, details } => kit(spoken.about([role_of(state, *role)]), details, None),
        Restorable::Problem {
            problem: id,
            details,
            into: _,
            removed: _,
        } => problem(spoken.about([problem_of(state, *id)]), (details, None), state),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Called, LeaderDetails, Scope, Story, leader, settings};

    fn spoken(story: &Story, command: impl Into<Body>) -> Spoken {
        command.into().spoken(&story.state())
    }

    fn words(spoken: &Spoken) -> Vec<(&str, &str)> {
        let words = spoken.words.iter();
        words
            .map(|(field, words)| (field.as_str(), words.as_str()))
            .collect()
    }

    #[test]
    fn a_command_says_the_word_of_the_workspace_and_what_was_typed_as_it_was_typed() {
        let mut story = Story::begin();
        let called = Called::HiringManager;
        story.does(settings::Command::CallLeaders { called });
        let details = LeaderDetails::named("A leader");
        let command = leader::Command::AddLeader {
            leader: Story::leader("new"),
            details,
            audience: Audience::Workspace,
        };
        let said = spoken(&story, command);
        assert_eq!(said.verb, "Add a hiring manager");
        assert_eq!(words(&said)[0].1, "A leader");
        let called = spoken(&story, settings::Command::CallLeaders { called });
        assert_eq!(words(&called)[0].1, "Hiring manager");
    }

    #[test]
    fn an_update_says_to_whom_about_what_and_in_which_words() {
        let story = Story::begin();
        let told = spoken(
            &story,
            update::Command::SendUpdate {
                update: Story::update("one"),
                leader: Story::leader("dana"),
                roles: vec![Story::role("data"), Story::role("gone")],
                answers: None,
                text: "Two are in play.\nMore on Monday.".into(),
                way: None,
                next_by: None,
                mail: None,
            },
        );
        assert_eq!(told.verb, "Send an update");
        assert_eq!(
            told.about,
            ["Dana Whitfield", "Senior Data Engineer"],
            "who is not here is not named"
        );
        assert_eq!(told.text(), "Two are in play.\nMore on Monday.");
    }

    #[test]
    fn an_edit_says_what_was_changed_and_nothing_else() {
        let story = Story::begin();
        let base = Story::details("Senior Data Engineer", story.now.date_naive());
        let details = RoleDetails {
            title: "Data Engineer".into(),
            ..base.clone()
        };
        let edited = spoken(
            &story,
            role::Command::EditRole {
                role: Story::role("data"),
                details,
                base: Some(base),
            },
        );
        assert_eq!(edited.about, ["Senior Data Engineer"]);
        assert_eq!(words(&edited), [("Title", "Data Engineer")]);
    }

    #[test]
    fn a_link_says_for_whom_it_was_and_keeps_its_passcode() {
        let story = Story::begin();
        let mut link = Story::link_to("link", Target::Leader(Story::leader("dana")), Scope::Read);
        link.passcode = Some("493 021".to_owned().try_into().unwrap());
        let made = spoken(&story, link::Command::ShareLink(link.clone()));
        assert_eq!(made.about, ["Dana Whitfield"]);
        assert_eq!(
            words(&made),
            [("For whom", "Dana"), ("What it allows", "For a boss")]
        );
        let unread =
            Spoken::unread(&serde_json::to_value(Body::from(link::Command::ShareLink(link))).unwrap());
        assert!(
            unread.words.contains(&("label".into(), "Dana".into())),
            "{unread:?}"
        );
        assert!(!format!("{unread:?}").contains("493"), "{unread:?}");
    }

    #[test]
    fn effort_says_what_was_done_and_what_came_of_it() {
        let mut story = Story::begin();
        story.logs("call", "data", |draft| {
            (draft.quantity, draft.replies) = (19, 4);
            draft.result = "Pay is too low".into();
        });
        let removed = spoken(
            &story,
            effort::Command::RemoveEffort {
                effort: Story::effort("call"),
            },
        );
        assert_eq!(removed.about, ["Senior Data Engineer"]);
        assert_eq!(removed.words.len(), 3, "{removed:?}");
        assert!(
            removed
                .text()
                .contains("4 replied\nWhat came of it: Pay is too low"),
            "{removed:?}"
        );
    }

    #[test]
    fn of_whoever_was_erased_nothing_is_said() {
        let story = Story::begin();
        let scrubbed = spoken(&story, erasure::Command::Scrubbed { told: false });
        assert_eq!(
            scrubbed,
            Spoken::new("A change about someone whose data was erased")
        );
    }
}
