//! The bank: what may be looked for in an interview, each with a question about what happened, one about what would be
//! done, and what a weak, a solid and a strong answer sound like. All of it is a first wording, to be made one's own.
//!
//! Nothing of it is asked for by a rule of a command, so that only the pages which show it carry its words.

use crate::domain::Cause;

/// Something to look for.
#[derive(PartialEq, Eq, Debug)]
pub struct Competency {
    /// As it follows "We look for somebody who …".
    pub name: &'static str,
    /// How words begin that speak of it.
    pub(super) stems: &'static str,
    /// What it answers where the words say nothing.
    pub(super) causes: &'static [Cause],
    pub happened: &'static str,
    pub would: &'static str,
    /// What an answer worth 1, 3 and 5 sounds like.
    pub anchors: [&'static str; 3],
}

/// What answers sound like where nothing in the bank is asked.
pub(super) fn craft() -> Option<&'static Competency> {
    BANK.first()
}

pub static BANK: &[Competency] = &[
    Competency {
        name: "knows the work itself",
        stems: "skill craft technical experience build built wrote writes ran tool expert",
        causes: &[Cause::Capability],
        happened: "Take the piece of work like this one that you know best. What did you do yourself, step by step, and what would you do differently today?",
        would: "Here is a task from this role's first month, as it really came up. How would you begin, and what would you want to know first?",
        anchors: [
            "Stays with general words; it does not become clear what they did themselves.",
            "Describes their own steps in an order that makes sense, and names what was hard.",
            "Gives reasons for each choice, names what they would change, and knows where their own knowledge ends.",
        ],
    },
    Competency {
        name: "keeps dates",
        stems: "late delay deadline overdue slow wait backlog punctual schedul behind days weeks",
        causes: &[],
        happened: "Tell me about a time you saw that something would not be ready on the day you had named. What did you do, and whom did you tell when?",
        would: "It is Tuesday. What you said you would hand over on Friday will take until the middle of next week. What do you do today?",
        anchors: [
            "Hopes that it works out; the others find out on the day itself.",
            "Tells those who wait before the day, and names a new one.",
            "Sees it early, says what can be had in time and what can not, and changes something so that it does not come again.",
        ],
    },
    Competency {
        name: "finds what is behind a fault",
        stems: "fault fail broke bug outage alarm incident crash defect cause root diagnos trouble down",
        causes: &[],
        happened: "Tell me about a fault that came back after it had been put right. How did you find out what was behind it?",
        would: "The same mistake turns up for the third time, each time with another explanation. How do you go about it?",
        anchors: [
            "Repairs what can be seen, and takes the first explanation.",
            "Gathers facts, rules things out one by one, and arrives at a cause.",
            "Tests the cause before believing in it, removes it, and looks where else it may be at work.",
        ],
    },
    Competency {
        name: "puts first things first",
        stems: "priorit overload busy overwhelm focus juggl everything workload capacity much",
        causes: &[Cause::Capacity, Cause::Overload],
        happened: "Think of a week with clearly more work than hours. What did you leave undone, and how did you decide that?",
        would: "On Monday morning three people each need half a day from you by the evening. What do you do in the first half hour?",
        anchors: [
            "Does what is loudest or newest, or tries to do all of it.",
            "Sorts by importance and date, and tells those who have to wait.",
            "Asks what each delay would cost, agrees the order with those concerned, and says no early and kindly.",
        ],
    },
    Competency {
        name: "explains things so that others can act",
        stems: "explain understand communicat present writ document unclear report stakeholder translat",
        causes: &[Cause::Drift],
        happened: "Tell me about something complicated that you had to bring across to people who did not know the subject. How did you notice whether it had arrived?",
        would: "A head of department has five minutes and must decide on something only you understand. How do you use them?",
        anchors: [
            "Explains it as they understand it themselves; the listener has to ask for everything.",
            "Finds simple words and an example, and asks whether it is clear.",
            "Begins with what the listener has to decide, leaves out what does not serve that, and checks by what they do next.",
        ],
    },
    Competency {
        name: "works well with others",
        stems: "team colleague together cooperat collaborat handover silo share depart between joint",
        causes: &[],
        happened: "Tell me about a piece of work that succeeded only because another team did its part. What did you do for that?",
        would: "You depend on a colleague elsewhere who has other worries and does not answer. What do you do in the first week, and what in the second?",
        anchors: [
            "Does their own part, and sees the other side as what stands in the way.",
            "Asks early, keeps agreements, and passes on what others need.",
            "Learns what the others are judged by, gives before asking, and leaves a way of working that stays.",
        ],
    },
    Competency {
        name: "serves the people it is for",
        stems: "customer client guest patient user complain service caller visitor resident tenant pupil",
        causes: &[],
        happened: "Tell me about somebody you served who was disappointed, and rightly so. What did you say first, and what came of it?",
        would: "Somebody asks for something that would not help them. How do you find out what they need, and what do you tell them?",
        anchors: [
            "Defends the rule or the firm, or promises whatever calms them.",
            "Listens, says sorry for what went wrong, and sees the matter through to its end.",
            "Understands what it cost the other, mends more than the single case, and says honestly what can not be had.",
        ],
    },
    Competency {
        name: "learns quickly",
        stems: "learn new unfamiliar train knowledge ramp onboard change beginner",
        causes: &[Cause::RampUp],
        happened: "What is the last thing of some size that you had to learn for your work? How did you go about it, and how did you know that you could do it?",
        would: "In four weeks you are to answer for something you know nothing about today. What does your first week look like?",
        anchors: [
            "Waits for a course or for somebody to show them.",
            "Has a way of learning, asks those who know, and can show a result.",
            "Learns by doing something real early, looks for where they are wrong, and passes on what they learned.",
        ],
    },
    Competency {
        name: "leads people so that they stay and grow",
        stems: "lead manag coach mentor motivat supervis turnover retain leave left morale attrition quit",
        causes: &[Cause::Attrition],
        happened: "Tell me about somebody who did better work after a year with you than before. What was your part in it?",
        would: "A good member of your team has become quiet and does only what is asked. What do you do, and what not?",
        anchors: [
            "Speaks of tasks and targets; the person does not come up.",
            "Talks with the person, gives clear feedback, and keeps agreements.",
            "Knows what each of them wants to become good at, gives them room and backing, and names their own mistakes in it.",
        ],
    },
    Competency {
        name: "works carefully",
        stems: "accura quality detail error wrong mistake check data number correct reliab lost lose mislaid audit",
        causes: &[Cause::Inconsistency],
        happened: "Tell me about a mistake of yours that somebody else found. How did it come about, and what have you done since?",
        would: "You have an hour for what takes three to check properly. What do you check, and what do you tell those who get it?",
        anchors: [
            "Relies on being careful, or on somebody else checking.",
            "Has a fixed way of checking, and keeps to it when time is short.",
            "Checks where a mistake would cost most, says openly what was not checked, and builds work so that mistakes show.",
        ],
    },
    Competency {
        name: "makes the work itself better",
        stems: "process improv manual hand automat repeat waste double duplic inefficien paper spreadsheet",
        causes: &[],
        happened: "Tell me about something that was done in the same way for years until you changed it. How did you win the others over?",
        would: "In your first month you see a step that costs everybody an hour a day, and nobody minds. What do you do?",
        anchors: [
            "Complains of it, or changes it alone and leaves the others to cope.",
            "Proposes something better, tries it on a small scale, and shows what it saves.",
            "Asks first why it is so, measures before and after, and makes it easy for the others to come along.",
        ],
    },
    Competency {
        name: "decides with what is known",
        stems: "decid decision choos risk approv uncertain judg dither hesitat",
        causes: &[Cause::SlowDecisions],
        happened: "Tell me about a decision you had to make before you knew enough. What did you know, what did you assume, and how did it turn out?",
        would: "Two good people advise you to do opposite things, and it must be settled today. How do you go about it?",
        anchors: [
            "Puts it off, passes it on, or goes by the feeling of the moment.",
            "Names what speaks for each side, decides in time, and stands by it.",
            "Tells what can be undone from what can not, says what would change their mind, and looks back at how it came out.",
        ],
    },
    Competency {
        name: "stays calm when it counts",
        stems: "pressure stress night emergenc peak urgent rush calm call panic crisis shift",
        causes: &[],
        happened: "Tell me about the hardest hour at work in the last two years. What did you do first, what did you let go, and how did you come down afterwards?",
        would: "Two things go wrong at the same time, and you are the only one there. Talk me through your first ten minutes.",
        anchors: [
            "Tells of the excitement; what they did remains unclear.",
            "Keeps an order, asks for help in time, and tells the others what is going on.",
            "Makes it safe first, then right; speaks calmly to others, and makes sure afterwards that it is easier the next time.",
        ],
    },
    Competency {
        name: "says what is hard to say",
        stems: "conflict disagree difficult argu tension honest feedback criti silence blame culture",
        causes: &[Cause::Culture],
        happened: "Tell me about a time you had to tell somebody something they did not want to hear. How did you prepare, and how did it go?",
        would: "In a meeting everybody nods at a plan that you think will fail. What do you do, and when?",
        anchors: [
            "Keeps quiet, says it to others, or says it so that it hurts.",
            "Says it to the person, in private, with an example, and listens to the answer.",
            "Says it early and kindly, stays in the conversation when it becomes uncomfortable, and the two work better afterwards.",
        ],
    },
    Competency {
        name: "takes things on by themselves",
        stems: "initiativ own independ nobody responsib proactiv alone follow forgotten drop gap",
        causes: &[],
        happened: "Tell me about something that was nobody's job and that you took on. Why you, and what became of it?",
        would: "You notice that something important has been lying about for weeks because two teams each take it for the other's. What do you do?",
        anchors: [
            "Waits until they are told, or points it out and leaves it there.",
            "Takes it on, asks whom it concerns, and brings it to an end.",
            "Clears up whose it is to be from now on, brings it to an end, and tells those who had given up on it.",
        ],
    },
    Competency {
        name: "wins people over",
        stems: "sell sale convinc negotiat persuad pitch revenue prospect market deal offer campaign",
        causes: &[Cause::Attraction, Cause::Closing],
        happened: "Tell me about somebody who first said no and later yes. What had you understood in between?",
        would: "Somebody you need says, \"Interesting, but not this year.\" What do you ask, and what do you do next?",
        anchors: [
            "Talks more, presses harder, or gives way at once.",
            "Asks for the reason, answers that one, and agrees a next step.",
            "Finds out what the other would have to risk, makes that smaller, and can say when to stop.",
        ],
    },
];
