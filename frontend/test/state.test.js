import assert from "node:assert/strict";
import { test } from "node:test";

import { amountOf, changeSentence, query, weightOf } from "../static/js/state.js";

const STATE = { board: "mini", score: "pscp-exp/1", refs: "frozen", alpha: "1", beta: "1", gamma: "1", x: "memory", q: "", page: "1" };

test("writes only what differs from the default, in a fixed order", () => {
  assert.equal(query(STATE, "pscp-exp/1"), "?board=mini");
  assert.equal(query({ ...STATE, gamma: "2.5", alpha: "0", refs: "largest" }, "pscp-exp/1"), "?board=mini&refs=largest&alpha=0&gamma=2.5");
  assert.equal(query({ ...STATE, score: "pscp-power/1" }, "pscp-exp/1"), "?board=mini&score=pscp-power%2F1");
  assert.equal(query({ ...STATE, score: "pscp-power/1" }, "pscp-power/1"), "?board=mini");
});

test("writes filters as the server does: commas as they are, blanks as plus", () => {
  assert.equal(query({ ...STATE, method: "lora,ia3", q: "rank 8" }, "pscp-exp/1"), "?board=mini&q=rank+8&method=lora,ia3");
});

test("leaves the default columns out and keeps others", () => {
  assert.equal(query({ ...STATE, cols: "pscp,penalty,range,score,parameters,latency,memory" }, "pscp-exp/1"), "?board=mini");
  assert.equal(query({ ...STATE, cols: "pscp,date" }, "pscp-exp/1"), "?board=mini&cols=pscp,date");
});

test("takes weights from 0 to 5 and nothing else", () => {
  assert.equal(weightOf("0"), 0);
  assert.equal(weightOf(" 0.25 "), 0.25);
  assert.equal(weightOf("5"), 5);
  for (const wrong of ["", "-1", "5.01", "1e0", "abc", "NaN", "1,5", "999"]) {
    assert.equal(weightOf(wrong), null, wrong);
  }
  assert.equal(amountOf("3212749824"), 3212749824);
});

const TITLES = new Map([["a", "LoRA"], ["b", "BitFit"], ["c", "IA³"]]);

const TEXTS = {
  "say.leader": "New leader: {0}", "say.was": ", was {0}", "say.still": "{0} still leads", "say.none": "no row moved",
  "say.moved": "{0} of {1} rows moved", "say.new": "new: {0}", "say.at": "{0} at rank {1}",
};

const say = (key, ...given) => TEXTS[key].replace(/\{(\d)\}/g, (place, index) => given[index]);

function standing(...ids) {
  return { leader: ids[0], ranks: new Map(ids.map((id, index) => [id, index + 1])) };
}

function sentence(before, now) {
  return changeSentence(before, now, (id) => TITLES.get(id), say);
}

test("says who leads, who led, and how many rows moved", () => {
  assert.equal(sentence(standing("a", "b", "c"), standing("b", "a", "c")), "New leader: BitFit, was LoRA; 2 of 3 rows moved.");
  assert.equal(sentence(standing("a", "b", "c"), standing("a", "b", "c")), "LoRA still leads; no row moved.");
});

test("names rows that came in", () => {
  assert.equal(sentence(standing("a"), standing("a", "b")), "LoRA still leads; no row moved; new: BitFit at rank 2.");
  assert.equal(sentence(standing(), standing("a")), "New leader: LoRA; no row moved; new: LoRA at rank 1.");
});

test("says nothing about a board without ranked rows", () => {
  assert.equal(sentence(standing(), standing()), "");
});
