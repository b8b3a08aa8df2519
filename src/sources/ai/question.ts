export interface AiQuestion {
  /** Says in words, too, which JSON is wanted: not every endpoint holds a model to the schema. */
  system: string;
  user: string;
  schemaName: string;
  /** JSON schema, within the strict subset: all keys required, no others, no limits. */
  schema: object;
  /** What is wrong with the answer, in words for the model; undefined: nothing. */
  check(json: unknown): string | undefined;
}

/** `no_answer` is an answer of a kind: it refused, or never said anything that can be used. */
export type AiAnswer = { outcome: "answered"; json: unknown } | { outcome: "no_answer"; why: string };
