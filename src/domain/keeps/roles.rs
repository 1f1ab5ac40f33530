//! What is kept of the workspace, of a role, and of what hurts there.

use super::line::{AS_THE_ROLE, Kept, TEAM, line};

pub(super) static WORKSPACE: Kept = Kept {
    why: "So that people know whose board it is, and days end when they end there.",
    readers: "The team. Leaders read the name and the zone on their page.",
    until: "For as long as the workspace.",
    lines: &[
        line("Name", "It stands on pages and in letters.", "name"),
        line(
            "Time zone",
            "Days are counted by it, and times on a page are told in it.",
            "zone",
        ),
    ],
};

pub(super) static SETTINGS: Kept = Kept {
    why: "How the team works: alike on all its devices.",
    readers: "The team.",
    until: "For as long as the workspace, or until they are changed.",
    lines: &[
        line(
            "Longest silence, the usual day, holidays",
            "They say by when a leader hears again.",
            "cadence.longest_silence cadence.weekday cadence.holidays",
        ),
        line(
            "Usual minutes of a kind of work",
            "So that a tap is enough to log.",
            "minutes",
        ),
        line(
            "Whether leaders know names",
            "Until somebody says so they read “Candidate C”.",
            "candidates.names",
        ),
        line(
            "Days for which somebody is kept",
            "From then on Today offers to forget them.",
            "candidates.days",
        ),
        line(
            "What whoever needs somebody is called",
            "So that pages say the team’s own word.",
            "called",
        ),
    ],
};

pub(super) static MEMBER: Kept = Kept {
    why: "Who works here, and what each may do.",
    readers: "The team. A leader reads the name and the number of whom to call.",
    until: "For as long as the workspace: the name stays on what they did, also once they have left.",
    lines: &[
        line(
            "Number of the account",
            "So that what they did is known as theirs.",
            "user",
        ),
        line("Name", "On what they write, do and answer for.", "name"),
        line("Phone", "So that a leader can call. It may be left out.", "phone"),
        line("Owner or recruiter", "It says what they may do.", "right"),
        line(
            "Day on which they left",
            "From then on they may do nothing here.",
            "left",
        ),
    ],
};

pub(super) static ROLE: Kept = Kept {
    why: "What is to be filled, for whom, and how far that is.",
    readers: TEAM,
    until: "It has no day on which it goes. When its leader is erased it stays without them.",
    lines: &[
        line(
            "Number, leader, owner",
            "Whose it is, and who answers for it.",
            "id leader owner",
        ),
        line(
            "Title; the code name of a confidential role",
            "What it is called. Others read the code name alone.",
            "details.title code_name",
        ),
        line(
            "Family, seniority, how rare",
            "The forecast asks what kind of role it is, and nothing of any person.",
            "details.family details.seniority details.niche",
        ),
        line(
            "Day of approval",
            "The clock of time to fill starts there.",
            "details.opened_on",
        ),
        line(
            "The market as somebody judges it, why, and whether somebody was in mind",
            "The forecast departs from general figures only where a person says so.",
            "details.outlook.market details.outlook.middle details.outlook.because details.outlook.in_mind",
        ),
        line(
            "Stage, and place in its column",
            "Where it stands on the board.",
            "placement.stage placement.order",
        ),
        line(
            "Where it stood before an offer or a yes moved it",
            "What was a slip moves it back.",
            "placement.before_offer",
        ),
        line(
            "Days of the first search, of a yes, of holds and of having been closed",
            "The forecast learns from them, and clocks stand still meanwhile.",
            "placement.sourced_on placement.yes_on placement.held_days placement.resumed_on",
        ),
        line(
            "Why sourcing began before what is behind it was known, and when",
            "“Skipped: still to ask” stays on the card.",
            "placement.skipped.reason placement.skipped.on",
        ),
        line(
            "How, when and from where it closed",
            "“Solved without a hire” counts as a success.",
            "placement.close.reason placement.close.on placement.close.from placement.close.at",
        ),
        line(
            "Who asked for a hold, why, since when, and when it is looked at again",
            "So that nobody forgets to ask.",
            "hold.requester hold.cause hold.since hold.review_on",
        ),
        line(
            "At which stage it came in from elsewhere, and when",
            "Steps before that are not held against anybody.",
            "entered.stage entered.on",
        ),
        line(
            "Since when it is needed by whoever needs it now",
            "Nobody waits for news of before.",
            "given_on",
        ),
    ],
};

