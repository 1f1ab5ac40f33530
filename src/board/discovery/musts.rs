//! What somebody must bring: at most four, each with the pain that it serves.

use leptos::prelude::*;

use super::{
    amend::{self, Typed, tap},
    draft::{Draft, opens},
};
use crate::board::{
    desk::{Turn, desk},
    kit::{Base, Field, Form, Problem, SaveOrCancel, heed},
};
use crate::browser::{clock, page};
use crate::domain::{Brief, Must, MustId, PainId, Prompt, RoleId, Serves};

/// A must-have as it is shown.
#[derive(Clone, PartialEq)]
struct Line {
    must: Must,
    serves: Named,
}

#[derive(Clone, PartialEq)]
enum Named {
    Pain(PainId, String),
    Gone,
    Nothing,
}

fn pains(role: RoleId) -> Memo<Vec<(PainId, String)>> {
    Memo::new(move |_| {
        desk().tab().with(|state| {
            let pains = state.pains(role).into_iter();
            pains.map(|pain| (pain.id, pain.details.what.clone())).collect()
        })
    })
}

/// Where the next is typed.
pub const FIELD: &str = "#must";

#[component]
pub fn Musts(
    role: RoleId,
    /// Why what is asked for changes, where that is asked.
    prompt: RwSignal<Option<Prompt>>,
    /// Leads to a pain that was not written down yet.
    #[prop(optional, into)]
    another: Option<Callback<()>>,
) -> impl IntoView {
    let lines = Memo::new(move |_| {
        desk().tab().with(|state| {
            let musts = state.brief(role).spec.musts.into_iter();
            let lines = musts.map(|must| Line {
                serves: match state.serves(&must) {
                    Serves::Pain(pain) => Named::Pain(pain.id, pain.details.what.clone()),
                    Serves::Gone => Named::Gone,
                    Serves::Nothing => Named::Nothing,
                },
                must,
            });
            lines.collect::<Vec<_>>()
        })
    });
    let ids = move || lines.with(|lines| lines.iter().map(|line| line.must.id).collect::<Vec<_>>());
    let one = move |id| {
        Memo::new(move |_| lines.with(|lines| lines.iter().find(|line| line.must.id == id).cloned()))
    };
    let in_talk = another.is_some();
    let is_full = Memo::new(move |_| lines.with(Vec::len) >= Brief::MOST_MUSTS);
    let adds = move || {
        if is_full.get() {
            view! { <p class="small quiet own">"Four are the most: whoever asks for more finds nobody. What else would help is nice to have."</p> }.into_any()
        } else {
            view! { <AddMust role prompt another/> }.into_any()
        }
    };
    view! {
        <ol class="musts" aria-label="Must-haves">
            <For each=ids key=|id| *id let:id><MustLine role id line=one(id) prompt in_talk/></For>
        </ol>
        {adds}
    }
    .into_any()
}

#[component]
fn MustLine(
    role: RoleId,
    id: MustId,
    line: Memo<Option<Line>>,
    prompt: RwSignal<Option<Prompt>>,
    /// Where one goes on question by question, and does not leave.
    in_talk: bool,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let told = move || {
        line.get().map(|Line { must, serves }| {
            let (edit, remove) = (format!("Change: {}", must.what), format!("Remove: {}", must.what));
            let take = move |_| {
                let taken = tap(role, prompt.get_untracked(), |details| {
                    details.spec.musts.retain(|must| must.id != id);
                });
                match taken {
                    Ok(undo) => desk().done("Taken out.", undo),
                    Err(words) => desk().tab().complain(&words),
                }
            };
            let serves = match serves {
                Named::Pain(pain, what) if !in_talk => view! { <Turn role part="pains" place=format!("#pain-{pain} summary")>{what}</Turn> }.into_any(),
                Named::Pain(_, what) => view! { <bdi>{what}</bdi> }.into_any(),
                Named::Gone => "a pain point that is not here any more".into_any(),
                Named::Nothing => "no pain point yet".into_any(),
            };
            view! {
                <p class="what" dir="auto">{must.what}</p>
                <p class="serves small quiet"><span aria-hidden="true">"→ "</span><span class="hidden">"for "</span>{serves}</p>
                <div class="row line-actions">
                    <button class="close" aria-label=edit title="Change" on:click=move |_| opens(open)>"✎"</button>
                    <button class="close" aria-label=remove title="Take out" on:click=take>"×"</button>
                </div>
            }
        })
    };
    let form = move || {
        let must = open.get().then(|| line.get_untracked()).flatten()?.must;
        Some(view! { <EditMust role must open prompt/> })
    };
    view! { <li id=format!("must-{id}") tabindex="-1">{told} {form}</li> }.into_any()
}

