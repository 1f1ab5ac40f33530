//! What a link may see: the workspace narrowed to its audience, its passcode and its scope. A section asks this and has
//! no other way to the rows, so what a scope hides is decided here and nowhere else.

mod alone;
mod candidates;
mod hires;
mod meetings;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use crate::domain::{
    Answer, Called, CloseReason, Effort, EffortId, EffortKind, Expectation, ExpectationId, Leader, LinkId,
    Member, Range, Role, RoleId, Scope, ShareLink, Slip, Stage, State, Target, Terms, Turnout, week_start,
};

pub use alone::{Alone, SeenTalk, SeenTurn};
pub use candidates::SeenCandidate;
pub use hires::SeenHire;
pub use meetings::{Meeting, SeenSlot};

/// Weeks that are counted, the present one included.
pub const WEEKS: u64 = 6;
/// How many deeds are told, the newest first.
const DEEDS: usize = 80;

/// The workspace as one link shows it, on one day at one moment.
pub struct Seen<'a> {
    state: State<'a>,
    link: &'a ShareLink,
    today: NaiveDate,
    now: DateTime<Utc>,
    roles: Vec<&'a Role>,
    /// Those of the leader that closed long ago, the last first: they are named where something of before is about them, and no more.
    earlier: Vec<&'a Role>,
    /// Those that are shared and of the last weeks, and the newest, the newest first.
    efforts: Vec<&'a Effort>,
}

/// A role as every scope sees it.
#[derive(Clone, Copy)]
pub struct SeenRole<'a>(&'a Role);

impl<'a> SeenRole<'a> {
    pub fn id(self) -> RoleId {
        self.0.id
    }

    pub fn title(self) -> &'a str {
        self.0.called()
    }

    pub fn stage(self) -> Stage {
        self.0.placement.stage
    }

    pub fn opened_on(self) -> NaiveDate {
        self.0.details.opened_on
    }

    pub fn closed(self) -> Option<(CloseReason, NaiveDate)> {
        let close = self.0.placement.close.as_ref();
        close.map(|close| (close.reason, close.on))
    }

    /// The day on which a hold is reviewed.
    pub fn held_until(self) -> Option<NaiveDate> {
        self.0.hold.as_ref().map(|hold| hold.review_on)
    }
}

/// An effort as every scope sees it: how many, of what, when and for which roles.
#[derive(Clone, Copy)]
pub struct Count<'a>(&'a Effort);

impl Count<'_> {
    pub fn kind(self) -> EffortKind {
        self.0.kind
    }

    pub fn quantity(self) -> u32 {
        self.0.quantity
    }

    pub fn replies(self) -> u32 {
        self.0.replies
    }

    pub fn is_for(self, role: RoleId) -> bool {
        self.0.roles.contains(&role)
    }

    pub fn is_in_week(self, starts: NaiveDate) -> bool {
        week_start(self.0.on()) == starts
    }
}

/// An effort that is told by itself.
pub struct Deed<'a> {
    pub id: EffortId,
    pub on: NaiveDate,
    pub count: Count<'a>,
    /// The leader's alone, and none while they wait for their two minutes.
    pub words: Option<&'a str>,
    /// Of the roles it was for, those that the link shows.
    pub roles: Vec<SeenRole<'a>>,
}

/// A date that was told, as far as the scope sees it.
pub struct SeenDate<'a> {
    pub role: SeenRole<'a>,
    pub id: ExpectationId,
    pub told_on: NaiveDate,
    /// Who told it, as far as the scope may know.
    pub told_by: Option<&'a str>,
    pub yes_by: NaiveDate,
    pub chance: Option<String>,
    pub longer: Option<String>,
    pub range: Option<Range>,
    pub notice: Option<u16>,
    /// Where it was told in the place of an earlier one that came first: both.
    pub slipped: Option<Slip>,
    /// When somebody tried last to tell another, and which.
    pub overtaken: Option<(NaiveDate, Slip)>,
    /// Its day is over and nobody has said yes; and of that date its leader is called about another.
    pub has_passed: bool,
    pub is_called_about: bool,
    /// Once somebody has said yes.
    pub turnout: Option<Turnout>,
    /// All its words, and whether it suits its leader: the leader's alone.
    pub words: Option<(&'a Terms, Option<&'a Answer>)>,
    /// What the leader wrote to it; nothing for whoever stands in for them.
    pub said: &'a str,
}

