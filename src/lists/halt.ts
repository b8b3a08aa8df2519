import {
  CertificateError,
  CircuitOpenError,
  ForeignAnswerError,
  RejectedError,
  UnreachableError,
  messageOf,
} from "../errors.ts";

/** Nothing that is asked next would fare better. */
export function reasonToHalt(fault: unknown): string | undefined {
  const isOfAll =
    fault instanceof CircuitOpenError ||
    fault instanceof CertificateError ||
    fault instanceof UnreachableError ||
    fault instanceof ForeignAnswerError ||
    fault instanceof RejectedError;
  return isOfAll ? messageOf(fault) : undefined;
}
