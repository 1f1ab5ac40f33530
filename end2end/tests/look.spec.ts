import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Board } from "../support/board.ts";
import { expect, test } from "../support/seeded.ts";

const SIZES = {
  desktop: [[1440, 900], [768, 1024]],
  phone: [[390, 844], [360, 800]],
} as const;

/** What axe asks of the layout alone. */
const LAYOUT = ["scrollable-region-focusable", "color-contrast"];

/** What no screen says, and what it says instead. */
const WORDS: [RegExp, string][] = [
  [/\bpromis(e[sd]?|ing)\b/gi, "told"],
  [/\bscreen(s|ed)\b/gi, "first talks"],
  [/\bmapp(ed|ing)\b/gi, "market checked"],
  [/\breached\b/gi, "approached"],
  [/\b(rungs?|ladders?|roots?|root causes?)\b/gi, "what’s behind it"],
  [/\bcountermeasures?\b/gi, "a fix, with a date"],
  [/\bdebts?\b/gi, "skipped: still to ask"],
  [/\bteam-safe\b/gi, "for the team"],
  [/\b(read-only|reader) link\b/gi, "for a boss"],
  [/\bpartnership (effort|time)\b/gi, "time with …"],
];

/** The words on screen that have another for them. */
async function strays(page: Page) {
  const text = await page.evaluate(() => document.body.innerText);
  return WORDS.flatMap(([word, instead]) => (text.match(word) ?? []).map((found) => `${found}: say ${instead}`));
}

/** Somebody will look at the pictures: not on a machine that only checks. */
const PICTURES = !process.env.CI || !!process.env.FULCRUM_DOC_SCREENS;

/**
 * Looks at the page at each size of the project, light and dark: axe finds nothing, and nothing sticks out.
 * What axe finds in the structure is the same in the dark and on a tablet, so only the contrast is looked at again in the dark, whose
 * colours are those of a phone, and what depends on the room on the tablet; the narrower phone is laid out as the wider one.
 */
async function look(page: Page, name: string) {
  const sizes = SIZES[test.info().project.name === "phone" ? "phone" : "desktop"];
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ["light", "dark"] as const) {
      const isFirst = width === sizes[0][0];
      // Nothing but a picture would differ.
      if (!PICTURES && colorScheme === "dark" && !isFirst) continue;
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const where = `${name} at ${width}x${height}, ${colorScheme}`;
      const isPhone = test.info().project.name === "phone";
      if (isFirst ? colorScheme === "light" || !isPhone : colorScheme === "light" && !isPhone) {
        // There are no frames: then it needs no page of its own to put together what it found in each.
        const axe = new AxeBuilder({ page }).setLegacyMode();
        if (!isFirst) axe.withRules(LAYOUT);
        else if (colorScheme === "dark") axe.withRules("color-contrast");
        const found = await axe.analyze();
        const told = found.violations.map(({ id, nodes }) => ({
          id,
          at: nodes.map(({ html }) => html.slice(0, 300)),
          why: nodes[0].failureSummary,
        }));
        expect.soft(told, where).toEqual([]);
      }
      if (isFirst && colorScheme === "light") expect.soft(await strays(page), where).toEqual([]);
      const [content, room] = await page.evaluate(() => [document.scrollingElement?.scrollWidth ?? 0, innerWidth]);
      expect.soft(content, `${where}: the page scrolls sideways`).toBeLessThanOrEqual(Math.min(room, width));
      if (!PICTURES) continue;
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: `results/screens/${name}-${width}-${colorScheme}.png`, fullPage: true });
      await keepForReaders(page, name, width, colorScheme);
    }
  }
}

