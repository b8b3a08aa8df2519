import { describe, expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";
import { desireOfDylan } from "../importers/album/demo-albums.ts";

/** A bare number in a command that imports: the id of an item, if there is one, as everywhere; which was taken is said. */

async function stageWithOne(): Promise<Stage> {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "--mbid", desireOfDylan]);
  return stage;
}

const askedSince = (stage: Stage, seen: number): string[] =>
  stage.server.requests.slice(seen).map(({ path }) => decodeURIComponent(path));

describe.each([
  ["album", "Desire", "title"],
  ["artist", "Bob Dylan", "name"],
] as const)("importer %s 1", (what, called, label) => {
  it("is the one of the library, and says how to ask for one that is called so", async () => {
    const stage = await stageWithOne();
    const seen = stage.server.requests.length;
    const result = await stage.importer([what, "1", "--json"]);
    expect(documentOf(result)).toMatchObject({ outcome: "existing", [what]: { id: 1 } });
    expect(result.stderr).toBe(
      `1 is taken as the id of "${called}"\n  for the ${label} 1: importer ${what} ${label}:1\n`,
    );
    expect(askedSince(stage, seen)).toEqual([]);
    const labelled = await stage.importer([what, `${label}:1`]);
    expect(labelled.stderr).not.toContain("is taken as");
    expect(askedSince(stage, seen).join("\n")).toMatch(/[("]1\b/);
  });

  it("is words where the library has none of that id; one that went is named with its run", async () => {
    const stage = await stageWithOne();
    const seen = stage.server.requests.length;
    expect((await stage.importer([what, "97"])).stderr).not.toContain("97 is taken");
    expect(askedSince(stage, seen).join("\n")).toMatch(/[("]97\b/);
    const { run } = documentOf<{ run: number }>(await stage.importer(["remove", "album", "1", "--json"]));
    if (what === "artist") return;
    expect((await stage.importer([what, "1"])).stderr).toContain(
      `album 1 went with run ${run} (importer remove album 1 --json): 1 is taken as a title\n  to have it back: importer undo ${run}\n`,
    );
  });

  it("is not queued: a worker is given words", async () => {
    const stage = await stageWithOne();
    const refused = await stage.importer([what, "1", "--later"]);
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(refused.stderr).toContain(
      `importer ${what} --id 1, or for the ${label}: importer ${what} ${label}:1 --later`,
    );
    expect(await stage.importer([what, `${label}:1`, "--later"])).toMatchObject({ exitCode: 0 });
    expect(
      await stage.rows(`SELECT payload ->> '${label}' AS words FROM jobs WHERE kind = 'import-${what}'`),
    ).toEqual([{ words: "1" }]);
  });
});

it("a number beside an artist or a year is a title; the id of what was merged leads on", async () => {
  const stage = await stageWithOne();
  for (const flags of [
    ["-a", "The Beatles"],
    ["--year", "2000"],
  ]) {
    const seen = stage.server.requests.length;
    await stage.importer(["album", "1", ...flags]);
    expect(askedSince(stage, seen).join("\n")).toMatch(/[("]1\b/);
  }
  await stage.importer(["album", "-p", "musicbrainz", "Nevermind"]);
  await stage.importer(["merge", "album", "2", "--into", "1"]);
  const led = await stage.importer(["album", "2", "-p", "musicbrainz"]);
  expect(led.stdout).toContain("[album 1]");
  expect(led.stderr).toContain('album 2 was merged: it is album 1 now, "Desire"');
});
