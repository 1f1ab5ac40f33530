// Bad input: each form says what is wrong in words, and loses nothing of what was typed.
import type { Locator, Page } from "@playwright/test";
import { Board, begun } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";
const LONG = "é".repeat(10_000);
const ODD = [`<b>Dana</b><img src=x onerror="document.title='run'">`, "مديرة التوظيف في لندن", "👩🏽‍💻 採用担当 🚀"];

/** Pastes as a person does: what the field does with it is the field's own business. */
async function paste(field: Locator, text: string) {
  await field.fill("");
  await field.focus();
  await field.page().keyboard.insertText(text);
}

async function isKept(field: Locator, text: string) {
  expect((await field.inputValue()).length, "characters that are left").toBe(text.length);
}

/** Tries a text field with nothing and with far too much. */
async function tries(page: Page, field: Locator, send: Locator, empty: string, long: RegExp) {
  await paste(field, "  ");
  await send.click();
  await expect(page.getByRole("alert")).toHaveText(empty);
  await paste(field, LONG);
  await send.click();
  await expect(page.getByRole("alert")).toHaveText(long);
  await isKept(field, LONG);
}

test("a new role", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  const sheet = await board.startRole();
  const [title, leader] = [sheet.getByLabel("What is it called?"), sheet.getByLabel("Who needs it?")];
  const add = sheet.getByRole("button", { name: "Save the need" });
  await leader.fill(LEADER);
  await tries(page, title, add, "The title is empty: write something first.", /^The title has 10000 characters, 200 is the most/);
  await expect(leader).toHaveValue(LEADER);
  await title.fill("Engineer");
  await tries(page, leader, add, "The leader's name is empty: write something first.", /^The leader's name has 10000 characters/);
  await sheet.getByText("All fields").click();
  await leader.fill(LEADER);
  await sheet.getByLabel("Approved on").fill("1820-01-01");
  await add.click();
  await expect(page.getByRole("alert")).toContainText("out of reach");
  await expect(title).toHaveValue("Engineer");
});

test("markup, other scripts and emoji are text like any other", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  for (const text of ODD) {
    await board.addRole(text, `Leader ${text}`);
    await expect(page).toHaveTitle(`${text} · Fulcrum`);
    await board.show();
    await expect(board.card(text)).toContainText(`Leader ${text}`);
  }
});

test("editing and holding a role", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRole("Engineer", LEADER);
  await board.more("Edit");
  await tries(page, page.getByLabel("Title"), board.button("Save"), "The title is empty: write something first.", /^The title has 10000/);
  await page.getByLabel("Title").fill("Engineer");
  await page.getByLabel("Approved on").fill("");
  await board.button("Save").click();
  await expect(page.getByRole("alert")).toContainText("date");
  await board.button("Cancel").click();
  await board.more("Put on hold");
  const form = page.locator("form").filter({ has: page.getByLabel("Who asked for it?") });
  const hold = form.getByRole("button", { name: "Put on hold" });
  await form.getByLabel("Why?").fill("Budget");
  await tries(page, form.getByLabel("Who asked for it?"), hold, "The name of who asked for it is empty: write something first.", /10000 characters/);
  await expect(form.getByLabel("Why?")).toHaveValue("Budget");
});

test("effort with numbers", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRole("Engineer", LEADER);
  await page.getByText("With numbers and a result").click();
  const form = page.getByRole("region", { name: "Effort", exact: true });
  const log = form.getByRole("button", { name: "Log it" });
  const [many, replied, came] = [
    form.getByLabel("How many (people approached)"),
    form.getByLabel("Of them replied"),
    form.getByLabel("What came of it"),
  ];
  for (const [field, bad, words] of [
    [many, "", "How many needs a whole number"],
    [many, "twelve", 'it says "twelve"'],
    [many, "-3", "How many needs a whole number"],
    [many, "0", "must be from 1 to 10000"],
    [many, "99999999999", "How many is too large"],
    [replied, "9", "must be from 0 to 1"],
    [form.getByLabel("Minutes"), "5000", "must be from 0 to 1440"],
    [came, LONG, "10000 characters"],
  ] as const) {
    const good = await field.inputValue();
    await paste(field, bad);
    await log.click();
    await expect(page.getByRole("alert"), bad).toContainText(words);
    await expect(field).toHaveValue(bad);
    await field.fill(good);
  }
  await expect(board.efforts).toHaveCount(0);
});

test("an update, and its half-typed draft", async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.addRole("Engineer", LEADER);
  await board.turnTo("Updates");
  const text = page.getByLabel("A short update");
  await tries(page, text, board.writeIt, "The update is empty: write something first.", /^The update has 10000/);
  await text.fill("Half a sent");
  await page.reload();
  await expect(text).toHaveValue("Half a sent");
  await board.writeIt.click();
  await expect(text).toHaveValue("");
  await page.reload();
  await expect(text).toHaveValue("");
});

test("claiming and signing in", async ({ page, server }) => {
  const board = new Board(page);
  await page.goto(server.claimUrl ?? "");
  const [team, password] = [page.getByLabel("What is your team called?"), page.getByLabel("Password")];
  const claim = board.button("Claim this server");
  await page.getByLabel("Your name").fill("Priya Nair");
  await claim.click();
  await expect(page.getByRole("alert")).toContainText("workspace's name is empty");
  await team.fill("Northwind");
  await page.getByLabel("E-mail").fill("priya");
  await password.fill("four words will do");
  await claim.click();
  await expect(page.getByRole("alert")).toContainText("it needs an @");
  await page.getByLabel("E-mail").fill("priya@example.org");
  await password.fill("short");
  await claim.click();
  await expect(page.getByRole("alert")).toContainText("The password has 5 characters");
  await expect(team).toHaveValue("Northwind");

  await page.goto("/claim?code=wrong");
  await page.getByLabel("Your name").fill("Priya Nair");
  await claim.click();
  await expect(page.getByRole("alert")).toContainText("The claim code is not right");

  await page.goto("/sign-in");
  await board.fillSignIn();
  await expect(page.getByRole("alert")).toHaveText("This e-mail address and password do not go together.");
  await expect(page.getByLabel("E-mail")).toHaveValue("priya@example.org");
});

test("a link", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.openRole("Engineer");
  await board.turnTo("Updates");
  await tries(page, page.getByLabel("For whom"), board.button("Make a link"), "The name of who gets it is empty: write something first.", /10000 characters/);
  await page.getByLabel("For whom").fill("Dana");
  await page.getByLabel("Last day (optional)").fill("2200-01-01");
  await board.button("Make a link").click();
  await expect(page.getByRole("alert")).toContainText("out of reach");
});
