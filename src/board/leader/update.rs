//! Writing to a leader: a short update, or that one talked. What is written starts the silence clock anew once it was sent or said.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    mail::{address, ask_whether_mail_is_sent},
    names::NamesHint,
    reach::{has_page, message, waits, whither},
};
use crate::board::{
    desk::{desk, ours},
    kit::{Area, Check, Form, Problem, heed, said, tick_last},
};
use crate::browser::{clock, local, page, tab::capital};
use crate::domain::{
    Body, Leader, LeaderId, Reply, ReplyId, Role, RoleId, SendMail, Update, UpdateId, Way, tally_words,
    update,
};
use crate::ui::day;

/// What the leader hears next, of all their open roles and those that were closed since.
#[component]
pub fn NextUpdate(
    leader: LeaderId,
    answers: RwSignal<Option<ReplyId>>,
    say: RwSignal<String>,
) -> impl IntoView {
    let desk = desk();
    let open = Memo::new(move |_| {
        desk.tab().with(|state| {
            let theirs = state
                .all::<Role>()
                .filter(|role| role.leader == Some(leader))
                .filter(|role| role.is_open() || state.closed_untold(role, desk.today.get()).is_some());
            // Whether everybody in the workspace may see it.
            let is_for_all = |role: &Role| state.audience_of::<Role>(role.id).is_workspace();
            let roles = theirs.map(|role| (role.id, role.called().to_owned(), is_for_all(role)));
            roles.collect::<Vec<_>>()
        })
    });
    // Built anew for other roles only; what is half typed is kept.
    move || view! { <Written leader roles=open.get() answers say/> }
}

#[component]
fn Written(
    leader: LeaderId,
    roles: Vec<(RoleId, String, bool)>,
    answers: RwSignal<Option<ReplyId>>,
    say: RwSignal<String>,
) -> impl IntoView {
    let desk = desk();
    let any_for_all = roles.iter().any(|(.., is_for_all)| *is_for_all);
    let (done, is_waited_for, is_first) = desk.tab().peek(|state| {
        // An update that speaks of open roles only counts nothing of the others.
        let counts = |role: &Role| !any_for_all || state.audience_of::<Role>(role.id).is_workspace();
        let mut done = state.done_since(&state.last_written(), counts);
        let done = done.remove(&leader).unwrap_or_default();
        let written = state
            .get::<Leader>(leader)
            .ok()
            .and_then(|leader| state.written(leader));
        (
            tally_words(&done),
            !state.waiting(leader).is_empty(),
            written.is_none(),
        )
    });
    let titles: Vec<String> = roles.iter().map(|(_, title, _)| title.clone()).collect();
    // What speaks of a confidential role is for few to read, so it does only where that is wanted.
    let (open, confidential): (Vec<_>, Vec<_>) = roles.into_iter().partition(|(.., is_for_all)| *is_for_all);
    let asked = if open.is_empty() {
        Vec::new()
    } else {
        confidential.clone()
    };
    let about = if open.is_empty() { confidential } else { open };
    // Neither what ended nor what they raised is forgotten over what was done.
    let (ended, fixes) = desk.tab().peek(|state| {
        let today = desk.today.get_untracked();
        let roles: Vec<RoleId> = about.iter().map(|(id, ..)| *id).collect();
        let ended = roles.iter().flat_map(|role| {
            let closing = state.closing(*role, today);
            closing.into_iter().chain(state.farewells(*role))
        });
        (ended.collect::<Vec<_>>(), state.fixes_to_tell(&roles, today))
    });
    // What was half typed here with a confidential role in mind still speaks of it.
    let half_typed = Draft::kept(leader, None).map_or_else(Vec::new, |draft| draft.roles);
    let meant = asked.iter().filter(|(id, ..)| half_typed.contains(id));
    let ids = about.iter().chain(meant).map(|(id, ..)| *id);
    let ids = RwSignal::new(ids.collect::<Vec<RoleId>>());
    let asked = asked.into_iter().map(|(id, title, _)| {
        view! {
            <Check checked=Signal::derive(move || ids.with(|ids| ids.contains(&id))) change=tick_last(ids, id)>
                <span dir="auto">{format!("It speaks of {title}, too: only links with a passcode show it then")}</span>
            </Check>
        }
    });
    let asked = asked.collect_view();
    let since = if is_first {
        "So far"
    } else {
        "Since you last wrote"
    };
    let drafted = done.as_ref().map(|done| format!("{since}: {done}."));
    // Whoever asked something is answered, not told what was done.
    let done = done.map(|done| capital(&done));
    let start = ended.into_iter().chain(done).chain(fixes);
    let start: Vec<String> = start.filter(|_| !is_waited_for).collect();
    let start = start.join(" ");
    view! {
        {(!titles.is_empty()).then(|| view! { <p class="small quiet" dir="auto">{titles.join(", ")}</p> })}
        {drafted.map(|drafted| view! { <p class="small quiet">{drafted}</p> })}
        {asked}
        <UpdateForm leader roles=ids start answers say/>
        <p class="small quiet">"Two lines are plenty: what was done, what was learned, what you need."</p>
    }
    .into_any()
}

