//! Writing to the recruiter, and what was written.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    scale::{look, once_more, scales},
    visit::{FormState, Own, Returned, Visit},
};
use crate::domain::{Called, CommandId, Fits, FormStep, HelpWay, Item, LinkId, Question, Verdict};
use crate::portal::{
    gesture::{About, Gesture, Narrower, spelt},
    lead::spoken,
    view::{PortalView, SaidView},
};

/// What was said one after the other, whoever said it.
pub fn said_list(said: &[SaidView], view: &PortalView) -> Option<impl IntoView + use<>> {
    (!said.is_empty()).then(|| {
        let items = said.iter().map(|one| {
            let hers = match (one.is_teams, one.is_from_elsewhere, &one.deputy) {
                (true, ..) => "Your team asks".into(),
                (false, true, Some(deputy)) => format!("{deputy}, for you"),
                (false, true, None) => "Through another link".into(),
                (false, false, _) => "You".into(),
            };
            let who = one.by.clone().unwrap_or(hers);
            let (when, text) = (format!("{who}, {}", spoken(one.on, view)), one.text.clone());
            view! {
                <li class:ours=one.by.is_some()>
                    <span class="small quiet" dir="auto">{when} " " {about(one)}</span>
                    {left_out(one)}
                    {(!text.is_empty()).then(|| view! { <p dir="auto">{text}</p> })}
                </li>
            }
        });
        view! { <ul class="replies">{items.collect_view()}</ul> }
    })
}

/// The roles that it is about.
pub fn about(said: &SaidView) -> Option<impl IntoView + use<>> {
    let about = said.about.clone();
    about.map(|about| view! { <span class="about" dir="auto">{about}</span> })
}

/// That a page of one role has no more of it than what is about that.
pub fn left_out(said: &SaidView) -> Option<impl IntoView + use<>> {
    let words = if said.text.is_empty() {
        "It speaks of more than this role, so its words are not on this page."
    } else {
        "It speaks of more than this role: here is what it says of this one."
    };
    said.is_part.then(|| view! { <p class="small quiet">{words}</p> })
}

/// Where something is written to the recruiter; none where the link may not.
pub fn reply_place(view: &PortalView, about: About, visit: Option<&Visit>) -> Option<impl IntoView + use<>> {
    place(view, about, None, visit)
}

/// Between what one chooses, and what it is that was read.
pub struct Offered {
    pub choices: Vec<String>,
    pub asked: String,
}

/// The same, where one may choose.
pub fn place(
    view: &PortalView,
    about: About,
    question: Option<Offered>,
    visit: Option<&Visit>,
) -> Option<impl IntoView + use<>> {
    let kind = FormKind::of(about);
    let (choices, asked) = question.map(|one| (one.choices, one.asked)).unzip();
    let choices: Vec<String> = choices.unwrap_or_default();
    let as_read = asked.clone();
    let offered = (!choices.is_empty()).then(|| choices.join("\n"));
    let form = |visit: &Visit| {
        let returned = visit.came_back(about).map(|returned| {
            let is_kept = returned.state != FormState::Sent;
            let typed = is_kept.then(|| returned.typed.clone());
            let said = answer(&returned.state, view);
            (typed, said)
        });
        let (typed, said) = returned.unzip();
        let (link, command, typed) = (visit.link, Some(visit.command(about)), typed.flatten());
        // While it is asked who wrote it, it is to what they read; what was refused is read anew.
        let asked = match visit.came_back(about) {
            Some(returned) if returned.asks_who() => returned.typed.asked.clone(),
            _ => as_read.clone().unwrap_or_default(),
        };
        let refused = typed.is_some() && !visit.came_back(about).is_some_and(Returned::asks_who);
        let who = view.head.recruiter.as_ref().map(|who| who.name.clone());
        let (questions, called) = (view.asked_in_form(), view.head.called);
        view! { <ReplyForm link kind about=Some(about) command typed choices questions called asked refused said who/> }
            .into_any()
    };
    view.can_reply().then(|| {
        let words = about.to_string();
        let words = (!words.is_empty()).then_some(words);
        view! { <Own name=kind.name() about=words choices=offered asked inside=visit.map(form)/> }
    })
}

/// What a form asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FormKind {
    Reply,
    /// The same, about anything.
    Page,
    /// What the leader's team asks.
    Team,
    /// To a question.
    Answer,
    /// Yes or no, and why.
    Judgement,
    /// Whether a date fits.
    Date,
    /// That an update was read.
    GotIt,
    /// To what is asked, with choices or without.
    Decision,
    /// Whether they want to meet somebody, and when.
    Candidate,
    /// What helps with an interview: one press each.
    Help,
    /// What an interviewer judges of one thing, what they note besides, that they are done, and what they add.
    Card,
    CardNotes,
    HandIn,
    Later,
    /// One step of whoever was hired with their form: to send it is the whole of it.
    Step(FormStep),
    /// What is asked of us, and by when.
    Ask,
    /// From when until when, and who answers meanwhile.
    Away,
    /// That the page is passed on.
    ForTeam,
    ForBoss,
}

