import assert from "node:assert/strict";
import { test } from "node:test";

import { rowsOf } from "../static/js/board/rows.js";
import { activeFilters, filterOf, sortingOf } from "../static/js/filter.js";
import { intervalsText, number, sayer, withUnit } from "../static/js/sentences.js";

const ROWS = rowsOf({
  count: 3,
  columns: {
    title: [", rank 8", "", ", rank 64"], method: [1, 0, 1], by: [1, 0, 1],
    score: [80, 70, 82], parameters: [100, 10, 800], latency: [1.1, 1, 1.1], memory: [2e9, 1e9, null], mergeable: [true, true, null],
    adapterOver: [4e6 - 400, null, 3e7 - 3200], date: [2, 1, 0], reference: ["lora", null, null], base: [0, 0, 0],
  },
  words: { method: ["bitfit", "lora"], methodTitle: ["BitFit", "LoRA"], family: ["selective", "reparametrised"], by: ["", "ada"], date: ["", "2026-06", "2026-07-15"] },
});

const FORMATS = { parameters: { divisor: 1 }, latency: { divisor: 1 }, memory: { divisor: 1e9 }, adapter: { divisor: 1e6 } };

function pass(state) {
  return ROWS.filter(filterOf(state, FORMATS)).map((row) => "abc"[Number(row.id)]).join("");
}

test("finds rows by words, whatever their case and order", () => {
  assert.equal(pass({ q: "64 lora" }), "c");
  assert.equal(pass({ q: "LORA ada" }), "ac");
  assert.equal(pass({ q: "(" }), "");
});

test("finds rows by method, family, origin and whether they merge", () => {
  assert.equal(pass({ method: "lora,ia3" }), "ac");
  assert.equal(pass({ family: "selective" }), "b");
  assert.equal(pass({ origin: "reference" }), "a");
  assert.equal(pass({ origin: "published" }), "b");
  assert.equal(pass({ mergeable: "yes" }), "ab");
});

test("keeps budgets in the units of the columns; what is not known does not pass", () => {
  assert.equal(pass({ mmax: "1.5" }), "b");
  assert.equal(pass({ amax: "5" }), "a");
  assert.equal(pass({ pmax: "100" }), "ab");
  assert.equal(pass({ pmax: "what" }), "abc");
});

test("keeps rows of a time; a month is before its days", () => {
  assert.equal(pass({ since: "2026-06-01" }), "a");
  assert.equal(pass({ until: "2026-06-30" }), "b");
});

test("counts the filters that are set", () => {
  assert.equal(activeFilters({ q: "", method: "lora", pmax: "3", page: "2" }), 2);
});

test("sorts by a quantity, the better first, what is not known last", () => {
  const order = (name) => [...ROWS].sort(sortingOf(name)).map((row) => "abc"[Number(row.id)]).join("");
  assert.equal(order("score"), "cab");
  assert.equal(order("memory"), "bac");
  assert.equal(order("date"), "abc");
  assert.equal(sortingOf("rank"), null);
});

test("writes numbers as the server does", () => {
  const format = { divisor: 1e6, decimals: 1, unit: "MB" };
  assert.equal(number(1234567890, format, "en"), "1,234.6");
  assert.equal(number(1234567890, format, "de"), "1\u202f234.6");
  assert.equal(number(null, format, "en"), "–");
  assert.equal(withUnit(5e6, format, "en"), "5.0 MB");
});

test("writes intervals with the ends that there are", () => {
  const say = sayer({ "stability.any": "any {0}" });
  assert.equal(intervalsText([[0, Infinity], [0.975, 12.76], [0, 1.416]], say), "any α · 0.97 ≤ β ≤ 12.76 · γ ≤ 1.42");
});
