//! What is asked in interviews for a role, and why.

pub mod check;
