import { chaosLane } from "./chaos-lane";

chaosLane(1);
