import type { AlbumFacts, ArtistFacts, Category, LabelFacts, ReleaseFacts } from "../../../facts.ts";
import { isWhole } from "../../lenient.ts";
import { bareArtistFactsOf, creditsOf, said } from "./credits-of.ts";
import type { ArtistDocument, ReleaseDocument, ReleaseGroupDocument } from "../documents.ts";
import { mediumFactsOf } from "./media-of.ts";
import { readRelations } from "./relations.ts";

/** From MusicBrainz's documents to our vocabulary. */

/** Without a name, which a look-up may lack, it is "". */
export function artistFactsOf(document: ArtistDocument): ArtistFacts {
  const { identifiers, links } = readRelations(document.relations);
  const places = [document.area?.name, (document["begin-area"] ?? document.begin_area)?.name].filter((name) =>
    Boolean(name),
  );
  return {
    ...bareArtistFactsOf({ ...document, name: document.name ?? "" }),
    beganOn: said(document["life-span"]?.begin),
    endedOn: said(document["life-span"]?.end),
    ...(document.aliases && { aliases: document.aliases.map(({ name }) => name) }),
    identifiers: [{ kind: "musicbrainz_artist", value: document.id.toLowerCase() }, ...identifiers],
    categories: [
      ...genresOf(document.genres),
      ...[...new Set(places as string[])].map((name): Category => ({ kind: "place", name, weight: 0 })),
    ],
    links,
  };
}

/** Without a title, which a look-up may lack, it is "". */
export function albumFactsOf(document: ReleaseGroupDocument): AlbumFacts {
  const { identifiers, links } = readRelations(document.relations);
  return {
    title: document.title ?? "",
    primaryType: said(document["primary-type"]),
    secondaryTypes: document["secondary-types"] ?? null,
    firstReleaseDate: said(document["first-release-date"]),
    disambiguation: said(document.disambiguation),
    ...(document.aliases?.[0] && { aliases: document.aliases.map(({ name }) => name) }),
    credits: creditsOf(document["artist-credit"]),
    identifiers: [{ kind: "musicbrainz_release_group", value: document.id.toLowerCase() }, ...identifiers],
    categories: genresOf(document.genres),
    links,
  };
}

export function releaseFactsOf(document: ReleaseDocument): ReleaseFacts {
  const { identifiers, links } = readRelations(document.relations);
  const labels = labelsOf(document);
  const cover = document["cover-art-archive"];
  const barcode = document.barcode ?? null;
  return {
    title: document.title,
    releasedOn: said(document.date),
    country: said(document.country),
    status: said(document.status),
    packaging: said(document.packaging),
    barcode,
    asin: said(document.asin),
    labels,
    language: said(document["text-representation"]?.language),
    script: said(document["text-representation"]?.script),
    disambiguation: said(document.disambiguation),
    hasFrontCover: cover ? Boolean(cover.front) && !cover.darkened : null,
    credits: creditsOf(document["artist-credit"]),
    media: (document.media ?? []).map(mediumFactsOf),
    ...(!isWhole(document.media) && { isCut: true }),
    identifiers: [
      { kind: "musicbrainz_release", value: document.id.toLowerCase() },
      ...(barcode ? [{ kind: "barcode" as const, value: barcode }] : []),
      ...(document.asin ? [{ kind: "asin" as const, value: document.asin }] : []),
      ...(labels ?? []).flatMap(({ catalogNumber }) =>
        catalogNumber ? [{ kind: "catalog_number" as const, value: catalogNumber }] : [],
      ),
      ...identifiers,
    ],
    categories: [],
    links,
  };
}

function labelsOf(document: ReleaseDocument): LabelFacts[] | null {
  const infos = document["label-info"];
  if (!infos) return null;
  return infos.map((info) => ({
    label: said(info.label?.name),
    mbid: said(info.label?.id),
    catalogNumber: info["catalog-number"] === "[none]" ? null : said(info["catalog-number"]),
  }));
}

function genresOf(genres: ReleaseGroupDocument["genres"]): Category[] {
  return (genres ?? []).map(({ name, count }) => ({ kind: "genre", name, weight: count ?? 0 }));
}
