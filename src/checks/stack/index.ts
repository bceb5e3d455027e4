export { checkEndpoint } from "./check-endpoint";
