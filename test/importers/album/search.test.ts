import { describe, expect, test } from "vitest";
import { madeUpMbid, type DemoAlbum, type DemoArtist } from "../../../src/demo/musicbrainz/facts.ts";
import { buildDemoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { column, importing, importWords } from "../../helpers/importing.ts";

function someone(name: string, more: Partial<DemoArtist> = {}): DemoArtist {
  return { id: madeUpMbid("artist", name), name, ...more };
}

function record(title: string, artist: DemoArtist, more: Partial<DemoAlbum> = {}): DemoAlbum {
  const id = madeUpMbid("album", title, artist.name, more.primaryType ?? "", more.disambiguation ?? "");
  const facts = { title, primaryType: "Album" as const, firstReleased: "1988", genres: [], releases: [] };
  return { id, ...facts, credits: [{ artist }], ...more };
}

const akina = someone("中森明菜", { sortName: "Nakamori, Akina", aliases: [{ name: "Nakamori Akina" }] });
const stocks = Array.from({ length: 150 }, (_, at) => record("Stock", someone(`Stocker ${at}`)));

describe("an artist by another name, whose albums the first question does not bring", () => {
  // Equal hits come in the order of their MBIDs: this one is behind the first page.
  const stock = record("Stock", akina, { id: "ffffffff-0000-4000-8000-000000000001" });
  const catalogue = () => buildDemoCatalogue([...stocks, stock, record("Cruise", akina)]);

  test.each([
    [{ title: "Stock", artist: "Akina Nakamori" }],
    [{ title: "Stock", artist: "Nakamori, Akina" }],
    [{ title: "Akina Nakamori - Stock" }],
  ])("is found by an alias, and asked for once: %j", async (words) => {
    const t = await importing(catalogue());
    expect(await importWords(t.context, words)).toMatchObject({ outcome: "created" });
    expect(column(t.db, "SELECT value FROM identifiers WHERE kind = 'musicbrainz_release_group'")).toEqual([
      stock.id,
    ]);
    expect(t.asked()).toEqual([
      "search release-group",
      "search artist",
      "search release-group",
      `release-group ${stock.id}`,
      `artist ${akina.id}`,
    ]);
    // The alias is kept with the artist: the next album of theirs is one search and one look-up.
    expect(column(t.db, "SELECT name FROM artist_aliases ORDER BY name")).toContain("Nakamori Akina");
    expect(await importWords(t.context, { title: "Cruise", artist: "Akina Nakamori" })).toMatchObject({
      outcome: "created",
    });
    expect(t.asked()).toEqual(["search release-group", expect.stringMatching(/^release-group /)]);
  });

  test("of whom they have nothing is asked about: the title is there, by others", async () => {
    const t = await importing(catalogue());
    const result = await importWords(t.context, { title: "Stock", artist: "Nobody at All" });
    expect(result).toMatchObject({ outcome: "ambiguous", providers: [{ outcome: "weak" }] });
    expect(result.providers[0]?.errors[0]).toMatch(
      /^no album of this title is by Nobody at All; there is one by Stocker/,
    );
    expect(result.candidates.length).toBeLessThanOrEqual(10);
    expect(t.asked()).toEqual(["search release-group", "search artist"]);
  });
});

describe("a title alone is never picked while others may share it", () => {
  test.each([
    [
      ["The Black Album", "Black Album"],
      ["The Black Album", "Black Album", "the black album"],
    ],
    [
      ["Greatest Hits II", "Greatest Hits, Vol. 2"],
      ["Greatest Hits II", "Greatest Hits Vol. 2", "Greatest Hits Volume Two"],
    ],
    [
      ["Four", "4"],
      ["Four", "4", "IV"],
    ],
    [
      ["IV", "4"],
      ["Four", "4", "IV"],
    ],
    [
      ["Black Star", "Blackstar"],
      ["Black Star", "Blackstar"],
    ],
    [
      ["Rock ’n’ Roll", "Rock and Roll"],
      ["Rock 'n' Roll", "Rock & Roll", "Rock and Roll", "Rock n Roll"],
    ],
    [
      ["Weekend", "Week-End"],
      ["Weekend", "Week-End", "Week End"],
    ],
    [
      ["Summer Weekend", "Summer Week-End"],
      ["Summer Weekend", "Summer Week-End"],
    ],
    [
      ["Symphony No. 5", "Symphony Number Five"],
      ["Symphony No. 5", "Symphony no. 5"],
    ],
    [
      ["Über", "Ueber"],
      ["Über", "Ueber"],
    ],
  ])("%j", async (titles, typed) => {
    // Around them enough of the same words that a page is cut.
    const noise = Array.from({ length: 130 }, (_, at) =>
      record(`${titles[at % 2]} ${at} More`, someone(`Noise ${at}`)),
    );
    const t = await importing(
      buildDemoCatalogue([...noise, ...titles.map((title, at) => record(title, someone(`Artist ${at}`)))]),
    );
    for (const title of typed) {
      const result = await importWords(t.context, title);
      expect(result.outcome, title).toBe("ambiguous");
    }
  });

  test("is asked about when not all that hold its words can be seen", async () => {
    const noise = Array.from({ length: 500 }, (_, at) => record(`Mirrorball ${at}`, someone(`Noise ${at}`)));
    const t = await importing(buildDemoCatalogue([...noise, record("Mirrorball", someone("Sarah"))]));
    const result = await importWords(t.context, "Mirrorball");
    expect(result).toMatchObject({
      outcome: "ambiguous",
      candidates: [{ title: "Mirrorball", artists: "Sarah" }],
    });
    expect(result.providers[0]?.errors[0]).toMatch(/^501 albums have these words in their titles/);
    expect(t.asked()).toHaveLength(4);
    expect(await importWords(t.context, { title: "Mirrorball", artist: "Sarah" })).toMatchObject({
      outcome: "created",
    });
  });

  test("is accepted, with one request more, when all were seen", async () => {
    const noise = Array.from({ length: 130 }, (_, at) => record(`Common ${at}`, someone(`Noise ${at}`)));
    const t = await importing(buildDemoCatalogue([...noise, record("Common Mirrorball", someone("Sarah"))]));
    expect(await importWords(t.context, "Common Mirrorball")).toMatchObject({ outcome: "created" });
    expect(t.asked().slice(0, 2)).toEqual(["search release-group", "search release-group"]);
  });
});

test("a weak match does not end the search: Rumors offers Rumours", async () => {
  const mac = someone("Fleetwood Mac");
  const others = Array.from({ length: 130 }, (_, at) =>
    record(`Fleetwood Mac Rumors ${at}`, someone(`Tribute ${at}`)),
  );
  const live = record("Rumors Live", mac, { secondaryTypes: ["Live"] });
  const t = await importing(buildDemoCatalogue([...others, live, record("Rumours", mac)]));
  const result = await importWords(t.context, { title: "Rumors", artist: "Fleetwood Mac" });
  expect(result).toMatchObject({ outcome: "created" });
  expect(column(t.db, "SELECT title FROM albums")).toEqual(["Rumours"]);
});
