import { textOfRef } from "../../../refs.ts";
import { refText } from "../../../matching/services/service-address.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";

/**
 * Memoisation: a source of which no identifier is asked twice while one album is identified, however many steps want to know what it names.
 * A fault is not an answer: the next step asks again.
 */
export function askedOnce(source: AlbumSource): AlbumSource {
  const answers = new Map<string, Promise<unknown>>();

  function once<Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = answers.get(question) as Promise<Answer> | undefined;
    if (known) return known;
    const asked = ask();
    answers.set(question, asked);
    asked.catch(() => answers.delete(question));
    return asked;
  }

  const remembering: Partial<AlbumSource> = {
    lookUpAlbum: (ref, signal) => once(`album ${textOfRef(ref)}`, () => source.lookUpAlbum(ref, signal)),

    albumOfRelease: (ref, signal) =>
      once(`album of ${textOfRef(ref)}`, () => source.albumOfRelease(ref, signal)),

    async lookUpRelease(ref, signal) {
      const found = await once(textOfRef(ref), () => source.lookUpRelease(ref, signal));
      answers.set(`album of ${textOfRef(ref)}`, Promise.resolve(found?.album)); // it tells that as well
      return found;
    },

    albumsOfBarcode: (barcode, signal) =>
      once(`barcode ${barcode}`, () => source.albumsOfBarcode(barcode, signal)),

    albumsAt: (ref, signal, howFar = "all") =>
      once(`${howFar} of ${refText(ref)}`, () => source.albumsAt(ref, signal, howFar)),
  };
  // Not spread: a source that is connected when it is first asked has no methods of its own before.
  return new Proxy(source, {
    get: (own, name) => Reflect.get(Object.hasOwn(remembering, name) ? remembering : own, name) as unknown,
  });
}
