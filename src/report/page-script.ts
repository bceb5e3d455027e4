/** What moves on the page: one endpoint at a time, and the search in its firings. Without it all is shown. */
export const pageScript = `
const buttons = [...document.querySelectorAll("nav button")];
const sections = [...document.querySelectorAll("section.endpoint")];
function choose(name) {
  for (const section of sections) section.hidden = section.dataset.name !== name;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.name === name));
}
for (const button of buttons) button.addEventListener("click", () => {
  choose(button.dataset.name);
  history.replaceState(null, "", "#" + encodeURIComponent(button.dataset.name));
});
const asked = decodeURIComponent(location.hash.slice(1));
const first = sections[0];
if (first) choose(sections.some((s) => s.dataset.name === asked) ? asked : first.dataset.name);
for (const input of document.querySelectorAll("input[type=search]")) {
  const area = input.closest("section");
  const rows = [...area.querySelectorAll("table.firings tbody tr")];
  const count = area.querySelector("output");
  const search = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = shown + " of " + rows.length;
  };
  input.addEventListener("input", search);
  search();
}
`;
