import { amazonStandInSettings } from "../../src/demo/services.ts";
import { startAmazon } from "../../src/demo/amazon/server.ts";
import { demoProducts } from "../../src/demo/amazon/demo-products.ts";
import { demoArt } from "../../src/demo/cover-art-archive/demo-art.ts";
import { startCoverArtArchive } from "../../src/demo/cover-art-archive/server.ts";
import { demoLyrics } from "../../src/demo/lrclib/demo-lyrics.ts";
import { startLrclib } from "../../src/demo/lrclib/server.ts";
import { startMusicBrainz } from "../../src/demo/musicbrainz/server.ts";
import { stormCatalogue } from "./albums.ts";

export interface StormServices {
  env: Record<string, string>;
  /** How many requests all of them have got so far. */
  requestCount(): number;
  close(): Promise<void>;
}

/** The demo's stand-ins at full pace, answering after a little while: so a job has a middle in which to be killed. */
export async function startServices(): Promise<StormServices> {
  const musicbrainz = await startMusicBrainz(stormCatalogue());
  const coverArt = await startCoverArtArchive(demoArt());
  const lrclib = await startLrclib(demoLyrics());
  const amazon = await startAmazon({ catalogue: demoProducts() });
  const all = [musicbrainz, coverArt, lrclib, amazon];
  for (const each of all) each.setFault(({ index }) => ({ kind: "delay", ms: 10 + ((index * 7) % 60) }));
  return {
    env: {
      IMPORTER_CONTACT: "storm@example.org",
      IMPORTER_MUSICBRAINZ_URL: musicbrainz.url,
      IMPORTER_MUSICBRAINZ_INTERVAL_MS: "0",
      IMPORTER_COVER_SOURCES: "cover_art_archive",
      IMPORTER_COVER_ART_ARCHIVE_URL: coverArt.url,
      IMPORTER_COVER_ART_ARCHIVE_INTERVAL_MS: "0",
      IMPORTER_LRCLIB_URL: lrclib.url,
      IMPORTER_LRCLIB_INTERVAL_MS: "0",
      ...amazonStandInSettings(amazon),
      IMPORTER_AMAZON_INTERVAL_MS: "0",
      IMPORTER_RETRY_DELAY_MS: "20",
    },
    requestCount: () => all.reduce((sum, { requests }) => sum + requests.length, 0),
    close: async () => void (await Promise.all(all.map((each) => each.close()))),
  };
}
