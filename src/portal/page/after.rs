//! After the yes: contract and first day, and at day 30, 60 and 90 what still hurts of what hurt before.

use leptos::prelude::*;

use super::{
    reply::{Offered, place},
    section::Section,
    visit::Visit,
};
use crate::portal::{
    gesture::About,
    lead::{hurt_then, kept_between, spoken},
    view::{AfterAbout, AfterView, PortalView},
};
use crate::ui::isolated;

pub fn sections(view: &PortalView, visit: Option<&Visit>) -> Vec<Section> {
    view.after.iter().map(|one| of(one, view, visit)).collect()
}

fn of(one: &AfterView, view: &PortalView, visit: Option<&Visit>) -> Section {
    let key = format!("p-after-{}", one.hire);
    let heading = format!("{key}-title");
    let labelled = heading.clone();
    let role = one
        .role
        .clone()
        .map(|role| view! { <p class="small quiet" dir="auto">{role}</p> });
    let eased = one.eased.iter().map(|eased| {
        let (what, since) = (eased.what.clone(), &eased.since);
        // Back to how it was said, where that stands on the page.
        let what = match view.pains.iter().any(|pain| pain.id == eased.pain) {
            true => view! { <a href=format!("#p-pain-{}", eased.pain)>{what}</a> }.into_any(),
            false => what.into_any(),
        };
        let before = eased
            .before
            .map(|before| format!("{before} of 10 before; "))
            .unwrap_or_default();
        let since = since.iter().map(|(when, worth)| format!("{worth} {when}"));
        let numbers = format!("{before}{}", since.collect::<Vec<_>>().join(", "));
        view! { <li><bdi>{what}</bdi> ": " {numbers}</li> }
    });
    let eased = (!one.eased.is_empty()).then(|| {
        view! {
            <p class="small quiet">"How much it hurts, as you said:"</p>
            <ul class="behind">{eased.collect_view()}</ul>
        }
    });
    let words = one.words.iter().map(|(when, words)| {
        view! { <p dir="auto"><span class="quiet">{format!("You, {when}: ")}</span><bdi>{words.clone()}</bdi></p> }
    });
    let tasks = one
        .tasks
        .iter()
        .map(|(when, worth)| format!("{worth} of 5 {when}"));
    let tasks = tasks.collect::<Vec<_>>().join(", ");
    let tasks = (!tasks.is_empty()).then(|| view! { <p>"The core of the work: " {tasks}</p> });
    let passed = one
        .passed_on
        .iter()
        .map(|words| view! { <li dir="auto">{words.clone()}</li> });
    let passed = (!one.passed_on.is_empty()).then(|| {
        view! {
            <p><bdi>{one.called.clone()}</bdi> " would like you to know:"</p>
            <ul class="behind">{passed.collect_view()}</ul>
        }
    });
    let asks = asks(one, view, visit);
    let content = view! {
        <section id=key.clone() class="card stack after" aria-labelledby=labelled>
            <div>
                {role}
                <h2 id=heading>{stands(one, view)}</h2>
            </div>
            {eased}
            {tasks}
            {words.collect_view()}
            {passed}
            {asks}
            {one.reader.as_ref().map(|_| view! { <p class="small quiet">{kept_between(one)}</p> })}
        </section>
    };
    Section::new(key, content)
}

/// `Sam Reed starts Mon 2 June; the contract is signed.`
fn stands(one: &AfterView, view: &PortalView) -> String {
    let called = isolated(&one.called);
    if let Some(left) = one.left_on.filter(|left| *left <= view.today) {
        return format!("{called} left {}", spoken(left, view));
    }
    let contract = if one.is_signed {
        "the contract is signed"
    } else {
        "the contract is not signed yet"
    };
    match one.starts_on {
        Some(on) if on <= view.today => {
            format!("{called}, day {} with you", (view.today - on).num_days())
        }
        Some(on) => format!("{called} starts {}; {contract}", spoken(on, view)),
        None => format!("{called} said yes; {contract}"),
    }
}

fn asks(one: &AfterView, view: &PortalView, visit: Option<&Visit>) -> Option<impl IntoView + use<>> {
    let asked = one.asked.as_ref().filter(|_| !view.is_paper)?;
    let (pain, question, most, ends) = match &asked.about {
        AfterAbout::Pain {
            pain,
            what,
            before,
            since,
        } => (
            Some(*pain),
            hurt_then(*since, what, *before),
            0..=10,
            "0 not at all, 10 as bad as it gets",
        ),
        AfterAbout::Tasks => (
            None,
            format!("How much of the core of the work can {} do?", one.called),
            1..=5,
            "1 hardly any, 5 all of it",
        ),
    };
    let about = About::After(one.hire, asked.day, pain);
    let offered = Offered {
        choices: most.map(|worth| worth.to_string()).collect(),
        asked: String::new(),
    };
    let more = match asked.more {
        0 => "Then it is done.".to_owned(),
        1 => "One more question after this.".to_owned(),
        more => format!("{more} more questions after this."),
    };
    let note = format!(
        "{more} What you say of {} is open to them if they ask, and is not for probation decisions.",
        one.called
    );
    Some(view! {
        <p dir="auto"><b>{question}</b></p>
        <p class="small quiet">{ends}</p>
        <div class="scale">{place(view, about, Some(offered), visit)}</div>
        <p class="small quiet" dir="auto">{note}</p>
    })
}

#[cfg(test)]
mod tests {
    use chrono::Utc;
    use uuid::Uuid;

    use super::*;
    use crate::domain::{LinkId, PainDetails, Scope, ShareLink, Shown, Story, Target, Voice, pain};
    use crate::portal::{html, project};

    #[test]
    fn the_page_asks_what_still_hurts_with_a_number_each_and_says_what_stays_with_whom() {
        let mut story = Story::begin();
        story.joins("priya");
        story.hurts("late", "data", "Late reports");
        story.does(pain::Command::EditPain {
            pain: Story::pain("late"),
            details: PainDetails {
                severity: Some(8),
                shown: Shown::Leader,
                ..PainDetails::said("Late reports", story.now.date_naive())
            },
            base: None,
        });
        story.hires("sam", "data", "Sam Reed", 30);
        story.says("sam", Voice::Hire, "Xsecretx", &[]);
        story.says("sam", Voice::PassedOn, "One quiet night a week", &[]);
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("link")).unwrap();
        let now = story.now.with_timezone(&Utc);
        let view = project(&state, link, story.now.date_naive(), now).unwrap().view;
        let visit = Visit {
            link: LinkId(Uuid::nil()),
            confirmed: true,
            seed: Uuid::nil(),
            as_of: "09:41".into(),
            returned: None,
        };
        let page = html(|| {
            let all = sections(&view, Some(&visit)).into_iter();
            all.map(|section| section.content).collect_view()
        });
        for words in [
            "Sam Reed, day 30 with you",
            "“Late reports” hurt 8 of 10. And today?",
            "value=\"0\"",
            "value=\"10\"",
            "One quiet night a week",
            "stays with Sam unless Sam passes it on",
            "is not for probation decisions",
        ] {
            assert!(page.contains(words), "{words} in {page}");
        }
        assert!(!page.contains("Xsecretx"), "{page}");
    }
}
