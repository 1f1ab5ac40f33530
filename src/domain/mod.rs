//! What a recruiting partnership is made of, and its rules.
//!
//! Pure: no IO, no clock, no randomness. Every change is a [`Body`]; [`decide`] answers with the rows it
//! would change or with a [`Refusal`] in words a person understands. The browser and the server run this
//! same code, so what the recruiter sees at once is what the server will say later.
//!
//! From the ground up: `kernel`, what all words stand on; `words`, the one table of them; a file for each word, in
//! folders by what they are about; then `derived`, what is worked out from rows, and `import`, what comes from
//! elsewhere.

pub mod candidate;
mod derived;
mod discovery;
pub mod expectation;
pub mod forecast;
pub mod hire;
pub mod import;
pub mod keeps;
mod kernel;
pub mod kit;
mod partnership;
pub mod problem;
pub mod role;
pub mod scorecard;
mod settled;
mod vocabulary;
mod words;
pub mod workspace;

pub use candidate::{
    Candidate, CandidateDetails, Due, Ended, Ending, Evidence, Keeping, ShownTo, Wish, Wished,
    funnel::{self, Funnel, Place},
    interview::{
        self, CalledOff, Chosen, Concluded, Debrief, Help, HelpWay, Interview, InterviewDetails, Met,
        OffCause, Offer, Round, SitIn, Slot, Untold, Wanted, at_time,
    },
    sit_in_talk::{self, SitInTalk, TalkWords},
};
pub use derived::{
    AfterOffer, Appointment, AskedFor, Asking, Asks, Course, DateTold, Debt, Draft, DraftLine, Heard, Hidden,
    HireNext, Index, LastTold, LedgerBy, LedgerLine, LedgerWeek, Logged, Matter, Occasion, Owed, Pace, Part,
    Rail, Revision, RoleDraft, Said, Silence, Since, Spoken, Standing, Step, Tally, Thread, ToAnswer,
    WORKDAYS, What, forgets_sure, forgotten, lever, tally_words,
};
pub use discovery::{
    Asked, AtYes, Brief, BriefDetails, Cause, Changed, Facts, Fix, FixDetails, FixState, Mark, Must,
    PainDetails, PainPoint, Profile, Prompt, Question, Remedy, Rung, Serves, Spec, Verdict, Version, Why,
    WhyDetails, brief, fix, pain, why,
};
pub use expectation::{
    Answer, Coming, Expectation, Fits, Lapse, Level, Range, Shorter, Slip, Terms, ToldAnew, Try, Turnout,
    at_the_desk, gap,
};
pub use hire::{
    Hire, HireDetails, HireDue, Item, Ready, Score,
    check_in::{self, CheckIn, CheckInDetails, Form, FormStep, Hurts, Voice},
};
pub use kernel::{
    Actor, Audience, CandidateId, Change, Changes, CheckInId, Command, CommandId, CriterionId, Ctx,
    DecisionId, DeviceId, EffortId, Erasure, ExpectationId, FixId, Giver, Goal, HireId, Hit, InterviewId,
    InterviewerId, Job, KnownNames, LeaderId, LinkId, MAX_NAME, MAX_NOTE, MustId, Noted, OrderKey, Overlay,
    PainId, ProblemId, ProfileId, Refusal, Repeat, ReplyId, Restorable, RoleId, RowId, RowKey, Rows, Says,
    SitInTalkId, Sorting, State, Stored, Table, UpdateId, UserId, WhyId, WorkspaceId, bounded, decide, email,
    erasure, full_date, gathered, https, initials, inverse, key_between, line, month, names_in, note, phone,
    restore, short_date, three_letters, time_of_day, week_start, weekday,
};
pub use kit::{Kit, KitDetails};
pub use partnership::{
    Away,
    decision::{self, Decided, Decision, DecisionDetails, Turn},
    effort::{self, Amended, Effort, EffortDraft, EffortKind, Side},
    leader::{self, Channel, Leader, LeaderDetails, Rhythm},
    link::{
        self, AskedHire, LinkState, NewLink, Passcode, Scope, ShareLink, Target, ToldOwner, is_secret,
        opens_only_here, secret_hash,
    },
    reply::{self, Reply},
    shown::Shown,
    stood::{Moment, Stood},
    told::{Told, Way},
    update::{self, Letter, Mail, MailFault, MailState, Posted, SendMail, Update, WhyNot},
};
pub use problem::{Advice, Echo, Passage, Problem, ProblemDetails, Proposal, Reopened, Sort, Source};
pub use role::{
    Close, CloseReason, Entered, Family, Hold, ImportedRole, MAX_IMPORT, Market, Niche, Outlook, Placement,
    Role, RoleDetails, Seniority, SkipReason, Skipped, Stage, Whose, column,
};
pub use scorecard::{
    CardDetails, Remark, Scorecard,
    interviewer::{self, Interviewer, Who},
};
pub use settled::{Anew, Settled};
pub use vocabulary::Vocabulary;
pub use words::{Body, COMMAND_VERSION, Commands, Kind, Listed, Row, Word};
pub use workspace::{
    Called, Workspace,
    member::{self, Member, Power, Right},
    settings::{self, Cadence, Settings},
};

use discovery::gate;
use kernel::{Spread, folded, labelled, mentions, merged, merged_each, sentence, words_of};

#[cfg(test)]
mod story;
#[cfg(test)]
pub use story::Story;
