import type { NewJob } from "../jobs/queue/queue.ts";
import type { SourceEnding } from "../matching/albums/source-chain.ts";
import type { Associations } from "../facts.ts";
import type { Ref } from "../refs.ts";
import type { BindingTable } from "./binding-table.ts";
import type { ImportContext } from "./context.ts";

/**
 * One source of facts for one kind of item. It answers, or throws a typed fault of `errors.ts`: "they have
 * nothing" is an answer, "they could not be asked" is a fault.
 */
export interface Provider<Item, Query, Contribution> {
  /** Stored with each fact: never rename it. */
  name: string;
  ask(context: ImportContext, request: ProviderRequest<Item, Query>): Promise<ProviderAnswer<Contribution>>;
  /**
   * Key of the negative cache: what `ask` would ask, in full. "They have none" is remembered of this question, and of no
   * other that only looks like it. What it depends on is read at once, as `ask` reads it: others write meanwhile; the text is put together when
   * it is called for. A provider without it asks the same as long as the query, or the item, is the same.
   */
  question?(context: ImportContext, request: ProviderRequest<Item, Query>): () => string;
  /** What its answers are as of, where that is not now: goes behind "they have none". */
  asOf?: string | undefined;
  /** Where it is asked: what they don't have at one address, they may have at another. */
  address?(context: ImportContext): string;
}

/**
 * A source that is too slow to wait for: it answers at once, with a job. What it answers is queued in the same transaction
 * that saves the item, so it needs no network, and can be neither lost nor too early.
 */
export interface AsyncProvider<Item> {
  /** Stored with each fact: never rename it. */
  name: string;
  /** The job, and what is said of it; or why there is nothing to queue. `isNamed`: a person asked for this very provider. Runs within a transaction. */
  jobFor(
    context: ImportContext,
    item: Item | undefined,
    isNamed: boolean,
  ): { job: NewJob; says: string } | { why: string; hint?: string };
}

/** An item that exists already, or a query, or both. */
export interface ProviderRequest<Item, Query> {
  item: Item | undefined;
  query: Query | undefined;
  /** How the providers before it ended, in their order; without those that had nothing to go by. */
  before?: readonly SourceEnding[];
  /** Manual match: the query names what this item is. */
  binds?: boolean;
}

export type ProviderAnswer<Contribution> = AnswerOf<Contribution> & {
  /** What was sent and could not be read, each part named. It may grow while the contributions come. */
  odd?: string[];
  /** Of a manual match: how the files lie beside the tracks. */
  binding?: BindingTable;
};

type AnswerOf<Contribution> =
  | {
      outcome: "found";
      /** Each, or each group of those that come together, is saved in a transaction of its own, as it comes. */
      contributions: Iterable<Contribution> | AsyncIterable<readonly Contribution[]>;
      /** Why this is the one; kept with the import. */
      evidence?: unknown;
      /** The item of the library that this is, where no identifier says so. */
      itemId?: number;
    }
  /** It was not for this one to be asked. */
  | { outcome: "skipped"; why: string; evidence?: unknown }
  | {
      outcome: "absent";
      why: string;
      evidence?: unknown;
      /** They had it once, under the item's own identifier, and removed it. */
      gone?: boolean;
      /** There was nothing to ask for: no answer of theirs, and not remembered. */
      unasked?: boolean;
    }
  | {
      /** `ambiguous`: several fit equally well. `weak`: one may be meant. Only a person can tell. */
      outcome: "ambiguous" | "weak";
      why: string;
      candidates: Candidate[];
      evidence?: unknown;
    };

/** What of an answer is saved together. */
export async function* groupsOf<C>(
  contributions: Iterable<C> | AsyncIterable<readonly C[]>,
): AsyncGenerator<readonly C[]> {
  if (Symbol.asyncIterator in contributions) yield* contributions;
  else for (const each of contributions) yield [each];
}

/** An answer that rests on another that could not be read whole. */
export const withOdd = <C>(before: string[], answer: ProviderAnswer<C>): ProviderAnswer<C> => ({
  ...answer,
  odd: [...before, ...(answer.odd ?? [])],
});

/** How an absence carries the day of the file that was asked; with "" what all of them begin with. */
export const asOfWords = (asOf: string): string => `, as of ${asOf}`;

/** What is said of an earlier day than today carries that day: what was not there then may be there now. */
export function dated<C>(asOf: string | undefined, answer: ProviderAnswer<C>): ProviderAnswer<C> {
  if (answer.outcome !== "absent" || answer.unasked || asOf === undefined) return answer;
  const { gone: _, ...absent } = answer;
  return { ...absent, why: `${answer.why}${asOfWords(asOf)}: it may be newer, or merged into another` };
}

/**
 * One item, why it is this one, and of which dump it is known where the web was not asked. No evidence stays none: nothing was
 * decided.
 */
export function foundOne<C extends Associations>(facts: C, why: unknown): ProviderAnswer<C> {
  const { catalogue, odd = [] } = facts;
  const evidence = catalogue === undefined || why === undefined ? why : { ...(why as object), catalogue };
  return { outcome: "found", contributions: [facts], evidence, odd };
}

/** The item that an answer brought; undefined for every other ending, and for what comes page after page. */
export function theFound<C>(answer: ProviderAnswer<C>): C | undefined {
  if (answer.outcome !== "found" || !Array.isArray(answer.contributions)) return undefined;
  return (answer.contributions as readonly C[])[0];
}

export type Absent = Extract<ProviderAnswer<never>, { outcome: "absent" }>;

/** There was nothing to ask them for. */
export const unasked = (why: string): Absent => ({ outcome: "absent", unasked: true, why });

/** One of several items that may be meant, with what tells it from the others. */
export interface Candidate {
  /** "" for what MusicBrainz does not have. */
  mbid: string;
  /** Its identity at the source that has it; null for an item of the library that no source knows. */
  ref: Ref | null;
  /** Library id, for one that is in the library. */
  id?: number;
  title: string;
  artists: string;
  year: number | null;
  primaryType: string | null;
  secondaryTypes: string[];
  disambiguation: string | null;
  releaseCount: number | null;
  /** 0 to 1. */
  score: number;
  why: string[];
}

/** A candidate of which nothing is known yet. */
export const bareCandidate = {
  artists: "",
  year: null,
  primaryType: null,
  secondaryTypes: [],
  disambiguation: null,
  releaseCount: null,
} satisfies Partial<Candidate>;
