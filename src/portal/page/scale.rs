//! The form of whoever was hired: numbers beside each other, and all of it once more, as its reader is given it.
//!
//! Until it is sent it is in this browser alone: its script keeps it there, and without script it goes to the server and comes back
//! without being written down.

use leptos::prelude::*;

use crate::domain::{Called, Item, Score};
use crate::portal::gesture::About;

/// What is answered by a number each, or by none.
pub fn scales(called: Called, questions: &[Item], answers: &[Score]) -> impl IntoView + use<> {
    let all = questions.iter().map(|item| {
        let said = answers.iter().find(|score| score.item == Some(*item));
        let field = About::field(*item);
        let numbers = (1..=5).map(|worth: u8| {
            let is_said = said.is_some_and(|score| score.worth == worth);
            view! { <label><input type="radio" name=field.clone() value=worth checked=is_said/> {worth}</label> }
        });
        view! {
            <fieldset>
                <legend>{called.ours(item.label())}</legend>
                {numbers.collect_view()}
                <label class="none"><input type="radio" name=field.clone() value=""/> "No answer"</label>
            </fieldset>
        }
    });
    view! {
        <div class="scale stack">
            <p class="small quiet">"1 not at all, 5 very much so. Each may stay empty."</p>
            {all.collect_view()}
        </div>
    }
}

/// All that is sent. The page's script writes it anew with each key.
pub fn once_more(called: Called, answers: &[Score], words: &str) -> impl IntoView + use<> {
    let numbers = answers.iter().filter_map(|score| {
        let asks = called.ours(score.item?.label());
        Some(format!("{asks}: {}", score.worth))
    });
    let words = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
    let lines = numbers.chain(words);
    let lines = lines
        .map(|line| view! { <li dir="auto">{line}</li> })
        .collect_view();
    view! {
        <div class="once_more">
            <p class="small quiet">"This would be sent, and nothing else:"</p>
            <ul class="replies">{lines}</ul>
        </div>
    }
}

/// Where no script writes it.
pub fn look() -> impl IntoView {
    view! { <noscript><button name="look" value="yes">"Read it once more"</button></noscript> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::page::html;

    #[test]
    fn what_is_asked_says_the_word_of_the_workspace_and_what_was_typed_does_not() {
        let (called, answers) = (Called::HiringManager, [Score::of(Item::Time, 2)]);
        let asked = html(move || scales(called, &[Item::Time], &[]));
        assert!(asked.contains("time with my hiring manager each week"), "{asked}");
        let again = html(move || once_more(called, &answers, "My leader is away"));
        for said in ["time with my hiring manager each week: 2", "My leader is away"] {
            assert!(again.contains(said), "{said} in {again}");
        }
    }
}
