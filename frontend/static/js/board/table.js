// The table of the ranking: fills rows, keeps those that stay, and lets them glide to their new place.

import { number } from "../sentences.js";
import { keyOf } from "./rows.js";

const MOVE_MILLIS = 260;

const SCORES = { divisor: 1, decimals: 1 };

/** Rows that left the page are kept this long at most: a slider that goes back brings them back. */
const KEPT_ROWS = 600;

/** Writes only what changed: most cells of most rows stay as they are while a slider moves. */
function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export class Table {
  /**
   * @param section the ranking's section
   * @param context {say, language, formats, families}
   */
  constructor(section, context) {
    this.body = section.querySelector("#ranked");
    this.blank = section.querySelector("template#row").content.querySelector("tr");
    this.context = context;
    this.rows = new Map([...(this.body?.children ?? [])].map((row) => [keyOf(row.dataset.key), partsOf(row)]));
    this.kept = new Map(this.rows);
    this.checked = new Set();
    this.movedAt = -Infinity;
    section.addEventListener("change", (event) => this.check(event.target));
  }

  check(box) {
    if (box.name === "ids") {
      this.checked[box.checked ? "add" : "delete"](box.value);
    }
  }

  /**
   * Shows these rows in this order.
   * @param entries {row, rank, tied, rise, pscp, penalties, belowChance}
   * @param longest the largest penalty of any row
   */
  show(entries, longest) {
    const rows = new Map();
    for (const entry of entries) {
      const { id } = entry.row;
      const parts = this.kept.get(id) ?? this.make(entry.row);
      this.fill(parts, entry, longest);
      rows.set(id, parts);
    }
    const order = [...rows.values()].map((parts) => parts.row);
    const { children } = this.body;
    if (children.length !== order.length || order.some((row, index) => children[index] !== row)) {
      // a single change glides; while a slider is dragged rows jump, since a new glide every frame would only blur
      const animated = this.rows.size > 0 && performance.now() - this.movedAt > MOVE_MILLIS;
      this.movedAt = performance.now();
      moving(this.body, animated, () => arrange(this.body, order));
    }
    this.rows = rows;
    this.forget();
  }

  forget() {
    if (this.kept.size > KEPT_ROWS) {
      this.kept = new Map(this.rows);
    }
  }

  make(row) {
    const parts = partsOf(document.importNode(this.blank, true));
    const { say, language, formats, families } = this.context;
    const element = parts.row;
    element.dataset.title = row.title;
    const box = element.querySelector("input");
    box.setAttribute("aria-label", say("ranking.compare.row", row.title));
    const link = element.querySelector(".col-method > a");
    link.textContent = row.title;
    const family = element.querySelector(".family");
    family.className = `family family-${row.family}`;
    family.querySelector("use").setAttribute("href", `#glyph-${row.family}`);
    family.querySelector(".family-title").textContent = families[row.family] ?? row.family;
    const by = element.querySelector(".by");
    by.textContent = row.origin === "reference" ? say("by.reference") : row.origin === "submission" ? say("by", row.by) : "";
    by.hidden = by.textContent === "";
    const verified = element.querySelector(".verified");
    verified.textContent = row.verified === "" ? "" : say("mark.verified", row.verified);
    verified.hidden = row.verified === "";
    const flagged = element.querySelector(".flagged");
    flagged.textContent = row.flagged ? say("mark.flagged") : "";
    flagged.hidden = !row.flagged;
    for (const [cost, value] of [["parameters", row.parameters], ["latency", row.latency], ["memory", row.memory], ["adapter", row.adapterBytes]]) {
      parts.cells.get(cost).textContent = number(value, formats[cost], language);
    }
    parts.cells.get("score").textContent = row.score === null ? "–" : row.score.toFixed(1);
    parts.cells.get("mergeable").textContent = row.mergeable === null ? "–" : say(row.mergeable ? "yes" : "no");
    parts.cells.get("date").textContent = row.date ?? "–";
    parts.cells.get("range").textContent = "–";
    this.kept.set(row.id, parts);
    this.addressRow(parts, row);
    this.writeEnds(parts);
    return parts;
  }

  /** Whether the rows that the server wrote have these ids at their places. */
  stands(ids) {
    return [...this.kept].every(([key, { row }]) => row.dataset.id === "" || row.dataset.id === ids[Number(key)]);
  }

  /** Gives rows that were made before their ids were there what they are called in addresses. */
  address(rows) {
    this.kept.forEach((parts, key) => this.addressRow(parts, rows.get(key)));
  }

  addressRow({ row: element }, { publicId }) {
    if (publicId === "" || element.dataset.id === publicId) {
      return;
    }
    element.id = `row-${publicId}`;
    element.dataset.id = publicId;
    element.querySelector(".col-method > a").href = `/results/${publicId}`;
    const box = element.querySelector("input");
    box.value = publicId;
    box.checked = this.checked.has(publicId);
  }

  /**
   * Shows below each number its interval, or the least and the greatest of several runs.
   * @param ends by row and column: {ends: {low, high}, runs}
   */
  tellEnds(ends) {
    this.ends = ends;
    this.kept.forEach((parts) => this.writeEnds(parts));
  }

  writeEnds(parts) {
    const { say, language, formats } = this.context;
    for (const [column, { ends, runs }] of Object.entries(this.ends?.[parts.row.dataset.id] ?? {})) {
      const [low, high] = [ends.low, ends.high].map((value) => number(value, formats[column] ?? SCORES, language));
      const cell = parts.cells.get(column);
      cell.dataset.ends = `${low}–${high}`;
      cell.title = runs === 0 ? say("trust.interval", low, high) : say("trust.runs", runs, low, high);
    }
  }

  fill(parts, { rank, tied, rise, pscp, penalties, belowChance }, longest) {
    const { say } = this.context;
    write(parts.rank, `${rank}${tied ? "=" : ""}`);
    const arrow = rise === 0 ? "" : `${rise > 0 ? "▲" : "▼"}${Math.abs(rise)}`;
    if (parts.move.dataset.move !== arrow) {
      parts.move.dataset.move = arrow;
      parts.move.children[0].textContent = arrow;
      parts.move.children[1].textContent = rise === 0 ? "" : say(rise > 0 ? "move.up" : "move.down", Math.abs(rise));
    }
    write(parts.cells.get("pscp"), pscp.toFixed(2));
    parts.tag.hidden = !belowChance;
    write(parts.tag, belowChance ? say("tag.chance") : "");
    this.fillBar(parts, penalties, longest);
  }

  fillBar(parts, penalties, longest) {
    const scale = longest > 0 ? 100 / longest : 0;
    const { parameters, latency, memory } = penalties;
    const texts = [parameters.toFixed(3), latency.toFixed(3), memory.toFixed(3)];
    const total = (parameters + latency + memory).toFixed(3);
    const state = `${texts.join()} ${scale}`;
    if (parts.barState === state) {
      return;
    }
    parts.barState = state;
    let start = 0;
    [parameters, latency, memory].forEach((penalty, index) => {
      if (index > 0) {
        parts.bars[index].setAttribute("x", start);
      }
      parts.bars[index].setAttribute("width", penalty * scale);
      write(parts.texts[index], texts[index]);
      start += penalty * scale;
    });
    parts.bar.setAttribute("aria-label", this.context.say("bar.label", ...texts, total));
  }

  /** Writes further cells of the rows shown: what a worker found out meanwhile. */
  annotate(column, textOf) {
    for (const [id, parts] of this.rows) {
      const text = textOf(id);
      if (text !== undefined) {
        write(parts.cells.get(column), text);
      }
    }
  }

  /** Says of each row by which other row it is dominated. */
  dominated(textOf) {
    for (const [id, parts] of this.rows) {
      const text = textOf(id);
      write(parts.dominated, text);
      parts.dominated.hidden = text === "";
    }
  }
}

