//! A device that says exactly what a test tells it to: typed values of the protocol, its own numbers.

use std::{collections::BTreeSet, io, net::SocketAddr};

use chrono::{DateTime, FixedOffset, TimeDelta};
use data_encoding::BASE64URL_NOPAD;
use fulcrum::{
    domain::{
        Body, COMMAND_VERSION, CommandId, DeviceId, EffortDraft, EffortId, EffortKind, Family, LeaderDetails,
        LeaderId, LinkId, NewLink, Niche, RoleDetails, RoleId, Rows, Scope, Seniority, Target, UpdateId,
        UserId, Vocabulary, Way, WorkspaceId, effort, leader, link, member, role, secret_hash, update,
    },
    sync::wire::{Ack, Epoch, Mid, Outcome, PROTO, Pulled, Push, PushAnswer, Sent, Seq, Verdict},
};
use uuid::Uuid;

use super::{
    http::{Connection, Request, Response, Stream},
    process::{Owner, START, Server},
};

pub struct Device {
    connection: Connection,
    pub addr: SocketAddr,
    origin: String,
    pub cookie: String,
    pub ws: WorkspaceId,
    pub user: UserId,
    pub id: DeviceId,
    pub epoch: Option<Epoch>,
    pub next_mid: Mid,
}

/// A leader and a role of theirs.
#[derive(Clone, Copy)]
pub struct Search {
    pub leader: LeaderId,
    pub role: RoleId,
}

/// A new server whose owner has begun a search, and shared it by a link through which its leader may reply.
pub fn shared() -> (Server, Device, Search, Link) {
    let server = Server::claimed();
    let mut device = server.device();
    let search = device.begins();
    let link = device.shares(search.leader, Scope::Respond);
    (server, device, search, link)
}

/// A link, with the secret that only the device which shared it knows.
#[derive(Clone)]
pub struct Link {
    pub id: LinkId,
    pub secret: String,
}

impl Link {
    pub fn path(&self) -> String {
        format!("/p/{}", self.id)
    }

    pub fn whole(&self) -> String {
        format!("/p/{}/{}", self.id, self.secret)
    }

    /// What sharing it with a leader says.
    pub fn to(&self, leader: LeaderId, scope: Scope) -> NewLink {
        NewLink {
            id: self.id,
            target: Target::Leader(leader),
            leader: Some(leader),
            scope,
            label: "For Dana".into(),
            secret_hash: secret_hash(&self.secret),
            expires_on: None,
            passcode: None,
            opens: BTreeSet::new(),
            deputy: false,
            panel: None,
            brief: None,
            hire: None,
        }
    }
}

