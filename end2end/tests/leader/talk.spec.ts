// One conversation with a leader, over all their roles and links.
import { Board, begun } from "../../support/board.ts";
import { opened } from "../../support/portal.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("a reply is told of when it arrives, is answered under itself, and a new link shows both", async ({ page, browser, server }) => {
  const seed = await Seed.claim(server);
  const leader = seed.leader(LEADER);
  for (const title of ["Engineer", "Analyst"]) seed.role(leader, title, 2);
  const first = seed.link(leader);
  const board = new Board(page);
  await board.begin(seed);
  const dana = await opened(browser, first);
  await expect(dana.note.getByLabel("About"), "it is asked once something is said").toBeHidden();
  await dana.note.getByLabel("Your reply").fill("Is it");
  await dana.note.getByLabel("About").selectOption("Analyst");
  await dana.write("Is it still one person?");
  await dana.confirm(LEADER);

  // Wherever one is on the board, there is the way to it.
  await expect(board.notice).toContainText(`${LEADER}: “Is it still one person?”`);
  await board.notice.getByRole("button", { name: "Open" }).click();
  await expect(page.getByRole("heading", { name: LEADER, level: 1 })).toBeVisible();
  const talk = page.getByRole("region", { name: "Conversation" });
  const thread = talk.getByRole("listitem").filter({ hasText: "Is it still one person?" }).first();
  await expect(thread).toContainText("Analyst");
  await thread.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(page.getByLabel("A short update")).toBeFocused();
  await page.getByLabel("A short update").fill("One, and a contractor until May.");
  await board.writeIt.click();
  await expect(thread.getByRole("listitem")).toContainText("One, and a contractor until May.");
  await expect(thread.getByRole("button", { name: "Answer", exact: true })).toHaveCount(0);
  await expect(dana.note.getByRole("listitem")).toHaveText([/You, today.*Analyst/s, /Priya Nair, today.*One, and a contractor/s]);

  // What needs no answer is nobody's turn, and that can be taken back.
  await dana.write("Thank you!");
  const thanks = talk.getByRole("listitem").filter({ hasText: "Thank you!" }).first();
  await expect(board.main).toContainText("Your turn: a reply waits");
  await thanks.getByRole("button", { name: "Needs no answer" }).click();
  await expect(board.main).not.toContainText("Your turn: a reply waits");
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(board.main).toContainText("Your turn: a reply waits");

  // Replies belong to the leader, not to the link through which they came.
  seed.revoke(first);
  const again = seed.link(leader);
  await seed.push();
  await dana.isGone();
  const other = await opened(browser, again);
  await expect(other.note).toContainText("Is it still one person?");
  await expect(other.note).toContainText("One, and a contractor until May.");
  await expect(other.note).toContainText("Through another link, today");
});

test("what a leader's team asks waits until the next update opens with the answer", { tag: "@phone" }, async ({ page, browser, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader(LEADER);
    seed.role(dana, "Engineer", 2);
    link = seed.link(dana);
  });
  const dana = await opened(browser, link);
  await dana.note.getByText("What is your team asking?").click();
  const form = dana.note.locator("details");
  await form.getByLabel("What your team asks").fill("Is it still one person?");
  await form.getByRole("button", { name: "Send", exact: true }).click();
  await form.getByRole("button", { name: "Yes, I am" }).click();
  await expect(dana.note.getByRole("listitem")).toContainText("Your team asks");

  await expect(board.notice).toContainText("Is it still one person?");
  await board.notice.getByRole("button", { name: "Open" }).click();
  const talk = page.getByRole("region", { name: "Conversation" });
  await expect(talk.getByRole("listitem").filter({ hasText: `${LEADER}’s team asks` })).toContainText("The next update opens with this");
  // Another question, from a talk, waits behind it; it can be taken back.
  await talk.getByText("Note what they said elsewhere").click();
  await talk.getByLabel("What is the team asking?").fill("Who covers the nights?");
  await talk.getByRole("button", { name: "Note it" }).click();
  await expect(talk.getByRole("listitem").filter({ hasText: "Who covers the nights?" })).toContainText("noted");
  await board.notice.getByRole("button", { name: "Undo" }).click();
  await expect(talk).not.toContainText("Who covers the nights?");

  await expect(board.main).toContainText("Opens with the answer to what the team asks: “Is it still one person?”");
  await page.getByLabel("A short update").fill("One person. And 12 approached.");
  await board.writeIt.click();
  await expect(talk).not.toContainText("The next update opens with this");
  const update = dana.page.getByRole("main").locator("section.update");
  await expect(update).toContainText("Your team asked: “Is it still one person?”");
  await expect(update).toContainText("One person. And 12 approached.");
});

