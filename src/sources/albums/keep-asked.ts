import type { Associations } from "../../facts.ts";

/** Answered under another id, it was merged: the one that was asked goes on naming the same item. */
export function keepAsked<F extends Associations>(facts: F, asked: string): F {
  const [own, ...others] = facts.identifiers;
  const value = asked.toLowerCase();
  if (!own || own.value === value) return facts;
  return { ...facts, identifiers: [own, { kind: own.kind, value }, ...others] };
}
