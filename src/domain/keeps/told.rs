//! What is kept of leaders, and of what passes between them and us.

use super::line::{Kept, line};

/// When a leader’s own things go.
const LEADER_S: &str = "Until the leader is erased, which an owner does.";

pub(super) static LEADER: Kept = Kept {
    why: "Whom we work for, how they want to hear, and since when they have not.",
    readers: "The team; of somebody known by confidential roles alone, only those who are named for these. The leader may ask for all of it.",
    until: LEADER_S,
    lines: &[
        line(
            "Number, name, team",
            "Who they are.",
            "id details.name details.team",
        ),
        line(
            "Phone and e-mail",
            "To reach them, where they want that.",
            "details.phone details.email",
        ),
        line(
            "That they want no e-mail",
            "So that none is sent.",
            "details.no_mail",
        ),
        line(
            "Channel, usual day, longest silence",
            "How and when they want to hear.",
            "details.channel details.usual_day details.longest_silence",
        ),
        line(
            "When they are away, and who answers meanwhile",
            "Clocks stand still, or the deputy is asked.",
            "details.away.from details.away.until details.away.deputy",
        ),
        line(
            "What to know when working with them",
            "As the recruiter notes it.",
            "details.likes",
        ),
        line(
            "When they were last told, last written to, and by when they hear again",
            "The silence clock.",
            "told.at told.next_by written.at written.next_by",
        ),
        line(
            "Whether they knew where they stood: role, when in the search, their words, and when they said it",
            "Asked twice at most for each role, so that it can still be mended. It is on no page.",
            "stood.role stood.asked stood.knows stood.words stood.at",
        ),
    ],
};

pub(super) static UPDATE: Kept = Kept {
    why: "What a leader was told, and when.",
    readers: "The team, and the leader. Of a confidential role only those who are named for it.",
    until: LEADER_S,
    lines: &[
        line(
            "Number, leader, roles",
            "Whom it is for, and what it is about.",
            "id leader roles",
        ),
        line(
            "The text, and which reply it answers",
            "What was said stays said.",
            "text answers",
        ),
        line(
            "When it was written, by when they hear again",
            "The silence clock.",
            "sent_at next_by",
        ),
        line(
            "How and when it came to them",
            "What only stands on a page was not told.",
            "way told_at",
        ),
        line(
            "“Got it”, and thanks",
            "What they tapped on their page.",
            "got_it thanks",
        ),
        line(
            "Of an e-mail: to which address, how it went, how often it was tried and what was wrong",
            "So that a letter is sent once, and never lost unseen.",
            "mail.to mail.state mail.tries mail.fault",
        ),
        line("Who wrote it", "Whom they answer.", "by"),
        line(
            "That a talk was taken back",
            "With the clock that it had set.",
            "removed",
        ),
    ],
};

pub(super) static LINK: Kept = Kept {
    why: "So that somebody opens their page without an account.",
    readers: "The team; that of whoever was hired, which says whom somebody asks and when, its maker alone.",
    until: "Until the leader is erased. A link that was revoked or is over stays listed, and opens nothing.",
    lines: &[
        line(
            "Number, leader, what it shows, and to what extent",
            "A boss or a team reads less than the leader.",
            "id leader target scope",
        ),
        line("For whom it is", "In the recruiter’s words.", "label"),
        line(
            "A hash of the secret",
            "Who reads the database cannot open the page.",
            "secret_hash",
        ),
        line("Who looks after it", "It shows what they may see.", "keeper"),
        line(
            "Made on, last day, revoked, asks for a passcode",
            "Whether it opens.",
            "created_on expires_on revoked locked",
        ),
        line("Confidential roles that it opens", "It shows no others.", "opens"),
        line(
            "Whether it is a deputy’s, passed on by the leader, an interviewer’s",
            "What may be done there, and with which it ends.",
            "deputy forwarded panel",
        ),
        line(
            "Whoever was hired whose own it is, and at which day it asks them",
            "It asks how it goes, and shows nothing of the role or its leader.",
            "hire.hire hire.day",
        ),
        line(
            "What the owner of a problem is told",
            "The one thing that such a link shows.",
            "brief.problem brief.text",
        ),
    ],
};

