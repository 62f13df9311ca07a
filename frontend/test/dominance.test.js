import assert from "node:assert/strict";
import { test } from "node:test";

import { dominatedBy } from "../static/js/dominance.js";

const ROWS = [
  { id: "dear", score: 80, parameters: 1, latency: 9, memory: 9 },
  { id: "cheap", score: 60, parameters: 1, latency: 1, memory: 1 },
  { id: "beaten", score: 59, parameters: 1, latency: 5, memory: 5 },
  { id: "twin", score: 60, parameters: 1, latency: 1, memory: 1 },
  { id: "lean", score: 10, parameters: 0, latency: 9, memory: 9 },
  { id: "unknown", score: 5, parameters: 9, latency: null, memory: 9 },
];

test("names the row that beats another in everything", () => {
  assert.deepEqual([...dominatedBy(ROWS, ["parameters", "latency", "memory"])], [["beaten", "cheap"]]);
});

test("counts only the costs given: a row that is best in one of them falls when it is hidden", () => {
  const found = dominatedBy(ROWS, ["latency", "memory"]);
  assert.equal(found.get("lean"), "dear");
  assert.equal(found.get("beaten"), "cheap");
  assert.ok(!found.has("twin"), "equal rows do not dominate each other");
  assert.equal(dominatedBy(ROWS, ["memory"]).get("unknown"), "dear");
});
