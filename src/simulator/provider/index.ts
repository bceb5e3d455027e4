export { serveSdkAccess } from "./aws-http-server";
export { toText } from "./properties";
export { type ServedProvider, serveProvider } from "./serve-provider";
export { SimulatedAccount } from "./simulated-account";
