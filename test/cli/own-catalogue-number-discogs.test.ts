import { join } from "node:path";
import { expect, test } from "vitest";
import { discogsOf, type DiscogsDocument } from "../../src/demo/discogs/catalogue.ts";
import { discogsToken } from "../../src/demo/discogs/server.ts";
import { writeAlbum, type Song } from "../helpers/album-files.ts";
import { createStage, documentOf } from "../helpers/cli.ts";
import { credit, discogsStandIn, release } from "../helpers/discogs.ts";

/** Two albums of one name by one band, each without a master, and one of another band: told apart by the number on the spine. */

interface Pressing {
  catno: string;
  artist?: string;
  title?: string;
}
const pressing = (
  id: number,
  { catno, artist = "The Porters", title = "Night Shift" }: Pressing,
): DiscogsDocument =>
  release(id, {
    title,
    artists: [credit(artist.length, artist)],
    labels: [{ id: 3, name: "Basement", catno, entity_type: "1" }],
    identifiers: [],
    master_id: 0,
    year: 1993 + id,
  });

const files: Song[] = [
  ["First Light", 190_000],
  ["Second Wind", 260_000],
];

async function identified(pressings: Pressing[], number: string) {
  const releases = pressings.map((each, at) => pressing(at + 1, each));
  const discogs = await discogsStandIn(discogsOf({ releases }));
  const stage = await createStage();
  const env = {
    IMPORTER_ALBUM_SOURCES: "discogs",
    IMPORTER_DISCOGS_URL: discogs.url,
    IMPORTER_DISCOGS_TOKEN: discogsToken,
    IMPORTER_DISCOGS_INTERVAL_MS: "0",
  };
  const music = join(stage.home, "..", "music");
  writeAlbum(music, { ALBUM: "Night Shift", ARTIST: "The Porters", CATALOGNUMBER: number }, files);
  await stage.importer(["scan", music], { env });
  const result = await stage.importer(["album", "--id", "1", "-p", "discogs", "--json"], { env });
  const [own] = await stage.rows(
    "SELECT value FROM identifiers WHERE kind = 'discogs_release' AND item_type = 'album'",
  );
  const { providers } = documentOf<{ providers: { evidence?: { by?: string } }[] }>(result);
  const asked = discogs.requests.map(({ path }) => new URL(path, "http://x").searchParams.get("catno"));
  return {
    ended: [result.exitCode, own?.["value"], providers[0]?.evidence?.by],
    asked: asked.filter((catno) => catno !== null),
  };
}

test.each<[string, Pressing[], string, unknown[]]>([
  [
    "of two of one name it is that",
    [{ catno: "BASE 7" }, { catno: "BASE 8" }],
    "base-8",
    [0, "2", "catalogue number"],
  ],
  [
    "beside one by others that bears it as well",
    [{ catno: "BASE 7", artist: "Night Owls" }, { catno: "BASE 7" }],
    "BASE 7",
    [0, "2", "catalogue number"],
  ],
  [
    "only others bear it: its words",
    [{ catno: "BASE 7", title: "Day" }, { catno: "" }],
    "BASE 7",
    [0, "2", "search"],
  ],
  ["nobody bears it: its words", [{ catno: "none" }], "BASE 9", [0, "1", "search"]],
  [
    "both bear it: a question",
    [{ catno: "BASE 7" }, { catno: "BASE 7" }],
    "BASE 7",
    [4, undefined, undefined],
  ],
])("%s", async (_, pressings, number, ended) => {
  expect((await identified(pressings, number)).ended).toEqual(ended);
});

test("what is no number is not asked for", async () => {
  expect(await identified([{ catno: "none" }], "none")).toEqual({ ended: [0, "1", "search"], asked: [] });
});
