import { equalityLane } from "./equality-lane";

equalityLane(0);
