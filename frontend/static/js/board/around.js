// What stands around the ranked rows: how many they are, links to their pages, headings of columns, references, rows without a rank.

import { activeFilters, filterOf } from "../filter.js";
import { withUnit } from "../sentences.js";
import { FILTERS, query } from "../state.js";
import { keyOf } from "./rows.js";

export class Around {
  /**
   * @param section the element of all rows
   * @param main the page's element, with what the server says of the board
   * @param words { board, say, defaultScore }
   */
  constructor(section, main, { board, say, defaultScore }) {
    Object.assign(this, { section, main, board, say, defaultScore });
    [this.columnsKey, this.relativeKey, this.countKey] = ["", "", ""];
  }

  showCount(ranking, state, found) {
    const key = `${ranking.sharesKey} ${FILTERS.map((name) => state[name]).join()}`;
    if (key === this.countKey) {
      return;
    }
    this.countKey = key;
    document.getElementById("rows-count").textContent = this.say("ranking.shown", found, ranking.shares.size);
    const active = activeFilters(state);
    const badge = document.getElementById("filters-active");
    badge.hidden = active === 0;
    badge.textContent = badge.textContent.replace(/\d+/, active);
    this.filterAsideRows(ranking, state);
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
    const focused = nav.contains(document.activeElement);
    nav.replaceChildren(...wanted.map((one) => {
      const link = document.createElement("a");
      link.className = "button button-small";
      link.dataset.page = one;
      link.textContent = one;
      link.href = query({ ...state, page: String(one) }, this.defaultScore());
      if (one === page) {
        link.setAttribute("aria-current", "page");
      }
      return link;
    }));
    if (focused) {
      nav.querySelector("[aria-current]")?.focus({ preventScroll: true });
    }
  }

  /** Rows without a rank are filtered too. */
  filterAsideRows(ranking, state) {
    const passes = filterOf(state, this.board.formats);
    for (const body of this.section.querySelectorAll(".aside-rows")) {
      const rows = [...body.querySelectorAll("tr[data-id]")];
      rows.forEach((row) => {
        const known = row.dataset.key && ranking.byId.get(keyOf(row.dataset.key));
        row.hidden = Boolean(known) && !passes(known);
      });
      body.hidden = rows.every((row) => row.hidden);
    }
  }

  showColumns(state) {
    if (this.columnsKey === `${state.cols} ${state.sort}`) {
      return;
    }
    this.columnsKey = `${state.cols} ${state.sort}`;
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

  /** What costs are relative to. */
  showRelative(state, relative, key) {
    if (this.relativeKey === key) {
      return;
    }
    this.relativeKey = key;
    const { formats, language } = this.board;
    const [parameters, latency, memory] = ["parameters", "latency", "memory"].map((cost) => withUnit(relative[cost], formats[cost], language));
    this.section.querySelector("[data-relative-notice]").hidden = state.refs !== "largest";
    this.section.querySelector("[data-relative-to]").textContent = state.score === "pscp-exp/1"
      ? this.say("relative.exponential", parameters, latency, memory)
      : this.say("relative.power", parameters, latency, memory, withUnit(relative.latencyBase, formats.latency, language));
    this.section.querySelector("[data-why]").textContent = relative.why ?? "";
  }
}