impl FormKind {
    pub const ALL: [Self; 23] = [
        Self::Reply,
        Self::Page,
        Self::Team,
        Self::Answer,
        Self::Judgement,
        Self::Date,
        Self::GotIt,
        Self::Decision,
        Self::Candidate,
        Self::Help,
        Self::Card,
        Self::CardNotes,
        Self::HandIn,
        Self::Later,
        Self::Step(FormStep::Send),
        Self::Step(FormStep::TakeBack),
        Self::Step(FormStep::Nothing),
        Self::Step(FormStep::Talk),
        Self::Step(FormStep::NoTalk),
        Self::Ask,
        Self::Away,
        Self::ForTeam,
        Self::ForBoss,
    ];

    fn of(about: About) -> Self {
        match about {
            About::Page => Self::Page,
            About::Update(_) => Self::Reply,
            About::Team => Self::Team,
            About::Asked(Question::Example(..)) | About::Standing(..) => Self::Judgement,
            About::Date(_) => Self::Date,
            About::GotIt(_) => Self::GotIt,
            About::Decision(_) | About::After(..) => Self::Decision,
            About::Candidate(_) | About::Interview(_) => Self::Candidate,
            About::Help(_) => Self::Help,
            About::Card(..) => Self::Card,
            About::CardNotes(_) => Self::CardNotes,
            About::HandIn(_) => Self::HandIn,
            About::Later(_) => Self::Later,
            About::FormStep(_, _, step, _) => Self::Step(step),
            About::Ask => Self::Ask,
            About::Away => Self::Away,
            About::Forward(Narrower::Team) => Self::ForTeam,
            About::Forward(Narrower::Boss) => Self::ForBoss,
            About::Asked(Question::Hurts(_) | Question::Behind(_) | Question::Better(_)) => Self::Answer,
        }
    }

    /// Of its template.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Page => "page",
            Self::Team => "team",
            Self::Answer => "answer",
            Self::Judgement => "judgement",
            Self::Date => "date",
            Self::GotIt => "got-it",
            Self::Decision => "decision",
            Self::Candidate => "candidate",
            Self::Help => "help",
            Self::Card => "card",
            Self::CardNotes => "card-notes",
            Self::HandIn => "hand-in",
            Self::Later => "card-later",
            Self::Step(FormStep::Send) => "form-send",
            Self::Step(FormStep::TakeBack) => "form-back",
            Self::Step(FormStep::Nothing) => "form-nothing",
            Self::Step(FormStep::Talk) => "form-talk",
            Self::Step(FormStep::NoTalk) => "form-no-talk",
            Self::Ask => "ask",
            Self::Away => "away",
            Self::ForTeam => "for-team",
            Self::ForBoss => "for-boss",
        }
    }

    /// What the field for words is called, and what stands in it while it is empty.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Reply | Self::Page => ("Your reply", "Reply…"),
            Self::Team => ("What your team asks", "Is it still one person, or two?"),
            Self::Answer => ("Your answer", "In your words…"),
            Self::Judgement => ("Because", "Because… (may stay empty)"),
            Self::Date => (
                "What to know",
                "What breaks if it takes that long? (may stay empty)",
            ),
            Self::Decision => ("Your answer", "In your words…"),
            Self::Candidate => ("Because", "Because… (a no needs a reason)"),
            Self::Card => ("What you heard or saw", "What did you hear or see?"),
            Self::CardNotes => ("Your notes", "Anything else…"),
            Self::Later => ("What came to mind afterwards", "What came to mind afterwards…"),
            Self::Ask => ("What you need", "The pay range, before I talk to finance…"),
            Self::Away => ("Who answers for you meanwhile (may stay empty)", ""),
            // There is nothing to write.
            Self::GotIt => ("Got it", ""),
            Self::Help => ("What helps", ""),
            Self::Step(FormStep::Send) => ("In your words", "In your words…"),
            Self::Step(step) => (step.label(), ""),
            Self::HandIn => ("Hand it in", ""),
            Self::ForTeam => ("Make a link for the team", ""),
            Self::ForBoss => ("Make a link for my boss", ""),
        }
    }

    /// Whether it is one press, with nothing to write.
    fn is_press(self) -> bool {
        match self {
            Self::GotIt | Self::Help | Self::HandIn | Self::ForTeam | Self::ForBoss => true,
            Self::Step(step) => step != FormStep::Send,
            _ => false,
        }
    }

    fn is_forward(self) -> bool {
        matches!(self, Self::ForTeam | Self::ForBoss)
    }
}

