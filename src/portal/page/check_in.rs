//! A page for whoever was hired: who alone reads what they say, the form of a day, and how far it is; of what was sent it shows nothing.
//! Once another reads it says so, and its script gives back what this browser still has of it.

use leptos::prelude::*;

use super::{
    call::Call,
    head::live_mark,
    reply::reply_place,
    section::Section,
    visit::{FormState, Own, Visit},
};
use crate::domain::{Form, FormStep};
use crate::portal::{
    gesture::About,
    view::{CheckInView, PortalView},
};
use crate::ui::{day, first_name};

pub fn sections(view: &PortalView, asked: &CheckInView, visit: Option<&Visit>) -> Vec<Section> {
    if let Some(now) = &asked.now_reads {
        return vec![head(view, asked, visit), moved_on(asked, now)];
    }
    let mut all = vec![head(view, asked, visit)];
    all.extend(asked.is_open().then(|| form(view, asked, visit)));
    all.push(stands(view, asked, visit));
    let may_talk = !asked.talked && (asked.may_talk || asked.asks_to_talk);
    all.extend(may_talk.then(|| talk(view, asked, visit)));
    all
}

fn head(view: &PortalView, asked: &CheckInView, visit: Option<&Visit>) -> Section {
    let whose = format!("{} · for {}", view.head.workspace, view.head.reader());
    let call = view.head.recruiter.clone();
    let call = call.map(|contact| view! { <div><Call contact/></div> });
    let said = match &asked.now_reads {
        Some(now) => view! { <p dir="auto"><b>{format!("{now} says that you want {now} to read what you say from now on.")}</b>
            {format!(" If you did not choose that, tell {}: nothing that was not read yet goes to {now}.", asked.reader)}</p> }
            .into_any(),
        None => promise(view, asked).into_any(),
    };
    let content = view! {
        <header id="p-head" class="portal-head stack">
            <div class="row between wrap">
                <span class="small quiet" dir="auto">{whose}</span>
                <Own name="live" inside=visit.map(|visit| live_mark(visit).into_any())/>
            </div>
            <h1>{format!("Day {}: how does it go?", asked.day)}</h1>
            {said}
            {call}
            <Own name="late" inside=late(view, asked, visit).map(IntoAny::into_any)/>
        </header>
    };
    Section::new("p-head", content)
}

/// Who alone reads it, and that it is voluntary.
fn promise(view: &PortalView, asked: &CheckInView) -> impl IntoView + use<> {
    let reader = first_name(&asked.reader).to_owned();
    let alone = format!("Only {} reads what you send from here.", asked.reader);
    let except = format!(
        "One exception: if someone is in danger or the law obliges us to act, {reader} talks with you first where that can be done."
    );
    let free = format!(
        "It is voluntary. To everybody but {reader} it looks the same whether you answer, would rather not, or say nothing; {} only what you let {reader} pass on, one thing at a time.",
        view.head.called.ours("your leader hears")
    );
    let next = format!(
        "Where {reader} is away, or not the one you would tell, you choose who reads instead: ask whomever you would tell."
    );
    let until = asked
        .until
        .map(|on| format!("This page opens until {}.", day::dated(on, view.today)));
    view! {
        <p dir="auto"><b>{alone}</b> " " {except}</p>
        <p dir="auto">{free}</p>
        <p class="small quiet" dir="auto">{next} " " {until}</p>
        <p class="small quiet">"Of harassment, or where somebody is not safe, tell HR: a number is not the place for it."</p>
    }
}

