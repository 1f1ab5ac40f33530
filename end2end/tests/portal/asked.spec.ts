// What a leader is asked on their page: three questions, one at a time, and the examples of a brief.
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begun, type Board } from "../../support/board.ts";
import { opened, Portal } from "../../support/portal.ts";
import { date } from "../../support/seed.ts";
import { expect, test, type Server } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

/** The board on the role's page, and the address of its leader's. */
async function both(page: Page, server: Server): Promise<{ board: Board; link: string }> {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const leader = seed.leader(LEADER);
    seed.role(leader, "Engineer");
    link = seed.link(leader);
  });
  await board.openRole("Engineer");
  return { board, link };
}

const asked = (page: Page, question: string) => page.getByRole("region", { name: question });

async function answers(page: Page, question: string, words: string) {
  await asked(page, question).getByLabel("Your answer").fill(words);
  await asked(page, question).getByRole("button", { name: "Send", exact: true }).click();
}

const HURTS = "What hurts most today?";
const WHY = "Why is that, do you think?";
const BETTER = "How will you notice in six months that it got better?";

test("three questions are answered without script, one at a time, and the board shows each within a second", { tag: "@phone" }, async ({
  page,
  browser,
  server,
}) => {
  const { board, link } = await both(page, server);
  const dana = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await dana.goto(link);
  await answers(dana, HURTS, "Reports arrive late");
  await expect(asked(dana, HURTS).getByText(`Are you ${LEADER}?`)).toBeVisible();
  await expect(asked(dana, HURTS).getByLabel("Your answer")).toHaveValue("Reports arrive late");
  await asked(dana, HURTS).getByRole("button", { name: "Yes, I am" }).click();
  await expect(board.pain("Reports arrive late")).toContainText("on their page", { timeout: 1_000 });
  await expect(board.notice).toContainText("Reports arrive late");

  await expect(asked(dana, HURTS)).toHaveCount(0);
  await expect(asked(dana, WHY)).toContainText("Reports arrive late");
  await answers(dana, WHY, "  ");
  await expect(asked(dana, WHY)).toContainText("Write something first.");
  await answers(dana, WHY, "Nobody maintains the night jobs");
  await expect(board.pain("Reports arrive late")).toContainText("Nobody maintains the night jobs", { timeout: 1_000 });
  await answers(dana, BETTER, "Nobody asks me on Mondays where they are");
  await expect(board.pain("Reports arrive late")).toContainText("Nobody asks me on Mondays", { timeout: 1_000 });
  await expect(dana.getByLabel("Your answer"), "nothing more is asked").toHaveCount(0);
  const shown = dana.getByRole("region", { name: "What hurts, as we understood it" });
  for (const words of ["Reports arrive late", "Nobody maintains the night jobs", "Nobody asks me on Mondays where they are"]) {
    await expect(shown).toContainText(words);
  }
});

test("the next question stands where the last one was; what is half typed stays when another comes", async ({ page, browser, server }) => {
  const { board, link } = await both(page, server);
  const dana = (await opened(browser, link)).page;
  await asked(dana, HURTS).getByLabel("Your answer").fill("Reports arr");
  await board.writesDown("Two people left");
  await board.shares("Two people left");
  await expect(asked(dana, WHY), "another is asked meanwhile").toContainText("Two people left");
  await expect(asked(dana, HURTS).getByLabel("Your answer")).toHaveValue("Reports arr");
  await answers(dana, HURTS, "Reports arrive late");
  await asked(dana, HURTS).getByRole("button", { name: "Yes, I am" }).click();
  await expect(board.pain("Reports arrive late")).toBeVisible();
  await expect(asked(dana, HURTS), "it was answered").toHaveCount(0);
  // What she told herself is gone on with, by keyboard alone.
  await expect(asked(dana, WHY)).toContainText("Reports arrive late");
  await expect(asked(dana, WHY).getByLabel("Your answer")).toBeFocused();
  await dana.keyboard.type("Nobody maintains the night jobs");
  await dana.keyboard.press("Tab");
  await dana.keyboard.press("Enter");
  await expect(board.pain("Reports arrive late")).toContainText("Nobody maintains the night jobs");
  await expect(asked(dana, BETTER).getByLabel("Your answer")).toBeFocused();
});

