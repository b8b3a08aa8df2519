import { UserError } from "../../errors.ts";
import { isQueueName, isSerial, queueNames, queues, type QueueName } from "../queue/queues.ts";
import type { Runs } from "./runs.ts";
import type { Slot } from "./turn.ts";

/** Concurrency limit. How many jobs of a queue a worker runs at once. */
export interface ConcurrencyLimit {
  queue: QueueName;
  concurrency: number;
}

/** @throws UserError naming a queue that is not known. */
export function concurrencyLimits(options: {
  queues?: readonly string[];
  concurrency?: number;
}): ConcurrencyLimit[] {
  return [...new Set(options.queues ?? queueNames)].map((queue) => {
    if (!isQueueName(queue)) {
      throw new UserError(`there is no queue "${queue}"`, { hint: `there are: ${queueNames.join(", ")}` });
    }
    const wanted = options.concurrency ?? queues[queue].concurrency;
    return { queue, concurrency: isSerial(queue) ? 1 : wanted };
  });
}

/** Where more jobs may start. None while a job runs that has crashed a worker before: it runs alone. */
export function freeSlots(limits: readonly ConcurrencyLimit[], runs: Runs): Slot[] {
  if (runs.active().some((job) => job.crashes > 0)) return [];
  const slots: Slot[] = [];
  for (const { queue, concurrency } of limits) {
    const free = concurrency - runs.countIn(queue);
    if (free > 0) slots.push({ queue, free });
  }
  return slots;
}
