import { UserError } from "../../errors.ts";
import { isBlank } from "../../plain-text.ts";

/**
 * Where several files shall go, or are. `"$FOLDER"` where that is not set would be the folder one stands in, and `-`, which is a stream
 * elsewhere, a folder of that name. `behind`: the flag that names it.
 * @throws UserError for either
 */
export function refuseNoFolder(folder: string, hint: string, behind?: string): void {
  if (isBlank(folder)) {
    throw new UserError(behind === undefined ? "no folder is named" : `${behind}: it names no folder`, {
      hint,
    });
  }
  if (folder === "-") throw new UserError('"-" is no folder, and several files fit into no stream', { hint });
}
