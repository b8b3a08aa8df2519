import { Worker } from "node:worker_threads";
import type { Answer, Asked, Threaded, ToldMessage } from "./messages.ts";

/** Begins a thread over the catalogue at `path`. */
export type BeginThread = (path: string) => Worker;

/** A thread to ask. What it can't answer, or no longer, is "unanswered", never lost. */
export interface ThreadClient {
  isReady(): boolean;
  ask(question: Threaded, args: unknown[]): Promise<Answer | "unanswered">;
  close(): Promise<void>;
}

export function startThread(path: string, begin: BeginThread = createThread): ThreadClient {
  const waiting = new Map<number, (answer: Answer | "unanswered") => void>();
  let state: "starting" | "ready" | "over" = "starting";
  let lastId = 0;
  const thread = begin(path);
  thread.unref(); // it keeps no process alive but while it is asked

  function settle(id: number, answer: Answer | "unanswered"): void {
    const resolve = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) thread.unref();
    resolve?.(answer);
  }

  function end(): void {
    state = "over";
    for (const id of [...waiting.keys()]) settle(id, "unanswered");
  }

  thread.on("message", (told: ToldMessage) => {
    if (told.kind === "ready") state = "ready";
    else settle(told.id, told.kind === "answer" ? told.answer : "unanswered");
  });
  thread.on("error", end);
  thread.on("exit", end);

  return {
    isReady: () => state === "ready",
    ask: (question, args) =>
      new Promise((resolve) => {
        const asked: Asked = { id: ++lastId, ask: question, args };
        if (waiting.size === 0) thread.ref();
        waiting.set(asked.id, resolve);
        thread.postMessage(asked);
      }),
    async close() {
      await thread.terminate();
    },
  };
}

/** The build's own file for it, beside all others. The source tree has none: there, no thread begins. */
function createThread(path: string): Worker {
  const script = new URL("catalogue-thread.js", import.meta.url);
  return new Worker(script, { workerData: { path }, execArgv: [], env: {} }); // it reads a file, and nothing else
}
