//! Two people and what passes between them: the leader, the effort made for them, what they are told, the link by
//! which they see it, what they answer, and what each asks of the other.

mod away;
pub mod decision;
pub mod effort;
pub mod leader;
pub mod link;
pub mod reply;
pub mod shown;
mod standing;
pub mod stood;
pub mod told;
pub mod update;

pub use away::Away;
