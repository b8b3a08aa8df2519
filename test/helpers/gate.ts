import type { Db } from "../../src/db/connection.ts";
import { createGateRows } from "../../src/db/services/gates.ts";
import { createEvents } from "../../src/events.ts";
import { createGate, type Gate } from "../../src/sources/gate.ts";

/** A gate as another process would have it: its own line, the same rows. */
export function gateOn(db: Db, intervalMs: number, now = Date.now): { gate: Gate; waiting: unknown[] } {
  const events = createEvents();
  const waiting: unknown[] = [];
  events.on("gate-waiting", (event) => waiting.push(event));
  const gate = createGate({ api: "words", intervalMs, rows: createGateRows(db, now), events, now });
  return { gate, waiting };
}

/** Passes and leaves; when that was, by a clock that nobody moves. */
export async function send(gate: Gate): Promise<number> {
  await gate.pass();
  const at = performance.now();
  await gate.sent();
  return at;
}

export const gapsOf = (times: number[]): number[] =>
  times.slice(1).map((at, index) => at - (times[index] ?? 0));
