//! What forms and sheets share; it knows no word of the domain but a refusal.

mod address;
mod asking;
mod base;
mod check;
mod copy;
mod dialog;
mod field;
mod form;
mod part;
mod problem;
mod select;
mod sign_in;
mod sure;
mod typed;
mod whose;
mod words;

pub use address::Address;
pub use asking::{AskButton, Asking};
pub use base::Base;
pub use check::{Check, Radio, tick, tick_last};
pub use copy::CopyButton;
pub use dialog::Dialog;
pub use field::{Area, Field, NumberField};
pub use form::{Form, SaveOrCancel};
pub use part::{Part, Whole, part};
pub use problem::{Problem, heed, said, tell, whole_number};
pub use select::{Select, chosen, options};
pub use sign_in::SignInLink;
pub use sure::Sure;
pub use typed::Typed;
pub use whose::MineOrTeams;
pub use words::{counted, duration, listed};
