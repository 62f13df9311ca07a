// The weight atlas: a choice shows its map at once; the map itself is drawn by the server, so that it is there without scripts too.

import { good, waiting } from "./waiting.js";

const form = document.getElementById("atlas-form");

let asked = new AbortController();

async function show() {
  const parameters = new URLSearchParams(new FormData(form));
  const address = `${form.getAttribute("action")}?${parameters}`;
  asked.abort();
  asked = new AbortController();
  const answer = await fetch(address, { signal: asked.signal });
  if (answer.status >= 400 && answer.status < 500) {
    location.assign(address); // the page itself says what is wrong with it
    return;
  }
  const page = new DOMParser().parseFromString(await good(answer).text(), "text/html");
  history.replaceState(null, "", address);
  document.getElementById("atlas").replaceWith(document.adoptNode(page.getElementById("atlas")));
}

form.addEventListener("change", ({ target }) => {
  if (target.name === "board" || target.name === "map" || target.name === "score") {
    form.requestSubmit(); // other fields follow from these
  } else if (form.reportValidity()) {
    waiting(document.getElementById("atlas"), show);
  }
});
