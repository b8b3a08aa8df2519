/** The states of a job, as the schema has them; beside it, so that naming them does not load drizzle. */
export const jobStates = ["scheduled", "ready", "running", "done", "failed", "cancelled"] as const;
export type JobState = (typeof jobStates)[number];
