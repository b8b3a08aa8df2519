/** Prompt. A question for a language model, and the check of what it answers. */
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
