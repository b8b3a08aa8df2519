import { expect, it } from "vitest";
import { coverArtStandIn, itemBeingIndexed } from "../helpers/cover-art-archive.ts";
import { archiveCovers, enriching, lyricsSource, never } from "../helpers/enriching.ts";
import { always } from "../helpers/faults.ts";
import { dayMs, someDay } from "../helpers/importing.ts";
import { lrclibStandIn } from "../helpers/lrclib.ts";
import { createEnrichStage, expectComplete } from "./stage.ts";

it("asks another address anew for what one did not have, and never the same one", async () => {
  const stage = await createEnrichStage(2, 3);
  const emptyLyrics = await lrclibStandIn([]);
  const emptyArt = await coverArtStandIn({ items: new Map(), groups: new Map() });
  const elsewhere = {
    IMPORTER_LRCLIB_URL: emptyLyrics.url,
    IMPORTER_COVER_ART_ARCHIVE_URL: emptyArt.url,
  };
  await stage.importer(["enrich"], { env: elsewhere });
  expect(stage.column("SELECT DISTINCT artwork_status || ' ' || lyrics_status FROM tracks")).toEqual([
    "absent unavailable",
  ]);
  const again = await stage.importer(["enrich"], { env: elsewhere });
  expect(again.stdout).toBe("nothing to do\n");

  const covers = await stage.importer(["enrich", "--no-lyrics"]);
  expect(covers.stdout).toContain("6 of 6 tracks, 2 covers, 0 lyrics");
  const lyrics = await stage.importer(["enrich"]);
  expect(lyrics.stdout).toContain("6 of 6 tracks, 0 covers, 6 lyrics");
  expectComplete(stage);
});

it("takes a cover that archive.org withholds on three days for lost, with the date, and has it when it is back", async () => {
  const stage = await createEnrichStage(1, 2);
  const { db } = stage;
  stage.covers.hosts.archiveOrg.setFault(always(itemBeingIndexed));
  let now = someDay;
  const run = () => {
    const path = db.$client.name;
    const covers = [archiveCovers(db, stage.covers.url)];
    return enriching({ db, path }, { now: () => now, covers, lyrics: [lyricsSource()] }).job.run(never);
  };
  expect(await run()).toMatchObject({ failed: 2 });
  now += 1000; // the same day says nothing new
  expect(await run()).toMatchObject({ failed: 2, rested: [] });
  now += dayMs;
  expect(await run()).toMatchObject({ failed: 2 });
  expect(stage.column("SELECT DISTINCT artwork_status FROM albums")).toEqual(["unknown"]);
  now += 3 * dayMs;
  const third = await run();
  expect(third).toMatchObject({ failed: 0, complete: true });
  expect(third.refusedCovers).toMatchObject([
    { reason: expect.stringMatching(/archive\.org does not hand .* not to be had, since 2024-05-05$/) },
  ]);
  expect(stage.column("SELECT DISTINCT artwork_status FROM tracks")).toEqual(["absent"]);
  expect(await run()).toMatchObject({ total: 0 });

  now += 14 * dayMs;
  expect(await run()).toMatchObject({ total: 2, failed: 0, artworkFetched: 0 });
  stage.covers.hosts.archiveOrg.setFault(undefined);
  now += 14 * dayMs;
  expect(await run()).toMatchObject({ artworkFetched: 1, failed: 0 });
  expect(stage.column("SELECT artwork_withheld_on FROM albums")).toEqual(["[]"]);
});
