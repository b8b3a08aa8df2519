import { ImageError } from "../artwork/image.ts";
import { messageOf, RejectedError, UnavailableError } from "../errors.ts";

/** Why a part of a track failed, in words, and what ends that: trying again later, a person, or neither. */
export interface Trouble {
  says: string;
  kind: "unavailable" | "rejected" | "failed";
}

/** The source refuses us, could not be asked, or what came in its place was no answer of theirs; else the fault is here. */
export function troubleOf(error: unknown, says = messageOf(error)): Trouble {
  if (error instanceof RestingError) return { says, kind: error.kind };
  if (error instanceof RejectedError) return { says, kind: "rejected" };
  const isNoAnswer = error instanceof UnavailableError || (error instanceof ImageError && !error.whole);
  return { says, kind: isNoAnswer ? "unavailable" : "failed" };
}

/** The source is left alone for the rest of the run, as one that is down or that refuses us: trying again at once would be no rest. */
export class RestingError extends UnavailableError {
  override name = "RestingError";
  readonly kind: Exclude<Trouble["kind"], "failed">;

  constructor(source: string, { reason, kind }: { reason: string; kind: RestingError["kind"] }) {
    super(source, reason);
    this.kind = kind;
  }
}
