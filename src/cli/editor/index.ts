export * from "./apply-edit-request";
export * from "./bundle-page-script";
export * from "./edit-page";
export * from "./edit-server";
