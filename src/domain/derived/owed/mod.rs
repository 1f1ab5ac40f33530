//! What Today shows: what is a recruiter's to do, and what others are waited for, each with its one action.

mod whose;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use chrono::NaiveDate;

use crate::domain::{
    Asks, Away, Cadence, CandidateId, CloseReason, Coming, Decision, DecisionId, Due, EffortKind, HireDue,
    HireId, Hold, InterviewId, Lapse, LastTold, Leader, LeaderId, LinkState, Mail, Pace, ProblemId, Reply,
    Role, RoleId, ShareLink, Silence, Slot, Sorting, State, Told, Turn, Update, UpdateId, Whose,
    forecast::Lapses, gathered,
};

/// Leaders of imported roles to whom one says hello in a day: all at once would be a wall.
const HELLOS: usize = 3;

/// The two groups, each with the most pressing first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Owed {
    pub you: Vec<Debt>,
    pub they: Vec<Debt>,
}

/// One thing that somebody waits for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Debt {
    /// Who waits, or who is waited for.
    pub name: String,
    /// By when.
    pub due: NaiveDate,
    pub pace: Pace,
    pub what: What,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// The leader wrote, and has heard nothing since.
    Answer {
        leader: LeaderId,
        /// The newest words.
        text: String,
        /// How many more there are.
        others: usize,
    },
    /// The leader should hear how it goes.
    Update {
        leader: LeaderId,
        /// What the open roles are called, the oldest first.
        roles: Vec<String>,
        /// When the leader last heard; none: never.
        last: Option<NaiveDate>,
        /// Business days by which it is late.
        late: i64,
        /// What was written since and stands on their page, as far as one knows unread, and since when.
        stands: Option<(UpdateId, NaiveDate)>,
    },
    /// A letter was not sent, or nobody knows whether it was.
    Mail { leader: LeaderId },
    /// A hold is to be looked at again.
    Hold { role: RoleId, title: String, hold: Hold },
    /// Something is still to be asked of the leader before anybody is sought, or since it was skipped.
    Ask {
        leader: LeaderId,
        role: RoleId,
        title: String,
        asks: Asks,
    },
    /// The leader says that the date told is too late, and wants to talk.
    TooLate {
        leader: LeaderId,
        role: RoleId,
        title: String,
        told: Coming,
        /// Their words; empty where they said no more.
        words: String,
    },
    /// The date told no longer holds: a person says so first.
    Call {
        leader: LeaderId,
        role: RoleId,
        title: String,
        lapse: Lapse,
        /// How often somebody tried to reach them about it.
        tries: usize,
    },
    /// Something was asked, of the leader or of us, and waits for an answer.
    Decision {
        leader: LeaderId,
        decision: DecisionId,
        turn: Turn,
        text: String,
        /// What the role is called that it is about.
        title: Option<String>,
        /// For how many business days it has waited.
        waited: i64,
        /// Nobody answers before that day: the leader is away.
        paused: Option<NaiveDate>,
        /// Who answers for the leader today, since they are away.
        deputy: Option<String>,
        /// They have no way to answer: nobody made them a link.
        unlinked: bool,
    },
    /// Something is to be done about a candidate.
    Candidate {
        /// Who needs the role.
        leader: Option<LeaderId>,
        role: RoleId,
        candidate: CandidateId,
        title: String,
        /// What the leader knows them by.
        called: String,
        due: Due,
    },
    /// A role of theirs was closed, and they heard nothing since.
    Closed {
        leader: LeaderId,
        role: RoleId,
        title: String,
        reason: CloseReason,
    },
    /// Something is to be done about an interview.
    Interview {
        role: RoleId,
        candidate: CandidateId,
        interview: InterviewId,
        title: String,
        /// What the leader knows whoever comes by.
        called: String,
        slot: Slot,
    },
    /// What somebody fixes is due, or nobody owns it yet.
    Fix {
        problem: ProblemId,
        is_owned: bool,
        title: String,
        /// What is done about it; may be empty.
        fix: String,
    },
    /// Something is to be done about an offer, a contract, or somebody's first ninety days.
    Hire {
        role: RoleId,
        hire: HireId,
        title: String,
        /// Whoever was made the offer.
        called: String,
        due: HireDue,
        /// At which of the days after the start; 0 before it.
        day: u8,
    },
    /// Leaders whose roles were imported have not heard from here yet.
    Hello {
        /// To whom one says hello first.
        leader: LeaderId,
        /// How many there are.
        strangers: usize,
        /// The names of those to whom one says hello today.
        today: Vec<String>,
    },
}

