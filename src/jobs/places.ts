import { UserError } from "../errors.ts";
import { isQueueName, isSerial, queueNames, queues, type QueueName } from "./queues.ts";
import type { Runs } from "./runs.ts";
import type { Slot } from "./turn.ts";

/** How many jobs of a queue a worker runs at once. */
export interface Place {
  queue: QueueName;
  concurrency: number;
}

/** @throws UserError naming a queue that is not known. */
export function placesFor(options: { queues?: readonly string[]; concurrency?: number }): Place[] {
  return [...new Set(options.queues ?? queueNames)].map((queue) => {
    if (!isQueueName(queue)) {
      throw new UserError(`there is no queue "${queue}"`, { hint: `there are: ${queueNames.join(", ")}` });
    }
    const wanted = options.concurrency ?? queues[queue].concurrency;
    return { queue, concurrency: isSerial(queue) ? 1 : wanted };
  });
}

/** Where more jobs may start. None while a job runs that has crashed a worker before: it runs alone. */
export function freeSlots(places: readonly Place[], runs: Runs): Slot[] {
  if (runs.active().some((job) => job.crashes > 0)) return [];
  const slots: Slot[] = [];
  for (const { queue, concurrency } of places) {
    const free = concurrency - runs.countIn(queue);
    if (free > 0) slots.push({ queue, free });
  }
  return slots;
}