pub(super) static PAIN: Kept = Kept {
    why: "What hurts the leader’s team: it is what the role is for.",
    readers: "The team, and whomever it was shared with. Nobody outside before that.",
    until: "For as long as the role, also where it was taken out. When the leader is erased the words go; how much it hurt stays.",
    lines: &[
        line(
            "Number, role, leader",
            "Whose pain it is: the role’s next leader reads none of it.",
            "id role leader",
        ),
        line(
            "What hurts, who said it, and when",
            "In their words.",
            "details.what details.said_by details.said_on",
        ),
        line(
            "How much, 0 to 10, and since when",
            "So that it can be asked again at day 90.",
            "details.severity rated_on",
        ),
        line(
            "How much it hurt when somebody said yes, and who that was",
            "It is asked again at day 90.",
            "at_yes.hire at_yes.on at_yes.worth",
        ),
        line(
            "How one will notice that it got better",
            "So that both know what is looked for.",
            "details.better",
        ),
        line("Who else sees it", "It is shared by hand.", "details.shown"),
        line(
            "Who wrote it down, when, and whether the leader did so on their page",
            "So that nobody rewrites what a leader wrote unseen.",
            "by at told told_better",
        ),
        line("Taken out", "So that it can be put back.", "removed"),
    ],
};

pub(super) static WHY: Kept = Kept {
    why: "What is behind a pain, asked why by why.",
    readers: "The team, and whomever it was shared with. How sure the recruiter is, is the team’s alone.",
    until: "As long as the pain. When the leader is erased the words go.",
    lines: &[
        line(
            "Number, and what it explains",
            "The order of the whys.",
            "id pain under",
        ),
        line("The answer", "In the words of whoever gave it.", "details.answer"),
        line(
            "Fact, opinion or guess",
            "How sure the recruiter is of it.",
            "details.mark",
        ),
        line(
            "Who could change it",
            "A name or a team, as a colleague would say it.",
            "details.owner",
        ),
        line(
            "What kind of thing it is, and whether a hire fixes it",
            "Kinds are counted over roles, to find what comes back.",
            "details.cause details.hire",
        ),
        line("Who else sees it", "It is shared by hand.", "details.shown"),
        line(
            "Who wrote it down, when; whether the leader did",
            "Whose words they are.",
            "by at told",
        ),
        line("Taken out", "So that it can be put back.", "removed"),
    ],
};

pub(super) static FIX: Kept = Kept {
    why: "What is done about a pain besides a hire.",
    readers: "The team, and whomever it was shared with.",
    until: "As long as the pain. When the leader is erased the words go.",
    lines: &[
        line("Number, and the pain", "What it is for.", "id pain"),
        line(
            "What is done, by whom, by when, and how far it is",
            "So that it is done.",
            "details.what details.owner details.due details.state",
        ),
        line("Who else sees it", "It is shared by hand.", "details.shown"),
        line("Who noted it, and when", "Whom to ask about it.", "by at"),
        line("Taken out", "So that it can be put back.", "removed"),
    ],
};

