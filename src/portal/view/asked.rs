//! What the leader is asked, one question at a time.

use serde::Serialize;

use super::seen::Alone;
use crate::domain::Question;

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AskedView {
    pub question: Question,
    /// Which of how many it is about what hurts; none for an example.
    pub count: Option<(usize, usize)>,
    /// Of a leader with several roles, which it is about.
    pub role: Option<String>,
    /// What it is about: what hurts, or the example; empty where nothing was said yet.
    pub about: String,
    /// Who looks after the role.
    pub who: Option<String>,
}

pub fn section(seen: Alone) -> Option<AskedView> {
    let is_one = seen.all().roles().count() < 2;
    let asked = seen.asked()?;
    Some(AskedView {
        question: asked.question,
        count: asked.count,
        role: (!is_one).then(|| asked.role.title().to_owned()),
        about: asked.about.to_owned(),
        who: seen.looks_after(asked.role.id()).map(|who| who.name.clone()),
    })
}
