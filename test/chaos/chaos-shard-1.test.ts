import { describeChaosShard } from "./chaos-shard";

describeChaosShard(1);
