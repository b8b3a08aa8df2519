import type { Events } from "../../../events.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import { tell } from "../../io/output.ts";
import { waitingText } from "../../layout/words.ts";
import { countsText, countText } from "../../../counts.ts";

/** Tells on stderr what takes time, and why: nobody should wonder whether the program hangs. */
export function showActivity(events: Events, io: Io): void {
  const say = (text: string): void => tell(io, `  ${plainText(text)}`);
  events.on("request-retried", ({ reason, attempt, attempts }) => {
    const said = reason.endsWith("?") ? `${reason} Trying` : `${reason.replace(/\.$/, "")}; trying`;
    say(`${said} again (${attempt + 1} of ${attempts})`);
  });
  events.on("gate-waiting", (wait) => say(waitingText(wait)));
  let isNoticed = false;
  events.on("ai-asked", ({ model }) => {
    if (!isNoticed)
      say(`titles, artists, labels and dates of products go to ${model} (IMPORTER_AI_BASE_URL)`);
    isNoticed = true;
  });
  events.on("ai-out-of-order", ({ model, reason }) => {
    say(`${model} is left alone for a while, the rules decide alone: ${reason}`);
  });
  events.on("amazon-picture-kept", () =>
    say(
      "Amazon's pictures are kept as covers, and never exported: its licence speaks of links to them (IMPORTER_AMAZON_IMAGES=link keeps none; this is said once)",
    ),
  );
  events.on("products-started", ({ title }) => say(`Amazon: looking for "${title}" …`));
  events.on("products-judged", ({ title, found, accepted, refused, unsure }) => {
    const judged = countsText([
      [found, "found"],
      [accepted, "accepted"],
      [refused, "refused"],
      [unsure, "unsure"],
    ]);
    say(`Amazon: "${title}": ${judged || "nothing found"}`);
  });
  if (!io.live) return;
  events.on("provider-started", ({ importer, provider }) => {
    say(`asking ${provider} for the ${importer === "release" ? "releases" : importer} …`);
  });
  events.on("releases-received", ({ received, total }) =>
    say(`${received} of ${countText(total, "release")} received`),
  );
}
