// A mail server that the tests' server sends through: it takes what comes, unless it is told to refuse.
import { createServer, type AddressInfo, type Socket } from "node:net";
import { test as base } from "./server.ts";

export { expect } from "./server.ts";

export class MailServer {
  /** The texts that it took. */
  readonly texts: string[] = [];
  /** What it answers to a mailbox instead of taking it. */
  refuses: string | undefined;
  readonly #server = createServer((socket) => this.#talk(socket));

  async start() {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return this;
  }

  get url() {
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop() {
    await new Promise((done) => this.#server.close(done));
  }

  #talk(socket: Socket) {
    const says = (line: string) => socket.write(`${line}\r\n`);
    let [rest, text] = ["", undefined as string | undefined];
    socket.setEncoding("utf8");
    socket.on("error", () => socket.destroy());
    says("220 mail.test");
    socket.on("data", (data: string) => {
      const lines = (rest + data).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (text !== undefined && line === ".") {
          this.texts.push(text);
          text = undefined;
          says("250 taken");
        } else if (text !== undefined) text += `${line}\n`;
        else if (line === "DATA") {
          text = "";
          says("354 go on");
        } else if (line.startsWith("RCPT") && this.refuses) says(this.refuses);
        else if (line === "QUIT") {
          says("221 bye");
          socket.end();
        } else says("250 fine");
      }
    });
  }
}

/** Each story has a server that sends e-mail, to a mail server of the story's. */
export const test = base.extend<{ mail: MailServer }>({
  mail: async ({}, use) => {
    const mail = await new MailServer().start();
    await use(mail);
    await mail.stop();
  },
  serverEnv: async ({ mail }, use) => {
    await use({ FULCRUM_SMTP_URL: mail.url, FULCRUM_MAIL_FROM: "updates@fulcrum.example" });
  },
});
