import { InterruptedError } from "../../errors.ts";
import { longestTyped } from "../typed/without-secrets.ts";
import type { Io } from "../io/io.ts";

/** Of a run of many that was stopped: what it came to, in words; undefined where nothing can be told of it. */
type SoFar = () => string | undefined;

/** Runs many; when that is stopped, its fault says what it came to and the command that goes on. */
export async function tellingSoFar<T>(io: Io, soFar: SoFar, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    if (!(fault instanceof InterruptedError) || fault.hint !== undefined) throw fault;
    const hint = [soFar(), `to go on: ${commandToGoOn(io)}`].filter((part) => part !== undefined).join("; ");
    throw new InterruptedError(fault.message, { cause: fault, hint });
  }
}

/** What was typed; what it asked for anew is open by now, and would be asked for twice. */
function commandToGoOn({ typed }: Io): string {
  const words = typed?.words.replace(/ --retry[ =]not_found/, "") ?? "";
  const isWhole = words !== "" && (typed?.words.length ?? 0) < longestTyped && !words.includes("***");
  if (!isWhole) return "the same command again";
  return / -(?= |$)/.test(words) ? `${words}, with the same list` : words;
}
