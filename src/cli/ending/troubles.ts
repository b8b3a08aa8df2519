import { exitCodes, type ExitCode } from "../../errors.ts";

/** How many of several pieces of work went wrong, by what can be done about it. */
export interface Troubles {
  failed: number;
  /** Their source could not be asked: again later. */
  unavailable: number;
  /** Their source refuses us, until a person acts. */
  refused: number;
}

/** What of several endings a whole ends with: an interruption, a failure, what ends by itself later, what a person must end. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  const { interrupted, failed, usage, unavailable, rejected, networkPolicy } = exitCodes;
  const order: ExitCode[] = [interrupted, failed, usage, unavailable, rejected, networkPolicy];
  return order.find((code) => codes.includes(code)) ?? exitCodes.done;
}

/** How a command ends that did several things: the lowest exit code that fits. */
export function exitCodeOfTroubles({ failed, unavailable, refused }: Troubles): ExitCode {
  if (failed > 0) return exitCodes.failed;
  if (unavailable > 0) return exitCodes.unavailable;
  return refused > 0 ? exitCodes.rejected : exitCodes.done;
}
