//! The page of one leader: who they are, their roles, what they hear next, one conversation over all of it, and what is
//! kept about them.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::{
    call::CallLink,
    decisions::Decisions,
    edit::EditLeader,
    envelope::seal,
    heard::NoteHeard,
    line::{Mood, explained},
    share::Share,
    stands::Stands,
    talk::Talk,
    update::NextUpdate,
};
use crate::board::desk::{Link, Route, desk, ours_live};
use crate::browser::page;
use crate::domain::{
    Away, Effort, Lapse, Leader, LeaderId, Pace, Rail, ReplyId, Role, Side, Sorting, Standing, State, Update,
    tally_words, weekday,
};
use crate::ui::{Mark, coming_by, day};

#[component]
pub fn LeaderPage(leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let found = Memo::new(move |_| desk.tab().with(|state| state.get::<Leader>(leader).ok().cloned()));
    let is_there = Memo::new(move |_| found.with(Option::is_some));
    // A form stays, with what was typed, whatever becomes of the leader meanwhile.
    let editing = RwSignal::new(false);
    let answers = RwSignal::new(None::<ReplyId>);
    let say = RwSignal::new(String::new());
    move || {
        let form = move || {
            let leader = found.get_untracked().filter(|_| editing.get());
            leader.map(|leader| view! { <section class="card"><EditLeader leader editing/></section> })
        };
        if !is_there.get() {
            return view! { {form} <Gone/> }.into_any();
        }
        if desk.part.with_untracked(|part| part == "write") {
            page::focus(".leader-page .next-update textarea".into());
        }
        view! {
            <div class="leader-page">
                {move || found.get().map(|leader| view! { <Head leader editing/> })}
                {form}
                <div class="with-aside">
                    <div class="stack">
                        <Roles leader/>
                        <Decisions leader say/>
                        <section class="card stack next-update" aria-labelledby="next-update">
                            <h2 id="next-update">"Next update"</h2>
                            <NextUpdate leader answers say/>
                        </section>
                        <section class="card stack" aria-labelledby="conversation">
                            <h2 id="conversation">"Conversation"</h2>
                            <Talk leader answers/>
                            <details class="more">
                                <summary>"Note what they said elsewhere, or what the team asks"</summary>
                                <NoteHeard leader/>
                            </details>
                        </section>
                    </div>
                    <aside class="stack" aria-label="What is kept, and links">
                        <Kept found editing/>
                        <Stands leader/>
                        <Before leader/>
                        <Share leader/>
                        <Together leader/>
                    </aside>
                </div>
            </div>
        }
        .into_any()
    }
}

#[component]
fn Gone() -> impl IntoView {
    view! {
        <section class="card stack welcome">
            <h1 tabindex="-1">{ours_live("This leader is not here")}</h1>
            <p>"They were erased, are not shared with you, or this device has not received them yet."</p>
            <Link to=Route::Leaders class="button">{ours_live("To the leaders")}</Link>
        </section>
    }
    .into_any()
}

/// The roles of a leader that are shown, open ones first.
fn theirs(leader: LeaderId) -> Vec<Standing> {
    let desk = desk();
    let mut all: Vec<Standing> = desk.standings.with(|standings| {
        let theirs = standings
            .values()
            .filter(|standing| standing.role.leader == Some(leader));
        let whole = theirs.map(|standing| standing.clone().with(desk.logged(standing.role.id)));
        whole.collect()
    });
    all.put_in_order_by(|standing| (standing.role.placement.stage, standing.role.id));
    all
}

