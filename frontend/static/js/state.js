// What the reader chose, as it stands in the address: the twin of org.peftboard.leaderboard.BoardAddress. Pure, so that Node can test it.

export const LARGEST_WEIGHT = 5;

export const COLUMNS = ["pscp", "penalty", "range", "score", "parameters", "latency", "memory", "stability", "leads", "adapter", "mergeable", "date"];

const DEFAULT_COLUMNS = COLUMNS.slice(0, 7).join();

/** Left out of the address where they hold; the score's default is the board's own. */
const DEFAULTS = {
  view: "ranking", refs: "frozen", alpha: "1", beta: "1", gamma: "1", cols: DEFAULT_COLUMNS, sort: "rank", x: "memory", y: "score", page: "1",
};

const ORDER = ["board", "view", "score", "refs", "pref", "lref", "mref", "alpha", "beta", "gamma", "q", "method", "family", "origin", "mergeable",
  "since", "until", "pmax", "lmax", "mmax", "amax", "cols", "sort", "x", "y", "tasks", "page"];

export const FILTERS = ["q", "method", "family", "origin", "mergeable", "since", "until", "pmax", "lmax", "mmax", "amax"];

/** A weight as typed: a number from 0 to 5, or null for anything else. */
export function weightOf(text) {
  const weight = amountOf(text);
  return weight !== null && weight <= LARGEST_WEIGHT ? weight : null;
}

/** An amount as typed: a number of 0 or more, or null for anything else. */
export function amountOf(text) {
  return /^\d{1,15}(\.\d{0,6})?$/.test(text.trim()) ? Number(text) : null;
}

/**
 * The query of an address, in a fixed order, without what holds by default.
 * @param state texts by name; several values with commas between
 */
export function query(state, defaultScore) {
  const defaults = { ...DEFAULTS, score: defaultScore };
  const parts = [];
  for (const name of ORDER) {
    const value = state[name] ?? "";
    if (value !== "" && value !== defaults[name]) {
      parts.push(`${name}=${encoded(value)}`);
    }
  }
  return `?${parts.join("&")}`;
}

function encoded(value) {
  return encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%20", "+");
}

/**
 * One sentence for the live region.
 * @param before {leader, ranks: Map}, as announced last
 * @param now    the same, now
 * @param titleOf from id to title
 * @param say    from key and arguments to text
 */
export function changeSentence(before, now, titleOf, say) {
  if (now.ranks.size === 0) {
    return "";
  }
  const moved = [...now.ranks].filter(([id, rank]) => before.ranks.has(id) && before.ranks.get(id) !== rank).length;
  const entered = [...now.ranks.keys()].filter((id) => !before.ranks.has(id));
  const parts = [];
  if (before.leader !== now.leader) {
    parts.push(say("say.leader", titleOf(now.leader)) + (before.leader === undefined ? "" : say("say.was", titleOf(before.leader))));
  } else {
    parts.push(say("say.still", titleOf(now.leader)));
  }
  parts.push(moved === 0 ? say("say.none") : say("say.moved", moved, now.ranks.size));
  if (entered.length > 0) {
    parts.push(say("say.new", entered.map((id) => say("say.at", titleOf(id), now.ranks.get(id))).join(", ")));
  }
  return `${parts.join("; ")}.`;
}
