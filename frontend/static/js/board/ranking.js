// The ranking under the reader's weights: ranks all rows, shows one page of those that pass the filters, tells what changed.

import { activeFilters, filterOf, sortingOf } from "../filter.js";
import { DEFAULT_WEIGHTS, largestOf, latencyShare, Order, Shares } from "../scoring.js";
import { intervalsText, sayer, withUnit } from "../sentences.js";
import { linesOf } from "../stability.js";
import { amountOf, changeSentence, FILTERS, query } from "../state.js";
import { keyOf, rowsOf } from "./rows.js";
import { Table } from "./table.js";

const ANNOUNCE_AFTER_MILLIS = 400;
const STUDY_AFTER_MILLIS = 120;
const OWN = { parameters: "pref", latency: "lref", memory: "mref" };

export class Ranking {
  constructor(main, controls) {
    this.main = main;
    this.controls = controls;
    this.worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.worker.addEventListener("message", ({ data }) => this.found(data));
    this.sharesKey = "";
    this.read();
  }

  /** What the page says of its board. */
  read() {
    this.board = JSON.parse(this.main.dataset.board);
    this.say = sayer(JSON.parse(this.main.dataset.texts));
    this.section = document.getElementById("rows");
    [this.columnsKey, this.relativeKey, this.countKey] = ["", "", ""];
    const { language, formats, families } = this.board;
    this.table = this.section.querySelector("#ranked") && new Table(this.section, { say: this.say, language, formats, families });
  }

  async load() {
    const answer = await fetch(this.main.dataset.rows);
    this.entityTag = answer.headers.get("ETag");
    const json = await answer.json();
    this.rowsOf = json.of;
    this.rows = rowsOf(json);
    this.byId = new Map(this.rows.map((row) => [row.id, row]));
    this.candidates = this.rows.filter((row) => !row.base && row.score !== null);
    this.sharesKey = "";
    this.dominants = null;
    this.trust = null;
    this.loadRest(this.rows).catch(() => {});
  }

  /** What ranking can wait for: what the rows are called in addresses, and how certain they are. */
  async loadRest(rows) {
    const answer = await (await fetch(this.main.dataset.ids, { priority: "low" })).json();
    const ids = answer.ids.split(" ");
    if (rows !== this.rows) {
      return; // others came meanwhile
    }
    if (answer.of !== this.rowsOf || !this.table?.stands(ids)) {
      await this.refresh(); // something was published between page, rows and ids
      return;
    }
    rows.forEach((row, place) => { row.publicId = ids[place]; });
    this.table?.address(this.byId);
    if (this.main.dataset.trust) {
      this.trusted(await (await fetch(this.main.dataset.trust)).json());
    }
  }

  trusted(trust) {
    this.trust = trust;
    this.table?.tellEnds(trust.ends);
    this.sendTrust();
    this.study();
  }

