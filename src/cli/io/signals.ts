import { exitCodes } from "../../errors.ts";

/** Stop signals of a process, and what of it can stop in an orderly way. */

/** Ctrl-C, `kill`, a terminal or ssh session that closed, Ctrl-\. */
const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;
type StopSignal = (typeof stopSignals)[number];

/**
 * The kernel and the shell both tell of a closed terminal, and systemd sends SIGHUP right after SIGTERM: of two that wait, the
 * kernel delivers SIGHUP first. So a SIGHUP and what comes this close to it, before or after, are one stop.
 */
const sameHangUpMs = 1_000;

const working = new Set<() => void>();
const leaving = new Set<() => void>();
let stoppedAt: number | undefined;
let wasHangUp = false;
let ignoresHangUp = false;

/** See `Io.onStop`. */
export function listenForStop(stop: () => void, leave?: () => void): () => void {
  if (working.size === 0) {
    stoppedAt = undefined;
    for (const signal of stopSignals) process.on(signal, heed);
  }
  working.add(stop);
  if (leave) leaving.add(leave);
  return () => {
    working.delete(stop);
    if (leave) leaving.delete(leave);
    if (working.size > 0) return;
    for (const signal of stopSignals) if (signal !== "SIGHUP" || !ignoresHangUp) process.off(signal, heed);
  };
}

function heed(signal: StopSignal): void {
  const isHangUp = signal === "SIGHUP";
  if (isHangUp && ignoresHangUp) return;
  if (stoppedAt === undefined) {
    wasHangUp = isHangUp;
    return stopAll();
  }
  if ((isHangUp || wasHangUp) && performance.now() - stoppedAt < sameHangUpMs) return;
  leaveAll();
  process.exit(exitCodes.interrupted);
}

function stopAll(): void {
  stoppedAt = performance.now();
  for (const stop of working) stop();
}

/** Hands back what can be handed back at once: the process ends. */
export function leaveAll(): void {
  for (const leave of leaving) leave();
}

/**
 * Work that keeps this thread to itself for seconds or minutes, so that nobody could heed a signal: meanwhile one ends the process at
 * once, as the system has it. For what a kill does no harm to.
 */
export function whileBlocked<T>(work: () => T): T {
  const heeded = working.size === 0 ? [] : stopSignals.filter((each) => each !== "SIGHUP" || !ignoresHangUp);
  for (const signal of heeded) process.off(signal, heed);
  try {
    return work();
  } finally {
    for (const signal of heeded) process.on(signal, heed);
  }
}

let isSilent = false;

/** Nobody reads any more: what works is stopped as by Ctrl-C, once; false if nothing works. */
export function stopForSilence(): boolean {
  if (isSilent) return true;
  isSilent = true;
  if (working.size > 0 && stoppedAt === undefined) stopAll();
  return working.size > 0;
}

/** SIGHUP is no stop from now on. Node forgets that `nohup` had it ignored. */
export function ignoreHangUp(): void {
  ignoresHangUp = true;
  process.on("SIGHUP", heed);
}

export const isHangUpIgnored = (): boolean => ignoresHangUp;

/** Ctrl-Z (SIGTSTP) makes quiet, SIGCONT lets go on. */
export function listenForQuiet(onQuiet: (isQuiet: boolean) => void): () => void {
  const quiet = (): void => onQuiet(true);
  const goOn = (): void => onQuiet(false);
  process.on("SIGTSTP", quiet).on("SIGCONT", goOn);
  return () => void process.off("SIGTSTP", quiet).off("SIGCONT", goOn);
}
