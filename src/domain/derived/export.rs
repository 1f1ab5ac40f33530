//! Roles as a table for a spreadsheet.

use chrono::NaiveDate;
use csv::WriterBuilder;

use crate::domain::{Brief, Leader, Role, Sorting, State};

/// The headings: [`super::import::Column`] knows them but for what was asked for, and a number tells a role again when it
/// comes back.
const HEADINGS: [&str; 16] = [
    "Number",
    "Title",
    "Hiring leader",
    "Team",
    "Recruiter",
    "Status",
    "Opened on",
    "Closed on",
    "Days to fill",
    "Seniority",
    "Family",
    "Must-haves",
    "Changed after sourcing",
    "Told: yes by",
    "Yes on",
    "Problems",
];

impl State<'_> {
    /// All roles, the oldest first, as CSV (RFC 4180) with headings. No cell is taken for a formula: one that
    /// begins like a formula gets an apostrophe before it, which spreadsheets hide.
    pub fn roles_csv(&self) -> String {
        let mut roles: Vec<&Role> = self.all::<Role>().collect();
        roles.put_in_order_by(|role| (role.details.opened_on, role.id));
        let mut table = WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        // Writing to memory does not fail, and every record has as many cells as the first.
        let _ = table.write_record(HEADINGS.map(|heading| self.called().ours(heading).into_owned()));
        for role in roles {
            let _ = table.write_record(self.line_of(role).map(|cell| safe(&cell)));
        }
        let bytes = table.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    fn line_of(&self, role: &Role) -> [String; HEADINGS.len()] {
        let leader = role.leader.and_then(|leader| self.get::<Leader>(leader).ok());
        let text = |of: fn(&crate::domain::LeaderDetails) -> &String| {
            leader.map_or_else(String::new, |leader| of(&leader.details).clone())
        };
        let close = role.placement.close.as_ref();
        let status = match close {
            Some(close) => close.reason.label(),
            None if role.hold.is_some() => "On hold",
            None => role.placement.stage.label(),
        };
        let date = |date: NaiveDate| date.to_string();
        let brief = self.get::<Brief>(role.id).ok();
        [
            role.id.to_string(),
            role.called().to_owned(),
            text(|details| &details.name),
            text(|details| &details.team),
            self.member(role.owner)
                .map_or_else(String::new, |member| member.name.clone()),
            status.into(),
            date(role.details.opened_on),
            close.map_or_else(String::new, |close| date(close.on)),
            close.map_or_else(String::new, |close| role.days_open(close.on).to_string()),
            role.details.seniority.label().into(),
            role.details.family.label().into(),
            brief.map_or_else(String::new, Brief::asks_for),
            brief.map_or_else(String::new, |brief| brief.changed_after_sourcing().to_string()),
            self.expectation(role.id)
                .map_or_else(String::new, |told| date(told.terms.yes_by)),
            role.said_yes_on().map_or_else(String::new, date),
            self.problems_of(role.id)
                .iter()
                .map(|problem| problem.details.title.as_str())
                .collect::<Vec<_>>()
                .join("; "),
        ]
    }
}

/// A cell that no spreadsheet takes for a formula.
pub(super) fn safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.into()
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{Close, Role};
    use chrono::NaiveDate;

    use crate::domain::{
        BriefDetails, Called, Cause, CloseReason, Must, ProblemDetails, Spec, Stage, Story, brief,
        import::{Column, DateOrder, Endings, Planner, Table},
        problem, settings,
    };

    #[test]
    fn what_was_exported_is_known_when_it_comes_back() {
        let mut story = Story::begin();
        story.opens("sre", "=HYPERLINK(\"evil\"), \"quoted\"\nand two lines");
        for stage in Stage::ALL {
            if *stage == Stage::Closed {
                continue;
            }
            story.opens(stage.label(), stage.label());
            story.moves(stage.label(), *stage, None, None).unwrap();
        }
        story.closes("data", CloseReason::SolvedWithoutHire);
        story.does(brief::Command::EditBrief {
            role: Story::role("data"),
            leader: Some(Story::leader("dana")),
            details: Box::new(BriefDetails {
                spec: Spec {
                    musts: ["Ran pipelines", "=SQL"]
                        .map(|what| Must {
                            id: Story::must(what),
                            what: what.into(),
                            pain: None,
                        })
                        .into(),
                    ..Spec::default()
                },
                ..BriefDetails::default()
            }),
            base: None,
            prompt: None,
        });
        story.does(problem::Command::RaiseProblem {
            problem: Story::problem("pay"),
            details: ProblemDetails::seen("-Pay is low", Cause::Compensation, [Story::role("sre")]).into(),
        });
        let text = story.state().roles_csv();
        assert!(text.contains(",'-Pay is low\r\n"), "{text}");
        assert!(!text.contains("\"=") && !text.contains(",="), "{text}");
        assert!(text.contains(",Ran pipelines; =SQL,0,"), "{text}");
        let table = Table::parse(&text).unwrap();
        let mut planner = Planner::new(
            &table,
            DateOrder::DayFirst,
            NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
            Endings::new(),
        );
        planner.read(100);
        assert_eq!(planner.plan.bad, []);
        for planned in &planner.plan.roles {
            let state = story.state();
            let role = state.get::<Role>(planned.id).expect("the same number");
            assert_eq!(planned.details.title, role.details.title.replace('\n', " "));
            let closed = |close: &Option<Close>| close.as_ref().map(|close| (close.reason, close.on));
            assert_eq!(
                (planned.stage, closed(&planned.close)),
                (role.placement.stage, closed(&role.placement.close))
            );
            assert_eq!(planned.details.seniority, role.details.seniority);
        }
        assert_eq!(planner.plan.roles.len(), story.state().all::<Role>().count());
    }

    #[test]
    fn the_heading_says_the_word_of_the_workspace_and_is_known_either_way() {
        let mut story = Story::begin();
        for (called, heading) in [
            (Called::Leader, "Hiring leader"),
            (Called::HiringManager, "Hiring manager"),
        ] {
            story.does(settings::Command::CallLeaders { called });
            let text = story.state().roles_csv();
            assert!(text.starts_with(&format!("Number,Title,{heading},")), "{text}");
            let table = Table::parse(&text).unwrap();
            assert_eq!(table.columns[2], Some(Column::Leader));
        }
    }
}
