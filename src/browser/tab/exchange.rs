//! A tab and the server: what waits is pushed, what is new is pulled, a stream says when.

use std::rc::Rc;

use futures_util::future::join;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    line,
    memory::{Tab, WORK},
    status::{Server, Storage},
    storage::failing,
};
use crate::browser::{
    clock,
    failure::Failure,
    local,
    net::{self, NOT_A_MEMBER, Trouble},
};
use crate::domain::{DeviceId, RowKey, UserId};
use crate::sync::{
    client::{Next, Stop},
    disk::{Home, Txn},
    wire::{Gone, Pulled, Push, Troubles},
};

/// Wait before a failed exchange is tried again, in milliseconds: doubled each time up to the last.
pub(super) const FIRST_RETRY: u32 = 1_000;
const LAST_RETRY: u32 = 30_000;

impl Tab {
    /// Exchanges now, even if a retry was due later.
    pub fn exchange_now(self: &Rc<Self>) {
        self.retry.set(FIRST_RETRY);
        if let Some(work) = WORK.get() {
            (work.exchange)(self);
        }
    }

    /// Pushes what waits and pulls what is new; one exchange at a time (rule 6).
    pub(super) fn exchange(self: &Rc<Self>) {
        if !self.leads.get() || self.engine_meta(|meta| meta.home.is_none()) {
            return;
        }
        if self.exchanging.replace(true) {
            self.again.set(true);
            return;
        }
        drop(self.timer.borrow_mut().take());
        let tab = self.clone();
        spawn_local(async move {
            let whose = tab.me();
            let result = tab.exchange_all().await;
            tab.exchanging.set(false);
            match result {
                // What was said is about an id that this board has no more.
                _ if tab.me() != whose => tab.exchange(),
                Ok(()) => {
                    tab.retry.set(FIRST_RETRY);
                    line::join(&tab);
                    if tab.again.replace(false) {
                        tab.exchange();
                    }
                }
                Err(trouble) => {
                    tab.again.set(false);
                    if matches!(trouble, Trouble::NotAMember(person, _) if person == Some(whose)) {
                        tab.let_go().await;
                    }
                    if trouble == Trouble::ServerOlder {
                        line::join(&tab);
                    }
                    tab.stop_for(trouble);
                }
            }
        });
    }

    /// Takes off the device what is the workspace's; what was not sent stays with whoever wrote it.
    async fn let_go(self: &Rc<Self>) {
        self.remember_title();
        // Failing that, the next exchange hears of it again.
        if let Err(failure) = self.write(&Txn::LetGo).await {
            self.set_storage(Storage::Failing(failing(&failure)));
        }
    }

    /// The stream was cut off. Whether by the network or since the session has ended the next answer says; once that is known it stays so,
    /// as often as the stream is refused.
    pub(super) fn lost(self: &Rc<Self>) {
        let was = self.status.with_untracked(|status| status.server.clone());
        if was.is_out() {
            return;
        }
        self.set_server(Server::Offline);
        if was != Server::Offline {
            self.exchange_now();
        }
    }

    pub(super) fn stop_for(self: &Rc<Self>, trouble: Trouble) {
        let mine = |person: Option<UserId>| person == Some(self.me());
        let server = match trouble {
            Trouble::Unreachable => Server::Offline,
            Trouble::SignedOut => Server::SignedOut,
            Trouble::Locked(person, words) if mine(person) => Server::Locked(words),
            Trouble::Wiped(person) if mine(person) => Server::Wiped,
            Trouble::NotAMember(person, words) if mine(person) => Server::Left(words),
            // The session that was ended was somebody else's: this board is none of its business.
            Trouble::Locked(..) | Trouble::Wiped(_) | Trouble::NotAMember(..) => Server::SignedOut,
            Trouble::AnotherPerson => Server::AnotherPerson,
            Trouble::Older => Server::NeedsReload,
            Trouble::Unreadable => Server::Unreadable,
            Trouble::Said(words) => Server::Trouble(words),
            Trouble::ServerOlder => Server::Trouble(trouble.words()),
        };
        let is_out = server.is_out();
        self.set_server(server);
        if is_out {
            return;
        }
        let wait = self.retry.get();
        self.retry.set((wait * 2).min(LAST_RETRY));
        let tab = self.clone();
        *self.timer.borrow_mut() = Some(Timeout::new(wait, move || tab.exchange()));
    }

