type WithoutUndefined<T> = {
  readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * The value without its keys that hold nothing: under `exactOptionalPropertyTypes` an absent key and one
 * that is undefined differ.
 */
export function omitUndefined<T extends object>(value: T): WithoutUndefined<T>;
export function omitUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined));
}
