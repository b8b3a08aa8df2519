/** A field of a payload: what it may hold, checked by hand (a library of schemas takes as long to load as Node itself). */
export interface PayloadField<T> {
  /** In words, for whoever queued something else. */
  expected: string;
  isOptional: boolean;
  fits(value: unknown): value is T;
}

type Fields = Record<string, PayloadField<unknown>>;
type OptionalIn<F extends Fields> = { [N in keyof F]: F[N]["isOptional"] extends true ? N : never }[keyof F];

/** What fields come to. */
export type Payload<F extends Fields> = {
  [N in Exclude<keyof F, OptionalIn<F>>]: F[N] extends PayloadField<infer T> ? T : never;
} & {
  [N in OptionalIn<F>]?: (F[N] extends PayloadField<infer T> ? T : never) | undefined;
};

/** One that must be there. */
export interface Needed<T> extends PayloadField<T> {
  isOptional: false;
}

export function wholeFrom(least: number): Needed<number> {
  const fits = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= least;
  return { expected: `a whole number from ${least}`, isOptional: false, fits };
}

export const someText: Needed<string> = {
  expected: "a text",
  isOptional: false,
  fits: (value): value is string => typeof value === "string" && value.length <= 10_000,
};

export const flag: Needed<boolean> = {
  expected: "true or false",
  isOptional: false,
  fits: (value) => typeof value === "boolean",
};

export function optional<T>(field: Needed<T>): Omit<PayloadField<T>, "isOptional"> & { isOptional: true } {
  return { ...field, isOptional: true };
}

/** The fields that are known, in the order in which they are declared: one payload has one text. */
export function readPayload<F extends Fields>(
  fields: F,
  payload: unknown,
): { payload: Payload<F> } | { problems: string[] } {
  if (typeof payload !== "object" || payload === null) return { problems: ["it must be an object"] };
  const given = payload as Record<string, unknown>;
  const problems: string[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, { expected, isOptional, fits }] of Object.entries(fields)) {
    const value = given[name];
    if (value === undefined && isOptional) continue;
    if (fits(value)) read[name] = value;
    else problems.push(`${name}: must be ${expected}, not ${JSON.stringify(value) ?? "missing"}`);
  }
  return problems.length > 0 ? { problems } : { payload: read as Payload<F> };
}
