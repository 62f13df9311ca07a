// What the reader chose, as it stands in the address. Pure, so that Node can test it.

export const LARGEST_WEIGHT = 5;

/** Left out of the address where they hold; the score's default is the board's own. */
const DEFAULTS = { refs: "frozen", alpha: 1, beta: 1, gamma: 1, x: "memory" };

const ORDER = ["board", "score", "refs", "alpha", "beta", "gamma", "x"];

/** A weight as typed: a number from 0 to 5, or null for anything else. */
export function weightOf(text) {
  if (!/^\d{1,3}(\.\d{0,6})?$/.test(text.trim())) {
    return null;
  }
  const weight = Number(text);
  return weight <= LARGEST_WEIGHT ? weight : null;
}

/**
 * The query of an address, in a fixed order, without what holds by default.
 * @param state {board, score, refs, alpha, beta, gamma, x}
 */
export function query(state, defaultScore) {
  const defaults = { ...DEFAULTS, score: defaultScore };
  const parameters = new URLSearchParams();
  for (const name of ORDER) {
    if (state[name] !== defaults[name]) {
      parameters.set(name, String(state[name]));
    }
  }
  return `?${parameters}`;
}

/**
 * One sentence for the live region.
 * @param before {leader, ranks: Map}, as announced last
 * @param now    the same, now
 * @param titles Map from id to title
 */
export function changeSentence(before, now, titles) {
  if (now.ranks.size === 0) {
    return "";
  }
  const moved = [...now.ranks].filter(([id, rank]) => before.ranks.has(id) && before.ranks.get(id) !== rank).length;
  const entered = [...now.ranks.keys()].filter((id) => !before.ranks.has(id));
  const parts = [];
  if (before.leader !== now.leader) {
    parts.push(`New leader: ${titles.get(now.leader)}${titles.has(before.leader) ? `, was ${titles.get(before.leader)}` : ""}`);
  } else {
    parts.push(`${titles.get(now.leader)} still leads`);
  }
  parts.push(moved === 0 ? "no row moved" : `${moved} of ${now.ranks.size} rows moved`);
  if (entered.length > 0) {
    parts.push(`new: ${entered.map((id) => `${titles.get(id)} at rank ${now.ranks.get(id)}`).join(", ")}`);
  }
  return `${parts.join("; ")}.`;
}
