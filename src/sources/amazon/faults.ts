import { ForeignAnswerError, PayloadError, RejectedError } from "../../errors.ts";

/** What a person would have to look at. */
export type AmazonRefusal = "not-eligible" | "credentials" | "token" | "partner-tag" | "request" | "address";

/** Amazon refuses us, and why, for whoever treats the reasons differently. */
export class AmazonRejectedError extends RejectedError {
  readonly reason: AmazonRefusal;

  constructor(source: string, message: string, options: { reason: AmazonRefusal; hint: string }) {
    super(source, message, options);
    this.reason = options.reason;
  }
}

/** What could not be read may be a token, or repeat one: the cause of a `PayloadError` quotes it. */
export function withoutBody(error: unknown): never {
  if (error instanceof ForeignAnswerError) throw new ForeignAnswerError(error.source, error.message);
  if (error instanceof PayloadError) throw new PayloadError(error.source, error.message);
  throw error;
}
