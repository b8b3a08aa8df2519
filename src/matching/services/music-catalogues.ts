import { locale, other, type AddressForm, type Service } from "./service-form.ts";

/** Where albums and artists are described. */

const discogs = (noun: "master" | "release" | "artist"): AddressForm => ({
  path: new RegExp(`^${locale}(?:/[^/]+)?/${noun}/(?:view/)?[mra]?(\\d+)(?:-[^/]*)?$`),
  entity: noun === "artist" ? "artist" : "album",
  kind: `discogs_${noun}` as const,
  noun,
  stored: [`https://www.discogs.com/${noun}/$id`],
});

export const musicCatalogues: Service[] = [
  {
    name: "Discogs",
    source: "discogs",
    hosts: /^(?:(?:www|m|[a-z]{2})\.)?discogs\.com$/,
    forms: [discogs("master"), discogs("release"), discogs("artist"), other(/\/(?:label|user|seller)\//)],
  },
  {
    name: "Rate Your Music",
    source: "rym",
    hosts: /^(?:[a-z]+\.)?rateyourmusic\.com$/,
    forms: [
      {
        path: /^\/release\/([a-z]+\/[^/]+\/[^/]+)$/,
        entity: "album",
        stored: ["https://rateyourmusic.com/release/$id/", "https://rateyourmusic.com/release/$id"],
      },
      {
        path: /^\/artist\/([^/]+)$/,
        entity: "artist",
        stored: ["https://rateyourmusic.com/artist/$id", "https://rateyourmusic.com/artist/$id/"],
      },
    ],
  },
  {
    name: "AllMusic",
    source: "allmusic",
    hosts: /^(?:www\.)?allmusic\.com$/,
    forms: [
      {
        path: /^\/album\/(?:[^/]*-)?(mw\d{10})(?:\/.*)?$/,
        entity: "album",
        kind: "allmusic",
        stored: ["https://www.allmusic.com/album/$id"],
      },
      {
        path: /^\/album\/release\/(?:[^/]*-)?(mr\d{10})(?:\/.*)?$/,
        entity: "album",
        noun: "release",
        stored: ["https://www.allmusic.com/album/release/$id"],
      },
      {
        path: /^\/artist\/(?:[^/]*-)?(mn\d{10})(?:\/.*)?$/,
        entity: "artist",
        kind: "allmusic",
        stored: ["https://www.allmusic.com/artist/$id"],
      },
      other(/^\/(?:song|composition|performance)\//),
    ],
  },
  {
    name: "Wikidata",
    source: "wikidata",
    hosts: /^(?:(?:www|m)\.)?wikidata\.org$/,
    forms: [
      {
        path: /^\/(?:wiki|entity)\/(?:Special:EntityPage\/)?(Q[1-9]\d*)$/i,
        entity: "any",
        kind: "wikidata",
        noun: "item",
        stored: ["https://www.wikidata.org/wiki/$id"],
      },
    ],
  },
  {
    name: "Wikipedia",
    source: "wikipedia",
    hosts: /^(?!www\.)([a-z-]+)\.(?:m\.)?wikipedia\.org$/,
    forms: [
      {
        path: /^\/wiki\/([^/].*)$/,
        entity: "any",
        noun: "page",
        isOfHost: true,
        stored: ["https://$shop.wikipedia.org/wiki/$page"],
      },
    ],
  },
  {
    name: "Last.fm",
    source: "lastfm",
    hosts: /^(?:(?:www|cn|m)\.)?(?:last\.fm|lastfm\.(?:com\.)?[a-z]{2,3})$/,
    forms: [
      other(/^(?:\/[a-z]{2})?\/music\/[^/]+\/_\//),
      {
        path: /^(?:\/[a-z]{2})?\/music\/([^/]+\/[^/+_][^/]*)$/,
        entity: "album",
        stored: ["https://www.last.fm/music/$id"],
      },
      {
        path: /^(?:\/[a-z]{2})?\/music\/([^/]+)(?:\/\+\w+)?$/,
        entity: "artist",
        stored: ["https://www.last.fm/music/$id"],
      },
    ],
  },
  {
    name: "Genius",
    source: "genius",
    hosts: /^(?:www\.)?genius\.com$/,
    forms: [
      {
        path: /^\/albums\/([^/]+\/[^/]+)$/,
        entity: "album",
        stored: ["https://genius.com/albums/$id"],
      },
      {
        path: /^\/artists\/([^/]+)$/,
        entity: "artist",
        stored: ["https://genius.com/artists/$id"],
      },
    ],
  },
  {
    name: "IMDb",
    source: "imdb",
    hosts: /^(?:(?:www|m)\.)?imdb\.(?:com|de|it|es|fr|pt)$/,
    forms: [
      {
        path: /^(?:\/[a-z]{2})?\/title\/(tt\d+)(?:\/.*)?$/,
        entity: "album",
        kind: "imdb",
        noun: "title",
        stored: ["https://www.imdb.com/title/$id/"],
      },
      {
        path: /^(?:\/[a-z]{2})?\/name\/(nm\d+)(?:\/.*)?$/,
        entity: "artist",
        kind: "imdb",
        noun: "name",
        stored: ["https://www.imdb.com/name/$id/"],
      },
    ],
  },
  {
    name: "VGMdb",
    source: "vgmdb",
    hosts: /^(?:www\.)?vgmdb\.net$/,
    forms: (["album", "artist"] as const).map((entity): AddressForm => ({
      path: new RegExp(`^/${entity}/(\\d+)$`),
      entity,
      stored: [`https://vgmdb.net/${entity}/$id`],
    })),
  },
  {
    name: "Metal Archives",
    source: "metal-archives",
    hosts: /^(?:www\.)?metal-archives\.com$/,
    forms: [
      {
        path: /^\/albums\/([^/]+\/[^/]+\/\d+)$/,
        entity: "album",
        stored: ["https://www.metal-archives.com/albums/$id"],
      },
      {
        path: /^\/bands\/([^/]+\/\d+)$/,
        entity: "artist",
        stored: ["https://www.metal-archives.com/bands/$id"],
      },
    ],
  },
];