pub(super) static REPLY: Kept = Kept {
    why: "What a leader or their team said.",
    readers: "The team, and the leader. What came through a link with a passcode is shown only behind one.",
    until: LEADER_S,
    lines: &[
        line(
            "Number, leader, roles",
            "Who said it, and of what.",
            "id leader roles",
        ),
        line(
            "Through which link, or who noted it",
            "Words that somebody else noted are no less theirs.",
            "link noted_by",
        ),
        line(
            "Which update it answers",
            "So that a talk is read in its order.",
            "update",
        ),
        line("The words, and when", "To answer them.", "text at"),
        line(
            "That their team asks it",
            "The next update answers it first.",
            "team",
        ),
        line(
            "Needs no answer; taken back",
            "So that it does not wait.",
            "settled removed",
        ),
    ],
};

pub(super) static DECISION: Kept = Kept {
    why: "What is asked of whom, and what was decided.",
    readers: "The team, and the leader or whoever answers for them.",
    until: LEADER_S,
    lines: &[
        line(
            "Number, leader, role, whose turn",
            "Who is waited for.",
            "id leader role turn",
        ),
        line(
            "What is asked, between what, by when, and what happens without an answer",
            "So that silence surprises nobody.",
            "details.what details.choices details.due details.otherwise",
        ),
        line(
            "Who asked, when, through which link",
            "Whom the answer goes to.",
            "by at link",
        ),
        line(
            "The answer, its words, when, through which link or noted by whom",
            "It is given once.",
            "answer.choice answer.words answer.at answer.link answer.by",
        ),
        line("That it is asked no more", "So that nobody waits.", "withdrawn"),
    ],
};

pub(super) static EXPECTATION: Kept = Kept {
    why: "The date that was told, so that it can be held against what came.",
    readers: "The team, and the leader. Where it is shared further, dates alone.",
    until: "For as long as the role. When the leader is erased the words go; the dates stay.",
    lines: &[
        line(
            "Number, role, leader",
            "Who was told: the next leader was told nothing.",
            "id role leader",
        ),
        line(
            "The day, how sure, and what the forecast gave",
            "Counts of roles stand behind it, and nothing of any person.",
            "terms.yes_by terms.level terms.odds terms.roles terms.range.half terms.range.eight terms.range.nineteen",
        ),
        line(
            "Usual notice, and when somebody is needed",
            "From the yes to the desk.",
            "terms.notice terms.needed_by",
        ),
        line(
            "Why so long, what would shorten it, why it changed",
            "For the leader to read.",
            "terms.because terms.shorter.what terms.shorter.yes_by terms.cause",
        ),
        line(
            "What each side does",
            "What both agreed to.",
            "terms.ours terms.theirs",
        ),
        line(
            "How, by whom and when it was told, by when they hear again",
            "Told is told.",
            "way by at next_by",
        ),
        line("Who else sees the dates", "It is shared by hand.", "shown"),
        line(
            "The leader’s answer, their words, when, and whether on their page",
            "“Agreed”, or “too late for me”.",
            "answer.fits answer.words answer.at answer.on_page earlier.*",
        ),
        line(
            "When somebody tried to reach them about another date, and which",
            "Bad news comes from a person first.",
            "tries.at tries.yes_by tries.notice",
        ),
    ],
};

pub(super) static EFFORT: Kept = Kept {
    why: "What was done for a role, so that it is seen.",
    readers: "The team. Leaders read counts, and words where it is shared. Pages and tables show minutes to whoever logged them, and to others as sums of a role; the copy on a colleague’s device has them.",
    until: "For as long as the workspace: an effort has no day on which it goes.",
    lines: &[
        line("Number, roles", "What it was for.", "id roles"),
        line(
            "What kind, how many, how many replied",
            "The numbers that a leader reads.",
            "kind quantity replies",
        ),
        line(
            "What came of it",
            "In the recruiter’s words. A name in it is pointed out first.",
            "result",
        ),
        line(
            "Minutes, and whether with the leader or looking",
            "Where the time goes, by role. No figure is about one person.",
            "minutes side",
        ),
        line(
            "Whether leaders see it, and from when its words",
            "So that a slip can be taken back.",
            "shared words_from",
        ),
        line(
            "When it was done, and when it was noted",
            "In which week it counts.",
            "happened_at noted_at",
        ),
        line("Who logged it", "Who may read the minutes.", "by"),
        line("Taken out", "So that it can be put back.", "removed"),
        line(
            "Earlier wordings, when and by whom they were changed",
            "What a leader has read is not rewritten without a trace.",
            "history.at history.by history.was.*",
        ),
    ],
};