/// Works without script: its address leads back to it. What the script makes of the template gets its ids there.
#[component]
pub fn ReplyForm(
    link: LinkId,
    kind: FormKind,
    #[prop(optional_no_strip)] about: Option<About>,
    #[prop(optional_no_strip)] command: Option<CommandId>,
    /// What was typed there, when it came back.
    #[prop(optional_no_strip)]
    typed: Option<Gesture>,
    #[prop(optional)] choices: Vec<String>,
    /// Each of which is answered by a number.
    #[prop(optional)]
    questions: Vec<Item>,
    /// What leaders are called in them.
    called: Called,
    #[prop(optional)] asked: String,
    /// It came back, and is looked at first.
    #[prop(optional)]
    refused: bool,
    #[prop(optional_no_strip)] said: Option<AnyView>,
    /// Who reads it.
    #[prop(optional_no_strip)]
    who: Option<String>,
) -> impl IntoView {
    let (label, placeholder) = kind.words();
    let placeholder = match (kind, who) {
        (FormKind::Page, Some(who)) => format!("Write to {who}…"),
        _ => placeholder.to_owned(),
    };
    let place = about.unwrap_or(About::Page).place();
    let action = format!("/p/{link}/reply#{place}");
    let place = command.map(|_| place);
    let about = about.map(|about| about.to_string()).unwrap_or_default();
    let command = command.map(|id| id.to_string()).unwrap_or_default();
    let verdict = typed.as_ref().and_then(|typed| typed.verdict);
    let chosen = typed
        .as_ref()
        .map(|typed| typed.choice.clone())
        .unwrap_or_default();
    let day = |of: fn(&Gesture) -> Option<NaiveDate>| typed.as_ref().and_then(of).map(|day| day.to_string());
    let (from, until) = (day(|typed| typed.from), day(|typed| typed.until));
    let answers = typed
        .as_ref()
        .map(|typed| typed.answers.clone())
        .unwrap_or_default();
    let text = typed.map(|typed| typed.text);
    let is_form = kind == FormKind::Step(FormStep::Send);
    let scales = is_form.then(|| scales(called, &questions, &answers));
    let once_more = is_form.then(|| once_more(called, &answers, text.as_deref().unwrap_or_default()));
    let verdicts = matches!(kind, FormKind::Judgement | FormKind::Date).then(|| {
        let label = |one: Verdict| match (kind, one) {
            (FormKind::Date, Verdict::Yes) => Fits::Agreed.label(),
            (FormKind::Date, Verdict::No) => Fits::TooLate.label(),
            (_, one) => one.label(),
        };
        let all = Verdict::ALL.iter().map(|one| {
            view! {
                <label class="row">
                    <input type="radio" name="verdict" value=spelt(*one) checked=verdict == Some(*one)/>
                    {label(*one)}
                </label>
            }
        });
        view! { <div class="row wrap" role="radiogroup" aria-label="Your answer">{all.collect_view()}</div> }
    });
    let pressed = chosen.clone();
    let offers = matches!(kind, FormKind::Decision | FormKind::Candidate | FormKind::Card);
    let names_what_was_read = offers || kind == FormKind::CardNotes;
    let choices = offers.then(|| {
        let all = choices.into_iter().map(|choice| {
            let is_chosen = choice == chosen;
            view! { <Choice choice is_chosen/> }
        });
        view! { <div class="choices stack" role="radiogroup" aria-label="Your choice">{all.collect_view()}</div> }
    });
    let first_day = (kind == FormKind::Away).then(|| {
        view! { <label class="day">"First day" <input type="date" name="from" value=from/></label> }
    });
    let last_day = matches!(kind, FormKind::Away | FormKind::Ask).then(|| {
        let called = if kind == FormKind::Away {
            "Last day"
        } else {
            "By when (may stay empty)"
        };
        view! { <label class="day">{called} <input type="date" name="until" value=until/></label> }
    });
    let days = (first_day.is_some() || last_day.is_some())
        .then(|| view! { <div class="row wrap">{first_day} {last_day}</div> });
    let words = match kind {
        _ if kind.is_press() => view! { <input type="hidden" name="text" value=label/> }.into_any(),
        FormKind::Away => view! {
            <label class="day">{label} <input name="text" autocomplete="off" dir="auto" value=text/></label>
        }
        .into_any(),
        _ => view! {
            <label>
                <span class="hidden">{label}</span>
                <textarea name="text" autofocus=refused rows="2" dir="auto" placeholder=placeholder>{text.map(|text| as_html(&text))}</textarea>
            </label>
        }
        .into_any(),
    };
    // What is asked comes first, then by when.
    let (before, after) = if kind == FormKind::Ask {
        (None, days)
    } else {
        (days, None)
    };
    let send = match kind {
        _ if kind.is_press() => label,
        FormKind::Card | FormKind::CardNotes => "Save",
        FormKind::Step(step) => step.label(),
        FormKind::Later => "Add",
        _ => "Send",
    };
    let other = match kind {
        FormKind::Away => Some((Verdict::No, "I am not away")),
        FormKind::GotIt => Some((Verdict::Yes, "Thanks")),
        _ => None,
    };
    let send = match (kind, pressed.as_str()) {
        (FormKind::Help, "") => {
            let ways = HelpWay::ALL.iter().map(|way| {
                view! { <button name="choice" value=way.label()>{way.label()}</button> }
            });
            ways.collect_view().into_any()
        }
        // What was pressed stays pressed while it is asked who pressed it.
        (FormKind::Help, _) => view! { <input type="hidden" name="choice" value=pressed/> }.into_any(),
        // What one writes comes first: these are the ways beside it.
        (FormKind::Step(_), _) if kind.is_press() => view! { <button>{send}</button> }.into_any(),
        _ => view! { <button class="send">{send}</button> }.into_any(),
    };
    let other = other.map(|(means, says)| match verdict {
        Some(pressed) => view! { <input type="hidden" name="verdict" value=spelt(pressed)/> }.into_any(),
        None => view! { <button class="other" name="verdict" value=spelt(means)>{says}</button> }.into_any(),
    });
    view! {
        <form class="reply stack" id=place method="post" action=action>
            <input type="hidden" name="command" value=command/>
            <input type="hidden" name="about" value=about/>
            {names_what_was_read.then(|| view! { <input type="hidden" name="asked" value=asked/> })}
            {kind.is_forward().then(|| view! { <input type="hidden" name="hash"/> })}
            {verdicts}
            {choices}
            {scales}
            {before}
            {words}
            {after}
            {once_more}
            <div class="row wrap">{send} {other} {is_form.then(look)}</div>
            <div role="status">{said}</div>
        </form>
    }
}

