// Roles from another tracker: read in many forms, corrected by hand, added once.
import { mkdtemp, open, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { Board } from "../support/board.ts";
import { expect, test } from "../support/server.ts";

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "fulcrum-import-")), name);
  await writeFile(path, content);
  return path;
}

async function choose(page: Page, path: string) {
  await page.goto("/import");
  await page.getByLabel("Choose a file").setInputFiles(path);
}

/** So many days ago, as `24.11.2026`. */
function ago(days: number): string {
  const date = new Date(Date.now() - days * 86_400_000);
  return [date.getDate(), date.getMonth() + 1].map((part) => String(part).padStart(2, "0")).join(".") + `.${date.getFullYear()}`;
}

const EXPORT = [
  "Status;Date opened;Hiring Manager;Department;Requisition Title;Wer sucht;Filled",
  'Open;02.11.2026;Dana Whitfield;Platform;"Data Engineer,\r\nLeeds";Priya;',
  "Filled;01.03.2026;Márcia Obi;Finance;Financial Controller;Priya;30.06.2026",
  `Filled;${ago(40)};Márcia Obi;Finance;Payroll Lead;;${ago(12)}`,
  "Open;31.02.2026;Dana Whitfield;Platform;Backend Engineer;;",
  "Interviewing;05.10.2026;Dana Whitfield;Platform;Backend Engineer;;",
].join("\r\n");

test("a tracker's export becomes roles where they are, once", async ({ page }) => {
  const board = new Board(page);
  await choose(page, await file("export.csv", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(EXPORT, "utf16le")])));
  await expect(page.getByLabel("Requisition Title")).toHaveValue("1");
  await expect(page.getByText("4 roles, 2 of them closed, for 2 leaders, 2 of them new.")).toBeVisible();
  await page.getByText("1 line cannot be imported").click();
  await expect(page.getByText('Line 6: "31.02.2026" is not a date: write it as 2026-11-24.')).toBeVisible();

  await page.getByLabel("Wer sucht").selectOption("Recruiter");
  await expect(page.getByText("Not in this workspace: Priya. Their roles become yours.")).toBeVisible();
  await page.getByLabel("Requisition Title").selectOption("Leave out");
  await expect(page.getByRole("alert")).toHaveText("Say which column holds the role's title.");
  await page.getByLabel("Requisition Title").selectOption("Title");

  await page.getByRole("button", { name: "Import 4 roles" }).click();
  await expect(page.getByRole("heading", { name: "4 roles were imported." })).toBeVisible();
  await page.getByRole("link", { name: "Open the board" }).click();
  await expect(board.column("Source").getByRole("heading", { level: 3 })).toHaveText(["Data Engineer, Leeds"]);
  await expect(board.column("Interview").getByRole("heading", { level: 3 })).toHaveText(["Backend Engineer"]);
  await expect(board.titles("Closed")).toHaveText(["Payroll Lead"]);
  await expect(board.card("Payroll Lead")).toContainText("Filled, took");
  await expect(page.getByText("1 more closed over 90 days ago")).toBeVisible();
  await board.openRole("Backend Engineer");
  await page.getByText("All six steps").click();
  await expect(page.getByRole("list", { name: "The six steps" })).toContainText("not done here");

  await choose(page, await file("again.csv", EXPORT));
  await expect(page.getByText("Nothing new to import.")).toBeVisible();
  await expect(page.getByText("4 roles are on the board already and left alone.")).toBeVisible();
});

test("dates that can be read in two ways are asked about", async ({ page }) => {
  await choose(page, await file("dates.csv", Buffer.from("Role,Manager,Opened\nNurse,Zo\xeb,03/04/2026\n", "latin1")));
  await expect(page.getByRole("cell", { name: "3 Apr 2026" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "Zoë" })).toBeVisible();
  await page.getByLabel("03/04/2026 is").selectOption("4 March (month first)");
  await expect(page.getByRole("cell", { name: "4 Mar 2026" })).toBeVisible();
});

