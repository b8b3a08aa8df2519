import { amazonShops } from "./amazon-shops.ts";
import { locale, other, type AddressForm, type Service } from "./service-form.ts";

/** Where albums are sold, or listened to. */

/** An album is a playlist that the service made itself; within one, a song's own address names it as well. */
const albumList = /(?:^|&)list=((?:OLAK5uy_|PL)[\w-]+)/;

export const musicShops: Service[] = [
  {
    name: "Spotify",
    source: "spotify",
    hosts: /^(?:open|play|embed)\.spotify\.com$/,
    forms: [
      ...(["album", "artist"] as const).map((entity): AddressForm => ({
        path: new RegExp(`^${locale}(?:/embed)?/${entity}/([A-Za-z0-9]{22})$`),
        entity,
        stored: [`https://open.spotify.com/${entity}/$id`],
      })),
      other(/\/(?:track|playlist|episode|show|user)\//),
    ],
  },
  {
    name: "Apple Music",
    source: "apple",
    hosts: /^(?:(?:geo|embed|beta)\.)?(?:music|itunes)\.apple\.com$/,
    forms: [
      { ...other(/\/album\//), query: /(?:^|&)i=(\d+)/ },
      ...(["album", "artist"] as const).map((entity): AddressForm => ({
        path: new RegExp(`^/([a-z]{2})/${entity}(?:/[^/]+)?/(?:id)?(\\d+)$`),
        entity,
        stored: [
          `https://music.apple.com/$1/${entity}/$id`,
          `https://itunes.apple.com/$1/${entity}/id$id`,
          `https://music.apple.com/us/${entity}/$id`,
          `https://itunes.apple.com/us/${entity}/id$id`,
        ],
      })),
      ...(["album", "artist"] as const).map((entity): AddressForm => ({
        path: new RegExp(`^/${entity}(?:/[^/]+)?/(?:id)?(\\d+)$`),
        entity,
        stored: [`https://music.apple.com/us/${entity}/$id`, `https://itunes.apple.com/us/${entity}/id$id`],
      })),
      other(/\/(?:song|playlist|music-video|label)\//),
    ],
  },
  {
    name: "Apple Music Classical",
    source: "apple-classical",
    hosts: /^classical\.music\.apple\.com$/,
    forms: (["album", "artist"] as const).map((entity): AddressForm => ({
      path: new RegExp(`^/([a-z]{2})/${entity}(?:/[^/]+)?/(\\d+)$`),
      entity,
      stored: [
        `https://classical.music.apple.com/$1/${entity}/$id`,
        `https://music.apple.com/$1/${entity}/$id`,
        `https://music.apple.com/us/${entity}/$id`,
      ],
    })),
  },
  {
    name: "Deezer",
    source: "deezer",
    hosts: /^(?:www\.)?deezer\.com$/,
    forms: [
      ...(["album", "artist"] as const).map((entity): AddressForm => ({
        path: new RegExp(`^${locale}/${entity}/(\\d+)$`),
        entity,
        stored: [`https://www.deezer.com/${entity}/$id`],
      })),
      other(/\/(?:track|playlist|episode|show)\//),
    ],
  },
  ...amazonShops,
  {
    name: "Tidal",
    source: "tidal",
    hosts: /^(?:(?:www|listen|store|desktop|embed|stage)\.)?tidal\.com$/,
    forms: [
      other(/\/(?:track|playlist|video|mix)s?\//),
      ...(["album", "artist"] as const).map((entity): AddressForm => ({
        path: new RegExp(`^${locale}(?:/browse|/store)?/${entity}s?/(\\d+)(?:/\\w*)?$`),
        entity,
        stored: [
          `https://tidal.com/${entity}/$id`,
          `https://tidal.com/browse/${entity}/$id`,
          `https://store.tidal.com/${entity}/$id`,
        ],
      })),
    ],
  },
  {
    name: "Bandcamp",
    source: "bandcamp",
    hosts: /^(?!www\.|daily\.)([a-z0-9-]+)\.bandcamp\.com$/,
    forms: [
      {
        path: /^\/album\/([^/]+)(?:\/.*)?$/,
        entity: "album",
        isOfHost: true,
        stored: ["https://$shop.bandcamp.com/album/$id"],
      },
      {
        path: /^(?:\/(?:music|releases|community|merch|discography)?)?$/,
        entity: "artist",
        stored: ["https://$shop.bandcamp.com/"],
      },
      other(/^\/track\//),
    ],
  },
  {
    name: "Qobuz",
    source: "qobuz",
    hosts: /^(?:(?:www|open|play)\.)?qobuz\.com$/,
    forms: [
      {
        path: /^(?:\/([a-z]{2}-[a-z]{2}))?\/album(?:\/[^/]+)?\/([A-Za-z0-9]{5,})$/,
        entity: "album",
        stored: [
          "https://www.qobuz.com$path",
          "https://open.qobuz.com/album/$id",
          "https://play.qobuz.com/album/$id",
          "https://www.qobuz.com/album/-/$id",
        ],
      },
      {
        path: /^(?:\/([a-z]{2}-[a-z]{2}))?\/(?:interpreter|artist)(?:\/[^/]+)?\/([A-Za-z0-9]+)$/,
        entity: "artist",
        stored: ["https://www.qobuz.com$path", "https://open.qobuz.com/artist/$id"],
      },
      other(/\/(?:track|playlist|label)\//),
    ],
  },
  {
    name: "YouTube Music",
    source: "youtube-music",
    hosts: /^music\.youtube\.com$/,
    forms: [
      {
        path: /^\/(?:playlist|watch)$/,
        query: albumList,
        entity: "album",
        stored: ["https://music.youtube.com/playlist?list=$id", "https://www.youtube.com/playlist?list=$id"],
      },
      {
        path: /^\/browse\/(MPRE[\w-]+)$/,
        entity: "album",
        stored: ["https://music.youtube.com/browse/$id"],
      },
      {
        path: /^\/channel\/([\w-]+)(?:\/.*)?$/,
        entity: "artist",
        stored: ["https://music.youtube.com/channel/$id", "https://www.youtube.com/channel/$id"],
      },
      other(/^\/watch$/),
    ],
  },
  {
    name: "YouTube",
    source: "youtube",
    hosts: /^(?:(?:www|m)\.)?youtube\.com$/,
    forms: [
      {
        path: /^\/(?:playlist|watch)$/,
        query: albumList,
        entity: "album",
        stored: ["https://www.youtube.com/playlist?list=$id", "https://music.youtube.com/playlist?list=$id"],
      },
      {
        path: /^\/(channel\/[\w-]+|user\/[^/]+|@[^/]+)(?:\/.*)?$/,
        entity: "artist",
        stored: ["https://www.youtube.com/$id"],
      },
      {
        path: /^\/c\/([^/]+)(?:\/.*)?$/,
        entity: "artist",
        stored: ["https://www.youtube.com/$id", "https://www.youtube.com/c/$id"],
      },
      other(/^\/(?:watch|shorts|live|results|feed)(?:\/|$)/),
    ],
  },
  {
    name: "Beatport",
    source: "beatport",
    hosts: /^(?:(?:www|classic|pro)\.)?beatport\.com$/,
    forms: [
      {
        path: /^(?:\/[a-z]{2})?\/release\/([^/]+\/\d+)$/,
        entity: "album",
        stored: ["https://www.beatport.com/release/$id"],
      },
      {
        path: /^(?:\/[a-z]{2})?\/artist\/([^/]+\/\d+)(?:\/.*)?$/,
        entity: "artist",
        stored: ["https://www.beatport.com/artist/$id"],
      },
    ],
  },
  {
    name: "SoundCloud",
    source: "soundcloud",
    hosts: /^(?:(?:www|m)\.)?soundcloud\.com$/,
    forms: [
      {
        path: /^\/([^/]+\/sets\/[^/]+)$/,
        entity: "album",
        stored: ["https://soundcloud.com/$id"],
      },
      {
        path: /^\/([^/]+)$/,
        entity: "artist",
        stored: ["https://soundcloud.com/$id"],
      },
    ],
  },
];
