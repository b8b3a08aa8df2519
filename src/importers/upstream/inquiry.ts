import { ForeignAnswerError, PayloadError, RejectedError, UnavailableError } from "../../errors.ts";
import { textOfRef, type Ref } from "../../refs.ts";
import type { AlbumSource, Whereabouts } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";

/** Where an id is now, as far as it was told. Undefined: nobody was asked, or it can't be told now; that says nothing. */
export type Told = (ref: Ref) => Whereabouts | "gone" | undefined;

/** Look-ups of where ids are now: few a run, and no id twice. */
export interface Inquiry {
  told: Told;
  /**
   * Asks what a decision wants to be told, until it wants no more. It is no more than foreseen: what it was decided on may have changed
   * by the time it is done; so within that transaction it is decided again, by what was `told`.
   */
  foresee<T>(decide: (told: Told) => T): Promise<T>;
  /** How many ids wait for another run, and why: those before them were as many as a run may ask for, or nobody could be asked. */
  left(): { ids: number; why: string };
  /** By `textOfRef`: all answers, for a run that goes on where this one ends. */
  answers(): Record<string, Whereabouts | "gone">;
}

const mostLookUps = 10;

/**
 * What stands in a dump is of some day: there nobody is asked. A source that can't be asked is left alone for the run; one whose answer
 * of an id can't be read is asked for the others. `before`: what
 * an earlier run was told that had not come to its end.
 */
export function createInquiry(
  { signal }: ImportContext,
  source: AlbumSource,
  before: Record<string, Whereabouts | "gone"> = {},
): Inquiry {
  const answers = new Map(Object.entries(before));
  const [tried, left] = [new Set<string>(), new Set<string>()];
  let lookUps = 0;
  let why = "a run asks for ten";
  let isSilent = false;

  async function lookUp(ref: Ref): Promise<void> {
    const key = textOfRef(ref);
    tried.add(key);
    if (source.asOf !== undefined) return;
    if (isSilent || lookUps >= mostLookUps) {
      left.add(key);
      return;
    }
    lookUps++;
    try {
      const where = await source.whereIs(ref, signal);
      if (where !== "unasked") answers.set(key, where);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof UnavailableError || error instanceof RejectedError)) throw error;
      if (isOfThisIdOnly(error)) return;
      left.add(key);
      isSilent = true;
      why = `${source.title} could not be asked`;
    }
  }

  return {
    told: (ref) => answers.get(textOfRef(ref)),
    async foresee(decide) {
      for (;;) {
        const wanted = new Map<string, Ref>();
        const decided = decide((ref) => {
          const key = textOfRef(ref);
          if (!answers.has(key) && !tried.has(key)) wanted.set(key, ref);
          return answers.get(key);
        });
        const [first] = wanted.values();
        if (!first) return decided;
        // What is told of one may spare the others.
        await lookUp(first);
      }
    },
    left: () => ({ ids: left.size, why }),
    answers: () => Object.fromEntries(answers),
  };
}

/** Each run would stop at it again, and never come to those behind it. */
const isOfThisIdOnly = (error: unknown): boolean =>
  error instanceof PayloadError && !(error instanceof ForeignAnswerError);

/** A listing that lacks so much of what there is is doubted, and nobody is asked about each. */
export const isListingDoubtful = (lacking: number, all: number): boolean => lacking > 10 && lacking > all / 5;
