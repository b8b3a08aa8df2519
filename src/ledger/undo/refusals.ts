import { countText } from "../../counts.ts";
import type { Db } from "../../db/connection.ts";
import { exitCodes, UserError } from "../../errors.ts";
import { plainText, shellQuoted } from "../../plain-text.ts";
import { titleThen } from "../history/last-removal.ts";
import type { Restored } from "../entries/restored.ts";
import { getRun } from "../history/history.ts";
import type { Redirect } from "../items/redirect.ts";
import { itemTypeOf, tableOfItem } from "../tables.ts";
import type { BlockedItem, Hindrance } from "./hindrance.ts";
import type { OnlyItem } from "./only.ts";
import { namesOfChanged, type KeptChange } from "./tree.ts";

/** Why a run is not taken back, in a person's words, and what to type instead. */

export const refuse = (message: string, hint: string): UserError =>
  new UserError(message, { hint, exitCode: exitCodes.failed });

export const sealed = (runId: number): UserError =>
  refuse(
    `run ${runId} was before an upgrade that changed how things are kept: it can't be undone any more`,
    "the library as it was before the upgrade lies in backups/ in the home folder",
  );

/** No row of it is noted: what was there lies in a backup, and comes back by another restore. */
export function wasRestored(runId: number, { from, kept, replaced }: Restored): UserError {
  const says = `run ${runId} put the backup ${from} in the library's place as a whole: undo does not take that back`;
  if (kept === null) return refuse(says, "there was no library before it");
  if (replaced === null)
    return refuse(says, `what was there was damaged; its files, as they were, lie in ${plainText(kept)}`);
  return refuse(says, `to have what was there before: importer restore ${shellQuoted(kept)}`);
}

export function untouched(
  runId: number,
  changes: readonly KeptChange[],
  { itemType, id }: OnlyItem,
): UserError {
  const changed = namesOfChanged(changes, ["albums", "artists", "releases", "tracks"]);
  const what = changed.length > 0 ? `: it changed ${changed.join(", ")}` : "";
  const says = `run ${runId} has changed nothing of ${itemType} ${id} that could be taken back${what}`;
  return new UserError(says, { hint: `importer history ${runId}`, exitCode: exitCodes.notFound });
}

/** Of one item: the run made it one with another. */
export function tornApart(db: Db, runId: number, { itemType, from, into }: Redirect): UserError {
  const [former, stays] = [from, into].map((id) => plainText(itemText(db, { itemType, id })));
  const says = `run ${runId} merged ${former} into ${stays}: that is taken back for both, or for none`;
  return refuse(says, `importer undo ${runId}`);
}

/** `only`: of one item; `isKnot`: two runs hang on each other, and neither can go first; or the other has nothing of that item. */
export function hindered(
  db: Db,
  runId: number,
  hindrances: readonly Hindrance[],
  { only, isKnot }: { only: OnlyItem | undefined; isKnot: boolean },
): UserError {
  const largestFirst = [...hindrances].sort((one, other) => sizeOf(one) - sizeOf(other));
  const says = [...new Set(largestFirst.map((each) => plainText(hindranceText(db, each))))];
  const more = says.length > mostTold ? `; and ${says.length - mostTold} more` : "";
  return refuse(
    `run ${runId} can't be undone alone: ${says.slice(0, mostTold).join("; ")}${more}`,
    nextOf(runId, hindrances, only, isKnot),
  );
}

/** An album says more than its releases, and these more than their tracks. */
const sizeOf = (hindrance: Hindrance): number =>
  "item" in hindrance ? ["album", "artist", "release", "track"].indexOf(hindrance.item.itemType) : 0;

const mostTold = 3;
const mostNamed = 3;

