// Figures as rows of a table in Markdown.
import { ms } from "./stats.mjs";

/** @param {string[]} head @param {(string | number)[][]} rows */
export function table(head, rows) {
  const line = (/** @type {(string | number)[]} */ cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

/** @param {{ p50: number, p90: number, p99: number, max: number }} of */
export function spread(of) {
  return [ms(of.p50), ms(of.p90), ms(of.p99), ms(of.max)];
}