/// Chooses the pain that a must-have serves.
#[component]
fn ForPain(
    role: RoleId,
    /// Which one is chosen, where one is.
    #[prop(optional, into)]
    chosen: Option<Signal<Option<PainId>>>,
    #[prop(into)] choose: Callback<Option<PainId>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let pains = pains(role);
    let chip = move |pain: Option<PainId>, words: String| {
        let pressed = move || chosen.map(|chosen| (chosen.get() == pain).to_string());
        view! {
            <button type="button" class="tap" aria-pressed=pressed on:click=move |_| choose.run(pain)><bdi class="cut">{words}</bdi></button>
        }
    };
    let chips = move || {
        let pains = pains.get().into_iter();
        pains.map(|(pain, what)| chip(Some(pain), what)).collect_view()
    };
    view! {
        <div class="taps" role="group" aria-label="For which pain?">
            <span class="small quiet">"for"</span>
            {chips}
            {chip(None, "none of these".into())}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// One tap on a pain writes down what was typed for it.
#[component]
fn AddMust(role: RoleId, prompt: RwSignal<Option<Prompt>>, another: Option<Callback<()>>) -> impl IntoView {
    let draft = Draft::of(role, "must");
    let problem = RwSignal::new(None::<String>);
    let add = move |pain: Option<PainId>| {
        let what = draft.words.get_untracked();
        let added = tap(role, prompt.get_untracked(), |details| {
            let id = clock::fresh(MustId::new);
            details.spec.musts.push(Must { id, what, pain });
        });
        if let Some(undo) = heed(problem, added) {
            desk().done("Written down.", undo);
            draft.forget();
            page::focus(FIELD.into());
        }
    };
    // Enter means the one pain, where there is one.
    let save = move |()| {
        let pains = desk()
            .tab()
            .peek(|state| state.pains(role).iter().map(|pain| pain.id).collect::<Vec<_>>());
        add(pains.first().copied().filter(|_| pains.len() == 1));
    };
    let more = another.map(|another| {
        view! { <button type="button" class="tap" on:click=move |_| another.run(())>"a new one"</button> }
    });
    view! {
        <Form save>
            <label class="field">"A must-have"
                <input id="must" dir="auto" enterkeyhint="done" placeholder="Ran night pipelines that others relied on"
                    prop:value=move || draft.words.get() on:input=move |event| draft.type_in(event_target_value(&event))/>
            </label>
            <Problem words=problem/>
            <ForPain role choose=add>{more}</ForPain>
        </Form>
    }
    .into_any()
}

#[component]
fn EditMust(
    role: RoleId,
    must: Must,
    open: RwSignal<bool>,
    prompt: RwSignal<Option<Prompt>>,
) -> impl IntoView {
    let (id, what, pain) = (must.id, RwSignal::new(must.what), RwSignal::new(must.pain));
    let problem = RwSignal::new(None::<String>);
    let typed = Typed {
        role,
        base: Base::new(amend::now(role)),
        problem,
        open,
    };
    let save = move |()| {
        typed.save(prompt.get_untracked(), |details| {
            for must in details.spec.musts.iter_mut().filter(|must| must.id == id) {
                (must.what, must.pain) = (what.get_untracked(), pain.get_untracked());
            }
        });
    };
    view! {
        <Form class="amend stack" save>
            <Field label="What must they bring?" value=what/>
            <ForPain role chosen=pain choose=move |chosen| pain.set(chosen)/>
            <SaveOrCancel problem cancel=move |()| open.set(false)/>
        </Form>
    }
    .into_any()
}
