import { expect, test } from "vitest";
import { buildDemoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, type DemoAlbum, type DemoArtist } from "../../../src/demo/musicbrainz/facts.ts";
import { closedPort, createStage, documentOf, type Stage } from "../../helpers/cli.ts";

const someone = (name: string): DemoArtist => ({ id: madeUpMbid("artist", name), name });

function record(title: string, artist: DemoArtist, disambiguation = ""): DemoAlbum {
  const id = madeUpMbid("album", title, artist.name, disambiguation);
  const facts = { title, primaryType: "Album" as const, firstReleased: "1994", genres: [], releases: [] };
  return { id, ...facts, credits: [{ artist }], ...(disambiguation !== "" && { disambiguation }) };
}

const weezer = someone("Weezer");
const colours = ["Blue Album", "Green Album"].map((name) => record("Weezer", weezer, name));
const albums = [
  ...colours,
  record("Big Shouts", someone("MEG")),
  record("Small Whispers", someone("Meg")),
  record("Mothership Connection", someone("Parliament")),
];

interface Told {
  exitCode: number;
  outcome: string;
  asked?: boolean;
  album: { id: number; title: string } | null;
  artist?: { name: string } | null;
  candidates: { id?: number; title: string; why: string[] }[];
}

async function ask(stage: Stage, argv: string[], env = {}): Promise<Told> {
  const result = await stage.importer([...argv, "--json"], { env });
  return { ...documentOf<Told>(result), exitCode: result.exitCode };
}

test("Weezer is not the blue one for ever once that is in: it asks, the library's own first", async () => {
  const stage = await createStage(buildDemoCatalogue(albums));
  expect(await ask(stage, ["album", colours[0]!.id])).toMatchObject({ exitCode: 0, outcome: "created" });
  const again = await ask(stage, ["album", "Weezer", "-a", "Weezer"]);
  expect(again).toMatchObject({ exitCode: 4, outcome: "ambiguous", asked: true, album: null });
  expect(again.candidates.map(({ id }) => id)).toEqual([1, undefined]);
});

test("artist Meg is not MEG because that is in: it asks, as in an empty library", async () => {
  const stage = await createStage(buildDemoCatalogue(albums));
  await ask(stage, ["artist", "MEG"]);
  const meg = await ask(stage, ["artist", "Meg"]);
  expect(meg).toMatchObject({ exitCode: 4, outcome: "ambiguous", artist: null });
  expect(meg.candidates).toHaveLength(2);
});

test("without a network, words never decided are unavailable, with the albums they may mean", async () => {
  const stage = await createStage(buildDemoCatalogue(albums));
  await ask(stage, ["album", colours[0]!.id]);
  const nobody = { IMPORTER_MUSICBRAINZ_URL: `http://127.0.0.1:${await closedPort()}/ws/2` };
  const offline = await ask(stage, ["album", "Weezer", "-a", "Weezer"], nobody);
  expect(offline).toMatchObject({ exitCode: 5, outcome: "unavailable" });
  expect(offline.candidates).toMatchObject([{ id: 1, title: "Weezer" }]);
});

test("a spelling that failed never blocks the next one", async () => {
  const stage = await createStage(buildDemoCatalogue(albums));
  const wrong = ["album", "The Mothership Konektschn", "-a", "Parliament"];
  expect((await ask(stage, wrong)).exitCode).not.toBe(0);
  for (const title of ["The Mothership Connection", "Mothership Connection"]) {
    expect(await ask(stage, ["album", title, "-a", "Parliament"])).toMatchObject({
      exitCode: 0,
      album: { title: "Mothership Connection" },
    });
  }
});
