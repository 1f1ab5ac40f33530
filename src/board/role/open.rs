//! Which form of a role is open.

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Open {
    Nothing,
    Edit,
    Hold,
}
