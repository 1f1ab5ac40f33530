// The form by link: what whoever was hired writes stays in their browser until they send it; they take it back while nobody read it, and
// are read by the one whom they chose.
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { begun, type Board } from "../../support/board.ts";
import { held } from "../../support/database.ts";
import { opened } from "../../support/portal.ts";
import { date } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";
import { colleague } from "../../support/team.ts";

const WORDS = "Nobody told me of the nights";

async function asked(page: Page, server: Parameters<typeof begun>[1]) {
  const { board, seed } = await begun(page, server, (seed) => {
    const dana = seed.leader("Dana Whitfield");
    const role = seed.role(dana, "Data Engineer", 90, "interview");
    const hire = randomUUID();
    const details = { name: "Sam Reed", yes_on: date(40), starts_on: date(30) };
    seed.tell({ do: "add_hire", hire, role, details });
    seed.tell({ do: "agree_reader", hire, agreed_on: date(30) });
  });
  await board.openRole("Data Engineer");
  await board.turnTo("After");
  return { board, seed, ...(await theirLink(board)) };
}

/** Their link, made at day 30. */
async function theirLink(board: Board) {
  const after = board.page.getByRole("region", { name: "Offer, and after" });
  const day = after.getByRole("listitem").filter({ hasText: "Day 30" });
  await day.getByRole("button", { name: "Send the form instead" }).click();
  await after.getByRole("button", { name: "Make their link" }).click();
  const link = await board.page.getByLabel(/^The address for Sam Reed/).inputValue();
  await after.getByRole("button", { name: "Close" }).click();
  await board.synced();
  return { day, link };
}

/** What stands on a page of theirs. */
function formOn(page: Page) {
  const form = page.getByRole("region", { name: "What you say" });
  const told = form.getByRole("group", { name: "The job is what I was told" });
  return {
    form,
    two: told.getByRole("radio", { name: "2" }),
    words: form.getByLabel("In your words"),
    send: form.getByRole("button", { name: "Send it" }),
    me: form.getByRole("button", { name: "Yes, I am" }),
    unread: page.getByRole("region", { name: /has not read it yet/ }),
  };
}

const writes = async ({ two, words }: ReturnType<typeof formOn>) => {
  await two.check();
  await words.fill(WORDS);
};

test("somebody who was hired answers by link, takes it back, sends it again and is read", async ({ page, browser, server }) => {
  const { board, seed, day, link } = await asked(page, server);
  const tom = await colleague(browser, seed);
  await tom.openRole("Data Engineer");
  await tom.turnTo("After");
  const toms = tom.page.getByRole("region", { name: "Offer, and after" });
  await expect(toms).toContainText("alone reads what Sam says, whether that is something or nothing");
  const before = await toms.innerText();

  const sam = (await opened(browser, link)).page;
  await expect(sam.getByRole("heading", { level: 1 })).toHaveText("Day 30: how does it go?");
  await expect(sam.getByRole("main")).toContainText("It is voluntary");
  for (const other of ["Dana", "Engineer"]) {
    await expect(sam.getByRole("main"), other).not.toContainText(other);
  }
  const sams = formOn(sam);
  await writes(sams);
  // It stands there once more as it is sent, and outlives a reload.
  await sam.reload();
  await expect(sams.two).toBeChecked();
  await expect(sams.words).toHaveValue(WORDS);
  await expect(sams.form.getByRole("listitem")).toHaveText(["The job is what I was told: 2", WORDS]);
  // Whoever else has the address reads none of it, sent or not.
  const other = (await opened(browser, link)).page;
  await expect(formOn(other).form).toBeVisible();
  await expect(other.getByRole("main")).not.toContainText(WORDS);
  await expect(formOn(other).words).toHaveValue("");

  await sams.send.click();
  await sams.me.click();
  await expect(sams.unread).toBeVisible();
  await expect(sams.form).toHaveCount(0);
  const read = day.getByRole("button", { name: "Sam answered: read it" });
  await expect(read).toBeVisible();
  await expect(formOn(other).unread).toBeVisible();
  await expect(other.getByRole("main")).not.toContainText(WORDS);
  await expect(day).not.toContainText(WORDS);
  await board.synced();
  expect(await held(page), "what may be taken back is on no device").not.toContain(WORDS);
  await sams.unread.getByRole("button", { name: "Take it back" }).click();
  await expect(read).toHaveCount(0);
  await expect(day.getByRole("button", { name: "Talk with Sam" })).toBeVisible();
  expect(await held(page)).not.toContain(WORDS);

  // It is back where it was written, and nowhere else.
  await expect(sams.two).toBeChecked();
  await expect(sams.words).toHaveValue(WORDS);
  await expect(formOn(other).words).toHaveValue("");
  await sams.send.click();
  await read.click();
  await expect(day).toContainText("Sam wrote to you alone:");
  await expect(day.getByRole("listitem")).toHaveText(["The job is what I was told: 2 of 5", WORDS]);
  await expect(day).toContainText("Call Sam this week: the job is not what they were told.");
  await expect(sam.getByRole("region", { name: /has read it/ })).toContainText("It stays as it is");
  const kept = await sam.evaluate(() => JSON.stringify(localStorage));
  expect(kept, "once it was read this browser keeps nothing of it").not.toContain(WORDS);

  // A colleague has seen no difference, on the page or on the device.
  expect(await toms.innerText()).toBe(before);
  expect(await held(tom.page)).not.toContain(WORDS);
});

