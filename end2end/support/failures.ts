// Writes down what failed, and at which expectation, for whoever sees the end of a long log only.
import { writeFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

export default class Failures implements Reporter {
  private readonly told: string[] = [];

  constructor(private readonly options: { file: string }) {}

  onTestEnd(test: TestCase, result: TestResult) {
    if (result.status === test.expectedStatus || result.status === "skipped") return;
    const why = stripVTControlCharacters(result.error?.message ?? result.status);
    const lines = why.split("\n").filter((line) => line.trim() !== "").slice(0, 12);
    const where = result.error?.location ? `:${result.error.location.line}` : "";
    const again = result.retry > 0 ? " (again)" : "";
    this.told.push([`${test.title}${again}, ${test.location.file.split("/tests/").at(-1)}${where}`, ...lines].join("\n    "));
  }

  onEnd() {
    writeFileSync(this.options.file, this.told.map((one) => `  ${one}\n`).join(""));
  }
}
