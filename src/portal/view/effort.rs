//! This week's effort: numbers, the weeks before, and what was done and learned.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::{
    count::reached,
    seen::{Alone, Count, Deed, Seen, SeenTalk, WEEKS},
};
use crate::domain::{EffortId, EffortKind, RoleId, week_start};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EffortView {
    /// This week's numbers, each with its meaning; only those above zero.
    pub figures: Vec<Figure>,
    /// People reached week by week, the oldest first.
    pub weeks: Vec<WeekBar>,
    /// Day by day and role by role, the newest day first; none for a team.
    pub feed: Option<Vec<FeedItem>>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Figure {
    pub count: u32,
    pub meaning: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct WeekBar {
    pub starts: NaiveDate,
    pub reached: u32,
    pub replied: u32,
}

/// What was done on one day for the same roles, as a person would tell it: together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FeedItem {
    /// The first of it: it stays while more is logged that day.
    pub id: EffortId,
    pub on: NaiveDate,
    /// By kind, in the order of the kinds.
    pub done: Vec<Done>,
    /// A date was talked through.
    pub talked: bool,
    /// The recruiter's words, the newest first, each once; the leader's alone.
    pub results: Vec<String>,
    /// The roles it was for, when the page shows several.
    pub roles: Vec<String>,
}

/// How much of one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Done {
    pub kind: EffortKind,
    pub quantity: u32,
    pub replies: u32,
}

pub fn section(seen: &Seen) -> EffortView {
    let this_week = week_start(seen.today());
    let weeks = (0..WEEKS).rev().map(|back| {
        let starts = this_week - Days::new(7 * back);
        let (reached, replied) = reached(seen.counts().filter(|count| count.is_in_week(starts)));
        WeekBar {
            starts,
            reached,
            replied,
        }
    });
    let names_roles = seen.roles().count() > 1;
    EffortView {
        figures: figures(seen.counts().filter(|count| count.is_in_week(this_week))),
        weeks: weeks.collect(),
        feed: seen
            .deeds()
            .map(|deeds| feed(deeds, seen.alone().map(Alone::talks), names_roles)),
    }
}

fn figures<'a>(counts: impl Iterator<Item = Count<'a>> + Clone) -> Vec<Figure> {
    let mut figures = Vec::new();
    for kind in EffortKind::ALL {
        let of_kind = counts.clone().filter(|count| count.kind() == *kind);
        let count: u32 = of_kind.map(Count::quantity).sum();
        if count > 0 {
            figures.push(Figure {
                count,
                meaning: kind.unit(count).into(),
            });
        }
        let (_, replied) = reached(counts.clone());
        if *kind == EffortKind::Outreach && replied > 0 {
            figures.push(Figure {
                count: replied,
                meaning: "replied".into(),
            });
        }
    }
    figures
}

/// The deeds, the newest first, put together by day and roles; and the talks about a date among them, since to talk is work.
fn feed<'a>(
    deeds: impl Iterator<Item = Deed<'a>>,
    talks: Option<Vec<SeenTalk<'a>>>,
    names_roles: bool,
) -> Vec<FeedItem> {
    let mut items: Vec<(Vec<RoleId>, FeedItem)> = Vec::new();
    for deed in deeds {
        let roles: Vec<RoleId> = deed.roles.iter().map(|role| role.id()).collect();
        let same = items
            .iter_mut()
            .find(|(of, item)| item.on == deed.on && *of == roles);
        if let Some((_, item)) = same {
            item.take_in(&deed);
        } else {
            let titles = deed.roles.iter().filter(|_| names_roles);
            let mut item = FeedItem {
                id: deed.id,
                on: deed.on,
                done: Vec::new(),
                talked: false,
                results: Vec::new(),
                roles: titles.map(|role| role.title().to_owned()).collect(),
            };
            item.take_in(&deed);
            items.push((roles, item));
        }
    }
    for talk in talks.into_iter().flatten() {
        let roles = vec![talk.role.id()];
        let same = items
            .iter_mut()
            .find(|(of, item)| item.on == talk.on && *of == roles);
        if let Some((_, item)) = same {
            item.talked = true;
        } else {
            let item = FeedItem {
                id: EffortId(talk.id.0),
                on: talk.on,
                done: Vec::new(),
                talked: true,
                results: Vec::new(),
                roles: names_roles
                    .then(|| talk.role.title().to_owned())
                    .into_iter()
                    .collect(),
            };
            let at = items.partition_point(|(_, item)| item.on >= talk.on);
            items.insert(at, (roles, item));
        }
    }
    items.into_iter().map(|(_, item)| item).collect()
}

impl FeedItem {
    /// Adds one that came before.
    fn take_in(&mut self, deed: &Deed) {
        self.id = deed.id;
        let kind = deed.count.kind();
        let at = self.done.partition_point(|done| (done.kind as u8) < kind as u8);
        match self.done.get_mut(at).filter(|done| done.kind == kind) {
            Some(done) => {
                done.quantity = done.quantity.saturating_add(deed.count.quantity());
                done.replies = done.replies.saturating_add(deed.count.replies());
            }
            None => self.done.insert(
                at,
                Done {
                    kind,
                    quantity: deed.count.quantity(),
                    replies: deed.count.replies(),
                },
            ),
        }
        let words = deed.words.unwrap_or_default();
        if !words.is_empty() && !self.results.iter().any(|result| result == words) {
            self.results.push(words.to_owned());
        }
    }
}
