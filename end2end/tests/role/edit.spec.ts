// Two people, one role; and a leader who is erased meanwhile.
import { begun, signedInElsewhere } from "../../support/board.ts";
import { expect, test } from "../../support/server.ts";

test("two people change the same role: nothing is lost, and the later one is asked", async ({ page, browser, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader("Dana Whitfield"), "Engineer"));
  const other = await signedInElsewhere(browser, server);
  for (const one of [board, other]) await one.openRole("Engineer");
  for (const one of [board, other]) await one.more("Edit");
  await other.page.getByLabel("Title", { exact: true }).fill("Platform Engineer");
  await other.page.locator("form.card").getByLabel("Family").selectOption("Research");
  await page.getByLabel("Title", { exact: true }).fill("Data Engineer");
  await page.locator("form.card").getByLabel("Seniority").selectOption("Senior");
  await other.button("Save").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Platform Engineer");
  await expect(page.getByLabel("Title", { exact: true }), "what was typed stays").toHaveValue("Data Engineer");
  await board.button("Save").click();
  await expect(page.getByRole("alert")).toHaveText(
    'The title was changed to "Platform Engineer" meanwhile: save again to put yours in its place.',
  );
  await board.button("Save").click();
  await expect(other.page.getByRole("heading", { level: 1 })).toHaveText("Data Engineer");
  await expect(other.main).toContainText("Senior");
  await expect(other.main, "what only the other changed is kept").toContainText("Research");
  await other.close();
});

test("a form that is open names nobody who was erased meanwhile", async ({ page, browser, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader("Dana Whitfield"), "Engineer"));
  const other = await signedInElsewhere(browser, server);
  await board.openRole("Engineer");
  await board.more("Edit");
  await page.getByLabel("Title", { exact: true }).fill("Data Engineer");
  await expect(page.getByLabel("Who needs it?")).toHaveValue("Dana Whitfield");
  const begins = page.getByText(/^Marcus Obi begins anew: what Dana Whitfield was told, agreed to and wrote stays theirs\..* no undo brings back\.$/);
  await page.getByLabel("Who needs it?").fill("Marcus Obi");
  await expect(begins).toBeVisible();
  await page.getByLabel("Who needs it?").fill("Dana Whitfield");
  await expect(begins).toHaveCount(0);

  await other.erase("Dana Whitfield");
  await expect(page.getByLabel("Who needs it?")).toHaveValue("");
  await expect(page.locator("option[value='Dana Whitfield']")).toHaveCount(0);
  await expect(page.getByLabel("Title", { exact: true }), "what was typed stays").toHaveValue("Data Engineer");
  await board.button("Save").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Data Engineer");
  await expect(board.main).toContainText("No leader");
  await other.close();
});
