//! What is kept of those who may fill a role, of those who judge, and of whoever was hired.

use super::line::{Kept, TEAM, line};

/// When what hangs on a candidate goes.
const THEIRS: &str = "As long as the candidate: it goes when they are forgotten.";

pub(super) static CANDIDATE: Kept = Kept {
    why: "Who may fill the role, in a few lines. The rest stays where applications are kept.",
    readers: "The team. The leader reads the card once it is shown to them, with a letter in the place of the name until they want to meet and the name was shared. They themselves may have all of it, as a file.",
    until: "Once it is over for them, or the role is closed, for the days that Settings name (180 unless changed). Then Today offers to forget them; somebody confirms it.",
    lines: &[
        line(
            "Number, role, letter",
            "“Candidate C”, whatever they are called.",
            "id role nth",
        ),
        line(
            "Name",
            "For the team, and for whom it was shared with.",
            "details.name named",
        ),
        line(
            "At most five lines, evidence for each must-have, an open question",
            "What a leader needs for a yes or a no.",
            "details.lines details.evidence.must details.evidence.what details.question",
        ),
        line(
            "Where the CV lives",
            "An address; the CV itself is not here.",
            "details.cv",
        ),
        line(
            "Whether we approached them, and when they were told where their data came from",
            "The law gives a month for that.",
            "details.approached told_source",
        ),
        line(
            "To which leader it is shown, since when; how often it changed",
            "An answer is to what was read.",
            "shown.leader shown.at edition",
        ),
        line(
            "What a leader said of them, why, when, on which page or noted by whom",
            "It is theirs to know, and is in their file.",
            "wishes.wish wishes.because wishes.leader wishes.at wishes.link wishes.by",
        ),
        line(
            "How it ended, why, when, noted by whom",
            "The days of keeping are counted from there.",
            "ended.ending ended.because ended.at ended.by",
        ),
        line("Who added them, and when", "Whom to ask.", "by at"),
    ],
};

pub(super) static INTERVIEW: Kept = Kept {
    why: "When somebody meets the leader, and what helps with it.",
    readers: "The team, and the leader. A boss reads days, the leader’s team the next one; an interviewer their own.",
    until: "As long as the candidate and the leader: it goes with either.",
    lines: &[
        line(
            "Number, role, candidate, leader",
            "Who meets whom.",
            "id role candidate leader",
        ),
        line(
            "Which round, where, how long, by which clock",
            "To be there.",
            "details.round details.how details.minutes zone",
        ),
        line(
            "Times offered, by when, what happens without an answer, when that was",
            "So that the leader chooses.",
            "offer.times offer.due offer.otherwise offer.at edition",
        ),
        line(
            "What was answered, why, when, on which page or noted by whom",
            "One time is settled.",
            "answers.of answers.time answers.because answers.at answers.link answers.by",
        ),
        line(
            "When it begins, and was to begin",
            "For calendars, and to say that it moved.",
            "starts moved_from revision",
        ),
        line(
            "Called off: why, when, by whom; who is still to be told",
            "So that nobody comes in vain.",
            "off.cause off.at off.by off.untold.candidate off.untold.leader untold.candidate untold.leader",
        ),
        line("That it took place", "What comes after it.", "held"),
        line(
            "What was decided afterwards, why, when, noted by whom",
            "The reason is the candidate’s to know.",
            "debrief.concluded debrief.because debrief.at debrief.by",
        ),
        line(
            "Help offered to the leader, what they want, when and how they said so, what was done",
            "Never a score of the leader.",
            "help.offered help.wanted.way help.wanted.at help.wanted.link help.wanted.by help.prepared",
        ),
        line(
            "Who speaks when in a sit-in, and that the candidate knows who comes",
            "Nobody is surprised by somebody in the room.",
            "help.sit_in.speaks help.sit_in.told",
        ),
        line("Who set it, and when", "Whom to ask.", "by at"),
    ],
};

pub(super) static INTERVIEWER: Kept = Kept {
    why: "Who judges in an interview, and whether they are done.",
    readers: TEAM,
    until: THEIRS,
    lines: &[
        line(
            "Number, role, candidate, interview",
            "Where they judge.",
            "id role candidate interview",
        ),
        line(
            "Who: a colleague, the leader, or a guest’s name",
            "Whose scorecard it is.",
            "who",
        ),
        line(
            "What they ask about, by when they hand in",
            "Their part.",
            "details.criteria details.due",
        ),
        line(
            "Handed in, or waited for no more",
            "Until then nobody reads theirs.",
            "handed_in off",
        ),
        line("Who asked them, and when", "Whom to ask.", "by at"),
    ],
};

