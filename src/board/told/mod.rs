//! By when somebody comes: the forecast and what moves it, what was told of it, and how to say it.

mod bridge;
mod factors;
mod fitting;
mod kind;
mod levers;
mod panel;
mod plan;
mod script;
mod send;
mod tell;
mod versions;

pub use panel::RoleTold;
