// The tests' `test`: each one gets a server of its own, and its pages open there.
import { expect, test as base } from "@playwright/test";
import { startServer, type Server } from "./process.mjs";

export { expect };
export { startServer, type Server };

export const test = base.extend<{ server: Server; serverEnv: Record<string, string> }>({
  // Set with `test.use({ serverEnv: { FULCRUM_TEST_CLOCK: "…" } })`.
  serverEnv: [{}, { option: true }],
  server: async ({ serverEnv }, use, testInfo) => {
    const server = await startServer({ env: serverEnv });
    await use(server);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach("server.log", { body: server.logs(), contentType: "text/plain" });
    }
    await server.dispose();
  },
  // Whatever a story is about, no rule of the page is broken: a panic ends its script.
  page: async ({ page }, use) => {
    const ended: string[] = [];
    page.on("pageerror", ({ message }) => message === "unreachable" && ended.push(message));
    await use(page);
    expect(ended, "the page's script").toEqual([]);
  },
  baseURL: async ({ server }, use) => {
    await use(server.url);
  },
});
