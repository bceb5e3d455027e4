import { type AwsFailure, toAwsFailure } from "./aws-failure";

/** What AWS answered, or why it did not. */
export type AwsResult<T> = { readonly found: T } | { readonly failure: AwsFailure };

/** Makes one call; never throws. @param operation its IAM action */
export async function callAws<T>(operation: string, request: () => Promise<T>): Promise<AwsResult<T>> {
  try {
    return { found: await request() };
  } catch (error) {
    return { failure: toAwsFailure(operation, error) };
  }
}

/** Far more than quotas allow, so that a broken server cannot block a command. */
const maxPages = 100;

/** Reads all pages of a list. @param maxEntries after which it reads no further page */
export async function readAllPages<T>(
  operation: string,
  request: (
    token: string | undefined,
  ) => Promise<{ readonly entries: readonly T[] | undefined; readonly next: string | undefined }>,
  maxEntries = Infinity,
): Promise<AwsResult<readonly T[]>> {
  let all: readonly T[] = [];
  let token: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const current = token;
    const read = await callAws(operation, () => request(current));
    if ("failure" in read) return read;
    all = [...all, ...(read.found.entries ?? [])];
    token = read.found.next;
    if (token === undefined || all.length >= maxEntries) break;
  }
  return { found: all };
}
