//! A draft as it is reviewed: what a person adds to it and changes in it, kept on the device until it is sent.

use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::board::{
    desk::desk,
    leader::{Address, address, has_page},
};
use crate::browser::{clock, local};
use crate::domain::{self, Channel, Draft, DraftLine, Leader, RoleId, UpdateId, names_in};

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Open,
    /// It goes with the others.
    Good,
    /// It waits, as the person wants it.
    Held,
    Sent,
}

/// What was typed, over what was drafted: news change the rest.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    own: String,
    /// The way that was chosen for this one.
    channel: Option<Channel>,
    answer: String,
    team: Option<String>,
    /// Those of no role in particular have none.
    lines: Vec<(Option<RoleId>, usize, String)>,
    /// The words that were found good: others have to be read first.
    good: Option<String>,
    held: bool,
    /// The words that were taken to another program, where a person says that they were sent.
    taken: Option<String>,
}

#[derive(Clone, Copy)]
pub struct Typed {
    /// As it was drafted.
    drafted: StoredValue<Draft>,
    /// Since when one knows what was written to them.
    opened: RwSignal<DateTime<FixedOffset>>,
    /// When something was written to them last.
    written: Memo<Option<DateTime<FixedOffset>>>,
    kept: RwSignal<Kept>,
    channel: RwSignal<Channel>,
    /// Where the server can write to them.
    pub address: Memo<Option<Address>>,
    pub mark: RwSignal<Mark>,
    /// What was made of it.
    pub sent: RwSignal<Option<UpdateId>>,
}

impl Typed {
    pub fn of(draft: Draft) -> Self {
        let place = local::review_draft(draft.leader);
        let has_page = desk().tab().peek(|state| has_page(state, draft.leader));
        let leader = draft.leader;
        let address = Memo::new(move |_| address(leader));
        let usual = match address.get_untracked() {
            _ if has_page => Channel::Page,
            Some(_) => Channel::Mail,
            None => Channel::Chat,
        };
        // Without a page nothing stands on one.
        let kept: Kept = local::get(&place).unwrap_or_default();
        let is_there = |channel: &Channel| has_page || *channel != Channel::Page;
        let channel = kept.channel.or(draft.channel).filter(is_there);
        let first = if draft.slipped.is_some() || kept.held {
            Mark::Held
        } else {
            Mark::Open
        };
        let good = kept.good.clone();
        let written = Memo::new(move |_| {
            desk().tab().with(|state| {
                let leader = state.get::<Leader>(leader).ok()?;
                state.written(leader).map(|written| written.at)
            })
        });
        let typed = Self {
            drafted: StoredValue::new(draft),
            kept: RwSignal::new(kept),
            opened: RwSignal::new(clock::now()),
            written,
            channel: RwSignal::new(channel.unwrap_or(usual)),
            address,
            mark: RwSignal::new(first),
            sent: RwSignal::new(None),
        };
        if first == Mark::Open && good.is_some_and(|good| good == untrack(|| typed.text())) {
            typed.mark.set(Mark::Good);
        }
        // What is taken back is here again as it was, and what is done again is sent.
        let tab = desk().tab();
        Effect::new(move |_| {
            let Some(update) = typed.sent.get() else { return };
            let stands = tab.with(|state| {
                state
                    .get::<domain::Update>(update)
                    .is_ok_and(|update| !update.removed)
            });
            match (stands, typed.mark.get_untracked() == Mark::Sent) {
                (false, true) => typed.comes_back(),
                (true, false) => typed.went(update),
                _ => {}
            }
        });
        typed
    }

    /// How it is to go. Reactive.
    pub fn channel(self) -> Channel {
        self.channel.get()
    }

    pub fn goes_by(self, channel: Channel) {
        self.type_in(|kept| kept.channel = Some(channel));
        self.channel.set(channel);
    }

    pub fn drafted(self) -> Draft {
        self.drafted.get_value()
    }

    /// Whether it goes out with others in one tap: it stands on a page, or the server sends it. Reactive.
    pub fn goes_by_itself(self) -> bool {
        match self.channel.get() {
            Channel::Page => true,
            Channel::Mail => self.address.get().is_some(),
            Channel::Chat | Channel::Call => false,
        }
    }

    /// Whether the server sends it: whoever reads their page is written to that it is there, with all of it. Reactive.
    pub fn is_mailed(self) -> bool {
        let address = self.address.get();
        match self.channel.get() {
            Channel::Page => address.is_some_and(|address| address.usual),
            Channel::Mail => address.is_some(),
            Channel::Chat | Channel::Call => false,
        }
    }

    /// Whether a person has to talk first.
    pub fn is_for_a_call(self) -> bool {
        self.drafted.with_value(|draft| draft.slipped.is_some())
    }

    pub fn name(self) -> String {
        self.drafted.with_value(|draft| draft.name.clone())
    }

