import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { DEFAULT_WEIGHTS, largestOf, Order, rank, Shares } from "../static/js/scoring.js";

const golden = JSON.parse(readFileSync(new URL("golden/pscp.json", import.meta.url), "utf8"));

for (const goldenCase of golden.cases) {
  test(`ranks as the golden file says: ${goldenCase.name}`, () => {
    const { rows, score, weights, references, within } = goldenCase;
    const ranking = rank(rows, score, weights, references);

    assert.deepEqual(ranking.places.map(({ id, rank: place, tied, belowChance }) => ({ id, place, tied, belowChance })),
      goldenCase.places.map(({ id, rank: place, tied, belowChance }) => ({ id, place, tied, belowChance })));
    assert.deepEqual(ranking.incomplete, goldenCase.incomplete);
    goldenCase.places.forEach((expected, index) => {
      assertNear(ranking.places[index].pscp, expected.pscp, within, `${expected.id}: PSCP`);
      for (const [cost, penalty] of Object.entries(expected.penalties ?? {})) {
        assertNear(ranking.places[index].penalties[cost], penalty, Math.min(within, 1e-6), `${expected.id}: penalty of ${cost}`);
      }
    });
  });
}

function assertNear(actual, expected, within, what) {
  assert.ok(Math.abs(actual - expected) <= within, `${what}: got ${actual}, need ${expected} ± ${within}`);
}

test("does not depend on the order of the rows given", () => {
  const { rows, score, weights, references } = golden.cases[0];
  assert.deepEqual(rank([...rows].reverse(), score, weights, references), rank(rows, score, weights, references));
});

test("counts rises as positive and falls as negative", () => {
  const { rows, score, references } = golden.cases[0];
  const shares = new Shares(rows, score, references);
  const quality = new Order(shares, { alpha: 0, beta: 0, gamma: 0 });
  const before = new Order(shares, DEFAULT_WEIGHTS);
  const rise = (id) => quality.rise(shares.ids.indexOf(id), before);
  assert.deepEqual([rise("lora"), rise("adapter"), rise("bitfit")], [0, 3, -3]);
});

test("gives the same order whatever order it starts from", () => {
  const { rows, score, references } = golden.cases[0];
  const shares = new Shares(rows, score, references);
  const weights = { alpha: 0.35, beta: 4.95, gamma: 2.5 };
  const fresh = new Order(shares, weights);
  assert.deepEqual(new Order(shares, weights, new Order(shares, { alpha: 0, beta: 0, gamma: 0 })).indices, fresh.indices);
});

test("takes the largest cost as reference, and 1 where all are 0 or absent", () => {
  const rows = [{ id: "a", parameters: 3, latency: 0, memory: null }, { id: "b", parameters: null, latency: 0, memory: null }];
  assert.deepEqual(largestOf(rows), { parameters: 3, latency: 1, memory: 1, latencyBase: 0 });
});

test("refuses an unknown score by name", () => {
  assert.throws(() => rank([], "pscp-exp/9", DEFAULT_WEIGHTS, largestOf([])), /score: got 'pscp-exp\/9', need one of: pscp-exp\/1/);
});
