import { foldTitle } from "../../text/fold.ts";
import type { AlbumToMatch, Product } from "../product.ts";
import { namesOf, turned } from "../artist/artist.ts";
import { isVariousCredit, variousInTitles } from "../../artists/various-artists.ts";
import { findRuns, formsOf, textOfRun, type WordRun, type ShopTitle } from "../title/words.ts";
import { isTypeWord } from "../../titles/release-types.ts";

/** Words in a row that are neither the album's title, nor its artist, nor its label. */
export interface Group {
  text: string;
  raw: string;
  /** Beside the title with nothing between them, or in a segment of their own. */
  place: "before" | "after" | "apart";
  /** What the shop put before or, for the title's first words, behind them. */
  mark: string;
  /** The shop's title begins with it. */
  first: boolean;
  /** All of its segment but the album's title: "made famous by" with the artist's name. */
  segmentText: string;
}

export interface Unclaimed {
  groups: Group[];
  namesArtist: boolean;
}

export const isByVarious = (album: AlbumToMatch): boolean =>
  album.artists.length > 0 && album.artists.every(isVariousCredit);

/** What is left of a shop's title without the album's (which stands at `run`), its artists and labels. */
export function findUnclaimed(
  album: AlbumToMatch,
  product: Product,
  agreeing: string[],
  title: ShopTitle,
  run: WordRun,
): Unclaimed {
  const taken = new Set<number>();
  take(taken, run);
  const names = [...namesOf(album), ...agreeing];
  const artists = claimArtists(title, taken, [...names, ...names.flatMap(turned)], run);
  if (isByVarious(album)) artists.push(...claim(title, taken, variousInTitles));
  dropJoiners(title, taken, artists);
  const surnames = names.flatMap((name) => name.split(" ").slice(1).slice(-1)); // "Bach: …"
  claimSegments(title, taken, [...album.labels, product.label ?? "", ...surnames]);
  return { groups: groupsOf(title, taken, run), namesArtist: artists.length > 0 };
}

function take(taken: Set<number>, { from, to }: WordRun): void {
  for (let at = from; at < to; at++) taken.add(at);
}

/** Behind a title "Live" is no band. */
function claimArtists(title: ShopTitle, taken: Set<number>, names: string[], { from }: WordRun): WordRun[] {
  const isKind = (name: string): boolean => foldTitle(name).split(" ").every(isTypeWord);
  const behind = title.words.map((_, at) => at).filter((at) => at > from);
  const kinds = claim(title, new Set([...taken, ...behind]), names.filter(isKind));
  for (const run of kinds) take(taken, run);
  const others = names.filter((name) => !isKind(name));
  return [...kinds, ...claim(title, taken, others)];
}

const formsOfAll = (names: string[]): Set<string> =>
  new Set(names.filter((name) => name.trim() !== "").flatMap(formsOf));

function claim(title: ShopTitle, taken: Set<number>, names: string[]): WordRun[] {
  const runs = findRuns(title, formsOfAll(names), (word) => !taken.has(word));
  for (const run of runs) take(taken, run);
  return runs;
}

/** A label's name, or half an artist's, is one only where nothing else stands beside it. */
function claimSegments(title: ShopTitle, taken: Set<number>, labels: string[]): void {
  for (const run of findRuns(title, formsOfAll(labels), (word) => !taken.has(word))) {
    const segments = new Set(title.words.slice(run.from, run.to).map(({ segment }) => segment));
    const isWithin = (at: number): boolean => at >= run.from && at < run.to;
    if (title.words.every(({ segment }, at) => !segments.has(segment) || isWithin(at))) take(taken, run);
  }
}

const joiners = new Set("by von par di de and & + feat ft featuring with x vs artist the".split(" "));

/** "by Pink Floyd", "Queen & …". */
function dropJoiners(title: ShopTitle, taken: Set<number>, artists: WordRun[]): void {
  for (const { from } of artists) {
    const before = title.words[from - 1];
    if (before && joiners.has(before.folded)) taken.add(from - 1);
  }
}

function groupsOf(title: ShopTitle, taken: Set<number>, run: WordRun): Group[] {
  const own = new Set(title.words.slice(run.from, run.to).map(({ segment }) => segment));
  return rowsOf(title, taken).map((row) => {
    const [from, to] = [row[0]!, row.at(-1)! + 1];
    const { segment } = title.words[from]!;
    const raw = textOfRun(title, { from, to });
    const isApart = !own.has(segment);
    const next = title.words.find((word) => word.segment > segment)?.segment;
    const isBeforeTitle = isApart && next !== undefined && own.has(next);
    const besides = title.words.flatMap((word, at) =>
      word.segment === segment && (at < run.from || at >= run.to) ? [word.folded] : [],
    );
    return {
      text: foldTitle(raw),
      raw,
      first: from === 0,
      segmentText: besides.join(" "),
      place: isApart ? "apart" : from < run.from ? "before" : "after",
      mark: title.marks[isBeforeTitle ? next : segment]!,
    };
  });
}

/** The words that nobody took, parted where the segments part. */
function rowsOf({ words }: ShopTitle, taken: Set<number>): number[][] {
  const rows: number[][] = [];
  words.forEach(({ segment }, at) => {
    if (taken.has(at)) return;
    const last = rows.at(-1)?.at(-1);
    if (last !== undefined && last === at - 1 && words[last]!.segment === segment) rows.at(-1)!.push(at);
    else rows.push([at]);
  });
  return rows;
}