function nextOf(
  runId: number,
  hindrances: readonly Hindrance[],
  only: OnlyItem | undefined,
  isKnot: boolean,
): string {
  const latest = hindrances.reduce((run, each) => Math.max(run, each.run ?? 0), 0);
  const forgotten = hindrances.find(({ run }) => run === null);
  const alone = only ? ` --only ${only.itemType}:${only.id}` : "";
  if (isKnot && only)
    return `what is in its way is not of ${only.itemType} ${only.id}; to undo that first: importer undo ${latest}`;
  if (isKnot) return `importer history ${runId}`;
  if (!forgotten) return `to undo those first: importer undo ${runId}${alone} --with-later`;
  const itemType = forgotten.kind === "hanging" ? itemTypeOf.get(forgotten.on) : undefined;
  if (forgotten.kind !== "hanging" || !itemType) return `importer history ${runId}`;
  const [id] = forgotten.ids;
  return `an item goes with all that hangs on it by: importer remove ${itemType} ${id}`;
}

function hindranceText(db: Db, hindrance: Hindrance): string {
  const whose = whoseText(db, hindrance.run);
  switch (hindrance.kind) {
    case "lost":
      return `its ${itemText(db, hindrance.item)} can't come back: what it needs is gone, or its place is taken`;
    case "hanging":
      return hangingText(db, hindrance, whose);
    case "twice":
      return `its ${itemText(db, hindrance.item)} would be there twice, as ${itemText(db, hindrance.is)} of ${whose}`;
    case "merged":
      return `its ${itemText(db, hindrance.item)} was merged into ${itemText(db, hindrance.into)} by ${whose}`;
    case "chosen":
      return `which identity its ${itemText(db, hindrance.item)} has was said anew by ${whose}`;
    case "stranded":
      return `its ${itemText(db, hindrance.item)} stood on ${itemText(db, hindrance.stoodOn)}, which ${whose} took out`;
  }
}

/** `9 lyrics of its tracks "Hurricane", "Isis" and 7 more are of run 5 (importer enrich)`. */
function hangingText(
  db: Db,
  { table, rows, on, ids }: Extract<Hindrance, { kind: "hanging" }>,
  whose: string,
): string {
  const titles = [...ids].flatMap((id) => titleThen(db, on, id) ?? []);
  const named = [...new Set(titles)].slice(0, mostNamed);
  const more = ids.size > named.length && named.length > 0 ? ` and ${ids.size - named.length} more` : "";
  const its = `its ${nouns[on]![ids.size === 1 ? 0 : 1]}${named.map((title, at) => `${at > 0 ? "," : ""} "${title}"`).join("")}${more}`;
  if (table === "release_tracks" && on === "tracks")
    return `${its} ${ids.size === 1 ? "stands on a release" : "stand on releases"} of ${whose}`;
  return `${countText(rows, ...nouns[table]!)} of ${its} ${rows === 1 ? "is" : "are"} of ${whose}`;
}

/** One, and many: what may hang on an item, or have something hang on it. */
export const nouns: Readonly<Record<string, readonly [one: string, many: string]>> = {
  albums: ["album", "albums"],
  artists: ["artist", "artists"],
  releases: ["release", "releases"],
  tracks: ["track", "tracks"],
  lyrics: ["lyrics", "lyrics"],
  files: ["file", "files"],
  media: ["disc", "discs"],
  release_tracks: ["track", "tracks"],
  album_artists: ["credit", "credits"],
  artist_aliases: ["other name", "other names"],
  identifiers: ["identifier", "identifiers"],
  categories: ["genre", "genres"],
  item_categories: ["genre", "genres"],
  artworks: ["picture", "pictures"],
  album_covers: ["cover", "covers"],
  external_links: ["link", "links"],
  products: ["shop product", "shop products"],
};

/** `run 5 (importer enrich)`. */
function whoseText(db: Db, run: number | null): string {
  if (run === null) return "a run that is no longer remembered";
  const command = getRun(db, run)?.command ?? "";
  const shown = command.length > longestCommand ? `${command.slice(0, longestCommand)} …` : command;
  return shown === "" ? `run ${run}` : `run ${run} (${shown})`;
}

const longestCommand = 60;

/** `track 12 ("Isis")`. */
function itemText(db: Db, { itemType, id }: BlockedItem): string {
  const title = titleThen(db, tableOfItem[itemType], id);
  return title === undefined ? `${itemType} ${id}` : `${itemType} ${id} ("${title}")`;
}