    pub(super) async fn exchange_all(self: &Rc<Self>) -> Result<(), Trouble> {
        let Some(home) = self.engine_meta(|meta| meta.home) else {
            return Ok(());
        };
        // Without a cursor the epoch is not known yet: a pull comes first. Else a push does, since it carries the cursor.
        if self.engine_meta(|meta| meta.cursor.is_none()) {
            match self.pull_all(home).await {
                // Also in the middle of a snapshot an older page may still send what was done.
                Ok(()) | Err(Trouble::Older) => {}
                Err(trouble) => return Err(trouble),
            }
        }
        loop {
            while let Some(push) = self.next_push() {
                let answer = net::push(home.workspace, &push).await?;
                let next = self
                    .engine
                    .borrow()
                    .pushed(&push, &answer, clock::fresh(DeviceId::new));
                if next.stop == Some(Stop::ServerTooOld) {
                    // It can still say what is new.
                    self.pull_all(home).await?;
                }
                self.carry_out(next).await?;
            }
            self.pull_all(home).await?;
            if self.next_push().is_none() {
                break;
            }
        }
        self.status
            .update(|status| status.synced_at = Some(clock::time()));
        self.set_server(Server::Talking);
        self.say_server();
        Ok(())
    }

    pub(super) fn next_push(&self) -> Option<Push> {
        self.engine.borrow().next_push()
    }

    pub(super) async fn pull_all(self: &Rc<Self>, home: Home) -> Result<(), Trouble> {
        let mut ahead = None;
        loop {
            let request = self.engine.borrow().next_pull();
            let pulled = match ahead.take() {
                Some((asked, pulled)) if asked == request => pulled,
                _ => net::pull(home.workspace, &request).await?,
            };
            let more = match &pulled {
                Pulled::Delta(delta) => delta.more,
                Pulled::Page(_) => true,
                Pulled::Upgrade | Pulled::AnotherPerson => false,
            };
            if let Pulled::Delta(delta) = &pulled {
                self.know_of(&delta.troubles);
            }
            if let Pulled::Delta(delta) = &pulled
                && delta.from == delta.to
            {
                return Ok(());
            }
            let erased = erased_in(&pulled);
            let after = request.after_page(&pulled);
            let next = self.engine.borrow().pulled(pulled, clock::fresh(DeviceId::new));
            let is_page = next.txns.iter().any(|txn| matches!(txn, Txn::Paged(_)));
            if let Some(asked) = after.filter(|_| is_page) {
                // While a page is written, the next is fetched, which is asked for first. What comes of that in vain is
                // asked for again.
                let (pulled, wrote) = join(net::pull(home.workspace, &asked), self.carry_out(next)).await;
                wrote?;
                ahead = pulled.ok().map(|pulled| (asked, pulled));
            } else {
                self.carry_out(next).await?;
            }
            for person in erased {
                local::forget_drafts(&person.id.to_string());
            }
            if !more {
                return Ok(());
            }
        }
    }

    fn know_of(&self, troubles: &Troubles) {
        if self.status.with_untracked(|status| status.troubles != *troubles) {
            self.status.update(|status| status.troubles.clone_from(troubles));
        }
    }

    pub(super) async fn carry_out(self: &Rc<Self>, next: Next) -> Result<(), Trouble> {
        for txn in &next.txns {
            match self.write(txn).await {
                Ok(()) => {}
                // Another tab was faster: what is asked for next is asked from the new state.
                Err(Failure::Stale) => self.catch_up().await,
                Err(failure) => {
                    let words = failing(&failure);
                    self.set_storage(Storage::Failing(words.clone()));
                    return Err(Trouble::Said(words));
                }
            }
        }
        match next.stop {
            None => Ok(()),
            Some(Stop::Upgrade) => Err(Trouble::Older),
            Some(Stop::AnotherPerson) => Err(Trouble::AnotherPerson),
            Some(Stop::NotAMember) => Err(Trouble::NotAMember(Some(self.me()), NOT_A_MEMBER.into())),
            Some(Stop::ServerTooOld) => Err(Trouble::ServerOlder),
        }
    }

    /// The stream told of a head.
    pub(super) fn hear_head(self: &Rc<Self>, head: &str) {
        let known = self.engine_meta(|meta| meta.cursor.map(|cursor| cursor.to_string()));
        self.set_server(Server::Talking);
        if known.as_deref() != Some(head) || self.engine.borrow().waiting() > 0 {
            self.exchange_now();
        }
    }
}

/// Of whom an answer says that they are to be forgotten.
fn erased_in(pulled: &Pulled) -> Vec<RowKey> {
    match pulled {
        Pulled::Delta(delta) => delta.gone.iter().filter_map(Gone::erased_person).collect(),
        Pulled::Page(page) => page.erased.clone(),
        _ => Vec::new(),
    }
}
