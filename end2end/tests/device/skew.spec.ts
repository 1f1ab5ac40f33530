// Two builds over one device, or one on each side of the wire: what one does not know it keeps, and says so.
import type { Page } from "@playwright/test";
import { Board, signedInElsewhere } from "../../support/board.ts";
import { read } from "../../support/copy.ts";
import { held } from "../../support/database.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";
import { everyKind, put, records, type Row, unknown } from "../../support/tomorrow.ts";

const LEADER = "Dana Whitfield";
const CANNOT_READ = "reload: the server's answer cannot be read";

/** The rows of the one workspace in an export, and what it has besides of what this build cannot read. */
async function exported(page: Page): Promise<{ rows: { row: object }[]; unread: Record<string, object> }> {
  const copy = page.waitForEvent("download");
  await page.getByRole("dialog", { name: "Your data" }).getByRole("button", { name: "Export a copy" }).click();
  const [part] = (await read(await copy)).workspaces;
  return part as unknown as { rows: { row: object }[]; unread: Record<string, object> };
}

/** Rows as they stand on the disk: each by itself, or all of a kind in one record. */
const single = (rows: Row[]) => rows.map((row): [string, string, string] => ["rows-left", row.key, JSON.stringify(row)]);
function packed(rows: Row[]) {
  const ordered = [...rows].sort((a, b) => (a.key < b.key ? -1 : 1));
  const kind = (row: Row) => row.key.split("/")[0];
  return [...new Set(ordered.map(kind))].map((of): [string, string, string] => {
    const all = ordered.filter((row) => kind(row) === of);
    return ["packs-left", all[all.length - 1].key, all.map((row) => JSON.stringify(row)).join("\n")];
  });
}

/** A board of one role, synced. */
async function synced(page: Page, server: Parameters<typeof Seed.claim>[0]): Promise<Board> {
  const board = new Board(page);
  const seed = await Seed.claim(server);
  seed.role(seed.leader(LEADER), "Engineer");
  await board.begin(seed);
  await board.openRole("Engineer");
  return board;
}

for (const [how, store] of [["", "rows-left"], [", in packs", "packs-left"]]) test(`a row of every kind is found on the disk after a reload, and of kinds that nobody knows${how}`, async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await expect(board.sync).toHaveText("Saved on this device");
  const known = everyKind();
  // An effort of today as well: older ones are read later.
  const old = known.find(({ key }) => key.startsWith("effort/"));
  if (!old) throw new Error("the pictures of the wire show no effort");
  const id = Date.now().toString(16).padStart(12, "0").replace(/^(.{8})(.{4})$/, "$1-$2-7000-8000-000000000001");
  known.push({ ...old, key: `effort/${id}`, row: { effort: { ...old.row.effort, id } } });
  const kinds = ["diary", "effort_note", "journal", "zebra"];
  const damaged: [string, string, string] = ["rows-left", "role/0190c0de-0000-7000-8000-0000000000bb", '{"v":1,"seq":3,"row":{"ro'];
  const rows = [...known, ...kinds.map(unknown)];
  await put(page, [...(store === "rows-left" ? single(rows) : packed(rows)), damaged]);
  const before = await records(page, store);
  await page.reload();

  await expect(board.sync).toHaveText("Saved on this device · reload to see all of it");
  await board.sync.click();
  const dialog = board.dialog("Your data");
  await expect(dialog).toContainText("1 diary, 1 effort_note, 1 journal, 1 role and 1 zebra are kept here and not shown");
  const keys = new Set(known.map(({ key }) => key));
  await expect.poll(async () => (await exported(page)).rows.length, "older effort comes a little later").toBe(keys.size);
  const copy = await exported(page);
  const kindsOf = (rows: { row: object }[]) => [...new Set(rows.map(({ row }) => Object.keys(row)[0]))].sort();
  expect(kindsOf(copy.rows), "every kind that is written is read").toEqual(kindsOf(known));
  expect(Object.keys(copy.unread).sort()).toEqual([...kinds.map((kind) => unknown(kind).key), damaged[1]].sort());
  expect(await records(page, store), "nothing was rewritten or dropped").toEqual(before);

  await page.keyboard.press("Escape");
  await page.goto("/settings");
  await expect(page.getByRole("region", { name: "This device" })).toContainText("Reload to get the newer version");
});

