import type { EditOutcome, EditRequest, EditStart } from "../edit/messages";

/** What the server says: an answer, or why there is none. `conflict`: the file is another one by now */
export type Answered<Answer> =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "conflict" | "trouble"; readonly reason: string };

/** The file as it is. */
export function fetchStart(): Promise<Answered<EditStart>> {
  return call("/start", isStart);
}

/** What the windows would mean. */
export function fetchOutcome(request: EditRequest): Promise<Answered<EditOutcome>> {
  return call("/check", isOutcome, request);
}

/** Saves them. Out: the file as it is then */
export function save(request: EditRequest): Promise<Answered<EditStart>> {
  return call("/save", isStart, request);
}

async function call<Answer>(
  path: string,
  isAnswer: (body: unknown) => body is Answer,
  request?: EditRequest,
): Promise<Answered<Answer>> {
  const token = new URLSearchParams(location.search).get("token") ?? "";
  const headers = { "x-timetable-token": token, "content-type": "application/json" };
  try {
    const response = await fetch(path, {
      headers,
      ...(request === undefined ? {} : { method: "POST", body: JSON.stringify(request) }),
    });
    const body: unknown = await response.json();
    if (response.ok && isAnswer(body)) return { kind: "answer", answer: body };
    const reason = reasonIn(body);
    return { kind: response.status === 409 ? "conflict" : "trouble", reason };
  } catch {
    return { kind: "trouble", reason: "the command that serves this page has ended" };
  }
}

function isStart(body: unknown): body is EditStart {
  return has(body, "version") && has(body, "windows");
}

function isOutcome(body: unknown): body is EditOutcome {
  return has(body, "problems") && has(body, "endpoints");
}

function has(body: unknown, key: string): boolean {
  return typeof body === "object" && body !== null && key in body;
}

function reasonIn(body: unknown): string {
  return typeof body === "object" && body !== null && "reason" in body
    ? String(body.reason)
    : "there are errors";
}