/// What became of what was sent to the one before.
fn moved_on(asked: &CheckInView, now: &str) -> Section {
    let (was, now) = (first_name(&asked.reader), first_name(now));
    let (title, what) = match asked.form {
        Some(Form::Read) => (
            format!("{was} has read what you sent"),
            format!("It stays with {was}; {now} is given none of it."),
        ),
        None | Some(Form::Talk) if asked.asks_to_talk => (
            format!("{was} was told that you would rather talk"),
            format!("{now} is not told that."),
        ),
        None | Some(Form::Talk) => (
            format!("You sent {was} nothing"),
            "So there is nothing to delete.".to_owned(),
        ),
        Some(Form::Sent | Form::TakenBack | Form::GivenBack) => (
            format!("{was} has not read what you sent"),
            format!("It is deleted: neither {was} nor {now} has it."),
        ),
    };
    // What was read goes from the browser that wrote it.
    let form = if asked.form == Some(Form::Read) {
        "done"
    } else {
        "sent"
    };
    let kept = (asked.form != Some(Form::Read)).then(|| {
        view! { <p class="small quiet">"What this browser still has of what you wrote stands below: copy it, or open the new link here, and it is in the form again."</p> }
    });
    let anew =
        format!("Nothing is sent from here any more. {now} gives you a link of their own: ask for it.");
    let content = view! {
        <section id="p-form-stands" class="card stack" aria-labelledby="form-stands-title" data-form=form>
            <h2 id="form-stands-title" dir="auto">{title}</h2>
            <p dir="auto">{what} " " {anew}</p>
            {kept}
            <Own name="yours"/>
            <Own name="wipe"/>
        </section>
    };
    Section::new("p-form-stands", content)
}

/// What came too late to be written is given back, where its own form is not asked any more.
fn late(view: &PortalView, asked: &CheckInView, visit: Option<&Visit>) -> Option<impl IntoView + use<>> {
    let returned = visit.and_then(|visit| visit.returned.as_ref())?;
    let About::FormStep(_, _, step, read) = returned.typed.about else {
        return None;
    };
    let is_gone = read != asked.edition || !offered(asked).contains(&step);
    let FormState::Refused(why) = &returned.state else {
        return None;
    };
    let typed = (step == FormStep::Send).then(|| {
        let numbers = returned.typed.answers.iter();
        let numbers = numbers.filter_map(|score| {
            let asks = view.head.called.ours(score.item?.label());
            Some(format!("{asks}: {}", score.worth))
        });
        let all: Vec<String> = numbers.chain([returned.typed.text.clone()]).collect();
        view! { <p class="unsent" dir="auto">{all.join("\n")}</p> }
    });
    is_gone.then(|| {
        view! {
            <div class="stack" role="status">
                <p class="problem">{why.clone()}</p>
                {typed}
            </div>
        }
    })
}

