// How certain ranks are: the twin of org.peftboard.scoring.RankIntervals, tested on the same golden file.

/**
 * Intervals of ranks by the paired bootstrap, under the reader's weights.
 *
 * The same resample of the test items holds for all rows, so what rows have in common cancels. A row without draws counts in every draw with
 * its one published value. Tie groups have a fixed anchor, the best ranked row that is in no group yet: a row joins while the anchor is not
 * ahead of it in at least 97.5 % of the draws; groups are never chained.
 *
 * @param lines of stability.js
 * @param trust {draws: number of draws, rows: {id: {logScores: [], latencies: []}}}: by how much ln S and the latency share of a row differ from
 *              its line in each draw
 * @param point the three weights
 * @returns Map from id to {low, high, head}: ranks, and the id of the anchor of its tie group; only rows with draws
 */
export function rankIntervals(lines, trust, point) {
  const known = lines.map((line) => trust.rows[line.id]);
  const base = lines.map((line) => line.logScore - point[0] * line.shares[0] - point[1] * line.shares[1] - point[2] * line.shares[2]);
  const utilities = [];
  const ranks = lines.map(() => new Int32Array(trust.draws));
  for (let draw = 0; draw < trust.draws; draw++) {
    const drawn = Float64Array.from(base, (u, index) => u + shift(known[index], draw, point));
    rankInto(drawn, ranks, draw);
    utilities.push(drawn);
  }
  const heads = tieGroups(lines, base, utilities);
  const found = new Map();
  lines.forEach((line, index) => {
    if (known[index]) {
      const sorted = ranks[index].sort();
      found.set(line.id, { low: sorted[place(trust.draws, 0.025)], high: sorted[place(trust.draws, 0.975)], head: heads.get(line.id) });
    }
  });
  return found;
}

function shift(row, draw, point) {
  return row ? row.logScores[draw] - point[1] * (row.latencies?.[draw] ?? 0) : 0;
}

/** The place of a percentile among sorted draws, the nearest one. */
function place(draws, share) {
  return Math.floor(share * (draws - 1) + 0.5);
}

function rankInto(utilities, ranks, draw) {
  const order = Array.from(utilities.keys()).sort((a, b) => utilities[b] - utilities[a]);
  let rank = 1;
  order.forEach((index, position) => {
    if (position === 0 || utilities[index] !== utilities[order[position - 1]]) {
      rank = position + 1;
    }
    ranks[index][draw] = rank;
  });
}

function tieGroups(lines, base, utilities) {
  const order = Array.from(lines.keys()).sort((a, b) => base[b] - base[a] || (lines[a].id < lines[b].id ? -1 : 1));
  const heads = new Map();
  let head = order[0];
  for (const index of order) {
    const ahead = utilities.reduce((count, drawn) => count + (drawn[head] > drawn[index] ? 1 : 0), 0);
    if (ahead >= 0.975 * utilities.length) {
      head = index;
    }
    heads.set(lines[index].id, lines[head].id);
  }
  return heads;
}
