import type { Reply } from "../stand-in.ts";

const contentType = "application/json";

export const answer = (document: unknown): Reply => ({
  status: 200,
  contentType,
  body: JSON.stringify(document),
});

export const failure = (status: number, message: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  contentType,
  body: JSON.stringify({ message }),
});

export const notFound = (what: "Release" | "Master Release" | "Artist" | "Label"): Reply =>
  failure(404, `${what} not found.`);

/** Whoever does not say who they are gets nothing, and no word of why. */
export const silence = (): Reply => ({ status: 200, contentType, body: "" });

export const challenge = (): Reply => ({
  status: 403,
  contentType: "text/html; charset=UTF-8",
  body: "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>",
});
