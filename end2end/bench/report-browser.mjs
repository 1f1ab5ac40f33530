// The half of docs/BENCHMARKS.md that was measured in browsers.
import { count, kib, ms, percent } from "./stats.mjs";
import { spread, table } from "./table.mjs";

/** Of a leader's page on a slow phone: milliseconds, and a shift that is rounded to nothing. */
const GOALS = { largest: 1_500, live: 2_500, shift: 0.005 };

/** @param {any} found */
export function browsers(found) {
  return [tapsPart(found.small.taps), visitsPart(found.visits), phonePart(found.phone), openingPart(found.big), offlinePart(found.offline), forecastPart(found.forecast), bigPart(found.big, found.before)].join("\n");
}

/** @param {any} run */
function tapsPart(run) {
  const parts = [["stored on the device, push leaves", run.stored], ["push leaves to portal has it", run.heard], ["portal has it to its frame", run.drawn]];
  const widest = parts.reduce((a, b) => (a[1].p50 >= b[1].p50 ? a : b));
  return `## Tap to portal pixel
Two browsers with disks of their own: a recruiter taps a one-tap tile, the leader's page shows it. From the pointer's release to
the frame that has the new entry, ${run.taps} taps.

${table(["", "p50", "p90", "p99", "most"], [
  ["**tap to portal pixel**", ...spread(run.whole)],
  ["tap to the recruiter's own frame", ...spread(run.own)],
  ["tap to stored on the device, push leaves", ...spread(run.stored)],
  ["push leaves to acknowledged", ...spread(run.pushed)],
  ["push leaves to portal has it", ...spread(run.heard)],
  ["portal has it to its frame", ...spread(run.drawn)],
])}

What limits it: of the three steps in a row, "${widest[0]}" is the longest, ${percent(widest[1].p50 / run.whole.p50)} of the whole. The device syncs to its disk, then the server
to its own; the portal then waits for its next frame, 16.7 ms apart.
`;
}

/** @param {any} visits */
function visitsPart(visits) {
  const line = (/** @type {string} */ name, /** @type {any} */ of) => [
    name, ...["html", "js", "wasm", "css", "other"].map((kind) => kib(of.bytes[kind])), kib(of.listed), kib(of.wire),
  ];
  const { board, portal } = visits;
  const twice = board.wire / board.listed;
  return `## Bytes of a first visit
KiB over the wire, headers included, with nothing cached. The last column counts everything that came, the service worker's own
fetches included.

${table(["", "HTML", "JS", "wasm", "CSS", "other", "the page's", "all"], [line("board", board), line("portal", portal)])}

What limits it: the wasm is ${percent(board.bytes.wasm / board.listed)} of what the page fetches. ${twice > 1.2
    ? `The board's first visit costs ${twice.toFixed(1)} times that, since the service worker fetches the build once more to keep it.`
    : "The service worker takes its copy from what the page has fetched already."}
`;
}

/** @param {any} run */
function phonePart(run) {
  const [first] = run.opened;
  const ways = { first: "as it was sent", again: "opened again" };
  const trips = first.largest.p50 / run.latency;
  const { moved } = run.opened.find((/** @type {any} */ one) => one.shift > 0) ?? first;
  return `## A leader's page on a slow phone
390 by 844, the processor slowed ${run.rate} times, 1.6 Mbit/s down and 750 kbit/s up, ${run.latency} ms for each answer, nothing cached, ${run.times} visits each. A link
as it was sent has its secret in its address, and its first answer leads to the page; opened again, the browser knows the secret.
Live is when the page says so: its stream has spoken. What moves is counted over the load and one change that arrives, and the
worst visit is told; at most ${GOALS.largest / 1000} s, ${GOALS.live / 1000} s and 0.00 are wanted.

${table(["", "largest paint, p50", "most", "live, p50", "most", "layout shift", "KiB"], run.opened.map((/** @type {any} */ one) => [
  `**${ways[/** @type {"first" | "again"} */ (one.way)]}**`, ms(one.largest.p50), ms(one.largest.max), ms(one.live.p50), ms(one.live.max), one.shift.toFixed(4), kib(one.bytes),
]))}

What limits it: the line. The first way's largest paint takes as long as ${trips.toFixed(1)} answers, one after the other: the connection, what leads to the page, the page, which brings
its style sheet along. Its script comes after that, and its stream after the script.${moved.length > 0 ? ` What moved: ${moved.map((/** @type {string} */ tag) => `\`${tag}\``).join(", ")}.` : ""}
`;
}

/** @param {any} run @returns {string[]} */
export function missedOnPhone(run) {
  return (run?.opened ?? []).flatMap((/** @type {any} */ one) => [
    ...(one.largest.p50 >= GOALS.largest ? [`a leader's page on a slow phone (${one.way}) was painted after ${ms(one.largest.p50)} ms; it should take less than ${count(GOALS.largest)} ms`] : []),
    ...(one.live.p50 >= GOALS.live ? [`a leader's page on a slow phone (${one.way}) was live after ${ms(one.live.p50)} ms; it should take less than ${count(GOALS.live)} ms`] : []),
    ...(one.shift >= GOALS.shift ? [`a leader's page on a slow phone (${one.way}) moved by ${one.shift.toFixed(3)}; nothing should move`] : []),
  ]);
}