/** The pictures in the README. */
async function keepForReaders(page: Page, name: string, width: number, scheme: string) {
  if (!process.env.FULCRUM_DOC_SCREENS) return;
  const wanted: Record<string, string> = {
    "board-1440-light": "board-light",
    "board-1440-dark": "board-dark",
    "portal-390-light": "portal-light",
    "portal-390-dark": "portal-dark",
    "role-390-light": "role-phone",
    "sample-day-90-1440-light": "day-90-light",
    "sample-day-90-1440-dark": "day-90-dark",
  };
  const picture = wanted[`${name}-${width}-${scheme}`];
  if (!picture) return;
  // What the picture is of is seen in it.
  const shown = name === "sample-day-90" && page.getByRole("list", { name: "How it goes" }).getByText(/^Day 60/);
  if (shown) await shown.evaluate((day) => day.scrollIntoView({ block: "center" }));
  await page.screenshot({ path: `../docs/screens/${picture}.png` });
}

test.describe.configure({ timeout: 300_000 });

test("a board on which nothing stands yet, and its sheets", { tag: "@both-sizes" }, async ({ page, crowd }) => {
  await page.goto(`${crowd.url}/board`);
  const board = new Board(page);
  await expect(board.button("Add your first role")).toBeVisible();
  await look(page, "empty");
  await board.startRole();
  await look(page, "new-role-sheet");
  await page.keyboard.press("Escape");
  await board.sync.click();
  await look(page, "sync-sheet-no-account");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Leaders" }).click();
  await look(page, "leaders-empty");
});

test("the sample", { tag: "@both-sizes" }, async ({ page, crowd }) => {
  await page.goto(crowd.url);
  const board = new Board(page);
  await board.button("look at a sample board").click();
  await expect(page.getByText("This is a sample.")).toBeVisible();
  await expect(board.card("Ward Manager")).toBeVisible();
  await look(page, "sample-board");
  await page.getByRole("link", { name: /^Today/ }).click();
  await look(page, "sample-today");
  await board.show();
  await board.openRole("Senior Data Engineer");
  await look(page, "sample-role");
  await board.turnTo("Told");
  await page.getByText("Reasons, and what each side does").click();
  await look(page, "sample-told");
  await board.turnTo("Problems");
  await page.getByText("Seen in 2 roles").click();
  await look(page, "sample-role-problems");
  await board.show();
  await board.openRole("People Analyst");
  await board.turnTo("After");
  await expect(page.getByRole("region", { name: "Offer, and after" })).toContainText("Day 90");
  await look(page, "sample-day-90");
  await page.goto(`${crowd.url}/problems`);
  await expect(page.getByRole("heading", { name: "On call wears people out" })).toBeVisible();
  await look(page, "sample-problems");
  await page.goto(`${crowd.url}/calibration`);
  await expect(page.getByRole("heading", { name: "Told against what came" })).toBeVisible();
  await look(page, "sample-calibration");
  await page.goto(`${crowd.url}/leverage`);
  await expect(page.getByRole("heading", { name: "Where the time went" })).toBeVisible();
  await look(page, "sample-leverage");
  await page.goto(`${crowd.url}/keeps`);
  await page.getByRole("button", { name: "Open all" }).click();
  await expect(page.getByText("Who alone reads what they answer")).toBeVisible();
  await look(page, "sample-keeps");
});

