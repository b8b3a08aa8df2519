/** Words that say of a title that it is music of a film, a play, a series or a game, at its end or its beginning. */

const wordSet = (...lines: string[]): Set<string> => new Set(lines.flatMap((line) => line.split(" ")));

const scores = wordSet("score partitura");
const casts = wordSet("cast broadway musical");
const songs = wordSet("songs inspired");
const telling = wordSet(
  "soundtrack soundtracks ost bof bso picture film films movie game games series filmmusik originalsoundtrack soundtrackalbum",
  "originale sonora pelicula саундтрек サウンドトラック オリジナルサウンドトラック オリジナル・サウンドトラック サントラ",
);
const fillers = wordSet(
  "original official motion music musik musica musique from the of to in for a by and tv television video netflix hbo disney",
  "prime bande du colonna banda trilha de la le del da do zum aus dem album recording recordings complete オリジナル vol volume",
);

/** No run begins with these. */
const small = wordSet("and of to in by a the de la le du vol volume");

/** Which kind of record the words name; two kinds of one film are two records. */
export type SoundtrackKind = "score" | "cast" | "songs" | "soundtrack";

export interface WithoutSoundtrack {
  words: string[];
  kind: SoundtrackKind;
}

/**
 * The words of a folded title without those that call it a soundtrack: "trainspotting music from the motion picture" is
 * "trainspotting". Undefined if there are none, or nothing else. A year may stand among them.
 */
export function dropSoundtrackWords(words: string[]): WithoutSoundtrack | undefined {
  return dropTrailing(words) ?? dropLeading(words);
}

function dropTrailing(words: string[]): WithoutSoundtrack | undefined {
  let from = words.length;
  while (from > 0 && belongs(words[from - 1]!)) from--;
  // The longest run that begins with a word of weight: "for the" at the end of a title are its own.
  for (let at = Math.max(1, from); at < words.length; at++) {
    const run = words.slice(at);
    const kind = small.has(run[0]!) ? undefined : kindOfSoundtrack(run);
    if (!kind) continue;
    const isArticle = words[at - 1] === "the" && at > 1; // "Wicked: The Soundtrack"
    return { words: words.slice(0, isArticle ? at - 1 : at), kind };
  }
  return undefined;
}

/** "Music From the Motion Picture Purple Rain". */
function dropLeading(words: string[]): WithoutSoundtrack | undefined {
  const from = words.findIndex((word) => !belongs(word));
  const run = words.slice(0, from);
  if (from <= 0 || !/^(original|music|songs|soundtrack|ost|bande|banda|colonna)$/.test(words[0]!))
    return undefined;
  const kind = kindOfSoundtrack(run);
  return kind && { words: words.slice(from), kind };
}

const isYear = (word: string): boolean => /^(19|20)\d\d$/.test(word);
const belongs = (word: string): boolean =>
  telling.has(word) ||
  scores.has(word) ||
  casts.has(word) ||
  songs.has(word) ||
  fillers.has(word) ||
  isYear(word);

/** "Bande originale du film", "B.S.O.", "Original Score": a folded text that says nothing but that it is music of a film, and which kind. */
export function readSoundtrackText(text: string): SoundtrackKind | undefined {
  const words = text.replace(/\b(?:b o f|b s o|o s t)\b/g, "ost").split(" ");
  return words.every((word) => belongs(word) && !isYear(word)) ? kindOfSoundtrack(words) : undefined;
}

/** Which kind of record these folded words name; undefined if they name none. */
export function kindOfSoundtrack(run: string[]): SoundtrackKind | undefined {
  if (run.some((word) => casts.has(word))) return "cast";
  if (run.some((word) => scores.has(word)) && run.length > 1) return "score";
  if (!run.some((word) => telling.has(word))) return undefined;
  return run.some((word) => songs.has(word)) ? "songs" : "soundtrack";
}
