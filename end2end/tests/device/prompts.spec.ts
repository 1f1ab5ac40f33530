// A browser that asks the person, or never answers: what is done meanwhile is on the disk.
import { Board } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const NEVER = [
  ["whether it may keep the data", () => { StorageManager.prototype.persist = () => new Promise(() => {}); }],
  ["for a lock", () => { LockManager.prototype.request = () => new Promise(() => {}); }],
  ["for the server", () => {
    const real = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      return /\/(push|pull)/.test(url) ? new Promise(() => {}) : real(input, init);
    };
  }],
] as const;

for (const [what, stub] of NEVER) {
  test(`a browser that never answers when asked ${what} loses nothing`, async ({ page, context, server }) => {
    const board = new Board(page);
    // The last is about a board that has a server.
    if (what === "for the server") await board.begin(await Seed.claim(server));
    await context.addInitScript(stub);
    await board.open();
    await board.addRole("Engineer", "Dana Whitfield");
    await board.logOne("Outreach");
    await board.logOne("First talk");
    await expect(board.efforts).toHaveCount(2);
    await expect(board.sync).not.toHaveText(/saving/i);
    await page.reload();
    await expect(page.getByRole("heading", { name: "Engineer", level: 1 })).toBeVisible();
    await expect(board.efforts).toHaveCount(2);
  });
}
