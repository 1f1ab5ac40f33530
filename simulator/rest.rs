//! What must hold when everyone has come to rest; some of it at any time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Utc;
use fulcrum::{
    domain::{
        Actor, Audience, Body, CommandId, Ctx, EffortId, LeaderId, Overlay, Refusal, Restorable, Role,
        RoleId, Row, RowKey, Rows, ShareLink, State, Stored, Update, UserId, decide, effort, restore, update,
    },
    portal::project,
    sync::{
        disk::{KEEP, Kept},
        wire::Outcome,
    },
};

use super::{
    device::Device,
    laws::{Checked, Law, Violation, at_the_head, require},
    sabotage::Sabotage,
    workload::{PRIVATE, SECRET, name},
    world::World,
};

/// What the server has in memory is what it would load (rules 1 and 7).
pub fn memory_is_the_store(world: &World) -> Checked {
    let server = &world.server;
    let same = server
        .memory
        .as_ref()
        .is_none_or(|memory| *memory == server.store.load());
    require(same, Law::TheCopyInMemoryIsTheStore, || {
        "the server's memory and its store differ".into()
    })
}

/// What hangs on a role is for nobody who may not see the role, once jobs are done (rule 8).
fn audiences(world: &World) -> Checked {
    let store = &world.server.store;
    require(store.jobs.is_empty(), Law::EveryoneComesToRest, || {
        format!("left to do: {:?}", store.jobs)
    })?;
    let rows = &store.rows;
    let here = |user: &UserId| world.server.store.is_member(*user);
    for stored in rows.values() {
        if let Audience::People(people) = &stored.audience {
            require(people.iter().all(here), Law::WhoLeftIsNamedNowhere, || {
                format!("{stored:?} is for somebody who left")
            })?;
        }
        for role in roles_under(&stored.row, rows) {
            let Some(role) = rows.get(&Role::key(role)) else {
                continue;
            };
            let follows = match (&stored.audience, &role.audience) {
                (_, Audience::Workspace) => true,
                (Audience::Workspace, Audience::People(_)) => false,
                (Audience::People(those), Audience::People(people)) => those.is_subset(people),
            };
            require(follows, Law::WhatHangsOnARoleFollowsIt, || {
                format!("{stored:?} hangs on {role:?}")
            })?;
        }
    }
    Ok(())
}

fn roles_under(row: &Row, rows: &Rows) -> Vec<RoleId> {
    match row {
        Row::Effort(effort) => effort.roles.clone(),
        Row::Update(update) => update.roles.clone(),
        Row::Link(link) => link.target.role().into_iter().collect(),
        Row::Reply(reply) => {
            let update = reply.update.map(Update::key);
            let on = [reply.link.map(ShareLink::key), update];
            let on = on.into_iter().flatten().filter_map(|key| rows.get(&key));
            on.flat_map(|stored| roles_under(&stored.row, rows)).collect()
        }
        Row::Expectation(told) => vec![told.role],
        Row::Decision(asked) => asked.role.into_iter().collect(),
        _ => Vec::new(),
    }
}

/// A link that somebody knows to be revoked opens for nobody, restores or not.
pub fn revoked(world: &World) -> Checked {
    let store = &world.server.store;
    for (d, device) in world.devices.iter().enumerate() {
        for link in &device.log.revoked {
            let stored = store.rows.get(&ShareLink::key(*link)).map(|stored| &stored.row);
            let open = matches!(stored, Some(Row::Link(link)) if !link.revoked);
            require(!open, Law::RevokedStaysRevoked, || {
                format!("{link} opens, and device {d} was told that it is revoked")
            })?;
        }
    }
    Ok(())
}

