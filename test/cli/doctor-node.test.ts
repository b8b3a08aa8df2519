import { describe, expect, it } from "vitest";
import { examineNode } from "../../src/cli/doctor/machine.ts";

describe("the version of Node", () => {
  it.each([
    ["18.20.0", "problem"],
    ["20.18.3", "problem"],
    ["20.19.0", "fine"],
    ["24.1.0", "fine"],
  ])("%s is %s", (version, verdict) => {
    expect(examineNode(version)).toMatchObject({ about: "node", verdict });
  });
});
