import type { Command } from "commander";
import { UserError } from "../../errors.ts";
import { findPage, listTopics, topicNames, topicsThatSay } from "../help/topics.ts";
import type { Io } from "../io/io.ts";
import { createOutput, type Output } from "../io/output.ts";
import { withoutSynonyms } from "../typed/synonyms.ts";
import { subCommandOf } from "../typed/sub-command.ts";

interface Flags {
  json?: boolean;
}

/** Comes after all other commands: those with a page say so in their own help. */
export function addHelpCommand(program: Command, io: Io): void {
  for (const command of program.commands) {
    const name = command.name();
    if (topicNames.includes(name)) command.addHelpText("after", `\nMore: importer help ${name}`);
  }
  program
    .helpCommand(false)
    .command("help")
    .description("topics to read: a command and how it is used, settings, exit codes, JSON …")
    .argument("[topic...]", "a topic, or a command; without it, the list of topics")
    .option("--json", "print one JSON document")
    .action(async (words: string[], flags: Flags) => {
      const output = createOutput(io, flags);
      if (words.length === 0) await showTopics(output, program, flags);
      else
        await showTopic(
          output,
          program,
          withoutSynonyms(words, [...topicNames, ...program.commands.map((each) => each.name())]),
        );
    });
}

async function showTopics(output: Output, program: Command, { json }: Flags): Promise<void> {
  const { pad } = await import("../layout/text.ts");
  const topics = listTopics();
  output.document({ usage: program.helpInformation(), topics });
  if (!json) program.outputHelp();
  output.line("\nTopics (importer help <topic>):");
  const width = Math.max(...topics.map(({ name }) => name.length));
  for (const { name, about } of topics) output.line(`  ${pad(name, width)}  ${about}`);
}

/** A command's help first, then the page of that name; either may be all there is. */
async function showTopic(output: Output, program: Command, typed: string[]): Promise<void> {
  const words = findCommand(program, typed) ? typed : topicAbout(typed);
  const command = findCommand(program, words);
  const page = words.length === 1 ? findPage(words[0]!) : undefined;
  if (!command && page === undefined) throw await noSuchTopic(program, words);
  output.document({ topic: words.join(" "), usage: command?.helpInformation() ?? null, page: page ?? null });
  if (command) output.line(command.helpInformation());
  if (page === undefined) return;
  const { renderMarkdown } = await import("../layout/markdown.ts");
  if (command) output.line();
  output.page(renderMarkdown(page, output));
}

/** A page goes by each of the things that its title says it is about: "exit codes". */
function topicAbout(typed: string[]): string[] {
  const asked = typed.join(" ").toLowerCase();
  const topic = listTopics().find(({ about }) => about.toLowerCase().split(", ").includes(asked));
  return topic ? [topic.name] : typed;
}

function findCommand(program: Command, words: string[]): Command | undefined {
  return words.reduce<Command | undefined>((above, word) => above && subCommandOf(above, word), program);
}

async function noSuchTopic(program: Command, words: string[]): Promise<UserError> {
  const { nearestName } = await import("../../matching/text/edit-distance.ts");
  const { meantText } = await import("../layout/words.ts");
  const typed = words.join(" ");
  const commands = program.commands.flatMap((command) => [
    command.name(),
    ...command.commands.map((sub) => `${command.name()} ${sub.name()}`),
  ]);
  const nearest = nearestName(typed, [...topicNames, ...commands]);
  const speaking = nearest === undefined ? topicsThatSay(typed).slice(0, 3) : [];
  if (speaking.length > 0) {
    return new UserError(`there is no help about "${typed}" alone; it stands in ${speaking.join(", ")}`, {
      hint: `importer help ${speaking[0]!}`,
    });
  }
  return new UserError(`there is no help about "${typed}"${meantText(nearest)}`, {
    hint: nearest ? `importer help ${nearest}` : "importer help",
  });
}
