import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createEnrichStage, type EnrichStage } from "../enrichment/stage.ts";
import { playedLrclib } from "../fixtures/sources/certificate.ts";
import { listen } from "../helpers/http.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { buildPackage, start } from "./built.ts";

const binary = buildPackage();
const nothing = JSON.stringify({ statusCode: 404, name: "TrackNotFound", message: "Failed to find" });

/** LRCLIB at its real, default address, as a company's proxy leads there: the stand-in behind a certificate that is trusted. */
async function playLrclib(
  stage: EnrichStage,
): Promise<{ env: Record<string, string>; lose(isLost: boolean): void }> {
  let isLost = false;
  const behind = stage.lyrics.url;
  const service = createTlsServer(playedLrclib, (request, response) => {
    const isSearch = request.url!.includes("/search");
    const json = (status: number, body: string): void =>
      void response.writeHead(status, { "content-type": "application/json" }).end(body);
    const headers = { "user-agent": request.headers["user-agent"]! };
    if (isLost) return json(isSearch ? 200 : 404, isSearch ? "[]" : nothing);
    void fetch(behind + request.url!.replace(/^\/api/, ""), { headers }).then(async (reply) =>
      json(reply.status, await reply.text()),
    );
  });
  const port = await listen(service);
  const proxy = createServer().on("connect", (_, socket: Socket) => {
    const onward = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [socket, onward]) end.on("error", () => undefined);
  });
  const authority = join(temporaryFolder(), "authority.pem");
  writeFileSync(authority, playedLrclib.authority);
  const { IMPORTER_LRCLIB_URL: _, ...env } = stage.env;
  return {
    env: { ...env, HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`, NODE_EXTRA_CA_CERTS: authority },
    lose: (now) => void (isLost = now),
  };
}

it("a service that has lost everything is not believed: the whole command takes the absences back, and completes later", async () => {
  const stage = await createEnrichStage(1, 30);
  stage.db.$client.exec(`
    INSERT INTO lyrics (track_id, plain, source, source_id, fetched_at) VALUES (1, 'la', 'lrclib', '1', 0), (2, 'la', 'lrclib', '2', 0);
    UPDATE tracks SET lyrics_status = 'available' WHERE id IN (1, 2)`);
  const { env, lose } = await playLrclib(stage);
  const enrich = ["enrich", "--no-artwork", "--concurrency", "1"];

  lose(true);
  const bad = await start(binary, enrich, env).ended;
  expect(bad).toMatchObject({ exitCode: 5 });
  expect(bad.stdout + bad.stderr).toContain("LRCLIB says that it has nothing, not even what it had before");
  expect(stage.column("SELECT DISTINCT lyrics_status FROM tracks WHERE id > 2")).toEqual(["not_fetched"]);

  lose(false);
  const good = await start(binary, enrich, env).ended; // a person's command tries a resting service
  expect(good).toMatchObject({ exitCode: 0 });
  expect(stage.column("SELECT DISTINCT lyrics_status FROM tracks")).toEqual(["available"]);
});
