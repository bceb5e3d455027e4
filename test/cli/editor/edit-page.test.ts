import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { browserName, BrowserPage, modifiers } from "../../support/browser";

const text = `# Who is here when.
config:
  inference-timetable:timezone: Europe/Berlin
  inference-timetable:calendars: { freeze: { dates: "2026-12-28..2026-12-30" } }
  inference-timetable:endpoints:
    sentiment:
      model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/hf:1", dataUrl: "s3://models/a.tar.gz" }
      variant: { instanceType: ml.g5.xlarge, hourlyPriceUsd: 1.41 }
      timetable:
        baseline: { min: 1, max: 2 }
        windows:
          # People are here.
          office: { days: [mon, tue], from: "08:00", to: "18:00", min: 4, max: 12 } # since May
          batch: { days: sun, from: "22:00", to: "02:00", min: 8, max: 8 }
          launch: { dates: "2026-12-01..2026-12-03", from: "06:00", to: "24:00", min: 10, max: 20 }
`;

const root = path.join(__dirname, "..", "..", "..");
const folder = mkdtempSync(path.join(tmpdir(), "timetable-edit-"));
const file = path.join(folder, "Pulumi.dev.yaml");
let command: ChildProcess;
let url = "";
let page: BrowserPage;

/** Starts the command as a user does. @returns the printed address */
function started(): Promise<string> {
  writeFileSync(file, text);
  const main = path.join(root, "src/cli/main.ts");
  const words = ["edit", "--file", file, "--json", "--now", "2026-11-24T08:00Z"];
  command = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", main, ...words], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let printed = "";
    command.stdout?.on("data", (data: Buffer) => {
      printed += data.toString("utf8");
      if (printed.endsWith("}\n")) resolve((JSON.parse(printed) as { url: string }).url);
    });
    command.once("exit", () => {
      reject(new Error("the command ended"));
    });
  });
}

/** Opens the page with the original file. */
async function opened(): Promise<void> {
  // The previous page would send requests about a file that it does not know.
  await page.goTo("about:blank");
  page.errors.splice(0);
  writeFileSync(file, text);
  await page.size(1100, 1000);
  await page.goTo(url);
  await status("as in the file");
}

function status(words: string): Promise<void> {
  return page.until(`document.querySelector("#status").textContent.includes("${words}")`);
}

function place(day: number, time: string): Promise<readonly [number, number]> {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return page.placeOf(`.column[data-day="${day}"]`, 0.5, (hour * 60 + minute) / 1440);
}

async function dragged(day: number, time: string, toDay: number, toTime: string): Promise<void> {
  await page.drag(await place(day, time), await place(toDay, toTime));
}

/** Saves once the check is done. @returns the file */
async function saved(): Promise<string> {
  await page.until(`!document.querySelector("#save").disabled`);
  await page.click("#save");
  await status("; saved");
  return readFileSync(file, "utf8");
}

function focus(id: string): Promise<void> {
  return page.value(`document.querySelector('.piece[data-id="${id}"][tabindex="0"]').focus()`);
}

/** Names of the invalid fields of exceptions. */
function invalid(): Promise<readonly string[]> {
  return page.value(`[...document.querySelectorAll('#exceptions [aria-invalid="true"]')].map((one) => one.name)`);
}

function choose(selector: string, value: string): Promise<void> {
  return page.value(
    `{ const field = document.querySelector(${JSON.stringify(selector)}); field.value = "${value}";
       field.dispatchEvent(new Event("input", { bubbles: true })); }`,
  );
}

/** Changes a window on the page, then the file, and tries to save. */
async function meets(theirs: string): Promise<void> {
  await dragged(0, "12:00", 0, "13:00");
  await page.until(`!document.querySelector("#save").disabled`);
  writeFileSync(file, theirs);
  await page.click("#save");
  await page.until(`!document.querySelector("#notice").hidden`);
  forgive409();
}

/** The browser logs each refused request. */
function forgive409(): void {
  expect(page.errors.splice(0).every((error) => error.includes("409"))).toBe(true);
}

function notice(): Promise<string> {
  return page.value(`document.querySelector("#notice").textContent`);
}

function reload(): Promise<void> {
  return page.click("#notice button");
}

const shown = (): Promise<readonly string[]> =>
  page.value(`[...document.querySelectorAll('.piece[tabindex="0"]')].map((one) => one.getAttribute("aria-label"))`);

