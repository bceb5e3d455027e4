import { chaosLane } from "./support/chaos-lane";

chaosLane(0);
