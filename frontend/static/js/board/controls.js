// The fields with which a reader says what to show.

import { COLUMNS, FILTERS, weightOf } from "../state.js";

export const WEIGHTS = ["alpha", "beta", "gamma"];

const OWN = ["pref", "lref", "mref"];

export class Controls {
  /** @param form that holds the fields; others may belong to it from elsewhere on the page */
  constructor(form) {
    this.form = form;
    this.kept = { sort: "rank", page: "1" };
    const given = new URLSearchParams(location.search);
    for (const name of Object.keys(this.kept)) {
      this.kept[name] = given.get(name) ?? this.kept[name];
    }
    WEIGHTS.forEach((name) => this.describe(name));
  }

  /** Texts by name; several values with commas between. */
  state() {
    const state = { ...this.kept };
    for (const [name, value] of new FormData(this.form)) {
      state[name] = state[name] === undefined || name in this.kept ? value : `${state[name]},${value}`;
    }
    for (const name of WEIGHTS) {
      state[name] = String(weightOf(state[name] ?? "") ?? Number(this.slider(name).value));
    }
    state.cols = COLUMNS.filter((column) => (state.cols ?? "").split(",").includes(column)).join();
    state.score ??= this.defaultScore();
    if (state.score !== "pscp-exp/1" && state.refs === "largest") {
      state.refs = "frozen"; // the power score's constants are no largest costs
    }
    if (state.refs !== "own") {
      OWN.forEach((name) => delete state[name]);
    }
    return state;
  }

  defaultScore() {
    return this.form.elements.score?.options[0].value ?? Object.keys(JSON.parse(document.getElementById("main").dataset.board).scores)[0];
  }

  slider(name) {
    return this.form.querySelector(`input[type=range][data-for=${name}]`);
  }

  describe(name) {
    this.slider(name).setAttribute("aria-valuetext", this.slider(name).value);
  }

  /** Takes over what a preset says. */
  choose(values) {
    for (const name of WEIGHTS.filter((weight) => weight in values)) {
      this.form.elements[name].value = values[name];
      this.slider(name).value = values[name];
      this.describe(name);
    }
    if (values.score && this.form.elements.score) {
      this.form.elements.score.value = values.score;
    }
    if (values.refs) {
      this.form.elements.refs.value = values.refs;
    }
  }

  clearFilters() {
    for (const name of FILTERS) {
      const field = this.form.elements[name];
      if (field?.multiple) {
        [...field.options].forEach((option) => { option.selected = false; });
      } else if (field) {
        field.value = "";
      }
    }
  }

  /**
   * A weight moved or was typed.
   * @returns whether what stands there is a weight
   */
  weightChanged(input) {
    if (input.type === "range") {
      this.form.elements[input.dataset.for].value = input.value;
      this.form.elements[input.dataset.for].removeAttribute("aria-invalid");
      this.describe(input.dataset.for);
      return true;
    }
    const weight = weightOf(input.value);
    if (weight === null) {
      input.setAttribute("aria-invalid", "true");
      return false;
    }
    input.removeAttribute("aria-invalid");
    this.slider(input.name).value = weight;
    this.describe(input.name);
    return true;
  }

  /** What was typed and is no weight goes back to the last one that was. */
  restore(input) {
    if (WEIGHTS.includes(input.name) && weightOf(input.value) === null) {
      input.value = this.slider(input.name).value;
      input.removeAttribute("aria-invalid");
    }
  }

  /** Offers the largest rows as references only where the score has such, and own ones only where they count. */
  adapt(state) {
    const largest = this.form.elements.refs.querySelector("option[value=largest]");
    largest.disabled = state.score !== "pscp-exp/1";
    this.form.elements.refs.value = state.refs;
    if (state.refs === "own") {
      document.getElementById("own").open = true;
    }
  }
}
