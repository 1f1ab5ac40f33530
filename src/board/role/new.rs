//! A new need, as it is heard in a corridor: who needs someone, what they said, and what it is called. All other fields
//! wait behind these.

use std::rc::Rc;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::board::{
    desk::{Desk, Route, desk},
    kit::{Area, Check, Field, Form, Problem, Select, chosen, heed, options, said},
    leader::{KnownLeaders, leader_known, leader_named},
};
use crate::browser::{clock, local, page, tab::Tab};
use crate::domain::{
    Audience, Body, Family, LeaderId, Niche, Outlook, PainDetails, PainId, Refusal, Role, RoleDetails,
    RoleId, Seniority, import::guess, line, note, pain, role,
};

/// Leaders that are one tap away.
const CHIPS: usize = 6;

/// What is half typed, kept on the device until it is saved; and after that until the next need, since it may be taken
/// back.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Draft {
    leader: String,
    /// Who that is, if they are known: it goes when they are erased.
    whose: Option<LeaderId>,
    said: String,
    title: String,
    /// None for a role that is no secret.
    code_name: Option<String>,
    /// The role that it became.
    became: Option<RoleId>,
}

impl Draft {
    /// What was typed and is not on the board.
    fn kept(tab: &Tab) -> Self {
        let kept: Self = local::get(&local::need_draft(tab.name())).unwrap_or_default();
        let is_here = |role: RoleId| tab.peek(|state| state.get::<Role>(role).is_ok());
        if kept.became.is_some_and(is_here) {
            return Self::default();
        }
        kept
    }

    fn keep(&self, tab: &Tab) {
        let place = local::need_draft(tab.name());
        if *self == Self::default() {
            local::remove(&place);
        } else {
            local::set(&place, self);
        }
    }
}

#[component]
pub fn NewRole() -> impl IntoView {
    let desk = desk();
    let tab = desk.tab();
    let draft = Draft::kept(&tab);
    let (title, leader) = (RwSignal::new(draft.title), RwSignal::new(draft.leader));
    let told = RwSignal::new(draft.said);
    let opened = RwSignal::new(clock::today().to_string());
    // None until chosen: what the title names.
    let (family, seniority) = (RwSignal::new(None::<Family>), RwSignal::new(None::<Seniority>));
    let niche = RwSignal::new(Niche::Common);
    let is_secret = draft.code_name.is_some();
    let confidential = RwSignal::new(is_secret);
    let code_name = RwSignal::new(draft.code_name.unwrap_or_default());
    // Alone there is nobody to keep it from.
    let has_colleagues = tab.peek(|state| state.has_team());
    let kind = Memo::new(move |_| {
        let (by_title, level) = title.with(|title| guess(title));
        (family.get().unwrap_or(by_title), seniority.get().unwrap_or(level))
    });
    let summary = move || {
        let (family, seniority) = kind.get();
        format!(
            "All fields: {}, {}",
            family.label(),
            seniority.label().to_lowercase()
        )
    };
    let typed = move || Draft {
        leader: leader.get(),
        whose: leader_known(&desk.tab(), &leader.get()),
        said: told.get(),
        title: title.get(),
        code_name: confidential.get().then(|| code_name.get()),
        became: None,
    };
    Effect::new(move |before: Option<Draft>| {
        let now = typed();
        if before.is_some_and(|before| before != now) {
            now.keep(&desk.tab());
        }
        now
    });
    let problem = RwSignal::new(None::<String>);
    let save = move |()| {
        let typed = untrack(typed);
        let details = opened.get_untracked().parse().map(|opened_on| RoleDetails {
            title: typed.title.clone(),
            family: kind.get_untracked().0,
            seniority: kind.get_untracked().1,
            niche: niche.get_untracked(),
            opened_on,
            // Who chose both has said which kind of role it is; what the title names is a guess.
            outlook: family
                .get_untracked()
                .and(seniority.get_untracked())
                .map(|_| Outlook::default()),
        });
        let added = match details {
            Ok(details) => add(desk, &typed, details),
            Err(_) => Err(Refusal::DateOutOfReach {
                date: opened.get_untracked(),
            }),
        };
        heed(problem, added.map_err(said));
    };
    let chips = chips(&tab, leader);
    // On a phone the keyboard would cover whom to choose among.
    let types_first = chips.is_none() || !page::is_narrow();
    view! {
        <Form class="need stack" save>
            {chips}
            <Field label="Who needs it?" name="leader" value=leader complete="off" list="known-leaders" autofocus=types_first placeholder="Dana Whitfield"/>
            <datalist id="known-leaders"><KnownLeaders/></datalist>
            <Area label="What did they say?" value=told rows=2 placeholder="Reports arrive two days late"/>
            <Field label="What is it called?" name="title" value=title complete="off" placeholder="Senior Data Engineer, Leeds"/>
            <p class="small quiet">"Write what they said so that they could read it: only recruiters see that until you share it. What it is called stands on their page at once, if they have one."</p>
            <details open=is_secret>
                <summary>{summary}</summary>
                <div class="stack grid-2">
                    <label class="field">"Family"
                        <select on:change=move |event| if let Some(found) = chosen(Family::ALL, &event) { family.set(Some(found)) }>
                            {move || options(Family::ALL, Family::label, kind.get().0)}
                        </select>
                    </label>
                    <label class="field">"Seniority"
                        <select on:change=move |event| if let Some(found) = chosen(Seniority::ALL, &event) { seniority.set(Some(found)) }>
                            {move || options(Seniority::ALL, Seniority::label, kind.get().1)}
                        </select>
                    </label>
                    <Select label="How rare are the skills?" all=Niche::ALL name=Niche::label value=niche/>
                    <Field label="Approved on" value=opened kind="date"/>
                </div>
            {has_colleagues.then(|| view! {
                <Check checked=confidential change=move |is_ticked| confidential.set(is_ticked)>
                    <span>"Confidential: only you see it, until you name others"</span>
                </Check>
                {move || confidential.get().then(|| view! {
                    <Field label="Code name, shown instead of the title (optional)" value=code_name complete="off"/>
                })}
            })}
            </details>
            <Problem words=problem/>
            <div class="row"><button class="primary">"Save the need"</button></div>
        </Form>
    }
    .into_any()
}

