import { describeEqualityShard } from "./equality-shard";

describeEqualityShard(2);
