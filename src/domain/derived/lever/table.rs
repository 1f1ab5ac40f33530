//! The same for a spreadsheet: sums for each role, and nothing of a person.

use csv::WriterBuilder;

use super::{
    fact::{again, changed},
    time::{self, Spent},
};
use crate::domain::{CloseReason, LeaderId, Role, Sorting, State, UserId, derived::export::safe};

const HEADINGS: [&str; 10] = [
    "Number",
    "Title",
    "Minutes with the leader",
    "Minutes looking",
    "Changed after sourcing",
    "Sought again after a yes",
    "Not wanted for what the brief does not say",
    "Told: days",
    "Came: days",
    "Solved without a hire",
];

impl State<'_> {
    /// All roles, or those of one leader, the oldest first, as CSV (RFC 4180) with headings, as this person may read it.
    pub fn lever_csv(&self, me: UserId, of: Option<LeaderId>) -> String {
        let mut roles: Vec<&Role> = self.all::<Role>().collect();
        roles.put_in_order_by(|role| (role.details.opened_on, role.id));
        // Over all of them, whosever: that two tables differ tells nobody's minutes.
        let times = time::of(self, &roles, me).roles;
        roles.retain(|role| of.is_none() || role.leader == of);
        let mut table = WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        // Writing to memory does not fail, and every record has as many cells as the first.
        let _ = table.write_record(HEADINGS.map(|heading| self.called().ours(heading).into_owned()));
        for role in roles {
            let spent = times.iter().find(|time| time.role == role.id);
            let minutes = |spent: Option<Spent>| match spent {
                None => "0".to_owned(),
                Some(Spent::Minutes(minutes)) => minutes.to_string(),
                Some(Spent::Withheld) => "withheld".to_owned(),
            };
            let yes_or_no = |is_so: bool| if is_so { "yes" } else { "no" }.to_owned();
            let (unsaid, not_wanted) = self.unsaid(role.id);
            let unsaid = (not_wanted > 0).then_some(unsaid > 0);
            let turnout = self.turnout(role);
            let solved = role.placement.close.as_ref();
            let solved = solved.map(|close| close.reason == CloseReason::SolvedWithoutHire);
            let cells: [String; HEADINGS.len()] = [
                role.id.to_string(),
                safe(role.called()),
                minutes(spent.map(|time| time.with_leader)),
                minutes(spent.map(|time| time.looking)),
                changed(self, role).map_or_else(String::new, |count| count.to_string()),
                again(self, role).map_or_else(String::new, yes_or_no),
                unsaid.map_or_else(String::new, yes_or_no),
                turnout.map_or_else(String::new, |turnout| turnout.told.to_string()),
                turnout.map_or_else(String::new, |turnout| turnout.came.to_string()),
                solved.map_or_else(String::new, yes_or_no),
            ];
            let _ = table.write_record(cells);
        }
        let bytes = table.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}
