export { prepareStack } from "./prepare-stack";
