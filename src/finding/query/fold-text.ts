import type { Db } from "../../db/connection.ts";
import { bareLetters, normaliseText } from "../../matching/text/letters.ts";

/** Case folding, without diacritics: what two texts are compared by. ASCII changes in nothing but case. */
export function foldForFinding(text: string): string {
  return /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : bareLetters(normaliseText(text));
}

const known = new WeakSet<Db["$client"]>();

/** SQL function. Makes `finding_fold` known to a connection: nothing that is stored may use it, since other programs lack it. */
export function teachFolding({ $client }: Db): void {
  if (known.has($client)) return;
  known.add($client);
  $client.function("finding_fold", { deterministic: true }, (text: unknown) =>
    typeof text === "string" ? foldForFinding(text) : null,
  );
}

/** Plain ASCII, which is nearly everything, is left to SQLite: a call of JavaScript for each row costs five times as much. */
export const isAscii = (value: string): string => `octet_length(${value}) = length(${value})`;

/** SQL of the text that texts are sorted by; an empty one is unknown. */
export const foldedForOrder = (value: string): string =>
  `nullif(iif(${isAscii(value)}, lower(${value}), finding_fold(${value})), '')`;