pub fn fresh() -> Uuid {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// What a device says was said long enough ago for leaders to read its words at once.
const WORDS_WAIT: TimeDelta = TimeDelta::minutes(5);

/// By every device's clock.
pub fn now() -> DateTime<FixedOffset> {
    START.parse().unwrap()
}

impl Device {
    pub fn new(server: &Server, owner: &Owner) -> Self {
        Self {
            connection: Connection::to(server.addr),
            addr: server.addr,
            origin: server.origin(),
            cookie: owner.cookie.clone(),
            ws: owner.ws,
            user: owner.user,
            id: DeviceId(fresh()),
            epoch: None,
            next_mid: 1,
        }
    }

    pub fn path(&self, of: &str) -> String {
        format!("/api/v1/w/{}/{of}", self.ws)
    }

    /// A command with the device's next number.
    pub fn sent(&mut self, body: &Body) -> Sent {
        self.raw(serde_json::to_value(body).unwrap())
    }

    /// A command with any body.
    pub fn raw(&mut self, body: serde_json::Value) -> Sent {
        let mid = self.next_mid;
        self.next_mid += 1;
        Sent {
            id: CommandId(fresh()),
            mid,
            version: COMMAND_VERSION,
            body,
            claimed_at: now() - WORDS_WAIT,
            subjects: BTreeSet::new(),
            again: None,
            outlived: false,
        }
    }

    pub fn of(&self, commands: &[Sent]) -> Push {
        Push {
            proto: PROTO,
            person: self.user,
            device: self.id,
            epoch: self.epoch,
            commands: commands.to_vec(),
        }
    }

    /// A pull with this cursor, say.
    pub fn asks(&self, query: &str) -> Request {
        let path = self.path("pull");
        let words = Vocabulary::of_this_build();
        let speaks = format!("proto={PROTO}&words={words}&person={}", self.user);
        Request::get(format!("{path}?{speaks}&{query}")).cookie(&self.cookie)
    }

    pub fn request(&self) -> Request {
        Request::post(self.path("push"))
            .header("origin", &self.origin)
            .cookie(&self.cookie)
    }

    pub fn try_send(&mut self, request: &Request) -> io::Result<Response> {
        self.connection.send(request)
    }

    /// Once more when the kept connection was to a server that has stopped since: whatever is sent may be sent twice.
    pub fn send(&mut self, request: &Request) -> Response {
        self.connection
            .send(request)
            .or_else(|_| self.connection.send(request))
            .unwrap()
    }

    pub fn push(&mut self, commands: &[Sent]) -> PushAnswer {
        let request = self.request().json(&self.of(commands));
        let response = self.send(&request);
        assert_eq!(response.status, 200, "{}", response.text());
        response.json()
    }

    pub fn ack(&mut self, commands: &[Sent]) -> Ack {
        match self.push(commands) {
            PushAnswer::Ack(ack) => ack,
            other => panic!("{other:?}"),
        }
    }

    /// The outcome of a command that is new.
    pub fn tries(&mut self, body: &Body) -> Outcome {
        let sent = self.sent(body);
        self.outcome(&sent)
    }

    pub fn outcome(&mut self, sent: &Sent) -> Outcome {
        match self.ack(std::slice::from_ref(sent)).results.as_slice() {
            [(_, Verdict::Done(outcome))] => outcome.clone(),
            other => panic!("{other:?}"),
        }
    }

    /// A command that must go through.
    pub fn does(&mut self, body: &Body) -> Seq {
        match self.tries(body) {
            Outcome::Applied { seq } => seq,
            other => panic!("{body:?}: {other:?}"),
        }
    }

    /// Dana leads the search for a Data Engineer.
    pub fn begins(&mut self) -> Search {
        let search = Search {
            leader: self.adds("Dana Whitfield"),
            role: RoleId(fresh()),
        };
        self.does(&Body::Role(role::Command::add(
            search.role,
            search.leader,
            details("Senior Data Engineer"),
        )));
        search
    }

    pub fn adds(&mut self, name: &str) -> LeaderId {
        let leader = LeaderId(fresh());
        self.does(&Body::Leader(leader::Command::add(
            leader,
            LeaderDetails::named(name),
        )));
        leader
    }

    pub fn logs(&mut self, role: RoleId, edit: impl FnOnce(&mut EffortDraft)) -> EffortId {
        let (effort, body) = effort(role, edit);
        self.does(&body);
        effort
    }

    pub fn tells(&mut self, leader: LeaderId, text: &str) -> UpdateId {
        let update = UpdateId(fresh());
        self.does(&Body::Update(update::Command::SendUpdate {
            update,
            leader,
            roles: vec![],
            answers: None,
            text: text.into(),
            way: Some(Way::Chat),
            next_by: None,
            mail: None,
        }));
        update
    }

    pub fn shares(&mut self, leader: LeaderId, scope: Scope) -> Link {
        self.shares_with(leader, scope, |_| {})
    }

    pub fn shares_with(&mut self, leader: LeaderId, scope: Scope, edit: impl FnOnce(&mut NewLink)) -> Link {
        let link = Link {
            id: LinkId(fresh()),
            secret: BASE64URL_NOPAD.encode(&[fresh().into_bytes(), fresh().into_bytes()].concat()),
        };
        let mut new = link.to(leader, scope);
        edit(&mut new);
        self.does(&Body::Link(link::Command::ShareLink(new)));
        link
    }

    /// Somebody leaves, and this person takes over what is theirs.
    pub fn lets_go(&mut self, member: UserId) -> Seq {
        self.does(&Body::Member(member::Command::RemoveMember {
            member,
            successor: self.user,
            replace: BTreeSet::new(),
        }))
    }

    /// Everything this person may hold, by snapshot.
    pub fn rows(&mut self) -> Rows {
        let mut rows = Rows::new();
        let mut query = String::new();
        loop {
            let request = self.asks(&query);
            let response = self.send(&request);
            assert_eq!(response.status, 200, "{}", response.text());
            let Pulled::Page(page) = response.json() else {
                panic!("{}", response.text())
            };
            let read = page.rows.into_iter().map(|row| row.into_read().unwrap());
            rows.extend(read.map(|stored| (stored.row.key(), stored)));
            match page.next {
                Some(after) => query = format!("start={}&after={after}", page.start),
                None => return rows,
            }
        }
    }

    pub fn stream(&self) -> Stream {
        Stream::open(self.addr, &Request::get("/api/v1/events").cookie(&self.cookie))
    }
}

pub fn details(title: &str) -> RoleDetails {
    RoleDetails {
        title: title.into(),
        family: Family::Data,
        seniority: Seniority::Senior,
        niche: Niche::Uncommon,
        opened_on: now().date_naive(),
        outlook: None,
    }
}

pub fn effort(role: RoleId, edit: impl FnOnce(&mut EffortDraft)) -> (EffortId, Body) {
    let effort = EffortId(fresh());
    let mut draft = EffortDraft::one(EffortKind::Outreach, role, now());
    edit(&mut draft);
    (effort, Body::Effort(effort::Command::LogEffort { effort, draft }))
}
