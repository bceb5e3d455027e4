export * from "./apply-edit-request";
export * from "./edit-page";
export * from "./edit-server";
