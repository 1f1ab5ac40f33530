//! The server: takes what arrived, runs it in batches, commits, answers; and crashes between any two of these.

use std::collections::{BTreeMap, BTreeSet};

use fulcrum::{
    domain::{
        Actor, Audience, Body, COMMAND_VERSION, CommandId, Refusal, Row, RowKey, Settled, UserId, link,
    },
    sync::{
        server::{Authority, Batch, Commit, Now, Recall},
        wire::{Carried, Epoch, Gone, Outcome, PROTO, PullRequest, Pulled, Push, PushAnswer, Verdict},
    },
};

use super::{
    hearing::Ever,
    laws::{Checked, Law, Violation, require},
    network::{Address, Message},
    post::Post,
    rest, rules,
    sabotage::Sabotage,
    store::Store,
    world::World,
};

pub struct Server {
    pub store: Store,
    /// The copy in memory; none while the server is down.
    pub memory: Option<Authority>,
    pub backup: Option<Store>,
    /// Who was erased, kept beside the database, so that a restore forgets them again.
    pub erased: BTreeSet<RowKey>,
    /// Who is to forget them.
    pub left: BTreeMap<RowKey, Audience>,
    /// Links revoked and people let go, in the ledger beside the database.
    pub ledger: Vec<Settled>,
    /// Who may know of what.
    pub ever: Ever,
    /// What has arrived and waits to be run.
    pub inbox: Vec<Message>,
    pub post: Post,
    /// It does not know the newest version of commands yet.
    pub old: bool,
}

/// A leader's form, as the portal rendered it: it carries its command's id.
#[derive(Clone)]
pub struct Form {
    pub actor: Actor,
    pub id: CommandId,
    pub body: Body,
    /// What it was answered, in which epoch.
    pub answered: Option<(Epoch, Outcome)>,
}

impl Server {
    pub fn new(epoch: Epoch) -> Self {
        let store = Store::new(epoch);
        Self {
            memory: Some(store.load()),
            store,
            backup: None,
            erased: BTreeSet::new(),
            left: BTreeMap::new(),
            ledger: Vec::new(),
            ever: Ever::default(),
            inbox: Vec::new(),
            post: Post::default(),
            old: false,
        }
    }
}

impl World {
    pub fn clock(&self) -> Now {
        Now {
            at: self.now,
            today: self.now.date_naive(),
        }
    }

    /// Takes up to three of what arrived, in any order.
    pub fn serve(&mut self) -> Result<(), Violation> {
        if self.server.memory.is_none() {
            return Ok(());
        }
        if self.rng.chance(300) {
            self.drain()?;
        }
        let mut pushes = Vec::new();
        for _ in 0..=self.rng.below(3) {
            if self.server.inbox.is_empty() {
                break;
            }
            let at = self.rng.below(self.server.inbox.len());
            match self.server.inbox.swap_remove(at) {
                // Whoever is no member is turned away at the door.
                Message::Push { user, .. } | Message::Pull { user, .. }
                    if !self.server.store.is_member(user) =>
                {
                    self.tally.turned_away += 1;
                }
                Message::Push { from, user, push } => pushes.push((from, user, push)),
                Message::Pull { from, user, request } => self.answer_pull(from, user, &request)?,
                _ => {}
            }
        }
        let forms = self.forms_to_run();
        if pushes.is_empty() && forms.is_empty() {
            return Ok(());
        }
        self.run_batch(pushes, forms)
    }

    /// Does the next page of the oldest job; says whether there was any.
    pub fn drain(&mut self) -> Result<bool, Violation> {
        let most = 1 + self.rng.below(4);
        let Some(memory) = &self.server.memory else {
            return Ok(false);
        };
        let mut free = memory.jobs().keys().filter(|id| !self.server.post.carries(**id));
        let next = free.next().copied();
        if next.is_none() || (self.server.post.carries_any() && self.rng.chance(300)) {
            return self.letter_arrives();
        }
        let Some(id) = next else { return Ok(false) };
        let mut batch = Batch::new(memory, Recall::default(), rules::watched);
        let done = batch.page(id, most);
        let letter = batch.letter(id);
        let commit = batch.finish();
        require(done.is_ok(), Law::WhatHangsOnARoleFollowsIt, || {
            format!("a page of {id:?} panicked")
        })?;
        self.tally.pages_of_jobs += 1;
        let is_done = self.commit(&commit)?;
        if let Some(letter) = letter.filter(|_| is_done) {
            self.hand_over(id, &letter)?;
        }
        if is_done && self.crashes(400) {
            self.tally.crashes_between_pages += 1;
            self.crash_server("between two pages of a job");
        }
        Ok(true)
    }

