import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { browserArgs, browserPath } from "./support/browser.ts";

export default defineConfig({
  testDir: "tests",
  outputDir: "results",
  forbidOnly: !!process.env.CI,
  fullyParallel: true,
  // Half of a story is waiting: for a server to start, a frame, a network that is away.
  workers: Math.ceil(availableParallelism() * 1.5),
  // Where a whole check waits for it, a story is told once more. One that needs it is named at the end, and is a fault all the same.
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"], ["./support/failures.ts", { file: "results/failures.txt" }]],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: "chromium",
    actionTimeout: 20_000,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    screenshot: "only-on-failure",
    // In a whole check only a story that is told once more keeps one.
    trace: process.env.CI ? "on-first-retry" : "retain-on-failure",
    launchOptions: { executablePath: browserPath(), args: browserArgs },
  },
  // A story is told once: on a desktop, or on a phone if it says so; at both sizes where the layout is what it is about.
  projects: [
    { name: "desktop", grepInvert: /@phone/, use: { viewport: { width: 1440, height: 900 } } },
    {
      name: "phone",
      grep: /@phone|@both-sizes/,
      use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    },
  ],
});
