import { expect, test } from "../../support/server.ts";

test("a started server says that it lives and is ready", async ({ request }) => {
  for (const path of ["/healthz", "/readyz"]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()["x-content-type-options"], path).toBe("nosniff");
  }
});

test("the page forbids inline and evaluated code", async ({ request }) => {
  const answer = await request.get("/");
  expect(answer.status()).toBe(200);
  const policy = answer.headers()["content-security-policy"];
  expect(policy).toContain("script-src");
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).not.toMatch(/'unsafe-eval'/);
  expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
});

test("every file the page and the service worker name is there", async ({ request }) => {
  const page = await (await request.get("/")).text();
  const named = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]);
  expect(named.some((path) => /^\/assets\/boot-[0-9a-f]{12}\.js$/.test(path)), page).toBe(true);

  const worker = await (await request.get("/sw.js")).text();
  const kept = JSON.parse(worker.match(/PRECACHE = (\[.*\])/)?.[1] ?? "[]");
  expect(kept).toContain("/");

  for (const path of new Set([...named, ...kept])) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(200);
    if (path.startsWith("/assets/")) expect(answer.headers()["cache-control"], path).toContain("immutable");
  }
});
