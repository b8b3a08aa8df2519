import type { Associations } from "../../facts.ts";

/** The names of everything that is known in some facts: `title`, `primary_type`, `artists`, `genres` … */
export function populatedNames(facts: Associations): string[] {
  const { identifiers, categories, links, odd: _odd, catalogue: _catalogue, ...own } = facts;
  const names = Object.entries(own)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name]) => (name === "credits" ? "artists" : snakeCase(name)));
  return [
    ...names,
    ...(identifiers.length > 0 ? ["identifiers"] : []),
    ...(categories.some(({ kind }) => kind === "genre") ? ["genres"] : []),
    ...(categories.some(({ kind }) => kind === "place") ? ["places"] : []),
    ...(links.length > 0 ? ["links"] : []),
  ];
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
