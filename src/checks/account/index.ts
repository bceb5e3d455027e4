export { listQuotaTypes, type QuotaLookup } from "./account-context";
export { checkAccount } from "./check-account";
