import { type CapacityUnit, unitWords } from "../../aws/facts";
import { formatLimits, minutesPerWeek, type Segment } from "../../timetable";
import { formatPlainTime, formatWeekday } from "../../timetable/time";
import { type LoadWeek, slotMinutes } from "../../recommend";
import { formatLayerNames } from "..";
import { html, type Html } from "./html-template";

/** In units of the drawing, which scales to the width of the page. */
const chartSize = { width: 980, height: 280, left: 44, right: 8, top: 26, bottom: 34 };
const plotArea = {
  width: chartSize.width - chartSize.left - chartSize.right,
  height: chartSize.height - chartSize.top - chartSize.bottom,
  base: chartSize.height - chartSize.bottom,
};

/** The page's style defines a color for each of `w0` to `w5`. */
const windowColorCount = 6;

/** The approximate width of a letter, in units of the drawing. */
const letterWidth = 6.6;

/**
 * Renders a week as a step chart: a band from min to max, windows shaded and named.
 * @param segments minutes from Monday 00:00, sorted, gapless over `[0, 10080)`
 * @param shown `windows`: in the order of the stack file, which decides their colors; `load`: drawn over the limits
 */
export function renderWeekChart(
  segments: readonly Segment[],
  title: string,
  shown: { readonly windows: readonly string[]; readonly unit: CapacityUnit; readonly load?: LoadWeek },
): Html {
  const { windows, unit, load } = shown;
  const { many } = unitWords[unit];
  const loads = load === undefined ? [] : [...load.load, ...load.capacity].filter((value) => value >= 0);
  const top = chooseAxisTop(Math.max(1, ...segments.flatMap(({ limits }) => [limits.min, limits.max]), ...loads));
  const y = (instances: number): number => plotArea.base - (instances / top.value) * plotArea.height;
  return html`<figure>
    <figcaption>${title}</figcaption>
    <svg
      viewBox="0 0 ${chartSize.width} ${chartSize.height}"
      role="img"
      aria-label="${title}: ${describeChart(segments, many)}${load === undefined ? "" : describeLoad(load)}"
    >
      ${renderWindows(segments, windows)} ${renderGridLines(top, y)} ${renderDayLines()}
      <path class="band" d="${drawBandPath(segments, y)}" />
      <path class="line max" d="${drawStepPath(segments, "max", y)}" />
      <path class="line min" d="${drawStepPath(segments, "min", y)}" />
      ${load === undefined ? renderHoverAreas(segments) : renderLoad(load, y)}
    </svg>
    <p class="key">
      <span class="swatch max"></span> max <span class="swatch min"></span> min${load === undefined ? html`` : loadKey},
      ${many}
    </p>
  </figure>`;
}

const loadKey = html` <span class="swatch load"></span> load <span class="swatch capacity"></span> in service
  <span class="swatch short"></span> requests short`;

/** Load, capacity in service and what is short, by slot; the pointer shows the numbers. */
function renderLoad({ load, capacity, short }: LoadWeek, y: (instances: number) => number): Html {
  return html`${[...short.keys()].filter((slot) => (short[slot] ?? 0) > 0).map((slot) => renderSlot(slot, "short"))}
    <path class="line load" d="${drawSlotPath(load, y)}" />
    <path class="line capacity" d="${drawSlotPath(capacity, y)}" />
    ${[...load.keys()].map((slot) =>
      renderSlot(
        slot,
        "hover",
        `${formatMoment(slot * slotMinutes)}: load ${formatShort(load[slot])}, in service ${formatShort(capacity[slot])}`,
      ),
    )}`;
}

function renderSlot(slot: number, style: string, text = ""): Html {
  return html`<rect
    class="${style}"
    x="${toX(slot * slotMinutes).toFixed(1)}"
    width="${((plotArea.width * slotMinutes) / minutesPerWeek).toFixed(1)}"
    y="${chartSize.top}"
    height="${plotArea.height}"
    >${text === "" ? html`` : html`<title>${text}</title>`}</rect
  >`;
}

function formatShort(value = NaN): string {
  return value >= 0 ? String(Math.round(10 * value) / 10) : "unknown";
}

/** Slots without data are a hole. */
function drawSlotPath(values: Float64Array, y: (instances: number) => number): string {
  return [...values.entries()]
    .filter(([, value]) => value >= 0)
    .map(([slot, value]) => {
      const follows = (values[slot - 1] ?? NaN) >= 0;
      const x = toX(slot * slotMinutes).toFixed(1);
      return `${follows ? "L" : "M"}${x} ${y(value).toFixed(1)}H${toX((slot + 1) * slotMinutes).toFixed(1)}`;
    })
    .join("");
}