test("cells pasted from a spreadsheet are a table, too", async ({ page }) => {
  await page.goto("/import");
  await page.getByText("Or paste from a spreadsheet").click();
  await page.getByLabel("Cells, with their headings").fill("Job\tHM\tCreated\nSRE\tDana\t2026-01-02");
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByRole("button", { name: "Import 1 role" })).toBeVisible();
});

test("how roles ended is asked, a leader nobody names is the team's head, and the import is undone in one", async ({ page }) => {
  const board = new Board(page);
  const lines = [
    "Requisition Display Job Title,Department,Requisition Owner - Name,Date opened,Date closed,Pipeline stage",
    `Buyer,Procurement,Priya,2026-01-05,2026-03-02,Closed`,
    `Controller,Finance,Priya,2026-01-06,2026-03-03,Closed`,
    `Planner,Procurement,Priya,2026-01-07,,Interviewing`,
  ];
  await choose(page, await file("closed.csv", lines.join("\n")));
  await expect(page.getByText("No column holds the hiring leader.")).toBeVisible();
  await expect(page.getByRole("cell", { name: "Head of Procurement" })).toBeVisible();
  await expect(page.getByText("Until you say, 2 roles are not brought in.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Import 1 role" })).toBeVisible();
  await page.getByLabel("2 roles just say “closed”. They were:").selectOption("Cancelled");
  await page.getByRole("button", { name: "Import 3 roles" }).click();
  await expect(page.getByRole("heading", { name: "3 roles were imported." })).toBeVisible();
  await page.getByRole("button", { name: "Undo the import" }).click();
  await expect(page.getByRole("heading", { name: "The import is undone." })).toBeVisible();
  await page.getByRole("link", { name: "Open the board" }).click();
  await expect(board.titles("Interview")).toHaveCount(0);
});

test("what is no table is said so, and nothing is lost", async ({ page }) => {
  const image = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  await choose(page, await file("roles.csv", image));
  await expect(page.getByRole("alert")).toContainText("This is not a table but a picture");
  await page.getByLabel("Choose a file").setInputFiles(await file("empty.csv", ""));
  await expect(page.getByRole("alert")).toContainText("The file is empty");

  const huge = await file("huge.csv", "Title,Manager,Opened\n");
  const handle = await open(huge, "r+");
  await handle.truncate(1024 * 1024 * 1024);
  await handle.close();
  await page.getByLabel("Choose a file").setInputFiles(huge);
  await expect(page.getByRole("alert")).toContainText("The file is too large: 64 MB is the most");
});

test("a hundred thousand lines show how far they are, and may be stopped and gone on with", async ({ page }) => {
  test.setTimeout(180_000);
  const line = (n: number) => `R-${n},Role ${n},Leader ${n % 50},2020-01-${String(1 + (n % 28)).padStart(2, "0")},Filled,${30 + (n % 60)}`;
  const lines = Array.from({ length: 100_000 }, (_, n) => line(n));
  const path = await file("many.csv", ["Req ID,Title,Manager,Opened,Status,Days to fill", ...lines].join("\n"));
  await choose(page, path);
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: "Import 100000 roles" }).click();
  await expect(page.getByRole("progressbar", { name: "Importing…" })).toHaveAttribute("value", /^[1-9]/);
  await page.getByRole("button", { name: "Stop" }).click();
  const done = page.getByRole("heading", { name: /^\d+ roles were imported/ });
  await expect(done).toBeVisible();
  const count = Number((await done.textContent())?.match(/\d+/)?.[0]);
  await page.getByRole("button", { name: "Import another file" }).click();
  await page.getByLabel("Choose a file").setInputFiles(path);
  await expect(page.getByText(`${count} roles are on the board already`)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: `Import ${100_000 - count} roles` })).toBeEnabled();
});

test("roles leave as CSV, and no cell is a formula", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles('=HYPERLINK("https://example.org")', "Engineer");
  await page.goto("/settings");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Roles as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("fulcrum-roles.csv");
  const table = await readFile(await download.path(), "utf8");
  expect(table).toContain(`Engineer,"'=HYPERLINK(""https://example.org"")"`);
  await choose(page, await download.path());
  await expect(page.getByText("1 role is on the board already")).toBeVisible();
});
