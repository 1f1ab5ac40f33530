//! This week's effort: numbers, the weeks before, and what was done and learned.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::{
    count::reached,
    seen::{Count, Deed, Seen, WEEKS},
};
use crate::domain::{EffortId, EffortKind, week_start};

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EffortView {
    /// This week's numbers, each with its meaning; only those above zero.
    pub figures: Vec<Figure>,
    /// People reached week by week, the oldest first.
    pub weeks: Vec<WeekBar>,
    /// The newest first; none where the scope shows counts only.
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

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FeedItem {
    pub id: EffortId,
    pub on: NaiveDate,
    /// `09:38`, where it was logged.
    pub time: String,
    pub kind: EffortKind,
    pub quantity: u32,
    pub replies: u32,
    /// The recruiter's words; empty where the scope does not show them.
    pub result: String,
    /// The roles it was for, when the page shows several.
    pub roles: Vec<String>,
}

pub fn section(seen: &Seen) -> Option<EffortView> {
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
    Some(EffortView {
        figures: figures(seen.counts().filter(|count| count.is_in_week(this_week))),
        weeks: weeks.collect(),
        feed: seen
            .deeds()
            .map(|deeds| deeds.map(|deed| feed_item(&deed, names_roles)).collect()),
    })
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

fn feed_item(deed: &Deed, names_roles: bool) -> FeedItem {
    let titles = deed.roles.iter().filter(|_| names_roles);
    FeedItem {
        id: deed.id,
        on: deed.on,
        time: deed.time.clone(),
        kind: deed.count.kind(),
        quantity: deed.count.quantity(),
        replies: deed.count.replies(),
        result: deed.words.unwrap_or_default().to_owned(),
        roles: titles.map(|role| role.title().to_owned()).collect(),
    }
}
