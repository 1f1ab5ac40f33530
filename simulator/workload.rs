//! What people do: random commands over a small world, seen from where each person sits.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use fulcrum::{
    domain::{
        Actor, Away, Body, CommandId, DecisionId, EffortId, Fits, Leader, LeaderId, LinkId, Overlay, PainId,
        Question, ReplyId, Role, Row, RowKey, Scope, ShareLink, State, UpdateId, Verdict, WhyId, brief,
        decision, effort, expectation, leader, link, pain, reply, secret_hash, update, why,
    },
    sync::disk::{Draft, Txn},
};
use uuid::Uuid;

use super::{author::Author, finalists, hires, panel, server::Form, slots, world::World};

/// Part of every link's secret.
pub const SECRET: &str = "XSECRETX";
/// Part of what leaders must never see.
pub const PRIVATE: &str = "XPRIVATEX";

/// A leader's or a candidate's name, which appears in everything that concerns them.
pub fn name(person: Uuid) -> String {
    format!("Dana{:016x}", person.as_u64_pair().0 ^ 0x5555_AAAA_5555_AAAA)
}

pub struct Issued {
    pub body: Body,
    pub version: u16,
    /// Whom it concerned where it was given.
    pub subjects: BTreeSet<RowKey>,
}

/// Every command that anybody gave.
#[derive(Default)]
pub struct Known {
    pub commands: BTreeMap<CommandId, Issued>,
    pub efforts: Vec<EffortId>,
    /// Those that rotted on a disk.
    pub broken: BTreeSet<CommandId>,
    /// Leaders whom the team had already: what names them is about somebody else now.
    pub renamed: BTreeSet<LeaderId>,
    /// Whom else a command concerns: its leader turned out to be one whom the team has already, or its words
    /// name a role's.
    pub merged: BTreeMap<CommandId, BTreeSet<RowKey>>,
}

impl World {
    pub fn names_erased(&self, id: CommandId) -> bool {
        let issued = self.known.commands.get(&id);
        let merged = self.known.merged.get(&id).into_iter().flatten().copied();
        let mut subjects = issued
            .into_iter()
            .flat_map(|issued| issued.subjects.iter().copied())
            .chain(merged);
        subjects.any(|person| self.server.erased.contains(&person))
    }

    /// A person gives a command in a tab.
    pub fn act(&mut self, d: usize, t: usize) {
        let now = self.now;
        let claimed_at = (now + self.devices[d].skew).with_timezone(&self.zone);
        let users = self.users.clone();
        let panics = self.faults.panics;
        let broken = self.sabotage;
        let Some(tab) = self.devices[d].tabs[t].as_mut() else {
            return;
        };
        let undo = (!tab.undos.is_empty() && self.rng.chance(120))
            .then(|| tab.undos.swap_remove(self.rng.below(tab.undos.len())));
        let body = undo.or_else(|| {
            let me = tab.engine.user();
            let state = tab.engine.state().seen_by(Some(me));
            let mut author = Author {
                rng: &mut self.rng,
                state,
                me,
                users: &users,
                at: claimed_at,
                panics,
                efforts: &self.known.efforts,
                broken,
            };
            (0..4).find_map(|_| author.body())
        });
        if let Some(body) = body {
            self.submit(d, t, body, claimed_at);
        }
    }

    pub fn submit(&mut self, d: usize, t: usize, body: Body, claimed_at: DateTime<FixedOffset>) {
        let id = CommandId(self.rng.uuid());
        let mut draft = Draft::new(id, &body, claimed_at);
        if let Body::Effort(effort::Command::LogEffort { draft: effort, .. }) = &body
            && effort.roles.len() == 1
            && self.rng.chance(150)
        {
            first_version(&mut draft);
        }
        let version = draft.version;
        let Some(tab) = self.devices[d].tabs[t].as_mut() else {
            return;
        };
        let subjects = body.subjects(&tab.engine.state());
        let Ok((txn, undo)) = tab.engine.submit(draft) else {
            return;
        };
        if let Body::Link(link::Command::ShareLink(link)) = &body
            && let Some(role) = link.target.role()
            && let Ok(role) = tab.engine.state().get::<Role>(role)
        {
            // Its label names the role's leader.
            let leader = role.leader.map(Leader::key);
            self.known.merged.entry(id).or_default().extend(leader);
        }
        tab.undos.extend(undo);
        tab.todo.push_back(txn);
        self.tally.commands += 1;
        self.tally.clocks_off_by_a_day += u64::from(!self.devices[d].skew.is_zero());
        if let Body::Effort(effort::Command::LogEffort { effort, .. }) = &body {
            self.known.efforts.push(*effort);
            self.devices[d].log.efforts.push((id, *effort));
        }
        self.trace(|| format!("device {d} tab {t}: {id} v{version} {body:?}"));
        self.known.commands.insert(
            id,
            Issued {
                body,
                version,
                subjects,
            },
        );
    }

