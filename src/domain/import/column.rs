//! What a column of a tracker's export may be.

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