    fn place(self) -> String {
        self.drafted.with_value(|draft| local::review_draft(draft.leader))
    }

    fn type_in(self, edit: impl FnOnce(&mut Kept)) {
        self.kept.update(edit);
        let place = self.place();
        self.kept.with_untracked(|kept| {
            if *kept == Kept::default() {
                local::remove(&place);
            } else {
                local::set(&place, kept);
            }
        });
    }

    pub fn own(self) -> String {
        self.kept.with(|kept| kept.own.clone())
    }

    pub fn type_own(self, words: String) {
        self.type_in(|kept| kept.own = words);
    }

    pub fn answer(self) -> String {
        self.kept.with(|kept| kept.answer.clone())
    }

    pub fn type_answer(self, words: String) {
        self.type_in(|kept| kept.answer = words);
    }

    pub fn team(self) -> String {
        let typed = self.kept.with(|kept| kept.team.clone());
        typed.unwrap_or_else(|| self.whole().for_team())
    }

    pub fn type_team(self, words: String) {
        self.type_in(|kept| kept.team = Some(words));
    }

    pub fn line(self, role: Option<RoleId>, line: DraftLine) -> String {
        let at = line as usize;
        let typed = self.kept.with(|kept| {
            let mut typed = kept.lines.iter();
            typed.find_map(|(of, number, words)| (*of == role && *number == at).then(|| words.clone()))
        });
        typed.unwrap_or_else(|| self.drafted.with_value(|draft| draft.line(role, line).to_owned()))
    }

    pub fn type_line(self, role: Option<RoleId>, line: DraftLine, words: String) {
        let at = line as usize;
        self.type_in(|kept| {
            kept.lines.retain(|(of, number, _)| (*of, *number) != (role, at));
            kept.lines.push((role, at, words));
        });
    }

    /// It goes with the others, or is held.
    pub fn marks(self, good: bool) {
        let text = good.then(|| untrack(|| self.text()));
        self.type_in(|kept| (kept.good, kept.held) = (text, !good));
        self.mark.set(if good { Mark::Good } else { Mark::Held });
    }

    /// Whether these words were taken to another program: then only whoever did so knows that they were sent. Reactive.
    pub fn is_taken(self) -> bool {
        let text = self.text();
        self.kept.with(|kept| kept.taken.as_ref() == Some(&text))
    }

    pub fn takes(self) {
        let text = untrack(|| self.text());
        self.type_in(|kept| kept.taken = Some(text));
    }

    /// Whether something was written to them since this was drafted, by a colleague or in another tab, until one knows. Reactive.
    pub fn was_written_to(self) -> bool {
        let since = self.opened.get();
        let written = self.written.get();
        self.mark.get() != Mark::Sent && written.is_some_and(|newest| newest > since)
    }

    /// One knows what was written to them until now.
    pub fn knows(self) {
        self.opened.set(clock::now());
    }

    /// The draft with what was typed. Reactive.
    fn whole(self) -> Draft {
        let mut draft = self.drafted();
        for (line, words) in DraftLine::ALL.iter().zip(&mut draft.of_all) {
            *words = self.line(None, *line);
        }
        for role in &mut draft.roles {
            let id = Some(role.role);
            for (line, words) in DraftLine::ALL.iter().zip(&mut role.lines) {
                *words = self.line(id, *line);
            }
        }
        draft
    }

    /// All of it, as it is sent. Reactive.
    pub fn text(self) -> String {
        self.whole().text(&self.own(), &self.answer(), &self.team())
    }

    /// Whether nothing stands in it that was done, learned, or said by a person.
    pub fn says_nothing(self) -> bool {
        self.own().trim().is_empty() && self.answer().trim().is_empty() && self.whole().is_empty()
    }

    /// Whether they are asked something, and so waited for. Reactive.
    pub fn asks_something(self) -> bool {
        self.whole().asks_something()
    }

    /// Names in what is said freely: pointed out before it goes with others. Reactive.
    pub fn names(self) -> Vec<String> {
        let draft = self.whole();
        let learned = draft.roles.iter().map(|role| role.line(DraftLine::Learned));
        let own = [self.own(), self.answer()];
        let words = own.iter().map(String::as_str).chain(learned);
        let known = desk().tab().peek(|state| state.known_by_name(Some(draft.leader)));
        let mut names: Vec<String> = Vec::new();
        for found in words.flat_map(|words| names_in(words, &known)) {
            // Speaking to somebody by their own name tells them nothing.
            if !draft.name.contains(&found) && !names.contains(&found) {
                names.push(found);
            }
        }
        names
    }

    /// It was sent: nothing of it is half typed any more, as long as it is not taken back.
    pub fn went(self, update: UpdateId) {
        local::remove(&self.place());
        self.mark.set(Mark::Sent);
        self.sent.set(Some(update));
    }

    /// It was not sent after all.
    fn comes_back(self) {
        self.type_in(|_| ());
        self.mark.set(Mark::Good);
    }
}
