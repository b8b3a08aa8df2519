import { createHash } from "node:crypto";
import { startStandIn, type StandInQuestion, type Reply, type StandIn } from "../stand-in.ts";
import { filesOf, type Dump } from "./dump.ts";

export interface DumpServer extends StandIn {
  /** The folders that are kept, by stamp, and what stands in each. Changes are served at once. */
  folders: Map<string, Map<string, Buffer>>;
  /** What LATEST says. */
  latest: string;
  /** It answers a Range with the whole file. */
  ignoresRange: boolean;
}

const basePath = "/pub/musicbrainz/data/json-dumps";

/** A loopback stand-in of the server of the weekly dumps: LATEST, and a folder for each of the last two. */
export async function startDumpServer(dumps: Dump[]): Promise<DumpServer> {
  const state = {
    folders: new Map(dumps.map((dump) => [dump.stamp, filesOf(dump)])),
    latest: dumps.at(-1)?.stamp ?? "",
    ignoresRange: false,
  };
  const standIn = await startStandIn({ basePath, answer: (question) => answer(state, question) });
  return Object.assign(state, standIn);
}

type State = Pick<DumpServer, "folders" | "latest" | "ignoresRange">;

function answer(state: State, { method, url, headers }: StandInQuestion): Reply {
  if (method !== "GET" && method !== "HEAD")
    return { status: 405, contentType: "text/html", body: "<h1>405</h1>" };
  const path = url.pathname.slice(basePath.length + 1);
  if (path === "LATEST") return { status: 200, contentType: "text/plain", body: `${state.latest}\n` };
  const [stamp = "", name = ""] = path.split("/");
  const file = state.folders.get(stamp)?.get(name);
  if (!file) return { status: 404, contentType: "text/html", body: "<html><h1>404 Not Found</h1></html>" };
  const etag = `"${createHash("sha256").update(file).digest("hex").slice(0, 16)}"`;
  const common = { etag, "accept-ranges": "bytes", "last-modified": "Wed, 23 Sep 2026 14:00:00 GMT" };
  const from = rangeOf(headers.range);
  const isSame = headers["if-range"] === undefined || headers["if-range"] === etag;
  const reply = { contentType: "application/octet-stream", headers: common };
  if (state.ignoresRange || from === undefined || !isSame) return { ...reply, status: 200, body: file };
  if (from >= file.length) {
    const range = { "content-range": `bytes */${file.length}` };
    return { status: 416, contentType: "text/html", headers: { ...common, ...range }, body: "" };
  }
  const range = { "content-range": `bytes ${from}-${file.length - 1}/${file.length}` };
  return { ...reply, status: 206, headers: { ...common, ...range }, body: file.subarray(from) };
}

/** Only "from here to the end" is ever asked for. */
const rangeOf = (range: string | undefined): number | undefined => {
  const [, from] = /^bytes=(\d+)-$/.exec(range ?? "") ?? [];
  return from === undefined ? undefined : Number(from);
};
