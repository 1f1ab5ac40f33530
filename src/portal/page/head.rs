//! The head of the page: where things stand and when one hears next, in a sentence; whom to call; and role by role.

use leptos::prelude::*;

use super::{
    call::CallMark,
    section::Section,
    visit::{Own, Visit},
};
use crate::portal::{
    lead::{are_open, is_sought_for, lead, spoken, status},
    view::{Contact, Lead, PortalView, RoleView},
};
use crate::ui::{Rail, isolated};

pub fn section(view: &PortalView, visit: Option<&Visit>) -> Section {
    let head = &view.head;
    let name = |name: &Option<String>| name.as_deref().map(isolated);
    let workspace = isolated(&head.workspace);
    let for_whom = match (name(&head.leader), name(&head.deputy)) {
        (Some(leader), Some(deputy)) if head.answers => {
            format!("{workspace} · for {deputy}, who answers for {leader}")
        }
        (Some(leader), Some(deputy)) => {
            format!("{workspace} · for {deputy}, who answers while {leader} is away")
        }
        (Some(leader), None) => format!("{workspace} · for {leader}"),
        (None, _) => workspace,
    };
    let for_whom = match head.roles.as_slice() {
        [only] => format!("{} · {for_whom}", isolated(&only.title)),
        _ => for_whom,
    };
    let call = head.recruiter.clone().and_then(|contact| {
        let phone = contact.phone?;
        Some(view! { <CallMark name=contact.name phone/> })
    });
    let roles = match head.roles.as_slice() {
        [only] => of_role(only, view).into_any(),
        several => {
            let lines = several.iter().map(|role| role_line(role, view));
            view! { <div class="their-roles">{lines.collect_view()}</div> }.into_any()
        }
    };
    let aside = head.deputy.is_some() && !head.answers;
    let aside = aside.then(|| {
        let nobody = || head.called.ours("The leader").to_string();
        let words = format!(
            "What is asked, updates and names stand here on the days on which {} is away and has named you.",
            name(&head.leader).unwrap_or_else(nobody)
        );
        view! { <p class="hint" dir="auto">{words}</p> }
    });
    let content = view! {
        <header id="p-head" class="portal-head">
            <div class="row between wrap">
                <span class="small quiet">{for_whom}</span>
                <Own name="live" inside=visit.map(|visit| live_mark(visit).into_any())/>
            </div>
            <div class="row between">
                <h1>{lead(view)}</h1>
                {call}
            </div>
            {aside}
            {roles}
        </header>
    };
    Section::new("p-head", content)
}

pub fn title(view: &PortalView) -> String {
    match view.head.roles.as_slice() {
        [only] => only.title.clone(),
        several => are_open(several),
    }
}

/// One of several: a line, and more of it where that is wanted.
fn role_line(role: &RoleView, view: &PortalView) -> impl IntoView + use<> {
    let at = match (role.waits, role.held_until) {
        (true, _) => view! { <span class="turn-mark">"your turn"</span> }.into_any(),
        (false, Some(_)) => view! { <span class="small quiet">"on hold"</span> }.into_any(),
        (false, None) => {
            view! { <span class="small quiet">{role.stage.label().to_lowercase()}</span> }.into_any()
        }
    };
    view! {
        <details id=format!("p-role-{}", role.id) class="role-line" open=view.is_paper>
            <summary><b dir="auto">{role.title.clone()}</b> {at}</summary>
            {of_role(role, view)}
        </details>
    }
}

/// Whether what is said first is where the one role stands: it is not said again below.
fn says_status(view: &PortalView) -> bool {
    let head = &view.head;
    matches!((&head.lead, head.roles.as_slice()), (Lead::Stands { .. }, [only]) if !is_sought_for(only))
}

