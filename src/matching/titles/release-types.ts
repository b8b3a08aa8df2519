import { foldTitle } from "../text/fold.ts";
import type { AlbumCandidate } from "../candidate.ts";

/** The words by which a title, or a person, names a type of release group. */
const wordsOfTypes: Record<string, string[]> = {
  Live: ["live", "unplugged", "concert"],
  Compilation: ["compilation", "best", "hits", "greatest", "anthology", "collection", "essential", "singles"],
  Remix: ["remix", "remixes", "remixed"],
  "DJ-mix": ["dj", "mix", "mixed"],
  "Mixtape/Street": ["mixtape"],
  Demo: ["demo", "demos"],
  Soundtrack: ["soundtrack", "ost", "score", "picture", "film", "movie"],
  Interview: ["interview", "interviews"],
  Audiobook: ["audiobook"],
  "Audio drama": ["drama"],
  EP: ["ep"],
  Single: ["single"],
};

/** "Original Motion Picture Soundtrack", "Music From the Film" and the like are made of these. */
const soundtrackFillers = new Set(
  "original motion music from the television tv series video game songs inspired by and".split(" "),
);

/** Their words make titles of their own: "Greatest Hits" of Nirvana is not "Nirvana", though that is a compilation. */
const oftenTitles = new Set(["Compilation", "DJ-mix", "Mixtape/Street"]);

/** Do these words say nothing but the candidate's own type? */
export function nameOwnType(words: string[], candidate: AlbumCandidate, types = typesOf(candidate)): boolean {
  const telling = types.filter((type) => !oftenTitles.has(type)).flatMap((type) => wordsOfTypes[type] ?? []);
  const mayFill = (word: string): boolean => types.includes("Soundtrack") && soundtrackFillers.has(word);
  return (
    words.some((word) => telling.includes(word)) &&
    words.every((word) => telling.includes(word) || mayFill(word) || word === "version" || word === "album")
  );
}

/** Types that may be left out of a title: "Trainspotting" is also "… (Original Motion Picture Soundtrack)". */
export const quietTypes = (candidate: AlbumCandidate): string[] =>
  typesOf(candidate).filter((type) => type === "Soundtrack" || type === "EP" || type === "Single");

export interface Prior {
  /** Taken off the score: enough to break a tie, never enough to carry one. */
  penalty: number;
  why?: string;
}

const primaryPenalties: Record<string, number> = {
  Album: 0,
  // One step behind an album, and not told from each other: an EP and a single of one name are a question.
  EP: 0.06,
  Single: 0.08,
  Broadcast: 0.08,
  Other: 0.06,
};

/** Album over EP over single; live, compilation and so on behind, unless the query names them. */
export function priorOf(candidate: AlbumCandidate, queryWords: Set<string>): Prior {
  // "Live Through This" asks for no live album: words of the title itself name no type.
  const own = new Set(foldTitle(candidate.title).split(" "));
  const isNamed = (type: string): boolean =>
    (wordsOfTypes[type] ?? []).some((word) => queryWords.has(word) && !own.has(word));
  const { primaryType } = candidate;
  const primary =
    primaryType === undefined ? 0.02 : isNamed(primaryType) ? 0 : (primaryPenalties[primaryType] ?? 0.06);
  const unasked = candidate.secondaryTypes.find((type) => type !== "Soundtrack" && !isNamed(type));
  const imitation = foldTitle(candidate.disambiguation ?? "").match(/\b(?:tribute|karaoke|covers?)\b/)?.[0];
  const kind = unasked ?? (imitation !== undefined && !queryWords.has(imitation) ? imitation : undefined);
  const penalty = primary + (kind === undefined ? 0 : 0.05);
  const isSaid = (wordsOfTypes[kind ?? ""] ?? []).some((word) => queryWords.has(word));
  if (isSaid) return { penalty };
  if (kind !== undefined)
    return { penalty, why: `${withArticle(kind.toLowerCase())} album, and none was asked for` };
  if (primary >= 0.04) return { penalty, why: `${nounOf(primaryType ?? "")}, not an album` };
  return { penalty };
}

/** "Greatest Hits", "Live": words that many titles are made of. */
export const isTypeWord = (word: string): boolean => typeWords.has(word);
const typeWords = new Set(Object.values(wordsOfTypes).flat());

const typesOf = ({ primaryType, secondaryTypes }: AlbumCandidate): string[] =>
  primaryType === undefined ? secondaryTypes : [primaryType, ...secondaryTypes];

const nounOf = (type: string): string =>
  type === "Other" ? "something else" : type === "EP" ? "an EP" : withArticle(type.toLowerCase());

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