test("once another reads, what nobody opened is deleted, both are told so, and it is back by that one's link in the browser that wrote it", async ({ page, browser, server }) => {
  const { board, seed, link } = await asked(page, server);
  const sam = (await opened(browser, link)).page;
  await writes(formOn(sam));
  await formOn(sam).send.click();
  await formOn(sam).me.click();
  await expect(formOn(sam).unread).toBeVisible();

  const tom = await colleague(browser, seed);
  await tom.openRole("Data Engineer");
  await tom.turnTo("After");
  await tom.button("Sam agreed that I read it").click();
  const sure = tom.page.getByRole("alert").filter({ hasText: "They chose me" });
  await expect(sure).toContainText("it is deleted now, and Sam may send it to you anew");
  await tom.button("They chose me").click();
  await tom.synced();
  // By the old link nothing is asked any more; what was written is given back, with its numbers.
  const moved = sam.getByRole("region", { name: "Priya has not read what you sent" });
  await expect(moved).toContainText("Tom gives you a link of their own");
  await expect(moved.locator(".unsent")).toHaveText(`The job is what I was told: 2\n${WORDS}`);
  await expect(sam.getByRole("main")).toContainText("Tom Baker says that you want Tom Baker to read what you say from now on");
  await sam.reload();
  await expect(moved.locator(".unsent")).toHaveText(`The job is what I was told: 2\n${WORDS}`);
  await expect(sam.locator(".own-late")).toBeEmpty();
  // Whom it was for is told once.
  const after = board.page.getByRole("region", { name: "Offer, and after" });
  const news = after.getByText(/^What Sam sent on .* was for you and was not read\. Tom Baker reads now/);
  await expect(news).toBeVisible();
  await after.getByRole("button", { name: /^Got it/ }).click();
  await expect(news).toHaveCount(0);
  const again = await theirLink(tom);
  await sam.goto(again.link);
  await expect(formOn(sam).words).toHaveValue(WORDS);
  await expect(formOn(sam).two).toBeChecked();
  expect(await held(tom.page), "whoever reads next holds nothing of it").not.toContain(WORDS);
  const other = (await opened(browser, again.link)).page;
  await expect(formOn(other).words).toHaveValue("");
});

test("a form written and sent without a connection arrives once there is one", async ({ page, browser, server }) => {
  const { day, link } = await asked(page, server);
  const sam = (await opened(browser, link)).page;
  const sams = formOn(sam);
  await expect(sam.locator(".live-mark")).toHaveClass(/on/);
  await sam.context().setOffline(true);
  await writes(sams);
  await sams.send.click();
  await sams.me.click();
  await expect(sams.form).toContainText("kept on this device");
  await expect(sams.words, "it stands nowhere else").toHaveValue(WORDS);
  // What is changed while it waits is not sent as it was.
  await sams.words.fill("The nights");
  await sam.context().setOffline(false);
  await expect(sam.locator(".live-mark")).toHaveClass(/on/, { timeout: 15_000 });
  await expect(sams.words).toHaveValue("The nights");
  await expect(sams.unread).toHaveCount(0);
  await sam.context().setOffline(true);
  await sams.send.click();
  await expect(sams.form).toContainText("kept on this device");
  await sam.context().setOffline(false);
  await expect(sams.unread).toBeVisible({ timeout: 15_000 });
  await expect(sams.form).toHaveCount(0);
  await expect(day.getByRole("button", { name: "Sam answered: read it" })).toBeVisible();
});

test("an address that was made is shown no more once another reads", async ({ page, browser, server }) => {
  const { board, seed, day } = await asked(page, server);
  const after = board.page.getByRole("region", { name: "Offer, and after" });
  await day.getByRole("button", { name: "Send the form instead" }).click();
  await after.getByRole("button", { name: "Make their link" }).click();
  await expect(board.page.getByLabel(/^The address for Sam Reed/)).toBeVisible();
  const tom = await colleague(browser, seed);
  await tom.openRole("Data Engineer");
  await tom.turnTo("After");
  await tom.button("Sam agreed that I read it").click();
  await tom.button("They chose me").click();
  await expect(day).toContainText("It asks nothing any more, since another reads what they say");
  await expect(board.page.getByLabel(/^The address for Sam Reed/)).toHaveCount(0);
  await expect(after.getByRole("button", { name: "Make a new one" })).toHaveCount(0);
  await day.getByRole("button", { name: "Close" }).click();
  await expect(day).not.toContainText("It asks nothing any more");
  // Whoever read it until then hears who does now, until they know.
  await page.getByRole("link", { name: /^Today/ }).click();
  const line = page.getByRole("listitem").filter({ hasText: "another reads what Sam Reed says" });
  await line.getByRole("button", { name: "Look who reads what Sam Reed says" }).click();
  await expect(after).toContainText("that Sam chose Tom Baker instead of you. What Sam told you stays with you.");
  await after.getByRole("button", { name: "I know" }).click();
  await expect(after).not.toContainText("instead of you");
  await page.getByRole("link", { name: /^Today/ }).click();
  await expect(line).toHaveCount(0);
});

