/** `no_answer` is an answer of a kind: it refused, or never said anything that can be used. */
export type AiAnswer = { outcome: "answered"; json: unknown } | { outcome: "no_answer"; why: string };
