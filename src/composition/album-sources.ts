import type { Config } from "../config.ts";
import type { AlbumSource } from "../sources/albums/source.ts";
import type { AlbumSourceName } from "../sources/albums/settings.ts";
import { discogsIdentity, type AlbumSourceIdentity } from "../sources/discogs/identity.ts";
import { publicAddress } from "../sources/http/public-address.ts";
import { musicbrainzAlbumSource } from "../sources/musicbrainz/album-source.ts";
import type { MusicBrainz } from "../sources/musicbrainz/source.ts";
import { discogsUserAgentOf } from "./user-agent.ts";
import { once, whenAsked } from "./when-asked.ts";
import type { Wire } from "./wire.ts";

interface AlbumWiring {
  wire: () => Promise<Wire>;
  config: Config;
  musicbrainz: MusicBrainz;
}

/** How each source of albums is made; which of them are asked, and in what order, is a setting. */
const connectAlbumSource: Record<AlbumSourceName, (wiring: AlbumWiring) => AlbumSource> = {
  musicbrainz: ({ musicbrainz }) => musicbrainzAlbumSource(musicbrainz),

  discogs({ wire, config }) {
    const { discogs } = config;
    const connect = once(async (): Promise<AlbumSource> => {
      const { createDiscogs } = await import("../sources/discogs/source.ts");
      const { http, apiOf } = await wire();
      const access = { token: discogs.token, userAgent: discogsUserAgentOf(config) };
      return createDiscogs(http, apiOf("Discogs", "discogs", discogs), access);
    });
    return whenAsked<AlbumSource, AlbumSourceIdentity & Pick<AlbumSource, "releasePages" | "asOf" | "live">>(
      connect,
      {
        ...discogsIdentity(publicAddress(new URL(discogs.url))),
        asOf: undefined,
        live: undefined,
        async *releasePages(album, signal) {
          yield* (await connect()).releasePages(album, signal);
        },
      },
    );
  },
};

export const connectAlbumSources = (wiring: AlbumWiring): AlbumSource[] =>
  namesOf(wiring.config).map((name) => connectAlbumSource[name](wiring));

/** Where nothing may leave, the file is all there is to ask. */
const namesOf = ({ albumSources, catalogue }: Config): readonly AlbumSourceName[] =>
  catalogue.mode === "only" ? ["musicbrainz"] : albumSources;
