import type { Config } from "../../config.ts";
import { listResting } from "../../db/services/breakers.ts";
import { readGate } from "../../db/services/gates.ts";
import { closeLibrary, openLibrary } from "../../db/opening/open.ts";
import type { Db } from "../../db/connection.ts";
import type { CoverSourceName } from "../../enrichment/cover-sources/settings.ts";
import { RejectedError } from "../../errors.ts";
import { createEvents } from "../../events.ts";
import type { ServiceConfig } from "../../settings/own.ts";
import { variousArtistsMbid } from "../../matching/artists/various-artists.ts";
import { publicAddress } from "../../sources/http/public-address.ts";
import { connectSources, type Sources } from "../../composition/sources.ts";
import { problemOf, type Finding } from "./finding.ts";

interface Service {
  about: string;
  /** As its gate is called. */
  api: string;
  at: ServiceConfig;
  /** One small question: any answer shows that the service is there, also that it has nothing. */
  ask(sources: Sources, signal: AbortSignal): Promise<unknown>;
}

/** Time limit. Nobody waits longer than 10 s to hear that a service does not answer, nor longer than a request may take (ms). */
export const patienceOf = ({ http }: Pick<Config, "http">): number => Math.min(10_000, http.timeoutMs);
const noAlbum = {
  id: 0,
  title: "importer doctor",
  artist: "importer",
  year: null,
  barcodes: [],
  releaseMbids: [],
  releaseGroupMbid: "00000000-0000-4000-8000-000000000000",
};
const noTrack = {
  id: 0,
  title: "importer doctor",
  artist: "importer",
  albumId: null,
  album: null,
  lengthMs: null,
  wantsArtwork: false,
  wantsLyrics: true,
};

function servicesOf(config: Config): Service[] {
  const { musicbrainz, coverArtArchive, fanartTv, theaudiodb, itunes, deezer, lrclib } = config;
  const covers: Record<CoverSourceName, ServiceConfig> = {
    cover_art_archive: coverArtArchive,
    fanart_tv: fanartTv,
    theaudiodb,
    itunes,
    deezer,
  };
  return [
    {
      about: "musicbrainz",
      api: "musicbrainz",
      at: musicbrainz,
      ask: (sources, signal) => sources.musicbrainz.lookUpArtist(variousArtistsMbid, signal),
    },
    ...config.albumSources
      .filter((name) => name !== "musicbrainz")
      .map((name): Service => ({
        about: name,
        api: name,
        at: config[name],
        // A search wants the token, where there is one: it shows whether that is right.
        ask: (sources, signal) =>
          sources.albums.find((source) => source.name === name)!.searchArtists("importer doctor", signal),
      })),
    ...config.coverSources.map((name): Service => ({
      about: name === "cover_art_archive" ? "cover art" : name,
      api: name,
      at: covers[name],
      async ask(sources, signal) {
        const { covers } = await sources.enrichment();
        await covers.find((source) => source.name === name)!.findCover(noAlbum, signal);
      },
    })),
    {
      about: "lrclib",
      api: "lrclib",
      at: lrclib,
      async ask(sources, signal) {
        const { lyrics } = await sources.enrichment();
        await lyrics.find((source) => source.name === "lrclib")!.findLyrics(noTrack, signal);
      },
    },
  ];
}

/** Each service's address and gate, and, online, whether it answers. */
export async function examineServices(
  { config, wrong, db }: { config: Config; wrong: ReadonlySet<string>; db: Db | undefined },
  options: { online: boolean },
): Promise<Finding[]> {
  // Nobody meant the default's address where another was given, and is wrong.
  const services = servicesOf(config).filter(({ api }) => !wrong.has(`IMPORTER_${api.toUpperCase()}_URL`));
  const others = db ? restingOthers(services, db) : [];
  const answers = options.online ? await askAll(services, config, db) : [];
  const examined = services.flatMap((service, at) => {
    const gate = db ? examineGate(service, db) : [];
    const answer = answers[at];
    // What is wrong with it is one line, with its address below where nothing better can be said.
    if (answer?.verdict === "problem") return [...gate, { remedy: addressOf(service), ...answer }];
    return [placeOf(service, options), ...gate, ...(answer ? [answer] : [])];
  });
  return [...examined, ...others];
}

/** Shops, models, hosts of pictures: told only while they rest. */
function restingOthers(services: Service[], db: Db): Finding[] {
  const known = new Set(services.map(({ api }) => api));
  return listResting(db, Date.now())
    .filter(({ api }) => !known.has(api))
    .map((resting) => ({ about: resting.api, verdict: "note" as const, says: restingWords(resting) }));
}

const restingWords = ({ until, reason }: { until: number; reason: string }): string =>
  `left alone for ${secondsUntil(until)} s more, it failed too often: ${reason}`;

/** That it has an address says nothing of whether somebody is there. */
function placeOf(service: Service, { online }: { online: boolean }): Finding {
  const { about } = service;
  const says = addressOf(service);
  return online
    ? { about, verdict: "fine", says }
    : { about, verdict: "unasked", says: `not asked: ${says}` };
}

function addressOf({ at: { url, intervalMs } }: Service): string {
  const pace = intervalMs > 0 ? `one request in ${intervalMs} ms` : "no limit of our own";
  return `${publicAddress(new URL(url))}, ${pace}`;
}

const secondsUntil = (at: number): number => Math.ceil((at - Date.now()) / 1000);

function examineGate({ about, api }: Service, db: Db): Finding[] {
  const gate = readGate(db, api);
  const waitMs = (gate?.nextAt ?? 0) - Date.now();
  const resting = listResting(db, Date.now()).filter((service) => service.api === api);
  if (resting[0]) {
    return [{ about, verdict: "note", says: restingWords(resting[0]) }];
  }
  if (!gate?.reason || waitMs <= 0) return [];
  const says = `to be left alone for ${Math.ceil(waitMs / 1000)} s more: ${gate.reason}`;
  return [{ about, verdict: "note", says }];
}

/** All at once. Without a library that can be read, an empty one in memory keeps the gates. */
async function askAll(services: Service[], config: Config, library: Db | undefined): Promise<Finding[]> {
  const db = library ?? (await openLibrary(":memory:", { readonly: true }));
  const hurried = {
    ...config,
    http: { ...config.http, retryDelayMs: Math.min(config.http.retryDelayMs, 100) },
    lrclib: { ...config.lrclib, database: undefined }, // it is the service that is asked here
    catalogue: { ...config.catalogue, mode: "off" as const },
  };
  const sources = connectSources({ config: hurried, db, events: createEvents(), dryRun: true });
  try {
    const isShut = ({ api }: Service): boolean => api === "musicbrainz" && config.catalogue.mode === "only";
    return await Promise.all(
      services.map((service) =>
        isShut(service) ? notAsked(service) : ask(service, sources, patienceOf(config)),
      ),
    );
  } finally {
    await sources.close();
    if (!library) closeLibrary(db);
  }
}

const notAsked = ({ about }: Service): Finding => ({
  about,
  verdict: "unasked",
  says: "not asked: IMPORTER_CATALOGUE is only",
});

async function ask({ about, ask }: Service, sources: Sources, patienceMs: number): Promise<Finding> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    await ask(sources, signal);
    return { about, verdict: "fine", says: "answers" };
  } catch (error) {
    if (error instanceof RejectedError) return { ...problemOf(about, error), remedy: error.hint };
    if (!signal.aborted) return problemOf(about, error);
    return { about, verdict: "problem", says: `no answer within ${patienceMs / 1000} s` };
  }
}
