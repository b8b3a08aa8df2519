import { UserError } from "../../src/errors.ts";
import { createEvents } from "../../src/events.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import type { Db } from "../../src/db/connection.ts";
import { albumsFrom } from "../../src/importers/album/providers/from-source.ts";
import { albumQueryOf, type AlbumQuery } from "../../src/importers/album/query.ts";
import type { ProviderAnswer } from "../../src/importers/provider.ts";
import type { AlbumFacts } from "../../src/facts.ts";
import { resolveAlbum } from "../../src/matching/albums/album-resolver.ts";
import type { AlbumCandidate } from "../../src/matching/candidate.ts";
import { musicbrainzAlbumSource } from "../../src/sources/musicbrainz/album-source.ts";
import { createMusicBrainz, type MusicBrainz } from "../../src/sources/musicbrainz/source.ts";
import type { HttpClient } from "../../src/sources/http/api.ts";
import { openDumped } from "./road/dumped.ts";
import { baselines, takeBest } from "./baselines.ts";
import { makeCases, type Case } from "./cases.ts";
import { loadPool, type Pool } from "./pool.ts";
import { poolCatalogue } from "./pool-catalogue.ts";
import { baseUrl, createInProcess, type InProcess } from "./road/in-process.ts";
import type { Setting } from "./road/measure.ts";

/** What a method made of a case. */
export type Verdict = "right" | "missed" | "wrong accept";

export interface CaseResult {
  case: Case;
  outcome: "resolved" | "ambiguous" | "weak" | "none";
  why: string;
  accepted?: AlbumCandidate;
  verdict: Verdict;
  requests: number;
  /** Processor time of the decision alone, over all that the searches brought. */
  ms: number;
  /** Of "take the best above 0.8" by each baseline. */
  theirs: Record<string, Verdict>;
}

export interface Evaluation {
  albums: number;
  recorded: number;
  setting: Setting;
  results: CaseResult[];
}

export interface EvaluationOptions extends Setting {
  /** Every so many of the damages are asked, from the `offset`th on; all of those by hand go with the first such part. */
  every?: number;
  offset?: number;
  withBaselines?: boolean;
}

type TitleQuery = AlbumQuery & { kind: "title" };

/** Asks every case as the importer does (readings, questions, decision), and the baselines over what that brought. */
export async function evaluate(options: EvaluationOptions): Promise<Evaluation> {
  const { analyser, around, every = 1, offset = 0, withBaselines = true } = options;
  const pool = loadPool();
  const all = makeCases(pool.albums);
  const cases = all.filter(({ damage }, at) => (damage === "by hand" ? offset === 0 : at % every === offset));
  const known = poolCatalogue(pool.albums, cases, around);
  const server = createInProcess(known, analyser);
  const web = createMusicBrainz(server.http as HttpClient, nowhere);
  const offline = options.catalogue && (await openDumped(known, options.catalogue, web));
  const db = await openLibrary(":memory:");
  try {
    const musicbrainz = watch(offline?.source ?? web);
    const results: CaseResult[] = [];
    for (const each of cases) {
      const query = queryOf(each);
      if (query) results.push(await ask(each, query, { server, db, musicbrainz, pool, withBaselines }));
    }
    return { albums: pool.albums.length, recorded: pool.recorded, setting: { analyser, around }, results };
  } finally {
    closeLibrary(db);
    offline?.close();
  }
}

interface Watched extends MusicBrainz {
  /** Release groups found by the searches, and one that is not shown to them. */
  seen: AlbumCandidate[];
  withheld: string | undefined;
}

function watch(source: MusicBrainz): Watched {
  const watched: Watched = {
    ...source,
    seen: [],
    withheld: undefined,
    async searchAlbums(...asked) {
      const page = await source.searchAlbums(...asked);
      const albums = page.albums.filter(({ mbid }) => mbid !== watched.withheld);
      watched.seen.push(...albums);
      return { ...page, albums, total: page.total - (page.albums.length - albums.length) };
    },
  };
  return watched;
}

interface Stage {
  server: InProcess;
  db: Db;
  musicbrainz: Watched;
  pool: Pool;
  withBaselines: boolean;
}

/** The gate is not passed: nobody is asked beyond this process. */
const nowhere = { name: "MusicBrainz", baseUrl, rejectedHint: "", gate: undefined as never };

async function ask(each: Case, query: TitleQuery, stage: Stage): Promise<CaseResult> {
  const { server, db, musicbrainz } = stage;
  server.requests = 0;
  Object.assign(musicbrainz, { seen: [], withheld: each.withheld });
  const context = {
    db,
    musicbrainz,
    albumSources: [],
    events: createEvents(),
    now: Date.now,
    transact: <T>(write: () => T): Promise<T> => Promise.resolve(write()),
  };
  const musicbrainzAlbums = albumsFrom(musicbrainzAlbumSource(musicbrainz));
  const answer = await musicbrainzAlbums.ask(context, { item: undefined, query });
  const { requests } = server;
  const candidates = [...new Map(musicbrainz.seen.map((found) => [found.mbid, found])).values()];
  const startedAt = process.cpuUsage();
  resolveAlbum({ readings: query.readings }, candidates);
  const ms = process.cpuUsage(startedAt).user / 1000;
  const accepted = acceptedOf(answer, candidates);
  const outcome = outcomeOf(answer);
  const theirs = Object.entries(stage.withBaselines ? baselines : {}).map(([name, similarity]) => {
    const taken = takeBest(similarity, query.readings, candidates);
    return [name, judge(each, taken, taken ? "resolved" : "none")] as const;
  });
  return {
    case: each,
    outcome,
    requests,
    ms,
    why: whyOf(answer),
    verdict: judge(each, accepted, outcome),
    theirs: Object.fromEntries(theirs),
    ...(accepted && { accepted }),
  };
}

/** Words that are no title (a barcode, an address) are none of this evaluation's. */
function queryOf({ title, artist, year }: Case): TitleQuery | undefined {
  try {
    const query = albumQueryOf({ title, artist, year });
    return query?.kind === "title" ? query : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function acceptedOf(
  answer: ProviderAnswer<AlbumFacts>,
  candidates: AlbumCandidate[],
): AlbumCandidate | undefined {
  if (answer.outcome !== "found") return undefined;
  const [facts] = answer.contributions as AlbumFacts[];
  const own = facts?.identifiers.find(({ kind }) => kind === "musicbrainz_release_group");
  return candidates.find(({ mbid }) => mbid === own?.value);
}

function outcomeOf(answer: ProviderAnswer<AlbumFacts>): CaseResult["outcome"] {
  if (answer.outcome === "found") return "resolved";
  return answer.outcome === "ambiguous" || answer.outcome === "weak" ? answer.outcome : "none";
}

const whyOf = (answer: ProviderAnswer<AlbumFacts>): string =>
  ("evidence" in answer ? (answer.evidence as { why?: string } | undefined)?.why : undefined) ??
  ("why" in answer ? answer.why : "");

function judge(
  { expected }: Case,
  accepted: AlbumCandidate | undefined,
  outcome: CaseResult["outcome"],
): Verdict {
  if (accepted) {
    return "mbid" in expected && expected.mbid === accepted.mbid ? "right" : "wrong accept";
  }
  switch (expected.outcome) {
    case "resolved":
      return "missed";
    case "ambiguous":
      return outcome === "ambiguous" ? "right" : "missed";
    case "held":
    case "guess":
      return "right";
  }
}
