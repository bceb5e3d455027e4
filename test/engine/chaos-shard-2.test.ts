import { describeChaosShard } from "./support/chaos-shard";

describeChaosShard(2);
