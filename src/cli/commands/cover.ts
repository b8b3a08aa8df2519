import { readFile, stat } from "node:fs/promises";
import type { Command } from "commander";
import type { LibraryContext } from "../../composition/working.ts";
import { exitCodes, messageOf, reasonOf, UserError } from "../../errors.ts";
import { withImporting, withLibrary } from "../context.ts";
import type { Ending } from "../ending.ts";
import type { Io } from "../io.ts";
import { oneFlagOf } from "../one-flag.ts";
import { createOutput, type Output } from "../output.ts";
import { findItem, type Asked } from "../which.ts";

interface CoverFlags {
  show?: boolean;
  remove?: boolean;
  replace?: string;
  refresh?: boolean;
  confirm?: boolean;
  json?: boolean;
}

export function addCoverCommand(program: Command, io: Io, ending: Ending): void {
  program
    .command("cover")
    .description("the cover of an album, and a person's word on it")
    .argument("<album>", "its library id, MBID, address or identifier, or (the beginning of) its title")
    .option("--show", "what is kept, all that was offered, and by whom (so without a flag)")
    .option("--remove", "no cover here, whatever is found later")
    .option("--replace <file>", "this picture, whatever is found later")
    .option("--refresh", "ask the sources again; what you said before is taken back")
    .option("--confirm", "keep the cover that there is, whatever is found later")
    .option("--json", "print one JSON document")
    .action(async (which: string, flags: CoverFlags) => {
      const word = oneFlagOf(flags, ["show", "remove", "replace", "refresh", "confirm"], "importer cover");
      if (word === "refresh") ending.exitCode = await refresh(io, which, flags);
      else await say(io, which, word ?? "show", flags);
    });
}

const asked = (words: string): Asked => ({ what: "album", words, command: "importer cover" });

type Word = "show" | "remove" | "replace" | "confirm";

/** What needs no network. */
function say(io: Io, which: string, word: Word, flags: CoverFlags): Promise<void> {
  return withLibrary(io, async (context) => {
    const output = createOutput(io, flags);
    const { id: albumId } = await findItem(context.db, asked(which), output);
    await decide[word](context, albumId, { output, file: flags.replace ?? "" });
    await show(context, albumId, output);
  });
}

interface Saying {
  output: Output;
  file: string;
}

const ruleOf = ({ config }: LibraryContext) => ({ ...config.artwork, now: Date.now() });

const decide: Record<Word, (context: LibraryContext, albumId: number, saying: Saying) => Promise<void>> = {
  show: async () => undefined,

  async remove(context, albumId, { output }) {
    const { transact } = await import("../../db/transact.ts");
    const { overrideCover } = await import("../../library/write/covers.ts");
    const isNew = await transact(context.db, () =>
      overrideCover(context.db, albumId, "removed", ruleOf(context)),
    );
    output.remark(
      isNew ? "it is removed; later searches keep to that" : "it is removed already; searches keep to that",
    );
  },

  async replace(context, albumId, { output, file }) {
    const { checkImage, leastOwnSide } = await import("../../artwork/image.ts");
    const { storeArtwork } = await import("../../artwork/store.ts");
    const { transact } = await import("../../db/transact.ts");
    const { saveArtwork } = await import("../../library/write/artworks.ts");
    const { chooseByHand } = await import("../../library/write/cover-override.ts");
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
    output.remark("this is yours; later searches keep to that");
  },

  async confirm(context, albumId, { output }) {
    const { transact } = await import("../../db/transact.ts");
    const { confirmCover } = await import("../../library/write/cover-override.ts");
    const outcome = await transact(context.db, () => confirmCover(context.db, albumId, ruleOf(context)));
    if (outcome === "none") throw nothingToConfirm(albumId);
    output.remark(
      outcome === "new"
        ? "it is confirmed; later searches keep to that"
        : "it is yours already; searches keep to that",
    );
  },
};

/** @returns 3 where nobody has any: what there was stays. */
function refresh(io: Io, which: string, flags: CoverFlags): Promise<number> {
  return withImporting(io, {}, async (context) => {
    const output = createOutput(io, flags);
    const { id: albumId } = await findItem(context.db, asked(which), output);
    const { refreshCover } = await import("../../enrichment/refresh-cover.ts");
    const { db, config, signal, importing, sources } = context;
    const { home, artwork } = config;
    const asking = { db, home, ...artwork, signal, now: Date.now, transact: importing.transact };
    const outcome = await refreshCover(asking, (await sources.enrichment()).covers, albumId);
    if (outcome === "absent") output.remark("nobody who was asked has one; what there was stays");
    if (outcome === "own")
      output.remark("your files have one, and it stands above all that could be fetched: nobody was asked");
    await show(context, albumId, output);
    return outcome === "absent" ? exitCodes.notFound : exitCodes.done;
  });
}

async function show({ db, config }: LibraryContext, albumId: number, output: Output): Promise<void> {
  const { describeCovers } = await import("../../library/covers.ts");
  const { showAlbumCovers } = await import("../view/cover.ts");
  const shown = describeCovers(db, albumId, config.artwork.leastSide);
  output.document(shown);
  showAlbumCovers(output, shown, config.home);
}

async function readPicture(file: string): Promise<Buffer> {
  try {
    const { largestImageBytes } = await import("../../artwork/image.ts");
    const { size } = await stat(file);
    if (size <= largestImageBytes) return await readFile(file);
  } catch (cause) {
    throw new UserError(`"${file}" can't be read (${reasonOf(cause)})`, {
      hint: "give a picture that is there",
      cause,
    });
  }
  throw new UserError(`"${file}" is larger than 20 MB`, { hint: "give a smaller picture" });
}

function nothingToConfirm(id: number): UserError {
  return new UserError(`album ${id} has no cover to confirm`, {
    hint: `importer cover ${id} --replace front.jpg, or that it shall have none: importer cover ${id} --remove`,
  });
}
