// After the yes: contract, first day, the talk at day 30, which is one reader's alone, and what still hurts, as the leader says it.
import { randomUUID } from "node:crypto";
import { begun } from "../../support/board.ts";
import { held } from "../../support/database.ts";
import { opened } from "../../support/portal.ts";
import { date } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";
import { colleague } from "../../support/team.ts";

const WORDS = "Nobody told me of the nights";

test("somebody says yes, signs, starts, and is heard at day 30 by the one whom they chose", async ({ page, browser, server }) => {
  let link = "";
  const { board, seed } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Data Engineer", 90, "interview");
    const details = { what: "Late reports", said_on: date(), severity: 8, shown: "leader" };
    seed.tell({ do: "add_pain", pain: randomUUID(), role, leader: dana, details });
    seed.shown(role, dana, "Sam Reed");
    link = seed.link(dana);
  });
  const tom = await colleague(browser, seed);

  await board.openRole("Data Engineer");
  await board.turnTo("After");
  const after = page.getByRole("region", { name: "Offer, and after" });
  await after.getByRole("button", { name: "Note an offer to Sam Reed" }).click();
  await after.getByLabel("They knew the pay range before the interview").check();
  await after.getByRole("button", { name: "Offer made: answer in a week: Sam Reed" }).click();
  await expect(after).toContainText("Offer made: yes or no by");
  const portal = await opened(browser, link);
  const play = portal.page.getByRole("heading", { name: "Candidate A", exact: true });
  await expect(play).toBeVisible();
  // An offer moves the role, and one that was a slip moves it back.
  await expect(board.moves("Data Engineer")).toContainText("Offer, day 90");
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.moves("Data Engineer")).toContainText("Interview, day 90");
  await after.getByRole("button", { name: "Offer made: answer in a week: Sam Reed" }).click();
  await after.getByRole("button", { name: "Said yes: Sam Reed" }).click();
  await expect(page.getByRole("tab", { name: "After" })).toContainText("said yes");
  // A slip is taken back, with the stage to which it moved the role.
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("tab", { name: "After" })).toContainText("offer");
  await expect(play).toBeVisible();
  await after.getByRole("button", { name: "Said yes: Sam Reed" }).click();
  await expect(play, "whoever said yes is in play no more").toHaveCount(0);
  await after.getByRole("button", { name: "Contract signed: Sam Reed" }).click();
  await after.getByRole("button", { name: "List what is to be ready" }).click();
  await after.getByRole("checkbox", { name: "A plan for the first week" }).check();
  await expect(after).toContainText("4 of 5 to do");
  await after.getByRole("button", { name: "When do they start? Sam Reed" }).click();
  await after.getByLabel("First day", { exact: true }).fill(date(30));
  await after.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("tab", { name: "After" })).toContainText("day 30");
  await after.getByRole("button", { name: "Show Dana: Sam Reed" }).click();

  await expect(after).toContainText("Tell Sam first: you alone read it, it is voluntary");
  await after.getByRole("button", { name: "Sam agreed that I read it" }).click();
  const day = after.getByRole("listitem").filter({ hasText: "Day 30" });
  await day.getByRole("button", { name: "Talk with Sam" }).click();
  const asks = (words: string) => after.getByRole("group", { name: words });
  await asks("I know what is expected of me").getByRole("button", { name: "4" }).click();
  await asks("The job is what I was told").getByRole("button", { name: "2" }).click();
  await after.getByLabel("In their words").fill(WORDS);
  await after.getByRole("button", { name: "Save", exact: true }).click();
  await expect(day).toContainText(WORDS);
  await expect(day).toContainText("Call Sam this week: the job is not what they were told.");

  // A colleague has the hire, and nothing of what was said, on the page or on the device.
  await tom.openRole("Data Engineer");
  await tom.turnTo("After");
  const toms = tom.page.getByRole("region", { name: "Offer, and after" });
  await expect(toms).toContainText("alone reads what Sam says, whether that is something or nothing");
  await expect(toms).not.toContainText("Call Sam");
  const his = await held(tom.page);
  expect(his).toContain("Sam Reed");
  expect(his).not.toContain(WORDS);
  expect(await held(page)).toContain(WORDS);

  // What Sam agreed to is passed on, in a row of its own.
  await day.getByRole("button", { name: "Sam lets something be passed on" }).click();
  await after.getByLabel(/May I pass on/).fill("One quiet night a week");
  await after.getByRole("button", { name: "They agreed: pass it on" }).click();
  await expect(toms).toContainText("One quiet night a week");
  // It may hurt again, and is then among the pains of the role.
  const again = after.getByRole("button", { name: "Add to Pains: One quiet night a week" });
  await again.click();
  await expect(again).toHaveCount(0);
  await expect(after.getByRole("button", { name: "Raise a problem: One quiet night a week" })).toBeVisible();

  const hers = portal.page.getByRole("region", { name: "Sam Reed, day 30 with you" });
  await expect(hers).toContainText("One quiet night a week");
  await expect(hers).toContainText(/In \S+, “Late reports” hurt 8 of 10\. And today\?/);
  await expect(hers).toContainText(/What Sam tells \S+ stays with Sam unless Sam passes it on\./);
  await expect(portal.page.getByText(WORDS)).toHaveCount(0);
  await hers.getByRole("radio", { name: "3", exact: true }).check();
  await hers.getByRole("textbox").fill("Far fewer.");
  await hers.getByRole("button", { name: "Send", exact: true }).click();
  await hers.getByRole("button", { name: "Yes, I am" }).click();
  await expect(hers).toContainText("8 of 10 before; 3 at day 30");
  await expect(hers).toContainText("How much of the core of the work can Sam Reed do?");
  // In the same place something else is asked, and answered; what was said stands once.
  await expect(hers.getByRole("textbox")).toHaveValue("");
  await expect(hers).not.toContainText("changed meanwhile");
  await hers.getByRole("radio", { name: "4", exact: true }).check();
  await hers.getByRole("button", { name: "Send", exact: true }).click();
  await expect(day).toContainText("“Late reports”: 8 before, 3 now");
  await expect(day).toContainText("They can do the core of the work: 4 of 5");
  await expect(hers).toContainText("The core of the work: 4 of 5 at day 30");
  await expect.poll(async () => (await day.textContent())?.match(/Far fewer/g)?.length).toBe(1);
});

