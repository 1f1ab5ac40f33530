// docs/BENCHMARKS.md: every figure with what limits it, told from what was measured beside it.
import { count, kib, mib, ms, percent } from "./stats.mjs";
import { browsers, missedOnPhone } from "./report-browser.mjs";
import { opening } from "./report-peers.mjs";
import { spread, table } from "./table.mjs";

/** @param {any} found @returns {string[]} */
export function warnings(found) {
  const said = [];
  const slow = found.big?.opening?.opened.find((/** @type {any} */ one) => one.rate === 4);
  if (slow && slow.painted.p50 >= 1_000) said.push(`opening the big device took ${ms(slow.painted.p50)} ms with the processor slowed 4 times; it should take less than 1,000 ms`);
  said.push(...missedOnPhone(found.phone));
  const others = Math.max(0, ...loads(found).map((used) => used.others));
  if (others > 0.3) said.push(`something else kept up to ${others.toFixed(1)} cores busy meanwhile: measure again when the machine is quiet`);
  return said;
}

/** @param {any} found @returns {any[]} */
function loads(found) {
  const some = [...(found.small?.commits ?? []), ...(found.small?.pages ?? []), found.big?.commits, found.big?.pages];
  return some.filter(Boolean).map((one) => one.used);
}

/** @param {any} found */
export function report(found) {
  const { machine, before, after, small, big } = found;
  const notes = warnings(found).map((text) => `> Note: ${text}.\n`);
  return `# Benchmarks

Written by \`cargo xtask bench\`, which measures the release binary, over loopback, in one run. The load generator and the
browsers share the machine with the server. No figure here is a promise; each is there to be compared with the next run on the
same machine. Times are in milliseconds and percentiles are nearest-rank: a value that was measured.

${table(["what", "value"], [
  ["processor", `${machine.cpu}, ${machine.cores} cores`],
  ["memory", `${(machine.memory / 2 ** 30).toFixed(1)} GiB`],
  ["kernel", machine.kernel],
  ["file system", machine.disk],
  ["browser", `Chromium ${small.taps.browser}, headless`],
  ["date", `${found.began.toISOString().slice(0, 16).replace("T", " ")} UTC`],
  ["commit", found.commit],
  ["load average before", machine.load],
  ["took", `${found.minutes.toFixed(1)} minutes`],
])}

${notes.join("\n")}
${opening(found)}
## The floor: a small write, confirmed by the disk
4 KiB written, then \`fdatasync\`, where the server keeps its data. SQLite's log is appended to until it is first full, then written
over. No acknowledged write can be quicker than this.

${table(["", "p50", "p90", "p99", "most", "a second at p50"], [
  ["appended, before", ...spread(before.appended), count(1000 / before.appended.p50)],
  ["written over, before", ...spread(before.overwritten), count(1000 / before.overwritten.p50)],
  ["nine of them written over, as a commit of one command does, before", ...spread(before.commit), count(1000 / before.commit.p50)],
  ["appended, after", ...spread(after.appended), count(1000 / after.appended.p50)],
  ["written over, after", ...spread(after.overwritten), count(1000 / after.overwritten.p50)],
  ["nine of them written over, after", ...spread(after.commit), count(1000 / after.commit.p50)],
])}

${commitsPart(small.commits, before, machine.cores)}
${pagesPart(small.pages, big)}
${viewersPart(small.viewers)}
${livePart(found.live)}
${startsPart(small, big)}
${neighboursPart(found.neighbours)}
${browsers(found)}
`;
}

/** @param {any[]} runs @param {any} floor @param {number} cores */
function commitsPart(runs, floor, cores) {
  const [one, , many] = runs;
  const writing = (/** @type {any} */ run) => 1000 / run.commitRate;
  const cpu = (/** @type {any} */ run) => (run.used.serverSeconds * 1000) / (run.rate * run.used.wall);
  const sync = floor.commit.p50;
  const waits = (/** @type {any} */ run) => run.used.waits / (run.rate * run.used.wall);
  return `## Durable acknowledged commands a second
Each client sends one command, waits until it is acknowledged, and sends the next. Acknowledged means: committed and synced.

${table(["clients", "commands/s", "wait p50", "p99", "commits/s", "commands a commit", "server, cores", "load generator, cores", "sleeps a command", "written a command"], runs.map((run) => [
  run.clients, count(run.rate), ms(run.waits.p50), ms(run.waits.p99), count(run.commitRate), run.used.perBatch.toFixed(1),
  run.used.server.toFixed(2), run.used.load.toFixed(2), waits(run).toFixed(1), `${kib(run.used.written / (run.rate * run.used.wall))} KiB`,
]))}

What limits it. A lone client waits ${ms(one.waits.p50)} ms; the disk's confirmation is about ${ms(sync)} ms of it (${percent(sync / one.waits.p50)}), and the server
uses ${ms(cpu(one))} ms of processor time, in which its threads sleep ${waits(one).toFixed(0)} times for each command: for the network, for the disk, for each other.
With ${many.clients} clients a commit carries ${many.used.perBatch.toFixed(1)} commands and takes ${ms(writing(many))} ms from one to the next: the disk accounts for
${percent(sync / writing(many))} of it, so ${sync / writing(many) > 0.5 ? "the disk is the limit" : "the disk is not the limit"}. A command costs ${ms(cpu(many))} ms of processor time; the server keeps ${many.used.server.toFixed(2)} of the machine's ${cores} cores busy.
`;
}

