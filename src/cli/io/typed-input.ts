import { addAbortSignal, type Readable } from "node:stream";
import type { Io } from "./io.ts";
import { tell } from "./output.ts";

/**
 * Standard input, to its end. At a terminal it is said that `what` is waited for.
 * @throws what `signal` was aborted with: nobody need end the input first.
 */
export async function* typedInput(
  io: Pick<Io, "stdin" | "stderr" | "wrapAt">,
  signal: AbortSignal,
  what: string,
): AsyncGenerator<Buffer | string> {
  const stdin = io.stdin as Readable & { isTTY?: boolean };
  if (stdin.isTTY) tell(io, `reading ${what} from the terminal; Ctrl-D ends it`);
  try {
    yield* addAbortSignal(signal, stdin) as AsyncIterable<Buffer | string>;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
