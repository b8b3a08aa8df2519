import { describe, expect, test } from "vitest";
import { buildDemoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, type DemoAlbum, type DemoArtist } from "../../../src/demo/musicbrainz/facts.ts";
import { createStage, documentOf } from "../../helpers/cli.ts";

const someone = (name: string, more: Partial<DemoArtist> = {}): DemoArtist => ({
  id: madeUpMbid("artist", name),
  name,
  ...more,
});

function record(title: string, artist: DemoArtist, more: Partial<DemoAlbum> = {}): DemoAlbum {
  const id = madeUpMbid("album", title, artist.name, more.primaryType ?? "", more.disambiguation ?? "");
  const facts = { title, primaryType: "Album" as const, firstReleased: "1987", genres: [], releases: [] };
  return { id, ...facts, credits: [{ artist }], ...more };
}

const weezer = someone("Weezer");
const kraftwerk = someone("Kraftwerk");
const akina = someone("中森明菜", { sortName: "Nakamori, Akina", aliases: [{ name: "Akina Nakamori" }] });
const various = someone("Various Artists", { id: "89ad4ac3-39f7-470e-963a-56509c546377" });
const machine = record("Die Mensch·Maschine", kraftwerk);

/** What the demo's catalogue is too small to show. */
const albums = [
  record("Come On Pilgrim", someone("Pixies"), { primaryType: "EP" }),
  ...["Blue Album", "Green Album", "Teal Album"].map((disambiguation) =>
    record("Weezer", weezer, { disambiguation }),
  ),
  record("Mothership Connection", someone("Parliament")),
  record("Stock", akina, { id: "ffffffff-0000-4000-8000-000000000002" }),
  ...Array.from({ length: 120 }, (_, at) => record("Stock", someone(`Stocker ${at}`))),
  {
    ...machine,
    releases: [
      {
        id: madeUpMbid("release", "man machine"),
        title: "The Man·Machine",
        events: [],
        barcode: null,
        media: [],
      },
    ],
  },
  record("The Black Album", someone("Jay")),
  record("Black Album", someone("Dandies")),
  record("Rumours", someone("Fleetwood Mac")),
  record("The Indestructible Beat of Soweto", various),
];

describe("what a person types is found as it is meant", () => {
  const ask = async (...args: string[]) => {
    const stage = await createStage(buildDemoCatalogue(albums));
    const result = await stage.importer(["album", "--json", ...args]);
    return { exitCode: result.exitCode, ...documentOf<AlbumDocument>(result) };
  };

  test.each([
    [["Come On Pilgrim - EP", "-a", "Pixies"], "Come On Pilgrim"],
    [["Weezer (Teal Album)", "-a", "Weezer"], "Weezer"],
    [["The Mothership Connection", "-a", "Parliament"], "Mothership Connection"],
    [["Stock", "-a", "Akina Nakamori"], "Stock"],
    [["The Man-Machine", "-a", "Kraftwerk"], "Die Mensch·Maschine"],
    [["Rumors", "-a", "Fleetwood Mac"], "Rumours"],
  ])("importer album %j: created, %s", async (args, title) => {
    expect(await ask(...args)).toMatchObject({ exitCode: 0, outcome: "created", album: { title } });
  });

  test.each([
    [["Weezer", "-a", "Weezer"], 3],
    [["The Black Album"], 2],
    [["Black Album"], 2],
    [["The Indestructible Beat of Soweto", "-a", "Earthworks"], 1],
  ])("importer album %j: asks, with %d candidates", async (args, count) => {
    const asked = await ask(...args);
    expect(asked).toMatchObject({ exitCode: 4, outcome: "ambiguous", album: null });
    expect(asked.candidates).toHaveLength(count);
  });

  test("a title by somebody else says so", async () => {
    const stage = await createStage(buildDemoCatalogue(albums));
    const { stdout, exitCode } = await stage.importer([
      "album",
      "The Indestructible Beat of Soweto",
      "-a",
      "Earthworks",
    ]);
    expect(exitCode).toBe(4);
    expect(stdout).toContain("there is one by Various Artists");
  });
});

interface AlbumDocument {
  outcome: string;
  album: { title: string } | null;
  candidates: { title: string }[];
}
