//! What a column of a tracker's export is.

use crate::domain::labelled;

labelled! {
    /// What a column may be taken for. "Requisition", "req" and "job" are synonyms of role.
    Column {
        Title = "Title",
        Leader = "Hiring leader",
        Team = "Team",
        Recruiter = "Recruiter",
        Opened = "Opened on",
        Closed = "Closed on",
        Days = "Days to fill",
        Status = "Status",
        Seniority = "Seniority",
        Number = "Number",
    }
}

impl Column {
    /// Headings as common trackers export them, in small letters without signs.
    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Title => &[
                "title",
                "role",
                "role title",
                "role name",
                "job",
                "job title",
                "job name",
                "position",
                "position title",
                "position name",
                "requisition",
                "requisition title",
                "requisition name",
                "req title",
                "req name",
                "posting title",
                "vacancy",
                "opening",
                "opening name",
            ],
            Self::Leader => &[
                "leader",
                "hiring leader",
                "hiring manager",
                "hiring manager name",
                "hiring managers",
                "manager",
                "manager name",
                "hm",
                "hiring lead",
                "reports to",
                "supervisor",
                "requested by",
                "requester",
            ],
            Self::Team => &[
                "team",
                "department",
                "dept",
                "division",
                "business unit",
                "function",
                "org",
                "organization",
                "organisation",
                "group",
                "unit",
                "cost center",
                "cost centre",
            ],
            Self::Recruiter => &[
                "recruiter",
                "recruiter name",
                "primary recruiter",
                "lead recruiter",
                "owner",
                "job owner",
                "requisition owner",
                "talent partner",
                "ta partner",
                "assigned to",
                "assignee",
            ],
            Self::Opened => &[
                "opened",
                "open",
                "opened on",
                "opened at",
                "open date",
                "opened date",
                "date opened",
                "opening date",
                "created",
                "created on",
                "created at",
                "created date",
                "creation date",
                "date created",
                "approved",
                "approved on",
                "approved at",
                "approval date",
                "date approved",
                "start of search",
                "posted",
                "posted on",
                "posted date",
                "date posted",
                "requested on",
                "requisition date",
                "job opened",
                "first published",
            ],
            Self::Closed => &[
                "closed",
                "closed on",
                "closed at",
                "close date",
                "closed date",
                "date closed",
                "closing date",
                "filled",
                "filled on",
                "filled at",
                "fill date",
                "filled date",
                "date filled",
                "hired",
                "hired on",
                "hire date",
                "hired date",
                "date hired",
                "completed",
                "completed on",
                "offer accepted",
                "offer accepted on",
                "offer accepted date",
                "job closed",
            ],
            Self::Days => &[
                "days",
                "days to fill",
                "time to fill",
                "time to fill days",
                "days open",
                "ttf",
                "days to hire",
                "time to hire",
                "time to hire days",
                "days to close",
            ],
            Self::Status => &[
                "status",
                "state",
                "stage",
                "job status",
                "role status",
                "requisition status",
                "req status",
                "current status",
                "current stage",
                "position status",
                "outcome",
            ],
            Self::Seniority => &[
                "seniority",
                "level",
                "job level",
                "grade",
                "career level",
                "seniority level",
                "band",
            ],
            Self::Number => &[
                "id",
                "number",
                "no",
                "req id",
                "requisition id",
                "requisition number",
                "req number",
                "req no",
                "requisition no",
                "job id",
                "job number",
                "role id",
                "role number",
                "position id",
                "opening id",
                "reference",
                "ref",
                "job code",
                "req",
            ],
        }
    }

    /// What a column with this heading is likely to be.
    pub fn guess(heading: &str) -> Option<Self> {
        let mut words = String::new();
        for c in heading.chars().flat_map(char::to_lowercase) {
            match c {
                c if c.is_alphanumeric() => words.push(c),
                _ if words.ends_with(' ') => {}
                _ => words.push(' '),
            }
        }
        let words = words.trim();
        Self::ALL
            .iter()
            .copied()
            .find(|column| column.headings().contains(&words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_common_trackers_are_known() {
        let known = [
            ("Requisition Title", Column::Title),
            ("HIRING MANAGER", Column::Leader),
            ("hiring_manager", Column::Leader),
            ("Department", Column::Team),
            ("Job Owner", Column::Recruiter),
            ("Created At", Column::Opened),
            ("Approval date", Column::Opened),
            ("Date filled", Column::Closed),
            ("Time to fill (days)", Column::Days),
            ("Req. ID", Column::Number),
            ("Status", Column::Status),
        ];
        for (heading, column) in known {
            assert_eq!(Column::guess(heading), Some(column), "{heading}");
        }
        assert_eq!(Column::guess("Salary band midpoint"), None);
    }

    #[test]
    fn no_heading_stands_for_two_things() {
        let mut all: Vec<&str> = Column::ALL
            .iter()
            .flat_map(|column| column.headings())
            .copied()
            .collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
