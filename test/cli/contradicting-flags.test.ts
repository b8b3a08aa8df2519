import { describe, expect, test } from "vitest";
import { always, serverBusy } from "../helpers/faults.ts";
import { createStage } from "../helpers/cli.ts";
import { artists } from "../identity/stage.ts";
import { desireOfDylan, nevermind } from "../importers/album/demo-albums.ts";

/** Flags that name two different things are refused, naming both; neither is obeyed in silence. */

const { dylan, u2 } = artists;
const dylansCd = "0586779a-1e0c-465a-ad7d-5dd1c0946028";
const barcode = "074643389327";
const master = "https://www.discogs.com/master/3911";
const album = ["album", "-p", "musicbrainz"];

describe("an artist beside what names the album alone", () => {
  const named = [desireOfDylan, dylansCd, barcode, "0 74643 38932 7", master];

  test.each(named.flatMap((each) => [true, false].map((isKnown) => [each, isKnown] as const)))(
    "%s is not Nirvana's: refused, whether the library has it (%s)",
    async (typed, isKnown) => {
      const stage = await createStage();
      if (isKnown) await stage.importer([...album, typed]);
      const count = "SELECT count(*) AS n FROM albums";
      const before = await stage.rows(count);
      const { exitCode, stderr } = await stage.importer([...album, typed, "-a", "Nirvana"]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain(`"Desire" by Bob Dylan, and not by "Nirvana"`);
      expect(await stage.rows(count)).toEqual(before);
    },
  );

  test.each(["Bob Dylan", "bob dylan", "Боб Дилан", "Unknown Artist", ""])(
    "%j agrees, or says nothing",
    async (artist) => {
      const stage = await createStage();
      expect(await stage.importer([...album, barcode, "-a", artist])).toMatchObject({ exitCode: 0 });
    },
  );

  test("where nobody can be asked it is unavailable, and no contradiction", async () => {
    const stage = await createStage();
    stage.server.setFault(always(serverBusy));
    expect(await stage.importer([...album, dylansCd, "-a", "Nirvana"])).toMatchObject({ exitCode: 5 });
  });
});

describe("a year beside what names the album", () => {
  const count = "SELECT count(*) AS n FROM albums";
  const beside: [string, string[]][] = [
    ["in the place of its title", []],
    ["and by its title", ["Desire", "--mbid"]],
  ];

  test.each(
    beside.flatMap(([how, words]) => ["1950", "1988", "2020"].map((year) => [how, words, year] as const)),
  )("%s %j is not %s: refused, naming both, whether the library has it", async (_, words, year) => {
    const stage = await createStage();
    for (const n of [0, 1]) {
      const { exitCode, stderr } = await stage.importer([...album, ...words, desireOfDylan, "--year", year]);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/"Desire".* \(1976\)/);
      expect(stderr).toContain(year);
      expect(await stage.rows(count)).toEqual([{ n }]);
      if (n === 0) await stage.importer([...album, desireOfDylan]);
    }
  });

  test("of its first release, of an edition, or one beside: agrees", async () => {
    const stage = await createStage();
    const years = ["1976", "1975", "1977"];
    for (const year of years)
      expect(await stage.importer([...album, desireOfDylan, "--year", year])).toMatchObject({ exitCode: 0 });
    const releases = stage.catalogue.releasesByGroup.get(nevermind)!;
    stage.catalogue.releasesByGroup.set(nevermind, [
      { ...releases[0]!, date: "2011-09-23" },
      ...releases.slice(1),
    ]);
    expect(await stage.importer([...album, nevermind, "--year", "2011"])).toMatchObject({ exitCode: 0 });
  });

  test("a job of both is a question that shows what the identifier names", async () => {
    const stage = await createStage();
    await stage.importer(["album", desireOfDylan, "--year", "1988", "--later"]);
    await stage.importer(["worker", "--drain"]);
    expect(await stage.rows(count)).toEqual([{ n: 0 }]);
    const [question] = await stage.rows("SELECT outcome, why FROM review_questions");
    expect(question).toMatchObject({ outcome: "ambiguous" });
    expect(question!["why"]).toContain("an album of 1988");
  });
});

