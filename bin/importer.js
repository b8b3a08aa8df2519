#!/usr/bin/env node
import module from "node:module";

module.enableCompileCache?.(); // from Node 22.1 on: what was compiled once is read the next time
const { run, systemIo } = await import("../dist/main.js");

process.exitCode = await run(process.argv.slice(2), systemIo());
