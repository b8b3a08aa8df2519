import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { closedPort, createStage, type Environment, type Stage } from "../helpers/cli.ts";
import { always } from "../helpers/faults.ts";

const secret = "s3cret-word";
const base64 = Buffer.from(`alice:${secret}`).toString("base64");

const withSecret = (url: string): string => url.replace("://", `://alice:${secret}@`);

const commands = [
  ["album", "Surrender"],
  ["album", "Nevermind", "--dry-run"],
  ["album", "Desire"],
  ["artist", "U2"],
  ["releases", "1"],
  ["worker", "--drain"],
  ["jobs", "list"],
  ["jobs", "show", "1"],
  ["show", "album", "1"],
  ["doctor"],
  ["doctor", "--online"],
];

/** Types everything, with and without --json, and looks at each byte that was printed or stored. */
async function expectNoSecret(stage: Stage, env: Environment): Promise<string> {
  let printed = "";
  for (const command of commands) {
    for (const flags of [[], ["--json"]]) {
      const settings = { ...env, IMPORTER_DEBUG: "1" };
      const { stdout, stderr } = await stage.importer([...command, ...flags], { env: settings });
      printed += stdout + stderr;
      for (const hidden of [secret, base64, "alice"]) expect(stdout + stderr).not.toContain(hidden);
    }
  }
  for (const file of readdirSync(stage.home)) {
    const bytes = readFileSync(join(stage.home, file));
    expect(bytes.includes(secret), file).toBe(false);
    expect(bytes.includes(base64), file).toBe(false);
  }
  return printed;
}

describe("credentials in the address of a service", () => {
  it("are used, and never shown or stored", async () => {
    const stage = await createStage();
    const printed = await expectNoSecret(stage, { IMPORTER_MUSICBRAINZ_URL: withSecret(stage.server.url) });
    expect(printed).toContain("created: Surrender");
    for (const { headers } of stage.server.requests) expect(headers["authorization"]).toBe(`Basic ${base64}`);
  });

  it.each([
    ["busy", { kind: "status", status: 503, headers: { "retry-after": "0" } }],
    ["refusing them", { kind: "status", status: 401, body: '{"error":"wrong password"}' }],
    ["of another shape", { kind: "wrong-shape" }],
    ["cutting the connection", { kind: "reset" }],
  ] as const)("are never shown or stored when it is %s", async (_, fault) => {
    const stage = await createStage();
    await stage.importer(["album", "Surrender"]);
    stage.server.setFault(always(fault));
    await expectNoSecret(stage, { IMPORTER_MUSICBRAINZ_URL: withSecret(stage.server.url) });
  });

  it("are never shown or stored when nobody is there", async () => {
    const stage = await createStage();
    await stage.importer(["album", "Surrender"]);
    const printed = await expectNoSecret(stage, {
      IMPORTER_MUSICBRAINZ_URL: `http://alice:${secret}@127.0.0.1:${await closedPort()}/ws/2`,
    });
    expect(printed).toContain("refuses the connection");
  });

  it.each([`htp://alice:${secret}@127.0.0.1/ws/2`, `http://alice:${secret}@127.0.0.1:port/ws/2`])(
    "are never shown when the address is none: %s",
    async (address) => {
      const stage = await createStage();
      await stage.importer(["album", "Surrender"]);
      const printed = await expectNoSecret(stage, { IMPORTER_MUSICBRAINZ_URL: address });
      expect(printed).toContain("IMPORTER_MUSICBRAINZ_URL");
    },
  );
});

describe("credentials in the address of a proxy", () => {
  it("are never shown or stored when it can't be reached", async () => {
    const stage = await createStage();
    await stage.importer(["album", "Surrender"]);
    const proxy = `http://alice:${secret}@127.0.0.1:${await closedPort()}`;
    await expectNoSecret(stage, { http_proxy: proxy });
  });

  it("are never shown when the address is none", async () => {
    const stage = await createStage();
    await stage.importer(["album", "Surrender"]);
    for (const proxy of [`alice:${secret}@127.0.0.1:99999`, `ftp://alice:${secret}@127.0.0.1`]) {
      await expectNoSecret(stage, { http_proxy: proxy });
    }
  });
});
