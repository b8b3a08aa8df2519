import { Argument, InvalidArgumentError } from "commander";
import { nearestName } from "../../matching/text/edit-distance.ts";
import { meantText } from "../layout/words.ts";
import { singularOf } from "./singular.ts";

/** What other programs call it. */
const calledElsewhere: Readonly<Record<string, string>> = {
  song: "track",
  recording: "track",
  record: "album",
  "release-group": "album",
  band: "artist",
  edition: "release",
  cover: "artwork",
};

/** `<what>`, one of several kinds; whether it is said in the singular or the plural makes no difference. */
export const kindArgument = (kinds: readonly string[]): Argument =>
  new Argument("<what>").choices(kinds).argParser((typed: string) => {
    const word = singularOf(typed);
    const kind = kinds.find((each) => singularOf(each) === word);
    if (kind !== undefined) return kind;
    const elsewhere = kinds.find((each) => singularOf(each) === calledElsewhere[word]);
    const meant = meantText(elsewhere ?? nearestName(typed.toLowerCase(), kinds));
    throw new InvalidArgumentError(`It is one of ${kinds.join(", ")}${meant}.`);
  });
