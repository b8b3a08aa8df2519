import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/demo/stand-in.ts";
import {
  closedPort,
  createStage,
  documentOf,
  expectNoStack,
  expectPlain,
  type Stage,
} from "../helpers/cli.ts";
import { always, everyFault, firstTimes, onPath, rateLimited, serverBusy } from "../helpers/faults.ts";
import { dump } from "../helpers/importing.ts";

const nevermind = ["album", "Nevermind", "--artist", "Nirvana"];

/** Everything the library holds; the record of runs that failed is no change of what it knows. */
const contents = (stage: Stage): Promise<string> =>
  stage.inLibrary((db) => {
    db.$client.exec("DELETE FROM provider_runs WHERE outcome <> 'found'");
    return dump(db);
  });

/** What each fault must be called. */
type Trouble = [name: string, fault: Fault, words: RegExp];

const troubles: Trouble[] = [
  ["a server error", everyFault["a server error"]!, /MusicBrainz answered 500/],
  ["a busy server", serverBusy, /MusicBrainz answered 503: .*currently busy/],
  ["a gateway's page", everyFault["a gateway's HTML page"]!, /MusicBrainz answered 502/],
  ["a captive portal", everyFault["a captive portal"]!, /a web page instead of data.*log-in/],
  ["another shape", everyFault["JSON of another shape"]!, /in a shape this importer does not know/],
  ["a reset connection", everyFault["a reset connection"]!, /127\.0\.0\.1:\d+ cut the connection/],
  ["a cut body", everyFault["a body cut half-way"]!, /127\.0\.0\.1:\d+ cut the connection/],
  ["a body of 100 MB", { kind: "huge-body", bytes: 100 * 1024 * 1024 }, /more than 16 MB/],
];
/** Each takes six time-outs, a second or two: they wait side by side. Within one even a busy machine has had the headers. */
const silences: Trouble[] = [
  ["no answer", everyFault["no answer at all"]!, /did not answer within 0\.3 s/],
  ["a body that stops", everyFault["a body that stops half-way"]!, /stopped in the middle of its answer/],
];
const impatient = { env: { IMPORTER_HTTP_TIMEOUT_MS: "300" } };
/** What is too much must not come too late as well. */
const howLong = ({ kind }: Fault) => (kind === "huge-body" ? {} : impatient);

async function expectUnavailable(stage: Stage, [, fault, words]: Trouble): Promise<void> {
  await stage.importer(["album", "Surrender"]);
  const before = await contents(stage);
  stage.server.setFault(always(fault));
  const result = await stage.importer(nevermind, howLong(fault));
  expect(result.exitCode).toBe(5);
  const lines = result.stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe("unavailable: Nevermind");
  expect(lines[1]).toMatch(words);
  expect(result.stderr).toContain("nothing was lost: type the same command again later");
  expectNoStack(result);
  expectPlain(result);
  expect(await contents(stage)).toBe(before);

  stage.server.setFault(undefined);
  const again = await stage.importer(nevermind);
  expect(again.exitCode).toBe(0);
  expect(again.stdout).toMatch(/^created: Nevermind/);
}

describe("a service that can't be asked", () => {
  it.each(troubles)("%s: exit 5, one clear line, nothing lost", async (...trouble) => {
    await expectUnavailable(await createStage(), trouble);
  });

  it("silence: exit 5, one clear line, nothing lost", async () => {
    const stages = [await createStage(), await createStage()];
    await Promise.all(silences.map((trouble, at) => expectUnavailable(stages[at]!, trouble)));
  });

  it.each(troubles)("%s, under --json: one document, the same exit code", async (_, fault, words) => {
    const stage = await createStage();
    stage.server.setFault(always(fault));
    const result = await stage.importer([...nevermind, "--json"]);
    expect(result.exitCode).toBe(5);
    const document = documentOf<Record<string, unknown>>(result);
    expect(document).toMatchObject({ outcome: "unavailable", album: null, jobs: [] });
    expect(JSON.stringify(document["providers"])).toMatch(words);
  });

  it("is asked again a few times first, and each is told with its reason", async () => {
    const stage = await createStage();
    stage.server.setFault(firstTimes(2, serverBusy));
    const result = await stage.importer(nevermind);
    expect(result.exitCode).toBe(0);
    const told = result.stderr.trimEnd().split("\n");
    expect(told[0]).toMatch(/^ {2}MusicBrainz answered 503: .*busy.*; trying again \(2 of 6\)$/);
    expect(told[1]).toMatch(/; trying again \(3 of 6\)$/);
    expect(told).toHaveLength(2);
  });

  it("gets the pause that it asks for", async () => {
    const stage = await createStage();
    stage.server.setFault(firstTimes(1, rateLimited));
    expect((await stage.importer(nevermind)).exitCode).toBe(0);
    const [refused, next] = stage.server.requests.map((request) => request.at);
    expect(next! - refused!).toBeGreaterThanOrEqual(1000);
  });

  it("may be gone altogether: a port that refuses", async () => {
    const stage = await createStage();
    const env = { IMPORTER_MUSICBRAINZ_URL: `http://127.0.0.1:${await closedPort()}/ws/2` };
    const result = await stage.importer(nevermind, { env });
    expect(result.exitCode).toBe(5);
    expect(result.stdout).toMatch(/127\.0\.0\.1:\d+ refuses the connection/);
    expectNoStack(result);
    expect((await stage.importer(nevermind)).exitCode).toBe(0);
  });

  it("stops an artist and releases in the same way", async () => {
    const stage = await createStage();
    await stage.importer(["album", "Surrender"]);
    stage.server.setFault(always({ kind: "html" }));
    for (const command of [
      ["artist", "U2"],
      ["releases", "1"],
    ]) {
      const result = await stage.importer(command);
      expect(result.exitCode).toBe(5);
      expect(result.stdout).toContain("a web page instead of data");
      expect(documentOf(await stage.importer([...command, "--json"]))["outcome"]).toBe("unavailable");
    }
  });

  it("leaves an album whose artist can't be had with the words of its credit", async () => {
    const stage = await createStage();
    stage.server.setFault(onPath(/\/artist\//, always({ kind: "html" })));
    const result = await stage.importer(nevermind);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain(
      "the artist Nirvana is known by name only: MusicBrainz answered with a web",
    );
    expect(await stage.rows("SELECT name FROM artists")).toEqual([{ name: "Nirvana" }]);
  });

  it("makes no library of a dry run", async () => {
    const stage = await createStage(undefined, { isFirstRun: true });
    stage.server.setFault(always({ kind: "html" }));
    expect((await stage.importer([...nevermind, "--dry-run"])).exitCode).toBe(5);
    expect(existsSync(stage.home)).toBe(false);
  });
});

describe("a service that refuses", () => {
  it("ends with 6, its words, and what to do", async () => {
    const stage = await createStage();
    const body = JSON.stringify({ error: "you have not identified yourself" });
    stage.server.setFault(always({ kind: "status", status: 403, body }));
    const result = await stage.importer(nevermind);
    expect(result.exitCode).toBe(6);
    expect(result.stdout).toContain("MusicBrainz answered 403: you have not identified yourself");
    expect(result.stdout).toContain("set IMPORTER_CONTACT to an address at which you can be reached");
    expect(stage.server.requests).toHaveLength(1); // the same again would be refused again
    const json = documentOf<{ providers: { hint: string }[] }>(
      await stage.importer([...nevermind, "--json"]),
    );
    expect(json.providers[0]!.hint).toContain("IMPORTER_CONTACT");

    stage.server.setFault(undefined);
    expect((await stage.importer(nevermind)).exitCode).toBe(0);
  });
});
