//! One person at one tab: draws a command from what is seen there.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, TimeDelta};
use fulcrum::domain::{
    Audience, Body, BriefDetails, Cause, CloseReason, Decision, DecisionDetails, DecisionId, Effort,
    EffortDraft, EffortId, EffortKind, ExpectationId, Family, Fits, FixDetails, FixId, FixState, Hold,
    ImportedRole, Kind, Leader, LeaderDetails, LeaderId, Level, LinkId, Mark, Must, MustId, NewLink, Niche,
    Outlook, PainDetails, PainId, PainPoint, Reply, Role, RoleDetails, RoleId, Scope, SendMail, Seniority,
    Shown, SkipReason, Stage, State, Target, Terms, ToldAnew, Turn, Update, UpdateId, UserId, Way, Why,
    WhyDetails, WhyId, brief, decision, effort, expectation, fix, leader, link, pain, reply, role,
    secret_hash, update, why,
};

use super::{
    rng::Rng,
    rules::PANIC,
    sabotage::Sabotage,
    workload::{PRIVATE, SECRET, name},
};

pub struct Author<'a> {
    pub rng: &'a mut Rng,
    pub state: State<'a>,
    pub me: UserId,
    pub users: &'a [UserId],
    pub at: DateTime<FixedOffset>,
    pub panics: bool,
    pub efforts: &'a [EffortId],
    pub broken: Option<Sabotage>,
}

/// Where every leader is written to.
const ADDRESS: &str = "leader@example.com";

