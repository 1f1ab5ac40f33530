//! A workspace for stories: names for ids, and commands that must go through.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use uuid::Uuid;

use super::*;
use crate::domain::{check_in, effort, hire, interview, interviewer, kit, leader, link, role, scorecard};

/// Tells a story command by command; each id is made from a short name, so that stories read as prose.
pub struct Story {
    pub rows: Rows,
    pub now: DateTime<FixedOffset>,
    pub actor: Actor,
    /// Letters that wait or are under way, as a server would have them.
    pub letters: Vec<Job>,
}

fn named(name: &str) -> Uuid {
    let mut bytes = [0; 16];
    for (slot, byte) in bytes.iter_mut().zip(name.bytes()) {
        *slot = byte;
    }
    Uuid::from_bytes(bytes)
}

impl Story {
    /// Dana leads the search for a Data Engineer; Priya recruits.
    pub fn begin() -> Self {
        let mut story = Self {
            rows: Rows::new(),
            now: "2026-11-19T09:38:00+00:00".parse().unwrap(),
            actor: Actor::User(Self::user("priya")),
            letters: Vec::new(),
        };
        story.does(leader::Command::add(
            Self::leader("dana"),
            LeaderDetails::named("Dana Whitfield"),
        ));
        story.opens("data", "Senior Data Engineer");
        story
    }

    pub fn user(name: &str) -> UserId {
        UserId(named(name))
    }

    pub fn leader(name: &str) -> LeaderId {
        LeaderId(named(name))
    }

    pub fn role(name: &str) -> RoleId {
        RoleId(named(name))
    }

    pub fn effort(name: &str) -> EffortId {
        EffortId(named(name))
    }

    pub fn link(name: &str) -> LinkId {
        LinkId(named(name))
    }

    pub fn update(name: &str) -> UpdateId {
        UpdateId(named(name))
    }

    pub fn decision(name: &str) -> DecisionId {
        DecisionId(named(name))
    }

    pub fn candidate(name: &str) -> CandidateId {
        CandidateId(named(name))
    }

    pub fn interview(name: &str) -> InterviewId {
        InterviewId(named(name))
    }

    pub fn interviewer(name: &str) -> InterviewerId {
        InterviewerId(named(name))
    }

    pub fn talk(name: &str) -> SitInTalkId {
        SitInTalkId(named(name))
    }

    pub fn hire(name: &str) -> HireId {
        HireId(named(name))
    }

    pub fn check_in(name: &str) -> CheckInId {
        CheckInId(named(name))
    }

    pub fn pain(name: &str) -> PainId {
        PainId(named(name))
    }

    pub fn why(name: &str) -> WhyId {
        WhyId(named(name))
    }

    pub fn fix(name: &str) -> FixId {
        FixId(named(name))
    }

    pub fn problem(name: &str) -> ProblemId {
        ProblemId(named(name))
    }

    pub fn must(name: &str) -> MustId {
        MustId(named(name))
    }

    pub fn profile(name: &str) -> ProfileId {
        ProfileId(named(name))
    }

    pub fn criterion(name: &str) -> CriterionId {
        CriterionId(named(name))
    }

    pub fn details(title: &str, opened_on: NaiveDate) -> RoleDetails {
        RoleDetails {
            title: title.into(),
            family: Family::Data,
            seniority: Seniority::Senior,
            niche: Niche::Uncommon,
            opened_on,
            outlook: None,
        }
    }

    pub fn expectation(name: &str) -> ExpectationId {
        ExpectationId(named(name))
    }

    /// What is told of a role, with nothing around it.
    pub fn terms(yes_by: NaiveDate) -> Terms {
        Terms {
            yes_by,
            level: Level::EightInTen,
            range: None,
            odds: None,
            roles: 0,
            notice: Some(0),
            needed_by: None,
            because: String::new(),
            shorter: Vec::new(),
            ours: String::new(),
            theirs: String::new(),
            cause: None,
        }
    }

