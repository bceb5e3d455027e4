import { troubleOf, type AwsTrouble } from "./aws-trouble";

/** What AWS answered, or why it did not. */
export type AwsRead<T> = { readonly found: T } | { readonly trouble: AwsTrouble };

/** One call. In: `operation` as IAM policies name it. Errors: none thrown. */
export async function readAws<T>(
  operation: string,
  request: () => Promise<T>,
): Promise<AwsRead<T>> {
  try {
    return { found: await request() };
  } catch (error) {
    return { trouble: troubleOf(operation, error) };
  }
}

/** Pages that are read at most: far more than quotas allow entries, so that a wrong server cannot hold a command. */
const mostPages = 100;

/**
 * All pages of a list.
 *
 * In: `request` asks for the page that a token names; `most`: entries after which no further page is read
 */
export async function readPages<T>(
  operation: string,
  request: (token: string | undefined) => Promise<{
    readonly entries: readonly T[] | undefined;
    readonly next: string | undefined;
  }>,
  most = Infinity,
): Promise<AwsRead<readonly T[]>> {
  let all: readonly T[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const current = token;
    const read = await readAws(operation, () => request(current));
    if ("trouble" in read) return read;
    all = [...all, ...(read.found.entries ?? [])];
    token = read.found.next;
    if (token === undefined || all.length >= most) break;
  }
  return { found: all };
}