test("claim and sign-in", { tag: "@both-sizes" }, async ({ page, crowd }) => {
  await page.goto(`${crowd.url}/claim?code=none`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await look(page, "claim");
  await page.goto(`${crowd.url}/sign-in`);
  await page.getByLabel("Password").fill("no such password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look(page, "sign-in");
});

test("a board with 22 roles of 9 leaders", { tag: "@both-sizes" }, async ({ page, town }) => {
  const board = new Board(page);
  await page.goto(`${town.server.url}/sign-in`);
  await board.fillSignIn();
  await board.entered();
  await look(page, "board");
  const isPhone = test.info().project.name === "phone";
  if (isPhone) await board.button("More about Analytics Lead").tap();
  else await board.card("Analytics Lead").hover();
  await expect(board.cardMore("Analytics Lead")).toContainText("Understand the pain");
  await look(page, "board-more");
  // Where the top bar has no room, the filter has a line of its own.
  if (await board.button("Filter").isVisible()) await board.button("Filter").click();
  await page.getByLabel("Show only roles").fill("engineer");
  await expect(page.getByText("5 roles match")).toBeVisible();
  await look(page, "board-filtered");
  await page.getByRole("link", { name: /^Today/ }).click();
  await expect(page.getByRole("heading", { name: /^Yours today/ })).toBeVisible();
  await look(page, "today");
  await page.getByRole("link", { name: /^Review and send all/ }).click();
  await expect(page.getByRole("heading", { name: "This week’s updates" })).toBeVisible();
  await look(page, "review");
  await page.getByRole("link", { name: /^Today/ }).click();
  await board.sync.click();
  await look(page, "sync-sheet");
  await page.keyboard.press("Escape");
  await board.log();
  await board.dialog("Log effort").getByText("With numbers").click();
  await look(page, "log-sheet");
  await page.keyboard.press("Escape");
  await board.log();
  await board.button("Evening sweep").click();
  await look(page, "sweep-sheet");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Find a role/ }).click();
  await page.getByRole("combobox", { name: "What are you looking for?" }).fill("e");
  await look(page, "palette");
  await page.keyboard.press("Escape");
  await board.room("Settings");
  await expect(page.getByText(/^Kept/)).toBeVisible();
  await look(page, "settings");
  await page.goto(`${town.server.url}/team`);
  await expect(page.getByRole("region", { name: "Members" })).toContainText("(you)");
  await page.getByRole("button", { name: /^Edit / }).first().click();
  await look(page, "team");
  await page.goto(`${town.server.url}/import`);
  await page.getByText("Or paste from a spreadsheet").click();
  await page.getByLabel("Cells, with their headings").fill(
    "Req ID\tTitle\tHiring manager\tOpened\tFilled\tNotes\n" +
      "R-1\tPlatform Engineer with a title that goes on for quite a while\tDana Whitfield\t03/04/2026\t\tx\n" +
      "R-2\tمديرة التوظيف\tMarcus Obi\t04/04/2026\t05/06/2026\t\nR-3\tAnalyst\t\t04/04/2026\t\t",
  );
  await page.getByRole("button", { name: "Read it" }).click();
  await page.getByText("1 line cannot be imported").click();
  await look(page, "import");
  await page.getByRole("link", { name: "Leaders" }).click();
  await look(page, "leaders");
  await board.openLeader("Dana Whitfield");
  await look(page, "leader");
  await board.more("Edit");
  await board.button("Erase this person…").click();
  await look(page, "leader-editing");
  await page.goto(`${town.server.url}/more`);
  await expect(page.getByRole("heading", { name: "More", level: 1 })).toBeVisible();
  await look(page, "more");
});

test("a role's page, its forms, and how its leader sees it", { tag: "@both-sizes" }, async ({ page, town }) => {
  const board = new Board(page);
  await page.goto(`${town.server.url}/sign-in`);
  await board.fillSignIn();
  await board.entered();
  await page.goto(`${town.server.url}${town.role}`);
  await expect(board.efforts.first()).toBeVisible();
  await board.turnTo("Pains");
  await look(page, "role");
  await board.makeLink();
  await look(page, "role-updates");
  await board.more("Put on hold");
  await look(page, "role-forms");
  await board.more("See as the leader sees it");
  await expect(page.getByRole("heading", { name: /^As Dana/ })).toBeVisible();
  await look(page, "preview");
});

test("the leader's page, for each kind of link", { tag: "@both-sizes" }, async ({ page, town }) => {
  for (const [kind, url] of Object.entries(town.links)) {
    await page.goto(url);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await look(page, kind === "respond" ? "portal" : `portal-${kind}`);
  }
  await page.goto(town.links.respond);
  const update = page.getByRole("region", { name: /^Write to/ });
  await update.getByLabel("Your reply").fill("Yes, Thursday.");
  await update.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("Are you Dana Whitfield?")).toBeVisible();
  await look(page, "portal-who");
});

test("sixty roles", { tag: "@both-sizes" }, async ({ page, crowd }) => {
  const board = new Board(page);
  await page.goto(`${crowd.url}/sign-in`);
  await board.fillSignIn();
  await board.entered();
  await expect(board.page.getByRole("heading", { level: 3 })).toHaveCount(60);
  await look(page, "sixty");
});
