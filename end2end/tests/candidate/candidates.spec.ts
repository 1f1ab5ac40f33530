// Finalists: a card each, what the leader says of them, and what is kept.
import { readFile } from "node:fs/promises";
import { begun } from "../../support/board.ts";
import { opened } from "../../support/portal.ts";
import { expect, test } from "../../support/server.ts";

test("a card is the board's until it is shown, and the leader's answer is seen on the board at once", async ({ page, server, browser }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    seed.role(dana, "Engineer", 1, "interview");
    link = seed.link(dana);
  });
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  const finalists = page.getByRole("region", { name: "Finalists" });
  await board.button("Add a finalist").click();
  await finalists.getByLabel("Name, or what you call them").fill("Sam Reed");
  await finalists.getByLabel("Five lines at most, without the name").fill("Six years of data platforms\nLed two teams");
  await finalists.getByLabel("Where the CV lives (optional)").fill("http://ats.example.com/sam");
  await board.button("Save").click();
  await expect(finalists).toContainText("the address of the CV begins with https://");
  // What is half typed is there again after a reload.
  await page.reload();
  await expect(finalists.getByLabel("Five lines at most, without the name")).toHaveValue("Six years of data platforms\nLed two teams");
  await finalists.getByLabel("Where the CV lives (optional)").fill("https://ats.example.com/sam");
  await board.button("Save").click();
  const card = finalists.getByRole("listitem").filter({ hasText: "Sam Reed" });
  await expect(card).toContainText("Candidate A");
  await expect(card).toContainText("Only recruiters see the card");

  const portal = await opened(browser, link);
  await expect(portal.page.getByText("Candidate A")).toHaveCount(0);
  await board.button("Show Dana: Sam Reed").click();
  const asked = portal.page.getByRole("region", { name: "Candidate A" });
  await expect(asked).toContainText("Six years of data platforms");
  await expect(asked).toContainText("Do you want to meet? By");
  expect(await portal.page.content()).not.toContain("Sam Reed");
  await page.goto("/today");
  const waiting = page.getByRole("region", { name: "Waiting on others" }).getByRole("listitem");
  await expect(waiting).toContainText("meet Candidate A? Engineer");

  // A no needs a reason.
  await asked.getByLabel("Not, because…").check();
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await asked.getByRole("button", { name: "Yes, I am" }).click();
  await expect(asked).toContainText("It was not sent: the reason is empty");
  await asked.getByLabel("Meet", { exact: true }).check();
  await asked.getByLabel("Because", { exact: true }).fill("before ten");
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  // Whoever has said who they are is not asked again.
  await expect(asked).toContainText("You said, today: Meet: before ten");
  await expect(page.getByRole("main")).toContainText("meet Candidate A: before ten");

  await page.goBack();
  await expect(card).toContainText("Dana Whitfield, today: Meet: before ten");
  // From the shortlist on the name is known where it is shared.
  await page.getByLabel("More about Sam Reed").click();
  await board.button("Share the name: Sam Reed").click();
  await expect(portal.page.getByRole("region", { name: "Sam Reed" }).getByRole("link", { name: "CV" })).toHaveAttribute("href", "https://ats.example.com/sam");
});

test("who withdraws in one tap is said to have, for an answer that was on its way, too", async ({ page, server, browser }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 1, "interview");
    link = seed.link(dana);
    seed.shown(role, dana, "Sam Reed");
  });
  const portal = await opened(browser, link);
  const asked = portal.page.getByRole("region", { name: /^Candidate A/ });
  await asked.getByLabel("Call me").check();
  await asked.getByLabel("Because", { exact: true }).fill("about the notice");
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  await page.getByLabel("More about Sam Reed").click();
  await board.button("Withdrew: Sam Reed").click();
  await expect(asked.getByRole("heading")).toHaveText("Candidate A has withdrawn.");
  // What was half typed is kept where one may write of anything.
  await expect(portal.note.getByLabel("Your reply")).toHaveValue("about the notice");
  await page.goto("/today");
  await expect(page.getByRole("region", { name: /^Yours today/ })).toContainText("Candidate A has withdrawn: tell them");
  await page.goto("/review");
  await expect(page.getByLabel("Learned")).toHaveValue("Candidate A has withdrawn.");
  // They are in play after all.
  await board.show();
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  await board.button("Back in play: Sam Reed").click();
  await expect(asked).toContainText("Do you want to meet?");
});

test("a card that was changed is read anew, without script, too", async ({ page, server, browser }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 1, "interview");
    link = seed.link(dana);
    seed.shown(role, dana, "Sam Reed");
  });
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(link);
  const asked = plain.getByRole("region", { name: "Candidate A" });
  await asked.getByLabel("Meet", { exact: true }).check();
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  await board.button("Change: Sam Reed").click();
  await page.getByLabel("Five lines at most, without the name").fill("Eight years");
  await board.button("Save").click();
  await expect(board.sync).toContainText(/synced/i);
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await asked.getByRole("button", { name: "Yes, I am" }).click();
  await expect(asked).toContainText("the card was changed meanwhile: read it as it is now, then answer");
  await expect(asked).toContainText("Eight years");
  await asked.getByRole("button", { name: "Send", exact: true }).click();
  await expect(asked).toContainText("You said, today: Meet");
});

test("people are counted at a tap; what is kept of somebody is saved as a file, and forgotten", async ({ page, server, browser }) => {
  let [link, boss] = ["", ""];
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Engineer", 1, "interview");
    [link, boss] = [seed.link(dana), seed.link(dana, "read")];
    seed.shown(role, dana, "Sam Reed");
  });
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  await board.button("One more: First talk").click();
  await board.button("One more: First talk").click();
  await page.keyboard.press("Control+z");
  const portal = await opened(browser, boss);
  await expect(portal.page.getByRole("region", { name: "Where people stand" })).toContainText("1 first talk");
  await expect(portal.page.getByText("Candidate A")).toHaveCount(0);

  const leaders = await opened(browser, link);
  await expect(leaders.page.getByRole("region", { name: "Candidate A" })).toBeVisible();
  // What is half typed of somebody outlives them, their card does not.
  await leaders.page.getByRole("region", { name: "Candidate A" }).getByRole("textbox").fill("Too senior");
  await leaders.page.getByLabel("Your reply").fill("What about pay?");
  await page.getByLabel("More about Sam Reed").click();
  const saving = page.waitForEvent("download");
  await board.button("Save what is kept as a file").click();
  const saved = await readFile(await (await saving).path(), "utf8");
  expect(saved).toContain("What is kept about Sam Reed");
  await board.button("Forget Sam Reed").click();
  await board.button("Forget").click();
  await expect(page.getByRole("region", { name: "Finalists" }).getByRole("listitem")).toHaveCount(0);
  await expect(leaders.page.getByText("Candidate A")).toHaveCount(0);
  await expect(leaders.page.getByLabel("Your reply")).toHaveValue("What about pay?\n\nToo senior");
});
