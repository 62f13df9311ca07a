// The ranking under the reader's weights: ranks all rows, shows one page of those that pass the filters, takes new results in.

import { activeFilters, filterOf, sortingOf } from "../filter.js";
import { DEFAULT_WEIGHTS, largestOf, Order, Shares } from "../scoring.js";
import { sayer } from "../sentences.js";
import { amountOf } from "../state.js";
import { good } from "../waiting.js";
import { Announcement } from "./announcement.js";
import { Around } from "./around.js";
import { rowsOf } from "./rows.js";
import { Study } from "./study.js";
import { Table } from "./table.js";

const OWN = { parameters: "pref", latency: "lref", memory: "mref" };

export class Ranking {
  constructor(main, controls) {
    this.main = main;
    this.controls = controls;
    this.study = new Study(this);
    this.announcement = new Announcement(this);
    this.sharesKey = "";
    this.read();
  }

  /** What the page says of its board. */
  read() {
    this.board = JSON.parse(this.main.dataset.board);
    this.say = sayer(JSON.parse(this.main.dataset.texts));
    this.section = document.getElementById("rows");
    this.around = new Around(this.section, this.main, { board: this.board, say: this.say, defaultScore: () => this.controls.defaultScore() });
    const { language, formats, families } = this.board;
    this.table = this.section.querySelector("#ranked") && new Table(this.section, { say: this.say, language, formats, families });
  }

  async load() {
    const answer = good(await fetch(this.main.dataset.rows));
    this.entityTag = answer.headers.get("ETag");
    const json = await answer.json();
    this.rowsOf = json.of;
    this.rows = rowsOf(json);
    this.byId = new Map(this.rows.map((row) => [row.id, row]));
    this.candidates = this.rows.filter((row) => !row.base && row.score !== null);
    this.sharesKey = "";
    this.study.forget();
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
      this.study.trusted(await (await fetch(this.main.dataset.trust)).json());
    }
  }

  /** The page shows this state already, as the server wrote it; what moves later moves from here. */
  start(state) {
    this.rank(state);
    this.announcement.remember();
    this.state = state;
    this.showRows(state);
    this.study.now();
  }

  show(state) {
    if (!this.rows || !this.table) {
      return;
    }
    this.state = state;
    this.rank(state);
    this.showRows(state);
    this.around.showColumns(state);
    this.around.showRelative(state, this.references(state), this.sharesKey);
    this.announcement.soon();
    this.study.soon();
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
      this.study.begin(this.shares);
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
    this.study.tellDominated();
    this.around.showPages(state, page, pages);
    this.around.showCount(this, state, places.length);
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

  titleOf(id) {
    return this.byId.get(id)?.title ?? id;
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
