import { WithheldError } from "../../errors.ts";
import type { HttpClient, Api } from "../http/api.ts";
import { judgeArchive } from "./verdict.ts";

/** A file of the archive, and the address under which it was asked for. */
export interface ArchiveFile {
  bytes: Buffer;
  url: string;
}

/**
 * The Cover Art Archive (https://musicbrainz.org/doc/Cover_Art_Archive/API): redirects to files at archive.org.
 * Undefined: they have none. Faults are those of `HttpClient.getBytes`, and WithheldError.
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

  /**
   * Thumbnails are always JPEG, whatever the original is: a PDF booklet, or a scan of 40 MB. What archive.org lacks in
   * one size it may have in the other.
   */
  async function front(entity: string, signal?: AbortSignal): Promise<ArchiveFile | undefined> {
    const large = await get(`${entity}/front-1200`, signal).catch(asWithheld);
    if (large && !(large instanceof WithheldError)) return large;
    const small = await get(`${entity}/front-500`, signal);
    if (!small && large) throw large;
    return small;
  }

  return {
    frontOfRelease: (mbid, signal) => front(`release/${mbid}`, signal),
    frontOfReleaseGroup: (mbid, signal) => front(`release-group/${mbid}`, signal),
  };
}

/** A withheld picture as a value; other faults go on. */
function asWithheld(error: unknown): WithheldError {
  if (error instanceof WithheldError) return error;
  throw error;
}
