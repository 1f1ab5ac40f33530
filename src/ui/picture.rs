//! By when somebody comes, to scale: when half and 8 in 10 roles like this have a yes, the desk after the notice, and the gap to the day on which
//! somebody is needed. Labels have a row each and a size of their own, so that it can be read on a phone as well.

use chrono::{Datelike, Days, Months, NaiveDate};
use leptos::prelude::*;

use super::day;
use crate::domain::{Coming, Range, at_the_desk, gap, month, three_letters};

/// What is drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    pub today: NaiveDate,
    /// None where a date was told without a forecast.
    pub range: Option<Range>,
    /// The date that is told, or would be, and what stands with it: `8 in 10 said yes`.
    pub yes_by: NaiveDate,
    /// In two parts, of which a phone has room for the first.
    pub level: (String, String),
    /// None while nobody knows: then no desk is drawn.
    pub notice: Option<u16>,
    pub needed_by: Option<NaiveDate>,
}

/// Days to places, in hundredths of the width.
#[derive(Clone, Copy)]
struct Scale {
    from: NaiveDate,
    days: f64,
}

impl Scale {
    fn of(picture: &Picture) -> Self {
        let last = picture.range.map(|range| range.nineteen);
        let desk = picture.coming();
        let ends = [Some(desk), picture.needed_by, last];
        let end = ends.into_iter().flatten().fold(desk, NaiveDate::max);
        let starts = [Some(picture.today), picture.needed_by];
        let start = starts.into_iter().flatten().fold(picture.today, NaiveDate::min);
        let span = (end - start).num_days().max(14);
        let margin = Days::new(span.unsigned_abs() / 16);
        Self {
            from: start - margin,
            days: as_days(span) * 1.125,
        }
    }

    fn at(self, day: NaiveDate) -> f64 {
        (as_days((day - self.from).num_days()) / self.days * 100.0).clamp(0.0, 100.0)
    }

    fn last(self) -> NaiveDate {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "some thousands at most"
        )]
        let days = Days::new(self.days as u64);
        self.from + days
    }
}

fn as_days(days: i64) -> f64 {
    f64::from(i32::try_from(days).unwrap_or(i32::MAX))
}

fn percent(place: f64) -> String {
    format!("{place:.2}%")
}

/// `40 days`, `about 9 weeks`, `about 8 months`.
pub fn span(days: i64) -> String {
    match days {
        ..=44 => day::days(days),
        45..=90 => format!("about {} weeks", (days + 3) / 7),
        _ => match (days * 12 + 182) / 365 {
            1 => "about a month".into(),
            months => format!("about {months} months"),
        },
    }
}

/// `3 months’ notice`.
pub fn notice_words(months: u16) -> String {
    match months {
        0 => "no notice".into(),
        1 => "1 month’s notice".into(),
        months => format!("{months} months’ notice"),
    }
}

impl Picture {
    fn gap(&self) -> Option<i64> {
        gap(self.coming(), self.needed_by?)
    }

    fn coming(&self) -> NaiveDate {
        Coming::after(self.yes_by, self.notice).day()
    }

    /// All of it in a sentence, for whoever does not see it.
    fn sentence(&self) -> String {
        let say = |day| day::date(day, self.today);
        let half = self
            .range
            .map(|range| format!("half say yes by {}, ", say(range.half)));
        let desk = self.notice.filter(|notice| *notice > 0).map(|notice| {
            format!(
                ", with {} at the desk about {}",
                notice_words(notice),
                say(self.coming())
            )
        });
        let needed = self.needed_by.map(|day| match self.gap() {
            Some(gap) => format!(". Needed by {}: {} to bridge", say(day), span(gap)),
            None => format!(". Needed by {}: it fits", say(day)),
        });
        format!(
            "Today {}. {}{} by {}{}{}.",
            say(self.today),
            half.unwrap_or_default(),
            format_args!("{}{}", self.level.0, self.level.1),
            say(self.yes_by),
            desk.unwrap_or_default(),
            needed.unwrap_or_default(),
        )
    }
}

/// What a character takes of the narrowest width on which it is drawn, in hundredths; and of the narrowest that is no phone's.
const CHARACTER: f64 = 2.1;
const WIDE_CHARACTER: f64 = 1.2;

/// A label beside its place: after it where there is room, else before it, else as near as the whole of it fits. What stands in `more` is left
/// out on a phone.
fn label(
    at: f64,
    y: u32,
    class: &'static str,
    strong: String,
    (rest, more): (String, String),
) -> impl IntoView {
    let length = |words: &str| as_days(words.chars().count().try_into().unwrap_or(0));
    let short = length(&strong) + length(&rest) + 1.0;
    let width = (short * CHARACTER).max((short + length(&more)) * WIDE_CHARACTER);
    let (at, anchor, dx) = if at + width <= 100.0 {
        (at, "start", "6")
    } else if width <= at {
        (at, "end", "-6")
    } else {
        ((100.0 - width).max(0.0), "start", "0")
    };
    view! {
        <text x=percent(at) y=y dx=dx text-anchor=anchor class=class>
            <tspan class="strong">{strong}</tspan>" "{rest}<tspan class="wide">{more}</tspan>
        </text>
    }
}

fn bar(from: f64, to: f64, y: u32, height: u32, class: &'static str) -> impl IntoView {
    let width = percent((to - from).max(0.0));
    view! { <rect x=percent(from) y=y width=width height=height class=class></rect> }
}

fn line(at: f64, y1: u32, y2: u32, class: &'static str) -> impl IntoView {
    view! { <line x1=percent(at) x2=percent(at) y1=y1 y2=y2 class=class></line> }
}

