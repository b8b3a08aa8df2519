import type { Shown } from "./ask.ts";
import { isToAsk, isWanted } from "./judge.ts";
import type { Asked } from "./measure.ts";

/** What `npm run eval -- --pool FILE --queries FILE --json` prints: numbers of cases, but for the last three. */
export interface Summary {
  cases: number;
  /** Of these, cases whose target may be accepted; the next two are of them. */
  wanted: number;
  accepted: number;
  /** It asks, and shows the target. */
  listed: number;
  /** Of all cases. */
  asked: number;
  notFound: number;
  wrongAccepts: number;
  /** Sent to MusicBrainz for all of them together, to find the albums and to look them up. */
  requests: number;
  /** Look-ups of their artists come on top, once for each artist: here each library is new. */
  artistRequests: number;
  failures: Failure[];
}

/** A case that ended otherwise than wanted. Wrong accepts come first. */
export interface Failure {
  source: string;
  what: string;
  args: string[];
  want: string;
  target: string | null;
  outcome: string;
  exitCode: number;
  accepted: Shown | null;
  wrongAccept: boolean;
  /** The target is among the candidates. */
  listed: boolean;
  candidates: Shown[];
  why: string;
}

export function summarise(asked: Asked[]): Summary {
  const wanted = asked.filter((each) => isWanted(each.case));
  const count = (some: Asked[], is: (each: Asked) => boolean): number => some.filter(is).length;
  return {
    cases: asked.length,
    wanted: wanted.length,
    accepted: count(wanted, ({ verdict }) => verdict.came === "R" && !verdict.isWrongAccept),
    listed: count(wanted, ({ verdict }) => verdict.isListed),
    asked: count(asked, ({ verdict }) => verdict.came === "A"),
    notFound: count(asked, ({ verdict }) => verdict.came === "N"),
    wrongAccepts: count(asked, ({ verdict }) => verdict.isWrongAccept),
    requests: asked.reduce((sum, { answer }) => sum + answer.requests, 0),
    artistRequests: asked.reduce((sum, { answer }) => sum + answer.artistRequests, 0),
    failures: asked
      .filter(({ verdict }) => !verdict.isFine)
      .map(failureOf)
      .sort((a, b) => Number(b.wrongAccept) - Number(a.wrongAccept)),
  };
}

function failureOf({ case: each, answer, verdict }: Asked): Failure {
  return {
    source: each.source,
    what: each.what,
    args: each.args,
    want: each.want,
    target: each.target,
    outcome: answer.outcome,
    exitCode: answer.exitCode,
    accepted: answer.accepted ?? null,
    wrongAccept: verdict.isWrongAccept,
    listed: verdict.isListed,
    candidates: answer.candidates.slice(0, 5),
    why: answer.why,
  };
}

/** The same for people. */
export function formatSummary(asked: Asked[]): string {
  const summary = summarise(asked);
  const { cases, wanted, accepted, listed, requests, failures, wrongAccepts } = summary;
  const silent = asked.filter((each) => isToAsk(each.case) && each.verdict.isWrongAccept).length;
  const withArtist = asked.filter(
    (each) => each.verdict.isWrongAccept && each.case.args.some((word) => /^(--artist|-a)/.test(word)),
  ).length;
  return [
    `${cases} cases, ${wanted} with one right album`,
    `wrong accepts: ${wrongAccepts} (${withArtist} with an artist given; silent picks among equals: ${silent})`,
    `accepted ${share(accepted, wanted)}, accepted or listed ${share(accepted + listed, wanted)}`,
    `asked ${summary.asked}, not found ${summary.notFound}, ended as wanted ${share(cases - failures.length, cases)}`,
    `requests: ${requests}, ${(requests / cases).toFixed(2)} a case; of new artists: ${summary.artistRequests}`,
    ...failures.map(formatFailure),
  ].join("\n");
}

function formatFailure(failure: Failure): string {
  const { args, want, source, what, outcome, wrongAccept, listed, accepted, why } = failure;
  const came = accepted ? `${outcome} ${accepted.title} — ${accepted.artists}` : outcome;
  const marks = `${wrongAccept ? ", WRONG ACCEPT" : ""}${listed ? ", listed" : ""}`;
  const words = args.map((word) => JSON.stringify(word)).join(" ");
  return `  ${words} (${source}: ${what}): wanted ${want}, came ${came}${marks}: ${why}`;
}

const share = (part: number, of: number): string =>
  of === 0 ? "–" : `${part} of ${of} (${(Math.floor((1000 * part) / of) / 10).toFixed(1)} %)`;
