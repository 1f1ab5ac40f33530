// What an offer makes of its role: a yes moves it however early it stands, one that was none moves it back, and a no is noted with its
// reason in one tap.
import { begun } from "../../support/board.ts";
import { opened } from "../../support/portal.ts";
import { date } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

test("a yes moves a role that nobody was sought for, which says what is still to ask, and a first day before it is pointed out", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader("Dana Whitfield"), "Engineer"));
  const after = page.getByRole("region", { name: "Offer, and after" });
  await board.openRole("Engineer");
  await board.turnTo("After");
  await after.getByRole("button", { name: "Somebody else" }).click();
  await after.getByLabel("Their name").fill("Sam Reed");
  await after.getByRole("button", { name: "Save", exact: true }).click();
  await after.getByRole("button", { name: "Offer made: answer in a week: Sam Reed" }).click();
  await after.getByRole("button", { name: "Said yes: Sam Reed" }).click();
  await expect(page.getByRole("tab", { name: "After" })).toContainText("said yes");
  await after.getByRole("button", { name: "Change: Sam Reed" }).click();
  await after.getByLabel("First day", { exact: true }).fill(date(30));
  await expect(after.getByRole("status")).toContainText("The first day comes before the yes");
  await after.getByLabel("Said yes on").fill(date(60));
  await expect(after.getByRole("status")).toHaveCount(0);
  await after.getByRole("button", { name: "Save", exact: true }).click();
  await board.show();
  await expect(board.card("Engineer")).toContainText("Skipped: still to ask");
  await expect(board.titles("Follow up")).toHaveText(["Engineer"]);
});

test("why somebody declined is said in one tap", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader("Dana Whitfield"), "Engineer", 30, "offer"));
  const after = page.getByRole("region", { name: "Offer, and after" });
  await board.openRole("Engineer");
  await board.turnTo("After");
  await after.getByRole("button", { name: "Somebody else" }).click();
  await after.getByLabel("Their name").fill("Kim Lund");
  await after.getByRole("button", { name: "Save", exact: true }).click();
  await after.getByRole("button", { name: "Offer made: answer in a week: Kim Lund" }).click();
  await after.getByRole("button", { name: "Declined: Kim Lund" }).click();
  await after.getByRole("button", { name: "They stayed where they were" }).click();
  await expect(after).toContainText("They stayed where they were");
  await expect(page.getByRole("tab", { name: "After" })).toContainText("declined");
});

test("a yes that was noted by mistake leaves the leader’s page with whoever is taken out, and a role that somebody left asks whether it is open again", async ({ page, browser, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    seed.role(dana, "Engineer", 1, "interview");
    link = seed.link(dana);
  });
  await board.synced();
  const dana = (await opened(browser, link)).page.getByRole("heading", { level: 1 });
  const after = page.getByRole("region", { name: "Offer, and after" });
  await board.openRole("Engineer");
  await board.turnTo("After");
  await after.getByRole("button", { name: "Somebody else" }).click();
  await after.getByLabel("Their name").fill("Sam Reed");
  await after.getByRole("button", { name: "Save", exact: true }).click();
  await after.getByRole("button", { name: "Offer made: answer in a week: Sam Reed" }).click();
  await after.getByRole("button", { name: "Said yes: Sam Reed" }).click();
  await expect(board.notice).toContainText("without a name");
  await expect(dana).toContainText("Somebody said yes today");
  await after.getByRole("button", { name: "Remove: Sam Reed" }).click();
  await expect(dana).not.toContainText("said yes");
  await board.show();
  await expect(board.titles("Interview")).toHaveText(["Engineer"]);

  await board.openRole("Engineer");
  await board.turnTo("After");
  await after.getByRole("button", { name: "Put back: Sam Reed" }).click();
  await expect(dana).toContainText("Somebody said yes today");
  await after.getByRole("button", { name: "Change: Sam Reed" }).click();
  await after.getByLabel("Said yes on").fill(date(60));
  await after.getByLabel("First day", { exact: true }).fill(date(30));
  await after.getByLabel("Last day", { exact: false }).fill(date(10));
  await after.getByRole("button", { name: "Save", exact: true }).click();
  await expect(after).toContainText("Is it open again?");
  await board.show();
  await expect(board.card("Engineer")).toContainText("Is it open again?");
  await board.openRole("Engineer");
  await board.turnTo("After");
  await after.getByRole("button", { name: "Yes: back to Source" }).click();
  await expect(after).not.toContainText("Is it open again?");
  await board.show();
  await expect(board.titles("Source")).toHaveText(["Engineer"]);
});
