// What takes longer than a frame, found by a worker: who leads how surely, which rows are dominated, how far ranks may lie apart.

import { latencyShare } from "../scoring.js";
import { intervalsText } from "../sentences.js";
import { linesOf } from "../stability.js";

const STUDY_AFTER_MILLIS = 120;

export class Study {
  constructor(ranking) {
    this.ranking = ranking;
    this.worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.worker.addEventListener("message", ({ data }) => this.found(data));
  }

  /** Other rows came: what was found of the earlier ones is void. */
  forget() {
    this.dominants = null;
    this.dominatedOver = null;
    this.trust = null;
  }

  /** Costs are relative to something else, or rows are others. */
  begin(shares) {
    this.worker.postMessage({ action: "lines", lines: linesOf(shares) });
    this.sendTrust();
  }

  trusted(trust) {
    this.trust = trust;
    this.ranking.table?.tellEnds(trust.ends);
    this.sendTrust();
    this.now();
  }

  /** Drawn latencies count by what they are relative to, which the reader may change. */
  sendTrust() {
    if (!this.trust || !this.ranking.shares) {
      return;
    }
    const { score, references } = this.ranking.scored;
    const rows = {};
    for (const { id, publicId, latency } of this.ranking.rows) {
      const drawn = this.trust.rows[publicId];
      if (drawn && latency !== null) {
        const share = latencyShare(latency, score, references);
        rows[id] = {
          logScores: drawn.logScores.map((value) => value / this.trust.steps),
          latencies: drawn.latencies.map((value) => latencyShare(latency + value / this.trust.steps, score, references) - share),
        };
      }
    }
    this.worker.postMessage({ action: "trust", trust: { draws: this.trust.draws, rows } });
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), STUDY_AFTER_MILLIS);
  }

  now() {
    const { order, state, sharesKey, shownIds, candidates } = this.ranking;
    if (!order || !state) {
      return;
    }
    const { alpha, beta, gamma } = order.weights;
    const columns = state.cols.split(",");
    this.about = `${sharesKey} ${alpha} ${beta} ${gamma}`;
    this.worker.postMessage({ action: "study", about: this.about, point: [alpha, beta, gamma], ids: shownIds, columns });
    const costs = ["parameters", "latency", "memory"].filter((cost) => columns.includes(cost));
    if (this.dominatedOver !== costs.join()) {
      this.dominatedOver = costs.join();
      const rows = candidates.map(({ id, score, parameters, latency, memory }) => ({ id, score, parameters, latency, memory }));
      this.worker.postMessage({ action: "dominated", rows, costs });
    }
  }

  found(answer) {
    if (answer.action === "dominated") {
      this.dominants = answer.found;
      this.tellDominated();
    } else if (answer.about === this.about && this.ranking.table) {
      this.tellLeader(answer.leader);
      this.tellStability(answer);
    }
  }

  tellDominated() {
    if (this.dominants && this.ranking.table) {
      this.ranking.table.dominated((id) => (this.dominants.has(id) ? this.ranking.say("tag.dominated", this.ranking.titleOf(this.dominants.get(id))) : ""));
    }
  }

  tellLeader(leader) {
    const line = document.getElementById("leader");
    line.hidden = !leader?.swap;
    if (leader?.swap) {
      line.textContent = this.ranking.say("stability.leader", this.ranking.titleOf(leader.id), intervalsText(leader.intervals, this.ranking.say),
        this.ranking.titleOf(leader.swap.id), leader.swap.distance.toFixed(2));
    }
  }

  tellStability({ stability, leads, ranges }) {
    if (stability) {
      this.ranking.table.annotate("stability", (id) => stability.has(id) ? this.stabilityText(stability.get(id)) : "–");
    }
    if (leads) {
      this.ranking.table.annotate("leads", (id) => (leads.nowhere.has(id) ? this.ranking.say("leads.nowhere") : `${(100 * (leads.shares.get(id) ?? 0)).toFixed(1)} %`));
    }
    if (ranges) {
      this.ranking.table.annotate("range", (id) => (ranges.has(id) ? this.rangeText(id, ranges.get(id)) : "–"));
    }
  }

  stabilityText({ intervals, swap }) {
    const text = intervalsText(intervals, this.ranking.say);
    return swap ? `${text}; ${this.ranking.say("stability.swap", this.ranking.titleOf(swap.id), swap.distance.toFixed(2))}` : text;
  }

  rangeText(id, { low, high, head }) {
    const { order, shares } = this.ranking;
    const text = low === high ? String(low) : `${low}–${high}`;
    return head === id ? text : `${text} ≈${order.ranks[shares.ids.indexOf(head)]}`;
  }
}