test("what waits without a connection is taken back, and nothing else is sent beside it", async ({ page, browser, server }) => {
  const { day, link } = await asked(page, server);
  const sam = (await opened(browser, link)).page;
  const sams = formOn(sam);
  const nothing = sam.getByRole("button", { name: "Nothing to say" });
  await expect(sam.locator(".live-mark")).toHaveClass(/on/);
  await sam.context().setOffline(true);
  await writes(sams);
  await sams.send.click();
  await sams.me.click();
  await expect(sams.form).toContainText("kept on this device");
  for (const beside of ["Nothing to say", "I would rather talk"]) {
    await expect(sam.locator("form[inert]", { hasText: beside })).toBeVisible();
  }
  await sams.form.getByRole("button", { name: "Take it back" }).click();
  await expect(sams.form).toContainText("Taken back: this browser does not send it");
  await expect(sams.words).toHaveValue(WORDS);
  await expect(sam.locator("form[inert]")).toHaveCount(0);
  // The same of what is pressed; it outlives a reload.
  await nothing.click();
  await expect(sam.locator("form[inert]", { hasText: "Send it" })).toBeVisible();
  await sam.reload();
  await expect(sam.locator("form[inert]", { hasText: "Send it" })).toBeVisible();
  await sam.getByRole("button", { name: "Take it back" }).click();
  await sam.context().setOffline(false);
  await expect(sam.locator(".live-mark")).toHaveClass(/on/, { timeout: 15_000 });
  await expect(sams.form).toBeVisible();
  await expect(day.getByRole("button", { name: "Sam answered: read it" })).toHaveCount(0);
});

test("what was written is cleared from the browser, and is put back by one press", async ({ page, browser, server }) => {
  const { link } = await asked(page, server);
  const sam = (await opened(browser, link)).page;
  const sams = formOn(sam);
  const stored = () => sam.evaluate(() => JSON.stringify(localStorage));
  const clear = sams.form.getByRole("button", { name: "Clear what I wrote" });
  const back = sams.form.getByRole("button", { name: "Put it back" });
  await clear.click();
  await expect(back, "there is nothing to clear").toHaveCount(0);
  await writes(sams);
  await clear.click();
  await expect(sams.words).toHaveValue("");
  await expect(sams.two).not.toBeChecked();
  expect(await stored()).not.toContain(WORDS);
  await back.click();
  await expect(sams.words).toHaveValue(WORDS);
  await expect(sams.two).toBeChecked();
  await expect(sams.form.getByRole("listitem")).toHaveText(["The job is what I was told: 2", WORDS]);
  // Once it was sent, too: then it is with its reader alone.
  await sams.send.click();
  await sams.me.click();
  await sams.unread.getByRole("button", { name: "Clear what I wrote" }).click();
  expect(await stored()).not.toContain(WORDS);
  await sams.unread.getByRole("button", { name: "Take it back" }).click();
  await expect(sams.words).toHaveValue("");
});

test("what was begun and not sent is not lost when the day was talked about", async ({ page, browser, server }) => {
  const { day, link } = await asked(page, server);
  const sam = (await opened(browser, link)).page;
  await writes(formOn(sam));
  await day.getByRole("button", { name: "Talk with Sam" }).click();
  await day.getByLabel("In their words").fill("It goes well");
  await day.getByRole("button", { name: "Save" }).click();
  await expect(sam.getByRole("region", { name: "You talked with Priya about this day" })).toBeVisible();
  await sam.reload();
  await expect(sam.locator(".own-late")).toContainText("What you had begun stands here");
  await expect(sam.locator(".own-late")).toContainText(WORDS);
  await expect(formOn(sam).form).toHaveCount(0);
});

test("without script it is read once more before it is sent", async ({ page, browser, server }) => {
  const { day, link } = await asked(page, server);
  const sam = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await sam.goto(link);
  const sams = formOn(sam);
  await writes(sams);
  await sams.form.getByRole("button", { name: "Read it once more" }).click();
  await expect(sams.form.getByRole("listitem")).toHaveText(["The job is what I was told: 2", WORDS]);
  await expect(sams.form).toContainText("It is not sent yet");
  await sams.send.click();
  await sams.me.click();
  await expect(sams.unread).toBeVisible();
  await expect(sam.getByRole("main")).not.toContainText(WORDS);
  await expect(day.getByRole("button", { name: "Sam answered: read it" })).toBeVisible();
});
