import type { Events } from "../../events.ts";
import { plainText } from "../../plain-text.ts";
import type { Io } from "../io.ts";

/** Tells on stderr what takes time, and why: nobody should wonder whether the program hangs. */
export function showActivity(events: Events, io: Io): void {
  const tell = (text: string): void => void io.stderr.write(`  ${plainText(text)}\n`);
  events.on("request-retried", ({ reason, attempt, attempts }) => {
    const said = reason.endsWith("?") ? `${reason} Trying` : `${reason.replace(/\.$/, "")}; trying`;
    tell(`${said} again (${attempt + 1} of ${attempts})`);
  });
  events.on("gate-waiting", ({ source, waitMs, reason }) => {
    tell(`waiting ${Math.ceil(waitMs / 1000)} s for ${source} (${reason})`);
  });
  let isNoticed = false;
  events.on("ai-asked", ({ model }) => {
    if (!isNoticed)
      tell(`titles, artists, labels and dates of products go to ${model} (IMPORTER_AI_BASE_URL)`);
    isNoticed = true;
  });
  events.on("ai-out-of-order", ({ model, reason }) => {
    tell(`${model} is left alone for a while, the rules decide alone: ${reason}`);
  });
  events.on("products-started", ({ title }) => tell(`Amazon: looking for "${title}" …`));
  events.on("products-judged", ({ title, found, accepted, refused, unsure }) => {
    tell(`Amazon: "${title}": ${found} found, ${accepted} accepted, ${refused} refused, ${unsure} unsure`);
  });
  if (!io.live) return;
  events.on("provider-started", ({ importer, provider }) => {
    tell(`asking ${provider} for the ${importer === "release" ? "releases" : importer} …`);
  });
  events.on("releases-received", ({ received, total }) => tell(`${received} of ${total} releases received`));
}
