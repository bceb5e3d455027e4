import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { page } from "../../src/report/page";
import { parseInstant } from "../../src/time/instant";
import { compiled, office, raw, reported } from "../support/reported";

const now = parseInstant("2026-11-24T08:00Z") ?? 0;
const timetable = compiled(
  reported(
    { windows: office, exceptions: [{ on: { dates: ["2026-12-24"] }, use: "baseline" }] },
    "Europe/Berlin",
    {},
    1.41,
  ),
);
const fraud = raw({
  Out: ["cron(0 17 ? * MON-FRI *)", 2, 5],
  In: ["cron(0 20 ? * MON-FRI *)", 1, 2],
});
const warning = {
  severity: "warning",
  code: "calendar-runs-out",
  path: "calendars.de",
  message: "ends soon",
} as const;
const content = {
  title: "Pulumi.prod.yaml",
  now,
  endpoints: [timetable, fraud],
  problems: [warning],
};

describe("page", () => {
  it("shows week, year, firings, cost and problems of every endpoint", () => {
    const text = page(content);
    const words = text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    expect(text.match(/<section\s+class="endpoint"/g)).toHaveLength(2);
    expect(words).toContain("min-max when decided by 4-12 Mon-Fri 08:00-18:00 window office");
    expect(text).toContain("Thu 2026-12-24: 1-2 all day (exception 2026-12-24)");
    expect(text).toContain("Sun 2027-03-28: the clock goes forward");
    expect(text).toMatch(/Tue 2026-11-24 18:00 \+01:00.*2026-11-24 17:00Z/s);
    expect(text).toContain("cost USD ");
    expect(text).toContain("warning calendar-runs-out at calendars.de\n  ends soon");
  });

  it("needs nothing from elsewhere, and is the same each time", () => {
    const text = page(content);
    expect(text).not.toMatch(/(src|href)=|url\(|@import|https?:/);
    expect(text).toContain("default-src 'none'");
    expect(page(content)).toBe(text);
  });

  it("takes no name for markup", () => {
    const evil = `</script><script>alert("x")</script>'`;
    const named = {
      ...fraud,
      name: evil,
      plan: { ...fraud.plan!, actions: fraud.plan!.actions.map((a) => ({ ...a, name: evil })) },
    };
    const text = page({
      ...content,
      title: evil,
      endpoints: [named],
      problems: [{ ...warning, message: evil }],
    });
    expect(text.match(/<script>/g)).toHaveLength(1);
    expect(text).not.toContain('alert("');
    expect(text).toContain("&lt;/script&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;");
  });

  it("has no switch for one endpoint, and shows an empty stack", () => {
    expect(page({ ...content, endpoints: [fraud] })).not.toContain("<nav");
    expect(page({ ...content, endpoints: [], problems: [] })).toContain("<p>No problems.</p>");
  });
});

const browser = ["chromium", "chromium-browser", "google-chrome"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);

/** The browser's own text of the page after its scripts and `script` ran, at a window's size. */
function opened(script: string, hash = "", size = "1100,900"): string {
  const folder = mkdtempSync(path.join(tmpdir(), "timetable-page-"));
  try {
    const file = path.join(folder, "page.html");
    writeFileSync(file, page(content).replace("</body>", `<script>${script}</script></body>`));
    const flags = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ];
    return execFileSync(
      browser ?? "chromium",
      [
        ...flags,
        `--user-data-dir=${folder}/profile`,
        `--window-size=${size}`,
        "--dump-dom",
        `file://${file}${hash}`,
      ],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 60_000 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const visible = `document.title = [...document.querySelectorAll("section.endpoint")].filter((s) => !s.hidden).map((s) => s.dataset.name).join()`;

it("has a browser to be opened in, in CI at least", () => {
  expect(process.env["CI"] === undefined || browser !== undefined).toBe(true);
});

(browser === undefined ? describe.skip : describe)("page in a browser", () => {
  it("shows the first endpoint, or the one in the address, and switches by button", () => {
    expect(opened(visible)).toContain("<title>sentiment</title>");
    expect(opened(visible, "#fraud")).toContain("<title>fraud</title>");
    expect(opened(`document.querySelectorAll("nav button")[1].click(); ${visible}`)).toContain(
      "<title>fraud</title>",
    );
  }, 120_000);

  it("searches the firings", () => {
    const typed = `const input = document.querySelector("input[type=search]"); input.value = "12-24 batch";
      input.dispatchEvent(new Event("input")); const before = input.closest("section").querySelector("output").textContent;
      input.value = "Sun batch"; input.dispatchEvent(new Event("input"));
      document.title = before + "; " + input.closest("section").querySelector("output").textContent;`;
    expect(opened(typed)).toMatch(/<title>0 of \d+; ([1-9]\d*) of \d+<\/title>/);
  }, 120_000);

  it("fits a phone and a desk without sideways scrolling, and its script has no error", () => {
    const measured = `document.title = document.documentElement.scrollWidth <= innerWidth ? "fits" : "too wide";`;
    expect(opened(measured, "", "500,900")).toContain("<title>fits</title>");
    expect(opened(measured, "", "1400,900")).toContain("<title>fits</title>");
  }, 120_000);
});