impl Author<'_> {
    pub fn body(&mut self) -> Option<Body> {
        if self.follows_up() {
            return self.asked();
        }
        let weights = [7, 5, 12, 4, 20, 4, 3, 18, 30, 5, 8, 7, 6, 6, 2, 2, 1, 3, 15];
        Some(match self.rng.weighted(&weights) {
            0 => {
                let leader = LeaderId(self.rng.uuid());
                let details = LeaderDetails {
                    email: ADDRESS.into(),
                    ..LeaderDetails::named(name(leader.0))
                };
                Body::Leader(leader::Command::add(leader, details))
            }
            1 => {
                let leader = self.leader()?;
                let details = LeaderDetails {
                    name: name(leader.0),
                    team: format!("Team {}", self.rng.below(50)),
                    email: ADDRESS.into(),
                    ..LeaderDetails::default()
                };
                let seen = &self.state.get::<Leader>(leader).ok()?.details;
                let base = self.rng.chance(600).then(|| seen.clone());
                Body::Leader(leader::Command::EditLeader {
                    leader,
                    details,
                    base,
                })
            }
            2 if self.rng.chance(250) => self.import()?,
            2 => Body::Role(role::Command::add(
                RoleId(self.rng.uuid()),
                self.leader()?,
                self.details(),
            )),
            3 => {
                let role = self.role()?;
                let seen = &self.state.get::<Role>(role).ok()?.details;
                let base = self.rng.chance(600).then(|| seen.clone());
                let mut details = self.details();
                if self.rng.chance(500) {
                    // One field only.
                    details = RoleDetails {
                        title: details.title,
                        ..seen.clone()
                    };
                }
                Body::Role(role::Command::EditRole { role, details, base })
            }
            4 => self.movement()?,
            5 => Body::Role(role::Command::HoldRole {
                role: self.role()?,
                hold: Hold {
                    requester: "Finance".into(),
                    cause: "budget".into(),
                    review_on: self.at.date_naive(),
                    since: self.at.date_naive(),
                },
            }),
            6 if self.rng.chance(120) => {
                let role = self.role()?;
                if self.rng.chance(250) {
                    return self.import_taken_back(role);
                }
                let seen = self.state.get::<Role>(role).ok()?;
                Body::Role(role::Command::TakeBackRole {
                    role,
                    details: seen.details.clone(),
                    leader: seen.leader,
                })
            }
            6 => Body::Role(role::Command::ResumeRole { role: self.role()? }),
            7 => self.restriction()?,
            8 => self.effort()?,
            9 => Body::Effort(effort::Command::RemoveEffort {
                effort: self.one(Kind::Effort).map(EffortId)?,
            }),
            10 => {
                let leader = self.leader()?;
                let roles = self
                    .state
                    .all::<Role>()
                    .filter(|role| role.leader == Some(leader));
                let roles: Vec<_> = roles.map(|role| role.id).collect();
                let replies = self.state.all::<Reply>().filter(|reply| reply.leader == leader);
                let replies: Vec<_> = replies.map(|reply| reply.id).collect();
                let answers = self.rng.pick(&replies).filter(|_| self.rng.below(2) == 0);
                if let Some(told) = self.told(leader) {
                    return Some(Body::Update(told));
                }
                if let Some(reply) = answers
                    && self.rng.below(3) == 0
                {
                    let settled = self.rng.below(3) > 0;
                    return Some(Body::Reply(reply::Command::SettleReply { reply, settled }));
                }
                let has_address = |leader: &Leader| !leader.details.email.is_empty();
                let mails = self.state.get::<Leader>(leader).is_ok_and(has_address) && self.rng.chance(500);
                Body::Update(update::Command::SendUpdate {
                    update: UpdateId(self.rng.uuid()),
                    leader,
                    roles: self.rng.pick(&roles).into_iter().collect(),
                    answers,
                    text: format!("Dear {}, three strong people are in play", name(leader.0)),
                    // Often it only stands on their page at first; sometimes one talked.
                    way: self.way().filter(|_| !mails),
                    next_by: None,
                    mail: mails.then(|| SendMail::now(&self.state, leader)),
                })
            }
            11 => self.link()?,
            12 => Body::Link(link::Command::RevokeLink {
                link: self.one(Kind::Link).map(LinkId)?,
            }),
            13 => {
                let effort = self.one(Kind::Effort).map(EffortId)?;
                let mut draft = self.state.get::<Effort>(effort).ok()?.draft();
                // Minutes stay: a law adds them up.
                draft.result = format!("{} replied, {}", self.rng.below(90), self.rng.uuid());
                if self.rng.chance(300) {
                    // It was logged for another role by mistake.
                    draft.roles = vec![self.role()?];
                }
                Body::Effort(effort::Command::AmendEffort { effort, draft })
            }
            14 => Body::Effort(effort::Command::ShareWords {
                effort: self.one(Kind::Effort).map(EffortId)?,
            }),
            15 => Body::Leader(leader::Command::EraseLeader {
                leader: self.leader()?,
            }),
            16 => self.settings()?,
            17 => self.membership()?,
            _ if self.rng.chance(120) => self.asked()?,
            _ if self.rng.chance(250) => self.brief()?,
            _ if self.rng.chance(200) => self.expectation()?,
            _ if self.rng.chance(200) => self.decision()?,
            _ if self.rng.chance(250) => self.candidate()?,
            _ => self.discovery()?,
        })
    }

    /// Something of what is behind a role.
    fn discovery(&mut self) -> Option<Body> {
        let shown = self.rng.pick(Shown::ALL)?;
        let words = format!("It was said {}", self.rng.below(1000));
        let pain = self.one(Kind::PainPoint).map(PainId);
        let why = self.one(Kind::Why).map(WhyId);
        let pain_details = PainDetails {
            severity: self.rng.chance(500).then(|| self.rng.below(11) as u8),
            shown,
            ..PainDetails::said(words.clone(), self.at.date_naive())
        };
        let why_details = WhyDetails {
            mark: self.rng.pick(Mark::ALL),
            cause: self.rng.pick(Cause::ALL),
            shown,
            ..WhyDetails::answer(words.clone())
        };
        let fix_details = FixDetails {
            what: words,
            owner: "HR".into(),
            due: self.at.date_naive(),
            state: self.rng.pick(FixState::ALL)?,
            shown,
        };
        Some(match (self.rng.below(10), pain, why) {
            (0..3, ..) | (_, None, _) => {
                let role = self.role()?;
                Body::PainPoint(pain::Command::AddPain {
                    pain: PainId(self.rng.uuid()),
                    role,
                    leader: self.state.get::<Role>(role).ok()?.leader,
                    details: pain_details,
                })
            }
            (3, Some(pain), _) => {
                let seen = &self.state.get::<PainPoint>(pain).ok()?.details;
                Body::PainPoint(pain::Command::EditPain {
                    pain,
                    details: pain_details,
                    base: self.rng.chance(600).then(|| seen.clone()),
                })
            }
            (4, Some(pain), _) => Body::PainPoint(pain::Command::RemovePain { pain }),
            (5, _, Some(why)) => {
                let seen = &self.state.get::<Why>(why).ok()?.details;
                Body::Why(why::Command::EditWhy {
                    why,
                    details: why_details,
                    base: self.rng.chance(600).then(|| seen.clone()),
                })
            }
            (6, _, Some(why)) => Body::Why(why::Command::RemoveWhy { why }),
            (7, Some(pain), _) => Body::Fix(fix::Command::AddFix {
                fix: FixId(self.rng.uuid()),
                pain,
                details: fix_details,
            }),
            (8, ..) if let Some(fix) = self.one(Kind::Fix).map(FixId) => {
                if self.rng.chance(300) {
                    Body::Fix(fix::Command::RemoveFix { fix })
                } else {
                    Body::Fix(fix::Command::EditFix {
                        fix,
                        details: fix_details,
                        base: None,
                    })
                }
            }
            (_, Some(pain), _) => {
                let ladder = self.state.ladder(pain);
                let rungs: Vec<_> = ladder.iter().map(|rung| rung.why.id).collect();
                Body::Why(why::Command::AddWhy {
                    why: WhyId(self.rng.uuid()),
                    pain,
                    under: self.rng.pick(&rungs),
                    details: why_details,
                })
            }
        })
    }

    /// A change of a brief: a must-have more or less, other words, or who sees it.
    fn brief(&mut self) -> Option<Body> {
        let role = self.role()?;
        let base: BriefDetails = self.state.brief(role);
        let mut details = base.clone();
        let words = format!("Has done it {}", self.rng.below(1000));
        match self.rng.below(6) {
            0 | 1 => {
                let pains: Vec<_> = self.state.pains(role).iter().map(|pain| pain.id).collect();
                details.spec.musts.push(Must {
                    id: MustId(self.rng.uuid()),
                    what: words,
                    pain: self.rng.pick(&pains),
                });
            }
            2 => drop(details.spec.musts.pop()),
            3 => details.spec.pay = words,
            4 => details.facts.team = Some(self.rng.below(40) as u16),
            _ => details.shown = self.rng.pick(Shown::ALL)?,
        }
        let leader = self.state.get::<Role>(role).ok()?.leader;
        Some(Body::Brief(brief::Command::EditBrief {
            role,
            leader,
            details: details.into(),
            base: self.rng.chance(600).then_some(base.into()),
            prompt: self.rng.pick(brief::Prompt::ALL).filter(|_| self.rng.chance(500)),
        }))
    }

    /// Something is asked, of a leader or of us, or noted of what was asked.
    fn decision(&mut self) -> Option<Body> {
        let asked = self.one(Kind::Decision).map(DecisionId);
        let choices = || vec!["C".into(), "D".into()];
        let details = DecisionDetails {
            choices: if self.rng.chance(500) {
                choices()
            } else {
                Vec::new()
            },
            ..DecisionDetails::asked(
                format!("Who comes? {}", self.rng.below(1000)),
                self.at.date_naive() + TimeDelta::days(self.rng.below(9) as i64),
            )
        };
        Some(Body::Decision(match (self.rng.below(8), asked) {
            (3, Some(decision)) => decision::Command::EditDecision {
                decision,
                details,
                base: self
                    .rng
                    .chance(600)
                    .then(|| self.state.get::<Decision>(decision).ok())
                    .flatten()
                    .map(|asked| asked.details.clone()),
            },
            (4, Some(decision)) => decision::Command::WithdrawDecision {
                decision,
                withdrawn: self.rng.chance(600),
            },
            (5 | 6, Some(decision)) => decision::Command::NoteDecided {
                decision,
                choice: String::new(),
                words: format!("They said {}", self.rng.below(1000)),
            },
            (7, Some(decision)) => decision::Command::TakeBackDecided { decision },
            _ => {
                let role = self.role().filter(|_| self.rng.chance(700));
                let leader = match role {
                    Some(role) => self.state.get::<Role>(role).ok()?.leader?,
                    None => self.leader()?,
                };
                decision::Command::AskDecision {
                    decision: DecisionId(self.rng.uuid()),
                    leader,
                    role,
                    turn: self.rng.pick(Turn::ALL)?,
                    details,
                }
            }
        }))
    }

    /// A date is told, or something is noted of one that was.
    fn expectation(&mut self) -> Option<Body> {
        let told = self.one(Kind::Expectation).map(ExpectationId);
        let yes_by = self.at.date_naive() + TimeDelta::days(self.rng.below(300) as i64);
        let shown = self.rng.pick(Shown::ALL)?;
        Some(Body::Expectation(match (self.rng.below(6), told) {
            (3, Some(expectation)) => expectation::Command::ShowExpectation { expectation, shown },
            (4, Some(expectation)) => expectation::Command::TryToTell {
                expectation,
                yes_by,
                notice: None,
            },
            (5, Some(expectation)) => expectation::Command::NoteAnswer {
                expectation,
                fits: self.rng.pick(Fits::ALL)?,
            },
            _ => {
                let role = self.role()?;
                expectation::Command::TellExpectation {
                    expectation: ExpectationId(self.rng.uuid()),
                    role,
                    leader: self.state.get::<Role>(role).ok()?.leader?,
                    terms: Box::new(Terms {
                        yes_by,
                        level: self.rng.pick(Level::ALL)?,
                        range: None,
                        odds: None,
                        roles: 0,
                        notice: Some(self.rng.below(4) as u16),
                        needed_by: None,
                        because: format!("It is rare {}", self.rng.below(1000)),
                        shorter: Vec::new(),
                        ours: String::new(),
                        theirs: String::new(),
                        cause: self.rng.pick(ToldAnew::ALL),
                    }),
                    way: Way::Talk,
                    shown,
                    fits: None,
                }
            }
        }))
    }

    pub fn one(&mut self, kind: Kind) -> Option<uuid::Uuid> {
        let all: Vec<_> = self.state.scan(kind).map(|row| row.key().id).collect();
        self.rng.pick(&all)
    }

    fn leader(&mut self) -> Option<LeaderId> {
        self.one(Kind::Leader).map(LeaderId)
    }

    pub fn role(&mut self) -> Option<RoleId> {
        self.one(Kind::Role).map(RoleId)
    }

    fn details(&mut self) -> RoleDetails {
        RoleDetails {
            title: format!("Role {}", self.rng.below(100)),
            family: self.rng.pick(Family::ALL).unwrap_or(Family::Data),
            seniority: Seniority::Senior,
            niche: Niche::Rare,
            opened_on: self.at.date_naive() - TimeDelta::days(self.rng.below(90) as i64),
            outlook: self.rng.chance(300).then(Outlook::default),
        }
    }

    /// Some that are new, and now and then one that is here already.
    fn import(&mut self) -> Option<Body> {
        let leader = self.leader()?;
        let roles = (0..3).map(|_| {
            let known = if self.rng.chance(200) { self.role() } else { None };
            ImportedRole {
                role: known.unwrap_or_else(|| RoleId(self.rng.uuid())),
                leader,
                owner: self.rng.pick(self.users),
                details: self.details(),
                stage: Stage::Source,
                close: None,
                held: self.rng.chance(200),
            }
        });
        Some(Body::Role(role::Command::ImportRoles {
            roles: roles.collect(),
        }))
    }

    /// A role as it may have come in, with its leader as they are.
    fn import_taken_back(&self, role: RoleId) -> Option<Body> {
        let role = self.state.get::<Role>(role).ok()?;
        let leader = self.state.get::<Leader>(role.leader?).ok()?;
        Some(Body::Role(role::Command::TakeBackImport {
            roles: vec![ImportedRole {
                role: role.id,
                leader: leader.id,
                owner: Some(role.owner),
                details: role.details.clone(),
                stage: role.placement.stage,
                close: role.placement.close.clone(),
                held: role.hold.is_some(),
            }],
            leaders: [(leader.id, leader.details.clone())].into(),
        }))
    }

    /// How an update reaches its leader: often it only stands on their page at first, and sometimes one talked.
    fn way(&mut self) -> Option<Way> {
        self.rng
            .pick(&[None, None, Some(Way::Talk), Some(Way::Mail), Some(Way::Chat)])?
    }

    /// That an update was sent by now, or not after all; that one did not talk, or did.
    fn told(&mut self, leader: LeaderId) -> Option<update::Command> {
        let updates: Vec<&Update> = self.state.on::<Update>(Leader::key(leader)).collect();
        let update = self.rng.pick(&updates).filter(|_| self.rng.chance(300))?;
        Some(if update.mail.is_some() && self.rng.chance(500) {
            update::Command::MailUpdate {
                update: update.id,
                wanted: self.rng.chance(700),
            }
        } else if update.is_talk() {
            update::Command::RemoveTalk {
                update: update.id,
                removed: !update.removed,
            }
        } else {
            update::Command::TellUpdate {
                update: update.id,
                way: self.way(),
            }
        })
    }

    fn movement(&mut self) -> Option<Body> {
        // A few columns only, so that neighbours matter.
        let stages = [Stage::Understand, Stage::Source, Stage::Source, Stage::Closed];
        let stage = self.rng.pick(&stages)?;
        let neighbour = |author: &mut Self| match author.rng.below(4) {
            0 => None,
            1 => Some(RoleId(author.rng.uuid())),
            _ => author.role(),
        };
        if self.rng.chance(60) {
            let (role, leader) = (self.role()?, self.leader()?);
            return Some(Body::Role(role::Command::GiveRole { role, leader }));
        }
        Some(Body::Role(role::Command::MoveRole {
            role: self.role()?,
            stage,
            after: neighbour(self),
            before: neighbour(self),
            reason: (stage == Stage::Closed).then_some(CloseReason::Filled),
            skip: self.rng.chance(800).then_some(SkipReason::Urgent),
        }))
    }

    fn restriction(&mut self) -> Option<Body> {
        let role = self.role()?;
        if self.rng.chance(150) {
            let to = self.rng.pick(self.users)?;
            return Some(Body::Role(role::Command::HandOver { role, to }));
        }
        let owner = self.state.get::<Role>(role).ok()?.owner;
        // Most name people who are there.
        let members: Vec<_> = self.state.members().map(|member| member.user).collect();
        let named = if self.rng.chance(100) {
            self.rng.pick(self.users)
        } else {
            self.rng.pick(&members)
        };
        let audience = match self.rng.below(6) {
            0..=2 => Audience::Workspace,
            3 => Audience::People([self.me, owner].into()),
            _ => Audience::People([self.me, owner].into_iter().chain(named).collect()),
        };
        let code_name = self.rng.chance(300).then(|| "Harbour".into());
        Some(Body::Role(role::Command::RestrictRole {
            role,
            audience,
            code_name,
        }))
    }

    fn effort(&mut self) -> Option<Body> {
        let kind = self.rng.pick(EffortKind::ALL)?;
        let offset = TimeDelta::minutes(self.rng.below(3_000) as i64);
        let mut draft = EffortDraft::one(kind, self.role()?, self.at - offset);
        if self.rng.chance(200) {
            draft.roles.extend(self.role());
        }
        if self.rng.chance(40) {
            // Five days ahead: this device's rules see nothing wrong, its clock is as far off.
            draft.happened_at = self.at + TimeDelta::days(2);
        }
        draft.minutes = self.rng.below(90) as u32;
        draft.shared = self.rng.chance(500);
        draft.result = if self.panics && self.rng.chance(40) {
            PANIC.into()
        } else if draft.shared {
            format!("went well, {}", self.rng.uuid())
        } else {
            format!("{PRIVATE} asks too much")
        };
        // Now and then an id that someone else has used.
        let used = if self.rng.chance(30) {
            self.rng.pick(self.efforts)
        } else {
            None
        };
        let effort = used.unwrap_or_else(|| EffortId(self.rng.uuid()));
        Some(Body::Effort(effort::Command::LogEffort { effort, draft }))
    }

    fn link(&mut self) -> Option<Body> {
        let secret = format!("{SECRET}{}", self.rng.below(1_000_000));
        let (target, label) = if self.rng.chance(600) {
            let leader = self.leader()?;
            (Target::Leader(leader), name(leader.0))
        } else {
            let role = self.role()?;
            // As the page suggests.
            let suggested = self.state.get::<Role>(role).ok()?.leader;
            let leader = suggested.filter(|_| self.rng.chance(700));
            let label = leader.map_or_else(|| "whoever asks".into(), |leader| name(leader.0));
            (Target::Role(role), label)
        };
        let label = match self.broken {
            Some(Sabotage::SecretInCommand) => secret.clone(),
            _ => label,
        };
        let id = LinkId(self.rng.uuid());
        let last = self.at.date_naive() + TimeDelta::days(self.rng.below(40) as i64);
        let passcode = format!("{:06}", self.rng.below(1_000_000));
        Some(Body::Link(link::Command::ShareLink(NewLink {
            id,
            target,
            leader: None,
            scope: self
                .rng
                .pick(&[Scope::Respond, Scope::Respond, Scope::Read, Scope::TeamSafe])?,
            label,
            secret_hash: secret_hash(&secret),
            expires_on: self.rng.chance(300).then_some(last),
            passcode: self.rng.chance(350).then(|| passcode.try_into().ok()).flatten(),
            opens: BTreeSet::new(),
            deputy: false,
            panel: None,
            brief: None,
            hire: None,
        })))
    }
}
