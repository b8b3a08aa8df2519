import { createAbsenceRows } from "../db/services/absences.ts";
import type { Db } from "../db/connection.ts";
import { transact } from "../db/transact.ts";
import { largestImageBytes } from "../artwork/image.ts";
import { enrichmentAbsenceTtlMs } from "../enrichment/config.ts";
import * as known from "../library/memory/known-from.ts";
import { takeBackAbsent } from "../library/write/enrichment/reopen.ts";
import { takeBackRuns } from "../library/write/memory/runs.ts";
import { coverArtArchiveSettings } from "../sources/cover-art-archive/settings.ts";
import { createCoverArtArchive } from "../sources/cover-art-archive/source.ts";
import { createDoubt, type AbsenceDoubt } from "../sources/doubt.ts";
import type { Api, HttpClient } from "../sources/http/api.ts";
import { lrclibSettings } from "../sources/lrclib/settings.ts";
import { createLrclib } from "../sources/lrclib/source.ts";
import { musicbrainzSettings } from "../sources/musicbrainz/settings.ts";
import { createMusicBrainz } from "../sources/musicbrainz/source.ts";

/** A service whose absences are doubted: asked outside its breaker and without doubts, or it would doubt itself. */
interface Doubted {
  defaultUrl: string;
  known(http: HttpClient, api: Api, db: Db): (() => Promise<unknown>)[];
  takeBack(db: Db, since: number): void;
}

const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
const nevermind = "1b022e01-4da6-387b-8658-8678046e4cef";

/** Two of the library's own; the well-known ones where it has none. */
const orElse = <T>(own: T[], wellKnown: T[]): T[] => (own.length > 0 ? own : wellKnown);

const doubted: Record<string, Doubted> = {
  musicbrainz: {
    defaultUrl: musicbrainzSettings.defaults.IMPORTER_MUSICBRAINZ_URL!,
    known(http, api, db) {
      const musicbrainz = createMusicBrainz(http, api);
      const albums = orElse(known.albumsFromMusicBrainz(db), [darkSide, nevermind]);
      return albums.map((mbid) => () => musicbrainz.lookUpAlbum(mbid));
    },
    takeBack: (db, since) => takeBackRuns(db, "musicbrainz", since),
  },
  cover_art_archive: {
    defaultUrl: coverArtArchiveSettings.defaults.IMPORTER_COVER_ART_ARCHIVE_URL!,
    known(http, api, db) {
      const archive = createCoverArtArchive(http, api, largestImageBytes);
      const wellKnown = [`release-group/${darkSide}/`, `release-group/${nevermind}/`];
      return orElse(known.coversFromArchive(db), wellKnown).map((url) => () => {
        const [, entity, mbid = ""] = /\b(release|release-group)\/([0-9a-f-]{36})\//.exec(url) ?? [];
        return entity === "release" ? archive.frontOfRelease(mbid) : archive.frontOfReleaseGroup(mbid);
      });
    },
    takeBack: (db, since) => takeBackAbsent(db, "covers", since + enrichmentAbsenceTtlMs),
  },
  lrclib: {
    defaultUrl: lrclibSettings.defaults.IMPORTER_LRCLIB_URL!,
    known(http, api, db) {
      const lrclib = createLrclib(http, api);
      const own = known.lyricsFromLrclib(db).map((id) => () => lrclib.getById(id));
      const named = (title: string, artist: string) => () => lrclib.get({ title, artist });
      return orElse(own, [named("Bohemian Rhapsody", "Queen"), named("Imagine", "John Lennon")]);
    },
    takeBack: (db, since) => takeBackAbsent(db, "lyrics", since + enrichmentAbsenceTtlMs),
  },
};

/** Undefined where absences are taken as they come: a mirror of one's own may well lack most things. */
export function doubtAt(
  wiring: { http: HttpClient; db: Db; now?: () => number; defaultUrl?: string },
  apiName: string,
  api: Api,
): AbsenceDoubt | undefined {
  const { http, db, now = Date.now } = wiring;
  const service = doubted[apiName];
  if (!service || api.baseUrl !== (wiring.defaultUrl ?? service.defaultUrl)) return undefined;
  const { breaker: _, ...plain } = api;
  return createDoubt({
    name: api.name,
    api: apiName,
    address: api.baseUrl,
    rows: createAbsenceRows(db, now),
    now,
    known: () => service.known(http, plain, db).map((ask) => async () => (await ask()) !== undefined),
    takeBack: (since) => transact(db, () => service.takeBack(db, since)),
  });
}