test("an answer that cannot be read is not taken for a broken line", async ({ page, context, server }) => {
  const board = await synced(page, server);
  await context.route("**/pull?*", (route) => route.fulfill({ json: { answer: "partly", rows: [] } }));
  await board.logOne("Outreach");
  await expect(board.sync).toHaveText(`Saved on this device · ${CANNOT_READ}`);
  await board.sync.click();
  await expect(board.dialog("Your data")).toContainText("Nothing is lost: what waits here is kept.");
  await page.keyboard.press("Escape");

  // A page of the network's own says nothing of the server.
  await context.unroute("**/pull?*");
  await context.route("**/pull?*", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Welcome, guest</h1>" }));
  await board.logOne("First talk");
  await expect(board.sync).toHaveText(/offline/);
  await context.unroute("**/pull?*");
  await board.sync.click();
  await board.dialog("Your data").getByRole("button", { name: "Sync now" }).click();
  await page.keyboard.press("Escape");
  await board.synced();
  await expect(board.efforts).toHaveCount(2);
});

test("an owner is told what the server cannot read or could not do", async ({ page, context, server }) => {
  const board = await synced(page, server);
  await context.route("**/pull?*", async (route) => {
    const response = await route.fetch();
    const troubles = { unread: { role: 2, effort: 1 }, undone: ["handing on what belongs to a role whose people changed"] };
    await route.fulfill({ response, json: { ...(await response.json()), troubles } });
  });
  await board.logOne("Outreach");
  await expect(board.sync).toContainText("the server needs you");
  await board.sync.click();
  const note = board.dialog("Your data").getByRole("note");
  await expect(note).toContainText("On the server 1 effort and 2 roles are kept and not shown to anybody");
  await expect(note).toContainText("The server could not finish handing on what belongs to a role whose people changed.");
  await page.keyboard.press("Escape");

  await context.unroute("**/pull?*");
  await board.logOne("First talk");
  await board.synced();
});

test("a refusal for a reason of tomorrow is told, and kept as it was written", async ({ page, context, server }) => {
  const board = await synced(page, server);
  await context.route("**/push", async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    for (const result of json.results) {
      const { seq } = result[1].is;
      result[1] = { verdict: "done", is: { outcome: "refused", seq, reason: { why: "too_late", until: "2027-01-31" } } };
    }
    await route.fulfill({ response, json });
  });
  await board.logOne("Outreach");
  await expect(board.sync).toHaveText("1 change refused: see why");
  await expect(board.notice, "it was not logged").toContainText("A change was refused");
  await page.reload();
  await expect(board.sync).toHaveText("1 change refused: see why");
  await board.sync.click();
  const refused = board.dialog("Your data").getByRole("listitem");
  await expect(refused).toContainText("It was refused for a reason that this version cannot read: reload to see it.");
  const [text] = Object.values(await records(page, "refused"));
  expect(JSON.parse(text).reason).toEqual({ why: "too_late", until: "2027-01-31" });
});

test("a row of an unknown kind is kept as it came while the rest goes on, until the server says that it is gone", async ({
  page,
  context,
  server,
}) => {
  const board = await synced(page, server);
  const journal = unknown("journal");
  let what: object = { rows: [journal] };
  await context.route("**/pull?*", async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    for (const [list, more] of Object.entries(what)) json[list]?.push(...more);
    await route.fulfill({ response, json });
  });
  await board.logOne("Outreach");
  await expect(board.sync).toHaveText(/reload to see all of it/);
  await expect(board.efforts).toHaveCount(1);
  await page.reload();
  await expect(board.efforts).toHaveCount(1);
  await board.sync.click();
  await expect(board.dialog("Your data")).toContainText("1 journal is kept here and not shown");
  await page.keyboard.press("Escape");
  const rows = { ...(await records(page, "rows-left")), ...(await records(page, "rows-right")) };
  expect(JSON.parse(rows[journal.key])).toEqual(journal);

  what = { gone: [{ key: journal.key, erased: false }] };
  await board.logOne("First talk");
  await expect(board.efforts).toHaveCount(2);
  await expect(board.sync).not.toHaveText(/reload/);
  expect(await held(page)).not.toContain("journal");
  await context.unrouteAll({ behavior: "ignoreErrors" });
});

test("a page older than the server still sends what is done, and asks to reload", async ({ page, context, server }) => {
  const board = await synced(page, server);
  await context.route("**/pull?*", (route) => route.fulfill({ json: { answer: "upgrade" } }));
  const sent = page.waitForResponse((response) => response.url().endsWith("/push") && response.ok());
  await board.logOne("Outreach");
  await sent;
  await expect(board.sync).toHaveText("Saved on this device · reload for the new version");
  await context.unroute("**/pull?*");
  await page.reload();
  await board.synced();
  await expect(board.efforts).toHaveCount(1);
});

test("a change that only a newer version can read waits on the disk, and keeps no news from coming", async ({
  page,
  browser,
  server,
}) => {
  const board = await synced(page, server);
  const { meta } = await records(page, "meta");
  const facts = JSON.parse(meta);
  const draft = {
    id: "0190c0de-0000-7000-8000-0000000000cc", version: 4, body: { do: "levitate", metres: 3 }, claimed_at: "2026-11-19T09:38:00+01:00",
  };
  const entry = JSON.stringify({ mid: facts.next_mid, draft, outcome: null });
  const mid = String(facts.next_mid).padStart(12, "0");
  await put(page, [["meta", "meta", JSON.stringify({ ...facts, next_mid: facts.next_mid + 1 })], ["outbox", mid, entry]]);
  await page.reload();
  await expect(board.sync).toHaveText("Saved on this device · 1 change waits for a newer version");
  const other = await signedInElsewhere(browser, server);
  await other.addRoles("Marcus Obi", "Controller");
  await board.show();
  await expect(board.titles("Understand")).toHaveText(["Engineer", "Controller"]);
  expect(await records(page, "outbox"), "neither rewritten nor dropped").toEqual({ [mid]: entry });
  await other.close();
});

test("what a newer version keeps here is neither opened nor changed, and the person is told", async ({ page }) => {
  // A page of the site that opens no board.
  await page.goto("/healthz");
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open("fulcrum", 99);
      asked.onupgradeneeded = () => asked.result.createObjectStore("meta").put("in another shape", "meta");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    db.close();
  });
  const board = new Board(page);
  await page.goto("/board");
  await expect(page.getByRole("alert")).toContainText("A newer version of Fulcrum has written what this device keeps");
  await expect(board.sync).toHaveText("Kept in this tab only: reload");
  expect(await records(page, "meta")).toEqual({ meta: "in another shape" });
});
