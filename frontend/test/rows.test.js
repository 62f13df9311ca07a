import assert from "node:assert/strict";
import { test } from "node:test";

import { keyOf, rowsOf } from "../static/js/board/rows.js";

const json = {
  count: 3,
  columns: {
    title: [", rank 8", "=My own", ""], method: [0, 0, 1], by: [1, 1, 0], score: [80, 81.5, null], parameters: [100, 0.5, 12], latency: [1, 1, 1],
    memory: [5, 6, 7], mergeable: [true, null, false], adapterOver: [48, 900, null], date: [1, 0, 1], reference: [null, "lora", null], base: [0, 0, 0],
  },
  words: { method: ["lora", "bitfit"], methodTitle: ["LoRA", "BitFit"], family: ["reparametrised", "selective"], by: ["", "ada"], date: ["", "2026-11-22"] },
};

test("what was shortened is whole again", () => {
  const rows = rowsOf(json);
  assert.deepEqual(rows.map(({ title }) => title), ["LoRA, rank 8", "My own", "BitFit"]);
  assert.deepEqual(rows.map(({ adapterBytes }) => adapterBytes), [448, 900, null]);
  assert.deepEqual(rows.map(({ date }) => date), ["2026-11-22", null, "2026-11-22"]);
  assert.deepEqual(rows.map(({ origin }) => origin), ["submission", "reference", "published"]);
  assert.deepEqual(rows.map(({ family }) => family), ["reparametrised", "reparametrised", "selective"]);
});

test("keys sort as places do", () => {
  assert.ok(keyOf(9) < keyOf(10) && keyOf(99_999) < keyOf(100_000));
  assert.equal(keyOf("12"), keyOf(12));
});
