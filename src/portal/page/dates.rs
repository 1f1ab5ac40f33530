//! When to expect someone, in a picture to scale, and whether that fits.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{reply::reply_place, section::Section, visit::Visit};
use crate::domain::{Coming, Fits};
use crate::portal::{
    gesture::About,
    lead::spoken,
    view::{AnswerView, DateView, DateWords, PortalView},
};
use crate::ui::{DatePicture, Picture, day, isolated, notice_words};

/// A section for each role, so that a half-typed answer stays where it is when another date is told.
pub fn sections(view: &PortalView, visit: Option<&Visit>) -> Vec<Section> {
    let all = view.dates.iter().map(|date| one(date, view, visit));
    all.collect()
}

fn one(date: &DateView, view: &PortalView, visit: Option<&Visit>) -> Section {
    let key = format!("p-date-{}", date.id);
    let (heading, labelled) = (format!("{key}-title"), format!("{key}-title"));
    let today = view.today;
    let say = |day| day::date(day, today);
    let role = date
        .role
        .clone()
        .map(|role| view! { <p class="small quiet" dir="auto">{role}</p> });
    if let Some(turnout) = date.turnout {
        let content = view! {
            <section id=key.clone() class="card stack" aria-labelledby=labelled>
                {role}
                <h2 id=heading>"What was told, and what came"</h2>
                <p>{turnout.words()} "."</p>
            </section>
        };
        return Section::new(key, content);
    }
    let is_deputy = view.turns.as_ref().is_some_and(|turns| turns.is_deputy);
    let calls = date.words.as_ref().and_then(|words| words.calls.as_deref());
    let who = view.head.who(calls);
    // Whoever stands in for them is not called about it.
    let is_called = date.words.as_ref().is_some_and(|words| words.is_called_about) && !is_deputy;
    let call = is_called.then(|| format!(" {who} will talk another date through with you."));
    let tried = date.overtaken.as_ref().and_then(|new| new.tried_on);
    let tried = tried.map(|on| format!("We tried to reach you, last on {}: ", say(on)));
    let lead = match &date.overtaken {
        Some(new) if date.has_passed => view! {
            <p class="hint" dir="auto">
                {tried} {format!("{} did not hold. What was likely then, ", say(new.told.day()))}
                <b>{say(new.likely.day())}</b> ", has passed too, and nobody has said yes." {call}
            </p>
        }
        .into_any(),
        Some(new) => {
            view! {
                <p class="hint">
                    {tried} {format!("{} will not hold. Now likely {} ", say(new.told.day()), which(new.likely))}
                    <b>{say(new.likely.day())}</b> "."
                </p>
            }
            .into_any()
        }
        None if date.has_passed => view! {
            <p class="hint" dir="auto">
                <b>{format!("{} has passed", say(date.coming.day()))}</b> ", and nobody has said yes." {call}
            </p>
        }
        .into_any(),
        None => view! {
            <p>
                {capital(which(date.coming))} " " <b>{say(date.coming.day())}</b>
                {date.notice.is_none().then_some(", and then comes the notice")} ". "
                {date.longer.as_ref().map(|longer| view! { <span class="quiet">{capital(longer)} "."</span> })}
            </p>
        }
        .into_any(),
    };
    let picture = Picture {
        today,
        range: date.range.filter(|_| date.overtaken.is_none()),
        yes_by: date.overtaken.as_ref().map_or(date.yes_by, |new| new.yes_by),
        level: match &date.overtaken {
            Some(_) => ("a yes".into(), " is now likely".into()),
            None => {
                let chance = date.chance.as_ref().map(|chance| format!(" in {chance}"));
                ("a yes".into(), chance.unwrap_or_default())
            }
        },
        notice: date.overtaken.as_ref().map_or(date.notice, |new| new.notice),
        needed_by: date.words.as_ref().and_then(|words| words.needed_by),
    };
    // There is nothing to come in a picture of a day that is over.
    let picture = (!date.has_passed).then(|| view! { <DatePicture picture/> });
    let told = match &date.told_by {
        Some(by) => format!("As {} told it on {}", isolated(by), say(date.told_on)),
        None => format!("As told on {}", say(date.told_on)),
    };
    let notice = date.notice.filter(|notice| *notice > 0).map(|notice| {
        let yes = say(date.yes_by);
        format!(" A yes by {yes}, then {}.", notice_words(notice))
    });
    let told = view! { <p class="small quiet">{told} "." {notice}</p> };
    let words = date.words.as_ref().map(|words| said_then(words, today));
    let asks = date.words.is_some() && view.can_reply();
    let answer = date.words.as_ref().and_then(|words| words.answer.as_ref());
    let answer = answer.filter(|_| asks);
    let said = answer.map(|answer| answered(answer, who, is_deputy, view));
    // It stays where it is when a new date takes the place of the one told: somebody may be typing in it.
    let form = asks.then(|| {
        let form = reply_place(view, About::Date(date.id), visit);
        match answer {
            None => view! { <p><b>"Does that fit?"</b></p> {form} }.into_any(),
            Some(_) => view! { <details><summary>"Say something else"</summary>{form}</details> }.into_any(),
        }
    });
    let (before, said) = match date.overtaken {
        None => (view! { {told} {words} }.into_any(), said),
        // What was told, and agreed to, is of the date before.
        Some(_) => {
            let before = view! {
                <details>
                    <summary>"What was told before"</summary>
                    <div class="stack">{told} {words} {said}</div>
                </details>
            };
            (before.into_any(), None)
        }
    };
    let answers = form.map(|form| view! { <div class="stack">{said} {form}</div> });
    let content = view! {
        <section id=key.clone() class="card stack dates" aria-labelledby=labelled>
            {role}
            <h2 id=heading>"When to expect someone"</h2>
            {lead}
            {picture}
            {before}
            {answers}
        </section>
    };
    Section::new(key, content)
}