/// How much of each kind was done, the kinds in their order; nothing that is zero.
pub type Tally = Vec<(EffortKind, u32)>;

/// `23 people reached, 2 screens`; none when there is nothing.
pub fn tally_words(tally: &Tally) -> Option<String> {
    let words = |(kind, count): &(EffortKind, u32)| format!("{count} {}", kind.unit(*count));
    (!tally.is_empty()).then(|| tally.iter().map(words).collect::<Vec<_>>().join(", "))
}

impl State<'_> {
    /// What is owed on this day, of whose work it is.
    pub fn owed(&self, whose: Whose, today: NaiveDate) -> Owed {
        let (heard, written) = (self.last_heard(), self.last_written());
        let cadence = self.settings().cadence;
        let mut served = self.served(whose);
        let mut owed = Owed::default();
        let (mut strangers, mut greeted) = (Vec::new(), 0);
        for leader in self.leaders() {
            let served = served.remove(&leader.id).unwrap_or_default();
            let last = heard.get(&leader.id).copied();
            if served.is_new_here() && served.running().next().is_some() {
                match last {
                    None => strangers.push((leader.id, leader.details.name.clone())),
                    Some(last) if last.on() == today => greeted += 1,
                    Some(_) => {}
                }
            }
            let waiting = self.unanswered(leader.id, &written);
            let waiting = waiting.filter(|reply| self.is_answered(reply, &served, whose));
            let answer = self.answer_due(leader, waiting.collect(), today);
            let update = self.update_due(leader, last, &served, &cadence, today);
            // What was written and is not told yet is under way, or stopped there: it is not written once more.
            let mail = served
                .is_answered_for()
                .then(|| self.mail_stopped(leader))
                .flatten();
            let mail = mail.map(|debt| Debt {
                pace: update
                    .as_ref()
                    .map_or(debt.pace, |update| update.pace.max(debt.pace)),
                ..debt
            });
            let update = update.filter(|_| !self.is_mailed(leader));
            let debt = answer.or(update).or_else(|| self.ask_due(leader, &served, today));
            owed.you.extend(debt);
            owed.you.extend(mail);
            for debt in self.decisions_due(leader, &served, whose, today) {
                // Until that day it is theirs to decide; then it is the recruiter's to ask again.
                match debt.what {
                    What::Decision {
                        turn: Turn::Leader, ..
                    } if debt.pace != Pace::Late => owed.they.push(debt),
                    _ => owed.you.push(debt),
                }
            }
        }
        let candidates = self.candidates_due(whose, today).into_iter();
        let interviews = self.interviews_due(whose, today);
        let hires = self.hires_due(whose, today);
        let others = interviews
            .into_iter()
            .chain(self.fixes_due(whose, today))
            .chain(hires);
        for (debt, is_theirs) in candidates.chain(others) {
            if is_theirs {
                owed.they.push(debt);
            } else {
                owed.you.push(debt);
            }
        }
        owed.you.extend(hello_due(strangers, greeted, today));
        for role in self.all::<Role>().filter(|role| self.is_of(role, whose)) {
            let Some(hold) = &role.hold else { continue };
            let pace = Pace::of(hold.review_on, today);
            let debt = Debt {
                name: hold.requester.clone(),
                due: hold.review_on,
                pace,
                what: What::Hold {
                    role: role.id,
                    title: role.called().to_owned(),
                    hold: hold.clone(),
                },
            };
            // Until the day of the review it is theirs to decide; from then on it is the recruiter's to ask.
            if hold.review_on <= today {
                owed.you.push(debt);
            } else {
                owed.they.push(debt);
            }
        }
        owed.you.extend(self.too_late(whose));
        owed.you.extend(self.closings_due(whose, today));
        for group in [&mut owed.you, &mut owed.they] {
            group.put_in_order(Debt::by_urgency);
        }
        owed
    }

    /// The roles of each leader, as far as they are among these.
    fn served(&self, whose: Whose) -> BTreeMap<LeaderId, Served<'_>> {
        let mut all: BTreeMap<LeaderId, Served> = BTreeMap::new();
        for role in self.all::<Role>() {
            let Some(leader) = role.leader else { continue };
            let served = all.entry(leader).or_default();
            match (role.is_open(), self.is_of(role, whose)) {
                (true, true) => served.open.push(role),
                (true, false) => served.others_open = true,
                (false, true) => served.closed = true,
                (false, false) => served.others_closed = true,
            }
        }
        for served in all.values_mut() {
            served.open.put_in_order_by(|role| (role.clock_starts(), role.id));
        }
        all
    }

    /// What waits for an answer between us and a leader, among what is asked about: by when, and for how long already.
    fn decisions_due(&self, leader: &Leader, served: &Served, whose: Whose, today: NaiveDate) -> Vec<Debt> {
        let (away, cadence) = (leader.details.away.as_ref(), self.settings().cadence);
        let asked = self.decisions(leader.id).into_iter();
        let asked = asked.filter(|decision| {
            let about = decision.role.as_slice();
            self.is_asked(decision) && self.is_looked_after(about, served, whose)
        });
        let debt = |decision: &Decision| {
            let due = decision.due(away, &cadence);
            let title = decision.role.and_then(|role| self.get::<Role>(role).ok());
            let is_theirs = decision.turn == Turn::Leader;
            let absent = away.filter(|away| is_theirs && away.covers(today));
            let paused = absent
                .filter(|away| away.pauses(today))
                .map(|away| away.back_on(|day| cadence.is_business_day(day)));
            let deputy = absent.filter(|away| !away.deputy.is_empty());
            let is_linked = |away: &Away| {
                let mut links = self.all::<ShareLink>();
                links.any(|link| {
                    let is_theirs = link.leader == leader.id && link.deputy && away.is_with(&link.label);
                    is_theirs && link.state(today) == LinkState::Open
                })
            };
            let pace = if paused.is_some() {
                Pace::Calm
            } else {
                Pace::in_business_days(due, today, &cadence)
            };
            Debt {
                name: leader.details.name.clone(),
                due,
                pace,
                what: What::Decision {
                    leader: leader.id,
                    decision: decision.id,
                    turn: decision.turn,
                    text: decision.details.what.clone(),
                    title: title.map(|role| role.called().to_owned()),
                    waited: decision.waited(away, &cadence, today),
                    paused,
                    deputy: deputy.map(|away| away.deputy.clone()),
                    unlinked: deputy.is_some_and(|away| !is_linked(away)),
                },
            }
        };
        asked.map(debt).collect()
    }

    /// Whether what a leader wrote is among these to answer.
    fn is_answered(&self, reply: &Reply, served: &Served, whose: Whose) -> bool {
        self.is_looked_after(&reply.roles, served, whose)
    }

    /// Whether what is about these roles is looked after by whoever is asked about: they have one of them.
    fn is_looked_after(&self, roles: &[RoleId], served: &Served, whose: Whose) -> bool {
        let mut about = roles
            .iter()
            .filter_map(|role| self.get::<Role>(*role).ok())
            .peekable();
        if about.peek().is_none() {
            return served.is_answered_for();
        }
        about.any(|role| self.is_of(role, whose))
    }

    /// Who says that a date is too late.
    fn too_late(&self, whose: Whose) -> Vec<Debt> {
        let debt = |role: &Role| {
            let told = self.expectation(role.id).filter(|told| told.is_too_late())?;
            let (leader, answer) = (told.leader?, told.answer.as_ref()?);
            let due = answer.at.date_naive();
            Some(Debt {
                name: self.name_of(leader).to_owned(),
                due,
                pace: Pace::Soon,
                what: What::TooLate {
                    leader,
                    role: role.id,
                    title: role.called().to_owned(),
                    told: told.terms.coming(),
                    words: answer.words.clone(),
                },
            })
        };
        self.sought(whose).filter_map(debt).collect()
    }

    /// Whom to call since the date they were told no longer holds.
    pub fn calls(&self, whose: Whose, lapses: &Lapses, today: NaiveDate) -> Vec<Debt> {
        let debt = |role: &Role| {
            let lapse = *lapses.get(&role.id)?;
            let told = self.expectation(role.id)?;
            let leader = told.leader?;
            Some(Debt {
                name: self.name_of(leader).to_owned(),
                due: today,
                pace: Pace::Soon,
                what: What::Call {
                    leader,
                    role: role.id,
                    title: role.called().to_owned(),
                    lapse,
                    tries: told.tries.len(),
                },
            })
        };
        self.sought(whose).filter_map(debt).collect()
    }

    /// The open roles in which nobody has said yes.
    fn sought(&self, whose: Whose) -> impl Iterator<Item = &Role> {
        self.all::<Role>()
            .filter(move |role| role.is_open() && role.said_yes_on().is_none() && self.is_of(role, whose))
    }

    /// What is asked of a leader next: of the oldest role of which something is to be asked.
    fn ask_due(&self, leader: &Leader, served: &Served, today: NaiveDate) -> Option<Debt> {
        let (role, asks) = served
            .running()
            .find_map(|role| Some((role, self.asks_of(role, today)?)))?;
        Some(Debt {
            name: leader.details.name.clone(),
            due: today,
            pace: Pace::Calm,
            what: What::Ask {
                leader: leader.id,
                role: role.id,
                title: role.called().to_owned(),
                asks,
            },
        })
    }

    /// An update that is due. Who never heard waits to hear about what began here: of imported roles one says hello first.
    fn update_due(
        &self,
        leader: &Leader,
        heard: Option<Told>,
        served: &Served,
        cadence: &Cadence,
        today: NaiveDate,
    ) -> Option<Debt> {
        let awaited = served
            .running()
            .filter(|role| heard.is_some() || role.entered.is_none());
        let opened = awaited.map(Role::clock_starts).min()?;
        let silence = Silence::since(heard, opened, today, cadence, leader.details.rhythm());
        (silence.pace != Pace::Calm).then(|| Debt {
            name: leader.details.name.clone(),
            due: silence.due,
            pace: silence.pace,
            what: What::Update {
                leader: leader.id,
                roles: served.running().map(|role| role.called().to_owned()).collect(),
                last: self.told(leader).map(|told| told.on()),
                late: silence.late,
                stands: self
                    .untold(leader)
                    .first()
                    .map(|update| (update.id, update.sent_at.date_naive())),
            },
        })
    }

    /// Whether something that was written to them is a letter, and they have not got it as far as one knows.
    pub(super) fn is_mailed(&self, leader: &Leader) -> bool {
        self.untold(leader).iter().any(|update| update.mail.is_some())
    }

    /// Whether a letter to them is on its way, or waits for it.
    pub(super) fn is_mail_on_its_way(&self, leader: &Leader) -> bool {
        let untold = self.untold(leader);
        let mut letters = untold.iter().filter_map(|update| update.mail.as_ref());
        letters.any(|mail| !mail.is_stopped())
    }

    /// The newest letter to a leader that they have not got, as far as one knows, and that goes no further by itself.
    fn mail_stopped(&self, leader: &Leader) -> Option<Debt> {
        let mut untold = self.untold(leader).into_iter().rev();
        let is_stopped = |update: &&Update| update.mail.as_ref().is_some_and(Mail::is_stopped);
        let update = untold.find(is_stopped)?;
        Some(Debt {
            name: leader.details.name.clone(),
            due: update.sent_at.date_naive(),
            pace: Pace::Soon,
            what: What::Mail { leader: leader.id },
        })
    }

    fn answer_due(&self, leader: &Leader, mut waiting: Vec<&Reply>, today: NaiveDate) -> Option<Debt> {
        waiting.put_in_order_by(|reply| reply.at);
        let (first, newest) = (waiting.first()?, waiting.last()?);
        let due = first.at.date_naive();
        Some(Debt {
            name: self.speaks(leader, newest),
            due,
            // Whoever has written waits from the same day on; kindly so, until the day after.
            pace: if (today - due).num_days() > 1 {
                Pace::Late
            } else {
                Pace::Soon
            },
            what: What::Answer {
                leader: leader.id,
                text: newest.text.clone(),
                others: waiting.len() - 1,
            },
        })
    }

    /// What was done, and is shared, for those of each leader's roles that count since something was written to them.
    pub fn done_since(
        &self,
        written: &LastTold,
        counts: impl Fn(&Role) -> bool,
    ) -> BTreeMap<LeaderId, Tally> {
        let meant = self.all::<Role>().filter(|role| counts(role));
        let of_leaders = meant.filter_map(|role| role.leader.map(|leader| (role.id, leader)));
        let leaders: BTreeMap<RoleId, LeaderId> = gathered(of_leaders);
        let mut sums: BTreeMap<LeaderId, BTreeMap<EffortKind, u32>> = BTreeMap::new();
        let mut counted = BTreeSet::new();
        for (role, leader) in leaders {
            let last = written.get(&leader).map(|written| written.at);
            for effort in self.shared_since(role, last) {
                // For several roles of one leader it was made once.
                if counted.insert((leader, effort.id)) {
                    *sums.entry(leader).or_default().entry(effort.kind).or_default() += effort.quantity;
                }
            }
        }
        let tally = |counts: BTreeMap<EffortKind, u32>| counts.into_iter().collect();
        gathered(sums.into_iter().map(|(leader, counts)| (leader, tally(counts))))
    }
}

