import { openNewest } from "../catalogue/files.ts";
import { guardedSource } from "../catalogue/guarded.ts";
import { createLayered } from "../catalogue/layered.ts";
import { readInThread } from "../catalogue/thread/in-thread.ts";
import type { Config } from "../config.ts";
import { UserError } from "../errors.ts";
import type { Events } from "../events.ts";
import { publicAddress } from "../sources/http/public-address.ts";
import type { MusicBrainz } from "../sources/musicbrainz/source.ts";
import { once, whenAsked } from "./when-asked.ts";
import type { Wire } from "./wire.ts";

/**
 * MusicBrainz as the settings have it: the file in front of the web, alone, or left aside. `fresh` asks the web.
 * @throws UserError where only the file may be asked, and there is none, or the web is asked for.
 */
export function connectMusicBrainz(
  config: Config,
  wire: () => Promise<Wire>,
  fresh: boolean,
  events: Events,
): { source: MusicBrainz; close(): Promise<void> } {
  const { mode } = config.catalogue;
  const web = webOf(config, wire);
  if (mode === "only" && fresh) {
    throw new UserError(
      "--fresh asks the web, and IMPORTER_CATALOGUE=only lets nobody but the file be asked",
      {
        hint: "set IMPORTER_CATALOGUE to first, or leave --fresh out",
      },
    );
  }
  const { file } = mode === "off" || fresh ? { file: undefined } : openNewest(config.home);
  if (mode === "only" && !file) {
    throw new UserError("IMPORTER_CATALOGUE is only, and there is no catalogue that can be used", {
      hint: "importer catalogue build makes one; importer catalogue status tells what there is",
    });
  }
  if (!file) return { source: web, close: async () => undefined };
  const tellFailure = (says: string): void => void events.emit("catalogue-failed", { says });
  const guarded = guardedSource(file, mode === "only" ? undefined : tellFailure);
  const { source: catalogue, close } = readInThread(file.path, guarded);
  return {
    source:
      mode === "only"
        ? catalogue
        : createLayered(catalogue, web, (isHit) => events.emit("catalogue-asked", { isHit })),
    async close() {
      await close();
      file.db.close();
    },
  };
}

function webOf(config: Config, wire: () => Promise<Wire>): MusicBrainz {
  const connect = once(async () => {
    const { createMusicBrainz } = await import("../sources/musicbrainz/source.ts");
    const { http, apiOf } = await wire();
    return createMusicBrainz(http, apiOf("MusicBrainz", "musicbrainz", config.musicbrainz));
  });
  type Own = Pick<
    MusicBrainz,
    "address" | "releasePages" | "albumPages" | "collectionPages" | "releasesAtHand" | "asOf" | "live"
  >;
  return whenAsked<MusicBrainz, Own>(connect, {
    address: publicAddress(new URL(config.musicbrainz.url)),
    releasesAtHand: undefined,
    asOf: undefined,
    live: undefined,
    async *releasePages(albumMbid, signal) {
      yield* (await connect()).releasePages(albumMbid, signal);
    },
    async *collectionPages(collection, signal) {
      yield* (await connect()).collectionPages(collection, signal);
    },
    async *albumPages(artistMbid, wanted, signal) {
      yield* (await connect()).albumPages(artistMbid, wanted, signal);
    },
  });
}
