import type { EditOutcome, EditRequest, EditStart } from "../edit/messages";

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
