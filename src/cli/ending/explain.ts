import { isSystemError } from "../../errno.ts";
import {
  exitCodes,
  InterruptedError,
  messageOf,
  nameOfExitCode,
  RejectedError,
  UnavailableError,
  UserError,
  type ExitCode,
} from "../../errors.ts";
import { plainText } from "../../plain-text.ts";
import type { Io } from "../io/io.ts";
import { tell } from "../io/output.ts";
import { toJson } from "../layout/json.ts";
import { stillDry } from "../typed/same-command.ts";

/** The edge where faults become words and an exit code. A stack only with IMPORTER_DEBUG=1. */
export function explainFault(fault: unknown, io: Io, options: { json: boolean }): number {
  const { message, exitCode, ...more } = describeFault(fault);
  const hint = stillDry(more.hint, io.typed);
  const choices = fault instanceof UserError ? fault.choices : [];
  tell(io, `importer: ${plainText(message)}`);
  for (const { command, about } of choices) tell(io, `  ${plainText(command)}  ${plainText(about)}`);
  if (hint) tell(io, `  ${plainText(hint)}`);
  if (io.env["IMPORTER_DEBUG"] === "1" && fault instanceof Error) io.stderr.write(stackOf(fault));
  // On one line: a worker's events may stand before it, a line each.
  if (options.json) {
    const error = {
      message,
      hint: hint ?? null,
      code: nameOfExitCode(exitCode),
      exitCode,
      ...(choices.length > 0 && { choices }),
    };
    io.stdout.write(`${toJson({ error })}\n`);
  }
  return exitCode;
}

/** A fault in words, what to do about it, and the exit code. */
export function describeFault(fault: unknown): {
  message: string;
  hint?: string | undefined;
  exitCode: ExitCode;
} {
  if (fault instanceof UserError) {
    return { message: fault.message, hint: fault.hint, exitCode: fault.exitCode };
  }
  if (fault instanceof InterruptedError || isAbort(fault)) {
    const sofar = fault instanceof InterruptedError ? fault.hint : undefined;
    return {
      message: "stopped",
      hint: sofar ?? "what was saved is safe; type the same command again to go on",
      exitCode: exitCodes.interrupted,
    };
  }
  if (fault instanceof UnavailableError) {
    return {
      message: fault.message,
      hint: "nothing was lost: type the same command again later",
      exitCode: exitCodes.unavailable,
    };
  }
  if (fault instanceof RejectedError) {
    return { message: fault.message, hint: fault.hint, exitCode: exitCodes.rejected };
  }
  const missing = missingPackageOf(fault);
  if (missing !== undefined) {
    return {
      message: `importer is not installed whole: the package ${missing} is missing`,
      hint: "install it again: npm install --global importer, or npm ci in a clone of it",
      exitCode: exitCodes.failed,
    };
  }
  if (isSystemError(fault)) {
    return {
      message: messageOf(fault),
      hint: "see to that, then type the same command again",
      exitCode: exitCodes.failed,
    };
  }
  return {
    message: messageOf(fault),
    hint: "this should not happen: IMPORTER_DEBUG=1 shows where",
    exitCode: exitCodes.failed,
  };
}

/** With what caused it: its own words may have been put in better ones. */
function stackOf({ stack = "", cause }: Error): string {
  const lines = stack.split("\n").map((line) => `${plainText(line)}\n`);
  return lines.join("") + (cause instanceof Error ? `caused by ${stackOf(cause)}` : "");
}

/** A dependency that was not installed, or was taken away. */
const missingPackageOf = (fault: unknown): string | undefined =>
  fault instanceof Error && "code" in fault && fault.code === "ERR_MODULE_NOT_FOUND"
    ? /Cannot find package '([^']+)'/.exec(fault.message)?.[1]
    : undefined;

const isAbort = (fault: unknown): boolean => fault instanceof Error && fault.name === "AbortError";
