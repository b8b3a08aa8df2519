import { startStandIn, type FaultRule, type ReceivedRequest, type StandIn } from "../stand-in.ts";
import { leadToNode, serveFile } from "./archive.ts";
import type { ArtCatalogue } from "./documents.ts";
import { redirect } from "./redirect.ts";

export type { ArtCatalogue, ArtItem, ArchiveListing, ListedImage } from "./documents.ts";

/** The three hosts that one cover comes through, each with its own requests and faults. */
export interface ArtHosts {
  /** Leads to archive.org: 307. */
  coverArtArchive: StandIn;
  /** Leads to a data node: 302. */
  archiveOrg: StandIn;
  /** Has the files: 200. */
  dataNode: StandIn;
}

/**
 * `url` is that of coverartarchive.org; `requests` holds those of all hosts, as they came; `setFault` sets the rule for
 * all of them, and its `index` counts all of them. For one host alone there is `hosts`.
 */
export interface CoverArtArchiveStandIn extends StandIn {
  hosts: ArtHosts;
}

export interface CoverArtArchiveOptions {
  /** Of coverartarchive.org; the other hosts take any free one. */
  port?: number;
  /** Whether the addresses in listings lead here (the default), or stay those of coverartarchive.org. */
  links?: "own" | "as-written";
}

/** A loopback stand-in of the Cover Art Archive: three hosts that lead from one to the next, as the real ones do. */
export async function startCoverArtArchive(
  art: ArtCatalogue,
  options: CoverArtArchiveOptions = {},
): Promise<CoverArtArchiveStandIn> {
  const requests: ReceivedRequest[] = [];
  const onRequest = (request: ReceivedRequest): void => void requests.push(request);
  const toOwnLinks = (text: string): string =>
    options.links === "as-written" ? text : text.replaceAll(/https?:\/\/coverartarchive\.org/g, url);

  const dataNode = await startStandIn({
    basePath: "",
    onRequest,
    answer: (question) => serveFile(art, question, toOwnLinks),
  });
  const archiveOrg = await startStandIn({
    basePath: "",
    onRequest,
    answer: (question) => leadToNode(art, dataNode.url, question, archiveOrg.requests.length),
  });
  const coverArtArchive = await startStandIn({
    basePath: "",
    ...(options.port === undefined ? {} : { port: options.port }),
    onRequest,
    answer: (question) => redirect(art, archiveOrg.url, question),
  }).catch(async (error: unknown) => {
    await Promise.all([dataNode.close(), archiveOrg.close()]);
    throw error;
  });
  const { url } = coverArtArchive;
  const hosts = { coverArtArchive, archiveOrg, dataNode };
  return {
    url,
    hosts,
    requests,
    setFault(fault) {
      for (const host of Object.values(hosts)) host.setFault(countingAll(fault, requests));
    },
    async close() {
      await Promise.all(Object.values(hosts).map((host) => host.close()));
    },
  };
}

function countingAll(fault: FaultRule | undefined, requests: ReceivedRequest[]): FaultRule | undefined {
  return fault && (({ path }) => fault({ path, index: requests.length }));
}
