import { creditText } from "../../facts.ts";
import type { AlbumCandidate } from "../candidate.ts";
import { matchIdentical, type TextMatch } from "../text/compare-phrases.ts";
import { foldName, foldTitle } from "../text/fold.ts";
import { readPhrase, type Phrase } from "../text/phrase.ts";
import { nameOwnType, quietTypes } from "./release-types.ts";
import { isSelfTitled, saysSelfTitled } from "./self-titled.ts";
import { dropSoundtrackWords, kindOfSoundtrack } from "./soundtrack-words.ts";

/**
 * What one title has more than the other is something else that is known of the album: its disambiguation, its type,
 * its artist. The first that explains it.
 */
export function explainTitle(query: Phrase, title: Phrase, candidate: AlbumCandidate): TextMatch | undefined {
  return (
    byDisambiguation(query, title, candidate) ??
    bySoundtrackWords(query, title, candidate) ??
    byType(query, title, candidate) ??
    byArtist(query, title, candidate) ??
    bySelfTitle(query, title, candidate)
  );
}

/** Enough beside its artist; alone, "Gorillaz" is not somebody's "Gorillaz EP". */
const hinted = (score: number, how: string): TextMatch => ({ score, kind: "hinted", how });
const untyped = hinted(0.85, "the same but for the type");

const explained = (score: number, how: string): TextMatch => ({ score, kind: "explained", how });

function byDisambiguation(query: Phrase, title: Phrase, candidate: AlbumCandidate): TextMatch | undefined {
  const disambiguation = foldTitle(candidate.disambiguation ?? "");
  if (disambiguation === "") return undefined;
  if (disambiguation === query.folds[0] && saysLittle(title, candidate)) {
    return hinted(0.9, "is the disambiguation");
  }
  const more = wordsBeyond(query.words, title.words);
  if (!more || !areIn(disambiguation.split(" "), more)) return undefined;
  const isBehind = title.words.every((word, at) => word === query.words[at]);
  return (isBehind ? explained : hinted)(0.95, "agrees with the disambiguation");
}

function byType(query: Phrase, title: Phrase, candidate: AlbumCandidate): TextMatch | undefined {
  const more = wordsBeyond(query.words, title.words);
  if (more && nameOwnType(more, candidate)) return explained(0.93, "names the type");
  const less = wordsBeyond(title.words, query.words);
  return less && nameOwnType(less, candidate, quietTypes(candidate)) ? untyped : undefined;
}

/** Score and songs of one film are two records; so is the cast of one theatre. */
function bySoundtrackWords(query: Phrase, title: Phrase, candidate: AlbumCandidate): TextMatch | undefined {
  if (!candidate.secondaryTypes.includes("Soundtrack")) return undefined;
  const [asked, own] = [dropSoundtrackWords(query.words), dropSoundtrackWords(title.words)];
  if (!asked && !own) return undefined;
  if ((asked?.words ?? query.words).join(" ") !== (own?.words ?? title.words).join(" ")) return undefined;
  const ownKind = own?.kind ?? kindOfSoundtrack(foldTitle(candidate.disambiguation ?? "").split(" "));
  if (asked && ownKind && asked.kind !== ownKind) {
    return { score: 0.7, kind: "qualifier", how: `names the ${asked.kind}, not the ${ownKind}` };
  }
  if (asked?.kind === "cast" && !own) return { score: 0.7, kind: "qualifier", how: "names a cast" };
  if (asked && own) return explained(0.92, "the same but for how a soundtrack is called");
  return asked ? explained(0.93, "names the type") : untyped;
}

/** "Black Sabbath Vol. 4" is their "Vol. 4", "Bach: Organ Works" his "Organ Works"; and the reverse. */
function byArtist(query: Phrase, title: Phrase, { artists }: AlbumCandidate): TextMatch | undefined {
  for (const { name, creditedAs } of artists) {
    for (const words of new Set([name, creditedAs, surnameOf(name)].map(foldName))) {
      const rest = withoutFront(query.words, words);
      if (rest && matchIdentical(readPhrase(rest, foldTitle), title)) {
        return explained(0.9, "identical behind the artist's name");
      }
      const own = words === foldName(name) ? withoutFront(title.words, words) : undefined;
      if (own && matchIdentical(query, readPhrase(own, foldTitle))) {
        // "II" of Led Zeppelin is most likely theirs, but nobody wrote so.
        return { score: 0.7, kind: "qualifier", how: "lacks the artist's name before it" };
      }
    }
  }
  return undefined;
}

/** What follows a name (or the name's, as in "Bob Dylan's Greatest Hits"); undefined if nothing does, or it does not lead. */
function withoutFront(words: string[], name: string): string | undefined {
  if (!name.startsWith(words[0]!.slice(0, 2))) return undefined;
  const length = name.split(" ").length;
  const front = words.slice(0, length).join(" ");
  return name !== "" && (front === name || front === `${name}s`) && words.length > length
    ? words.slice(length).join(" ")
    : undefined;
}

const surnameOf = (name: string): string => name.split(" ").at(-1)!;

function bySelfTitle(query: Phrase, title: Phrase, { artists }: AlbumCandidate): TextMatch | undefined {
  const more = wordsBeyond(query.words, title.words);
  if (isSelfTitled(query.shown) || (more && saysSelfTitled(more))) {
    const credit = creditText(artists);
    const named = [credit, ...artists.map(({ name }) => name)].some(
      (name) => foldTitle(name) === title.folds[0],
    );
    return named ? explained(0.95, "is self-titled") : undefined;
  }
  const isSplit = artists.length > 1 && /^(the )?split( ep| single| 7)?$/.test(query.folds[0]!);
  return isSplit && artists.every(({ name }) => title.folds[0]!.includes(foldTitle(name)))
    ? { score: 0.75, kind: "qualifier", how: "is a split of both" }
    : undefined;
}

/** Self-titled, or a sign: people call it by its other name. */
const saysLittle = (title: Phrase, { artists }: AlbumCandidate): boolean =>
  title.symbolsOnly || artists.some(({ name }) => foldTitle(name) === title.folds[0]);

/** The words of `long` that `short` lacks; undefined if `short` has words of its own, or nothing is left. */
function wordsBeyond(long: string[], short: string[]): string[] | undefined {
  const rest = [...long];
  for (const word of short) {
    const at = rest.indexOf(word);
    if (at < 0) return undefined;
    rest.splice(at, 1);
  }
  return rest.length > 0 ? rest : undefined;
}

/** Every word, and at least one that isn't said of every album. */
function areIn(known: string[], words: string[]): boolean {
  const tellsNothing = (word: string): boolean => ["the", "album", "version", "recording"].includes(word);
  return (
    words.every((word) => known.includes(word) || tellsNothing(word)) &&
    words.some((word) => known.includes(word) && !tellsNothing(word))
  );
}
