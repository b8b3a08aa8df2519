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
  const isOut = new Uint8Array(size);
  const touched = createTouched(size);
  for (const { occur, hits } of clauses) {
    for (let at = 0; at < hits.documents.length; at++) {
      const document = hits.documents[at] ?? 0;
      if (occur === "must-not") isOut[document] = 1;
      else {
        touched.add(document);
        sums[document] = (sums[document] ?? 0) + (hits.scores[at] ?? 0);
        if (occur === "must") musts[document] = (musts[document] ?? 0) + 1;
      }
    }
  }
  const needed = clauses.filter(({ occur }) => occur === "must").length;
  const documents = touched.list().filter((each) => isOut[each] === 0 && musts[each] === needed);
  return { documents, scores: documents.map((document) => (sums[document] ?? 0) * boost) };
}

/** A disjunction of which only the best part counts. */
export function combineBest(parts: Hits[], size: number): Hits {
  const best = new Float64Array(size);
  const touched = createTouched(size);
  for (const hits of parts) {
    for (let at = 0; at < hits.documents.length; at++) {
      const document = hits.documents[at] ?? 0;
      touched.add(document);
      best[document] = Math.max(best[document] ?? 0, hits.scores[at] ?? 0);
    }
  }
  const documents = touched.list();
  return { documents, scores: documents.map((document) => best[document] ?? 0) };
}

/** The documents that were hit at all, each once: most queries touch few of many. */
function createTouched(size: number): { add(document: number): void; list(): number[] } {
  const isTouched = new Uint8Array(size);
  const documents: number[] = [];
  return {
    add(document) {
      if (isTouched[document] === 1) return;
      isTouched[document] = 1;
      documents.push(document);
    },
    list: () => [...Int32Array.from(documents).sort()],
  };
}
