import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { examineNode } from "../../src/cli/doctor/machine.ts";
import { startDemoServices } from "../../src/demo/services.ts";
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
    await stage.importer(["album", "Surrender"]);
    await stage.importer(["worker", "--drain"]);
    await stage.importer(["album", "Nevermind"]);
    const { exitCode, stdout, stderr } = await stage.importer(["doctor"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const lines = [
      `node +${process.versions.node.replaceAll(".", "\\.")}`,
      `settings +home folder ${stage.home}`,
      "contact +test@example\\.org",
      `folder +${stage.home} can be written`,
      "disk +\\d+\\.\\d GB free",
      "sqlite +3\\.\\d+\\.\\d+",
      `library +${stage.libraryPath}, \\d+\\.\\d MB, schema of \\d{4}-\\d\\d-\\d\\d`,
      "jobs +1 ready, 1 done",
      "musicbrainz +http://127\\.0\\.0\\.1:\\d+/ws/2, .*",
    ];
    for (const line of lines) expect(stdout).toMatch(new RegExp(`^ok +${line}$`, "m"));
    expect(stdout).toMatch(/\nno problems\n$/);
  });

  it("makes nothing, changes nothing, and asks nobody", async () => {
    const stage = await createStage();
    expect((await stage.importer(["doctor"])).stdout).toContain("library.db will be made");
    expect(existsSync(stage.home)).toBe(false);
    await stage.importer(["album", "Surrender"]);
    const [files, bytes] = [readdirSync(stage.home), readFileSync(stage.libraryPath)];
    const asked = stage.server.requests.length;
    await stage.importer(["doctor"]);
    expect(stage.server.requests).toHaveLength(asked);
    await stage.importer(["doctor", "--online"], { env: await startServices() });
    expect(readdirSync(stage.home)).toEqual(files);
    expect(readFileSync(stage.libraryPath).equals(bytes)).toBe(true);
  });

  it("tells of all problems at once, each with what to do, and ends with 2", async () => {
    const stage = await createStage();
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

  it("does not ask the service of the default where an address is wrong", async () => {
    const stage = await createStage();
    const env = { IMPORTER_MUSICBRAINZ_URL: "musicbrainz" };
    const result = await stage.importer(["doctor", "--online"], { env });
    expect(result.exitCode).toBe(2);
    expect(result.stdout).toContain('IMPORTER_MUSICBRAINZ_URL is "musicbrainz"');
    expect(result.stdout).not.toContain("answers");
    expect(result.stdout).toMatch(/\n1 problem\n$/);
  });

  it("looks on where config.json can't be read", async () => {
    const stage = await createStage();
    mkdirSync(stage.home);
    writeFileSync(join(stage.home, "config.json"), "{");
    const { problems, findings } = findingsOf(await stage.importer(["doctor", "--json"]));
    expect(problems).toBe(1);
    expect(findings.map(({ about }) => about)).toEqual(expect.arrayContaining(["disk", "library", "jobs"]));
  });

  it("tells when the home can't be a folder", async () => {
    const stage = await createStage();
    writeFileSync(stage.home, "a file");
    const result = await stage.importer(["doctor"]);
    expect(result.exitCode).toBe(2);
    expect(result.stdout).toMatch(/^PROBLEM /m);
    expectNoStack(result);
  });

  it("tells of failed jobs, and of a service that wants to be left alone", async () => {
    const stage = await createStage();
    await stage.importer(["album", "Surrender"]);
    stage.server.setFault(always({ kind: "status", status: 403 }));
    await stage.importer(["worker", "--drain"]);
    const headers = { "retry-after": "900" };
    stage.server.setFault(always({ kind: "status", status: 429, headers }));
    await stage.importer(["album", "Nevermind"]);
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

  it("waits no longer than a person does for one that is silent", { timeout: 60_000 }, async () => {
    const stage = await createStage();
    stage.server.setFault(always({ kind: "hang" }));
    const env = { ...(await startServices()), IMPORTER_MUSICBRAINZ_URL: stage.server.url };
    const { exitCode, stdout } = await stage.importer(["doctor", "--online"], { env });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^PROBLEM +musicbrainz +no answer within 10 s$/m);
  });
});

describe("the version of Node", () => {
  it.each([
    ["18.20.0", "problem"],
    ["20.18.3", "problem"],
    ["20.19.0", "fine"],
    ["24.1.0", "fine"],
  ])("%s is %s", (version, verdict) => {
    expect(examineNode(version)).toMatchObject({ about: "node", verdict });
  });
});
