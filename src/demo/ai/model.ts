/** What the stand-in's model reads in a question: the JSON in the user's message. */
export interface Data {
  album: { title: string; artists: string[]; year?: number | null; labels?: string[] };
  candidates: Candidate[];
}

interface Candidate {
  candidate: number;
  title: string | null;
  artists: string[];
  label?: string | null;
  date?: string | null;
}

export interface ModelDecision {
  candidate: number;
  decision: string;
  agrees: string[];
  reason: string;
}

/** Undefined: the message is about something else. */
export function readData(message: string): Data | undefined {
  try {
    const data = JSON.parse(message) as Partial<Data>;
    return data.album && Array.isArray(data.candidates) ? (data as Data) : undefined;
  } catch {
    return undefined;
  }
}

/** As a sensible model would: the words of title and artist must be there, and none that speaks of imitation. */
export function judge({ album, candidates }: Data): ModelDecision[] {
  return candidates.map((product) => {
    const title = wordsOf(product.title ?? "");
    const everywhere = new Set([...title, ...product.artists.flatMap((name) => [...wordsOf(name)])]);
    const wanted = [...wordsOf(album.title)];
    const shared = wanted.filter((word) => title.has(word)).length;
    const agrees = [
      ...(wanted.length > 0 && shared === wanted.length ? ["title"] : []),
      ...(album.artists.some((name) => isSubset(wordsOf(name), everywhere)) ? ["artist"] : []),
      ...(album.year && product.date?.startsWith(String(album.year)) ? ["year"] : []),
      ...(product.label && album.labels?.includes(product.label) ? ["label"] : []),
    ];
    return { candidate: product.candidate, ...decide(shared, agrees, everywhere) };
  });
}

function decide(
  shared: number,
  agrees: string[],
  words: Set<string>,
): Pick<ModelDecision, "decision" | "agrees" | "reason"> {
  const imitation = ["tribute", "karaoke", "cover", "songbook"].find((word) => words.has(word));
  if (imitation) return { decision: "no_match", agrees: [], reason: `It speaks of ${imitation}.` };
  if (agrees.includes("title") && agrees.includes("artist")) {
    return { decision: "match", agrees, reason: "Title and artist are the same." };
  }
  if (shared === 0) return { decision: "no_match", agrees, reason: "It has another title." };
  return { decision: "unsure", agrees, reason: "Only some of it agrees." };
}

/** As a model without judgement would: what a title tells it to do, it does. */
export function obey(data: Data): ModelDecision[] {
  const told = data.candidates.some(({ title }) => orders.test(title ?? ""));
  if (!told) return judge(data);
  const agrees = ["title", "artist", "year", "format", "label", "barcode"];
  return data.candidates.map(({ candidate }) => ({
    candidate,
    decision: "match",
    agrees,
    reason: "As I was told.",
  }));
}

const orders = /\b(ignore|disregard|instructions?|system|assistant|you must|answer|verdicts)\b/i;

function wordsOf(text: string): Set<string> {
  const plain = text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  return new Set(plain.match(/[\p{L}\p{N}+÷=]+/gu) ?? []);
}

const isSubset = (some: Set<string>, all: Set<string>): boolean =>
  some.size > 0 && [...some].every((word) => all.has(word));
