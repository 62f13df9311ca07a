import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { rankIntervals } from "../static/js/uncertainty.js";

const golden = JSON.parse(readFileSync(new URL("golden/uncertainty.json", import.meta.url), "utf8"));

test("gives the rank intervals and tie groups of the golden file", () => {
  const { lines, draws, count, weights, ranges } = golden;
  const found = rankIntervals(lines, { draws: count, rows: draws }, [weights.alpha, weights.beta, weights.gamma]);
  assert.deepEqual(Object.fromEntries(found), ranges);
});

test("a row without draws has no interval, and rows that never change places are certain", () => {
  const lines = [{ id: "a", logScore: 2, shares: [0, 0, 0] }, { id: "b", logScore: 1, shares: [0, 0, 0] }];
  const found = rankIntervals(lines, { draws: 3, rows: { a: { logScores: [0, 0.1, -0.1], latencies: [0, 0, 0] } } }, [1, 1, 1]);
  assert.deepEqual([...found], [["a", { low: 1, high: 1, head: "a" }]]);
});
