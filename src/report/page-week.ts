import { formatPlainTime } from "../time/plain-time";
import { type Segment, weekMinutes } from "../timetable/timeline";
import { html, type Html } from "./html";
import { limitsText } from "./limits-text";
import { dayName } from "./week-words";

/** The drawing's own units; it is as wide as the page lets it be. */
const size = { width: 980, height: 280, left: 44, right: 8, top: 26, bottom: 34 };
const plot = {
  width: size.width - size.left - size.right,
  height: size.height - size.top - size.bottom,
  base: size.height - size.bottom,
};

/** Colours that windows take in turn; defined in the page's style. */
const windowColours = 6;

/** About this many letters fit into one unit of the drawing. */
const letterWidth = 6.6;

/**
 * A week as a step chart: a band from min to max, windows shaded and named.
 *
 * In: minutes from Monday 00:00, sorted, gapless over `[0, 10080)`; `title` says which week; `windows`
 *     in the order of the file, which gives each its colour
 */
export function pageWeek(
  segments: readonly Segment[],
  title: string,
  windows: readonly string[],
): Html {
  const top = niceTop(Math.max(1, ...segments.flatMap(({ limits }) => [limits.min, limits.max])));
  const y = (instances: number): number => plot.base - (instances / top.value) * plot.height;
  return html`<figure>
    <figcaption>${title}</figcaption>
    <svg
      viewBox="0 0 ${size.width} ${size.height}"
      role="img"
      aria-label="${title}: ${spoken(segments)}"
    >
      ${windowRects(segments, windows)} ${gridLines(top, y)} ${dayLines()}
      <path class="band" d="${bandPath(segments, y)}" />
      <path class="line max" d="${stepPath(segments, "max", y)}" />
      <path class="line min" d="${stepPath(segments, "min", y)}" />
      ${hoverRects(segments)}
    </svg>
    <p class="key">
      <span class="swatch max"></span> max <span class="swatch min"></span> min, instances
    </p>
  </figure>`;
}

function x(minute: number): number {
  return size.left + (minute / weekMinutes) * plot.width;
}

/** The axis ends at or above the largest value, in steps that read well. */
function niceTop(largest: number): { readonly value: number; readonly step: number } {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((s) => largest / s <= 5) ?? 5000;
  return { value: Math.ceil(largest / step) * step, step };
}

function gridLines(top: ReturnType<typeof niceTop>, y: (instances: number) => number): Html {
  const values = Array.from({ length: top.value / top.step + 1 }, (_, n) => n * top.step);
  return html`${values.map(
    (value) =>
      html`<line
          class="grid"
          x1="${size.left}"
          x2="${size.width - size.right}"
          y1="${y(value)}"
          y2="${y(value)}"
        />
        <text class="tick" x="${size.left - 8}" y="${y(value) + 4}" text-anchor="end"
          >${value}</text
        >`,
  )}`;
}

function dayLines(): Html {
  const days = [0, 1, 2, 3, 4, 5, 6];
  return html`${days.map(
    (day) =>
      html`<line
          class="day"
          x1="${x(day * 1440)}"
          x2="${x(day * 1440)}"
          y1="${size.top}"
          y2="${plot.base}"
        />
        <text class="tick" x="${x(day * 1440 + 720)}" y="${size.height - 6}" text-anchor="middle"
          >${dayName(day)}</text
        >
        ${[6, 12, 18].map(
          (hour) =>
            html`<text
              class="hour"
              x="${x(day * 1440 + hour * 60)}"
              y="${plot.base + 13}"
              text-anchor="middle"
              >${hour}</text
            >`,
        )}`,
  )}`;
}

function windowRects(segments: readonly Segment[], windows: readonly string[]): Html {
  const names = [...new Set([...windows, ...segments.map(nameOf)])].filter((name) => name !== "");
  return html`${segments
    .filter((segment) => nameOf(segment) !== "")
    .map((segment) => {
      const name = nameOf(segment);
      const [left, width] = [x(segment.from), x(segment.to) - x(segment.from)];
      const fits = name.length * letterWidth < width;
      return html`<rect
          class="window w${names.indexOf(name) % windowColours}"
          x="${left}"
          width="${width}"
          y="${size.top}"
          height="${plot.height}"
        />
        ${fits ? html`<text class="name" x="${left + width / 2}" y="${size.top - 8}" text-anchor="middle">${name}</text>` : html``}`;
    })}`;
}

/** Invisible, above all else: where the pointer rests, the exact times are told. */
function hoverRects(segments: readonly Segment[]): Html {
  return html`${segments.map(
    (segment) =>
      html`<rect
        class="hover"
        x="${x(segment.from)}"
        width="${x(segment.to) - x(segment.from)}"
        y="${size.top}"
        height="${plot.height}"
        ><title>${segmentWords(segment)}</title></rect
      >`,
  )}`;
}

function segmentWords({ from, to, limits, because }: Segment): string {
  return `${momentWords(from)} to ${momentWords(to)}: ${limitsText(limits)} (${because.join(", ")})`;
}

function momentWords(minute: number): string {
  return `${dayName(Math.floor(minute / 1440))} ${formatPlainTime(minute % 1440)}`;
}

function nameOf(segment: Segment): string {
  return segment.because
    .filter((name) => name !== "baseline" && name !== "readyBefore")
    .map((name) => name.replace(/^(window|schedule|exception|override) /, ""))
    .join("+");
}

function stepPath(
  segments: readonly Segment[],
  which: "min" | "max",
  y: (instances: number) => number,
): string {
  return segments
    .map(({ from, to, limits }, index) => {
      const at = y(limits[which]).toFixed(1);
      return `${index === 0 ? "M" : "L"}${x(from).toFixed(1)} ${at}H${x(to).toFixed(1)}`;
    })
    .join("");
}

function bandPath(segments: readonly Segment[], y: (instances: number) => number): string {
  const back = segments
    .toReversed()
    .map(({ from, to, limits }) => {
      const at = y(limits.min).toFixed(1);
      return `L${x(to).toFixed(1)} ${at}H${x(from).toFixed(1)}`;
    })
    .join("");
  return `${stepPath(segments, "max", y)}${back}Z`;
}

function spoken(segments: readonly Segment[]): string {
  const named = segments.filter((segment) => nameOf(segment) !== "");
  const least = Math.min(...segments.map((segment) => segment.limits.min));
  const most = Math.max(...segments.map((segment) => segment.limits.max));
  return `${named.length} stretches by windows, from ${least} to ${most} instances; the table below tells them`;
}
