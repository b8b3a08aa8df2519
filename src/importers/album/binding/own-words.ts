import { OutOfReachError, RejectedError, UnavailableError } from "../../../errors.ts";
import { creditText, type AlbumFacts } from "../../../facts.ts";
import type { AlbumRow } from "../../../library/items/albums.ts";
import { agreesInWords } from "../../../matching/albums/album-resolver.ts";
import { ownRef, textOfRef, type Ref } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { theFound, type Candidate, type ProviderAnswer } from "../../provider.ts";
import { candidateOfFacts } from "../finding/called.ts";
import { candidateOfLookUp, foundAs } from "../finding/candidates.ts";
import { nounOf } from "../finding/named-albums.ts";
import { ownWords, type TitleQuery } from "../finding/own-queries.ts";
import { leastUnfitting } from "./by-track-list.ts";
import { unfittingText } from "../../binding-table.ts";

interface Held {
  item: AlbumRow | undefined;
  answer: ProviderAnswer<AlbumFacts>;
  /** What the tags lead to that name no album but describe one: their catalogue number, their words. */
  described: () => Promise<ProviderAnswer<AlbumFacts>>;
}

/**
 * What an identifier in files' tags led to, held against the rest that they say: where the album has neither their title and artist, under
 * whatever name it or an edition has, nor a track for half of the files, one of the two is wrong, and which is a question. A title in another
 * language, or a track list of another edition, is no reason to ask: either of them is enough.
 */
export async function heldAgainstTags(
  context: ImportContext,
  source: AlbumSource,
  { item, answer, described }: Held,
): Promise<ProviderAnswer<AlbumFacts>> {
  const facts = theFound(answer);
  const ref = facts && ownRef(facts.identifiers, "album");
  const says = ref && identifierIn(answer.evidence, ref);
  if (!item || !facts || !ref || !says) return answer;
  const words = titleAndArtist(ownWords(context.db, item));
  if (agreesInWords(words, candidateOfFacts(facts, []))) return answer;
  const { unfitting, files, titles } = await leastUnfitting(context, source, item, ref);
  if (unfitting * 2 <= files) return answer;
  if (agreesInWords(words, candidateOfFacts(facts, titles))) return answer;
  const [{ title, artist }] = words.readings as [TitleQuery["readings"][number]];
  const own = `"${title}"${artist === undefined ? "" : ` by ${artist}`}`;
  const named = candidateOfLookUp(ref, facts, foundAs(`${says} in the files' tags`));
  return {
    outcome: "weak",
    why: `${says} in the files' tags is of "${facts.title}" by ${creditText(facts.credits)}, but they say ${own}, and ${unfittingText(unfitting, files)} of it, in whatever edition`,
    candidates: [named, ...(await describedBy(context, ref, described))],
    evidence: answer.evidence,
  };
}

/** The identifier that led to an album; undefined where it was words, a choice or a track list. Without evidence it is the album's own. */
function identifierIn(evidence: unknown, identity: Ref): string | undefined {
  const { by, mbid, barcode, ref } = (evidence ?? { by: "own" }) as Record<string, string | undefined>;
  switch (by) {
    case "own":
    case "mbid":
      return `the ${nounOf(identity)}`;
    case "release":
      return `the release ${mbid}`;
    case "barcode":
      return `the barcode ${barcode}`;
    case "address":
      return ref;
    default:
      return undefined;
  }
}

/** An edition's year is not the album's: it would only tell them apart where they are one. */
const titleAndArtist = ({ readings }: TitleQuery): TitleQuery => ({
  kind: "title",
  readings: readings.map(({ title, artist }) => ({ title, ...(artist !== undefined && { artist }) })),
});

/** To choose from beside it; where these can't be asked for now, it is offered alone. */
async function describedBy(
  context: ImportContext,
  named: Ref,
  described: Held["described"],
): Promise<Candidate[]> {
  const answer = await described().catch((fault: unknown) => {
    context.signal?.throwIfAborted();
    const passed = [UnavailableError, RejectedError, OutOfReachError];
    if (passed.some((kind) => fault instanceof kind)) return undefined;
    throw fault;
  });
  if (!answer) return [];
  const facts = theFound(answer);
  const ref = facts && ownRef(facts.identifiers, "album");
  const { by } = (answer.evidence ?? {}) as { by?: string };
  const found = foundAs(`${by === "catalogue number" ? by : "title"} in the files' tags`);
  const candidates =
    facts && ref ? [candidateOfLookUp(ref, facts, found)] : "candidates" in answer ? answer.candidates : [];
  return candidates.filter((each) => !each.ref || textOfRef(each.ref) !== textOfRef(named));
}