fn said_then(words: &DateWords, today: NaiveDate) -> impl IntoView + use<> {
    let line = |name: &'static str, words: &str| {
        (!words.is_empty()).then(|| {
            let words = words.to_owned();
            view! { <p class="small"><span class="quiet">{name} ": "</span><bdi>{words}</bdi></p> }
        })
    };
    let cause = words.cause.map(|cause| view! { <p class="small"><span class="quiet">"Another date than before: "</span> {cause.to_lowercase()} "."</p> });
    let shorter = (!words.shorter.is_empty()).then(|| {
        let items = words.shorter.iter().map(|(what, yes_by)| {
            view! { <li><bdi>{what.clone()}</bdi> <span class="small quiet">" · a yes by " {day::date(*yes_by, today)}</span></li> }
        });
        view! {
            <p class="small quiet">"What would shorten it"</p>
            <ul class="behind">{items.collect_view()}</ul>
        }
    });
    view! {
        {cause}
        {line("Why this long", &words.because)}
        {shorter}
        {line("What we do", &words.ours)}
        {line("What you do", &words.theirs)}
    }
}

fn answered(answer: &AnswerView, who: &str, is_deputy: bool, view: &PortalView) -> impl IntoView + use<> {
    let on = spoken(answer.on, view);
    let sentence = sentence(answer, who, is_deputy, &on);
    let class = if answer.fits == Fits::Agreed {
        "tag good"
    } else {
        "tag wait"
    };
    let words = (!answer.words.is_empty())
        .then(|| view! { <p class="words quiet" dir="auto">{answer.words.clone()}</p> });
    view! { <p class=class>{sentence}</p> {words} }
}

