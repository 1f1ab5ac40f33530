// From Monday to Monday: effort, a growing silence, an update that is drafted right, and a leader who decides and goes away.
import { Board } from "../support/board.ts";
import { Days } from "../support/days.ts";
import { opened } from "../support/portal.ts";
import { expect, test } from "../support/server.ts";

const LEADER = "Dana Whitfield";

test("a week from Monday to Monday", async ({ browser }) => {
  test.setTimeout(120_000);
  const days = await Days.begin(browser, "2026-11-09T08:00:00Z");
  try {
    const page = await days.device();
    const board = new Board(page);
    await board.claim(days.server.claimUrl);
    await board.addRole("Data Engineer", LEADER);
    const link = await board.makeLink();
    const next = async (moment: string) => {
      await days.turn(moment);
      await page.reload();
      await board.synced();
    };

    // Each day something is done; the silence grows.
    await board.turnTo("Updates");
    await board.logOne("Outreach");
    await next("2026-11-10T09:00:00Z");
    await board.logOne("First talk");
    await board.synced();
    await page.goto("/today");
    await expect(page.getByText(/update due|update .* late/)).toHaveCount(0);
    await next("2026-11-13T09:00:00Z");
    await expect(page.getByText("first update due Monday: Data Engineer")).toBeVisible();
    await next("2026-11-14T09:00:00Z");
    await expect(page.getByText("first update due Monday: Data Engineer"), "nobody is late over a weekend").toBeVisible();

    // On Monday a decision is asked for, and all of it goes out.
    await next("2026-11-16T08:00:00Z");
    await expect(page.getByText("first update due today: Data Engineer")).toBeVisible();
    await page.goto("/leaders");
    await page.getByRole("link", { name: LEADER }).click();
    await board.button(`Ask ${LEADER}`).click();
    await page.getByLabel("What is to be decided?").fill("Who comes Thursday?");
    await page.getByLabel("Choices, a line each (optional)").fill("C\nD");
    await page.getByLabel("By when?").fill("2026-11-18");
    await board.button("Save").click();
    await page.goto("/review");
    const draft = page.locator(".review-card");
    const line = (name: string) => draft.getByLabel(name, { exact: true });
    await expect(line("We did")).toHaveValue("1 person approached; 1 first talk.");
    await expect(line("Learned")).toHaveValue("");
    await expect(line("From you")).toHaveValue("Who comes Thursday? C / D. By Wed 18 Nov.");
    await board.button(/^Good, now send/).click();
    await board.button(/^Send /).click();
    await expect(page.getByText("Done: 1 update written.")).toBeVisible();
    await board.synced();

    // She reads, decides, and is away from Friday on: Sam answers for her.
    const portal = await opened(browser, link);
    const update = portal.page.locator("section.update").first();
    await expect(update).toContainText("1 person approached; 1 first talk.");
    await update.getByRole("button", { name: "Thanks" }).click();
    await update.getByRole("button", { name: "Yes, I am" }).click();
    await expect(update).toContainText("You said thanks, today");
    const asked = portal.page.getByRole("region", { name: /Who comes Thursday\?$/ });
    await expect(asked).toContainText("One thing from you by Wednesday");
    await asked.getByLabel("C", { exact: true }).check();
    await asked.getByRole("button", { name: "Send", exact: true }).click();
    await expect(asked).toContainText("You said, today: C");
    const needs = portal.page.getByRole("region", { name: /^What you need from/ });
    await needs.getByText("Say when you are away").click();
    await needs.getByLabel("First day").fill("2026-11-20");
    await needs.getByLabel("Last day").fill("2026-11-27");
    await needs.getByLabel(/^Who answers for you/).fill("Sam Reed");
    await needs.getByRole("button", { name: "Send", exact: true }).last().click();
    await expect(needs).toContainText("You are away 20 Nov to 27 Nov. Sam Reed answers for you.");

    // The board knows all of it; she was told, and the clock begins anew.
    await page.goto("/leaders");
    await page.getByRole("link", { name: LEADER }).click();
    await expect(page.locator(".role-head")).toContainText("Next by Mon 23 Nov");
    await expect(page.locator(".role-head")).toContainText("Away 20 Nov to 27 Nov: Sam Reed answers");
    await expect(page.getByRole("region", { name: "Decisions" })).toContainText(`${LEADER}, today: C`);
    await expect(page.getByRole("region", { name: "Conversation" })).toContainText("thanks today");
    await page.goto("/effort");
    await expect(page.locator("main")).toContainText("told once, “Thanks”");
  } finally {
    await days.dispose();
  }
});
