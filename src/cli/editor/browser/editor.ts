import { formatPath, type PathKey } from "../../../problem";
import type { EditedDrafts, EditOutcome, EditRequest, EditStart } from "../apply-edit-request";
import {
  createHistory,
  type History,
  recordChange,
  redoChange,
  type SettingsDraft,
  undoChange,
  type WindowDraft,
} from "../drafts";
import type { DraftList } from "../window-shape";

/** The answer of the server, or the reason for none. `conflict`: the file changed on disk */
export type ServerAnswer<Answer> =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "conflict" | "failure"; readonly reason: string };

export function fetchStart(): Promise<ServerAnswer<EditStart>> {
  return callServer("/start", isEditStart);
}

function fetchOutcome(request: EditRequest): Promise<ServerAnswer<EditOutcome>> {
  return callServer("/check", isEditOutcome, request);
}

function saveDrafts(request: EditRequest): Promise<ServerAnswer<EditStart>> {
  return callServer("/save", isEditStart, request);
}

async function callServer<Answer>(
  path: string,
  isAnswer: (body: unknown) => body is Answer,
  request?: EditRequest,
): Promise<ServerAnswer<Answer>> {
  const token = new URLSearchParams(location.search).get("token") ?? "";
  const headers = { "x-timetable-token": token, "content-type": "application/json" };
  try {
    const response = await fetch(path, {
      headers,
      ...(request === undefined ? {} : { method: "POST", body: JSON.stringify(request) }),
    });
    const body: unknown = await response.json();
    if (response.ok && isAnswer(body)) return { kind: "answer", answer: body };
    const reason = readReason(body);
    return { kind: response.status === 409 ? "conflict" : "failure", reason };
  } catch {
    return { kind: "failure", reason: "the command that serves this page has ended" };
  }
}

function isEditStart(body: unknown): body is EditStart {
  return hasKey(body, "version") && hasKey(body, "windows");
}

function isEditOutcome(body: unknown): body is EditOutcome {
  return hasKey(body, "problems") && hasKey(body, "endpoints");
}

function hasKey(body: unknown, key: string): boolean {
  return typeof body === "object" && body !== null && key in body;
}

function readReason(body: unknown): string {
  return typeof body === "object" && body !== null && "reason" in body ? String(body.reason) : "there are errors";
}

const pauseMilliseconds = 120;

/** A message above the week. `conflict`: the file changed on disk; adds a Reload button */
interface Notice {
  readonly text: string;
  readonly conflict: boolean;
}

/** The state of the page: saved and edited drafts, their outcome, and the selection. */
export class Editor {
  private history: History<EditedDrafts>;
  private dragged: DraftList | undefined;
  private checked: EditedDrafts | undefined;
  private timer: number | undefined;
  private readonly listeners: (() => void)[] = [];

  endpoint: string;
  chosen: string | undefined;
  outcome: EditOutcome | undefined;
  notice: Notice | undefined;
  /** For screen readers. */
  announcement = "";

  constructor(private start: EditStart) {
    this.history = createHistory(pickDrafts(start));
    this.endpoint = Object.keys(start.windows)[0] ?? "";
  }

  /** What the limits of the endpoint count. */
  get units(): string {
    return this.start.units[this.endpoint] ?? "";
  }

  get endpoints(): readonly string[] {
    return Object.keys(this.start.windows);
  }

  /** The windows of the shown endpoint, during a drag too. */
  get drafts(): DraftList {
    return this.dragged ?? this.history.present.windows[this.endpoint] ?? [];
  }

  get settings(): SettingsDraft | undefined {
    return this.history.present.settings[this.endpoint];
  }

  get calendars(): readonly string[] {
    return this.start.calendars;
  }

  get chosenDraft(): WindowDraft | undefined {
    return this.drafts.find(({ id }) => id === this.chosen);
  }

  get isChanged(): boolean {
    return JSON.stringify(this.history.present) !== JSON.stringify(pickDrafts(this.start));
  }

  /** Whether the outcome is of older drafts. */
  get isStale(): boolean {
    return this.checked !== this.history.present;
  }

  get canUndo(): boolean {
    return this.history.past.length > 0;
  }

