import { describe, expect, test } from "vitest";
import { always, serverBusy } from "../helpers/faults.ts";
import { createStage } from "../helpers/cli.ts";
import { desireOfDylan, nevermind } from "../importers/album/demo-albums.ts";

/** Flags that name two different things are refused, naming both; neither is obeyed in silence. */

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
