import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Board, begun } from "../../support/board.ts";
import { date } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("a leader is renamed, and can be erased", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRoles(LEADER, "Engineer");
  await board.openLeader(LEADER);
  await board.more("Edit");
  await page.getByLabel("Team (optional)").fill("Platform");
  await page.getByLabel("Phone number (optional)").fill("ask Tom");
  await board.button("Save").click();
  await expect(page.getByRole("alert")).toContainText("a phone number has at least three digits");
  await page.getByLabel("Phone number (optional)").fill("+44 20 7946 0123");
  await page.getByLabel("How they like to hear").selectOption("a call");
  await page.getByLabel("Good to know (optional)").fill("Never on a Monday.");
  await board.button("Save").click();
  const kept = page.getByRole("region", { name: `What we keep about ${LEADER}` });
  for (const words of ["Platform", "a call", "Never on a Monday."]) await expect(kept).toContainText(words);
  await expect(page.getByRole("link", { name: `Call ${LEADER}` })).toHaveAttribute("href", "tel:+442079460123");
  await board.erase(LEADER);
  await expect(page.getByText(LEADER)).toHaveCount(0);
  await board.show();
  await expect(board.card("Engineer")).toContainText("No leader");
});

test("what became of a leader's roles is taken along as a table, and printed without what is to be pressed", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader(LEADER);
    const role = seed.role(dana, "Engineer", 30);
    seed.role(seed.leader("Marcus Obi"), "Controller", 30);
    const [pain, hire] = [randomUUID(), randomUUID()];
    seed.tell({ do: "add_pain", pain, role, leader: dana, details: { what: "Late reports", said_on: date(120), severity: 8 } });
    seed.tell({ do: "add_hire", hire, role, details: { name: "Sam Reed", yes_on: date(110), starts_on: date(95) } });
    const details = { scores: [{ pain, worth: 3 }] };
    seed.tell({ do: "note_check_in", check_in: randomUUID(), hire, day: 90, voice: "leader", details });
  });
  await board.openLeader(LEADER);
  const before = page.getByRole("region", { name: "What hurt before" });
  await expect(before).toContainText("Late reportsSince Sam Reed: 8 of 10 before, 3 at day 90");
  const [download] = await Promise.all([page.waitForEvent("download"), board.button("Save their roles as a table").click()]);
  expect(download.suggestedFilename()).toBe("fulcrum-dana-whitfield.csv");
  const table = await readFile(await download.path(), "utf8");
  expect(table).toContain(`,Engineer,${LEADER},`);
  expect(table).not.toContain("Controller");
  await page.emulateMedia({ media: "print" });
  await expect(before).toBeVisible();
  await expect(page.getByRole("heading", { name: LEADER, level: 1 })).toBeVisible();
  await expect(board.button("Print")).toBeHidden();
  await expect(page.getByText(/^As of \d+ \w+ \d{4}$/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Week by week" })).toBeHidden();
  await expect(page.getByRole("navigation")).toBeHidden();
});
