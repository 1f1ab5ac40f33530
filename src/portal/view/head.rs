//! Where things stand, whom to call, and when the leader hears next.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    after,
    count::reached,
    seen::{Alone, Seen, SeenRole},
};
use crate::domain::{
    Called, CloseReason, Coming, HireId, Member, RoleId, Slip, Stage, State, Turn, UserId, time_of_day,
    week_start,
};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HeadView {
    pub workspace: String,
    /// None for a boss or a team: their page names nobody but whom to call.
    pub leader: Option<String>,
    /// Whoever has the link, where they answer for the leader.
    pub deputy: Option<String>,
    /// They do so today.
    pub answers: bool,
    /// What leaders are called there.
    pub called: Called,
    /// Whom to call.
    pub recruiter: Option<Contact>,
    /// What waits for the leader first, where that is theirs to know; then in the order of their stages, and so what closed lately last.
    pub roles: Vec<RoleView>,
    /// What is said first.
    pub lead: Lead,
    /// The leader hears at the latest on this day.
    pub next_update_by: Option<NaiveDate>,
}

/// What matters most to whoever opens the page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub enum Lead {
    /// Another date was told lately, as somebody said in person.
    Slipped {
        /// Of a leader with several roles, which it is about.
        role: Option<String>,
        told_on: NaiveDate,
        /// Who told it, as far as the scope may know.
        told_by: Option<String>,
        slip: Slip,
        /// What is done until then, and by when: the leader's alone.
        meanwhile: Option<(String, NaiveDate)>,
    },
    /// Of the one role something is asked.
    Decision {
        what: String,
        due: NaiveDate,
        otherwise: String,
        /// How many more things.
        more: usize,
    },
    /// Somebody said yes lately.
    Accepted {
        /// Of a leader with several roles, which it is about.
        role: Option<String>,
        on: NaiveDate,
        /// What was planned, and what is likely now; none where nobody was told.
        coming: Option<Slip>,
        /// Who it is, where that stands on the leader's page.
        hired: Option<String>,
        /// Whether whoever it is has signed: that is told wherever the yes is.
        signed: bool,
        /// Their first day is known, and not only likely.
        begins: bool,
        /// In how many more roles somebody said yes lately.
        others: usize,
    },
    /// Somebody withdrew lately: the leader's alone.
    Withdrew {
        /// Of a leader with several roles, which it is about.
        role: Option<String>,
        called: String,
        /// Who comes all the same.
        still: Option<Comes>,
    },
    /// Somebody comes within a week: the leader's alone.
    Meets {
        /// Of a leader with several roles, which it is for.
        role: Option<String>,
        next: Comes,
    },
    /// Whoever was hired has been there for a while, and the leader is asked what still hurts: the leader's alone.
    After { hire: HireId },
    /// How things stand.
    Stands {
        /// How many roles need the leader.
        waiting: usize,
        /// How many things are asked of them that are about no role alone.
        of_all: usize,
        /// Something of it is due today.
        due_today: bool,
    },
}

/// Who meets the leader, and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Comes {
    pub called: String,
    pub on: NaiveDate,
    /// `15:00`.
    pub time: String,
    /// It was to be at another time.
    pub is_moved: bool,
}

impl HeadView {
    /// Of a page for somebody besides the leader, by this name, which shows one thing alone; whoever keeps it is called.
    pub(super) fn of_one(state: &State, keeper: UserId, reader: String) -> Self {
        let name = state.workspace();
        Self {
            workspace: name.map_or_else(|| "Fulcrum".into(), |workspace| workspace.name.clone()),
            leader: None,
            // Who is asked whether it is they who write.
            deputy: Some(reader),
            answers: false,
            called: state.called(),
            recruiter: state.member(keeper).map(Contact::of),
            roles: Vec::new(),
            lead: Lead::Stands {
                waiting: 0,
                of_all: 0,
                due_today: false,
            },
            next_update_by: None,
        }
    }
}

/// For how many days after it was told another date is what is said first.
const NEWS: i64 = 3;
/// For how many days a yes is what is said first.
const WEEK: i64 = 7;

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Contact {
    pub name: String,
    pub phone: Option<String>,
}