    fn answer_pull(&mut self, from: Address, user: UserId, request: &PullRequest) -> Checked {
        let Some(memory) = &self.server.memory else {
            return Ok(());
        };
        let limit = if self.calm { 60 } else { 2 + self.rng.below(25) };
        let mut answer = memory.pull(user, request, limit);
        if self.sabotage == Some(Sabotage::AudienceIgnored) {
            answer = memory.pull(user, request, usize::MAX);
            for other in &self.users {
                let request = PullRequest {
                    person: *other,
                    ..request.clone()
                };
                add_rows(&mut answer, memory.pull(*other, &request, usize::MAX));
            }
        }
        if self.sabotage == Some(Sabotage::HoldersNotAsked)
            && let Pulled::Page(page) = &mut answer
            && page.next.is_none()
        {
            let rows = self.server.store.rows.values();
            let written = rows.filter(|row| row.audience.includes(user));
            let written = written.cloned().map(Carried::from);
            let written: Vec<_> = written.filter(|row| !page.rows.contains(row)).collect();
            page.rows.extend(written);
        }
        self.tally.pulls_by_an_older_client += u64::from(answer == Pulled::Upgrade);
        match (&mut answer, self.sabotage) {
            (Pulled::Delta(delta), Some(Sabotage::GoneToldToAll)) => {
                for other in &self.users {
                    let theirs = PullRequest {
                        person: *other,
                        ..request.clone()
                    };
                    let Pulled::Delta(theirs) = memory.pull(*other, &theirs, usize::MAX) else {
                        continue;
                    };
                    let held = |gone: &Gone| {
                        let row = gone.key.known().and_then(|key| self.server.store.rows.get(&key));
                        row.is_some_and(|row| row.audience.includes(user))
                    };
                    delta
                        .gone
                        .extend(theirs.gone.into_iter().filter(|gone| !held(gone)));
                }
            }
            (Pulled::Delta(delta), Some(Sabotage::GoneStripped)) => delta.gone.clear(),
            _ => {}
        }
        self.tally.rows_of_unknown_kinds += self.server.store.tell_of_tomorrow(&mut answer);
        self.tells(user, &answer)?;
        self.air.push(Message::Pulled { to: from, answer });
        Ok(())
    }

