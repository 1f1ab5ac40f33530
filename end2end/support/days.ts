// Days that pass at once: the server's clock, and that of each device.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import { startServer, type Server } from "./server.ts";

export class Days {
  readonly #contexts: BrowserContext[] = [];

  private constructor(
    readonly server: Server,
    readonly browser: Browser,
    readonly env: { FULCRUM_TEST_CLOCK: string },
  ) {}

  /** A server of its own, at this moment. */
  static async begin(browser: Browser, moment: string): Promise<Days> {
    const env = { FULCRUM_TEST_CLOCK: moment };
    return new Days(await startServer({ env }), browser, env);
  }

  /** Somebody's device, with the clock that all have. */
  async device(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ baseURL: this.server.url, timezoneId: "Europe/Berlin", ...options });
    await context.clock.setSystemTime(this.env.FULCRUM_TEST_CLOCK);
    this.#contexts.push(context);
    return context.newPage();
  }

  /** It is this moment now; what is open was loaded before. */
  async turn(moment: string) {
    await this.server.stop();
    this.env.FULCRUM_TEST_CLOCK = moment;
    for (const context of this.#contexts) await context.clock.setSystemTime(moment);
    await this.server.start();
  }

  async dispose() {
    for (const context of this.#contexts) await context.close();
    await this.server.dispose();
  }
}
