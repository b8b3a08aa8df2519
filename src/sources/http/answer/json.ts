import type * as z from "zod";

import { ForeignAnswerError, PayloadError } from "../../../errors.ts";
import { shortText } from "../../../plain-text.ts";
import type { HttpAnswer } from "./answer.ts";

/** The border: what comes in has the shape we know, or is refused here with the place that differs. */
export function readJson<T>(source: string, answer: HttpAnswer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parse(source, answer));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.map(String).join(".") || "the document";
  throw new PayloadError(
    source,
    `${source} answered in a shape this importer does not know (${shortText(`${place}: ${issue?.message}`, 160)})`,
  );
}

function parse(source: string, { body, contentType }: HttpAnswer): unknown {
  const text = body.toString("utf8");
  try {
    return JSON.parse(text);
  } catch (cause) {
    const isPage = /html/i.test(contentType) || /^\s*</.test(text);
    if (isPage) {
      const words = `${source} answered with a web page instead of data: does this network ask for a log-in first?`;
      throw new ForeignAnswerError(source, words, { cause });
    }
    throw new PayloadError(source, `${source} answered with something that is not JSON`, { cause });
  }
}
