import { startAi } from "./ai/server.ts";
import { demoProducts } from "./amazon/demo-products.ts";
import { startAmazon, type AmazonStandIn } from "./amazon/server.ts";
import { demoArt } from "./cover-art-archive/demo-art.ts";
import { startCoverArtArchive } from "./cover-art-archive/server.ts";
import { demoLyrics } from "./lrclib/demo-lyrics.ts";
import { dumpOf } from "./dumps/dump.ts";
import { startDumpServer } from "./dumps/server.ts";
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
  const amazon = await startAmazon({ catalogue: demoProducts() });
  const ai = await startAi({ model: demoModel });
  const dumps = await startDumpServer([dumpOf(demoCatalogue())]);
  const all = [musicbrainz, coverArt, lrclib, amazon, ai, dumps];
  return {
    env: {
      IMPORTER_CONTACT: "demo@example.org",
      IMPORTER_MUSICBRAINZ_URL: musicbrainz.url,
      IMPORTER_MUSICBRAINZ_INTERVAL_MS: "50", // the real service is asked once in 1.1 s
      IMPORTER_DUMPS_URL: dumps.url,
      IMPORTER_COVER_ART_ARCHIVE_URL: coverArt.url,
      IMPORTER_COVER_SOURCES: "cover_art_archive", // the others have no stand-in
      IMPORTER_LRCLIB_URL: lrclib.url,
      IMPORTER_LRCLIB_INTERVAL_MS: "5",
      ...amazonStandInSettings(amazon),
      IMPORTER_AI_BASE_URL: ai.url,
      IMPORTER_AI_MODEL: demoModel,
    },
    requestCount: () => all.reduce((sum, each) => sum + each.requests.length, 0),
    async close() {
      await Promise.all(all.map((each) => each.close()));
    },
  };
}

const demoModel = "demo-model";

/** The settings that lead to a stand-in of Amazon, with the credentials that it takes. */
export function amazonStandInSettings({
  url,
  tokenUrl,
  credentials,
  partnerTag,
  marketplace,
}: AmazonStandIn) {
  return {
    IMPORTER_AMAZON_URL: url,
    IMPORTER_AMAZON_TOKEN_URL: tokenUrl,
    IMPORTER_AMAZON_CREDENTIAL_ID: credentials.id,
    IMPORTER_AMAZON_CREDENTIAL_SECRET: credentials.secret,
    IMPORTER_AMAZON_CREDENTIAL_VERSION: credentials.version,
    IMPORTER_AMAZON_PARTNER_TAG: partnerTag,
    IMPORTER_AMAZON_MARKETPLACE: marketplace,
    IMPORTER_AMAZON_INTERVAL_MS: "50", // the real service is asked once in 1.1 s
  };
}
