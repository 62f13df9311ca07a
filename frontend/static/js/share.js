// The links that leave the board with what it shows: the page changes its address without a request, so they follow it when they are used.

const share = document.getElementById("share");

function query() {
  return location.search || `?board=${encodeURIComponent(document.querySelector("#share [data-board]").dataset.board)}`;
}

function follow() {
  for (const link of share.querySelectorAll("a[data-share]")) {
    link.href = link.dataset.share + query();
  }
  const embed = share.querySelector("[data-share-embed]");
  embed.href = `/embed/${encodeURIComponent(embed.dataset.board)}${query()}`;
}

for (const event of ["toggle", "pointerdown", "focusin", "click"]) {
  share?.addEventListener(event, follow, true);
}

const copy = share?.querySelector("[data-copy]");
if (copy) {
  copy.hidden = !navigator.clipboard; // browsers give none to sites without TLS
}

copy?.addEventListener("click", async ({ currentTarget: button }) => {
  await navigator.clipboard.writeText(location.href);
  const title = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = title; }, 2000);
});
