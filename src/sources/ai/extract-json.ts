/**
 * The JSON in what a model wrote: all of it, or what is left without its thoughts, fences and prose: each `{…}` or `[…]` that
 * can be read, in order. None: there is none. What begins and does not end is cut off, and no part of it is an answer.
 */
export function extractAll(text: string): unknown[] {
  const whole = parseJson(text);
  if (whole !== undefined) return [whole];
  const answer = withoutThoughts(text);
  const found: unknown[] = [];
  const opening = /[{[]/g;
  for (let tries = 0; tries < mostPieces; tries++) {
    const hit = opening.exec(answer);
    if (!hit) break;
    const end = endOfValue(answer, hit.index);
    if (end === undefined) break;
    const piece = answer.slice(hit.index, end);
    const json = parseJson(piece) ?? parseJson(withoutTrailingCommas(piece));
    if (json !== undefined) found.push(json);
    opening.lastIndex = end;
  }
  return found;
}

/** Drafts and examples before an answer are few. */
const mostPieces = 200;

/** The first of them that is an object or a list. */
export const extractJson = (text: string): unknown => extractAll(text)[0];

/**
 * `<think>…</think>`; many templates begin it in the prompt, so that the answer shows only its end. An end with no `{`
 * behind it is a word within the answer.
 */
export function withoutThoughts(text: string): string {
  const upToAnswer = text.slice(0, Math.max(text.lastIndexOf("{"), text.lastIndexOf("[{")) + 1);
  const end = /^[\s\S]*<\/think(?:ing)?>/i.exec(upToAnswer)?.[0].length ?? 0;
  return text.slice(end).trim();
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `[1, 2,]`, as people and small models write it; not within strings. */
const withoutTrailingCommas = (json: string): string =>
  json.replace(/("(?:[^"\\]|\\.)*")|,(\s*[}\]])/g, (_, text: string | undefined, end: string) => text ?? end);

/** Behind the bracket that closes the one at `start`; brackets within strings don't count. */
function endOfValue(text: string, start: number): number | undefined {
  let depth = 0;
  let isString = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (isString) {
      if (sign === "\\") at++;
      else if (sign === '"') isString = false;
    } else if (sign === '"') isString = true;
    else if (sign === "{" || sign === "[") depth++;
    else if ((sign === "}" || sign === "]") && --depth === 0) return at + 1;
  }
  return undefined;
}
