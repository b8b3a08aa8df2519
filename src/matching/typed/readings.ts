/** One way to read what was typed. */
export interface TitleReading {
  title: string;
  artist?: string;
  year?: number;
}

/**
 * The words as typed, then `Title (1973)`, `Artist - Title`, `Title - Artist` and `Title by Artist`. A reading is
 * only a question: "Stand by Me" stays itself, since no artist is called "Me".
 */
export function readTitle(text: string): TitleReading[] {
  const dashes = [...text.matchAll(parting)];
  const first = partAt(text, dashes[0]);
  const last = partAt(text, dashes.at(-1));
  const by = /^(.*\S)\s+by\s+(\S.*)$/s.exec(text);
  const readings = [
    { title: text },
    ...withYear({ title: text }),
    ...(first ? byArtist(first[0], first[1]) : []),
    ...(last ? byArtist(last[1], last[0]) : []),
    ...(by ? byArtist(by[2]!, by[1]!) : []),
    ...besideYear(text),
    ...(first ? [] : besideQuotes(text)),
  ];
  return readings.filter((reading, at) => readings.findIndex((other) => isSame(other, reading)) === at);
}

/** `1976 - Artist - Title` and `Artist - Title - 1976`: two parts beside a year. Of one part ("1984 - Van Halen") the year may be the title. */
function besideYear(text: string): TitleReading[] {
  const before = /^(?:[([]((?:19|20)\d\d)[)\]]|((?:19|20)\d\d)\s?[-–—.:])\s+(\S.*)$/s.exec(text);
  const behind = before ? null : /^(.*\S)\s[-–—]\s((?:19|20)\d\d)$/s.exec(text);
  const year = before?.[1] ?? before?.[2] ?? behind?.[2];
  const rest = (before?.[3] ?? behind?.[1] ?? "").replace(/^[-–—.:]\s+/, "");
  const [one, other] = partAt(rest, [...rest.matchAll(parting)][0]) ?? [];
  if (one === undefined || other === undefined) return [];
  return [
    { title: other, artist: one, year: Number(year) },
    { title: one, artist: other, year: Number(year) },
  ];
}

const quotes = ["「」", "『』", "《》", "〈〉", "«»", "“”", "„“", "„”", '""'];

/** `宇多田ヒカル「First Love」`, `Кино «Группа крови»`, `Björk "Post" (1995)`: a title in quotes behind its artist. */
function besideQuotes(text: string): TitleReading[] {
  const [dated = { title: text }] = withYear({ title: text });
  const whole = dated.title;
  return quotes
    .filter(([, close]) => whole.at(-1) === close)
    .flatMap(([open = ""]) => {
      const at = whole.indexOf(open);
      const title = whole.slice(at + 1, -1).trim();
      const artist = whole.slice(0, Math.max(at, 0)).trim().replace(/[,:]$/, "");
      return artist === "" || title === "" || title.includes(open) ? [] : [{ ...dated, title, artist }];
    });
}

const yearNote = /^(.*\S)(?:\s*[([（［]((?:19|20)\d\d)年?[)\]）］]|,\s((?:19|20)\d\d))$/s;
const yearFirst = /^[([]?((?:19|20)\d\d)[)\]]?\s*[-–—]?\s+(\S.*)$/s;

/** The reading in which the year in brackets is one; none if there is no such year. */
function withYear({ title, artist }: TitleReading): TitleReading[] {
  const [, rest, inBrackets, year = inBrackets] = yearNote.exec(title) ?? [];
  if (rest === undefined) return [];
  return [{ title: rest, ...(artist !== undefined && { artist }), year: Number(year) }];
}

/** The whole right side is the title; then the same without a year at its end, or (as folders are named) its front. */
function byArtist(artist: string, title: string): TitleReading[] {
  const [artistYear] = withYear({ title: artist });
  if (artistYear) return [{ title, artist: artistYear.title, year: artistYear.year! }];
  const [, year, rest] = yearFirst.exec(title) ?? [];
  const dated = withYear({ title, artist });
  const plain = { title, artist };
  if (dated.length > 0) return /\d$/.test(title) ? [plain, ...dated] : dated; // "Berlin, 1985" may be the title
  return rest === undefined ? [plain] : [plain, { title: rest, artist, year: Number(year) }];
}

/** Dashes between spaces, or long ones without. */
const parting = /(?<!\s)\s+(?:[-‐‑‒–—―−－]{1,3}|ー)\s+|(?<=\p{L}\p{L})[–—](?=\p{L}\p{L})/gu;

function partAt(text: string, dash: RegExpExecArray | undefined): [string, string] | undefined {
  return dash && [text.slice(0, dash.index).trim(), text.slice(dash.index + dash[0].length).trim()];
}

const isSame = (some: TitleReading, other: TitleReading): boolean =>
  some.title === other.title && some.artist === other.artist && some.year === other.year;