describe("a name beside what names an artist", () => {
  const names = "SELECT name FROM artists";

  test.each([
    ["--mbid", dylan, false],
    ["--mbid", dylan, true],
    ["--id", "1", true],
  ])("U2 %s %s: refused, naming both (known: %s)", async (flag, which, isKnown) => {
    const stage = await createStage();
    if (isKnown) await stage.importer(["artist", "--mbid", dylan]);
    const before = await stage.rows(names);
    for (const more of [[], ["--albums"], ["-f"]]) {
      const { exitCode, stderr } = await stage.importer(["artist", "U2", flag, which, ...more]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('"U2" and "Bob Dylan" are two artists');
      expect(stderr).toContain(`importer artist U2, or importer artist ${flag} ${which}`);
    }
    expect(await stage.rows(names)).toEqual(before);
  });

  test.each(["Bob Dylan", "bob dylan", "Dylan, Bob", "Боб Дилан", "Robert Allen Zimmerman", "Dylan"])(
    "%s is one of theirs",
    async (name) => {
      const stage = await createStage();
      for (const which of [
        ["--mbid", dylan],
        ["--id", "1"],
      ])
        expect(await stage.importer(["artist", name, ...which])).toMatchObject({ exitCode: 0 });
      expect(await stage.rows(names)).toEqual([{ name: "Bob Dylan" }]);
    },
  );

  test("where nobody can be asked it is unavailable, and no contradiction", async () => {
    const stage = await createStage();
    stage.server.setFault(always(serverBusy));
    expect(await stage.importer(["artist", "U2", "--mbid", dylan])).toMatchObject({ exitCode: 5 });
  });

  test.each([
    [dylan, u2, 2],
    [`https://musicbrainz.org/artist/${dylan}`, u2, 2],
    [`https://musicbrainz.org/artist/${dylan}`, dylan, 0],
    [dylan, dylan, 0],
  ])("%s --mbid %s ends with %i", async (typed, mbid, exitCode) => {
    const stage = await createStage();
    const result = await stage.importer(["artist", typed, "--mbid", mbid]);
    expect(result).toMatchObject({ exitCode });
    if (exitCode === 2) expect(result.stderr).toContain(`"${typed}" and --mbid ${mbid} name one artist each`);
  });

  test("is not queued: whether both are one is not known unasked", async () => {
    const stage = await createStage();
    const { exitCode, stderr } = await stage.importer(["artist", "U2", "--mbid", dylan, "--later"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--later goes with a name or --mbid alone");
  });
});

test("an address and an MBID of one album are one thing", async () => {
  const stage = await createStage();
  const both = [`https://musicbrainz.org/release-group/${nevermind}`, "--mbid", nevermind];
  expect(await stage.importer([...album, ...both])).toMatchObject({ exitCode: 0 });
});

test.each([
  [
    ["album", "--mbid", desireOfDylan, "--mbid", nevermind],
    [desireOfDylan, nevermind],
  ],
  [
    ["album", "--id", "1", "--id", "2"],
    ['"1"', "'2'"],
  ],
  [
    ["artist", "--mbid", desireOfDylan, "--mbid", nevermind],
    [desireOfDylan, nevermind],
  ],
  [
    ["artist", "--id", "1", "--id", "2"],
    ['"1"', "'2'"],
  ],
])("%j names two: refused, naming both", async (argv, both) => {
  const { exitCode, stderr } = await (await createStage()).importer(argv);
  expect(exitCode).toBe(2);
  for (const each of both) expect(stderr).toContain(each);
});

test("the same said twice is one thing", async () => {
  const stage = await createStage();
  const twice = [...album, "--mbid", nevermind, "--mbid", nevermind];
  expect(await stage.importer(twice)).toMatchObject({ exitCode: 0 });
});
