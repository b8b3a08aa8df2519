import { parseJson } from "./extract-json.ts";

/** How deep an answer may be wrapped: `{"result":{"answer":{…}}}`. */
const deepest = 3;

interface ListSchema {
  required: string[];
  properties: Record<string, { items?: { required?: string[] } }>;
}

/**
 * Normalises an answer to the question's schema (an object with one list): a bare list or entry, an answer wrapped under any
 * key, written as text within JSON, or with an entry in the place of the list. What fits in no way is left as it is, for
 * the question's own check to name.
 */
export function fitToSchema(json: unknown, schema: object): unknown {
  const { required = [], properties = {} } = schema as Partial<ListSchema>;
  const [key] = required;
  if (key === undefined || required.length !== 1) return json;
  const needed = properties[key]?.items?.required ?? [];
  return find(json, key, needed, deepest) ?? json;
}

function find(json: unknown, key: string, needed: string[], depth: number): object | undefined {
  if (typeof json === "string") {
    const inner = parseJson(json);
    return depth > 0 ? find(inner, key, needed, depth - 1) : undefined;
  }
  if (Array.isArray(json) && json.some((entry) => isEntry(entry, needed))) return { [key]: json };
  if (typeof json !== "object" || json === null) return undefined;
  if (key in json) return { ...json, [key]: listOf((json as Record<string, unknown>)[key]) };
  if (isEntry(json, needed)) return { [key]: [json] };
  if (depth === 0) return undefined;
  for (const value of Object.values(json)) {
    const found = find(value, key, needed, depth - 1);
    if (found) return found;
  }
  return undefined;
}

/** An entry has at least the first two of the keys asked for: number and decision. */
const isEntry = (value: unknown, needed: string[]): boolean =>
  typeof value === "object" &&
  value !== null &&
  needed.length > 0 &&
  needed.slice(0, 2).every((name) => name in value);

function listOf(value: unknown): unknown {
  const read = typeof value === "string" ? (parseJson(value) ?? value) : value;
  return typeof read === "object" && read !== null && !Array.isArray(read) ? [read] : read;
}