/// One of those between which one chooses. What the page's script makes of the template gets its words there.
#[component]
pub fn Choice(choice: String, is_chosen: bool) -> impl IntoView {
    let words = choice.clone();
    view! {
        <label class="row">
            <input type="radio" name="choice" value=choice checked=is_chosen/>
            <span dir="auto">{words}</span>
        </label>
    }
}

/// What is said below a form. The page's script writes what was sent where no section shows it yet.
pub fn answer(state: &FormState, view: &PortalView) -> AnyView {
    let leader = view.head.reader();
    // What is written there bit by bit goes to nobody yet.
    let sent = if view.panel.is_some() { "Saved" } else { "Sent" };
    match state {
        FormState::Sent => view! {
            <div>
                <p class="tag good">{sent}</p>
                <p class="words quiet" dir="auto"></p>
            </div>
        }
        .into_any(),
        FormState::Look => view! { <p>"It is not sent yet: read it once more, then send it."</p> }.into_any(),
        FormState::Forwarded(address) => view! {
            <div class="stack">
                <p class="tag good">"A link was made"</p>
                <label class="day">"Copy its address: it is shown this once." <input readonly autocomplete="off" value=address.clone()/></label>
                // The page's script fills in the address, and can copy it.
                {address.is_empty().then(|| view! { <div><button type="button" data-copy="Copied">"Copy"</button></div> })}
            </div>
        }
        .into_any(),
        FormState::NotYou => view! {
            <div class="stack">
                <p>"Then this page is for reading only: nothing was sent. Ask whoever forwarded it to answer."</p>
                <div><button name="i_am" value="yes">{format!("I am {leader} after all")}</button></div>
            </div>
        }
        .into_any(),
        FormState::Refused(why) => view! { <p class="problem">{why.clone()}</p> }.into_any(),
        FormState::Who => view! {
            <div class="who stack">
                <p><b>{format!("Are you {leader}?")}</b> " We ask once on each device, since links get forwarded."</p>
                <div class="row wrap">
                    <button class="primary" name="i_am" value="yes">"Yes, I am"</button>
                    <button name="i_am" value="no">"No"</button>
                </div>
            </div>
        }
        .into_any(),
    }
}

/// What stands in a textarea, or in the page's title, is written as it is, unlike elsewhere: it must not be able to
/// end it.
pub fn as_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