/// The first second of the weeks that are counted, a day before them in any zone.
fn first_second(today: NaiveDate) -> i64 {
    let first = week_start(today) - Days::new(7 * (WEEKS - 1) + 1);
    first.and_time(NaiveTime::MIN).and_utc().timestamp()
}

impl<'a> Seen<'a> {
    /// None when whom the link was for is gone.
    pub fn through(
        link: &'a ShareLink,
        state: &State<'a>,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let state = state.through(link);
        state.get::<Leader>(link.leader).ok()?;
        let (mut roles, mut earlier): (Vec<&Role>, Vec<&Role>) = match link.target {
            Target::Role(role) => (vec![state.get::<Role>(role).ok()?], Vec::new()),
            Target::Leader(leader) => state
                .all::<Role>()
                .filter(|role| role.leader == Some(leader))
                .partition(|role| state.is_on_pages(role, today)),
        };
        earlier.sort_by_key(|role| {
            let closed = role.placement.close.as_ref().map(|close| close.on);
            (std::cmp::Reverse(closed), role.id)
        });
        roles.sort_by(|a, b| {
            let key = |role: &Role| (role.placement.stage, role.placement.order.clone(), role.id);
            key(a).cmp(&key(b))
        });
        let mut efforts: Vec<&Effort> = Vec::new();
        for role in &roles {
            let lately = state.efforts_since(role.id, first_second(today));
            efforts.extend(lately.filter(|effort| effort.shared));
            efforts.extend(state.newest_shared(role.id, DEEDS));
        }
        efforts.sort_by_key(|effort| std::cmp::Reverse((effort.happened_at, effort.id)));
        efforts.dedup_by_key(|effort| effort.id);
        Some(Self {
            state,
            link,
            today,
            now,
            roles,
            earlier,
            efforts,
        })
    }

    pub fn today(&self) -> NaiveDate {
        self.today
    }

    pub fn scope(&self) -> Scope {
        self.link.scope
    }

    /// Behind which link the page is; none for one that is drawn on the board.
    pub fn page(&self) -> Option<LinkId> {
        Some(self.link.id).filter(|id| !id.0.is_nil())
    }

    /// IANA name of the zone in which days and times are given.
    pub fn zone(&self) -> String {
        let workspace = self.state.workspace();
        workspace.map_or_else(|| "UTC".into(), |workspace| workspace.zone.clone())
    }

    pub fn workspace(&self) -> String {
        let workspace = self.state.workspace();
        workspace.map_or_else(|| "Fulcrum".into(), |workspace| workspace.name.clone())
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// For whom the page is.
    pub fn leader(&self) -> &'a str {
        let leader = self.state.get::<Leader>(self.link.leader);
        leader.map_or("", |leader| leader.details.name.as_str())
    }

