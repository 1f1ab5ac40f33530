//! What passes between recruiters and a leader, in threads: over all roles and links, or of one role.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;

use super::reach::Reach;
use crate::board::desk::desk;
use crate::browser::page;
use crate::domain::{
    Body, Expectation, Leader, LeaderId, ReplyId, Role, RoleId, Said, Sorting, State, Thread, UpdateId,
    UserId, reply,
};
use crate::ui::{day, plan_for};

/// Threads that are shown at first.
const SHOWN: usize = 20;

/// One who spoke, as it stands on the page.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Line {
    /// Of the reply; none for an update.
    reply: Option<ReplyId>,
    who: String,
    when: String,
    /// What it is about, where several roles are shown together.
    about: String,
    /// A recruiter noted it.
    noted: bool,
    /// What the team asked that it answers.
    asked: Option<String>,
    /// The next update opens with the answer.
    opens: bool,
    text: String,
    waits: bool,
    settled: bool,
    /// How it reached them, or that they read it.
    told: Option<String>,
    /// An update that nobody has read, as far as one knows.
    stands: Option<UpdateId>,
}

/// The thread in which somebody spoke last stands first.
#[component]
pub fn Talk(
    leader: LeaderId,
    /// Only what concerns this role.
    #[prop(optional)]
    role: Option<RoleId>,
    /// So many threads and no more.
    #[prop(optional)]
    most: Option<usize>,
    /// What is to be answered, once that is chosen.
    answers: RwSignal<Option<ReplyId>>,
) -> impl IntoView {
    let desk = desk();
    let shown = RwSignal::new(most.unwrap_or(SHOWN));
    let threads = Memo::new(move |_| {
        let today = desk.today.get();
        desk.tab().with(|state| {
            let all = state.conversation(leader, |said| role.is_none_or(|role| said.concerns(role)));
            let waiting = state.waiting(leader);
            let names = Names::of(state, leader);
            let lines = |thread: &Thread| {
                let lines = thread.all().map(|said| names.line(said, &waiting, today));
                (thread.newest(), lines.collect::<Vec<Line>>())
            };
            let dates = state.on::<Expectation>(Leader::key(leader));
            let dates = dates.filter(|told| role.is_none_or(|role| told.role == role));
            let dates = dates.map(|told| (told.last_spoken(), names.date(told, today)));
            let mut all: Vec<_> = all.iter().map(lines).chain(dates).collect();
            all.put_in_order_by(|(at, _)| std::cmp::Reverse(*at));
            all.into_iter().map(|(_, lines)| lines).collect::<Vec<_>>()
        })
    });
    let items = move || threads.with(|threads| threads.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    let rest = move || match most {
        Some(_) => 0,
        None => threads.with(Vec::len).saturating_sub(shown.get()),
    };
    let nothing = move || {
        threads
            .with(Vec::is_empty)
            .then(|| view! { <p class="quiet">"Nothing was said here yet."</p> })
    };
    view! {
        {nothing}
        <ul class="talk" aria-live="polite">
            <For each=items key=|lines| lines.clone() let:lines><Spoken leader lines answers/></For>
        </ul>
        {move || (rest() > 0).then(|| view! {
            <button on:click=move |_| shown.update(|shown| *shown += SHOWN)>{move || format!("Show {} earlier", rest().min(SHOWN))}</button>
        })}
    }
    .into_any()
}

/// Who is called what.
struct Names<'a> {
    state: &'a State<'a>,
    me: UserId,
    leader: String,
    /// The leader's roles, if there are several.
    roles: BTreeMap<RoleId, String>,
    untold: BTreeSet<UpdateId>,
}

impl<'a> Names<'a> {
    fn of(state: &'a State<'a>, leader: LeaderId) -> Self {
        let theirs = state.all::<Role>().filter(|role| role.leader == Some(leader));
        let roles: BTreeMap<RoleId, String> =
            theirs.map(|role| (role.id, role.called().to_owned())).collect();
        let leader = state.get::<Leader>(leader).ok();
        let untold = leader.map(|leader| state.untold(leader)).unwrap_or_default();
        Self {
            state,
            me: desk().tab().me(),
            leader: leader.map_or_else(String::new, |leader| leader.details.name.clone()),
            roles,
            untold: untold.into_iter().map(|update| update.id).collect(),
        }
    }

    fn who(&self, by: Option<UserId>) -> String {
        match by {
            None => self.leader.clone(),
            Some(by) if by == self.me => "You".into(),
            // A colleague, also one who has left.
            Some(by) => self
                .state
                .member(by)
                .map_or_else(|| "A colleague".into(), |member| member.name.clone()),
        }
    }

    fn about(&self, roles: &[RoleId]) -> String {
        if self.roles.len() < 2 {
            return String::new();
        }
        let named: Vec<&str> = roles
            .iter()
            .filter_map(|role| self.roles.get(role).map(String::as_str))
            .collect();
        match named.len() {
            0 => "all roles".into(),
            count if count == self.roles.len() => "all roles".into(),
            _ => named.join(", "),
        }
    }

