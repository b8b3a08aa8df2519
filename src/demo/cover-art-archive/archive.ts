import type { StandInQuestion, Reply } from "../stand-in.ts";
import type { ArtCatalogue, ArtItem } from "./documents.ts";
import * as replies from "./replies.ts";

/** What archive.org answers under `/download`: a data node, another one each time. */
export function leadToNode(
  catalogue: ArtCatalogue,
  nodeUrl: string,
  question: StandInQuestion,
  turn: number,
): Reply {
  const [, release = "", file = ""] = /^\/download\/mbid-([^/]+)\/([^/]+)$/.exec(question.url.pathname) ?? [];
  const item = catalogue.items.get(release);
  if (!item) return replies.archivePage(404, "The item you have requested is not here.");
  if (item.darkened)
    return replies.archivePage(403, "The item is not available due to issues with its content.");
  return replies.moveTo(`${nodeUrl}/${turn}/items/mbid-${release}/${file}`);
}

/** What a data node answers: the bytes. */
export async function serveFile(
  catalogue: ArtCatalogue,
  question: StandInQuestion,
  toOwnLinks: (text: string) => string,
): Promise<Reply> {
  const [, release = "", file = ""] =
    /^\/\d+\/items\/mbid-([^/]+)\/([^/]+)$/.exec(question.url.pathname) ?? [];
  const item = catalogue.items.get(release);
  const bytes = item && (await bytesOf(item, file, release, toOwnLinks));
  return bytes ? replies.sendFile(file, bytes) : replies.archivePage(404, "404 Not Found");
}

async function bytesOf(
  item: ArtItem,
  file: string,
  release: string,
  toOwnLinks: (text: string) => string,
): Promise<Buffer | undefined> {
  if (file === "index.json") return Buffer.from(toOwnLinks(JSON.stringify(item.listing)));
  const prefix = `mbid-${release}-`;
  return file.startsWith(prefix) ? item.file(file.slice(prefix.length)) : undefined;
}