  /** Drawn latencies count by what they are relative to, which the reader may change. */
  sendTrust() {
    if (!this.trust || !this.shares) {
      return;
    }
    const { score, references } = this.scored;
    const rows = {};
    for (const { id, publicId, latency } of this.rows) {
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

  /** The page shows this state already, as the server wrote it; what moves later moves from here. */
  start(state) {
    this.rank(state);
    this.announced = this.standing();
    this.state = state;
    this.showRows(state);
    this.study();
  }

  show(state) {
    if (!this.rows || !this.table) {
      return;
    }
    this.state = state;
    this.rank(state);
    this.showRows(state);
    if (this.columnsKey !== `${state.cols} ${state.sort}`) {
      this.columnsKey = `${state.cols} ${state.sort}`;
      this.showColumns(state);
    }
    if (this.relativeKey !== this.sharesKey) {
      this.relativeKey = this.sharesKey;
      this.showRelative(state);
    }
    this.announceSoon();
    this.studySoon();
  }

  references(state) {
    const frozen = this.board.scores[state.score];
    if (state.refs === "largest") {
      return largestOf(this.candidates);
    }
    const references = { ...frozen };
    if (state.refs === "own") {
      for (const [cost, name] of Object.entries(OWN)) {
        const typed = amountOf(state[name] ?? "");
        references[cost] = typed > 0 ? typed * this.board.formats[cost].divisor : frozen[cost];
      }
    }
    return references;
  }

  rank(state) {
    const references = this.references(state);
    const key = JSON.stringify([state.score, references]);
    if (key !== this.sharesKey) {
      this.sharesKey = key;
      this.scored = { score: state.score, references };
      this.shares = new Shares(this.candidates, state.score, references);
      this.sorted = this.shares.ids.map((id) => this.byId.get(id));
      this.byDefault = new Order(this.shares, DEFAULT_WEIGHTS);
      this.order = null;
      this.worker.postMessage({ action: "lines", lines: linesOf(this.shares) });
      this.sendTrust();
    }
    const weights = { alpha: Number(state.alpha), beta: Number(state.beta), gamma: Number(state.gamma) };
    this.order = new Order(this.shares, weights, this.order ?? this.byDefault);
  }

  showRows(state) {
    const { order, sorted } = this;
    const passes = activeFilters(state) === 0 ? () => true : filterOf(state, this.board.formats);
    const places = [];
    order.indices.forEach((index, place) => {
      if (passes(sorted[index])) {
        places.push(place);
      }
    });
    const sorting = sortingOf(state.sort);
    if (sorting) {
      places.sort((a, b) => sorting(sorted[order.indices[a]], sorted[order.indices[b]]) || a - b);
    }
    const pages = Math.max(1, Math.ceil(places.length / this.board.pageRows));
    const page = Math.min(Number(state.page), pages);
    const shown = places.slice((page - 1) * this.board.pageRows, page * this.board.pageRows);
    this.table?.show(shown.map((place) => this.entry(place)), this.longest());
    this.shownIds = shown.map((place) => this.shares.ids[order.indices[place]]);
    this.tellDominated();
    this.showCount(state, places.length, page, pages);
  }

  entry(place) {
    const { order } = this;
    const index = order.indices[place];
    return {
      row: this.sorted[index],
      rank: order.ranks[index],
      tied: order.tied(place),
      rise: order.rise(index, this.byDefault),
      pscp: order.pscp(index),
      penalties: order.penalties(index),
      belowChance: order.belowChance(index),
    };
  }

  longest() {
    const { parameters, latency, memory } = this.shares;
    const { alpha, beta, gamma } = this.order.weights;
    let longest = 0;
    for (let index = 0; index < this.shares.size; index++) {
      longest = Math.max(longest, alpha * parameters[index] + beta * latency[index] + gamma * memory[index]);
    }
    return longest;
  }

  showCount(state, found, page, pages) {
    this.showPages(state, page, pages);
    const key = `${this.sharesKey} ${FILTERS.map((name) => state[name]).join()}`;
    if (key === this.countKey) {
      return;
    }
    this.countKey = key;
    document.getElementById("rows-count").textContent = this.say("ranking.shown", found, this.shares.size);
    const active = activeFilters(state);
    const badge = document.getElementById("filters-active");
    badge.hidden = active === 0;
    badge.textContent = badge.textContent.replace(/\d+/, active);
    this.filterAsideRows(state);
    const nothing = document.getElementById("nothing");
    if (nothing) {
      nothing.hidden = found > 0 || this.section.querySelector(".aside-rows:not([hidden])") !== null;
    }
  }

  showPages(state, page, pages) {
    const nav = document.getElementById("pages");
    const wanted = pages === 1 ? [] : [...new Set([1, page - 1, page, page + 1, pages])].filter((one) => one >= 1 && one <= pages);
    const key = `${wanted.join()} ${page}`;
    if (!nav || nav.dataset.key === key) {
      return;
    }
    nav.dataset.key = key;
    nav.replaceChildren(...wanted.map((one) => {
      const link = document.createElement("a");
      link.className = "button button-small";
      link.dataset.page = one;
      link.textContent = one;
      link.href = query({ ...state, page: String(one) }, this.controls.defaultScore());
      if (one === page) {
        link.setAttribute("aria-current", "page");
      }
      return link;
    }));
  }

  /** Rows without a rank are filtered too. */
  filterAsideRows(state) {
    const passes = filterOf(state, this.board.formats);
    for (const body of this.section.querySelectorAll(".aside-rows")) {
      const rows = [...body.querySelectorAll("tr[data-id]")];
      rows.forEach((row) => {
        const known = row.dataset.key && this.byId.get(keyOf(row.dataset.key));
        row.hidden = Boolean(known) && !passes(known);
      });
      body.hidden = rows.every((row) => row.hidden);
    }
  }

  showColumns(state) {
    const table = document.getElementById("ranking");
    const columns = state.cols.split(",");
    for (const heading of table.tHead.rows[0].cells) {
      const { col } = heading.dataset;
      if (col) {
        table.classList.toggle(`no-${col}`, !columns.includes(col) || (col === "range" && !this.main.dataset.trust));
        heading.removeAttribute("aria-sort");
        if ((state.sort === "rank" ? "pscp" : state.sort) === col) {
          heading.setAttribute("aria-sort", ["pscp", "score", "date"].includes(col) ? "descending" : "ascending");
        }
      }
    }
    this.section.querySelector(".rows-scroll").classList.toggle("wide", columns.length > 7);
  }

  showRelative(state) {
    const relative = this.references(state);
    const { formats } = this.board;
    const [parameters, latency, memory] = ["parameters", "latency", "memory"].map((cost) => withUnit(relative[cost], formats[cost]));
    this.section.querySelector("[data-relative-notice]").hidden = state.refs !== "largest";
    this.section.querySelector("[data-relative-to]").textContent = state.score === "pscp-exp/1"
      ? this.say("relative.exponential", parameters, latency, memory)
      : this.say("relative.power", parameters, latency, memory, withUnit(relative.latencyBase, formats.latency));
    this.section.querySelector("[data-why]").textContent = relative.why ?? "";
  }

  // ---- what takes longer than a frame

  studySoon() {
    clearTimeout(this.studyTimer);
    this.studyTimer = setTimeout(() => this.study(), STUDY_AFTER_MILLIS);
  }

  study() {
    if (!this.order || !this.state) {
      return;
    }
    const { alpha, beta, gamma } = this.order.weights;
    const columns = this.state.cols.split(",");
    this.about = `${this.sharesKey} ${alpha} ${beta} ${gamma}`;
    this.worker.postMessage({ action: "study", about: this.about, point: [alpha, beta, gamma], ids: this.shownIds, columns });
    const costs = ["parameters", "latency", "memory"].filter((cost) => columns.includes(cost));
    if (this.dominatedOver !== costs.join()) {
      this.dominatedOver = costs.join();
      const rows = this.candidates.map(({ id, score, parameters, latency, memory }) => ({ id, score, parameters, latency, memory }));
      this.worker.postMessage({ action: "dominated", rows, costs });
    }
  }

  found(answer) {
    if (answer.action === "dominated") {
      this.dominants = answer.found;
      this.tellDominated();
    } else if (answer.about === this.about && this.table) {
      this.tellLeader(answer.leader);
      this.tellStability(answer);
    }
  }

  tellDominated() {
    if (this.dominants && this.table) {
      this.table.dominated((id) => (this.dominants.has(id) ? this.say("tag.dominated", this.titleOf(this.dominants.get(id))) : ""));
    }
  }

  tellLeader(leader) {
    const line = document.getElementById("leader");
    line.hidden = !leader?.swap;
    if (leader?.swap) {
      line.textContent = this.say("stability.leader", this.titleOf(leader.id), intervalsText(leader.intervals, this.say),
        this.titleOf(leader.swap.id), leader.swap.distance.toFixed(2));
    }
  }

  tellStability({ stability, leads, ranges }) {
    if (stability) {
      this.table.annotate("stability", (id) => stability.has(id) ? this.stabilityText(stability.get(id)) : "–");
    }
    if (leads) {
      this.table.annotate("leads", (id) => (leads.nowhere.has(id) ? this.say("leads.nowhere") : `${(100 * (leads.shares.get(id) ?? 0)).toFixed(1)} %`));
    }
    if (ranges) {
      this.table.annotate("range", (id) => (ranges.has(id) ? this.rangeText(id, ranges.get(id)) : "–"));
    }
  }

  stabilityText({ intervals, swap }) {
    const text = intervalsText(intervals, this.say);
    return swap ? `${text}; ${this.say("stability.swap", this.titleOf(swap.id), swap.distance.toFixed(2))}` : text;
  }

  rangeText(id, { low, high, head }) {
    const text = low === high ? String(low) : `${low}–${high}`;
    return head === id ? text : `${text} ≈${this.order.ranks[this.shares.ids.indexOf(head)]}`;
  }

  titleOf(id) {
    return this.byId.get(id)?.title ?? id;
  }

  // ---- telling

  standing() {
    const { order, shares } = this;
    const leader = order.indices.length > 0 ? shares.ids[order.indices[0]] : undefined;
    return { leader, ranks: new Map(shares.ids.map((id, index) => [id, order.ranks[index]])) };
  }

  announceSoon() {
    clearTimeout(this.announceTimer);
    this.announceTimer = setTimeout(() => {
      const now = this.standing();
      document.getElementById("announcement").textContent = changeSentence(this.announced, now, (id) => this.titleOf(id), this.say);
      this.announced = now;
    }, ANNOUNCE_AFTER_MILLIS);
  }

  // ---- new results

  /** @returns whether there are other rows than before */
  async lookAgain() {
    if (document.hidden) {
      return false;
    }
    const headers = { "If-None-Match": this.entityTag };
    const answer = await fetch(`/boards/${encodeURIComponent(this.board.id)}/rows.json`, { headers, cache: "no-store" });
    if (answer.status !== 200 || answer.headers.get("ETag") === this.entityTag) {
      return false;
    }
    await this.refresh();
    return true;
  }

  async refresh() {
    const page = await (await fetch(location.href, { cache: "no-store" })).text();
    await this.replace(new DOMParser().parseFromString(page, "text/html"));
    if (this.state) {
      this.show(this.state);
    }
  }

  /** References and notices may be others too, so the whole section is taken from the server. */
  async replace(page) {
    const known = new Set([...document.querySelectorAll("#ranked tr[data-id]")].map((row) => row.dataset.id));
    const focused = document.activeElement?.closest("tr[data-id]")?.dataset.id;
    Object.assign(this.main.dataset, { ...page.getElementById("main").dataset });
    this.section.replaceWith(document.adoptNode(page.getElementById("rows")));
    this.read();
    await this.load();
    for (const row of document.querySelectorAll("#ranked tr[data-id]")) {
      row.classList.toggle("fresh", !known.has(row.dataset.id));
    }
    if (focused) {
      document.querySelector(`#row-${CSS.escape(focused)} a`)?.focus({ preventScroll: true });
    }
  }
}
