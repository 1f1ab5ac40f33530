import { Board, begun, signedInElsewhere } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("the board shows only what is asked for", async ({ page, server }) => {
  const seed = await Seed.claim(server);
  const [dana, marcus] = [seed.leader(LEADER), seed.leader("Marcus Obi")];
  for (const title of ["Data Engineer", "Security Engineer", "Designer", "Writer"]) seed.role(dana, title, 1);
  for (const title of ["Controller", "Clerk", "Payroll Engineer"]) seed.role(marcus, title, 1, "source");
  const board = new Board(page);
  await board.begin(seed);
  const words = page.getByLabel("Show only roles with these words");
  await words.fill("engineer");
  await expect(page.getByText("3 roles match")).toBeVisible();
  await expect(board.titles("Source")).toHaveText(["Payroll Engineer"]);
  await page.getByLabel("Leader", { exact: true }).selectOption(LEADER);
  await expect(board.titles("Understand")).toHaveText(["Data Engineer", "Security Engineer"]);
  await expect(board.titles("Source")).toHaveCount(0);
  await words.fill("engineer dana sec");
  await expect(board.titles("Understand")).toHaveText(["Security Engineer"]);
  await words.fill("nothing like it");
  await expect(page.getByText("No role matches")).toBeVisible();
  await board.button("Show all").click();
  await expect(page.getByRole("heading", { level: 3 })).toHaveCount(7);
});

test("a leader who is erased is not asked for any more, and the board shows all", async ({ page, browser, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const [dana, marcus] = [seed.leader(LEADER), seed.leader("Marcus Obi")];
    for (const title of ["Data Engineer", "Designer", "Writer"]) seed.role(dana, title, 1);
    for (const title of ["Controller", "Clerk", "Treasurer", "Auditor"]) seed.role(marcus, title, 1);
  });
  const other = await signedInElsewhere(browser, server);
  await page.getByLabel("Show only roles with these words").fill("e");
  await page.getByLabel("Leader", { exact: true }).selectOption(LEADER);
  await expect(page.getByText("3 roles match")).toBeVisible();
  await other.erase(LEADER);
  await expect(page.getByText("6 roles match"), "what was typed is asked for still").toBeVisible();
  await expect(page.getByLabel("Leader", { exact: true })).toHaveValue("");
  await board.button("Show all").click();
  await expect(page.getByRole("heading", { level: 3 })).toHaveCount(7);
  await other.close();
});

test("what is asked for and the place on the page outlive a reload and the way back", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader(LEADER);
    seed.leader("Marcus Obi");
    for (let at = 1; at <= 30; at++) seed.role(dana, `Engineer ${at}`, 1);
    seed.role(dana, "Writer", 1);
  });
  await page.getByLabel("Show only roles with these words").fill("engineer");
  await expect(page.getByText("30 roles match")).toBeVisible();
  await page.getByLabel("Leader", { exact: true }).selectOption(LEADER);
  await expect(page).toHaveURL(/\/board\?words=engineer&leader=/);
  await page.mouse.move(400, 500);
  await page.mouse.wheel(0, 1600);
  const link = page.getByRole("link", { name: "Engineer 16", exact: true });
  await expect(link).toBeInViewport();
  const scrolled = () => page.evaluate(() => Math.round(scrollY));
  await expect.poll(() => page.evaluate(() => history.state?.[0] ?? 0)).toBeGreaterThan(1_000);
  const before = await scrolled();
  const same = async () => {
    await expect(page.getByText("30 roles match")).toBeVisible();
    await expect(page.getByLabel("Leader", { exact: true })).toHaveValue("0");
    await expect.poll(scrolled).toBe(before);
  };
  await link.click();
  await expect(page.getByRole("heading", { name: "Engineer 16", level: 1 })).toBeVisible();
  await page.goBack();
  await same();
  await page.reload();
  await same();
  await board.button("Show all").click();
  await expect(page).toHaveURL(/\/board$/);
});

test("whose role it is and whose turn can be asked for", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const [dana, marcus] = [seed.leader(LEADER), seed.leader("Marcus Obi")];
    const ola = seed.colleague("Ola Nordmann");
    seed.role(dana, "Data Engineer", 30, "source");
    seed.role(dana, "Designer", 1);
    for (const title of ["Controller", "Clerk"]) seed.handOver(seed.role(marcus, title, 30), ola);
  });
  await expect(board.card("Controller").getByRole("img", { name: "Owner: Ola Nordmann" })).toHaveText("ON");
  await expect(board.card("Data Engineer")).toContainText(/Update \d+ days late: call/);
  await expect(board.card("Designer")).toContainText("Ask: What hurts most?");
  const turn = board.button(/^My turn/);
  await expect(turn, "a colleague's is not mine").toHaveText("My turn 1");
  await turn.click();
  await expect(page.getByRole("heading", { level: 3 })).toHaveText(["Data Engineer"]);
  await turn.click();
  await board.button("Ola Nordmann").click();
  await expect(page.getByRole("heading", { level: 3 })).toHaveText(["Controller", "Clerk"]);
  await page.reload();
  await expect(page.getByRole("heading", { level: 3 })).toHaveText(["Controller", "Clerk"]);
});

test("a stage's name stays in sight below the top bar", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader(LEADER);
    for (let at = 1; at <= 20; at++) seed.role(dana, `Engineer ${at}`, 1);
  });
  await page.mouse.move(400, 500);
  await page.mouse.wheel(0, 900);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500);
  const name = await board.column("Understand").getByRole("heading", { name: "Understand 20" }).boundingBox();
  const top = await page.getByRole("banner").boundingBox();
  expect(name?.y).toBe((top?.y ?? 0) + (top?.height ?? 0));
});

test("on a phone a stage without roles is a line, and the first card is on the first screen", { tag: "@phone" }, async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    seed.role(seed.leader(LEADER), "Analyst", 1, "follow_up");
  });
  await expect(page.getByRole("heading", { name: "Analyst" })).toBeInViewport({ ratio: 1 });
  const empty = board.column("Interview");
  await expect(empty.getByRole("heading", { name: "Interview 0" })).toBeVisible();
  expect((await empty.boundingBox())?.height).toBeLessThan(36);
});

test("on a phone the filter is one tap away and takes no room before", { tag: "@phone" }, async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader(LEADER);
    for (let at = 1; at <= 8; at++) seed.role(dana, `Engineer ${at}`, 1);
  });
  const words = page.getByLabel("Show only roles with these words");
  await expect(words).toBeHidden();
  await board.button("Filter").tap();
  await words.fill("engineer 7");
  await expect(board.titles("Understand")).toHaveText(["Engineer 7"]);
  await page.reload();
  await expect(words, "what hides roles is in sight").toHaveValue("engineer 7");
});
