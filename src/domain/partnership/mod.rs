//! Two people and what passes between them: the leader, the effort made for them, what they are told, the link by
//! which they see it, and what they answer.

pub mod effort;
pub mod leader;
pub mod link;
pub mod reply;
pub mod shown;
pub mod told;
pub mod update;
