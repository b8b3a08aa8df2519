/** What a job is about: `album 1`, `force true`. Lists, and what says nothing, are left out. */
export const payloadTexts = (payload: unknown): string[] =>
  Object.entries(payload as Record<string, unknown>)
    .filter(([, value]) => typeof value !== "object")
    .map(([key, value]) => `${key.replace(/Id$/, "")} ${String(value)}`);