(browserName === undefined ? describe.skip : describe)("the page of timetable edit", () => {
  beforeAll(async () => {
    url = await started();
    page = await BrowserPage.open();
  });
  afterAll(async () => {
    await page.close();
    command.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(opened, 60_000);
  afterEach(() => {
    expect(page.errors.splice(0)).toEqual([]);
  });

  it("drags a window on all its days, and saves it without changes to comments and order", async () => {
    await dragged(0, "12:00", 2, "13:30");
    expect(await shown()).toContain("office, Wed-Thu 09:30-19:30, 4-12 instances");
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(await saved()).toBe(
      text.replace('[mon, tue], from: "08:00", to: "18:00"', 'wed-thu, from: "09:30", to: "19:30"'),
    );
  });

  it("drags a window across Sunday's midnight", async () => {
    await dragged(6, "23:00", 0, "00:30");
    expect(await saved()).toBe(text.replace('sun, from: "22:00", to: "02:00"', 'sun, from: "23:30", to: "03:30"'));
  });

  it("drags the edges of a window, into the next day too", async () => {
    await dragged(0, "08:05", 0, "06:50");
    await dragged(1, "17:55", 1, "19:55");
    await dragged(0, "01:55", 1, "02:55");
    expect(await saved()).toBe(
      text
        .replace('"08:00", to: "18:00"', '"06:45", to: "20:00"')
        .replace('days: sun, from: "22:00", to: "02:00"', 'from: "sun 22:00", to: "tue 03:00"'),
    );
  });

  it("adds a window over empty space, and removes one", async () => {
    await dragged(3, "10:00", 3, "12:30");
    await page.type("#fields [name=name]", "lunch");
    await page.click('#list button[data-id="batch"]');
    await page.click("#remove");
    expect(await saved()).toBe(
      `${text.replace(/ *batch:.*\n/, "")}          lunch: { days: thu, from: "10:00", to: "12:30", min: 4, max: 12 }\n`,
    );
  });

  it("cancels a drag with Escape, and does not take a click for a drag", async () => {
    await page.drag(await place(0, "12:00"), await place(3, "15:00"), "hold");
    expect((await shown())[1]).toContain("Thu-Fri");
    await page.key("Escape");
    await dragged(0, "12:00", 0, "12:02");
    expect(await shown()).toContain("office, Mon-Tue 08:00-18:00, 4-12 instances");
    await status("as in the file");
  });

  it("drags a tapped window by finger", async () => {
    await page.size(390, 800);
    await page.touch(await place(0, "12:00"));
    await page.until(`document.querySelector(".piece.chosen") !== null`);
    await page.touch(await place(0, "12:00"), await place(1, "13:00"));
    expect(await shown()).toContain("office, Tue-Wed 09:00-19:00, 4-12 instances");
  });

  it("scrolls by finger over a window that is not chosen", async () => {
    await page.size(390, 800);
    await page.touch(await place(0, "12:00"), await place(3, "12:00"));
    expect(await shown()).toContain("office, Mon-Tue 08:00-18:00, 4-12 instances");
    await page.touch(await place(0, "12:00"), await place(0, "08:30"));
    await page.until("scrollY > 0");
    expect(await shown()).toContain("office, Mon-Tue 08:00-18:00, 4-12 instances");
  });

  it("moves, resizes, removes and opens windows by keyboard", async () => {
    await focus("office");
    await page.key("ArrowRight");
    await page.key("ArrowDown");
    await page.key("ArrowDown", modifiers.shift);
    await page.key("ArrowUp", modifiers.alt);
    await page.key("ArrowUp", modifiers.alt);
    expect(await shown()).toContain("office, Tue-Wed 07:45-18:30, 4-12 instances");
    expect(await page.value("document.activeElement.dataset.id")).toBe("office");
    await page.key("z", modifiers.ctrl);
    expect(await shown()).toContain("office, Tue-Wed 08:00-18:30, 4-12 instances");
    await page.key("z", modifiers.ctrl | modifiers.shift);
    await focus("batch");
    await page.key("Delete");
    expect(await shown()).toEqual(["office, Tue-Wed 07:45-18:30, 4-12 instances"]);
    await page.key("Enter");
    expect(await page.value("document.activeElement.name")).toBe("name");
    await page.until(`!document.querySelector("#save").disabled`);
    await page.key("s", modifiers.ctrl);
    await status("; saved");
    expect(readFileSync(file, "utf8")).toBe(
      text
        .replace(/ *batch:.*\n/, "")
        .replace('[mon, tue], from: "08:00", to: "18:00"', 'tue-wed, from: "07:45", to: "18:30"'),
    );
  });

  it("adds a window with the button, and edits all its fields", async () => {
    await page.click("#add");
    await page.type("#fields [name=name]", "evening");
    await page.type("#fields [name=from]", "19:00");
    await page.type("#fields [name=to]", "24:00");
    await page.type("#fields [name=min]", "3");
    await page.click('#fields input[value="5"]');
    expect(await saved()).toBe(
      `${text}          evening: { days: mon-sat, from: "19:00", to: "24:00", min: 3, max: 12 }\n`,
    );
    await page.click('#list button[data-id="launch"]');
    await page.type("#fields [name=dates]", "2026-12-01, 2026-12-05");
    expect(await saved()).toContain(
      'launch: { dates: ["2026-12-01", "2026-12-05"], from: "06:00", to: "24:00", min: 10, max: 20 }',
    );
  });

  it("shows problems and cost after each change, and refuses to save errors", async () => {
    await page.click('#list button[data-id="office"]');
    await page.type("#fields [name=min]", "20");
    await status("cannot be saved, 1 error");
    const errors = await page.value<string>(`document.querySelector("#errors").textContent`);
    expect(errors).toContain("error min-above-max at endpoints.sentiment.timetable.windows.office.min (line 13)");
    expect(await page.value(`document.querySelector("#save").disabled`)).toBe(true);
    await page.key("s", modifiers.ctrl);
    await page.type("#fields [name=min]", "6");
    await page.until(`!document.querySelector("#save").disabled`);
    expect(readFileSync(file, "utf8")).toBe(text);
    const changes = await page.value<string>(`document.querySelector("#changes").textContent`);
    expect(changes).toContain("Mon-Tue 08:00-18:00: min 4 -> 6");
    expect(await page.value(`document.querySelector("#use").textContent`)).toContain("cost USD");
    expect(await page.value(`document.querySelector("#facts").textContent`)).toMatch(
      /^\d+ of 200 scheduled actions, Europe\/Berlin$/,
    );
  });

  it("refuses to overwrite a file that changed on disk, keeps the edits, and reloads on a click", async () => {
    const theirs = text.replace("max: 12", "max: 14");
    await meets(theirs);
    expect(await notice()).toContain("changed on disk since the page was opened");
    await status("cannot be saved");
    expect(readFileSync(file, "utf8")).toBe(theirs);
    expect(await shown()).toContain("office, Mon-Tue 09:00-19:00, 4-12 instances");
    await reload();
    await page.until(`document.querySelector("#notice").hidden`);
    expect(await shown()).toContain("office, Mon-Tue 08:00-18:00, 4-14 instances");
    await dragged(0, "12:00", 0, "13:00");
    expect(await saved()).toBe(theirs.replace('"08:00", to: "18:00"', '"09:00", to: "19:00"'));
  });

  it("keeps edits from before and after the file changed on disk", async () => {
    await meets(text.replace("max: 12", "max: 14"));
    await page.type("#settings [name=max]", "3");
    await page.key("s", modifiers.ctrl);
    await status("cannot be saved");
    expect(await notice()).toContain("changed on disk since the page was opened");
    expect(await shown()).toContain("office, Mon-Tue 09:00-19:00, 4-12 instances");
    expect(await page.value(`document.querySelector("#settings [name=max]").value`)).toBe("3");
    await reload();
    await status("as in the file");
    forgive409();
  });

  it("keeps its edits while the file is gone, and saves them when it is back", async () => {
    await meets(text.replace("max: 12", "max: 14"));
    rmSync(file);
    await reload();
    await page.until(`document.querySelector("#notice").textContent.includes("is gone")`);
    expect(await shown()).toContain("office, Mon-Tue 09:00-19:00, 4-12 instances");
    writeFileSync(file, text);
    await page.value(`window.dispatchEvent(new Event("focus"))`);
    await page.until(`document.querySelector("#notice").hidden`);
    expect(await saved()).toBe(text.replace('"08:00", to: "18:00"', '"09:00", to: "19:00"'));
    forgive409();
  });

  it("shows an outside change if the page has no edits", async () => {
    writeFileSync(file, text.replace("max: 12", "max: 14"));
    await page.value(`window.dispatchEvent(new Event("focus"))`);
    await page.until(`document.querySelector("#week").innerHTML.includes("4-14 instances")`);
    expect(await page.value(`document.querySelector("#notice").hidden`)).toBe(true);
    forgive409();
  });

  it("edits baseline, readyBefore and exceptions, and saves them without changes to comments and order", async () => {
    await page.type("#settings [name=max]", "3");
    await page.type("#settings [name=readyBefore]", "15m");
    await page.click("#add-exception");
    expect(await page.value("document.activeElement.name")).toBe("on");
    await page.type("#exceptions [name=calendar]", "frieze");
    await status("cannot be saved");
    expect(await page.value(`document.querySelector("#errors").textContent`)).toContain("freeze");
    expect(await invalid()).toEqual(["calendar"]);
    await page.type("#exceptions [name=calendar]", "freeze");
    await page.click("#add-exception");
    await choose("#exceptions li:nth-child(2) [name=on]", "dates");
    await page.type("#exceptions li:nth-child(2) [name=dates]", "2026-12-24, 2026-12-31");
    await choose("#exceptions li:nth-child(2) [name=use]", "limits");
    await page.type("#exceptions li:nth-child(2) [name=min]", "2");
    await page.type("#exceptions li:nth-child(2) [name=max]", "4");
    await page.until(`!document.querySelector("#save").disabled`);
    expect(await page.value(`document.querySelector("#changes").textContent`)).toContain("2026");
    expect(await invalid()).toEqual([]);
    const after = text.replace("baseline: { min: 1, max: 2 }", "baseline: { min: 1, max: 3 }");
    const readyBefore = "        readyBefore: 15m\n";
    const exceptions = [
      "        exceptions:",
      "          - { calendar: freeze, use: baseline }",
      '          - { dates: ["2026-12-24", "2026-12-31"], use: { min: 2, max: 4 } }',
      "",
    ].join("\n");
    expect(await saved()).toBe(after + readyBefore + exceptions);
    await page.click("#exceptions li:nth-child(1) [name=remove]");
    expect(await page.value("document.activeElement.id")).toBe("add-exception");
    expect(await page.value(`document.querySelectorAll("#exceptions li").length`)).toBe(1);
    expect(await saved()).toBe(
      after + readyBefore + exceptions.replace("          - { calendar: freeze, use: baseline }\n", ""),
    );
  });

  it("undoes an exception, and the typing in its field as one step", async () => {
    await page.click("#add-exception");
    await page.type("#exceptions [name=calendar]", "abc");
    await page.key("z", modifiers.ctrl);
    expect(await page.value(`document.querySelector("#exceptions [name=calendar]").value`)).toBe("freeze");
    await page.key("z", modifiers.ctrl);
    expect(await page.value(`document.querySelectorAll("#exceptions li").length`)).toBe(0);
    await status("as in the file");
  });

  it("fits phones and desktops without sideways scrolling, in light and dark mode", async () => {
    for (const width of [360, 1000, 1400]) {
      await page.size(width, 900);
      expect(await page.value("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    }
    await page.media({ "prefers-color-scheme": "dark" });
    const dark = await page.value("getComputedStyle(document.body).backgroundColor");
    await page.media({ "prefers-color-scheme": "light" });
    expect(await page.value("getComputedStyle(document.body).backgroundColor")).not.toBe(dark);
  });

  it("gives every control a name", async () => {
    const nameless = await page.value<readonly string[]>(
      `[...document.querySelectorAll("button, input, select")].filter((one) =>
        one.textContent.trim() === "" && one.labels?.length !== 1).map((one) => one.outerHTML)`,
    );
    expect(nameless).toEqual([]);
  });

  it("ends with Ctrl-C", async () => {
    const ended = new Promise((resolve) => command.once("exit", resolve));
    command.kill("SIGINT");
    expect(await ended).toBe(0);
    await page.value(`document.querySelector("#add").click()`);
    await page.until(`!document.querySelector("#notice").hidden`);
    expect(await page.value(`document.querySelector("#notice").textContent`)).toBe(
      "the command that serves this page has ended",
    );
    page.errors.splice(0);
  });
});
