//! This week's effort: numbers with their meaning, a small chart, and the feed that arrives live.

use chrono::Days;
use leptos::prelude::*;

use super::section::Section;
use crate::domain::{EffortKind, short_date, week_start};
use crate::portal::{
    lead::spoken,
    view::{Done, FeedItem, PortalView, WeekBar},
};

pub fn section(view: &PortalView) -> Section {
    let effort = &view.effort;
    let figures = effort.figures.iter();
    let figures = figures.map(|figure| view! { <div><b>{figure.count}</b>{figure.meaning.clone()}</div> });
    // A talk about a date is work, too, and is listed below.
    let this_week = week_start(view.today);
    let has_talked = effort.feed.iter().flatten().any(|item| item.on >= this_week);
    let figures = match (effort.figures.is_empty(), has_talked) {
        (true, true) => None,
        (true, false) => Some(view! { <p class="quiet">"Nothing was logged yet this week."</p> }.into_any()),
        (false, _) => Some(view! { <div class="figures">{figures.collect_view()}</div> }.into_any()),
    };
    let is_empty = effort.weeks.iter().all(|week| week.reached == 0);
    let content = view! {
        <section id="p-effort" class="card stack" aria-labelledby="effort-title">
            <h2 id="effort-title">"This week's effort"</h2>
            <div aria-live="polite">{figures}</div>
            {(!is_empty).then(|| chart(&effort.weeks))}
            {effort.feed.as_deref().map(|items| feed(items, view))}
        </section>
    };
    Section::new("p-effort", content)
}

/// People reached each week and, within each bar, those who replied.
fn chart(weeks: &[WeekBar]) -> impl IntoView + use<> {
    const WIDTH: u32 = 330;
    const HEIGHT: u32 = 64;
    const STEP: u32 = 55;
    const BAR: u32 = 40;
    let most = weeks.iter().map(|week| week.reached).max().unwrap_or(0).max(1);
    let scale = |count: u32| {
        if count == 0 {
            0
        } else {
            (count * HEIGHT / most).max(2)
        }
    };
    let listed: Vec<_> = weeks.iter().map(|week| week.reached.to_string()).collect();
    let sentence = format!(
        "People approached each week, the oldest first: {}; the last is this week so far.",
        listed.join(", ")
    );
    let last = weeks.len().saturating_sub(1);
    let bars = weeks
        .iter()
        .zip(0u32..)
        .map(|(week, index)| {
            let x = 8 + index * STEP;
            let (reached, replied) = (scale(week.reached), scale(week.replied.min(week.reached)));
            let name = if index as usize == last {
                "now".to_owned()
            } else {
                short_date(week.starts)
            };
            let class = if index as usize == last { "strong" } else { "" };
            let title = format!(
                "Week of {} to {}: {} approached, {} replied",
                short_date(week.starts),
                short_date(week.starts + Days::new(6)),
                week.reached,
                week.replied
            );
            view! {
                <g>
                    <title>{title}</title>
                    <rect class="bar" x=x y=HEIGHT + 8 - reached width=BAR height=reached rx="3"></rect>
                    <rect class="bar-part" x=x y=HEIGHT + 8 - replied width=BAR height=replied rx="3"></rect>
                    <text class=class x=x + BAR / 2 y=HEIGHT + 24 text-anchor="middle">{name}</text>
                </g>
            }
        })
        .collect_view();
    let shape = format!("0 0 {WIDTH} {}", HEIGHT + 30);
    view! {
        <svg class="chart" viewBox=shape role="img" aria-label=sentence>{bars}</svg>
        <p class="legend" aria-hidden="true">
            <span><i class="key-bar"></i>"people approached each week"</span>
            <span><i class="key-part"></i>"of them replied"</span>
        </p>
    }
}

fn feed(items: &[FeedItem], view: &PortalView) -> AnyView {
    if items.is_empty() {
        return view! { <p class="quiet">"As soon as something is done for you it appears here, even before any result."</p> }
            .into_any();
    }
    let this_week = week_start(view.today);
    let now = items.iter().take_while(|item| item.on >= this_week).count();
    // Of a week in which nothing was done yet the days before are told, and said to be that.
    let before = (now == 0).then(|| view! { <p class="small quiet">"Before this week"</p> });
    let (first, rest) = items.split_at(if now == 0 { items.len() } else { now }.min(FIRST));
    let first = first.iter().map(|item| entry(item, view)).collect_view();
    let rest = (!rest.is_empty()).then(|| {
        let entries = rest.iter().map(|item| entry(item, view)).collect_view();
        view! {
            <details id="p-effort-all">
                <summary>"All that was done"</summary>
                <ul class="feed" aria-label="What was done before">{entries}</ul>
            </details>
        }
    });
    view! {
        {before}
        <ul class="feed" aria-label="What was done, the newest first">{first}</ul>
        {rest}
    }
    .into_any()
}

/// Days, or roles of a day, that are told at once; the rest is one tap away.
const FIRST: usize = 3;

fn entry(item: &FeedItem, view: &PortalView) -> impl IntoView + use<> {
    let exact = item.on.format("%A %-d %B %Y").to_string();
    let when = spoken(item.on, view);
    let result = item.results.iter().map(|result| {
        view! { <span class="quiet" dir="auto">" " {sentence_of(result)}</span> }
    });
    let result = result.collect_view();
    // Whoever stands in for the leader was not there.
    let is_deputy = view.turns.as_ref().is_some_and(|turns| turns.is_deputy);
    let with = if view.is_leaders() && !is_deputy {
        " with you"
    } else {
        ""
    };
    let talked = item.talked.then(|| format!("Talked a date through{with}."));
    let said: Vec<String> = talked.into_iter().chain(item.done.iter().map(sentence)).collect();
    let roles = (!item.roles.is_empty())
        .then(|| view! { <span class="small quiet for-roles">{item.roles.join(", ")}</span> });
    view! {
        <li id=format!("p-{}", item.id)>
            <time title=exact>{when}</time>
            <span>{said.join(" ")}{result}{roles}</span>
        </li>
    }
}

/// Words with their full stop, since others follow.
fn sentence_of(words: &str) -> String {
    if words.ends_with(['.', '!', '?', '…']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}

/// What was done of one kind, as the recruiter would say it.
fn sentence(item: &Done) -> String {
    let many = item.quantity;
    let counted = |one: &str, more: String| if many == 1 { one.to_owned() } else { more };
    let mut said = match item.kind {
        EffortKind::Outreach => counted("Approached one person", format!("Approached {many} people")),
        EffortKind::Screen => counted(
            "First talk with one person",
            format!("First talks with {many} people"),
        ),
        EffortKind::CvReview => counted("Read one CV", format!("Read {many} CVs")),
        EffortKind::MarketMap => counted(
            "Checked the market: one person fits",
            format!("Checked the market: {many} people fit"),
        ),
        EffortKind::Intake => "Talked through what is needed".into(),
        EffortKind::Debrief => counted(
            "Debriefed after an interview",
            format!("Debriefed after {many} interviews"),
        ),
        EffortKind::AdRewrite => counted("Rewrote the ad", format!("Rewrote {many} ads")),
    };
    match (item.replies, many) {
        (0, _) => {}
        (1, 1) => said.push_str(", who replied"),
        (replies, _) => said.push_str(&format!(", {replies} replied")),
    }
    said.push('.');
    said
}