/// How long it is open, how it stands, and how far it is.
fn of_role(role: &RoleView, view: &PortalView) -> impl IntoView + use<> {
    let days = (role.closed.map_or(view.today, |(_, on)| on) - role.opened_on)
        .num_days()
        .max(0);
    let reached = match role.reached {
        0 => String::new(),
        1 => " 1 person approached this week.".to_owned(),
        count => format!(" {count} people approached this week."),
    };
    // What the page begins with is not said again below it.
    let line = if says_status(view) {
        format!("Opened {}, day {days}.{reached}", spoken(role.opened_on, view))
    } else {
        format!("Day {days}: {}{reached}", status(role, view))
    };
    view! {
        <div class="role-stands" class:held=role.held_until.is_some()>
            <p class="small quiet">{line}</p>
            <Rail stage=role.stage/>
            {role.other.clone().map(looked_after)}
        </div>
    }
}

/// Whose role it is, where the page says to call somebody else.
fn looked_after(other: Contact) -> impl IntoView {
    let Contact { name, phone } = other;
    let words = match &phone {
        Some(phone) => format!("{} looks after this role: {phone}.", isolated(&name)),
        None => format!("{} looks after this role.", isolated(&name)),
    };
    view! {
        <div class="row between">
            <p class="small quiet" dir="auto">{words}</p>
            {phone.map(|phone| view! { <CallMark name phone/> })}
        </div>
    }
}

/// How fresh the page is. The script takes from it what to say while the page is live, and when it has no connection.
pub fn live_mark(visit: &Visit) -> impl IntoView + use<> {
    view! {
        <span class="live-mark small" data-live="Live, as of " data-still="As of " data-offline="Offline: as of ">
            <span class="dot" aria-hidden="true"></span>
            <span>{format!("As of {}", visit.as_of)}</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};

    use super::*;
    use crate::domain::{Actor, Member, Right, Scope, ShareLink, Stage, Story, Target, member};
    use crate::portal::{html, project};

    fn page(story: &Story, link: &str) -> String {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link(link)).unwrap();
        let now = story.now.with_timezone(&Utc);
        let view = project(&state, link, story.now.date_naive(), now).unwrap().view;
        html(|| section(&view, None).content)
    }

    #[test]
    fn a_role_of_somebody_elses_says_whose_it_is_to_its_leader() {
        let mut story = Story::begin();
        story.joins("priya");
        story.does(member::Command::PutMember(Member {
            user: Story::user("tom"),
            name: "Tom Ash".into(),
            phone: Some("+44 20 7946 0000".into()),
            right: Right::Owner,
            left: None,
        }));
        let dana = Target::Leader(Story::leader("dana"));
        story.shares("hers", dana, Scope::Respond);
        story.shares("boss", dana, Scope::Read);
        story.shares("one", Target::Role(Story::role("data")), Scope::Respond);
        let priya = std::mem::replace(&mut story.actor, Actor::User(Story::user("tom")));
        story.opens("sre", "Site Reliability Engineer");
        story.actor = priya;
        let says = "Tom Ash looks after this role: +44 20 7946 0000.";
        let hers = page(&story, "hers");
        assert_eq!(hers.matches(says).count(), 1, "{hers}");
        for link in ["boss", "one"] {
            let page = page(&story, link);
            assert!(!page.contains("Tom"), "{page}");
        }
    }

    #[test]
    fn how_a_role_stands_is_said_once() {
        let mut story = Story::begin();
        story.joins("priya");
        for (name, scope) in [
            ("hers", Scope::Respond),
            ("boss", Scope::Read),
            ("team", Scope::TeamSafe),
        ] {
            story.shares(name, Target::Leader(Story::leader("dana")), scope);
        }
        story.moves("data", Stage::FollowUp, None, None).unwrap();
        story.now += TimeDelta::days(151);
        for link in ["hers", "boss", "team"] {
            let page = page(&story, link);
            assert_eq!(page.to_lowercase().matches("we follow up").count(), 1, "{page}");
            assert!(page.contains("day 151."), "{page}");
        }
        // Where the page begins with something else it stands below.
        story.moves("data", Stage::Source, None, None).unwrap();
        assert!(page(&story, "hers").contains("Day 151: we are looking for people."));
    }
}
