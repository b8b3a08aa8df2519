import type { Command } from "commander";
import { configPath, listSettings, unsetMeans, type Origin, type Setting } from "../../config.ts";
import { shownValue } from "../../settings/secret.ts";
import type { Io } from "../io/io.ts";
import { createOutput } from "../io/output.ts";

interface Flags {
  json?: boolean;
}

export function addConfigCommand(program: Command, io: Io): void {
  const config = program.command("config").description("see and change the settings in config.json");
  addList(config, io);
  addGet(config, io);
  addSet(config, io);
  addUnset(config, io);
  config
    .command("path")
    .description("print where config.json is, or would be")
    .option("--json", "print one JSON document")
    .action((flags: Flags) => {
      const output = createOutput(io, flags);
      const path = configPath(io.env);
      output.document({ path });
      output.line(path);
    });
}

const originText: Record<Origin, string> = {
  environment: "environment",
  file: "config.json",
  default: "default",
};

/** As it is shown: no secret, and no password of a mirror's. */
function described({ name, value, origin }: { name: Setting; value: string | undefined; origin: Origin }) {
  const isDefault = origin === "default";
  return { name, value: value === undefined ? null : isDefault ? value : shownValue(name, value), origin };
}

function addList(config: Command, io: Io): void {
  config
    .command("list", { isDefault: true })
    .description("list every setting, its value and where that comes from")
    .option("--json", "print one JSON document")
    .action(async (flags: Flags) => {
      const { renderTable } = await import("../layout/table.ts");
      const output = createOutput(io, flags);
      const rows = listSettings(io.env).map(described);
      output.document(rows);
      const shown = rows.map(({ name, value, origin }) => {
        const counts = value ?? (unsetMeans[name] === undefined ? null : `(${unsetMeans[name]})`);
        return { name, counts, from: counts === null ? "" : originText[origin] };
      });
      const columns = [
        { title: "setting", value: ({ name }: (typeof shown)[number]) => name, whole: true },
        { title: "from", value: ({ from }: (typeof shown)[number]) => from },
        { title: "value", value: ({ counts }: (typeof shown)[number]) => counts, flexible: true },
      ];
      output.line(renderTable(shown, columns, output));
    });
}

function addGet(config: Command, io: Io): void {
  config
    .command("get")
    .description("print one setting's value")
    .argument("<name>", "such as IMPORTER_CONTACT")
    .option("--json", "print one JSON document")
    .action(async (typed: string, flags: Flags) => {
      const { findSetting } = await import("../settings/change-setting.ts");
      const output = createOutput(io, flags);
      const name = findSetting(typed);
      const found = described(listSettings(io.env).find((each) => each.name === name)!);
      output.document(found);
      if (found.value === null)
        output.remark(`importer: ${name} is not set${unsetMeans[name] ? `: ${unsetMeans[name]}` : ""}`);
      else output.line(found.value);
    });
}

function addSet(config: Command, io: Io): void {
  config
    .command("set")
    .description("check a value, and write it into config.json")
    .argument("<name>", "such as IMPORTER_CONTACT")
    .argument("[value]", "- reads it from standard input; without one it is asked for")
    .option("--json", "print one JSON document")
    .action(async (typed: string, words: string | undefined, flags: Flags) => {
      const { findSetting, setSetting } = await import("../settings/change-setting.ts");
      const { readNewValue } = await import("../settings/read-value.ts");
      const name = findSetting(typed);
      const value = await readNewValue(name, words, io);
      const path = await setSetting(io.env, name, value);
      tellChanged(io, flags, name, path);
    });
}

function addUnset(config: Command, io: Io): void {
  config
    .command("unset")
    .description("take a setting out of config.json: its default counts again")
    .argument("<name>", "such as IMPORTER_CONTACT")
    .option("--json", "print one JSON document")
    .action(async (typed: string, flags: Flags) => {
      const { unsetSetting } = await import("../settings/change-setting.ts");
      const { name, path } = await unsetSetting(io.env, typed);
      tellChanged(io, flags, name, path);
    });
}

function tellChanged(io: Io, flags: Flags, name: string, path: string): void {
  const output = createOutput(io, flags);
  const now = listSettings(io.env).find((each) => each.name === name);
  const { value, origin } = now ? described(now) : { value: null, origin: "default" as const };
  output.document({ name, value, origin, path });
  output.line(
    `${name} ${value === null ? "is not set" : `is ${value} (${originText[origin]})`}; written to ${path}`,
  );
  if (origin === "environment")
    output.remark(`importer: ${name} is in the environment, too, which counts more`);
  else
    output.remark(
      "from the next command on; a worker that runs has to be started anew. To check: importer doctor",
    );
}
