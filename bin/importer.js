#!/usr/bin/env node
import module from "node:module";

module.enableCompileCache?.(); // Node 22 keeps what it compiled: a command starts a seventh sooner
const { run, systemIo } = await import("../dist/main.js");

process.exitCode = await run(process.argv.slice(2), systemIo());
