// Draws every chart of the page from the figures that the page holds. Expressions are interpreted, never evaluated.
const charts = JSON.parse(document.getElementById("charts").textContent);
const options = { mode: "vega-lite", renderer: "svg", actions: false, ast: true, logLevel: 1 };
for (const [name, spec] of Object.entries(charts)) {
  vegaEmbed(document.getElementById(name), spec, options);
}
document.documentElement.classList.add("drawn");