/// Which steps the page offers.
fn offered(asked: &CheckInView) -> Vec<FormStep> {
    let mut all = match asked.form {
        Some(Form::Sent) => vec![FormStep::TakeBack],
        _ if asked.is_open() => vec![FormStep::Send, FormStep::Nothing],
        _ => Vec::new(),
    };
    all.extend(match asked.asks_to_talk {
        _ if asked.talked => None,
        true => Some(FormStep::NoTalk),
        false => asked.may_talk.then_some(FormStep::Talk),
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

fn form(view: &PortalView, asked: &CheckInView, visit: Option<&Visit>) -> Section {
    let reader = first_name(&asked.reader);
    let here = format!(
        "What you write stays in this browser until you send it: then {reader} alone is given it. Until {reader} has read it you may take it back."
    );
    let content = view! {
        <section id="p-form" class="card stack" aria-labelledby="form-title">
            <h2 id="form-title">"What you say"</h2>
            <p dir="auto">{here}</p>
            {step(view, asked, FormStep::Send, visit)}
            <Own name="wipe"/>
        </section>
    };
    Section::new("p-form", content)
}

/// How far it is. The page's script keeps what was written until it was read, and puts it back when that was taken back.
fn stands(view: &PortalView, asked: &CheckInView, visit: Option<&Visit>) -> Section {
    let reader = first_name(&asked.reader);
    let (title, below, how) = match asked.form {
        Some(Form::Sent) => (
            format!("{reader} has not read it yet"),
            until_read(view, asked),
            "sent",
        ),
        _ if asked.talked => (
            format!("You talked with {reader} about this day"),
            "Nothing of it is asked here any more.".to_owned(),
            "over",
        ),
        Some(Form::Read) => (
            format!("{reader} has read it"),
            "It stays as it is. What you would add, say when you talk.".to_owned(),
            "done",
        ),
        _ if !asked.is_asked => (
            "Nothing is asked about this day now".to_owned(),
            moved(view, asked),
            "over",
        ),
        _ => (
            "Or say that there is nothing".to_owned(),
            "It is sent like an answer, and looks the same to everybody else.".to_owned(),
            "open",
        ),
    };
    let steps = offered(asked).into_iter();
    let steps = steps.filter(|one| matches!(one, FormStep::TakeBack | FormStep::Nothing));
    let steps = steps.map(|one| step(view, asked, one, visit)).collect_view();
    let wipe = (how == "sent").then(|| view! { <Own name="wipe"/> });
    let content = view! {
        <section id="p-form-stands" class="card stack" aria-labelledby="form-stands-title" data-form=how>
            <h2 id="form-stands-title" dir="auto">{title}</h2>
            <p dir="auto">{below}</p>
            {steps}
            {wipe}
        </section>
    };
    Section::new("p-form-stands", content)
}

/// What may be done with it until then: where the day was moved meanwhile, it is not written anew before it comes.
fn until_read(view: &PortalView, asked: &CheckInView) -> String {
    let (why, then) = match asked.comes_on {
        _ if asked.talked => (
            "",
            " Nothing more is asked about this day, since you talked.".to_owned(),
        ),
        _ if asked.is_asked => (", to change it or to leave it", String::new()),
        Some(on) => {
            let on = day::dated(on, view.today);
            let then = format!(" You may write it anew from {on}, since your first day was changed.");
            ("", then)
        }
        None => {
            let then = " It is not asked anew, since your first or last day was changed.";
            ("", then.to_owned())
        }
    };
    format!(
        "Until then you may take it back{why}: it is deleted, and stands only in the browser in which you wrote it.{then} It is not shown here, since others may have the address of this page."
    )
}

fn moved(view: &PortalView, asked: &CheckInView) -> String {
    match asked.comes_on {
        Some(on) => format!(
            "It is asked on {}, since your first day was changed.",
            day::dated(on, view.today)
        ),
        None => "Your first or last day was changed.".to_owned(),
    }
}

fn talk(view: &PortalView, asked: &CheckInView, visit: Option<&Visit>) -> Section {
    let reader = first_name(&asked.reader);
    let (words, one) = if asked.asks_to_talk {
        let words = format!("It is told to {reader} that you would rather talk.");
        (words, FormStep::NoTalk)
    } else {
        let unsent = if asked.is_open() {
            " What you may have written here stays unsent until you send it."
        } else {
            ""
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
    use crate::domain::{Actor, Called, Item, Score, ShareLink, Story, Voice, check_in, settings};
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

    fn typed(step: FormStep, read: u32) -> Gesture {
        Gesture {
            answers: vec![Score::of(Item::Told, 2)],
            ..Gesture::of(About::FormStep(Story::hire("sam"), 30, step, read), "The nights")
        }
    }

    fn does(story: &mut Story, step: FormStep, read: u32) {
        let gesture = typed(step, read);
        let id = crate::domain::CommandId(uuid::Uuid::from_u128(gesture.about.number()));
        let was = std::mem::replace(&mut story.actor, Actor::Link(Story::link("sams")));
        story.does(gesture.body(id).unwrap());
        story.actor = was;
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
            "stays in this browser until you send it",
            "Nothing to say",
            "I would rather talk",
        ] {
            assert!(blank.contains(said), "{said} in {blank}");
        }
        for other in ["Dana", "Senior Data Engineer", "Take it back"] {
            assert!(!blank.contains(other), "{other} in {blank}");
        }
        assert!(blank.contains("your leader hears only"), "{blank}");
        story.does(settings::Command::CallLeaders {
            called: Called::HiringManager,
        });
        let other_word = page(&story, None);
        assert!(
            other_word.contains("your hiring manager hears only"),
            "{other_word}"
        );
        does(&mut story, FormStep::Send, 0);
        let sent = page(&story, None);
        assert!(sent.contains("priya has not read it yet") && sent.contains("Take it back"));
        for gone in ["not at all", "The nights", "Nothing to say"] {
            assert!(!sent.contains(gone), "{gone} in {sent}");
        }
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
        does(&mut story, FormStep::Send, 0);
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
        does(&mut story, FormStep::TakeBack, 1);
        let over = page(&story, None);
        assert!(over.contains("Nothing is asked about this day now"));
        assert!(
            !over.contains("What you say") && !over.contains("The nights"),
            "{over}"
        );
    }

    fn edits(story: &mut Story, edit: impl FnOnce(&mut crate::domain::HireDetails)) {
        let hire = Story::hire("sam");
        let now = story.state().get::<crate::domain::Hire>(hire).unwrap().clone();
        let mut details = now.details.clone();
        edit(&mut details);
        story.does(crate::domain::hire::Command::EditHire {
            hire,
            details,
            base: Some(now.details),
        });
    }

    #[test]
    fn what_was_sent_before_the_day_moved_is_taken_back_with_what_comes_of_it_and_a_talk_stays() {
        let mut story = story();
        does(&mut story, FormStep::Send, 0);
        assert!(page(&story, None).contains("take it back, to change it or to leave it"));
        let today = story.now.date_naive();
        edits(&mut story, |details| {
            details.starts_on = Some(today - chrono::Days::new(15))
        });
        let moved = page(&story, None);
        let anew = format!(
            "write it anew from {}",
            day::dated(today + chrono::Days::new(15), today)
        );
        for said in [
            "you may take it back: it is deleted",
            &anew,
            "I would rather talk",
        ] {
            assert!(moved.contains(said), "{said} in {moved}");
        }
        assert!(!moved.contains("to change it"), "{moved}");
        does(&mut story, FormStep::TakeBack, 1);
        let back = page(&story, None);
        assert!(back.contains("Nothing is asked about this day now") && back.contains("I would rather talk"));
        assert!(!back.contains("Send it"), "{back}");
    }

    #[test]
    fn once_another_reads_the_page_says_who_and_that_what_was_sent_was_not_read() {
        for (is_sent, is_read, is_noted, said) in [
            (false, false, false, "You sent priya nothing"),
            (true, false, false, "priya has not read what you sent"),
            (true, false, true, "priya has not read what you sent"),
            (true, true, false, "priya has read what you sent"),
        ] {
            let mut story = story();
            story.joins("tom");
            let form = |story: &Story| {
                let state = story.state();
                let form = state.form_of(Story::hire("sam"), 30, Story::user("priya"));
                form.map(|form| form.id)
            };
            if is_sent {
                does(&mut story, FormStep::Send, 0);
            }
            if is_read {
                let check_in = form(&story).unwrap();
                story.does(check_in::Command::ReadForm { check_in });
            }
            let priya = std::mem::replace(&mut story.actor, Actor::User(Story::user("tom")));
            let agreed_on = story.now.date_naive();
            story.does(crate::domain::hire::Command::AgreeReader {
                hire: Story::hire("sam"),
                agreed_on,
            });
            if is_noted {
                story.actor = priya;
                story.does(check_in::Command::EditCheckIn {
                    check_in: form(&story).unwrap(),
                    details: Box::default(),
                    base: None,
                });
            }
            let moved = page(&story, None);
            for said in [
                said,
                "tom says that you want tom to read what you say from now on",
                "tom gives you a link of their own",
                "data-own=\"yours\"",
            ] {
                assert!(moved.contains(said), "{said} in {moved}");
            }
            for gone in [
                "Send it",
                "Take it back",
                "I would rather talk",
                "The nights",
                "Only priya",
            ] {
                assert!(!moved.contains(gone), "{gone} in {moved}");
            }
            let late = Returned {
                typed: typed(FormStep::Send, 0),
                command: None,
                state: FormState::Refused("It was not sent".into()),
            };
            let late = page(&story, Some(late));
            assert!(late.contains("The job is what I was told: 2") && late.contains("The nights"));
        }
    }

    #[test]
    fn what_comes_too_late_is_given_back() {
        let mut story = story();
        does(&mut story, FormStep::Send, 0);
        let returned = Returned {
            typed: typed(FormStep::Send, 0),
            command: None,
            state: FormState::Refused("It was sent already".into()),
        };
        let html = page(&story, Some(returned));
        for back in [
            "It was sent already",
            "The nights",
            "The job is what I was told: 2",
        ] {
            assert!(html.contains(back), "{back} in {html}");
        }
    }

    #[test]
    fn without_script_it_comes_back_to_be_read_once_more_as_it_would_be_sent() {
        let returned = Returned {
            typed: typed(FormStep::Send, 0),
            command: None,
            state: FormState::Look,
        };
        let html = page(&story(), Some(returned));
        for said in [
            "The job is what I was told: 2</li>",
            "The nights</li>",
            "The nights</textarea>",
            "It is not sent yet",
        ] {
            assert!(html.contains(said), "{said} in {html}");
        }
        let chosen = format!("name=\"{}\" value=\"2\" checked", About::field(Item::Told));
        assert!(html.contains(&chosen), "{chosen} in {html}");
    }
}