    /// Who has the link, where they answer for the leader, whether or not they do today.
    pub fn deputy(&self) -> Option<&'a str> {
        self.link.deputy.then_some(self.link.label.as_str())
    }

    /// What leaders are called there.
    pub fn called(&self) -> Called {
        self.state.called()
    }

    /// Whom to call.
    pub fn contact(&self) -> Option<&'a Member> {
        self.state.contact(&self.roles, self.link.keeper)
    }

    /// Who told a date. Others than the leader read no name but that of whom to call.
    fn told_by(&self, told: &Expectation) -> Option<&'a str> {
        let by = self.state.member(told.by)?;
        let is_called = || self.contact().is_some_and(|contact| contact.user == by.user);
        (self.alone().is_some() || is_called()).then_some(by.name.as_str())
    }

    /// Open ones first, in the order of their stages.
    pub fn roles(&self) -> impl Iterator<Item = SeenRole<'a>> {
        self.roles.iter().map(|role| SeenRole(role))
    }

    /// The day by which the leader hears; none when no role is worked for, since a hold stops that clock. That it was missed is between
    /// the two.
    pub fn next_update_by(&self) -> Option<NaiveDate> {
        let leader = self.state.get::<Leader>(self.link.leader).ok()?;
        let is_promised = self.state.written(leader).is_some();
        // Of roles from elsewhere their leader is greeted first: until then no day was told, and none is kept.
        let runs = |role: &Role| is_promised || role.entered.is_none();
        let open = self.roles.iter().copied();
        let open = open.filter(|role| role.is_open() && role.hold.is_none() && runs(role));
        let opened = open.map(Role::clock_starts).min()?;
        let by = self.state.next_update_by(self.link.leader, opened);
        // A day that was told stays told, missed or not; one that nobody has promised is never in the past.
        let is_told = is_promised && self.alone().is_some();
        (is_told || by >= self.today).then_some(by)
    }

    /// The day of the last yes in a role that was noted, while that stands. Whose it was is not told by that.
    pub fn yes(&self, role: SeenRole) -> Option<NaiveDate> {
        role.0.said_yes_on()?;
        self.state.last_yes(role.id())
    }

    /// Whether the contract of whoever said yes last is signed, whether or not they are named there.
    pub fn is_signed(&self, role: SeenRole) -> bool {
        let hired = self.state.last_hired(role.id());
        hired.is_some_and(|hire| hire.details.signed_on.is_some())
    }

    /// The dates that were told of the leader's roles, where that was shared with this scope: of each role the last, and once somebody has
    /// said yes what came of it.
    pub fn dates(&self) -> Vec<SeenDate<'a>> {
        let (state, scope) = (self.state, self.link.scope);
        let is_alone = self.alone().is_some();
        let reads_words = self.alone().is_some_and(|alone| !alone.is_deputy());
        let cadence = state.settings().cadence;
        let dates = self.roles.iter().filter_map(|role| {
            let told = state.expectation_to(role.id, scope)?;
            if told.leader != Some(self.link.leader) {
                return None;
            }
            let turnout = state.turnout(role);
            // Of what ended without anybody there is nothing to wait for.
            if turnout.is_none() && !role.is_open() {
                return None;
            }
            let terms = &*told.terms;
            let before = state
                .expectations(role.id)
                .into_iter()
                .skip_while(|one| one.id != told.id);
            let before = before
                .skip(1)
                .find(|one| one.leader == told.leader && one.shown.to(scope));
            let slipped = before.map(|before| {
                let before = (before.terms.yes_by, before.terms.notice);
                Slip::between(before, (terms.yes_by, terms.notice))
            });
            let overtaken = told
                .overtaken(self.today, &cadence)
                .filter(|_| role.hold.is_none());
            Some(SeenDate {
                role: SeenRole(role),
                id: told.id,
                told_on: told.at.date_naive(),
                told_by: self.told_by(told),
                yes_by: terms.yes_by,
                chance: terms.chance(),
                longer: terms.longer(),
                range: terms.range,
                notice: terms.notice,
                slipped: slipped.filter(|slip| slip.likely.day() > slip.told.day()),
                overtaken: overtaken.map(|new| {
                    let slip = Slip::between((terms.yes_by, terms.notice), (new.yes_by, new.notice));
                    (new.at.date_naive(), slip)
                }),
                has_passed: told.has_passed(role, self.today),
                is_called_about: state.is_called_about(told),
                turnout,
                words: is_alone.then_some((terms, told.answer.as_ref())),
                said: match &told.answer {
                    Some(answer) if reads_words => &answer.words,
                    _ => "",
                },
            })
        });
        dates.collect()
    }

    pub fn counts(&self) -> impl Iterator<Item = Count<'a>> + Clone {
        self.efforts.iter().map(|effort| Count(effort))
    }

    /// The newest first; none for a team, which sees how many it was.
    pub fn deeds(&self) -> Option<impl Iterator<Item = Deed<'a>>> {
        let deeds = self.efforts.iter().take(DEEDS).map(|effort| {
            let roles = effort.roles.iter();
            let shown = roles.filter_map(|id| self.roles.iter().find(|role| role.id == *id));
            Deed {
                id: effort.id,
                on: effort.on(),
                count: Count(effort),
                words: self.alone().and_then(|alone| alone.result(effort)),
                roles: shown.map(|role| SeenRole(role)).collect(),
            }
        });
        (self.link.scope != Scope::TeamSafe).then_some(deeds)
    }

    /// When the words of deeds appear that wait for their two minutes, and when a time has passed.
    pub fn ripens(&self) -> Vec<DateTime<Utc>> {
        let told = self.efforts.iter().take(DEEDS).filter(|_| self.alone().is_some());
        told.filter(|effort| !effort.shows_words(self.now))
            .filter_map(|effort| effort.words_from)
            .chain(self.passes())
            .collect()
    }

    /// Of the roles that the link shows those which are spoken of, where it shows several; none for all of them.
    pub fn about(&self, roles: &[RoleId]) -> Option<String> {
        let is_named = |role: &&Role| roles.contains(&role.id);
        let named = self.roles.iter().chain(&self.earlier).copied().filter(is_named);
        let named: Vec<&str> = named.map(Role::called).collect();
        let are_all = self.roles.iter().all(is_named) && !self.earlier.iter().any(is_named);
        (!named.is_empty() && !are_all).then(|| named.join(", "))
    }
}
