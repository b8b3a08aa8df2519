import type { AlbumFacts, ArtistFacts, Category, Identifier, Link, ReleaseFacts } from "../../../facts.ts";
import { readBarcode } from "../../../matching/typed/barcode.ts";
import { isWhole } from "../../lenient.ts";
import { countryCode } from "./countries.ts";
import { discogsDate, yearText } from "./dates.ts";
import type { DiscogsArtistDocument, MasterDocument, DiscogsReleaseDocument } from "../documents.ts";
import { statusOf, typesOf } from "./formats.ts";
import { mediaOf } from "./media-of.ts";
import { bareArtistOf, discogsCredits, nameOf, printedName } from "./names.ts";

/** From Discogs' documents to our vocabulary. No pictures and no prices: they are not for keeping. */

/** A master; what it does not say itself stands on its main release, if that could be had. */
export function albumOfMaster(master: MasterDocument, main: DiscogsReleaseDocument | undefined): AlbumFacts {
  const ofMaster = yearText(master.year);
  const released = main && statusOf(main.formats) !== "Bootleg" ? dateOf(main) : null;
  const isOfThatYear = ofMaster === null || released?.slice(0, 4) === ofMaster;
  return {
    ...commonOf(master, main),
    firstReleaseDate: isOfThatYear ? (released ?? ofMaster) : ofMaster,
    identifiers: [{ kind: "discogs_master", value: String(master.id) }],
    links: [linkOf("master", master.id)],
    ...(main?.master_id === master.id && {
      mainRelease: { kind: "discogs_release", value: String(main.id) },
    }),
  };
}

/** A release without a master is an album of its own. */
export function albumFactsOfRelease(release: DiscogsReleaseDocument): AlbumFacts {
  return {
    ...commonOf(release, release),
    firstReleaseDate: dateOf(release),
    identifiers: [{ kind: "discogs_release", value: String(release.id) }],
    links: [linkOf("release", release.id)],
  };
}

function commonOf(
  own: Pick<MasterDocument, "title" | "artists" | "genres" | "styles">,
  edition: DiscogsReleaseDocument | undefined,
) {
  const { primaryType, secondaryTypes } = typesOf(edition?.formats, own.styles);
  return {
    title: (own.title ?? edition?.title ?? "").trim(),
    primaryType,
    secondaryTypes: edition ? secondaryTypes : null,
    disambiguation: null,
    credits: discogsCredits(own.artists?.length ? own.artists : edition?.artists),
    categories: genresOf(own),
  };
}

/** Styles tell more than genres; a name such as "Folk, World, & Country" is one. */
function genresOf({ genres, styles }: Pick<MasterDocument, "genres" | "styles">): Category[] {
  const weighed = new Map<string, number>();
  for (const name of genres ?? []) weighed.set(name, 1);
  for (const name of styles ?? []) weighed.set(name, 2);
  return [...weighed].map(([name, weight]) => ({ kind: "genre", name: name.toLowerCase(), weight }));
}

export function discogsReleaseFacts(release: DiscogsReleaseDocument): ReleaseFacts {
  const { media, odd } = mediaOf(release);
  const barcodes = barcodesOf(release);
  const labels = (release.labels ?? []).map(({ name, catno }) => ({
    label: name ? nameOf(name) : null,
    mbid: null,
    catalogNumber: isNumber(catno) ? catno!.trim() : null,
  }));
  return {
    title: (release.title ?? "").trim(),
    releasedOn: dateOf(release),
    country: countryCode(release.country),
    status: statusOf(release.formats),
    packaging: null,
    barcode: barcodes[0] ?? null,
    asin: null,
    labels: release.labels ? labels : null,
    language: null,
    script: null,
    disambiguation: null,
    hasFrontCover: null,
    credits: discogsCredits(release.artists),
    media: isWhole(release.tracklist) ? media : media.map((medium) => ({ ...medium, isCut: true })),
    identifiers: [
      { kind: "discogs_release", value: String(release.id) },
      ...barcodes.map((value): Identifier => ({ kind: "barcode", value })),
      ...labels.flatMap(({ catalogNumber }): Identifier[] =>
        catalogNumber === null ? [] : [{ kind: "catalog_number", value: catalogNumber }],
      ),
    ],
    categories: [],
    links: [linkOf("release", release.id)],
    ...(odd.length > 0 && { odd }),
  };
}

/** Printed and scanned, with and without spaces: each once; what has no right check digit is no barcode. */
function barcodesOf({ identifiers }: DiscogsReleaseDocument): string[] {
  const printed = (identifiers ?? []).filter(({ type }) => /^barcode$/i.test(type ?? ""));
  return [...new Set(printed.flatMap(({ value }) => readBarcode((value ?? "").replace(/[^\d]/g, "")) ?? []))];
}

const isNumber = (catno: string | null | undefined): boolean =>
  catno != null && catno.trim() !== "" && catno.trim().toLowerCase() !== "none";

const dateOf = ({ released, year }: DiscogsReleaseDocument): string | null =>
  discogsDate(released) ?? yearText(year);

export function discogsArtistFacts(artist: DiscogsArtistDocument): ArtistFacts {
  const raw = artist.name ?? "";
  return {
    ...bareArtistOf({ id: artist.id, name: raw }),
    ...(artist.namevariations && { aliases: artist.namevariations.map(printedName) }),
    links: [
      linkOf("artist", artist.id),
      ...(artist.urls ?? [])
        .filter(isAddress)
        .map((url): Link => ({ source: "homepage", externalId: url, url })),
    ],
  };
}

const isAddress = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);

const linkOf = (noun: "master" | "release" | "artist", id: number): Link => ({
  source: "discogs",
  externalId: String(id),
  url: `https://www.discogs.com/${noun}/${id}`,
});
