// Those who meet somebody judge by themselves: nobody holds another's words before they have handed in their own.
import { begun } from "../../support/board.ts";
import { held } from "../../support/database.ts";
import { GONE, opened } from "../../support/portal.ts";
import { expect, test } from "../../support/server.ts";
import { colleague } from "../../support/team.ts";

const DAY = 86_400_000;

test("an interviewer without an account, the leader and a colleague judge unseen by each other, and it is decided together", async ({ page, server, browser }) => {
  let danas = "";
  const { board, seed } = await begun(page, server, (seed) => {
    seed.ago = 3 * DAY;
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 10, "interview");
    seed.meets(seed.shown(role, dana, "Mina Okafor"), dana, -1, 15);
    danas = seed.link(dana);
  });
  await board.show();
  await board.openRole("Engineer");
  await board.turnTo("Pains");
  await board.writesDown("Reports arrive two days late");
  await board.turnTo("Interviews");
  const kit = page.getByRole("region", { name: "Interview questions" });
  await kit.getByRole("button", { name: "Make the questions" }).click();
  await kit.getByRole("button", { name: "Keep 1 question", exact: true }).click();

  const judges = page.getByRole("list", { name: "Who judges Mina Okafor" });
  let link = "";
  await test.step("Priya asks herself, Dana on her page, and Gil by a link of his own", async () => {
    await board.button("Ask an interviewer: Mina Okafor").click();
    await page.getByLabel("You", { exact: true }).check();
    await board.button("Ask").click();
    await board.button("Ask an interviewer: Mina Okafor").click();
    await page.getByLabel(/^Dana Whitfield, on their page/).check();
    await board.button("Ask").click();
    await board.button("Ask an interviewer: Mina Okafor").click();
    await page.getByLabel("Somebody without an account, by a link of their own").check();
    await page.getByLabel("Their name").fill("Gil Moss");
    await board.button("Ask").click();
    await board.button("Make their link").click();
    link = await page.getByLabel(/^The address for Gil Moss/).inputValue();
    await board.button("Close").click();
    await expect(judges.getByRole("listitem")).toHaveCount(3);
    await board.synced();
  });

  const gil = (await opened(browser, link)).page;
  const form = gil.locator("section.card").filter({ has: gil.getByLabel("What you heard or saw") });
  await test.step("Gil's page has whom he meets and what he asks, and nothing else of the role", async () => {
    await expect(gil.getByRole("heading", { level: 1 })).toContainText("You meet Mina Okafor");
    for (const other of ["Dana", "Reports arrive", "Engineer"]) {
      await expect(gil.getByRole("main"), other).not.toContainText(other);
    }
  });

  await test.step("a rating needs what was heard, and what is half typed outlives a reload", async () => {
    await form.getByLabel(/^4/).check();
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByRole("button", { name: "Yes, I am" }).click();
    await expect(form).toContainText("write what you heard or saw");
    await form.getByLabel("What you heard or saw").fill("gil-heard: rang both teams first");
    await form.getByLabel(/^4/).check();
    await gil.reload();
    await expect(form.getByLabel("What you heard or saw")).toHaveValue("gil-heard: rang both teams first");
    await expect(form.getByLabel(/^4/)).toBeChecked();
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form).toContainText("You wrote");
    const notes = gil.getByRole("region", { name: "Anything else" });
    await notes.getByLabel("Your notes").fill("gil-noted: on time");
    await gil.getByRole("button", { name: "Hand it in" }).click();
    await expect(gil.getByRole("region", { name: "All said?" })).toContainText("Save what you wrote above first");
    // Without a connection it waits, and stays to be read.
    await gil.context().setOffline(true);
    await notes.getByRole("button", { name: "Save" }).click();
    await expect(notes.getByRole("status")).toContainText("kept on this device");
    await expect(notes.getByRole("status")).toContainText("gil-noted: on time");
    await gil.context().setOffline(false);
    await expect(notes.getByRole("status")).not.toContainText("kept on this device", { timeout: 25_000 });
    await expect(notes).toContainText("gil-noted");
    await gil.getByRole("button", { name: "Hand it in" }).click();
    await expect(gil.getByRole("main")).toContainText("You have handed in your scorecard");
  });

  await test.step("Dana judges on her own page, where nobody else's words are", async () => {
    const dana = (await opened(browser, danas)).page;
    const card = dana.getByRole("region", { name: "Your scorecard: Candidate A" });
    await card.getByText("Write it").click();
    await card.getByLabel(/^3/).check();
    await card.getByLabel("What you heard or saw").fill("dana-heard: named who waited");
    await card.getByRole("button", { name: "Save" }).first().click();
    await card.getByRole("button", { name: "Yes, I am" }).click();
    await expect(card).toContainText("You wrote");
    expect(await dana.content()).not.toContain("gil-heard");
    await card.getByRole("button", { name: "Hand it in" }).click();
    await expect(card).toContainText("You have handed in your scorecard");
    await expect(judges).toContainText("Dana Whitfield handed in");
  });

  await test.step("Priya's device does not hold it before she hands in hers, and then she reads it", async () => {
    await expect(judges).toContainText("Gil Moss handed in");
    expect(await held(page)).not.toContain("gil-heard");
    await board.button("Write your scorecard: Mina Okafor").click();
    await page.getByLabel("Rating").selectOption({ label: "2" });
    await page.getByLabel("What did you hear or see?").fill("priya-heard: waited for a week");
    await page.reload();
    await expect(page.getByLabel("What did you hear or see?")).toHaveValue("priya-heard: waited for a week");
    await board.button("Save").click();
    await board.synced();
    expect(await gil.content()).not.toContain("priya-heard");
    await board.button("Hand it in").click();
    await expect(page.locator(".debrief")).toContainText("gil-heard");
    await expect(page.locator(".debrief")).toContainText("dana-heard");
    await expect(page.locator(".debrief")).toContainText("Far apart: talk about this one");
    expect(await held(page)).toContain("gil-heard");
  });

  await test.step("a colleague who judges nobody reads it, and once it is decided Gil's link is over", async () => {
    const tom = await colleague(browser, seed);
    await tom.show();
    await tom.openRole("Engineer");
    await tom.turnTo("Interviews");
    await expect(tom.page.locator(".debrief")).toContainText("priya-heard");
    await board.button("Note what was decided").click();
    await page.getByLabel("What was decided?").selectOption({ label: "Goes on" });
    await page.locator("form.amend").getByRole("button", { name: "Save" }).click();
    await expect(page.locator(".debrief")).toContainText("Decided: Goes on");
    await expect(gil.getByRole("heading", { name: GONE })).toBeVisible({ timeout: 5_000 });
  });
});

