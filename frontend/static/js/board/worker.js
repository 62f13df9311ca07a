// Works out, beside the page, what takes longer than a frame: how stable ranks are, who leads where, who dominates whom, how certain ranks are.

import { dominatedBy } from "../dominance.js";
import { at, interval, leadsNowhere, nearestSwap, winnerShares } from "../stability.js";
import { rankIntervals } from "../uncertainty.js";

/** Every row is ranked anew in each of 500 draws: with more rows than this the reader would wait for seconds. */
const MOST_LINES = 3000;

let lines = [];
let leads = null;
let trust = null;

const ACTIONS = {
  /** The rows as lines of the weights; everything known of the former ones is forgotten. */
  lines(message) {
    lines = message.lines;
    leads = null;
  },

  trust(message) {
    trust = message.trust;
  },

  /** Asked whenever the reader stops moving. */
  study({ point, ids, columns }) {
    const answer = { action: "study", leader: leaderOf(point) };
    if (columns.includes("stability")) {
      const byId = new Map(lines.map((line) => [line.id, line]));
      answer.stability = new Map(ids.filter((id) => byId.has(id)).map((id) => [id, stabilityOf(byId.get(id), point)]));
    }
    if (columns.includes("leads")) {
      leads ??= { shares: winnerShares(lines), nowhere: leadsNowhere(lines) };
      answer.leads = leads;
    }
    if (trust && columns.includes("range") && lines.length <= MOST_LINES) {
      answer.ranges = rankIntervals(lines, trust, point);
    }
    return answer;
  },

  dominated({ rows, costs }) {
    return { action: "dominated", found: dominatedBy(rows, costs) };
  },
};

function stabilityOf(line, point) {
  return { intervals: [0, 1, 2].map((weight) => interval(line, lines, point, weight)), swap: nearestSwap(line, lines, point) };
}

function leaderOf(point) {
  let leader = lines[0];
  for (const line of lines) {
    if (at(line, point) > at(leader, point)) {
      leader = line;
    }
  }
  return leader && { id: leader.id, ...stabilityOf(leader, point) };
}

addEventListener("message", ({ data }) => {
  const answer = ACTIONS[data.action](data);
  if (answer) {
    postMessage({ ...answer, about: data.about });
  }
});