impl Contact {
    fn of(member: &Member) -> Self {
        Self {
            name: member.name.clone(),
            phone: member.phone.clone(),
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RoleView {
    pub id: RoleId,
    pub title: String,
    pub stage: Stage,
    pub opened_on: NaiveDate,
    pub closed: Option<(CloseReason, NaiveDate)>,
    /// The day on which a hold is reviewed.
    pub held_until: Option<NaiveDate>,
    /// People reached this week, and those of them who replied.
    pub reached: u32,
    pub replied: u32,
    /// So many people were counted in interviews, or later.
    pub further: u32,
    /// Somebody whom the leader was shown is considered.
    pub has_finalist: bool,
    /// Somebody's yes was noted, and stands.
    pub said_yes: bool,
    /// So does their contract.
    pub signed: bool,
    /// Something is asked of the leader about it.
    pub waits: bool,
    /// Who looks after it, where that is not whom the page says to call: the leader's alone.
    pub other: Option<Contact>,
}

impl RoleView {
    pub fn is_open(&self) -> bool {
        self.stage != Stage::Closed
    }
}

impl HeadView {
    /// What this one is called, or whom the page says to call where nobody is known.
    pub fn who<'a>(&'a self, known: Option<&'a str>) -> &'a str {
        let contact = self.recruiter.as_ref().map(|contact| contact.name.as_str());
        known.or(contact).unwrap_or("your recruiter")
    }

    /// Who is asked whether it is they who write.
    pub fn reader(&self) -> &str {
        let reader = self.deputy.as_ref().or(self.leader.as_ref());
        reader.map_or("", String::as_str)
    }
}

/// Every page has one.
pub fn section(seen: &Seen) -> HeadView {
    let (this_week, alone) = (week_start(seen.today()), seen.alone());
    let open = alone.map(open).unwrap_or_default();
    let waits = |id: RoleId| open.iter().any(|one| one.role == Some(id));
    let mut roles: Vec<_> = seen.roles().collect();
    // What waits for the leader comes first, which is known only of their own.
    roles.sort_by_key(|role| !waits(role.id()));
    HeadView {
        workspace: seen.workspace(),
        leader: (alone.is_some() || seen.deputy().is_some()).then(|| seen.leader().to_owned()),
        deputy: seen.deputy().map(str::to_owned),
        answers: alone.is_some(),
        called: seen.called(),
        recruiter: seen.contact().map(Contact::of),
        roles: roles
            .into_iter()
            .map(|role| {
                let of_role = seen
                    .counts()
                    .filter(|count| count.is_in_week(this_week) && count.is_for(role.id()));
                let (reached, replied) = reached(of_role);
                RoleView {
                    id: role.id(),
                    title: role.title().to_owned(),
                    stage: role.stage(),
                    opened_on: role.opened_on(),
                    closed: role.closed(),
                    held_until: role.held_until(),
                    reached,
                    replied,
                    further: seen.further(role),
                    has_finalist: seen.has_finalist(role),
                    said_yes: seen.yes(role).is_some(),
                    signed: seen.is_signed(role),
                    waits: waits(role.id()),
                    other: alone
                        .and_then(|alone| alone.looks_after_besides(role.id()))
                        .map(Contact::of),
                }
            })
            .collect(),
        lead: lead(seen, &open),
        next_update_by: seen.next_update_by(),
    }
}

/// Something that is asked of the leader.
struct Open {
    role: Option<RoleId>,
    what: String,
    due: NaiveDate,
    otherwise: String,
}

/// What waits for the leader: decisions, times, and whom they want to meet.
fn open(seen: Alone) -> Vec<Open> {
    let turns = seen.turns().into_iter();
    let turns = turns.filter(|turn| turn.asked.turn == Turn::Leader && turn.asked.answer.is_none());
    let turns = turns.map(|turn| Open {
        role: turn.asked.role,
        what: turn.asked.details.what.clone(),
        due: turn.due,
        otherwise: turn.asked.details.otherwise.clone(),
    });
    let slots = seen.slots().into_iter();
    let slots = slots.filter(|slot| slot.interview.answer().is_none());
    let slots = slots.map(|slot| Open {
        role: Some(slot.interview.role),
        what: format!("When do you meet {}?", slot.called),
        due: slot.due,
        otherwise: slot
            .interview
            .offer
            .as_ref()
            .map(|offer| offer.otherwise.clone())
            .unwrap_or_default(),
    });
    let cards = seen.candidates().into_iter();
    let cards = cards.filter(|card| card.is_asked);
    let cards = cards.map(|card| Open {
        role: Some(card.candidate.role),
        what: format!("Do you want to meet {}?", card.called),
        due: card.due,
        otherwise: String::new(),
    });
    turns.chain(slots).chain(cards).collect()
}

fn lead(seen: &Seen, open: &[Open]) -> Lead {
    let is_one = seen.roles().count() < 2;
    let dates = seen.dates().into_iter();
    let newest = dates
        .filter(|date| date.turnout.is_none() && (seen.today() - date.told_on).num_days() < NEWS)
        .filter_map(|date| Some((date.told_on, date.slipped?, date.role, date.told_by)))
        .max_by_key(|(told_on, ..)| *told_on);
    if let Some((told_on, slip, role, told_by)) = newest {
        return Lead::Slipped {
            role: (!is_one).then(|| role.title().to_owned()),
            told_on,
            told_by: told_by.map(str::to_owned),
            slip,
            meanwhile: seen.alone().and_then(|alone| alone.meanwhile(role.id())),
        };
    }
    let next = open.iter().min_by_key(|one| one.due);
    if let Some(next) = next.filter(|_| is_one) {
        return Lead::Decision {
            what: next.what.clone(),
            due: next.due,
            otherwise: next.otherwise.clone(),
            more: open.len() - 1,
        };
    }
    let news = || {
        let news = accepted(seen, is_one).or_else(|| withdrew(seen.alone()?, is_one));
        let news = news.or_else(|| asks_after(seen.alone()?));
        news.or_else(|| meets(seen.alone()?, is_one))
    };
    if let Some(news) = open.is_empty().then(news).flatten() {
        return news;
    }
    let roles: BTreeSet<_> = open.iter().filter_map(|one| one.role).collect();
    Lead::Stands {
        waiting: roles.len(),
        of_all: open.iter().filter(|one| one.role.is_none()).count(),
        due_today: open.iter().any(|one| one.due <= seen.today()),
    }
}

/// That somebody said yes within a week: when they are likely at the desk, and what was planned.
fn accepted(seen: &Seen, is_one: bool) -> Option<Lead> {
    // A role that was moved by hand says nothing of anybody's yes.
    let said = seen.roles().filter_map(|role| Some((seen.yes(role)?, role)));
    let lately = said.filter(|(on, _)| (0..WEEK).contains(&(seen.today() - *on).num_days()));
    let lately: Vec<_> = lately.collect();
    let (on, role) = lately.iter().copied().max_by_key(|(on, _)| *on)?;
    let told = seen.dates().into_iter().find(|date| date.role.id() == role.id());
    let coming = told.map(|told| Slip::between((told.yes_by, told.notice), (on, told.notice)));
    // Where they are on the leader's page, their first day is known, or is to be.
    let hires = seen.alone().map(Alone::hires).unwrap_or_default().into_iter();
    let mut of_role = hires.filter(|one| one.role.id() == role.id());
    // Another's yes is not told as theirs.
    let whose = of_role.find(|one| one.hire.details.yes_on == Some(on));
    let details = whose.map(|one| &one.hire.details);
    let starts = details.and_then(|details| details.starts_on);
    // Another's contract is not told as theirs either.
    let signed = details.map_or_else(|| seen.is_signed(role), |details| details.signed_on.is_some());
    Some(Lead::Accepted {
        role: (!is_one).then(|| role.title().to_owned()),
        on,
        coming: coming.map(|slip| Slip {
            likely: starts.map_or(slip.likely, Coming::Desk),
            ..slip
        }),
        hired: details.map(|details| details.name.clone()),
        signed,
        begins: starts.is_some() && signed,
        others: lately.len() - 1,
    })
}

/// Who comes, the next first.
fn coming<'a>(seen: Alone<'_, 'a>) -> impl Iterator<Item = (SeenRole<'a>, Comes)> {
    seen.all().meetings().into_iter().filter_map(|one| {
        let (interview, called) = one.words?;
        let starts = interview.starts.filter(|_| interview.off.is_none())?;
        let comes = Comes {
            called,
            on: one.on,
            time: time_of_day(&starts.naive_local()),
            is_moved: interview.moved_from.is_some(),
        };
        Some((one.role, comes))
    })
}

fn meets(seen: Alone, is_one: bool) -> Option<Lead> {
    let (role, next) = coming(seen).next()?;
    ((next.on - seen.all().today()).num_days() < WEEK).then(|| Lead::Meets {
        role: (!is_one).then(|| role.title().to_owned()),
        next,
    })
}

/// That the leader is asked what still hurts.
fn asks_after(seen: Alone) -> Option<Lead> {
    let mut asked = after::section(seen).into_iter().filter(|one| one.asked.is_some());
    let hire = asked.next()?.hire;
    Some(Lead::After { hire })
}

/// That somebody withdrew lately, and who comes all the same.
fn withdrew(seen: Alone, is_one: bool) -> Option<Lead> {
    let still = |role: SeenRole| {
        let mut coming = coming(seen);
        coming
            .find(|(of, _)| of.id() == role.id())
            .map(|(_, still)| still)
    };
    // Where somebody said yes and nobody else comes, whoever withdrew is no news.
    let is_news_of = |role| seen.all().yes(role).is_none() || still(role).is_some();
    let (role, called) = seen.withdrew(NEWS, is_news_of)?;
    Some(Lead::Withdrew {
        role: (!is_one).then(|| role.title().to_owned()),
        called,
        still: still(role),
    })
}
