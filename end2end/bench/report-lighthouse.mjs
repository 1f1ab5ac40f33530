// docs/LIGHTHOUSE.md: what Lighthouse gives each page, and what it takes points for.
import { count, kib } from "./stats.mjs";
import { table } from "./table.mjs";

const FIGURES = /** @type {const} */ (["first-contentful-paint", "largest-contentful-paint", "speed-index", "total-blocking-time"]);
const KINDS = /** @type {const} */ (["performance", "accessibility", "best-practices", "seo"]);

/** @param {any} look @param {string} kind */
function score(look, kind) {
  const found = look.categories[kind]?.score;
  return typeof found === "number" ? Math.round(found * 100) : "-";
}

/** @param {any[]} looks */
export function warnings(looks) {
  return looks.filter((look) => Number(score(look, "performance")) < look.goal).map((look) => `${look.name}: ${score(look, "performance")} for performance; at least ${look.goal} is wanted`);
}

/** @param {any[]} looks @param {number} times */
export function report(looks, times) {
  const [{ lighthouseVersion, environment, configSettings }] = looks;
  const { throttling } = configSettings;
  return `# Lighthouse

Written by \`cargo xtask lighthouse\`, which has Lighthouse ${lighthouseVersion} look at the release binary as a phone: processor slowed ${throttling.cpuSlowdownMultiplier} times,
${(throttling.throughputKbps / 1024).toFixed(1)} Mbit/s, ${throttling.rttMs} ms round trips, worked out from an unslowed load (${configSettings.throttlingMethod}). Of ${times} looks, each with a new profile, the middle one by
performance is told. The machine has a benchmark index of ${count(environment.benchmarkIndex)}; with others at work on it, figures fall.

${table(["", "performance", "wanted", "accessibility", "best practices", "search"], looks.map((look) => {
    const [performance, ...others] = KINDS.map((kind) => score(look, kind));
    return [look.name, `**${performance}**`, look.goal, ...others];
  }))}

${table(["", "first paint, ms", "largest paint, ms", "speed index, ms", "blocked, ms", "layout shift", "KiB"], looks.map((look) => [
    look.name, ...FIGURES.map((name) => count(look.audits[name].numericValue)), look.audits["cumulative-layout-shift"].numericValue.toFixed(4), kib(look.audits["total-byte-weight"].numericValue),
  ]))}

Over loopback the server has no TLS and speaks HTTP/1.1; behind a proxy with HTTP/2 the same pages take fewer round trips.

## What costs points

${looks.map((look) => `${look.name[0].toUpperCase()}${look.name.slice(1)}:\n\n${costs(look).join("\n") || "- nothing"}\n`).join("\n")}`;
}

/** Of each kind what did not get everything, the heaviest first. @param {any} look */
function costs(look) {
  return KINDS.flatMap((kind) => {
    const parts = (look.categories[kind]?.auditRefs ?? []).filter((/** @type {any} */ part) => {
      const { score } = look.audits[part.id];
      return part.weight > 0 && score !== null && score < 0.995;
    });
    const lost = (/** @type {any} */ part) => part.weight * (1 - look.audits[part.id].score);
    const all = (look.categories[kind]?.auditRefs ?? []).reduce((/** @type {number} */ sum, /** @type {any} */ { id, weight }) => sum + (look.audits[id].score === null ? 0 : weight), 0);
    return parts.sort((/** @type {any} */ a, /** @type {any} */ b) => lost(b) - lost(a)).map((/** @type {any} */ part) => {
      const { title, displayValue } = look.audits[part.id];
      return `- ${kind}, ${((lost(part) / all) * 100).toFixed(1)} points: ${title}${displayValue ? ` (${displayValue.replaceAll("\u00a0", " ")})` : ""}`;
    });
  });
}