    /// A date that Dana is told in a talk, so many days from now.
    pub fn tells(&mut self, expectation: &str, role: &str, days: u64) {
        let yes_by = self.now.date_naive() + chrono::Days::new(days);
        self.does(expectation::Command::TellExpectation {
            expectation: Self::expectation(expectation),
            role: Self::role(role),
            leader: Self::leader("dana"),
            terms: Box::new(Self::terms(yes_by)),
            way: Way::Talk,
            shown: Shown::Boss,
            fits: None,
        });
    }

    /// Dana is away from today for so many days more, and this one answers meanwhile.
    pub fn leaves(&mut self, days: u64, deputy: &str) {
        let dana = Self::leader("dana");
        let today = self.now.date_naive();
        let mut details = self.state().get::<Leader>(dana).unwrap().details.clone();
        details.away = Some(Away {
            from: today,
            until: today + chrono::Days::new(days),
            deputy: deputy.into(),
        });
        let actor = std::mem::replace(&mut self.actor, Actor::User(Self::user("priya")));
        self.does(leader::Command::EditLeader {
            leader: dana,
            details,
            base: None,
        });
        self.actor = actor;
    }

    /// Somebody who started so many days ago, is on Dana's page, and agreed that Priya reads what they answer.
    pub fn hires(&mut self, hire: &str, role: &str, name: &str, days: u64) {
        let today = self.now.date_naive();
        let hired = Self::hire(hire);
        self.does(hire::Command::AddHire {
            hire: hired,
            role: Self::role(role),
            candidate: None,
            details: Box::new(HireDetails {
                yes_on: Some(today),
                starts_on: Some(today - chrono::Days::new(days)),
                shown: Some(Self::leader("dana")),
                ..HireDetails::named(name)
            }),
        });
        self.does(hire::Command::AgreeReader {
            hire: hired,
            agreed_on: today,
        });
    }

    /// At day 30, as it was noted.
    pub fn says(&mut self, hire: &str, voice: Voice, words: &str, scores: &[Score]) {
        self.does(check_in::Command::NoteCheckIn {
            check_in: Self::check_in(&format!("{hire} {}", voice.label())),
            hire: Self::hire(hire),
            day: 30,
            voice,
            details: Box::new(CheckInDetails {
                words: words.into(),
                scores: scores.to_vec(),
                ..CheckInDetails::default()
            }),
        });
    }

    pub fn opens(&mut self, role: &str, title: &str) {
        let details = Self::details(title, self.now.date_naive());
        self.does(role::Command::add(
            Self::role(role),
            Self::leader("dana"),
            details,
        ));
    }

    pub fn logs(&mut self, effort: &str, role: &str, edit: impl FnOnce(&mut EffortDraft)) {
        let mut draft = EffortDraft::one(EffortKind::Outreach, Self::role(role), self.now);
        edit(&mut draft);
        self.does(effort::Command::LogEffort {
            effort: Self::effort(effort),
            draft,
        });
    }

    /// A pain point of this role, as the leader said it today; only recruiters see it.
    pub fn hurts(&mut self, pain: &str, role: &str, what: &str) {
        self.does(pain::Command::AddPain {
            pain: Self::pain(pain),
            role: Self::role(role),
            leader: self.state().get::<Role>(Self::role(role)).unwrap().leader,
            details: PainDetails::said(what, self.now.date_naive()),
        });
    }

    /// An answer to "why is that?", of the pain or of another answer.
    pub fn explains(&mut self, why: &str, pain: &str, under: Option<&str>, answer: &str) {
        self.does(why::Command::AddWhy {
            why: Self::why(why),
            pain: Self::pain(pain),
            under: under.map(Self::why),
            details: WhyDetails::answer(answer),
        });
    }

    /// Somebody who may fill this role, whom only recruiters see.
    pub fn finds(&mut self, candidate: &str, role: &str, name: &str) {
        self.does(candidate::Command::AddCandidate {
            candidate: Self::candidate(candidate),
            role: Self::role(role),
            details: Box::new(CandidateDetails::named(name)),
        });
    }

