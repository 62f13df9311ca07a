import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Order, Shares } from "../static/js/scoring.js";
import { at, CUBE, flip, interval, leadsNowhere, linesOf, nearestSwap, POINTS, WEIGHT_NAMES, winnerShares } from "../static/js/stability.js";

const golden = JSON.parse(readFileSync(new URL("golden/stability.json", import.meta.url), "utf8"));

function near(actual, expected, what) {
  if (expected === null) {
    assert.equal(actual, Infinity, what);
    return;
  }
  assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${what}: got ${actual}, need ${expected}`);
}

test("asks the same points of the same cube as the golden file", () => {
  assert.deepEqual([POINTS, CUBE], [golden.points, golden.cube]);
});

for (const goldenCase of golden.cases) {
  const { rows, score, weights, references } = goldenCase;
  const shares = new Shares(rows, score, references);
  const lines = linesOf(shares);
  const point = WEIGHT_NAMES.map((name) => weights[name]);

  test(`orders rows: ${goldenCase.name}`, () => {
    const order = new Order(shares, weights).indices.map((index) => shares.ids[index]);
    assert.deepEqual(order.slice(0, goldenCase.order.length), goldenCase.order);
  });

  test(`finds intervals in which a row keeps its rank: ${goldenCase.name}`, () => {
    for (const line of lines) {
      WEIGHT_NAMES.forEach((name, k) => {
        const [low, high] = interval(line, lines, point, k);
        near(low, goldenCase.intervals[line.id][name][0], `${line.id}, ${name}, low`);
        near(high, goldenCase.intervals[line.id][name][1], `${line.id}, ${name}, high`);
      });
    }
  });

  test(`finds the nearest swap: ${goldenCase.name}`, () => {
    for (const line of lines) {
      const swap = nearestSwap(line, lines, point);
      assert.equal(swap?.id ?? null, goldenCase.swaps[line.id]?.id ?? null, line.id);
      if (swap) {
        near(swap.distance, goldenCase.swaps[line.id].distance, line.id);
      }
    }
  });

  test(`counts where each row leads: ${goldenCase.name}`, () => {
    const won = winnerShares(lines);
    for (const [id, share] of Object.entries(goldenCase.winnerShares)) {
      near(won.get(id), share, id);
    }
  });

  test(`names the rows that lead nowhere: ${goldenCase.name}`, () => {
    assert.deepEqual([...leadsNowhere(lines)].sort(), goldenCase.leadsNowhere);
  });
}

test("rows are equal at the weight at which they swap", () => {
  const { rows, score, references } = golden.cases[0];
  const lines = linesOf(new Shares(rows, score, references));
  const value = flip(lines[0], lines[1], [1, 1, 1], 1);
  assert.ok(Math.abs(at(lines[0], [1, value, 1]) - at(lines[1], [1, value, 1])) < 1e-12);
});

test("rows that are tied now keep their rank for no other value, unless the weight does not tell them apart", () => {
  const rows = [{ id: "a", score: 50, parameters: 1, latency: 1, memory: 1 }, { id: "b", score: 50, parameters: 2, latency: 1, memory: 0 }];
  const lines = linesOf(new Shares(rows, "pscp-exp/1", { parameters: 1, latency: 1, memory: 1, latencyBase: 0 }));
  assert.deepEqual(interval(lines[0], lines, [1, 1, 1], 0), [1, 1]);
  assert.deepEqual(interval(lines[0], lines, [1, 1, 1], 1), [0, Infinity]);
});
