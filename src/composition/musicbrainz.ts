import { noteDamage } from "../catalogue/damage.ts";
import { openNewest, whyUnused, type Unused } from "../catalogue/files.ts";
import { guardedSource } from "../catalogue/guarded.ts";
import { createLayered } from "../catalogue/layered.ts";
import { readInThread } from "../catalogue/thread/in-thread.ts";
import type { Config } from "../config.ts";
import { exitCodes, UserError } from "../errors.ts";
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
  if (mode === "only" && fresh) {
    throw new UserError(
      "--fresh asks the web, and IMPORTER_CATALOGUE=only lets nobody but the file be asked",
      {
        hint: "set IMPORTER_CATALOGUE to first, or leave --fresh out",
      },
    );
  }
  const { file, unused } =
    mode === "off" || fresh ? { file: undefined, unused: [] } : openNewest(config.home);
  const [newest] = unused;
  if (mode === "only" && !file) throw nothingToAsk(newest);
  const tell = (says: string, instead = "MusicBrainz itself"): void =>
    void events.emit("catalogue-failed", { says: `${says}; ${instead} is asked instead` });
  const passOver = tellOnce(() => newest && tell(whyUnused(newest), file && `the ${file.about.stamp} one`));
  const web = webOf(config, wire, file ? () => undefined : passOver);
  if (!file) return { source: web, close: async () => undefined };
  const guarded = guardedSource(file, ({ says, damage }) => {
    if (damage !== undefined) noteDamage(file.path, damage);
    if (mode === "first") tell(says);
  });
  const { source: catalogue, close } = readInThread(file.path, guarded);
  return {
    source:
      mode === "only"
        ? catalogue
        : createLayered(catalogue, web, (isHit) => {
            passOver();
            events.emit("catalogue-asked", { isHit });
          }),
    async close() {
      await close();
      file.db.close();
    },
  };
}

/** A file that is there and can't be read is one that can't be asked; none at all is a setting without effect. */
function nothingToAsk(newest: Unused | undefined): UserError {
  const says = "IMPORTER_CATALOGUE is only, and there is no catalogue that can be used";
  if (newest) return new UserError(`${says}: ${whyUnused(newest)}`, { hint: "importer catalogue status", exitCode: exitCodes.unavailable }); // prettier-ignore
  return new UserError(says, {
    hint: "importer catalogue build makes one; importer catalogue status tells what there is",
  });
}

function tellOnce(tell: () => void): () => void {
  let isTold = false;
  return () => {
    if (!isTold) tell();
    isTold = true;
  };
}

function webOf(config: Config, wire: () => Promise<Wire>, asked: () => void): MusicBrainz {
  const connect = once(async () => {
    asked();
    const { createMusicBrainz } = await import("../sources/musicbrainz/source.ts");
    const { http, apiOf } = await wire();
    return createMusicBrainz(http, apiOf("MusicBrainz", "musicbrainz", config.musicbrainz));
  });
  type Own = Pick<
    MusicBrainz,
    | "address"
    | "releasePages"
    | "albumPages"
    | "collectionPages"
    | "releasesAtHand"
    | "asOf"
    | "live"
    | "atWeb"
  >;
  return whenAsked<MusicBrainz, Own>(connect, {
    address: publicAddress(new URL(config.musicbrainz.url)),
    releasesAtHand: undefined,
    asOf: undefined,
    live: undefined,
    atWeb: undefined,
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