    fn line(&self, said: Said, waiting: &BTreeSet<ReplyId>, today: chrono::NaiveDate) -> Line {
        let at = said.at();
        let reply = said.reply();
        let settled = match said {
            Said::Reply(reply) => reply.settled,
            Said::Update(_) => false,
        };
        Line {
            reply,
            who: if said.is_teams() {
                format!("{}’s team asks", self.leader)
            } else if let Some(deputy) = said.link().and_then(|link| self.state.deputy(link)) {
                format!("{deputy} for {}", self.leader)
            } else {
                self.who(said.by())
            },
            when: format!("{} {}", day::said(at.date_naive(), today), at.format("%H:%M")),
            about: self.about(said.roles()),
            noted: said.is_noted(),
            asked: self.state.team_asked(said).map(|asked| asked.text.clone()),
            opens: said.is_teams() && reply.is_some_and(|reply| waiting.contains(&reply)),
            text: said.text().to_owned(),
            told: told(said, today),
            stands: said.update().filter(|update| self.untold.contains(update)),
            waits: reply.is_some_and(|reply| waiting.contains(&reply)),
            settled,
        }
    }

    /// A date that was told, and what was said to it.
    fn date(&self, told: &Expectation, today: chrono::NaiveDate) -> Vec<Line> {
        let line = |by: Option<UserId>, at: DateTime<FixedOffset>, text: String| Line {
            reply: None,
            who: self.who(by),
            when: format!("{} {}", day::said(at.date_naive(), today), at.format("%H:%M")),
            about: self.about(&[told.role]),
            noted: false,
            asked: None,
            opens: false,
            text,
            waits: false,
            settled: false,
            told: None,
            stands: None,
        };
        let plan = format!("Plan for {}.", plan_for(told.terms.coming(), today));
        let first = Line {
            told: Some(told.way.label().to_owned()),
            ..line(Some(told.by), told.at, plan)
        };
        let said = told.earlier.iter().chain(&told.answer).map(|answer| Line {
            noted: !answer.on_page,
            ..line(
                None,
                answer.at,
                format!("{}. {}", answer.fits.label(), answer.words)
                    .trim()
                    .to_owned(),
            )
        });
        std::iter::once(first).chain(said).collect()
    }
}

/// `by e-mail; got it yesterday`.
fn told(said: Said, today: chrono::NaiveDate) -> Option<String> {
    let Said::Update(update) = said else {
        return None;
    };
    let got_it = update.got_it.map(|at| {
        format!(
            "{} {}",
            if update.thanks { "thanks" } else { "got it" },
            day::said(at.date_naive(), today)
        )
    });
    let way = update.way.map(|way| way.label().to_owned());
    let parts: Vec<String> = way.into_iter().chain(got_it).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

#[component]
fn Spoken(leader: LeaderId, lines: Vec<Line>, answers: RwSignal<Option<ReplyId>>) -> impl IntoView {
    let mut lines = lines.into_iter();
    let first = lines.next()?;
    let then: Vec<Line> = lines.collect();
    let then = (!then.is_empty()).then(|| {
        let items = then.into_iter().map(|line| {
            let is_theirs = line.reply.is_some();
            view! { <li class:theirs=is_theirs><One leader line answers/></li> }
        });
        view! { <ul>{items.collect_view()}</ul> }
    });
    let is_theirs = first.reply.is_some();
    Some(view! { <li class:theirs=is_theirs><One leader line=first answers/>{then}</li> })
}

#[component]
fn One(leader: LeaderId, line: Line, answers: RwSignal<Option<ReplyId>>) -> impl IntoView {
    let desk = desk();
    let acts = line.reply.filter(|_| line.waits || line.settled).map(|id| {
        let settle = move |settled: bool| {
            move |_| {
                let words = if settled { "It needs no answer." } else { "It waits for an answer again." };
                desk.tab().submit(
                    Body::Reply(reply::Command::SettleReply { reply: id, settled }),
                    words,
                );
            }
        };
        let answer = move |_| {
            answers.set(Some(id));
            page::focus("form:has(.answering) textarea".into());
        };
        if line.settled {
            view! { <span class="small quiet">"needs no answer"</span> <button class="act-link" on:click=settle(false)>"Answer it after all"</button> }
                .into_any()
        } else {
            view! { <button class="act-link" on:click=answer>"Answer"</button> <button class="act-link" on:click=settle(true)>"Needs no answer"</button> }
                .into_any()
        }
    });
    let noted = line.noted.then_some(", noted");
    let told = line.told.map(|told| format!(", {told}"));
    let reach = line.stands.map(|update| view! { <Reach leader update/> });
    let opens = line
        .opens
        .then(|| view! { <span class="tag wait">"The next update opens with this"</span> });
    let asked = line
        .asked
        .map(|asked| view! { <p class="small quiet" dir="auto">"To what the team asked: “" {asked} "”"</p> });
    view! {
        <p class="by small"><b dir="auto">{line.who}</b> <span class="quiet">{line.when} {noted} {told}</span> {opens} <span class="about" dir="auto">{line.about}</span></p>
        {asked}
        <p class="words" dir="auto">{line.text}</p>
        {reach}
        {acts.map(|acts| view! { <div class="row wrap acts">{acts}</div> })}
    }
    .into_any()
}
