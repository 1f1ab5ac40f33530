//! Which form is open on a role's page.

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Open {
    Nothing,
    Edit,
    Hold,
    People,
}