  get canRedo(): boolean {
    return this.history.future.length > 0;
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  show(endpoint: string): void {
    this.endpoint = endpoint;
    this.chosen = undefined;
    this.notifyListeners();
  }

  choose(id: string | undefined): void {
    this.chosen = id;
    this.notifyListeners();
  }

  /** Shows drafts during a drag; without drafts, ends the preview. */
  preview(drafts?: DraftList): void {
    this.dragged = drafts;
    this.notifyListeners();
  }

  /** Changes the windows of the shown endpoint. @param kind see `recordChange` */
  edit(drafts: DraftList, kind?: string): void {
    this.dragged = undefined;
    this.announcement = "";
    const { present } = this.history;
    const windows = { ...present.windows, [this.endpoint]: drafts };
    this.setHistory(recordChange(this.history, { ...present, windows }, kind));
  }

  /** Changes the settings of the shown endpoint. @param kind see `recordChange` */
  editSettings(draft: SettingsDraft, kind?: string): void {
    this.announcement = "";
    const { present } = this.history;
    const settings = { ...present.settings, [this.endpoint]: draft };
    this.setHistory(recordChange(this.history, { ...present, settings }, kind));
  }

  undo(): void {
    this.stepTo(undoChange(this.history), "undone");
  }

  redo(): void {
    this.stepTo(redoChange(this.history), "redone");
  }

  announce(text: string): void {
    this.announcement = text;
    this.notifyListeners();
  }

  /** Fetches the outcome; drops it if the drafts change meanwhile. */
  async check(): Promise<void> {
    const { present } = this.history;
    const reply = await fetchOutcome({ version: this.start.version, ...present });
    if (present !== this.history.present) return;
    if (reply.kind === "answer") {
      this.outcome = reply.answer;
      this.checked = present;
      this.notice = undefined;
    } else if (reply.kind === "conflict" && !this.isChanged) {
      await this.reload();
      return;
    } else {
      this.notice = toNotice(reply);
    }
    this.notifyListeners();
  }

  /** Saves the file if there are no errors. */
  async save(): Promise<void> {
    if (this.isStale) await this.check();
    if (this.outcome?.canBeSaved !== true || this.isStale) return;
    const reply = await saveDrafts({ version: this.start.version, ...this.history.present });
    if (reply.kind !== "answer") {
      this.notice = toNotice(reply);
      this.notifyListeners();
      return;
    }
    this.begin(reply.answer);
    this.announce("saved");
  }

  /** Loads the file and discards changes; does nothing if more is typed meanwhile. */
  async reload(): Promise<void> {
    const { present } = this.history;
    const reply = await fetchStart();
    if (present !== this.history.present) return;
    if (reply.kind === "answer") this.begin(reply.answer);
    else this.notice = toNotice(reply);
    this.notifyListeners();
  }

  private begin(start: EditStart): void {
    const { name } = this.chosenDraft ?? {};
    this.start = start;
    this.notice = undefined;
    if (!(this.endpoint in start.windows)) this.endpoint = Object.keys(start.windows)[0] ?? "";
    this.chosen = name;
    this.setHistory(createHistory(pickDrafts(start)));
  }

  /** Also shows the endpoint that the step changes. */
  private stepTo(history: History<EditedDrafts>, announcement: string): void {
    if (history.present === this.history.present) return;
    const [before, after] = [this.history.present, history.present];
    const isChanged = (name: string): boolean =>
      before.windows[name] !== after.windows[name] || before.settings[name] !== after.settings[name];
    this.endpoint = this.endpoints.find(isChanged) ?? this.endpoint;
    this.setHistory(history);
    this.announce(announcement);
  }

  private setHistory(history: History<EditedDrafts>): void {
    this.history = history;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.check(), pauseMilliseconds);
    this.notifyListeners();
  }

  private notifyListeners(): void {
    for (const listener of this.listeners) listener();
  }
}

type FailedReply = Exclude<ServerAnswer<unknown>, { kind: "answer" }>;

function toNotice({ kind, reason }: FailedReply): Notice {
  return { text: reason, conflict: kind === "conflict" };
}

function pickDrafts({ windows, settings }: EditStart): EditedDrafts {
  return { windows, settings };
}

/** Whether the stack file has an error at or below a path. */
export function hasError(editor: Editor, place: readonly PathKey[]): boolean {
  const path = formatPath(place);
  return (editor.outcome?.problems ?? []).some(
    (problem) =>
      problem.severity === "error" &&
      (problem.path === path || [".", "["].some((next) => problem.path.startsWith(`${path}${next}`))),
  );
}
