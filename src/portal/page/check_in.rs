//! A page for whoever was hired: who alone reads what they say, the questions of a day, and what they wrote as it will be read.

use leptos::prelude::*;

use super::{
    call::Call,
    head::live_mark,
    reply::{Offered, place, reply_place},
    section::Section,
    visit::{FormState, Own, Visit},
};
use crate::domain::{Form, FormStep, Item};
use crate::portal::{
    gesture::About,
    view::{CheckInView, PortalView},
};
use crate::ui::{day, first_name};

pub fn sections(view: &PortalView, asked: &CheckInView, visit: Option<&Visit>) -> Vec<Section> {
    let mut all = vec![head(view, asked, visit)];
    if asked.is_open() {
        let questions = asked.questions.iter();
        all.extend(questions.map(|(item, worth)| question(view, asked, (*item, *worth), visit)));
        all.push(words(view, asked, visit));
    }
    all.push(stands(view, asked, visit));
    let may_talk = !asked.talked && (asked.is_asked || asked.asks_to_talk);
    all.extend(may_talk.then(|| talk(view, asked, visit)));
    all
}

fn head(view: &PortalView, asked: &CheckInView, visit: Option<&Visit>) -> Section {
    let whose = format!("{} · for {}", view.head.workspace, view.head.reader());
    let reader = first_name(&asked.reader).to_owned();
    let alone = format!("Only {} reads what you send from here.", asked.reader);
    let except = format!(
        "One exception: if someone is in danger or the law obliges us to act, {reader} talks with you first where that can be done."
    );
    let free = format!(
        "It is voluntary. To everybody but {reader} it looks the same whether you answer, would rather not, or say nothing; your leader hears only what you let {reader} pass on, one thing at a time."
    );
    let next = format!(
        "Where {reader} is away, or not the one you would tell, you choose who reads instead: ask whomever you would tell."
    );
    let until = asked
        .until
        .map(|on| format!("This page opens until {}.", day::dated(on, view.today)));
    let call = view.head.recruiter.clone();
    let call = call.map(|contact| view! { <div><Call contact/></div> });
    let content = view! {
        <header id="p-head" class="portal-head stack">
            <div class="row between wrap">
                <span class="small quiet" dir="auto">{whose}</span>
                <Own name="live" inside=visit.map(|visit| live_mark(visit).into_any())/>
            </div>
            <h1>{format!("Day {}: how does it go?", asked.day)}</h1>
            <p dir="auto"><b>{alone}</b> " " {except}</p>
            <p dir="auto">{free}</p>
            <p class="small quiet" dir="auto">{next} " " {until}</p>
            <p class="small quiet">"Of harassment, or where somebody is not safe, tell HR: a number is not the place for it."</p>
            {call}
            <Own name="late" inside=late(asked, visit).map(IntoAny::into_any)/>
        </header>
    };
    Section::new("p-head", content)
}

/// What came too late to be written is given back, where its own form is not asked any more.
fn late(asked: &CheckInView, visit: Option<&Visit>) -> Option<impl IntoView + use<>> {
    let returned = visit.and_then(|visit| visit.returned.as_ref())?;
    let is_gone = match returned.typed.about {
        About::Form(..) | About::FormWords(..) => !asked.is_open(),
        About::FormStep(_, _, step, read) => read != asked.edition || !offered(asked).contains(&step),
        _ => false,
    };
    let FormState::Refused(why) = &returned.state else {
        return None;
    };
    let typed = match returned.typed.about {
        About::FormWords(..) => Some(returned.typed.text.clone()),
        About::Form(_, _, item) => Some(format!("{}: {}", item.label(), returned.typed.choice)),
        _ => None,
    };
    is_gone.then(|| {
        view! {
            <div class="stack" role="status">
                <p class="problem">{why.clone()}</p>
                {typed.map(|typed| view! { <p class="unsent" dir="auto">{typed}</p> })}
            </div>
        }
    })
}