    fn run_batch(
        &mut self,
        pushes: Vec<(Address, UserId, Push)>,
        forms: Vec<usize>,
    ) -> Result<(), Violation> {
        let now = self.clock();
        let Some(memory) = &self.server.memory else {
            return Ok(());
        };
        let mut batch = Batch::new(memory, Recall::default(), rules::watched);
        let mut answers = Vec::new();
        for (from, user, push) in pushes {
            if self.server.old && push.commands.iter().any(|sent| sent.version >= COMMAND_VERSION) {
                self.tally.pushes_to_an_older_server += 1;
                answers.push((
                    from,
                    push,
                    PushAnswer::TooNew {
                        proto: PROTO,
                        version: COMMAND_VERSION - 1,
                    },
                ));
                continue;
            }
            batch.remember(self.server.store.recall(&push, self.sabotage));
            let answer = receive(&mut batch, user, &push, now, self.sabotage);
            answers.push((from, push, answer));
        }
        let mut outcomes = Vec::new();
        for at in forms {
            let form = self.forms[at].clone();
            let id = if self.sabotage == Some(Sabotage::FormRunsTwice) {
                CommandId(self.rng.uuid())
            } else {
                form.id
            };
            let mut recall = Recall::default();
            recall
                .outcomes
                .extend(self.server.store.recall_of(id, self.sabotage));
            batch.remember(recall);
            outcomes.push((
                at,
                batch.act(form.actor, id, &form.body, self.now.fixed_offset(), now),
            ));
        }
        let commit = batch.finish();
        rules::violation()?;
        for (from, push, answer) in &answers {
            let PushAnswer::Ack(ack) = answer else { continue };
            let ran = ack
                .results
                .iter()
                .filter(|(_, verdict)| matches!(verdict, Verdict::Done(_)));
            let ids = ran.filter_map(|(mid, _)| push.commands.iter().find(|sent| sent.mid == *mid));
            self.brought.extend(ids.map(|sent| (sent.id, from.device)));
        }
        if !self.commit(&commit)? {
            return Ok(());
        }
        for entry in &commit.journal {
            let by = self.brought.get(&entry.id).map(|d| self.devices[*d].user);
            require(
                by.is_none_or(|by| entry.actor == Actor::User(by)),
                Law::ADeviceIsOfOnePerson,
                || format!("{} of {by:?} ran as {:?}", entry.id, entry.actor),
            )?;
        }
        rest::revoked(self)?;
        let epoch = self.server.store.epoch;
        for (at, outcome) in outcomes {
            let gone = matches!(
                &outcome,
                Outcome::Refused {
                    reason: Refusal::LinkGone,
                    ..
                }
            );
            self.tally.forms_through_closed_links += u64::from(gone);
            let is_passed_on = matches!(self.forms[at].body, Body::Link(link::Command::ForwardLink { .. }));
            let is_done = matches!(outcome, Outcome::Applied { .. });
            self.tally.links_passed_on += u64::from(is_passed_on && is_done);
            let earlier = self.forms[at].answered.replace((epoch, outcome.clone()));
            // What was refused left no trace, and is asked anew.
            if let Some((then, answered)) = earlier
                && then == epoch
                && !matches!(answered, Outcome::Refused { .. })
                && answered != outcome
            {
                let detail = format!("first {answered:?}, then {outcome:?}");
                return Err(Violation::new(Law::AFormSentTwiceIsSentOnce, detail));
            }
        }
        if self.crashes(40) {
            self.crash_server("after the commit, before the answer");
            return Ok(());
        }
        for (to, push, answer) in answers {
            let never = |verdict: &Verdict| {
                matches!(
                    verdict,
                    Verdict::Done(Outcome::Refused {
                        reason: Refusal::Internal,
                        ..
                    }) | Verdict::Duplicate(Outcome::Refused {
                        reason: Refusal::Internal,
                        ..
                    })
                )
            };
            if self.sabotage == Some(Sabotage::PanicNeverAnswered)
                && matches!(&answer, PushAnswer::Ack(ack) if ack.results.iter().any(|(_, verdict)| never(verdict)))
            {
                continue;
            }
            self.air.push(Message::Pushed { to, push, answer });
        }
        Ok(())
    }

    /// Commits a batch and takes it over, or not; says whether the batch is now the truth and the server up.
    pub fn commit(&mut self, commit: &Commit) -> Result<bool, Violation> {
        if self.crashes(20) {
            self.crash_server("before the commit");
            return Ok(false);
        }
        if self.faults.commits && self.chaos(60) {
            self.tally.failed_commits_on_the_server += 1;
            self.trace(|| format!("server: commit of {} failed", commit.to));
            if self.sabotage == Some(Sabotage::FailedCommitMerged)
                && let Some(memory) = &mut self.server.memory
            {
                memory.merge(commit);
            }
            return Ok(false);
        }
        if self.chaos(15) {
            self.another_writer()?;
        }
        if self.server.write(commit, self.sabotage)?.is_err() {
            self.tally.lost_races_of_writers += 1;
            self.trace(|| format!("server: another writer came before {}", commit.to));
            self.server.memory = Some(self.server.store.load());
            return Ok(false);
        }
        self.count(commit);
        self.server.erased.extend(&commit.erased);
        for person in &commit.erased {
            let departed = commit.departed.get(person).into_iter().flatten();
            let left = departed.map(|departed| departed.left.clone()).next();
            self.server.left.insert(*person, left.unwrap_or_default());
        }
        self.server.ledger.extend(decided(commit));
        self.server.store.decisions = self.server.ledger.len();
        if self.crashes(20) {
            self.crash_server("after the commit, before the merge");
            return Ok(false);
        }
        if let Some(memory) = &mut self.server.memory {
            memory.merge(commit);
        }
        Ok(true)
    }