    /// Dana reads the card on her page.
    pub fn shows(&mut self, candidate: &str) {
        self.does(candidate::Command::ShowCandidate {
            candidate: Self::candidate(candidate),
            leader: Self::leader("dana"),
            shown: true,
        });
    }

    /// Dana is asked which of these times suits her for somebody, each so many hours from now, and answers by tomorrow.
    pub fn offers(&mut self, interview: &str, candidate: &str, hours: &[i64]) {
        self.does(interview::Command::OfferTimes {
            interview: Self::interview(interview),
            candidate: Self::candidate(candidate),
            leader: Self::leader("dana"),
            details: Box::new(Self::slot()),
            zone: "Europe/London".into(),
            offer: Box::new(self.offer(hours)),
        });
    }

    pub fn slot() -> InterviewDetails {
        InterviewDetails {
            round: Round::Interview,
            how: "By video: https://meet.example.com/room".into(),
            minutes: 45,
        }
    }

    pub fn offer(&self, hours: &[i64]) -> Offer {
        Offer {
            times: hours.iter().map(|hours| self.in_hours(*hours)).collect(),
            due: self.now.date_naive() + chrono::Days::new(1),
            otherwise: String::new(),
            at: self.now,
        }
    }

    pub fn in_hours(&self, hours: i64) -> DateTime<FixedOffset> {
        self.now + chrono::TimeDelta::hours(hours)
    }

    /// The role's kit has these questions of the bank, under these names.
    pub fn looks_for(&mut self, role: &str, names: &[&str]) {
        let criteria = names.iter().zip(kit::bank::BANK);
        let criteria = criteria.map(|(name, one)| one.criterion(Self::criterion(name)));
        self.does(kit::Command::EditKit {
            role: Self::role(role),
            leader: None,
            details: Box::new(KitDetails {
                criteria: criteria.collect(),
                shown: Shown::Us,
            }),
            base: None,
        });
    }

    /// Somebody is asked to judge in an interview, about all that is looked for.
    pub fn seats(&mut self, interviewer: &str, interview: &str, who: Who) {
        self.does(interviewer::Command::AskInterviewer {
            interviewer: Self::interviewer(interviewer),
            interview: Self::interview(interview),
            who,
            details: interviewer::Asks {
                criteria: Vec::new(),
                due: self.now.date_naive() + chrono::Days::new(5),
            },
        });
    }

    /// A link of their own for a guest who judges.
    pub fn invites(&mut self, link: &str, interviewer: &str, role: &str) {
        self.does(link::Command::ShareLink(NewLink {
            panel: Some(Self::interviewer(interviewer)),
            expires_on: Some(self.now.date_naive() + chrono::Days::new(30)),
            ..Self::link_to(link, Target::Role(Self::role(role)), Scope::TeamSafe)
        }));
    }

    /// A link of their own for whoever was hired, at day 30.
    pub fn asks_hired(&mut self, link: &str, hire: &str, role: &str) {
        self.does(link::Command::ShareLink(NewLink {
            hire: Some(AskedHire {
                hire: Self::hire(hire),
                day: 30,
            }),
            expires_on: Some(self.now.date_naive() + chrono::Days::new(21)),
            ..Self::link_to(link, Target::Role(Self::role(role)), Scope::TeamSafe)
        }));
    }

    /// What somebody writes on their card about one thing.
    pub fn remarks(&self, interviewer: &str, criterion: &str, rating: Option<u8>, evidence: &str) -> Body {
        let id = Self::criterion(criterion);
        let role = self.state().get::<Interviewer>(Self::interviewer(interviewer));
        let kit = self
            .state()
            .kit(role.map(|one| one.role).unwrap_or(Self::role("data")));
        let what = kit.criteria.iter().find(|one| one.id == id);
        let remark = what.map(|one| Remark::of(one, rating, evidence));
        Body::Scorecard(scorecard::Command::WriteCard {
            interviewer: Self::interviewer(interviewer),
            details: Box::new(CardDetails {
                remarks: remark.into_iter().collect(),
                notes: String::new(),
            }),
            base: Some(Box::default()),
        })
    }

