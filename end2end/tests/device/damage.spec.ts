// What goes wrong on a device, and what must survive it.
import { Board, begun, signedInElsewhere } from "../../support/board.ts";
import { held } from "../../support/database.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("an entry that is damaged on the disk is set aside and told; the rest goes on", async ({ page, server }) => {
  const board = new Board(page);
  await board.open();
  await board.addRole("Engineer", LEADER);
  await board.logOne("Outreach");
  await board.logOne("First talk");
  await expect(board.sync).toHaveText("Saved on this device");
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const asked = indexedDB.open("fulcrum");
      asked.onsuccess = () => resolve(asked.result);
    });
    await new Promise<void>((resolve) => {
      const tx = db.transaction("outbox", "readwrite");
      tx.objectStore("outbox").put('{"mid":3,"draft":{"id":"to', "000000000003");
      tx.oncomplete = () => resolve();
    });
    db.close();
  });
  await page.reload();
  await expect(board.efforts).toHaveText([/1 first talk/]);
  await expect(board.sync).toHaveText("1 change refused: see why");
  await board.sync.click();
  await expect(board.dialog("Your data").getByRole("listitem")).toContainText("could not be read");
  await board.dialog("Your data").getByRole("button", { name: "Dismiss" }).click();
  await board.dialog("Your data").getByRole("button", { name: "Dismiss for good" }).click();
  await page.keyboard.press("Escape");
  await expect(board.sync).toHaveText("Saved on this device");

  await Seed.claim(server);
  await board.bring();
  await board.openRole("Engineer");
  await expect(board.efforts).toHaveText([/1 first talk/]);
});

test("when the device is full nothing is dropped: it says so, and saves once there is room", async ({ page, context }) => {
  await context.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      if ((globalThis as { full?: boolean }).full) throw new DOMException("Quota exceeded", "QuotaExceededError");
      return put.apply(this, given);
    };
  });
  const board = new Board(page);
  await board.open();
  await board.addRole("Engineer", LEADER);
  await expect(board.sync).toHaveText("Saved on this device");
  await page.evaluate(() => Object.assign(globalThis, { full: true }));
  await board.logOne("Outreach");
  await expect(board.efforts, "it is still seen").toHaveCount(1);
  await expect(page.getByRole("alert")).toContainText("This device's storage is full");
  await expect(board.sync).toHaveText("Not saved");
  const copy = page.waitForEvent("download");
  await page.getByRole("alert").getByRole("button", { name: "Export a copy" }).click();
  const saved = await (await copy).createReadStream();
  let text = "";
  for await (const part of saved) text += part;
  expect(text, "the copy has what the disk has not").toContain("log_effort");
  await page.evaluate(() => Object.assign(globalThis, { full: false }));
  await expect(board.sync).toHaveText("Saved on this device");
  await page.reload();
  await expect(board.efforts).toHaveCount(1);
});

test("an erased person leaves a second device, too, and what waited there about them", async ({ page, browser, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));

  const other = await signedInElsewhere(browser, server);
  await other.worksOffline();
  await other.openRole("Engineer");
  await other.page.context().setOffline(true);
  await other.turnTo("Updates");
  await other.page.getByLabel("A short update").fill(`${LEADER} will like this`);
  await other.writeIt.click();
  await expect(other.sync).toHaveText(/1 change waiting/);
  expect(await held(other.page)).toContain(LEADER);

  await board.erase(LEADER);
  await board.synced();

  await other.page.context().setOffline(false);
  await expect(other.page.getByText(LEADER)).toHaveCount(0);
  await expect(other.sync).toHaveText("1 change refused: see why");
  await expect.poll(() => held(other.page)).not.toContain(LEADER);
  await other.sync.click();
  const refused = other.dialog("Your data").getByRole("listitem");
  await expect(refused).toContainText("A change about someone whose data was erased");
  await expect(refused).not.toContainText(/scrubbed/i);
  await other.page.keyboard.press("Escape");
  await other.show();
  await expect(other.card("Engineer")).toContainText("No leader");
  await other.close();
});

test("where the browser gives no storage, whoever signs in sees what is there, and what they do arrives", async ({ page, browser, server }) => {
  await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  const context = await browser.newContext({ baseURL: server.url });
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("Storage is turned off", "SecurityError");
    };
  });
  const other = new Board(await context.newPage());
  await other.signIn();
  await expect(other.page.getByRole("alert")).toContainText("This browser keeps nothing for this site");
  await other.openRole("Engineer");
  await other.logOne("Outreach");
  await expect(other.sync).toHaveText(/synced/);
  // Nor does one tab of it wait for another; each begins with signing in, since nothing tells it of the other.
  const second = new Board(await context.newPage());
  await second.signIn();
  await second.openRole("Engineer");
  await second.logOne("First talk");
  await page.goto("/");
  const board = new Board(page);
  await board.openRole("Engineer");
  await expect(board.efforts).toHaveText([/1 first talk/, /1 person approached/]);
});
