import type { Command } from "commander";
import type { LibraryContext } from "../../composition/working.ts";
import { messageOf, reasonOf, UserError } from "../../errors.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { addOverrideCommand, type Overridable } from "./override-command.ts";

export function addCoverCommand(program: Command, io: Io, ending: CommandEnding): void {
  addOverrideCommand(program, coverOfAlbum, io, ending);
}

const ruleOf = ({ config }: LibraryContext) => ({ ...config.artwork, now: Date.now() });

const coverOfAlbum: Overridable = {
  name: "cover",
  what: "album",
  words: { itIs: "it is", thisIs: "this is", one: "one" },
  help: {
    command: "the cover of an album, and a person's word on it",
    show: "what is kept, all that was offered, and by whom (so without a flag)",
    replace: "this picture, whatever is found later",
    confirm: "keep the cover that there is, whatever is found later",
  },
  example: "front.jpg",

  async remove(context, albumId) {
    const { transact } = await import("../../db/transact.ts");
    const { overrideCover } = await import("../../library/write/enrichment/covers.ts");
    return transact(context.db, () => overrideCover(context.db, albumId, "removed", ruleOf(context)));
  },

  async replace(context, albumId, file) {
    const { checkImage, leastOwnSide } = await import("../../artwork/image.ts");
    const { storeArtwork } = await import("../../artwork/store.ts");
    const { transact } = await import("../../db/transact.ts");
    const { saveArtwork } = await import("../../library/write/enrichment/artworks.ts");
    const { chooseByHand } = await import("../../library/write/decisions/cover-override.ts");
    const image = await checkImage(await readPicture(file), { least: leastOwnSide }).catch(
      (cause: unknown) => {
        throw new UserError(`"${file}" can't be a cover: ${messageOf(cause)}`, {
          hint: "a JPEG or PNG of the front, for instance",
          cause,
        });
      },
    );
    const path = await storeArtwork(context.config.home, image);
    const { bytes, ...about } = image;
    await transact(context.db, () => {
      const picture = { ...about, bytes: bytes.length, path, source: "person", sourceUrl: null };
      const artworkId = saveArtwork(context.db, picture, Date.now());
      chooseByHand(context.db, { albumId, artworkId, source: "person" }, ruleOf(context));
    });
    return undefined;
  },

  async confirm(context, albumId) {
    const { transact } = await import("../../db/transact.ts");
    const { confirmCover } = await import("../../library/write/decisions/cover-override.ts");
    return transact(context.db, () => confirmCover(context.db, albumId, ruleOf(context)));
  },

  async refresh({ db, config, signal, importing, sources }, albumId, output) {
    const { refreshCover } = await import("../../enrichment/covers/refresh-cover.ts");
    const { home, artwork } = config;
    const asking = { db, home, ...artwork, signal, now: Date.now, transact: importing.transact };
    const outcome = await refreshCover(asking, (await sources.enrichment()).covers, albumId);
    if (outcome === "own")
      output.remark("your files have one, and it stands above all that could be fetched: nobody was asked");
    return outcome !== "absent";
  },

  async show({ db, config }, albumId, output) {
    const { describeCovers } = await import("../../library/enrichment/covers.ts");
    const { showAlbumCovers } = await import("../view/items/cover.ts");
    const shown = describeCovers(db, albumId, config.artwork.leastSide);
    output.document(shown);
    showAlbumCovers(output, shown, config.home);
  },
};

async function readPicture(file: string): Promise<Buffer> {
  try {
    const { largestImageBytes } = await import("../../artwork/image.ts");
    const { readAtMost } = await import("../../given-file.ts");
    const bytes = await readAtMost(file, largestImageBytes);
    if (bytes) return bytes;
  } catch (cause) {
    throw new UserError(`"${file}" can't be read (${reasonOf(cause)})`, {
      hint: "give a picture that is there",
      cause,
    });
  }
  throw new UserError(`"${file}" is larger than 20 MB`, { hint: "give a smaller picture" });
}