/// What was passed on through a link is revoked with it.
fn passed_on(world: &World) -> Checked {
    let rows = &world.server.store.rows;
    let links = rows.values().filter_map(|stored| match &stored.row {
        Row::Link(link) => Some(link),
        _ => None,
    });
    for link in links {
        let through = link.forwarded.and_then(|link| rows.get(&ShareLink::key(link)));
        let through = through.map(|stored| &stored.row);
        let ends = matches!(through, Some(Row::Link(through)) if through.revoked);
        require(!ends || link.revoked, Law::RevokedStaysRevoked, || {
            format!(
                "{} opens, and was passed on through a link that is revoked",
                link.id
            )
        })?;
    }
    Ok(())
}

/// When everyone has come to rest.
pub fn at_rest(world: &World) -> Checked {
    let store = &world.server.store;
    memory_is_the_store(world)?;
    audiences(world)?;
    revoked(world)?;
    passed_on(world)?;
    for (d, device) in world.devices.iter().enumerate() {
        at_the_head(d, device, store)?;
        if !world.is_let_in(d) {
            turned_away(d, device, world)?;
            continue;
        }
        for tab in device.tabs.iter().flatten() {
            let same = tab.engine.confirmed() == device.disk.rows()
                && tab.engine.unread() == device.disk.unread()
                && tab.engine.waiting() == 0;
            require(same, Law::AllHoldTheServersRows, || {
                let (at, rev) = (tab.engine.shelf().meta.rev, device.disk.shelf.meta.rev);
                let unsaved = tab.engine.unsaved();
                format!(
                    "a tab of device {d} follows {at} of {rev}, {unsaved} unsaved: it shows something else"
                )
            })?;
        }
        answered(d, world)?;
        in_order(d, world)?;
    }
    minutes(world)?;
    projections(world)?;
    forgotten(world)
}

/// No leader ever reads what was not shared, nor anybody's secret.
pub fn projections(world: &World) -> Checked {
    let store = &world.server.store;
    let published = |mut stored: Stored| {
        if let Row::Effort(effort) = &mut stored.row
            && world.sabotage == Some(Sabotage::PrivateProjected)
        {
            effort.shared = true;
        }
        stored
    };
    let rows = store.rows.clone().into_iter();
    let rows: Rows = rows.map(|(key, stored)| (key, published(stored))).collect();
    let nothing = Overlay::new();
    let state = State::new(&rows, &nothing);
    for link in state.links() {
        let (today, now) = (world.now.date_naive(), world.now.with_timezone(&Utc));
        let Some(projection) = project(&state, link, today, now) else {
            continue;
        };
        let text = serde_json::to_string(&projection.view).expect("a view can be written");
        let canary = [PRIVATE, SECRET, link.secret_hash.as_str()]
            .into_iter()
            .find(|canary| text.contains(canary));
        require(canary.is_none(), Law::PrivateStaysPrivate, || {
            format!("{canary:?} in {text}")
        })?;
    }
    Ok(())
}

