//! Letters: carried one at a time to a mail server that takes them, refuses them, or leaves everybody in the dark.

use std::collections::{BTreeMap, BTreeSet};

use fulcrum::{
    domain::{Job, Letter, MailFault, Posted, UpdateId, WhyNot},
    sync::{
        server::{Batch, JobId, JournalEntry, Recall},
        wire::Outcome,
    },
};

use super::{
    laws::{Law, Violation, require},
    rules,
    world::World,
};

/// What is known of letters outside the server's database.
#[derive(Default)]
pub struct Post {
    /// Those that the running server carries, and what came of them.
    under_way: BTreeMap<JobId, (UpdateId, Option<Posted>)>,
    /// Those that may have arrived, and for which nobody has asked since.
    may_have_arrived: BTreeSet<UpdateId>,
}

impl Post {
    pub fn carries(&self, job: JobId) -> bool {
        self.under_way.contains_key(&job)
    }

    pub fn carries_any(&self) -> bool {
        !self.under_way.is_empty()
    }

    /// The server has ended: it forgets what it carried.
    pub fn forget(&mut self) {
        self.under_way.clear();
    }

    /// Somebody asked for these letters.
    pub fn asked(&mut self, entry: &JournalEntry) {
        let Some(body) = entry
            .body
            .as_ref()
            .filter(|_| matches!(entry.outcome, Outcome::Applied { .. }))
        else {
            return;
        };
        let wants = body["do"] == "mail_update" && body["wanted"] == true;
        if let Some(update) = body["update"].as_str().filter(|_| wants) {
            let update = update.parse().map(UpdateId);
            self.may_have_arrived
                .retain(|arrived| update.as_ref() != Ok(arrived));
        }
    }
}

/// What waited in a backup may have gone out since.
pub fn again(jobs: &mut BTreeMap<JobId, Job>) {
    for job in jobs.values_mut() {
        *job = job.clone().again();
    }
}

impl World {
    /// A letter is handed over: never one that may have arrived, unless somebody asked for it since.
    pub fn hand_over(&mut self, job: JobId, letter: &Letter) -> Result<(), Violation> {
        self.tally.letters += 1;
        self.server.post.under_way.insert(job, (letter.update, None));
        let is_first = self.server.post.may_have_arrived.insert(letter.update);
        require(is_first, Law::ALetterIsSentOnce, || {
            format!("{} twice", letter.update)
        })
    }

    /// What came of a letter that is under way; says whether there was any.
    pub fn letter_arrives(&mut self) -> Result<bool, Violation> {
        let first = self.server.post.under_way.iter().next();
        let Some((job, (update, known))) = first.map(|(job, way)| (*job, way.clone())) else {
            return Ok(false);
        };
        if self.server.memory.is_none() {
            return Ok(false);
        }
        let posted = match known {
            Some(posted) => posted,
            None => self.letter_is_posted(job, update),
        };
        let Some(memory) = &self.server.memory else {
            return Ok(false);
        };
        let mut batch = Batch::new(memory, Recall::default(), rules::watched);
        batch.posted(job, &posted, self.now.fixed_offset());
        let commit = batch.finish();
        if self.commit(&commit)? {
            self.server.post.under_way.remove(&job);
        }
        Ok(true)
    }

    /// What the mail server does with a letter, whether or not that can be written down.
    fn letter_is_posted(&mut self, job: JobId, update: UpdateId) -> Posted {
        let fault = MailFault::new(WhyNot::Busy, "451 later");
        let posted = match self.rng.below(if self.calm { 1 } else { 5 }) {
            0 => Posted::Taken,
            1 | 2 => Posted::NotYet(fault),
            3 => Posted::Never(fault),
            _ => Posted::Unclear,
        };
        if matches!(posted, Posted::NotYet(_) | Posted::Never(_)) {
            self.server.post.may_have_arrived.remove(&update);
        }
        self.server
            .post
            .under_way
            .insert(job, (update, Some(posted.clone())));
        posted
    }
}