/// The leaders one had to do with last; none where nobody is known. Whoever taps one goes on to what they said.
fn chips(tab: &Rc<Tab>, leader: RwSignal<String>) -> Option<AnyView> {
    let names: Vec<String> = tab.peek(|state| {
        let leaders = state.leaders_by_recency().into_iter().take(CHIPS);
        leaders.map(|leader| leader.details.name.clone()).collect()
    });
    let is_narrow = page::is_narrow();
    let chips = names.iter().cloned().enumerate().map(|(at, name)| {
        let (known, shown) = (name.clone(), name.clone());
        let is_on = move || leader.with(|leader| *leader == known).to_string();
        let take = move |_| {
            leader.set(name.clone());
            page::focus(".need textarea".into());
        };
        view! { <button type="button" dir="auto" autofocus=at == 0 && is_narrow aria-pressed=is_on on:click=take><span class="clip">{shown}</span></button> }
    });
    let chips = chips.collect_view();
    (!names.is_empty()).then(|| {
        view! { <div class="chips" role="group" aria-label="Whom you had to do with last">{chips}</div> }
            .into_any()
    })
}

/// Adds the role, its leader when the name is new, and what they said; says so, with the way back out of all of it. With a
/// code name, be it empty, it is confidential from birth, and so is a leader who is new with it.
fn add(desk: Desk, typed: &Draft, details: RoleDetails) -> Result<(), Refusal> {
    let tab = desk.tab();
    // All is checked before any of it is added, so that a refusal leaves nothing half done.
    let title = line("title", &details.title)?;
    let told = note("pain point", &typed.said)?;
    let audience = match &typed.code_name {
        Some(_) => Audience::People([tab.me()].into()),
        None => Audience::Workspace,
    };
    let is_new = leader_known(&tab, &typed.leader).is_none();
    let leader = leader_named(&tab, &typed.leader, &audience)?;
    let role = clock::fresh(RoleId::new);
    tab.try_submit(Body::Role(role::Command::AddRole {
        role,
        leader,
        details: details.clone(),
        audience,
        code_name: typed.code_name.clone(),
    }))?;
    let is_said = !told.is_empty();
    if is_said {
        tab.try_submit(Body::PainPoint(pain::Command::AddPain {
            pain: clock::fresh(PainId::new),
            role,
            leader: Some(leader),
            details: PainDetails::said(told, clock::today()),
        }))?;
    }
    let take_back = role::Command::TakeBackRole {
        role,
        details: RoleDetails {
            title: title.clone(),
            ..details
        },
        leader: is_new.then_some(leader),
    };
    let kept = Draft {
        whose: Some(leader),
        became: Some(role),
        ..typed.clone()
    };
    kept.keep(&tab);
    if is_said {
        desk.sheet.set(None);
        if desk.route.get_untracked() == Route::Board {
            page::focus(format!("[data-card=\"{role}\"] h3 a"));
        }
    } else {
        // What they said is the next question, and is asked there.
        desk.go(Route::Role(role));
    }
    desk.done(format!("Saved: {title}."), Some(Body::Role(take_back)));
    Ok(())
}
