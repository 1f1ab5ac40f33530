//! The same for a spreadsheet: sums for each role, and nothing of a person; and the facts, where enough speak.

use csv::WriterBuilder;

use super::{
    fact::{again, changed},
    time::{self, Spent},
};
use crate::domain::{CloseReason, LeaderId, Role, Sorting, State, UserId, derived::export::safe};

const HEADINGS: [&str; 14] = [
    "Number",
    "Title",
    "Hiring leader",
    "Stage",
    "Opened on",
    "Told: yes by",
    "Minutes with the leader",
    "Minutes looking",
    "Changed after sourcing",
    "Sought again after a yes",
    "Not wanted for what the brief does not say",
    "Told: days",
    "Came: days",
    "Solved without a hire",
];

/// What is said by a fact; its numbers stand beside it where it is one.
const FACTS: [&str; 6] = [
    "Fact",
    "Was so",
    "Of",
    "Hurt on average at the yes",
    "Hurts on average at day 90",
    "In words",
];

fn written(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail, and every record has as many cells as the first.
        let _ = table.write_record(row);
    }
    let bytes = table.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

impl State<'_> {
    /// The facts, as CSV (RFC 4180) with headings; of what too few speak of only that.
    pub fn facts_csv(&self, me: UserId) -> String {
        let called = self.called();
        let headings = FACTS.map(str::to_owned).to_vec();
        let facts = self.lever(me).facts.into_iter().map(|fact| {
            let [hits, of, before, after] = fact.numbers();
            let name = called.ours(fact.measure.label()).into_owned();
            vec![name, hits, of, before, after, fact.words(called)]
        });
        written([headings].into_iter().chain(facts))
    }

    /// All roles, or those of one leader, the oldest first, as CSV (RFC 4180) with headings, as this person may read it.
    pub fn lever_csv(&self, me: UserId, of: Option<LeaderId>) -> String {
        let mut roles: Vec<&Role> = self.all::<Role>().collect();
        roles.put_in_order_by(|role| (role.details.opened_on, role.id));
        // Over all of them, whosever: that two tables differ tells nobody's minutes.
        let times = time::of(self, &roles, me).roles;
        roles.retain(|role| of.is_none() || role.leader == of);
        let headings = HEADINGS.map(|heading| self.called().ours(heading).into_owned());
        let lines = roles.into_iter().map(|role| {
            let spent = times.iter().find(|time| time.role == role.id);
            let minutes = |spent: Option<Spent>| match spent {
                None => "0".to_owned(),
                Some(Spent::Minutes(minutes)) => minutes.to_string(),
                Some(Spent::Withheld) => "withheld".to_owned(),
            };
            let yes_or_no = |is_so: bool| if is_so { "yes" } else { "no" }.to_owned();
            let (unsaid, not_wanted) = self.unsaid(role.id);
            let unsaid = (not_wanted > 0).then_some(unsaid > 0);
            let (turnout, told) = (self.turnout(role), self.expectation(role.id));
            let solved = role.placement.close.as_ref();
            let solved = solved.map(|close| close.reason == CloseReason::SolvedWithoutHire);
            let cells: [String; HEADINGS.len()] = [
                role.id.to_string(),
                safe(role.called()),
                role.leader
                    .map_or_else(String::new, |leader| safe(self.name_of(leader))),
                role.placement.stage.label().to_owned(),
                role.details.opened_on.to_string(),
                told.map_or_else(String::new, |told| told.terms.yes_by.to_string()),
                minutes(spent.map(|time| time.with_leader)),
                minutes(spent.map(|time| time.looking)),
                changed(self, role).map_or_else(String::new, |count| count.to_string()),
                again(self, role).map_or_else(String::new, yes_or_no),
                unsaid.map_or_else(String::new, yes_or_no),
                turnout.map_or_else(String::new, |turnout| turnout.told.to_string()),
                turnout.map_or_else(String::new, |turnout| turnout.came.to_string()),
                solved.map_or_else(String::new, yes_or_no),
            ];
            cells.to_vec()
        });
        written([headings.to_vec()].into_iter().chain(lines))
    }
}