test("a scorecard more arrives on a page that shows one already, and each is of its own interview", async ({ page, server, browser }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    for (const title of ["Engineer", "Buyer"]) {
      const role = seed.role(dana, title, 10, "interview");
      seed.meets(seed.shown(role, dana, `Finalist of ${title}`), dana, 2, 15);
    }
    link = seed.link(dana);
  });
  const asks = async (title: string) => {
    await board.show();
    await board.openRole(title);
    await board.turnTo("Interviews");
    await board.button(`Ask an interviewer: Finalist of ${title}`).click();
    await page.getByLabel(/^Dana Whitfield, on their page/).check();
    await board.button("Ask").click();
    await board.synced();
  };
  await asks("Engineer");
  const { page: dana } = await opened(browser, link);
  const cards = dana.getByRole("region", { name: /^Your scorecard/ });
  await expect(cards).toHaveCount(1);
  await asks("Buyer");
  await expect(cards).toHaveCount(2);
  await expect(cards.filter({ hasText: "Buyer" })).toHaveCount(1);
  const notes = cards.filter({ hasText: "Buyer" });
  await notes.getByText("Write it").click();
  await notes.getByLabel("Your notes").fill("For the buyer");
  await notes.getByRole("button", { name: "Save" }).last().click();
  await dana.getByRole("button", { name: "Yes, I am" }).click();
  await expect(notes).toContainText("For the buyer");
  await expect(cards.filter({ hasText: "Engineer" })).not.toContainText("For the buyer");
});
