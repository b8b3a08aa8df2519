import type { GivenSetting } from "./own.ts";
import { unfit } from "./parse.ts";

/** Whether somebody can be reached at it: an address of mail or of the web, as services ask for in the User-Agent. */
export const isReachable = (contact: string): boolean => /\S@\S|^\S+\.[\p{L}\d]/u.test(contact);

/** As it is set by a command; one that stands in the environment, or in the file since before, is warned of instead. @throws UserError */
export function checkContact(given: GivenSetting): void {
  if (!isReachable(given.value))
    throw unfit(
      given,
      "at which nobody can be reached",
      "an address of mail or of the web, for instance: you@example.org",
    );
}
