// The page in an envelope: a file that opens by itself; and what each kind of link says that it shows.
import { pathToFileURL } from "node:url";
import { Board, begun } from "../../support/board.ts";
import { Seed } from "../../support/seed.ts";
import { expect, test } from "../../support/server.ts";

const LEADER = "Dana Whitfield";

test("the page is a file that opens from a disk, without a network, and looks as it does", async ({ page, browser, server }, info) => {
  const board = new Board(page);
  const seed = await Seed.claim(server);
  const leader = seed.leader(LEADER);
  const role = seed.role(leader, "Senior Data Engineer", 12, "source");
  seed.effort(role, "outreach", 0, { quantity: 23, replies: 5, result: "Two want to talk." });
  seed.update(leader, role, "Pay is the reason most say no.");
  await board.begin(seed);
  await board.openRole("Senior Data Engineer");
  await board.more("See as the leader sees it");
  const envelope = page.getByRole("region", { name: "The page in an envelope" });
  await expect(envelope).toContainText("cannot be taken back");
  await expect(envelope.getByRole("combobox")).toHaveValue("2");
  await page.context().setOffline(true);
  const saved = async (called: string) => {
    const coming = page.waitForEvent("download");
    await envelope.getByRole("button", { name: "Download the page" }).click();
    const file = info.outputPath(called, (await coming).suggestedFilename());
    await (await coming).saveAs(file);
    return pathToFileURL(file).href;
  };
  const safe = await saved("safe");
  await envelope.getByRole("combobox").selectOption({ label: "May reply" });
  const whole = await saved("whole");

  const context = await browser.newContext({ offline: true, viewport: { width: 390, height: 844 } });
  const theirs = await context.newPage();
  const asked: string[] = [];
  const heard: string[] = [];
  theirs.on("request", (request) => asked.push(request.url()));
  theirs.on("console", (message) => heard.push(message.text()));
  for (const [file, holds] of [[safe, false], [whole, true]] as const) {
    await theirs.goto(file);
    const main = theirs.getByRole("main");
    await expect(main).toContainText(/As of \w{3} \d{1,2} \w{3} \d{4}, \d\d:\d\d\./);
    await expect(main).toContainText("It cannot be taken back");
    await expect(main).toContainText("Senior Data Engineer");
    await expect(main).toContainText("23 people approached this week.");
    for (const words of ["Dana", "Pay is the reason most say no.", "Two want to talk."]) {
      expect((await main.innerText()).includes(words), words).toBe(holds);
    }
    expect(file).toMatch(holds ? /where-it-stands-for-the-leader-alone-\d{4}-\d\d-\d\d\.html$/ : /where-it-stands-for-the-team-\d{4}-\d\d-\d\d\.html$/);
    await expect(main.locator(".sealed")).toContainText(holds ? "For the leader alone." : "For the team.");
    // It has its looks with it.
    await expect(theirs.locator("body")).toHaveCSS("font-size", "15px");
    expect(await theirs.locator("body").evaluate((body) => getComputedStyle(body).fontFamily)).toContain("sans-serif");
    await expect(theirs.locator(".card").first()).toHaveCSS("border-radius", "12px");
    await expect(theirs.locator(".portal")).toHaveCSS("max-width", "640px");
    await expect(main.getByRole("button")).toHaveCount(0);
    await expect(main.getByRole("textbox")).toHaveCount(0);
  }
  expect(asked.every((url) => url.startsWith("file:"))).toBe(true);
  expect(heard).toEqual([]);
});

test("a confidential role goes into no file, and the board says why", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Chief of Staff"));
  await board.openRole("Chief of Staff");
  await board.more("Owner and confidentiality");
  await page.getByText("Make it confidential").click();
  await board.button("Keep it to these people").click();
  await board.more("See as the leader sees it");
  const envelope = page.getByRole("region", { name: "The page in an envelope" });
  await expect(envelope.getByRole("button", { name: "Download the page" })).toBeDisabled();
  await expect(envelope).toContainText(/confidential role goes into no file/);
});

test("each kind of link says what it shows, beside a picture of it", async ({ page, server }) => {
  const { board } = await begun(page, server, (seed) => seed.role(seed.leader(LEADER), "Engineer"));
  await board.openRole("Engineer");
  await board.turnTo("Updates");
  const allows = page.getByRole("group", { name: "What it allows" });
  await expect(allows).toContainText("No words, no pay, no names but yours.");
  await expect(allows).toContainText("Shows stage, counts, a yes as soon as it is said, the next date");
  const picture = page.locator(".picture");
  await expect(picture).toHaveCount(0);
  await allows.getByLabel("For the team").check();
  await expect(picture).toContainText("Engineer");
  await expect(picture).not.toContainText("Dana");
  await allows.getByLabel("May reply").check();
  await expect(picture).toContainText(`for ${LEADER}`);
  await board.button("Make a link").click();
  await expect(page.getByText("Only this computer opens this address.")).toBeVisible();
});