/// Which steps the page offers.
fn offered(asked: &CheckInView) -> Vec<FormStep> {
    let mut all = match asked.form {
        Some(Form::Sent) => vec![FormStep::TakeBack],
        _ if asked.talked => Vec::new(),
        None | Some(Form::Writing) if !asked.is_asked => Vec::new(),
        None | Some(Form::Writing) if asked.is_empty() => vec![FormStep::Nothing],
        None | Some(Form::Writing) => vec![FormStep::Send],
        Some(Form::Read | Form::Talk) => Vec::new(),
    };
    all.extend(match asked.asks_to_talk {
        _ if asked.talked => None,
        true => Some(FormStep::NoTalk),
        false => asked.is_asked.then_some(FormStep::Talk),
    });
    all
}

fn step(
    view: &PortalView,
    asked: &CheckInView,
    step: FormStep,
    visit: Option<&Visit>,
) -> impl IntoView + use<> {
    reply_place(
        view,
        About::FormStep(asked.hire, asked.day, step, asked.edition),
        visit,
    )
}

fn question(
    view: &PortalView,
    asked: &CheckInView,
    (item, worth): (Item, Option<u8>),
    visit: Option<&Visit>,
) -> Section {
    let about = About::Form(asked.hire, asked.day, item);
    let key = format!("p-{}", about.place());
    let title = format!("title-{key}");
    let said = worth.map(|worth| view! { <p>"You say " <span class="tag">{worth}</span></p> });
    let content = view! {
        <section id=key.clone() class="card stack" aria-labelledby=title.clone()>
            <h2 id=title.clone()>{format!("“{}”", item.label())}</h2>
            {said}
            {reply_place(view, about, visit)}
        </section>
    };
    Section::new(key, content)
}

fn words(view: &PortalView, asked: &CheckInView, visit: Option<&Visit>) -> Section {
    let again = (!asked.words.is_empty()).then(|| {
        view! {
            <p dir="auto">{asked.words.clone()}</p>
            <p class="small quiet">"Save again to change it: what you write takes its place."</p>
        }
    });
    let offered = Offered {
        choices: Vec::new(),
        asked: asked.words.clone(),
    };
    let about = About::FormWords(asked.hire, asked.day);
    let content = view! {
        <section id="p-form-words" class="card stack" aria-labelledby="form-words-title">
            <h2 id="form-words-title">"In your words"</h2>
            {again}
            {place(view, about, Some(offered), visit)}
        </section>
    };
    Section::new("p-form-words", content)
}

/// How far it is, with what they wrote as it will be read, or was.
fn stands(view: &PortalView, asked: &CheckInView, visit: Option<&Visit>) -> Section {
    let reader = first_name(&asked.reader);
    let (title, below) = match asked.form {
        Some(Form::Sent) => (
            format!("{reader} has not read it yet"),
            "Until then you may take it back, to change it or to leave it.".to_owned(),
        ),
        _ if asked.talked => (
            format!("You talked with {reader} about this day"),
            "Nothing of it is asked here any more.".to_owned(),
        ),
        Some(Form::Read) => (
            format!("{reader} has read it"),
            "It stays as it is. What you would add, say when you talk.".to_owned(),
        ),
        _ if !asked.is_asked => (
            "Nothing is asked about this day now".to_owned(),
            moved(view, asked),
        ),
        _ if asked.is_empty() => (
            "Nothing is written yet".to_owned(),
            "Each question may stay empty, and so may all of them.".to_owned(),
        ),
        _ => (
            format!("Send it to {reader}"),
            format!(
                "It is not sent yet; whoever has the address of this page can read it here. {reader} is given this, and nothing else:"
            ),
        ),
    };
    let steps = offered(asked).into_iter();
    let steps = steps.filter(|one| !matches!(one, FormStep::Talk | FormStep::NoTalk));
    let steps = steps.map(|one| step(view, asked, one, visit)).collect_view();
    let content = view! {
        <section id="p-form-stands" class="card stack" aria-labelledby="form-stands-title">
            <h2 id="form-stands-title" dir="auto">{title}</h2>
            <p dir="auto">{below}</p>
            {written(asked)}
            {steps}
        </section>
    };
    Section::new("p-form-stands", content)
}

