import type { DiscogsCatalogue, DiscogsDocument } from "./catalogue.ts";

/**
 * The search as far as it is known: filters joined by AND, each by words; signs in a query lose hits; the artist's filter finds no name
 * that is not Latin; an unknown type is ignored; an empty query brings arbitrary rows. A catalogue number is found without its spaces,
 * whatever its case, and with its hyphens only.
 */
export function searchHits(catalogue: DiscogsCatalogue, parameters: URLSearchParams): DiscogsDocument[] {
  const type = parameters.get("type");
  const all = [
    ...[...catalogue.masters.values()].map((document) => hitOf(catalogue, document, "master")),
    ...[...catalogue.releases.values()].map((document) => hitOf(catalogue, document, "release")),
    ...[...catalogue.artists.values()].map((document) => hitOf(catalogue, document, "artist")),
  ];
  const isType = ({ hit }: Searched): boolean =>
    !["master", "release", "artist", "label"].includes(type ?? "") || hit["type"] === type;
  return all.filter((each) => isType(each) && agrees(each, parameters)).map(({ hit }) => hit);
}

interface Searched {
  hit: DiscogsDocument;
  title: string;
  artist: string;
  all: string;
  catnos: string[];
}

function agrees({ hit, title, artist, all, catnos }: Searched, parameters: URLSearchParams): boolean {
  const has = (text: string, name: string): boolean => holdsWords(text, parameters.get(name) ?? "");
  const wantedArtist = parameters.get("artist") ?? "";
  const barcode = parameters.get("barcode");
  const catno = parameters.get("catno")?.toLowerCase();
  return (
    has(title, "release_title") &&
    (wantedArtist === "" || (/\p{Script=Latin}/u.test(wantedArtist) && holdsWords(artist, wantedArtist))) &&
    has(all, "q") &&
    (barcode === null || ((hit["barcode"] ?? []) as string[]).some((each) => each === barcode)) &&
    (catno === undefined || catnos.some((each) => each.replace(/\s/g, "").toLowerCase() === catno))
  );
}

/** Every word of the query; one with a sign in it stands nowhere. */
function holdsWords(text: string, query: string): boolean {
  const words = new Set(wordsOf(text));
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => words.has(plain(word)) && !/[!/]|^(?:cd|disc)\d*$/.test(word));
}

const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}'’.]/gu, "")
    .toLowerCase();
const wordsOf = (text: string): string[] => plain(text).split(/[^\p{L}\p{N}]+/u);

function hitOf({ releases }: DiscogsCatalogue, document: DiscogsDocument, type: string): Searched {
  const artist = creditText(document["artists"] as DiscogsDocument[] | null | undefined);
  const own = String(document["title"] ?? document["name"] ?? "");
  const edition = type === "master" ? (releases.get(Number(document["main_release"])) ?? {}) : document;
  const formats = (edition["formats"] ?? []) as { name?: string; descriptions?: string[] | null }[];
  const barcodes = ((edition["identifiers"] ?? []) as { type: string; value: string }[])
    .filter((each) => each.type === "Barcode")
    .map(({ value }) => value);
  const catnos = ((edition["labels"] ?? []) as { catno?: string }[]).flatMap(({ catno }) => catno ?? []);
  const credits = ((edition["extraartists"] ?? []) as DiscogsDocument[]).map(({ name }) => String(name));
  const year = Number(document["year"] ?? 0);
  const title = type === "artist" ? own : `${artist} - ${own}`;
  const hit: DiscogsDocument = {
    id: document["id"],
    type,
    title,
    thumb: "",
    cover_image: "spacer.gif",
    uri: `/${type}/${String(document["id"])}`,
    ...(year > 0 && { year: String(year) }),
    ...(type === "release" && { master_id: document["master_id"] ?? 0, master_url: null }),
    ...(type !== "artist" && {
      format: formats.flatMap(({ name = "", descriptions }) => [name, ...(descriptions ?? [])]),
      barcode: barcodes,
      catno: [...new Set(catnos)].join(", "),
      genre: document["genres"] ?? [],
      style: document["styles"] ?? [],
    }),
  };
  return { hit, title: own, artist, all: [title, ...credits, ...barcodes].join(" "), catnos };
}

/** A name that is printed otherwise bears an asterisk in hits. */
function creditText(artists: DiscogsDocument[] | null | undefined): string {
  const all = artists ?? [];
  return all
    .map(({ name, anv, join }, at) => {
      const shown = anv ? `${String(anv)}*` : String(name);
      const word = join === "," || !join ? ", " : ` ${String(join)} `;
      return at === all.length - 1 ? shown : shown + word;
    })
    .join("");
}
