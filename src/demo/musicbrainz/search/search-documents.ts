import { objectsOf, objectOf, textUnder, type Json } from "../documents.ts";

/**
 * Search documents made from look-up documents. They differ on purpose, as the real ones do: what is unknown
 * is absent rather than null, aliases have other date keys, and there are no genres, ISRCs or relations.
 */
export function releaseGroupSearchDocument(group: Json, releases: Json[]): Json {
  return withoutEmpty({
    id: group.id,
    "type-id": group["primary-type-id"],
    title: group.title,
    "first-release-date": group["first-release-date"],
    "primary-type-id": group["primary-type-id"],
    "primary-type": group["primary-type"],
    "secondary-types": group["secondary-types"],
    "secondary-type-ids": group["secondary-type-ids"],
    disambiguation: group.disambiguation,
    count: releases.length,
    "artist-credit-id": creditId(group),
    "artist-credit": credits(group),
    aliases: aliases(group),
    releases: releases.map((release) =>
      withoutEmpty({
        id: release.id,
        "status-id": release["status-id"],
        title: release.title,
        status: release.status,
        disambiguation: release.disambiguation,
      }),
    ),
  });
}

export function releaseSearchDocument(release: Json): Json {
  const group = objectOf(release, "release-group");
  const media = objectsOf(release, "media");
  return withoutEmpty(
    {
      id: release.id,
      "status-id": release["status-id"],
      "packaging-id": release["packaging-id"],
      count: media.length,
      title: release.title,
      status: release.status,
      disambiguation: release.disambiguation,
      packaging: release.packaging,
      "text-representation": withoutEmpty(objectOf(release, "text-representation")),
      "artist-credit-id": creditId(release),
      "artist-credit": credits(release),
      "release-group": withoutEmpty({
        id: group.id,
        "type-id": group["primary-type-id"],
        "primary-type-id": group["primary-type-id"],
        title: group.title,
        "primary-type": group["primary-type"],
        "secondary-types": group["secondary-types"],
        "secondary-type-ids": group["secondary-type-ids"],
      }),
      date: release.date,
      country: release.country,
      "release-events": objectsOf(release, "release-events").map(eventDocument),
      asin: release.asin,
      "label-info": objectsOf(release, "label-info").map((info) =>
        withoutEmpty({ "catalog-number": info["catalog-number"], label: stub(objectOf(info, "label")) }),
      ),
      "track-count": media.reduce((sum, medium) => sum + Number(medium["track-count"] ?? 0), 0),
      media: media.map((medium) =>
        withoutEmpty({
          id: medium.id,
          format: medium.format,
          "disc-count": objectsOf(medium, "discs").length,
          "track-count": medium["track-count"],
        }),
      ),
    },
    // Empty means "known to have none", and is said in the index too.
    typeof release.barcode === "string" ? { barcode: release.barcode } : {},
  );
}

export function artistSearchDocument(artist: Json): Json {
  const span = objectOf(artist, "life-span");
  return withoutEmpty(
    {
      id: artist.id,
      type: artist.type,
      "type-id": artist["type-id"],
      "gender-id": artist["gender-id"],
      name: artist.name,
      gender: artist.gender,
      "sort-name": artist["sort-name"],
      country: artist.country,
      area: areaDocument(artist, "area"),
      "begin-area": areaDocument(artist, "begin-area"),
      "end-area": areaDocument(artist, "end-area"),
      disambiguation: artist.disambiguation,
      ipis: artist.ipis,
      isnis: artist.isnis,
      aliases: aliases(artist),
    },
    {
      "life-span": {
        ...withoutEmpty({ begin: span.begin, end: span.end }),
        ended: span.ended === true || null,
      },
    },
  );
}

function credits(document: Json): Json[] {
  return objectsOf(document, "artist-credit").map((credit) => {
    const artist = objectOf(credit, "artist");
    return withoutEmpty({
      joinphrase: credit.joinphrase,
      name: credit.name,
      artist: withoutEmpty({
        ...stub(artist),
        "sort-name": artist["sort-name"],
        disambiguation: artist.disambiguation,
        aliases: aliases(artist),
      }),
    });
  });
}

/** The index numbers each distinct credit; here the number is drawn from who is credited, and how. */
function creditId(document: Json): string {
  const text = JSON.stringify(
    objectsOf(document, "artist-credit").map((credit) => [credit.name, credit.joinphrase]),
  );
  const sum = [...text].reduce(
    (total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 10_000_000,
    7,
  );
  return String(sum);
}

function aliases(document: Json): Json[] {
  return objectsOf(document, "aliases").map((alias) => ({
    "sort-name": alias["sort-name"],
    ...(textUnder(alias, "type-id") ? { "type-id": alias["type-id"] } : {}),
    name: alias.name,
    locale: alias.locale ?? null,
    type: alias.type ?? null,
    primary: alias.primary ?? null,
    "begin-date": alias.begin ?? null,
    "end-date": alias.end ?? null,
  }));
}

function eventDocument(event: Json): Json {
  const area = objectOf(event, "area");
  const codes = area["iso-3166-1-codes"];
  return withoutEmpty({
    date: event.date,
    area: withoutEmpty({ ...stub(area), "sort-name": area["sort-name"], "iso-3166-1-codes": codes }),
  });
}

function areaDocument(artist: Json, key: string): Json {
  const area = objectOf(artist, key);
  if (!textUnder(area, "id")) return {};
  const { id, name, type } = area;
  return {
    ...withoutEmpty({ id, type, name, "sort-name": area["sort-name"] }),
    "life-span": { ended: null },
  };
}

function stub(entity: Json): Json {
  return withoutEmpty({ id: entity.id, name: entity.name });
}

/** Leaves out null, undefined, "" and everything that is empty. */
function withoutEmpty(document: Json, always: Json = {}): Json {
  const kept = Object.entries(document).filter(([, value]) => {
    if (value === undefined || value === null || value === "") return false;
    return typeof value !== "object" || Object.keys(value).length > 0;
  });
  return { ...Object.fromEntries(kept), ...always };
}
