// What opens docs/BENCHMARKS.md: each work with a peer's figure, the goal, and what was measured now.
import { count, ms } from "./stats.mjs";
import { table } from "./table.mjs";

/** Goals that are no peer's figure, by the work as `peers` names it. */
const GOALS = {
  "durable commands a second, 64 clients": "more than the peer; 10,000 is the aim",
  "a commit to half of the viewers, ms": "20",
  "a commit to 99 of 100 viewers, ms": "45",
  "memory of a viewer, KiB": "8",
};

/** Ours and theirs as a ratio: above 1 is better than they do. @param {{ ours: number, theirs: number, more: boolean }} of */
function ratio({ ours, theirs, more }) {
  return more ? ours / theirs : theirs / ours;
}

/** @param {{ more: boolean }} of @param {number} value */
const told = ({ more }, value) => (more ? count(value) : ms(value));

/** A line for each work. @param {NonNullable<Awaited<ReturnType<import("./peers.mjs").peers>>>} peers */
export function ratios(peers) {
  const lines = peers.works.map((of) => `${ratio(of).toFixed(2)} times ${peers.name}: ${of.work}: ${told(of, of.ours)}, and ${told(of, of.theirs)}`);
  return lines.join("\n");
}

/** @param {any} found */
export function opening(found) {
  const { peers, big, size } = found;
  const rows = (peers?.works ?? []).map((/** @type {any} */ of) => [
    of.work, told(of, of.theirs), GOALS[/** @type {keyof typeof GOALS} */ (of.work)] ?? "more than the peer", told(of, of.ours),
    ratio(of).toFixed(2),
  ]);
  const slow = big.opening.opened.find((/** @type {any} */ one) => one.rate === 4);
  const alone = [
    [`first sync of ${count(size.efforts)} efforts, s`, "-", "2", (big.opening.sync.whole / 1_000).toFixed(1), "-"],
    ["opening that device, processor slowed 4 times, ms", "-", "500", ms(slow.painted.p50), "-"],
    ["a tap's own frame there, ms", "-", "50", ms(slow.tap.p50), "-"],
  ];
  const whose = peers
    ? `The peer is ${peers.name}, as its makers ship it: it does not wait for the disk with each write, and Fulcrum does. The same client, the
same run, in turn; the middle of three each, every time a new server. ${count(peers.viewers)} viewers listen.`
    : "No peer was measured in this run: `cargo xtask bench --peers` does.";
  return `## Work, peer, goal, now
${whose}

${table(["work", "peer", "goal", "now", "times the peer"], [...rows, ...alone])}
`;
}