test("a role's page shows what is said of it, and beside its other steps the newest", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed: Seed) => {
    const dana = seed.leader(LEADER);
    const [engineer, analyst] = ["Engineer", "Analyst"].map((title) => seed.role(dana, title, 2));
    seed.update(dana, engineer, "Two engineers are in play.");
    seed.update(dana, analyst, "No analyst yet.");
  });
  await board.openRole("Engineer");
  await board.turnTo("Pains");
  await page.getByLabel("What hurts most?").fill("Reports arrive");
  const beside = page.getByRole("region", { name: `With ${LEADER}` });
  await expect(beside).toContainText("Two engineers are in play.");
  await expect(beside).not.toContainText("No analyst yet.");
  await beside.getByRole("button", { name: "Write" }).click();
  await expect(page.getByLabel("A short update")).toBeFocused();
  await expect(page.getByRole("region", { name: `Updates for ${LEADER}` })).toContainText("Two engineers are in play.");
  // Turning to another step loses nothing that is half typed, and its address leads back to it.
  await page.keyboard.press("Shift+Tab");
  await page.getByRole("tab", { name: "Updates" }).focus();
  for (const name of ["Told", "Pains"]) {
    await page.keyboard.press("ArrowLeft");
    await expect(page.getByRole("tab", { name })).toBeFocused();
  }
  await expect(page.getByLabel("What hurts most?")).toHaveValue("Reports arrive");
  await page.goto(page.url().replace("#pains", "#updates"));
  await page.reload();
  await expect(page.getByRole("tab", { name: "Updates" })).toHaveAttribute("aria-selected", "true");
  // The rest stands behind the three dots, and goes when one looks elsewhere.
  await page.getByText("…", { exact: true }).click();
  await expect(page.getByRole("button", { name: "Put on hold" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Put on hold" })).toBeHidden();
});

test("a reply that is shared from another app is noted with whom it names, and waits for an answer", { tag: "@phone" }, async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    seed.role(seed.leader("Ann Aaron"), "Analyst", 2);
    seed.role(seed.leader("Dana Whitfield"), "Engineer", 2);
  });
  const manifest = await (await page.request.get("/manifest.webmanifest")).json();
  expect(manifest.share_target).toEqual({ action: "/heard", method: "GET", params: { title: "title", text: "text", url: "url" } });
  await page.goto(`/heard?text=${encodeURIComponent("Tuesday suits me & the panel.\nDana")}`);
  await expect(page.getByLabel("What they wrote")).toHaveValue("Tuesday suits me & the panel.\nDana");
  await expect(page.getByLabel("Who wrote it?").locator("option:checked")).toHaveText("Dana Whitfield");
  await board.button("Note it").click();
  await expect(page.getByRole("heading", { level: 1, name: "Dana Whitfield" })).toBeVisible();
  const talk = page.getByRole("region", { name: "Conversation" });
  await expect(talk).toContainText("Tuesday suits me & the panel.");
  await expect(talk.getByRole("button", { name: "Answer", exact: true })).toBeVisible();
  // Nobody whom it names: then somebody says who.
  await page.goto("/heard?text=Who%20knows");
  await board.button("Note it").click();
  await expect(page.getByText("Say who wrote it first.")).toBeVisible();
  await expect(page.getByLabel("What they wrote")).toHaveValue("Who knows");
  // What is half typed outlives a reload.
  await page.goto("/heard");
  await page.getByLabel("What they wrote").fill("Not yet noted");
  await page.reload();
  await expect(page.getByLabel("What they wrote")).toHaveValue("Not yet noted");
});
