/** Headers hold ASCII; a contact may be anything that a person types. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, (odd) => encodeURIComponent(Buffer.from(odd).toString()));
}

/** A mirror of one's own may sit behind a password: http://user:password@mirror/ws/2 */
export function basicAuthorization(url: URL): { authorization: string } | undefined {
  if (!url.username && !url.password) return undefined;
  const credentials = `${decoded(url.username)}:${decoded(url.password)}`;
  return { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
}

/** A lone % in a password stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
