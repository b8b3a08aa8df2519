import { QuestionError, WithheldError } from "../../errors.ts";
import type { Api } from "../http/api.ts";
import { foreignAnswer } from "../http/answer/foreign.ts";
import type { StatusAnswer } from "../http/answer/answer.ts";

const mbid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
/** "No cover art found for release …", "No front cover image found for release with identifier …". */
const namesWhatItLacks = new RegExp(
  `\\bno (?:release(?:[ -]group)?|cover art|(?:front |back )?cover image) found (?:for|with)\\b[^<>]{0,80}\\b${mbid}\\b`,
  "i",
);
/** "invalid MBID specified", "front-300 does not not contain a valid cover image id". */
const namesWhatIsOdd = /\b(?:MBID|cover image id|not supported for release groups|entities are supported)\b/;
/** archive.org's pages about its items; a filter that blocks them may name the item, but not itself so. */
const archiveOrgPage = /<title>\s*internet archive\b/i;

/**
 * Three hosts may answer. The Archive says 404 in a page that names the release it has nothing for; archive.org, where it
 * leads, has a page of its own for an item that is withheld, or being put together anew; any other page is somebody
 * else's.
 */
export function judgeArchive({ name, baseUrl }: Api, answer: StatusAnswer): "absent" | Error | undefined {
  const { status, url, body } = answer;
  if (status < 400 || status >= 500 || status === 408 || status === 429) return undefined;
  if (url.origin === new URL(baseUrl).origin) {
    if (status === 404 && namesWhatItLacks.test(body)) return "absent";
    if (status === 400 && namesWhatIsOdd.test(body)) {
      return new QuestionError(name, `${name} does not take the question (400)`);
    }
    return foreignAnswer(name, answer);
  }
  if ([401, 403, 404, 410].includes(status) && archiveOrgPage.test(body)) {
    return new WithheldError(name, `${name}: archive.org does not hand the picture out now (${status})`);
  }
  return foreignAnswer(name, answer);
}
