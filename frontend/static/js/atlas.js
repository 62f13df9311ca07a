// The weight atlas: a choice shows its map at once; the map itself is drawn by the server, so that it is there without scripts too.

const form = document.getElementById("atlas-form");

async function show() {
  const parameters = new URLSearchParams(new FormData(form));
  const address = `${form.getAttribute("action")}?${parameters}`;
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok) {
    location.assign(address);
    return;
  }
  history.replaceState(null, "", address);
  document.getElementById("atlas").replaceWith(document.adoptNode(page.getElementById("atlas")));
}

form.addEventListener("change", ({ target }) => {
  if (target.name === "board" || target.name === "map" || target.name === "score") {
    form.requestSubmit(); // other fields follow from these
  } else if (form.reportValidity()) {
    show().catch(() => form.submit());
  }
});
