import { toEscape } from "../../plain-text.ts";

/** JSON that a terminal shows as it is: what JSON itself leaves bare, and a terminal may obey, is escaped. */
export function toJson(
  value: unknown,
  indent?: number,
  replacer?: (key: string, value: unknown) => unknown,
): string {
  return JSON.stringify(value, replacer, indent).replace(toEscape, (units) =>
    units.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}
