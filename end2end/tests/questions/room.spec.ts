// In the room: what is noted hangs on whom one meets and what is asked; and the card on paper.
import { begun } from "../../support/board.ts";
import { opened } from "../../support/portal.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";
const JOT = "Your notes, on this device only";

test("notes of two finalists never mix, and follow their question wherever it stands", async ({ page, browser, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader(LEADER);
    const role = seed.role(dana, "Engineer", 1, "interview");
    link = seed.link(dana);
    seed.meets(seed.shown(role, dana, "Sam Reed"), dana, 2, 15);
    seed.meets(seed.shown(role, dana, "Mina Okafor"), dana, 3, 15);
  });
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  const kit = page.getByRole("region", { name: "Interview questions" });
  await kit.getByText("Add a question").click();
  const bank = kit.getByRole("list", { name: "From the bank" });
  for (const name of ["keeps dates", "works carefully"]) await bank.getByRole("button", { name }).click();
  await kit.getByRole("button", { name: `Share with ${LEADER} as a prep card` }).click();
  await board.synced();

  const { page: dana } = await opened(browser, link);
  const room = dana.locator(".room:target");
  const next = () => room.getByRole("link", { name: "Next →" }).click();
  const enters = (who: string) => dana.getByRole("link", { name: new RegExp(`^In the room with ${who}`) }).click();
  const closes = () => room.getByRole("link", { name: "Close" }).click();
  await enters("Candidate A");
  await next();
  await expect(room).toContainText("not be ready on the day you had named");
  await room.getByLabel(JOT).fill("A: told us on Tuesday");
  await next();
  await room.getByLabel(JOT).fill("A: checks twice");
  await closes();
  await enters("Candidate B");
  await next();
  await expect(room.getByLabel(JOT), "another's notes").toHaveValue("");
  await room.getByLabel(JOT).fill("B: hoped it would work out");
  await closes();

  await test.step("put in another order, and in other words", async () => {
    await kit.getByRole("button", { name: "Ask earlier: works carefully" }).click();
    await kit.getByRole("button", { name: "Change: keeps dates" }).click();
    await kit.getByLabel("What they did", { exact: true }).fill("When did you see a delay coming?");
    await kit.getByRole("button", { name: "Save" }).click();
    await expect(dana.getByRole("region", { name: "For your interviews" })).toContainText("When did you see a delay coming?");
    await enters("Candidate A");
    await next();
    await expect(room).toContainText("a mistake of yours");
    await expect(room.getByLabel(JOT)).toHaveValue("A: checks twice");
    await next();
    await expect(room).toContainText("When did you see a delay coming?");
    await expect(room.getByLabel(JOT)).toHaveValue("A: told us on Tuesday");
    await expect(room).toContainText("You began them when it was asked like this: Tell me about a time you saw");
    await closes();
  });

  await test.step("taken out: what was noted is listed at the end of its room, and cleared there alone", async () => {
    await kit.getByRole("button", { name: "Remove: keeps dates" }).click();
    await expect(dana.getByRole("region", { name: "For your interviews" })).not.toContainText("When did you see a delay coming?");
    await dana.reload();
    await enters("Candidate A");
    await next();
    await next();
    await expect(room).toContainText("Noted to a question that is no longer asked: “Tell me about a time you saw");
    await expect(room).toContainText("A: told us on Tuesday");
    await expect(room).not.toContainText("B: hoped");
    await room.getByText("Clear my notes").click();
    await room.getByRole("button", { name: "Clear them from this device" }).click();
    await expect(room).not.toContainText("A: told us on Tuesday");
    await room.getByRole("link", { name: "← Back" }).click();
    await expect(room.getByLabel(JOT)).toHaveValue("");
    await closes();
    await enters("Candidate B");
    await next();
    await next();
    await expect(room).toContainText("B: hoped it would work out");
    await closes();
  });

  await test.step("an interview that is called off keeps what was noted in sight", async () => {
    await page.getByLabel("More about the interview: Mina Okafor").click();
    await board.button("Call off: Mina Okafor").click();
    const form = page.locator("form.amend");
    await form.getByRole("button", { name: "Call off", exact: true }).click();
    await expect(dana.getByRole("link", { name: /^In the room with Candidate B/ })).toHaveCount(0);
    await expect(dana.getByRole("region", { name: "For your interviews" })).toContainText("Noted in an interview that is no longer here");
  });
});

test("four questions are one printed page that names role and leader, from the room, too", async ({ page, browser, server }) => {
  let link = "";
  const { board } = await begun(page, server, (seed) => {
    const dana = seed.leader(LEADER);
    seed.role(dana, "Engineer", 1, "interview");
    link = seed.link(dana);
  });
  await board.openRole("Engineer");
  await board.turnTo("Interviews");
  const kit = page.getByRole("region", { name: "Interview questions" });
  await kit.getByText("Add a question").click();
  const bank = kit.getByRole("list", { name: "From the bank" });
  for (const name of ["keeps dates", "works carefully", "works well with others", "wins people over"]) {
    await bank.getByRole("button", { name }).click();
  }
  await kit.getByRole("button", { name: `Share with ${LEADER} as a prep card` }).click();
  await board.synced();
  const { page: dana } = await opened(browser, link);
  await dana.getByRole("link", { name: "In the room: one question a screen" }).click();
  await expect(dana.locator(".room:target")).toBeVisible();
  await dana.emulateMedia({ media: "print" });
  await expect(dana.locator(".room:target")).toBeHidden();
  const card = dana.locator(".prep-card");
  await expect(card).toContainText(`Engineer · for ${LEADER}`);
  await expect(card.getByText("5, strong").first(), "what good looks like is unfolded").toBeVisible();
  await expect(dana.locator("#p-head")).toBeHidden();
  const sheet = await dana.pdf({ format: "A4" });
  expect(sheet.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});
