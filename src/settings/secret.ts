/** Redaction: what of a setting, an address or a command line may be shown and kept. */

const secretName = /^IMPORTER_.*(?:TOKEN|SECRET|KEY|PASSWORD|CREDENTIAL_ID)$/;
const addressName = /(?:_URL|_PROXY)$/i;

/** Whether a setting's value is nobody's business. */
export const isSecret = (name: string): boolean => secretName.test(name);

/** A setting's value as it may be shown: no secret, no name and password in an address. */
export function shownValue(name: string, value: string): string {
  if (isSecret(name)) return "***";
  return addressName.test(name) ? withoutUser(value) : withoutSecrets(value);
}

/** As browsers and curl read them: `https:user@host` and `//user@host` have a user as well, and so has an address that is escaped. */
const beginning = /(?:[a-z][a-z\d+.-]*:)?(?:\/\/|\\\\)|https?:|https?%3A(?:%2F%2F)?|%2F%2F/.source;
const at = "(?:@|%40)";
const wholeUser = new RegExp(`^(${beginning})?.*${at}`, "is");

/** An address without a user and password, which are nobody's business, nor is what stands behind its path: keys do. */
export const withoutUser = (address: string): string =>
  address.replace(wholeUser, "$1…@").replace(/(?:[?#]|%3F|%23).*$/is, "?…");

/** A user up to the `@`, in front of the first slash; or with a password, which may hold slashes, but is no port. */
const userWithin = new RegExp(
  `(${beginning})(?:[^\\s/\\\\]*${at}|[^\\s/@:]*(?::|%3A)(?!\\d+(?:/|$))\\S*${at})`,
  "gi",
);
/** `user:password@host` as one word. */
const bareUser = new RegExp(
  `(?<!\\S)(?!mailto:)[^\\s:/@]+:(?!//|\\\\\\\\)[^\\s@]+${at}(?=[^\\s@]+(?:\\s|$))`,
  "gi",
);
const secretWords = "token|secret|passw|pwd|key|sig|auth|credential|session";
/** A letter of a parameter's name: where another parameter begins, this one has ended. Else each beginning is tried with each end. */
const ofName = "(?:(?!%3F|%26|%23)[^=?&#;\\s])";
const secretParameter = new RegExp(
  `((?:[?&#;]|%3F|%26|%23)${ofName}*?(?:${secretWords})${ofName}*?(?:=|%3D))(?:(?!%26)[^&#\\s])*`,
  "gi",
);

const mostShown = 10_000;

/** Words that may hold addresses, without the names, passwords and keys in them. */
export const withoutSecrets = (words: string): string =>
  words
    .slice(0, mostShown)
    .replace(userWithin, "$1***@")
    .replace(bareUser, "***@")
    .replace(secretParameter, "$1***");
