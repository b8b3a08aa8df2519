import { isJson, objectsOf, objectOf, textUnder, type Entity, type Json } from "../documents.ts";

/**
 * How a field is compared: words with accents folded or kept, a whole value, an MBID, a number, a partial
 * date, or a code in which spaces and separators (and a barcode's leading zeros) do not count.
 */
export type FieldKind = "words" | "accented" | "whole" | "mbid" | "number" | "date" | "code" | "barcode";

export interface SearchField {
  kind: FieldKind;
  values(document: Json): string[];
  /** Set for the fields that words without a field are looked for in: how much a hit there weighs. */
  weight?: number;
}

type Fields = Record<string, SearchField>;

/** The fields of each index. They read *search* documents; names as in the public documentation. */
export const fieldsOf: Record<Entity, Fields> = {
  "release-group": {
    releasegroup: { kind: "words", values: key("title"), weight: 1.5 },
    releasegroupaccent: { kind: "accented", values: key("title"), weight: 2 },
    ...creditFields(),
    alias: { kind: "words", values: aliases, weight: 1.2 },
    rgid: { kind: "mbid", values: key("id") },
    reid: { kind: "mbid", values: each("releases", key("id")) },
    release: { kind: "words", values: each("releases", key("title")), weight: 1.3 },
    releases: { kind: "number", values: key("count") },
    status: { kind: "whole", values: each("releases", key("status")) },
    ...typeFields((document) => document),
    firstreleasedate: { kind: "date", values: key("first-release-date") },
    ...commonFields(),
  },
  release: {
    release: { kind: "words", values: key("title"), weight: 1.5 },
    releaseaccent: { kind: "accented", values: key("title"), weight: 2 },
    ...creditFields(),
    alias: { kind: "words", values: aliases, weight: 1.2 },
    reid: { kind: "mbid", values: key("id") },
    rgid: { kind: "mbid", values: within("release-group", key("id")) },
    barcode: { kind: "barcode", values: key("barcode") },
    asin: { kind: "whole", values: key("asin") },
    catno: { kind: "code", values: each("label-info", key("catalog-number")) },
    label: { kind: "words", values: each("label-info", within("label", key("name"))) },
    laid: { kind: "mbid", values: each("label-info", within("label", key("id"))) },
    country: { kind: "whole", values: key("country") },
    date: { kind: "date", values: each("release-events", key("date")) },
    format: { kind: "code", values: each("media", key("format")) },
    status: { kind: "whole", values: key("status") },
    ...typeFields((document) => objectOf(document, "release-group")),
    lang: { kind: "whole", values: within("text-representation", key("language")) },
    script: { kind: "whole", values: within("text-representation", key("script")) },
    tracks: { kind: "number", values: key("track-count") },
    tracksmedium: { kind: "number", values: each("media", key("track-count")) },
    mediums: { kind: "number", values: key("count") },
    discids: {
      kind: "number",
      values: (document) => [String(sumOf(objectsOf(document, "media"), "disc-count"))],
    },
    packaging: { kind: "code", values: key("packaging") },
    quality: { kind: "whole", values: key("quality") },
    ...commonFields(),
  },
  artist: {
    artist: { kind: "words", values: key("name"), weight: 2 },
    artistaccent: { kind: "accented", values: key("name"), weight: 2.2 },
    alias: { kind: "words", values: aliases, weight: 1.75 },
    primary_alias: { kind: "words", values: primaryAliases, weight: 2 },
    sortname: { kind: "words", values: key("sort-name"), weight: 1.85 },
    arid: { kind: "mbid", values: key("id") },
    country: { kind: "whole", values: key("country") },
    area: { kind: "words", values: within("area", key("name")) },
    beginarea: { kind: "words", values: within("begin-area", key("name")) },
    endarea: { kind: "words", values: within("end-area", key("name")) },
    type: { kind: "whole", values: key("type") },
    gender: { kind: "whole", values: key("gender") },
    begin: { kind: "date", values: within("life-span", key("begin")) },
    end: { kind: "date", values: within("life-span", key("end")) },
    ended: { kind: "whole", values: within("life-span", key("ended")) },
    ipi: { kind: "whole", values: key("ipis") },
    isni: { kind: "whole", values: key("isnis") },
    ...commonFields(),
  },
};

function creditFields(): Fields {
  const name = (credit: Json): string | undefined =>
    textUnder(credit, "name") ?? textUnder(objectOf(credit, "artist"), "name");
  const whole = (document: Json): string[] => {
    const credits = objectsOf(document, "artist-credit");
    return [
      credits.map((credit) => `${name(credit) ?? ""}${textUnder(credit, "joinphrase") ?? ""}`).join(""),
    ];
  };
  return {
    artist: { kind: "words", values: whole },
    artistname: { kind: "words", values: each("artist-credit", within("artist", key("name"))), weight: 1.2 },
    creditname: {
      kind: "words",
      values: each("artist-credit", (credit) => [name(credit) ?? ""]),
      weight: 1.2,
    },
    arid: { kind: "mbid", values: each("artist-credit", within("artist", key("id"))) },
  };
}

function typeFields(group: (document: Json) => Json): Fields {
  const primary = (document: Json): string[] => key("primary-type")(group(document));
  const secondary = (document: Json): string[] => key("secondary-types")(group(document));
  return {
    primarytype: { kind: "whole", values: primary },
    secondarytype: { kind: "whole", values: secondary },
    type: { kind: "whole", values: (document) => [...primary(document), ...secondary(document)] },
  };
}

function commonFields(): Fields {
  return {
    comment: { kind: "words", values: key("disambiguation"), weight: 0.5 },
    tag: { kind: "words", values: each("tags", key("name")), weight: 0.5 },
  };
}

/** The values under a key, as text: of a text, number or boolean, or of a list of texts. */
function key(name: string): (document: Json) => string[] {
  return (document) => {
    const value = document[name];
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.filter((each) => each !== undefined && each !== null && !isJson(each)).map(String);
  };
}

function each(name: string, values: (item: Json) => string[]): (document: Json) => string[] {
  return (document) => objectsOf(document, name).flatMap(values);
}

function within(name: string, values: (item: Json) => string[]): (document: Json) => string[] {
  return (document) => values(objectOf(document, name));
}

function aliases(document: Json): string[] {
  return objectsOf(document, "aliases").flatMap(key("name"));
}

function primaryAliases(document: Json): string[] {
  return objectsOf(document, "aliases")
    .filter((alias) => alias.primary === true)
    .flatMap(key("name"));
}

function sumOf(items: Json[], name: string): number {
  return items.reduce((sum, item) => sum + (Number(item[name]) || 0), 0);
}
