/**
 * The address below which `chat/completions` lies. People write it with or without slashes at its end, without the `/v1`
 * that every server has, or with the whole path; a path of its own (`/api/v1`, `/openai`) is left as it is.
 */
export function normaliseBaseUrl(address: string): string {
  const trimmed = address.trim().replace(/\/+$/, "");
  const base = trimmed.replace(/\/+chat\/completions$/, "");
  return new URL(base).pathname === "/" ? `${base}/v1` : base;
}
