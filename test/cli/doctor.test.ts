import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { patienceOf } from "../../src/cli/doctor/services.ts";
import { startDemoServices } from "../../src/demo/services.ts";
import { coverStandIn, json } from "../helpers/covers.ts";
import { closedPort, createStage, documentOf, expectNoStack, type CliResult } from "../helpers/cli.ts";
import { always } from "../helpers/faults.ts";

interface Finding {
  about: string;
  verdict: "fine" | "note" | "problem";
  says: string;
  remedy?: string;
}

const findingsOf = (result: CliResult) => documentOf<{ problems: number; findings: Finding[] }>(result);

async function startServices(): Promise<Record<string, string>> {
  const services = await startDemoServices();
  onTestFinished(() => services.close());
  return services.env;
}

describe("importer doctor", () => {
  it("tells of everything that is fine, and ends with 0", async () => {
    const stage = await createStage();
    await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
    await stage.importer(["worker", "--drain"]);
    await stage.importer(["album", "-p", "musicbrainz", "Nevermind"]);
    const { exitCode, stdout, stderr } = await stage.importer(["doctor"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const lines = [
      `node +${process.versions.node.replaceAll(".", "\\.")}`,
      `settings +home folder ${stage.home}`,
      "contact +test@example\\.org",
      `folder +${stage.home} can be written`,
      "driver +better-sqlite3 loads",
      "pictures +sharp loads",
      "disk +\\d+\\.\\d GB free",
      "sqlite +3\\.\\d+\\.\\d+",
      `library +${stage.libraryPath}, \\d+\\.\\d MB, schema of \\d{4}-\\d\\d-\\d\\d`,
      "jobs +1 ready, 1 done",
    ];
    for (const line of lines) expect(stdout).toMatch(new RegExp(`^ok +${line}$`, "m"));
    expect(stdout).toMatch(/^unasked +musicbrainz +not asked: http:\/\/127\.0\.0\.1:\d+\/ws\/2, /m);
    expect(stdout).toMatch(/\nno problems\nwhether the services answer: importer doctor --online\n$/);
  });

  it("makes nothing, changes nothing, and asks nobody", async () => {
    const stage = await createStage(undefined, { isFirstRun: true });
    expect((await stage.importer(["doctor"])).stdout).toContain("library.db will be made");
    expect(existsSync(stage.home)).toBe(false);
    await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
    const [files, bytes] = [readdirSync(stage.home), readFileSync(stage.libraryPath)];
    const asked = stage.server.requests.length;
    await stage.importer(["doctor"]);
    expect(stage.server.requests).toHaveLength(asked);
    await stage.importer(["doctor", "--online"], { env: await startServices() });
    expect(readdirSync(stage.home)).toEqual(files);
    expect(readFileSync(stage.libraryPath).equals(bytes)).toBe(true);
  });

  it("tells of all problems at once, each with what to do, and ends with 2", async () => {
    const stage = await createStage(undefined, { isFirstRun: true });
    mkdirSync(stage.home);
    writeFileSync(stage.libraryPath, "This is no database.\n".repeat(100));
    const env = {
      IMPORTER_CONTACT: "",
      IMPORTER_MUSICBRAINZ_INTERVAL_MS: "often",
      IMPORTER_RETRY_DELAY_MS: "-1",
      IMPORTER_COVER_ART_ARCHIVE_URL: `http://127.0.0.1:${await closedPort()}`,
      IMPORTER_LRCLIB_URL: `http://127.0.0.1:${await closedPort()}`,
    };
    const result = await stage.importer(["doctor", "--online", "--json"], { env });
    expect(result.exitCode).toBe(2);
    expectNoStack(result);
    const { problems, findings } = findingsOf(result);
    const told = findings.filter(({ verdict }) => verdict === "problem");
    expect(told.map(({ about, says }) => `${about}: ${says}`)).toEqual([
      expect.stringMatching(/^settings: IMPORTER_MUSICBRAINZ_INTERVAL_MS is "often"/),
      expect.stringMatching(/^settings: IMPORTER_RETRY_DELAY_MS is "-1"/),
      expect.stringMatching(/^library: .*library\.db is not a SQLite database/),
      expect.stringMatching(/^cover art: .*127\.0\.0\.1:\d+ refuses the connection/),
      expect.stringMatching(/^lrclib: .*127\.0\.0\.1:\d+ refuses the connection/),
    ]);
    expect(problems).toBe(told.length);
    for (const { remedy } of told.slice(0, 3)) expect(remedy).toMatch(/\w/);
    const contact = findings.find(({ about }) => about === "contact");
    expect(contact).toMatchObject({ verdict: "note", remedy: "export IMPORTER_CONTACT=you@example.org" });
    expect(findings).toContainEqual({ about: "musicbrainz", verdict: "fine", says: "answers" });

    const words = await stage.importer(["doctor", "--online"], { env });
    expect(words.exitCode).toBe(2);
    expect(words.stdout.match(/^PROBLEM /gm)).toHaveLength(5);
    expect(words.stdout).toMatch(/\n5 problems\n$/);
  });

  const withFanartTv = { IMPORTER_COVER_SOURCES: "fanart_tv,itunes,theaudiodb,deezer" };

  it("lists the sources of covers that are set, and no key", async () => {
    const stage = await createStage();
    const env = {
      ...withFanartTv,
      IMPORTER_FANART_TV_KEY: "s3cret",
      IMPORTER_FANART_TV_CLIENT_KEY: "s3cret2",
    };
    const { exitCode, stdout, stderr } = await stage.importer(["doctor"], { env });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^unasked +fanart_tv +not asked: https:\/\/webservice\.fanart\.tv\/v3\.2, one request in 300 ms$/m,
    );
    expect(stdout).toMatch(
      /^unasked +itunes +not asked: https:\/\/itunes\.apple\.com\/, one request in 3100 ms$/m,
    );
    for (const name of ["theaudiodb", "deezer"])
      expect(stdout).toMatch(new RegExp(`^unasked +${name} `, "m"));
    expect(stdout + stderr).not.toContain("s3cret");
  });

  it("tells of the key that fanart.tv needs, beside what else is wrong", async () => {
    const stage = await createStage();
    const env = { ...withFanartTv, IMPORTER_ITUNES_COUNTRY: "USA", IMPORTER_FANART_TV_CLIENT_KEY: "s3 cret" };
    const { findings } = findingsOf(await stage.importer(["doctor", "--json"], { env }));
    const told = findings.filter(({ verdict }) => verdict === "problem");
    expect(told.map(({ says }) => says)).toEqual([
      expect.stringMatching(/names fanart_tv .*, but IMPORTER_FANART_TV_KEY is not set$/),
      expect.stringMatching(/^IMPORTER_FANART_TV_CLIENT_KEY .* is no key/),
      expect.stringMatching(/^IMPORTER_ITUNES_COUNTRY is "USA"/),
    ]);
    expect(told[0]!.remedy).toContain("https://fanart.tv/get-an-api-key");
    expect(JSON.stringify(findings)).not.toContain("s3");
  });

  it("does not ask the service of the default where an address is wrong", async () => {
    const stage = await createStage();
    const env = { IMPORTER_MUSICBRAINZ_URL: "musicbrainz" };
    const result = await stage.importer(["doctor", "--online"], { env });
    expect(result.exitCode).toBe(2);
    expect(result.stdout).toContain('IMPORTER_MUSICBRAINZ_URL is "musicbrainz"');
    expect(result.stdout).not.toMatch(/^\S+ +musicbrainz/m);
    expect(result.stdout).toMatch(/^PROBLEM +lrclib +LRCLIB: 127\.0\.0\.1:1 refuses/m); // the others are asked
  });

  it("notes what nobody knows, with the name that was meant, and what is without effect", async () => {
    const stage = await createStage();
    const env = {
      IMPORTER_MUSICBRAINS_URL: "http://127.0.0.1:1",
      IMPORTER_AMAZON_TAG: "x",
      importer_contact: "me",
      IMPORTER_GARBAGE: "s3cret",
      IMPORTER_AI_MODEL: "some-model",
      IMPORTER_FANART_TV_KEY: "s3cret",
    };
    const result = await stage.importer(["doctor", "--json"], { env });
    expect(result.exitCode).toBe(0);
    const notes = findingsOf(result).findings.filter(
      ({ about, verdict }) => about === "settings" && verdict === "note",
    );
    expect(notes.map(({ says, remedy }) => `${says} > ${remedy}`)).toEqual([
      "nobody knows IMPORTER_AMAZON_TAG: it is without effect > is IMPORTER_AMAZON_PARTNER_TAG meant?",
      "nobody knows IMPORTER_GARBAGE: it is without effect > importer help settings lists them",
      "nobody knows IMPORTER_MUSICBRAINS_URL: it is without effect > is IMPORTER_MUSICBRAINZ_URL meant?",
      "nobody knows importer_contact: it is without effect > is IMPORTER_CONTACT meant?",
      "IMPORTER_FANART_TV_KEY is without effect: IMPORTER_COVER_SOURCES does not name fanart_tv > set IMPORTER_COVER_SOURCES, or leave IMPORTER_FANART_TV_KEY out",
      "IMPORTER_AI_MODEL is without effect: IMPORTER_AI_BASE_URL is not set > set IMPORTER_AI_BASE_URL, or leave IMPORTER_AI_MODEL out",
    ]);
    expect(result.stdout).not.toContain("s3cret");
  });

  it("looks on where config.json can't be read", async () => {
    const stage = await createStage(undefined, { isFirstRun: true });
    mkdirSync(stage.home);
    writeFileSync(join(stage.home, "config.json"), "{");
    const { problems, findings } = findingsOf(await stage.importer(["doctor", "--json"]));
    expect(problems).toBe(1);
    expect(findings.map(({ about }) => about)).toEqual(expect.arrayContaining(["disk", "library", "jobs"]));
  });

  it("tells when the home can't be a folder", async () => {
    const stage = await createStage(undefined, { isFirstRun: true });
    writeFileSync(stage.home, "a file");
    const result = await stage.importer(["doctor"]);
    expect(result.exitCode).toBe(2);
    expect(result.stdout).toMatch(/^PROBLEM /m);
    expectNoStack(result);
  });

  it("tells of failed jobs, and of a service that wants to be left alone", async () => {
    const stage = await createStage();
    await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
    stage.server.setFault(always({ kind: "status", status: 403 }));
    await stage.importer(["worker", "--drain"]);
    const headers = { "retry-after": "900" };
    stage.server.setFault(always({ kind: "status", status: 429, headers }));
    await stage.importer(["album", "-p", "musicbrainz", "Nevermind"]);
    const { exitCode, stdout } = await stage.importer(["doctor"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^note +jobs +1 failed\n +importer jobs list --state failed$/m);
    expect(stdout).toMatch(/^note +musicbrainz +to be left alone for \d+ s more: MusicBrainz answered 429$/m);
  });
});

describe("importer doctor --online", () => {
  it("asks each service whether it answers", async () => {
    const stage = await createStage();
    const result = await stage.importer(["doctor", "--online", "--json"], { env: await startServices() });
    expect(result.exitCode).toBe(0);
    const answering = findingsOf(result).findings.filter(({ says }) => says === "answers");
    expect(answering.map(({ about }) => about)).toEqual(["musicbrainz", "cover art", "lrclib"]);
  });

  it("asks the sources of covers that are set, and tells what to do where a key is refused", async () => {
    const stage = await createStage();
    let keyIsGood = true;
    const fanartTv = await coverStandIn(() => ({
      status: keyIsGood ? 404 : 401,
      body: JSON.stringify({ status: "error", "error message": keyIsGood ? "Not found" : "API key s3cret" }),
    }));
    const itunes = await coverStandIn(() => json({ resultCount: 0, results: [] }));
    const env = {
      ...(await startServices()),
      IMPORTER_COVER_SOURCES: "fanart_tv,itunes",
      IMPORTER_FANART_TV_URL: fanartTv.url,
      IMPORTER_FANART_TV_KEY: "s3cret",
      IMPORTER_ITUNES_URL: itunes.url,
    };
    const good = findingsOf(await stage.importer(["doctor", "--online", "--json"], { env })).findings;
    const answering = good.filter(({ says }) => says === "answers").map(({ about }) => about);
    expect(answering).toEqual(["musicbrainz", "fanart_tv", "itunes", "lrclib"]);

    keyIsGood = false;
    const result = await stage.importer(["doctor", "--online", "--json"], { env });
    const problems = findingsOf(result).findings.filter(({ verdict }) => verdict === "problem");
    expect(problems).toMatchObject([
      { about: "fanart_tv", remedy: expect.stringContaining("IMPORTER_FANART_TV_KEY") },
    ]);
    expect(result.stdout + result.stderr).not.toContain("s3cret");
  });

  it("tells what is wrong with one that does not answer as it should", async () => {
    const stage = await createStage();
    const services = await startServices();
    stage.server.setFault(always({ kind: "html" }));
    const env = { ...services, IMPORTER_MUSICBRAINZ_URL: stage.server.url };
    const { exitCode, stdout } = await stage.importer(["doctor", "--online"], { env });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^PROBLEM +musicbrainz +MusicBrainz answered with a web page instead of data/m);
    expect(stdout).toMatch(/^ok +lrclib +answers$/m);
  });

  it("waits no longer than a person does for one that is silent", async () => {
    const stage = await createStage();
    stage.server.setFault(always({ kind: "hang" }));
    const env = {
      ...(await startServices()),
      IMPORTER_MUSICBRAINZ_URL: stage.server.url,
      IMPORTER_HTTP_TIMEOUT_MS: "3000",
    };
    const { exitCode, stdout } = await stage.importer(["doctor", "--online"], { env });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^PROBLEM +musicbrainz +no answer within 3 s$/m);
    expect(stdout.match(/ musicbrainz /g)).toHaveLength(1);
    expect(stdout).toMatch(/no answer within 3 s\n +http:\/\/127\.0\.0\.1:\d+\/ws\/2, /);
    expect(patienceOf({ http: { timeoutMs: 30_000, retryDelayMs: 1 } })).toBe(10_000);
  });
});
