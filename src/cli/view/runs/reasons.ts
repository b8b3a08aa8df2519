import type { Events } from "../../../events.ts";
import { countText } from "../../../counts.ts";

/** One each for a source or two, and not a page of them. */
const mostShown = 5;

/** Why rows of a list could not be asked for, or failed: each reason once, with the row or how many they are, the commonest first; without the one that is `said` elsewhere. */
export function collectReasons(
  events: Events,
  nameOf = ({ number }: { number: number; raw: string }): string => `row ${number}`,
): (said?: string) => string[] {
  const rowsByReason = new Map<string, { rows: number; name: string }>();
  events.on("list-row", (row) => {
    const { state, why } = row;
    if ((state !== "unavailable" && state !== "refused") || !why) return;
    const { rows = 0, name = nameOf(row) } = rowsByReason.get(why) ?? {};
    rowsByReason.set(why, { rows: rows + 1, name });
  });
  return (said) => {
    const unsaid = [...rowsByReason].filter(([why]) => why !== said);
    const reasons = unsaid.sort(([, one], [, other]) => other.rows - one.rows);
    const shown = reasons
      .slice(0, mostShown)
      .map(([why, { rows, name }]) => `${rows === 1 ? name : countText(rows, "row")}: ${why}`);
    const more = reasons.length - shown.length;
    return more > 0 ? [...shown, `and ${countText(more, "reason")} more`] : shown;
  };
}
