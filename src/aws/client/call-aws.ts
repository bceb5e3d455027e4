import { type AwsFailure, toAwsFailure } from "./aws-failure";

/** What AWS answered, or why it did not. */
export type AwsResult<T> = { readonly found: T } | { readonly failure: AwsFailure };

/** One call. In: `defineOperation` as IAM policies name it. Errors: none thrown. */
export async function callAws<T>(
  operation: string,
  request: () => Promise<T>,
): Promise<AwsResult<T>> {
  try {
    return { found: await request() };
  } catch (error) {
    return { failure: toAwsFailure(operation, error) };
  }
}

/** Pages that are read at most: far more than quotas allow entries, so that a wrong server cannot hold a command. */
const maxPages = 100;

/**
 * All pages of a list.
 *
 * In: `requestSchema` asks for the page that a token names; `most`: entries after which no further page is read
 */
export async function readAllPages<T>(
  operation: string,
  request: (token: string | undefined) => Promise<{
    readonly entries: readonly T[] | undefined;
    readonly next: string | undefined;
  }>,
  most = Infinity,
): Promise<AwsResult<readonly T[]>> {
  let all: readonly T[] = [];
  let token: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const current = token;
    const read = await callAws(operation, () => request(current));
    if ("failure" in read) return read;
    all = [...all, ...(read.found.entries ?? [])];
    token = read.found.next;
    if (token === undefined || all.length >= most) break;
  }
  return { found: all };
}
