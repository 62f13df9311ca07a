// Runs before the first paint: marks that scripts run, and sets the theme that the reader chose; without a choice the system decides.
(() => {
  const root = document.documentElement;
  const themes = ["system", "light", "dark"];
  root.classList.add("js");

  const chosen = () => {
    try {
      const theme = localStorage.getItem("theme");
      return themes.includes(theme) ? theme : "system";
    } catch {
      return "system"; // storage is switched off
    }
  };

  const apply = (theme) => {
    if (theme === "system") {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }
    document.dispatchEvent(new CustomEvent("themechange"));
  };

  const describe = (button) => {
    const theme = chosen();
    const next = themes[(themes.indexOf(theme) + 1) % themes.length];
    const { themeName, change } = button.dataset;
    const [now, then] = [theme, next].map((name) => button.querySelector(`[data-when=${name}]`).title);
    button.setAttribute("aria-label", change.replace("{0}", now).replace("{1}", then));
    button.title = `${themeName}: ${now}`;
  };

  apply(chosen());

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".theme-button");
    if (!button) {
      return;
    }
    describe(button);
    button.addEventListener("click", () => {
      const next = themes[(themes.indexOf(chosen()) + 1) % themes.length];
      try {
        localStorage.setItem("theme", next);
      } catch {
        // the choice then lasts for this page only
      }
      apply(next);
      describe(button);
    });
  });
})();
