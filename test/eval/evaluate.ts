import { resolveAlbum } from "../../src/matching/album-resolver.ts";
import type { AlbumCandidate } from "../../src/matching/candidate.ts";
import { recogniseAlbum, type TitleReading } from "../../src/matching/recognise.ts";
import { foldName } from "../../src/matching/fold.ts";
import { baselines, takeBest } from "./baselines.ts";
import { makeCases, type Case } from "./cases.ts";
import { loadPool } from "./pool.ts";
import { createSearch } from "./search.ts";

/** What a method made of a case. */
export type Verdict = "right" | "missed" | "wrong accept";

export interface CaseResult {
  case: Case;
  outcome: "resolved" | "ambiguous" | "weak" | "none";
  why: string;
  accepted?: AlbumCandidate;
  verdict: Verdict;
  /** Of "take the best above 0.8" by each baseline. */
  theirs: Record<string, Verdict>;
}

export interface Evaluation {
  albums: number;
  recorded: number;
  results: CaseResult[];
  msPerCase: number;
}

/** Asks every case of ours and (which takes longer) of the baselines, over the same candidates. */
export function evaluate({ withBaselines = true } = {}): Evaluation {
  const { albums, recorded } = loadPool();
  const search = createSearch(albums);
  const prepared = makeCases(albums).flatMap((each) => {
    const readings = readingsOf(each);
    return readings ? [{ case: each, readings, candidates: search(readings, each.withheld) }] : [];
  });
  const startedAt = performance.now();
  const resolutions = prepared.map(({ readings, candidates }) => resolveAlbum({ readings }, candidates));
  const msPerCase = (performance.now() - startedAt) / prepared.length;
  const results = prepared.map(({ case: each, readings, candidates }, at): CaseResult => {
    const resolution = resolutions[at]!;
    const accepted = resolution.outcome === "resolved" ? resolution.best.candidate : undefined;
    const theirs = Object.entries(withBaselines ? baselines : {}).map(([name, similarity]) => {
      const taken = takeBest(similarity, readings, candidates);
      return [name, judge(each, taken, taken ? "resolved" : "none")] as const;
    });
    return {
      case: each,
      outcome: resolution.outcome,
      why: resolution.why,
      verdict: judge(each, accepted, resolution.outcome),
      theirs: Object.fromEntries(theirs),
      ...(accepted && { accepted }),
    };
  });
  return { albums: albums.length, recorded, results, msPerCase };
}

/** As the importer does: a flag stands in every reading, and a reading that says otherwise goes. */
function readingsOf({ title, artist, year }: Case): TitleReading[] | undefined {
  const recognised = recogniseAlbum(title);
  if (recognised.kind !== "title") return undefined;
  return recognised.readings
    .filter(
      (reading) =>
        (artist === undefined ||
          reading.artist === undefined ||
          foldName(reading.artist) === foldName(artist)) &&
        (year === undefined || reading.year === undefined || reading.year === year),
    )
    .map((reading) => ({
      ...reading,
      ...(artist !== undefined && { artist }),
      ...(year !== undefined && { year }),
    }));
}

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
