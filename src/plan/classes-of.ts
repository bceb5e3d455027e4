/** Numbers from 0 that are alike, together: `of[number]` is the index of its class. */
export interface Classes {
  readonly of: readonly number[];
  readonly classes: readonly (readonly number[])[];
}

/** The numbers below `count`, those with the same name in one class. Out: in the order of their first numbers */
export function classesOf(count: number, nameOf: (number: number) => string): Classes {
  const known = new Map<string, number>();
  const classes: number[][] = [];
  const of = Array.from({ length: count }, (_, number) => {
    const name = nameOf(number);
    const index = known.get(name) ?? classes.push([]) - 1;
    known.set(name, index);
    classes[index]?.push(number);
    return index;
  });
  return { of, classes };
}