/** @param {any} big */
function openingPart(big) {
  const { sync, looks, opened } = big.opening;
  const name = (/** @type {any} */ run) => (run.rate === 1 ? "own speed" : `slowed ${run.rate} times`);
  /** @param {any} run @returns {[string, number][]} */
  const steps = (run) => [
    ["wasm ready", run.wasm.p50], ["reads asked for", run.asked.p50 - run.wasm.p50], ["rows read from the disk", run.read.p50 - run.asked.p50],
    ["parsed, ruled on, and made into elements", run.card.p50 - run.read.p50], ["styled, laid out, painted", run.painted.p50 - run.card.p50],
  ];
  const slow = opened.find((/** @type {any} */ run) => run.rate > 1) ?? opened[0];
  const [widest] = steps(slow).sort((a, b) => b[1] - a[1]);
  return `## Opening a device with ${count(slow.efforts)} efforts, ${slow.cards} cards in the first frame
The board is opened again on a device that holds everything, with its service worker and its compiled code in place. From the
navigation to the frame with the first card. Efforts of the last nine days and all else (${count(slow.recent)} rows) are read first, older ones after.

${table(["", "p50", "p90", "most", "older efforts are in, p50", "longest task after the first frame, p50", "a tap's own frame, p50"], opened.map((/** @type {any} */ run) => [
  `**${name(run)}**`, ms(run.painted.p50), ms(run.painted.p90), ms(run.painted.max), ms(run.older.p50), ms(run.longest.p50), ms(run.tap.p50),
]))}

Where the time goes, step after step, p50:

${table(["", ...opened.map(name)], steps(slow).map(([step], index) => [step, ...opened.map((/** @type {any} */ run) => ms(steps(run)[index][1]))]))}

What limits it: "${widest[0]}", ${percent(widest[1] / slow.painted.p50)} of the time when slowed; the page then has ${count(slow.elements)} elements for ${count(slow.cards)} cards, and style, layout and paint of its
long frames take ${ms(slow.drawing.p50)} ms. Reading the rows is ${percent((slow.read.p50 - slow.asked.p50) / slow.painted.p50)}. (Asked to slow down ${slow.rate} times, the browser did so ${slow.slowed.toFixed(1)} times.)

Searching: from a letter typed into the palette to the frame with what was found, each word being in every one of those efforts,
and from Ctrl-K to the palette's own frame, in which everything on the device was read.

${table(["", "a letter, p50", "p90", "most", "Ctrl-K, p50"], opened.map((/** @type {any} */ run) => [
  `**${name(run)}**`, ms(run.find.p50), ms(run.find.p90), ms(run.find.max), ms(run.palette.p50),
]))}

Rows looked at for what is shown, with all ${count(slow.efforts)} efforts in memory:

${table(["", "rows"], [
  ["a tap, and all that shows it", count(looks.tap)], ["Today", count(looks.today)],
  ["the board", count(looks.board)], ["a role's page", count(looks.role)],
])}

The first sync of this workspace to a new device took ${(sync.shown / 1000).toFixed(1)} s until the board was shown and ${(sync.whole / 1000).toFixed(1)} s until all was stored.
`;
}

/** @param {any} run */
function offlinePart(run) {
  return `## Changes that waited
${count(run.changes)} efforts logged without a network wait on a device when its board is opened: shown after ${ms(run.shown)} ms, all of them sent, acknowledged and taken
off the device after ${(run.sent / 1000).toFixed(1)} s; less than 10 s are wanted.
`;
}

/** @param {any} run */
function forecastPart(run) {
  return `## A forecast with ${run.past} past roles
On a role's page, at the machine's own speed: from a click to the end of the frame that shows what it did.

${table(["", "p50", "p90", "p99", "most"], [
  ["something is touched, and the picture drawn anew", ...spread(run.touched)],
  ["another kind is saved: all is worked out and drawn anew", ...spread(run.anew)],
])}

A frame is 16 ms; a click waits for the next one to begin.
`;
}

/** @param {any} big @param {any} floor */
function bigPart(big, floor) {
  const { commits, viewer, filled } = big;
  const cpu = (commits.used.serverSeconds * 1000) / (commits.rate * commits.used.wall);
  return `## The server with the big workspace
${table(["", "value"], [
  ["one client, commands a second", count(commits.rate)],
  ["its wait, p50 and p99", `${ms(commits.waits.p50)}, ${ms(commits.waits.p99)}`],
  ["processor time a command", `${ms(cpu)} ms`],
  ["push sent to a viewer having it, p50 and p99", `${ms(viewer.last.p50)}, ${ms(viewer.last.p99)}`],
  ["efforts written in pushes of 200, a second", count(filled.rate)],
])}

What limits it: a command costs ${ms(cpu)} ms of processor time here, beside about ${ms(floor.commit.p50)} ms for the disk; the small workspace's figure above says how much of
that comes from the size of the data.
`;
}
