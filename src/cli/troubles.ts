import { exitCodes, type ExitCode } from "../errors.ts";

/** How many of several pieces of work went wrong, by what can be done about it. */
export interface Troubles {
  failed: number;
  /** Their source could not be asked: again later. */
  unavailable: number;
  /** Their source refuses us, until a person acts. */
  refused: number;
}

/** How a command ends that did several things: the lowest exit code that fits. */
export function exitCodeOfTroubles({ failed, unavailable, refused }: Troubles): ExitCode {
  if (failed > 0) return exitCodes.failed;
  if (unavailable > 0) return exitCodes.unavailable;
  return refused > 0 ? exitCodes.rejected : exitCodes.done;
}
