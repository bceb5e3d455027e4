import * as v from "valibot";
import type { Field } from "./field";
import { isMap } from "./user-text";

/**
 * A value that is written in one of two ways: a map of keys, or something else.
 *
 * The way decides which of the two fields reads it, so that problems speak of what the user meant.
 */
export function defineStringOrMap<TPlain, TMap>(
  plain: Field<TPlain>,
  map: Field<TMap>,
): Field<TPlain | TMap> {
  const stock = v.union([plain, map]);
  return {
    ...stock,
    "~run": (dataset, config) => {
      if (isMap(dataset.value)) return map["~run"](dataset, config);
      const run = plain["~run"](dataset, config);
      // A value of neither kind is a wrong type for both, not for the first alone.
      const own = run.issues?.every((issue) => "finding" in issue);
      return run.typed || own === true ? run : stock["~run"]({ value: dataset.value }, config);
    },
  };
}
