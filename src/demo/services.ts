import { demoArt } from "./cover-art-archive/demo-art.ts";
import { startCoverArtArchive } from "./cover-art-archive/server.ts";
import { demoLyrics } from "./lrclib/demo-lyrics.ts";
import { startLrclib } from "./lrclib/server.ts";
import { demoCatalogue } from "./musicbrainz/catalogue.ts";
import { startMusicBrainz } from "./musicbrainz/server.ts";

/** All stand-ins of the demo, started. */
export interface DemoServices {
  /** The settings that lead to them, and nowhere else. */
  env: Record<string, string>;
  requestCount(): number;
  close(): Promise<void>;
}

export async function startDemoServices(): Promise<DemoServices> {
  const musicbrainz = await startMusicBrainz(demoCatalogue());
  const coverArt = await startCoverArtArchive(demoArt());
  const lrclib = await startLrclib(demoLyrics());
  const all = [musicbrainz, coverArt, lrclib];
  return {
    env: {
      IMPORTER_CONTACT: "demo@example.org",
      IMPORTER_MUSICBRAINZ_URL: musicbrainz.url,
      IMPORTER_MUSICBRAINZ_INTERVAL_MS: "50", // the real service is asked once in 1.1 s
      IMPORTER_COVER_ART_ARCHIVE_URL: coverArt.url,
      IMPORTER_COVER_SOURCES: "cover_art_archive", // the others have no stand-in
      IMPORTER_LRCLIB_URL: lrclib.url,
      IMPORTER_LRCLIB_INTERVAL_MS: "5",
    },
    requestCount: () => all.reduce((sum, each) => sum + each.requests.length, 0),
    async close() {
      await Promise.all(all.map((each) => each.close()));
    },
  };
}
