import { withoutUser } from "./parse.ts";

const secretName = /^IMPORTER_.*(?:TOKEN|SECRET|KEY|PASSWORD|CREDENTIAL_ID)$/;

/** Whether a setting's value is nobody's business. */
export const isSecret = (name: string): boolean => secretName.test(name);

/** A setting's value as it may be shown: no secret, no name and password in an address. */
export function shownValue(name: string, value: string): string {
  if (isSecret(name)) return "***";
  return /^[a-z][a-z\d+.-]*:\/\/[^/\s]*@/i.test(value) ? withoutUser(value) : value;
}
