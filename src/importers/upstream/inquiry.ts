import { RejectedError, UnavailableError } from "../../errors.ts";
import { textOfRef, type Ref } from "../../refs.ts";
import type { AlbumSource, Whereabouts } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";

/** Look-ups of where ids are now: few a run, and no id twice. */
export interface Inquiry {
  /** Undefined: that can't be told now, and says nothing. */
  ask(ref: Ref): Promise<Whereabouts | "gone" | undefined>;
}

const mostLookUps = 10;

/** What stands in a dump is of some day: there nobody is asked. A source that can't be asked is left alone for the run. */
export function createInquiry({ signal }: ImportContext, source: AlbumSource): Inquiry {
  const answers = new Map<string, Whereabouts | "gone" | undefined>();
  let isAsked = source.asOf === undefined;

  async function lookUp(ref: Ref): Promise<Whereabouts | "gone" | undefined> {
    if (!isAsked || answers.size >= mostLookUps) return undefined;
    try {
      const where = await source.whereIs(ref, signal);
      return where === "unasked" ? undefined : where;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof UnavailableError || error instanceof RejectedError)) throw error;
      isAsked = false;
      return undefined;
    }
  }

  return {
    async ask(ref) {
      const key = textOfRef(ref);
      if (answers.has(key)) return answers.get(key);
      const answer = await lookUp(ref);
      if (isAsked && answers.size < mostLookUps) answers.set(key, answer);
      return answer;
    },
  };
}

/** A listing that lacks so much of what there is is doubted, and nobody is asked about each. */
export const isDoubtful = (lacking: number, all: number): boolean => lacking > 10 && lacking > all / 5;