pub(super) static BRIEF: Kept = Kept {
    why: "What is asked for, so that all look for the same.",
    readers: "The team, and whomever it was shared with. Pay is on no page for a boss or the leader’s team.",
    until: AS_THE_ROLE,
    lines: &[
        line(
            "Role, and its leader then",
            "It is shown to nobody else.",
            "role leader",
        ),
        line(
            "Must-haves, each with the pain that it serves",
            "At most four; what serves nothing can go.",
            "details.spec.musts.id details.spec.musts.what details.spec.musts.pain",
        ),
        line(
            "What would be nice, pay range, places, who decides",
            "The terms, as they are told.",
            "details.spec.nice details.spec.pay details.spec.places details.spec.decides",
        ),
        line(
            "How large the team is, places empty, how many left in a year, usual notice",
            "Counts alone, to know how urgent it is.",
            "details.facts.team details.facts.vacant details.facts.left details.facts.notice",
        ),
        line(
            "When somebody is needed, and who does the work until then",
            "The gap is to be bridged.",
            "details.needed_by details.cover",
        ),
        line(
            "Made-up example profiles, with the leader’s yes or no, why, and when they said it on their page",
            "To find out what is meant before anybody is sought. No real person stands in them.",
            "details.profiles.id details.profiles.lines details.profiles.verdict details.profiles.because details.profiles.told",
        ),
        line("Who else sees it", "It is shared by hand.", "details.shown"),
        line(
            "Earlier wordings: when, by whom, prompted by what, whether somebody was sought by then",
            "So that “it changed after sourcing” is a fact.",
            "versions.at versions.by versions.prompt versions.sourced versions.was.*",
        ),
    ],
};

pub(super) static KIT: Kept = Kept {
    why: "What everybody is asked alike.",
    readers: "The team; once shared, the leader; of an interviewer’s link, whoever holds it, their part.",
    until: AS_THE_ROLE,
    lines: &[
        line(
            "Role, and its leader then",
            "It is shown to nobody else.",
            "role leader",
        ),
        line(
            "What is looked for, and what that serves",
            "Each ties to a must-have or a pain.",
            "details.criteria.id details.criteria.what details.criteria.serves",
        ),
        line(
            "Two questions for each, which one is asked, and what good answers sound like",
            "So that answers can be compared.",
            "details.criteria.happened.words details.criteria.would.words details.criteria.asks details.criteria.anchors",
        ),
        line(
            "Why a question is asked although it was pointed out",
            "For recruiters alone, so that somebody has thought about it.",
            "details.criteria.happened.reason details.criteria.would.reason",
        ),
        line(
            "Minutes for each",
            "So that they fit the interview.",
            "details.criteria.minutes",
        ),
        line("Who else sees it", "It is shared by hand.", "details.shown"),
        line(
            "The last twelve wordings, when, and by whom they were changed",
            "To go back to one.",
            "versions.at versions.by versions.was.*",
        ),
    ],
};

pub(super) static FUNNEL: Kept = Kept {
    why: "How many people stand where, in numbers alone.",
    readers: "The team. Leaders read the counts.",
    until: AS_THE_ROLE,
    lines: &[
        line("Role", "Whose counts they are.", "role"),
        line(
            "Letters given",
            "So that none is given twice: “Candidate C”.",
            "letters",
        ),
        line("People in each place", "Counts; nobody is named.", "counts"),
    ],
};

pub(super) static PROBLEM: Kept = Kept {
    why: "What comes back from role to role, so that somebody fixes it.",
    readers: "Whoever sees all roles that it was seen in. Its owner reads what they are told through a link; leaders read the fix, once it is done.",
    until: "For as long as its roles, also where it was taken out. When a leader of all of them is erased the words go.",
    lines: &[
        line(
            "Number, what it is, of which kind, in which roles",
            "Counted by role, never by person.",
            "id details.title details.category details.roles",
        ),
        line(
            "That it is none",
            "So that it is not proposed again.",
            "details.is_none",
        ),
        line(
            "Who owns it: a colleague, or a name and a job outside",
            "Whom to ask.",
            "details.member details.owner details.job",
        ),
        line(
            "What is asked of them, the fix, and its days",
            "So that it is done.",
            "details.ask details.fix details.due details.begun_on details.done_on",
        ),
        line(
            "By what one sees it, before and after",
            "Whether it helped.",
            "details.measure details.before details.after",
        ),
        line(
            "Of which other it is a part",
            "Somebody said that both are one.",
            "into",
        ),
        line("Who noted it, and when", "Whom to ask about it.", "by at"),
        line(
            "When it was said to be fixed, and that it was not",
            "So that leaders are told what is so.",
            "done_at reopened.done_at reopened.at",
        ),
        line("Taken out", "So that it can be put back.", "removed"),
    ],
};
