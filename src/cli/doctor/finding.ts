import { messageOf, UserError } from "../../errors.ts";

/** One thing looked at. `unasked` is somebody who can only be asked; a `note` is worth knowing; a `problem` will make something fail. */
export interface Finding {
  about: string;
  verdict: "fine" | "unasked" | "note" | "problem";
  says: string;
  /** What to do about it. */
  remedy?: string;
}

export function problemOf(about: string, error: unknown): Finding {
  const remedy = error instanceof UserError ? error.hint : undefined;
  return { about, verdict: "problem", says: messageOf(error), ...(remedy && { remedy }) };
}
