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
import type { DraftList } from "../edit-windows";

/** What the server says: an answer, or why there is none. `createConflictReply`: the file is another one by now */
export type ServerAnswer<Answer> =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "conflict" | "trouble"; readonly reason: string };

/** The file as it is. */
export function fetchStart(): Promise<ServerAnswer<EditStart>> {
  return callServer("/start", isEditStart);
}

/** What the windows would mean. */
export function fetchOutcome(request: EditRequest): Promise<ServerAnswer<EditOutcome>> {
  return callServer("/check", isEditOutcome, request);
}

/** Saves them. Out: the file as it is then */
export function saveDrafts(request: EditRequest): Promise<ServerAnswer<EditStart>> {
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
    return { kind: response.status === 409 ? "conflict" : "trouble", reason };
  } catch {
    return { kind: "trouble", reason: "the command that serves this page has ended" };
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
  return typeof body === "object" && body !== null && "reason" in body
    ? String(body.reason)
    : "there are errors";
}

/** How long the page waits for the next change before it asks what all of them mean. */
const pauseMilliseconds = 120;

/** A message above the week. `createConflictReply`: the file changed on disk; the notice has a Reload button */
export interface Notice {
  readonly text: string;
  readonly conflict: boolean;
}

/** Everything that the page knows: the windows as they were and are, what they mean, what is chosen. */
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
  /** Said once, for those who do not see it. */
  announcement = "";

  constructor(private start: EditStart) {
    this.history = createHistory(pickDrafts(start));
    this.endpoint = Object.keys(start.windows)[0] ?? "";
  }

  get endpoints(): readonly string[] {
    return Object.keys(this.start.windows);
  }

  /** The windows of the endpoint that is shown, as a drag has them just now. */
  get drafts(): DraftList {
    return this.dragged ?? this.history.present.windows[this.endpoint] ?? [];
  }

  /** What the timetable that is shown has beside its windows. */
  get settings(): SettingsDraft | undefined {
    return this.history.present.settings[this.endpoint];
  }

  /** The names of the stack's calendars. */
  get calendars(): readonly string[] {
    return this.start.calendars;
  }

  get chosenDraft(): WindowDraft | undefined {
    return this.drafts.find(({ id }) => id === this.chosen);
  }

  get isChanged(): boolean {
    return JSON.stringify(this.history.present) !== JSON.stringify(pickDrafts(this.start));
  }

  /** Whether what is known of the windows is of an older state of them. */
  get isStale(): boolean {
    return this.checked !== this.history.present;
  }

  get canUndo(): boolean {
    return this.history.past.length > 0;
  }

  get canRedo(): boolean {
    return this.history.future.length > 0;
  }

  /** Calls a function after each change. */
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

  /** Windows as they would be; nothing that can be undone yet. Absent: as they were. */
  preview(drafts?: DraftList): void {
    this.dragged = drafts;
    this.notifyListeners();
  }

  /** New windows of the endpoint that is shown. `kind`: see `recordChange` */
  edit(drafts: DraftList, kind?: string): void {
    this.dragged = undefined;
    this.announcement = "";
    const { present } = this.history;
    const windows = { ...present.windows, [this.endpoint]: drafts };
    this.setHistory(recordChange(this.history, { ...present, windows }, kind));
  }

  /** New settings of the endpoint that is shown. `kind`: see `recordChange` */
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
    this.stepTo(redoChange(this.history), "done again");
  }

  announce(words: string): void {
    this.announcement = words;
    this.notifyListeners();
  }

  /** Asks the server what the windows mean, unless they change meanwhile. */
  async check(): Promise<void> {
    const { present } = this.history;
    const answered = await fetchOutcome({ version: this.start.version, ...present });
    if (present !== this.history.present) return;
    if (answered.kind === "answer") {
      this.outcome = answered.answer;
      this.checked = present;
      this.notice = undefined;
    } else if (answered.kind === "conflict" && !this.isChanged) {
      await this.reload();
      return;
    } else {
      this.notice = { text: answered.reason, conflict: answered.kind === "conflict" };
    }
    this.notifyListeners();
  }

  /** Writes the file, where there are changes and no errors. */
  async save(): Promise<void> {
    if (this.isStale) await this.check();
    if (this.outcome?.canBeSaved !== true || this.isStale) return;
    const answered = await saveDrafts({ version: this.start.version, ...this.history.present });
    if (answered.kind !== "answer") {
      this.notice = { text: answered.reason, conflict: answered.kind === "conflict" };
      this.notifyListeners();
      return;
    }
    this.begin(answered.answer);
    this.announce("saved");
  }

  /** Loads the file as it is now and discards what was typed, unless more is typed meanwhile. */
  async reload(): Promise<void> {
    const { present } = this.history;
    const answered = await fetchStart();
    if (present !== this.history.present) return;
    if (answered.kind === "answer") this.begin(answered.answer);
    else this.notice = { text: answered.reason, conflict: answered.kind === "conflict" };
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

  /** Shows the endpoint in which a step changes something. */
  private stepTo(history: History<EditedDrafts>, words: string): void {
    if (history.present === this.history.present) return;
    const [before, after] = [this.history.present, history.present];
    const isChanged = (name: string): boolean =>
      before.windows[name] !== after.windows[name] ||
      before.settings[name] !== after.settings[name];
    this.endpoint = this.endpoints.find(isChanged) ?? this.endpoint;
    this.setHistory(history);
    this.announce(words);
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

function pickDrafts({ windows, settings }: EditStart): EditedDrafts {
  return { windows, settings };
}

/** Whether there is an error at a place of the stack file, or below it. */
export function hasError(editor: Editor, place: readonly PathKey[]): boolean {
  const path = formatPath(place);
  return (editor.outcome?.problems ?? []).some(
    (problem) =>
      problem.severity === "error" &&
      (problem.path === path ||
        [".", "["].some((next) => problem.path.startsWith(`${path}${next}`))),
  );
}
