import { join } from "node:path";
import { expect, it } from "vitest";
import { stampOf, timeOfStamp } from "../../src/stamp.ts";
import { catalogueStage, demoDump, writeDump } from "../catalogue/dumps.ts";
import { coverArtStandIn } from "../helpers/cover-art-archive.ts";
import { column } from "../helpers/importing.ts";
import { openLibrary, closeLibrary } from "../../src/db/opening/open.ts";
import { musicbrainzStandIn } from "../helpers/musicbrainz.ts";
import { demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";

const dayMs = 24 * 3_600_000;

/** An album of which the documents say that no release has a front cover, and an archive that counts who asks. */
async function stageOf(ageDays: number, mode = "only") {
  const [archive, musicbrainz] = [await coverArtStandIn(), await musicbrainzStandIn(demoCatalogue())];
  const stage = catalogueStage({
    IMPORTER_CATALOGUE: mode,
    IMPORTER_MUSICBRAINZ_URL: musicbrainz.url,
    IMPORTER_COVER_SOURCES: "cover_art_archive",
    IMPORTER_COVER_ART_ARCHIVE_URL: archive.url,
    IMPORTER_NETWORK: "wifi",
  });
  const stamp = stampOf(Date.now() - ageDays * dayMs);
  await stage.importer(["catalogue", "build", "--releases", "--from", writeDump(demoDump({ stamp }))]);
  expect((await stage.importer(["album", "Desire", "-a", "Bob Dylan"])).exitCode).toBe(0);
  if (mode === "off") await stage.importer(["releases", "1"]);
  const enrich = async (...flags: string[]): Promise<number> => {
    const before = archive.requests.length;
    expect((await stage.importer(["enrich", "--no-lyrics", ...flags])).exitCode).toBe(0);
    return archive.requests.length - before;
  };
  return { ...stage, stamp, enrich };
}

it("the archive is not asked for what has no front cover as of a dump, until it is two weeks old, or a person asks", async () => {
  const { enrich, home, stamp } = await stageOf(2);
  expect(await enrich()).toBe(0);
  const db = await openLibrary(join(home, "library.db"), { readonly: true });
  const until = column(db, "SELECT DISTINCT artwork_retry_at FROM tracks");
  closeLibrary(db);
  expect(until).toEqual([timeOfStamp(stamp) + 14 * dayMs]);
  expect(await enrich()).toBe(0);
  expect(await enrich("--retry-absent")).toBeGreaterThan(0);
});

it.each([
  ["as of an older dump", 15, "only"],
  ["as the web says", 2, "off"],
])("it is asked for what has none %s", async (_, ageDays, mode) => {
  const { enrich } = await stageOf(ageDays, mode);
  expect(await enrich()).toBeGreaterThan(0);
});