    fn count(&mut self, commit: &Commit) {
        self.tally.erasures += commit.erased.len() as u64;
        for entry in &commit.journal {
            let body = entry.body.as_ref();
            let does = body.and_then(|body| body["do"].as_str()).unwrap_or_default();
            self.count_people(entry, does);
            self.server.post.asked(entry);
            match &entry.outcome {
                Outcome::Refused { reason, .. } => {
                    self.tally.refusals += 1;
                    self.tally.panics += u64::from(*reason == Refusal::Internal);
                    let meanwhile = matches!(reason, Refusal::EditedMeanwhile { .. });
                    self.tally.edits_that_met_another += u64::from(meanwhile);
                }
                Outcome::Applied { .. } => {
                    self.tally.applied += 1;
                    self.tally.efforts += u64::from(does == "log_effort");
                    self.tally.undos += u64::from(does == "restore");
                    self.tally.forms_of_hires += u64::from(does == "step_form");
                    self.tally.forms_read += u64::from(does == "read_form");
                    self.tally.settings += u64::from(["put_settings", "call_leaders"].contains(&does));
                    let is = |field: &str| body.is_some_and(|body| !body[field].is_null());
                    self.tally.edits_with_a_base += u64::from(does.starts_with("edit_") && is("base"));
                    if does == "share_link" {
                        let named = body.is_some_and(|body| {
                            let label = body["label"].as_str().unwrap_or_default();
                            !body["target"]["role"].is_null() && label.starts_with("Dana")
                        });
                        self.tally.role_links_labelled_with_a_leader += u64::from(named);
                        let given = self.known.commands.get(&entry.id).map(|given| &given.body);
                        let locked = matches!(given, Some(Body::Link(link::Command::ShareLink(link))) if link.passcode.is_some());
                        self.tally.links_with_a_passcode += u64::from(locked);
                        self.tally.links_that_expire += u64::from(is("expires_on"));
                    }
                    let given = self.known.commands.get(&entry.id);
                    self.tally.commands_of_version_1 +=
                        u64::from(given.is_some_and(|given| given.version == 1));
                    if does == "restrict_role" {
                        let wide = body.is_some_and(|body| body["audience"] == "workspace");
                        self.tally.widened += u64::from(wide);
                        self.tally.narrowed += u64::from(!wide);
                    }
                }
                Outcome::NoOp { .. } => {}
            }
        }
        self.trace(|| {
            let outcome = |entry: &fulcrum::sync::server::JournalEntry| {
                let does = entry.body.as_ref().map(|body| body["do"].to_string());
                format!("{} {} {:?}", entry.id, does.unwrap_or_default(), entry.outcome)
            };
            let all: Vec<_> = commit.journal.iter().map(outcome).collect();
            format!(
                "server: committed {}..{}: {}",
                commit.from,
                commit.to,
                all.join("; ")
            )
        });
    }
}

/// What a commit decides for good, besides erasures.
fn decided(commit: &Commit) -> impl Iterator<Item = Settled> {
    commit.rows.iter().filter_map(|stored| match &stored.row {
        Row::Link(link) if link.revoked => Some(Settled::Revoked(link.id)),
        Row::Member(member) if member.left.is_some() => Some(Settled::LetGo {
            member: member.user,
            successor: member.user,
        }),
        _ => None,
    })
}

/// Adds the rows that another person may hold.
fn add_rows(answer: &mut Pulled, other: Pulled) {
    let (rows, others) = match (answer, other) {
        (Pulled::Delta(delta), Pulled::Delta(other)) => (&mut delta.rows, other.rows),
        (Pulled::Page(page), Pulled::Page(other)) => (&mut page.rows, other.rows),
        _ => return,
    };
    for row in others {
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
}

/// How the server's port hands a push to the engine.
pub fn receive(
    batch: &mut Batch,
    user: UserId,
    push: &Push,
    now: Now,
    broken: Option<Sabotage>,
) -> PushAnswer {
    let mut push = push.clone();
    if broken == Some(Sabotage::GapAccepted) {
        // The gap is closed by taking the first number for the next one.
        for (mid, sent) in (1..).zip(&mut push.commands) {
            sent.mid = mid;
        }
    }
    let mut answer = batch.push(user, &push, now);
    if broken == Some(Sabotage::ForkCalledDuplicate)
        && let PushAnswer::Ack(ack) = &mut answer
    {
        for (_, verdict) in &mut ack.results {
            if *verdict == Verdict::Fork {
                *verdict = Verdict::Duplicate(Outcome::NoOp { seq: 1 });
            }
        }
    }
    answer
}