/// Whatever was saved has an answer, and whatever was accepted is still so, or its refusal was told; or it waits,
/// since the server came back without what it builds on.
fn answered(d: usize, world: &World) -> Checked {
    let device = &world.devices[d];
    let (log, store) = (&device.log, &world.server.store);
    for id in &log.queued {
        let told = log.told.contains_key(id);
        if told && log.accepted.contains_key(id) {
            refused_for_want(d, *id, world)?;
        }
        if told || world.names_erased(*id) || log.left_behind.contains(id) {
            continue;
        }
        let accepted = log.accepted.contains_key(id);
        if was_kept_long_enough(d, *id, world) {
            continue;
        }
        let law = if accepted {
            Law::NothingAcceptedIsLost
        } else {
            Law::NothingSavedIsLost
        };
        if let Some(kept) = device.disk.shelf.kept.get(id)
            && kept.waits
        {
            require(!could_run(device, kept, world), law, || {
                format!("{id} waits for nothing")
            })?;
            continue;
        }
        match store.outcomes.get(id) {
            None => return Err(Violation::new(law, format!("{id} is nowhere"))),
            Some((_, Outcome::Refused { reason, .. })) => {
                return Err(Violation::new(
                    Law::ARefusalIsToldOnce,
                    format!("{id} was refused ({reason}), untold on device {d}"),
                ));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Whether the server would take a command that waits.
fn could_run(device: &Device, kept: &Kept, world: &World) -> bool {
    let Ok(body) = kept.draft.read() else { return true };
    let nothing = Overlay::new();
    let state = State::new(&world.server.store.rows, &nothing);
    let ctx = Ctx {
        actor: Actor::User(device.user),
        claimed_at: kept.draft.claimed_at,
        seen_at: kept.draft.claimed_at,
        received_at: world.now,
        today: world.now.date_naive(),
    };
    let is_lost = |key: &RowKey| state.audience(key).is_none();
    !body.says().builds_on().any(is_lost) && decide(&state, &body, &ctx).is_ok()
}

/// Whoever is no member any more keeps on the device what nobody takes.
fn turned_away(d: usize, device: &Device, world: &World) -> Checked {
    let (log, shelf) = (&device.log, &device.disk.shelf);
    let lost = log.queued.iter().find(|id| {
        let waits = shelf.outbox.values().any(|entry| entry.draft.id == **id);
        let answered = log.told.contains_key(id) || world.server.store.outcomes.contains_key(id);
        !waits
            && !answered
            // What a team has of its own was refused untold, and a restored server knows of no refusal.
            && !log.left_behind.contains(id)
            && !shelf.kept.contains_key(id)
            && !world.names_erased(**id)
            && !was_kept_long_enough(d, **id, world)
    });
    require(lost.is_none(), Law::NothingSavedIsLost, || {
        format!("{lost:?} is nowhere, and device {d} is turned away")
    })
}

/// What was acknowledged two weeks before the server came back from a backup need not be offered again.
fn was_kept_long_enough(d: usize, id: CommandId, world: &World) -> bool {
    let heard = world.devices[d].log.accepted.get(&id);
    let gone = match world.server.store.outcomes.get(&id) {
        None => true,
        // A copy of its profile offered it, and could not read it any more.
        Some((_, Outcome::Refused { .. })) => world.brought.get(&id) != Some(&d),
        Some(_) => false,
    };
    let (Some(heard), Some(restored)) = (heard, world.restored_at) else {
        return false;
    };
    gone && restored - *heard > KEEP
}

/// What was accepted once is not refused for want of something that is there.
fn refused_for_want(d: usize, id: CommandId, world: &World) -> Checked {
    let device = &world.devices[d];
    // A copy of its profile, which had heard of no answer, has brought it as new: an id runs once (rule 2).
    if device.cloned && world.brought.get(&id) != Some(&d) {
        return Ok(());
    }
    let (rows, ever) = (&world.server.store.rows, &world.server.ever);
    let Some(body) = world.known.commands.get(&id).map(|issued| &issued.body) else {
        return Ok(());
    };
    // What comes back after its two weeks may find nothing to wait for.
    let heard = device.log.accepted.get(&id);
    if heard.is_some_and(|heard| world.now - *heard > KEEP) {
        return Ok(());
    }
    let wants = matches!(
        device.log.reasons.get(&id),
        Some(Refusal::Unknown { .. } | Refusal::DependsOn { .. })
    );
    let is_lost = body.says().creates.iter().any(|key| !rows.contains_key(key));
    let is_there = |key: &RowKey| rows.contains_key(key) && ever.was_always_open(key.id);
    let told = match body {
        // Of roles that are another leader's by now nobody tells this one.
        Body::Update(update::Command::SendUpdate { leader, roles, .. }) => roles.iter().all(|role| {
            let row = rows.get(&Role::key(*role)).map(|stored| &stored.row);
            matches!(row, Some(Row::Role(role)) if role.leader == Some(*leader))
        }),
        _ => true,
    };
    let lost = wants && is_lost && told && body.says().needs.iter().all(is_there);
    require(!lost, Law::NothingAcceptedIsLost, || {
        let reason = device.log.reasons.get(&id);
        format!("{id} was accepted, then refused ({reason:?}), and all it needs is there: {body:?}")
    })
}

/// What one device brought ran in the order in which it was saved there. What a copy of its profile brought first
/// ran in the copy's order.
fn in_order(d: usize, world: &World) -> Checked {
    let log = &world.devices[d].log;
    // What waited, also on a copy, was overtaken.
    let waited = |id: &CommandId| world.devices.iter().any(|device| device.log.waited.contains(id));
    let brought =
        |id: &&CommandId| world.brought.get(id) == Some(&d) && !world.names_erased(**id) && !waited(id);
    let outcomes = &world.server.store.outcomes;
    let queued = log.queued.iter().filter(brought);
    let seqs: Vec<(u64, CommandId)> = queued
        .filter_map(|id| Some((outcomes.get(id)?.1.seq(), *id)))
        .collect();
    require(
        seqs.is_sorted_by(|a, b| a.0 < b.0),
        Law::EachDevicesOrderIsKept,
        || format!("device {d}: {seqs:?}"),
    )
}

fn minutes(world: &World) -> Checked {
    let store = &world.server.store;
    let rows = store.rows.values().map(|stored| match &stored.row {
        Row::Effort(effort) => u64::from(effort.minutes),
        _ => 0,
    });
    // The minutes of an effort are those of the last accepted command that speaks of them.
    let mut accepted: Vec<_> = store
        .outcomes
        .iter()
        .filter_map(|(id, (_, outcome))| match outcome {
            Outcome::Applied { seq } => Some((seq, &world.known.commands.get(id)?.body)),
            _ => None,
        })
        .collect();
    accepted.sort_by_key(|(seq, _)| **seq);
    let said = accepted.into_iter().filter_map(|(_, body)| match body {
        Body::Effort(effort::Command::LogEffort { effort, draft })
        | Body::Effort(effort::Command::AmendEffort { effort, draft })
        | Body::Undo(restore::Command::Restore {
            restore: Restorable::Effort { effort, draft },
            ..
        }) => Some((*effort, u64::from(draft.minutes))),
        _ => None,
    });
    let commands: BTreeMap<EffortId, u64> = said.collect();
    let (rows, commands): (u64, u64) = (rows.sum(), commands.into_values().sum());
    require(rows == commands, Law::MinutesAreThoseOfUniqueCommands, || {
        format!("{rows} minutes in the rows, {commands} in the accepted commands")
    })
}

/// No trace of the erased anywhere, and no secret on the server.
fn forgotten(world: &World) -> Checked {
    let server = world.server.store.text();
    require(!server.contains(SECRET), Law::SecretsStayOnTheDevice, || {
        "the server's store holds the secret of a link".into()
    })?;
    let renamed = |person: &&RowKey| world.known.renamed.contains(&LeaderId(person.id));
    let erased = world.server.erased.iter().filter(|person| !renamed(person));
    let names: BTreeSet<String> = erased.map(|person| name(person.id)).collect();
    if names.is_empty() {
        return Ok(());
    }
    // Nobody tells a device that is turned away.
    let reached = (0..world.devices.len()).filter(|d| world.is_let_in(*d));
    let places = [server]
        .into_iter()
        .chain(reached.map(|d| world.devices[d].disk.text()));
    for (place, text) in places.enumerate() {
        let name = names.iter().find(|name| text.contains(name.as_str()));
        require(name.is_none(), Law::TheErasedAreForgotten, || {
            let name = name.map_or("", String::as_str);
            let around = text.find(name).map_or(0, |at| at.saturating_sub(300));
            let around: String = text.chars().skip(around).take(400).collect();
            format!("{name} is still in place {place} (0 is the server): …{around}…")
        })?;
    }
    Ok(())
}