/// Why, and what becomes of what they wrote.
fn moved(view: &PortalView, asked: &CheckInView) -> String {
    let why = match asked.comes_on {
        Some(on) => format!(
            "It is asked on {}, since your first day was changed.",
            day::dated(on, view.today)
        ),
        None => "Your first or last day was changed.".to_owned(),
    };
    if asked.is_empty() {
        why
    } else {
        format!("{why} What you wrote is not sent:")
    }
}

fn written(asked: &CheckInView) -> Option<impl IntoView + use<>> {
    let numbers = asked.questions.iter().filter_map(|(item, worth)| {
        let words = format!("{}: {}", item.label(), (*worth)?);
        Some(view! { <li>{words}</li> })
    });
    let numbers = numbers.collect_view();
    let words = (!asked.words.is_empty()).then(|| view! { <li><p dir="auto">{asked.words.clone()}</p></li> });
    let nothing = asked
        .nothing
        .then(|| view! { <li>"You have nothing to say."</li> });
    (!asked.is_empty()).then(|| view! { <ul class="replies">{numbers} {words} {nothing}</ul> })
}

fn talk(view: &PortalView, asked: &CheckInView, visit: Option<&Visit>) -> Section {
    let reader = first_name(&asked.reader);
    let (words, one) = if asked.asks_to_talk {
        let words = format!("It is told to {reader} that you would rather talk.");
        (words, FormStep::NoTalk)
    } else {
        let unsent = match asked.form {
            None | Some(Form::Writing) => " What you may have written here stays unsent until you send it.",
            _ => "",
        };
        let words = format!("Then {reader} calls you, ten minutes.{unsent}");
        (words, FormStep::Talk)
    };
    let content = view! {
        <section id="p-form-talk" class="card stack" aria-labelledby="form-talk-title">
            <h2 id="form-talk-title">"Rather talk?"</h2>
            <p dir="auto">{words}</p>
            {step(view, asked, one, visit)}
        </section>
    };
    Section::new("p-form-talk", content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Actor, ShareLink, Story, Voice, check_in};
    use crate::portal::{
        gesture::Gesture,
        page::{PortalPage, Returned, html},
        view::project,
    };

    fn story() -> Story {
        let mut story = Story::begin();
        story.joins("priya");
        story.hires("sam", "data", "Sam Reed", 30);
        story.asks_hired("sams", "sam", "data");
        story
    }

    fn does(story: &mut Story, about: About, choice: &str, text: &str) {
        let body =
            typed(about, choice, text).body(crate::domain::CommandId(uuid::Uuid::from_u128(about.number())));
        let was = std::mem::replace(&mut story.actor, Actor::Link(Story::link("sams")));
        story.does(body.unwrap());
        story.actor = was;
    }

    fn typed(about: About, choice: &str, text: &str) -> Gesture {
        Gesture {
            about,
            role: None,
            text: text.into(),
            verdict: None,
            choice: choice.into(),
            asked: String::new(),
            secret_hash: String::new(),
            from: None,
            until: None,
        }
    }

    fn page(story: &Story, returned: Option<Returned>) -> String {
        let state = story.state();
        let link = state.get::<ShareLink>(Story::link("sams")).unwrap();
        let now = story.now.with_timezone(&chrono::Utc);
        let view = project(&state, link, story.now.date_naive(), now).unwrap().view;
        let visit = Visit {
            link: link.id,
            confirmed: true,
            seed: uuid::Uuid::from_u128(7),
            as_of: "09:41".into(),
            returned,
        };
        html(|| view! { <PortalPage view visit/> })
    }

    #[test]
    fn each_step_stands_where_it_may_be_taken() {
        let mut story = story();
        let hire = Story::hire("sam");
        let blank = page(&story, None);
        for said in [
            "Only priya reads",
            "It is voluntary",
            "Nothing is written yet",
            "Nothing to say",
            "I would rather talk",
        ] {
            assert!(blank.contains(said), "{said} in {blank}");
        }
        for other in ["Dana", "Senior Data Engineer", "Send it to", "Take it back"] {
            assert!(!blank.contains(other), "{other} in {blank}");
        }
        does(&mut story, About::Form(hire, 30, Item::Told), "2", "A number");
        let written = page(&story, None);
        assert!(written.contains("Send it to priya") && written.contains("I was told: 2"));
        assert!(!written.contains("Nothing to say"), "{written}");
        does(
            &mut story,
            About::FormStep(hire, 30, FormStep::Send, 1),
            "",
            "Send it",
        );
        let sent = page(&story, None);
        assert!(sent.contains("priya has not read it yet") && sent.contains("Take it back"));
        assert!(!sent.contains("not at all"), "what was sent is not asked: {sent}");
        let mut talked = Story {
            rows: story.rows.clone(),
            now: story.now,
            actor: story.actor,
            letters: Vec::new(),
        };
        talked.says("sam", Voice::Hire, "It goes well", &[]);
        let talked = page(&talked, None);
        assert!(talked.contains("Take it back") && !talked.contains("I would rather talk"));
        let check_in = story.state().form_of(hire, 30, Story::user("priya")).unwrap().id;
        story.does(check_in::Command::ReadForm { check_in });
        let read = page(&story, None);
        assert!(read.contains("priya has read it") && !read.contains("Take it back"));
    }

    #[test]
    fn once_they_left_nothing_is_asked_and_what_was_sent_may_still_be_taken_back() {
        let mut story = story();
        let hire = Story::hire("sam");
        does(&mut story, About::Form(hire, 30, Item::Told), "2", "A number");
        does(
            &mut story,
            About::FormStep(hire, 30, FormStep::Send, 1),
            "",
            "Send it",
        );
        let now = story.state().get::<crate::domain::Hire>(hire).unwrap().clone();
        let mut details = now.details.clone();
        details.left_on = Some(story.now.date_naive());
        story.does(crate::domain::hire::Command::EditHire {
            hire,
            details,
            base: Some(now.details),
        });
        story.now += chrono::TimeDelta::days(1);
        let sent = page(&story, None);
        assert!(sent.contains("Take it back") && !sent.contains("I would rather talk"));
        does(
            &mut story,
            About::FormStep(hire, 30, FormStep::TakeBack, 2),
            "",
            "Take it back",
        );
        let over = page(&story, None);
        assert!(over.contains("Nothing is asked about this day now") && over.contains("I was told: 2"));
        assert!(
            !over.contains("Send it to") && !over.contains("In your words"),
            "{over}"
        );
    }

    #[test]
    fn what_comes_too_late_is_given_back() {
        let mut story = story();
        let hire = Story::hire("sam");
        does(&mut story, About::Form(hire, 30, Item::Told), "2", "A number");
        does(
            &mut story,
            About::FormStep(hire, 30, FormStep::Send, 1),
            "",
            "Send it",
        );
        let returned = Returned {
            typed: typed(About::FormWords(hire, 30), "", "And the nights"),
            command: None,
            state: FormState::Refused("It was sent already".into()),
        };
        let html = page(&story, Some(returned));
        assert!(html.contains("And the nights") && html.contains("It was sent already"));
        let returned = Returned {
            typed: typed(About::Form(hire, 30, Item::Tasks), "4", "A number"),
            command: None,
            state: FormState::Refused("It was sent already".into()),
        };
        let html = page(&story, Some(returned));
        assert!(html.contains(&format!("{}: 4", Item::Tasks.label())), "{html}");
    }
}
