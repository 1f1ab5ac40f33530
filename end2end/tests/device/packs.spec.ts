// A snapshot stands on the device in packs of rows: what changes later leaves them.
import { Board } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";
import { records } from "../../support/tomorrow.ts";

const LEADER = "Dana Whitfield";

test("what is changed or erased after a snapshot leaves its pack, and all else is found after a reload", async ({ page, server }) => {
  const seed = await Seed.claim(server);
  const role = seed.role(seed.leader(LEADER), "Engineer", 10);
  seed.role(seed.leader("Marcus Bell"), "Chef");
  await seed.push();
  for (let n = 0; n < 290; n++) seed.effort(role, "outreach", 3, { result: `letter ${n}.` });
  seed.effort(role, "outreach", 0, { result: "of today" });
  const board = new Board(page);
  await board.begin(seed);
  await board.synced();
  const packs = async () => ({ ...(await records(page, "packs-left")), ...(await records(page, "packs-right")) });
  const rows = async () => ({ ...(await records(page, "rows-left")), ...(await records(page, "rows-right")) });
  const efforts = async () => Object.entries(await packs()).filter(([key]) => key.startsWith("effort/")).map(([, text]) => text.split("\n"));
  const sizes = async () => (await efforts()).map((lines) => lines.length).sort((a, b) => a - b);
  await expect.poll(sizes).toEqual([35, 256]);
  expect(Object.keys(await rows()), "nothing stands twice").toEqual([]);

  await board.openLeader("Marcus Bell");
  await board.more("Edit");
  await page.getByLabel("Name", { exact: true }).fill("Marcus Hill");
  await board.button("Save").click();
  await board.synced();
  await expect.poll(async () => Object.values(await rows()).join()).toContain("Marcus Hill");
  expect(Object.values(await packs()).join(), "it stands once").not.toContain("Marcus Bell");

  await board.erase(LEADER);
  await board.synced();
  await expect.poll(async () => Object.values(await packs()).join()).not.toContain(LEADER);
  await page.reload();
  await board.show();
  await expect(board.card("Engineer")).toContainText("No leader");
  await expect(board.card("Chef")).toContainText("Marcus Hill");
});
