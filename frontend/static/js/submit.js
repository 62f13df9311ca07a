// The form to submit works without this. It tells a file that is too large before it travels.

const file = document.getElementById("file");
const message = document.getElementById("file-too-large");
const form = document.getElementById("submit-form");

const tooLarge = () => {
  const largest = Number(file.dataset.largestBytes);
  const chosen = file.files[0];
  if (!chosen || chosen.size <= largest) {
    return "";
  }
  const megabytes = (chosen.size / 1e6).toFixed(1);
  return `Got a file of ${megabytes} MB, need at most ${largest / 1024} KiB. Choose the adapter_config.json and not the adapter's weights.`;
};

const check = () => {
  const problem = tooLarge();
  message.textContent = problem;
  message.hidden = problem === "";
  file.toggleAttribute("aria-invalid", problem !== "");
  if (problem) {
    file.setAttribute("aria-invalid", "true");
  }
  return problem === "";
};

file.addEventListener("change", check);
form.addEventListener("submit", (event) => {
  if (!check()) {
    event.preventDefault();
    file.focus();
  }
});
