// PSCP, ranks and penalties in the browser: the twin of org.peftboard.scoring, tested on the same golden file (test/golden/pscp.json).
// What holds there holds here: rows are compared by u = ln S − penalties rounded to 1e-9; an absent cost is never imputed; S ≤ 0 gives 0.

export const DEFAULT_WEIGHTS = Object.freeze({ alpha: 1, beta: 1, gamma: 1 });

export const COSTS = ["parameters", "latency", "memory"];

const TIE = 1e9;

// Each cost as a share that its weight multiplies; PSCP = S · exp(−Σ weight · share).
const SHARES = {
  "pscp-exp/1": {
    parameters: (cost, references) => cost / references.parameters,
    latency: (cost, references) => cost / references.latency,
    memory: (cost, references) => cost / references.memory,
  },
  "pscp-power/1": {
    parameters: (cost, references) => Math.log1p(cost / references.parameters),
    latency: (cost, references) => Math.log1p(Math.max(0, cost - references.latencyBase) / references.latency),
    memory: (cost, references) => Math.log1p(cost / references.memory),
  },
};

/**
 * The part of the score that no weight changes, so that a moved slider costs three multiplications a row: ln S and the shares.
 *
 * Rows stand in the order of their ids, which breaks ties.
 */
export class Shares {
  /**
   * @param rows       {id, score, parameters, latency, memory}, a cost null where it is not known
   * @param version    "pscp-exp/1" or "pscp-power/1"
   * @param references {parameters, latency, memory, latencyBase} in the units of the rows
   */
  constructor(rows, version, references) {
    const shareOf = SHARES[version];
    if (!shareOf) {
      throw new RangeError(`score: got '${version}', need one of: ${Object.keys(SHARES).join(", ")}`);
    }
    const sorted = [...rows].sort(byId);
    const complete = sorted.filter((row) => missing(row).length === 0);
    this.incomplete = sorted.filter((row) => missing(row).length > 0).map((row) => ({ id: row.id, missing: missing(row) }));
    this.ids = complete.map((row) => row.id);
    this.score = Float64Array.from(complete, (row) => row.score);
    this.logScore = Float64Array.from(complete, (row) => (row.score > 0 ? Math.log(row.score) : -Infinity));
    [this.parameters, this.latency, this.memory] = COSTS.map((cost) => Float64Array.from(complete, (row) => shareOf[cost](row[cost], references)));
  }

  get size() {
    return this.ids.length;
  }
}

/** The order of rows under some weights: indices into the shares, best first, and the rank and PSCP of each index. */
export class Order {
  /** @param before an order of the same shares; sorting from it is quick, because a slider moves few rows at a time */
  constructor(shares, weights, before = null) {
    this.shares = shares;
    this.weights = weights;
    this.keys = keysOf(shares, weights);
    this.indices = before?.shares === shares ? before.indices.slice() : Array.from(shares.ids.keys());
    const { keys } = this;
    this.indices.sort((a, b) => keys[b] - keys[a] || a - b);
    this.ranks = ranksOf(this.indices, keys);
  }

  penalties(index) {
    const { shares, weights } = this;
    return {
      parameters: weights.alpha * shares.parameters[index],
      latency: weights.beta * shares.latency[index],
      memory: weights.gamma * shares.memory[index],
    };
  }

  belowChance(index) {
    return !(this.shares.score[index] > 0);
  }

  pscp(index) {
    const { parameters, latency, memory } = this.penalties(index);
    return this.belowChance(index) ? 0 : this.shares.score[index] * Math.exp(-(parameters + latency + memory));
  }

  /** By how many ranks a row stands above where it stood in another order of the same shares; negative for a fall. */
  rise(index, before) {
    return before.ranks[index] - this.ranks[index];
  }

  /** Whether another row has the same rank; place is where the row stands, from 0. */
  tied(place) {
    const { indices, ranks } = this;
    const same = (other) => other >= 0 && other < indices.length && ranks[indices[other]] === ranks[indices[place]];
    return same(place - 1) || same(place + 1);
  }
}

function keysOf({ size, logScore, parameters, latency, memory }, { alpha, beta, gamma }) {
  const keys = new Float64Array(size);
  for (let index = 0; index < size; index++) {
    keys[index] = Math.floor((logScore[index] - (alpha * parameters[index] + beta * latency[index] + gamma * memory[index])) * TIE + 0.5);
  }
  return keys;
}

function ranksOf(indices, keys) {
  const ranks = new Int32Array(indices.length);
  let rank = 1;
  for (let place = 0; place < indices.length; place++) {
    if (place === 0 || keys[indices[place]] !== keys[indices[place - 1]]) {
      rank = place + 1;
    }
    ranks[indices[place]] = rank;
  }
  return ranks;
}

/**
 * Ranks rows, best first.
 * @returns {places: [{id, rank, tied, pscp, penalties, belowChance}], incomplete: [{id, missing}]}
 */
export function rank(rows, version, weights, references) {
  const shares = new Shares(rows, version, references);
  const order = new Order(shares, weights);
  const places = order.indices.map((index, place) => ({
    id: shares.ids[index],
    rank: order.ranks[index],
    tied: order.tied(place),
    pscp: order.pscp(index),
    penalties: order.penalties(index),
    belowChance: order.belowChance(index),
  }));
  return { places, incomplete: shares.incomplete };
}

/** What one unit of β takes off at this latency. */
export function latencyShare(latency, version, references) {
  return SHARES[version].latency(latency, references);
}

function missing(row) {
  return COSTS.filter((cost) => row[cost] === null || row[cost] === undefined);
}

function byId(a, b) {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** References that are the largest costs among the rows: relative, so they change when rows change. */
export function largestOf(rows) {
  const largest = (cost) => {
    const value = rows.reduce((most, row) => Math.max(most, row[cost] ?? 0), 0);
    return value > 0 ? value : 1;
  };
  return { parameters: largest("parameters"), latency: largest("latency"), memory: largest("memory"), latencyBase: 0 };
}
