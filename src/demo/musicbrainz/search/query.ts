/** A parsed search. `field` is undefined where the text named none. */
export type LuceneQuery =
  | { kind: "term"; field: string | undefined; text: string; boost: number }
  | { kind: "phrase"; field: string | undefined; text: string; slop: number; boost: number }
  | { kind: "fuzzy"; field: string | undefined; text: string; similarity: number; boost: number }
  | { kind: "pattern"; field: string | undefined; pattern: Pattern; boost: number }
  | { kind: "range"; field: string | undefined; range: Range; boost: number }
  | { kind: "everything"; boost: number }
  | { kind: "group"; clauses: Clause[]; boost: number };

/** Wildcards (`piece` is literal text, `*` any, `?` one character) or a regular expression. */
export type Pattern = { kind: "wildcards"; pieces: string[] } | { kind: "regex"; source: string };

/** Ends are included or not; undefined is open. */
export interface Range {
  low: string | undefined;
  high: string | undefined;
  withLow: boolean;
  withHigh: boolean;
}

export interface Clause {
  occur: "must" | "should" | "must-not";
  query: LuceneQuery;
}