/** @param {any[]} runs @param {any} big */
function pagesPart(runs, big) {
  const rows = [...runs, big.pages];
  const cpu = (/** @type {any} */ run) => (run.used.serverSeconds * 1000) / (run.rate * run.used.wall);
  const [, most] = runs;
  return `## Portal pages a second
The page of one link, rendered anew for each request. The last line is a leader's page in a workspace of
${count(big.filled.rate * big.filled.seconds)} efforts.

${table(["clients", "pages/s", "wait p50", "p99", "KiB a page", "server, cores", "load generator, cores", "processor ms a page", "sleeps a page"], rows.map((run, index) => [
  index === runs.length ? `${run.clients}, big` : run.clients, count(run.rate), ms(run.waits.p50), ms(run.waits.p99), kib(run.bytes),
  run.used.server.toFixed(2), run.used.load.toFixed(2), ms(cpu(run)), (run.used.waits / (run.rate * run.used.wall)).toFixed(1),
]))}

What limits it: processor time. A page costs ${ms(cpu(most))} ms of it; server, load generator and everything else
together kept ${(most.used.server + most.used.load + most.used.others).toFixed(1)} cores busy. The projection is computed once for each change, not for each page.
`;
}

/** @param {any} run */
function viewersPart(run) {
  const each = run.serverPerSend * 1000;
  return `## A commit to the last of ${count(run.viewers)} viewers
${count(run.viewers)} streams of one link are open; one effort is logged, ${run.rounds} times. From the moment its push is sent.

${table(["", "p50", "p90", "p99", "most"], [
  ["acknowledged", ...spread(run.ack)],
  ["first viewer", ...spread(run.first)],
  ["half of them", ...spread(run.half)],
  ["last viewer", ...spread(run.last)],
  ["last viewer, after the acknowledgement", ...spread(run.afterAck)],
])}

What limits it: processor time for ${count(run.viewers)} separate writes of ${kib(run.size)} KiB, ${each.toFixed(3)} ms each on the server, and the same number of reads here: the viewers
share the machine with the server. A viewer costs the server **${kib(run.perViewer)} KiB** of memory while it waits, ${kib(run.perViewerLater)} KiB after ${run.rounds} events.
`;
}

/** @param {any} run */
function livePart(run) {
  const line = (/** @type {string} */ what, /** @type {any} */ of) => [
    what, count(of.heard), of.lacking + of.wrong, (of.events / run.viewers).toFixed(0), ...spread(of.waits),
  ];
  return `## Live, many
${count(run.viewers)} streams of one link are open while ${run.rate} efforts a second arrive, ${run.seconds} seconds long. From the moment each push is sent until each
viewer has it; an event may tell of several. What is missing at the end, doubled or out of order is counted. Then the same beside
one viewer that reads nothing.

${table(["", "heard", "lost, doubled or out of order", "events a viewer", "p50", "p90", "p99", "most"], [
  line("all read", run.alone),
  line("one does not", run.besides),
])}

Beside one that reads nothing, the others' p99 is ${(run.besides.waits.p99 / run.alone.waits.p99).toFixed(2)} times what it was. All ${count(run.viewers)}, gone at once, are back
${(run.reconnected / 1_000).toFixed(1)} s after they begin to ask. A viewer costs the server ${kib(run.perViewer)} KiB. What limits it: ${(run.rate * run.viewers).toLocaleString("en-GB")} events a
second are more than two cores write and read, so each event tells of what came meanwhile.
`;
}

/** @param {any} run */
function neighboursPart({ found, loaded, rows, slowDisk: slow, standing }) {
  const disk = slow && [
    [`a disk that takes ${slow.ms} ms for each sync`, ...spread(slow.alone)],
    ["the same, and 15 other clients", ...spread(slow.beside)],
    ["the same disk: a leader's page, while one client writes", ...spread(slow.pages)],
  ];
  const clock = standing && [
    ["a clock that stands still", ...spread(standing.alone)],
    ["the same, and 15 other clients", ...spread(standing.beside)],
    ["the same clock: a leader's page, while one client writes", ...spread(standing.pages)],
  ];
  return `## What others feel
A client logs one effort after the other in a workspace of its own; how long each takes, beside what goes on.

${table(["beside", "p50", "p90", "p99", "most"], [...found.map((/** @type {any} */ { what, waits }) => [what, ...spread(waits)]), ...(disk ?? []), ...(clock ?? [])])}

The workspace of ${count(rows)} efforts was read in ${ms(loaded)} ms. What limits it: there is one writer, so whoever comes while it writes 200 commands waits for
them; reading a workspace goes on beside it, on the same cores.${slow ? "" : " No slow disk and no standing clock were made up: that takes Linux and a C compiler."}
`;
}

/** @param {any} small @param {any} big */
function startsPart(small, big) {
  return `## Start to first answer, and memory
From starting the process to \`/readyz\`, and to the first portal page, which needs the workspace in memory.

${table(["", "ready p50", "most", "first page p50", "most"], [
  ["small workspace", ms(small.starts.ready.p50), ms(small.starts.ready.max), ms(small.starts.page.p50), ms(small.starts.page.max)],
  [`${count(big.filled.rate * big.filled.seconds)} efforts`, ms(big.starts.ready.p50), ms(big.starts.ready.max), ms(big.starts.page.p50), ms(big.starts.page.max)],
])}

${table(["resident memory", "MiB"], [
  ["new and empty", mib(small.empty)],
  ["after the load above, at its most", mib(small.most)],
  ["big workspace just written", mib(big.memoryFilled)],
  ["started anew, big workspace not asked for yet", mib(big.starts.idle)],
  ["started anew, big workspace read", mib(big.starts.loaded)],
])}

What limits it: being ready does not depend on the size of the data. The first page of a big workspace reads all of its rows, ${ms(big.starts.page.p50 - big.starts.ready.p50)} ms, and keeps them:
${kib((big.starts.loaded - big.starts.idle) / (big.filled.rate * big.filled.seconds))} KiB an effort.
`;
}