function partsOf(row) {
  const costs = ["parameters", "latency", "memory"];
  return {
    row,
    rank: row.querySelector(".rank"),
    move: row.querySelector(".move"),
    tag: row.querySelector(".tag"),
    dominated: row.querySelector(".dominated"),
    bar: row.querySelector(".bar"),
    bars: costs.map((cost) => row.querySelector(`.bar-${cost}`)),
    texts: costs.map((cost) => row.querySelector(`.part-${cost}`)),
    cells: new Map([...row.querySelectorAll("[data-col]")].map((cell) => [cell.dataset.col, cell])),
    barState: null,
  };
}

/** Brings the rows into this order. Moving a row costs more than all else here, so the longest run of rows that stand in the right order stays where it is. */
function arrange(body, order) {
  const wanted = new Set(order);
  const stand = new Map();
  for (const row of [...body.children]) {
    if (wanted.has(row)) {
      stand.set(row, stand.size);
    } else {
      row.remove();
    }
  }
  const staying = longestRising(order.filter((row) => stand.has(row)), (row) => stand.get(row));
  let next = null;
  for (const row of order.toReversed()) {
    if (!staying.has(row)) {
      body.insertBefore(row, next);
    }
    next = row;
  }
}

/** The longest subsequence whose places rise (patience sorting): a set of its items. */
export function longestRising(items, placeOf) {
  const tops = [];
  const below = new Map();
  for (const item of items) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = placeOf(tops[middle]) < placeOf(item) ? [middle + 1, high] : [low, middle];
    }
    below.set(item, tops[low - 1]);
    tops[low] = item;
  }
  const longest = new Set();
  for (let item = tops.at(-1); item !== undefined; item = below.get(item)) {
    longest.add(item);
  }
  return longest;
}

/** Changes the order, and lets each row glide from where it was (first, last, invert, play). */
function moving(body, animated, change) {
  const still = !animated || matchMedia("(prefers-reduced-motion: reduce)").matches;
  const before = still ? null : new Map([...body.children].map((row) => [row, row.getBoundingClientRect().top]));
  const focused = document.activeElement;
  change();
  if (focused && focused !== document.activeElement && focused.isConnected) {
    focused.focus({ preventScroll: true });
  }
  if (still) {
    return;
  }
  for (const row of body.children) {
    const top = row.getBoundingClientRect().top;
    const distance = (before.get(row) ?? top) - top;
    if (distance !== 0 && top < innerHeight && top + distance > -innerHeight) {
      row.animate([{ transform: `translateY(${distance}px)` }, { transform: "none" }], { duration: MOVE_MILLIS, easing: "ease-out" });
    }
  }
}