#[component]
fn Head(leader: Leader, editing: RwSignal<bool>) -> impl IntoView {
    let desk = desk();
    let id = leader.id;
    let details = leader.details;
    page::set_title(&format!("{} · Fulcrum", details.name));
    let next = Memo::new(move |_| {
        let silences = theirs(id).into_iter().filter_map(|standing| standing.silence);
        silences.min_by_key(|silence| silence.due)
    });
    // A page shows all roles of its leader, whichever it was asked for by.
    let first = Memo::new(move |_| theirs(id).first().map(|standing| standing.role.id));
    let waits_for_hello = Memo::new(move |_| theirs(id).iter().any(|standing| standing.waits_for_hello));
    let next = move || {
        let today = desk.today.get();
        Some(match next.get() {
            Some(silence) if silence.pace == Pace::Late => {
                let due = day::said(silence.due, today);
                view! { <span class="late">"Should have heard " <b>{due}</b></span> }.into_any()
            }
            Some(silence) => {
                view! { <span>"Next by " <b>{day::said(silence.due, today)}</b></span> }.into_any()
            }
            None if waits_for_hello.get() => view! { <span>"Not greeted yet"</span> }.into_any(),
            None => view! { <span class="quiet">"No open role waits for news"</span> }.into_any(),
        })
    };
    let usual = desk.tab().with(|state| state.settings().cadence.weekday);
    let usual = details.usual_day.or(usual).map(|usual| {
        let day = NaiveDate::from_isoywd_opt(2024, 1, usual).map(|day| format!("{}s", weekday(day)));
        view! { <span>{day}</span> }
    });
    let waits = Memo::new(move |_| desk.tab().with(|state| state.waiting(id).len()));
    let turn = move || match waits.get() {
        0 => None,
        1 => Some("Your turn: a reply waits".to_owned()),
        count => Some(format!("Your turn: {count} replies wait")),
    };
    let away = details.away.clone();
    let away = move || {
        let away = away.clone().filter(|away| !away.is_over(desk.today.get()))?;
        Some(view! { <span class="turn" dir="auto">{absence(&away, desk.today.get())}</span> })
    };
    let write = move |_| page::focus(".leader-page .next-update textarea".into());
    let change = move |_| {
        page::close_menus();
        editing.set(true);
    };
    view! {
        <header class="role-head">
            <div class="title">
                <h1 tabindex="-1" dir="auto">{details.name.clone()}</h1>
                <p class="small quiet" dir="auto">{details.team}</p>
            </div>
            <div class="acts">
                <button class="primary" on:click=write><span class="clip" dir="auto">{format!("Write to {}", details.name)}</span></button>
                <CallLink name=details.name phone=details.phone/>
                <details class="menu">
                    <summary aria-label=ours_live("More about this leader")>"…"</summary>
                    <div>
                        <button on:click=change>"Edit"</button>
                        {move || first.get().map(|role| view! {
                            <Link to=Route::Preview(role)>{ours_live("See as the leader sees it")}</Link>
                            <button on:click=move |_| seal(role)>"The page in an envelope"</button>
                        })}
                    </div>
                </details>
            </div>
            <div class="facts">
                {details.channel.map(|channel| view! { <span>{format!("By {}", channel.label())}</span> })}
                {details.no_mail.then(|| view! { <span>"No e-mail, please"</span> })}
                {usual}
                {next}
                {away}
                {move || turn().map(|turn| view! { <span class="turn">{turn}</span> })}
            </div>
        </header>
    }
    .into_any()
}

/// `Away 5 May to 9 May: Tom answers`.
fn absence(away: &Away, today: NaiveDate) -> String {
    let (from, until) = (day::date(away.from, today), day::date(away.until, today));
    let days = if away.from == away.until {
        from
    } else {
        format!("{from} to {until}")
    };
    match away.deputy.as_str() {
        "" => format!("Away {days}"),
        deputy => format!("Away {days}: {deputy} answers"),
    }
}