    /// A leader writes on the portal, or sends the same form once more.
    pub fn send_form(&mut self) {
        let repeated = self.forms.len();
        if repeated > 0 && self.rng.chance(400) {
            let at = self.rng.below(repeated);
            self.waiting_forms.push(at);
            self.tally.repeated_forms += 1;
            return;
        }
        let links: Vec<_> = self.server.store.rows.values().collect();
        let links: Vec<ShareLink> = links
            .into_iter()
            .filter_map(|stored| match &stored.row {
                Row::Link(link) => Some(link.clone()),
                _ => None,
            })
            .collect();
        let Some(link) = self.rng.pick(&links) else { return };
        let nothing = Overlay::new();
        let state = State::new(&self.server.store.rows, &nothing);
        let leader = link.leader;
        let updates: Vec<_> = state
            .updates()
            .into_iter()
            .filter(|update| update.leader == leader)
            .collect();
        let update = self
            .rng
            .chance(500)
            .then(|| self.rng.pick(&updates).map(|update| update.id))
            .flatten();
        let id = CommandId(self.rng.uuid());
        let roles: Vec<_> = state
            .all::<Role>()
            .filter(|role| role.leader == Some(leader))
            .collect();
        let question = self
            .rng
            .pick(&roles)
            .and_then(|role| state.question(role.id, link.scope));
        let question = question.filter(|_| self.rng.chance(500));
        let words = format!("{} says thank you", name(leader.0));
        let told = self.rng.pick(&roles);
        let told = told.and_then(|role| state.expectation_to(role.id, link.scope));
        let told = told.filter(|_| self.rng.chance(300)).map(|told| told.id);
        let fits = self.rng.pick(Fits::ALL).unwrap_or(Fits::Agreed);
        let asked: Vec<_> = state
            .decisions(leader)
            .iter()
            .map(|asked| (asked.id, asked.details.what.clone()))
            .collect();
        let asked = self.rng.pick(&asked).filter(|_| self.rng.chance(300));
        let wish = hires::form(&mut self.rng, &state, &link);
        let wish = wish.or_else(|| finalists::wish(&mut self.rng, &state, &link));
        let wish = wish.or_else(|| slots::time(&mut self.rng, &state, &link));
        let wish = wish.or_else(|| panel::card(&mut self.rng, &state, &link));
        let body = match (told, question) {
            _ if let Some(wish) = wish => wish,
            _ if asked.is_some() => Body::Decision(decision::Command::Decide {
                decision: asked.as_ref().map_or(DecisionId(id.0), |asked| asked.0),
                asked: asked.map(|asked| asked.1).unwrap_or_default(),
                choice: String::new(),
                words,
            }),
            (None, None) if self.rng.chance(150) => Body::Decision(decision::Command::AskUs {
                decision: DecisionId(id.0),
                role: None,
                what: words,
                due: None,
            }),
            (None, None) if self.rng.chance(180) => {
                let secret = format!("{SECRET}{}", self.rng.uuid());
                Body::Link(link::Command::ForwardLink {
                    link: LinkId(id.0),
                    scope: self
                        .rng
                        .pick(&[Scope::Read, Scope::TeamSafe])
                        .unwrap_or(Scope::Read),
                    secret_hash: secret_hash(&secret),
                })
            }
            (None, None) if self.rng.chance(100) => {
                let day = self.now.date_naive();
                Body::Leader(leader::Command::TellAway {
                    away: Some(Away {
                        from: day,
                        until: day + chrono::Days::new(self.rng.below(9) as u64),
                        deputy: String::new(),
                    }),
                })
            }
            (Some(expectation), _) => Body::Expectation(expectation::Command::AnswerExpectation {
                expectation,
                fits,
                words,
            }),
            (None, None) if update.is_some() && self.rng.chance(250) => {
                Body::Update(update::Command::GotIt {
                    update: update.unwrap_or(UpdateId(id.0)),
                    thanks: self.rng.chance(500),
                })
            }
            (None, None) => Body::Reply(reply::Command::SendReply {
                reply: ReplyId(id.0),
                update,
                role: None,
                team: false,
                text: words,
            }),
            (None, Some(Question::Hurts(role))) => Body::PainPoint(pain::Command::TellPain {
                pain: PainId(id.0),
                role,
                what: words,
            }),
            (None, Some(Question::Behind(pain))) => Body::Why(why::Command::TellWhy {
                why: WhyId(id.0),
                pain,
                answer: words,
            }),
            (None, Some(Question::Better(pain))) => {
                Body::PainPoint(pain::Command::TellBetter { pain, better: words })
            }
            (None, Some(Question::Example(role, profile))) => Body::Brief(brief::Command::JudgeProfile {
                role,
                profile,
                verdict: Verdict::Yes,
                because: words,
            }),
        };
        self.forms.push(Form {
            actor: Actor::Link(link.id),
            id,
            body,
            answered: None,
        });
        self.waiting_forms.push(self.forms.len() - 1);
        self.tally.forms += 1;
    }

    pub fn forms_to_run(&mut self) -> Vec<usize> {
        std::mem::take(&mut self.waiting_forms)
    }

    pub fn dismiss(&mut self, d: usize, t: usize) {
        let Some(tab) = self.devices[d].tabs[t].as_mut() else {
            return;
        };
        let refused: Vec<_> = tab.engine.refused().map(|refused| refused.draft.id).collect();
        if let Some(id) = self.rng.pick(&refused) {
            tab.todo.push_back(Txn::Dismiss(id));
        }
    }
}

/// The shape in which the first version logged an effort.
fn first_version(draft: &mut Draft) {
    draft.version = 1;
    if let Some(effort) = draft
        .body
        .get_mut("draft")
        .and_then(|effort| effort.as_object_mut())
        && let Some(roles) = effort.remove("roles")
    {
        effort.insert("role".into(), roles[0].clone());
    }
}