/// The months along the foot, thinned so that their names fit on a phone; with the year where it is another than the one before.
fn months(scale: Scale, today: NaiveDate, y: u32) -> impl IntoView {
    let first = scale.from.with_day(1).unwrap_or(scale.from);
    let firsts = (1..2_400).map_while(|number| {
        let day = first.checked_add_months(Months::new(number))?;
        (day < scale.last()).then_some(day)
    });
    let firsts: Vec<NaiveDate> = firsts.collect();
    let step = firsts.len().div_ceil(5).max(1);
    let mut year = today.year();
    let named = firsts.into_iter().step_by(step).map(move |day| {
        let at = scale.at(day);
        let is_new = std::mem::replace(&mut year, day.year()) != day.year();
        let name = match three_letters(month(day)) {
            _ if step >= 12 => day.year().to_string(),
            name if is_new => format!("{name} {}", day.year()),
            name => name.to_owned(),
        };
        let width = as_days(name.len().try_into().unwrap_or(0)) * CHARACTER;
        let named = (at + width < 100.0)
            .then(|| view! { <text x=percent(at) y=y + 16 dx="4" class="foot">{name}</text> });
        view! { {line(at, y, y + 5, "edge")} {named} }
    });
    named.collect_view()
}

#[component]
pub fn DatePicture(picture: Picture) -> impl IntoView {
    let scale = Scale::of(&picture);
    let sentence = picture.sentence();
    let Picture {
        today,
        range,
        yes_by,
        ref level,
        notice,
        needed_by,
    } = picture;
    let say = |day| day::date(day, today);
    let at = |day| scale.at(day);
    let (now, told) = (at(today), at(yes_by));
    // The rows, from the top.
    let mut y = 12;
    let mut row = |height: u32| {
        let top = y;
        y += height;
        top
    };
    let today_row = row(10);
    let (upper, lower) = (row(20), row(20));
    let months_of_notice = notice.unwrap_or_default();
    let yes_bar = row(if months_of_notice > 0 { 46 } else { 34 }) + 2;
    // Above a label that begins at its place stands the one further left, so that no line goes through it.
    let half_at = range.map_or(0.0, |range| at(range.half));
    let (half_row, told_row) = if (half_at < told) == (half_at.max(told) < 60.0) {
        (upper, lower)
    } else {
        (lower, upper)
    };
    let desk = picture.coming();
    let desk_bar = (months_of_notice > 0).then(|| row(30));
    let desk_row = (months_of_notice > 0).then(|| row(22));
    let gap = picture.gap();
    let gap_bar = gap.map(|_| row(14));
    let needed_row = needed_by.map(|_| row(26));
    let foot = row(4);
    let yes = range.map(|range| {
        let half = at(range.half);
        view! {
            {bar(now, half, yes_bar, 22, "sure")}
            {bar(half, told.max(half), yes_bar, 22, "likely")}
            {bar(told.max(half), at(range.nineteen), yes_bar, 22, "late")}
            {line(half, half_row, yes_bar + 22, "ink")}
        }
    });
    let plain = range.is_none().then(|| bar(now, told, yes_bar, 22, "likely"));
    let at_desk = desk_bar.zip(desk_row).map(|(top, row)| {
        let desk_at = at(desk);
        let half = range.map_or(desk_at, |range| at(at_the_desk(range.half, months_of_notice)));
        let late = range.map_or(desk_at, |range| at(at_the_desk(range.nineteen, months_of_notice)));
        view! {
            <line x1=percent(told) x2=percent(desk_at) y1=yes_bar + 22 y2=top class="moves"></line>
            {bar(half, desk_at, top, 22, "likely")}
            {bar(desk_at, late, top, 22, "late")}
            {line(desk_at, top, row + 18, "ink told")}
        }
    });
    let gap = gap
        .zip(gap_bar)
        .zip(needed_by)
        .map(|((_, top), needed)| bar(at(needed), at(desk), top, 12, "gap"));
    let needed = needed_by.zip(needed_row).map(|(day, row)| {
        let top = gap_bar.or(desk_bar).unwrap_or(yes_bar);
        line(at(day), top, row + 18, "needed")
    });
    // What is written stands over all lines.
    let written = view! {
        {range.map(|range| label(at(range.half), half_row + 12, "", say(range.half), ("half".into(), " have a yes".into())))}
        {label(told, told_row + 12, "", say(yes_by), level.clone())}
        {desk_row.map(|row| label(at(desk), row + 14, "", say(desk), ("at the desk".into(), String::new())))}
        {needed_by.zip(needed_row).map(|(day, row)| {
            let (words, class) = match picture.gap() {
                Some(days) => (format!(": {} to bridge", span(days)), "wait"),
                None if notice.is_none() => (": the notice decides".into(), ""),
                None => (": it fits".into(), ""),
            };
            label(at(day), row + 14, class, say(day), ("needed".into(), words))
        })}
        {label(now, today_row + 4, "", "today".into(), (String::new(), String::new()))}
    };
    let height = foot + 24;
    view! {
        <svg class="date-picture" width="100%" height=height role="img" aria-label=sentence>
            <line x1="0%" x2="100%" y1=foot y2=foot class="edge"></line>
            {months(scale, today, foot)}
            {yes}
            {plain}
            {line(told, told_row, yes_bar + 22, "ink told")}
            {at_desk}
            {gap}
            {needed}
            {line(now, today_row, foot, "ink")}
            <circle cx=percent(now) cy=today_row r="4" class="dot"></circle>
            {written}
        </svg>
    }
    .into_any()
}