test("an answer that is written without a network is sent once there is one", async ({ page, browser, server }) => {
  const { board, link } = await both(page, server);
  const portal: Portal = await opened(browser, link);
  const dana = portal.page;
  await portal.write("Hello");
  await portal.confirm(LEADER);
  await expect(portal.note).toContainText("Sent");
  await server.kill();
  await answers(dana, HURTS, "Reports arrive late");
  await expect(asked(dana, HURTS)).toContainText("kept on this device");
  await server.start();
  await expect(board.pain("Reports arrive late")).toBeVisible({ timeout: 40_000 });
  await expect(asked(dana, WHY)).toContainText("Reports arrive late");
});

test("a role that was given away meanwhile takes no answer, and the words come back", async ({ page, server, browser }) => {
  let [role, link, jonas] = ["", "", ""];
  const { board, seed } = await begun(page, server, (seed) => {
    const leader = seed.leader(LEADER);
    jonas = seed.leader("Jonas Berg");
    role = seed.role(leader, "Engineer");
    seed.role(leader, "Analyst", 3, "source");
    link = seed.link(leader);
  });
  const dana = (await opened(browser, link)).page;
  await asked(dana, HURTS).getByLabel("Your answer").fill("Reports arrive late");
  seed.tell({ do: "give_role", role, leader: jonas });
  await seed.push();
  await expect(dana.getByText("Analyst").first()).toBeVisible();
  await asked(dana, HURTS).getByRole("button", { name: "Send", exact: true }).click();
  await dana.getByRole("button", { name: "Yes, I am" }).click();
  await expect(asked(dana, HURTS)).toContainText("It was not sent");
  await expect(asked(dana, HURTS).getByLabel("Your answer")).toHaveValue("Reports arrive late");
  await board.openRole("Engineer");
  await expect(board.pains).not.toContainText("Reports arrive late");
});

test("an example is answered with yes or no, with and without script", { tag: "@phone" }, async ({ page, browser, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const leader = seed.leader(LEADER);
    const role = seed.role(leader, "Engineer");
    const pain = randomUUID();
    const said = { what: "Reports arrive late", said_on: date(), better: "No mail on Mondays", shown: "leader" };
    seed.tell({ do: "add_pain", pain, role, leader, details: said });
    seed.tell({ do: "add_why", why: randomUUID(), pain, details: { answer: "Nobody maintains the jobs" } });
    const profiles = ["Six years, two teams", "Four years, night jobs of a bank"].map((lines) => ({ id: randomUUID(), lines }));
    seed.tell({ do: "edit_brief", role, leader, details: { profiles, shown: "leader" } });
    link = seed.link(leader);
  });
  await board.openRole("Engineer");
  const [question, examples] = ["Would you talk with somebody like this?", page.getByRole("list", { name: "Examples" })];
  const dana = (await opened(browser, link)).page;
  await expect(asked(dana, question)).toContainText("Six years, two teams");
  await asked(dana, question).getByRole("button", { name: "Send", exact: true }).click();
  await expect(asked(dana, question)).toContainText("Choose one of the two first.");
  await asked(dana, question).getByLabel("No").check();
  await asked(dana, question).getByLabel("Because").fill("nobody here can teach the nights");
  await asked(dana, question).getByRole("button", { name: "Send", exact: true }).click();
  await asked(dana, question).getByRole("button", { name: "Yes, I am" }).click();
  await expect(examples).toContainText("nobody here can teach the nights");

  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(link);
  await expect(asked(plain, question)).toContainText("Four years");
  await asked(plain, question).getByLabel("Yes").check();
  await asked(plain, question).getByRole("button", { name: "Send", exact: true }).click();
  await asked(plain, question).getByRole("button", { name: "Yes, I am" }).click();
  await expect(asked(plain, question)).toHaveCount(0);
  await expect(examples.getByRole("button", { name: "Yes", pressed: true })).toBeVisible();
});
