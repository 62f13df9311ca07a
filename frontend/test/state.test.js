import assert from "node:assert/strict";
import { test } from "node:test";

import { changeSentence, query, weightOf } from "../static/js/state.js";

const STATE = { board: "mini", score: "pscp-exp/1", refs: "frozen", alpha: 1, beta: 1, gamma: 1, x: "memory" };

test("writes only what differs from the default, in a fixed order", () => {
  assert.equal(query(STATE, "pscp-exp/1"), "?board=mini");
  assert.equal(query({ ...STATE, gamma: 2.5, alpha: 0, refs: "largest" }, "pscp-exp/1"), "?board=mini&refs=largest&alpha=0&gamma=2.5");
  assert.equal(query({ ...STATE, score: "pscp-power/1" }, "pscp-exp/1"), "?board=mini&score=pscp-power%2F1");
  assert.equal(query({ ...STATE, score: "pscp-power/1" }, "pscp-power/1"), "?board=mini");
});

test("takes weights from 0 to 5 and nothing else", () => {
  assert.equal(weightOf("0"), 0);
  assert.equal(weightOf(" 0.25 "), 0.25);
  assert.equal(weightOf("5"), 5);
  for (const wrong of ["", "-1", "5.01", "1e0", "abc", "NaN", "1,5", "999"]) {
    assert.equal(weightOf(wrong), null, wrong);
  }
});

const TITLES = new Map([["a", "LoRA"], ["b", "BitFit"], ["c", "IA³"]]);

function standing(...ids) {
  return { leader: ids[0], ranks: new Map(ids.map((id, index) => [id, index + 1])) };
}

test("says who leads, who led, and how many rows moved", () => {
  assert.equal(changeSentence(standing("a", "b", "c"), standing("b", "a", "c"), TITLES),
      "New leader: BitFit, was LoRA; 2 of 3 rows moved.");
  assert.equal(changeSentence(standing("a", "b", "c"), standing("a", "b", "c"), TITLES), "LoRA still leads; no row moved.");
});

test("names rows that came in", () => {
  assert.equal(changeSentence(standing("a"), standing("a", "b"), TITLES), "LoRA still leads; no row moved; new: BitFit at rank 2.");
  assert.equal(changeSentence(standing(), standing("a"), TITLES), "New leader: LoRA; no row moved; new: LoRA at rank 1.");
});

test("says nothing about a board without ranked rows", () => {
  assert.equal(changeSentence(standing(), standing(), TITLES), "");
});
