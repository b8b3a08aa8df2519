import { parentPort, workerData } from "node:worker_threads";
import type { AlbumPage } from "../../sources/albums/source.ts";
import { openCatalogue } from "../open.ts";
import { createCatalogueSource } from "../source.ts";
import type { Answer, Asked, Bundle, ToldMessage } from "./messages.ts";

/** The reader thread: a catalogue on a connection of its own, asked by messages, in their order. It ends with whoever started it. */
const { path } = workerData as { path: string };
const file = openCatalogue(path);
if (!("db" in file)) throw new Error(`${path} is no catalogue that can be used`);
const source = createCatalogueSource(file);
const tell = (told: ToldMessage): void => parentPort?.postMessage(told);

parentPort?.on("message", (asked: Asked) => {
  const { id } = asked;
  answerTo(asked).then(
    (answer) => tell({ kind: "answer", id, answer }),
    () => tell({ kind: "failed", id }), // it is asked again where faults are explained
  );
});
tell({ kind: "ready" });

async function answerTo({ ask, args }: Asked): Promise<Answer> {
  if (ask === "lookUpAlbum") {
    const bundle = await bundleOf(args[0] as string);
    return { json: bundle?.album, bundle };
  }
  const found = await (source[ask] as (...args: unknown[]) => Promise<unknown>)(...args);
  const alone = ask === "searchAlbums" ? onlyOneOf(found as AlbumPage) : undefined;
  return {
    json: found === undefined ? undefined : JSON.stringify(found),
    bundle: alone === undefined ? undefined : await bundleOf(alone),
  };
}

/** Who finds one album only asks for it next. */
const onlyOneOf = ({ albums, total }: AlbumPage): string | undefined =>
  total === 1 ? albums[0]?.mbid : undefined;

async function bundleOf(mbid: string): Promise<Bundle | undefined> {
  const album = await source.lookUpAlbum(mbid);
  const releases = source.releasesAtHand(mbid);
  return album && { mbid, album: JSON.stringify(album), releases: releases && JSON.stringify(releases) };
}