/// Their roles, a line each.
#[component]
fn Roles(leader: LeaderId) -> impl IntoView {
    let roles = Memo::new(move |_| theirs(leader));
    let items = move || {
        let today = desk().today.get();
        let lines = roles.get().into_iter().map(|standing| {
            let told = match (standing.told, standing.lapse) {
                (Some(_), Some(Lapse::Slipped(slip))) => format!(
                    ", told {}, now likely {}",
                    coming_by(slip.told, today),
                    day::date(slip.likely.day(), today)
                ),
                (Some(_), Some(Lapse::Missed(told))) => {
                    format!(", told {}, no yes in time", coming_by(told, today))
                }
                (Some(told), None) => match told.turnout {
                    Some(turnout) => format!(", {}", turnout.words().to_lowercase()),
                    None => format!(", told {}", coming_by(told.coming, today)),
                },
                (None, _) => String::new(),
            };
            let stage = format!(
                "{}, day {}{told}",
                standing.role.placement.stage.label(),
                standing.days_open
            );
            // The same as its card says first.
            let matter = standing.matters(today).into_iter().next();
            let mood = matter
                .as_ref()
                .map(|matter| format!("small {}", Mood::of(matter).class()));
            let words = matter.map(|matter| explained(&matter, today));
            let title = standing.role.called().to_owned();
            view! {
                <li>
                    <Link to=Route::Role(standing.role.id)>
                        <b dir="auto">{title}</b>
                        <span class="small quiet">{stage}</span>
                        <Parts rail=standing.rail/>
                        <span class=mood dir="auto">{words}</span>
                    </Link>
                </li>
            }
        });
        lines.collect_view()
    };
    let nothing = move || {
        roles
            .with(Vec::is_empty)
            .then(|| view! { <li class="quiet">"No role of theirs is open."</li> })
    };
    view! { <ul class="role-lines" aria-label="Roles">{items}{nothing}</ul> }.into_any()
}

#[component]
fn Parts(rail: Rail) -> impl IntoView {
    let marks = rail.map(|(part, _)| view! { <Mark part/> });
    view! { <span class="parts" aria-hidden="true">{marks}</span> }
}

/// What is kept about them.
#[component]
fn Kept(found: Memo<Option<Leader>>, editing: RwSignal<bool>) -> impl IntoView {
    move || {
        found.get().map(|leader| {
            let details = leader.details;
            let title = format!("What we keep about {}", details.name);
            let line = |label: &'static str, text: String| {
                (!text.is_empty()).then(|| view! { <dt>{label}</dt><dd dir="auto">{text}</dd> })
            };
            let hears = details
                .channel
                .map(|channel| channel.label().to_owned())
                .unwrap_or_default();
            let is_bare = [&hears, &details.phone, &details.email, &details.likes].iter().all(|kept| kept.is_empty());
            view! {
                <section class="stack" aria-labelledby="kept">
                    <h2 id="kept" dir="auto">{title}</h2>
                    <dl class="kept">
                        {line("Team", details.team)}
                        {line("Phone", details.phone)}
                        {line("E-mail", details.email)}
                        {line("Hears by", hears)}
                        {line("Good to know", details.likes)}
                    </dl>
                    {is_bare.then(|| view! { <p class="small quiet on-screen">"How they like to hear, their number, and what to know when working with them."</p> })}
                    <div><button on:click=move |_| editing.set(true)>{if is_bare { "Add it" } else { "Change it" }}</button></div>
                </section>
            }
        })
    }
}

