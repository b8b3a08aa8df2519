import type { TitleReading } from "../../../matching/typed/readings.ts";
import { dropEditionWords } from "../../../matching/titles/relax.ts";
import { isSelfTitled } from "../../../matching/titles/self-titled.ts";
import { joinedWords, partedWords, spellingsOf, type Spellings } from "../../../matching/text/spellings.ts";
import type { AlbumQuestion } from "../../albums/source.ts";
import { anyOf, escapeTerm, phrase } from "./lucene.ts";

/** The Lucene text of a question; equal questions are equal texts. */
export function albumQuery({ readings, how, artistMbids = [] }: AlbumQuestion): string {
  if (how === "complete") return completeQuery(titlesOf(readings));
  const titles = termsOf(titlesOf(readings).map(withoutEdition));
  const artists = termsOf(artistsOf(readings));
  if (how === "ranked")
    return either([...inTitles(titles), ...inArtists(artists), ...byArtists(artistMbids)]);
  const lookAlikes = titles.map(forgiven);
  if (artistMbids.length > 0) return `+(${either(byArtists(artistMbids))}) ${inTitles(lookAlikes).join(" ")}`;
  return either([...inTitles(lookAlikes), ...inArtists(artists.map(forgiven))]);
}

/** The one question with which every search by words begins: the key under which its answer may be remembered. */
export const firstQuestionOf = (readings: TitleReading[]): string => albumQuery({ readings, how: "ranked" });

/** An artist by name, alias or sort name; the whole name lifts those who are called exactly so. */
export function artistQuery(names: string[]): string {
  const fields = ["artist", "alias", "sortname"];
  const whole = names.flatMap((name) => fields.map((field) => `${field}:${phrase(name)}^4`));
  const terms = termsOf(names);
  return either([...whole, ...fields.map((field) => inField(field, [...terms, ...terms.map(forgiven)]))]);
}

const either = (clauses: string[]): string => anyOf(clauses.filter((clause) => clause !== ""));

const inTitles = (terms: string[]): string[] =>
  ["releasegroup", "alias", "release", "comment"].map((field) => inField(field, terms));

/** A credit "A & B" is found by its whole text, and by the name of either. */
const inArtists = (terms: string[]): string[] =>
  ["artist", "artistname", "creditname"].map((field) => inField(field, terms));

const byArtists = (mbids: string[]): string[] => mbids.map((mbid) => `arid:${mbid}`);

const inField = (field: string, terms: string[]): string => {
  const distinct = [...new Set(terms)];
  return distinct.length === 0 ? "" : `${field}:(${distinct.join(" OR ")})`;
};

/** The whole texts that were typed; a self-titled album is asked for by its artist's name. */
function titlesOf(readings: TitleReading[]): string[] {
  const titles = readings.flatMap(({ title, artist }) =>
    isSelfTitled(title) && artist !== undefined ? [title, artist] : [title],
  );
  return [...new Set(titles)];
}

/** What an edition is called says nothing of the album; too many such words would crowd out its own. */
const withoutEdition = (title: string): string => dropEditionWords(title) ?? title;

const artistsOf = (readings: TitleReading[]): string[] => [
  ...new Set(readings.flatMap(({ artist }) => artist ?? [])),
];

/** Every word in every spelling, escaped. A one-word title may have been parted: then its parts side by side. */
function termsOf(texts: string[]): string[] {
  const terms = texts.flatMap((text) => {
    const pieces = spellingsOf(text);
    const words = pieces.flatMap(({ parts, whole }) => [...parts.flat(), ...whole]);
    return [...words, ...joinedWords(pieces)].map(escapeTerm).concat(partedPhrases(pieces));
  });
  return [...new Set(terms)].slice(0, mostTerms);
}

const partedPhrases = (pieces: Spellings[]): string[] =>
  pieces.length === 1 ? partedWords(pieces[0]!.parts[0]![0]!).map(phrase) : [];

/** Each stands in four fields: far within the 1,024 clauses of the service, and the length of an address. */
const mostTerms = 80;

/** One or two letters other, by the length of the word; numbers and short words as they are. */
const forgiven = (term: string): string => (/^\p{L}{4,}$/u.test(term) ? `${term}~` : term);

/** Every word of weight in some spelling, or two neighbours joined. */
function completeQuery(titles: string[]): string {
  const pieces = spellingsOf(withoutEdition(titles[0] ?? ""));
  const weighty = pieces.filter(({ parts }) => !leftOut.has(parts[0]![0]!));
  const needed = weighty.length > 0 ? weighty : pieces;
  const forms = [needed.map(anySpelling), ...joinedForms(needed)].map((form) =>
    form.map((each) => `+${each}`),
  );
  return either(
    ["releasegroup", "alias"].flatMap((field) => forms.map((form) => `${field}:(${form.join(" ")})`)),
  );
}

const leftOut = new Set(["the", "a", "an", "and", "n", "&", "vol", "volume", "part", "pt", "no"]);

function anySpelling({ parts, whole }: Spellings): string {
  const spelled = whole.map(escapeTerm);
  if (parts.length === 1) return `(${[...spelled, ...partedWords(parts[0]![0]!).map(phrase)].join(" OR ")})`;
  const together = parts.map((part) => `+(${part.map(escapeTerm).join(" OR ")})`).join(" ");
  return `(${[...spelled, `(${together})`].join(" OR ")})`;
}

/** "Week End Girl" as "Weekend Girl" and "Week Endgirl". */
function joinedForms(pieces: Spellings[]): string[][] {
  if (pieces.length < 2 || pieces.length > 5) return [];
  return pieces.slice(1).map((piece, at) => {
    const joined = escapeTerm(wordOf(pieces[at]!) + wordOf(piece));
    return [...pieces.slice(0, at).map(anySpelling), joined, ...pieces.slice(at + 2).map(anySpelling)];
  });
}

const wordOf = ({ parts }: Spellings): string => parts.map((part) => part[0]!).join("");