pub(super) static SCORECARD: Kept = Kept {
    why: "What each who judges heard and saw, written by themselves.",
    readers: "Its author alone until it is handed in; then the team, but for those who are still to judge the same person. What was handed in is in the candidate’s file.",
    until: THEIRS,
    lines: &[
        line(
            "Number, candidate",
            "Of whom, and in which interview.",
            "id candidate",
        ),
        line(
            "What was looked for and asked",
            "As it stood then.",
            "details.remarks.id details.remarks.what details.remarks.asked",
        ),
        line(
            "A rating with what was heard or seen",
            "No rating without evidence. Nothing is added up over a person.",
            "details.remarks.rating details.remarks.evidence",
        ),
        line(
            "Notes, and what was added later",
            "What fits nowhere else.",
            "details.notes later",
        ),
        line("When", "Which came last.", "at"),
    ],
};

pub(super) static SIT_IN_TALK: Kept = Kept {
    why: "What two said to each other after a sit-in: one thing that went well, one to try.",
    readers: "Whoever sat in, and the leader. Nobody else, and nobody once that one has left.",
    until: "As long as the candidate and the leader: it goes with either.",
    lines: &[
        line(
            "Number, interview, candidate, role, leader, who sat in",
            "Between whom it is.",
            "id interview candidate role leader by",
        ),
        line(
            "What went well, what to try",
            "For the two alone.",
            "words.went_well words.to_try",
        ),
        line("When", "In which order.", "at"),
    ],
};

pub(super) static HIRE: Kept = Kept {
    why: "An offer, and what follows it until day 90.",
    readers: "The team; the leader, once it is shown to them. They themselves may have all of it, as a file.",
    until: "From day 90, the last day or a no on, for the days that Settings name (180 unless changed). Then Today offers to forget them; somebody confirms it.",
    lines: &[
        line(
            "Number, role, candidate’s card",
            "Whose offer it is.",
            "id role candidate",
        ),
        line("Name", "Whom it is about.", "details.name"),
        line(
            "Approved; pay range told before the interview",
            "What is to be so before an offer.",
            "details.approved details.pay_told",
        ),
        line(
            "What matters to them, who calls",
            "To make the offer well.",
            "details.matters details.calls",
        ),
        line(
            "Days: answer by, yes, no, contract, first, last, last in touch",
            "What is due next.",
            "details.accept_by details.yes_on details.declined_on details.signed_on details.starts_on details.left_on details.touched_on",
        ),
        line(
            "Why they declined",
            "Kinds of reasons are counted over roles.",
            "details.cause details.because",
        ),
        line(
            "What is got ready",
            "So that the first day works.",
            "details.ready.what details.ready.done",
        ),
        line("Days on which nobody asks", "It is voluntary.", "details.without"),
        line(
            "To which leader it is shown",
            "It is shared by hand.",
            "details.shown",
        ),
        line(
            "Whereto the role went when they were taken out",
            "Put back, they move it again unless somebody did meanwhile.",
            "moved_back",
        ),
        line(
            "Who alone reads what they answer, when they agreed to that, and who did before",
            "Nobody reads it whom they do not know.",
            "reader agreed_on read_before",
        ),
        line(
            "Who noted it, when; taken out",
            "Whom to ask; so that it can be put back.",
            "by at removed",
        ),
    ],
};

pub(super) static CHECK_IN: Kept = Kept {
    why: "How it goes at day 7, 30, 60 and 90.",
    readers: "What whoever was hired said: the one reader they agreed to, and nobody once that one has left; what they write through their link stays in their own browser until they send it, and goes from there once it was read or they clear it. What they take back before it was read is deleted, and nobody is told. So is what was not read when they chose another: whom it was for is told that, and when it was sent, until they have noted it. What their leader said, and what they let be passed on: the team and the leader, and they themselves on request. It is not for probation.",
    until: "As long as the hire: it goes when they are forgotten.",
    lines: &[
        line("Number, hire, role, day", "What it is about.", "id hire role day"),
        line(
            "Who speaks, and whose words they are",
            "The two sides stay apart.",
            "voice leader",
        ),
        line(
            "Who alone reads it",
            "A device of anybody else never has it.",
            "reader",
        ),
        line(
            "Through which link; who noted it, when",
            "Where it was said.",
            "link by at",
        ),
        line(
            "Scores: of pains 0 to 10, of questions 1 to 5",
            "Whether it got better; nothing is added up.",
            "details.scores.pain details.scores.item details.scores.worth",
        ),
        line(
            "Words; that there was nothing to say",
            "A silence looks like any other.",
            "details.words details.nothing",
        ),
        line(
            "How far it is with what they write themselves, how often that changed, and that they would rather talk",
            "They may take it back until it was read.",
            "form edition details.talk",
        ),
        line(
            "That somebody called about it",
            "So that it is not asked twice.",
            "details.called",
        ),
    ],
};
