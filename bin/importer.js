#!/usr/bin/env node
import { run, systemIo } from "../dist/main.js";

process.exitCode = await run(process.argv.slice(2), systemIo());
