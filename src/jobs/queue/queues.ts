import type { Prepared } from "../../db/statement.ts";

/**
 * The queues, and how many of their jobs one process runs at once. A queue of concurrency 1 is serial across
 * *all* processes: its claim sees to that.
 */
export const queues = {
  default: { concurrency: 4 },
  serial: { concurrency: 1 },
} as const satisfies Record<string, { concurrency: number }>;
export type QueueName = keyof typeof queues;

export const queueNames = Object.keys(queues) as QueueName[];

export function isQueueName(name: string): name is QueueName {
  return Object.hasOwn(queues, name);
}

export function isSerial(queue: QueueName): boolean {
  return queues[queue].concurrency === 1;
}

/**
 * One statement for each queue, its name written into it: with the name bound, SQLite would plan the
 * statement anew at every run once the table has been analysed (2.5 times the cost of a claim).
 */
export function perQueue<Args extends unknown[], Row>(
  prepare: (queue: QueueName) => Prepared<Args, Row>,
): (queue: QueueName) => Prepared<Args, Row> {
  for (const name of queueNames) {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`"${name}" can't be the name of a queue`);
  }
  const all = new Map(queueNames.map((queue) => [queue, prepare(queue)]));
  return (queue) => all.get(queue)!;
}
