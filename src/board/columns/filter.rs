//! Which roles the board shows. What is asked for stands in the address too, so that a reload and the way back keep it.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use crate::board::desk::{Desk, Route, desk};
use crate::browser::{page, place};
use crate::domain::{LeaderId, Role, RoleId, Sorting, Stage, Standing, UserId, gathered};

/// Boards with fewer roles than this are seen whole, and need no filter.
const FEW: usize = 7;

/// What a role must be to be shown; empty parts ask for nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Each word must occur in the title or the leader's name.
    pub words: String,
    pub leader: Option<LeaderId>,
    pub owner: Option<UserId>,
    /// Only what waits for whoever looks.
    pub my_turn: bool,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What this page's address asks for.
    fn in_address() -> Self {
        fn id<T: std::str::FromStr>(name: &str) -> Option<T> {
            page::query(name)?.parse().ok()
        }
        Self {
            words: page::query("words").unwrap_or_default(),
            leader: id("leader"),
            owner: id("owner"),
            my_turn: page::query("turn").is_some(),
        }
    }

    fn to_address(&self) {
        fn id<T: ToString>(id: Option<T>) -> String {
            id.map(|id| id.to_string()).unwrap_or_default()
        }
        let turn = if self.my_turn { "mine" } else { "" };
        place::set_query(&[
            ("words", self.words.clone()),
            ("leader", id(self.leader)),
            ("owner", id(self.owner)),
            ("turn", turn.into()),
        ]);
    }

    fn admits(&self, standing: &Standing, desk: Desk) -> bool {
        let role = &standing.role;
        let text = || {
            let leader = standing.leader.as_deref().unwrap_or_default();
            format!("{} {leader}", role.called()).to_lowercase()
        };
        self.leader.is_none_or(|leader| role.leader == Some(leader))
            && self.owner.is_none_or(|owner| role.owner == owner)
            && (!self.my_turn || is_my_turn(standing, desk))
            && (self.words.trim().is_empty() || {
                let text = text();
                self.words
                    .to_lowercase()
                    .split_whitespace()
                    .all(|word| text.contains(word))
            })
    }
}

/// Whether the role waits for whoever looks at the board.
fn is_my_turn(standing: &Standing, desk: Desk) -> bool {
    standing.role.owner == desk.tab().me() && standing.is_our_turn(desk.today.get())
}

/// The board's filter and what it chooses from, for the top bar and the columns.
#[derive(Clone, Copy)]
pub struct Filtering {
    pub filter: RwSignal<Filter>,
    /// On a phone it takes no room until it is asked for.
    pub open: RwSignal<bool>,
    pub leaders: Memo<Vec<(LeaderId, String)>>,
    /// Who answers for a role.
    pub owners: Memo<Vec<(UserId, String)>>,
    /// How many roles there are, how many are shown, and how many wait for whoever looks.
    pub total: Memo<usize>,
    pub found: Memo<usize>,
    pub mine: Memo<usize>,
}

impl Filtering {
    pub fn new() -> Self {
        let desk = desk();
        let filter = RwSignal::new(Filter::default());
        let leaders = Memo::new(move |_| {
            desk.tab().with(|state| {
                let all = state.leaders().into_iter();
                all.map(|leader| (leader.id, leader.details.name.clone()))
                    .collect::<Vec<_>>()
            })
        });
        let owners = Memo::new(move |_| {
            desk.tab().with(|state| {
                let owners: BTreeSet<UserId> = gathered(state.all::<Role>().map(|role| role.owner));
                let mut members: Vec<(UserId, String)> = state
                    .members()
                    .filter(|member| owners.contains(&member.user))
                    .map(|member| (member.user, member.name.clone()))
                    .collect();
                members.put_in_order(|a, b| a.1.cmp(&b.1));
                members
            })
        });
        // Whoever was erased, or answers for no role any more, is not offered: nothing is shown for them alone.
        Effect::new(move |_| {
            leaders.track();
            owners.track();
            let now = filter.get_untracked();
            let (leader, owner) = (offered(now.leader, leaders), offered(now.owner, owners));
            if (leader, owner) != (now.leader, now.owner) {
                filter.set(Filter { leader, owner, ..now });
            }
        });
        // Whoever comes to the board again, also from itself, finds what the address asks for.
        Effect::new(move |_| {
            if desk.route.get() == Route::Board {
                read_address(filter);
            }
        });
        // Only the board has it in its address.
        Effect::new(move |_| {
            let filter = filter.get();
            if desk.route.get_untracked() == Route::Board {
                filter.to_address();
            }
        });
        let count = move |counts: fn(&Filter, &Standing, Desk) -> bool| {
            Memo::new(move |_| {
                let filter = filter.get();
                let counted = |standings: &BTreeMap<RoleId, Standing>| {
                    let all = standings.values();
                    all.filter(|standing| counts(&filter, standing, desk)).count()
                };
                desk.standings.with(counted)
            })
        };
        Self {
            filter,
            open: RwSignal::new(false),
            leaders,
            owners,
            total: count(|_, _, _| true),
            found: count(Filter::admits),
            mine: count(|_, standing, desk| is_my_turn(standing, desk)),
        }
    }

    /// Takes up what the address asks for.
    pub fn read_address(self) {
        read_address(self.filter);
    }

    /// Whether there is anything to choose among.
    pub fn is_useful(self) -> bool {
        self.total.get() >= FEW
            || self.owners.with(|owners| owners.len() > 1)
            || self.filter.with(|filter| !filter.is_empty())
    }

    /// What this owner is called, where several people answer for roles.
    pub fn several(self, owner: UserId) -> Option<String> {
        self.owners.with(|owners| {
            let found = owners.iter().find(|(user, _)| *user == owner);
            found.filter(|_| owners.len() > 1).map(|(_, name)| name.clone())
        })
    }

    /// What is left of the columns.
    pub fn apply(self, mut columns: BTreeMap<Stage, Vec<RoleId>>) -> BTreeMap<Stage, Vec<RoleId>> {
        let (filter, desk) = (self.filter.get(), desk());
        if !filter.is_empty() {
            desk.standings.with(|standings| {
                for ids in columns.values_mut() {
                    ids.retain(|id| {
                        standings
                            .get(id)
                            .is_none_or(|standing| filter.admits(standing, desk))
                    });
                }
            });
        }
        columns
    }
}

fn read_address(filter: RwSignal<Filter>) {
    let asked = Filter::in_address();
    if filter.with_untracked(|filter| *filter != asked) {
        filter.set(asked);
    }
}

/// What was chosen, while it is among the choices.
fn offered<T>(chosen: Option<T>, choices: Memo<Vec<(T, String)>>) -> Option<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    chosen.filter(|id| choices.with_untracked(|all| all.iter().any(|(there, _)| there == id)))
}
