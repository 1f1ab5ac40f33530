//! What a link may see: the workspace narrowed to its audience, its passcode and its scope. A section asks this and has
//! no other way to the rows, so what a scope hides is decided here and nowhere else.

mod candidates;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use crate::domain::{
    Answer, Away, Brief, CloseReason, Decided, Decision, Effort, EffortId, EffortKind, ExpectationId,
    FixState, Leader, LinkId, Must, PainPoint, Question, Range, Role, RoleId, Said, Scope, Serves, ShareLink,
    Slip, Stage, State, Target, Terms, Thread, Turnout, UserId, Verdict, week_start,
};

pub use candidates::SeenCandidate;

/// Weeks that are counted, the present one included.
pub const WEEKS: u64 = 6;
/// Days for which an answer stands on the page.
const STANDS: i64 = 14;
/// How many deeds are told, the newest first.
const DEEDS: usize = 80;

/// The workspace as one link shows it, on one day at one moment.
pub struct Seen<'a> {
    state: State<'a>,
    link: &'a ShareLink,
    leader: &'a str,
    shows: Shows,
    today: NaiveDate,
    now: DateTime<Utc>,
    roles: Vec<&'a Role>,
    /// Those that are shared and of the last weeks, and the newest, the newest first.
    efforts: Vec<&'a Effort>,
}

/// What a scope may see besides stage, counts and the next date.
#[derive(Clone, Copy)]
struct Shows {
    names: bool,
    feed: bool,
    /// The recruiter's own words about an effort: they may speak of pay.
    results: bool,
    updates: bool,
    replies: bool,
}

impl Shows {
    fn of(scope: Scope) -> Self {
        match scope {
            Scope::Respond => Self {
                names: true,
                feed: true,
                results: true,
                updates: true,
                replies: true,
            },
            // Stage, counts and dates; no words that were written for the leader.
            Scope::Read => Self {
                names: true,
                feed: true,
                results: false,
                updates: false,
                replies: false,
            },
            Scope::TeamSafe => Self {
                names: false,
                feed: false,
                results: false,
                updates: false,
                replies: false,
            },
        }
    }
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
    /// `09:38`, where it was logged.
    pub time: String,
    pub count: Count<'a>,
    /// None where the scope hides them, and while they wait for their two minutes.
    pub words: Option<&'a str>,
    /// Of the roles it was for, those that the link shows.
    pub roles: Vec<SeenRole<'a>>,
}

/// What hurts, as far as the link shows it.
pub struct Hurt<'a> {
    pub role: SeenRole<'a>,
    pub what: &'a str,
    pub severity: Option<u8>,
    pub better: &'a str,
    /// Each with how deep it stands.
    pub whys: Vec<(&'a str, usize)>,
    pub fixes: Vec<SeenFix<'a>>,
}

pub struct SeenFix<'a> {
    pub what: &'a str,
    /// None where the scope names nobody.
    pub owner: Option<&'a str>,
    pub due: NaiveDate,
    pub state: FixState,
}

/// What is asked for in a role, as far as the link shows it.
pub struct Wanted<'a> {
    pub role: SeenRole<'a>,
    /// Each with the pain that it serves, where the link shows that.
    pub musts: Vec<(&'a str, Option<&'a str>)>,
    pub nice: &'a str,
    pub places: &'a str,
    /// Only the leader reads the pay range, and who decides.
    pub pay: Option<&'a str>,
    pub decides: Option<&'a str>,
    /// What the leader said of the examples on their page, and nobody else reads.
    pub examples: Vec<(&'a str, Verdict, &'a str)>,
}

/// A date that was told, as far as the scope sees it.
pub struct SeenDate<'a> {
    pub role: SeenRole<'a>,
    pub id: ExpectationId,
    pub told_on: NaiveDate,
    pub yes_by: NaiveDate,
    pub chance: String,
    pub longer: String,
    pub range: Option<Range>,
    pub notice: Option<u16>,
    /// When somebody tried last to tell another, and which.
    pub overtaken: Option<(NaiveDate, Slip)>,
    /// Once somebody has said yes.
    pub turnout: Option<Turnout>,
    /// All its words, and what its leader said of it: the leader's alone.
    pub words: Option<(&'a Terms, Option<&'a Answer>)>,
}

/// What is asked, and of which role.
pub struct AskedOf<'a> {
    pub role: SeenRole<'a>,
    pub question: Question,
    pub about: &'a str,
}

