import type { Db } from "../../db/connection.ts";
import { checkIndex } from "../../finding/search/check.ts";
import type { Finding } from "./finding.ts";
import { countText } from "../../counts.ts";

/** Whether a search finds what there is. One that never ran has no index yet: nothing to look at. */
export function examineIndex(db: Db): Finding[] {
  const about = "search";
  const { isThere, wrong, lacking } = checkIndex(db);
  if (!isThere) return [];
  if (wrong !== undefined)
    return [{ about, verdict: "problem", says: wrong, remedy: "importer search --rebuild" }];
  const says =
    lacking === 0
      ? "its index is up to date"
      : `the next search reads ${countText(lacking, "title")} into its index`;
  return [{ about, verdict: "fine", says }];
}
