import type { Clause } from "./query.ts";
import type { Hits } from "./segment.ts";

export interface ScoredClause {
  occur: Clause["occur"];
  hits: Hits;
}

/** A Boolean query: all that must, none that must not, at least one of any; the scores add up. */
export function combineAll(clauses: ScoredClause[], boost: number, size: number): Hits {
  const sums = new Float64Array(size);
  const musts = new Uint16Array(size);
  const state = new Uint8Array(size); // 1: a hit, 2: excluded
  for (const { occur, hits } of clauses) {
    hits.documents.forEach((document, at) => {
      if (occur === "must-not") {
        state[document] = 2;
        return;
      }
      sums[document] = (sums[document] ?? 0) + (hits.scores[at] ?? 0);
      if (state[document] === 0) state[document] = 1;
      if (occur === "must") musts[document] = (musts[document] ?? 0) + 1;
    });
  }
  const needed = clauses.filter(({ occur }) => occur === "must").length;
  return collect(size, (document) =>
    state[document] === 1 && musts[document] === needed ? (sums[document] ?? 0) * boost : undefined,
  );
}

/** A disjunction of which only the best part counts. */
export function combineBest(parts: Hits[], size: number): Hits {
  const best = new Float64Array(size).fill(-1);
  for (const { documents, scores } of parts) {
    documents.forEach((document, at) => {
      best[document] = Math.max(best[document] ?? -1, scores[at] ?? 0);
    });
  }
  return collect(size, (document) => ((best[document] ?? -1) < 0 ? undefined : best[document]));
}

function collect(size: number, scoreOf: (document: number) => number | undefined): Hits {
  const hits: Hits = { documents: [], scores: [] };
  for (let document = 0; document < size; document++) {
    const score = scoreOf(document);
    if (score === undefined) continue;
    hits.documents.push(document);
    hits.scores.push(score);
  }
  return hits;
}
