// Which rows the reader wants to see: the twin of org.peftboard.leaderboard.RowFilter. It hides rows and never moves one.

import { amountOf, FILTERS } from "./state.js";

/**
 * A test of rows.
 * @param state   texts by name, as the address has them
 * @param formats {parameters, latency, memory, adapter}, each with the divisor from stored values to those typed
 */
export function filterOf(state, formats) {
  const words = (state.q ?? "").toLowerCase().split(/\s+/).filter((word) => word !== "");
  const methods = chosen(state.method);
  const families = chosen(state.family);
  const limits = [["pmax", "parameters"], ["lmax", "latency"], ["mmax", "memory"], ["amax", "adapter"]]
    .map(([name, cost]) => ({ cost, most: amountOf(state[name] ?? "") }))
    .filter(({ most }) => most !== null)
    .map(({ cost, most }) => ({ column: cost === "adapter" ? "adapterBytes" : cost, most: most * formats[cost].divisor }));
  return (row) => words.every((word) => row.text.includes(word))
    && (methods.size === 0 || methods.has(row.method)) && (families.size === 0 || families.has(row.family))
    && (!state.origin || state.origin === row.origin) && (!state.mergeable || (state.mergeable === "yes") === row.mergeable)
    && (!state.since || (row.date !== null && row.date >= state.since)) && (!state.until || (row.date !== null && row.date <= state.until))
    && limits.every(({ column, most }) => row[column] !== null && row[column] <= most);
}

function chosen(text) {
  return new Set((text ?? "").split(",").filter((word) => word !== ""));
}

/** How many filters are set. */
export function activeFilters(state) {
  return FILTERS.filter((name) => (state[name] ?? "") !== "").length;
}

const LARGEST_FIRST = new Set(["score", "date"]);

/** A comparison of rows by one quantity, the better first and what is not known last; null for the order of ranks. */
export function sortingOf(name) {
  if (!name || name === "rank") {
    return null;
  }
  const column = name === "adapter" ? "adapterBytes" : name;
  const sign = LARGEST_FIRST.has(name) ? -1 : 1;
  return (a, b) => {
    const [x, y] = [a[column], b[column]];
    if (x === null || y === null) {
      return (x === null) - (y === null);
    }
    return x === y ? 0 : x < y ? -sign : sign;
  };
}
