/**
 * The JSON in what a model wrote: all of it, or what is left without its thoughts, fences and prose: the first `{…}`
 * that can be read. Undefined: there is none. What begins and does not end is cut off, and no part of it is an answer.
 */
export function extractJson(text: string): unknown {
  const whole = parseJson(text);
  if (whole !== undefined) return whole;
  const answer = withoutThoughts(text);
  let start = answer.indexOf("{");
  while (start >= 0) {
    const end = endOfObject(answer, start);
    if (end === undefined) return undefined;
    const found = parseJson(answer.slice(start, end));
    if (found !== undefined) return found;
    start = answer.indexOf("{", end);
  }
  return undefined;
}

/**
 * `<think>…</think>`; many templates begin it in the prompt, so that the answer shows only its end. An end with no `{`
 * behind it is a word within the answer.
 */
export function withoutThoughts(text: string): string {
  const upToAnswer = text.slice(0, text.lastIndexOf("{") + 1);
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

/** Behind the bracket that closes the one at `start`; brackets within strings don't count. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isString = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (isString) {
      if (sign === "\\") at++;
      else if (sign === '"') isString = false;
    } else if (sign === '"') isString = true;
    else if (sign === "{") depth++;
    else if (sign === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}
