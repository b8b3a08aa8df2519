import type { Events } from "../../../events.ts";
import { countText } from "../layout/words.ts";

/** One each for a source or two, and not a page of them. */
const mostShown = 5;

/** Why rows of a list could not be asked for, or failed: each reason once, with how many rows, the commonest first; without the one that is `said` elsewhere. */
export function collectReasons(events: Events): (said?: string) => string[] {
  const rowsByReason = new Map<string, number>();
  events.on("list-row", ({ state, why }) => {
    if ((state !== "unavailable" && state !== "refused") || !why) return;
    rowsByReason.set(why, (rowsByReason.get(why) ?? 0) + 1);
  });
  return (said) => {
    const unsaid = [...rowsByReason].filter(([why]) => why !== said);
    const reasons = unsaid.sort(([, one], [, other]) => other - one);
    const shown = reasons.slice(0, mostShown).map(([why, rows]) => `${countText(rows, "row")}: ${why}`);
    const more = reasons.length - shown.length;
    return more > 0 ? [...shown, `and ${countText(more, "reason")} more`] : shown;
  };
}