test("long after day 90 Today offers to forget them, which their reader or an owner does, knowing what goes", async ({ page, browser, server }) => {
  const { seed } = await begun(page, server, (seed) => {
    const role = seed.role(seed.leader("Dana Whitfield"), "Data Engineer", 400, "interview");
    const hire = randomUUID();
    seed.tell({ do: "add_hire", hire, role, details: { name: "Sam Reed", yes_on: date(300), starts_on: date(271) } });
    seed.tell({ do: "agree_reader", hire, agreed_on: date(271) });
    for (const voice of ["hire", "leader"]) {
      seed.tell({ do: "note_check_in", check_in: randomUUID(), hire, day: 30, voice, details: { words: WORDS } });
    }
  });
  const tom = await colleague(browser, seed);
  await tom.openRole("Data Engineer");
  await tom.turnTo("After");
  const toms = tom.page.getByRole("region", { name: "Offer, and after" });
  await toms.getByText("What is kept", { exact: true }).click();
  await expect(toms).toContainText("Only Priya Nair, or an owner of the workspace, forgets Sam Reed");
  await expect(toms.getByRole("button", { name: "Forget Sam Reed" })).toHaveCount(0);

  await page.getByRole("link", { name: /^Today/ }).click();
  const line = page.getByRole("listitem").filter({ hasText: "forget them?" });
  await expect(line).toContainText("Sam Reed");
  await line.getByRole("button", { name: "Forget Sam Reed" }).click();
  const after = page.getByRole("region", { name: "Offer, and after" });
  await after.getByText("What is kept", { exact: true }).click();
  await after.getByRole("button", { name: "Forget Sam Reed" }).click();
  await expect(after.getByRole("alert")).toContainText("1 note of what their leader said, 1 note of what they said to you alone");
  await after.getByRole("button", { name: "Forget", exact: true }).click();
  await expect(after).not.toContainText("Sam Reed");
  await expect(toms).not.toContainText("Sam Reed");
});