/// What there is of a leader's roles, among those whose work is asked about.
#[derive(Default)]
struct Served<'a> {
    /// The open ones, the oldest first.
    open: Vec<&'a Role>,
    /// Whether there are open ones that are somebody else's, and the same of those that closed.
    others_open: bool,
    closed: bool,
    others_closed: bool,
}

impl Served<'_> {
    /// The open roles that are not on hold.
    fn running(&self) -> impl Iterator<Item = &Role> {
        self.open.iter().copied().filter(|role| role.hold.is_none())
    }

    /// Whether all of them began elsewhere: their leader may not know yet who looks after them now.
    fn is_new_here(&self) -> bool {
        self.running().all(|role| role.entered.is_some())
    }

    /// Whether what the leader writes about no role in particular is answered by whoever is asked about: they have an open role of theirs; where
    /// nobody has, a closed one; and whoever leads no role is everybody's.
    fn is_answered_for(&self) -> bool {
        !self.open.is_empty() || (!self.others_open && (self.closed || !self.others_closed))
    }
}

impl Debt {
    /// What is late comes first, then what is soon, each as it fell due.
    pub fn by_urgency(&self, other: &Self) -> std::cmp::Ordering {
        let key = |debt: &Self| (Reverse(debt.pace), debt.due);
        key(self)
            .cmp(&key(other))
            .then_with(|| self.name.cmp(&other.name))
    }
}

/// To whom one says hello today, when so many were greeted already.
fn hello_due(strangers: Vec<(LeaderId, String)>, greeted: usize, today: NaiveDate) -> Option<Debt> {
    let count = strangers.len();
    let next = strangers.into_iter().take(HELLOS.saturating_sub(greeted));
    let (leaders, names): (Vec<_>, Vec<_>) = next.unzip();
    Some(Debt {
        name: names.first()?.clone(),
        due: today,
        pace: Pace::Calm,
        what: What::Hello {
            leader: *leaders.first()?,
            strangers: count,
            today: names,
        },
    })
}

#[cfg(test)]
mod tests;