function describeLoad({ load, capacity }: LoadWeek): string {
  const findMost = (values: Float64Array) => formatShort(values.reduce((most, value) => Math.max(most, value || 0), 0));
  return `; load up to ${findMost(load)} instances, up to ${findMost(capacity)} in service`;
}

function toX(minute: number): number {
  return chartSize.left + (minute / minutesPerWeek) * plotArea.width;
}

/** The axis ends at or above the largest value, in round steps. */
function chooseAxisTop(largest: number): { readonly value: number; readonly step: number } {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((s) => largest / s <= 5) ?? 5000;
  return { value: Math.ceil(largest / step) * step, step };
}

function renderGridLines(top: ReturnType<typeof chooseAxisTop>, y: (instances: number) => number): Html {
  const values = Array.from({ length: top.value / top.step + 1 }, (_, n) => n * top.step);
  return html`${values.map(
    (value) =>
      html`<line
          class="grid"
          x1="${chartSize.left}"
          x2="${chartSize.width - chartSize.right}"
          y1="${y(value)}"
          y2="${y(value)}"
        />
        <text class="tick" x="${chartSize.left - 8}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
  )}`;
}

function renderDayLines(): Html {
  const days = [0, 1, 2, 3, 4, 5, 6];
  return html`${days.map(
    (day) =>
      html`<line
          class="day"
          x1="${toX(day * 1440)}"
          x2="${toX(day * 1440)}"
          y1="${chartSize.top}"
          y2="${plotArea.base}"
        />
        <text class="tick" x="${toX(day * 1440 + 720)}" y="${chartSize.height - 6}" text-anchor="middle"
          >${formatWeekday(day)}</text
        >
        ${[6, 12, 18].map(
          (hour) =>
            html`<text class="hour" x="${toX(day * 1440 + hour * 60)}" y="${plotArea.base + 13}" text-anchor="middle"
              >${hour}</text
            >`,
        )}`,
  )}`;
}

function renderWindows(segments: readonly Segment[], windows: readonly string[]): Html {
  const names = [...new Set([...windows, ...segments.map(formatLayerNames)])].filter((name) => name !== "");
  return html`${segments
    .filter((segment) => formatLayerNames(segment) !== "")
    .map((segment) => {
      const name = formatLayerNames(segment);
      const [left, width] = [toX(segment.from), toX(segment.to) - toX(segment.from)];
      const fits = name.length * letterWidth < width;
      return html`<rect
          class="window w${names.indexOf(name) % windowColorCount}"
          x="${left}"
          width="${width}"
          y="${chartSize.top}"
          height="${plotArea.height}"
        />
        ${fits ? html`<text class="name" x="${left + width / 2}" y="${chartSize.top - 8}" text-anchor="middle">${name}</text>` : html``}`;
    })}`;
}

/** Invisible areas on top that show exact times under the pointer. */
function renderHoverAreas(segments: readonly Segment[]): Html {
  return html`${segments.map(
    (segment) =>
      html`<rect
        class="hover"
        x="${toX(segment.from)}"
        width="${toX(segment.to) - toX(segment.from)}"
        y="${chartSize.top}"
        height="${plotArea.height}"
        ><title>${describeSegment(segment)}</title></rect
      >`,
  )}`;
}

function describeSegment({ from, to, limits, reasons }: Segment): string {
  return `${formatMoment(from)} to ${formatMoment(to)}: ${formatLimits(limits)} (${reasons.join(", ")})`;
}

function formatMoment(minute: number): string {
  return `${formatWeekday(Math.floor(minute / 1440))} ${formatPlainTime(minute % 1440)}`;
}

function drawStepPath(segments: readonly Segment[], which: "min" | "max", y: (instances: number) => number): string {
  return segments
    .map(({ from, to, limits }, index) => {
      const at = y(limits[which]).toFixed(1);
      return `${index === 0 ? "M" : "L"}${toX(from).toFixed(1)} ${at}H${toX(to).toFixed(1)}`;
    })
    .join("");
}

function drawBandPath(segments: readonly Segment[], y: (instances: number) => number): string {
  const back = segments
    .toReversed()
    .map(({ from, to, limits }) => {
      const at = y(limits.min).toFixed(1);
      return `L${toX(to).toFixed(1)} ${at}H${toX(from).toFixed(1)}`;
    })
    .join("");
  return `${drawStepPath(segments, "max", y)}${back}Z`;
}

function describeChart(segments: readonly Segment[], many: string): string {
  const named = segments.filter((segment) => formatLayerNames(segment) !== "");
  const least = Math.min(...segments.map((segment) => segment.limits.min));
  const most = Math.max(...segments.map((segment) => segment.limits.max));
  return `${named.length} intervals set by windows, from ${least} to ${most} ${many}; the table below lists them`;
}
