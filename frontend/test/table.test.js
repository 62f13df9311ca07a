import assert from "node:assert/strict";
import { test } from "node:test";

import { longestRising } from "../static/js/board/table.js";

const staying = (places) => [...longestRising(places, (place) => place)].toReversed();

test("one row that falls to the end is the only one that moves", () => {
  assert.deepEqual(staying([1, 2, 3, 4, 5, 0]), [1, 2, 3, 4, 5]);
});

test("one row that rises to the top is the only one that moves", () => {
  assert.deepEqual(staying([5, 0, 1, 2, 3, 4]), [0, 1, 2, 3, 4]);
});

test("of turned rows one stays", () => {
  assert.equal(staying([3, 2, 1, 0]).length, 1);
  assert.deepEqual(staying([]), []);
});

test("what stays rises, and no longer run does, in every order of seven rows", () => {
  const orders = (rest) => (rest.length === 0 ? [[]] : rest.flatMap((one) => orders(rest.filter((other) => other !== one)).map((more) => [one, ...more])));
  for (const order of orders([0, 1, 2, 3, 4, 5, 6])) {
    const found = staying(order);
    assert.ok(found.every((place, index) => index === 0 || (place > found[index - 1] && order.indexOf(place) > order.indexOf(found[index - 1]))));
    const lengths = order.map(() => 1);
    order.forEach((place, index) => {
      for (let before = 0; before < index; before++) {
        if (order[before] < place) {
          lengths[index] = Math.max(lengths[index], lengths[before] + 1);
        }
      }
    });
    assert.equal(found.length, Math.max(...lengths));
  }
});