/// What is half typed to a leader, and of which roles it speaks.
#[derive(Serialize, Deserialize)]
struct Draft {
    text: String,
    roles: Vec<RoleId>,
}

impl Draft {
    fn kept(leader: LeaderId, typed_on: Option<RoleId>) -> Option<Self> {
        let place = local::update_draft(leader, typed_on);
        // An earlier version kept the text alone.
        let text_alone = || {
            local::get(&place).map(|text| Self {
                text,
                roles: Vec::new(),
            })
        };
        local::get(&place).or_else(text_alone)
    }
}

/// The text, and its two ways out. What is half typed survives a closed tab.
#[component]
pub fn UpdateForm(
    leader: LeaderId,
    /// The roles it speaks of.
    roles: RwSignal<Vec<RoleId>>,
    /// On whose page it is typed; none where it is for the leader as such.
    #[prop(optional)]
    typed_on: Option<RoleId>,
    /// What the text begins with when nothing was typed yet.
    #[prop(optional)]
    start: String,
    /// What the leader wrote that it answers, if that was chosen.
    answers: RwSignal<Option<ReplyId>>,
    /// What is to be said in it besides, as it comes.
    say: RwSignal<String>,
) -> impl IntoView {
    let desk = desk();
    let place = StoredValue::new(local::update_draft(leader, typed_on));
    let text = RwSignal::new(Draft::kept(leader, typed_on).map_or(start, |draft| draft.text));
    let problem = RwSignal::new(None::<String>);
    let has_home = desk.has_home;
    // Without a page the words are copied, to be sent another way.
    let has_page = Memo::new(move |_| has_home.get() && desk.tab().with(|state| has_page(state, leader)));
    ask_whether_mail_is_sent();
    let address = Memo::new(move |_| address(leader));
    let by_mail = RwSignal::new(None::<bool>);
    // As they like to hear, unless somebody says otherwise.
    let mails = Memo::new(move |_| {
        let address = address.get();
        address.is_some_and(|address| by_mail.get().unwrap_or(address.usual))
    });
    // As it is told with it, and so stays.
    let next = Memo::new(move |_| {
        let today = desk.today.get();
        desk.tab().with(|state| state.tells_next(leader, today))
    });
    // What they wrote before it waits no more, whatever it says.
    let settles = Memo::new(move |_| {
        desk.tab().with(|state| {
            let waiting = state.waiting(leader).into_iter();
            let waiting = waiting.filter_map(|id| state.get::<Reply>(id).ok());
            waiting.filter(|reply| !reply.team).count()
        })
    });
    let settled = move || match settles.get() {
        0 => String::new(),
        1 => " It counts as the answer to the reply that waits.".into(),
        count => format!(" It counts as the answer to the {count} replies that wait."),
    };
    let send = move |text: String, words: fn(LeaderId, UpdateId) -> String| {
        let id = clock::fresh(UpdateId::new);
        let update = Body::Update(update::Command::SendUpdate {
            update: id,
            leader,
            roles: roles.get_untracked(),
            answers: answers.get_untracked(),
            text,
            way: None,
            next_by: Some(next.get_untracked()),
            mail: mails
                .get_untracked()
                .then(|| desk.tab().peek(|state| SendMail::now(state, leader))),
        });
        let sent = heed(problem, desk.tab().try_submit(update).map_err(said)).is_some();
        if sent {
            answers.set(None);
            desk.done(words(leader, id), None);
        }
        sent
    };
    let send_text = move |()| {
        let given = text.get_untracked();
        let stands = has_page.get_untracked();
        let goes_out = mails.get_untracked();
        let words: fn(LeaderId, UpdateId) -> String = if goes_out {
            |_, _| match waits() {
                None => "On its way by e-mail: told once the mail server took it.".into(),
                Some(until) => format!("Kept on this device: it goes out once {until}."),
            }
        } else if stands {
            whither
        } else {
            |_, _| ours("Copied and noted: paste it to the leader, and say so once it is sent.").into()
        };
        if send(given.clone(), words) {
            if !stands && !goes_out {
                let (next, today) = (next.get_untracked(), desk.today.get_untracked());
                page::spawn(async move {
                    if !page::copy(&message(&given, next, today)).await {
                        desk.tab().complain("Noted, but this browser does not let us copy: take the text from the role's page.");
                    }
                });
            }
            place.with_value(|place| local::remove(place));
            text.set(String::new());
        }
    };
    let keep = move |text: String| {
        let roles = roles.get_untracked();
        place.with_value(|place| local::set(place, Draft { text, roles }));
    };
    Effect::new(move |was: Option<()>| {
        roles.track();
        if was.is_some() {
            keep(text.get_untracked());
        }
    });
    // Beside what is typed already.
    Effect::new(move |_| {
        let said = say.get();
        if !said.is_empty() {
            let typed = text.get_untracked();
            let both = if typed.contains(&said) {
                typed
            } else if typed.trim().is_empty() {
                said
            } else {
                format!("{}\n\n{said}", typed.trim_end())
            };
            text.set(both.clone());
            keep(both);
            say.set(String::new());
        }
    });
    let opens_with = Memo::new(move |_| desk.tab().with(|state| state.opens_with(leader, typed_on)));
    let put_aside = RwSignal::new(None::<ReplyId>);
    // What the team asks is answered first, unless something else is, or it was put aside.
    Effect::new(move |_| {
        let asked = opens_with.get().filter(|asked| put_aside.get() != Some(*asked));
        if asked.is_some() && answers.get().is_none() {
            answers.set(asked);
        }
    });
    let answered = Memo::new(move |_| {
        let reply = answers.get()?;
        desk.tab().with(|state| {
            let reply = state.get::<Reply>(reply).ok()?;
            Some((reply.id, reply.team, reply.text.clone()))
        })
    });
    let answered = move || {
        answered.get().map(|(id, team, text)| {
            let put = move |_| {
                put_aside.set(Some(id));
                answers.set(None);
            };
            let begins = if team { "Opens with the answer to what the team asks: “" } else { "In answer to “" };
            view! {
                <p class="answering row between" role="status">
                    <span class="clip" dir="auto">{begins} {text} "”"</span>
                    <button type="button" class="close" aria-label="Not in answer to it" on:click=put>"×"</button>
                </p>
            }
        })
    };
    view! {
        <Form save=send_text>
            {answered}
            <Area label="A short update" value=text rows=3 typed=keep placeholder="19 people approached, 4 first talks; pay is the reason most say no."/>
            <NamesHint text/>
            <Problem words=problem/>
            {move || address.get().map(|address| view! {
                <Check checked=mails change=move |is| by_mail.set(Some(is))><span dir="auto">{format!("Send it by e-mail to {}", address.to)}</span></Check>
            })}
            <p class="small quiet">{move || format!("They are told that they hear again by {}.{}", day::said(next.get(), desk.today.get()), settled())}</p>
            <div class="row wrap">
                <button class="primary">{move || if mails.get() { "Send it" } else if has_page.get() { "Put it on their page" } else { "Copy and note it" }}</button>
                <TalkedAbout leader roles/>
            </div>
        </Form>
    }
    .into_any()
}

/// Notes that one talked, which is an update too.
#[component]
pub fn Talked(leader: LeaderId, roles: Vec<RoleId>) -> impl IntoView {
    let roles = RwSignal::new(roles);
    view! { <TalkedAbout leader roles/> }
}

#[component]
fn TalkedAbout(leader: LeaderId, roles: RwSignal<Vec<RoleId>>) -> impl IntoView {
    let talked = move |event: leptos::ev::MouseEvent| {
        // One talk, however hastily it is noted.
        if event.detail() > 1 {
            return;
        }
        desk().tab().submit(
            Body::Update(update::Command::SendUpdate {
                update: clock::fresh(UpdateId::new),
                leader,
                roles: roles.get_untracked(),
                answers: None,
                text: Update::TALKED.into(),
                way: Some(Way::Talk),
                next_by: None,
                mail: None,
            }),
            "Noted: you talked. The silence clock starts anew.",
        );
    };
    view! { <button type="button" on:click=talked>"We talked"</button> }.into_any()
}