/// What is asked, of the leader or of us.
pub struct SeenTurn<'a> {
    pub asked: &'a Decision,
    /// Of a leader with several roles, which it is about.
    pub about: Option<String>,
    /// By when: later than it was asked for where nobody could answer.
    pub due: NaiveDate,
}

/// Whom to call.
pub struct Recruiter<'a> {
    pub name: &'a str,
    pub phone: Option<&'a str>,
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
        let leader = state.get::<Leader>(link.leader).ok()?;
        let mut roles: Vec<&Role> = match link.target {
            Target::Role(role) => vec![state.get::<Role>(role).ok()?],
            Target::Leader(leader) => state
                .all::<Role>()
                .filter(|role| role.leader == Some(leader))
                .collect(),
        };
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
            leader: &leader.details.name,
            shows: Shows::of(link.scope),
            today,
            now,
            roles,
            efforts,
        })
    }

    pub fn today(&self) -> NaiveDate {
        self.today
    }

    pub fn scope(&self) -> Scope {
        self.link.scope
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

    /// Whom it is for; none for a team: a team's page names nobody.
    pub fn leader(&self) -> Option<&'a str> {
        self.shows.names.then_some(self.leader)
    }

    pub fn recruiter(&self) -> Option<Recruiter<'_>> {
        let owner = self.state.member(self.roles.first()?.owner)?;
        Some(Recruiter {
            name: &owner.name,
            phone: owner.phone.as_deref(),
        })
    }

    /// Open ones first, in the order of their stages.
    pub fn roles(&self) -> impl Iterator<Item = SeenRole<'a>> {
        self.roles.iter().map(|role| SeenRole(role))
    }

    /// The day by which the leader hears; none when no role is open.
    pub fn next_update_by(&self) -> Option<NaiveDate> {
        let open = self.roles.iter().filter(|role| role.is_open());
        let opened = open.map(|role| role.clock_starts()).min()?;
        let by = self.state.next_update_by(self.link.leader, opened);
        let leader = self.state.get::<Leader>(self.link.leader).ok()?;
        // A day that was told stays told, missed or not; one that nobody has promised is never in the past.
        let is_promised = self.state.written(leader).is_some();
        (is_promised || by >= self.today).then_some(by)
    }

    /// What hurts the leader for whom the link was made, the worst first, role by role: each pain, answer and fix that
    /// was shared with this scope, and nothing of a pain that was not.
    pub fn pains(&self) -> Vec<Hurt<'a>> {
        let (state, scope, names) = (self.state, self.link.scope, self.shows.names);
        let pains = self.roles.iter().flat_map(|role| {
            let pains = state.pains(role.id).into_iter();
            pains.map(|pain| (SeenRole(role), pain))
        });
        let shown = pains
            .filter(|(_, pain)| self.shows_pain(pain))
            .map(|(role, pain)| {
                let whys = state.ladder(pain.id).into_iter();
                // What is not shown leaves no trace: neither a gap nor how deep something stands.
                let mut above: Vec<usize> = Vec::new();
                let whys = whys.filter(|rung| rung.why.details.shown.to(scope));
                let whys = whys.map(|rung| {
                    while above.last().is_some_and(|depth| *depth >= rung.depth) {
                        above.pop();
                    }
                    above.push(rung.depth);
                    (rung.why.details.answer.as_str(), above.len())
                });
                let whys: Vec<_> = whys.collect();
                let fixes = state.fixes(pain.id).into_iter();
                let fixes = fixes.filter(|fix| fix.details.shown.to(scope));
                Hurt {
                    role,
                    what: &pain.details.what,
                    severity: pain.details.severity,
                    better: &pain.details.better,
                    whys,
                    fixes: fixes
                        .map(|fix| SeenFix {
                            what: &fix.details.what,
                            owner: names.then_some(fix.details.owner.as_str()),
                            due: fix.details.due,
                            state: fix.details.state,
                        })
                        .collect(),
                }
            });
        shown.collect()
    }

    /// What is asked for in the roles of the leader for whom the link was made, where it was shared with this scope.
    pub fn briefs(&self) -> Vec<Wanted<'a>> {
        let (state, scope) = (self.state, self.link.scope);
        let briefs = self.roles.iter().filter_map(|role| {
            let brief = state.get::<Brief>(role.id).ok()?;
            let is_shown = brief.leader == Some(self.link.leader) && state.brief_readers(role.id).to(scope);
            let alone = scope == Scope::Respond;
            let told = brief.details.profiles.iter();
            let told = told.filter(|one| alone && one.told.is_some());
            let told = told.filter_map(|one| Some((one.lines.as_str(), one.verdict?, one.because.as_str())));
            let examples: Vec<_> = told.collect();
            let is_empty = brief.details.spec.is_empty() && examples.is_empty();
            (is_shown && !is_empty).then_some((role, &brief.details.spec, examples))
        });
        let wanted = briefs.map(|(role, spec, examples)| {
            let pain = |must: &Must| match state.serves(must) {
                Serves::Pain(pain) if self.shows_pain(pain) => Some(pain.details.what.as_str()),
                _ => None,
            };
            let alone = scope == Scope::Respond;
            let musts = spec.musts.iter();
            Wanted {
                role: SeenRole(role),
                musts: musts.map(|must| (must.what.as_str(), pain(must))).collect(),
                nice: &spec.nice,
                places: &spec.places,
                pay: alone.then_some(spec.pay.as_str()),
                decides: alone.then_some(spec.decides.as_str()),
                examples,
            }
        });
        wanted.collect()
    }

    /// The dates that were told of the leader's roles, where that was shared with this scope: of each role the last, and once somebody has
    /// said yes what came of it.
    pub fn dates(&self) -> Vec<SeenDate<'a>> {
        let (state, scope) = (self.state, self.link.scope);
        let alone = scope == Scope::Respond;
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
            let overtaken = told
                .overtaken(self.today, &cadence)
                .filter(|_| role.hold.is_none());
            Some(SeenDate {
                role: SeenRole(role),
                id: told.id,
                told_on: told.at.date_naive(),
                yes_by: terms.yes_by,
                chance: terms.chance(),
                longer: terms.longer(),
                range: terms.range,
                notice: terms.notice,
                overtaken: overtaken.map(|new| {
                    let slip = Slip::between((terms.yes_by, terms.notice), (new.yes_by, new.notice));
                    (new.at.date_naive(), slip)
                }),
                turnout,
                words: alone.then_some((terms, told.answer.as_ref())),
            })
        });
        dates.collect()
    }

    /// What is asked of the leader, and of us, and stands on their page; none where the scope hides it.
    pub fn turns(&self) -> Option<Vec<SeenTurn<'a>>> {
        let leader = self.state.get::<Leader>(self.link.leader).ok();
        let away = leader.and_then(|leader| leader.details.away.as_ref());
        let cadence = self.state.settings().cadence;
        let shows = |decision: &&Decision| {
            let stood = |decided: &Decided| (self.today - decided.at.date_naive()).num_days() < STANDS;
            let is_fresh = decision.answer.as_ref().is_some_and(stood);
            decision.is_shown_by(self.link) && (is_fresh || self.state.is_asked(decision))
        };
        let turn = |asked: &'a Decision| SeenTurn {
            asked,
            about: self.about(asked.role.as_slice()),
            due: asked.due(away, &cadence),
        };
        let all = self.state.decisions(self.link.leader).into_iter();
        self.shows.replies.then(|| all.filter(shows).map(turn).collect())
    }

    /// Whether it came through this link.
    pub fn is_own(&self, link: LinkId) -> bool {
        link == self.link.id
    }

    /// Who answers for the leader through this link.
    pub fn stands_in(&self, link: LinkId) -> Option<&'a str> {
        self.state.deputy(link)
    }

    /// What a recruiter is called, as far as they are known.
    pub fn called(&self, by: Option<UserId>) -> Option<&'a str> {
        let member = by.and_then(|by| self.state.member(by));
        member.map(|member| member.name.as_str())
    }

    /// When the leader is not there, unless that is over.
    pub fn away(&self) -> Option<&'a Away> {
        self.state.away(self.link.leader, self.today)
    }

    /// Whether whoever has this link answers for the leader.
    pub fn is_deputy(&self) -> bool {
        self.link.deputy
    }

    /// Whether whoever has this link may decide what is asked.
    pub fn may_decide(&self) -> bool {
        self.state.may_decide(self.link, self.today)
    }

    /// Who has the link, where they answer for the leader.
    pub fn reader(&self) -> Option<&'a str> {
        let is_named = self.link.deputy && self.shows.names;
        is_named.then_some(self.link.label.as_str())
    }

    /// What the leader is asked next, about the first role of which something is asked.
    pub fn asked(&self) -> Option<AskedOf<'a>> {
        self.roles.iter().find_map(|role| {
            let question = self.state.question(role.id, self.link.scope)?;
            let about = match question {
                Question::Hurts(_) => "",
                Question::Behind(pain) | Question::Better(pain) => {
                    &self.state.get::<PainPoint>(pain).ok()?.details.what
                }
                Question::Example(role, profile) => {
                    let brief = self.state.get::<Brief>(role).ok()?;
                    let profiles = &brief.details.profiles;
                    &profiles.iter().find(|one| one.id == profile)?.lines
                }
            };
            Some(AskedOf {
                role: SeenRole(role),
                question,
                about,
            })
        })
    }

    fn shows_pain(&self, pain: &PainPoint) -> bool {
        pain.leader == Some(self.link.leader) && self.state.readers(pain.id).to(self.link.scope)
    }

    pub fn counts(&self) -> impl Iterator<Item = Count<'a>> + Clone {
        self.efforts.iter().map(|effort| Count(effort))
    }

    /// The newest first; none where the scope shows counts only.
    pub fn deeds(&self) -> Option<impl Iterator<Item = Deed<'a>>> {
        let deeds = self.efforts.iter().take(DEEDS).map(|effort| {
            let roles = effort.roles.iter();
            let shown = roles.filter_map(|id| self.roles.iter().find(|role| role.id == *id));
            Deed {
                id: effort.id,
                on: effort.on(),
                time: effort.happened_at.format("%H:%M").to_string(),
                count: Count(effort),
                words: (self.shows.results && effort.shows_words(self.now)).then_some(effort.result.as_str()),
                roles: shown.map(|role| SeenRole(role)).collect(),
            }
        });
        self.shows.feed.then_some(deeds)
    }

    /// When the words of deeds appear that wait for their two minutes.
    pub fn ripens(&self) -> Vec<DateTime<Utc>> {
        let told = self.efforts.iter().take(DEEDS);
        told.filter(|effort| self.shows.results && !effort.shows_words(self.now))
            .filter_map(|effort| effort.words_from)
            .collect()
    }

    /// What was told, and what was answered where the scope shows that; the thread in which somebody spoke last stands
    /// first. None where the scope hides it.
    pub fn threads(&self) -> Option<Vec<Thread<'a>>> {
        let (target, replies) = (self.link.target.role(), self.shows.replies);
        // What a recruiter noted for themselves is on no page; what answers it is.
        let counts = |said: Said| {
            (replies || !said.is_reply()) && !said.is_noted() && target.is_none_or(|role| said.concerns(role))
        };
        self.shows
            .updates
            .then(|| self.state.conversation(self.link.leader, counts))
    }

    /// What the leader's team asked and this answers, where the scope shows replies and the link its role.
    pub fn team_asked(&self, said: Said) -> Option<&'a str> {
        let asked = self.state.team_asked(said).filter(|_| self.shows.replies)?;
        let target = self.link.target.role();
        let is_here = target.is_none_or(|role| Said::Reply(asked).concerns(role));
        is_here.then_some(asked.text.as_str())
    }

    pub fn shows_replies(&self) -> bool {
        self.shows.replies
    }

    /// Of the roles that the link shows those which are spoken of, where it shows several; none for all of them.
    pub fn about(&self, roles: &[RoleId]) -> Option<String> {
        let named = self.roles.iter().filter(|role| roles.contains(&role.id));
        let named: Vec<&str> = named.map(|role| role.called()).collect();
        let are_some = !named.is_empty() && named.len() < self.roles.len();
        are_some.then(|| named.join(", "))
    }

    /// Whether a leader's words came through another link than this one.
    pub fn is_from_elsewhere(&self, said: Said) -> bool {
        said.link().is_some_and(|link| link != self.link.id)
    }

    /// Who wrote it for the leader, through a link of their own.
    pub fn deputy(&self, said: Said) -> Option<&'a str> {
        said.link().and_then(|link| self.stands_in(link))
    }

    /// Who wrote it: a recruiter by name, as far as they are known; none for the leader.
    pub fn author(&self, said: Said) -> Option<&'a str> {
        let member = self.state.member(said.by()?);
        Some(member.map_or("Us", |member| member.name.as_str()))
    }
}