fn sentence(answer: &AnswerView, who: &str, is_deputy: bool, on: &str) -> String {
    match (answer.fits, answer.on_page) {
        // Whoever stands in is told what was said, not that they said it.
        (Fits::Agreed, true) if is_deputy => format!("Agreed, {on}."),
        (Fits::Agreed, false) if is_deputy => format!("Agreed in a talk, {on}."),
        (Fits::TooLate, _) if is_deputy => format!("Too late, as was said {on}: {who} calls about it."),
        (Fits::Agreed, true) => format!("You agreed, {on}."),
        (Fits::Agreed, false) => format!("You agreed in a talk, {on}."),
        (Fits::TooLate, _) => format!("You said that it is too late for you, {on}: {who} calls you."),
    }
}

fn which(coming: Coming) -> &'static str {
    match coming {
        Coming::Desk(_) => "at the desk about",
        Coming::Yes(_) => "a yes by",
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};

    use super::*;
    use crate::domain::{Actor, Refusal, Scope, ShareLink, Story, Target, expectation};
    use crate::portal::{html, lead::lead, project};

    fn view(story: &Story, scope: Scope) -> PortalView {
        let state = story.state();
        let mut link = state.get::<ShareLink>(Story::link("link")).unwrap().clone();
        link.scope = scope;
        let now = story.now.with_timezone(&Utc);
        project(&state, &link, story.now.date_naive(), now).unwrap().view
    }

    fn page(story: &Story, scope: Scope) -> String {
        let view = view(story, scope);
        let all = sections(&view, None).into_iter();
        html(|| all.map(|section| section.content).collect_view())
    }

    #[test]
    fn a_date_names_who_told_it_and_whoever_looks_after_its_role_calls() {
        let mut story = Story::begin();
        story.joins("priya");
        story.joins("tom");
        let as_user = |story: &mut Story, user: &str| story.actor = Actor::User(Story::user(user));
        as_user(&mut story, "tom");
        story.opens("sre", "Site Reliability Engineer");
        as_user(&mut story, "priya");
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.tells("hers", "data", 90);
        story.tells("toms", "sre", 90);
        for scope in [Scope::Respond, Scope::Read] {
            let page = page(&story, scope);
            assert_eq!(page.matches("As priya told it on").count(), 2, "{page}");
            assert!(!page.contains("tom told"), "{page}");
        }
        story.actor = Actor::Link(Story::link("link"));
        for date in ["hers", "toms"] {
            story.does(expectation::Command::AnswerExpectation {
                expectation: Story::expectation(date),
                fits: Fits::TooLate,
                words: String::new(),
            });
        }
        let hers = page(&story, Scope::Respond);
        for who in ["priya", "tom"] {
            assert_eq!(hers.matches(&format!("{who} calls you.")).count(), 1, "{hers}");
        }
        // Of whoever else told one, others than the leader read no name.
        as_user(&mut story, "tom");
        story.now += TimeDelta::minutes(1);
        story.tells("again", "data", 120);
        let told = lead(&view(&story, Scope::Respond));
        assert!(told.contains("As tom told you today"), "{told}");
        assert!(page(&story, Scope::Respond).contains("As tom told it on"));
        let told = lead(&view(&story, Scope::Read));
        assert!(told.contains("As was told today"), "{told}");
        let boss = page(&story, Scope::Read);
        assert!(
            boss.contains("As told on") && !boss.contains("tom told"),
            "{boss}"
        );
    }

    #[test]
    fn a_day_that_has_passed_is_said_to_have_and_a_call_is_told_where_there_is_one() {
        let mut story = Story::begin();
        story.joins("priya");
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.tells("date", "data", 30);
        story.now += TimeDelta::days(30);
        for scope in [Scope::Respond, Scope::Read] {
            let page = page(&story, scope);
            assert!(
                page.contains("At the desk about") && !page.contains("passed"),
                "{page}"
            );
        }
        story.now += TimeDelta::days(20);
        for scope in [Scope::Respond, Scope::Read] {
            let page = page(&story, scope);
            assert!(
                page.contains("19 Dec 2026 has passed</b>, and nobody has said yes."),
                "{page}"
            );
            assert!(!page.contains("At the desk about"), "{page}");
        }
        let hers = page(&story, Scope::Respond);
        assert!(
            hers.contains("priya will talk another date through with you."),
            "{hers}"
        );
        assert!(!page(&story, Scope::Read).contains("will talk"));
    }

    #[test]
    fn after_two_tries_the_new_day_stands_there_and_what_was_agreed_before_is_folded_away() {
        let mut story = Story::begin();
        story.joins("priya");
        story.shares("link", Target::Leader(Story::leader("dana")), Scope::Respond);
        story.tells("first", "data", 60);
        let board = std::mem::replace(&mut story.actor, Actor::Link(Story::link("link")));
        story.does(expectation::Command::AnswerExpectation {
            expectation: Story::expectation("first"),
            fits: Fits::Agreed,
            words: String::new(),
        });
        story.actor = board;
        let yes_by = story.now.date_naive() + chrono::Days::new(100);
        for _ in 0..2 {
            story.does(expectation::Command::TryToTell {
                expectation: Story::expectation("first"),
                yes_by,
                notice: None,
            });
            story.now += TimeDelta::days(2);
        }
        let folded = |page: &str| {
            let (above, rest) = page.split_once("What was told before").expect(page);
            let (before, below) = rest.split_once("</details>").expect(page);
            assert!(
                before.contains("You agreed") && before.contains("As priya told it on"),
                "{page}"
            );
            assert!(
                !above.contains("You agreed") && !below.contains("You agreed"),
                "{page}"
            );
            assert!(below.contains("Say something else"), "{page}");
        };
        let new = day::date(yes_by, story.now.date_naive());
        let hers = page(&story, Scope::Respond);
        assert!(hers.contains("will not hold. Now likely a yes by"), "{hers}");
        assert!(
            hers.contains(&format!("<b>{new}</b>")) && hers.contains("We tried to reach you"),
            "{hers}"
        );
        folded(&hers);
        let boss = page(&story, Scope::Read);
        assert!(
            boss.contains(&new) && !boss.contains("We tried to reach"),
            "{boss}"
        );
        // To the one before nobody agrees any more.
        let mut says = |fits| {
            story.actor = Actor::Link(Story::link("link"));
            let said = story.tries(expectation::Command::AnswerExpectation {
                expectation: Story::expectation("first"),
                fits,
                words: "In March".into(),
            });
            said.err()
        };
        assert_eq!(says(Fits::Agreed), Some(Refusal::NewerTold));
        assert_eq!(says(Fits::Agreed), Some(Refusal::NewerTold), "nor is it kept");
        // Nobody said yes by that one either.
        story.now += TimeDelta::days(100);
        let hers = page(&story, Scope::Respond);
        let new = day::date(yes_by, story.now.date_naive());
        assert!(
            hers.contains("did not hold. What was likely then") && hers.contains(&new),
            "{hers}"
        );
        assert!(
            hers.contains("has passed too") && !hers.contains("Now likely"),
            "{hers}"
        );
        assert!(
            hers.contains("priya will talk another date through with you."),
            "{hers}"
        );
        folded(&hers);
        // That it is too late is heard of whichever date.
        story.actor = Actor::Link(Story::link("link"));
        story.does(expectation::Command::AnswerExpectation {
            expectation: Story::expectation("first"),
            fits: Fits::TooLate,
            words: "In March".into(),
        });
    }

    #[test]
    fn whoever_stands_in_is_never_told_that_they_said_it() {
        for fits in Fits::ALL {
            for on_page in [false, true] {
                let answer = AnswerView {
                    fits: *fits,
                    on_page,
                    on: NaiveDate::default(),
                    words: String::new(),
                };
                let said = |is_deputy| sentence(&answer, "Priya", is_deputy, "yesterday");
                assert!(said(false).starts_with("You "), "{}", said(false));
                let deputy = said(true);
                assert!(!deputy.contains("You") && !deputy.contains("you"), "{deputy}");
            }
        }
    }
}