/// What hurt before, in roles that are closed, or since somebody came for whom it was asked; and how much it does since.
#[component]
fn Before(leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let pains = Memo::new(move |_| {
        let today = desk.today.get();
        desk.tab().with(|state| {
            let theirs = state.all::<Role>().filter(|role| role.leader == Some(leader));
            let pains = theirs.flat_map(|role| {
                let pains = state.pains(role.id).into_iter();
                let pains = pains.filter(|pain| pain.leader == Some(leader));
                pains.filter_map(move |pain| {
                    let since = state.course(pain.id, today).since.into_iter();
                    let since: Vec<_> = since.map(|since| (since.name, since.words)).collect();
                    let is_over = !role.is_open() || !since.is_empty();
                    is_over.then(|| {
                        (
                            role.id,
                            role.called().to_owned(),
                            pain.details.what.clone(),
                            since,
                        )
                    })
                })
            });
            pains.take(6).collect::<Vec<_>>()
        })
    });
    move || {
        pains.with(|pains| !pains.is_empty()).then(|| {
            let items = pains.get().into_iter().map(|(role, title, what, since)| {
                let since = since.into_iter().map(|(name, words)| {
                    view! { <p class="small quiet">"Since " <bdi>{name}</bdi> ": " {words}</p> }
                });
                let since = since.collect_view();
                view! { <li><p class="words" dir="auto">{what}</p>{since}<Link to=Route::Role(role) class="small"><bdi>{title}</bdi></Link></li> }
            });
            view! {
                <section class="stack" aria-labelledby="before">
                    <h2 id="before">"What hurt before"</h2>
                    <ul class="stack">{items.collect_view()}</ul>
                </section>
            }
        })
    }
}

/// What was done with them this month.
#[component]
fn Together(leader: LeaderId) -> impl IntoView {
    let desk = desk();
    let found = Memo::new(move |_| {
        let today = desk.today.get();
        desk.tab().with(|state| together(state, leader, today))
    });
    let save = move |_| {
        let tab = desk.tab();
        let me = tab.me();
        let (name, table) = tab.peek(|state| {
            let name = file_name(state.name_of(leader));
            (name, state.lever_csv(me, Some(leader)))
        });
        page::download(&format!("fulcrum-{name}.csv"), "text/csv", &table);
    };
    move || {
        let (name, words) = found.get()?;
        Some(view! {
            <section class="stack" aria-labelledby="together">
                <div class="row between wrap"><h2 id="together" dir="auto">{format!("Time with {name}")}</h2> <span class="small quiet">"this month"</span></div>
                <p>{words}</p>
                <Link to=Route::Effort class="small on-screen">"Week by week"</Link>
                <div class="row wrap own">
                    <button class="act-link" on:click=save>"Save their roles as a table"</button>
                    <button class="act-link" on:click=move |_| page::print()>"Print"</button>
                </div>
            </section>
        })
    }
}

/// A name as every system takes it for a file's.
fn file_name(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
        .to_lowercase()
}

fn together(state: &State, leader: LeaderId, today: NaiveDate) -> Option<(String, String)> {
    let name = state.get::<Leader>(leader).ok()?.details.name.clone();
    let first = today.with_day(1)?;
    let since = (first - chrono::Days::new(1)).and_time(chrono::NaiveTime::MIN);
    let roles = state.all::<Role>().filter(|role| role.leader == Some(leader));
    let efforts = roles.flat_map(|role| state.efforts_since(role.id, since.and_utc().timestamp()));
    let with_them = efforts.filter(|effort| effort.side == Side::Partnership && effort.on() >= first);
    let mut efforts: Vec<&Effort> = with_them.collect();
    efforts.put_in_order_by(|effort| (effort.kind, effort.id));
    efforts.dedup_by_key(|effort| effort.id);
    let mut tally: Vec<(_, u32)> = Vec::new();
    for effort in efforts {
        match tally.last_mut() {
            Some((kind, count)) if *kind == effort.kind => *count += effort.quantity,
            _ => tally.push((effort.kind, effort.quantity)),
        }
    }
    let updates = state
        .on::<Update>(Leader::key(leader))
        // What only stands on their page took nobody's time with them.
        .filter(|update| {
            let told = update.told_at.filter(|_| !update.removed);
            told.is_some_and(|at| at.date_naive() >= first)
        })
        .count();
    let told = match updates {
        0 => None,
        1 => Some("1 update".to_owned()),
        count => Some(format!("{count} updates")),
    };
    let parts: Vec<String> = told.into_iter().chain(tally_words(&tally)).collect();
    Some((
        name,
        if parts.is_empty() {
            "Nothing yet.".into()
        } else {
            format!("{}.", parts.join(", "))
        },
    ))
}
