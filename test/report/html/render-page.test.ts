import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ReportedEndpoint } from "../../../src/plan/usage/reported-endpoint";
import { buildEndpointReport, type EndpointReport, reportHorizons } from "../../../src/report/endpoint-report";
import { renderPage } from "../../../src/report/html/render-page";
import { renderWeekChart } from "../../../src/report/html/render-week-chart";
import { parseInstant } from "../../../src/timetable/time/instant";
import { browserName, BrowserPage } from "../../support/browser";
import { compiled, office, raw, reported, scaledBy } from "../../support/reported";

const now = parseInstant("2026-11-24T08:00Z") ?? 0;
const timetable = compiled(
  reported(
    { windows: office, exceptions: [{ on: { dates: ["2026-12-24"] }, use: "baseline" }] },
    "Europe/Berlin",
    {},
    1.41,
  ),
);
const longestGap = { from: now, minutes: 600 };
const reassertion = { everyMinutes: 15, withinEvery: 0.61, withinHour: 0.87, longestGap };
const fraud = raw({ Out: ["cron(0 17 ? * MON-FRI *)", 2, 5], In: ["cron(0 20 ? * MON-FRI *)", 1, 2] });
const warning = {
  severity: "warning",
  code: "calendar-runs-out",
  path: "calendars.de",
  message: "ends soon",
  fix: "pull it again",
} as const;
const toReports = (...endpoints: readonly ReportedEndpoint[]): readonly EndpointReport[] =>
  endpoints.map((endpoint) => buildEndpointReport(endpoint, now, reportHorizons.page));

const content = {
  title: "Pulumi.prod.yaml",
  now,
  reports: toReports({ ...timetable, plan: { ...timetable.plan!, reassertion } }, fraud),
  problems: [warning],
};

describe("page", () => {
  it("shows week, year, firings, cost and problems of every endpoint", () => {
    const text = renderPage(content);
    const words = text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    expect(text.match(/<section\s+class="endpoint"/g)).toHaveLength(2);
    expect(words).toContain("min-max when decided by 4-12 Mon-Fri 08:00-18:00 window office");
    expect(text).toContain("Thu 2026-12-24: 1-2 all day (exception 2026-12-24)");
    expect(text).toContain("Sun 2027-03-28: the clock goes forward");
    expect(text).toMatch(/Tue 2026-11-24 18:00 \+01:00.*2026-11-24 17:00Z/s);
    expect(text).toContain("cost USD ");
    expect(words).toContain(
      " limits are corrected within 15 minutes 61% of the time, within an hour 87%; longest gap 10h, ",
    );
    expect(text).toContain("warning calendar-runs-out at calendars.de\n  ends soon");
  });

  it("counts the instances that stay if nothing scales in, and says so", () => {
    const words = renderPage({ ...content, reports: toReports(scaledBy(undefined, fraud)) }).replace(
      /<[^>]*>|\s+/g,
      " ",
    );
    expect(words).toContain("instance-hours a month: 1,460; ");
    expect(words).toContain("; nothing scales in, so the instance count falls only if it is above max)");
    expect(words).toMatch(/ 2026-12 +744 +1,488 /);
    expect(renderPage(content)).not.toContain("nothing scales in");
  });

  it("needs nothing from elsewhere, and is the same each time", () => {
    const text = renderPage(content);
    expect(text).not.toMatch(/(src|href)=|url\(|@import|https?:/);
    expect(text).toContain("default-src 'none'");
    expect(renderPage(content)).toBe(text);
  });

  it("takes no name for markup", () => {
    const evil = `</script><script>alert("x")</script>'`;
    const named = {
      ...fraud,
      name: evil,
      plan: { ...fraud.plan!, actions: fraud.plan!.actions.map((a) => ({ ...a, name: evil })) },
    };
    const text = renderPage({
      ...content,
      title: evil,
      reports: toReports(named),
      problems: [{ ...warning, message: evil }],
    });
    expect(text.match(/<script>/g)).toHaveLength(1);
    expect(text).not.toContain('alert("');
    expect(text).toContain("&lt;/script&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;");
  });

  it("puts on paper only the first firings, and says so", () => {
    const text = renderPage(content);
    expect(text).toMatch(/<p class="paper">The first 30 of \d+\.<\/p>/);
    expect(text).toContain(".firings tbody tr:nth-child(n + 31)");
  });

  it("draws min above max, which the checks refuse, inside of the chart", () => {
    const odd = { from: 0, to: 10_080, limits: { min: 90, max: 2 }, reasons: ["window a"] };
    const drawn = renderWeekChart([odd], "every week", { windows: ["a"], unit: "copies" }).html;
    const heights = [...drawn.matchAll(/[ML][\d.]+ (-?[\d.]+)/g)].map(([, y]) => Number(y));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
  });

  it("has no switch for one endpoint, and shows an empty stack", () => {
    expect(renderPage({ ...content, reports: toReports(fraud) })).not.toContain("<nav");
    expect(renderPage({ ...content, reports: [], problems: [] })).toContain("<p>No problems.</p>");
  });
});

it("has a browser to be opened in, in CI at least", () => {
  expect(process.env["CI"] === undefined || browserName !== undefined).toBe(true);
});

(browserName === undefined ? describe.skip : describe)("page in a browser", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "timetable-page-"));
  const address = pathToFileURL(path.join(folder, "page.html")).href;
  let browser: BrowserPage;

  beforeAll(async () => {
    writeFileSync(path.join(folder, "page.html"), renderPage(content));
    browser = await BrowserPage.open();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    expect(browser.errors.splice(0)).toEqual([]);
  });

  const visible = (): Promise<string> =>
    browser.value(
      `[...document.querySelectorAll("section.endpoint")].filter((one) => !one.hidden).map((one) => one.dataset.name).join()`,
    );

  it("shows the first endpoint, or the one in the address, and switches by button", async () => {
    await browser.goTo(address);
    expect(await visible()).toBe("sentiment");
    await browser.goTo("about:blank");
    await browser.goTo(`${address}#fraud`);
    expect(await visible()).toBe("fraud");
    await browser.click("nav button");
    expect(await visible()).toBe("sentiment");
  });

  it("searches the firings", async () => {
    await browser.goTo("about:blank");
    await browser.goTo(address);
    const found = (): Promise<string> =>
      browser.value(`document.querySelector("section:not([hidden]) output").textContent`);
    await browser.type("input[type=search]", "12-24 batch");
    expect(await found()).toMatch(/^0 of \d+$/);
    await browser.type("input[type=search]", "Sun batch");
    expect(await found()).toMatch(/^[1-9]\d* of \d+$/);
  });

  it("fits a phone, a desk and paper without sideways scrolling", async () => {
    await browser.goTo("about:blank");
    await browser.goTo(address);
    const fits = (): Promise<boolean> => browser.value("document.documentElement.scrollWidth <= innerWidth");
    for (const width of [360, 1400]) {
      await browser.size(width, 900);
      expect(await fits()).toBe(true);
    }
    await browser.size(720, 1000);
    await browser.media({}, "print");
    expect(await fits()).toBe(true);
    const cut = `[...document.querySelectorAll(".table")].filter((one) => one.scrollWidth > one.clientWidth).length`;
    expect(await browser.value(cut)).toBe(0);
    await browser.media({});
  });
});
