import type { Api, HttpClient } from "../http/client.ts";
import type { StatusAnswer } from "../http/verdict.ts";

/** A file of the archive, and the address under which it was asked for. */
export interface ArchiveFile {
  bytes: Buffer;
  url: string;
}

/**
 * The Cover Art Archive (https://musicbrainz.org/doc/Cover_Art_Archive/API): redirects to files at archive.org.
 * Undefined: they have none. Faults are those of `HttpClient.getBytes`.
 */
export interface CoverArtArchive {
  /** The front cover of one release, at most 1200 pixels wide. */
  frontOfRelease(mbid: string, signal?: AbortSignal): Promise<ArchiveFile | undefined>;
  /** The front cover that stands for a release group: that of one of its releases. */
  frontOfReleaseGroup(mbid: string, signal?: AbortSignal): Promise<ArchiveFile | undefined>;
}

export function createCoverArtArchive(http: HttpClient, service: Api, largestBytes: number): CoverArtArchive {
  const api: Api = { ...service, judge: (answer) => judgeArchive(service, answer) };
  const get = (path: string, signal?: AbortSignal): Promise<ArchiveFile | undefined> =>
    http.getBytes(api, { path, signal, largestBytes, accept: "image/*", retries: 0 });

  /** Thumbnails are always JPEG, whatever the original is: a PDF booklet, or a scan of 40 MB. */
  async function front(entity: string, signal?: AbortSignal): Promise<ArchiveFile | undefined> {
    return (await get(`${entity}/front-1200`, signal)) ?? (await get(`${entity}/front-500`, signal));
  }

  return {
    frontOfRelease: (mbid, signal) => front(`release/${mbid}`, signal),
    frontOfReleaseGroup: (mbid, signal) => front(`release-group/${mbid}`, signal),
  };
}

/**
 * The archive only leads the way. A 403 at the place it leads to is a picture that was withdrawn, not a refusal of ours; a
 * 400 is about one address, and no reason to ask no others.
 */
function judgeArchive({ baseUrl }: Api, { status, url }: StatusAnswer): "absent" | undefined {
  const isElsewhere = url.origin !== new URL(baseUrl).origin;
  return status === 400 || (isElsewhere && (status === 401 || status === 403)) ? "absent" : undefined;
}