    pub fn hands_in(interviewer: &str) -> Body {
        let interviewer = Self::interviewer(interviewer);
        Body::Scorecard(scorecard::Command::HandInCard { interviewer })
    }

    /// A colleague, who may do everything.
    pub fn joins(&mut self, user: &str) {
        self.joins_as(user, Right::Owner);
    }

    pub fn joins_as(&mut self, user: &str, right: Right) {
        self.does(member::Command::PutMember(Member {
            user: Self::user(user),
            name: user.into(),
            phone: None,
            right,
            left: None,
        }));
    }

    pub fn shares(&mut self, link: &str, target: Target, scope: Scope) {
        self.does(link::Command::ShareLink(Self::link_to(link, target, scope)));
    }

    /// A link that nothing more is asked of, for Dana.
    pub fn link_to(link: &str, target: Target, scope: Scope) -> NewLink {
        NewLink {
            id: Self::link(link),
            target,
            leader: None,
            scope,
            label: "Dana".into(),
            secret_hash: secret_hash("open sesame"),
            expires_on: None,
            passcode: None,
            opens: BTreeSet::new(),
            deputy: false,
            panel: None,
            brief: None,
            hire: None,
        }
    }

    pub fn moves(
        &mut self,
        role: &str,
        stage: Stage,
        after: Option<&str>,
        before: Option<&str>,
    ) -> Result<Changes, Refusal> {
        let (after, before) = (after.map(Self::role), before.map(Self::role));
        self.tries(role::Command::MoveRole {
            role: Self::role(role),
            stage,
            after,
            before,
            reason: None,
            // These stories are about something else.
            skip: Some(SkipReason::Urgent),
        })
    }

    pub fn closes(&mut self, role: &str, reason: CloseReason) {
        self.does(role::Command::to_end(
            Self::role(role),
            Stage::Closed,
            Some(reason),
        ));
    }

    pub fn ctx(&self) -> Ctx {
        let received_at = self.now.with_timezone(&Utc);
        Ctx {
            actor: self.actor,
            claimed_at: self.now,
            seen_at: self.now,
            received_at,
            today: self.now.date_naive(),
        }
    }

    /// Runs a command that must go through.
    pub fn does(&mut self, command: impl Into<Body>) -> Changes {
        self.tries(command).unwrap()
    }

    /// Runs a command that may be refused; its changes are confirmed, and what follows them is done.
    pub fn tries(&mut self, command: impl Into<Body>) -> Result<Changes, Refusal> {
        let changes = decide(&self.state(), &command.into(), &self.ctx())?;
        let jobs = Job::following(&changes, &self.state());
        self.confirm(changes.clone());
        for mut job in jobs {
            if !job.hands_on() {
                self.letters.push(job);
                continue;
            }
            loop {
                let (changes, rest) = job.page(&self.state(), 2);
                self.confirm(changes);
                let Some(rest) = rest else { break };
                job = rest;
            }
        }
        Ok(changes)
    }

    pub fn confirm(&mut self, changes: Changes) {
        for (key, change) in changes.0 {
            match change {
                Change::Put { row, audience } => {
                    self.rows.insert(
                        key,
                        Stored {
                            v: row.version(),
                            seq: 0,
                            audience,
                            row,
                        },
                    );
                }
                Change::Gone { .. } => {
                    self.rows.remove(&key);
                }
            }
        }
    }

    pub fn state(&self) -> State<'_> {
        static NOTHING: Overlay = Overlay::new();
        State::new(&self.rows, &NOTHING)
    }

    pub fn titles(&self, stage: Stage) -> Vec<String> {
        column(&self.state(), stage)
            .into_iter()
            .map(|role| role.details.title.clone())
            .collect()
    }
}
