import type { Reply } from "../../src/demo/stand-in.ts";

type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

export interface Mutation {
  /** For people: what was done to the answer. */
  what: string;
  rewrite(reply: Reply): Reply;
}

const page = "<!doctype html><title>Blocked</title><h1>404 Not Found</h1><p>by your administrator</p>";
const statuses = [400, 401, 403, 404, 405, 410, 451, 500, 502, 503];

/** One way in which a valid answer can be spoilt. */
export function mutation(random: Random): Mutation {
  const place = random();
  const status = pick(random, statuses);
  const others: Mutation[] = [
    { what: `status ${status}`, rewrite: (reply) => ({ ...reply, status }) },
    { what: `status ${status}, no body`, rewrite: () => ({ status, body: "" }) },
    { what: `a page, ${status}`, rewrite: () => ({ status, contentType: "text/html", body: page }) },
    { what: "a page, 200", rewrite: () => ({ status: 200, contentType: "text/html", body: page }) },
    { what: `a gateway's ${status}`, rewrite: () => ({ status, body: '{"message":"Not Found"}' }) },
    { what: "an empty object", rewrite: (reply) => ({ ...reply, status: 200, body: "{}" }) },
    { what: "nothing", rewrite: (reply) => ({ ...reply, status: 200, body: "" }) },
    { what: "null", rewrite: () => ({ status: 200, body: "null" }) },
    {
      what: "half of it",
      rewrite: (reply) => ({ ...reply, body: reply.body.slice(0, reply.body.length / 2) }),
    },
  ];
  if (random() < 0.4) return pick(random, others);
  const how = pick(random, ["dropped", "retyped", "renamed"] as const);
  return { what: `a key ${how} (${place.toFixed(6)})`, rewrite: (reply) => spoilKey(reply, how, place) };
}

function spoilKey(reply: Reply, how: "dropped" | "retyped" | "renamed", place: number): Reply {
  let document: unknown;
  try {
    document = JSON.parse(String(reply.body));
  } catch {
    return { status: 404, contentType: "text/html", body: page }; // no keys to spoil
  }
  const keys = keysOf(document);
  const at = keys[Math.floor(place * keys.length)];
  if (!at) return { ...reply, body: "{}" };
  const { holder, key } = at;
  const value = holder[key];
  if (how !== "retyped") delete holder[key];
  if (how === "renamed") holder[`x-${key}`] = value;
  if (how === "retyped") holder[key] = typeof value === "string" ? { text: value } : "something else";
  return { ...reply, body: JSON.stringify(document) };
}

interface Place {
  holder: Record<string, unknown>;
  key: string;
}

/** Every key of every object, the outer ones as often as all inner ones together: they matter most. */
function keysOf(document: unknown): Place[] {
  const inner: Place[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const isList = Array.isArray(value);
    for (const [key, child] of Object.entries(value)) {
      if (!isList) inner.push({ holder: value as Record<string, unknown>, key });
      walk(child);
    }
  };
  walk(document);
  const outer = inner.filter(({ holder }) => holder === document);
  const times = Math.max(1, Math.floor(inner.length / Math.max(1, outer.length)));
  return [...Array.from({ length: times }, () => outer).flat(), ...inner];
}
